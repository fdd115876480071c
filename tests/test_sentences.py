"""Sentences of made texts: what is found, what is kept, what does not derail it."""

import ast
import math
import random
import time
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from align import embed
from align.beads import ScoredBead, bead_types
from align.paths import Windows
from align.sentences import align_sentences, swapped, weigh_sentences
from align.sentences.anchors import anchors, cut
from align.sentences.breaks import across_breaks
from align.sentences.joins import JoinedCosines
from align.sentences.lattice import Lattice
from align.sentences.omitted import cut_at_ends, parted
from align.sentences.stretches import cut_at_clauses
from align.settings import Settings

CORPORA = Path(__file__).parent.parent / "corpora"
CASES = Path(__file__).parent / "cases"

# Two invented languages, word for word: every text of one has its translation in the other.
SYLLABLES = "ba ke lo mi nu pa re so ti vu za che dri fno gla".split()


class Dictionary:
    """An additive model that knows the two languages: words that translate one another share a vector."""

    name, dim, additive = "dictionary", 64, True

    def encode(self, texts):
        sums = self.sums(texts)
        return sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-9)

    def sums(self, texts):
        rows = [[self._vector(word) for word in text.lower().split()] for text in texts]
        return np.array([np.sum(row, axis=0) if row else np.zeros(64) for row in rows], np.float32).reshape(
            -1, 64
        )

    def tokens(self, text):
        raise NotImplementedError

    def _vector(self, word):
        return np.random.default_rng(list(word.strip(".,;!?").encode())).normal(size=64)


def sentence(chance):
    return " ".join("".join(chance.choices(SYLLABLES, k=2)) for _ in range(chance.randint(4, 9))) + "."


def text(count, seed=1):
    chance = random.Random(seed)
    return [sentence(chance) for _ in range(count)]


def links(beads):
    return [(bead.source, bead.target) for bead in beads]


def align(source, target, **options):
    return align_sentences(source, target, Dictionary(), Settings(), **options)


def one_to_one(count):
    return [((i,), (i,)) for i in range(count)]


def test_equal_texts_are_aligned_one_to_one():
    lines = text(60)
    beads = align(lines, lines)
    assert links(beads) == one_to_one(60)
    assert min(bead.score for bead in beads) > 0.9


@pytest.mark.parametrize("several", range(2, 9))
def test_a_sentence_may_become_several_and_several_one(several):
    lines = text(40)
    joined = [*lines[:10], " ".join(lines[10 : 10 + several]), *lines[10 + several :]]
    middle = (10,), tuple(range(10, 10 + several))
    assert middle in links(align(joined, lines))
    assert middle[::-1] in links(align(lines, joined))


def test_left_out_sentences_become_null_beads():
    lines = text(40)
    beads = align(lines, lines[:20] + lines[21:])
    assert ((20,), ()) in links(beads)
    assert links(beads)[21] == ((21,), (20,))


@pytest.mark.parametrize(("source", "target"), [(0, 0), (0, 3), (3, 0), (1, 1), (1, 7), (7, 1), (12, 1)])
def test_texts_of_any_size_are_covered(source, target):
    beads = align(text(source), text(target, seed=2))
    covers_each_once(beads, source, target)


def covers_each_once(beads, source, target):
    assert [i for bead in beads for i in bead.source] == list(range(source))
    assert [j for bead in beads for j in bead.target] == list(range(target))
    assert all(bead.source or bead.target for bead in beads)
    assert all(0 <= bead.score <= 1 for bead in beads)


@given(st.lists(st.text(max_size=30), max_size=6), st.lists(st.text(max_size=30), max_size=6))
@settings(deadline=None, max_examples=40)
def test_any_text_is_covered_in_order(source, target):
    beads = align_sentences(source, target, embed.load(), Settings())
    covers_each_once(beads, len(source), len(target))


@given(st.integers(0, 2**32 - 1))
@settings(deadline=None, max_examples=15)
def test_swapped_sides_give_swapped_beads(seed):
    chance = random.Random(seed)
    lines = text(25, seed)
    source, target = edited(lines, chance), edited(lines, chance)
    there, back = align(source, target), align(target, source)
    # Null beads between two others have no order of their own.
    assert {bead for bead in links(there) if all(bead)} == {bead[::-1] for bead in links(back) if all(bead)}


def edited(lines, chance):
    """Return lines with some joined and some left out."""
    result = []
    for line in lines:
        draw = chance.random()
        if draw < 0.15 and result:
            result[-1] += " " + line
        elif draw > 0.05:
            result.append(line)
    return result


