"""UTX, the simple tab-separated glossary of AAMT (UTX 1.20): one bilingual entry a line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from align.errors import ReadError
from align.exchange.options import normal_code
from align.readers.encoding import decode
from align.terms.base import Concept, Problem, Term, TermBase
from align.terms.formats.multiterm import status_of

_LANGUAGES = re.compile(r"([A-Za-z-]{2,10})\s*/\s*([A-Za-z-]{2,10})")


def read(path: Path, columns: dict[str, str]) -> TermBase:
    """Read a UTX glossary; lines that are no entries are reported."""
    lines = decode(path.read_bytes(), where=str(path)).splitlines()
    heads = [line[1:] for line in lines if line.startswith("#")]
    languages = _LANGUAGES.search(heads[0]) if heads and heads[0].startswith("UTX") else None
    if not languages or len(heads) < 2:
        raise ReadError(
            "this is no UTX glossary", where=str(path), mend="its first line names UTX and both languages"
        )
    names = [name.strip().lower() for name in heads[-1].split("\t")]
    concepts: dict[str, Concept] = {}
    problems = []
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        row = dict(zip(names, line.split("\t"), strict=False))
        name = row.get("concept id") or str(number)
        terms = tuple(_terms(row, normal_code(languages[1]), normal_code(languages[2])))
        if len(terms) < 2:
            problems.append(Problem(f"line {number}", "it holds no pair of terms"))
            continue
        before = concepts[name].terms if name in concepts else ()
        concepts[name] = Concept(name, tuple(dict.fromkeys((*before, *terms))))
    return TermBase(tuple(concepts.values()), tuple(problems))


def write(base: TermBase, file: IO[bytes], ending: str) -> None:
    """Write the two languages that have most terms, a line a pair of terms."""
    source, target = (*base.languages, "en", "zh-CN")[:2]
    file.write(f"#UTX 1.20; {source}/{target}; copyright: ; \n".encode())
    file.write(b"#src\ttgt\tsrc:pos\tterm status\tconcept ID\n")
    for concept in base.concepts:
        sides = [
            [term for term in concept.terms if term.language == language] for language in (source, target)
        ]
        for number in range(max(map(len, sides)) if all(sides) else 0):
            one, other = (side[min(number, len(side) - 1)] for side in sides)
            status = {"preferred": "approved", "admitted": "admitted"}.get(other.status, "forbidden")
            row = [one.text, other.text, one.part_of_speech or "noun", status, concept.id]
            file.write(("\t".join(" ".join(cell.split()) for cell in row) + "\n").encode())


def _terms(row: dict[str, str], source: str, target: str) -> Iterator[Term]:
    pos = row.get("src:pos", "").strip()
    pos = pos if pos == "verb" else ""
    if row.get("src", "").strip():
        yield Term(row["src"].strip(), source, part_of_speech=pos)
    if row.get("tgt", "").strip():
        yield Term(row["tgt"].strip(), target, status_of(row.get("term status", "")), part_of_speech=pos)
