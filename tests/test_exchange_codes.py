"""Codes of texts, read from other programs' files and written as each standard has them."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from bitexts import bitext_of
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from align import exchange
from align.cli import main
from align.codes import PLACE, tag
from align.document import Code
from align.exchange.elements import codes_of
from align.exchange.inline import one_line, text_of
from align.exchange.markup import marked_up, tmx, xliff_1, xliff_2

CASES = Path(__file__).parent / "cases/exchange/codes"
CODED = [".tmx", ".xlf", ".v12.xlf"]


def cases():
    """Return elements, the texts read of them with their codes in brackets, and the line where each stands."""
    for number, row in enumerate((CASES / "elements.tsv").read_text(encoding="utf-8").splitlines(), 1):
        if row and not row.startswith("#"):
            yield pytest.param(*row.split("\t"), id=f"line {number}")


def shown(text, codes):
    """Return a text with its codes in brackets, each with its number."""
    ends = [*(code.offset for code in codes), len(text)]
    rows = (
        f"[{code.kind} {code.id}]{text[code.offset : end]}" for code, end in zip(codes, ends[1:], strict=True)
    )
    return text[: ends[0]] + "".join(rows)


@pytest.mark.parametrize(("element", "wanted"), list(cases()))
def test_elements_of_other_programs_are_codes(element, wanted):
    parsed = etree.fromstring(element)
    text = one_line(text_of(parsed), "en")
    assert shown(text, codes_of(parsed, text)) == wanted


KINDS = ["bold", "italic", "ulined", "link", "x-sup", "fnote", "lb", "x-run"]


@st.composite
def coded(draw):
    """Return a text and codes in it, that may cross, lack their other half, or come twice."""
    text = draw(st.text("ab 发展<&", min_size=1, max_size=12)).strip() or "a"
    offsets = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8)))
    part = st.builds("{}{}".format, st.sampled_from(["", "+", "-"]), st.sampled_from(KINDS))
    kinds = st.lists(part, min_size=1, max_size=2, unique=True).map(" ".join)
    numbers = st.sampled_from("1234")
    return text, [Code(offset, draw(kinds), draw(numbers)) for offset in offsets]


@given(coded())
@pytest.mark.parametrize("dialect", [tmx, xliff_1, xliff_2])
def test_whatever_is_written_is_well_formed_and_well_paired_and_reads_as_the_same_text(dialect, row):
    text, codes = row
    pieces = [
        text[i:j]
        for i, j in zip([0, *(c.offset for c in codes)], [*(c.offset for c in codes), len(text)], strict=True)
    ]
    written = marked_up(PLACE.join(pieces), codes, {}, dialect)
    element = etree.fromstring(f"<seg>{written}</seg>")
    # A code between two words may stand for a blank, in whosever file: it is read as one.
    assert "".join(text_of(element).split()) == "".join(text.split())
    numbers = [each.get("id") for each in element.iter() if each.get("id")]
    assert len(numbers) == len(set(numbers))
    opened = {each.get(key) for each in element.iter("bpt", "bx", "sc") for key in ("i", "id")} - {None}
    for end in element.iter("ept", "ec"):
        assert end.get("i", end.get("startRef", end.get("id"))) in opened or end.get("isolated") == "yes"
    back = codes_of(element, one_line(text_of(element), "zh-CN"))
    names = [sorted(part.lstrip("+-") for code in row for part in code.kind.split()) for row in (codes, back)]
    # An end without its beginning has no type in XLIFF 1.2.
    assert len(names[0]) == len(names[1]) if dialect is xliff_1 else names[0] == names[1]


@given(
    st.text("ab 发\n", max_size=20),
    st.lists(st.sampled_from(["<ph/>", "<bpt i='1'/>", "<ept i='1'/>", "<g>", "</g>"])),
)
def test_a_text_is_read_the_same_with_codes_and_without(text, tags):
    places = [len(text) * n // (len(tags) + 1) for n in range(1, len(tags) + 1)]
    for place, each in reversed(list(zip(places, tags, strict=True))):
        text = text[:place] + each + text[place:]
    element = etree.fromstring(f"<seg>{text}</seg>", etree.XMLParser(recover=True))
    read = one_line(text_of(element), "en")
    codes = codes_of(element, read)
    assert [0, *(code.offset for code in codes), len(read)] == sorted(
        [0, *(code.offset for code in codes), len(read)]
    )
    opened = []
    for code in codes:
        if code.kind[0] == "+":
            opened.append((code.kind[1:], code.id))
        elif code.kind[0] == "-" and (code.kind[1:], code.id) in opened:
            opened.remove((code.kind[1:], code.id))


def rich():
    """Return a bitext with codes in both texts, paired, crossing and alone."""
    plain = bitext_of(("The Board met.", "理事会开会。"), ("No codes", "没有"))
    one = plain.beads[0]
    source = (
        Code(4, "+bold", "1"),
        Code(6, "+link", "2"),
        Code(9, "-bold", "1"),
        Code(11, "-link", "2"),
        Code(13, "fnote", "3"),
    )
    target = (Code(0, "+bold", "1"), Code(3, "-bold", "1"), Code(5, "fnote", "3"))
    sides = (replace(one.source[0], codes=source),), (replace(one.target[0], codes=target),)
    return replace(plain, beads=(replace(one, source=sides[0], target=sides[1]), plain.beads[1]))


def seen(bitext):
    """Return the codes of the first bead, without what another file calls them."""
    side = lambda row: [(code.offset, code.kind) for one in row for code in one.codes]  # noqa: E731
    return side(bitext.beads[0].source), side(bitext.beads[0].target)


@pytest.mark.parametrize("first", [".bitext.jsonl", *CODED])
@pytest.mark.parametrize("second", CODED)
def test_codes_go_from_any_format_into_any_other_where_asked_for(first, second, tmp_path):
    exchange.write(rich(), tmp_path / f"x{first}", inline="standard")
    back = exchange.read(tmp_path / f"x{first}", inline="standard")
    exchange.write(back, tmp_path / f"y{second}", inline="standard")
    again = exchange.read(tmp_path / f"y{second}", inline="standard")
    assert seen(again) == seen(rich())
    assert [(u.source, u.target) for u in again.units()] == [(u.source, u.target) for u in rich().units()]
    assert seen(exchange.read(tmp_path / f"y{second}")) == ([], [])


@pytest.mark.parametrize("ending", CODED)
def test_nothing_changes_where_no_codes_are_asked_for(ending, tmp_path):
    plain = bitext_of(("The Board met.", "理事会开会。"), ("No codes", "没有"))
    exchange.write(rich(), tmp_path / f"x{ending}")
    exchange.write(plain, tmp_path / f"y{ending}")
    exchange.write(plain, tmp_path / f"z{ending}", inline="standard")
    assert (tmp_path / f"x{ending}").read_bytes() == (tmp_path / f"y{ending}").read_bytes()
    assert (tmp_path / f"z{ending}").read_bytes() == (tmp_path / f"y{ending}").read_bytes()


def test_a_format_that_holds_no_codes_says_so(tmp_path):
    told = exchange.write(rich(), tmp_path / "x.tsv", inline="standard")
    assert [str(each) for each in told] == ["table of text holds no codes: they are left out"]
    assert exchange.write(rich(), tmp_path / "x.tsv") == []


def test_a_tmx_of_several_languages_keeps_its_codes(tmp_path):
    tuv = '<tuv xml:lang="{}"><seg>{}<bpt i="1" x="1" type="bold">&lt;b&gt;</bpt>x<ept i="1">&lt;/b&gt;</ept></seg></tuv>'
    rows = "".join(tuv.format(*row) for row in (("en", "one "), ("fr", "un "), ("zh-CN", "一")))
    body = f'<tmx version="1.4"><header srclang="en"/><body><tu>{rows}</tu></body></tmx>'
    (tmp_path / "x.tmx").write_text(body, encoding="utf-8")
    done = CliRunner().invoke(
        main, ["convert", "--codes", "standard", str(tmp_path / "x.tmx"), str(tmp_path / "y.tmx")]
    )
    assert done.exit_code == 0, done.stderr
    written = re.findall("<seg>.*</seg>", (tmp_path / "y.tmx").read_text(encoding="utf-8"))
    code = '<bpt i="1" x="1" type="bold">&lt;b&gt;</bpt>x<ept i="1">&lt;/b&gt;</ept></seg>'
    assert written == [f"<seg>{text}{code}" for text in ("one ", "un ", "一")]


def test_omegat_sees_its_own_tags_and_those_of_html():
    known = [
        ("+x-code", "0", "<g0>"),
        ("lb", "1", "<br/>"),
        ("+bold", "2", "<strong>"),
        ("-bold", "2", "</strong>"),
        ("run", "3"),
    ]
    assert [tag(Code(0, *each)) for each in known] == ["<g0>", "<br1/>", "<s2>", "</s2>", "<t3/>"]
