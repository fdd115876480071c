"""Pairs that the names of files tell, surest first.

1. Both names are marked and otherwise alike, in one folder or in the folders of their languages.
2. The same, with marks that may be words: `en_report.docx`.
3. The same, in different folders, where no other file is named so.
4. One is marked, the other is not: `report.docx`, `report.zh.docx`.
5. Both begin with the same UN symbol, each with a title in its own language.

Several files of one document and language, as docx and pdf, are one document: the best is taken, the
others are its doubles.

>>> [match] = match_names(map(PurePath, ["A_47_29-C.docx", "A_47_29-E.docx", "A_47_29-E.pdf"]), "en", "zh")
>>> [path.name for path in match.sources], [path.name for path in match.targets], match.how
(['A_47_29-E.docx', 'A_47_29-E.pdf'], ['A_47_29-C.docx'], 'name')
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePath

from align.batch.pairs.names import (
    LETTERS,
    MARKED,
    PERHAPS,
    TITLED,
    UNMARKED,
    NameHow,
    PathReading,
    readings,
)  # fmt: skip

PREFERRED = (
    ".docx", ".xml", ".html", ".htm", ".xhtml", ".txt", ".odt", ".rtf", ".doc", ".wpd", ".pdf",
)  # fmt: skip
"""Endings, best first: what keeps structure before what does not, what is read here before LibreOffice."""

Known = Mapping[PurePath, list[PathReading]]


@dataclass(frozen=True, slots=True)
class NameMatch:
    """Files that their names join: on each side the best first, the others say the same."""

    sources: tuple[PurePath, ...]
    targets: tuple[PurePath, ...]
    how: NameHow

    @property
    def files(self) -> tuple[PurePath, ...]:
        """Return all files of both sides."""
        return self.sources + self.targets


def match_names(paths: Iterable[PurePath], source: str, target: str) -> list[NameMatch]:
    """Match files by their names alone; nothing is opened.

    Args:
        paths: relative to the folder they were found in.
        source: main language code of the originals.
        target: main language code of the translations.
    """
    known = {path: readings(path) for path in sorted(paths)}
    parts = _counted_parts(known)
    left = {path: [r for r in found if not _counts(r, parts)] for path, found in known.items()}
    matches: list[NameMatch] = []
    for step in _STEPS:
        for match in list(_matches(left, step, source, target)):
            # A file has several readings: the first that finds a partner is taken.
            if all(path in left for path in match.files):
                matches.append(match)
                for path in match.files:
                    del left[path]
    return sorted(matches, key=lambda match: match.sources)


def preference(path: PurePath) -> int:
    """Return the place of a file's format among `PREFERRED`, the best 0."""
    ending = path.suffix.lower()
    return PREFERRED.index(ending) if ending in PREFERRED else len(PREFERRED)


def other_language(path: PurePath, source: str, target: str) -> str:
    """Return the language that a name is plainly marked with where that is neither of two, else nothing."""
    first = readings(path)[0]
    plain = first.rank == MARKED and not first.letter and not first.copy
    return first.language if plain and first.language not in (source, target) else ""


@dataclass(frozen=True, slots=True)
class _Step:
    """Which readings are compared, and whether across folders.

    Across folders only one file of a kind may stand in each language.
    """

    ranks: tuple[int, ...]
    across: bool = False

    def place(self, reading: PathReading) -> tuple[str, ...] | None:
        """Return what two files must share to match in this step."""
        if reading.rank not in self.ranks or not (reading.key or (reading.folder and not self.across)):
            return None
        return (reading.key,) if self.across else (reading.folder, reading.key)


_STEPS = (
    _Step((MARKED,)),
    _Step((MARKED, PERHAPS)),
    _Step((MARKED,), across=True),
    _Step((MARKED, UNMARKED)),
    _Step((TITLED,), across=True),
)


def _matches(left: Known, step: _Step, source: str, target: str) -> Iterator[NameMatch]:
    """Yield what one step finds among the files that are left."""
    groups: dict[tuple[str, ...], dict[str, dict[PurePath, PathReading]]] = {}
    for path, found in left.items():
        for reading in found:
            place = step.place(reading)
            if place:
                groups.setdefault(place, {}).setdefault(reading.language, {}).setdefault(path, reading)
    for languages in groups.values():
        # A name without a mark may be in either language.
        sources, targets = (languages.get(code) or languages.get("", {}) for code in (source, target))
        lone = not step.across or all(len({path.parent for path in side}) == 1 for side in (sources, targets))
        if sources and targets and lone and not sources.keys() & targets.keys():
            yield NameMatch(_best_first(sources), _best_first(targets), _how(sources, targets))


def _how(*sides: Mapping[PurePath, PathReading]) -> NameHow:
    hows = {reading.how for side in sides for reading in side.values()}
    return hows.pop() if len(hows) == 1 else "name"


def _best_first(side: Mapping[PurePath, PathReading]) -> tuple[PurePath, ...]:
    return tuple(sorted(side, key=lambda path: _order(path, side[path])))


def _order(path: PurePath, reading: PathReading) -> tuple[bool, int, int, int, str]:
    """Sort the files of one document and language: the best first."""
    return reading.copy, reading.rank, preference(path), len(path.name), path.as_posix()


def _counted_parts(known: Known) -> set[tuple[str, str]]:
    """Return the names whose last letter counts parts, since it is none of a language: `annex b`."""
    heads = ((r.folder, *r.key.rpartition(" ")) for found in known.values() for r in found)
    return {
        (folder, head)
        for folder, head, _, last in heads
        if len(last) == 1 and "a" <= last <= "z" and last not in LETTERS
    }


def _counts(reading: PathReading, parts: set[tuple[str, str]]) -> bool:
    return bool(reading.letter) and (reading.folder, reading.key) in parts
