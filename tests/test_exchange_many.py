"""Files of several languages: none is lost without a word, in or out."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from align import exchange
from align.bitext import Bead, Bitext, Side
from align.cli import main
from align.document import Segment
from align.errors import ReadError, WhichTwoError
from align.exchange.skipped import Skipped
from align.multitext import MultilingualUnit, Multitext, Variant
from align.settings import Settings

SIX = Path(__file__).parent / "cases/exchange/many/six.tmx"


def pairs(bitext):
    return [(unit.source, unit.target) for unit in bitext.units()]


def test_a_language_is_found_by_its_main_code_and_each_variant_is_kept():
    bitext = exchange.read(SIX, source_language="en", target_language="fr")
    assert pairs(bitext) == [
        ("The Board adopted the programme.", "Le Conseil a adopté le programme."),
        ("It met in Rome.", "Il s’est réuni à Rome."),
        ("It met in Rome.", "La réunion s’est tenue à Rome."),
        ("It convened in Rome.", "Il s’est réuni à Rome."),
    ]
    assert [bead.id for bead in bitext.beads] == ["one", "two", "two#2", "two#3"]
    assert (bitext.source.language, bitext.target.language) == ("en", "fr")
    left_out = bitext.recipe["left_out"]
    assert left_out == {"texts in other languages": 6, "units without text in en-GB, en-US": 1}


def test_a_country_that_is_asked_for_is_taken_alone():
    bitext = exchange.read(SIX, source_language="en-US", target_language="zh")
    assert pairs(bitext) == [("It convened in Rome.", "会议在罗马举行。")]
    assert (bitext.source.language, bitext.target.language) == ("en-US", "zh-CN")


def test_two_languages_without_the_source_of_the_file():
    bitext = exchange.read(SIX, source_language="fr", target_language="es")
    assert pairs(bitext)[1] == ("La séance est levée.", "Se levantó la sesión.")


@pytest.mark.parametrize("asked", [{}, {"source_language": "en"}])
def test_of_several_languages_none_is_guessed(asked):
    with pytest.raises(WhichTwoError, match="es, en-GB, fr, ru, ar, zh-CN, en-US: which two"):
        exchange.read(SIX, **asked)


def test_the_source_of_the_file_goes_with_the_target_that_is_asked_for():
    assert exchange.read(SIX, target_language="ru").source.language == "en"


def test_a_language_that_is_not_there_is_named():
    with pytest.raises(ReadError, match="no text in de; it holds es, en-GB"):
        exchange.read(SIX, source_language="de", target_language="en")


def test_two_variants_of_one_language_are_a_pair(tmp_path):
    text = SIX.read_text(encoding="utf-8")
    for code in ("es", "ES", "fr", "ru", "ar", "zh_cn"):
        text = text.replace(f'<tuv xml:lang="{code}">', '<tuv xml:lang="en-GB">')
    (tmp_path / "x.tmx").write_text(text, encoding="utf-8")
    bitext = exchange.read(tmp_path / "x.tmx")
    assert (bitext.source.language, bitext.target.language) == ("en-GB", "en-US")
    assert ("It met in Rome.", "It convened in Rome.") in pairs(bitext)


@pytest.mark.parametrize("ending", [".tmx", ".tsv", ".xlsx"])
def test_all_languages_go_through_every_format_that_holds_them(ending, tmp_path):
    multitext = exchange.read_many(SIX)
    assert multitext.languages == ("en-GB", "en-US", "es", "fr", "ru", "ar", "zh-CN")
    exchange.write_many(multitext, tmp_path / f"x{ending}")
    again = exchange.read_many(tmp_path / f"x{ending}")
    assert list(map(again.texts, again.units)) == list(map(multitext.texts, multitext.units))
    assert again.languages == multitext.languages


def full():
    """Return a multitext of three languages with all that is known about a variant."""

    def said(text, *known):
        return Variant((Segment(text, 4, 0, len(text), "list_item", "(a)", 7),), *known)

    edit = ("look again", "AB", "20261129T120000Z")
    one = (said("One."), said("Un.", 0.9, "number", "flagged", *edit), said("一。", 0.8, "structure", "auto"))
    two = (said("Two."), None, said("二。", 1.0, "hand", "confirmed"))
    sides = (Side("en", "", "A/80/1", "2025-07-14"), Side("fr"), Side("zh-CN"))
    units = (MultilingualUnit(one, "x:1"), MultilingualUnit(two, "x:2", "A/80/2", "2025-07-15"))
    return Multitext(sides, units, created="20261129T120000Z")


def test_what_is_known_of_each_language_goes_through_tmx(tmp_path):
    exchange.write_many(full(), tmp_path / "x.tmx")
    again = exchange.read_many(tmp_path / "x.tmx")
    assert [replace(unit, variants=()) for unit in again.units] == [
        replace(u, variants=()) for u in full().units
    ]
    for unit, wanted in zip(again.units, full().units, strict=True):
        for variant, other in zip(unit.variants, wanted.variants, strict=True):
            assert (variant is None) == (other is None)
            if variant:
                assert replace(variant, segments=()) == replace(other, segments=())
    pair = exchange.read(tmp_path / "x.tmx", source_language="fr", target_language="zh").beads[0]
    assert (pair.score, pair.status, pair.changed_by, pair.note) == (0.72, "flagged", "AB", "look again")


@pytest.mark.parametrize("ending", [".tmx", ".tsv"])
def test_units_of_other_documents_keep_their_names(ending, tmp_path):
    first, second = full().units
    said = tuple(Variant((Segment(text),)) for text in ("Three.", "Trois.", "三。"))
    units = (first, second, MultilingualUnit(said, "x:3", "A/79/9", "2024-01-31"))
    exchange.write_many(replace(full(), units=units), tmp_path / f"x{ending}")
    again = exchange.read_many(tmp_path / f"x{ending}")
    assert (again.sides[0].symbol, again.sides[0].date) == ("A/80/1", "2025-07-14")
    assert [(unit.document, unit.date) for unit in again.units] == [
        ("", ""), ("A/80/2", "2025-07-15"), ("A/79/9", "2024-01-31"),
    ]  # fmt: skip


def test_a_second_text_in_a_language_is_a_unit_with_the_pivot_alone(tmp_path):
    said = (("en", "Yes."), ("ar", "نعم."), ("ar", "أجل."), ("fr", "Oui."), ("fr", "Si."))
    tuvs = "".join(f'<tuv xml:lang="{code}"><seg>{text}</seg></tuv>' for code, text in said)
    (tmp_path / "x.tmx").write_text(
        f'<tmx version="1.4"><header srclang="en"/><body><tu>{tuvs}</tu></body></tmx>', encoding="utf-8"
    )
    multitext = exchange.read_many(tmp_path / "x.tmx")
    assert multitext.languages == ("en", "ar", "fr")
    assert [multitext.texts(unit) for unit in multitext.units] == [
        ("Yes.", "نعم.", "Oui."),
        ("Yes.", "أجل.", ""),
        ("Yes.", "", "Si."),
    ]


def test_a_pair_is_a_multitext_of_two():
    beads = (
        Bead((Segment("A."),), (Segment("B."),), 0.7, "number", "confirmed", changed_by="AB"),
        Bead((Segment("C."),), (), 0.4, status="flagged"),
    )
    bitext = Bitext(Side("en"), Side("fr"), beads)
    back = Multitext.of(bitext).bitext("en", "fr")
    assert [replace(bead, id="") for bead in back.beads] == list(beads)


def test_one_translation_a_text_is_the_best_of_each_language(tmp_path):
    def unit(*texts, score=0.9):
        said = (
            Variant((Segment(t),), score if k else 1.0, status="auto") if t else None
            for k, t in enumerate(texts)
        )
        return MultilingualUnit(tuple(said))

    sides = (Side("en"), Side("fr"), Side("es"))
    units = (unit("Yes.", "Oui.", ""), unit("Yes.", "Si.", "Sí.", score=0.5), unit("Yes.", "Oui.", "Sí."))
    found = exchange.write_many(Multitext(sides, units), tmp_path / "all.tmx")
    assert [f.message for f in found] == ["“Yes.” has 2 translations in fr: “Oui.” | “Si.”; all are kept"]
    held = exchange.read_many(tmp_path / "all.tmx")
    assert list(map(held.texts, held.units)) == [("Yes.", "Si.", "Sí."), ("Yes.", "Oui.", "Sí.")]
    exchange.write_many(Multitext(sides, units), tmp_path / "one.tmx", one_target=True)
    held = exchange.read_many(tmp_path / "one.tmx")
    assert list(map(held.texts, held.units)) == [("Yes.", "Oui.", "Sí.")]


def test_a_row_of_one_language_has_no_score(tmp_path):
    said = [Variant((Segment(text),), 0.9, status="auto") for text in ("Yes.", "Oui.", "Non.")]
    units = (MultilingualUnit((said[0], said[1])), MultilingualUnit((None, said[2])))
    for name in ("x.tsv", "x.xlsx"):
        exchange.write_many(Multitext((Side("en"), Side("fr")), units), tmp_path / name)
    rows = [line.split("\t") for line in (tmp_path / "x.tsv").read_text(encoding="utf-8").splitlines()]
    column = rows[0].index("score")
    assert [row[column] for row in rows] == ["score", "0.900", ""]
    sheet = load_workbook(tmp_path / "x.xlsx").active
    assert [row[column] for row in sheet.iter_rows(values_only=True)] == ["score", 0.9, None]


def test_a_table_of_two_columns_in_one_language_is_refused(tmp_path):
    (tmp_path / "x.tsv").write_text("en\tfr\tFR\nYes.\tOui.\tSi.\n", encoding="utf-8")
    with pytest.raises(ReadError, match="two columns are named fr"):
        exchange.read(tmp_path / "x.tsv")


def test_commands_of_two_languages_ask_which(tmp_path):
    file = shutil.copy(SIX, tmp_path / "six.tmx")
    for command in (
        ["terms", "check"],
        ["review", "--no-browser"],
        ["terms", "mine", "-o", str(tmp_path / "t.tbx")],
    ):
        done = CliRunner().invoke(main, [*command, str(file)])
        assert done.exit_code == 2, command
        assert "which two?; name them with --from and --to" in done.stderr
    assert not list(tmp_path.glob("*.jsonl"))


def test_convert_keeps_all_languages_or_asks(tmp_path):
    safe = CliRunner().invoke(main, ["convert", str(SIX), str(tmp_path / "s.tsv"), "--safe-tables"])
    assert safe.exit_code == 0
    whole = CliRunner().invoke(main, ["convert", str(SIX), str(tmp_path / "x.tsv")])
    assert whole.exit_code == 0
    assert (
        (tmp_path / "x.tsv")
        .read_text(encoding="utf-8")
        .startswith("id\tpara\tpage\tkind\ten-GB\ten-US\tes\tfr\t")
    )
    asked = CliRunner().invoke(main, ["convert", str(SIX), str(tmp_path / "x.html")])
    assert asked.exit_code == 2
    assert "which two" in asked.stderr
    assert not (tmp_path / "x.html").exists()
    pair = CliRunner().invoke(
        main, ["convert", str(SIX), str(tmp_path / "y.tsv"), "--from", "fr", "--to", "es"]
    )
    assert pair.exit_code == 0
    assert "left out of six.tmx: texts in other languages (7" in pair.stderr
    table = exchange.read(tmp_path / "x.tsv", source_language="fr", target_language="es")
    assert pairs(table)[1] == ("Il s’est réuni à Rome.", "")


def test_another_library_reads_every_language(tmp_path):
    """translate-toolkit takes the two languages it is told to."""
    tmx = pytest.importorskip(
        "translate.storage.tmx", reason="needs translate-toolkit: pip install translate-toolkit"
    )
    exchange.write_many(exchange.read_many(SIX), tmp_path / "x.tmx")
    for source, target, pair in (
        ("en-GB", "ar", ("The Board adopted the programme.", "اعتمد المجلس البرنامج.")),
        ("es", "zh-CN", ("La Junta aprobó el programa.", "理事会通过了方案。")),
        ("fr", "ru", ("Le Conseil a adopté le programme.", "Совет принял программу.")),
    ):
        with (tmp_path / "x.tmx").open("rb") as file:
            store = tmx.tmxfile(file, source, target)
        assert store.translate(pair[0]) == pair[1]


def test_two_of_several_languages_are_opened_for_review(tmp_path):
    pytest.importorskip("markupsafe", reason="needs the web extra: pip install 'align-tm[web]'")
    from align.web.opening import open_target

    file = tmp_path / "six.tmx"
    shutil.copy(SIX, file)
    for pair in (("fr", "es"), ("zh", "ru")):
        target = open_target([file], Settings(source_language=pair[0], target_language=pair[1]))
        bitext = Bitext.load(target.path)
        assert (bitext.source.language[:2], bitext.target.language) == pair
    names = ["six.fr-es.bitext.jsonl", "six.tmx", "six.zh-CN-ru.bitext.jsonl"]
    assert sorted(path.name for path in tmp_path.iterdir()) == names


def test_what_was_not_taken_is_counted_over_all_files():
    one, other = Skipped(), Skipped()
    one.add("units without text", "a.tmx: 3")
    other.add("units without text", "b.tmx: 1", 2)
    other.add("texts that are empty", "b.tmx: 7")
    one.take(other)
    assert list(map(str, one.lines())) == [
        "units without text (3; first: a.tmx: 3)", "texts that are empty (1; first: b.tmx: 7)",
    ]  # fmt: skip
