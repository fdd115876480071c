"""Wordfast memories, read line by line, as translate-toolkit tells of them; `messages.py` writes them."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from pathlib import Path

from align.bitext import Bitext, Prop
from align.document import Code
from align.exchange.catalogues import FiledMessage, bitext_of, lines_of
from align.exchange.cutting import marked_encoding
from align.exchange.options import Options
from align.exchange.skipped import FilePlace, Skipped
from align.languages import normal_code
from align.readers.encoding import encoding_of
from align.text import clean

_DATE = re.compile(r"\d{8}~\d{6}", re.ASCII)
_ESCAPE = re.compile(r"&'([0-9A-F]{2});|\\([nt])")
_OF_MACINTOSH = {
    "A8": "®", "AA": "™", "C7": "«", "C8": "»", "C9": "…", "CA": "\xa0", "D0": "–", "D1": "—", "D2": "“",
    "D3": "”", "D4": "‘", "D5": "’", "E2": "‚", "E3": "„",
}  # fmt: skip
_OF_WINDOWS = ("26", "82", "85", "91", "92", "93", "94", "96", "97", "99", "A0", "A9", "AE", "BC", "BD", "BE")
_CHARACTERS = _OF_MACINTOSH | {code: bytes.fromhex(code).decode("cp1252") for code in _OF_WINDOWS}
_COLUMNS = 7
"""Date, user, times used, language, source, language, target; behind them stand four attributes."""
_CODE = re.compile(r"&t([A-Z]);")
"""A code of the document, by its letter."""
_HEAD = 1 << 12
_LOOKED_AT = 1 << 20  # bytes by which a code page is told
_PIECE = 1 << 20


def read(path: Path, options: Options, skipped: Skipped) -> Bitext:
    """Read a file; a unit without a translation becomes one without a partner.

    Raises:
        ReadError: it is damaged, or holds no text.
    """
    lines = lines_of(path, _encoding(path))
    head = [*next(lines, "").split("\t"), *[""] * _COLUMNS]
    languages = _language(head[3]), _language(head[5])
    return bitext_of(_messages(lines, str(path)), languages, options, skipped, path)


def _encoding(path: Path) -> str:
    """Return the encoding by the mark of a file, else by its first line: UTF-16, or by all that it holds."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if marked := marked_encoding(head):
        return marked
    for encoding, tab in (("utf-16-le", b"\t\0"), ("utf-16-be", b"\0\t")):
        if tab in (head[i : i + 2] for i in range(0, len(head), 2)):
            return encoding
    return "utf-8" if _is_utf_8(path) else _code_page(path)


def _code_page(path: Path) -> str:
    """Return the code page of a file, by its texts that are not of plain letters."""
    with path.open("rb") as file:
        lines = file.read(_LOOKED_AT).splitlines()
    texts = [text for line in lines for text in line.split(b"\t")[4:7:2] if not text.isascii()]
    return encoding_of(b"\n".join(texts)) if texts else "cp1252"


def _is_utf_8(path: Path) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as file:
        try:
            while data := file.read(_PIECE):
                decoder.decode(data)
        except UnicodeDecodeError:
            return False
    return True


def _language(code: str) -> str:
    return normal_code(code.strip().removeprefix("%").removesuffix("-01"))


def _messages(lines: Iterator[str], path: str) -> Iterator[FiledMessage]:
    for number, line in enumerate(lines, 2):
        if not line:
            continue
        row = [*line.split("\t"), *[""] * (_COLUMNS + 4)]
        user, when = clean(row[1]), row[0]
        source, target = _text(row[4]), _text(row[6])
        props = ((f"attr{i}", clean(value)) for i, value in enumerate(row[_COLUMNS : _COLUMNS + 4], 1))
        yield FiledMessage(
            FilePlace(path, number - 1, number), (source[0],), (target[0],),
            codes=(source[1], target[1]),
            changed_by=user,
            # Where nobody changed it, the date says nothing.
            changed_at=f"{when.replace('~', 'T')}Z" if user and _DATE.fullmatch(when) else "",
            props=tuple(Prop(name, value) for name, value in props if value),
        )  # fmt: skip


def _text(cell: str) -> tuple[str, tuple[Code, ...]]:
    """Return the text of a cell, and its codes."""
    first, *rest = _CODE.split(cell)
    text, codes = _ESCAPE.sub(_character, first), []
    for letter, piece in zip(rest[::2], rest[1::2], strict=True):
        codes.append(Code(len(text), "x-code", letter, f"&t{letter};"))
        text += _ESCAPE.sub(_character, piece)
    return text, tuple(codes)


def _character(escape: re.Match[str]) -> str:
    if escape[2]:
        return "\n" if escape[2] == "n" else "\t"
    return _CHARACTERS.get(escape[1], escape[0])
