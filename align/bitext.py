"""Bitext: two versions of a document, matched.

A bitext is a row of beads in the order of the source. A bead links m segments of the source with n
of the target and says how sure it is (`score`) and why it was made (`why`). A null bead (m or n is 0)
holds what has no partner, so that every segment of both sides stands in exactly one bead.

On disk a bitext is JSON Lines: a header line, then a line a bead; nothing is lost.
"""

from __future__ import annotations

import gc
import json
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, fields, replace
from itertools import tee
from pathlib import Path
from typing import Any, Literal

import msgspec
from msgspec.structs import astuple

from align.comments import Comment
from align.document import Code, NoteMark, Segment
from align.errors import ReadError
from align.files import check_input, write_whole
from align.languages import join
from align.remarks import Remark, remark_of
from align.settings import LEVELS, Level
from align.structs import maker_of, struct_of, values_of
from align.words import say

Why = Literal["number", "structure", "embedding", "hand"]
Status = Literal["auto", "confirmed", "flagged"]

WHYS: tuple[Why, ...] = ("number", "structure", "embedding", "hand")
WHY_WORDS: dict[str, str] = {
    "number": say("number"),
    "structure": say("structure"),
    "embedding": say("embedding"),
    "hand": say("hand"),
}
"""The same for people."""
STATUSES: tuple[Status, ...] = ("auto", "confirmed", "flagged")
STATUS_WORDS: dict[str, str] = {
    "auto": say("auto"),
    "confirmed": say("confirmed"),
    "flagged": say("flagged"),
}
TRUST: dict[Status, int] = {"flagged": 0, "auto": 1, "confirmed": 2}
"""Which of two units is the better, by their status."""


def least_trusted(statuses: Iterable[Status]) -> Status:
    """Return the status of what is made of several: that of the least trusted of them."""
    return min(statuses, key=TRUST.__getitem__)


FORMAT = "align-bitext"
VERSION = 1
ENDING = ".bitext.jsonl"
REVIEW = ".review.jsonl"

_SURROGATE = re.compile("[\ud800-\udfff]")


def journal_of(path: Path) -> Path:
    """Return where the journal of a bitext's review lies. While there is one, the bitext is a person's work.

    >>> str(journal_of(Path("out/report.bitext.jsonl")))
    'out/report.review.jsonl'
    """
    return path.with_name(f"{path.name.removesuffix(ENDING)}{REVIEW}")


@dataclass(frozen=True, slots=True)
class Prop:
    """What another tool says about a unit in its own words: `x-domain`; `@creationid` is an attribute."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Bead:
    """m source segments that n target segments translate."""

    source: tuple[Segment, ...] = field(default_factory=tuple)  # no default of its own: always written
    target: tuple[Segment, ...] = field(default_factory=tuple)
    score: float = 0.0
    """Confidence from 0 to 1: the share of beads with this score that are right. Of a bead without
    partner, how sure it is that nothing answers to it."""
    why: Why = "embedding"
    """What matched the paragraphs this bead stands in; `hand`: a person made it."""
    status: Status = "auto"
    note: str = ""
    changed_by: str = ""
    changed_at: str = ""
    """UTC, `YYYYMMDDThhmmssZ`."""
    id: str = ""
    """Name of the unit in the file it was read from; empty: made from its place."""
    document: str = ""
    """Symbol of its document, where that is another than the bitext's: a memory is of many."""
    date: str = ""
    props: tuple[Prop, ...] = ()
    comments: tuple[Comment, ...] = ()
    """What reviewers said of it to each other, oldest first."""
    assigned: str = ""
    """Who is to look at it."""

    @property
    def notes(self) -> tuple[str, ...]:
        """Return its note and its comments, as files of others keep them."""
        return tuple(filter(None, (self.note, *(comment.line for comment in self.comments))))

    @property
    def type(self) -> str:
        """Return how many segments it links, source first: `1-2`."""
        return f"{len(self.source)}-{len(self.target)}"

    @property
    def is_null(self) -> bool:
        """True where one side has no partner."""
        return not self.source or not self.target


