"""A bitext that a CAT tool fills from: cut as the tool cuts, with what stands in the files."""

import re
from collections import Counter
from itertools import pairwise
from pathlib import Path
from xml.sax.saxutils import unescape

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from wordfiles import make_docx, sections

from align.bitext import Bead, Bitext, Side
from align.cli import main
from align.clients import omegat
from align.clients.pairing import answered
from align.clients.places import NOWHERE, Reading, places
from align.document import Code, Segment
from align.errors import ReadError, SettingsError
from align.pipeline import align_files
from align.segment import load_rules, segments_of
from align.settings import Settings
from align.web.review import carets

FOR_OMEGAT = Settings(client="omegat")


def seen(path, language="en"):
    """Return the segments that OmegaT makes of a file, in order."""
    rules = load_rules(Settings(segmentation="omegat"), language)
    return [segment.text for segment in segments_of(omegat.read(Path(path)), rules)]


@pytest.fixture(scope="module")
def report(corpora):
    return align_files(corpora / "report/report.en.docx", corpora / "report/report.zh.docx", FOR_OMEGAT)


def test_each_segment_of_the_original_is_one_of_the_tools_and_none_is_joined(report, corpora):
    assert all(len(bead.source) <= 1 for bead in report.beads)
    made = [bead.source[0].text for bead in report.beads if bead.source]
    assert Counter(made) == Counter(seen(corpora / "report/report.en.docx"))


def test_a_sentence_that_the_translation_joins_takes_its_part_of_it(report):
    found = translations(report)
    assert found["Some leave school altogether."] == "有些女童甚至完全辍学。"
    assert (
        found["In rural areas of the region, the figure was 16 per cent."]
        == "而在该区域的农村地区，这一数字为16%。"
    )


def test_what_our_reading_sets_apart_is_there_too(report):
    found = translations(report)
    assert found["III."] == "三."
    assert found["24-09123 (E)    180724"].startswith("24-09123 (C)    180724")
    assert found["A/79/9123"] == "A/79/9123"


def test_a_number_typed_before_a_text_stands_before_its_translation(corpora):
    files = (corpora / f"report/report.{language}.txt" for language in ("en", "zh"))
    found = translations(align_files(*files, FOR_OMEGAT))
    assert found["(b) Equipped 2,150 schools with:"] == "(b) 为2,150所学校配备了："


def translations(bitext):
    return {"".join(s.text for s in b.source): "".join(s.text for s in b.target) for b in bitext.beads}


WRAPPED = "The Council met on Monday.\nIt adopted the report\nof the Committee.\n\n(a) The end\n"
LONG = "The Council met on Monday and on Tuesday. " * 4


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (WRAPPED, ["The Council met on Monday.", "It adopted the report\nof the Committee.", "(a) The end"]),
        (f"{LONG}\nTwo\xa0words  here\n", [*[LONG[:41]] * 4, "Two\xa0words  here"]),
        ("caf\u0065\u0301\u00ad\n", ["caf\u00e9\u00ad"]),
    ],
    ids=["wrapped", "a paragraph a line", "normal form"],
)
def test_a_text_is_seen_as_omegat_sees_it(text, expected, tmp_path):
    path = tmp_path / "report.txt"
    path.write_text(text, encoding="utf-8")
    assert seen(path) == expected


@given(st.lists(st.text("abcdef .", min_size=1, max_size=12)), st.randoms())
def test_the_same_text_is_found_however_it_is_cut(texts, random):
    whole = "".join(texts)
    cuts = sorted({0, len(whole), *random.sample(range(len(whole) + 1), min(3, len(whole)))})
    other = [whole[begin:end] for begin, end in pairwise(cuts)]
    found = places(one := Reading(texts), two := Reading(other))
    row, answer = "".join(one.folded), "".join(two.folded)
    known = [(i, int(j)) for i, j in enumerate(found) if j != NOWHERE]
    assert all(row[i] == answer[j] for i, j in known)
    assert len({j for _, j in known}) == len(known)


def test_what_was_moved_is_found():
    text = ["The Council met.", "1 See document A/75/1.", "It adopted the report of the Committee."]
    found = places(one := Reading(text), other := Reading([text[0], text[2], text[1][2:]]))
    owners = [[int(other.owners[j]) for j in found[one.span(n, n + 1)] if j != NOWHERE] for n in range(3)]
    assert [set(row) for row in owners] == [{0}, {2}, {1}]


SMALL = {
    "en": "The  Council\xa0met on Monday.\nA/75/1\n12.\nThe Board rejected the soft\xadware of the Office.\n",
    "zh": "理事会于星期一举行了会议。\nA/75/1\n12.\n委员会否决了办公室的软件。\n",
}


def test_a_tmx_for_omegat_holds_numbers_and_equal_texts_as_they_stand(tmp_path):
    names = []
    for language, text in SMALL.items():
        names.append(tmp_path / f"report.{language}.txt")
        names[-1].write_text(text.replace("\n", "\n\n"), encoding="utf-8")
    kept, tmx, again = (tmp_path / name for name in ("r.bitext.jsonl", "r.tmx", "again.tmx"))
    assert run("pair", *names, "--for", "omegat", "-q", "-o", tmx, "-o", kept).exit_code == 0
    for text in SMALL["en"].splitlines():
        assert f"<seg>{text}</seg>" in tmx.read_text(encoding="utf-8")
    assert "left out" not in run("convert", kept, again, "--for", "omegat").output
    assert again.read_text(encoding="utf-8") == tmx.read_text(encoding="utf-8")


