"""PDF: each case reads as the file beside it says, and what cannot be read says why.

`cases/pdf/make.py` made the cases.
"""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reading import shown

from align.errors import ReadError
from align.readers.pdf import document_of, read
from align.readers.pdf.drawn import Rule
from align.readers.pdf.lines import Line, Page
from align.remarks import Remark

FOLDER = Path(__file__).parent / "cases" / "pdf"
CASES = sorted(FOLDER.glob("*.txt"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_reads_as_the_case_expects(case):
    assert shown(read(case.with_suffix(".pdf"))) == case.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "what", "mend"),
    [("scan.pdf", "it is a scan", "OCR"), ("locked.pdf", "protected with a password", "without one")],
)
def test_what_cannot_be_read_says_why(name, what, mend):
    with pytest.raises(ReadError, match=what) as caught:
        read(FOLDER / name)
    assert caught.value.where == str(FOLDER / name)
    assert mend in caught.value.mend


@pytest.mark.parametrize("part", [0.02, 0.5, 0.9, 0.99])
def test_a_file_cut_short_says_so(part, tmp_path):
    whole = (FOLDER / "report.en.pdf").read_bytes()
    path = tmp_path / "short.pdf"
    path.write_bytes(whole[: int(len(whole) * part)])
    with pytest.raises(ReadError, match="damaged or cut short"):
        read(path)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 18_000), st.integers(0, 255)), min_size=1, max_size=40))
def test_damage_is_an_error_of_ours_or_none(tmp_path, changes):
    data = bytearray((FOLDER / "tables.pdf").read_bytes())
    for place, value in changes:
        data[place % len(data)] = value
    path = tmp_path / "damaged.pdf"
    path.write_bytes(data)
    try:
        read(path)
    except ReadError as error:
        assert str(path) in error.where


def page(*lines, number=1, rules=()):
    """Return a page of lines: text, left edge, height and size of each; long ones end at the margin."""
    set_ = (Line(text, number, x, min(550, x + 6 * len(text)), y, size) for text, x, y, size in lines)
    return Page(number, 612, 792, tuple(set_), tuple(rules))


@pytest.mark.parametrize(
    ("end", "notes"), [(550, ["a", "b"]), (150, [])], ids=["end of a table", "short rule"]
)
def test_notes_below_a_last_row_of_one_cell_are_notes(end, notes):
    text = "The ferry went on as it had done before the rains, from one bank to the other, and so it will."
    document = document_of(
        [
            page(
                ("Digital platforms: the website of the ferry and of the harbour.", 74, 100, 8.5),
                (
                    "ᵃ Reflects what was planned for the autumn, as it stands in W/12/6 (Sect. 9).",
                    67,
                    120,
                    8.5,
                ),
                ("ᵇ 21 in W/12/6 (Sect. 9).", 67, 130, 8.5),
                *((f"{n}. {text}", 60, 170 + 20 * n, 10) for n in range(1, 9)),
                rules=[Rule(60, end, 105)],
            )
        ],
        "ferry.pdf",
    )
    assert [note.number for note in document.footnotes] == notes
    assert sum(bool(block.number) for block in document.blocks) == 8


def test_charts_that_are_not_read_are_told():
    assert read(FOLDER / "tagged.pdf").remarks == (Remark("charts-not-read", {"count": "2"}),)


def test_a_page_without_text_is_told():
    pages = [page(("1. The ferry went on.", 60, 100, 10)), page(number=2)]
    assert document_of(pages, "ferry.pdf").remarks == (Remark("page-without-text", page=2),)
