"""Every format, out and back, and from any into any: what the table says it holds survives."""

import csv
import gzip
from dataclasses import replace
from html import escape
from io import StringIO
from itertools import product
from pathlib import Path

import pytest
from bitexts import NASTY, bitext_of
from click.testing import CliRunner

from align import exchange
from align.bitext import Bead, Prop
from align.cli import main
from align.comments import Comment
from align.document import Code, Segment
from align.errors import WriteError
from align.exchange import FORMATS, HOLDS
from align.text import clean

BOTH = [ending for ending, form in FORMATS.items() if form.reads and form.writes]


def rich():
    """Return a bitext of all that a format may hold, and of texts that want escaping."""
    plain = bitext_of(
        ("One & <two>", "一和二"), ("Three ]]> \"4\"", "三"), ("Fi.", "五"), ("Fi.", "伍"), ("Alone", ""), ("", "独"),
    )  # fmt: skip
    one, two, *others = plain.beads
    segment = Segment("One & <two>", 3, 0, 11, number="12.", page=7)
    one = replace(one, source=(segment,), status="confirmed", note="see <this>", score=0.75)
    one = replace(one, changed_by="A. B.", changed_at="20261122T093000Z", why="number", id="unit-1")
    one = replace(one, comments=(
        Comment("Li Wei", "20261122T101500Z", "Is <this> so?"), Comment("A. B.", "20261122T111500Z", "", True),
    ))  # fmt: skip
    one = replace(
        one, props=(Prop("@creationid", "ann"), Prop("x-domain", "law & <order>"), Prop("client", "UN"))
    )
    codes = Code(0, "+bold", "1"), Code(1, "-bold", "1"), Code(3, "fnote", "2")
    three = replace(others[0], source=(replace(others[0].source[0], codes=codes),))
    three = replace(three, target=(replace(three.target[0], codes=codes[:2]),))
    return replace(plain, beads=(one, replace(two, status="flagged"), three, *others[1:]))


def texts(bitext):
    return [(unit.source, unit.target) for unit in bitext.units()]


def of_first(name):
    return lambda bitext: [getattr(bead, name) for bead in bitext.beads[:1]]


KEPT = {
    "single": lambda bitext: [pair for pair in texts(bitext) if not all(pair)],
    "ids": of_first("id"),
    "notes": lambda bitext: of_first("note")(bitext) + of_first("comments")(bitext),
    "status": lambda bitext: [bead.status for bead in bitext.beads[:2]],
    "people": lambda bitext: of_first("changed_by")(bitext) + of_first("changed_at")(bitext),
    "facts": lambda bitext: [bitext.symbol, bitext.date, bitext.beads[0].score, bitext.beads[0].why,
                             bitext.beads[0].source[0].number.strip("."), bitext.beads[0].source[0].page],
    "props": of_first("props"),
    "codes": lambda bitext: [[(code.offset, code.kind) for code in side[0].codes]
                             for side in (bitext.beads[2].source, bitext.beads[2].target)],
    "targets": lambda bitext: [target for source, target in texts(bitext) if source == "Fi."],
}  # fmt: skip


@pytest.mark.parametrize(("first", "second"), list(product(BOTH, BOTH)))
def test_what_both_formats_hold_survives_the_way_through_both(first, second, tmp_path):
    coded = {"inline": "standard"}
    exchange.write(rich(), tmp_path / f"x{first}", **coded)
    exchange.write(exchange.read(tmp_path / f"x{first}", **coded), tmp_path / f"y{second}", **coded)
    back = exchange.read(tmp_path / f"y{second}", **coded)
    pairs = [pair for pair in texts(back) if all(pair)]
    assert pairs == [pair for pair in texts(rich()) if all(pair)]
    holds = FORMATS[first].holds & FORMATS[second].holds
    for name in sorted(holds - {"languages"}):
        assert KEPT[name](back) == KEPT[name](rich()), name


