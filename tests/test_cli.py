"""The commands as a user types them: outputs, exit codes, messages."""

import json
import re
import subprocess
import sys

import pytest
from click.testing import CliRunner

from align.cli import main


def run(*arguments):
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture(scope="module")
def sample(corpora):
    return corpora / "report"


def test_pair_writes_every_format_at_once(sample, tmp_path):
    names = ["r.tmx", "r.bitext.jsonl", "r.tsv", "r.xlsx", "r.html", "r.xlf"]
    outputs = [argument for name in names for argument in ("-o", tmp_path / name)]
    result = run("pair", sample / "report.en.docx", sample / "report.zh.docx", *outputs)
    assert result.exit_code == 0, result.output
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(names)
    assert all(path.stat().st_size > 1000 for path in tmp_path.iterdir())
    for word in ("blocks", "paragraphs", "number", "beads", "1-1", "unmatched", "confidence"):
        assert word in result.stderr


def test_a_bitext_that_a_person_reviewed_is_not_replaced(sample, tmp_path):
    bitext = tmp_path / "r.bitext.jsonl"
    texts = (sample / "report.en.txt", sample / "report.zh.txt")
    assert run("pair", "-q", *texts, "-o", bitext).exit_code == 0
    assert run("pair", "-q", *texts, "-o", bitext).exit_code == 0
    journal = tmp_path / "r.review.jsonl"
    journal.write_text("{}\n", encoding="utf-8")
    before = bitext.read_bytes()
    for command in (("pair", "-q", *texts, "-o", bitext), ("convert", tmp_path / "r.tsv", bitext)):
        (tmp_path / "r.tsv").write_text("en\tzh\nOne.\t一。\n", encoding="utf-8")
        result = run(*command)
        assert result.exit_code == 2
        assert "reviewed this bitext" in result.stderr
        assert journal.name in result.stderr
        assert bitext.read_bytes() == before


def test_pair_without_output_prints_a_table(sample):
    result = run("pair", "-q", sample / "report.en.txt", sample / "report.zh.txt")
    assert result.exit_code == 0
    assert result.stdout.splitlines()[0].startswith("id\t")
    assert result.stderr == ""


@pytest.mark.parametrize(
    "text",
    [
        "اجتمعت اللجنة.",
        "会議は開かれました。",
        "위원회는",
        "คณะกรรมการประชุม",
        "समिति",
        "ועדה",
        "２０２１年",
        "ｶﾞｲﾄﾞ",
    ],
)
def test_every_command_takes_texts_of_any_script(text, tmp_path):
    path = tmp_path / "text.txt"
    path.write_text(text, encoding="utf-8")
    result = run("read", path)
    assert (result.exit_code, text in result.stdout) == (0, True), result.output
    assert run("sentences", path, path).exit_code == 0


def test_languages_and_level_can_be_said(sample, tmp_path):
    out = tmp_path / "r.tmx"
    options = ("--from", "en-GB", "--to", "zh-Hans", "--level", "paragraph", "-o", out)
    assert run("pair", sample / "report.en.txt", sample / "report.zh.txt", *options).exit_code == 0
    text = out.read_text(encoding="utf-8")
    assert 'srclang="en-GB"' in text
    assert 'xml:lang="zh-Hans"' in text
    assert 'segtype="paragraph"' in text


def test_pair_checks_terms_and_says_so_by_its_exit_code(corpora, sample, tmp_path):
    clean = ("pair", sample / "report.en.docx", sample / "report.zh.docx", "-q", "-o", tmp_path / "r.tmx")
    terms = ("--terms", corpora / "terms/un.tbx", "--report", tmp_path / "r.json")
    assert run(*clean, *terms).exit_code == 0
    (tmp_path / "en.txt").write_text(
        "1. There are 15 experts.\n\n2. The meeting closed on Friday.\n", encoding="utf-8"
    )
    (tmp_path / "zh.txt").write_text("1. 共有14名专家。\n\n2. 会议于星期五闭幕。\n", encoding="utf-8")
    result = run("pair", tmp_path / "en.txt", tmp_path / "zh.txt", "-q", "-o", tmp_path / "t.tmx", *terms)
    assert result.exit_code == 1
    assert [f["code"] for f in json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))["findings"]] == [
        "N1"
    ]
    assert (tmp_path / "t.tmx").exists()