def test_paragraphs_are_whole_entries(corpora):
    files = (corpora / f"report/report.{language}.docx" for language in ("en", "zh"))
    found = translations(align_files(*files, Settings(client="omegat", level="paragraph")))
    whole = "No one must be left behind. Indigenous Peoples"
    assert any(
        text.startswith(whole) and found[text].startswith("决不能让任何一个人掉队。") for text in found
    )


def test_files_of_other_kinds_are_cut_by_the_rules_of_the_tool(tmp_path):
    for language, text in SMALL.items():
        page = "".join(f"<p>{line}</p>" for line in text.splitlines())
        (tmp_path / f"r.{language}.html").write_text(f"<html><body>{page}</body></html>", encoding="utf-8")
    found = translations(align_files(tmp_path / "r.en.html", tmp_path / "r.zh.html", FOR_OMEGAT))
    assert found["A/75/1"] == "A/75/1"


def test_an_unknown_tool_is_refused(corpora):
    files = [corpora / f"report/report.{language}.txt" for language in ("en", "zh")]
    with pytest.raises(SettingsError, match="no CAT tool 'wordfast' is known"):
        align_files(*files, Settings(client="wordfast"))


@pytest.fixture(scope="module")
def formatted(tmp_path_factory):
    """Return the case of formatted paragraphs: its Word files, and what is expected of them."""
    parts = sections(Path(__file__).parent / "cases/clients/formatted.txt")
    folder, notes = tmp_path_factory.mktemp("formatted"), "<w:footnote w:id='2'/>"
    files = {
        language: make_docx(
            folder / f"f.{language}.docx",
            {"document": re.sub(r">\s*\n\s*<", "><", parts[language].strip()), "footnotes": notes},
        )
        for language in ("en", "zh")
    }
    return files, {kind: parts[kind].splitlines() for kind in ("omegat", "standard")}


@pytest.mark.parametrize(
    ("kind", "options"),
    [("omegat", ["--for", "omegat"]), ("standard", ["--codes", "standard"])],
    ids=["omegat", "standard"],
)
def test_what_formats_a_text_travels_with_it(kind, options, formatted, tmp_path):
    files, expected = formatted
    kept, tmx = tmp_path / "f.bitext.jsonl", tmp_path / "f.tmx"
    run("pair", *files.values(), "-q", *options, "-o", kept)
    assert run("convert", kept, tmx, *options).exit_code == 0
    assert list(segs(tmx)) == expected[kind]


def segs(tmx):
    """Yield the texts of each unit as they are written, the elements of codes with them."""
    for unit in re.findall(r"<tu .*?</tu>", tmx.read_text(encoding="utf-8"), re.S):
        yield " | ".join(unescape(seg) for seg in re.findall("<seg>(.*?)</seg>", unit))


def test_without_codes_nothing_is_written_of_them(formatted, tmp_path):
    files, _ = formatted
    bitext = align_files(*files.values())
    assert not any(one.codes for bead in bitext.beads for one in (*bead.source, *bead.target))
    kept, tmx = tmp_path / "f.bitext.jsonl", tmp_path / "f.tmx"
    run("pair", *files.values(), "-q", "--codes", "standard", "-o", kept)
    run("convert", kept, tmx)
    assert "<bpt" not in tmx.read_text(encoding="utf-8")


def test_the_codes_of_a_translation_answer_to_those_of_the_original():
    source = (Code(4, "+bold", "0"), Code(9, "-bold", "1"), Code(20, "fnote", "2"))
    target = (
        Segment("理事会开会。", codes=(Code(3, "-bold", "0"), Code(5, "run", "1"))),
        Segment("通过了决议。", codes=(Code(5, "fnote", "0"),)),
    )
    first, second = answered(source, target, "zh")
    assert first.codes == (Code(0, "+bold", "0"), Code(3, "-bold", "1"))
    assert second.codes == (Code(5, "fnote", "2"),)
    assert answered((), target, "zh")[0].codes == ()


def test_codes_go_with_their_words_where_a_reviewer_cuts_and_changes():
    codes = (Code(0, "+bold", "0"), Code(8, "-bold", "1"), Code(9, "+italic", "2"), Code(11, "-italic", "3"))
    before, after = carets.cut(Segment("He came. He left.", end=17, codes=codes), 8)
    assert [code.offset for code in before.codes] == [0, 8]
    assert [(code.offset, code.kind) for code in after.codes] == [(0, "+italic"), (2, "-italic")]
    changed = carets.rewrite(after, "Then He left.")
    assert [code.offset for code in changed.codes] == [0, 7]


@pytest.mark.parametrize(
    "codes",
    ['[{"offset":9,"kind":"run","id":"0"}]', '[{"offset":"1","kind":"run","id":"0"}]', '[{"id":"0"}]'],
)
def test_a_bitext_with_codes_outside_its_texts_is_damaged(codes, tmp_path):
    path = tmp_path / "r.bitext.jsonl"
    Bitext(Side("en"), Side("zh"), (Bead((Segment("Yes."),), (Segment("是。"),)),)).save(path)
    path.write_text(path.read_text("utf-8").replace('"Yes."', f'"Yes.","codes":{codes}'), encoding="utf-8")
    with pytest.raises(ReadError, match="damaged"):
        Bitext.load(path)


def test_a_bitext_that_was_cut_otherwise_is_told(tmp_path, corpora):
    gold = corpora / "report/gold.tsv"
    result = run("convert", gold, tmp_path / "r.tmx", "--for", "omegat", "--from", "en", "--to", "zh")
    assert "not cut as omegat cuts" in result.output


def run(*arguments):
    return CliRunner().invoke(main, [str(argument) for argument in arguments])
