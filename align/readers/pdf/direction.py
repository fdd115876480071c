"""A page in a script that runs from right to left, as Arabic, brought into the order of reading.

Programs write the glyphs of Arabic into a PDF in any order, and PDFium reorders them once more, so only their
places are believed. A page of which most letters run from right to left is mirrored: what stood at its right
edge stands at `x = 0`, so that margins, columns, cells and numbers of paragraphs are found as on any other
page. What runs the other way inside a line is turned in `order`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, groupby, pairwise

from align.readers.pdf.drawn import Turn
from align.readers.pdf.glyphs import Glyph, Glyphs, as_rows, one_by_one
from align.readers.pdf.order import RTL

RAISED = 0.75
"""Ems by which a footnote mark or a vowel mark may stand above its line."""
FEW = 12
"""Glyphs that may stand raised at one height: footnote marks, no line of small text."""
TOUCHING = 0.05
"""Ems of white that joined letters do not exceed."""
SPACE, LOOSE, WIDE = 0.18, 0.24, 1.0
"""Ems of white: a blank anywhere else; the most that loose type leaves in a word; the most between two."""
LEVEL = 0.25
"""Ems by which the baselines of one line may differ."""

# PDFium mirrors these behind a letter that runs from right to left; Unicode mirrors all but the curly quotes.
_MIRRORED = dict(zip("()[]{}<>«»‹›“”‘’", ")(][}{><»«›‹”“’‘", strict=True))
_OPENERS, _CLOSERS = "([«", ")]»"
_VOWELS = "".join(map(chr, (*range(0x64B, 0x660), 0x670)))
_VOWEL_MARK = re.compile(f"[{_VOWELS}]")
_STROKE = re.compile(r"[A-Za-z#$&*+=@^_|~]")
_LAM_ALEF = re.compile("ل[اأإآ]")
_ALEF_LAM = re.compile("[اأإآ]ل")


def in_reading_order(page: Glyphs, turn: Turn) -> tuple[Glyphs, Turn]:
    """Return the glyphs of a page as it is read; if that is from right to left, the page is mirrored."""
    text = "".join(page["text"])
    rtl = len(RTL.findall(text))
    if not rtl:
        return page, turn
    mirrored = 2 * rtl > sum(map(str.isalpha, text))
    # Blanks of no width are PDFium's own, and many stand in the wrong place: the white tells better.
    stored = list(_as_stored(one_by_one(page)))
    glyphs = [g for g in _ligatures(stored) if g.x1 > g.x0 or not g.text.isspace()]
    if mirrored:
        glyphs = [_mirrored(glyph, turn.width) for glyph in glyphs]
    rows = [row for row in _rows(glyphs) if mirrored or any(map(_is_rtl, row))]
    others = set(glyphs).difference(*rows)
    rows = [_with_vowel_marks(_with_marks_beside(row)) for row in rows]
    rows = [list(_without_strokes([*_with_whole_words(row)])) for row in rows]
    if mirrored and _are_drawn_brackets(rows):
        rows = [_with_turned_brackets(row) for row in rows]
    ordered = chain((glyph for glyph in glyphs if glyph in others), *rows)
    glyphs = [_along(glyph, mirrored=mirrored) for glyph in ordered]
    return as_rows(glyphs), replace(turn, mirrored=mirrored)


def _as_stored(glyphs: Sequence[Glyph]) -> Iterator[Glyph]:
    """Yield the glyphs with brackets and quotes as the file has them, before PDFium mirrored them.

    It does so where the last letter before in its order runs from right to left; on a new line, the next one.
    """
    last: Glyph | None = None
    for i, glyph in enumerate(glyphs):
        if glyph.text.isalpha():
            last = glyph
        elif glyph.text in _MIRRORED:
            if not last or abs(last.y - glyph.y) > RAISED * glyph.size:
                last = next((g for g in glyphs[i + 1 : i + 1 + FEW] if g.text.isalpha()), None)
            if last and _is_rtl(last):
                glyph = glyph._replace(text=_MIRRORED[glyph.text])
        yield glyph


def _ligatures(glyphs: Sequence[Glyph]) -> Iterator[Glyph]:
    """Yield one glyph for the letters that stand in one place: لا is drawn as one sign.

    Depending on how the font names it, PDFium tells its letters backwards: lam comes before alef.
    """
    groups = [
        list(group) for _, group in groupby(glyphs, key=lambda g: (g.x0, g.x1, g.y, g.size, _is_rtl(g)))
    ]
    texts = ["".join(glyph.text for glyph in group) for group in groups if group[0].x1 > group[0].x0]
    backwards = len([*filter(_ALEF_LAM.fullmatch, texts)]) > len([*filter(_LAM_ALEF.fullmatch, texts)])
    for group in groups:
        text = "".join(glyph.text for glyph in group)
        turned = backwards and RTL.match(text)
        yield group[0]._replace(text=text[::-1] if turned else text)


def _mirrored(glyph: Glyph, width: float) -> Glyph:
    return glyph._replace(x0=width - glyph.x1, x1=width - glyph.x0)


def _along(glyph: Glyph, *, mirrored: bool) -> Glyph:
    """Return a glyph whose own letters run as the page does; `order` turns them with their line."""
    if len(glyph.text) == 1 or _is_rtl(glyph) == mirrored:
        return glyph
    return glyph._replace(text=glyph.text[::-1])


def _rows(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Return the glyphs by baseline, each row from its beginning to its end, with what is raised above it."""
    counts = Counter((glyph.y, glyph.size) for glyph in glyphs)
    marks = {(g.y, g.size) for g in glyphs if _VOWEL_MARK.search(g.text)}
    baselines: list[tuple[float, float]] = []
    row_of: dict[tuple[float, float], tuple[float, float]] = {}
    for place, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        row = next((row for row in baselines if _stands_on(place, row, count, place in marks)), None)
        if row is None:
            row = place
            baselines.append(row)
        row_of[place] = row
    rows: dict[tuple[float, float], list[Glyph]] = {}
    for glyph in glyphs:
        rows.setdefault(row_of[glyph.y, glyph.size], []).append(glyph)
    return [sorted(rows[row], key=lambda g: g.x0 + g.x1) for row in sorted(rows)]


