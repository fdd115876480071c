"""The report of a batch: figures that are right, links that lead somewhere, nothing that can act."""

import re
from html import unescape
from html.parser import HTMLParser
from urllib.parse import unquote

import pytest
from batches import make_archive, text

from align.batch.config import BatchSettings
from align.batch.pairs import Pair, Pairing, find_pairs
from align.batch.report.charts import distribution
from align.batch.run import run
from align.bitext import Bitext
from align.frame.page import PageWords
from align.terms.dictionaries import installed

FIGURE = re.compile(r"<dt><span[^>]*>(.*?)</span></dt><dd>(.*?)</dd>")
HOSTILE = '<img src=x onerror=alert(1)>&"quoted"'


@pytest.fixture(scope="module")
def out(tmp_path_factory, workers):
    """The output of a run over good, broken, lonely and hostile files, with terms."""
    folder = tmp_path_factory.mktemp("batch")
    archive = make_archive(folder / "archive", 4, broken=(2,))
    (archive / "lonely.txt").write_text(text(9, 0).replace("Committee", "Bank"), encoding="utf-8")
    for language, code in enumerate("EC"):
        (archive / f"{HOSTILE}-{code}.txt").write_text(text(7, language), encoding="utf-8")
    base = folder / "base.tsv"
    base.write_text("en\tzh-CN\tzh-CN deprecated\nexperts\t行家\t专家\n", encoding="utf-8")
    settings = BatchSettings(jobs=1, terms=(str(base),))
    run(find_pairs(archive), folder / "out", settings, executor=workers)
    return folder / "out"


@pytest.fixture(scope="module")
def page(out):
    return (out / "report.html").read_text(encoding="utf-8")


def test_the_figures_are_those_of_the_bitexts(out, page):
    bitexts = [Bitext.load(path) for path in (out / "pairs").glob("*.bitext.jsonl")]
    beads = [bead for bitext in bitexts for bead in bitext.beads]
    figures = dict((name, value) for name, value in FIGURE.findall(page))
    assert figures["documents aligned"] == str(len(bitexts)) == "4"
    assert figures["files broken"] == "1"
    assert figures["matches"] == str(sum(not bead.is_null for bead in beads))
    assert figures["sentences"] == str(sum(len(bead.source) + len(bead.target) for bead in beads))


def test_every_link_leads_to_a_file(out, page):
    links = [link for link in re.findall(r'href="([^"]+)"', page) if not link.startswith("#")]
    assert links
    for link in links:
        assert (out / unquote(unescape(link))).is_file(), link


def test_failures_and_findings_stand_in_it(page):
    assert "A_2-C.txt" in page
    assert "T1" in page
    assert "lonely.txt" in page


def test_nothing_from_outside_can_act(page):
    class Tags(HTMLParser):
        found = frozenset()

        def handle_starttag(self, tag, attrs):
            self.found |= {tag}
            assert not any(name.startswith("on") for name, _ in attrs)

    tags = Tags()
    tags.feed(page)
    assert not tags.found & {"img", "iframe", "link"}
    assert re.findall("<script([^>]*)>", page) == [' type="application/json" id="told"', ""]
    assert "onerror" in page, "the name is shown, not run"
    assert not re.search(r'(src|href)="https?:', page)


def test_documents_come_the_worst_first(page):
    section = page.partition('id="documents"')[2]
    shares = [float(share) for share in re.findall(r"--share: ([\d.]+)", section)]
    assert shares == sorted(shares)


def test_a_chart_says_its_counts():
    chart = distribution("Confidence", [0] * 19 + [1500], "matches", PageWords())
    assert "1,500 matches" in chart
    assert ">1.5k<" in chart
    assert chart.count("<rect") == 1


def test_a_run_in_which_everything_fails_has_a_report_too(tmp_path, workers):
    archive = make_archive(tmp_path / "archive", 1)
    (archive / "empty.txt").touch()
    pair = Pair(archive / "A_1-E.txt", archive / "empty.txt", "A_1", "manifest")
    result = run(Pairing(archive, (pair,)), tmp_path / "out", BatchSettings(jobs=1), executor=workers)
    assert (result.aligned, result.failed, result.clean) == (0, 1, False)
    assert "the file is empty" in (tmp_path / "out/report.html").read_text(encoding="utf-8")
    assert (tmp_path / "out/merged.tmx").is_file()


def test_a_translation_of_a_part_is_paired_and_told_with_its_share(tmp_path, page, workers):
    archive = make_archive(tmp_path / "archive", 3)
    whole, part = archive / "A_2-E.txt", archive / "A_2-C.txt"
    parts = [text(2 + number, language) for language in (0, 1) for number in range(4)]
    whole.write_text("\n\n".join(parts[:4]), encoding="utf-8")
    part.write_text("\n\n".join(parts[4:6]), encoding="utf-8")
    run(find_pairs(archive), tmp_path / "out", BatchSettings(jobs=1), executor=workers)
    told = (tmp_path / "out/report.html").read_text(encoding="utf-8")
    assert re.search(r"translates (4\d|5\d)% of the original", told)
    assert "translations of a part" in told
    assert "translations of a part" not in page


def test_a_table_tells_in_which_languages_each_symbol_is_there(tmp_path, workers):
    archive = make_archive(tmp_path / "archive", 1)
    for name, language in (("A_9-E.txt", 0), ("A_9-C.txt", 1)):
        (archive / name).write_text(f"A/79/9\n\n{text(9, language)}", encoding="utf-8")
    run(find_pairs(archive), tmp_path / "out", BatchSettings(jobs=1), executor=workers)
    head, *rows = (tmp_path / "out/versions.tsv").read_text(encoding="utf-8").splitlines()
    cells = [dict(zip(head.split("\t"), row.split("\t"), strict=True)) for row in rows]
    (row,) = (row for row in cells if row["symbol"] == "A/79/9")
    assert (row["en"], row["zh"], row["fr"]) == ("A_9-E.txt", "A_9-C.txt", "")


GERMAN = """Bericht des Ausschusses 1

1. Der Ausschuss hielt am 2. Mai 2021 seine 2. Sitzung ab. Er behandelte den Bericht über den Zugang zu Wasser.

2. An der Aussprache über die Bildung nahmen 12 Delegationen teil. Der Vorsitzende dankte den Sachverständigen.
"""
ENGLISH = """Report of the Committee 1

1. The Committee held its 2nd meeting on 2 May 2021. It considered the report on access to water.

2. In the debate on education 12 delegations took part. The Chair thanked the experts for their work.
"""


def test_it_says_once_what_was_not_checked_in_which_language(page, tmp_path, monkeypatch):
    monkeypatch.setenv("DICPATH", str(tmp_path))
    archive = tmp_path / "archive"
    archive.mkdir()
    for name, content in (("one.en", ENGLISH), ("one.de", GERMAN), ("two.en", ENGLISH), ("two.de", GERMAN)):
        (archive / f"{name}.txt").write_text(content.replace("1\n", f"{name[:3]}\n", 1), encoding="utf-8")
    base = tmp_path / "base.tsv"
    base.write_text("en\tde\nwater\tWasser\n", encoding="utf-8")
    pairing = find_pairs(archive, source_language="en", target_language="de")
    assert run(pairing, tmp_path / "out", BatchSettings(jobs=1, terms=(str(base),))).aligned == 2
    told = (tmp_path / "out/report.html").read_text(encoding="utf-8")
    assert told.count(">not checked for German: ") == 1
    spelling = f">spelling not checked for German: no dictionary in {tmp_path}"
    assert (spelling in unescape(told)) == installed()
    assert ">not checked" not in page
