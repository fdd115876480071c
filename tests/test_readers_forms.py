"""PDF: forms, summaries and changes of type: where a question ends, and what it is."""

from dataclasses import replace

import pytest
from reading import page_of_lines as page

from align.readers import read
from align.readers.pdf import document_of
from align.readers.pdf.glyphs import Glyph, as_rows
from align.readers.pdf.lines import Page, PdfLine, page_of

TEXT = "The ferry went on as it had done before the rains, from one bank to the other, and so it will."


def read_lines(*lines):
    return document_of([Page(1, 612, 792, lines)], "ferry.pdf").blocks


def question(text, y, x1=None):
    return PdfLine(text, 1, 40, x1 or 40 + 6 * len(text), y, 12, bold=True)


def answer(text, y):
    return PdfLine(text, 1, 40, 40 + 6 * len(text), y, 12)


def test_an_answer_is_no_part_of_its_question_and_all_questions_are_of_one_kind():
    blocks = read_lines(
        PdfLine("Ferries of the lower river", 1, 40, 400, 60, 24, bold=True),
        question("1. Name of the ferry and of the river that it crosses (as written)", 100),
        answer("The Heron", 113),
        question("2. Rope", 142),
        answer("Reeds", 155),
        question("3. Does the ferry cross the river in the rains, or wait for them to end?", 184),
        answer("It waits", 197),
        PdfLine(TEXT, 1, 40, 560, 226, 12),
    )
    numbered = [(block.kind, block.number, block.text[:12]) for block in blocks[1:7]]
    assert numbered == [
        ("paragraph", "1.", "Name of the "), ("paragraph", "", "The Heron"), ("paragraph", "2.", "Rope"),
        ("paragraph", "", "Reeds"), ("paragraph", "3.", "Does the fer"), ("paragraph", "", "It waits"),
    ]  # fmt: skip


def test_a_bold_sentence_that_fills_its_lines_goes_on_in_plain_type():
    bold = "1. The ferry went on as it had done before the rains, from one bank to the other, for Peter"
    rest = "Miller and for all who came after him, and it will go on as long as somebody pays for rope."
    blocks = read_lines(question(bold, 100, 556), replace(answer(rest, 113), x1=560))
    assert [block.text for block in blocks] == [f"{bold[3:]} {rest}"]


def test_a_question_that_fills_its_line_takes_no_answer():
    asked = "1. Which of the ropes does the ferry hang on in the summer months? (Choose one)"
    blocks = read_lines(question(asked, 100, 606), answer("Hemp / Wire", 113), answer(TEXT, 140))
    assert [block.text for block in blocks] == [asked[3:], "Hemp / Wire", TEXT]


def test_answers_of_any_length_stand_apart():
    given = (
        "Rope",
        "Keeper of the ferry",
        "Sail",
        "A boy who calls across the river when it is wide",
        "Oars",
    )
    lines = [answer(text, 113 + 13 * place) for place, text in enumerate(given)]
    below = PdfLine(TEXT, 1, 40, 560, 230, 12)
    blocks = read_lines(question("1. What moves the ferry?", 100), *lines, below)
    assert [block.text for block in blocks] == ["What moves the ferry?", *given, TEXT]


def test_an_answer_that_stands_at_the_head_of_two_pages_is_no_running_head():
    def form(number: int, asked: str) -> Page:
        asked_at = 70 if number in (2, 5) else 150
        lines = (
            PdfLine(TEXT, number, 40, 560, 50, 12),
            PdfLine(asked, number, 40, 300, asked_at, 12, bold=True),
            PdfLine("Yes", number, 40, 60, asked_at + 13, 12),
            PdfLine(TEXT, number, 40, 560, 400, 12),
        )
        return Page(number, 612, 792, lines)

    pages = [form(number, f"Does ferry {'ABCDEFGHI'[number - 1]} float?") for number in range(1, 10)]
    texts = [block.text for block in document_of(pages, "ferry.pdf").blocks]
    assert texts.count("Yes") == 9


@pytest.mark.parametrize(
    ("below", "kind"),
    [(TEXT, "heading"), ("1. The ferry ........ 2", "contents")],
    ids=["a summary", "a contents"],
)
def test_what_stands_below_tells_whether_a_name_is_that_of_a_contents(below, kind):
    head = ("The ferry of the lower river", 60, 60, 20), ("Sommaire", 60, 100, 16)
    document = document_of([page(*head, (below, 60, 140, 10), (TEXT, 60, 160, 10))], "bac.pdf")
    assert next(block.kind for block in document.blocks if block.text == "Sommaire") == kind


def test_a_summary_of_a_web_page_is_no_contents(tmp_path):
    path = tmp_path / "bac.html"
    path.write_text(f"<h1>Le bac</h1><h2>Sommaire</h2><p>{TEXT}</p>", encoding="utf-8")
    assert [block.kind for block in read(path).blocks] == ["heading", "heading", "paragraph"]


def test_a_narrow_blank_at_a_change_of_type_parts_words():
    """The blanks of some fonts are hardly a fifth of an em, and at a change of type none is written."""

    def set_(text, x, *, italic):
        for sign in text:
            width = 2.4 if sign == " " else 6.0
            yield Glyph(sign, x, x + width, 100.0, 12.0, False, italic, False)
            x += width

    first = list(set_("the risk of a long rain in the very late spring is low", 60, italic=True))
    then = list(set_("but not as low as the river is", first[-1].x1 + 1.9, italic=False))
    (line,) = page_of(as_rows([*first, *then]), Page(1, 612, 792, ())).lines
    assert (
        line.text == "the risk of a long rain in the very late spring is low but not as low as the river is"
    )
