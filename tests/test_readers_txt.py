"""Plain text: what each kind of text reads as, told by files under cases/txt.

Beside `NAME.txt` stands `NAME.expected`, a line a block: kind and level, number, text with its footnote
marks in braces; then the footnotes. `unchanged` holds rows that must stay as they are.
"""

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.document import Block, Document
from align.numbering import key_of
from align.readers import read
from align.readers.printed import furniture
from align.readers.printed.layout import blocks_of
from align.readers.txt import lines_of

CASES = Path(__file__).parent / "cases" / "txt"


def shown(block: Block) -> str:
    text, shift = block.text, 0
    for mark in block.notes:
        at = mark.offset + shift
        text = f"{text[:at]}{{{mark.number}}}{text[at:]}"
        shift += len(mark.number) + 2
    level = f" {block.level}" if block.level else ""
    return f"{block.kind}{level} | {block.number} | {text}"


def cases(kind: str) -> list[Path]:
    found = sorted((CASES / kind).glob("*.txt"))
    assert found, f"no cases of kind {kind}"
    return found


@pytest.mark.parametrize("path", cases("wild") + cases("nasty"), ids=lambda p: p.stem)
def test_reads_as_expected(path: Path) -> None:
    expected = path.with_suffix(".expected").read_text(encoding="utf-8").splitlines()
    assert [shown(block) for block in read(path).parts] == expected


@pytest.mark.parametrize("path", cases("known_failures"), ids=lambda p: p.stem)
@pytest.mark.xfail(reason="known failure", strict=True)
def test_known_failure(path: Path) -> None:
    expected = path.with_suffix(".expected").read_text(encoding="utf-8").splitlines()
    assert [shown(block) for block in read(path).parts] == expected


@pytest.mark.parametrize("path", cases("unchanged"), ids=lambda p: p.stem)
def test_every_row_stays_a_block(path: Path) -> None:
    rows = [row for row in path.read_text(encoding="utf-8").splitlines() if row]
    assert [_whole(block) for block in read(path).blocks] == rows


def _whole(block: Block) -> str:
    return block.text if block.text == block.number else f"{block.number} {block.text}".strip()


def test_symbol_date_and_language_come_from_the_masthead(tmp_path: Path) -> None:
    path = tmp_path / "text.txt"
    path.write_text("United Nations\nA/HRC/50/77\nDistr.: General\n3 May 2022\n\nReport on water\n", "utf-8")
    document = read(path)
    assert (document.symbol, document.date, document.language) == ("A/HRC/50/77", "2022-05-03", "en")


def test_pages_are_counted_by_form_feeds(tmp_path: Path) -> None:
    path = tmp_path / "text.txt"
    path.write_text("1. The first page ends here.\n\f2. The second page begins here.\n", "utf-8")
    assert [(b.number, b.page) for b in read(path).blocks] == [("1.", 1), ("2.", 2)]


# The development data: what the issue asks of it, number by number.


@pytest.fixture(scope="module")
def seed(shared: Path) -> Document:
    return read(shared / "data/un/seed.zh.txt")


def test_seed_has_its_paragraphs_headings_and_notes(seed: Document) -> None:
    numbered = [b.number for b in seed.blocks if b.kind == "paragraph" and b.number]
    assert numbered == [f"{n}." for n in range(1, 89)]
    assert [(b.number, b.level) for b in seed.blocks if b.kind == "heading"] == [
        ("", 1), ("一.", 1), ("二.", 1), ("三.", 1), ("A.", 2), ("1.", 3), ("2.", 3), ("3.", 3), ("4.", 3),
        ("5.", 3),
        ("6.", 3), ("7.", 3), ("B.", 2), ("1.", 3), ("2.", 3), ("3.", 3), ("四.", 1),
    ]  # fmt: skip
    marks = [mark.number for block in seed.blocks for mark in block.notes]
    assert marks == [note.number for note in seed.footnotes] == [str(n) for n in range(1, 50)]
    assert [b.text[:6] for b in seed.blocks if b.kind == "paragraph" and not b.number] == ["世界正在经历"]
    assert next(b.text for b in seed.blocks if b.kind == "heading") == "概要"


@pytest.mark.parametrize(
    ("number", "joint"),
    [
        ("3.", "全球团结，采取更加包容"), ("8.", "到 2030 年实现全民健康覆盖"),
        ("15.", "集团、国际金融公司"),
        ("21.", "系统合作，确保在 COVID-19 期间"), ("27.", "为了确保在 COVID-19 应对工作中"),
        ("33.", "以人权为基础。"), ("59.", "基金董事会在最近的报告"), ("65.", "弱势群体分享。疫苗、药物"),
        ("84.", "让发展中国家拥有"),
    ],
)  # fmt: skip
def test_seed_paragraphs_are_whole_over_pages(seed: Document, number: str, joint: str) -> None:
    texts = [b.text for b in seed.blocks if b.kind == "paragraph" and b.number == number]
    assert len(texts) == 1
    assert joint in texts[0]


def test_marks_stand_where_they_stood(seed: Document) -> None:
    before = {mark.number: block.text[: mark.offset][-4:] for block in seed.blocks for mark in block.notes}
    assert before["1"] == "共同前进"
    assert before["2"] == "这场危机”"[-4:]
    assert before["29"] == "献的报告"
    assert before["32"] == "近的报告"


