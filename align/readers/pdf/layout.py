"""From the lines of a page to columns in reading order, without running heads, footnotes apart.

Two columns are read one after the other. Small lines at the bottom that begin with a mark, or stand under a
short rule, are footnotes.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count, groupby, pairwise
from statistics import quantiles

from align.readers.pdf.borders import LEVEL
from align.readers.pdf.heads import Heads
from align.readers.pdf.initials import with_initials
from align.readers.pdf.lines import NOTE_MARK, Page, PdfLine, rows_of
from align.readers.pdf.margins import marginal, without_furniture
from align.readers.pdf.overleaf import goes_on, with_rest
from align.readers.pdf.runs import STRETCHED, is_figure
from align.readers.pdf.tables import with_ruled_cells
from align.readers.pdf.unruled import Columns
from align.text import HAN

FOOT = 0.8
"""Part of the page's height down to which text goes at least on a full page without footnotes."""
SMALLER = 0.4
"""Points by which footnotes are at least smaller than the text: 9 under 10, in Chinese 9 under 10.5."""
SHORT = 0.6
"""Part of a column's width below which a rule stands above footnotes; a longer one may end a table."""
ALIKE = 3
"""Lines that begin at one place where a column begins."""
FOLLOWS = 1.5
"""Ems between baselines within which a note of a table goes on."""
PAGE = re.compile(r"\d{1,4}|[ivxl]{1,6}")
PAGE_BEHIND_DOTS = re.compile(r"(?:(?:\.\s?){4,}|(?:\s\.){2,}|…{2,})\s*(?:[\d–-]+(?:\s\d+)?|[ivxl]+)$")
"""How an entry of a table of contents ends: .... 3; before its page may stand its paragraphs: .... 1–4 3."""
TABLE_MARK = re.compile(r"[ᵃ-ᶻ⁰¹²³⁴-⁹]|\*{1,4}\s?\S|[†‡]")
_HAN = re.compile(f"[{HAN}]")
_WORDS = re.compile(r"\b[a-z]{2,}\b.*\b[a-z]{2,}\b")  # running text, no masthead and no name


@dataclass(frozen=True, slots=True)
class PageColumn:
    """Lines that are read from top to bottom, footnotes apart."""

    lines: tuple[PdfLine, ...]
    notes: tuple[PdfLine, ...]
    foot: float
    """How far down its text may go: to the footnotes, or to the lower margin."""


def columns(pages: Sequence[Page]) -> list[PageColumn]:
    """Return the columns of all pages in reading order."""
    size, tables, unruled, heads = body_size(pages), count(1), Columns(), Heads()
    found = list[PageColumn]()
    for page in map(_without_labels, without_furniture(pages)):
        once, framed = _without_framed_notes(heads.without(with_initials(page.lines)), page, size)
        flows = _in_reading_order(with_ruled_cells(once, page, tables, heads.foot))
        for lines in flows:
            column = _without_notes(_with_whole_lines(lines), page, size)
            body = column.lines if len(flows) > 1 else unruled.with_cells(column.lines, tables, page.rules)
            text, notes = _without_table_notes(body, page, size)
            heads.remember(text)
            if found and (rest := goes_on(found[-1].lines, text)):
                found[-1] = replace(found[-1], lines=tuple(with_rest(found[-1].lines, text[:rest])))
                text = text[rest:]
            found.append(replace(column, lines=tuple(text), notes=(*framed, *notes, *column.notes)))
            framed = []
    return found


def _is_entry(text: str) -> bool:
    return text[-1].isalnum() and ("." in text[-4:] or ". ." in text) and bool(PAGE_BEHIND_DOTS.search(text))


def _without_framed_notes(
    lines: Sequence[PdfLine], page: Page, size: float
) -> tuple[list[PdfLine], list[PdfLine]]:
    """Part the text from the notes at the foot of a framed table: under a short rule, above the frame."""
    long = SHORT * _width(lines)
    ends = sorted(rule.y for rule in page.rules if rule.x1 - rule.x0 > long)
    notes: set[PdfLine] = set()
    for rule in page.rules:
        end = next((y for y in ends if y > rule.y), None)
        if end is None or rule.y in ends:
            continue
        below = [line for line in lines if rule.y < line.y < end and line.x0 > rule.x0 - LEVEL]
        small = all(line.size < size - SMALLER for line in below)
        if below and small and TABLE_MARK.match(below[0].text) and below[0].x0 < rule.x1:
            notes.update(below)
    if not notes:
        return list(lines), []
    return [line for line in lines if line not in notes], [line for line in lines if line in notes]


