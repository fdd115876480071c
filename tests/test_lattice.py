"""Paths and posteriors of a lattice against a list of all its paths."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.beads import bead_types
from align.paths import Windows
from align.sentences.lattice import Lattice


def all_paths(beads, n, m):
    """Yield every path from (0, 0) to (n, m) as a list of candidates."""
    from_node = {}
    for k in range(len(beads.source_begin)):
        from_node.setdefault((beads.source_begin[k], beads.target_begin[k]), []).append(k)

    def onward(node):
        if node == (n, m):
            yield []
        for k in from_node.get(node, ()):
            for rest in onward((beads.source_end[k], beads.target_end[k])):
                yield [k, *rest]

    return onward((0, 0))


@st.composite
def lattices(draw):
    n, m = draw(st.integers(1, 4)), draw(st.integers(1, 4))
    low = sorted(draw(st.lists(st.integers(0, m), min_size=n + 1, max_size=n + 1)))
    high = sorted(draw(st.lists(st.integers(0, m), min_size=n + 1, max_size=n + 1)))
    # Windows that overlap from row to row, as those around a path do.
    low = np.minimum(np.array([0, *low[:-1]]), [0, *high[:-1]])
    high = np.maximum(np.array([*high[1:], m]), [*low[1:], m])
    lattice = Lattice(Windows(low, high), bead_types(draw(st.integers(1, 4))))
    seed = draw(st.integers(0, 2**32 - 1))
    return lattice, np.random.default_rng(seed).normal(size=len(lattice.candidates.source_begin))


@given(lattices())
def test_no_path_is_better_and_posteriors_add_up(drawn):
    lattice, scores = drawn
    n, m = lattice.shape
    paths = list(all_paths(lattice.candidates, n, m))
    sums = [float(scores[path].sum()) for path in paths]
    assert scores[lattice.best_path(scores)].sum() == pytest.approx(max(sums))
    weights = np.exp(sums)
    expected = np.zeros(len(scores))
    for path, weight in zip(paths, weights, strict=True):
        expected[path] += weight / weights.sum()
    posteriors, nodes, total = lattice.posteriors(scores)
    assert posteriors == pytest.approx(expected, abs=1e-6)
    assert total == pytest.approx(math.log(weights.sum()))
    assert nodes[n, m] == pytest.approx(0.0, abs=1e-6)


def test_what_is_not_allowed_lies_on_no_path():
    def cross_no_fence(beads):
        return (beads.source_end <= 1) == (beads.target_end <= 1)

    lattice = Lattice(Windows.whole(2, 2), [(0, 1), (1, 0), (1, 1), (2, 2)], cross_no_fence)
    path = lattice.best_path(np.zeros(len(lattice.candidates.source_begin)))
    assert cross_no_fence(lattice.candidates[path]).all()


def test_windows_hold_the_path_and_what_is_near():
    windows = Windows.around(np.array([(0, 0), (1, 1), (1, 5), (4, 6)]), radius=1)
    assert list(windows.low) == [0, 0, 0, 4, 4]
    assert list(windows.high) == [6, 6, 6, 6, 6]
    narrow = Windows.around(np.array([(i, i) for i in range(50)]), radius=2)
    assert int((narrow.high - narrow.low).max()) <= 10
