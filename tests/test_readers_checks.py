"""What looks wrong in a file is said: by `align read`, by the summary of a pair, and in the bitext."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from align.bitext import Bead, Bitext, Side
from align.cli import main
from align.display import differences
from align.document import Block, Document, Segment
from align.errors import ReadError
from align.readers import read
from align.remarks import TEMPLATES, Remark
from align.summary import summarise

LINE = "The Council heard of the aid that its neighbours give to the springs of the whole valley."
HAN = "理事会听取了各邻国向整个山谷的泉水提供援助的情况，并对此表示感谢。"
GLUED = "Thisisarequiredfileforallpackages andtheheadofthearchivemaintainsitwithgreatcare forever."
NAMES = (
    "Angola, Chile, Costa Rica, Ecuador, El Salvador, Gambia, Guinea, Honduras, Kenya, Lesotho, Malawi, Mali, Panama, "
    "Samoa, Togo and Uganda: draft resolution"
)  # fmt: skip
PLAIN = "\n\n".join(f"{n}. {LINE}" for n in (1, 2, 3))


def remarks(path: Path, text: str) -> list[str]:
    path.write_text(text, encoding="utf-8")
    return [str(remark) for remark in read(path).remarks]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (PLAIN, []),
        (f"{PLAIN}\n\n6. {LINE}", ["line 7: the numbers go from 3. to 6."]),
        (f"{PLAIN}\n\n3. {LINE}", ["line 7: the number 3. stands twice in a row"]),
        (f"{PLAIN}\n\n90. {LINE}", []),
        ("\n\n".join(f"{n}. {LINE}" for n in ("1.1", "1.2", "2.1", "2.1.1", "1.1", "1.2", "2.1", "2.1.1")), []),
        (f"{PLAIN}\n\nAnnex\n\n1. {LINE}\n\n2. {LINE}", []),
        (f"{PLAIN}\n\n4. {GLUED}", ["line 7: words stand without spaces: " + GLUED[:40] + "…"]),
        (f"{PLAIN}\n\n4. See https://example.org/{GLUED.replace(' ', '')}", []),
        (f"{PLAIN}\n\n4. Die Donaudampfschifffahrtsgesellschaft hielt eine Versammlung in Wien ab.", []),
        (f"{PLAIN}\n\n4. The Council \ufffd heard.", ["line 7: characters cannot be read: The Council \ufffd heard."]),
        (f"{PLAIN}\n\n4. {HAN}", ["30 % of the text is in another language, Chinese: a file that holds both "
                                "versions is to be cut in two, one language each"]),
        (f"The General Assembly,\n\n{NAMES}\n\nDecides that the ferry shall go on as before in all weathers.", []),
        (f"{PLAIN}\n\n4. The Council thanked the German delegation (德国代表团).", []),
    ],
)  # fmt: skip
def test_what_looks_wrong_is_said_with_its_place(text: str, said: list[str], tmp_path: Path) -> None:
    assert remarks(tmp_path / "text.txt", text) == said


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ('<p>One<a href="#fn1"><sup>1</sup></a> and two<sup>2</sup>.</p><p id="fn1">1 See A/1.</p>',
         ["paragraph 1: the mark 2 has no note"]),
        ("<p>One<sup>1</sup> and two<sup>2</sup>.</p>", ["the text has 2 note marks, but no notes"]),
    ],
)  # fmt: skip
def test_marks_and_notes_are_compared(page: str, said: list[str], tmp_path: Path) -> None:
    assert remarks(tmp_path / "page.html", page) == said


def test_a_bitext_keeps_them_and_its_summary_names_them(tmp_path: Path) -> None:
    seen = Remark("number-missing", {"before": "19.", "after": "21."}, page=5)
    bead = Bead((Segment("One."),), (Segment("一。"),))
    bitext = Bitext(Side("en", "a/report.en.pdf", remarks=(seen,)), Side("zh"), (bead,))
    bitext.save(tmp_path / "a.bitext.jsonl")
    again = Bitext.load(tmp_path / "a.bitext.jsonl")
    assert again.source.remarks == (seen,)
    assert summarise(again).lines()[-1] == "look at     report.en.pdf, page 5: the numbers go from 19. to 21."


@pytest.mark.parametrize(
    "row", ['{"code":"x"}', '{"code":"number-twice"}', '{"code":"notes-missing","page":"1"}']
)
def test_a_bitext_with_a_damaged_remark_is_refused(row: str, tmp_path: Path) -> None:
    lines = list(Bitext(Side("en"), Side("zh"), ()).to_lines())
    damaged = tmp_path / "a.bitext.jsonl"
    damaged.write_text(
        lines[0].replace('{"language":"en"}', f'{{"language":"en","remarks":[{row}]}}'), "utf-8"
    )
    with pytest.raises(ReadError, match="damaged"):
        Bitext.load(damaged)


def test_align_read_tells_them_beside_its_output(tmp_path: Path) -> None:
    path = tmp_path / "text.txt"
    path.write_text(f"{PLAIN}\n\n6. {LINE}", encoding="utf-8")
    result = CliRunner().invoke(main, ["read", str(path), "--format", "json"])
    assert "look at line 7: the numbers go from 3. to 6." in result.stderr
    assert '"code": "number-missing"' in result.stdout


def test_every_remark_says_something() -> None:
    assert all(template[0].islower() or template[0] == "{" for template in TEMPLATES.values())


def test_entries_of_contents_are_compared_whole_however_they_are_cut() -> None:
    def read_as(*entries: str) -> Document:
        blocks = (
            Block("Contents", "contents"),
            *(Block(entry, "contents") for entry in entries),
            Block(LINE),
        )
        return Document("report.docx", blocks)

    cells = read_as("I. Rivers", "3", "II. Ropes", "7")
    assert differences(cells, read_as("I. Rivers 3", "II. Ropes* 7")) == []
    assert differences(cells, read_as("I. Rivers 3", "II. Ropes 8"))


@pytest.mark.parametrize(
    ("head", "alike"),
    [
        (("United", "General Assembly Distr.: General", "Nations"), True),  # print: two columns
        (("General Assembly",), True),  # Word: the rest stands in the head of the page
        (("General Assembly", "Distr.: Limited"), False),
    ],
)
def test_mastheads_are_compared_by_their_words(head: tuple[str, ...], alike: bool) -> None:
    one, other = (
        Document("report.docx", (*(Block(text, "masthead") for text in texts), Block(LINE)))
        for texts in (("United Nations", "General Assembly", "Distr.: General"), head)
    )
    assert (differences(one, other) == []) == alike


def test_two_readings_are_compared_block_by_block(tmp_path: Path) -> None:
    one, other = tmp_path / "a.txt", tmp_path / "a.html"
    one.write_text(f"I. Aid\n\n1. {LINE}\n\n2. It rose early.", encoding="utf-8")
    other.write_text(f"<p>I. Aid<p>1. {LINE.replace(' ', '  ')}<p>2. It rose late.", encoding="utf-8")
    same = CliRunner().invoke(main, ["read", str(one), "--compare", str(one)])
    assert (same.exit_code, same.stdout) == (0, "")
    differing = CliRunner().invoke(main, ["read", str(one), "--compare", str(other)])
    assert differing.exit_code == 1
    assert differing.stdout.splitlines() == [
        "- paragraph  2.    It rose early.",
        "+ paragraph  2.    It rose late.",
    ]


@pytest.mark.parametrize(
    ("place", "english", "chinese"),
    [
        ("paragraph 85", "paragraph 85", "第 85 段"),
        ("line 7", "line 7", "第 7 行"),
        ("footnote *", "footnote *", "脚注 *"),
        ("endnote 2", "endnote 2", "尾注 2"),
        ("table 1 row 2 cell 3", "table 1 row 2 cell 3", "表 1 第 2 行第 3 格"),
        ("header", "header", "header"),
        ("a place of another program", "a place of another program", "a place of another program"),
    ],
)
def test_places_are_told_in_the_language_of_the_reader(place: str, english: str, chinese: str) -> None:
    said = Remark("page-without-text", place=place).said()
    assert str(said).startswith(f"{english}: ")
    assert said.told("zh").startswith(f"{chinese}：")
