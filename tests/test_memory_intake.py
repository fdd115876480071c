"""Files into a memory: bitexts, and TMX of every make; what is skipped is counted and named."""

import gzip
import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from bitexts import bitext_of
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from align import exchange
from align.cli import main
from align.errors import ReadError, SettingsError
from align.memory import Memory
from align.memory.intake import add_files

FOREIGN = sorted((Path(__file__).parent / "cases/memory/foreign").glob("*.tmx"))


@pytest.fixture
def memory(tmp_path):
    with Memory.open(tmp_path / "memory", create=True) as opened:
        yield opened


def held(memory):
    return [(u.source_language, u.target_language, u.source, u.target) for u in memory.each()]


def pairs(memory):
    return [row[2:] for row in held(memory)]


def tmx(*units, codes=("en", "zh-CN"), header='srclang="en"', end="</body></tmx>"):
    rows = "".join(
        f'<tu><tuv xml:lang="{codes[0]}"><seg>{s}</seg></tuv><tuv xml:lang="{codes[1]}"><seg>{t}</seg></tuv></tu>\n'
        for s, t in units
    )
    return (
        f'<?xml version="1.0" encoding="ENCODING"?>\n<tmx version="1.4"><header {header}/><body>\n{rows}{end}'
    )


def write(path, text, encoding="utf-8", compress=False):
    data = text.replace("ENCODING", encoding.removesuffix("-sig")).encode(encoding)
    path.write_bytes(gzip.compress(data) if compress else data)
    return path


# Foreign TMX


@pytest.mark.parametrize("path", FOREIGN, ids=lambda path: path.stem)
def test_files_of_other_programs(path, memory):
    expected = json.loads(path.with_suffix(".tmx.json").read_text(encoding="utf-8"))
    intake = add_files(memory, [path])
    assert held(memory) == [tuple(row) for row in expected["units"]]
    assert intake.skipped.counts == expected["skipped"]
    for reason, place in expected["first"].items():
        assert intake.skipped.first[reason] == f"{path}, {place}"
    assert not intake.errors


@pytest.mark.parametrize("path", FOREIGN, ids=lambda path: path.stem)
def test_the_size_of_the_pieces_does_not_matter(path, memory, monkeypatch):
    add_files(memory, [path])
    whole = held(memory)
    monkeypatch.setattr("align.exchange.cutting._PIECE", 7)
    with Memory.open(memory.folder / "again", create=True) as again:
        add_files(again, [path])
        assert held(again) == whole


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "gb18030", "big5"]
)
@pytest.mark.parametrize("compress", [False, True])
def test_any_encoding_compressed_or_not(encoding, compress, tmp_path, memory):
    path = write(tmp_path / f"x.tmx{'.gz' * compress}", tmx(("One & two".replace("&", "&amp;"), "一和二")),
                 encoding, compress)  # fmt: skip
    add_files(memory, [path])
    assert pairs(memory) == [("One & two", "一和二")]


def test_a_file_that_calls_itself_utf_16_and_is_not(tmp_path, memory):
    path = tmp_path / "x.tmx"
    path.write_bytes(tmx(("One", "一")).replace("ENCODING", "UTF-16").encode())
    add_files(memory, [path])
    assert pairs(memory) == [("One", "一")]


def test_bytes_that_are_no_text_cost_their_unit_alone(tmp_path, memory):
    path = write(tmp_path / "x.tmx", tmx(("One", "一"), ("Two", "二"), ("Three", "三")))
    path.write_bytes(path.read_bytes().replace("二".encode(), b"\xff\xfe"))
    intake = add_files(memory, [path])
    assert pairs(memory) == [("One", "一"), ("Three", "三")]
    (line,) = intake.skipped.lines()
    assert (
        line == f"units with bytes that are no text in the file's encoding (1; first: {path}, unit 2, line 4)"
    )


@pytest.mark.parametrize(
    ("wanted", "taken"),
    [
        ({"source_language": "zh"}, {("zh-CN", "en"), ("zh-CN", "fr")}),
        ({"target_language": "en"}, {("zh-CN", "en")}),
        ({"target_language": "FR"}, {("en", "fr")}),
        ({"source_language": "fr", "target_language": "zh"}, {("fr", "zh-CN")}),
        ({"source_language": "de"}, set()),
    ],
)
def test_a_pair_can_be_chosen(wanted, taken, tmp_path, memory):
    three = '<tu>{}</tu></body></tmx>'.format("".join(
        f'<tuv xml:lang="{code}"><seg>{text}</seg></tuv>'
        for code, text in (("en", "One"), ("zh-CN", "一"), ("fr", "Un"))
    ))  # fmt: skip
    intake = add_files(memory, [write(tmp_path / "x.tmx", tmx(end=three))], **wanted)
    assert {row[:2] for row in held(memory)} == taken
    assert taken or intake.skipped.counts == {"units without text in de": 1}
    with pytest.raises(SettingsError, match="no language code"):
        add_files(memory, [tmp_path / "x.tmx"], source_language="english")


