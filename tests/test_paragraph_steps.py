"""Each step of paragraph alignment by itself: what the whole hides, since a later step often mends it."""

import ast
import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from paragraph_rows import NUMBERED, SOURCE, TARGET, document

from align import embed
from align.document import Block
from align.paragraphs import ParagraphBead, match, movable_breaks
from align.paragraphs.backbone import CELLS, backbone
from align.paragraphs.evidence import KINDS, TYPES, Link, contents, scores
from align.paragraphs.leftovers import with_leftovers, with_those_beside
from align.paragraphs.sides import Sides, sides
from align.paragraphs.skeleton import agreement, skeletons
from align.paragraphs.tables import by_rows_and_columns
from align.settings import Settings

CASES = Path(__file__).parent / "cases" / "paragraphs"
COUNTRIES = [
    ("Brazil", "巴西"), ("Egypt", "埃及"), ("France", "法国"), ("Germany", "德国"), ("India", "印度"), ("Japan", "日本"),
]  # fmt: skip


@pytest.fixture(scope="module")
def model():
    return embed.load()


def path(source, target, model):
    """Return the best path over all blocks of two documents."""
    both = sides(source, target, model)
    return backbone(both, slice(0, len(source.blocks)), slice(0, len(target.blocks)))


def cell(text, row, column):
    return Block(text, "table_cell", place=f"table 1 row {row} cell {column}")


@pytest.mark.parametrize(
    ("one", "other", "may_be_one"),
    [
        (Block("It met."), Block("It decided."), True),
        (Block("Report", "heading"), Block("of the Council"), True),
        (Block("Report", "contents"), Block("of the Council", "contents"), True),
        (Block("Report", "contents"), Block("of the Council", "heading"), False),
        (Block("Report", "contents"), cell("12", 1, 1), False),
        (cell("Egypt", 1, 1), cell("12", 1, 2), True),
        (cell("Egypt", 1, 1), cell("France", 2, 1), False),
    ],
)  # fmt: skip
def test_which_neighbours_may_be_one_block_of_the_other_version(one, other, may_be_one):
    first, _ = skeletons([Block("The blocks before."), one, other], [])
    assert first.joins[1] == may_be_one


@pytest.mark.parametrize(
    ("number", "other", "agreed"), [("1.", "1.", 1), ("1.", "一、", 0.5), ("1.", "2.", -0.5), ("1.", "", 0)]
)
def test_how_far_two_numbers_agree(number, other, agreed):
    both = skeletons([Block("It met.", number=number)], [Block("开会。", number=other)])
    assert agreement(*both, 0, 0) == agreed


def test_beads_count_the_same_whichever_version_is_the_original(model):
    both = sides(*(document(map(Block, side)) for side in zip(*COUNTRIES, strict=True)), model)
    there, back = (
        dict(zip(TYPES, scores(each, TYPES, 1), strict=True))
        for each in (both, Sides(both.target, both.source))
    )
    for (a, b), values in there.items():
        assert np.transpose(back[b, a]) == pytest.approx(np.asarray(values))


def test_a_join_is_held_back_by_the_kinds_of_its_first_and_of_its_last_block(model):
    """Readers take a heading for a list item at times, and a paragraph more often."""
    source, target = (document(map(Block, side)) for side in zip(*COUNTRIES[:4], strict=True))
    other = replace(target, blocks=(replace(target.blocks[0], kind="list_item"), *target.blocks[1:]))
    headed = replace(source, blocks=(replace(source.blocks[0], kind="heading"), *source.blocks[1:]))
    plain, told = (
        list(scores(sides(*both, model), [(1, 1), (3, 1)], 0)) for both in ((source, target), (headed, other))
    )
    pair, join = (one - two for one, two in zip(plain, told, strict=True))
    assert pair[:2, 0] == pytest.approx([0.4 * KINDS, 0.15 * KINDS])
    assert join[0, 0] == pytest.approx((0.4 + 0.15) / 2 * KINDS)


def test_figures_are_not_held_against_figures_but_against_words(model):
    both = sides(document([Block("12"), Block("340")]), document([Block("埃及"), Block("7")]), model)
    told = contents([Link((0,), (0,)), Link((0,), (1,))], both)
    assert told[0] < 0 <= told[1]


def test_numbers_are_believed_where_they_agree_on_joined_paragraphs_too(model):
    """The number of a joined paragraph is that of its first part."""
    blocks = list(TARGET.blocks)
    for first in (34, 27, 18, 14, 9):
        blocks[first : first + 2] = [replace(blocks[first], text=blocks[first].text + blocks[first + 1].text)]
    found = path(SOURCE, replace(TARGET, blocks=tuple(blocks)), model)
    assert sum(len(link.source) == 2 for link in found) == 5
    assert found[0].trust > 0.9


class Hazy:
    """A model that hardly sees what texts have in common: twice as much of a vector is chance as is sense."""

    name, additive = "hazy", False

    def __init__(self, model):
        self.model, self.dim = model, model.dim

    def encode(self, texts):
        chance = [np.random.default_rng(list(text.encode())).normal(size=self.dim) for text in texts]
        vectors = self.model.encode(texts) + 2 * units(np.array(chance, np.float32))
        return units(vectors)


