"""A changed module in a process of its own, and what the tests say to it.

The tests are collected once, on the code as it is. A process forked from there exchanges the code of the
functions that differ, and runs its tests: nothing is imported again. Where more than functions differs (a
constant, a decorator), or a function has run already when its module was imported, the process forgets all
that is ours and begins anew, which takes a second longer.
"""

from __future__ import annotations

import gc
import inspect
import sys
from collections.abc import Callable, Iterator
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_file_location
from itertools import zip_longest
from pathlib import Path
from types import CodeType, FunctionType

import pytest

from mutants.changes import ROOT, Mutant
from mutants.processes import OPTIONS, in_a_process
from mutants.reaching import SECONDS, Reach, file_of, runs_when_imported, tests_for

PATIENCE = 4
"""How many times as long the tests may take on a mutant."""


class Trials:
    """A pytest plugin: where pytest would run the tests it has collected, hands them over for trials."""

    def __init__(self, reach: Reach, use: Callable[[Callable[[Mutant], bool]], None]) -> None:
        self.reach, self.use = reach, use

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Call `use` with what tells whether a test notices a mutant."""
        items = {item.nodeid: item for item in session.items}

        def killed(mutant: Mutant) -> bool:
            tests = [test for test in tests_for(mutant, self.reach) if test in items]
            run = lambda: self._run(mutant, tests, session, items)  # noqa: E731
            return bool(tests) and in_a_process(run, SECONDS * PATIENCE) != 0

        self.use(killed)
        return True

    def _run(
        self, mutant: Mutant, tests: list[str], session: pytest.Session, items: dict[str, pytest.Item]
    ) -> int:
        if runs_when_imported(mutant, self.reach) or not _put_in(mutant):
            return _begin_anew(mutant, tests)
        for test, following in zip_longest(tests, tests[1:]):
            session.config.hook.pytest_runtest_protocol(item=items[test], nextitem=items.get(following))
            if session.testsfailed:
                return 1
        return 0


def _put_in(mutant: Mutant) -> bool:
    """Exchange the code of the functions of a module; tell whether that is all that differs."""
    importer, path = _Importer(mutant), ROOT / mutant.path
    if importer.name not in sys.modules:
        sys.meta_path.insert(0, importer)
        return True
    now, changed = (compile(text, path, "exec") for text in (path.read_text(encoding="utf-8"), mutant.source))
    if list(map(_own, _bodies(now))) != list(map(_own, _bodies(changed))):
        return False
    new = {(code.co_qualname, code.co_firstlineno): code for code in _all_code(changed)}
    for function in gc.get_objects():
        if isinstance(function, FunctionType) and function.__code__.co_filename == str(path):
            function.__code__ = new[function.__code__.co_qualname, function.__code__.co_firstlineno]
    return True


def _all_code(code: CodeType) -> Iterator[CodeType]:
    yield code
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            yield from _all_code(inner)


def _bodies(code: CodeType) -> Iterator[CodeType]:
    """Yield what runs when a module is imported: itself, its classes, and what they list."""
    yield code
    for inner in code.co_consts:
        if isinstance(inner, CodeType) and (
            not inner.co_flags & inspect.CO_OPTIMIZED or inner.co_name.endswith(("comp>", "genexpr>"))
        ):
            yield from _bodies(inner)


def _own(code: CodeType) -> tuple[object, ...]:
    """Return what a piece of code does itself, without the functions it makes."""
    return code.co_code, code.co_names, [each for each in code.co_consts if not isinstance(each, CodeType)]


def _begin_anew(mutant: Mutant, tests: list[str]) -> int:
    """Forget all that is ours, and run the tests where one module is another."""
    for name, module in list(sys.modules.items()):
        if (getattr(module, "__file__", None) or "").startswith((f"{ROOT}/align/", f"{ROOT}/tests/")):
            del sys.modules[name]
    sys.meta_path.insert(0, _Importer(mutant))
    files = sorted({file_of(test) for test in tests})
    return int(pytest.main([*OPTIONS, "--doctest-modules", *files], plugins=[_Chosen(tests)]))


class _Chosen:
    """A pytest plugin: runs the tests that were chosen, in their order."""

    def __init__(self, tests: list[str]) -> None:
        self.order = {test: place for place, test in enumerate(tests)}

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        chosen = (item for item in items if item.nodeid in self.order)
        items[:] = sorted(chosen, key=lambda item: self.order[item.nodeid])


class _Importer:
    """Gives the changed code for one module."""

    def __init__(self, mutant: Mutant) -> None:
        self.mutant = mutant
        self.name = ".".join(Path(mutant.path).with_suffix("").parts).removesuffix(".__init__")

    def find_spec(self, name: str, path: object = None, target: object = None) -> ModuleSpec | None:
        if name != self.name:
            return None
        file = ROOT / self.mutant.path
        folders = [str(file.parent)] if file.name == "__init__.py" else None
        loader = SourceFileLoader(name, str(file))
        loader.get_code = lambda _: compile(self.mutant.source, file, "exec")  # type: ignore[method-assign]
        return spec_from_file_location(name, file, loader=loader, submodule_search_locations=folders)