def test_of_a_file_cut_in_the_middle_the_whole_units_are_kept(tmp_path, memory):
    path = tmp_path / "x.tmx"
    text = tmx(*((f"Text {i}", f"第{i}") for i in range(100)))
    write(path, text[: text.index("Text 60")])
    (error,) = add_files(memory, [path]).errors
    assert str(error).startswith(f"{path}: the file ends in the middle, in line 63; download")
    assert len(memory) == 60
    # Once it is whole it is as if nothing had happened.
    intake = add_files(memory, [write(path, text)])
    assert (len(memory), intake.added.new, intake.added.known) == (100, 40, 60)


def test_a_cut_archive_too(tmp_path, memory):
    path = tmp_path / "x.tmx.gz"
    write(path, tmx(*((f"Text {i * i}", f"第{i}") for i in range(5000))), compress=True)
    path.write_bytes(path.read_bytes()[:-2000])
    (error,) = add_files(memory, [path]).errors
    assert "the compressed file is damaged" in str(error)


@pytest.mark.parametrize("text", ["", "<html><body>No memory</body></html>", "{}", "<tmx>", "x" * 5000])
def test_what_is_no_tmx_is_refused(text, tmp_path, memory):
    (error,) = add_files(memory, [write(tmp_path / "x.tmx", text)]).errors
    assert isinstance(error, ReadError)


def test_an_archive_that_swells_is_refused(tmp_path, memory, monkeypatch):
    monkeypatch.setattr("align.exchange.cutting._SMALL", 2**20)
    bomb = write(tmp_path / "x.tmx.gz", tmx(("One", "一"), end=" " * 2**23), compress=True)
    (error,) = add_files(memory, [bomb]).errors
    assert "swells" in str(error)


def test_a_unit_or_comment_without_an_end_does_not_swallow_the_rest(tmp_path, memory, monkeypatch):
    monkeypatch.setattr("align.exchange.cutting._LONGEST_UNIT", 2**12)
    monkeypatch.setattr("align.exchange.cutting._LONGEST_COMMENT", 2**10)
    monkeypatch.setattr("align.exchange.cutting._PIECE", 2**9)
    rest = tmx(("Two", "二")).partition("<body>")[2]
    path = write(tmp_path / "x.tmx", tmx(("One", "一"), end=f"<tu><!-- {'x' * 2**14} </tu> {rest}"))
    intake = add_files(memory, [path])
    assert pairs(memory) == [("One", "一"), ("Two", "二")]
    assert intake.skipped.counts == {"units with no end": 1}


@pytest.mark.parametrize("encoding", ["ut", "hex", "undefined"])
def test_an_encoding_that_is_none_is_told(encoding, tmp_path, memory):
    path = tmp_path / "strange.tmx"
    path.write_text(f'<?xml version="1.0" encoding="{encoding}"?>\n<tmx version="1.4"/>', encoding="utf-8")
    (error,) = add_files(memory, [path]).errors
    assert f"its encoding, {encoding}, is unknown" in str(error)


damage = st.lists(
    st.tuples(st.floats(0, 1), st.integers(0, 40), st.one_of(st.binary(max_size=8), st.sampled_from(
        [b"<tu>", b"</tu>", b"<!--", b"<![CDATA[", b"-->", b"&", b"&#0;", b"</tmx>", b"<tmx>", b"\xff\xfe", b"<sub>"]
    ))), min_size=1, max_size=4,
)  # fmt: skip


@given(path=st.sampled_from(FOREIGN), damage=damage)
@settings(max_examples=100)
def test_no_damage_makes_it_stumble(tmp_path_factory, path, damage):
    """Whatever is broken is told in a line; all units but those next to the damage are taken."""
    data = path.read_bytes()
    for place, cut, insertion in damage:
        at = int(place * len(data))
        data = data[:at] + insertion + data[at + cut :]
    damaged = tmp_path_factory.mktemp("damaged") / path.name
    damaged.write_bytes(data)
    with Memory.open(damaged.parent, create=True) as memory:
        intake = add_files(memory, [damaged])
        assert len(memory) == intake.added.new
        assert all("\n" not in str(each) for each in (*intake.errors, *intake.skipped.lines()))
        assert {unit.target for unit in memory.each()} or intake.errors or intake.skipped.counts


