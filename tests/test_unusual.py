"""Units that CAT tools refuse, or that fill nothing, are counted by whatever takes or writes them."""

import pytest
from bitexts import bitext_of
from click.testing import CliRunner

from align import exchange
from align.cli import main
from align.summary import summarise, summarise_many
from align.unusual import LONGEST, is_fixed

LONG = "The sea is wide. " * (LONGEST // 17 + 1)
ROWS = [
    ("OHCHR", "OHCHR"),
    ("12", "12"),
    (LONG, "海很宽。"),
    ("x" * LONGEST, "海。"),
    ("Sea.", "海。"),
    ("Alone", ""),
]
TOLD = [
    "look at     1 unit of more than 2,000 characters, which Trados cloud refuses",
    "look at     1 unit with the same text on both sides",
]


def looked_at(lines):
    return [line for line in lines if line.startswith("look at")]


def test_the_summary_counts_them():
    bitext = bitext_of(*ROWS, (" ", "空。"))
    assert looked_at(summarise(bitext).lines()) == [*TOLD, "look at     1 unit with an empty text"]
    assert not looked_at(summarise(bitext_of(("Sea.", "海。"))).lines())


@pytest.mark.parametrize("ending", [".tmx", ".xlf", ".tsv", ".bitext.jsonl"])
def test_converting_counts_them_and_so_does_checking(ending, tmp_path):
    exchange.write(bitext_of(*ROWS), tmp_path / "x.xlf")
    for more in ([str(tmp_path / f"y{ending}")], ["--check"]):
        done = CliRunner().invoke(main, ["convert", str(tmp_path / "x.xlf"), *more])
        assert looked_at(done.stderr.splitlines()) == TOLD


def test_all_languages_of_a_file_are_counted_at_once(tmp_path):
    rows = (
        [("en", "Sea."), ("fr", "La mer est large. " * 112), ("zh", "海。")],
        [("en", "WHO"), ("fr", "WHO"), ("zh", "WHO")],
    )
    texts = [
        "".join(f'<tuv xml:lang="{code}"><seg>{text}</seg></tuv>' for code, text in unit) for unit in rows
    ]
    units = "".join(f"<tu>{each}</tu>" for each in texts)
    file = tmp_path / "x.tmx"
    file.write_text(f'<tmx version="1.4"><header srclang="en"/><body>{units}</body></tmx>', encoding="utf-8")
    done = CliRunner().invoke(main, ["convert", str(file), str(tmp_path / "y.tsv")])
    assert looked_at(done.stderr.splitlines()) == TOLD
    assert looked_at(summarise_many(exchange.read_many(file)).lines()) == TOLD


def test_a_memory_counts_those_that_it_takes(tmp_path):
    exchange.write(bitext_of(*ROWS), tmp_path / "x.xlf")
    done = CliRunner().invoke(main, ["tm", "add", str(tmp_path / "memory"), str(tmp_path / "x.xlf")])
    assert "units whose texts are the same (2; first" in done.stderr
    assert looked_at(done.stderr.splitlines()) == TOLD[:1]


UNIT = '<trans-unit id="{id}"{more}><source>{source}</source></trans-unit>'


IN_GROUPS = """<xliff version="{version}" srcLang="en" trgLang="fr"><!-- {comment} -->
<file id="f" {file} source-language="en" target-language="fr"><group id="a" translate="no" name="{name}>">
<group id="b"/>{u1}<group id="c">{u2}<!-- </group> --></group><group id="d" translate='yes'>{u3}</group>{u4}
</group>{u5}</file><file id="g" source-language="en" target-language="fr">{u6}</file></xliff>"""
UNITS = {
    "1.2": '<trans-unit id="{}"><source>Sea.</source></trans-unit>',
    "2.0": '<unit id="{}"><segment><source>Sea.</source></segment></unit>',
}


@pytest.mark.parametrize("before", [0, (1 << 18) - 300], ids=["", "a tag is read in two pieces"])
@pytest.mark.parametrize(
    ("version", "file", "fixed"), [("1.2", "", "124"), ("2.0", "", "124"), ("2.0", 'translate="no"', "1245")]
)
def test_what_a_group_or_file_says_of_translation_holds_for_its_units(version, file, fixed, before, tmp_path):
    """The innermost that says it is right."""
    units = {f"u{number}": UNITS[version].format(number) for number in range(1, 7)}
    made = {"comment": "x" * before, "name": "y" * 400, "file": file}
    (tmp_path / "x.xlf").write_text(IN_GROUPS.format(version=version, **made, **units), encoding="utf-8")
    beads = exchange.read(tmp_path / "x.xlf").beads
    assert len(beads) == 6
    assert "".join(bead.id for bead in beads if is_fixed(bead)) == fixed


@pytest.mark.parametrize("ending", [".v12.xlf", ".xlf"])
def test_what_is_not_to_be_translated_is_told_and_stays_so(ending, tmp_path):
    """Locked in memoQ, or fixed by the standard: a memory fills neither, and both are told."""
    units = UNIT.format(id=1, more=' translate="no"', source="ID 42 is taken.") + UNIT.format(
        id=2, more=' mq:locked="locked"', source="Sea."
    )
    file = tmp_path / "x.v12.xlf"
    file.write_text(
        '<xliff xmlns="urn:oasis:names:tc:xliff:document:1.2" xmlns:mq="MQXliff" version="1.2"><file original="a" '
        f'source-language="en" target-language="fr" datatype="x"><body>{units}</body></file></xliff>',
        encoding="utf-8",
    )
    done = CliRunner().invoke(main, ["convert", str(file), str(tmp_path / f"y{ending}")])
    assert looked_at(done.stderr.splitlines()) == [
        "look at     2 units that are locked or not to be translated"
    ]
    assert (tmp_path / f"y{ending}").read_text(encoding="utf-8").count('translate="no"') == 1
    back = exchange.read(tmp_path / f"y{ending}")
    assert [bead.props for bead in back.beads] == [bead.props for bead in exchange.read(file).beads]
