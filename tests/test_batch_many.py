"""An archive of several languages: each file in one place, every pair that is asked for, and all languages in one."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from align import exchange
from align.batch.config import BatchSettings
from align.batch.pairs import Pair, find_pairs, read_manifest
from align.batch.pairs.several import find_several, find_there, languages_of, version_sets
from align.bitext import journal_of
from align.cli import main
from align.errors import SettingsError

NAMES = {"en": "A_80_9217_E", "fr": "A_80_9217_F", "ru": "A_80_9217-R", "zh": "A_80_9217.zh", "es": "informe"}


@pytest.fixture
def archive(corpora, tmp_path):
    folder = tmp_path / "archive"
    folder.mkdir()
    for code, name in NAMES.items():
        shutil.copy(corpora / f"six/report.{code}.docx", folder / f"{name}.docx")
    shutil.copy(corpora / "six/report.fr.pdf", folder / "A_80_9217_F.pdf")
    return folder


def run(*arguments):
    return CliRunner().invoke(main, ["batch", *map(str, arguments)])


def test_each_version_is_paired_with_the_pivot(archive):
    pairing = find_several(archive, languages_of((), "en"), find_pairs)
    assert [(pair.name, pair.target.name, pair.how) for pair in pairing.pairs] == [
        ("A_80_9217.en-fr", "A_80_9217_F.docx", "name"),
        ("A_80_9217.en-ru", "A_80_9217-R.docx", "name"),
        ("A_80_9217.en-zh", "A_80_9217.zh.docx", "name"),
        ("A_80_9217_E.en-es", "informe.docx", "symbol"),
    ]
    assert [double.path.name for double in pairing.doubles] == ["A_80_9217_F.pdf"]
    assert not pairing.leftovers


def test_a_language_nobody_asked_for_is_left_over_and_told(archive):
    pairing = find_several(archive, languages_of(["en-zh", "fr-zh"], ""), find_pairs)
    assert [(pair.source.name, pair.target.name) for pair in pairing.pairs] == [
        ("A_80_9217_E.docx", "A_80_9217.zh.docx"),
        ("A_80_9217_F.docx", "A_80_9217.zh.docx"),
    ]
    assert {left.path.name: str(left.reason) for left in pairing.leftovers} == {
        "A_80_9217-R.docx": "in ru, which is not asked for",
        "informe.docx": "in es, which is not asked for",
    }


@pytest.mark.parametrize(
    "told", [{"pairs": ("english",)}, {"pairs": ("en-en",)}, {"pairs": ("en-zh",), "pivot": "en"}]
)
def test_senseless_pairs_are_refused(told):
    with pytest.raises(SettingsError):
        BatchSettings(**told)


def test_a_run_writes_a_memory_of_all_languages(archive, tmp_path):
    for code in ("zh", "es"):
        (archive / f"{NAMES[code]}.docx").unlink()
    out, told = tmp_path / "out", ["--formats", "tmx,bitext", "--jobs", 1, "-q"]
    done = run(archive, "-o", out, "--pairs", "en-fr,en-ru", *told)
    assert done.exit_code == 0, done.output
    assert exchange.read_many(out / "many/A_80_9217.tmx").languages == ("en", "fr", "ru")
    assert 'pairs = ["en-fr", "en-ru"]' in (out / "settings.toml").read_text(encoding="utf-8")
    names = [pair.name for pair in read_manifest(out / "manifest.tsv").pairs]
    assert names == ["A_80_9217.en-fr", "A_80_9217.en-ru"]
    (archive / "A_80_9217-R.docx").unlink()
    assert run(archive, "-o", out, "--pairs", "en-fr,en-ru", *told).exit_code == 0
    assert not (out / "many/A_80_9217.tmx").exists()  # with one translation there is nothing to join


def pair(one, other):
    return Pair(Path(f"report.{one}.txt"), Path(f"report.{other}.txt"), f"report.{one}-{other}", "name")


@pytest.mark.parametrize(
    ("asked", "sets"),
    [
        ("en-zh", {}),
        ("ar-fr fr-es", {"report": "fr: ar es fr"}),
        ("en-zh en-fr fr-es fr-ru", {"report": "fr: en es fr ru zh"}),
        ("en-fr fr-es es-ru", {"report": "fr: en es fr ru"}),
        ("en-es en-fr es-fr", {"report": "en: en es fr"}),
        ("en-fr en-es ru-zh ru-ar", {"report": "en: en es fr", "report.ru-zh": "ru: ar ru zh"}),
        ("en-fr es-ru", {}),
    ],
)
def test_pairs_that_hang_together_by_their_versions_are_joined(asked, sets):
    pairs = [pair(*each.split("-")) for each in asked.split()]
    found = {each.name: f"{code(each.pivot)}: {' '.join(codes(each.pairs))}" for each in version_sets(pairs)}
    assert found == sets


def code(path):
    return path.suffixes[-2][1:]


def codes(pairs):
    return sorted({code(path) for pair in pairs for path in (pair.source, pair.target)})


@pytest.mark.parametrize("asked", ["en-fr,en-ru", "en-fr,en-ru,fr-ru", "en-fr,fr-ru,ru-es,ru-zh"])
def test_the_memory_of_all_languages_is_that_of_align_many(asked, corpora, tmp_path):
    versions = sorted(set(asked.replace("-", ",").split(",")))
    files = [tmp_path / f"archive/report.{code}.docx" for code in versions]
    files[0].parent.mkdir()
    for file in files:
        shutil.copy(corpora / "six" / file.name, file)
    told = ["--pairs", asked, "--formats", "tmx", "--jobs", 1, "-q"]
    assert run(files[0].parent, "-o", tmp_path / "out", *told).exit_code == 0
    (path,) = (tmp_path / "out/many").iterdir()
    found = exchange.read_many(path)
    assert sorted(each.split("-")[0] for each in found.languages) == versions
    wanted = tmp_path / "many.tmx"
    many = ["many", *map(str, files), "--pivot", found.languages[0], "-o", str(wanted)]
    assert CliRunner().invoke(main, many).exit_code == 0
    expected = exchange.read_many(wanted)
    assert {frozenset(found.texts(u)) for u in found.units} == {
        frozenset(expected.texts(u)) for u in expected.units
    }


def test_a_version_without_a_pair_with_the_pivot_goes_through_one_that_was_reviewed(corpora, tmp_path):
    for code in ("en", "fr", "ru", "es"):
        shutil.copy(corpora / f"six/report.{code}.txt", tmp_path)
    told = ["-o", tmp_path / "out", "--pairs", "en-fr,fr-ru,ru-es", "--jobs", 1, "-q", "--formats"]
    assert run(tmp_path, *told, "bitext").exit_code == 0
    journal_of(tmp_path / "out/pairs/report.ru-es.bitext.jsonl").touch()
    assert run(tmp_path, *told, "bitext,tmx").exit_code == 0
    found = exchange.read_many(tmp_path / "out/many/report.tmx")
    assert found.languages == ("fr", "en", "ru", "es")
    whole = [unit for unit in found.units if all(found.texts(unit))]
    assert len(whole) > 0.95 * len(found.units)


def test_an_archive_without_the_usual_two_is_paired_in_the_languages_that_it_holds(corpora, tmp_path):
    for code in ("ar", "es", "fr"):
        shutil.copy(corpora / f"six/report.{code}.txt", tmp_path)
    found = find_there(tmp_path, find_pairs)
    assert [pair.name for pair in found.pairs] == ["report.ar-es", "report.ar-fr"]


def test_languages_that_nobody_asked_for_are_told(archive):
    told = run(archive, "--dry-run")
    assert "files in es, fr, ru" in told.output
    assert "en-fr" in told.output


def test_why_there_is_no_memory_of_all_languages_is_said(corpora, tmp_path):
    for code in ("en", "zh", "fr", "es"):
        shutil.copy(corpora / f"six/report.{code}.txt", tmp_path)
    told = run(tmp_path, "-o", tmp_path / "out", "--pairs", "en-zh,fr-es", "--formats", "tmx", "--jobs", 1)
    assert "no TMX of several languages" in told.output
    told = run(tmp_path, "-o", tmp_path / "out", "--pairs", "en-zh,fr-es", "--formats", "tsv", "--jobs", 1)
    assert "TMX" not in told.output


def test_pairs_of_a_document_that_are_in_no_memory_together_are_said(corpora, tmp_path):
    for code in ("en", "zh", "fr", "es", "ru"):
        shutil.copy(corpora / f"six/report.{code}.txt", tmp_path)
    told = ["-o", tmp_path / "out", "--pairs", "en-zh,en-fr,es-ru", "--formats", "tmx", "--jobs", 1]
    (line,) = [line for line in run(tmp_path, *told).stderr.splitlines() if "in no TMX together" in line]
    assert "the pairs of 1 document, as" in line
    assert "report.en-fr, report.es-ru" in line


def test_a_reviewed_pair_of_which_no_memory_is_made_is_said(corpora, tmp_path):
    for code in ("en", "fr", "es"):
        shutil.copy(corpora / f"six/report.{code}.txt", tmp_path)
    told = ["-o", tmp_path / "out", "--pairs", "en-es,en-fr,es-fr", "--jobs", 1, "--formats"]
    assert run(tmp_path, *told, "bitext").exit_code == 0
    journal_of(tmp_path / "out/pairs/report.es-fr.bitext.jsonl").touch()
    done = run(tmp_path, *told, "bitext,tmx")
    (line,) = [line for line in done.stderr.splitlines() if "not in it" in line]
    assert "report.es-fr is not in it: it is made of report.en-es, report.en-fr" in line


def test_how_many_units_the_memory_of_all_languages_leaves_out_is_said(corpora, tmp_path):
    for code in ("en", "fr", "ru"):
        text = (corpora / f"six/report.{code}.txt").read_text(encoding="utf-8")
        paragraphs = text.split("\n\n")
        kept = [*paragraphs[:8], *paragraphs[9:]] if code == "ru" else paragraphs
        (tmp_path / f"report.{code}.txt").write_text("\n\n".join(kept), encoding="utf-8")
    told = ["--pivot", "en", "--for", "omegat", "--formats", "tmx", "--jobs", 1]
    done = run(tmp_path, "-o", tmp_path / "out", *told)
    (line,) = [line for line in done.stderr.splitlines() if line.startswith("many/report.tmx: ")]
    assert "units that lack one of the languages" in line
    kept = exchange.read_many(tmp_path / "out/many/report.tmx")
    assert all(all(kept.texts(unit)) for unit in kept.units)
