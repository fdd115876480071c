"""One self-contained page for people: both texts side by side, and how far to trust each match.

The page loads nothing and sends nothing. Its frame is that of all pages (`align.frame`), what is its own
stands in `page/`; here it is filled, in `html_figures.py` its rows are counted, in `html_rows.py` written, in
`html_drawing.py` drawn. It takes memory by its headings alone, not by its rows. The browser lays rows out
only near the screen, so that a book of ten thousand sentences opens as a letter.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath
from typing import IO, Any

from markupsafe import Markup

from align.bitext import Bitext, Side
from align.exchange.html_drawing import draw
from align.exchange.html_figures import RowFigures
from align.exchange.html_rows import groups, type_of
from align.exchange.options import ExportRemark, Options
from align.frame.page import PageWords, endonym, static
from align.frame.text import plain, show
from align.summary import commonest
from align.words import meaning, say

BANDS = {
    "b4": say("0.90 and more"),
    "b3": say("0.75–0.90"),
    "b2": say("0.50–0.75"),
    "b1": say("0.25–0.50"),
    "b0": say("under 0.25"),
    "bx": say("no partner"),
}
"""Classes of the colours, and what they stand for."""

_LEVELS = {"sentence": say("sentence by sentence"), "paragraph": say("paragraph by paragraph")}

_REASONS = {
    "number": meaning("matched by", "number"),
    "structure": meaning("matched by", "structure"),
    "embedding": meaning("matched by", "embedding"),
    "hand": meaning("matched by", "hand"),
}

_WIDEST = 14  # digits of a paragraph number, beyond which its column breaks it


@dataclass(frozen=True, slots=True)
class PageSection:
    """A part of a division of the beads."""

    name: str
    count: int
    band: str = ""
    """Class of its colour."""


@dataclass(frozen=True, slots=True)
class Division:
    """The beads divided in one way: by confidence, by reason, by type."""

    name: str
    parts: list[PageSection]
    is_drawn: bool = False
    """True where a coloured strip shows the shares."""


def write(bitext: Bitext, file: IO[bytes], options: Options) -> list[ExportRemark]:
    """Write the page."""
    words = PageWords()
    for piece in static("align.exchange", words, groups=groups(bitext, words), **_content(bitext, words)):
        file.write(piece.encode())
    return []


def _content(bitext: Bitext, words: PageWords) -> dict[str, Any]:
    """Return what the page shows above and below its rows."""
    rows = RowFigures.of(bitext)
    sides = (bitext.source, bitext.target)
    names = [PurePath(side.path).name for side in sides]
    return {
        "title": bitext.symbol or PurePath(bitext.source.path).stem or "Bitext",
        "languages_told": " → ".join(endonym(side.language) or "?" for side in sides),
        "level": _LEVELS.get(bitext.level, bitext.level),
        "files": " · ".join(filter(None, [" → ".join(filter(None, names)), bitext.date])),
        "figures": list(_figures(rows)),
        "bars": _divisions(rows),
        "headings": rows.headings,
        "drawing": draw(bitext, rows, words),
        "filters": _filters(rows),
        "digits": min(rows.digits if rows.count else 1, _WIDEST),
        "sides": [side.language for side in sides],
        "source_name": _language(bitext.source),
        "target_name": _language(bitext.target),
        "recipe": _recipe(bitext),
    }


def _figures(rows: RowFigures) -> Iterator[tuple[str, str]]:
    yield say("matches"), f"{rows.linked:,}"
    yield say("mean confidence"), f"{rows.confidence:.2f}" if rows.linked else "–"
    yield say("unmatched, source | target"), Markup("{:,} <small>|</small> {:,}").format(*rows.alone)
    more = (
        (say("moved"), rows.moved),
        (say("confirmed"), rows.statuses["confirmed"]),
        (say("flagged"), rows.statuses["flagged"]),
    )
    yield from ((name, f"{count:,}") for name, count in more if count)


def _divisions(rows: RowFigures) -> list[Division]:
    sure = [PageSection(name, rows.bands[band], band) for band, name in BANDS.items() if rows.bands[band]]
    reasons = [PageSection(_REASONS.get(name, name), count) for name, count in rows.why.most_common()]
    types = [PageSection(type_of(name), count) for name, count in commonest(rows.types).items()]
    return [
        Division(say("Confidence"), sure, is_drawn=True),
        Division(say("Matched by"), reasons),
        Division(say("Beads"), types),
    ]


def _filters(rows: RowFigures) -> list[tuple[str, str, int]]:
    return [
        ("all", say("All"), rows.count),
        ("doubtful", say("Doubtful"), rows.doubtful),
        ("unmatched", say("Unmatched"), rows.count - rows.linked),
    ]


def _recipe(bitext: Bitext) -> str:
    recipe = (f"{name}: {value}" for name, value in bitext.recipe.items())
    return "".join(f" · {each}" for each in filter(None, (*recipe, bitext.created)))


def _language(side: Side) -> Markup:
    name = endonym(side.language)
    return Markup('<span lang="{}">{}</span>').format(plain(side.language), show(name))
