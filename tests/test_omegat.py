"""The TMX of the sample, loaded by a CAT client: OmegaT fills what has a unit."""

import re
from pathlib import Path

import omegat
import pytest
from wordfiles import make_docx, sections

from align import exchange
from align.bitext import Side
from align.clients import omegat as reading
from align.codes import spelled, tag
from align.document import Segment
from align.memory.intake import add_files
from align.memory.store import Memory
from align.memory.transfer import ExportChoice, export
from align.multitext import MultilingualUnit, Multitext, Variant
from align.pipeline import align_files
from align.segment import load_rules, segments_of
from align.settings import Settings
from align.versions import align_versions, joined

pytestmark = pytest.mark.skipif(not omegat.is_installed(), reason="needs OmegaT: apt-get install omegat")

CODES = {"en": "EN", "zh": "ZH-CN"}


@pytest.fixture(scope="module", params=[("en", "zh"), ("zh", "en")], ids="-".join)
def direction(request, corpora, tmp_path_factory):
    """Return the two sample documents, their languages, and OmegaT's segments of the first."""
    original, translation = (corpora / f"report/report.{language}.docx" for language in request.param)
    codes = [CODES[language] for language in request.param]
    return original, translation, codes, omegat.segments(tmp_path_factory.mktemp("cut"), original, *codes)


@pytest.mark.parametrize(("segmentation", "least"), [("omegat", 0.98), ("un", 0.90)])
def test_segments_with_a_unit_are_filled(direction, segmentation, least, tmp_path):
    original, translation, codes, cut = direction
    bitext = align_files(original, translation, Settings(segmentation=segmentation))
    exchange.write(bitext, tmp_path / "report.tmx", one_target=True)
    filled = omegat.filled(tmp_path, original, tmp_path / "report.tmx", *codes)
    expected = with_a_unit(cut, bitext)
    assert len(expected) > 120
    missed = [segment for segment in expected if segment not in filled]
    assert len(missed) <= (1 - least) * len(expected), missed


def with_a_unit(cut, bitext):
    """Return the segments whose text a unit holds, as a whole, as its begin or end, or the other way round.

    Left aside are segments that a bead merges: the original has two sentences there, the translation
    one, and no client can fill one of the two from it. Short texts are too easily part of another.
    """
    units = (u for u in bitext.units() if len(u.bead.source) == 1 and u.target and u.source != u.target)
    sources = {squeeze(unit.source) for unit in units}
    others = sources - set(map(squeeze, cut))

    def is_held(text):
        return text in sources or any(overlap(text, other) for other in others)

    return [segment for segment in cut if is_held(squeeze(segment))]


def overlap(one, other):
    shorter, longer = sorted((one, other), key=len)
    return len(shorter.encode()) >= 20 and (longer.startswith(shorter) or longer.endswith(shorter))


def squeeze(text):
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize(
    ("files", "languages", "tags", "least"),
    [
        ("report/report.{}.docx", ("en", "zh"), True, 1.0),
        (
            "report/report.{}.docx",
            ("zh", "en"),
            True,
            0.99,
        ),  # “Chinese”: which version it is, on one side only
        ("report/report.{}.docx", ("en", "zh"), False, 1.0),
        ("report/report.{}.docx", ("zh", "en"), False, 0.99),
        ("report/report.{}.txt", ("en", "zh"), True, 0.90),  # contents run together answer to nothing
        ("six/report.{}.docx", ("fr", "ar"), True, 0.98),
    ],
)
def test_a_tmx_for_omegat_fills_nearly_all(files, languages, tags, least, corpora, tmp_path):
    """Of all segments that OmegaT shows, page headers, numbers and equal texts among them."""
    files = [corpora / files.format(language) for language in languages]
    every, left = filled_from_ours(files, languages, tmp_path, tags=tags)
    assert every > 100
    assert every - left >= least * every


def filled_from_ours(files, languages, folder, *, tags):
    """Return how many segments OmegaT has of the first file, and how many our TMX leaves untranslated."""
    bitext = align_files(*files, Settings(client="omegat", codes=tags))
    exchange.write(bitext, folder / "report.tmx", client="omegat", inline="omegat" if tags else "none")
    codes = [CODES.get(language, language.upper()) for language in languages]
    omegat.filled(folder, files[0], folder / "report.tmx", *codes, tags=tags)
    return omegat.counts(folder)


def test_segments_with_every_kind_of_tag_fill(tmp_path):
    parts = sections(Path(__file__).parent / "cases/clients/formatted.txt")
    notes = {"footnotes": "<w:footnote w:id='2'/>"}
    bodies = {language: re.sub(r">\s*\n\s*<", "><", parts[language].strip()) for language in ("en", "zh")}
    files = [
        make_docx(tmp_path / f"{language}.docx", {"document": body} | notes)
        for language, body in bodies.items()
    ]
    assert filled_from_ours(files, ("en", "zh"), tmp_path, tags=True) == (10, 0)


