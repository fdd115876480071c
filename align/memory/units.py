"""What a memory holds: translation units, and the places where they stand.

The same pair of texts in several documents is one unit with several places:

>>> unit = Unit(0, "en", "zh-CN", "Article 1", "第一条",
...             places=(Place("A/RES/217(III)", number="1"), Place("A/RES/2200(XXI)", number="1")))
>>> [place.document for place in unit.places]
['A/RES/217(III)', 'A/RES/2200(XXI)']
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from align.bitext import STATUSES, Prop, Status
from align.document import Code
from align.words import Message, counted, say

__all__ = ["STATUSES", "Added", "Info", "MemoryDocument", "Place", "Status", "Unit"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a unit stands."""

    document: str
    """Symbol of the document; the name of the file where it bears none."""
    date: str = ""
    """ISO date of the document."""
    number: str = ""
    """Number of the paragraph, as printed."""
    tuid: str = ""
    """Name of the unit in the file it came from."""
    before: str = ""
    """Source text of the unit before it; context for CAT tools."""
    after: str = ""
    position: int = 0
    """Running number in its document, from 1."""
    origin: str = ""
    """The file, where the document bears no symbol: two files may have one name."""


@dataclass(frozen=True, slots=True)
class Unit:
    """Two texts that translate one another, and what is known about them."""

    id: int
    """Row in the store, never used again for another; 0: not stored yet."""
    source_language: str
    """BCP 47 code."""
    target_language: str
    source: str
    target: str
    score: float = 0.0
    """Confidence from 0 to 1, the best of all places."""
    status: Status = "auto"
    changed_by: str = ""
    changed_at: str = ""
    """UTC, `YYYYMMDDThhmmssZ`."""
    note: str = ""
    places: tuple[Place, ...] = ()
    codes: tuple[tuple[Code, ...], tuple[Code, ...]] = ((), ())
    """What formats source and target."""
    props: tuple[Prop, ...] = ()
    """What other tools say of it, in words of their own."""

    def turned(self) -> Unit:
        """Return the unit the other way round; the texts around it are in the wrong language then."""
        return replace(
            self,
            source_language=self.target_language,
            target_language=self.source_language,
            source=self.target,
            target=self.source,
            codes=self.codes[::-1],
            places=tuple(replace(place, before="", after="") for place in self.places),
        )


@dataclass(frozen=True, slots=True)
class Added:
    """What became of the units given to a memory."""

    new: int = 0
    known: int = 0
    """Stood in the memory before, or came twice: they may have a place more now."""
    replaced: int = 0
    """Units of the same documents that stand in them no longer, and were removed."""
    skipped: int = 0
    """Units with no text on one side."""
    run: int = 0
    """Number of the import."""

    def __add__(self, other: Added) -> Added:
        return Added(
            self.new + other.new,
            self.known + other.known,
            self.replaced + other.replaced,
            self.skipped + other.skipped,
            max(self.run, other.run),
        )


@dataclass(frozen=True, slots=True)
class MemoryDocument:
    """A document of a memory."""

    name: str
    date: str
    units: int


@dataclass(frozen=True, slots=True)
class Info:
    """The figures of a memory."""

    units: int
    places: int
    documents: int
    languages: tuple[tuple[str, str, int], ...]
    """Source language, target language, units."""
    statuses: dict[Status, int]
    bytes: int
    """Size of the store on disk, without indexes."""
    version: int
    """Number of its schema."""

    def lines(self) -> list[str]:
        """Return the figures as lines for people."""
        return [
            say("units       {n:,}", n=self.units),
            counted(
                "places      {places:,} in {n:,} document",
                "places      {places:,} in {n:,} documents",
                n=self.documents,
                places=self.places,
            ),
            *(
                say("languages   {source} → {target}: {n:,}", source=source, target=target, n=count)
                for source, target, count in self.languages
            ),
            *(_status_line(status, count) for status, count in sorted(self.statuses.items())),
            say("size        {megabytes:,.1f} MB", megabytes=self.bytes / 2**20),
            say("schema      {version}", version=self.version),
        ]


def _status_line(status: Status, n: int) -> str:
    if status == "auto":
        return say("auto        {n:,}", n=n)
    return say("confirmed   {n:,}", n=n) if status == "confirmed" else say("flagged     {n:,}", n=n)


def units_counted(count: int) -> Message:
    """Return how many units, in words."""
    return counted("{n:,} unit", "{n:,} units", n=count)
