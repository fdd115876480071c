"""From two files to a bitext: the sample in every format, damage, and what cannot be aligned."""

import csv
import re
from dataclasses import replace

import pytest

import align
from align.errors import LanguageError, NothingInCommonError, ReadError, SettingsError
from align.pipeline import align_documents, align_files
from align.settings import Settings
from align.summary import summarise


def bare(text):
    """Return a text without spaces and note marks, in which gold and bitext are compared."""
    return re.sub(r"[\s\u00b9\u00b2\u00b3\u2070-\u2079]", "", text)


def gold(path):
    with path.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, dialect="excel-tab", quoting=csv.QUOTE_NONE))
    return [(bare(row["en"]), bare(row["zh"])) for row in rows]


def share_found(bitext, beads):
    units = {(bare(unit.source), bare(unit.target)) for unit in bitext.units()}
    return sum(bead in units for bead in beads) / len(beads)


@pytest.fixture(scope="module")
def sample(corpora):
    return corpora / "report"


@pytest.fixture(scope="module")
def bitext(sample):
    return align_files(sample / "report.en.docx", sample / "report.zh.docx")


@pytest.mark.parametrize(("ending", "least"), [("docx", 0.98), ("pdf", 0.95), ("txt", 0.95)])
def test_the_sample_aligns_in_every_format(sample, ending, least):
    bitext = align_files(sample / f"report.en.{ending}", sample / f"report.zh.{ending}")
    assert share_found(bitext, gold(sample / "gold.tsv")) >= least


def test_formats_may_be_mixed_and_sides_swapped(sample):
    bitext = align_files(sample / "report.zh.pdf", sample / "report.en.docx")
    beads = [(zh, en) for en, zh in gold(sample / "gold.tsv")]
    assert share_found(bitext, beads) >= 0.9


def test_every_segment_stands_in_exactly_one_bead(bitext):
    for side in ("source", "target"):
        places = [(s.part, s.start) for bead in bitext.beads for s in getattr(bead, side)]
        assert len(places) == len(set(places))


def test_the_bitext_knows_where_it_comes_from(bitext):
    assert (bitext.source.language, bitext.target.language) == ("en", "zh-CN")
    assert bitext.symbol
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", bitext.date)
    assert bitext.recipe["version"] == align.__version__
    assert {bead.why for bead in bitext.beads} >= {"number", "embedding"}


def test_the_summary_counts_what_the_bitext_holds(bitext):
    summary = summarise(bitext)
    assert summary.beads["1-1"] == sum(bead.type == "1-1" for bead in bitext.beads)
    assert 0.5 < summary.mean_score <= 1
    assert any("confidence" in line for line in summary.lines())


