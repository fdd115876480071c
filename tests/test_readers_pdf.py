"""PDF: each case reads as the file beside it says, and what cannot be read says why.

`cases/pdf/make.py` made the cases.
"""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reading import page_of_lines as page
from reading import shown

from align.errors import ReadError
from align.readers import masthead
from align.readers.pdf import document_of, read
from align.readers.pdf.drawn import DrawnRule
from align.readers.pdf.lines import Page, PdfLine
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


def test_pictures_with_recognised_text_are_told_with_their_pages():
    said = "pages that are pictures, whose recognised text may be misread: 1–3, 5"
    assert list(map(str, read(FOLDER / "recognised.pdf").remarks)) == [said]


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


def texts(*pages):
    return [block.text for block in document_of(pages, "ferry.pdf").blocks]


def section(number, head, height=44):
    """Return a page of a book: a head in two pieces, text that goes on over the page, the number below."""
    body = "the ferry went on as it had done before the rains, from one bank to the other, and so it will"
    lines = ((body, 60, 82 + 12 * i, 10) for i in range(56))
    chapter = f"CHAPTER {1 + number // 4}. THE RIVER AND ITS BANKS"
    return page(
        (chapter, 60, height, 10), (head, 400, height, 10), *lines, (str(number), 300, 770, 10), number=number
    )


def test_running_heads_that_change_from_page_to_page_are_no_text():
    heads = ["1.2 THE SPRING…", "1.3 THE MILL", "2.1 ROPES", "2.2 WHO PAYS…", "2.3 THE RAINS", "2.4 THE END"]
    opening = page(("Chapter 1", 60, 157, 20), ("The ferry goes on,", 60, 208, 10), number=1)
    pages = [opening, *(section(number, head) for number, head in enumerate(heads, 2))]
    assert [text.split()[0] for text in texts(*pages)] == ["Chapter", "The"]


def test_running_heads_need_not_stand_at_one_height_nor_on_blank_pages():
    heads = ["1.2 THE SPRING…", "1.3 THE MILL", "", "2.2 WHO PAYS…", "", "2.4 THE END", ""]
    opening = page(("Chapter 1", 60, 157, 20), ("The ferry goes on,", 60, 208, 10), number=1)
    pages = [
        section(number, head, 43.8 + 0.9 * (number % 2)) if head else page(number=number)
        for number, head in enumerate(heads, 2)
    ]
    assert [text.split()[0] for text in texts(opening, *pages)] == ["Chapter", "The"]


def test_what_stands_first_on_its_page_as_the_text_does_is_text():
    """The head of a table that goes on returns, but the lines below it stand as near as lines do."""
    body = "the ferry went on as it had done before the rains of year {}, from one bank to the other"
    first = ["Boats of the river", "Boats of the river", "Nobody asked for more boats", "The rains came late"]
    pages = [
        page(
            (head, 60, 82, 10),
            *((body.format(50 * number + i), 60, 94 + 12 * i, 10) for i in range(50)),
            number=number,
        )
        for number, head in enumerate(first, 2)
    ]
    assert {"Nobody", "The"} <= set(" ".join(texts(*pages)).split())


def test_a_typescript_set_wide_is_read_in_paragraphs():
    wide = (
        ("A report that was typed with lines set wide for the corrections", 100, 100, 11),
        ("The ferry went on as it had done before the rains, from one bank to the other, for", 90, 140, 11),
        ("all who came, and so it will as long as somebody pays the ferryman for his trouble", 60, 158, 11),
        ("and for the rope.", 60, 176, 11),
        ("Nobody asked him about the rains, which he had seen come and go for a whole life of", 90, 194, 11),
        ("work.", 60, 212, 11),
    )
    notes = (
        ("The first line of a close block of notes which stands below", 100, 300 + 12 * i, 11)
        for i in range(9)
    )
    found = texts(page(*wide, *notes))
    assert [text.split()[-1] for text in found[1:3]] == ["rope.", "work."]


