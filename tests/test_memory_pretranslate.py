"""A new document with what a memory holds for it, and the leverage report."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from lxml import etree
from wordfiles import make_docx

from align import exchange
from align.cli import main
from align.memory.leverage import leverage, words
from align.memory.store import Memory
from align.memory.units import Place, Unit

Xliff2File = pytest.importorskip(
    "translate.storage.xliff2", reason="needs translate-toolkit: pip install translate-toolkit"
).Xliff2File

CORE = "{urn:oasis:names:tc:xliff:document:2.0}"
MATCHES = "{urn:oasis:names:tc:xliff:matches:2.0}"
HELD = [
    ("The Council met in Geneva.", "理事会在日内瓦举行会议。"),
    ("It adopted resolution 41/128 of 4 December 1986.", "它通过了1986年12月4日第41/128号决议。"),
]
NEW = """The Council met in Geneva.

It adopted resolution 47/9 of 12 July 2021.

The Council met in Geneva.

Entirely new words stand in this sentence.

Entirely new words stand in this sentence.
"""


@pytest.fixture
def memory(tmp_path):
    folder = tmp_path / "memory"
    with Memory.open(folder, create=True) as store:
        store.add(
            Unit(0, "en", "zh-CN", *texts, score=0.9, places=(Place("A/1", number=str(n)),))
            for n, texts in enumerate(HELD)
        )
    return folder


@pytest.fixture
def document(tmp_path):
    path = tmp_path / "new.txt"
    path.write_text(NEW, encoding="utf-8")
    return path


def run(*arguments):
    return CliRunner().invoke(main, ["pretranslate", *map(str, arguments)])


def test_exact_matches_fill_and_fuzzy_ones_stand_beside(memory, document, tmp_path):
    output = tmp_path / "new.xlf"
    done = run(document, "--tm", memory, "-o", output)
    assert done.exit_code == 0, done.output
    assert "to have new.txt back, save it as .docx first" in done.stderr
    units = list(etree.parse(output).getroot().iter(f"{CORE}unit"))
    targets = [unit.findtext(f"{CORE}segment/{CORE}target") for unit in units]
    assert targets == [HELD[0][1], None, HELD[0][1], None, None]
    match = units[1].find(f"{MATCHES}matches/{MATCHES}match")
    assert match.get("origin") == "A/1"
    assert 65 <= float(match.get("similarity")) < 100
    assert match.findtext(f"{CORE}target") == HELD[1][1]
    assert units[1].find(f"{CORE}segment").get("id") == match.get("ref").removeprefix("#")
    assert units[3].find(f"{MATCHES}matches") is None


def test_another_reader_takes_it(memory, document, tmp_path):
    output = tmp_path / "new.xlf"
    run(document, "--tm", memory, "-o", output)
    store = Xliff2File.parsefile(str(output))
    assert [unit.target or "" for unit in store.units] == [HELD[0][1], "", HELD[0][1], "", ""]


def test_the_report_counts_units_and_words(memory, document, tmp_path):
    done = run(document, "--tm", memory, "-o", tmp_path / "new.xlf", "--format", "json")
    bands = {band["name"]: (band["units"], band["words"]) for band in json.loads(done.stdout)}
    assert bands["exact"][0] + bands["context"][0] == 2
    assert bands["repetition"] == (1, 7)
    assert bands["new"] == (1, 7)
    assert sum(units for units, _ in bands.values()) == 5


def test_an_xliff_keeps_what_is_translated(memory, tmp_path):
    path, output = tmp_path / "given.xlf", tmp_path / "out.xlf"
    path.write_text(
        '<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="en" trgLang="zh-CN">'
        f'<file id="f"><unit id="1"><segment><source>{HELD[0][0]}</source></segment></unit>'
        f'<unit id="2"><segment state="final"><source>{HELD[1][0]}</source><target>我的译文</target></segment>'
        "</unit></file></xliff>",
        encoding="utf-8",
    )
    assert run(path, "--tm", memory, "-o", output).exit_code == 0
    segments = etree.parse(output).getroot().iter(f"{CORE}segment")
    assert [segment.findtext(f"{CORE}target") for segment in segments] == [HELD[0][1], "我的译文"]


def test_a_word_file_is_pretranslated(memory, corpora, tmp_path):
    done = run(corpora / "report/report.en.docx", "--tm", memory, "-o", tmp_path / "report.xlf")
    assert done.exit_code == 0, done.output
    assert done.stdout.splitlines()[-1].startswith("total")


def test_for_omegat_it_is_cut_as_omegat_cuts(tmp_path):
    """Its default rules cut behind para., and a memory that was aligned for it has both halves."""
    with Memory.open(tmp_path / "memory", create=True) as store:
        store.add([Unit(0, "en", "zh-CN", "See annex I, para.", "见附件一第", places=(Place("A/1"),))])
    document = tmp_path / "new.txt"
    document.write_text("See annex I, para. 12.3 of the report.\n", encoding="utf-8")
    filled = {}
    for name, choices in {"none": (), "omegat": ("--for", "omegat"), "memoq": ("--for", "memoq")}.items():
        done = run(document, "--tm", tmp_path / "memory", "-o", tmp_path / f"{name}.v12.xlf", *choices)
        assert done.exit_code == 0, done.output
        filled[name] = [unit.target for unit in exchange.read(tmp_path / f"{name}.v12.xlf").units()]
    assert filled == {"none": [""], "omegat": ["见附件一第", ""], "memoq": [""]}


def test_for_omegat_a_note_mark_hides_the_end_of_a_sentence(tmp_path):
    """It sees a tag, and no blank, behind the full stop; so do the units of a memory that was made for it."""
    text = '<w:p><w:r><w:t>It rose.</w:t></w:r>{}<w:r><w:t xml:space="preserve"> In May it fell. It rose.</w:t></w:r></w:p>'
    mark = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    note = '<w:footnote w:id="2"><w:p><w:r><w:t>See the annex.</w:t></w:r></w:p></w:footnote>'
    document = make_docx(tmp_path / "x.docx", {"document": text.format(mark), "footnotes": note})
    with Memory.open(tmp_path / "memory", create=True) as store:
        store.add([Unit(0, "en", "fr", "It rose. In May it fell.", "Il montait.", places=(Place("A/1"),))])
    cuts = {}
    for name, choices in {"none": (), "omegat": ("--for", "omegat")}.items():
        path = tmp_path / f"{name}.v12.xlf"
        done = run(document, "--tm", tmp_path / "memory", "-o", path, "--from", "en", *choices)
        assert done.exit_code == 0, done.output
        cuts[name] = [(unit.source, unit.target) for unit in exchange.read(path).units()]
    note = ("See the annex.", "")
    assert cuts["omegat"] == [("It rose. In May it fell.", "Il montait."), ("It rose.", ""), note]
    assert [source for source, _ in cuts["none"]] == ["It rose.", "In May it fell.", "It rose.", note[0]]


def test_what_cannot_be_done_is_said(memory, document, tmp_path):
    for arguments, said in [
        ([document, "--tm", tmp_path / "none", "-o", tmp_path / "a.xlf"], "none"),
        ([document, "--tm", memory, "-o", tmp_path / "a.tmx"], "XLIFF"),
        ([document, "--tm", memory, "-o", tmp_path / "a.xlf", "--for", "omegat"], ".v12.xlf"),
        ([document, "--tm", memory, "-o", tmp_path / "a.xlf", "--from", "fr"], "fr"),
        ([tmp_path / "gone.txt", "--tm", memory, "-o", tmp_path / "a.xlf"], "no such file"),
    ]:
        done = run(*arguments)
        assert (done.exit_code, said in done.output) == (2, True), done.output
    assert not list(tmp_path.glob("a.*"))
    shutil.copy(document, copy := Path(tmp_path / "x.xlf"))
    assert run(copy, "--tm", memory, "-o", copy).exit_code == 2


def test_bands_are_those_of_cat_tools():
    rows = [("a b", 101), ("c", 100), ("d", 96), ("e", 85), ("f", 75), ("g", 50), ("h", 0), ("h", 0)]
    assert [(band.name, band.units) for band in leverage(rows)] == [
        ("context", 1),
        ("exact", 1),
        ("repetition", 1),
        ("95–99 %", 1),
        ("85–94 %", 1),
        ("75–84 %", 1),
        ("50–74 %", 1),
        ("new", 1),
    ]


def test_words_are_counted_as_they_are_paid():
    assert words("e-mail isn't two words — A/HRC/47/29") == 5
    assert words("人权理事会第47/9号决议") == 10
    assert words("…") == 0
