"""What readers of translated programs and Wordfast memories share: their messages → a bitext on a shelf.

`po.py`, `qt.py` and `wordfast.py` read, `messages.py` writes. These formats hold text, a name, a note, and
whether a unit needs work: a flagged unit does. They hold no unit without a source; Wordfast memories hold
neither names nor notes, nor a backslash before t or n, but who changed a unit, and when; their
codes (`&tA;`) are read, and not written.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from pathlib import Path
from typing import NamedTuple

from align.bitext import Bitext, Prop, Side
from align.codes import carried
from align.comments import talk_of
from align.document import Code
from align.errors import ReadError
from align.exchange.cutting import UNDECODED, check_encoding
from align.exchange.intake import Beads
from align.exchange.options import Options
from align.exchange.skipped import FilePlace, Skipped
from align.exchange.units import FiledUnit, recipe_from
from align.recognise import language_of
from align.text import clean
from align.words import say

_LOOKED_AT = 200
"""Units by which a language is recognised that a file does not name."""
_HEAD = 1 << 16  # bytes by which line ends are told
_LONGEST_LINE = 1 << 24  # characters; what is longer has lost its end


class FiledMessage(NamedTuple):
    """A unit as such a file has it; of one that counts something, all its forms."""

    where: FilePlace
    sources: tuple[str, ...]
    targets: tuple[str, ...]
    is_flagged: bool = False
    is_obsolete: bool = False
    notes: tuple[str, ...] = ()
    name: str = ""
    changed_by: str = ""
    changed_at: str = ""
    props: tuple[Prop, ...] = ()
    codes: tuple[tuple[Code, ...], tuple[Code, ...]] = ((), ())
    """Of the first source and target."""


def bitext_of(
    messages: Iterable[FiledMessage],
    languages: tuple[str, str],
    options: Options,
    skipped: Skipped,
    path: Path,
) -> Bitext:
    """Return the messages of a file as a bitext; languages that it does not name are recognised.

    Raises:
        ReadError: it holds no text.
    """
    rows = _rows(messages, skipped, with_codes=options.has_codes)
    first = list(islice(rows, _LOOKED_AT))
    if not first:
        raise ReadError(
            say("no translation units"), where=str(path), mend=say("export it again from its program")
        )
    sources, targets = ([row.source for row in first], [row.target for row in first])
    source = languages[0] or language_of("\n".join(sources)) or options.source_language
    target = languages[1] or language_of("\n".join(targets)) or options.target_language
    beads = Beads.of(chain(first, rows), "")
    return Bitext(
        Side(source),
        Side(target),
        beads,
        recipe=recipe_from("", skipped.counts),
    )


def _rows(messages: Iterable[FiledMessage], skipped: Skipped, *, with_codes: bool) -> Iterator[FiledUnit]:
    for message in messages:
        texts = (*message.sources, *message.targets)
        if any(UNDECODED in text for text in texts):
            skipped.add(say("units with bytes that are no text in the file's encoding"), message.where)
        elif message.is_obsolete or not clean(message.sources[0]):
            skipped.add(say("obsolete units, and units without a source"), message.where)
        else:
            yield from _forms(message if with_codes else message._replace(codes=((), ())))


def _forms(message: FiledMessage) -> Iterator[FiledUnit]:
    """Yield the unit; of one that counts something a unit a form: file ↔ файл, files ↔ файла and файлов."""
    sources, targets = message.sources, message.targets or ("",)
    note, comments = talk_of(message.notes)
    name = clean(message.name)
    first = zip(message.codes, (sources[0], targets[0]), strict=True)
    before, behind = (carried(codes, text, clean(text), clean) for codes, text in first)
    status = "flagged" if message.is_flagged else "auto"
    for place in range(max(len(sources), len(targets))):
        yield FiledUnit(
            clean(sources[min(place, len(sources) - 1)]),
            clean(targets[min(place, len(targets) - 1)]),
            {"status": status},
            note,
            f"{name}#{place + 1}" if name and place else name,
            message.changed_by,
            message.changed_at,
            codes=((), ()) if place else (before, behind),
            props=message.props,
            comments=comments,
        )


def lines_of(path: Path, encoding: str) -> Iterator[str]:
    """Yield the lines of a file without their ends, which are those of its first line throughout.

    Raises:
        ReadError: its encoding is unknown, or a line is longer than any is.
    """
    check_encoding(encoding, path)
    with path.open("rb") as raw:
        head = raw.read(_HEAD).decode(encoding, "align.undecoded")
        raw.seek(0)
        end = "\r" if "\r" in head and "\n" not in head else "\n"
        file = io.TextIOWrapper(raw, encoding, "align.undecoded", newline=end)
        while line := file.readline(_LONGEST_LINE):
            if len(line) == _LONGEST_LINE:
                raise ReadError(say("the file is damaged"), where=str(path), mend=say("export it again"))
            yield line.rstrip("\r\n")
