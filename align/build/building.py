"""The way of a translation into its document, from the XLIFF to the file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from align.build.directions import Direction, turn
from align.build.filling import Filling
from align.build.paragraph import copy_into, fill, leave, twin_of
from align.build.pieces import TEXT, Piece
from align.build.places import Name, WordParagraph, WordParagraphs
from align.build.returned import ReturnedUnit, language_of, returned
from align.build.stretches import OUTSIDE, parted, stretch_of
from align.build.surgery import outermost, places_of, replaced
from align.errors import ReadError, WriteError
from align.exchange.coded import Token, plain, tokens_of
from align.exchange.skipped import Skipped
from align.files import check_input, write_whole
from align.languages import join, language
from align.readers.docx.package import Package, W
from align.remarks import Remark
from align.text import clean
from align.words import say

_CHANGES = tuple(W + name for name in ("ins", "del", "moveFrom", "moveTo"))
_SHOWN = 60
"""Characters of a text that are shown in an error."""


class Mend(NamedTuple):
    """Something about codes that was mended, or could not be."""

    where: str
    """The paragraph."""
    what: str


@dataclass(frozen=True, slots=True)
class Built:
    """What became of a translation."""

    translated: int
    """Segments in the translation's words."""
    kept: int
    """Segments that are not translated, and say what the original says."""
    absent: int
    """Paragraphs with text of which the XLIFF has nothing."""
    mends: tuple[Mend, ...]
    skipped: Skipped
    """What was not taken from the XLIFF."""
    remarks: tuple[Remark, ...]
    """What in the document is not read, and so not translated."""

    def kinds(self) -> Counter[str]:
        """Count the mends by what they are."""
        return Counter(mend.what for mend in self.mends)


def build(translated: str | Path, skeleton: str | Path, path: str | Path) -> Built:
    """Write a Word file in which each translated segment stands in the place of its original.

    Args:
        translated: the XLIFF that `pretranslate` made of the skeleton, as a tool or a person gave it back.
        skeleton: the document itself.
        path: the Word file to write, whole or not at all.

    Raises:
        ReadError: the XLIFF or the skeleton is damaged, or they do not belong together.
        WriteError: the file cannot be written.
    """
    translated, skeleton, path = check_input(translated), check_input(skeleton), Path(path)
    for each, kind in ((skeleton, ReadError), (path, WriteError)):
        if each.suffix.lower() != ".docx":
            mend = say("name a .docx; save other documents as one before they are pretranslated")
            raise kind(say("only Word files are built"), where=str(each), mend=mend)
    skipped = Skipped()
    rows = _named(translated, skipped)
    with Package(skeleton) as package:
        building = _Building(WordParagraphs(package), language_of(translated), str(skeleton), skipped)
        plans = [plan for key, group in rows for plan in building.plan(key, group)]
        parts = _parts(package, building.places, plans, language(building.language).direction)
        with write_whole(path) as file:
            package.write_with(parts, file)
    return building.built()


Rows = list[tuple[tuple[str, int], list[tuple[Name, ReturnedUnit]]]]


def _named(path: Path, skipped: Skipped) -> Rows:
    """Return the units by paragraph, in the order in which they stand there."""
    found: dict[tuple[str, int], list[tuple[Name, ReturnedUnit]]] = {}
    for row in returned(path, skipped):
        name = Name.of(row.name)
        if name is None:
            skipped.add(say("units that do not say where they stand"), row.where)
        else:
            found.setdefault((name.part, name.paragraph), []).append((name, row))
    if not found:
        raise ReadError(
            say("its units do not say where in the document they stand"),
            where=str(path),
            mend=say("make it with align pretranslate, of the Word file itself"),
        )
    return [(key, sorted(rows, key=lambda row: row[0])) for key, rows in found.items()]


class _Plan(NamedTuple):
    """What a paragraph is to hold."""

    place: WordParagraph
    pieces: list[Piece]


