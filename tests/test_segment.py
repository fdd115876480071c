"""Blocks into segments: where each set of rules cuts, and that nothing is lost."""

import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.document import Block, Document, NoteMark
from align.errors import ReadError, SettingsError
from align.segment import load_rules, segments_of, split
from align.settings import Settings

CASES = Path(__file__).parent / "cases" / "segment"


def cases(name: str) -> list[tuple[str, str]]:
    lines = (CASES / name).read_text(encoding="utf-8").splitlines()
    return [(line.split("\t")[0], line.split("\t")[1]) for line in lines if line and line[0] != "#"]


def marked(case: str, language: str, segmentation: str) -> str:
    """Return the text of a case with ¦ before each segment but the first, as these rules cut it."""
    text = case.replace("¦", "")
    starts = {
        start for start, _ in split(text, load_rules(Settings(segmentation=segmentation), language))[1:]
    }
    return "".join("¦" * (place in starts) + character for place, character in enumerate(text))


@pytest.mark.parametrize(("language", "case"), cases("un.tsv"))
def test_our_rules(language, case):
    assert marked(case, language, "un") == case


@pytest.mark.parametrize(("language", "case"), cases("omegat.tsv"))
def test_rules_of_omegat(language, case):
    """The expected cuts are those that OmegaT 3.6 printed for these lines."""
    assert marked(case, language, "omegat") == case


@pytest.mark.xfail(reason="rules without meaning cannot know", strict=True)
@pytest.mark.parametrize(("language", "case"), cases("known_failures.tsv"))
def test_known_failures(language, case):
    assert marked(case, language, "un") == case


WILD = st.text(
    st.sampled_from("aZé第发。！？…”“’\"')）》.,;:?! \t\n\u3000\u00a0²1") | st.characters(), max_size=60
)


@given(WILD, st.sampled_from(["en", "zh", "ru"]), st.sampled_from(["un", "omegat"]))
def test_every_character_stands_in_exactly_one_segment(text, language, segmentation):
    spans = split(text, load_rules(Settings(segmentation=segmentation), language))
    assert all(text[start:end] == text[start:end].strip() != "" for start, end in spans)
    gaps = zip([0, *(end for _, end in spans)], [*(start for start, _ in spans), len(text)], strict=True)
    assert all(start <= end and not text[start:end].strip() for start, end in gaps)


@given(WILD, st.sampled_from(["en", "zh"]))
def test_a_segment_is_not_cut_again_at_its_end(text, language):
    rules = load_rules(Settings(), language)
    assert all(split(text[start:end], rules)[-1][1] == end - start for start, end in split(text, rules))


@pytest.mark.parametrize(("language", "text"), [("zh", "世界在变。\n我们也在变。"), ("en", "One.\nTwo.")])
def test_a_new_line_is_white_space(language, text):
    assert len(split(text, load_rules(Settings(), language))) == 2
    assert len(split(text.replace("。", "").replace(".", "", 1), load_rules(Settings(), language))) == 1


def test_segments_know_where_they_stood():
    document = Document(
        "report.txt",
        (Block("Title", kind="title", page=1), Block(" One.  Two.", number="7.", page=2), Block("")),
        (Block("Ibid.", kind="footnote", number="1", page=2),),
    )
    segments = segments_of(document, load_rules(Settings(), "en"))
    assert [(s.text, s.part, s.start, s.end, s.kind, s.number, s.page) for s in segments] == [
        ("Title", 0, 0, 5, "title", "", 1),
        ("One.", 1, 1, 5, "paragraph", "7.", 2),
        ("Two.", 1, 7, 11, "paragraph", "7.", 2),
        ("Ibid.", 3, 0, 5, "footnote", "1", 2),
    ]


@pytest.mark.parametrize(
    ("offset", "expected"),
    [
        (0, [[0], []]),
        (3, [[3], []]),
        (4, [[4], []]),  # after the full stop
        (5, [[4], []]),  # after the space: a mark follows what it explains
        (6, [[], [1]]),
        (9, [[], [4]]),
    ],
)
def test_footnote_marks_stay_with_their_sentence(offset, expected):
    block = Block("One. Two.", notes=(NoteMark("1", offset),))
    segments = segments_of(Document("", (block,)), load_rules(Settings(), "en"))
    assert [[mark.offset for mark in s.notes] for s in segments] == expected


def test_unknown_segmentation_names_those_there_are():
    with pytest.raises(SettingsError, match=r"'trados'.*omegat, un"):
        load_rules(Settings(segmentation="trados"), "en")


def test_missing_rule_file():
    with pytest.raises(ReadError, match="no such file"):
        load_rules(Settings(srx="missing.srx"), "en")


def test_gold_sentences_of_a_report_are_found(shared):
    """Every boundary between the gold beads of the report is a cut of ours, in both languages."""
    lines = (shared / "data/un/report_part/gold_sentences.tsv").read_text(encoding="utf-8").splitlines()[1:]
    paragraphs: dict[str, list[list[str]]] = {}
    for line in lines:
        number, *texts = line.split("\t")
        paragraphs.setdefault(number, []).append([text.strip() for text in texts])
    for side, (language, space) in enumerate((("zh", ""), ("en", " "))):
        rules = load_rules(Settings(), language)
        for beads in paragraphs.values():
            text = space.join(bead[side] for bead in beads)
            ends = {end for _, end in split(text, rules)}
            assert {len(space.join(b[side] for b in beads[: i + 1])) for i in range(len(beads))} <= ends


@pytest.mark.parametrize(("side", "language", "space"), [("src", "en", " "), ("tgt", "zh", "")])
def test_sentences_of_papers_are_found(shared, side, language, space):
    """Gold sentences joined to paragraphs of 20 and cut again; headings among them cannot be told apart."""
    lines = (shared / "data/gold/aca" / side / "001").read_text(encoding="utf-8").splitlines()
    sentences = [line.strip() for line in lines if line.strip()]
    rules = load_rules(Settings(), language)
    right = ours = gold = 0
    for first in range(0, len(sentences), 20):
        group = sentences[first : first + 20]
        expected = {len(space.join(group[:size])) for size in range(1, len(group))}
        text = space.join(group)
        found = {end for _, end in split(text, rules)} - {len(text)}
        right, ours, gold = right + len(expected & found), ours + len(found), gold + len(expected)
    assert right / ours > 0.98
    assert right / gold > 0.94


@pytest.mark.parametrize(("language", "other"), [("en", "zh-CN"), ("zh", "en")])
def test_omegat_itself_cuts_so(shared, tmp_path, language, other):
    if not Path("/usr/share/omegat/OmegaT.jar").exists():
        pytest.skip("needs OmegaT: apt-get install omegat")
    texts = [case for code, case in cases("omegat.tsv") if code == language]
    file = tmp_path / "cases.txt"
    file.write_text("\n".join(case.replace("¦", "") for case in texts), encoding="utf-8")
    command = ["bash", str(shared / "tools/omegat_segments.sh"), str(file), language, other]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    segments = {line.removeprefix("   |").strip() for line in printed[:-1]}
    assert segments == {piece.strip() for case in texts for piece in case.split("¦")}