def test_read_shows_what_the_reader_made(sample):
    document = json.loads(run("read", sample / "report.en.docx", "--format", "json").stdout)
    assert {"language", "symbol", "blocks", "footnotes"} <= document.keys()
    kinds = {block["kind"] for block in document["blocks"]}
    assert {"title", "heading", "paragraph", "list_item", "table_cell"} <= kinds
    assert all({"number", "text"} <= note.keys() for note in document["footnotes"])
    marks = {mark["number"] for block in document["blocks"] for mark in block["footnotes"]}
    assert {note["number"] for note in document["footnotes"]} == marks
    text = run("read", sample / "report.en.docx").stdout
    assert re.search(r"^paragraph +1\. ", text, re.M)


def test_sentences_prints_beads(tmp_path):
    (tmp_path / "zh").write_text("大会通过了决议。\n会议闭幕。\n", encoding="utf-8")
    (tmp_path / "en").write_text(
        "The Assembly adopted the resolution.\nThe meeting closed.\n", encoding="utf-8"
    )
    result = run("sentences", tmp_path / "zh", tmp_path / "en")
    assert [line.rsplit(":", 1)[0] for line in result.stdout.splitlines()] == ["[0]:[0]", "[1]:[1]"]
    assert all(0 <= float(line.rsplit(":", 1)[1]) <= 1 for line in result.stdout.splitlines())


def test_convert_makes_everything_from_a_bitext(sample, tmp_path):
    bitext = tmp_path / "r.bitext.jsonl"
    run("pair", sample / "report.en.txt", sample / "report.zh.txt", "-o", bitext)
    for name in ("r.tmx", "r.xlf", "r.html", "again.bitext.jsonl"):
        result = run("convert", bitext, tmp_path / name)
        assert result.exit_code == 0, result.output
    assert (tmp_path / "again.bitext.jsonl").read_bytes() == bitext.read_bytes()


BAD = {
    "missing.txt": (None, "no such file"),
    "empty.txt": (b"", "empty"),
    "binary.txt": (bytes(range(256)) * 20, "no text"),
    "cut.docx": (b"PK\x03\x04" + b"\0" * 200, "docx|zip|damaged"),
    "cut.pdf": (b"%PDF-1.7\n1 0 obj\n", "PDF|damaged"),
    "wrong.pdf": (b"PK\x03\x04 this is no PDF", "PDF|ending|zip|damaged"),
    "page.odd": (b"text", "ending"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_one_line_and_leaves_nothing(sample, tmp_path, name):
    content, says = BAD[name]
    if content is not None:
        (tmp_path / name).write_bytes(content)
    before = sorted(tmp_path.iterdir())
    result = run("pair", sample / "report.en.txt", tmp_path / name, "-o", tmp_path / "out.tmx")
    assert result.exit_code == 2
    assert len(result.stderr.strip().splitlines()) == 1
    assert re.search(says, result.stderr)
    assert name in result.stderr
    assert sorted(tmp_path.iterdir()) == before


def test_outputs_are_checked_before_the_work(sample, tmp_path):
    pair = ("pair", sample / "report.en.txt", sample / "report.zh.txt", "-o")
    for output, says in (
        (tmp_path / "out.foo", "ending"),
        (tmp_path / "absent" / "out.tmx", "no such folder"),
        (sample / "report.zh.txt", "ending|replace an input"),
    ):
        result = run(*pair, output)
        assert result.exit_code == 2
        assert re.search(says, result.stderr)


def test_help_is_quick_and_loads_nothing_heavy():
    code = (
        "import sys; from align.cli import main\n"
        "try: main(['--help'])\n"
        "except SystemExit: pass\n"
        "print(sorted({'numpy', 'lxml', 'torch', 'faiss', 'rich', 'tokenizers'} & set(sys.modules)))"
    )
    output = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert output.splitlines()[-1] == "[]"


def test_aligning_loads_neither_torch_nor_checks(sample):
    arguments = ["pair", *(str(sample / f"report.{code}.txt") for code in ("en", "zh")), "-q"]
    code = (
        "import sys\n"
        "from align.cli import main\n"
        f"main({arguments}, standalone_mode=False)\n"
        "print({'torch', 'sentence_transformers', 'align.terms.checks'} & set(sys.modules))"
    )
    output = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert output.splitlines()[-1] == "set()"


def test_every_command_has_help():
    for command in main.commands:
        result = run(command, "--help")
        assert result.exit_code == 0
        assert "Usage" in result.output