def test_what_stays_unmatched_is_never_certain_and_lowers_the_confidence(sample, bitext):
    source, target = (align.read(sample / f"report.{language}.docx") for language in ("en", "zh"))
    fewer = replace(target, blocks=target.blocks[: len(target.blocks) // 2], footnotes=())
    part = align_documents(source, fewer)
    alone = [bead.score for bead in part.beads if bead.is_null]
    assert len(alone) > 20
    assert max(alone) < 1 <= 2 * sum(alone) / len(alone)
    whole, half = summarise(bitext), summarise(part)
    assert half.confidence < whole.confidence - 0.2
    assert half.mean_score > 0.9


def test_paragraph_level_keeps_paragraphs_whole(sample):
    settings = Settings(level="paragraph")
    bitext = align_files(sample / "report.en.docx", sample / "report.zh.docx", settings)
    assert bitext.level == "paragraph"
    assert all(segment.start == 0 for bead in bitext.beads for segment in bead.source)


def test_keep_original_never_merges_sentences_of_the_original(sample):
    settings = Settings(keep_original=True)
    bitext = align_files(sample / "report.en.docx", sample / "report.zh.docx", settings)
    assert all(len(bead.source) <= 1 for bead in bitext.beads)


def test_a_document_without_its_numbers_still_aligns(sample):
    source, target = (align.read(sample / f"report.{language}.docx") for language in ("en", "zh"))
    bare_target = replace(
        target,
        blocks=tuple(replace(b, number="" if b.kind == "paragraph" else b.number) for b in target.blocks),
    )
    assert share_found(align_documents(source, bare_target), gold(sample / "gold.tsv")) >= 0.95


def test_sentences_that_changed_places_are_noted(tmp_path):
    (tmp_path / "en.txt").write_text(
        "1. The Committee adopted its annual report. Climate change threatens small islands. "
        "Many children have no access to school.\n",
        encoding="utf-8",
    )
    (tmp_path / "zh.txt").write_text(
        "1. 委员会通过了年度报告。许多儿童无法上学。气候变化威胁着小岛屿。\n", encoding="utf-8"
    )
    bitext = align_files(tmp_path / "en.txt", tmp_path / "zh.txt")
    assert any("changed places" in bead.note for bead in bitext.beads)
    assert not bitext.beads[0].note


def test_the_same_result_every_time(sample, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1600000000")
    one, other = (
        list(align_files(sample / "report.en.txt", sample / "report.zh.txt").to_lines()) for _ in range(2)
    )
    assert one == other
    assert "20200913T122640Z" in one[0]


def test_what_cannot_be_aligned_says_why(sample, tmp_path):
    english = sample / "report.en.txt"
    with pytest.raises(ReadError, match="the same file"):
        align_files(english, english)
    (copy := tmp_path / "copy.txt").write_bytes(english.read_bytes())
    with pytest.raises(LanguageError, match="in one language"):
        align_files(english, copy)
    (figures := tmp_path / "figures.txt").write_text("1 2 3\n4 5 6\n")
    with pytest.raises(LanguageError, match="not recognised"):
        align_files(english, figures)


def test_language_codes_are_checked_and_written_one_way(sample):
    files = sample / "report.en.txt", sample / "report.zh.txt"
    bitext = align_files(*files, Settings(source_language="en_us", target_language="ZH_cn"))
    assert (bitext.source.language, bitext.target.language) == ("en-US", "zh-CN")
    with pytest.raises(SettingsError, match="'english' is no language code"):
        align_files(*files, Settings(source_language="english"))


def test_documents_with_nothing_in_common_are_refused(sample, tmp_path):
    recipe = tmp_path / "recipe.zh.txt"
    steps = [
        "先把鱼洗净切块。",
        "锅里放油，加葱姜爆香。",
        "倒入酱油和糖，小火煮二十分钟。",
        "撒上香菜即可上桌。",
    ] * 6
    recipe.write_text("\n\n".join(f"{n}. {step}" for n, step in enumerate(steps, 1)), encoding="utf-8")
    with pytest.raises(NothingInCommonError):
        align_files(sample / "report.en.txt", recipe)


PROTECTED = [
    ("water", "воды"), ("roads", "дорог"), ("schools", "школ"), ("bridges", "мостов"), ("forests", "лесов"), ("fish", "рыбы"),
    ("ports", "портов"), ("markets", "рынков"), ("courts", "судов"), ("borders", "границ"), ("lakes", "озер"), ("farms", "ферм"),
    ("bread", "хлеба"), ("salt", "соли"), ("light", "света"), ("letters", "писем"), ("trains", "поездов"), ("islands", "островов"),
]  # fmt: skip


def law(path, article, texts):
    heads = [f"{article} {n}. " if article else "" for n in range(1, len(texts) + 1)]
    path.write_text("\n\n".join(map("".join, zip(heads, texts, strict=True))), encoding="utf-8")
    return path


@pytest.mark.parametrize("heads", [("Article", "Статья"), ("", "")])
def test_a_law_whose_articles_are_all_alike_is_no_stranger_but_another_is(heads, tmp_path):
    english = [f"The law protects {what}. Whoever harms this shall pay a fine." for what, _ in PROTECTED]
    russian = [f"Закон обеспечивает охрану {what}. Виновный платит большой штраф." for _, what in PROTECTED]
    other = ["Чемпион приезжает утром, и зрители долго поют ему песни у высокой башни."] * len(PROTECTED)
    original = law(tmp_path / "law.en.txt", heads[0], english)
    bitext = align_files(original, law(tmp_path / "law.ru.txt", heads[1], russian))
    assert [bead.type for bead in bitext.beads] == ["1-1"] * 2 * len(PROTECTED)
    with pytest.raises(NothingInCommonError):
        align_files(original, law(tmp_path / "other.ru.txt", heads[1], other))


@pytest.mark.parametrize(("name", "least"), [("report.en.txt", 0.97), ("report.pdftotext.en.txt", 0.95)])
def test_a_real_report_aligns_as_people_did_it(shared, name, least):
    folder = shared / "data/un/report_part"
    bitext = align_files(folder / name, folder / "report.zh.txt")
    assert share_found(bitext, gold(folder / "gold_sentences.tsv")) >= least


SENTENCES = [
    ("The Council met in Geneva on Monday.", "Le Conseil s’est réuni à Genève lundi."),
    ("It adopted three resolutions on early warning.", "Il a adopté trois résolutions sur l’alerte rapide."),
    ("The delegates thanked the host country.", "Les délégués ont remercié le pays hôte."),
    ("Malaria killed fewer children than in 2010.", "Le paludisme a tué moins d’enfants qu’en 2010."),
    ("The budget of the fund was not spent.", "Le budget du fonds n’a pas été dépensé."),
    ("Elections will be held in October.", "Les élections se tiendront en octobre."),
    ("Rivers carry plastic waste into the sea.", "Les fleuves charrient les déchets plastiques vers la mer."),
    ("Women own less land than men do.", "Les femmes possèdent moins de terres que les hommes."),
    ("The secretariat translates every document.", "Le secrétariat traduit chaque document."),
    ("The next session opens in Nairobi in May.", "La prochaine session s’ouvrira à Nairobi en mai."),
]


@pytest.mark.parametrize("breaks", [(4, 3), (3, 4), (2, 5), (10, 3)], ids=str)
def test_paragraphs_that_end_elsewhere_in_the_translation_lose_no_sentence(breaks, tmp_path):
    for side, (code, most) in enumerate(zip(("en", "fr"), breaks, strict=True)):
        texts = [pair[side] for pair in SENTENCES]
        paragraphs = [" ".join(texts[i : i + most]) for i in range(0, len(texts), most)]
        (tmp_path / f"text.{code}.txt").write_text("\n\n".join(paragraphs) + "\n", encoding="utf-8")
    bitext = align_files(tmp_path / "text.en.txt", tmp_path / "text.fr.txt")
    assert [(unit.source, unit.target) for unit in bitext.units()] == SENTENCES
