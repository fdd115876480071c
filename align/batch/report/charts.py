"""The pictures of the report: SVG by hand, so that the page needs nothing but itself."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from align.frame.page import PageWords
from align.frame.text import band
from align.words import say

WIDTH, HEIGHT, FOOT, TOP = 480, 150, 18, 16
"""Of a chart, and of the room for its labels, in units of the drawing."""


def distribution(title: str, counts: Sequence[int], unit: str, words: PageWords) -> Markup:
    """Return a histogram of shares from 0 to 1; `unit` is what is counted."""
    steps = len(counts)
    most = max([*counts, 1])
    wide = WIDTH / steps
    bars = "".join(_bar(step / steps, step * wide, wide, count, most) for step, count in enumerate(counts))
    ground = HEIGHT - FOOT
    marks = "".join(
        f'<text x="{share * WIDTH:.0f}" y="{HEIGHT - 4}" text-anchor="{anchor}">{share:g}</text>'
        for share, anchor in ((0, "start"), (0.25, "middle"), (0.5, "middle"), (0.75, "middle"), (1, "end"))
    )
    whole, sure = f"{sum(counts):,}", f"{sum(counts[steps // 2 :]):,}"
    said = say(
        "{title}: {n} {unit}, {sure} of them at 0.5 or more", title=title, unit=unit, n=whole, sure=sure
    )
    return Markup(
        f"<figure><figcaption>{words(title)}</figcaption>"
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" {words.attribute("aria-label", said)}>{bars}'
        f'<path class="axis" d="M0 {ground}H{WIDTH}"/>{marks}</svg></figure>'
    )


def _bar(floor: float, left: float, wide: float, count: int, most: int) -> str:
    if not count:
        return ""
    ground = HEIGHT - FOOT
    high = max(1.5, count / most * (ground - TOP))
    top, middle = ground - high, left + wide / 2
    return (
        f'<g class="{band(floor)}"><title>≥ {floor:g}: {count:,}</title>'
        f'<rect x="{left + 1:.1f}" y="{top:.1f}" width="{wide - 2:.1f}" height="{high:.1f}"/>'
        f'<text x="{middle:.1f}" y="{top - 4:.1f}" text-anchor="middle">{_short(count)}</text></g>'
    )


def _short(count: int) -> str:
    """Return a count in at most four characters.

    >>> [_short(count) for count in (950, 1200, 45_678, 3_400_000)]
    ['950', '1.2k', '46k', '3.4M']
    """
    for size, letter in ((1_000_000, "M"), (1_000, "k")):
        if count >= size:
            share = count / size
            return f"{share:.1f}{letter}" if share < 10 else f"{share:.0f}{letter}"
    return str(count)
