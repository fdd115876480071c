"""The table of formats: every ending finds its format, and files appear whole or not at all."""

import json
from dataclasses import asdict, is_dataclass, replace
from pathlib import Path

import pytest
from bitexts import NASTY, bitext_of

from align import exchange
from align.bitext import Side
from align.codes import spelled
from align.errors import ReadError, SettingsError, WriteError
from align.exchange import FORMATS
from align.text import clean

CASES = Path(__file__).parent / "cases/exchange"
BITEXT = bitext_of(("One & two", "一和二"), ("Three", "三"))


@pytest.mark.parametrize("ending", [ending for ending, form in FORMATS.items() if form.writes])
def test_every_format_is_written_and_most_come_back(ending, tmp_path):
    path = tmp_path / f"Report.1.2{ending.upper()}"
    assert exchange.write(BITEXT, path) == []
    assert [each.name for each in tmp_path.iterdir()] == [path.name]
    if FORMATS[ending].reads:
        back = exchange.read(path)
        assert [(u.source, u.target) for u in back.units()] == [("One & two", "一和二"), ("Three", "三")]
        assert (back.source.language, back.target.language) == ("en", "zh-CN")


@pytest.mark.parametrize("ending", [ending for ending, form in FORMATS.items() if form.reads and form.writes])
def test_every_format_can_be_turned_while_reading(ending, tmp_path):
    path = tmp_path / f"x{ending}"
    exchange.write(BITEXT, path)
    back = exchange.read(path, source_language="zh", target_language="en")
    assert [(u.source, u.target) for u in back.units()] == [("一和二", "One & two"), ("三", "Three")]


@pytest.mark.parametrize("name", ["x", "x.docx", "x.jsonl", ".tmx", "tmx"])
def test_an_unknown_ending_is_refused_with_the_known_ones(name, tmp_path):
    with pytest.raises(WriteError, match=r"\.bitext\.jsonl \.tmx \.xlf"):
        exchange.write(BITEXT, tmp_path / name)
    with pytest.raises(WriteError):
        exchange.check_format(name)
    with pytest.raises(ReadError, match=r"\.tmx\.gz"):
        exchange.read(tmp_path / name)


def test_what_is_only_read_or_only_written_says_so(tmp_path):
    with pytest.raises(WriteError, match="only read"):
        exchange.check_format("x.tmx.gz")
    exchange.write(BITEXT, tmp_path / "x.html")
    with pytest.raises(ReadError, match="cannot be read back"):
        exchange.read(tmp_path / "x.html")


@pytest.mark.parametrize("ending", [ending for ending, form in FORMATS.items() if form.reads])
@pytest.mark.parametrize("content", [None, b"", b"\x00\x01\x02\xff" * 300])
def test_bad_input_is_a_clear_error(ending, content, tmp_path):
    path = tmp_path / f"x{ending}"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ReadError, match=path.name):
        exchange.read(path)


def test_an_unknown_option_is_refused(tmp_path):
    with pytest.raises(SettingsError, match="one_target"):
        exchange.write(BITEXT, tmp_path / "x.tmx", two_targets=True)


@pytest.mark.parametrize("ending", [".tmx", ".xlf", ".tsv", ".html", ".po"])
def test_a_failure_half_way_leaves_the_old_file_and_nothing_else(ending, tmp_path):
    class Beads(tuple):
        def __iter__(self):
            yield from BITEXT.beads
            raise RuntimeError("the disk is gone")

    path = tmp_path / f"x{ending}"
    path.write_text("old")
    with pytest.raises(RuntimeError):
        exchange.write(replace(BITEXT, beads=Beads(BITEXT.beads)), path)
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_no_folder_no_file(tmp_path):
    with pytest.raises(WriteError, match="folder"):
        exchange.write(BITEXT, tmp_path / "missing" / "x.tmx")


@pytest.mark.parametrize("ending", [".po", ".ts", ".wf.txt"])
def test_catalogues_hold_texts_and_most_hold_more(ending, tmp_path):
    texts = [text for text in dict.fromkeys(map(clean, NASTY)) if text]
    if ending == ".wf.txt":
        texts = [text for text in texts if "\\" not in text]
    bitext = bitext_of(*((text, f"译 {text}") for text in texts))
    flagged = replace(bitext.beads[0], status="flagged", note="look here")
    exchange.write(replace(bitext, beads=(flagged, *bitext.beads[1:])), tmp_path / f"x{ending}")
    back = exchange.read(tmp_path / f"x{ending}")
    assert [(u.source, u.target) for u in back.units()] == [(text, f"译 {text}") for text in texts]
    if ending != ".wf.txt":
        assert [bead.status for bead in back.beads[:2]] == ["flagged", "auto"]
        assert back.beads[0].note == "look here"
        assert [bead.id for bead in back.beads] == [unit.id for unit in bitext.units()]


