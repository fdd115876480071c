"""One self-contained page for people: both texts side by side, and how far to trust each match.

The page loads nothing and sends nothing. Its frame, looks and keys are `page/page.html`, `page.css` and
`page.js`; here it gets its figures, in `html_rows.py` its rows, in `html_drawing.py` its picture. The
browser lays rows out only near the screen, so that a book of ten thousand sentences opens as a letter.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from importlib.resources import files
from itertools import chain
from pathlib import PurePath
from string import Template
from typing import IO

from align import __version__
from align.bitext import Bitext, Side
from align.exchange.html_drawing import draw
from align.exchange.html_rows import band_of, groups, is_doubtful, kind_of, number_of, show, type_of
from align.exchange.options import Finding, Options
from align.languages import language
from align.summary import summarise
from align.text import encodable, is_han

BANDS = {
    "b4": "0.90 and more",
    "b3": "0.75–0.90",
    "b2": "0.50–0.75",
    "b1": "0.25–0.50",
    "b0": "under 0.25",
    "bx": "no partner",
}
"""Classes of the colours, and what they stand for."""

_WIDEST = 14  # digits of a paragraph number, beyond which its column breaks it


def write(bitext: Bitext, file: IO[bytes], options: Options) -> list[Finding]:
    """Write the page."""
    # No document can bring the mark where the rows go: `show` lets no such character through.
    before, after = Template(_piece("page.html")).substitute(_frame(bitext), rows="\0").split("\0")
    for piece in chain([before], groups(bitext), [after]):
        file.write(encodable(piece).encode())
    return []


def _piece(name: str) -> str:
    return files("align.exchange").joinpath("page", name).read_text(encoding="utf-8")


def _frame(bitext: Bitext) -> dict[str, str | int]:
    """Return what the frame of the page shows, as HTML."""
    sides = (bitext.source, bitext.target)
    title = bitext.symbol or PurePath(bitext.source.path).stem or "Bitext"
    return {
        "version": __version__,
        "title": show(title),
        "languages": " → ".join(show(side.language or "?") for side in sides),
        "level": bitext.level,
        "files": _files(bitext),
        "figures": _figures(bitext),
        "bars": _bars(bitext),
        "contents": _contents(bitext),
        "drawing": draw(bitext),
        "filters": _filters(bitext),
        "digits": min(max((_width(number_of(bead)) for bead in bitext.beads), default=1), _WIDEST),
        "source_name": _language(bitext.source),
        "target_name": _language(bitext.target),
        "recipe": _recipe(bitext),
        "css": _piece("page.css"),
        "js": _piece("page.js"),
    }


def _files(bitext: Bitext) -> str:
    names = [PurePath(side.path).name for side in (bitext.source, bitext.target)]
    return show(" · ".join(filter(None, [" → ".join(filter(None, names)), bitext.date])))


def _figures(bitext: Bitext) -> str:
    summary = summarise(bitext)
    linked = sum(summary.beads.values())
    unmatched = f"{summary.unmatched_source:,} <small>|</small> {summary.unmatched_target:,}"
    figures = {
        "matches": f"{linked:,}",
        "mean confidence": f"{summary.confidence:.2f}" if linked else "–",
        "unmatched, source | target": unmatched,
        "moved": f"{summary.crossings:,}" if summary.crossings else "",
        "confirmed": _share(bitext, "confirmed"),
        "flagged": _share(bitext, "flagged"),
    }
    return "\n".join(
        f"<div><dt>{name}</dt><dd>{value}</dd></div>" for name, value in figures.items() if value
    )


def _share(bitext: Bitext, status: str) -> str:
    count = sum(bead.status == status for bead in bitext.beads)
    return f"{count:,}" if count else ""


def _bars(bitext: Bitext) -> str:
    """Return the three divisions of the beads: by confidence, by reason, by type."""
    linked = [bead for bead in bitext.beads if not bead.is_null]
    bands = Counter(map(band_of, bitext.beads))
    why = Counter(bead.why for bead in linked)
    strip = "".join(f'<i class="{band}" style="--share: {bands[band]}"></i>' for band in BANDS if bands[band])
    return "\n".join(
        [
            _bar("Confidence", ((BANDS[band], bands[band], band) for band in BANDS), strip),
            _bar("Matched by", ((name, count, "") for name, count in why.most_common())),
            _bar("Beads", ((type_of(name), count, "") for name, count in summarise(bitext).beads.items())),
        ]
    )


def _bar(name: str, items: Iterable[tuple[str, int, str]], strip: str = "") -> str:
    entries = "".join(_entry(*item) for item in items if item[1])
    picture = f'<div class="strip" aria-hidden="true">{strip}</div>' if strip else ""
    return f'<section class="bar"><h2>{name}</h2><ul>{entries}</ul>{picture}</section>'


def _entry(text: str, count: int, band: str) -> str:
    coloured = f' class="{band}"' if band else ""
    return f"<li{coloured}>{text} <b>{count:,}</b></li>"


def _contents(bitext: Bitext) -> str:
    """Return the headings as links, folded; none, where there are too few to need them."""
    headings = [
        f'<li><a href="#u{row}">{show(f"{unit.number} {unit.source or unit.target}".strip())}</a></li>'
        for row, unit in enumerate(bitext.units(), 1)
        if kind_of(unit.bead) in ("heading", "annex")
    ]
    if len(headings) < 2:
        return ""
    entries = "\n".join(headings)
    return f'<details class="toc"><summary>{len(headings)} headings</summary><ol>\n{entries}\n</ol></details>'


def _filters(bitext: Bitext) -> str:
    choices = (
        ("all", "All", len(bitext.beads)),
        ("doubtful", "Doubtful", sum(map(is_doubtful, bitext.beads))),
        ("unmatched", "Unmatched", sum(bead.is_null for bead in bitext.beads)),
    )
    return "\n".join(
        f'<input type="radio" name="show" value="{value}" id="show-{value}"{" checked" * (value == "all")}>'
        f'<label for="show-{value}">{name} {count:,}</label>'
        for value, name, count in choices
    )


def _recipe(bitext: Bitext) -> str:
    recipe = [f"{name}: {value}" for name, value in bitext.recipe.items()]
    return show(" · ".join([f"Made with align-tm {__version__}", *recipe, bitext.created]).strip(" ·"))


def _width(text: str) -> int:
    """Return the width of a number in digits; a Han character takes two."""
    return sum(2 if is_han(char) else 1 for char in text)


def _language(side: Side) -> str:
    name = language(side.language).own_name or side.language
    return f'<span lang="{show(side.language)}">{show(name)}</span>'
