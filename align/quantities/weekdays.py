"""Days of the week, which are compared among themselves alone: Monday and 星期一."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from align import languages
from align.languages.figures import Figures, Quantity


def weekdays(text: str, written: Figures) -> list[int]:
    """Return the days of the week that a text names, sorted: 1 for Monday to 7."""
    return sorted(int(q.value) for q in read_weekdays(text, written))


def read_weekdays(text: str, written: Figures) -> Iterator[Quantity]:
    """Read Monday and 星期一."""
    if not _any_weekday(written).search(text):
        return  # as in most sentences: one look takes a fraction of seven
    for pattern, day in written.weekdays.items():
        for match in re.finditer(pattern, text):
            yield Quantity("weekday", day, *match.span())


@cache
def _any_weekday(written: Figures) -> re.Pattern[str]:
    return re.compile(languages.any_of(written.weekdays))
