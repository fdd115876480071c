"""Tables and boxes drawn with characters, as w3m, Sphinx and Markdown draw them.

>>> drawn = ["+-----------+", "|No.|Spring |", "|---+-------|"]
>>> drawn += ["|1  |Dry    |", "|   |in May |", "|2  |Full   |", "+-----------+"]
>>> [cells for _, cells in rows_of([Line(text) for text in drawn], House())]
[['No.', 'Spring'], ['1', 'Dry in May'], ['2', 'Full']]
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import reduce
from itertools import zip_longest

from align.readers.printed.lines import House, Line, columns, glue

Row = tuple[Line, list[str]]
"""The first line of a row, and the texts of its cells."""

_DRAWN = re.compile(r"[|+].*[|+]")
_RULE = re.compile(r"[|+](?=.*[-=])[-=+|: ]*[|+]")


def is_drawn(line: Line) -> bool:
    """Tell a line that begins and ends at a border."""
    return bool(_DRAWN.fullmatch(line.text))


def rows_of(lines: Sequence[Line], house: House) -> list[Row]:
    """Return the rows of a table; none where the lines are no table, or one that has no columns.

    Rules part its rows. Where one stands below the head alone, as in Markdown, each line is a row that has
    something in its first cell.
    """
    places = _columns(lines)
    if not places:
        return []
    ruled = sum(bool(_RULE.fullmatch(line.text)) for line in lines[1:-1]) > 1
    rows: list[list[Line]] = [[]]
    for line in lines:
        if _RULE.fullmatch(line.text):
            rows.append([])
        elif ruled or not rows[-1] or not _cut(line, places)[0]:
            rows[-1].append(line)
        else:
            rows.append([line])
    return [(row[0], _joined([_cut(line, places) for line in row], house)) for row in rows if row]


def unboxed(lines: Sequence[Line]) -> Iterator[Line]:
    """Yield the lines inside a box, without its borders; an empty one leaves a gap."""
    gap = True
    for line in lines:
        text = "" if _RULE.fullmatch(line.text) else line.text[1:-1].strip()
        if text:
            yield replace(line, text=text, gap=gap)
        gap = not text


def is_box(lines: Sequence[Line]) -> bool:
    """Tell lines with a rule above and below, and no columns between."""
    return len(lines) > 2 and all(_RULE.fullmatch(lines[i].text) for i in (0, -1)) and not _columns(lines)


def _columns(lines: Sequence[Line]) -> tuple[int, ...]:
    """Return where the borders between columns stand, by the rule that shows most of them."""
    rules = [line.text for line in lines if _RULE.fullmatch(line.text)]
    found = [
        tuple(i for i, sign in enumerate(rule) if 0 < i < len(rule) - 1 and sign in "+|") for rule in rules
    ]
    commonest = Counter(places for places in found if places).most_common(1)
    return commonest[0][0] if commonest else ()


def _cut(line: Line, places: Sequence[int]) -> list[str]:
    """Cut a line into its cells: at its borders; where text holds such signs, below those of a rule."""
    cells = line.text[1:-1].split("|")
    if len(cells) == len(places) + 1:
        return [cell.strip() for cell in cells]
    wide, cells = 0, [""]
    for sign in line.text[1:-1]:
        wide += columns(sign)
        if wide in places and sign == "|":
            cells.append("")
        else:
            cells[-1] += sign
    return [cell.strip() for cell in cells]


def _joined(lines: Sequence[Sequence[str]], house: House) -> list[str]:
    """Return the cells of a row whose texts go over several lines."""
    return [
        reduce(lambda left, right: glue(left, right, house), cell)
        for cell in zip_longest(*lines, fillvalue="")
    ]
