"""XML of any size, cut into its units without being parsed: what is broken in one harms no other.

A parser gives up a file at the first illegal character. Here the text is searched for the ends of units
alone, so that each can be parsed by itself, in constant memory; nothing before the units, no DOCTYPE and
no entity, ever reaches a parser.

>>> cut = Cutter(Shape("TMX", "tmx", "tu"), where="x.tmx")
>>> [unit.text for unit in cut(["<tmx><tu>one</tu>", "<tu>t", "wo</tu></tmx>"])]
['<tu>one</tu>', '<tu>two</tu>']

Where the units of a file stand in parts that say something about them, as the `<file>`s of an XLIFF do, each
unit bears the text from the beginning of its part to the first unit of it.
"""

from __future__ import annotations

import codecs
import gzip
import re
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, NamedTuple, cast

from align.errors import ReadError, reason_of
from align.words import say

UNDECODED = "\udcff"
"""Stands in a text where its bytes are none of its encoding."""

_PIECE = 1 << 18
_LONGEST_UNIT = 1 << 24  # characters; what is longer has lost its end
_LONGEST_COMMENT = 1 << 20  # the same
_LONGEST_TAG = 1 << 16  # the same
_LONGEST_HEAD = 1 << 26  # characters without a unit: another form, or a bomb
_SWELLING = 200  # times its size: real TMX shrinks to a tenth, zeros to a thousandth
_SMALL = 1 << 29  # bytes that any archive may hold
_MARK_LENGTH = 64  # longest mark that may be cut by the end of a piece

_BYTE_ORDERS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_UNMARKED = ((b"<\0", "utf-16-le"), (b"\0<", "utf-16-be"))
_DECLARED = re.compile(rb"""<\?xml[^>]*\bencoding\s*=\s*["']([\w.-]+)""")

_TAG = re.compile(r"""<(?:[^<>"']|"[^"]*"|'[^']*')*>""")

codecs.register_error("align.undecoded", lambda error: (UNDECODED, cast(UnicodeDecodeError, error).end))


class Shape(NamedTuple):
    """How the units of a format are found."""

    form: str
    """What people call it."""
    root: str
    """Name of its outermost element, without a namespace, as those that follow."""
    unit: str
    """Name of its units, or several with `|` between them."""
    part: str = ""
    """Name of what units stand in that has something to say about them; empty: there is no such thing."""
    aside: str = ""
    """Names of what stands between units and says something of those that follow; cut out as they are."""
    around: str = ""
    """Name of what units may stand in, one in another."""


class RawUnit(NamedTuple):
    """The text of a unit, and the line where it begins."""

    text: str
    line: int
    whole: bool = True
    """False: the next unit begins before this one ends, or it is longer than any unit is."""
    part: str = ""
    """The text from the beginning of its part to the first unit there."""
    aside: bool = False
    """Whether it is no unit, but says something of those that follow."""
    around: tuple[str, ...] = ()
    """The start tags of what it stands in within its part, the outermost first."""


