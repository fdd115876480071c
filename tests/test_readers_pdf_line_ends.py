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


BODY = "The ferry went on as it had done before the rains, from one bank to the other, and so it will."


def below_text(*groups, apart=8):
    """Return the texts of groups of lines, set below a paragraph that fills the page."""
    lines = [PdfLine(BODY, 1, 60, 550, 100 + 12 * i, 10) for i in range(6)]
    y = 190
    for group in groups:
        for text in group:
            lines.append(PdfLine(text, 1, 60, 60 + 5 * len(text), y, 10))
            y += 12
        y += apart
    return [block.text for block in document_of([Page(1, 612, 792, tuple(lines))], "ferry.pdf").blocks[1:]]


@pytest.mark.parametrize("apart", [0, 8, 14])
def test_the_lines_of_a_participant_stand_by_themselves(apart):
    people = (
        ("Ms. Amina Dial", "Permanent Representative of the upper villages", "Riverton"),
        ("Mr. Jan Kow", "Deputy Director of Ropes and Oars in the Ministry of Rivers", "Lower Riverton"),
        ("Ms. Rosa Pereira of the Western and Eastern Shores", "Minister", "Marshland"),
    )
    assert below_text(*people, apart=apart) == [line for person in people for line in person]


@pytest.mark.parametrize(
    "lines",
    [
        (
            "The ferry of the lower river is kept by the villages",
            "of both banks and, as it has always been, by those of",
            "Riverton",
        ),
        ("• The ropes", "Of the ferry of the lower river, which is kept by the", "Villages"),
    ],
    ids=["narrow", "an item"],
)
def test_narrow_text_goes_on(lines):
    *_, last = below_text(lines)
    assert last.endswith(f"{lines[-2]} {lines[-1]}")
