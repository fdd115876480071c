"""XLIFF 2.1: every unit, in order; and of any origin on the way in."""

import gzip
import re
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from bitexts import NASTY, bitext_of, bitexts
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from align import exchange
from align.bitext import Prop
from align.cli import main
from align.errors import ReadError, WriteError
from align.exchange import Options, xliff2
from align.exchange.returning import write_back
from align.text import clean

Xliff2File = pytest.importorskip(
    "translate.storage.xliff2", reason="needs translate-toolkit: pip install translate-toolkit"
).Xliff2File

CORE = "{urn:oasis:names:tc:xliff:document:2.0}"
META = "{urn:oasis:names:tc:xliff:metadata:2.0}"


def written(bitext):
    file = BytesIO()
    xliff2.write(bitext, file, Options())
    return file.getvalue()


def texts_of(bitext):
    return [(clean(unit.source), clean(unit.target)) for unit in bitext.units()]


@given(bitexts.filter(lambda bitext: bitext.beads))
@settings(max_examples=60)
def test_another_reader_finds_every_unit(bitext):
    store = Xliff2File()
    store.parse(written(bitext))
    assert [(unit.source or "", unit.target or "") for unit in store.units] == texts_of(bitext)
    assert (store.getsourcelanguage(), store.gettargetlanguage()) == ("en", "zh-CN")


@given(bitexts.filter(lambda bitext: bitext.beads))
@settings(max_examples=60)
def test_the_shape_is_that_of_the_standard(bitext):
    """Order and presence of elements, the types of ids, and when a state may be claimed."""
    root = etree.fromstring(written(bitext))
    assert (root.tag, root.get("version")) == (f"{CORE}xliff", "2.1")
    file = root[0]
    assert [child.tag for child in file[:1]] == [f"{META}metadata"]
    ids = [unit.get("id") for unit in file.iter(f"{CORE}unit")]
    assert ids == [f"u{place}" for place in range(1, len(bitext.beads) + 1)]
    for unit in file.iter(f"{CORE}unit"):
        names = [child.tag for child in unit]
        assert names in (
            [f"{META}metadata", f"{CORE}segment"],
            [f"{META}metadata", f"{CORE}notes", f"{CORE}segment"],
        )
        segment = unit[-1]
        sides = [child.tag.removeprefix(CORE) for child in segment]
        assert sides == (["source"] if segment.get("state") == "initial" else ["source", "target"])
        assert segment.get("subState") in (None, "align:flagged")


@given(bitext=bitexts.filter(lambda bitext: any(map(any, texts_of(bitext)))))
@settings(max_examples=60)
def test_what_it_holds_comes_back(tmp_path_factory, bitext):
    path = tmp_path_factory.getbasetemp() / "back.xlf"
    exchange.write(bitext, path)
    back = exchange.read(path)
    kept = [(unit, texts) for unit, texts in zip(bitext.units(), texts_of(bitext), strict=True) if any(texts)]
    assert texts_of(back) == [texts for _, texts in kept]
    for (unit, _), bead in zip(kept, back.beads, strict=True):
        assert bead.id == unit.id
        for name in ("score", "why", "note", "changed_by", "changed_at"):
            assert getattr(bead, name) == getattr(unit.bead, name)
        if bead.target:  # a source without a partner has nothing to confirm
            assert bead.status == unit.bead.status
    recipe = {name: value for name, value in back.recipe.items() if name != "left_out"}
    assert (back.level, recipe, back.created) == (bitext.level, bitext.recipe, bitext.created)
    assert (back.symbol, back.date) == (bitext.symbol, bitext.date)


def test_nasty_texts_come_back(tmp_path):
    bitext = bitext_of(*((text, text[::-1]) for text in NASTY))
    exchange.write(bitext, tmp_path / "x.xlf")
    assert texts_of(exchange.read(tmp_path / "x.xlf")) == texts_of(bitext)


def test_a_bitext_without_units_is_refused(tmp_path):
    with pytest.raises(WriteError, match="no units"):
        exchange.write(bitext_of(), tmp_path / "x.xlf")
    assert not list(tmp_path.iterdir())


def test_a_target_language_that_is_not_named_can_be_given(tmp_path):
    path = tmp_path / "x.xlf"
    foreign = (Path(__file__).parent / "cases/exchange/foreign/groups.xliff").read_text(encoding="utf-8")
    path.write_text(foreign.replace(' trgLang="zh"', ""), encoding="utf-8")
    assert exchange.read(path, target_language="zh-TW").target.language == "zh-TW"
    assert exchange.read(path).target.language == "zh-CN"  # as its texts are


def test_xliff_1_2_is_read_whatever_it_is_called(tmp_path):
    old = tmp_path / "x.v12.xlf"
    exchange.write(bitext_of(("One", "一"), ("Two", "二")), old)
    new = old.rename(Path(tmp_path) / "x.xlf")
    assert texts_of(exchange.read(new)) == [("One", "一"), ("Two", "二")]


def test_a_target_says_once_how_it_came_though_a_unit_has_it_from_two(tmp_path):
    """A second `state-qualifier` of one target would be no XML."""
    came = {Prop("state-qualifier", "leveraged-mt"), Prop("state-qualifier", "exact-match")}
    bitext = bitext_of(("One", "一"))
    exchange.write(
        replace(bitext, beads=(replace(bitext.beads[0], props=tuple(came)),)), tmp_path / "x.v12.xlf"
    )
    assert set(exchange.read(tmp_path / "x.v12.xlf").beads[0].props) == came


# The committee's own suite, and files of each tool