class Cutter:
    """Cut the text of a file into its units."""

    def __init__(self, shape: Shape, *, where: str) -> None:
        self.head = ""
        """What stands before the first unit, without its prologue: `<tmx version="1.4"><header …`."""
        self.where = where
        self._shape, self._asides = shape, shape.aside.split("|")
        units = "|".join(filter(None, (shape.unit, shape.aside)))
        self._marks = re.compile(
            rf"<(?P<begin>(?:[\w.-]+:)?(?:{units}))(?=[\s/>])"
            rf"|</(?P<end>(?:[\w.-]+:)?(?:{units})\s*)>"
            rf"|<!(?:--|\[CDATA\[)|</(?P<last>(?:[\w.-]+:)?{shape.root}\s*)>"
            + (rf"|<(?P<part>(?:[\w.-]+:)?{shape.part})(?=[\s/>])" if shape.part else "|(?P<part>(?!))")
            + (
                rf"|<(?P<around>/?(?:[\w.-]+:)?{shape.around})(?=[\s/>])"
                if shape.around
                else "|(?P<around>(?!))"
            )
        )
        self._root = re.compile(rf"<(?:[\w.-]+:)?{shape.root}[\s>]")
        self._part, self._part_begin = "", -1  # of the units in hand; where one begins that has none yet
        self._around: list[str] = []
        self._text = ""
        self._at = 0  # where the search goes on
        self._begin = -1  # where the unit in hand begins
        self._line, self._counted = 1, 0  # line of the character `_counted`
        self._ended = False

    def __call__(self, pieces: Iterable[str]) -> Iterator[RawUnit]:
        """Yield the units.

        Raises:
            ReadError: it is of another form, or its end is missing; after the units before.
        """
        for piece in pieces:
            self._text += piece
            yield from self._cut()
            self._forget()
        if not self.head:
            raise self._no_such_form()
        if not self._ended:
            raise ReadError(
                say("the file ends in the middle, in line {line}", line=self._line_of(len(self._text))),
                where=self.where,
                mend=say("download or export it again; its units up to there are kept"),
            )

    def _cut(self) -> Iterator[RawUnit]:
        while mark := self._marks.search(self._text, self._at):
            is_comment = mark[0].startswith("<!")
            if is_comment or mark["around"]:
                if not (self._skip(mark) if is_comment else self._go_in_or_out(mark)):
                    return
                continue
            self._at = mark.end()
            if self._is_inside(mark):
                continue
            if mark["end"] and self._begin >= 0:
                yield self._unit(mark.end())
                self._begin = -1
            elif mark["begin"] or mark["part"]:
                if self._begin >= 0:
                    yield self._unit(mark.start(), whole=False)
                self._enter(mark)
            elif mark["last"]:
                self._ended = True
                self._take_head(mark.start())
        self._at = max(self._at, len(self._text) - _MARK_LENGTH)
        if self._begin >= 0 and len(self._text) - self._begin > _LONGEST_UNIT:
            yield self._unit(self._begin + 80, whole=False)
            self._begin = -1

    def _is_inside(self, mark: re.Match[str]) -> bool:
        """Tell whether what may stand aside of units is in one, before the first of its part, or empty."""
        name = (mark["begin"] or mark["end"] or "").strip().rpartition(":")[2]
        if not name or name not in self._asides:
            return False
        if mark["end"]:
            return self._begin < 0 or not self._is_aside()
        is_empty = re.compile(r"[^<>]*/>").match(self._text, mark.end())
        return bool(is_empty) or self._begin >= 0 or self._part_begin >= 0 or not self.head

    def _is_aside(self) -> bool:
        """Tell whether the unit in hand is none, but stands aside of them."""
        begun = self._marks.match(self._text, self._begin)
        return bool(begun and begun["begin"].rpartition(":")[2] in self._asides)

    def _enter(self, mark: re.Match[str]) -> None:
        """Remember where a unit begins, or a part."""
        if mark["begin"]:
            self._take_head(mark.start())
            self._begin = mark.start()
        else:
            self._begin = -1
            self._part, self._part_begin = "", mark.start()
            self._around = []

    def _go_in_or_out(self, mark: re.Match[str]) -> bool:
        """Remember what the units that follow stand in; False: the end of its tag is still to come."""
        tag = _TAG.match(self._text, mark.start())
        if not tag and len(self._text) - mark.start() < _LONGEST_TAG:
            self._at = mark.start()
            return False
        self._at = mark.end()
        if mark["around"].startswith("/"):
            del self._around[-1:]
        elif tag and not tag[0].endswith("/>"):
            self._around.append(tag[0])
        return True

    def _skip(self, mark: re.Match[str]) -> bool:
        """Go behind a comment or CDATA section; False: its end is still to come."""
        end = self._text.find("-->" if mark[0] == "<!--" else "]]>", mark.end())
        if end >= 0:
            self._at = end + 3
            return True
        self._at = mark.start()
        if len(self._text) - mark.start() < _LONGEST_COMMENT:
            return False
        self._at = mark.end()  # a mark without an end hides nothing
        return True

    def _take_head(self, place: int) -> None:
        if not self.head:
            root = self._root.search(self._text, 0, place)
            if not root:
                raise self._no_such_form()
            self.head = self._text[root.start() : place]
        if self._part_begin >= 0:
            self._part = self._text[self._part_begin : place]
            self._part_begin = -1

    def _unit(self, end: int, *, whole: bool = True) -> RawUnit:
        text, is_aside = self._text[self._begin : end], self._is_aside()
        return RawUnit(text, self._line_of(self._begin), whole, self._part, is_aside, tuple(self._around))

    def _line_of(self, place: int) -> int:
        self._line += self._text.count("\n", self._counted, place)
        self._counted = place
        return self._line

    def _forget(self) -> None:
        """Drop the text that was dealt with."""
        if not self.head:
            if len(self._text) > _LONGEST_HEAD:
                raise self._no_such_form()
            return
        if self._part_begin >= 0 and len(self._text) - self._part_begin > _LONGEST_HEAD:
            self._part_begin = -1
        begun = [place for place in (self._begin, self._part_begin) if place >= 0]
        done = min([self._at, *begun])
        self._line_of(done)
        self._text = self._text[done:]
        self._at -= done
        self._begin -= done if self._begin >= 0 else 0
        self._part_begin -= done if self._part_begin >= 0 else 0
        self._counted = 0

    def _no_such_form(self) -> ReadError:
        return ReadError(
            say("this is no {form}", form=self._shape.form),
            where=self.where,
            mend=say("export it again from its program"),
        )