@pytest.mark.parametrize(("ending", "name"), list(product(BOTH, KEPT)))
def test_each_cell_of_the_table_is_true(ending, name, tmp_path):
    """What is crossed comes back as it was, and what is not does not."""
    exchange.write(rich(), tmp_path / f"x{ending}", inline="standard")
    back = exchange.read(tmp_path / f"x{ending}", inline="standard")
    assert (KEPT[name](back) == KEPT[name](rich())) == (name in FORMATS[ending].holds)


@pytest.mark.parametrize("ending", BOTH)
def test_several_languages_go_where_the_table_says_so(ending, tmp_path):
    texts = {"en": "Water.", "fr": "L’eau & <la mer>.", "zh-CN": "水。"}
    tuvs = "".join(f"<tuv xml:lang='{code}'><seg>{escape(text)}</seg></tuv>" for code, text in texts.items())
    tmx = f"<tmx version='1.4'><header srclang='en'/><body><tu>{tuvs}</tu></body></tmx>"
    (tmp_path / "x.tmx").write_text(tmx, encoding="utf-8")
    many = exchange.read_many(tmp_path / "x.tmx")
    if "languages" not in FORMATS[ending].holds:
        with pytest.raises(WriteError, match="holds two languages"):
            exchange.write_many(many, tmp_path / f"y{ending}")
        return
    exchange.write_many(many, tmp_path / f"y{ending}")
    back = exchange.read_many(tmp_path / f"y{ending}")
    assert [side.language for side in back.sides] == list(texts)
    assert [[v.segments[0].text for v in unit.held] for unit in back.units] == [list(texts.values())]


def as_csv(table):
    """Return a table of ours as a spreadsheet saves it."""
    rows = [line.replace("\\n", "\n").split("\t") for line in table.decode().splitlines()]
    saved = StringIO()
    csv.writer(saved, delimiter=";").writerows(rows)
    return saved.getvalue().encode()


@pytest.mark.parametrize(
    ("kin", "ending", "change"), [(".tmx", ".tmx.gz", gzip.compress), (".tsv", ".csv", as_csv)]
)
def test_what_is_only_read_holds_what_its_kin_does(kin, ending, change, tmp_path):
    exchange.write(rich(), tmp_path / f"x{kin}", inline="standard")
    (tmp_path / f"x{ending}").write_bytes(change((tmp_path / f"x{kin}").read_bytes()))
    one, other = (exchange.read(tmp_path / f"x{each}", inline="standard") for each in (kin, ending))
    assert one.beads == other.beads
    assert FORMATS[kin].holds == FORMATS[ending].holds


IN_A_PAGE = {
    "single": "Alone", "ids": "unit-1", "notes": "see &lt;this&gt;", "status": "confirmed", "people": "A. B.",
    "facts": "A/HRC/47/29", "targets": "伍", "props": "law &amp; &lt;order&gt;", "codes": "fnote",
}  # fmt: skip


@pytest.mark.parametrize("name", IN_A_PAGE)
def test_the_page_shows_what_the_table_says(name, tmp_path):
    exchange.write(rich(), tmp_path / "x.html", inline="standard")
    rows = (tmp_path / "x.html").read_text(encoding="utf-8").partition("<main")[2]
    assert (IN_A_PAGE[name] in rows) == (name in FORMATS[".html"].holds)


IN_A_FILE = {
    "single": lambda beads: any(bead.is_null for bead in beads),
    "ids": lambda beads: all(bead.id for bead in beads),
    "notes": lambda beads: any(bead.notes for bead in beads),
    "status": lambda beads: len({bead.status for bead in beads}) > 1,
    "people": lambda beads: any(bead.changed_by and bead.changed_at for bead in beads),
    "facts": lambda beads: any(bead.score < 1 or bead.document or bead.source[0].number for bead in beads),
    "targets": lambda beads: len({b.source[0].text for b in beads}) < len({(b.source[0].text, *b.target) for b in beads}),
    "props": lambda beads: any(bead.props for bead in beads),
    "codes": lambda beads: any(side[0].codes for bead in beads for side in (bead.source, bead.target) if side),
}  # fmt: skip