def test_a_hundred_thousand_units_in_constant_memory(tmp_path):
    """The peak of a large file is that of a small one, but for what SQLite keeps of its own."""
    program = """
import resource, sys
from align.memory import Memory
from align.memory.intake import add_files
with Memory.open(sys.argv[1], create=True) as memory:
    assert not add_files(memory, sys.argv[2:]).errors
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10)
"""
    peaks = []
    for count in (10_000, 60_000):
        path = write(
            tmp_path / f"{count}.tmx",
            tmx(*((f"Sentence {i} of a report", f"报告第{i}句") for i in range(count))),
        )
        command = [sys.executable, "-c", program, str(tmp_path / f"m{count}"), str(path)]
        peaks.append(int(subprocess.run(command, capture_output=True, text=True, check=True).stdout))
    assert peaks[1] - peaks[0] < 40


# What was aligned


@pytest.mark.parametrize("ending", ["bitext.jsonl", "tmx", "xlf", "tsv", "xlsx"])
def test_a_bitext_of_any_format(ending, tmp_path, memory):
    bitext = bitext_of(("One.", "一。"), ("", "无"), ("OHCHR", "OHCHR"), ("Two.", "二。"), score=0.5)
    bitext = replace(bitext, beads=(replace(bitext.beads[0], status="confirmed"), *bitext.beads[1:]))
    path = tmp_path / f"report.{ending}"
    exchange.write(bitext, path)
    add_files(memory, [path])
    one, two = memory.each()
    assert (one.source, one.target, one.status, one.score) == ("One.", "一。", "confirmed", 0.5)
    assert (two.source, two.target, two.status) == ("Two.", "二。", "auto")
    (place,) = one.places
    assert (place.document, place.date, place.origin) == ("A/HRC/47/29", "2021-06-21", "")
    assert (one.source_language, one.target_language) == ("en", "zh-CN")


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        (2, {"document": 7}),
        (2, {"note": []}),
        (2, {"id": None}),
        (2, {"source": 7}),
        (1, {"source": {"language": 7}}),
    ],
)
def test_a_bitext_whose_facts_are_no_text_is_refused(line, wrong, tmp_path, memory):
    path = tmp_path / "x.bitext.jsonl"
    exchange.write(bitext_of(("One.", "一。")), path)
    rows = [json.loads(row) for row in path.read_text(encoding="utf-8").splitlines()]
    rows[line - 1] |= wrong
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    (error,) = add_files(memory, [path]).errors
    assert f"line {line}: the bitext is damaged" in str(error)


def test_the_texts_around_a_unit_come_along(tmp_path, memory):
    exchange.write(bitext_of(("One.", "一。"), ("Two.", "二。"), ("Three.", "三。")), tmp_path / "x.tmx")
    add_files(memory, [tmp_path / "x.tmx"])
    assert [(u.places[0].before, u.places[0].after) for u in memory.each()] == [
        ("", "Two."), ("One.", "Three."), ("Two.", ""),
    ]  # fmt: skip


def test_a_document_aligned_again_replaces_its_own(tmp_path, memory):
    first, second = tmp_path / "first.tmx", tmp_path / "second.bitext.jsonl"
    exchange.write(bitext_of(("Old.", "旧。"), ("Kept.", "留。")), first)
    exchange.write(bitext_of(("New.", "新。"), ("Kept.", "留。")), second)
    add_files(memory, [first])
    assert add_files(memory, [second]).added.replaced == 1
    assert pairs(memory) == [("Kept.", "留。"), ("New.", "新。")]


def test_what_is_added_twice_is_held_once(tmp_path, memory):
    path = write(tmp_path / "x.tmx", tmx(("One", "一"), ("Two", "二"), ("One", "一")))
    assert add_files(memory, [path, path]).added.new == 2
    before = list(memory.each())
    add_files(memory, [path])
    assert list(memory.each()) == before


def test_files_of_one_name_do_not_replace_one_another(tmp_path, memory):
    for folder, unit in (("a", ("One", "一")), ("b", ("Two", "二"))):
        (tmp_path / folder).mkdir()
        add_files(memory, [write(tmp_path / folder / "x.tmx", tmx(unit))])
    assert pairs(memory) == [("One", "一"), ("Two", "二")]


