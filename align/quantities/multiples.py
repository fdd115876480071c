"""How many times as much: the same growth counted as a multiple, as what was added, or in per cent.

*Four times* is 高出三倍 in Chinese, which counts what is added, and 300 per cent more in any language.

>>> from align import languages
>>> english = languages.language("en").figures
>>> [four] = with_multiples("four times", [Quantity("number", 4, 0, 4)], english)
>>> four.also
(400, 300)
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cache

from align.languages.figures import Figures, Quantity, multiple

_FAR = 8
"""Characters before a figure among which the word of growth stands."""


def with_multiples(text: str, quantities: Iterable[Quantity], figures: Figures) -> list[Quantity]:
    """Return the quantities; those that count times may mean the same counted otherwise, too."""
    behind, before = _patterns(figures)
    return [
        _counted_otherwise(each, grown=bool(before.search(text[max(0, each.start - _FAR) : each.start])))
        if each.kind == "number" and behind.match(text, each.end)
        else each
        for each in quantities
    ]


def _counted_otherwise(times: Quantity, *, grown: bool) -> Quantity:
    value = times.value
    assert not isinstance(value, str)  # of a symbol alone
    added = (value + 1,) if grown else ()
    return replace(times, also=(*times.also, *added, *multiple(value)[1:]))


@cache
def _patterns(figures: Figures) -> tuple[re.Pattern[str], re.Pattern[str]]:
    return re.compile(figures.times or "(?!)"), re.compile(f"(?:{figures.grown or '(?!)'})$")
