"""The versions of a document in many languages, aligned with a pivot and joined."""

import csv
import re

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from align import exchange
from align.bitext import Bead, Bitext, Side
from align.cli import main
from align.document import Segment
from align.errors import LanguageError, NothingInCommonError, ReadError, SettingsError
from align.versions import align_versions, joined, with_pivot
from align.versions.places import places

LANGUAGES = ["en", "ar", "es", "fr", "ru", "zh"]


def squeezed(text):
    return re.sub(r"\s", "", text)


def gold(corpora):
    with (corpora / "six/gold.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return {tuple(re.sub(r"\{[\d*]+\},?", "", squeezed(row[code])) for code in LANGUAGES) for row in rows}


@pytest.fixture(scope="module")
def six(corpora):
    return align_versions([corpora / f"six/report.{code}.docx" for code in LANGUAGES])


def test_units_of_the_six_samples_are_right(corpora, six):
    multitext = joined(six)
    found = {tuple(map(squeezed, multitext.texts(unit))) for unit in multitext.units}
    assert [code[:2] for code in multitext.languages] == LANGUAGES
    assert gold(corpora) - found == set()


def test_nothing_of_a_version_is_lost(six):
    multitext = joined(six)
    for place, bitext in enumerate(six, 1):
        held = [s for unit in multitext.units if unit.variants[place] for s in unit.variants[place].segments]
        assert sorted(held, key=repr) == sorted((s for b in bitext.beads for s in b.target), key=repr)
    told = {s.text for unit in multitext.units if unit.variants[0] for s in unit.variants[0].segments}
    assert told == {s.text for b in six[0].beads for s in b.source}


def made(language, *beads, source="en"):
    """Return a bitext of beads as (sentences of the pivot, sentences of the other), each a letter."""
    sides = [[], []]
    for bead in beads:
        for side, letters in zip(sides, bead, strict=True):
            side.append(tuple(Segment(letter, ord(letter), 0, 1) for letter in letters))
    return Bitext(Side(source), Side(language), tuple(Bead(*pair, 0.9) for pair in zip(*sides, strict=True)))


def units(*bitexts):
    multitext = joined(bitexts)
    return [
        " ".join(text.replace(" ", "") or "-" for text in multitext.texts(unit)) for unit in multitext.units
    ]


def test_what_one_language_joins_is_joined_in_all():
    french = made("fr", ("AB", "a"), ("C", "c"), ("D", "d"))
    arabic = made("ar", ("A", "jk"), ("BC", "l"), ("D", "m"))
    spanish = made("es", ("A", "w"), ("B", "x"), ("C", "y"), ("D", "z"))
    assert units(french, arabic, spanish) == ["ABC ac jkl wxy", "D d m z"]


def test_a_number_that_stands_in_one_bitext_and_apart_in_another_parts_no_unit():
    def bitext(code, *pairs):
        beads = [
            Bead((Segment(text, part, 0, 1),), (Segment(other, part, 0, 1),), 0.9)
            for part, (text, other) in enumerate(pairs)
        ]
        return Bitext(Side("en"), Side(code), tuple(beads))

    apart = bitext("ru", ("It met.", "r"), ("It left.", "s"))
    inside = bitext("fr", ("It met.", "f"), ("2. It left.", "g"))
    multitext = joined([apart, inside])
    assert [multitext.texts(unit) for unit in multitext.units] == [
        ("It met.", "r", "f"),
        ("It left.", "s", "g"),
    ]


LISTS = {
    "en": "1. The Council decided: (a) to adopt the budget of the fund; (b) to close the office in Geneva; (c) to thank the "
    "host country for its support.",
    "fr": "1. Le Conseil a décidé : a) d’adopter le budget du fonds ; b) de fermer le bureau de Genève ; c) de remercier "
    "le pays hôte de son soutien.",
    "ar": "١ - قرر المجلس: (أ) اعتماد ميزانية الصندوق؛ (ب) إغلاق المكتب في جنيف؛ (ج) شكر البلد المضيف على دعمه.",
    "ru": "1) Совет постановил:\n\nа) утвердить бюджет фонда;\n\nб) закрыть бюро в Женеве;\n\nв) поблагодарить "
    "принимающую страну за поддержку.",
    "zh": "1．理事会决定：（一）通过基金的预算；（二）关闭日内瓦办事处；（三）感谢东道国的支持。",
}  # fmt: skip


def test_what_one_version_prints_item_by_item_is_cut_in_all(tmp_path):
    for code, text in LISTS.items():
        (tmp_path / f"list.{code}.txt").write_text(f"{text}\n", encoding="utf-8")
    multitext = joined(align_versions(sorted(tmp_path.iterdir()), pivot="en"))
    assert all(all(multitext.texts(unit)) for unit in multitext.units)
    assert [text[:14] for text in (multitext.texts(unit)[0] for unit in multitext.units)] == [
        "The Council de",
        "to adopt the b",
        "to close the o",
        "to thank the h",
    ]


SPOKEN = {
    "en": ["The Council met in Geneva.", "", "The delegates thanked the host country.", "", "Elections will be held in May."],
    "fr": ["Le Conseil s’est réuni à Genève.", "Il a adopté trois résolutions sur l’alerte rapide.",
           "Les délégués ont remercié le pays hôte.", "", "Les élections se tiendront en mai."],
    "es": ["El Consejo se reunió en Ginebra.", "Aprobó tres resoluciones sobre la alerta temprana.",
           "Los delegados dieron las gracias al país anfitrión.", "El paludismo mató a menos niños que en 2010.",
           "Las elecciones se celebrarán en mayo."],
    "ru": ["Совет провел заседание в Женеве.", "", "Делегаты поблагодарили принимающую страну.",
           "Малярия унесла жизни меньшего числа детей, чем в 2010 году.", "Выборы состоятся в мае."],
}  # fmt: skip


def test_what_the_pivot_lacks_is_joined_where_others_share_it(tmp_path):
    for code, texts in SPOKEN.items():
        (tmp_path / f"a.{code}.txt").write_text(" ".join(filter(None, texts)) + "\n", encoding="utf-8")
    multitext = joined(align_versions([tmp_path / f"a.{code}.txt" for code in SPOKEN], pivot="en"))
    assert [multitext.texts(unit) for unit in multitext.units] == list(zip(*SPOKEN.values(), strict=True))


def test_a_remark_on_two_versions_stands_in_their_bitext_alone_and_in_the_whole(tmp_path):
    symbols = {"en": "A/77/1", "es": "A/77/1", "fr": "A/76/1", "ru": "A/75/1"}
    for code, symbol in symbols.items():
        text = "\n\n".join(filter(None, SPOKEN[code][::2]))
        (tmp_path / f"a.{code}.txt").write_text(f"United Nations\n\n{symbol}\n\n{text}\n", encoding="utf-8")
    bitexts = align_versions(sorted(tmp_path.iterdir()))
    assert [[remark.values["other"] for remark in b.source.remarks] for b in bitexts] == [
        [],
        ["A/76/1"],
        ["A/75/1"],
    ]
    whole = joined(bitexts).sides[0]
    assert [remark.values["other"] for remark in whole.remarks] == ["A/76/1", "A/75/1"]


def test_a_language_that_leaves_a_part_out_has_a_unit_of_its_own():
    french = made("fr", ("AB", "a"))
    spanish = made("es", ("A", "w"), ("B", ""))
    russian = made("ru", ("A", "r"), ("B", ""))
    assert units(french, spanish, russian) == ["AB a - -", "A - w r"]


def test_languages_that_leave_out_different_parts_are_not_joined():
    french = made("fr", ("AB", "a"), ("C", ""))
    spanish = made("es", ("A", ""), ("BC", "w"))
    assert units(french, spanish) == ["AB a -", "BC - w"]


def test_what_stands_alone_stands_in_its_place():
    french = made("fr", ("A", "a"), ("", "x"), ("B", "b"), ("C", ""))
    spanish = made("es", ("A", "s"), ("B", "t"), ("C", ""), ("", "z"))
    assert units(french, spanish) == ["A a s", "- x -", "B b t", "C - -", "- - z"]


letters = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), max_size=8)