class _Building:
    """Finds the places of translations; counts and remembers what became of them."""

    def __init__(self, places: WordParagraphs, language_: str, where: str, skipped: Skipped) -> None:
        self.places = places
        self.language = language_
        self.skipped = skipped
        self._where = where
        self._translated = self._kept = 0
        self._mends: list[Mend] = []
        self._seen: set[WordParagraph] = set()

    def built(self) -> Built:
        """Return what became of the translation."""
        absent = sum(any(map(str.isalpha, place.text)) for place in self.places if place not in self._seen)
        absent += self.places.out_of_reach
        mends, remarks = tuple(self._mends), self.places.remarks
        return Built(self._translated, self._kept, absent, mends, self.skipped, remarks)

    def plan(self, key: tuple[str, int], rows: Sequence[tuple[Name, ReturnedUnit]]) -> Iterator[_Plan]:
        """Yield what a paragraph is to hold, if its translation says something else."""
        place = self.places.get(*key)
        if place is None:
            raise self._other(rows[0][1].source, "")
        self._seen.add(place)
        spans: list[tuple[int, int]] = []
        targets: list[tuple[Token, ...]] = []
        for name, row in rows:
            held = place.text[name.start : name.end]
            if _squeezed(held) != _squeezed(row.source):
                raise self._other(row.source, held or place.text)
            if not held.strip() or (spans and name.start < spans[-1][1]):
                self.skipped.add(say("units for a place that another one has, or without text"), row.where)
                continue
            spans.append((name.start, name.end))
            targets.append(row.target)
        self._translated += sum(map(bool, targets))
        self._kept += sum(not target for target in targets)
        if any(targets):
            yield from self._changed(place, spans, targets)

    def _other(self, said: str, found: str) -> ReadError:
        """Return the error that the skeleton is another document."""
        said, found = clean(said)[:_SHOWN], clean(found)[:_SHOWN]
        return ReadError(
            say("it is not the document of this XLIFF: where that has “{said}”, it has “{found}”",
                said=said, found=found),
            where=self._where,
            mend=say("name the very file that was pretranslated"),
        )  # fmt: skip

    def _changed(
        self, place: WordParagraph, spans: Sequence[tuple[int, int]], targets: Sequence[tuple[Token, ...]]
    ) -> Iterator[_Plan]:
        made: list[Piece] = []
        last = OUTSIDE
        is_changed = False
        gap: list[Piece] = []
        for owner, pieces in parted(place.pieces, spans):
            if owner == OUTSIDE:
                gap = pieces
                continue
            made += self._between(gap, targets, last, owner, pieces[0])
            filled = self._filled(place, pieces, targets[owner])
            made += filled or pieces
            is_changed |= filled is not None
            gap, last = [], owner
        made += gap
        if is_changed:
            if any(True for element in place.elements for _ in element.iter(*_CHANGES)):
                self._mends.append(Mend(place.where, say("tracked changes, accepted with the translation")))
            yield _Plan(place, made)

    def _between(
        self, gap: list[Piece], targets: Sequence[tuple[Token, ...]], last: int, owner: int, following: Piece
    ) -> list[Piece]:
        """Return what stands between two segments: blanks as the language of the translation wants them."""
        if last == OUTSIDE or not (targets[last] and targets[owner] and self.language):
            return gap
        if any(piece.kind != TEXT or piece.text.strip(" ") for piece in gap):
            return gap
        left, right = plain(targets[last]).rstrip()[-1:], plain(targets[owner]).lstrip()[:1]
        blank = join((left, right), self.language)[len(left) : -len(right)]
        if not blank:
            return []
        return gap or [replace(following, kind=TEXT, text=blank, nodes=())]

    def _filled(
        self, place: WordParagraph, pieces: list[Piece], target: tuple[Token, ...]
    ) -> list[Piece] | None:
        """Return the pieces of a translation, or None: it is not translated, or says the same."""
        stretch = stretch_of(pieces, self.places.looks)
        if not target or list(target) == tokens_of(stretch.text, stretch.codes):
            return None
        filling = Filling(stretch)
        made = filling.pieces(target)
        self._mends += (Mend(place.where, what) for what in filling.mends)
        return made


def _squeezed(text: str) -> str:
    return "".join(clean(text).split())


def _parts(
    package: Package, places: WordParagraphs, plans: Sequence[_Plan], direction: Direction
) -> dict[str, bytes]:
    """Carry the plans out, and return the parts of the package that they change."""
    parts: dict[str, bytes] = {}
    by_part = sorted(plans, key=lambda plan: plan.place.part)
    for part, group in groupby(by_part, lambda plan: plan.place.part):
        held = list(group)
        name = places.parts[part]
        root = package.parsed()[name]
        # A text box stands in its paragraph; where that begins is counted before anything is changed.
        found = places_of(root, outermost([each for plan in held for each in plan.place.elements]))
        for plan in held:
            *before, element = plan.place.elements
            twin = twin_of(element)
            fill(element, plan.pieces)
            turn(element, direction)
            if twin is not None:
                copy_into(twin, element)
            for each in before:
                leave(each)
        parts[name] = replaced(package.bytes_of(name), root, found)
    return parts
