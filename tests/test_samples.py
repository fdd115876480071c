"""The sample report: what its gold says stands in its Word files, and the traps it is made for are there."""

import re
import zipfile
from pathlib import Path

import pytest

from align.readers.docx import read

SCRIPTS = Path(__file__).parent.parent / "scripts"
LANGUAGES = ("en", "zh")


@pytest.fixture(scope="module")
def report(corpora):
    return corpora / "report"


@pytest.fixture(scope="module")
def documents(report):
    return {language: read(report / f"report.{language}.docx") for language in LANGUAGES}


def test_every_gold_sentence_stands_in_the_word_files(report, documents):
    _, *rows = [line.split("\t") for line in (report / "gold.tsv").read_text(encoding="utf-8").splitlines()]
    assert len(rows) > 150
    for language, column in zip(LANGUAGES, (1, 2), strict=True):
        text = "\n".join(block.text for block in documents[language].parts)
        assert [row for row in rows if row[column] not in text] == []


def test_numbers_restart_in_the_annex_and_one_is_lost_in_chinese(documents):
    expected = [f"{n}." for n in (*range(1, 45), 1, 2, 3)]
    numbers = {
        language: [b.number for b in document.blocks if b.kind == "paragraph" and b.number]
        for language, document in documents.items()
    }
    assert numbers["en"] == expected
    assert numbers["zh"] == expected[:19] + expected[20:]


def test_headings_and_lists_agree(documents):
    def shape(language, kind):
        return [b.level for b in documents[language].blocks if b.kind == kind]

    assert shape("en", "heading") == shape("zh", "heading")
    assert shape("en", "list_item") == shape("zh", "list_item") == [1, 1, 2, 2, 1, 1, 1, 1, 1]


def test_every_mark_has_its_note_and_english_puts_it_after_the_full_stop(documents):
    for document in documents.values():
        marks = [note.number for block in document.blocks for note in block.notes]
        assert marks == ["*", *map(str, range(1, 13))] == [note.number for note in document.footnotes]
    first = next(b for b in documents["en"].blocks if b.number == "1." and b.notes)
    assert first.text[: first.notes[0].offset].endswith(".")
    first = next(b for b in documents["zh"].blocks if b.number == "1." and b.notes)
    assert first.text[first.notes[0].offset :].startswith("。")


def test_pages_of_the_text_break_inside_sentences_with_notes_between(report):
    english = (report / "report.en.txt").read_text(encoding="utf-8")
    assert re.search(r"[a-z]\n\n\d+ .*(?:\n.+)*(?:\n\n.+)*\n\n(?:\d+/\d+\n)?24-09123 \(E\)", english)
    chinese = (report / "report.zh.txt").read_text(encoding="utf-8")
    assert re.search(r"\w\n\n[¹²³⁴⁵⁶⁷⁸⁹⁰]+ .*(?:\n\n.+)*\n\n(?:\d+/\d+\n)?24-09123 \(C\)", chinese)


def test_files_are_what_the_script_makes_of_the_source(report, tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(SCRIPTS)
    import make_samples

    blocks = make_samples.parse((report / "source.txt").read_text(encoding="utf-8"))
    make_samples.write_gold(tmp_path / "gold.tsv", blocks)
    for language in LANGUAGES:
        make_samples.write_txt(tmp_path / f"report.{language}.txt", blocks, language)
        pages = make_samples.heading_pages(report / f"report.{language}.pdf", blocks, language)
        make_samples.write_docx(tmp_path / f"report.{language}.docx", blocks, language, pages)
    made = sorted(path.name for path in tmp_path.iterdir())
    assert len(made) == 5
    assert [name for name in made if content(tmp_path / name) != content(report / name)] == []


def content(path):
    """Return the bytes of a file, of a Word file the parts: how they are packed depends on the zlib."""
    if path.suffix != ".docx":
        return path.read_bytes()
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_pdfs_are_small_and_bring_their_fonts(report):
    import pypdfium2

    for language in LANGUAGES:
        path = report / f"report.{language}.pdf"
        assert path.stat().st_size < 300_000
        assert len(pypdfium2.PdfDocument(path)) > 5
