"""Texts as HTML: nothing in them is hidden, nothing can act, and spans are marked in one way on every page.

A text on a page may be longer than the text itself, since characters that are not seen are shown by their
code (`<i class="x">`) and note marks are set back (`<sup>`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from itertools import pairwise

from markupsafe import Markup, escape

from align.languages import direction

Mark = tuple[int, int, str]
"""Start and end of a span, and its class: a severity; `found`, what was looked for; `other`, what answers."""

# Characters that are not seen, or that turn the direction of what follows, are shown by their code.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff"
    "\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]"
)

_BANDS = ((0.9, "b4"), (0.75, "b3"), (0.5, "b2"), (0.25, "b1"))


def show(text: str) -> Markup:
    """Return a text as HTML.

    >>> show("<b>\\u202e")
    Markup('&lt;b&gt;<i class="x">U+202E</i>')
    """
    return Markup(_UNSEEN.sub(lambda char: f'<i class="x">U+{ord(char[0]):04X}</i>', escape(text)))


def numbered(number: str) -> Markup:
    """Return the number of a paragraph as HTML; one in figures of Arabic runs as Arabic does.

    >>> numbered("(a)"), numbered("\u0661 -")
    (Markup('<bdi>(a)</bdi>'), Markup('<bdi dir="rtl">\u0661 -</bdi>'))
    """
    arabic = any(unicodedata.bidirectional(character) == "AN" for character in number)
    return Markup("<bdi{}>{}</bdi>").format(Markup(' dir="rtl"') if arabic else "", show(number))


def marked(text: str, marks: Iterable[Mark] = (), notes: Iterable[tuple[int, str]] = ()) -> Markup:
    """Return a text as HTML with its spans marked; where several overlap, the last of them shows.

    Args:
        text: any text.
        marks: spans of it, in any order; what lies beyond its end is left out.
        notes: footnote marks, each with the place where it stood.

    >>> marked("12 <b>", [(0, 2, "error")], [(2, "5")])
    Markup('<mark class="error">12</mark><sup>5</sup> &lt;b&gt;')
    """
    marks, size = list(marks), len(text)
    set_back: dict[int, str] = {}
    for at, number in notes:
        set_back[min(at, size)] = set_back.get(min(at, size), "") + f"<sup>{show(number)}</sup>"
    edges = {edge for start, end, _ in marks for edge in (start, end) if 0 <= edge <= size}
    cuts = sorted({0, size, *set_back, *edges})
    pieces = []
    for start, end in pairwise((*cuts, size)):
        pieces.append(set_back.get(start, ""))
        kind = next((kind for a, b, kind in reversed(marks) if a <= start and end <= b), "")
        piece = show(text[start:end])
        pieces.append(f'<mark class="{kind}">{piece}</mark>' if kind and piece else piece)
    return Markup("".join(pieces))


def aligned(text: str, language: str, shown: Markup | None = None) -> Markup:
    """Return a text as HTML for an element that runs as its language does: in one of its own if it does not.

    So an English date in a column of Arabic stands at its right edge, but is read from the left.
    """
    html = show(text) if shown is None else shown
    own = direction(text, language)
    return html if own == direction("", language) else Markup('<bdi dir="{}">{}</bdi>').format(own, html)


def highlighted(text: str, spans: Iterable[tuple[int, int]], kind: str) -> Markup:
    """Return a text as HTML with its spans marked, all as of one kind."""
    return marked(text, ((start, end, kind) for start, end in spans))


def plain(text: str) -> str:
    """Return a text for where no tags can be: a title, an option, an attribute."""
    return show(text).striptags()


def band(score: float) -> str:
    """Return the class of a confidence's colour, from `b4` (sure) to `b0`.

    >>> band(0.95), band(0.1)
    ('b4', 'b0')
    """
    return next((name for floor, name in _BANDS if score >= floor), "b0")