def test_half_a_character_does_not_stop_it():
    source, target = ["It rose \ud800 in 2019.", "Then it fell."], ["2019 年上升 \udfff。", "随后下降。"]
    beads = align_sentences(source, target, embed.load(), Settings())
    assert [(bead.source, bead.target) for bead in beads] == [((0,), (0,)), ((1,), (1,))]


def test_no_bead_leaves_its_fence():
    lines = text(12)
    fences = [(range(0, 4), range(0, 5)), (range(4, 4), range(5, 6)), (range(4, 12), range(6, 12))]
    beads = align(lines, lines, fences=fences)
    covers_each_once(beads, 12, 12)
    for bead in beads:
        assert any(
            set(bead.source) <= set(rows) and set(bead.target) <= set(columns) for rows, columns in fences
        )


def test_a_missing_chapter_does_not_derail_it():
    lines = text(1500)
    beads = align(lines, lines[:400] + lines[900:])
    right = {((i,), (i if i < 400 else i - 500,)) for i in [*range(400), *range(900, 1500)]}
    assert len(right & set(links(beads))) >= 0.995 * len(right)
    assert sum(not bead.target for bead in beads) >= 495
    covers_each_once(beads, 1500, 1000)


def test_a_block_moved_elsewhere_does_not_derail_it():
    lines = text(1500)
    moved = lines[:200] + lines[400:1200] + lines[200:400] + lines[1200:]
    beads = align(lines, moved)
    stayed = {((i,), (i,)) for i in range(200)}
    stayed |= {((i,), (i - 200,)) for i in range(400, 1200)} | {((i,), (i,)) for i in range(1200, 1500)}
    assert len(stayed & set(links(beads))) >= 0.99 * len(stayed)
    covers_each_once(beads, 1500, 1500)


def test_anchors_stand_in_one_order():
    vectors = Dictionary().encode(text(300))
    found = anchors(vectors, np.concatenate([vectors[100:], vectors[:100]]))
    assert [anchor.source for anchor in found] == list(range(100, 300))
    assert [anchor.target for anchor in found] == list(range(200))


def test_a_sentence_that_the_translation_says_twice_is_no_anchor():
    vectors = Dictionary().encode(text(40))
    found = anchors(vectors, np.concatenate([vectors[:21], vectors[20:]]))
    assert [anchor.source for anchor in found] == [*range(20), *range(21, 40)]


def test_neighbours_that_changed_places_are_reported():
    lines = text(20)
    turned = [*lines[:8], lines[9], lines[8], *lines[10:]]
    beads = align(lines, turned)
    assert swapped(beads, lines, turned, Dictionary()) == [((8, 9), (9, 8))]
    assert swapped(align(lines, lines), lines, lines, Dictionary()) == []


def test_cost_grows_with_length_and_not_with_its_square():
    lines = text(4000)
    seconds = []
    for count in (1000, 4000):
        begin = time.process_time()
        align(lines[:count], lines[:count])
        seconds.append(time.process_time() - begin)
    assert seconds[1] < 8 * seconds[0]


def test_clauses_are_the_whole_sentence():
    for line in [
        "他来了，看见了；“走吧。”他说。",
        "One, two — and (three).",
        "",
        "……",
        "1,325 people, 3.5 %",
    ]:
        assert "".join(cut_at_clauses(line)) == line


class Opaque(Dictionary):
    """A model whose sums nobody may take for those of joined texts."""

    additive = False


@pytest.mark.parametrize("exact", [False, True])
def test_other_models_tell_which_of_equally_long_sentences_is_left_out(exact):
    lines = [" ".join(words.split()[:4]) for words in text(30)]
    beads = align_sentences(lines, lines[:12] + lines[13:], Opaque(), Settings(exact_joins=exact))
    assert links(beads) == [
        *one_to_one(12), ((12,), ()), *(((i,), (i - 1,)) for i in range(13, 30)),
    ]  # fmt: skip


@pytest.mark.parametrize("sides", [(0, 0), (0, 2), (2, 0), (1, 2)])
@pytest.mark.parametrize("exact", [False, True])
def test_other_models_take_texts_of_any_size(sides, exact):
    source, target = (text(count) for count in sides)
    covers_each_once(align_sentences(source, target, Opaque(), Settings(exact_joins=exact)), *sides)


