"""The original is never merged: where one sentence translates two, the translation is cut."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align import embed
from align.bitext import Bead
from align.clauses import keep_original, split_target
from align.document import NoteMark, Segment

ADOPTED = "The Council adopted the resolution on the right to food."
THANKED = "The Chair thanked the delegations for their work."
CLOSED = "The session was closed in the evening."


@pytest.fixture(scope="module")
def model():
    return embed.load()


def bead(source, target, **fields):
    sources = tuple(Segment(text, part=3, start=0, end=len(text)) for text in source)
    targets = tuple(Segment(text, part=5, start=7, end=7 + len(text)) for text in target)
    return Bead(sources, targets, **fields)


def parts(beads):
    return [([s.text for s in one.source], [t.text for t in one.target]) for one in beads]


@pytest.mark.parametrize(
    ("target", "cuts"),
    [
        ("理事会通过了关于食物权的决议，主席感谢各代表团的工作。", [15]),
        ("理事会通过了关于食物权的决议——主席感谢各代表团的工作。", [16]),
        ("理事会经过讨论，通过了关于食物权的决议；主席则感谢各代表团的工作，并祝它们顺利。", [20]),
        ("理事会通过了关于食物权的决议而主席感谢各代表团的工作。", [14]),  # no clause: after a word
    ],
)
def test_chinese_is_cut_at_the_clause_that_begins_the_next_sentence(model, target, cuts):
    pieces = split_target([ADOPTED, THANKED], [target], model)
    assert [own[-1].end for own in pieces[:-1]] == cuts


def test_english_is_cut_at_the_clause_that_begins_the_next_sentence(model):
    target = "After a debate, the Council adopted the resolution, and the Chair, Ms. Doe, thanked everybody."
    pieces = split_target(["理事会经过辩论通过了决议。", "主席多伊女士感谢大家。"], [target], model)
    assert [target[p.start : p.end] for own in pieces for p in own] == [
        "After a debate, the Council adopted the resolution,",
        "and the Chair, Ms. Doe, thanked everybody.",
    ]


def test_english_without_a_clause_is_cut_after_a_word(model):
    target = "The Council adopted the resolution and the Chair thanked everybody"
    pieces = split_target(["理事会经过辩论通过了决议。", "主席感谢大家。"], [target], model)
    first, second = (target[own[0].start : own[-1].end] for own in pieces)
    assert (first, second) == ("The Council adopted the resolution and the", "Chair thanked everybody")


@pytest.mark.parametrize(
    ("source", "target"),
    [
        (
            ["The nets were repaired. Soldiers brought food to the villages. Schools closed. Rain fell.",
             "The bridge across the river collapsed during the night."],
            ["渔网已修补，士兵给各村送来了食物，学校停课，下雨了，", "河上的桥梁夜间倒塌。"],
        ),
        (
            ["Soldiers brought food and blankets to the villages. No one died. Farmers lost most of their cattle"
             " because no grass was left. Schools closed. Prices rose.",
             "The Council thanked the engineers for repairing the dam."],
            ["士兵给各村送来了食物和毯子，无人死亡，由于没有草，农民失去了大部分牲畜，学校停课，物价上涨，",
             "理事会感谢工程师修好了大坝。"],
        ),
    ],
)  # fmt: skip
def test_the_last_of_many_clauses_counts_as_much_as_the_first(model, source, target):
    """The longer the text before a part, the less it would count if lengths were not those of the part."""
    whole = "".join(target)
    pieces = split_target(source, [whole], model)
    assert [whole[own[0].start : own[-1].end] for own in pieces] == target


@pytest.mark.filterwarnings("error")  # of a value that is no number, say
def test_three_sentences_in_one(model):
    target = "理事会通过了关于食物权的决议，主席感谢各代表团的工作，会议在晚上闭幕。"
    beads = keep_original([bead([ADOPTED, THANKED, CLOSED], [target])], model)
    assert parts(beads) == [
        ([ADOPTED], ["理事会通过了关于食物权的决议，"]),
        ([THANKED], ["主席感谢各代表团的工作，"]),
        ([CLOSED], ["会议在晚上闭幕。"]),
    ]


def test_a_cut_may_lie_in_the_second_of_two_target_sentences(model):
    targets = ["理事会进行了讨论。", "它通过了关于食物权的决议，主席感谢各代表团的工作。"]
    beads = keep_original([bead([ADOPTED, THANKED], targets)], model)
    assert parts(beads) == [
        ([ADOPTED], [targets[0], "它通过了关于食物权的决议，"]),
        ([THANKED], ["主席感谢各代表团的工作。"]),
    ]


def test_pieces_know_where_they_stood_and_keep_their_marks(model):
    text = "理事会通过了关于食物权的决议，主席感谢各代表团的工作。"
    target = Segment(text, 5, 7, 34, number="3.", page=2, notes=(NoteMark("1", 14), NoteMark("2", 26)))
    whole = Bead((Segment(ADOPTED), Segment(THANKED)), (target,), score=0.8, why="number")
    first, second = (one.target[0] for one in keep_original([whole], model))
    assert (first.part, first.start, first.end, first.number, first.page) == (5, 7, 22, "3.", 2)
    assert (second.start, second.end) == (22, 34)
    assert first.notes == (NoteMark("1", 14),)
    assert second.notes == (NoteMark("2", 11),)
    assert all(one.why == "number" and 0 < one.score < 0.8 for one in keep_original([whole], model))


def test_what_cannot_be_cut_stays_whole_with_the_sentence_it_answers(model):
    """The translation says both in the other order: no cut puts each beside its own."""
    targets = ["主席感谢各代表团的工作。", "理事会通过了关于食物权的决议。"]
    beads = keep_original([bead([ADOPTED, THANKED], targets, score=0.7)], model)
    assert split_target([ADOPTED, THANKED], targets, model) is None
    assert sorted(len(one.target) for one in beads) == [0, 2]
    assert all(one.status == "flagged" and "could not be cut" in one.note for one in beads)


@pytest.mark.parametrize(
    ("source", "target"),
    [
        (
            ["The Council thanked the Chair.", "The Chair thanked the Council for its work."],
            "主席感谢理事会的工作，理事会感谢主席。",
        ),
        (
            ["The first committee met in the morning.", "The second committee met in the evening."],
            "第二委员会在晚上开会，第一委员会在上午开会。",
        ),
        (
            ["Exports of rice rose by five per cent.", "Exports of wheat fell by three per cent."],
            "小麦出口下降百分之三，大米出口增长百分之五。",
        ),
    ],
)
def test_sentences_about_one_thing_in_the_other_order_are_not_cut(model, source, target):
    assert split_target(source, [target], model) is None
    turned = "，".join(reversed(target.rstrip("。").split("，"))) + "。"
    assert split_target(source, [turned], model) is not None


def test_other_beads_stay_as_they_are(model):
    beads = (
        bead([ADOPTED], ["理事会通过了决议。", "决议事关食物权。"]),
        bead([ADOPTED], []),
        bead([], ["主席感谢大家。"]),
    )
    assert keep_original(beads, model) == beads
    assert [one.type for one in keep_original([bead([ADOPTED, THANKED], [])], model)] == ["1-0", "1-0"]


class Exact:
    """The packaged model without its additive side: what any hub model offers."""

    name, additive = "exact", False

    def __init__(self, model):
        self.dim, self.encode = model.dim, model.encode


def test_models_that_are_not_additive_cut_too(model):
    target = "理事会通过了关于食物权的决议，主席感谢各代表团的工作。"
    assert split_target([ADOPTED, THANKED], [target], Exact(model))[0][-1].end == 15
    assert split_target([ADOPTED, THANKED], [target.replace("，", "")], Exact(model)) is None


@given(
    st.lists(st.text("ab cd.", min_size=1, max_size=20).filter(str.strip), min_size=2, max_size=4),
    st.lists(st.text("第三条，。 ab,c.", min_size=1, max_size=40).filter(str.strip), min_size=1, max_size=3),
)
def test_nothing_is_lost_and_nothing_doubled(sources, targets):
    targets = [text.strip() for text in targets]
    beads = keep_original([bead(sources, targets)], embed.load())
    assert [one.text for b in beads for one in b.source] == sources
    assert all(len(one.source) == 1 for one in beads)
    said = "".join(one.text for b in beads for one in b.target)
    assert re.sub(r"\s", "", said) == re.sub(r"\s", "", "".join(targets))


def test_a_text_of_very_many_clauses_is_cut_nearby(model):
    target = "，".join(["理事会通过了关于食物权的决议"] * 5000 + ["主席感谢各代表团的工作"] * 5000)
    pieces = split_target([ADOPTED, THANKED], [target], model)
    assert abs(pieces[0][-1].end - 5000 * 15) < 5000


def test_joined_neighbours_of_a_report_are_parted_again(shared, model):
    """Two neighbouring translations joined by a comma: nine cuts in ten fall on that comma."""
    lines = (shared / "data/un/report_part/gold_sentences.tsv").read_text(encoding="utf-8").splitlines()[1:]
    rows = [line.split("\t") for line in lines]
    pairs = [(a, b) for a, b in zip(rows[::2], rows[1::2], strict=False) if a[0] == b[0]]
    found = 0
    for (_, zh, en), (_, next_zh, next_en) in pairs:
        joined = zh.strip().rstrip("。") + "，"
        pieces = split_target([en, next_en], [joined + next_zh.strip()], model)
        found += pieces is not None and pieces[0][-1].end == len(joined)
    assert found >= 0.9 * len(pairs) > 20