def _with_whole_lines(lines: Sequence[PdfLine]) -> list[PdfLine]:
    """Join the fragments of justified lines whose blanks were stretched beyond any usual gap.

    Such a line ends where most lines of its column do, and its gaps are alike; a table's are not, and behind
    them begin other lines too.
    """
    edges = Counter(round(line.x1) for line in lines)
    edge = max(edges, key=lambda x: edges[x], default=0)
    starts = Counter(round(line.x0) for line in lines)
    entries = Counter(round(line.x1) for line in lines if _is_entry(line.text))
    whole: list[PdfLine] = []
    for row in map(_with_wide_names, rows_of(lines)):
        if len(row) == 2 and entries[round(row[1].x1)] >= ALIKE and PAGE.fullmatch(row[1].text):
            # The entry of a chapter has no dots: its page number stands where those of the others do.
            row = [replace(row[0], text=f"{row[0].text} ...... {row[1].text}", x1=row[1].x1)]
        gaps = [right.x0 - left.x1 for left, right in pairwise(row)]
        alike = gaps and max(gaps) - min(gaps) < 0.35 * row[0].size and max(gaps) < STRETCHED * row[0].size
        level = all(starts[round(line.x0)] >= ALIKE for line in row)
        figures = all(is_figure(line.text) for line in row)
        if alike and not row[0].cell and not level and not figures and abs(row[-1].x1 - edge) < 2:
            row = [replace(row[0], text=" ".join(line.text for line in row), x1=row[-1].x1)]
        whole += row
    return whole


def _with_wide_names(row: Sequence[PdfLine]) -> list[PdfLine]:
    """Join Han characters that are set far apart to fill a place, such as the name of an organ: 大 会."""
    whole: list[PdfLine] = []
    for line in row:
        last = whole[-1] if whole else line
        single = len(line.text) == 1 and _HAN.match(line.text) and _HAN.match(last.text[-1])
        spread = single and len(last.text) % 2 and set(last.text[1::2]) <= {" "} and last.size == line.size
        if spread and not line.cell and 0 < line.x0 - last.x1 < STRETCHED * line.size:
            whole[-1] = replace(last, text=f"{last.text} {line.text}", x1=line.x1)
        else:
            whole.append(line)
    return whole


def body_size(pages: Iterable[Page]) -> float:
    """Return the commonest glyph size, counted by characters."""
    sizes: Counter[float] = Counter()
    for page in pages:
        for line in page.lines:
            sizes[line.size] += len(line.text) * (not line.aside)
    return max(sizes, key=lambda size: sizes[size], default=0.0)


def charts(page: Page) -> int:
    """Return how many charts have labels on a page: in the text, not at its edges."""
    labels = _asides(page).difference(marginal(page))
    return sum(inside for inside, _ in groupby(page.lines, labels.__contains__))


def _without_labels(page: Page) -> Page:
    """Return a page without what the file calls no text of the document: labels of charts above all."""
    aside, margins = _asides(page), set(marginal(page))
    lines = list[PdfLine]()
    for line in page.lines:
        if line not in aside:
            lines.append(line)
        elif lines and line not in margins:
            lines[-1] = replace(lines[-1], closed=True)
    return replace(page, lines=tuple(lines))


def _asides(page: Page) -> set[PdfLine]:
    """Return what the file calls no text, but for the masthead, which Word sets as a running head."""
    text = min((line.y for line in page.lines if not line.aside), default=0.0)
    head = text if page.number == 1 else 0.0
    return {line for line in page.lines if line.aside and line.y >= head}


def _in_reading_order(lines: Sequence[PdfLine]) -> list[tuple[PdfLine, ...]]:
    """Cut the lines of a page into columns; lines across both columns end a pair of them."""
    start = _between_scripts(lines) or _second_column(lines)
    if start is None:
        return [tuple(lines)] if lines else []
    order: list[tuple[PdfLine, ...]] = []
    left: list[PdfLine] = []
    right: list[PdfLine] = []
    across: list[PdfLine] = []
    for line in lines:
        crossing = bool(line.cell) or (line.x0 < start - 6 and line.x1 > start - 3)
        if crossing and (left or right):
            order += _side_by_side(left, right)
            left, right = [], []
        elif not crossing and across:
            order.append(tuple(across))
            across = []
        (across if crossing else right if line.x0 >= start - 6 else left).append(line)
    return [*order, *_side_by_side(left, right, last=True), *([tuple(across)] if across else [])]


def _side_by_side(
    left: Sequence[PdfLine], right: Sequence[PdfLine], *, last: bool = False
) -> Iterator[tuple[PdfLine, ...]]:
    """Yield two columns; what stands below both in larger type, as a heading does, comes behind them."""
    foot = max((line.y for line in right), default=math.inf)
    size = max((line.size for line in right), default=math.inf)
    end = len(left)
    while end and left[end - 1].y > foot and left[end - 1].size > size + SMALLER:
        end -= 1
    below = left[end:]
    if below:  # a list in small type: what stands last in a column ends there
        left, right = _closed(left[:end]), _closed(right)
    for part in (left, right, below):
        yield from ([tuple(part)] if part else []) if last else _in_reading_order(part)


def _closed(lines: Sequence[PdfLine]) -> list[PdfLine]:
    return [*lines[:-1], *(replace(line, closed=True) for line in lines[-1:])]