def pieces(path: Path) -> Iterator[str]:
    """Yield the text of a file in pieces, whatever its encoding, compressed or not.

    Raises:
        ReadError: the archive is damaged, or swells as no text does, or its encoding is not known.
    """
    try:
        with path.open("rb") as raw:
            packed = raw.read(2) == b"\x1f\x8b"
            raw.seek(0)
            file = cast(IO[bytes], gzip.GzipFile(fileobj=raw)) if packed else raw
            most = max(_SMALL, path.stat().st_size * _SWELLING)
            yield from _decoded(_bounded(file, most, path), path)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise ReadError(
            say("the compressed file is damaged"), where=str(path), mend=say("download it again")
        ) from error
    except OSError as error:
        raise ReadError(
            say("cannot be read: {reason}", reason=reason_of(error)),
            where=str(path),
            mend=say("check its path and disk"),
        ) from error


def _bounded(file: IO[bytes], most: int, path: Path) -> Iterator[bytes]:
    while data := file.read(_PIECE):
        most -= len(data)
        if most < 0:
            raise ReadError(
                say("the compressed file swells as no text does"), where=str(path), mend=say("unpack it")
            )
        yield data


def _decoded(data: Iterator[bytes], path: Path) -> Iterator[str]:
    first = next(data, b"")
    encoding = encoding_of(first)
    check_encoding(encoding, path)
    decoder = codecs.getincrementaldecoder(encoding)("align.undecoded")
    yield decoder.decode(first)
    for each in data:
        yield decoder.decode(each)
    yield decoder.decode(b"", final=True)


def check_encoding(encoding: str, path: Path) -> None:
    """Refuse what is no encoding of text.

    Raises:
        ReadError: Python knows none of that name.
    """
    try:
        b"\0\0\0\0".decode(encoding)  # of no bytes at all, Python asks no codec
    except (LookupError, UnicodeError) as error:
        raise ReadError(
            say("its encoding, {encoding}, is unknown", encoding=encoding),
            where=str(path),
            mend=say("save it as UTF-8"),
        ) from error


def marked_encoding(first: bytes) -> str:
    """Return the encoding of any text by the mark that it begins with; empty: it has none."""
    return next((encoding for mark, encoding in _BYTE_ORDERS if first.startswith(mark)), "")


def encoding_of(first: bytes) -> str:
    """Return the encoding of an XML file by its first bytes: its mark, else what it declares."""
    if marked := marked_encoding(first):
        return marked
    for begin, encoding in _UNMARKED:
        if first.startswith(begin):
            return encoding
    declared = _DECLARED.search(first[:1024])
    encoding = declared[1].decode().lower() if declared else "utf-8"
    # What begins with a byte a letter is no UTF-16, whatever it says of itself.
    return "utf-8" if encoding.startswith(("utf-16", "utf16", "utf-32", "ucs", "unicode")) else encoding
