"""Translations go back into the file that they came from: only targets and states change."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from align import exchange
from align.cli import main
from align.document import Code, Segment
from align.exchange.returning import write_back
from align.web.review.carets import rewrite

FOREIGN = Path(__file__).parent / "cases/exchange/foreign"
FILES = [path.name for path in sorted(FOREIGN.glob("*.*")) if path.name.endswith(("xlf", "xliff"))]


@pytest.mark.parametrize("inline", ["none", "standard"])
@pytest.mark.parametrize("name", FILES)
def test_what_was_not_changed_keeps_every_byte(name, inline, tmp_path):
    bitext = exchange.read(FOREIGN / name, inline=inline)
    assert write_back(bitext, FOREIGN / name, tmp_path / name) == []
    assert (tmp_path / name).read_bytes() == (FOREIGN / name).read_bytes()


@pytest.mark.parametrize(
    ("language", "target", "expected"),
    [
        (
            "fr",
            "<mrk mtype='seg' mid='1'>Un.</mrk><mrk mtype='seg' mid='2'>  Deux. </mrk>",
            "  Zwei. ",
        ),
        ("fr", "<mrk mtype='seg' mid='1'>Un.</mrk><mrk mtype='seg' mid='2'> </mrk>", " Zwei."),
        ("fr", "<mrk mtype='seg' mid='1'>Un.</mrk><mrk mtype='seg' mid='2'/>", " Zwei."),
        ("zh-CN", "<mrk mtype='seg' mid='1'>一。</mrk><mrk mtype='seg' mid='2'/>", "Zwei."),
    ],
    ids=["its own", "a blank alone", "empty", "empty, in Chinese"],
)
def test_the_blanks_between_two_segments_stay(language, target, expected, tmp_path):
    """Trados and others put them at an end of one of the two, where no reader of texts sees them."""
    (tmp_path / "x.xlf").write_text(
        f"<xliff version='1.2'><file source-language='en' target-language='{language}'><body><trans-unit id='u'>"
        "<source>One. Two.</source><seg-source><mrk mtype='seg' mid='1'>One.</mrk>"
        f"<mrk mtype='seg' mid='2'> Two.</mrk></seg-source><target>{target}</target></trans-unit></body>"
        "</file></xliff>",
        encoding="utf-8",
    )
    bitext = exchange.read(tmp_path / "x.xlf")
    beads = (bitext.beads[0], replace(bitext.beads[1], target=(Segment("Zwei."),)))
    write_back(replace(bitext, beads=beads), tmp_path / "x.xlf", tmp_path / "y.xlf")
    assert f">{expected}</mrk>" in (tmp_path / "y.xlf").read_text(encoding="utf-8")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_marks_and_encodings_stay(encoding, tmp_path):
    text = (FOREIGN / "memoq.mqxliff").read_text(encoding="utf-8").replace("UTF-8", encoding[:6])
    (tmp_path / "x.mqxliff").write_bytes(text.encode(encoding))
    write_back(exchange.read(tmp_path / "x.mqxliff"), tmp_path / "x.mqxliff", tmp_path / "y.mqxliff")
    assert (tmp_path / "x.mqxliff").read_bytes() == (tmp_path / "y.mqxliff").read_bytes()


def reviewed(name, *changes):
    """Return a file as a bitext in which units have other targets, and statuses."""
    bitext = exchange.read(FOREIGN / name)
    beads = list(bitext.beads)
    for place, text, status in changes:
        beads[place] = replace(beads[place], target=(Segment(text),), status=status)
    return replace(bitext, beads=tuple(beads))


@pytest.mark.parametrize(
    ("name", "changes", "lines", "told"),
    [
        (
            "trados.sdlxliff",
            [(1, "水资源 < 稀缺。", "confirmed"), (2, "无人拥有。", "auto")],
            ['mid="2">水资源 &lt; 稀缺。</mrk>', 'mid="3">无人拥有。</mrk>', '<sdl:seg id="2" conf="Translated"/>',
             '<sdl:seg id="3" conf="Draft"/>'],
            [],
        ),
        (
            "memoq.mqxliff",
            [(0, "Water is one.", "flagged"), (1, "It is scarce.", "confirmed")],
            ['mq:status="Rejected"', ">Water is one.</target>", 'id="2" mq:status="ManuallyConfirmed"',
             ">It is scarce.</target>"],
            ["1"],
        ),
        (
            "marks.xlf",
            [(1, "海水已退。", "confirmed"), (2, "波浪。", "auto")],
            ['<segment id="s2" state="reviewed">', "<target>海水已退。</target>", "<target>波浪。</target></segment>"],
            ["1:2"],
        ),
        (
            "crowdin.xliff",
            [(2, "您好", "auto")],
            ['<target state="translated">您好</target>'],
            [],
        ),
    ],
)  # fmt: skip
def test_only_targets_and_states_change(name, changes, lines, told, tmp_path):
    bitext = reviewed(name, *changes)
    remarks = write_back(bitext, FOREIGN / name, tmp_path / name)
    assert [remark.unit for remark in remarks] == told
    after = (tmp_path / name).read_text(encoding="utf-8")
    assert all(line in after for line in lines), after
    assert skeleton(after) == skeleton((FOREIGN / name).read_text(encoding="utf-8"))
    back = exchange.read(tmp_path / name)
    assert [(u.source, u.target, u.bead.status) for u in back.units()] == [
        (u.source, u.target, u.bead.status) for u in bitext.units()
    ]


def skeleton(text):
    """Return a file without targets and the words for their statuses."""
    text = re.sub(r"<target(\s[^>]*)?/>|<target.*?</target>", "", text, flags=re.DOTALL)
    return re.sub(r' (conf|state|mq:status|approved)="[^"]*"', "", text)


def test_a_part_of_the_file_in_the_other_direction_keeps_its_own(tmp_path):
    bitext = reviewed("two_files.xlf", (4, "巨浪。", "auto"))
    sea = replace(bitext.beads[-1], source=(Segment("A sea wind."),))
    bitext = replace(bitext, beads=(*bitext.beads[:-1], sea))
    write_back(bitext, FOREIGN / "two_files.xlf", tmp_path / "x.xlf")
    after = (tmp_path / "x.xlf").read_text(encoding="utf-8")
    assert 'approved="no"><source>A <bpt' in after
    assert '<target state="translated">巨浪。</target>' in after
    assert "<source>海风。</source><target>A sea wind.</target>" in after


def test_the_command_writes_into_a_copy(tmp_path):
    bitext = reviewed("memoq.mqxliff", (1, "It is scarce.", "confirmed"))
    exchange.write(bitext, tmp_path / "x.bitext.jsonl")
    arguments = ["convert", str(tmp_path / "x.bitext.jsonl"), str(tmp_path / "y.mqxliff"), "--into"]
    done = CliRunner().invoke(main, [*arguments, str(FOREIGN / "memoq.mqxliff")])
    assert (done.exit_code, done.stderr) == (0, "")
    assert ">It is scarce.</target>" in (tmp_path / "y.mqxliff").read_text(encoding="utf-8")


def in_files(*bodies):
    """Return an XLIFF 1.2 whose parts each hold what is given."""
    parts = (
        f'<file original="{n}.docx" source-language="en" target-language="zh" datatype="plaintext">'
        f"<body>{body}</body></file>"
        for n, body in enumerate(bodies)
    )
    names = 'xmlns="urn:oasis:names:tc:xliff:document:1.2" xmlns:mq="MQXliff" xmlns:sdl="urn:sdl"'
    return f'<xliff version="1.2" {names}>{"".join(parts)}</xliff>'


def returned(text, tmp_path, change, name="x.xlf"):
    """Return a file into which its own beads came back, changed; and what was told."""
    (tmp_path / name).write_text(text, encoding="utf-8")
    bitext = exchange.read(tmp_path / name)
    bitext = replace(bitext, beads=tuple(filter(None, map(change, bitext.beads))))
    remarks = write_back(bitext, tmp_path / name, tmp_path / f"out.{name}")
    return (tmp_path / f"out.{name}").read_text(encoding="utf-8"), [remark.message for remark in remarks]


def anew(bead):
    return replace(bead, target=(Segment("新译。"),), status="confirmed")


def unit(source, target="旧译。", more="", name="1"):
    return f'<trans-unit id="{name}"{more}><source>{source}</source><target>{target}</target></trans-unit>'


def test_a_translation_goes_only_where_its_source_is(tmp_path):
    text = in_files(unit("Water <g id='1'>rises</g>."), unit("Wind  falls."))
    after, told = returned(text, tmp_path, lambda bead: anew(bead) if "Wind" in bead.source[0].text else None)
    assert told == []
    assert "<source>Water <g id='1'>rises</g>.</source><target>旧译。" in after
    assert re.search("<source>Wind  falls.</source><target[^>]*>新译。</target>", after)


def test_units_of_one_name_take_each_their_own_in_any_order(tmp_path):
    (tmp_path / "x.xlf").write_text(in_files(unit("One."), unit("Two.")), encoding="utf-8")
    bitext = exchange.read(tmp_path / "x.xlf")
    beads = [replace(bead, target=(Segment(f"译{bead.source[0].text}"),)) for bead in bitext.beads]
    assert write_back(replace(bitext, beads=tuple(beads[::-1])), tmp_path / "x.xlf", tmp_path / "y.xlf") == []
    assert re.findall("译(...).", (tmp_path / "y.xlf").read_text(encoding="utf-8")) == ["One", "Two"]


def test_units_are_known_by_the_names_that_their_programs_give_them(tmp_path):
    """Of two units with one source text; and whichever quotes stand around a name."""
    units = [f"""<trans-unit id='{n}' resname='{name}'><source>Yes</source><target>旧</target></trans-unit>"""
             for n, name in enumerate("ab")]  # fmt: skip
    text, told = returned(in_files(*units), tmp_path, lambda bead: anew(bead) if bead.id == "b" else bead)
    assert told == []
    assert re.findall("<target[^>]*>(.*?)</target>", text) == ["旧", "新译。"]


def test_what_finds_no_place_is_told(tmp_path):
    text = in_files(unit("Water rises.") + unit("Wind falls.", name="2"))
    after, told = returned(text, tmp_path, lambda bead: replace(anew(bead), source=(Segment("Other."),)))
    assert after == text
    assert told == ["2 translations find no unit with their name and source text in the file; the first is 1"]


MARKED = (
    '<trans-unit id="1"><source>One. Two.</source><seg-source><mrk mtype="seg" mid="1">One.</mrk> <mrk mtype="seg"'
    ' mid="2">Two.</mrk></seg-source><target><mrk mtype="seg" mid="1">一。</mrk><mrk mtype="seg" mid="2">二。</mrk>'
    '</target><sdl:seg-defs><sdl:seg id="1" locked="true" conf="Draft"/><sdl:seg id="2" conf="Draft"/>'
    "</sdl:seg-defs></trans-unit>"
)


@pytest.mark.parametrize(
    ("body", "kept", "first"),
    [
        (unit("One.", more=' translate="no"') + unit("Two.", name="2"), 1, "1"),
        (unit("One.", more=' mq:locked="locked"') + unit("Two.", name="2"), 1, "1"),
        (f'<group translate="no">{unit("One.")}<group>{unit("Two.", name="2")}</group></group>'
         + unit("Three.", name="3"), 2, "1"),
        ('<group translate="no">' + unit("One.", more=' translate="yes"') + unit("Two.", name="2") + "</group>",
         1, "2"),
        (MARKED, 1, "1:1"),
        (unit("One <g id='1'>and</g>.", "一<g id='1'>和</g>。", ' translate="no"') + unit("Two.", name="2"), 1, "1"),
    ],
)  # fmt: skip
def test_what_is_locked_or_not_translated_stays(body, kept, first, tmp_path):
    text = in_files(body)
    after, told = returned(text, tmp_path, anew)
    assert after.count("新译。") == 1
    (line,) = told
    assert (line.split()[0], line.split()[-1]) == (str(kept), first)
    assert "locked or not to be translated" in line
    assert returned(text, tmp_path, lambda bead: bead) == (text, [])


def test_a_file_of_version_2_is_not_translated_where_it_says_so(tmp_path):
    part = '<unit id="1"><segment><source>{}</source><target>旧译。</target></segment></unit>'
    text = (
        '<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="en" trgLang="zh">'
        f'<file id="a" translate="no">{part.format("One.")}</file><file id="b">{part.format("Two.")}</file></xliff>'
    )
    after, told = returned(text, tmp_path, anew)
    assert "One.</source><target>旧译。" in after
    assert "Two.</source><target>新译。" in after
    assert told == ["1 unit is locked or not to be translated, and stays as it was: 1"]


def test_a_translation_that_is_not_cut_as_its_source_is_one_unit(tmp_path):
    text = in_files(
        '<trans-unit id="1"><source>One.</source><seg-source><mrk mtype="seg" mid="1">One.</mrk></seg-source>'
        "<target>旧译。</target></trans-unit>"
    )
    after, told = returned(text, tmp_path, anew)
    assert re.search("</seg-source><target[^>]*>新译。</target>", after)
    assert told == []


@pytest.mark.parametrize(
    ("original", "copy", "text", "told"),
    [
        ("x.docx", "y.docx", "PK\x03\x04", "it is no XLIFF; name the XLIFF, SDLXLIFF or MQXLIFF"),
        ("x.tmx", "y.tmx", "<!-- <xliff> --><tmx version='1.4'/>", "it is no XLIFF"),
        (
            "x.sdlxliff",
            "y.xlf",
            in_files(unit("One.")),
            "needs its ending; name a file that ends in .sdlxliff",
        ),
        ("x.xlf", "y.mqxliff", in_files(unit("One.")), "needs its ending; name a file that ends in .xlf"),
    ],
)
def test_a_copy_is_of_the_kind_of_its_original(original, copy, text, told, tmp_path):
    exchange.write(exchange.read(FOREIGN / "memoq.mqxliff"), tmp_path / "x.bitext.jsonl")
    (tmp_path / original).write_text(text, encoding="utf-8")
    arguments = ["convert", str(tmp_path / "x.bitext.jsonl"), str(tmp_path / copy), "--into"]
    done = CliRunner().invoke(main, [*arguments, str(tmp_path / original)])
    assert done.exit_code == 2
    assert told in done.stderr
    assert not (tmp_path / copy).exists()


@pytest.mark.parametrize("copy", ["y.xliff", "y.v12.xlf", "y.XLF"])
def test_the_standard_has_several_endings(copy, tmp_path):
    write_back(exchange.read(FOREIGN / "two_files.xlf"), FOREIGN / "two_files.xlf", tmp_path / copy)
    assert (tmp_path / copy).read_bytes() == (FOREIGN / "two_files.xlf").read_bytes()


@pytest.mark.parametrize(
    ("name", "place", "text", "written", "told"),
    [
        ("trados.sdlxliff", 0, "水是一项基本权利。", '水是<g id="3">一项基本权利</g>。</mrk>', 0),
        ("reviewed.sdlxliff", 0, "该基金支付其员工。",
         '"c1">该基金</mrk><g id="1">支付</g><mrk mtype="x-sdl-deleted" sdl:revid="r2">全部</mrk><mrk mtype="x-sdl-added"'
         ' sdl:revid="r3">其</mrk>员工。</mrk>', 0),
        ("memoq.mqxliff", 0, "Water is a human right.",
         'Water is <bpt id="1" ctype="bold">{}</bpt>a human right<ept id="1">{}</ept>.</target>', 0),
        ("memoq.mqxliff", 2, "One row two", "One row<ph id=\"1\">&lt;br/&gt;</ph> two</target>", 0),
        ("coded.mxliff", 0, "La mer la plus profonde monte.",
         "<target>La mer {b>la plus profonde&lt;b} {1>monte&lt;1}{2}.</target>", 0),
        ("notes.xlf", 0, "Щёлкните Сохранить.",
         '<target>Щёлкните <pc id="1" dataRefStart="d1" dataRefEnd="d2">Сохранить</pc>.</target>', 0),
    ],
)  # fmt: skip
def test_a_corrected_text_keeps_its_codes(name, place, text, written, told, tmp_path):
    """As it is in a review: the words change, and the codes stay at those that they had."""
    bitext = exchange.read(FOREIGN / name, inline="standard")
    beads = list(bitext.beads)
    beads[place] = replace(beads[place], target=(rewrite(beads[place].target[0], text),))
    remarks = write_back(replace(bitext, beads=tuple(beads)), FOREIGN / name, tmp_path / name)
    assert written in (tmp_path / name).read_text(encoding="utf-8")
    assert len(remarks) == told


COMMENT, ADDED, GONE = (f'<mrk mtype="x-sdl-{kind}" sdl:id="1">' for kind in ("comment", "added", "deleted"))
TOLD, RIGHT, WRONG = (mark.replace("sdl-", "sdl-feedback-") for mark in (COMMENT, ADDED, GONE))
PLACE = '<mrk mtype="x-sdl-location" mid="9f"/>'


@pytest.mark.parametrize(
    ("held", "text", "expected", "told"),
    [
        (f"{COMMENT}The sea</mrk> rises.", "The deep sea rises.", f"{COMMENT}The deep sea</mrk> rises.", 0),
        (f"{COMMENT}Old</mrk> sea.", "Sea.", f"{COMMENT}Sea.</mrk>", 0),
        (f"A {ADDED}deep</mrk> sea.", "A sea.", "A sea.", 0),
        (f"A {GONE}deep <g id='1'>blue</g></mrk>sea.", "The sea.", f"The {GONE}deep <g id='1'>blue</g></mrk>sea.", 0),
        (f"A {ADDED}deep {COMMENT}blue</mrk></mrk> sea.", "A very deep blue sea.",
         f"A {ADDED}very deep {COMMENT}blue</mrk></mrk> sea.", 0),
        (f"A <g id='1'>{COMMENT}deep</mrk> sea</g>.", "A deep sea!", f"A <g id='1'>{COMMENT}deep</mrk> sea</g>!", 0),
        (f"A <g id='1'>{COMMENT}deep</mrk> sea</g>.", "Deep sea.", f"<g id='1'>{COMMENT}Deep</mrk> sea</g>.", 0),
        (f"A {PLACE}{TOLD}sea</mrk> {WRONG}hot</mrk>{RIGHT}cold</mrk>.", "A sea so cold.",
         f"A {PLACE}{TOLD}sea</mrk> {WRONG}hot</mrk>{RIGHT}so cold</mrk>.", 0),
        (f"{COMMENT}A <g id='1'>sea</g></mrk>.", "A sea!", f"{COMMENT}A <g id='1'>sea</g></mrk>!", 0),
    ],
)  # fmt: skip
def test_what_people_marked_in_trados_stays_at_its_words(held, text, expected, told, tmp_path):
    codes = "<g id='1'>s</g>" if "<g" in re.sub(f"{GONE}.*?</mrk>", "", held) else "s"
    (tmp_path / "x.sdlxliff").write_text(in_files(unit(codes, held)), encoding="utf-8")
    bitext = exchange.read(tmp_path / "x.sdlxliff", inline="standard")
    (bead,) = bitext.beads
    bead = replace(bead, target=(rewrite(bead.target[0], text),))
    remarks = write_back(replace(bitext, beads=(bead,)), tmp_path / "x.sdlxliff", tmp_path / "y.sdlxliff")
    after = (tmp_path / "y.sdlxliff").read_text(encoding="utf-8")
    assert f">{expected}</target>" in after
    assert len(remarks) == told
    assert exchange.read(tmp_path / "y.sdlxliff").beads[0].target[0].text == text


def test_an_untranslated_text_takes_the_codes_of_its_source(tmp_path):
    text = in_files('<trans-unit id="1"><source>A <g id="7" ctype="bold">sea</g>.</source></trans-unit>')
    (tmp_path / "x.xlf").write_text(text, encoding="utf-8")
    bitext = exchange.read(tmp_path / "x.xlf", inline="standard")
    codes = Code(2, "+bold", "7"), Code(3, "-bold", "7")
    beads = (replace(bitext.beads[0], target=(Segment("一片海。", codes=codes),)),)
    assert write_back(replace(bitext, beads=beads), tmp_path / "x.xlf", tmp_path / "y.xlf") == []
    assert '<target>一片<g id="7" ctype="bold">海</g>。</target>' in (tmp_path / "y.xlf").read_text(
        encoding="utf-8"
    )
    halves = (replace(bitext.beads[0], target=(Segment("一片海。", codes=codes[:1]),)),)
    told = write_back(replace(bitext, beads=halves), tmp_path / "x.xlf", tmp_path / "y.xlf")
    assert [remark.unit for remark in told] == ["1"]
    assert "<target>一片海。</target>" in (tmp_path / "y.xlf").read_text(encoding="utf-8")