def test_a_full_heading_ends_above_a_number_in_the_margin():
    heading = (
        "The ropes of the upper river are kept for those who come after the rains of the spring",
        120,
        100,
        10,
    )
    number = (
        "29E.73 The ropes are housed in a shed by the old ferry, and have been as long as anybody",
        60,
        118,
        10,
    )
    rest = "remembers, though nobody goes there, since nothing is asked for but the ferry itself, and so"
    lines = (heading, number, *((rest, 60, 130 + 12 * i, 10) for i in range(6)))
    assert [block.number for block in document_of([page(*lines)], "ferry.pdf").blocks] == ["", "29E.73"]


BESIDE = (
    ("The ferry went on as it had before", "渡船仍像雨季之前一样在两岸之间往来"),
    ("the rains. Nobody asked for more", "没有人再提出别的要求。"),
    ("than that.", "委员会对此表示满意。"),
)


@pytest.mark.parametrize("swapped", [False, True], ids=["English first", "Chinese first"])
def test_two_languages_side_by_side_are_read_one_after_the_other(swapped):
    rows = [row[::-1] if swapped else row for row in BESIDE]
    lines = [
        PdfLine(text, 1, x, x + 170, 100 + 15 * i, 11)
        for i, row in enumerate(rows)
        for x, text in zip((60, 310), row, strict=True)
    ]
    english, chinese = (" ".join(row[0] for row in BESIDE), "".join(row[1] for row in BESIDE))
    found = texts(Page(1, 612, 792, tuple(lines)))
    both = ["".join(part) for part in ([t for t in found if t[0] > "z"], [t for t in found if t[0] <= "z"])]
    assert [both[0].replace(" ", ""), both[1]] == [chinese, english]
    assert (found[0][0] > "z") == swapped


def test_columns_of_chinese_are_read_one_after_the_other():
    left = (
        "渡船委员会收到了上游十二个村庄的来信，并在春季会议上",
        "逐一审议。委员会感谢各村庄提供的资料，请秘书处汇编",
    )
    right = (
        "成册，供下届会议使用。委员会还决定派三名成员前往上游",
        "了解情况，并请他们在秋季之前提出报告，以便及时安排。",
    )
    lines = [
        PdfLine(side[i % 2] if i < 6 else "河流。", 1, x, x + (235 if i < 6 else 27), 100 + 14 * i, 9)
        for i in range(7)
        for x, side in ((60, left), (310, right))
    ]
    found = "".join(texts(Page(1, 612, 792, tuple(lines)))).replace(" ", "")
    assert found == "".join(left * 3) + "河流。" + "".join(right * 3) + "河流。"


@pytest.mark.parametrize("initial", ["T", "大"])
def test_a_drop_cap_begins_its_word(initial):
    rest = (
        "he ferry went on as it had done before",
        "the rains, from one bank to the other,",
        "for all who came.",
    )
    lines = (PdfLine(initial, 1, 60, 85, 125, 38.0),)
    lines += tuple(
        PdfLine(text, 1, x, x + 225, 101 + 12 * i, 10)
        for i, (text, x) in enumerate(zip(rest, (88, 88, 60), strict=True))
    )
    assert texts(Page(1, 612, 792, lines)) == [initial + " ".join(rest)]


def test_the_head_of_a_chinese_report_is_whole():
    set_ = (
        ("联合国", 120, 57, 14.0, True),
        ("大", 120, 88, 19.0, True),
        ("会", 160, 88, 19.0, True),
        ("Distr.: General", 397, 87, 10.0, True),
        ("Original: English", 397, 123, 10.0, True),
        ("第七十五届会议", 60, 227, 10.5, False),
        ("议程项目10", 60, 246, 10.5, False),
        ("《关于渡船/摆渡问题的承诺宣言》", 60, 265, 10.5, False),
        ("和关于渡船/摆渡问题的各项政治", 60, 281, 10.5, False),
        ("宣言的执行情况", 60, 297, 10.5, False),
        ("秘书长的报告", 120, 340, 12.0, False),
    )
    lines = (
        PdfLine(text, 1, x, x + size * len(text), y, size, aside=aside) for text, x, y, size, aside in set_
    )
    body = (PdfLine("渡船" * 22, 1, 60, 522, 400 + 16 * i, 10.5) for i in range(9))
    document = document_of([Page(1, 612, 792, (*lines, *body))], "ferry.pdf")
    assert [block.text for block in document.blocks[:8]] == [
        "联合国",
        "大 会",
        "Distr.: General",
        "Original: English",
        "第七十五届会议",
        "议程项目10",
        "《关于渡船/摆渡问题的承诺宣言》和关于渡船/摆渡问题的各项政治宣言的执行情况",
        "秘书长的报告",
    ]
    assert not document.remarks


