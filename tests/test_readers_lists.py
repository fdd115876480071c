"""Lists inside one paragraph: an item a block, in every format, and nothing lost on the way."""

import re
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from test_readers_docx import make_docx

from align.document import Block, NoteMark
from align.readers import read
from align.readers.lists import unrolled

ITEMS = [("", "The steps are:"), ("1.", "Open the door."), ("2.", "Close the window."), ("3.", "Leave.")]


def rows(path: Path) -> list[tuple[str, str]]:
    return [(block.number, block.text) for block in read(path).blocks]


def test_line_breaks_of_word_part_the_items(tmp_path: Path) -> None:
    text = "<w:br/>".join(f"<w:t>{' '.join(filter(None, item))}</w:t>" for item in ITEMS)
    assert rows(make_docx(tmp_path / "a.docx", {"document": f"<w:p><w:r>{text}</w:r></w:p>"})) == ITEMS


@pytest.mark.parametrize("name", ["a.txt", "a.html"])
def test_numbers_part_the_items_of_one_line(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    text = " ".join(" ".join(filter(None, item)) for item in ITEMS)
    path.write_text(text if name == "a.txt" else f"<p>{text}</p>", encoding="utf-8")
    assert rows(path) == ITEMS


@pytest.mark.parametrize(
    ("text", "number", "parts"),
    [
        ("步骤：1.开门。2.关窗。", "", [("", "步骤："), ("1.", "开门。"), ("2.", "关窗。")]),
        ("步骤：（1）开门；（2）关窗。", "", [("", "步骤："), ("（1）", "开门；"), ("（2）", "关窗。")]),
        ("First.\n• Rivers\n• Lakes", "", [("", "First."), ("•", "Rivers"), ("•", "Lakes")]),
        ("It met.\n6. It rose.", "5.", [("5.", "It met."), ("6.", "It rose.")]),
        ("It met. 6. It rose.", "5.", [("5.", "It met."), ("6.", "It rose.")]),
        ("It met. 7. It rose.", "5.", [("5.", "It met. 7. It rose.")]),
        ("See resolution No. 1. It met. See No. 2. It rose.", "", None),
        ("The ratio is: 1. 5 of them, 2. 6 of them.", "", None),
        ("It adopted resolution 1. The rest went.", "", None),
        ("Of these:\n1. one only", "", None),
        ("Kept:\nOpen the door\nClose the window", "", None),
    ],
)  # fmt: skip
def test_numbers_are_believed_where_they_count_on(
    text: str, number: str, parts: list[tuple[str, str]] | None
) -> None:
    blocks = unrolled([Block(text, number=number)])
    assert [(block.number, block.text) for block in blocks] == (parts or [(number, text)])


@pytest.mark.parametrize(
    ("texts", "numbers"),
    [
        (("第一条中华船队是大家的。", "第二条一切船只都要修。", "第三条凡渡河者，都可以上船。"), ("第一条", "第二条", "第三条")),
        (("第一章总则", "第1条渡河。", "第2条修船。", "第3条靠岸。"), ("第一章", "第1条", "第2条", "第3条")),
        (("第八条 渡河。", "第九条修船。", "第九条之二查船。", "第十条靠岸。"), ("第八条", "第九条", "第九条之二", "第十条")),
        (("第一条渡河。", "第二条修船。"), ("", "")),
        (("第一条规定渡河。", "第二条规定修船。", "第三条规定靠岸。"), ("", "", "")),
        (("第三条渡河。", "第七条修船。", "第九条靠岸。"), ("", "", "")),
    ],
)  # fmt: skip
def test_articles_that_lost_their_blank_are_believed_where_they_count_on(
    texts: tuple[str, ...], numbers: tuple[str, ...], tmp_path: Path
) -> None:
    path = tmp_path / "law.txt"
    path.write_text("\n\n".join(texts), encoding="utf-8")
    assert tuple(block.number for block in read(path).blocks) == numbers
    assert "".join(block.number + block.text for block in read(path).blocks) == "".join(texts).replace(
        " ", ""
    )


@pytest.mark.parametrize(
    ("texts", "numbers"),
    [
        (("4.3 ropes", "4.4 the oar"), ("4.3", "4.4")),
        (("4.3. ropes", "4.3.1 of hemp"), ("4.3.", "4.3.1")),
        (("Chapter 4 On board", "4.1 ropes"), ("Chapter 4", "4.1")),
        (("4.3 million boats", "4.8 million oars"), ("", "")),
        (("2 boats", "3 oars"), ("", "")),
    ],
)
def test_a_heading_may_begin_with_a_small_letter_where_its_number_counts_on(
    texts: tuple[str, ...], numbers: tuple[str, ...], tmp_path: Path
) -> None:
    path = tmp_path / "boats.html"
    parts = (f"<h2>{text}</h2><p>The boat is small.</p>" for text in texts)
    path.write_text("<h1>Boats</h1><p>They are many.</p>" + "".join(parts))
    _, *headings = (block for block in read(path).blocks if block.kind == "heading")
    assert tuple(block.number for block in headings) == numbers
    assert [f"{block.number} {block.text}".strip() for block in headings] == list(texts)


def test_a_list_may_fill_a_cell() -> None:
    parts = unrolled(
        [Block("1. Open the door\n2. Close the window", "table_cell"), Block("3. Leave", "table_cell")]
    )
    assert [(part.number, part.text) for part in parts] == [
        ("1.", "Open the door"),
        ("2.", "Close the window"),
        ("", "3. Leave"),
    ]


def test_note_marks_stay_where_they_stood() -> None:
    block = Block("All: 1. One. 2. Two.", notes=(NoteMark("1", 4), NoteMark("2", 12), NoteMark("3", 20)))
    assert [[(note.number, note.offset) for note in part.notes] for part in unrolled([block])] == [
        [("1", 4)], [("2", 4)], [("3", 4)]
    ]  # fmt: skip


def test_items_of_a_cell_stay_cells() -> None:
    cell = Block("1. One\n2. Two", kind="table_cell", place="table 1 row 1 cell 1")
    assert [part.kind for part in unrolled([Block(f"All\n{cell.text}", kind=cell.kind)])] == [
        "table_cell"
    ] * 3


@example("\n•\n•1", "1.")
@given(
    st.text(st.sampled_from("1234. ()\n:;ab。（）、•-"), max_size=60), st.sampled_from(["", "1.", "(a)", "•"])
)
def test_nothing_is_lost(text: str, number: str) -> None:
    parts = list(unrolled([Block(text, number=number)]))
    together = "".join(("" if i == 0 else part.number) + part.text for i, part in enumerate(parts))
    assert re.sub(r"\s", "", together) == re.sub(r"\s", "", text)


@pytest.mark.parametrize("name", ["P1.en.docx", "P1.zh.docx"])
def test_the_shared_case(name: str, shared: Path) -> None:
    numbers = [number for number, _ in rows(shared / "data" / "cases" / "br-list" / name)]
    assert numbers == ["", "", "1.", "2.", "3."]
