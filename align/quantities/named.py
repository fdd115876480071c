"""Days of the week, months of the Hijri year, parts of a whole: 星期一, محرم, *two thirds*.

Each is compared among its own kind alone, and only where both sides name equally many: a date may go without
its weekday, and a third be 33 per cent.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from align import languages
from align.languages.figures import Figures, Kind, Number, Quantity

KINDS: tuple[Kind, ...] = ("weekday", "month", "number")


def named(text: str, written: Figures) -> list[tuple[str, Number | str]]:
    """Return what a text names, sorted."""
    return sorted((q.kind, q.value) for q in read_named(text, written))


def read_named(text: str, written: Figures) -> Iterator[Quantity]:
    """Read Monday, 斋月 and *la moitié*."""
    if not _any(written).search(text):
        return  # as in most sentences: one look takes a fraction of thirty
    for kind, table in zip(KINDS, _tables(written), strict=True):
        for pattern, value in table.items():
            for match in re.finditer(pattern, text):
                yield Quantity(kind, value, *match.span())


def _tables(written: Figures) -> tuple[Mapping[str, Number], ...]:
    return written.weekdays, written.hijri_months, written.parts


@cache
def _any(written: Figures) -> re.Pattern[str]:
    return re.compile(languages.any_of([pattern for table in _tables(written) for pattern in table]))