@dataclass(frozen=True, slots=True)
class Side:
    """Where one side of a bitext comes from."""

    language: str
    path: str = ""
    symbol: str = ""
    date: str = ""
    remarks: tuple[Remark, ...] = ()
    """What looked wrong when the document was read."""


@dataclass(frozen=True, slots=True)
class TranslationUnit:
    """A bead as text: what CAT tools, term checks and memories work with."""

    id: str
    """From symbol (or file name), paragraph number and running number: `A/HRC/47/29:12:31`."""
    source: str
    target: str
    bead: Bead
    number: str = ""
    """Number of its paragraph as printed."""
    page: int = 0
    before: str = ""
    """The source text of the unit before it; context for CAT tools."""
    after: str = ""
    document: str = ""
    """Symbol of the document it stands in, and its date."""
    date: str = ""


@dataclass(frozen=True, slots=True)
class Bitext:
    """Two aligned sides; the source is the original."""

    source: Side
    target: Side
    beads: tuple[Bead, ...]
    level: Level = "sentence"
    recipe: dict[str, Any] = field(default_factory=dict)
    """Version, model and settings that made it: the signature every export bears."""
    created: str = ""
    """UTC, `YYYYMMDDThhmmssZ`."""

    @property
    def symbol(self) -> str:
        """Return the symbol of the document, from whichever side knows it."""
        return self.source.symbol or self.target.symbol

    @property
    def date(self) -> str:
        """Return the ISO date of the document, from whichever side knows it."""
        return self.source.date or self.target.date

    @property
    def is_discussed(self) -> bool:
        """Tell whether anything was said of its beads to other reviewers, or anybody is to look at one."""
        return any(bead.comments or bead.assigned for bead in self.beads)

    def swapped(self) -> Bitext:
        """Return the bitext the other way round: its target becomes the source, its beads stay in order."""
        beads = tuple(replace(bead, source=bead.target, target=bead.source) for bead in self.beads)
        return replace(self, source=self.target, target=self.source, beads=beads)

    def units(self) -> Iterator[TranslationUnit]:
        """Yield every bead as a unit, null beads too (one of their texts is empty).

        Nothing is held but the neighbours, so that a bitext whose beads come from disk streams too.
        """
        name = self.symbol or Path(self.source.path).stem or "unit"
        beads, coming = tee(self.beads)
        ahead = filter(None, (join((s.text for s in b.source), self.source.language) for b in coming))
        before, last, after = "", "", next(ahead, "")
        for position, bead in enumerate(beads, 1):
            source = join((s.text for s in bead.source), self.source.language)
            if source:
                before, last, after = last, source, next(ahead, "")
            number = _number(bead)
            yield TranslationUnit(
                id=bead.id or f"{name}:{number.strip('.、() ')}:{position}",
                source=source,
                target=join((s.text for s in bead.target), self.target.language),
                bead=bead,
                number=number,
                page=next((s.page for s in (*bead.source, *bead.target)), 0),
                before=before if source else last,
                after=after,
                document=bead.document or self.symbol,
                date=bead.date if bead.document else self.date,
            )

    def save(self, path: str | Path) -> None:
        """Write the bitext as JSON Lines, whole or not at all.

        Raises:
            WriteError: the file cannot be written.
        """
        with write_whole(path) as file:
            for line in self.to_lines():
                file.write(line.encode() + b"\n")

    @classmethod
    def load(cls, path: str | Path) -> Bitext:
        """Read a bitext that `save` wrote.

        Raises:
            ReadError: it is missing or damaged; the message names the line.
        """
        with check_input(path).open("rb") as file:
            return cls.from_lines(file, where=str(path))

    def to_lines(self) -> Iterator[str]:
        """Yield the lines of the JSON Lines form: a header, then a line a bead."""
        header = {"format": FORMAT, "version": VERSION, "level": self.level, "created": self.created}
        yield _dump(
            header | {"source": _plain(self.source), "target": _plain(self.target), "recipe": self.recipe}
        )
        for bead in self.beads:
            yield _dump(_plain(bead))

    @classmethod
    def from_lines(
        cls,
        lines: Iterable[str | bytes],
        *,
        where: str = "",
        keep: Callable[[Iterable[Bead]], tuple[Bead, ...]] = tuple,
    ) -> Bitext:
        """Build a bitext from its lines; the inverse of `to_lines`.

        Args:
            lines: a header, then a line a bead; in UTF-8 they are read fastest.
            where: the file, for errors.
            keep: takes the beads as they come, and gives them back any number of times.

        Raises:
            ReadError: a line is no part of a bitext.
        """
        number = 0
        try:
            rows = ((number := n, line)[1] for n, line in enumerate(lines, 1) if line.strip())
            header: dict[str, Any] = json.loads(next(rows, "{}"))
            if header.get("format") != FORMAT or header.get("version") != VERSION:
                raise ReadError(
                    say("no bitext of version {version}", version=VERSION),
                    where=where,
                    mend=say("align the documents again"),
                )
            level, recipe, created = header["level"], header["recipe"], header["created"]
            if level not in LEVELS or type(recipe) is not dict or type(created) is not str:
                raise TypeError(header)
            sides = _side(header["source"]), _side(header["target"])
            with uncollected():
                beads = keep(map(_bead, rows))
            return cls(*sides, beads, level, recipe, created)
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
            raise ReadError(
                say("the bitext is damaged"),
                where=say("{path} line {line}", path=where, line=number),
                mend=say("align the documents again"),
            ) from error


