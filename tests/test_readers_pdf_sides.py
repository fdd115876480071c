"""PDF: the sides of cells that the pieces of a rule tell, sign by sign."""

from itertools import pairwise

from align.readers.pdf.drawn import DrawnRule
from align.readers.pdf.glyphs import Glyph, as_rows
from align.readers.pdf.lines import Page, page_of

SIDES = (60.0, 424.0, 456.0, 488.0, 520.0, 552.0)
RULE = tuple(DrawnRule(x0 + 0.4, x1, 100.0) for x0, x1 in pairwise(SIDES))


def signs(text, x, y, *, end=None):
    """Set a text from a place on, or up to one; its blanks are hardly wider than the sides of cells are clear."""
    widths = [2.7 if sign == " " else 4.2 for sign in text]
    x = end - sum(widths) if end else x
    for sign, width in zip(text, widths, strict=True):
        if sign != " ":
            yield Glyph(sign, x, x + width, y, 8.5, False, False, False)
        x += width


def lines_of(*rows):
    """Return the texts of the lines of a table whose rows stand below one rule in pieces."""
    glyphs = []
    for i, row in enumerate(rows):
        for place, text in row:
            end = place if place > 400 else None
            glyphs += signs(text, place, 115.0 + 11 * i, end=end)
    page = page_of(as_rows(glyphs), Page(1, 612, 792, (), RULE))
    return [line.text for line in page.lines]


ROWS = (
    ((74.0, "Boats of the river"), (453.5, "25"), (485.5, "31"), (517.5, "28"), (549.5, "20")),
    ((74.0, "Ropes of the boats"), (453.5, "12"), (485.5, "14"), (517.5, "15"), (549.5, "17")),
    ((74.0, "Reeds of the ropes"), (453.5, "4"), (485.5, "5"), (517.5, "6"), (549.5, "7")),
)


def test_a_figure_may_fill_its_cell_to_the_side():
    tight = ((74.0, "Rains"), (453.5, "25"), (486.0, "25"), (517.5, "24[26]0"), (549.5, "15"))
    assert lines_of(*ROWS, tight, ROWS[0])[15:20] == ["Rains", "25", "25", "24[26]0", "15"]


def test_a_text_over_all_cells_may_be_the_last_of_the_page():
    first = "It went on as it had done before the rains, and from one bank to the other of the river, and so it wi"
    last = "they go on from one bank to the other, and so they will be until you ask everybody riverferries"
    blank = sum(2.7 if sign == " " else 4.2 for sign in last[: last.rindex(" ")])
    found = lines_of(*ROWS, *ROWS, ((74.0, first),), ((455.5 - blank, last),))
    assert found[-2:] == [first, last]