def test_the_probability_of_a_bead_is_its_score():
    lines = text(200)
    joined = [*lines[:108], " ".join(lines[108:110]), *lines[110:]]
    fences = [(range(100), range(100)), (range(100, 200), range(100, 199))]
    parts = list(weigh_sentences(lines, joined, Dictionary(), Settings(), fences))
    assert len(parts) > 1
    for part in parts:
        for bead in part.best_beads():
            rows, columns = (range(side[0], side[-1] + 1) for side in (bead.source, bead.target))
            assert part.probability(rows, columns) == pytest.approx(bead.score)
            assert part.probability(rows, range(columns.start, columns.stop + 1)) < 0.5
            assert part.boundary(rows.stop, columns.stop) >= bead.score - 1e-6
            assert part.boundary(rows.start, columns.stop) < 0.5
    assert part.probability(range(100, 101), range(115, 116)) == 0
    assert part.boundary(99, 100) == part.boundary(100, 200) == 0


def test_neighbouring_fences_share_a_stretch_while_they_are_short():
    """What is worked out at once stays small, and is not so small that most of the time goes into beginning."""
    lines = text(300)
    fences = [(range(k, k + 10), range(k, k + 10)) for k in range(0, 300, 10)]
    parts = weigh_sentences(lines, lines, Dictionary(), Settings(), fences)
    assert [len(part.stretch.rows) for part in parts] == [90, 90, 90, 30]


def test_a_break_between_paragraphs_falls_only_where_the_translation_has_it_elsewhere():
    """Two sentences were put before the first paragraph, a break moved up, a later paragraph lost its first."""
    lines = text(30)
    target = [*text(2, seed=2), *lines[:24], *lines[25:]]
    rows, columns = (pairwise(ends) for ends in ((0, 8, 16, 24, 30), (0, 10, 17, 26, 31)))
    fences = [(range(*own), range(*other)) for own, other in zip(rows, columns, strict=True)]
    beads = align(lines, target, fences=fences)
    aligned = [[bead for bead in beads if is_inside(bead, fence)] for fence in fences]
    groups = across_breaks(aligned, fences, [True] * 3, (lines, target), Dictionary(), Settings())
    assert [group for group, _ in groups] == [range(0, 1), range(1, 3), range(3, 4)]
    found = [bead for _, own in groups for bead in own]
    covers_each_once(found, 30, 31)
    assert links(found)[-22:] == [
        *(((i,), (i + 2,)) for i in range(8, 24)), ((24,), ()), *(((i,), (i + 1,)) for i in range(25, 30)),
    ]  # fmt: skip


def is_inside(bead, fence):
    return all(
        set(own) <= set(numbers) for own, numbers in zip((bead.source, bead.target), fence, strict=True)
    )


def known_text():
    """Return 24 sentences of the sample report and their translations: two joined, two cut, one left out."""
    rows = (row.split("\t") for row in (CORPORA / "report/gold.tsv").read_text("utf-8").splitlines()[1:])
    source, target = map(
        list, zip(*[row[1:3] for row in rows if len(row[1]) > 60 and row[2]][:24], strict=True)
    )
    target[4:6] = [f"{target[4].rstrip('。')}，{target[5]}"]
    del target[12]
    source[16:18] = [" ".join(source[16:18])]
    return source, target


def test_the_confidences_of_a_known_text_are_what_they_were():
    """As log odds. They change with the model or the weights, and with nothing else: then write them anew."""
    lines = (CASES / "sentences/confidences.tsv").read_text("utf-8").splitlines()[1:]
    known = [(*map(ast.literal_eval, row[:2]), float(row[2])) for row in (line.split("\t") for line in lines)]
    found = align_sentences(*known_text(), embed.load(), Settings())
    assert [(bead.source, bead.target) for bead in found] == [row[:2] for row in known]
    odds = [math.log(bead.score / (1 - bead.score)) for bead in found]
    assert odds == pytest.approx([row[2] for row in known], abs=0.02)


def test_a_large_part_without_an_anchor_is_cut_in_order():
    alike = np.ones((1205, 4), np.float32) / 2
    parts = list(cut(alike, alike, (range(5, 1205), range(3, 1003))))
    for side, whole in ((0, range(5, 1205)), (1, range(3, 1003))):
        assert [place for part in parts for place in part[side]] == list(whole)
    assert max(len(rows) * len(columns) for rows, columns in parts) < 1_000_000
    whole = range(5, 905), range(3, 1003)  # one table holds it
    assert list(cut(alike, alike, whole)) == [whole]


