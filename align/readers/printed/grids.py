"""Tables and boxes drawn with characters, as w3m, Sphinx and Markdown draw them.

>>> drawn = ["+-----------+", "|No.|Spring |", "|---+-------|"]
>>> drawn += ["|1  |Dry    |", "|   |in May |", "|2  |Full   |", "+-----------+"]
>>> [cells for _, cells in rows_of([Line(text) for text in drawn], House())]
[['No.', 'Spring'], ['1', 'Dry in May'], ['2', 'Full']]
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import reduce
from itertools import zip_longest

from align.readers.printed.lines import House, Line, columns, glue

Row = tuple[Line, list[str]]
"""The first line of a row, and the texts of its cells."""


def _direction(sign: int) -> str:
    """Return which way a drawn line runs; of corners and crossings, nothing."""
    name = unicodedata.name(chr(sign))
    return "" if " AND " in name else name.rpartition(" ")[2]


_BOXES = range(0x2500, 0x2580)
_SIGNS = {sign: {"HORIZONTAL": "-", "VERTICAL": "|"}.get(_direction(sign), "+") for sign in _BOXES}
"""The characters made for drawing, as those that a keyboard has."""
_RULED_CELL = re.compile(r"(?<=[|+])-{2,}(?=[|+])")
_DRAWN = re.compile(r"[|+].*[|+]")
_RULE = re.compile(r"[|+](?=.*[-=])[-=+|: ]*[|+]")


def is_drawn(line: Line) -> bool:
    """Tell a line that begins and ends at a border."""
    return bool(_DRAWN.fullmatch(line.text.translate(_SIGNS)))


def rows_of(lines: Sequence[Line], house: House) -> list[Row]:
    """Return the rows of a table; none where the lines are no table, or one that has no columns.

    Rules part its rows. Where one stands below the head alone, as in Markdown, each line is a row that has
    something in its first cell.
    """
    lines = list(_plain(lines))
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
    for line in _plain(lines):
        text = "" if _RULE.fullmatch(line.text) else line.text[1:-1].strip()
        if text:
            yield replace(line, text=text, gap=gap)
        gap = not text


def is_box(lines: Sequence[Line]) -> bool:
    """Tell lines with a rule above and below, and no columns between."""
    lines = list(_plain(lines))
    return len(lines) > 2 and all(_RULE.fullmatch(lines[i].text) for i in (0, -1)) and not _columns(lines)


def _plain(lines: Sequence[Line]) -> Iterator[Line]:
    """Yield lines drawn with keyboard characters.

    A rule beside a cell of several rows begins a row, too: it is yielded as a whole one before its line.
    """
    for line in lines:
        text = line.text.translate(_SIGNS)
        if not _RULE.fullmatch(text) and _RULED_CELL.search(text):
            yield replace(line, text="+" + "-" * (columns(text) - 2) + "+")
            text = _RULED_CELL.sub(lambda rule: " " * len(rule[0]), text).replace("+", "|")
        yield replace(line, text=text)


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
