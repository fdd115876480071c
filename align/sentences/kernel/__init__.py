"""Loops that numba compiles, where it is installed (`pip install 'align-tm[fast]'`) and pays.

They do what `features`, `lattice` and `stretches` do by numpy, bead by bead, and give the same beads; as they
stand here they would take a hundred times as long, and so numpy works wherever they are not compiled.

Loading numba and the loops takes what they save on ten thousand sentences of either side, 0.8 s, and
compiling them seven times as much; numba keeps what it compiled beside the modules, or in its own folder of
the user. So a process begins by numpy, and takes the loops once they would have saved what they cost: it
never wastes more than that (Karlin et al. 1988, "Competitive snoopy caching", which rents skis like this).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from importlib import import_module
from pathlib import Path
from types import FunctionType
from typing import Any, Literal, NamedTuple

Loop = Callable[..., Any]
Use = Literal["when it pays", "always", "never"]

LOADING = 12_000_000
"""Candidate beads on which the loops save what it costs to load numba and what it has compiled before."""
COMPILING = 90_000_000
"""The same if it must compile them."""

_use: ContextVar[Use] = ContextVar("use", default="when it pays")
_done = [0]
"""Candidate beads that this process has scored."""


class Loops(NamedTuple):
    """The compiled loops; their arguments are told where they are written."""

    bead_scores: Loop
    sentence_scores: Loop
    sweep: Loop
    posteriors: Loop
    rough_scores: Loop


def loops(candidates: int = 0) -> Loops | None:
    """Return the compiled loops; none where numba is not installed, or does not pay yet.

    Args:
        candidates: as many beads are about to be scored.
    """
    _done[0] += candidates
    use = _use.get()
    if use == "never" or (use != "always" and _done[0] < LOADING):
        return None
    found, kept = _compiled()
    return found if use == "always" or kept or _done[0] >= COMPILING else None


@contextmanager
def used(use: Use) -> Iterator[None]:
    """Take the compiled loops always or never inside this block: to compare them."""
    token = _use.set(use)
    try:
        yield
    finally:
        _use.reset(token)


@cache
def _compiled() -> tuple[Loops | None, bool]:
    """Return the loops, which numba compiles when they are first called; and whether it kept them."""
    try:
        from numba import njit
        from numba.extending import register_jitable
    except ImportError:
        return None, False
    modules = [import_module(f"{__name__}.{name}") for name in ("nodes", "scores", "sweeps", "rough")]
    found: dict[str, Any] = {}
    for module in modules:
        for name, function in vars(module).items():
            if isinstance(function, FunctionType) and function.__module__ == module.__name__:
                found[name] = register_jitable(error_model="numpy")(function)
    try:
        compiled = {
            name: njit(cache=True, nogil=True, error_model="numpy")(found[name]) for name in Loops._fields
        }
    except RuntimeError:  # numba finds no folder to keep them in: it would compile in every process
        return None, False
    return Loops(**compiled), all(list(map(_is_kept, compiled.values())))


def _is_kept(function: Any) -> bool:
    """Tell whether numba compiled a loop before, and forget what is older than any module of this room.

    It looks itself for changes only in the module where the loop stands.
    """
    room = Path(__file__).parent
    changed = max(path.stat().st_mtime for path in room.glob("*.py"))
    folder, name = Path(function.stats.cache_path), f"*.{function.py_func.__name__}-*.nbi"
    kept = [path for path in folder.glob(name) if path.stat().st_mtime >= changed]
    for path in set(folder.glob(name)) - set(kept):
        path.unlink(missing_ok=True)
    return bool(kept)