@given(letters, letters)
def test_each_segment_of_a_version_stands_in_one_unit(one, other):
    """Whatever two versions make of one pivot, each of their segments is in exactly one unit."""
    pivot = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[: max(sum(m for m, _ in beads) for beads in (one, other))]
    bitexts = []
    for language, beads, names in (
        ("fr", one, "abcdefghijklmnopqrstuvwxyz"),
        ("ru", other, "абвгдежзийклмнопрстуфхцчшщэюя"),
    ):
        rest, own, pairs = pivot, names, []
        for m, n in beads:
            pairs.append((rest[:m], own[:n]))
            rest, own = rest[m:], own[n:]
        pairs += [(letter, "") for letter in rest]
        bitexts.append(made(language, *(pair for pair in pairs if any(pair))))
    multitext = joined(bitexts)
    for place, bitext in enumerate(bitexts, 1):
        held = [s for unit in multitext.units if unit.variants[place] for s in unit.variants[place].segments]
        assert sorted(s.text for s in held) == sorted(s.text for b in bitext.beads for s in b.target)
    told = {s.text for unit in multitext.units if unit.variants[0] for s in unit.variants[0].segments}
    assert told == set(pivot)


def test_places_are_found_however_the_pivot_is_cut():
    whole = ["1. Peace. (a) Bread; (b) Roses.", "Adopted."]
    assert places([whole, ["Peace.", "Bread;", "Roses.", "Adopted."]])[1] == [
        (0, 8), (8, 17), (17, 26), (26, 34)
    ]  # fmt: skip
    assert places([["One.", "Two."], ["One.", "Three."]])[1][0] == (0, 4)