@contextmanager
def uncollected() -> Iterator[None]:
    """Keep Python from looking for cycles: the many beads of a bitext hold none, and looking takes long."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _number(bead: Bead) -> str:
    return next((s.number for s in (*bead.source, *bead.target) if s.number), "")


def _plain(value: Any) -> dict[str, Any]:
    """Return the fields of a dataclass that differ from their defaults, nested ones too."""
    plain: dict[str, Any] = {}
    for f in fields(value):
        content = getattr(value, f.name)
        if content != f.default:
            plain[f.name] = [_plain(item) for item in content] if isinstance(content, tuple) else content
    return plain


def _bead(line: str | bytes) -> Bead:
    """Read a line of a bitext.

    Raises:
        ValueError: it is no bead.
    """
    try:
        read = _LINE.decode(line)
    except msgspec.ValidationError:
        raise
    except msgspec.DecodeError:  # half a character perhaps, which only Python's own reader takes
        read = msgspec.convert(json.loads(line), _LINE.type)
    read.source, read.target = tuple(map(_segment, read.source)), tuple(map(_segment, read.target))
    if read.props or read.comments:  # few have any
        read.props, read.comments = values_of(_prop, read.props), values_of(_comment, read.comments)
    bead = _made_bead(*astuple(read))
    # One that links nothing holds nothing: an edit would leave no row.
    if not 0 <= bead.score <= 1 or not (bead.source or bead.target):
        raise ValueError(line)
    return bead


def _segment(read: Any) -> Segment:
    if read.notes or read.codes:  # few have any
        read.notes, read.codes = values_of(_note_mark, read.notes), values_of(_code, read.codes)
        offsets = [0, *(code.offset for code in read.codes), len(read.text)]
        # A code outside its text would be written anywhere.
        if read.codes and (offsets != sorted(offsets) or not all(code.kind.split() for code in read.codes)):
            raise ValueError(read)
    return _made_segment(*astuple(read))


_LINE = msgspec.json.Decoder(struct_of(Bead))
_made_bead, _made_segment = maker_of(Bead), maker_of(Segment)
_prop, _comment, _note_mark, _code = maker_of(Prop), maker_of(Comment), maker_of(NoteMark), maker_of(Code)


def _side(row: dict[str, Any]) -> Side:
    remarks = tuple(map(remark_of, row.pop("remarks", ())))
    if not all(isinstance(text, str) for text in row.values()):
        raise TypeError(row)
    return Side(**row, remarks=remarks)


def _dump(row: dict[str, Any]) -> str:
    line = json.dumps(row, ensure_ascii=False, separators=(",", ":"))
    # Half a character, as broken PDFs yield it, has no UTF-8; JSON can spell it.
    return _SURROGATE.sub(lambda half: f"\\u{ord(half[0]):04x}", line)
