"""A memory into files and other memories: nothing lost, nothing changed, and fit for CAT tools."""

import json
import subprocess
import sys
from dataclasses import replace

import omegat
import pytest
from bitexts import NASTY
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from align import exchange
from align.cli import main
from align.document import Code
from align.errors import SettingsError, WriteError
from align.memory import Memory, Place, Unit
from align.memory.intake import add_files
from align.memory.lookup import Searcher
from align.memory.transfer import ExportChoice, export, merge
from align.text import legal, plain

pofile = pytest.importorskip(
    "translate.storage.po", reason="needs translate-toolkit: pip install translate-toolkit"
).pofile
tmxfile = pytest.importorskip(
    "translate.storage.tmx", reason="needs translate-toolkit: pip install translate-toolkit"
).tmxfile


def unit(source="Hello", target="你好", *places, codes=("en", "zh-CN"), **given):
    return Unit(0, *codes, source, target, places=tuple(places), **given)


RICH = (
    unit("One.", "一。", Place("A/HRC/47/29", "2021-06-21", "12", "A/HRC/47/29:12:3", "Zero.", "Two.", 3),
         Place("A/76/1", "2021-09-01", "4", "A/76/1:4:9", "No.", "Yes.", 9),
         score=0.97, status="confirmed", changed_by="A. B.", changed_at="20261122T093000Z", note="see & fix"),
    unit("Two.", "二。", Place("A/HRC/47/29", "2021-06-21", "12", "A/HRC/47/29:12:4", "One.", "", 4), score=0.5),
)  # fmt: skip


@pytest.fixture
def memory(tmp_path):
    with Memory.open(tmp_path / "memory", create=True) as opened:
        opened.add(RICH)
        yield opened


def loaded(folder, *paths):
    with Memory.open(folder, create=True) as memory:
        intake = add_files(memory, paths)
        assert not intake.errors, intake.errors
        assert not intake.skipped.counts
        return [replace(each, id=0) for each in memory.each()]


# TMX


def test_all_that_is_known_comes_back_through_tmx(memory, tmp_path):
    export(memory, tmp_path / "out.tmx", ExportChoice())
    assert loaded(tmp_path / "back", tmp_path / "out.tmx") == list(RICH)


kept = st.one_of(st.sampled_from(NASTY), st.text("ab 发\u00a0\u3000\u00ad&<>\"'", min_size=1, max_size=12))
kept = kept.map(
    lambda text: " ".join(filter(None, map(str.strip, plain(legal(text)).replace("\t", " ").splitlines())))
)
kept = kept.map(str.strip).filter(bool)


@given(texts=st.lists(st.tuples(kept, kept), min_size=1, max_size=8, unique=True))
@settings(max_examples=60)
def test_another_reader_finds_every_text_as_it_was(tmp_path_factory, texts):
    path = tmp_path_factory.mktemp("memory") / "out.tmx"
    with Memory.open(path.parent, create=True) as memory:
        memory.add(unit(*pair, Place("x", position=i)) for i, pair in enumerate(texts))
        export(memory, path, ExportChoice())
    another = tmxfile.parsefile(str(path))
    assert [(each.source, each.target) for each in another.units] == texts
    assert [(each.source, each.target) for each in loaded(path.parent / "back", path)] == texts


def test_it_is_valid_by_the_dtd_and_by_the_schema_of_omegat(memory, tmp_path, shared):
    memory.add([unit(f"{text} en", f"{text} zh", Place(text, number=text)) for text in NASTY])
    export(memory, tmp_path / "out.tmx", ExportChoice())
    schemas = shared / "tools/schemas"
    document = etree.parse(tmp_path / "out.tmx")
    etree.DTD(str(schemas / "tmx14.dtd")).assertValid(document)
    etree.XMLSchema(etree.parse(schemas / "tmx14.xsd")).assertValid(document)