def test_charts_that_are_not_read_are_told():
    assert read(FOLDER / "tagged.pdf").remarks == (Remark("charts-not-read", {"count": "2"}),)


def test_a_page_without_text_is_told():
    pages = [page(("1. The ferry went on.", 60, 100, 10)), page(number=2)]
    assert document_of(pages, "ferry.pdf").remarks == (Remark("page-without-text", page=2),)


def test_numbered_lines_in_larger_bold_type_are_headings_whatever_follows():
    heads = ("2.1 The ferry before the rains", "2.2 Ropes", "2.3 What the ferryman wants")
    text = ("The ferry went on as it had done before the rains, from one bank to the other, as it is to be",)
    lines = []
    for i, head in enumerate(heads):
        lines.append(PdfLine(head, 1, 60, 60 + 6 * len(head), 100 + 60 * i, 13.0, bold=True))
        lines += [PdfLine(f"{row}.", 1, 60, 550, 130 + 60 * i, 10) for row in text]
    lines.append(PdfLine("Rope:", 1, 60, 90, 300, 10))
    document = document_of([Page(1, 612, 792, tuple(lines))], "ferry.pdf")
    headings = [(block.number, block.text) for block in document.blocks if block.kind == "heading"]
    assert headings == [tuple(head.split(" ", 1)) for head in heads]


def test_a_centred_title_goes_on_behind_a_word_that_ends_none():
    title = (
        "The ferry of the lower river and all the ports of",
        "Riverton and its neighbours: draft decision",
    )
    lines = tuple(
        PdfLine(text, 1, 306 - 3 * len(text), 306 + 3 * len(text), 100 + 12 * i, 10)
        for i, text in enumerate(title)
    )
    body = (
        PdfLine(
            "The ferry went on as it had done before the rains, for all who came to it.", 1, 60, 552, 160, 10
        ),
    )
    assert texts(Page(1, 612, 792, lines + body))[0] == " ".join(title)


def test_a_quote_drawn_upon_the_letter_behind_it_stands_before_it():
    document = read(Path(__file__).parents[1] / "corpora" / "six" / "report.ar.pdf")
    assert any("المعنون ”لا أحد بلا إنذار“" in block.text for block in document.blocks)


def test_a_bold_title_goes_on_behind_a_word_that_ends_none():
    title = (
        "Budget for the period from 1 July 2026 to",
        "30 June 2027 for the ferry and the",
        "Bridge of Riverton",
    )
    lines = tuple(
        PdfLine(text, 1, 60, 60 + 6 * len(text), 100 + 14 * i, 12, bold=True) for i, text in enumerate(title)
    )
    body = (
        PdfLine(
            "The ferry went on as it had done before the rains, for all who came to it.", 1, 60, 552, 190, 10
        ),
    )
    assert texts(Page(1, 612, 792, lines + body))[0] == " ".join(title)


@pytest.mark.parametrize(("bold", "kind"), [(True, "heading"), (False, "paragraph")])
def test_a_heading_over_three_lines_is_bold(bold, kind):
    head = (
        "Number of ferries of the lower river and its neighbours that carried more hay,",
        "people and loaves",
    )
    head += ("in the spring than in the autumn of the year before, and of those that did not do so",)
    text = ("1. The ferry went on as it had done before the rains, for all who came to it.", 60, 552, 100, 10)
    lines = [PdfLine(text[0], 1, *text[1:])]
    lines += [PdfLine(row, 1, 60, 550, 140 + 12 * i, 10, bold=bold) for i, row in enumerate(head)]
    lines += [
        PdfLine("The boats went on, and nobody counted them before the end of the year.", 1, 60, 552, 200, 10)
    ]
    block = document_of([Page(1, 612, 792, tuple(lines))], "ferry.pdf").blocks[1]
    assert (block.kind, block.text) == (kind, " ".join(head))


