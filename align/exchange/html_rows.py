"""The rows of the page: a bead each, its segments kept apart, its trust told in words, number and colour."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from itertools import groupby

from align.bitext import Bead, Bitext
from align.document import Kind, Segment

DOUBTFUL = 0.75
"""Confidence under which a person should look: more than one match in four is wrong there."""

GROUP = 60
"""Rows that the browser lays out at once."""

_BANDS = ((0.9, "b4"), (0.75, "b3"), (0.5, "b2"), (0.25, "b1"))
_HEADINGS = {"title": "h2", "annex": "h2", "heading": "h3"}

# Characters that are not seen, or that turn the direction of what follows, are shown by their code.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff"
    "\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]"
)


def show(text: str) -> str:
    """Return a text as HTML in which nothing is hidden and nothing can act.

    >>> show("<b>\\u202e")
    '&lt;b&gt;<i class="x">U+202E</i>'
    """
    return _UNSEEN.sub(lambda char: f'<i class="x">U+{ord(char[0]):04X}</i>', escape(text))


def band_of(bead: Bead) -> str:
    """Return the class of a bead's colour, from `b4` (sure) to `b0`; `bx` has no partner."""
    if bead.is_null:
        return "bx"
    return next((band for floor, band in _BANDS if bead.score >= floor), "b0")


def is_doubtful(bead: Bead) -> bool:
    """Tell whether a person should look at a match."""
    return not bead.is_null and (
        bead.status == "flagged" or (bead.score < DOUBTFUL and bead.status == "auto")
    )


def kind_of(bead: Bead) -> Kind:
    """Return what the segments of a bead are, by the first of them."""
    return next((s.kind for s in (*bead.source, *bead.target)), "paragraph")


def number_of(bead: Bead) -> str:
    """Return the paragraph number of a bead, from the side that has it."""
    return next((s.number for s in (*bead.source, *bead.target) if s.number), "")


def page_of(bead: Bead) -> int:
    """Return the page of the source a bead stands on; 0 where it is unknown."""
    return next((s.page for s in bead.source if s.page), 0)


def type_of(name: str) -> str:
    """Return a bead type as it is printed: 1–2."""
    return name.replace("-", "–")


def groups(bitext: Bitext) -> Iterator[str]:
    """Yield the rows as HTML, in groups that the browser lays out one at a time."""
    rows = enumerate(_rows(bitext))
    for _, each in groupby(rows, key=lambda row: row[0] // GROUP):
        group = [row for _, row in each]
        yield f'<div class="group" role="rowgroup" style="--rows: {len(group)}">\n{"".join(group)}</div>\n'


def _rows(bitext: Bitext) -> Iterator[str]:
    before: set[tuple[str, int]] = set()
    page = 0
    for place, bead in enumerate(bitext.beads, 1):
        blocks = {("source", s.part) for s in bead.source} | {("target", s.part) for s in bead.target}
        first = not blocks & before
        number = number_of(bead) if first else ""
        turned = page_of(bead) not in (0, page)
        cells = [
            _number(place, number, page_of(bead) if turned else 0),
            _text(bead, bead.source, bitext.source.language),
            _text(bead, bead.target, bitext.target.language),
            _trust(bead),
        ]
        classes = _classes(bead, first=first)
        yield f'<div class="{classes}" role="row" id="u{place}">{"".join(cells)}</div>\n'
        before, page = blocks, page_of(bead) or page


def _classes(bead: Bead, *, first: bool) -> str:
    marks = {
        "first": first,
        "doubtful": is_doubtful(bead),
        "unmatched": bead.is_null,
        kind_of(bead): kind_of(bead) != "paragraph",
    }
    return " ".join(["row", band_of(bead), *(name for name, true in marks.items() if true)])


def _number(place: int, number: str, page: int) -> str:
    """Return the cell of the paragraph number, linked to itself, and of the page that begins."""
    link = f'<a href="#u{place}">{show(number)}</a>' if number else ""
    turned = f"<small>p. {page}</small>" if page else ""
    return f'<div class="number" role="cell">{link}{turned}</div>'


def _text(bead: Bead, segments: tuple[Segment, ...], language: str) -> str:
    if not segments:
        return '<div class="missing" role="cell"><span>no partner</span></div>'
    tag = _HEADINGS.get(kind_of(bead), "p") if segments is bead.source else "p"
    inside = "".join(f'<{tag} dir="auto">{_with_notes(segment)}</{tag}>' for segment in segments)
    return f'<div class="text" role="cell" lang="{escape(language)}">{inside}</div>'


def _with_notes(segment: Segment) -> str:
    """Return the text of a segment, its footnote marks set back where they stood."""
    pieces, begin = [], 0
    for mark in sorted(segment.notes, key=lambda mark: mark.offset):
        pieces.append(f"{show(segment.text[begin : mark.offset])}<sup>{show(mark.number)}</sup>")
        begin = max(begin, mark.offset)
    return "".join([*pieces, show(segment.text[begin:])])


def _trust(bead: Bead) -> str:
    """Return the cell that says how far to trust a bead, and why."""
    lines = [
        f"<b>{'–' if bead.is_null else f'{bead.score:.2f}'}</b>",
        f'<span class="type">{type_of(bead.type)}</span>',
        f'<span class="why">{"unmatched" if bead.is_null else "by " + bead.why}</span>',
        f'<span class="status">{_STATUS[bead.status]}</span>' if bead.status != "auto" else "",
        f'<span class="note">{show(bead.note)}</span>' if bead.note else "",
    ]
    return f'<div class="trust" role="cell">{"".join(lines)}</div>'


_STATUS = {"confirmed": "✓ confirmed", "flagged": "⚑ flagged"}
