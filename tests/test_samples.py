"""The sample reports: what their gold says stands in their Word files, and the traps they are made for are there."""

import re
import zipfile
from pathlib import Path

import pytest

from align.readers.docx import read

SCRIPTS = Path(__file__).parent.parent / "scripts"
LANGUAGES = ("en", "zh")
FOLDERS = ("report", "six")


@pytest.fixture(scope="module")
def report(corpora):
    return corpora / "report"


@pytest.fixture(scope="module")
def documents(report):
    return {language: read(report / f"report.{language}.docx") for language in LANGUAGES}


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_gold_sentence_stands_in_the_word_files(corpora, folder):
    lines = (corpora / folder / "gold.tsv").read_text(encoding="utf-8").splitlines()
    (_, *languages), *rows = [line.split("\t") for line in lines]
    assert len(rows) >= 110
    for column, language in enumerate(languages, 1):
        text = "\n".join(block.text for block in read(corpora / folder / f"report.{language}.docx").parts)
        assert [row[column] for row in rows if row[column] not in text] == []


def test_each_translation_leaves_out_or_adds_what_it_is_meant_to(corpora):
    lines = (corpora / "six" / "gold.tsv").read_text(encoding="utf-8").splitlines()
    (_, *languages), *rows = [line.split("\t") for line in lines]
    english = languages.index("en") + 1
    differing = {
        language: (
            sum(bool(row[english] and not row[column]) for row in rows),
            sum(bool(row[column] and not row[english]) for row in rows),
        )
        for column, language in enumerate(languages, 1)
    }
    expected = {"en": (0, 0), "ar": (1, 0), "es": (1, 1), "fr": (0, 1), "ru": (1, 1), "zh": (1, 0)}
    assert differing == expected


def test_each_version_of_the_statement_merges_splits_leaves_out_and_adds(corpora, monkeypatch):
    monkeypatch.syspath_prepend(SCRIPTS)
    from sample_source import parse

    source = (corpora / "statement" / "source.txt").read_text(encoding="utf-8")
    beads = [bead for block in parse(source) for bead in block.beads]
    for language in ("ar", "es", "fr", "ru", "zh"):
        pairs = [tuple(map(len, match)) for bead in beads for match in bead.matches("en", language)]
        assert sum(english for english, _ in pairs) >= 100
        assert sum(english > other > 0 for english, other in pairs) >= 8
        assert sum(other > english > 0 for english, other in pairs) >= 8
        assert (pairs.count((1, 0)), pairs.count((0, 1))) == (1, 1)


def test_all_six_count_their_paragraphs_alike(corpora):
    for path in sorted((corpora / "six").glob("*.docx")):
        numbers = [block.number for block in read(path).blocks]
        assert [number for number in numbers if re.fullmatch(r"\d+\.", number)] == [
            f"{n}." for n in range(1, 28)
        ]


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


@pytest.mark.parametrize("folder", FOLDERS)
def test_files_are_what_the_script_makes_of_the_source(corpora, folder, tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(SCRIPTS)
    import make_samples

    sample = next(sample for sample in make_samples.SAMPLES if sample.folder == folder)
    kept = corpora / folder
    blocks = make_samples.parse((kept / "source.txt").read_text(encoding="utf-8"))
    make_samples.write_gold(tmp_path / "gold.tsv", sample, blocks)
    for language in sample.languages:
        make_samples.write_txt(tmp_path / f"report.{language}.txt", sample, blocks, language)
        pages = make_samples.heading_pages(kept / f"report.{language}.pdf", blocks, language)
        make_samples.write_docx(tmp_path / f"report.{language}.docx", sample, blocks, language, pages)
    made = sorted(path.name for path in tmp_path.iterdir())
    assert len(made) == 1 + 2 * len(sample.languages)
    assert [name for name in made if content(tmp_path / name) != content(kept / name)] == []


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