def suite(kind):
    return sorted((Path(__file__).parents[2] / "shared/data/xliff-suite").glob(f"*/{kind}/*.xlf"))


def test_every_valid_file_of_the_committee_is_read(shared):
    files = suite("valid")
    assert len(files) == 61
    for path in files:
        exchange.read(path)
        assert list(exchange.check(path).lines()) == [], path.name


def test_every_valid_file_of_the_committee_is_written_back_as_it_was(shared, tmp_path):
    for path in suite("valid"):
        assert write_back(exchange.read(path), path, tmp_path / "x.xlf") == [], path.name
        assert (tmp_path / "x.xlf").read_bytes() == path.read_bytes()


def test_no_invalid_file_of_the_committee_loses_text_in_silence(shared):
    files = suite("invalid")
    assert len(files) == 162
    for path in files:
        skipped = exchange.Skipped()
        try:
            bitext = exchange.read(path, skipped)
        except ReadError:
            continue
        root = etree.parse(path, etree.XMLParser(recover=True)).getroot()
        held = sum(letters(segment.text) for bead in bitext.beads for segment in bead.source + bead.target)
        assert held >= texts_in(root) or skipped.counts, path.name


NOT_LOOKED_AT = {
    "bad_DuplicateExtElemIdsInFile", "bad_DuplicateExtElemIdsInGroup", "bad_DuplicateExtElemIdsInUnit",
    "bad_InvalidFragIdUnknownPrefix", "Bad-gls_invalid-extension", "Bad-ctr-property-not-legit-category",
    "Bad-ctr_property-not-content-or-valid-attribute-ref", "Bad-slr_sizeInfo-not-integer",
    "Bad-slr_sizeInfoRef-has-no-data-sib",
}  # fmt: skip
"""What tools add, what a prefix stands for, former properties of notes, and what sizes say, which a valid
file has in words."""


def test_the_rules_that_invalid_files_break_are_told(shared):
    silent = {path.stem for path in suite("invalid") if not exchange.check(path).counts}
    assert silent == NOT_LOOKED_AT


def texts_in(root):
    """Return how many letters stand in sources and targets that are no proposals."""
    texts = root.iter("{*}source", "{*}target")
    return sum(
        letters("".join(t.itertext())) for t in texts if etree.QName(t.getparent()).localname != "match"
    )


def letters(text):
    return len("".join(text.split()))


RULES = Path(__file__).parent / "cases/exchange/rules.tsv"


def checked(xliff, tmp_path):
    """Return what `convert --check` says of an XLIFF, and with which code it ends."""
    (tmp_path / "x.xlf").write_text(xliff, encoding="utf-8")
    done = CliRunner().invoke(main, ["convert", str(tmp_path / "x.xlf"), "--check"])
    return done.exit_code, done.stderr


def lines_of(path):
    return [line for line in path.read_text("utf-8").splitlines() if line[0] != "#"]


@pytest.mark.parametrize("line", lines_of(RULES))
def test_what_breaks_a_rule_of_version_2_is_told(line, tmp_path):
    body, *rules = line.split("\t")
    if not body.startswith("<xliff"):
        file = body if body.startswith("<file") else f'<file id="f">{body}</file>'
        body = f'<xliff xmlns="{CORE[1:-1]}" version="2.1" srcLang="en" trgLang="fr" xmlns:my="my">{file}</xliff>'
    code, told = checked(body, tmp_path)
    assert re.findall("breaches of XLIFF 2: (.*?) \\(\\d+; first", told) == rules
    assert code == ("warning:" in told)  # of proposals too


@pytest.mark.parametrize("line", lines_of(RULES.with_name("rules_1.tsv")))
def test_what_breaks_a_rule_of_version_1_is_told(line, tmp_path):
    body, *rules = line.split("\t")
    if not body.startswith("<file"):
        body = f'<file original="a" source-language="en" target-language="fr" datatype="x"><body>{body}</body></file>'
    body = f'<xliff xmlns="urn:oasis:names:tc:xliff:document:1.2" version="1.2" xmlns:my="my">{body}</xliff>'
    code, told = checked(body, tmp_path)
    assert re.findall("breaches of XLIFF 1.2: (.*?) \\(\\d+; first", told) == rules
    assert code == bool(rules)


FOREIGN = sorted(path for path in RULES.with_name("foreign").iterdir() if "xl" in path.suffix)


@pytest.mark.parametrize("path", FOREIGN, ids=lambda path: path.name)
def test_files_as_the_tools_write_them_break_no_rule_of_version_1(path):
    assert not [told for told in exchange.check(path).counts if "XLIFF 1.2:" in told]


def test_rules_are_looked_at_in_a_compressed_file_too(tmp_path):
    unit = "<unit><segment><source>A</source></segment></unit>"
    xliff = f'<xliff xmlns="{CORE[1:-1]}" version="2.1" srcLang="en"><file id="f">{unit}</file></xliff>'
    path = tmp_path / "x.xlf"
    path.write_bytes(gzip.compress(xliff.encode()))
    assert [*exchange.check(path).counts] == ["breaches of XLIFF 2: <unit> without id"]


@given(bitext=bitexts.filter(lambda bitext: bitext.beads), inline=st.sampled_from(["none", "standard"]))
@settings(max_examples=60)
def test_what_we_write_breaks_none(tmp_path_factory, bitext, inline):
    path = tmp_path_factory.getbasetemp() / "rules.xlf"
    exchange.write(bitext, path, inline=inline)
    assert list(exchange.check(path).lines()) == []