def _between_scripts(lines: Sequence[PdfLine]) -> float | None:
    """Return where the second of two languages side by side begins, with all Han on one side; or None."""
    free = [line for line in lines if not line.cell]
    han = [line for line in free if _HAN.search(line.text)]
    latin = [line for line in free if line not in han and _WORDS.search(line.text)]
    if min(len(han), len(latin)) < 2:
        return None
    _, right = sorted((han, latin), key=lambda side: min(line.x0 for line in side))
    left = latin if right is han else han
    start = min(line.x0 for line in right)
    return start if max(line.x1 for line in left) < start else None


def _second_column(lines: Sequence[PdfLine]) -> float | None:
    """Return the left edge of a second column, or None.

    Many lines begin there, hardly any runs across it, and the lines on both sides are long: the cells of a
    table and the parts of a masthead are not.
    """
    lines = [line for line in lines if not line.cell]
    if len(lines) < 8:
        return None
    low, high = min(line.x0 for line in lines), max(line.x1 for line in lines)
    middle = [line for line in lines if 0.3 < (line.x0 - low) / (high - low or 1) < 0.7]
    edges = Counter(round(line.x0) for line in middle)
    if not edges:
        return None
    edge = max(edges, key=lambda x: edges[x])
    right = [line for line in middle if abs(line.x0 - edge) < 20]
    left = [line for line in lines if line.x1 < edge - 3 and right[0].y - 20 < line.y < right[-1].y + 20]
    if min(len(left), len(right)) < 4:
        return None
    start = min(line.x0 for line in right)
    long = min(_usual_length(left) / (start - low), _usual_length(right) / (high - start))
    return start if long > 0.6 else None


def _usual_length(lines: Sequence[PdfLine]) -> float:
    """Return the length that a quarter of the lines reach: titles and last lines are shorter."""
    return quantiles((line.x1 - line.x0 for line in lines), n=4)[-1]


def _without_notes(lines: Sequence[PdfLine], page: Page, size: float) -> PageColumn:
    """Set the footnotes at the bottom of a column apart."""
    begin = _below_rule(lines, page, size) or _below_text(lines, size)
    foot = lines[begin].y if begin < len(lines) else max(page.height * FOOT, *(line.y for line in lines))
    return PageColumn(tuple(lines[:begin]), tuple(lines[begin:]), foot)


def _without_table_notes(
    lines: Sequence[PdfLine], page: Page, size: float
) -> tuple[list[PdfLine], list[PdfLine]]:
    """Part the text from the lines with a raised letter or asterisk that stand right below a table."""
    text, notes = list[PdfLine](), list[PdfLine]()
    long = SHORT * _width(lines)
    ends = [rule.y for rule in page.rules if rule.x1 - rule.x0 > long]
    for i, line in enumerate(lines):
        above = lines[i - 1] if i else line
        # A last row merged into one cell has no sides by which it is known as a cell.
        below = above.cell or any(above.y < y < line.y for y in ends)
        noted = bool(notes) and above is notes[-1]
        begins = TABLE_MARK.match(line.text) and (noted or below)
        goes_on = noted and line.y - above.y < FOLLOWS * line.size
        small = not (line.cell or line.fixed) and line.size < max(above.size + SMALLER, size - SMALLER)
        (notes if small and (begins or goes_on) else text).append(line)
    return text, notes


def _width(lines: Sequence[PdfLine]) -> float:
    return max((line.x1 for line in lines), default=0.0) - min((line.x0 for line in lines), default=0.0)


def _below_rule(lines: Sequence[PdfLine], page: Page, size: float) -> int:
    """Return the position of the first line under the rule above footnotes, 0 where there is none."""
    low = min(line.x0 for line in lines)
    for rule in sorted(page.rules, key=lambda rule: -rule.y):
        # A longer one belongs to a table, a frame or a masthead, and so does a piece of a chain.
        short = rule.x0 < low + 40 and rule.x1 > low and rule.x1 - rule.x0 < SHORT * _width(lines)
        short = short and sum(abs(other.y - rule.y) < LEVEL for other in page.rules) == 1
        begin = next((i for i, line in enumerate(lines) if line.y > rule.y), 0) if short else 0
        notes = lines[begin:]
        opens = notes[0].size < size - SMALLER or NOTE_MARK.match(notes[0].text)
        most = size - SMALLER if notes[0].size < size - SMALLER else size + SMALLER
        if begin and opens and not any(line.cell or line.size > most for line in notes):
            return begin
    return 0


def _below_text(lines: Sequence[PdfLine], size: float) -> int:
    """Return the position of the first of the small lines at the bottom that bear consecutive numbers."""
    first = len(lines)
    for row in reversed(rows_of(lines)):
        several = len(row) > 1 and not all(NOTE_MARK.match(line.text) for line in row)  # cells, no notes
        if several or any(line.size >= size - SMALLER or line.cell or line.fixed for line in row):
            break
        first -= len(row)
    marks = {i: mark[1] for i in range(first, len(lines)) if (mark := NOTE_MARK.match(lines[i].text))}
    numbers = [int(mark) for mark in marks.values() if mark.isdecimal()]
    counting = all(later == number + 1 for number, later in pairwise(numbers))
    return min(marks) if marks and counting else len(lines)