def test_flags_of_a_po_come_back(tmp_path):
    text = (CASES / "foreign" / "plurals.po").read_text(encoding="utf-8").replace("fuzzy", "fuzzy, no-wrap")
    (tmp_path / "x.po").write_text(text, encoding="utf-8")
    exchange.write(exchange.read(tmp_path / "x.po"), tmp_path / "y.po")
    back = (tmp_path / "y.po").read_text(encoding="utf-8")
    assert [line for line in back.splitlines() if line.startswith("#,")] == [
        *["#, c-format"] * 3, "#, fuzzy, no-wrap"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("ends", "charset", "encoding"),
    [
        ("\r\n", "UTF-8", "utf-8-sig"),
        ("\n", "ISO-8859-1", "utf-8-sig"),
        ("\r", "utf-8", "utf-8"),
        ("\r\r\n", "CHARSET", "utf-8"),
        ("\n", "GB18030", "gb18030"),
        ("\r\n", "UTF-16", "utf-16"),
    ],
)
def test_a_po_of_any_line_ends_and_encoding_is_the_same(ends, charset, encoding, tmp_path):
    text = (CASES / "foreign" / "hostile.po").read_text(encoding="utf-8")
    text = text.replace("charset=UTF-8", f"charset={charset}").replace("\n", ends)
    (tmp_path / "x.po").write_bytes(text.encode(encoding))
    read, wanted = (exchange.read(path) for path in (tmp_path / "x.po", CASES / "foreign" / "hostile.po"))
    assert (read.beads, read.recipe) == (wanted.beads, wanted.recipe)
    assert read.target.language == wanted.target.language


@pytest.mark.parametrize(
    ("charset", "answer", "said"),
    [("klingon", b"A", "klingon"), ("zip", b"A", "zip"), ("UTF-8", b"\xe9", "bytes that are no text")],
)
def test_what_cannot_be_decoded_in_a_po_is_told(charset, answer, said, tmp_path):
    head = f'msgid ""\nmsgstr "Content-Type: text/plain; charset={charset}\\n"\n\n'.encode()
    (tmp_path / "x.po").write_bytes(head + b'msgid "a"\nmsgstr "' + answer + b'"\n\nmsgid "b"\nmsgstr "B"\n')
    skipped = exchange.Skipped()
    try:
        assert [bead.type for bead in exchange.read(tmp_path / "x.po", skipped).beads] == ["1-1"]
        told = "".join(skipped.lines())
    except ReadError as error:
        told = str(error)
    assert said in told


@pytest.mark.parametrize(
    ("page", "code", "answers"),
    [
        ("cp1251", "ru", ["Вода прибывает.", "Совет собрался."]),
        ("cp1256", "ar", ["الماء يرتفع.", "اجتمع المجلس."]),
        ("gb18030", "zh-CN", ["海水上涨。", "理事会开会。"]),
        ("big5", "zh-TW", ["海水上漲。", "理事會開會。"]),
        ("cp1252", "fr", ["L’eau monte déjà.", "Œuvre."]),
    ],
)
def test_a_wordfast_memory_may_be_of_any_code_page(page, code, answers, tmp_path):
    exchange.write(
        replace(bitext_of(*((f"It rises {n}.", text) for n, text in enumerate(answers))), target=Side(code)),
        tmp_path / "x.wf.txt",
    )
    written = (tmp_path / "x.wf.txt").read_bytes().decode("utf-16")
    (tmp_path / "x.wf.txt").write_bytes(written.encode(page))
    back = exchange.read(tmp_path / "x.wf.txt")
    assert [unit.target for unit in back.units()] == answers
    assert back.target.language == code


def foreign():
    return sorted((CASES / "foreign").glob("*.json"))


@pytest.mark.parametrize("expected", foreign(), ids=lambda path: path.stem)
def test_files_of_other_programs(expected):
    """Beside each file stands what it says: options, languages, pairs, what was left out."""
    case = json.loads(expected.read_text(encoding="utf-8"))
    bitext = exchange.read(expected.with_suffix(""), **case.get("options", {}))
    assert [bitext.source.language, bitext.target.language] == case["languages"]
    assert [[unit.source, unit.target] for unit in bitext.units()] == case["pairs"]
    assert bitext.recipe.get("left_out", {}) == case.get("left_out", {})
    for bead, coded in zip(bitext.beads, case.get("coded", []), strict=False):
        assert coded in (None, [in_brackets(each) for side in (bead.source, bead.target) for each in side])
    for place, facts in case.get("beads", {}).items():
        bead = bitext.beads[int(place)]
        assert {name: _as_json(getattr(bead, name)) for name in facts} == facts


def in_brackets(segment):
    return spelled(segment.text, segment.codes, lambda code: f"[{code.kind} {code.id}]")


def _as_json(value):
    """Return props, comments and notes as JSON has them."""
    if isinstance(value, tuple):
        return [_as_json(each) for each in value]
    return list(asdict(value).values()) if is_dataclass(value) else value


@pytest.mark.parametrize("path", sorted((CASES / "hostile").iterdir()), ids=lambda path: path.name)
def test_hostile_and_broken_files_are_refused(path):
    with pytest.raises(ReadError, match=path.name):
        exchange.read(path)


@pytest.mark.parametrize("ending", [".bitext.jsonl", ".tmx", ".xlf", ".xlsx"])
def test_turning_keeps_each_document_with_its_text(ending, tmp_path):
    bitext = replace(BITEXT, target=replace(BITEXT.target, path="report.zh.docx"))
    exchange.write(bitext, tmp_path / f"x{ending}")
    back = exchange.read(tmp_path / f"x{ending}", source_language="zh")
    assert (back.source.language, back.source.path) == ("zh-CN", "report.zh.docx")
    assert (back.target.language, back.target.path) == ("en", "report.en.docx")
    assert (back.symbol, back.date) == ("A/HRC/47/29", "2021-06-21")
