"""PDF: pages in two columns, and what stands across, beside or below them."""

from align.readers.pdf import document_of
from align.readers.pdf.lines import Page, PdfLine

ACROSS = "The ferry of the lower river, which nobody asked for before the rains came to all of the villages"
BODY = "the ferry went on as it had done, from one bank to"


def test_a_heading_may_be_all_that_a_column_holds():
    """Below a line across the page, its left column holds nothing but a heading under the right one."""
    lines = [
        PdfLine(text, 1, x, x + 235, 100 + 12 * i, 10)
        for i in range(10)
        for x, text in ((60, BODY), (310, BODY))
    ]
    lines += [PdfLine(ACROSS, 1, 60, 545, 240, 10)]
    lines += [PdfLine(BODY, 1, 310, 545, 260 + 12 * i, 10) for i in range(3)]
    lines += [PdfLine("Ferries", 1, 60, 120, 320, 14), PdfLine(ACROSS, 1, 60, 545, 340, 10)]
    found = " ".join(
        block.text for block in document_of([Page(1, 612, 792, tuple(lines))], "ferry.pdf").blocks
    )
    assert found == " ".join([*[BODY] * 20, ACROSS, *[BODY] * 3, "Ferries", ACROSS])
