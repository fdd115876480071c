"""Units that no CAT tool fills from, or that some refuse: too long, empty, the same on both sides."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from align.bitext import Bead
from align.document import Segment
from align.words import Message, counted

LONGEST = 2000
"""Characters in a segment beyond which Trados cloud refuses the unit."""


@dataclass(slots=True)
class Unusual:
    """How many units are so."""

    long: int = 0
    empty: int = 0
    same: int = 0

    def look(self, texts: Sequence[str]) -> None:
        """Look at the texts of a unit, those that there are."""
        self.long += max(map(len, texts)) > LONGEST
        if len(texts) > 1 and texts[0] == texts[-1]:  # figures are the same in most languages
            self.same += len(set(texts)) == 1 and any(map(str.isalpha, texts[0]))
        self.empty += any(not text or text.isspace() for text in texts)

    def __iadd__(self, other: Unusual) -> Unusual:
        self.long, self.empty, self.same = (
            self.long + other.long, self.empty + other.empty, self.same + other.same
        )  # fmt: skip
        return self

    def lines(self) -> list[Message]:
        """Return a line a kind that there is."""
        lines = (
            counted(
                "look at     {n:,} unit of more than {most:,} characters, which Trados cloud refuses",
                "look at     {n:,} units of more than {most:,} characters, which Trados cloud refuses",
                n=self.long, most=LONGEST,
            ),
            counted(
                "look at     {n:,} unit with the same text on both sides",
                "look at     {n:,} units with the same text on both sides", n=self.same,
            ),
            counted(
                "look at     {n:,} unit with an empty text", "look at     {n:,} units with an empty text",
                n=self.empty,
            ),
        )  # fmt: skip
        return [line for line in lines if line.values["n"]]


def unusual(units: Iterable[Iterable[Sequence[Segment]]]) -> Unusual:
    """Count the units that are so, each given as its sides; one that says nothing has no segments."""
    found = Unusual()
    for sides in units:
        found.look(_texts(sides))
    return found


def seen(beads: Iterable[Bead], found: Unusual) -> Iterator[Bead]:
    """Yield beads; once all are, what was found among them is counted anew."""
    counts = Unusual()
    for bead in beads:
        counts.look(_texts((bead.source, bead.target)))
        yield bead
    found.long, found.empty, found.same = counts.long, counts.empty, counts.same


def _texts(sides: Iterable[Sequence[Segment]]) -> list[str]:
    """Return the texts of the sides that have any; which blanks stand between segments tells none apart."""
    return [
        side[0].text if len(side) == 1 else " ".join(segment.text for segment in side)
        for side in sides
        if side
    ]
