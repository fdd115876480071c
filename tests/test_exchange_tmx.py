"""TMX: valid, exact, whole; and of any origin on the way in."""

import gzip
import json
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from bitexts import NASTY, bitext_of, bitexts
from hypothesis import given, settings
from lxml import etree

from align import exchange
from align.bitext import Bead
from align.document import Segment
from align.errors import ReadError, SettingsError
from align.exchange import Options, Skipped, tmx
from align.text import clean

tmxfile = pytest.importorskip(
    "translate.storage.tmx", reason="needs translate-toolkit: pip install translate-toolkit"
).tmxfile

LANG = "{http://www.w3.org/XML/1998/namespace}lang"
NASTY_BITEXT = bitext_of(*((text, f"译文 {text}") for text in NASTY))


def written(bitext, **options):
    file = BytesIO()
    findings = tmx.write(bitext, file, Options(**options))
    return file.getvalue(), findings


def pairs_of(bitext):
    """Return what a memory of the bitext should hold."""
    cleaned = ((clean(unit.source), clean(unit.target)) for unit in bitext.units())
    return {(source, target) for source, target in cleaned if source and target and source != target}


def pairs_in(data):
    return [
        tuple("".join(seg.itertext()) for seg in tu.iter("seg")) for tu in etree.fromstring(data).iter("tu")
    ]


# Writing


@given(bitexts)
@settings(max_examples=60)
def test_every_pair_stands_in_it_once_whoever_reads(bitext):
    data, _ = written(bitext)
    pairs = pairs_in(data)
    assert Counter(pairs) == Counter(pairs_of(bitext))
    another_reader = tmxfile()
    another_reader.parse(data)
    assert [(unit.source, unit.target) for unit in another_reader.units] == pairs


def test_it_is_valid_by_the_dtd_and_by_the_schema_of_omegat(shared):
    schemas = shared / "tools/schemas"
    checks = [etree.DTD(str(schemas / "tmx14.dtd")), etree.XMLSchema(etree.parse(schemas / "tmx14.xsd"))]
    rich = replace(NASTY_BITEXT, recipe={"model": "<default>"}, created="20261122T093000Z")
    noted = replace(rich.beads[0], note="see & fix", changed_by="A. B.", changed_at="20261123T000000Z")
    for bitext in (NASTY_BITEXT, bitext_of(), replace(rich, beads=(noted, *rich.beads[1:]))):
        root = etree.fromstring(written(bitext)[0])
        for check in checks:
            check.assertValid(root)


def test_the_frame_is_what_cat_tools_expect():
    data, _ = written(replace(NASTY_BITEXT, level="paragraph", created="20261122T093000Z"))
    assert data.startswith(b'<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n')
    assert b"\r" not in data
    root = etree.fromstring(data)
    header = root.find("header").attrib
    assert root.get("version") == "1.4"
    assert (header["srclang"], header["segtype"], header["datatype"]) == ("en", "paragraph", "plaintext")
    assert header["creationdate"] == "20261122T093000Z"
    assert {tuv.get(LANG) for tuv in root.iter("tuv")} == {"en", "zh-CN"}
    assert all(prop.get("type").startswith("x-") for prop in root.iter("prop"))
    assert not set(root.itertext("bpt", "ept", "hi", "ph"))


def test_segments_are_clean_to_their_ends():
    for pair in pairs_in(written(NASTY_BITEXT)[0]):
        for text in pair:
            assert text == clean(text) == text.strip()
            assert "\n" not in text


def test_a_unit_says_all_that_is_known_before_its_texts():
    segment = Segment("One.", part=3, number="12.", page=7, kind="list_item")
    bead = Bead(
        (segment,), (replace(segment, text="一。"), replace(segment, text="二。")), 0.97, "number", note="ok"
    )
    bitext = replace(bitext_of(("Before.", "前。"), ("After.", "后。")), recipe={"model": "default"})
    bitext = replace(bitext, beads=(bitext.beads[0], bead, bitext.beads[1]))
    root = etree.fromstring(written(bitext)[0])
    tu = root.findall("body/tu")[1]
    assert tu.get("tuid") == "A/HRC/47/29:12:2"
    assert [child.tag for child in tu] == ["note"] + ["prop"] * 9 + ["tuv", "tuv"]
    props = {prop.get("type"): prop.text for prop in tu.findall("prop")}
    assert props == {
        "x-document": "A/HRC/47/29", "x-date": "2021-06-21", "x-para": "12", "x-page": "7",
        "x-kind": "list_item", "x-score": "0.970", "x-align": "1-2", "x-why": "number", "x-status": "auto",
    }  # fmt: skip
    assert [(p.get("type"), p.text) for p in tu.find("tuv").findall("prop")] == [
        ("x-context-pre", "Before."),
        ("x-context-post", "After."),
    ]
    assert json.loads(root.xpath("string(header/prop[@type='x-recipe'])")) == {"model": "default"}