def test_bitexts_are_turned_to_the_pivot_they_share():
    one, other = made("fr", ("A", "a")), made("en", ("r", "A"), source="ru")
    assert [(b.source.language, b.target.language) for b in with_pivot([one, other])] == [
        ("en", "fr"),
        ("en", "ru"),
    ]
    with pytest.raises(LanguageError, match="share no language as pivot: en–fr, ru–es"):
        with_pivot([one, made("es", ("r", "s"), source="ru")])


def test_bitexts_of_different_documents_are_not_joined():
    one, same = made("fr", ("The Council met in May.", "a")), made("es", ("The Council met.", "b"))
    assert with_pivot([one, same]) == [one, same]
    with pytest.raises(NothingInCommonError, match="another than in the first"):
        with_pivot([one, made("ru", ("Rain fell on the mountains.", "c"))])


def test_two_files_of_one_language_are_refused_with_both_names(corpora, tmp_path):
    files = [corpora / "six/report.en.txt", corpora / "six/report.fr.txt", corpora / "report/report.en.txt"]
    with pytest.raises(
        LanguageError, match=r"six/report\.en\.txt, .*report/report\.en\.txt: both documents are in one"
    ):
        align_versions(files)
    with pytest.raises(ReadError, match="named twice"):
        align_versions([files[0], files[1], files[0]])
    with pytest.raises(SettingsError, match="2 languages for 3 files"):
        align_versions(files, languages=["en", "fr"])
    with pytest.raises(LanguageError, match="no version is in ru, the pivot; it is in en, fr"):
        align_versions(files[:2], pivot="ru")