def test_layouts_of_one_report_read_alike(shared: Path) -> None:
    folder = shared / "data/un/report_part"
    plain, wrapped = read(folder / "report.en.txt"), read(folder / "report.pdftotext.en.txt")
    chinese = read(folder / "report.zh.txt")
    assert [shown(b) for b in plain.parts] == [shown(b) for b in wrapped.parts]
    assert [(b.kind, b.level) for b in plain.blocks] == [(b.kind, b.level) for b in chinese.blocks]
    assert wrapped.symbol == "A/HRC/47/XX"


def test_wrapped_resolution(shared: Path) -> None:
    document = read(shared / "data/un/ga_third_committee_draft_res_right_to_development_2001.en.txt")
    assert [b.number for b in document.blocks if b.kind == "paragraph" and b.number] == [
        f"{n}." for n in range(1, 26)
    ]
    preamble = [b.text for b in document.blocks if b.kind == "paragraph" and not b.number]
    assert len(preamble) == 15
    assert all(text.endswith(",") for text in preamble)
    marks = [mark.number for block in document.blocks for mark in block.notes]
    assert marks == ["*", "1", "2", "3", "4", "5", "6", "7", "8", "9", "8", "1", "9"][: len(marks)]


@pytest.mark.parametrize(
    ("name", "articles"),
    [
        ("prc_constitution_2018", 143),
        ("un_charter_ch1-3", 8),
        ("sdg_goals_targets_ares70_1", 169),
        ("tw_gender_equality_employment_act", 50),
    ],
)
def test_both_versions_of_a_law_have_the_same_numbers(shared: Path, name: str, articles: int) -> None:
    english, chinese = (
        [
            key
            for block in read(shared / f"data/un/{name}.{code}.txt").blocks
            if (key := key_of(block.number)) and key.style in ("named", "decimal")
        ]
        for code in ("en", "zh")
    )
    assert english == chinese
    assert sum(key.name in ("article", "") for key in english) == articles


def test_rows_of_bitexts_stay_rows(shared: Path) -> None:
    for path in sorted((shared / "data/un").glob("bitext_*.txt")):
        rows = [row for row in path.read_text(encoding="utf-8").splitlines() if row]
        assert [_squeezed(_whole(b)) for b in read(path).blocks] == [_squeezed(row) for row in rows]


# Text is never lost: every character is in a block, a number, a mark, a note, or was furniture.


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _kept(text: str) -> Counter[str]:
    lines, removed = furniture.part(lines_of(text))
    blocks, notes = blocks_of(lines)
    parts = [_whole(b) for b in blocks] + [n.number + n.text for n in notes] + [x.text for x in removed]
    marks = [mark.number for block in blocks for mark in block.notes]
    return _letters("".join(parts + marks))


def _letters(text: str) -> Counter[str]:
    """Count what must survive: letters and digits, those of marks in plain figures; rules and hyphens may go."""
    plain = text.translate(str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹٠١٢٣٤٥٦٧٨٩", "0123456789" * 2))
    return Counter(c for c in plain if c.isalnum())


@pytest.mark.parametrize("path", sorted(CASES.glob("*/*.txt")), ids=lambda p: p.stem)
def test_no_letter_of_a_case_is_lost(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert _kept(text) == _letters(text)


def test_no_letter_of_the_development_data_is_lost(shared: Path) -> None:
    for path in sorted((shared / "data/un").rglob("*.txt")):
        text = path.read_text(encoding="utf-8")
        assert _kept(text) == _letters(text), path.name


PIECES = st.sampled_from(
    ["1. ", "2. ", "I. ", "一. ", "(a) ", "¹ ", "1 See ", "* ", "Article 3 ", "第九条　", "\f", "\n", "\n\n", "A/HRC/47/29\n",
     "GE.21-01234 (E)\n", "7\n", "_____\n", "Contents\n", "the Council recalled.2 ", "COVID-195 and ", "inter-\nnational ",
     "人权理事会欢迎报告3。", "并注意到", "，", ".", "Annex I\n", "recalls its resolution 55/11 and ", "第1325(2000)号决议"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=40).map("".join))
def test_no_letter_of_any_text_is_lost(text: str) -> None:
    blocks, _ = blocks_of(furniture.part(lines_of(text))[0])
    lone = Counter("".join(b.number for b in blocks if b.text == b.number))  # such a number may stand twice
    assert not _letters(text) - _kept(text) - lone


@given(st.lists(PIECES, max_size=40).map("".join))
def test_marks_lie_within_their_blocks(text: str) -> None:
    blocks, _ = blocks_of(furniture.part(lines_of(text))[0])
    assert all(0 <= mark.offset <= len(block.text) for block in blocks for mark in block.notes)


@pytest.mark.parametrize(
    "word", ["Annex", "Enclosure", "Pièce jointe", "Дополнение", "Apéndice", "الضميمة", "附文"]
)
def test_each_word_for_an_annex_opens_one(word: str, tmp_path: Path) -> None:
    text = "The water of the lakes rose in June, and it fell again in July of that year."
    path = tmp_path / "letter.txt"
    path.write_text(f"Letter\n\n{text}\n\n{word}\n\nChronology of the floods\n\n{text}\n", encoding="utf-8")
    kinds = [block.kind for block in read(path).blocks]
    assert kinds == ["title", "paragraph", "annex", "heading", "paragraph"]