@pytest.mark.parametrize("pair", [("", "无"), ("no", ""), (" \u200b", "无"), ("OHCHR", "OHCHR"), ("A ", "A")])
def test_no_unit_without_two_different_texts(pair):
    assert pairs_in(written(bitext_of(pair))[0]) == []


def test_all_translations_stay_by_default_and_the_conflict_is_told():
    bitext = bitext_of(("Note", "注"), ("Other", "其他"), ("Note", "说明"), ("Note", "注"))
    data, findings = written(bitext)
    assert pairs_in(data) == [("Other", "其他"), ("Note", "说明"), ("Note", "注")]
    assert [str(finding) for finding in findings] == [
        "A/HRC/47/29::4: “Note” has 2 translations: “注” | “说明”; all are kept"
    ]


def test_a_conflict_of_long_texts_is_told_shortly():
    bitext = bitext_of(*(("s" * 61, letter * 60) for letter in "四三二一"))
    assert [str(finding) for finding in written(bitext)[1]] == [
        f"A/HRC/47/29::4: “{'s' * 59}…” has 4 translations: "
        f"“{'一' * 60}” | “{'二' * 60}” | “{'三' * 60}” and 1 more; all are kept"
    ]


@pytest.mark.parametrize(
    ("scores", "statuses", "kept"),
    [
        ((0.9, 0.8, 0.7), ("auto", "auto", "auto"), "一"),
        ((0.5, 0.5, 0.5), ("auto", "auto", "auto"), "三"),
        ((0.9, 0.8, 0.7), ("auto", "confirmed", "auto"), "二"),
        ((0.9, 0.8, 0.7), ("flagged", "flagged", "auto"), "三"),
    ],
)
def test_one_target_keeps_the_one_to_trust(scores, statuses, kept):
    bitext = bitext_of(("Note", "一"), ("Note", "二"), ("Note", "三"))
    given = zip(bitext.beads, scores, statuses, strict=True)
    bitext = replace(
        bitext, beads=tuple(replace(b, score=score, status=status) for b, score, status in given)
    )
    data, findings = written(bitext, one_target=True)
    assert pairs_in(data) == [("Note", kept)]
    assert [finding.message.endswith("only the first is kept") for finding in findings] == [True]


def test_cells_of_figures_are_units_only_where_they_are_asked_for():
    """A paragraph of figures is one: nobody knows what it means."""
    bitext = bitext_of(("1,050.3", "1 050.3"), ("Posts", "员额"), ("340.5", "340.5"), ("1,050.3", "1 050.30"))
    cells = [
        replace(
            bead,
            source=tuple(replace(s, kind="table_cell") for s in bead.source),
            target=tuple(replace(s, kind="table_cell") for s in bead.target),
        )
        for bead in bitext.beads[:3]
    ]
    bitext = replace(bitext, beads=(*cells, bitext.beads[3]))
    assert pairs_in(written(bitext)[0]) == [("Posts", "员额"), ("1,050.3", "1 050.30")]
    asked = pairs_in(written(bitext, figures=True)[0])
    assert asked == [(u.source, u.target) for u in bitext.units()]


def test_a_long_segment_is_written_and_told():
    data, findings = written(bitext_of(("a" * 100_000, "长"), ("b" * 2000, "不长")))
    assert len(pairs_in(data)[0][0]) == 100_000
    assert [finding.message for finding in findings] == [
        "100,000 characters in a segment; Trados cloud refuses more than 2,000"
    ]


def test_language_codes_are_chosen_and_never_have_an_underscore():
    bitext = bitext_of(("One", "一"))
    bitext = replace(bitext, target=replace(bitext.target, language="zh_cn"))
    assert {tuv.get(LANG) for tuv in etree.fromstring(written(bitext)[0]).iter("tuv")} == {"en", "zh-CN"}
    root = etree.fromstring(written(bitext, source_language="EN-GB", target_language="zh")[0])
    assert [tuv.get(LANG) for tuv in root.iter("tuv")] == ["en-GB", "zh"]
    assert root.find("header").get("srclang") == "en-GB"


@pytest.mark.parametrize("options", [{"source_language": "english"}, {"source_language": "zh-CN"}])
def test_a_senseless_language_is_refused(options):
    with pytest.raises(SettingsError):
        written(bitext_of(("One", "一")), **options)