def test_several_pairs_share_a_file_only_as_tmx(memory, tmp_path):
    memory.add([unit("Un", "一", codes=("fr", "zh-CN")), unit("三", "Three", codes=("zh-CN", "en"))])
    export(memory, tmp_path / "all.tmx", ExportChoice())
    assert etree.parse(tmp_path / "all.tmx").find("header").get("srclang") == "*all*"
    assert len(loaded(tmp_path / "back", tmp_path / "all.tmx")) == 4
    with pytest.raises(SettingsError, match="one pair of languages, the memory en→zh-CN, "):
        export(memory, tmp_path / "all.tsv", ExportChoice())
    assert not (tmp_path / "all.tsv").exists()


VARIANTS = (
    unit("Colour.", "颜色。", codes=("en-GB", "zh-Hans-CN"), score=0.7),
    unit("Color.", "颜色。", codes=("en-US", "zh-CN")),
    unit("Color.", "色彩。", codes=("en", "zh-CN"), score=0.6),
)


@pytest.mark.parametrize("ending", ["tsv", "xlsx", "xlf", "bitext.jsonl", "tmx"])
@pytest.mark.parametrize(
    ("asked", "codes", "left_out"),
    [({}, ("en", "zh"), None), ({"source_language": "en-GB"}, ("en-GB", "zh"), "en-US")],
)
def test_variants_of_a_language_are_one_language_but_for_one_that_is_named(
    asked, codes, left_out, ending, tmp_path
):
    with Memory.open(tmp_path / "variants", create=True) as memory:
        memory.add(VARIANTS)
        export(memory, tmp_path / f"all.{ending}", ExportChoice(**asked))
        assert Searcher(memory).lookup("Color.", source="eng", target="zh_CN")[0].match == 100
    languages = {"source_language": "en", "target_language": "zh"}
    bitext = exchange.read(tmp_path / f"all.{ending}", **(languages if ending == "tmx" else {}))
    assert [(each.source, each.target) for each in bitext.units()] == [
        (each.source, each.target) for each in VARIANTS if each.source_language != left_out
    ]
    if ending != "tmx":  # which gives each text the code it bears
        assert (bitext.source.language, bitext.target.language) == codes


def test_one_target_is_chosen_among_all_variants_of_a_language(tmp_path):
    with Memory.open(tmp_path / "variants", create=True) as memory:
        memory.add(VARIANTS)
        for wishes in ({}, {"multilingual": True}):
            export(memory, tmp_path / "one.tmx", ExportChoice(one_target=True, **wishes))
            found = etree.parse(tmp_path / "one.tmx").iter("tu")
            assert sorted(tu.findtext("tuv/seg") for tu in found) == ["Color.", "Colour."]


@pytest.mark.parametrize(
    ("choice", "texts"),
    [
        (ExportChoice(confirmed_only=True), [("One.", "一。")]),
        (ExportChoice(min_score=0.9), [("One.", "一。")]),
        (ExportChoice(document="A/76/1"), [("One.", "一。")]),
        (
            ExportChoice(source_language="zh", target_language="en"),
            [("一。", "One."), ("二。", "Two."), ("三", "Three")],
        ),
        (ExportChoice(target_language="zh"), [("One.", "一。"), ("Two.", "二。"), ("Three", "三")]),
    ],
)
def test_some_can_be_chosen_and_turned(choice, texts, memory, tmp_path):
    memory.add([unit("三", "Three", codes=("zh-CN", "en"))])
    for ending in ("tmx", "bitext.jsonl"):
        export(
            memory,
            tmp_path / f"some.{ending}",
            replace(choice, source_language=choice.source_language or "en"),
        )
        bitext = exchange.read(tmp_path / f"some.{ending}")
        got = [(each.source, each.target) for each in bitext.units()]
        assert got == texts


RIVALS = (
    unit("One.", "壹。", score=0.99),
    unit("Two.", "贰。", status="flagged", score=0.9),
    unit("三。", "Three.", codes=("zh-CN", "en"), score=0.7),
    unit("Three.", "叁。", score=0.8),
    unit("One.", "Un.", codes=("en", "fr")),
)


