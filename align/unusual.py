"""Units that no CAT tool fills from, or that some refuse: too long, empty, the same on both sides, locked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields

from align.bitext import Bead, Prop
from align.document import Segment
from align.words import Message, counted

LONGEST = 2000
"""Characters in a segment beyond which Trados cloud refuses the unit."""


FIXED = Prop("translate", "no")
"""Of a unit that is not to be translated, as XLIFF says it."""


def is_fixed(bead: Bead) -> bool:
    """Tell whether a unit is locked or not to be translated, as the tool said that it came from."""
    return any(
        prop == FIXED or (prop.name.endswith(":locked") and prop.value in ("true", "locked"))
        for prop in bead.props
    )


@dataclass(slots=True)
class Unusual:
    """How many units are so."""

    long: int = 0
    empty: int = 0
    same: int = 0
    fixed: int = 0

    def look(self, texts: Sequence[str]) -> None:
        """Look at the texts of a unit, those that there are."""
        self.long += max(map(len, texts)) > LONGEST
        if len(texts) > 1 and texts[0] == texts[-1]:  # figures are the same in most languages
            self.same += len(set(texts)) == 1 and any(map(str.isalpha, texts[0]))
        self.empty += any(not text or text.isspace() for text in texts)

    def __iadd__(self, other: Unusual) -> Unusual:
        for kind in fields(self):
            setattr(self, kind.name, getattr(self, kind.name) + getattr(other, kind.name))
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
            counted(
                "look at     {n:,} unit that is locked or not to be translated",
                "look at     {n:,} units that are locked or not to be translated", n=self.fixed,
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
        counts.fixed += is_fixed(bead) if bead.props else False
        yield bead
    for kind in fields(counts):
        setattr(found, kind.name, getattr(counts, kind.name))


def _texts(sides: Iterable[Sequence[Segment]]) -> list[str]:
    """Return the texts of the sides that have any; which blanks stand between segments tells none apart."""
    return [
        side[0].text if len(side) == 1 else " ".join(segment.text for segment in side)
        for side in sides
        if side
    ]
