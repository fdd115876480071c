"""Term base ↔ file: one module a family of formats, its reader beside its writer.

A row or an entry that makes no sense is reported with its place and skipped; the rest is read.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any

from align.errors import AlignError, ReadError, WriteError
from align.files import check_input, write_whole
from align.terms.base import TermBase, TermBaseProblem, contradictions
from align.words import say

__all__ = ["FORMATS", "read", "write"]

FORMATS: dict[str, tuple[str, bool]] = {
    ".tbx": ("tbx", True),
    ".v2.tbx": ("tbx", True),
    ".xml": ("multiterm", False),
    ".csv": ("tables", True),
    ".tsv": ("tables", True),
    ".txt": ("tables", False),
    ".xlsx": ("tables", True),
    ".utx": ("utx", True),
}
"""Ending → module, and whether it writes. `.tbx` is TBX v3, `.v2.tbx` the older form that OmegaT reads."""


def read(path: str | Path, columns: Mapping[str, str] | None = None) -> TermBase:
    """Read a term base of any format in `FORMATS`.

    Args:
        path: the file.
        columns: for tables whose headings say nothing: heading → what it holds (`en`, `zh acronym`, `id`…).

    Raises:
        ReadError: the file is missing, damaged, hostile, or holds no term.
    """
    path = check_input(path)
    base: TermBase = _without_endless_terms(_module(path, ReadError).read(path, dict(columns or {})))
    if not base.concepts:
        what = (
            say("the term base holds no concept ({problem})", problem=base.problems[0].message)
            if base.problems
            else say("the term base holds no concept")
        )
        raise ReadError(what, where=str(path), mend=say("check its columns"))
    return replace(base, problems=(*base.problems, *contradictions(base)))


LONGEST_TERM = 1000
"""Characters of a term; the longest titles of UN bodies have some three hundred. To look for what is longer
would take more memory than there is."""


def _without_endless_terms(base: TermBase) -> TermBase:
    """Leave out terms that are far too long, and report each."""
    if all(len(term.text) <= LONGEST_TERM for concept in base.concepts for term in concept.terms):
        return base
    concepts, problems = [], []
    for concept in base.concepts:
        kept = tuple(term for term in concept.terms if len(term.text) <= LONGEST_TERM)
        for term in concept.terms:
            if len(term.text) > LONGEST_TERM:
                what = say("a term of {count:,} characters is left out", count=len(term.text))
                problems.append(TermBaseProblem(say("concept {id}", id=concept.id), what))
        if kept:
            concepts.append(replace(concept, terms=kept))
    return replace(base, concepts=tuple(concepts), problems=(*base.problems, *problems))


def write(base: TermBase, path: str | Path) -> None:
    """Write a term base in the format of the path's ending, whole or not at all.

    Raises:
        WriteError: no such format is written, or the file cannot be.
    """
    path = Path(path)
    if not FORMATS.get(_ending(path), ("", True))[1]:
        raise WriteError(say("this format is only read"), where=str(path), mend=_known())
    module = _module(path, WriteError)
    with write_whole(path) as file:
        module.write(base, file, _ending(path))


def _ending(path: Path) -> str:
    fitting = [ending for ending in FORMATS if path.name.lower().endswith(ending)]
    return max(fitting, key=len, default="")


def _module(path: Path, error: type[AlignError]) -> Any:
    ending = _ending(path)
    if not ending:
        raise error(say("no term base format has this ending"), where=str(path), mend=_known())
    return import_module(f"align.terms.formats.{FORMATS[ending][0]}")


def _known() -> str:
    return say("take {known}", known=" ".join(ending for ending, (_, writes) in FORMATS.items() if writes))
