"""Paths and posteriors of a lattice against a list of all its paths."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.beads import IMPOSSIBLE, bead_types
from align.paths import Windows
from align.sentences.cosines import SumCosines
from align.sentences.lattice import Lattice
from align.sentences.spans import SpannedSide, Units


def all_paths(part, types, scores):
    """Yield every path through a part as a list of the places of its beads in `scores`."""
    low, high = part.windows.low, part.windows.high
    n, m = part.windows.shape

    def onward(i, j):
        if (i, j) == (n, m):
            yield []
        for kind, (a, b) in enumerate(types):
            k, w = i + a, j + b
            if k <= n and low[k] <= w <= high[k] and scores[k, kind, w - low[k]] > IMPOSSIBLE:
                for rest in onward(k, w):
                    yield [(k, kind, w - low[k]), *rest]

    return onward(0, 0)


@st.composite
def windows(draw):
    n, m = draw(st.integers(1, 4)), draw(st.integers(1, 4))
    low = sorted(draw(st.lists(st.integers(0, m), min_size=n + 1, max_size=n + 1)))
    high = sorted(draw(st.lists(st.integers(0, m), min_size=n + 1, max_size=n + 1)))
    # Windows that overlap from row to row, as those around a path do.
    low = np.minimum(np.array([0, *low[:-1]]), [0, *high[:-1]])
    high = np.maximum(np.array([*high[1:], m]), [*low[1:], m])
    return Windows(low, high)


def random_scores(lattice, seed):
    chance = np.random.default_rng(seed)
    return lattice.filled(
        lambda band: (chance.normal(size=(band.width, len(band.row))) for _ in lattice.types)
    )


@given(st.lists(windows(), min_size=1, max_size=3), st.integers(1, 4), st.integers(0, 2**32 - 1))
def test_no_path_is_better_and_posteriors_add_up(texts, limit, seed):
    """Whatever lies beside it in the same lattice."""
    lattice = Lattice(texts, bead_types(limit))
    scores = random_scores(lattice, seed)
    posteriors, nodes, totals = lattice.posteriors(scores)
    paths = lattice.best_paths(scores)
    own = [lattice.split(values) for values in (scores, posteriors)]
    for part, score, posterior, known, total, path in zip(
        lattice.parts, *own, nodes, totals, paths, strict=True
    ):
        every = list(all_paths(part, lattice.types, score))
        sums = [sum(score[place] for place in places) for places in every]
        found = [score[step.row, step.kind, step.column - part.windows.low[step.row]] for step in path]
        assert sum(found) == pytest.approx(max(sums))
        weights = np.exp(sums)
        expected = np.zeros(posterior.shape)
        for places, weight in zip(every, weights, strict=True):
            for place in places:
                expected[place] += weight / weights.sum()
        assert posterior == pytest.approx(expected, abs=1e-6)
        assert total == pytest.approx(math.log(weights.sum()))
        assert known[part.windows.shape] == pytest.approx(0.0, abs=1e-6)


def test_no_bead_leaves_its_section():
    sections = [(range(0, 1), range(0, 1)), (range(1, 1), range(1, 2)), (range(1, 3), range(2, 3))]
    lattice = Lattice([Windows.whole(3, 3)], bead_types(2), [sections])
    assert [(part.rows, part.columns) for part in lattice.parts] == sections
    scores = lattice.filled(lambda band: [-1.0] * 2 + [1.0] * 3)
    paths = lattice.best_paths(scores)
    assert [[lattice.types[step.kind] for step in path] for path in paths] == [[(1, 1)], [(0, 1)], [(2, 1)]]
    (nodes,) = lattice.whole(lattice.nodes(scores))
    assert nodes.shape == (4, 4)
    assert [nodes[corner] for corner in ((0, 0), (1, 1), (1, 2), (3, 3))] == pytest.approx([0.0] * 4)
    assert nodes[0, 2] == nodes[2, 1] == IMPOSSIBLE


def cosines_of(source, target, limit):
    """Return for each real bead (begin, end, left, right) its cosine, and that with what is around."""
    lattice = Lattice([Windows.whole(len(source), len(target))], bead_types(limit))
    sides = [SpannedSide([Units([""] * len(own), own, 1.0)], limit) for own in (source, target)]
    cosines = SumCosines([(source, target)], *sides, limit + 1, lattice.width)
    found = {}
    for band in lattice.bands:
        for (a, b), values in zip(lattice.types[2:], cosines.of(band, limit), strict=True):
            for w, r in np.argwhere(lattice.allowed(band, (a, b))):
                i, j = int(band.row[r]), int(band.columns[w, r])
                found[i - a, i, j - b, j] = tuple(float(value[w, r]) for value in values)
    return found


@given(st.integers(1, 6), st.integers(1, 6), st.integers(0, 2**32 - 1))
def test_cosines_are_those_of_the_sums(n, m, seed):
    chance = np.random.default_rng(seed)
    source, target = (chance.normal(size=(size, 5)).astype(np.float32) for size in (n, m))

    def cosine(begin, end, left, right):
        one, other = (
            side.sum(axis=0) for side in (source[max(begin, 0) : end], target[max(left, 0) : right])
        )
        lengths = np.linalg.norm(one) * np.linalg.norm(other)
        return one @ other / lengths if lengths else 0.0

    found = cosines_of(source, target, 3)
    assert len(found) == sum((n + 1 - a) * (m + 1 - b) for a, b in bead_types(3)[2:] if a <= n and b <= m)
    for (begin, end, left, right), (own, around) in found.items():
        assert own == pytest.approx(cosine(begin, end, left, right), abs=1e-4)
        beside = [(begin, end, *ends) for ends in ((left - 1, left), (right, right + 1))]
        outside = [(*ends, left, right) for ends in ((begin - 1, begin), (end, end + 1))]
        assert around == pytest.approx(np.mean([cosine(*place) for place in beside + outside]), abs=1e-4)


def test_a_text_without_a_known_word_is_like_nothing():
    found = cosines_of(np.zeros((2, 3), np.float32), np.ones((2, 3), np.float32), 2)
    assert found[0, 2, 0, 1] == found[0, 1, 0, 1] == (0.0, 0.0)


def test_a_few_wide_rows_do_not_make_all_rows_wide():
    nodes = np.array(
        [(0, 0), *((i, i) for i in range(1, 20)), (19, 80), *((i, 60 + i) for i in range(21, 41))]
    )
    lattice = Lattice([Windows.around(nodes, radius=2)], bead_types(3))
    assert sorted(place for band in lattice.bands for place in band.place) == list(range(41))
    narrow, *wide = sorted(lattice.bands, key=lambda band: band.width)
    assert narrow.width < 12 < 60 < wide[-1].width
    assert len(narrow.row) > 30


def test_windows_hold_the_path_and_what_is_near():
    windows = Windows.around(np.array([(0, 0), (1, 1), (1, 5), (4, 6)]), radius=1)
    assert list(windows.low) == [0, 0, 0, 4, 4]
    assert list(windows.high) == [6, 6, 6, 6, 6]
    narrow = Windows.around(np.array([(i, i) for i in range(50)]), radius=2)
    assert int((narrow.high - narrow.low).max()) <= 10


@pytest.mark.parametrize(
    ("nodes", "low", "high"),
    [
        ([(0, 0), (1, 1), (2, 2)], [0, 1, 2], [0, 1, 2]),
        ([(0, 0), (1, 0), (1, 2), (2, 1), (2, 2)], [0, 0, 1], [0, 2, 2]),
        # A row without a node spans what lies between its neighbours'.
        ([(0, 0), (2, 2)], [0, 0, 2], [0, 2, 2]),
        # However far along a row the next node lies, a path of small beads leads there.
        ([(0, 0), (1, 9), (2, 9)], [0, 1, 9], [0, 9, 9]),
        ([(0, 0), (0, 4)], [0], [4]),
    ],
)
def test_the_narrowest_windows_hold_some_nodes_and_a_path_between(nodes, low, high):
    marked = np.zeros((nodes[-1][0] + 1, nodes[-1][1] + 1), bool)
    marked[tuple(np.transpose(nodes))] = True
    windows = Windows.holding(marked)
    assert (list(windows.low), list(windows.high)) == (low, high)
    lattice = Lattice([windows], bead_types(1))
    (path,) = lattice.best_paths(lattice.filled(lambda band: [-1.0, -1.0, 0.0]))
    assert (path[-1].row, path[-1].column) == nodes[-1]
    assert len(path) >= max(nodes[-1])