def test_a_short_paragraph_counts_on_from_a_long_one_and_a_label_begins_the_next_page():
    long = "The ferry went on as it had done before the rains, from one bank to the other, and so it will."
    first = [(f"12.{n} {long}", 60, 60 + 20 * n, 10) for n in range(1, 31)]
    first.append(("12.31 What is expected is shown below, see the next table", 60, 700, 10))
    second = [("Table 12.5", 60, 80, 10), ("What the ferrymen expect", 60, 92, 10), (long, 60, 120, 10)]
    blocks = document_of([page(*first), page(*second, number=2)], "ferry.pdf").blocks
    last = next(block for block in blocks if block.number == "12.31")
    assert (last.kind, last.text) == ("paragraph", "What is expected is shown below, see the next table")
    assert ("paragraph", "Table 12.5") in [(block.kind, block.text) for block in blocks]


def test_entries_of_a_contents_keep_their_page_numbers():
    dots = " . . . . . . . . . . . . . "

    def entry(text, x, y, end=538):
        return PdfLine(text, 1, x, end, y, 10)

    lines = (
        PdfLine("Contents", 1, 85, 189, 84, 24, bold=True),
        PdfLine("1 Ferries and their ropes", 1, 85, 220, 148, 10, bold=True),
        PdfLine("1", 1, 532, 538, 148, 10, bold=True),
        entry(f"1.1 What is a ferry?{dots}1", 100, 162),
        entry("1.2 Why do the ropes of the ferries on the upper river hold for so many", 100, 176, 513),
        entry(f"years, and those of the others not?{dots}2", 123, 188),
        entry("1.3 Which of the ropes that are made of reeds will hold the ferry in the spring? 3", 100, 202),
        entry("1.4 Who ties them? . . 3", 100, 216),
        PdfLine("2 Reeds", 1, 85, 140, 241, 10, bold=True),
        PdfLine("4", 1, 532, 538, 241, 10, bold=True),
        entry(f"2.1 Where do they grow?{dots}4", 100, 255),
    )
    blocks = document_of([Page(1, 595, 842, lines)], "faq.pdf").blocks
    assert {block.kind for block in blocks} == {"contents"}
    assert [f"{block.number} {block.text}".strip() for block in blocks[1:]] == [
        "1 Ferries and their ropes 1",
        "1.1 What is a ferry? 1",
        "1.2 Why do the ropes of the ferries on the upper river hold for so many years, and those of the others not? 2",
        "1.3 Which of the ropes that are made of reeds will hold the ferry in the spring? 3",
        "1.4 Who ties them? 3",
        "2 Reeds 4",
        "2.1 Where do they grow? 4",
    ]


def test_a_masthead_that_text_recognition_has_spoilt_is_masthead_and_its_date_not_guessed():
    lines = (
        ("UN UBRAR'(", 200, 40, 10),
        ("UNITED", 40, 110, 14),
        ("Distr.", 400, 112, 10),
        ("LIMITED", 400, 124, 10),
        ("W/L.632", 400, 148, 10),
        ("~9 September 1971", 400, 160, 10),
        ("ORIGINAL: ENGLISH", 400, 184, 10),
        ("Agenda item 93", 40, 230, 10),
        ("RESTORATION OF THE RIGHTS OF THE FERRY", 110, 280, 10),
        ("The Assembly of the Ferry,", 60, 400, 10),
        (
            "Decides that any proposal which would take its rope from the ferry is an important one.",
            60,
            424,
            10,
        ),
    )
    document = document_of([page(*lines)], "scan.pdf")
    kinds = [block.kind for block in document.blocks]
    assert kinds[:8] == ["masthead"] * 8
    assert document.blocks[8].kind == "title"
    assert masthead.date_of(document.blocks) == ""


def test_a_figure_at_the_margin_below_indented_notes_is_no_note():
    body = "The ferry went on as it had done before the rains, from one bank to the other, and so it will."
    notes = (
        ("1Rope of the upper river, which the ferryman bought in the autumn, in more than", 72, 700, 8),
        ("90 villages of it, and from whoever had some.", 60, 709, 8),
        ("2See the register.", 72, 718, 8),
    )
    lines = ((body, 60, 100 + 12 * i, 10) for i in range(6))
    document = document_of([page(*lines, *notes, rules=[DrawnRule(60, 200, 690)])], "ferry.pdf")
    assert [note.number for note in document.footnotes] == ["1", "2"]
