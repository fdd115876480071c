"""PDF: marks of notes that are set on the line, as some programs of LaTeX set them."""

import pytest
from reading import page_of_lines as page

from align.readers.pdf import document_of

TEXT = "The ferry went on as it had done before the rains, from one bank to the other, and so it will."


def chapter(number, first, second, third):
    """Return a page with three paragraphs and two notes below; the notes of each chapter count anew."""
    lines = ((TEXT, 60, 100 + 12 * i, 10) for i in range(20))
    marked = ((text, 60, 400 + 30 * i, 10) for i, text in enumerate((first, second, third)))
    book = "rope oar sail".split()[number - 1]
    notes = ((f"{n}See the book of the {book}.", 60, 730 + 10 * n, 8) for n in (1, 2))
    return page(*lines, *marked, *notes, number=number)


def marks(*pages):
    document = document_of(pages, "ferry.pdf")
    assert [note.number for note in document.footnotes] == ["1", "2"] * len(pages)
    return {
        (block.page, mark.number, block.text[: mark.offset].split()[-1], block.text[mark.offset :])
        for block in document.blocks
        for mark in block.notes
    }


def test_each_chapter_has_its_marks_where_notes_count_anew():
    found = marks(
        chapter(1, "Nobody asked for more. 1", "The rains came late. 2 So did he.", "He paid."),
        chapter(2, "Peter went across. 1", "He came back. 2", "He paid 2 coins in Article 1."),
    )
    assert {each[:3] for each in found} == {
        (1, "1", "more."), (1, "2", "late."), (2, "1", "across."), (2, "2", "back."),
    }  # fmt: skip


def test_a_mark_may_stand_between_a_blank_and_a_full_stop():
    found = marks(
        chapter(1, "Nobody asked for more. 1", "It was for the masters 2.", "He paid."),
        chapter(2, "Peter went across. 1", "He came back. 2", "He paid."),
        chapter(3, "Peter paid for all (and for the boy) 1.", "He came back. 2", "See part 2."),
    )
    assert {(1, "2", "masters", "."), (3, "1", "boy)", "."), (3, "2", "back.", "")} <= found
    assert len(found) == 6


@pytest.mark.parametrize("last", ["See part 2.", "It took version 2.", "He paid 2."])
def test_where_no_mark_stands_loose_a_figure_before_a_full_stop_is_text(last):
    found = marks(chapter(1, "Nobody asked for more.1", "He came back.", last))
    assert {each[:2] for each in found} == {(1, "1")}


def test_an_asterisk_is_a_mark_on_the_page_of_its_note():
    listed = page(
        *((TEXT, 60, 100 + 12 * i, 10) for i in range(9)), ("Files are README* and so on.", 60, 300, 10)
    )
    titled = page(
        ("The ferry and the river*", 60, 80, 14), *((TEXT, 60, 120 + 12 * i, 10) for i in range(20)),
        ("* See the book of the ferry.", 60, 740, 8), number=2,
    )  # fmt: skip
    document = document_of([listed, titled], "ferry.pdf")
    assert [note.number for note in document.footnotes] == ["*"]
    assert [(block.page, mark.number) for block in document.blocks for mark in block.notes] == [(2, "*")]


def test_a_chinese_mark_behind_a_full_stop_is_one_where_the_others_are():
    found = marks(
        chapter(1, "河水多。1", "船走得慢。2", "他付钱。"),
        chapter(2, "他过河了。1", "船走得快。2渡口在上游。", "他付钱。3名船夫看见了。"),
    )
    assert {each[:2] for each in found} == {(1, "1"), (1, "2"), (2, "1"), (2, "2")}
    assert (2, "2", "船走得快。", "渡口在上游。") in found


@pytest.mark.parametrize(("marks", "notes"), [("¹²", "¹²"), ("¹²", "12"), ("ᵃᵃ", "ᵃᵃ"), ("**", "**")])
def test_a_note_a_page_that_says_the_same_is_no_running_foot(marks, notes):
    pages = []
    for number, (mark, note) in enumerate(zip(marks, notes, strict=True), 1):
        lines = [(TEXT, 60, 100 + 12 * i, 10) for i in range(20)]
        foot = (
            (f"{note} Ibid., paragraph 4.", 60, 715, 8),
            ("26-01234", 60, 760, 8),
            (str(number), 540, 760, 8),
        )
        pages.append(page(*lines, (f"He came back.{mark}", 60, 400, 10), *foot, number=number))
    document = document_of(pages, "ferry.pdf")
    assert [(note.page, note.text) for note in document.footnotes] == [
        (1, "Ibid., paragraph 4."), (2, "Ibid., paragraph 4."),
    ]  # fmt: skip
    assert not any("26-01234" in block.text for block in document.blocks)