@pytest.mark.parametrize(
    ("choice", "texts"),
    [
        (ExportChoice(), [("One.", "一。"), ("Two.", "二。"), ("三。", "Three."), ("Three.", "叁。"), ("One.", "Un.")]),
        (ExportChoice(target_language="zh"), [("One.", "一。"), ("Two.", "二。"), ("Three.", "叁。")]),
        (ExportChoice(source_language="zh", target_language="en"),
         [("一。", "One."), ("二。", "Two."), ("三。", "Three."), ("壹。", "One."), ("贰。", "Two."), ("叁。", "Three.")]),
        (ExportChoice(min_score=0.98), [("One.", "壹。")]),
    ],
)  # fmt: skip
def test_one_target_keeps_the_best_of_a_pair_of_languages(choice, texts, memory, tmp_path):
    memory.add(RIVALS)
    export(memory, tmp_path / "auto.tmx", replace(choice, one_target=True))
    units = etree.parse(tmp_path / "auto.tmx").iter("tu")
    assert {tuple(tu.xpath("tuv/seg/text()")) for tu in units} == set(texts)


@pytest.mark.parametrize("ending", ["wf.txt", "tmx"])
def test_one_target_lists_what_it_left_out(ending, memory, tmp_path):
    memory.add(RIVALS)
    choice = ExportChoice(source_language="en", target_language="zh-CN", one_target=True)
    findings = export(memory, tmp_path / f"auto.{ending}", choice)
    assert [each.message for each in findings] == [
        "“One.” has 2 translations: “一。” | “壹。”; only the first is kept",
        "“Two.” has 2 translations: “二。” | “贰。”; only the first is kept",
        "“Three.” has 2 translations: “叁。” | “三。”; only the first is kept",
    ]
    bitext = exchange.read(tmp_path / f"auto.{ending}", source_language="en", target_language="zh-CN")
    assert {(each.source, each.target) for each in bitext.units()} == {
        ("One.", "一。"), ("Two.", "二。"), ("Three.", "叁。"),
    }  # fmt: skip


def test_for_a_tool_a_source_with_its_tags_has_one_translation(tmp_path):
    """Texts that differ only by their codes are two for OmegaT, which has them as text."""
    bold = (Code(0, "+bold", "1"), Code(4, "-bold", "1"))
    with Memory.open(tmp_path / "memory", create=True) as memory:
        memory.add([
            unit("One.", "一。", score=0.9), unit("One.", "壹。", score=0.8),
            replace(unit("One.", "（一）", score=0.7), codes=(bold, ())),
            unit("UNICEF", "UNICEF"),
        ])  # fmt: skip
        for inline, kept in [("none", 2), ("omegat", 3), ("standard", 3)]:
            export(memory, tmp_path / "tool.tmx", ExportChoice(client="omegat", inline=inline))
            assert len(list(etree.parse(tmp_path / "tool.tmx").iter("tu"))) == kept


def test_one_target_of_a_document_is_a_part_of_it(memory, tmp_path):
    memory.add([unit("One.", "壹。", Place("A/76/1", position=10))])
    export(memory, tmp_path / "auto.tmx", ExportChoice(document="A/76/1", one_target=True))
    assert add_files(memory, [tmp_path / "auto.tmx"]).added.replaced == 0


@pytest.mark.parametrize("ending", ["tmx", "xlsx", "xlf", "bitext.jsonl"])
def test_a_document_replaces_itself_and_a_part_of_it_does_not(ending, memory, tmp_path):
    export(memory, tmp_path / f"part.{ending}", ExportChoice(document="A/HRC/47/29", min_score=0.1))
    export(memory, tmp_path / f"whole.{ending}", ExportChoice(document="A/HRC/47/29"))
    memory.add([unit("Three.", "三。", Place("A/HRC/47/29", position=5))])
    assert add_files(memory, [tmp_path / f"part.{ending}"]).added.replaced == 0
    assert add_files(memory, [tmp_path / f"whole.{ending}"]).added.replaced == 1


