"""Units that no CAT tool fills from, or that some refuse: too long, empty, the same on both sides, locked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace

from align.bitext import Bead, Prop
from align.document import Segment
from align.languages import LANGUAGES, marks, same_language
from align.notes import LEFT_AS_IT_IS
from align.recognise import language_of
from align.text import HAN
from align.words import Message, counted

LONGEST = 2000
"""Characters in a segment beyond which Trados cloud refuses the unit."""

_RUN = re.compile(rf"[{HAN}]{{3}}|[^\W\d_{HAN}]{{2,}}(?:-[^\W\d_]+)*")
"""A word, or three characters of Chinese."""
_NO_WORD = re.compile(r"[@/\\]|[^\W_][._:=]+[^\W_]|\d|^-", re.ASCII)
"""What no word of a sentence holds: jgg@debian.org, /etc/apt, sources.list, tk40, --list."""
_GRAMMAR = re.compile(r"^[|{}]+$|::=|^\[-|^<[\w-]+>|\w\([\w.]*\)|\w\($|^[$&*]\w|^\w+=\S", re.ASCII)
"""What only synopses, grammars and programs hold: { on | off }, <item> ::=, [-q], open(2), *path, PATH=."""
_LITTLE = frozenset(word for each in LANGUAGES.values() for word in each.little_words if len(word) > 1)
_BODY = frozenset(("paragraph", "list_item", "table_cell"))
_RUNNING = _BODY | {"title", "heading", "annex"}
"""Kinds of blocks that a translation has in its own language."""
_ENDED = re.compile(rf"[{marks('.;:!?')}]")
_PROSE = 3
"""Words from which a text is prose, and no name."""

_FEW, _SHARE = 24, 0.05
"""Sentences left as they were, and their share, up to which a translation is done, and has kept them."""

UNTRANSLATED = 0.5
"""Greatest confidence of a text that is the same as in the original: in its place, and no translation."""

FIXED = Prop("translate", "no")
"""Of a unit that is not to be translated, as XLIFF says it."""


def is_fixed(bead: Bead) -> bool:
    """Tell whether a unit is locked or not to be translated, as the tool said that it came from."""
    return any(
        prop == FIXED or (prop.name.endswith(":locked") and prop.value in ("true", "locked"))
        for prop in bead.props
    )


def is_prose(text: str) -> bool:
    """Tell whether a text has words enough, but for addresses, names and abbreviations.

    Names and abbreviations begin with a capital. So does a sentence: what ends as one needs a word less.
    A command, its synopsis or a line of a configuration has none: subnet 10.0.0.0 netmask 255.0.0.0 option.

    >>> [is_prose(text) for text in ("Published the manual Clean Hands;", "Bank of the West", "理事会开会。")]
    [True, False, False]
    """
    parts = text.split()
    plain = [part for part in parts if not (part.isascii() and _NO_WORD.search(part))]
    words = [word for part in plain for word in _RUN.findall(part)]
    listed = any(map(_GRAMMAR.search, parts)) or (len(plain) < len(parts) and not text[:1].isupper())
    if listed and text.isascii() and _LITTLE.isdisjoint(words):
        return False
    return sum(not word[0].isupper() for word in words) >= _PROSE - bool(_ENDED.match(text.rstrip()[-1:]))


def is_untranslated(bead: Bead) -> bool:
    """Tell whether both sides are the same prose: no translation, then, but a text that awaits one.

    Notes cite works in their own language, and lines of contents name them.
    """
    if len(bead.source) != 1 or len(bead.target) != 1 or bead.source[0].text != bead.target[0].text:
        return False
    return bead.source[0].kind in _RUNNING and is_prose(bead.source[0].text)


def is_left(bead: Bead, languages: Sequence[str]) -> bool:
    """Tell a sentence of the original that its translation left as it was; languages: those of both sides.

    A title may be kept, and so may what is quoted from a third language.
    """
    if not is_untranslated(bead) or bead.source[0].kind not in _BODY:
        return False
    found = language_of(bead.source[0].text)
    return not found or any(same_language(found, each) for each in languages)


def left_over(beads: Iterable[Bead], languages: Sequence[str], *, among: Sequence[Bead] = ()) -> list[Bead]:
    """Return the beads, each sentence that the translation left as it was by itself, with a note.

    It is no translation of itself. But a translation under way, as half a manual, leaves so many that what
    it really lacks would be lost among them: there each stays in its place beside the original. Beads that
    are aligned anew follow those of the bitext `among` which they stand.
    """
    beads = list(beads)
    left = [is_left(bead, languages) for bead in beads]
    together = sum(left) > max(_FEW, _SHARE * len(beads)) or any(
        bead.source and bead.target and bead.note == LEFT_AS_IT_IS for bead in among
    )
    held: list[Bead] = []
    for bead, alone in zip(beads, left, strict=True):
        one = replace(bead, score=min(bead.score, UNTRANSLATED), note=str(LEFT_AS_IT_IS)) if alone else bead
        held += (one,) if together or not alone else (replace(one, target=()), replace(one, source=()))
    return held


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