def test_a_part_of_sure_pairs_is_cut_in_short_sections():
    source, target = np.eye(102, dtype=np.float32), np.eye(103, dtype=np.float32)[1:, :102]
    parts = list(cut(source, target, (range(102), range(102))))
    assert [place for rows, _ in parts for place in rows] == list(range(102))
    assert all(columns.start == rows.start - 1 for rows, columns in parts[1:])
    assert max(len(rows) for rows, _ in parts) <= 32
    few = range(20), range(20)
    assert list(cut(source, target, few)) == [few]


def test_joins_of_any_length_are_embedded_as_they_are_and_cut_off_at_the_end():
    lines = text(3)
    (part,) = weigh_sentences(lines, lines, Opaque(), Settings())
    lattice = Lattice([Windows.whole(3, 3)], bead_types(8))
    english = Settings(source_language="en", target_language="en")
    joined = JoinedCosines([part.stretch], english, Opaque(), 9, lattice.width)
    (band,) = lattice.bands
    found = dict(zip(lattice.types[2:], joined.of(band, 8), strict=True))
    # By column and row where the bead ends.
    assert [found[a, a][0][a, a] for a in (1, 2, 3)] == pytest.approx([1, 1, 1], abs=1e-6)
    assert 0.5 < found[2, 3][0][3, 2] < 1
    assert found[3, 3][1][3, 3] == found[4, 1][0][3, 3] == 0
    alone = [found[1, 1][0][place] for place in ((1, 2), (3, 2), (2, 1), (2, 3))]
    assert found[1, 1][1][2, 2] == pytest.approx(sum(alone) / 4)


def test_other_models_are_approximated_or_joined_exactly():
    lines = text(30)
    joined = [*lines[:10], " ".join(lines[10:12]), *lines[12:]]
    for exact in (False, True):
        beads = align_sentences(lines, joined, Opaque(), Settings(exact_joins=exact))
        assert ((10, 11), (10,)) in links(beads)


def test_what_the_other_side_does_not_say_at_either_end_stands_alone():
    there = np.eye(5, dtype=np.float32)[2:4]
    cut = cut_at_ends(np.eye(5, dtype=np.float32), there, 0.02)
    assert [(len(range(5)[rows]), len(there[columns])) for rows, columns in cut] == [
        *[(1, 0)] * 2,
        (2, 2),
        (1, 0),
    ]
    assert [i for rows, _ in cut for i in range(5)[rows]] == [*range(5)]


@pytest.mark.parametrize(("title", "said"), [([0, 1, 0], 1), ([0.5, 1, 0], 2), ([0, 0.2, 0], 2)])
def test_a_title_without_answer_stands_alone_though_the_cosine_rises_little(title, said):
    sentences, translation = np.array([[7, 0, 0], title], np.float32), np.array([[7, 0, 0]], np.float32)
    cut = cut_at_ends(sentences, translation, 0.02)
    assert [len(sentences[rows]) for rows, columns in cut if len(translation[columns])] == [said]


def test_a_sentence_that_a_clause_of_the_other_side_answers_is_said():
    sentences = np.array([[1, 0, 0], [0, 1, 2]], np.float32)  # the second one is translated freely
    clauses = np.array([[2, 0, 0], [0, 0.6, 0]], np.float32)
    translation = clauses.sum(axis=0, keepdims=True)
    rest = slice(0, 1), slice(0, 1)
    assert cut_at_ends(sentences, translation, 0.02)[0] == rest
    [(rows, columns)] = cut_at_ends(sentences, translation, 0.02, (sentences, clauses))
    assert (len(sentences[rows]), len(translation[columns])) == (2, 1)
    unsaid = np.array([[1, 0, 0], [0, 0, 1]], np.float32)
    assert cut_at_ends(unsaid, translation, 0.02, (unsaid, clauses))[0] == rest


@pytest.mark.parametrize(("texts", "alone"), [(3, 2), (4, 3), (2, 0)])
def test_a_sure_bead_of_many_sentences_is_looked_through_too(texts, alone):
    strangers = ["ba ba ke", "lo mi lo", "nu pa nu", "so ti vu za"][-texts:]
    [whole] = weigh_sentences(strangers, strangers[-1:], Dictionary(), Settings())
    beads = parted([([ScoredBead(tuple(range(texts)), (0,), 0.95)], whole.stretch)])
    assert [len(bead.target) for bead in beads] == [*[0] * alone, 1]


@pytest.mark.parametrize("few", [1, 13])
def test_a_text_too_long_for_all_pairs_is_held_against_a_few_sentences(few):
    beads = align_sentences([f"line {n}" for n in range(4001)], ["第一行"] * few, embed.load(), Settings())
    assert sum(len(bead.target) for bead in beads) == few