def test_the_command_writes_all_languages_and_joins_what_was_reviewed(corpora, tmp_path):
    files = [str(corpora / f"six/report.{code}.docx") for code in ("fr", "ru", "es")]
    out = [
        "-o",
        str(tmp_path / "all.tmx"),
        "-o",
        str(tmp_path / "all.tsv"),
        "--bitexts",
        str(tmp_path / "pairs"),
    ]
    done = CliRunner().invoke(main, ["many", *files, *out])
    assert done.exit_code == 0, done.output
    assert "pivot       French: no version is in English" in done.stderr
    assert "alone " in done.stderr
    bitexts = sorted((tmp_path / "pairs").iterdir())
    assert [path.name for path in bitexts] == ["report.fr-es.bitext.jsonl", "report.fr-ru.bitext.jsonl"]
    again = CliRunner().invoke(main, ["many", *map(str, bitexts[::-1]), "-o", str(tmp_path / "again.tmx")])
    assert again.exit_code == 0, again.output
    assert (tmp_path / "again.tmx").read_bytes() == (tmp_path / "all.tmx").read_bytes()
    (tmp_path / "pairs/report.fr-es.review.jsonl").touch()
    refused = CliRunner().invoke(main, ["many", *files, *out])
    assert refused.exit_code == 2
    assert "a person has reviewed this bitext" in refused.stderr


def test_each_language_keeps_its_numbers_in_the_files_for_a_tool(tmp_path):
    """OmegaT cuts behind 1., and not behind ١ -: there the number belongs to the segment."""
    said = {
        "en": ("1.\tThe Committee met on Monday.", "2.\tIt adopted the report of the Secretary."),
        "ar": ("١ - اجتمعت اللجنة يوم الاثنين.", "٢ - واعتمدت تقرير الأمين."),
        "ru": ("1.\tКомитет собрался в понедельник.", "2.\tОн принял доклад Секретаря."),
    }
    for code, texts in said.items():
        (tmp_path / f"{code}.txt").write_text("\n\n".join(texts) + "\n", encoding="utf-8")
    files, pairs = [str(tmp_path / f"{code}.txt") for code in said], tmp_path / "pairs"
    done = CliRunner().invoke(
        main, ["many", *files, "--for", "omegat", "--pair-files", str(pairs), "-o", str(tmp_path / "all.tmx")]
    )
    assert done.exit_code == 0, done.output
    held = {
        path.stem: [(unit.source, unit.target) for unit in exchange.read(path).units()]
        for path in sorted(pairs.iterdir())
    }
    assert list(held) == ["ar-en", "ar-ru", "en-ar", "en-ru", "ru-ar", "ru-en"]
    russian = [text.replace("\t", " ") for text in said["ru"]]
    assert held["ar-ru"] == list(zip(said["ar"], russian, strict=True))
    assert held["en-ar"][:2] == [
        ("1.", "١ -"),
        ("The Committee met on Monday.", "اجتمعت اللجنة يوم الاثنين."),
    ]
    whole = exchange.read(tmp_path / "all.tmx", source_language="en", target_language="ar")
    assert [(unit.source, unit.target) for unit in whole.units()] == held["en-ar"]


def test_a_warning_names_the_file_of_two_languages_that_it_is_about(tmp_path):
    said = {
        "en": ("The meeting was closed.", "The Committee adopted the draft.", "The meeting was closed."),
        "fr": ("La séance est levée.", "La Commission adopte le projet.", "La réunion est close."),
        "es": ("Se levanta la sesión.", "La Comisión aprueba el proyecto.", "Se levanta la sesión."),
    }
    for code, texts in said.items():
        (tmp_path / f"{code}.txt").write_text("\n\n".join(texts) + "\n", encoding="utf-8")
    files, pairs = [str(tmp_path / f"{code}.txt") for code in said], tmp_path / "pairs"
    told = CliRunner().invoke(main, ["many", *files, "--for", "omegat", "--pair-files", str(pairs)]).stderr
    warned = sorted(line.split()[1] for line in told.splitlines() if line.startswith("warning"))
    assert warned == ["en-fr.tmx:", "es-fr.tmx:"]


def test_a_format_of_two_languages_is_refused(corpora, tmp_path):
    files = [str(corpora / f"six/report.{code}.txt") for code in ("en", "fr")]
    done = CliRunner().invoke(main, ["many", *files, "-o", str(tmp_path / "x.xlf")])
    assert done.exit_code == 2
    assert "XLIFF 2.1 holds two languages; take .tmx .tsv .xlsx" in done.stderr