def test_memory_does_not_grow_with_the_bitext(tmp_path):
    """Units made as they are asked for, twenty thousand: the writer itself holds next to nothing."""
    program = """
import resource, sys, tracemalloc
from dataclasses import replace
sys.path.insert(0, sys.argv[2])
from bitexts import bitext_of
from align import exchange
from align.bitext import Bead
from align.document import Segment

class Beads:
    def __iter__(self):
        for i in range(20_000):
            text = f"Sentence {i} of a long report on the right to development"
            yield Bead((Segment(text, i),), (Segment(f"关于发展权的长篇报告第{i}句", i),))

import numpy
tracemalloc.start()
exchange.write(replace(bitext_of(), beads=Beads()), sys.argv[1])
print(tracemalloc.get_traced_memory()[1])
"""
    path = tmp_path / "big.tmx"
    command = [sys.executable, "-c", program, str(path), str(Path(__file__).parent)]
    peak = int(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    assert peak < path.stat().st_size / 4


# Reading


@given(bitext=bitexts)
@settings(max_examples=60)
def test_what_it_holds_comes_back(tmp_path_factory, bitext):
    if not pairs_of(bitext):
        return
    path = tmp_path_factory.getbasetemp() / "back.tmx"
    exchange.write(bitext, path)
    back = exchange.read(path)
    units = {(clean(u.source), clean(u.target), u.id): u for u in bitext.units()}
    for unit in back.units():
        bead = units[unit.source, unit.target, unit.id].bead
        for name in ("score", "why", "status", "note", "changed_by", "changed_at"):
            assert getattr(unit.bead, name) == getattr(bead, name)
    assert (back.level, back.recipe, back.created) == (bitext.level, bitext.recipe, bitext.created)
    assert (back.symbol, back.date) == (bitext.symbol, bitext.date)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("compressed", [False, True])
def test_any_encoding_compressed_or_not(encoding, compressed, tmp_path):
    text = written(bitext_of(("One & two", "一和二 𠀁")))[0].decode().replace("UTF-8", encoding[:6])
    data = text.encode(encoding)
    path = tmp_path / ("x.tmx.gz" if compressed else "x.tmx")
    path.write_bytes(gzip.compress(data) if compressed else data)
    assert [(unit.source, unit.target) for unit in exchange.read(path).units()] == [
        ("One & two", "一和二 𠀁")
    ]


def test_a_file_that_swells_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("align.exchange.cutting._SMALL", 2**20)
    path = tmp_path / "bomb.tmx.gz"
    path.write_bytes(gzip.compress(b"<tmx>" + b" " * 2**21 + b"</tmx>"))
    with pytest.raises(ReadError, match="swells"):
        exchange.read(path)


def test_a_file_that_breaks_off_is_refused_with_the_line(tmp_path):
    text = written(NASTY_BITEXT)[0].decode().partition("</tu>")[0]
    (tmp_path / "half.tmx").write_text(text, encoding="utf-8")
    with pytest.raises(ReadError, match=f"ends in the middle, in line {len(text.splitlines())}\\b"):
        exchange.read(tmp_path / "half.tmx")


def test_a_damaged_archive_is_refused(tmp_path):
    path = tmp_path / "x.tmx.gz"
    path.write_bytes(gzip.compress(written(NASTY_BITEXT)[0])[:-20])
    with pytest.raises(ReadError, match=r"x\.tmx\.gz"):
        exchange.read(path)


def test_a_language_that_is_not_there_is_named(tmp_path):
    exchange.write(bitext_of(("One", "一")), tmp_path / "x.tmx")
    with pytest.raises(ReadError, match="no text in fr; it holds en, zh-CN"):
        exchange.read(tmp_path / "x.tmx", target_language="fr")


def test_what_memoq_says_around_a_unit_stands_around_its_source():
    path = Path(__file__).parent / "cases/exchange/foreign/contexts.tmx"
    first = next(iter(exchange.open_file(path, Skipped()).entries))
    assert [said.facts for said in first.said] == [
        {"context-pre": "The gate is shut.", "context-post": "Ships wait outside."}, {},
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["The <t0/>harbour<t1/> opens.", "A <b1>gate</b1>.", "Half </i2>open."])
def test_tags_of_omegat_come_back_as_it_writes_them(text, tmp_path):
    """They are codes everywhere else: no word of them stands in a text."""
    spelled = text.replace("<", "&lt;").replace(">", "&gt;")
    path = tmp_path / "project_save.tmx"
    path.write_text(
        '<tmx version="1.1"><header creationtool="OmegaT" srclang="EN"/><body><tu><tuv lang="EN"><seg>'
        f'{spelled}</seg></tuv><tuv lang="FR"><seg>{spelled} É</seg></tuv></tu></body></tmx>',
        encoding="utf-8",
    )
    (unit,) = exchange.read(path).units()
    assert "<" not in unit.source + unit.target
    exchange.write(exchange.read(path, inline="standard"), tmp_path / "y.tmx", inline="omegat")
    assert f"<seg>{spelled}</seg>" in (tmp_path / "y.tmx").read_text(encoding="utf-8")
