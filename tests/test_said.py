"""Languages that somebody said, or a file names, held against the texts: at every door the same answer."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from align.cli import main
from align.errors import LanguageError, NothingInCommonError, SettingsError
from align.pipeline import align_files
from align.said import contradicting
from align.settings import Settings, checked_code

ENGLISH = (
    "The Committee adopted its annual report without a vote.",
    "Several delegations asked for more time to study the budget of the programme.",
    "The next session will be held in Geneva in the first week of July 2025.",
)
RUSSIAN = (
    "Комитет принял свой ежегодный доклад без голосования.",
    "Несколько делегаций попросили дать им больше времени для изучения бюджета программы.",
    "Следующая сессия состоится в Женеве в первую неделю июля 2025 года.",
)
FRENCH = (
    "Le Comité a adopté son rapport annuel sans le mettre aux voix.",
    "Plusieurs délégations ont demandé plus de temps pour étudier le budget du programme.",
    "La prochaine session se tiendra à Genève la première semaine de juillet 2025.",
)
UKRAINIAN = (
    "Комітет ухвалив свою щорічну доповідь без голосування, і кілька делегацій попросили більше часу.",
)
NAMES = (
    "Distr. générale A/RES/75/1",
    "Human Rights Council, Office of the High Commissioner, Working Group",
) * 9


@pytest.fixture
def files(tmp_path: Path) -> Path:
    for name, texts in (("en", ENGLISH), ("ru", RUSSIAN), ("fr", FRENCH)):
        (tmp_path / f"{name}.txt").write_text("\n\n".join(texts), encoding="utf-8")
    table = ["source\ttarget", *map("\t".join, zip(ENGLISH, RUSSIAN, strict=True))]
    (tmp_path / "table.tsv").write_text("\n".join(table), encoding="utf-8")
    units = "".join(
        f"<tu><tuv xml:lang='fr'><seg>{one}</seg></tuv><tuv xml:lang='ru'><seg>{other}</seg></tuv></tu>"
        for one, other in zip(ENGLISH, RUSSIAN, strict=True)
    )
    head = "<tmx version='1.4'><header srclang='fr'/><body>"
    (tmp_path / "labels.tmx").write_text(f"{head}{units}</body></tmx>", encoding="utf-8")
    return tmp_path


def said_on(folder: Path, *words: str) -> tuple[int, str]:
    """Run a command whose words ending in a known ending are files of the folder."""
    paths = [str(folder / word) if "." in word else word for word in words]
    result = CliRunner().invoke(main, paths)
    return result.exit_code, result.stderr


@pytest.mark.parametrize(
    ("texts", "said", "found"),
    [
        (ENGLISH, "zh", "en"),
        (ENGLISH, "ru", "en"),
        (ENGLISH, "fr", "en"),
        (ENGLISH, "en-GB", ""),
        (RUSSIAN, "ar", "ru"),
        (RUSSIAN, "uk", "ru"),
        (UKRAINIAN, "ru", "uk"),
        (UKRAINIAN, "uk", ""),
        (RUSSIAN, "", ""),
        ((), "fr", ""),
        (("2025", "A/RES/75/1"), "fr", ""),
        (NAMES, "fr", ""),  # a person knows better what a text full of names is in
        (ENGLISH, "tlh", ""),  # nothing can be said of a language that nothing knows
        (("总会。", "このぶんしょうはにほんごでかいてあります。"), "ja", ""),
    ],
)
def test_a_language_is_doubted_only_where_the_text_is_plainly_in_another(texts, said, found):
    assert contradicting(texts, said) == found


@pytest.mark.parametrize(
    ("command", "mend"),
    [
        (
            ("pair", "en.txt", "ru.txt", "--from", "ru", "--to", "en"),
            "--from en --to ru, or name the texts in",
        ),
        (("pair", "en.txt", "ru.txt", "--from", "ru"), "--from en --to ru, or name the texts in"),
        (("pair", "en.txt", "ru.txt", "--from", "fr", "--to", "ru"), "--from en --to ru, or leave"),
        (("pair", "en.txt", "ru.txt", "--to", "zh"), "--from en --to ru, or leave"),
        (("many", "en.txt", "ru.txt", "fr.txt", "--languages", "en,fr,ru"), "--languages en,ru,fr, or name"),
        (("review", "en.txt", "fr.txt", "--to", "es", "--no-browser"), "--from en --to fr, or leave"),
        (("convert", "table.tsv", "out.tmx", "--from", "fr", "--to", "ru"), "--from en --to ru, or leave"),
        (("terms", "check", "table.tsv", "--to", "ar"), "--to ru, or leave"),
        (("tm", "add", "m.tm", "table.tsv", "--from", "es", "--to", "ru"), "--from en --to ru, or leave"),
    ],
)
def test_what_a_person_said_wrongly_is_refused_with_what_would_fit(command, mend, files):
    code, told = said_on(files, *command)
    assert code == 2
    assert mend in told


@pytest.mark.parametrize(
    "command", [("convert", "labels.tmx", "out.tsv"), ("terms", "check", "labels.tmx"), ("tm", "add", "m.tm", "labels.tmx")]
)  # fmt: skip
def test_what_a_file_names_wrongly_is_a_warning(command, files):
    code, told = said_on(files, *command)
    assert code == 0
    assert "the text said to be in French is in English" in told


def test_right_languages_are_believed_in_silence(files):
    code, told = said_on(files, "convert", "table.tsv", "out.tmx", "--from", "en", "--to", "ru")
    assert (code, "said to be" in told) == (0, False)
    bitext = align_files(
        files / "en.txt", files / "fr.txt", Settings(source_language="en", target_language="fr")
    )
    assert [bead.type for bead in bitext.beads] == ["1-1"] * 3


def test_a_code_of_no_language_is_none():
    assert checked_code("tlh") == "tlh"
    with pytest.raises(SettingsError, match="no language has the code 'xx'"):
        checked_code("xx")


def test_the_masthead_knows_which_is_the_original(files):
    masthead = "United Nations\n\nA/77/1\n\nDistr.: General\n\nOriginal: English\n\n"
    for name in ("en", "fr"):
        path = files / f"{name}.txt"
        path.write_text(masthead + path.read_text(encoding="utf-8"), encoding="utf-8")
    for order, told in ((("fr", "en"), ["other-original"]), (("en", "fr"), [])):
        bitext = align_files(*(files / f"{name}.txt" for name in order))
        assert [r.code for r in bitext.source.remarks if r.code == "other-original"] == told


@pytest.mark.parametrize(
    ("symbols", "told"),
    [(("A/77/1", "A/76/1"), True), (("A/77/1", "A/77/1"), False), (("A/77/6", "A/77/6 (Sect. 2)"), False)],
)
def test_symbols_of_two_documents_are_told(symbols, told, files):
    for name, symbol in zip(("en", "fr"), symbols, strict=True):
        path = files / f"{name}.txt"
        path.write_text(f"United Nations\n\n{symbol}\n\n{path.read_text('utf-8')}", encoding="utf-8")
    bitext = align_files(files / "en.txt", files / "fr.txt")
    assert [r.values for r in bitext.source.remarks if r.code == "other-symbol"] == (
        [{"symbol": symbols[0], "other": symbols[1]}] if told else []
    )


def test_two_documents_of_one_kind_with_two_symbols_are_refused(corpora):
    with pytest.raises(NothingInCommonError):
        align_files(corpora / "six" / "report.en.txt", corpora / "report" / "report.zh.txt")


def test_documents_in_one_language_are_still_refused(files):
    with pytest.raises(LanguageError):
        align_files(files / "en.txt", files / "fr.txt", Settings(source_language="fr", target_language="fr"))


HALF = "\n\n".join(
    f"{n}. The Committee adopted its report number {n} on the work of the session." for n in range(1, 21)
)


@pytest.fixture
def half_translated(tmp_path: Path) -> tuple[Path, Path]:
    """A document, and its translation of which three fifths still are the original."""
    lines = HALF.split("\n\n")
    lines[12:] = [f"{n}. 委员会通过了关于会议工作的第{n}号报告。" for n in range(13, 21)]
    for name, text in (("en", HALF), ("zh", "\n\n".join(lines))):
        (tmp_path / f"half.{name}.txt").write_text(text, encoding="utf-8")
    return tmp_path / "half.en.txt", tmp_path / "half.zh.txt"


def test_what_is_mostly_untranslated_is_advised_as_the_translation_that_it_is(half_translated):
    with pytest.raises(LanguageError) as caught:
        align_files(*half_translated, Settings(source_language="zh", target_language="en"))
    assert "--from en --to zh" in caught.value.mend


def test_what_is_not_translated_yet_is_left_over_on_both_sides(half_translated):
    bitext = align_files(*half_translated)
    assert [bead.type for bead in bitext.beads] == ["1-0", "0-1"] * 12 + ["1-1"] * 8
    assert [bead.score <= 0.5 for bead in bitext.beads] == [True] * 24 + [False] * 8
    assert [bool(bead.note) for bead in bitext.beads] == [True] * 24 + [False] * 8


@pytest.mark.parametrize(("kept", "together"), [(24, False), (25, True)])
def test_a_translation_under_way_keeps_what_is_left_beside_its_original(tmp_path, kept, together):
    done = [f"{n}. 委员会通过了关于会议工作的第{n}号报告。" for n in range(kept + 1, 61)]
    left = [
        f"{n}. The Committee adopted its report number {n} on the work of the session." for n in range(1, 61)
    ]
    for name, lines in (("en", left), ("zh", left[:kept] + done)):
        (tmp_path / f"r.{name}.txt").write_text("\n\n".join(lines), encoding="utf-8")
    bitext = align_files(tmp_path / "r.en.txt", tmp_path / "r.zh.txt")
    told = [bead for bead in bitext.beads if bead.note]
    assert [bead.type for bead in told] == (["1-1"] * kept if together else ["1-0", "0-1"] * kept)
    assert all(bead.score <= 0.5 for bead in told)
    assert len(bitext.beads) - len(told) == 60 - kept


def test_for_a_tool_it_stands_in_its_place_since_that_shows_it(half_translated):
    bitext = align_files(*half_translated, Settings(client="trados"))
    scores = [(unit.source == unit.target, unit.bead.score) for unit in bitext.units()]
    assert [same for same, _ in scores] == [True] * 12 + [False] * 8
    assert all(score <= 0.5 if same else score > 0.9 for same, score in scores)


@pytest.mark.parametrize(
    ("kept", "pairs"),
    [
        ("I. Rules for the management of mountain lakes", True),
        ("« Les lacs de montagne sont visités une fois par an. »", True),
        ("The lakes are visited once a year.", False),
    ],
    ids=["a heading", "a quotation in a third language", "a sentence"],
)
def test_what_may_stand_as_in_the_original_pairs_but_is_doubted(kept, pairs, tmp_path):
    for name, line in (
        ("en", "{n}. The Committee adopted report {n}."),
        ("zh", "{n}. 委员会通过了第{n}号报告。"),
    ):
        lines = [line.format(n=n) for n in range(1, 7)]
        lines.insert(3, kept)
        (tmp_path / f"lakes.{name}.txt").write_text("\n\n".join(lines), encoding="utf-8")
    beads = align_files(tmp_path / "lakes.en.txt", tmp_path / "lakes.zh.txt").beads
    same = [bead for bead in beads if bead.source and bead.target and bead.source[0].text in kept]
    assert [bead.score <= 0.5 for bead in same] == [True] * pairs
    assert [bead.type for bead in beads if bead.note] == ([] if pairs else ["1-0", "0-1"])
