"""UTX, the simple tab-separated glossary of AAMT (UTX 1.20): one bilingual entry a line.

Columns of our own, which UTX allows, keep what it has no place for; other programs pass over them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import zip_longest
from pathlib import Path
from typing import IO, get_args

from align.errors import ReadError
from align.languages import ORIGINAL, TRANSLATION, language, normal_code
from align.readers.encoding import decode
from align.terms.base import Concept, Form, Kind, Status, Term, TermBase, TermBaseProblem
from align.terms.formats.multiterm import status_of
from align.words import say

_LANGUAGES = re.compile(r"([A-Za-z-]{2,10})\s*/\s*([A-Za-z-]{2,10})")
_STATUSES: dict[Status, str] = {
    "preferred": "approved", "admitted": "non-standard", "deprecated": "forbidden", "superseded": "obsolete",
}  # fmt: skip
_SIDE = ("pos", "term status", "term type", "recognise", "since", "until")
_COLUMNS = ("src", "tgt", *(f"{side}:{name}" for side in ("src", "tgt") for name in _SIDE))
_ABOUT = ("concept ID", "kind", "subject", "note", "source", "recognise")


def read(path: Path, columns: dict[str, str]) -> TermBase:
    """Read a UTX glossary; lines that are no entries are reported."""
    lines = decode(path.read_bytes(), where=str(path)).splitlines()
    heads = [line[1:] for line in lines if line.startswith("#")]
    languages = _LANGUAGES.search(heads[0]) if heads and heads[0].startswith("UTX") else None
    if not languages or len(heads) < 2:
        raise ReadError(
            say("this is no UTX glossary"),
            where=str(path),
            mend=say("its first line names UTX and both languages"),
        )
    names = [name.strip().lower() for name in heads[-1].split("\t")]
    concepts: dict[str, Concept] = {}
    problems = []
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        row = {name: cell.strip() for name, cell in zip(names, line.split("\t"), strict=False)}
        concept = _concept(row, str(number), normal_code(languages[1]), normal_code(languages[2]))
        if not concept.terms:
            problems.append(TermBaseProblem(say("line {number}", number=number), say("it holds no term")))
            continue
        before = concepts[concept.id].terms if concept.id in concepts else ()
        concepts[concept.id] = replace(concept, terms=tuple(dict.fromkeys((*before, *concept.terms))))
    return TermBase(tuple(concepts.values()), tuple(problems))


def write(base: TermBase, file: IO[bytes], ending: str) -> None:
    """Write the two languages that have most terms, a line a pair of terms."""
    source, target = (*base.languages, ORIGINAL, language(TRANSLATION).usual_code)[:2]
    file.write(f"#UTX 1.20; {source}/{target}; copyright: ; \n".encode())
    file.write(("#" + "\t".join((*_COLUMNS, *_ABOUT)) + "\n").encode())
    for concept in base.concepts:
        sides = [[term for term in concept.terms if term.language == code] for code in (source, target)]
        about = (
            concept.id,
            concept.kind,
            concept.subject,
            concept.note,
            concept.source,
            _yes(concept.recognise),
        )
        for one, other in zip_longest(*sides):
            row = [one.text if one else "", other.text if other else "", *_cells(one), *_cells(other), *about]
            file.write(("\t".join(" ".join(cell.split()) for cell in row) + "\n").encode())


def _concept(row: dict[str, str], number: str, source: str, target: str) -> Concept:
    kind = row.get("kind", "")
    return Concept(
        row.get("concept id") or number,
        (*_term(row, "src", source), *_term(row, "tgt", target)),
        kind if kind in get_args(Kind) else "",  # type: ignore[arg-type]
        row.get("subject", ""), row.get("note", ""), row.get("source", ""), row.get("recognise") != "no",
    )  # fmt: skip


def _term(row: dict[str, str], side: str, language: str) -> Iterator[Term]:
    if row.get(side):
        # Glossaries of other programs have one status, which is the target's.
        word = row.get(f"{side}:term status") or (row.get("term status", "") if side == "tgt" else "")
        ours = next((status for status, said in _STATUSES.items() if said == word), None)
        form = row.get(f"{side}:term type", "")
        yield Term(
            row[side], language, ours or status_of(word), form if form in get_args(Form) else "",  # type: ignore[arg-type]
            row.get(f"{side}:pos", ""), row.get(f"{side}:recognise") != "no",
            row.get(f"{side}:since", ""), row.get(f"{side}:until", ""),
        )  # fmt: skip


def _cells(term: Term | None) -> tuple[str, ...]:
    if not term:
        return ("",) * len(_SIDE)
    status = _STATUSES[term.status]
    return term.part_of_speech, status, term.form, _yes(term.recognise), term.since, term.until


def _yes(value: bool) -> str:
    return "" if value else "no"
