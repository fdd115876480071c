"""PDF: what the ends of short lines cut is whole again, and no figure that opens a line is a number."""

import pytest

from align.readers.pdf import document_of
from align.readers.pdf.lines import Page, PdfLine

LINES = (
    "1. The ferry of the upper river needs a long-",
    "term rope, as all the villages of the Asia-",
    "Pacific shore have said, under decision W/RES/70/",
    "1 of the council, in the note W/CN.4/2005/",
    "12 of its clerk and in rule 3 of it. There were",
    "1,250 boats on the river in the two years 2020-",
    "2021. The ferryman, a man of twenty-",
    "first rank, wrote them down in a non-",
    "governmental book.",
)
WHOLE = (
    "The ferry of the upper river needs a long-term rope, as all the villages of the Asia-Pacific shore have said,"
    " under decision W/RES/70/1 of the council, in the note W/CN.4/2005/12 of its clerk and in rule 3 of it. There"
    " were 1,250 boats on the river in the two years 2020-2021. The ferryman, a man of twenty-first rank, wrote"
    " them down in a non-governmental book."
)


@pytest.mark.parametrize("following", [False, True], ids=["alone", "before a second paragraph"])
def test_short_lines_are_one_paragraph_with_its_symbols_compounds_and_years(following):
    lines = [PdfLine(text, 1, 60, 60 + 5 * len(text), 100 + 14 * i, 10) for i, text in enumerate(LINES)]
    if following:
        lines.append(PdfLine("2. Nobody asked for more than that.", 1, 60, 235, 260, 10))
    blocks = document_of([Page(1, 612, 792, tuple(lines))], "ferry.pdf").blocks
    assert [(block.kind, block.number, block.text) for block in blocks] == [
        ("paragraph", "1.", WHOLE),
        *([("paragraph", "2.", "Nobody asked for more than that.")] if following else []),
    ]