def units(vectors):
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def test_numbers_shifted_throughout_are_found_out_though_the_texts_say_little(model):
    """At first numbers are believed so little that the path shows how often they agree."""
    source = document(SOURCE.blocks[i] for i in NUMBERED[:16])
    target = document(replace(TARGET.blocks[i], number=f"{k}.") for k, i in enumerate(NUMBERED[:16], 2))
    found = path(source, target, Hazy(model))
    assert [link[:2] for link in found] == [((k,), (k,)) for k in range(16)]
    assert found[0].trust < 0.2


def test_long_documents_without_any_anchor_are_cut_in_the_middle(model):
    long = document(Block("…") for _ in range(math.isqrt(CELLS) + 5))
    found = path(long, long, model)
    assert [link[:2] for link in found] == [((k,), (k,)) for k in range(len(long.blocks))]


def test_what_both_versions_left_over_at_one_place_is_paired_in_order(model):
    source, target = (
        document(Block(name, "list_item") for name in side) for side in zip(*COUNTRIES, strict=True)
    )
    alone = [link for k in (1, 2, 3, 4) for link in (Link((k,), ()), Link((), (k,)))]
    found = with_those_beside([Link((0,), (0,)), *alone, Link((5,), (5,))], sides(source, target, model))
    assert sorted(link[:2] for link in found) == [((k,), (k,)) for k in range(6)]


@pytest.mark.parametrize("times", [1, 2])
def test_a_block_that_moved_is_found_where_the_translation_says_it_once(model, times):
    names, others = zip(*COUNTRIES, strict=True)
    source, target = document(map(Block, names)), document(map(Block, [*others[5:] * times, *others[:5]]))
    moved = [Link((), (k,)) for k in range(times)]
    stayed = [Link((k,), (k + times,)) for k in range(5)]
    found = with_leftovers([*moved, *stayed, Link((5,), ())], sides(source, target, model))
    assert set(stayed) < set(found)
    assert [link.target for link in found if link.source == (5,)] == [(0,) if times == 1 else ()]


@pytest.mark.parametrize(("place", "is_found"), [(2, True), (34, False)])
def test_a_heading_far_from_its_place_has_to_be_more_alike(model, place, is_found):
    """It stands first in the translation; the original has one that says about the same."""
    source, target = (
        [block for block in side.blocks if block.kind in ("paragraph", "list_item")]
        for side in (SOURCE, TARGET)
    )
    stayed = [Link((j + (j >= place),), (j + 1,)) for j in range(len(target))]
    source.insert(place, Block("Boats and travellers", "heading"))
    target.insert(0, TARGET.blocks[12])
    links = [Link((), (0,)), *stayed[:place], Link((place,), ()), *stayed[place:]]
    found = with_leftovers(links, sides(document(source), document(target), model))
    assert (Link((place,), (0,)) in found) == is_found


def test_figures_go_where_their_row_meets_their_column(model):
    """The path took the 7 of one country for that of the next."""
    source, target = (
        document(block for row, name in enumerate(side) for block in (cell(name, row, 1), cell("7", row, 2)))
        for side in zip(*COUNTRIES, strict=True)
    )
    straight = [Link((k,), (k,)) for k in range(len(source.blocks))]
    crossed = [Link((i,), ({3: 5, 5: 3}.get(i, i),)) for i in range(len(straight))]
    found = by_rows_and_columns(crossed, sides(source, target, model), source.blocks, target.blocks)
    assert sorted(found) == straight


def damaged():
    """Return the report and its translation: a paragraph lost, two joined, two swapped, another put in."""
    blocks = list(TARGET.blocks)
    blocks[36:36] = [Block("茶叶价格上涨，因为去年春天霜冻严重，收成不好。")]
    blocks[33:35] = blocks[34:32:-1]
    blocks[27:29] = [replace(blocks[27], text=blocks[27].text + blocks[28].text)]
    del blocks[15]
    return SOURCE, replace(TARGET, blocks=tuple(blocks))


def test_the_confidences_of_a_damaged_report_are_what_they_were(model):
    """As log odds. They change with the model or how beads are judged: then write them anew."""
    lines = (CASES / "confidences.tsv").read_text("utf-8").splitlines()[1:]
    known = [(*map(ast.literal_eval, row[:2]), *row[2:]) for row in (line.split("\t") for line in lines)]
    found = match(*damaged(), model, Settings())
    assert [(bead.source, bead.target, bead.why) for bead in found] == [row[:3] for row in known]
    odds = [math.log(bead.score / (1 - bead.score)) for bead in found]
    assert odds == pytest.approx([float(row[3]) for row in known], abs=0.01)


def test_a_break_may_be_moved_between_neighbours_of_running_text():
    source = document([*(Block("It met.") for _ in range(7)), Block("Part two", "heading"), Block("It met.")])
    target = document([*(Block("开会。") for _ in range(7)), Block("第二部分", "heading"), Block("开会。")])
    beads = [
        ((), (0,)), ((0,), (1,)), ((1, 2), (2,)), ((4,), (3,)), ((3,), (4,)), ((5,), (5,)), ((6,), (6,)),
        ((7,), (7,)), ((8,), (8,)),
    ]  # fmt: skip
    made = [ParagraphBead(*bead, "number" if bead == ((6,), (6,)) else "embedding", 0.9) for bead in beads]
    assert movable_breaks(source, target, made) == [
        True, True,
        False, False,  # the fourth and fifth of the source changed places
        True,
        False,  # both versions number the paragraph behind it
        False, False,  # a heading
    ]  # fmt: skip