@pytest.mark.parametrize(("ending", "name"), list(product((".sdlxliff", ".mqxliff", ".mxliff"), IN_A_FILE)))
def test_the_files_of_each_tool_hold_what_the_table_says(ending, name):
    files = sorted((Path(__file__).parent / "cases/exchange/foreign").glob(f"*{ending}"))
    read = [exchange.read(path, inline="standard").beads for path in files]
    assert any(map(IN_A_FILE[name], read)) == (name in FORMATS[ending].holds)


@pytest.mark.parametrize("ending", BOTH)
def test_hostile_texts_come_back(ending, tmp_path):
    known = [text for text in dict.fromkeys(map(clean, NASTY)) if text]
    known = [text for text in known if ending != ".wf.txt" or "\\" not in text]
    exchange.write(bitext_of(*((text, f"译 {text}") for text in known)), tmp_path / f"x{ending}")
    assert texts(exchange.read(tmp_path / f"x{ending}")) == [(text, f"译 {text}") for text in known]


def test_the_table_is_shown_as_it_is():
    shown = CliRunner().invoke(main, ["convert", "--formats"])
    assert shown.exit_code == 0
    rows = shown.stdout.splitlines()
    assert len(rows[: rows.index("", len(HOLDS) + 1)]) == len(HOLDS) + 2 + len(FORMATS)
    assert any(row.split()[:11] == [".tmx", "x", ".", *"xxxxxxxx"] for row in rows)


def convert(*arguments):
    done = CliRunner().invoke(main, ["convert", *map(str, arguments)])
    return done.exit_code, done.stderr


def test_units_are_selected_and_the_others_counted(tmp_path):
    exchange.write(rich(), tmp_path / "x.bitext.jsonl")
    for wish, held in (
        (["status=confirmed,flagged"], 2), (["score>=0.8"], 5), (["note=see*"], 1), (["date<2021"], 0),
        (["status!=auto", "score<0.8"], 1), (["document=A/HRC/*"], 6), (["kind=paragraph"], 6),
    ):  # fmt: skip
        wishes = [part for each in wish for part in ("--select", each)]
        code, told = convert(tmp_path / "x.bitext.jsonl", tmp_path / "y.bitext.jsonl", *wishes)
        assert code == 0
        assert len(exchange.read(tmp_path / "y.bitext.jsonl").beads) == held, wish
        assert ("units that were not selected" in told) == (held < 6)
    for wrong in ("colour=red", "score>=high", "date>=2025-13-01", "date<soon", "changed_at>2025-02-30"):
        code, told = convert(tmp_path / "x.bitext.jsonl", tmp_path / "z.tmx", "--select", wrong)
        assert (code, "fields are status" in told) == (2, True), wrong


def test_a_file_is_checked_without_being_written(tmp_path):
    exchange.write(rich(), tmp_path / "x.tmx")
    assert convert(tmp_path / "x.tmx", "--check")[0] == 0
    broken = (tmp_path / "x.tmx").read_text(encoding="utf-8").replace("<seg>一和二</seg>", "<seg>一</sag>")
    (tmp_path / "x.tmx").write_text(broken, encoding="utf-8")
    code, told = convert(tmp_path / "x.tmx", "--check")
    assert code == 1
    assert "broken units" in told
    assert "units       3, 0 without a partner" in told
    assert convert(tmp_path / "x.tmx")[0] == 2


def test_a_file_of_several_languages_is_checked_with_all_of_them(tmp_path):
    texts = ("en", "The sea rises."), ("fr", "La mer monte."), ("zh-CN", "海水上涨。")
    tuvs = [f"<tuv xml:lang='{code}'><seg>{text}</seg></tuv>" for code, text in texts]
    units = "".join(f"<tu>{''.join(held)}</tu>" for held in (tuvs, tuvs[:2]))
    (tmp_path / "x.tmx").write_text(
        f"<tmx version='1.4'><header srclang='en'/><body>{units}</body></tmx>", encoding="utf-8"
    )
    assert convert(tmp_path / "x.tmx", "--check") == (
        0, "languages   en, fr, zh-CN\nunits       2, 0 without a partner\n"
    )  # fmt: skip
    assert convert(tmp_path / "x.tmx", "--check", "--from", "en", "--to", "ru")[0] == 2


