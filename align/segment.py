"""Step 3: blocks into segments, by the rules of the language.

Which rules decides how often a CAT tool finds an exact match, so they can be ours for UN texts, those of
OmegaT, or a translator's own SRX file (see `align.srx`).

>>> from align.settings import Settings
>>> split("Recalls para. 5 of A/HRC/47/29. Thanks Mr. Smith.", load_rules(Settings(), "en"))
[(0, 31), (32, 49)]
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate, pairwise
from pathlib import Path

from align import languages
from align.codes import inside, spelled, tag
from align.document import Block, Code, Document, NoteMark, Segment
from align.errors import SettingsError
from align.languages import own_marks
from align.settings import Settings
from align.srx import Rules, breaks, read_srx
from align.words import say

RULES = Path(languages.__file__).parent / "rules"
SEGMENTATIONS = tuple(sorted(path.stem for path in RULES.glob("*.srx")))
"""The rules that come with the package: a file each."""

_OWN = f"{own_marks(',;:.!?')}…"
CLAUSE_END = re.compile(rf"(?:[{_OWN}]+|[,;:.!?]+(?=[\s\"'”’»)]|$)|[—–]+)[\"'”’»」』）)\]]*")
"""The end of a clause, and of a sentence, since quoted ones stand inside a segment. 1,235 and 10:30 are no
clauses, and 、 stands between words."""
CLAUSE_MARKS = rf"{_OWN},;:.!?—–"
"""What the end of a clause begins with."""


def load_rules(settings: Settings, language: str) -> Rules:
    """Return the rules that the settings ask for.

    Raises:
        ReadError: the SRX file is missing or empty.
        SettingsError: no such segmentation, or the SRX file makes no sense.
    """
    if settings.srx:
        return read_srx(Path(settings.srx), language)
    if settings.segmentation not in SEGMENTATIONS:
        raise SettingsError(
            say("no segmentation {name!r}", name=settings.segmentation),
            mend=say(
                "take one of {names}, or an SRX file of your own",
                names=", ".join(SEGMENTATIONS),
            ),
        )
    group = languages.language(language).srx_group or language
    return read_srx(RULES / f"{settings.segmentation}.srx", group)


def segments_of(document: Document, rules: Rules) -> tuple[Segment, ...]:
    """Cut all parts of a document, blocks and then footnotes, into segments.

    No segment begins or ends with white space, and each other character stands in exactly one.

    Raises:
        SettingsError: a rule of the user's file takes too long.
    """
    return tuple(s for part, block in enumerate(document.parts) for s in _segments(part, block, rules))


def split(text: str, rules: Rules) -> list[tuple[int, int]]:
    """Return start and end of each segment of a text, white space left out."""
    places = [0, *breaks(text, rules), len(text)]
    spans = (stripped(text, start, end) for start, end in pairwise(places))
    return [(start, end) for start, end in spans if start < end]


def carve(whole: Segment, spans: Sequence[tuple[int, int]]) -> list[Segment]:
    """Return the parts of a segment at the given spans, each with its own footnote marks and codes."""
    notes: list[list[NoteMark]] = [[] for _ in spans]
    starts = [start for start, _ in spans]
    for mark in whole.notes:
        # A mark follows what it explains: one that stands between two parts belongs to the first.
        owner = max(bisect_left(starts, mark.offset) - 1, 0)
        start, end = spans[owner]
        notes[owner].append(NoteMark(mark.number, min(max(mark.offset, start), end) - start))
    return [
        replace(
            whole,
            text=whole.text[start:end],
            start=whole.start + start,
            end=whole.start + end,
            notes=tuple(marks),
            codes=inside(whole.codes, start, end, whole.text),
        )
        for (start, end), marks in zip(spans, notes, strict=True)
    ]


def stripped(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span without the white space at its ends."""
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())


def _segments(part: int, block: Block, rules: Rules) -> list[Segment]:
    text = block.text
    whole = Segment(text, part, 0, len(text), block.kind, block.number, block.page, block.notes)
    if block.codes:
        return _with_codes(whole, block.codes, rules)
    spans = split(text, rules)
    return carve(whole, spans) if spans else []


def _with_codes(whole: Segment, codes: Sequence[Code], rules: Rules) -> list[Segment]:
    """Cut a text with its codes in it: a sentence does not end where a code hides the blank behind it."""
    widths = list(accumulate((len(tag(code)) for code in codes), initial=0))
    begins = [code.offset + width for code, width in zip(codes, widths, strict=False)]
    found = []
    for start, end in split(spelled(whole.text, codes, tag), rules):
        first, last = bisect_left(begins, start), bisect_left(begins, end)
        begin, until = start - widths[first], end - widths[last]
        own = tuple(replace(code, offset=code.offset - begin) for code in codes[first:last])
        found.append(replace(whole, text=whole.text[begin:until], start=begin, end=until, codes=own))
    return found