def _with_marks_beside(row: Sequence[Glyph]) -> list[Glyph]:
    """Return a row with each quote that is drawn upon a letter on that side of it where the white is.

    LibreOffice draws the quote before a لا so, and leaves the room for it empty. Blanks stand anywhere there.
    """
    if not any(_is_upon(*pair) or _is_upon(*pair[::-1]) for pair in pairwise(row)):
        return list(row)
    row = [glyph for glyph in row if glyph.text.strip()]
    for i in range(1, len(row) - 2):
        mark, letter = row[i : i + 2] if _is_upon(*row[i : i + 2]) else row[i : i + 2][::-1]
        before, after, width = letter.x0 - row[i - 1].x1, row[i + 2].x0 - letter.x1, mark.x1 - mark.x0
        if _is_upon(mark, letter) and max(before, after) > width:
            x0 = letter.x0 - width if before > after else letter.x1
            pair = mark._replace(x0=x0, x1=x0 + width), letter
            row[i : i + 2] = pair if before > after else pair[::-1]
    return row


def _is_upon(mark: Glyph, letter: Glyph) -> bool:
    return mark.text in _MIRRORED and _is_rtl(letter) and letter.x0 < (mark.x0 + mark.x1) / 2 < letter.x1


def _stands_on(place: tuple[float, float], row: tuple[float, float], count: int, marks: bool) -> bool:
    """Tell whether glyphs of one height and size belong to a row: on its baseline, or few and raised."""
    (y, size), (base, height) = place, row
    if abs(y - base) < LEVEL * max(size, height):
        return True
    small = size < 0.9 * height or marks
    return count <= FEW and small and -0.3 * height < base - y < RAISED * height


def _is_rtl(glyph: Glyph) -> bool:
    return bool(RTL.match(glyph.text))


