"""What the path of a file says: which document it is, and in which language.

Archives mark languages in many ways, and a mark may be a word of the title: `en` in `Rapport en cours`, `C`
after `A` and `B`. So a path has several readings, and a language is believed only where another file
gives the same document in the other language.

>>> [(r.key, r.language) for r in readings(PurePath("A_HRC_47_29-C.docx"))]
[('a hrc 47 29', 'zh'), ('a hrc 47 29 c', ''), ('A/HRC/47/29', 'zh')]
>>> readings(PurePath("2021/zh/1915012E.docx"))[0]
PathReading(key='1915012', folder='2021', language='en', how='name', rank=0, letter='e', copy=False)
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath
from typing import Literal

from align.languages import LANGUAGES, ORIGINAL, TRANSLATION, any_of, every
from align.readers.masthead import symbol_of
from align.text import HAN, fold, is_han

# Folded: Traditional characters are Simplified ones here.
_LANGUAGE = {
    fold(mark): each.code
    for each in LANGUAGES.values()
    for mark in (*each.other_codes, *each.names, *each.file_marks)
}
LETTERS = {each.letter: each.code for each in LANGUAGES.values() if each.letter}
"""The letters of the six official languages, which follow symbols and job numbers."""
_FOLDERS = ("e", "c")
"""Letters that name a folder; the others are organs as often as languages."""
_REGIONS = frozenset("cn tw hk mo sg hans hant us gb uk au ca un".split())
_TOKEN = re.compile(rf"[{HAN}]+|[^\W_{HAN}]+")
_JOB = re.compile(r"([a-z]{0,3}\d{5,})([efsacr])")
_PLAIN_JOB = re.compile(r"([a-z]?)(\d{7})")
_COPY = re.compile(
    rf"\s*[(\[]\d{{1,2}}[)\]]$"
    rf"|[\s_-]+{every(lambda each: each.copy_marks)}(?:[\s_-]*[(\[]?\d{{1,2}}[)\]]?)?$"
)
_HAN_MARK = re.compile(f"(.+?)({any_of(mark for mark in _LANGUAGE if len(mark) > 1 and is_han(mark[0]))})")
_LEADING = re.compile(r"[A-Za-z0-9_.()-]+")
_LAST_PART = re.compile(r"[_-][^_-]*$")

MARKED, PERHAPS, UNMARKED, TITLED = range(4)
"""Marked at the end of the name or in a folder; elsewhere, where it may be a word; not at all; a UN symbol
with a title, whose language shows."""

NameHow = Literal["name", "folder", "symbol"]


@dataclass(frozen=True, slots=True)
class PathReading:
    """One way to understand a path."""

    key: str
    """The name without its mark and its separators: what the language versions share."""
    folder: str
    """The folders likewise."""
    language: str
    """Main language code; empty: no mark."""
    how: NameHow
    """Where the mark stands."""
    rank: int
    """How sure it is: one of the four above."""
    letter: str = ""
    """The mark where it is a single letter, which may as well count parts: a, b, c."""
    copy: bool = False
    """Whether the name says that it is a copy: `(1)`."""


def readings(path: PurePath) -> list[PathReading]:
    """Return the ways to understand a relative path, the likeliest first."""
    raw_folder, folder, folder_language = _folder(path.parent)
    found = []
    for key, language, letter, rank, copy in _marks(fold(path.stem)):
        if language:
            found.append(PathReading(key, folder, language, "name", rank, letter, copy))
        else:
            if folder_language:
                found.append(PathReading(key, folder, folder_language, "folder", MARKED, "", copy))
            found.append(PathReading(key, raw_folder, "", "name", UNMARKED, "", copy))
    found.sort(key=lambda reading: (reading.copy, reading.rank))
    symbol = _symbol_in(path)
    if symbol:
        plain = found[0].language if found[0].rank == MARKED else ""
        found.append(PathReading(symbol, folder, plain or _language_of_title(path), "symbol", TITLED))
    return list(dict.fromkeys(found))


def job_of(path: PurePath) -> tuple[str, int] | None:
    """Return the place and the number of the job that a file is named after, without a letter of language.

    >>> job_of(PurePath("N2112345.pdf")), job_of(PurePath("2112345E.pdf"))
    (('n', 2112345), None)
    """
    job = _PLAIN_JOB.fullmatch(fold(path.stem))
    return (job[1], int(job[2])) if job else None


def _language_of_title(path: PurePath) -> str:
    return TRANSLATION if any(map(is_han, path.stem)) else ORIGINAL


def _symbol_in(path: PurePath) -> str:
    """Return the UN symbol that begins the name of a file, whatever follows it."""
    leading = _LEADING.match(path.stem)
    part = leading[0].rstrip("_-. ") if leading else ""
    while part:
        symbol = symbol_of((), f"{part}.docx")
        if symbol:
            return symbol
        shorter = _LAST_PART.sub("", part)
        part = shorter if shorter != part else ""
    return ""


def _folder(folder: PurePath) -> tuple[str, str, str]:
    """Return the folders as a key, as a key without language marks, and the language of the innermost."""
    raw, kept, language = [], [], ""
    for part in folder.parts:
        folded = fold(part)
        raw.append(_key(_TOKEN.findall(folded)))
        whole = ("", LETTERS[folded]) if folded in _FOLDERS else (raw[-1], "")
        key, code = next(((key, code) for key, code, *_ in _marks(folded) if code), whole)
        if key:
            kept.append(key)
        language = code or language
    return "/".join(raw), "/".join(kept), language


def _marks(name: str) -> Iterator[tuple[str, str, str, int, bool]]:
    """Yield (key, language, letter, rank, copy) for a folded name, and for the name it may be a copy of."""
    for reading in _marks_in(name):
        yield *reading, False
    original = _COPY.sub("", name)
    if original not in ("", name):
        for reading in _marks_in(original):
            yield *reading, True


def _marks_in(name: str) -> Iterator[tuple[str, str, str, int]]:
    tokens = [part for token in _TOKEN.findall(name) for part in _split_han(token)]
    last = len(tokens) - 1
    for i in range(last, -1, -1):
        pair_end = i + 1 < len(tokens) and tokens[i + 1] in _REGIONS
        code = _LANGUAGE.get(tokens[i], "")
        if code and pair_end:
            yield _key(tokens[:i] + tokens[i + 2 :]), code, "", MARKED if i + 1 == last else PERHAPS
        elif code:
            yield _key(tokens[:i] + tokens[i + 1 :]), code, "", MARKED if i == last else PERHAPS
    if last > 0 and tokens[-1] in LETTERS:
        yield _key(tokens[:-1]), LETTERS[tokens[-1]], tokens[-1], MARKED
    job = _JOB.fullmatch(tokens[-1]) if tokens else None
    if job:
        yield _key([*tokens[:-1], job[1]]), LETTERS[job[2]], job[2], MARKED
    yield _key(tokens), "", "", UNMARKED


def _split_han(token: str) -> tuple[str, ...]:
    """Split 报告英文版 into what it is and in which language."""
    marked = _HAN_MARK.fullmatch(token)
    return (marked[1], marked[2]) if marked else (token,)


def _key(tokens: list[str]) -> str:
    return " ".join(tokens)
