"""The rows of the page: a bead each, its segments kept apart, its trust told in words, number and colour."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from markupsafe import Markup

from align.bitext import Bead, Bitext
from align.document import Kind, Segment
from align.frame.page import PageWords
from align.frame.text import Mark, band, marked, numbered, plain, show
from align.languages import direction
from align.words import say

DOUBTFUL = 0.75
"""Confidence under which a person should look: more than one match in four is wrong there."""

GROUP = 60
"""Rows that the browser lays out at once."""

_HEADINGS = {"title": "h2", "annex": "h2", "heading": "h3"}


def band_of(bead: Bead) -> str:
    """Return the class of a bead's colour, from `b4` (sure) to `b0`; `bx` has no partner."""
    return "bx" if bead.is_null else band(bead.score)


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


def groups(bitext: Bitext, words: PageWords) -> Iterator[Markup]:
    """Yield the rows as HTML, in groups that the browser lays out one at a time."""
    rows = enumerate(_rows(bitext, words))
    for _, each in groupby(rows, key=lambda row: row[0] // GROUP):
        group = [row for _, row in each]
        rowgroup = f'<div class="group" role="rowgroup" style="--rows: {len(group)}">'
        yield Markup(f"{rowgroup}\n{''.join(group)}</div>\n")


def _rows(bitext: Bitext, words: PageWords) -> Iterator[str]:
    before: set[tuple[str, int]] = set()
    page = 0
    for place, bead in enumerate(bitext.beads, 1):
        blocks = {("source", s.part) for s in bead.source} | {("target", s.part) for s in bead.target}
        first = not blocks & before
        number = number_of(bead) if first else ""
        turned = page_of(bead) not in (0, page)
        cells = [
            _number(place, number, page_of(bead) if turned else 0, words),
            _text(bead, bead.source, bitext.source.language, words),
            _text(bead, bead.target, bitext.target.language, words),
            _trust(bead, words),
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


def _number(place: int, number: str, page: int, words: PageWords) -> str:
    """Return the cell of the paragraph number, linked to itself, and of the page that begins."""
    link = f'<a href="#u{place}">{numbered(number)}</a>' if number else ""
    turned = f"<small>{words(say('p.'))} {page}</small>" if page else ""
    return f'<div class="number" role="cell">{link}{turned}</div>'


def _text(bead: Bead, segments: tuple[Segment, ...], language: str, words: PageWords) -> str:
    if not segments:
        return f'<div class="missing" role="cell">{words(say("no partner"))}</div>'
    tag = _HEADINGS.get(kind_of(bead), "p") if segments is bead.source else "p"
    inside = "".join(
        f'<{tag} dir="{direction(segment.text, language)}">{text_of(segment)}</{tag}>' for segment in segments
    )
    own = direction("", language)
    return f'<div class="text" role="cell" lang="{plain(language)}" dir="{own}">{inside}</div>'


def text_of(segment: Segment, marks: Sequence[Mark] = ()) -> Markup:
    """Return the text of a segment as HTML, its footnote marks set back where they stood."""
    return marked(segment.text, marks, ((mark.offset, mark.number) for mark in segment.notes))


def _trust(bead: Bead, words: PageWords) -> str:
    """Return the cell that says how far to trust a bead, and why."""
    lines = [
        f'<b class="score">{"–" if bead.is_null else f"{bead.score:.2f}"}</b>',
        f'<span class="type">{type_of(bead.type)}</span>',
        f'<span class="why">{words(_why(bead))}</span>',
        f'<span class="status">{words(_STATUS[bead.status])}</span>' if bead.status != "auto" else "",
        *(f'<span class="note" dir="auto">{show(each)}</span>' for each in bead.notes),
    ]
    return f'<div class="trust" role="cell">{"".join(lines)}</div>'


def _why(bead: Bead) -> str:
    return say("unmatched") if bead.is_null else _WHY[bead.why]


_WHY = {
    "number": say("by number"),
    "structure": say("by structure"),
    "embedding": say("by embedding"),
    "hand": say("by hand"),
}
_STATUS = {"confirmed": say("✓ confirmed"), "flagged": say("⚑ flagged")}