def test_nothing_chosen_is_told(memory, tmp_path):
    with pytest.raises(SettingsError, match="no such units"):
        export(memory, tmp_path / "x.tmx", ExportChoice(source_language="fr"))
    with pytest.raises(WriteError, match="ending"):
        export(memory, tmp_path / "x.doc", ExportChoice())
    with pytest.raises(SettingsError, match="no language code"):
        ExportChoice(source_language="english")


def test_another_tool_pretranslates_from_it(memory, tmp_path):
    """`pretranslate` of the Translate Toolkit, which knows nothing of us."""
    export(memory, tmp_path / "out.tmx", ExportChoice())
    head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    (tmp_path / "in.po").write_text(head + 'msgid "One."\nmsgstr ""\n\nmsgid "Wholly other"\nmsgstr ""\n')
    tool = [sys.executable, "-m", "translate.tools.pretranslate", "--progress=none"]
    files = ["-t", "in.po", "--tm", "out.tmx", "in.po", "done.po"]
    subprocess.run([*tool, *files], cwd=tmp_path, check=True, capture_output=True)
    done = pofile.parsefile(str(tmp_path / "done.po"))
    assert {unit.source: unit.target for unit in done.units if unit.source} == {
        "One.": "一。",
        "Wholly other": "",
    }


def test_omegat_fills_from_it(memory, tmp_path):
    if not omegat.is_installed():
        pytest.skip("needs OmegaT and Java: apt-get install omegat")
    memory.add([unit("CHF 1\u00a0000 were paid.", "支付了一千瑞郎。")])
    export(memory, tmp_path / "out.tmx", ExportChoice(source_language="en", target_language="zh-CN"))
    document = tmp_path / "new.txt"
    document.write_text("One.\n\nTwo.\n\nCHF 1\u00a0000 were paid.\n\nThree.\n", encoding="utf-8")
    filled = omegat.filled(tmp_path, document, tmp_path / "out.tmx", "en", "zh-CN")
    assert filled == {"One.", "Two.", "CHF 1\u00a0000 were paid."}


def test_a_large_memory_is_written_in_constant_memory(tmp_path):
    program = """
import resource, sys
from align.memory import Memory, Place, Unit
from align.memory.transfer import ExportChoice, export
with Memory.open(sys.argv[1], create=True) as memory:
    memory.add(Unit(0, "en", "zh-CN", f"Sentence {i} of a report", f"报告第{i}句", places=(Place("x", position=i),))
               for i in range(int(sys.argv[2])))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for ending in ("tmx", "tsv"):
        export(memory, f"{sys.argv[1]}.{ending}", ExportChoice(one_target=True))
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before >> 10)
"""
    command = [sys.executable, "-c", program, str(tmp_path / "big"), "50000"]
    assert int(subprocess.run(command, capture_output=True, text=True, check=True).stdout) < 24
    assert sum(b"<tu " in line for line in (tmp_path / "big.tmx").open("rb")) == 50_000


# Other formats


@pytest.mark.parametrize("ending", ["tsv", "xlsx", "xlf", "bitext.jsonl"])
def test_other_formats_hold_what_they_can(ending, memory, tmp_path):
    path = tmp_path / f"out.{ending}"
    export(memory, path, ExportChoice(document="A/HRC/47/29"))
    one, two = loaded(tmp_path / "back", path)
    assert replace(one, places=()) == replace(RICH[0], places=())
    assert replace(two, places=()) == replace(RICH[1], places=())
    assert [each.places[0].document for each in (one, two)] == ["A/HRC/47/29"] * 2
    assert [each.places[0].number for each in (one, two)] == ["12", "12"]


