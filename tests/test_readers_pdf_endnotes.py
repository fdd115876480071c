"""PDF: endnotes counted i, ii, iii, on a page behind the text, as Word and LibreOffice print them."""

import pytest

from align.readers.pdf import document_of
from align.readers.pdf.lines import Page, PdfLine

TEXT = "The ferry went on as it had done before the rains,{} from one bank to the other, for all who came."


def document(marks, notes):
    body = (PdfLine(TEXT.format(mark), 1, 60, 550, 100 + 12 * i, 11) for i, mark in enumerate(marks))
    foot = (PdfLine(text, 2, 60, 60 + 4 * len(text), 100 + 11 * i, 9) for i, text in enumerate(notes))
    return document_of([Page(1, 612, 792, tuple(body)), Page(2, 612, 792, tuple(foot))], "ferry.pdf")


def numbers(document):
    return [note.number for block in document.blocks for note in block.notes]


@pytest.mark.parametrize(
    "notes",
    [
        (
            "ⁱSee the register.",
            "ⁱⁱLetter of the council to the clerk of",
            "both villages.",
            "ⁱⁱⁱ Ibid.",
            "ⁱᵛ W/3.",
        ),
        (
            "iSee the register.",
            "iiLetter of the council to the clerk of",
            "both villages.",
            "iiiIbid.",
            "ivW/3.",
        ),
    ],
    ids=["raised", "on the line"],
)
def test_endnotes_are_known_by_what_they_count(notes):
    read = document(("ⁱ", "", "ⁱⁱ", "", "ⁱⁱⁱ", "ⁱᵛ"), notes)
    assert numbers(read) == ["i", "ii", "iii", "iv"]
    assert [(note.number, note.text) for note in read.footnotes] == [
        ("i", "See the register."),
        ("ii", "Letter of the council to the clerk of both villages."),
        ("iii", "Ibid."),
        ("iv", "W/3."),
    ]
    assert "rains, from" in read.blocks[0].text


@pytest.mark.parametrize(
    ("marks", "notes"),
    [
        (("ⁱ", "ⁱⁱ"), ("¹ See the register.", "² Ibid.")),
        (("", ""), ("iSee the register.", "iiIbid.")),
        (("ⁱⁱ", ""), ("iiSee the register.",)),
    ],
    ids=["notes count in figures", "no marks", "none counts from i"],
)
def test_other_letters_count_no_notes(marks, notes):
    read = document((*marks, "", "", ""), notes)
    assert not {"ii", "2"} & set(numbers(read))
    assert ("ii from" in read.blocks[0].text) == any(mark == "ⁱⁱ" for mark in marks)
    assert [note.number for note in read.footnotes] == (["1", "2"] if notes[0][0] == "¹" else [])