def test_a_folder_gives_each_bitext_in_its_best_format(tmp_path, memory):
    folder = tmp_path / "out/deep"
    folder.mkdir(parents=True)
    for ending in ("tmx", "bitext.jsonl", "tsv", "html"):
        exchange.write(bitext_of(("One.", "一。")), folder / f"a.en-zh.{ending}")
    write(folder / "b.tmx.gz", tmx(("Two", "二")), compress=True)
    write(folder / "c.tmx", "damaged")
    exchange.write(bitext_of(("Three.", "三。")), folder / "review.xlsx")
    (folder / "manifest.tsv").write_text("en/a.docx\tzh/a.docx\n", encoding="utf-8")
    (folder / "findings.xlsx").write_text("damaged")
    intake = add_files(memory, [tmp_path / "out"])
    assert sorted(pairs(memory)) == [("Three.", "三。"), ("Two", "二")]  # one symbol: the later file counts
    assert [error.where for error in intake.errors] == [str(folder / "c.tmx")]
    assert intake.skipped.counts == {
        "files of the same name in a format that holds less": 2, "files that are no bitexts": 3,
    }  # fmt: skip
    (tmp_path / "empty").mkdir()
    with pytest.raises(ReadError, match="no bitext or TMX in this folder"):
        add_files(memory, [tmp_path / "empty"])


# The command


def run(*arguments):
    result = CliRunner().invoke(main, ["tm", *map(str, arguments)])
    return result.exit_code, result.stdout, result.stderr


def test_the_command_tells_what_became_of_the_files(tmp_path):
    path = FOREIGN[0]
    code, out, err = run("add", tmp_path / "m", path)
    assert (code, out) == (0, "")
    assert err.startswith("units       5 new, 0 known, 0 removed\nskipped     units with")
    assert run("add", tmp_path / "m", path, "-q") == (0, "", "")


def test_a_file_that_is_cut_is_an_error_and_the_others_are_added(tmp_path):
    cut = write(tmp_path / "cut.tmx", tmx(("One", "一"), end="<tu><tuv"))
    good = write(tmp_path / "good.tmx", tmx(("Two", "二")))
    code, _, err = run("add", tmp_path / "m", cut, good)
    assert code == 2
    assert f"Error: {cut}: the file ends in the middle" in err
    assert "2 new" in err


def xliff(path, segment, target_language=""):
    text = (
        f'<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="en"{target_language}>'
        f'<file id="f"><unit id="u"><segment>{segment}</segment></unit></file></xliff>'
    )
    return write(path, text)


@pytest.mark.parametrize("ending", ["tmx", "tsv", "xlf", "xlsx", "bitext.jsonl"])
def test_equal_texts_are_a_translation_where_somebody_says_so(ending, tmp_path, memory):
    """What was only aligned so, and never looked at, was mostly left untranslated: whatever the format."""
    said = {"One": {"why": "hand"}, "Two": {"status": "confirmed"}, "Three": {}}
    bitext = bitext_of(*((text, text) for text in said))
    beads = tuple(
        replace(bead, **{"why": "embedding"} | choice)
        for bead, choice in zip(bitext.beads, said.values(), strict=True)
    )
    exchange.write(replace(bitext, beads=beads), tmp_path / f"a.{ending}")
    add_files(memory, [tmp_path / f"a.{ending}"])
    assert pairs(memory) == ([] if ending == "tmx" else [("One", "One"), ("Two", "Two")])


@pytest.mark.parametrize(
    ("name", "text"),
    [("a.tsv", "en\tfr\nPiano\tPiano\n"), ("a.tmx", tmx(("Piano", "Piano"), codes=("en", "fr")))],
)
def test_equal_texts_of_another_tool_are_kept(name, text, tmp_path, memory):
    add_files(memory, [write(tmp_path / name, text)])
    assert pairs(memory) == [("Piano", "Piano")]


@pytest.mark.parametrize("code", ["", ' trgLang="f r"', ' trgLang="e"'])
def test_what_is_in_no_language_is_left_out_and_told(code, tmp_path, memory):
    intake = add_files(
        memory, [xliff(tmp_path / "a.xlf", "<source>Water</source><target>Eau</target>", code)]
    )
    assert not len(memory)
    assert "units whose languages are not named by codes" in "".join(intake.skipped.lines())
    assert min(intake.skipped.counts.values()) > 0


def test_a_file_is_not_blamed_for_what_was_skipped_before(tmp_path, memory):
    alone = xliff(tmp_path / "alone.xlf", "<source>Water</source>")
    empty = xliff(tmp_path / "empty.xlf", "<source/>")
    intake = add_files(memory, [alone, empty])
    assert "segments without text" in "".join(intake.skipped.lines())
    assert not any("alone.xlf" in str(error) for error in intake.errors)


@pytest.mark.parametrize(
    ("name", "says"), [("none.tmx", "there is no such file"), (f"{'x' * 300}.tmx", "file name too long")]
)
def test_for_a_file_that_is_not_there_no_memory_is_made(tmp_path, name, says):
    code, _, err = run("add", tmp_path / "m", write(tmp_path / "x.tmx", tmx(("One", "一"))), tmp_path / name)
    assert (code, err) == (2, f"Error: {tmp_path / name}: {says}; check the spelling of its path\n")
    assert not (tmp_path / "m").exists()