@pytest.mark.parametrize("ending", ["tsv", "xlsx", "xlf", "bitext.jsonl"])
def test_units_of_several_documents_keep_theirs(ending, memory, tmp_path):
    memory.add([unit("Three.", "三。", Place("A/78/3", "2023-01-01", position=1))])
    export(memory, tmp_path / f"out.{ending}", ExportChoice())
    back = loaded(tmp_path / "back", tmp_path / f"out.{ending}")
    assert [(each.places[0].document, each.places[0].date) for each in back] == [
        ("A/HRC/47/29", "2021-06-21"), ("A/HRC/47/29", "2021-06-21"), ("A/78/3", "2023-01-01"),
    ]  # fmt: skip


def test_a_unit_of_several_documents_stands_in_the_one_that_is_wanted(memory, tmp_path):
    for ending in ("tmx", "tsv"):
        export(memory, tmp_path / f"out.{ending}", ExportChoice(document="A/76/1"))
        assert exchange.read(tmp_path / f"out.{ending}").symbol == "A/76/1"
    (back,) = loaded(tmp_path / "back", tmp_path / "out.tmx")
    assert [place.document for place in back.places] == ["A/76/1", "A/HRC/47/29"]


# Merging


def test_merging_keeps_every_place_and_the_later_decision(memory, tmp_path):
    with Memory.open(tmp_path / "other", create=True) as other:
        place = Place("A/99/9", position=1)
        other.add([replace(RICH[0], status="flagged", changed_at="20270101T000000Z", places=(place,)),
                   unit("New", "新")])  # fmt: skip
        added = merge(memory, [other])
        assert (added.new, added.known) == (1, 1)
        one, two, three = memory.each()
        assert [each.document for each in one.places] == ["A/HRC/47/29", "A/76/1", "A/99/9"]
        assert (one.status, two, three.source) == ("flagged", replace(RICH[1], id=2), "New")
        assert merge(memory, [other]).new == 0


# The commands


def run(*arguments):
    result = CliRunner().invoke(main, ["tm", *map(str, arguments)])
    return result.exit_code, result.stdout, result.stderr


def test_the_commands(memory, tmp_path):
    folder = memory.folder
    code, out, err = run("export", folder)
    assert (code, err) == (0, "")
    assert etree.fromstring(out.encode()).findtext("body/tu/tuv/seg") == "One."
    assert run("export", folder, "-o", tmp_path / "a.tmx", "-o", tmp_path / "b.tsv") == (0, "", "")
    assert (tmp_path / "a.tmx").read_text(encoding="utf-8") == out
    memory.add([unit("Two.", "贰。", score=0.4)])
    code, auto, err = run("export", folder, "--one-target")
    assert (code, auto) == (0, out)
    assert "“Two.” has 2 translations: “二。” | “贰。”; only the first is kept" in err
    assert run("remove", folder, "--unit", "3")[0] == 0
    info = json.loads(run("info", folder, "--format", "json", "--documents")[1])
    assert (info["units"], info["statuses"]) == (2, {"auto": 1, "confirmed": 1})
    assert [each["name"] for each in info["documents"]] == ["A/76/1", "A/HRC/47/29"]
    assert run("merge", tmp_path / "both", folder, folder)[2] == "units       2 new, 2 known\n"
    assert run("remove", folder, "A/HRC/47/29") == (0, "", "1 unit removed\n")
    assert run("remove", folder, "--unit", "1") == (0, "", "1 unit removed\n")
    assert run("compact", folder)[0] == 0
    assert run("info", folder)[1].startswith("units       0\n")


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (["info", "none"], "there is no memory here; make one"),
        (["remove", "memory"], "nothing to remove is named"),
        (["export", "memory", "-o", "none/x.tmx"], "there is no such folder"),
        (["export", "memory", "-o", "x.pdf"], "no bitext format has this ending"),
        (["merge", "memory", "none"], "there is no memory here"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(arguments, error, memory, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    code, out, err = run(*arguments)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert error in err