@pytest.mark.parametrize("ending", ["tmx", "bitext.jsonl"])
def test_a_memory_of_what_was_cut_for_omegat_fills_all(ending, corpora, tmp_path):
    """What goes into a memory comes out again: tags, numbers, equal texts and the blanks of the file."""
    files = [corpora / f"report/report.{language}.docx" for language in ("en", "zh")]
    bitext = align_files(*files, Settings(client="omegat", codes=True))
    exchange.write(bitext, tmp_path / f"report.{ending}", client="omegat", inline="omegat")
    with Memory.open(tmp_path / "memory", create=True) as memory:
        add_files(memory, [tmp_path / f"report.{ending}"])
        export(memory, tmp_path / "out.tmx", ExportChoice(client="omegat", inline="omegat"))
    omegat.filled(tmp_path, files[0], tmp_path / "out.tmx", "EN", "ZH-CN", tags=True)
    assert omegat.counts(tmp_path) == (227, 0)


@pytest.mark.parametrize("tags", [True, False], ids=["tags", "no tags"])
@pytest.mark.parametrize("sample", ["report/report.en.docx", "report/report.zh.docx", "six/report.ar.docx"])
def test_we_see_the_segments_that_omegat_sees(sample, tags, corpora, tmp_path):
    language = sample.split(".")[1]
    codes = [CODES.get(language, language.upper()), "DE"]
    rules = load_rules(Settings(segmentation="omegat"), language)
    segments = segments_of(reading.read(corpora / sample, codes=tags), rules)
    seen = {spelled(segment.text, segment.codes, tag) for segment in segments}
    assert seen == set(omegat.segments(tmp_path, corpora / sample, *codes, tags=tags))


def test_no_other_language_fills_what_a_unit_lacks(tmp_path):
    """Of a unit without the target, OmegaT takes every other text for a translation."""
    said = [
        ("The Council met.", "Совет собрался.", "理事会开会。"),
        ("It adopted it.", "", "理事会通过了它。"),
    ]
    units = [MultilingualUnit(tuple(Variant((Segment(t),)) if t else None for t in row)) for row in said]
    multitext = Multitext((Side("en"), Side("ru"), Side("zh-CN")), tuple(units))
    original = tmp_path / "original.txt"
    original.write_text("\n\n".join(row[0] for row in said) + "\n", encoding="utf-8")
    for name, choices, expected in [
        ("all", {}, {"The Council met.", "It adopted it."}),
        ("tool", {"client": "omegat"}, {"The Council met."}),
        ("one", {"one_target": True}, {"The Council met."}),
    ]:
        (folder := tmp_path / name).mkdir()
        findings = exchange.write_many(multitext, folder / "all.tmx", **choices)
        assert omegat.filled(folder, original, folder / "all.tmx", "EN", "RU") == expected
        assert ["any other: 1" in str(each) for each in findings] == ([True] if choices else [])


@pytest.fixture(scope="module")
def six(corpora, tmp_path_factory):
    """Return the TMX of the sample in six languages."""
    files = [corpora / f"six/report.{language}.docx" for language in ("en", "ar", "es", "fr", "ru", "zh")]
    multitext = joined(align_versions(files, Settings(segmentation="omegat")))
    path = tmp_path_factory.mktemp("six") / "six.tmx"
    exchange.write_many(multitext, path, one_target=True)
    return path


@pytest.mark.parametrize(("source", "target"), [("en", "ar"), ("zh", "fr"), ("ru", "es")])
def test_a_memory_of_six_languages_fills_from_any_into_any(six, corpora, tmp_path, source, target):
    memory = six
    original = corpora / f"six/report.{source}.docx"
    codes = [CODES.get(language, language.upper()) for language in (source, target)]
    cut = omegat.segments(tmp_path, original, *codes)
    (tmp_path / "filling").mkdir()
    filled = omegat.filled(tmp_path / "filling", original, memory, *codes)
    bitext = exchange.read(memory, source_language=source, target_language=target)
    wanted = {squeeze(unit.source) for unit in bitext.units() if unit.source != unit.target}
    expected = [segment for segment in cut if squeeze(segment) in wanted]
    assert len(expected) > 60
    missed = [segment for segment in expected if segment not in filled]
    assert len(missed) <= 0.02 * len(expected), missed


@pytest.mark.parametrize("tags", [True, False], ids=["tags", "no tags"])
def test_a_memory_of_several_languages_for_omegat_fills_what_it_shows(corpora, tmp_path, tags):
    files = [corpora / f"six/report.{language}.docx" for language in ("en", "fr", "zh")]
    multitext = joined(align_versions(files, Settings(client="omegat", codes=tags)))
    inline = "omegat" if tags else "none"
    exchange.write_many(multitext, tmp_path / "six.tmx", client="omegat", inline=inline)
    omegat.filled(tmp_path, files[0], tmp_path / "six.tmx", "EN", "ZH-CN", tags=tags)
    every, left = omegat.counts(tmp_path)
    assert every > 120
    assert left <= 0.08 * every