def test_texts_that_are_the_same_on_both_sides_are_told(tmp_path):
    bead = (Segment("Published the manual on clean hands for schools."),)
    bitext = replace(
        rich(), beads=(*rich().beads, Bead(bead, bead), Bead((Segment("OHCHR"),), (Segment("OHCHR"),)))
    )
    told = [remark.message for remark in exchange.write(bitext, tmp_path / "x.tmx")]
    assert "2 units with the same text on both sides are left out" in told
    assert any(
        message.startswith("1 of them is prose, which may be left untranslated: “Published")
        for message in told
    )


@pytest.mark.parametrize(
    ("text", "prose"),
    [
        ("The water of the lake is clean.", True),
        ("各方同意，河水由两国共用，湖水归沿岸各村。", True),
        ("Вода озера чиста и/или холодна.", True),
        ("<office@lakes.example>", False),
        ("URL [http://lakes.example/water/levels]:", False),
        ("Copyright © 1998 Ada Waterlake and Sons", False),
        ("Озерский Иван Петрович и сын", False),
        ("/etc/lakes/water.conf lakes_of_water.txt lake40-dev", False),
        ("subnet 10.0.0.0 netmask 255.255.255.0 option routers;", False),
        ("# lake-tool --list shallow waters", False),
        ("lake-tool dist-upgrade", False),
        ("{ drain | fill | keep-all | update }", False),
        ("water-tool [-q] [--level number] fill lake", False),
        ("<lake> ::= <water> | <lake> shore", False),
        ("int fill(const char *lake, int level);", False),
        ("PATH=lakes export lake rivers streams", False),
        ("the lakes { drain | fill | keep } are dry", True),
        ("Lakes (and rivers) are dry", True),
        ("strengthen national water policies;", True),
        ("2 of the lakes in /srv/lakes are dry", True),
    ],
)
def test_addresses_and_names_are_no_prose(tmp_path, text, prose):
    bitext = replace(rich(), beads=(*rich().beads, Bead((Segment(text),), (Segment(text),))))
    told = [remark.message for remark in exchange.write(bitext, tmp_path / "x.tmx")]
    assert any("prose, which may be left untranslated" in message for message in told) == prose


def test_columns_of_a_table_are_what_one_says_they_are(tmp_path):
    table = tmp_path / "x.tsv"
    table.write_text(
        "Ref\tText\tCheck\tDraft\nA1\tThe Board met.\t理事会开会。\t董事会开会。\n", encoding="utf-8"
    )
    said = ["--column", "Text=en", "--column", "Draft=zh"]
    assert convert(table, tmp_path / "x.tmx", *said)[0] == 0
    assert texts(exchange.read(tmp_path / "x.tmx")) == [("The Board met.", "董事会开会。")]
    code, told = convert(table, tmp_path / "y.tmx", "--column", "Txt=en")
    assert (code, "the columns are" in told) == (2, True)


def test_what_a_format_does_not_hold_is_told_with_its_count(tmp_path):
    exchange.write(rich(), tmp_path / "x.bitext.jsonl")
    for ending, told in (
        (".tmx", ["2 units without a partner are left out"]),
        (".po", ["2 units without a partner are left out", "left out of 1 unit: who changed what, and when",
                 "left out of 1 unit: what other tools say"]),
        (".tsv", ["left out of 1 unit: what other tools say"]),
        (".xlf", []),
    ):  # fmt: skip
        code, said = convert(tmp_path / "x.bitext.jsonl", tmp_path / f"y{ending}")
        assert code == 0
        assert all(line in said for line in told), said
        assert len([line for line in said.splitlines() if "left out" in line]) == len(told), said