def _with_vowel_marks(row: Sequence[Glyph]) -> list[Glyph]:
    """Return a row with each vowel mark in the letter under or over which it stands.

    Some files name the letter once more with its mark, which tells that the glyph stands off the baseline.
    """
    ((base, size), _), *_ = Counter((glyph.y, glyph.size) for glyph in row).most_common(1)
    letters, marks = list[Glyph](), list[Glyph]()
    for glyph in row:
        again = _is_rtl(glyph) and glyph.size == size and abs(glyph.y - base) > LEVEL * size
        only = again or not glyph.text.strip(_VOWELS)
        (marks if only else letters).append(glyph)
    for mark in marks:
        middle = (mark.x0 + mark.x1) / 2
        hosts = [i for i, letter in enumerate(letters) if _is_rtl(letter)]
        if hosts:
            i = min(hosts, key=lambda i: abs(letters[i].x0 + letters[i].x1 - 2 * middle))
            letters[i] = _over(letters[i], mark)._replace(text=_marked(letters[i].text, mark.text))
    return letters


def _marked(letter: str, marks: str) -> str:
    """Return a letter with the marks that it lacks, in the order of their codes, which is Unicode's."""
    return letter.strip(_VOWELS) + "".join(sorted(set(letter + marks).intersection(_VOWELS)))


def _over(letter: Glyph, mark: Glyph) -> Glyph:
    """Return a letter over all its place, where a file divides it between the letter and its mark."""
    if mark.y != letter.y:
        return letter
    return letter._replace(x0=min(letter.x0, mark.x0), x1=max(letter.x1, mark.x1))


def _with_whole_words(row: Sequence[Glyph]) -> Iterator[Glyph]:
    """Yield a row with the white inside its words closed: some fonts leave as much as others between words.

    The widest step from one gap to a wider one parts both kinds.
    """
    gaps = sorted((other.x0 - one.x1) / (one.size or 1) for one, other in pairwise(row))
    steps = [(b - a, (a + b) / 2) for a, b in pairwise(gaps) if a < LOOSE and SPACE < b < WIDE]
    blank = max(steps, default=(0, SPACE))[1]
    for one, other in pairwise([*row, row[-1]]):
        gap = (other.x0 - one.x1) / (one.size or 1)
        yield one._replace(x1=other.x0) if 0 < gap < blank else one


def _without_strokes(row: Sequence[Glyph]) -> Iterator[Glyph]:
    """Yield a row without the strokes that stretch its words: LibreOffice names them m, * or the like."""
    groups = [list(group) for _, group in groupby(row, key=lambda g: bool(_STROKE.fullmatch(g.text)))]
    for i, group in enumerate(groups):
        if 0 < i < len(groups) - 1 and _STROKE.fullmatch(group[0].text):
            word = [groups[i - 1][-1], *group, groups[i + 1][0]]
            joined = all(right.x0 - left.x1 <= TOUCHING * left.size for left, right in pairwise(word))
            if joined and _is_rtl(word[0]) and _is_rtl(word[-1]):
                groups[i + 1][0] = word[-1]._replace(x0=word[0].x1)
                continue
        yield from group


def _are_drawn_brackets(rows: Iterable[Sequence[Glyph]]) -> bool:
    """Tell whether a file names brackets as they look: in Arabic, then, a ) opens and a ( closes."""
    orders: Counter[bool] = Counter()
    for row in rows:
        if any(map(_is_rtl, row)) and not any(glyph.text.isascii() and glyph.text.isalpha() for glyph in row):
            signs = [glyph.text for glyph in row if glyph.text in _MIRRORED]
            for one, other in pairwise(signs):
                if other == _MIRRORED[one] and (one in _OPENERS or one in _CLOSERS):
                    orders[one in _CLOSERS] += 1
    return orders[True] > orders[False]


def _with_turned_brackets(row: Sequence[Glyph]) -> list[Glyph]:
    if not any(map(_is_rtl, row)):
        return list(row)
    return [glyph._replace(text=_MIRRORED.get(glyph.text, glyph.text)) for glyph in row]
