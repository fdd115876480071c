"""A memory of several languages: all pairs of a file go in, any pair and all languages come out."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from align import exchange
from align.cli import main
from align.memory.intake import add_files
from align.memory.lookup import Searcher
from align.memory.store import Memory

SIX = Path(__file__).parent / "cases/exchange/many/six.tmx"


@pytest.fixture
def memory(tmp_path):
    with Memory.open(tmp_path / "memory", create=True) as store:
        add_files(store, [SIX])
        yield store


def run(*arguments):
    done = CliRunner().invoke(main, ["tm", *map(str, arguments)])
    assert done.exit_code == 0, done.output
    return done


def test_every_language_is_paired_with_every_other(memory):
    pairs = {(source, target): n for source, target, n in memory.languages()}
    assert pairs["en-GB", "fr"] == 3
    assert pairs["es", "fr"] == 2  # one of them stands in a unit without English
    assert pairs["ar", "zh-CN"] == 1
    assert sum(pairs.values()) == 25


def test_a_text_is_looked_up_between_any_two(memory):
    found = Searcher(memory).lookup("La Junta aprobó el programa.", source="es", target="zh", semantic=False)
    assert [(match.match, match.target) for match in found] == [(100, "理事会通过了方案。")]


def test_what_stands_beside_a_phrase_is_of_one_language_where_one_is_asked_for(memory):
    searcher = Searcher(memory)
    assert searcher.concordance("programme", language="en").total == 5
    (hit,) = searcher.concordance("programme", language="en", other="ru").hits
    assert hit.target == "Совет принял программу."


def texts(path):
    multitext = exchange.read_many(path)
    order = sorted(range(len(multitext.sides)), key=lambda place: multitext.languages[place])
    return sorted(tuple(multitext.texts(unit)[place] for place in order) for unit in multitext.units)


def test_all_languages_come_out_as_one_file(memory, tmp_path):
    memory.close()
    run("export", tmp_path / "memory", "--multilingual", tmp_path / "out.tmx", "-q")
    assert set(texts(SIX)) <= set(texts(tmp_path / "out.tmx"))


def test_pairs_of_one_document_become_units_of_all_languages(tmp_path, corpora):
    files = [corpora / f"six/report.{code}.docx" for code in ("en", "fr", "ru")]
    many = ["many", *map(str, files), "-q", "--keep-original", "--bitexts", str(tmp_path / "pairs")]
    assert CliRunner().invoke(main, [*many, "-o", str(tmp_path / "all.tmx")]).exit_code == 0
    run("add", tmp_path / "from-pairs", tmp_path / "pairs", "-q")
    run("add", tmp_path / "from-all", tmp_path / "all.tmx", "-q")
    for name in ("from-pairs", "from-all"):
        run("export", tmp_path / name, "--multilingual", tmp_path / f"{name}.tmx", "-q")
    wanted = set(texts(tmp_path / "all.tmx"))
    assert len(wanted) > 100
    assert set(texts(tmp_path / "from-all.tmx")) == wanted
    missed = wanted - set(texts(tmp_path / "from-pairs.tmx"))
    # A memory holds no pair of equal texts, as of a heading that is the same in English and French.
    assert all(len(set(row)) < len(row) for row in missed), missed


def test_scores_and_context_are_those_of_the_pair(tmp_path):
    (tmp_path / "x.tmx").write_text(
        '<tmx version="1.4"><header srclang="en" segtype="sentence"/><body><tu>'
        '<tuv xml:lang="en"><prop type="x-context-pre">Before.</prop><seg>One.</seg></tuv>'
        '<tuv xml:lang="fr"><prop type="x-score">0.8</prop><prop type="x-status">confirmed</prop><seg>Un.</seg></tuv>'
        '<tuv xml:lang="es"><prop type="x-score">0.5</prop><prop type="x-status">auto</prop><seg>Uno.</seg></tuv>'
        "</tu></body></tmx>",
        encoding="utf-8",
    )
    with Memory.open(tmp_path / "memory", create=True) as memory:
        add_files(memory, [tmp_path / "x.tmx"])
        held = {(u.source_language, u.target_language): u for u in memory.each()}
    known = {pair: (u.score, u.status, u.places[0].before) for pair, u in held.items()}
    assert known == {
        ("en", "fr"): (0.8, "confirmed", "Before."),
        ("en", "es"): (0.5, "auto", "Before."),
        ("fr", "es"): (0.4, "auto", ""),
    }


def test_a_table_of_several_languages_goes_in_pair_by_pair(tmp_path):
    exchange.write_many(exchange.read_many(SIX), tmp_path / "six.tsv")
    run("add", tmp_path / "memory", tmp_path / "six.tsv")
    found = run(
        "lookup",
        tmp_path / "memory",
        "Se levantó la sesión.",
        "--to",
        "fr",
        "--no-semantic",
        "--format",
        "json",
    )
    assert json.loads(found.stdout)[0]["target"] == "La séance est levée."


def test_another_format_of_several_languages_is_refused(memory, tmp_path):
    memory.close()
    done = CliRunner().invoke(
        main, ["tm", "export", str(tmp_path / "memory"), "--multilingual", str(tmp_path / "x.tsv")]
    )
    assert done.exit_code == 2
    assert "only TMX is written in several languages; name it .tmx" in done.stderr
    assert not (tmp_path / "x.tsv").exists()


def test_one_translation_a_text_in_each_language(memory, tmp_path):
    shutil.copy(SIX, tmp_path / "again.tmx")
    memory.close()
    done = run("export", tmp_path / "memory", "--multilingual", "--one-target", tmp_path / "out.tmx")
    assert "“It met in Rome.” has 2 translations in fr" in done.stderr
    assert "units that lack a language" in done.stderr
    assert "export two languages with --from and --to" in done.stderr
    held = [row for row in texts(tmp_path / "out.tmx") if "It met in Rome." in row]
    assert len(held) == 1


def test_a_unit_without_the_pivot_is_no_surer_than_it_is_known_to_be(tmp_path):
    """Nobody confirmed the Arabic that leads where English says nothing, and nothing made it 1.000."""
    unit = "<tu tuid='{}'>{}<tuv xml:lang='{}'><seg>{}</seg></tuv><tuv xml:lang='{}'><seg>{}</seg></tuv></tu>"
    known = "<prop type='x-score'>0.500</prop><prop type='x-status'>flagged</prop>"
    units = (
        unit.format("a", known, "fr", "Le Conseil a levé la séance.", "ar", "رفع المجلس الجلسة."),
        unit.format("b", "", "en", "The Council met.", "ru", "Совет заседал."),
    )
    text = f"<tmx version='1.4'><header srclang='*all*'/><body>{''.join(units)}</body></tmx>"
    (tmp_path / "in.tmx").write_text(text, encoding="utf-8")
    run("add", tmp_path / "m", tmp_path / "in.tmx")
    run("export", tmp_path / "m", "--multilingual", tmp_path / "out.tmx")
    for source, target in (("fr", "ar"), ("ar", "fr")):
        pair = exchange.read(tmp_path / "out.tmx", source_language=source, target_language=target)
        assert [(bead.score, bead.status) for bead in pair.beads] == [(0.5, "flagged")]
    written = (tmp_path / "out.tmx").read_text(encoding="utf-8")
    assert "confirmed" not in written.partition("The Council")[0]
    many = exchange.read_many(tmp_path / "out.tmx").bitext("fr", "ar")
    assert [bead.score for bead in many.beads] == [0.5]


VARIANTS = {
    "en": "The computer is new.",
    "zh-TW": "電腦是新的。",
    "zh-CN": "计算机是新的。",
    "es-MX": "La computadora es nueva.",
    "es-ES": "El ordenador es nuevo.",
}


@pytest.fixture
def variants(tmp_path):
    said = "".join(f'<tuv xml:lang="{code}"><seg>{text}</seg></tuv>' for code, text in VARIANTS.items())
    file = tmp_path / "variants.tmx"
    file.write_text(
        '<tmx version="1.4"><header srclang="en" segtype="sentence" datatype="plaintext" adminlang="en"'
        f' o-tmf="x" creationtool="x" creationtoolversion="1"/><body><tu>{said}</tu></body></tmx>',
        encoding="utf-8",
    )
    return file


@pytest.mark.parametrize("asked", [(), ("--from", "en")])
def test_variants_of_a_language_stay_apart_in_one_unit(variants, tmp_path, asked):
    run("add", tmp_path / "memory", variants, *asked)
    run("export", tmp_path / "memory", "--multilingual", tmp_path / "out.tmx", "-q")
    found = exchange.read_many(tmp_path / "out.tmx")
    assert [dict(zip(found.languages, found.texts(unit), strict=True)) for unit in found.units] == [VARIANTS]


@pytest.mark.parametrize(("code", "count"), [("es-MX", 1), ("es-ES", 1), ("es", 2), ("es-AR", 2)])
def test_a_variant_that_is_held_is_exported_alone(variants, tmp_path, code, count):
    run("add", tmp_path / "memory", variants)
    told = run("export", tmp_path / "memory", tmp_path / "out.tsv", "--from", "en", "--to", code).stderr
    found = [unit.target for unit in exchange.read(tmp_path / "out.tsv").units()]
    assert (len(found), VARIANTS.get(code, found[0]) in found) == (count, True)
    assert ("es-ES, es-MX are written as" in told) == (count > 1)


def test_the_variant_that_is_asked_for_comes_first(variants, tmp_path):
    run("add", tmp_path / "memory", variants)
    with Memory.open(tmp_path / "memory") as store:
        for code in ("es-MX", "es-ES"):
            found = Searcher(store).lookup(VARIANTS["en"], target=code, semantic=False)
            assert (len(found), found[0].target) == (2, VARIANTS[code])


def test_of_a_source_in_two_variants_both_are_taken(variants, tmp_path):
    run("add", tmp_path / "memory", variants, "--from", "zh", "--to", "en")
    with Memory.open(tmp_path / "memory") as store:
        assert {source for source, _, _ in store.languages()} == {"zh-TW", "zh-CN"}


def test_codes_come_out_in_all_languages_where_they_are_wanted(tmp_path):
    words = {
        "en": ("The ", "fund", " pays."),
        "es": ("El ", "fondo", " paga."),
        "fr": ("Le ", "fonds", " paie."),
    }
    texts = "".join(
        f"<tuv xml:lang='{code}'><seg>{a}<bpt i='1' type='bold'/>{b}<ept i='1'/>{c}</seg></tuv>"
        for code, (a, b, c) in words.items()
    )
    text = f"<tmx version='1.4'><header srclang='en'/><body><tu>{texts}</tu></body></tmx>"
    (tmp_path / "in.tmx").write_text(text, encoding="utf-8")
    run("add", tmp_path / "m", tmp_path / "in.tmx")
    for codes, count in (("standard", 3), ("none", 0)):
        run("export", tmp_path / "m", "--multilingual", "--codes", codes, tmp_path / "out.tmx")
        written = (tmp_path / "out.tmx").read_text(encoding="utf-8")
        assert written.count('type="bold"/>fon') + written.count('type="bold"/>fund') == count
        held = exchange.read_many(tmp_path / "out.tmx", inline=codes)
        assert sorted(held.texts(held.units[0])) == sorted(map("".join, words.values()))
