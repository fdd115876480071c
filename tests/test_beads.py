"""The best path against the obvious way to find it, and cosines of joined sentences against the sentences."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.beads import SpanProducts, bead_types, longest_chain
from align.paths import best_path, fill


def obvious_best(scores, types, n, m):
    """Return the greatest sum from (0, 0) to (n, m), node by node and type by type."""
    best = {(0, 0): 0.0}
    for i in range(n + 1):
        for j in range(m + 1):
            ways = [
                best[i - a, j - b] + scores[i, k, j] for k, (a, b) in enumerate(types) if i >= a and j >= b
            ]
            if ways:
                best[i, j] = max(ways)
    return best[n, m]


def total(path, scores, types):
    i = j = 0
    total = 0.0
    for a, b in path:
        i, j = i + a, j + b
        total += scores[i, types.index((a, b)), j]
    assert (i, j) == (scores.shape[0] - 1, scores.shape[2] - 1)
    return total


@given(st.integers(0, 9), st.integers(0, 9), st.integers(1, 8), st.integers(0, 2**32 - 1))
def test_no_path_is_better(n, m, limit, seed):
    types = bead_types(limit, n, m)
    chance = np.random.default_rng(seed)
    values = [chance.normal(size=(n + 1 - a, m + 1 - b)) for a, b in types if a <= n and b <= m]
    types = [(a, b) for a, b in types if a <= n and b <= m]
    if not {(1, 0), (0, 1)} <= set(types):  # a side is empty: nothing to choose
        return
    scores = fill(types, values, (n, m))
    path = best_path(scores, types)
    assert total(path, scores, types) == pytest.approx(obvious_best(scores, types, n, m))


def test_types_reach_what_is_promised():
    types = bead_types(8)
    assert {(1, 8), (8, 1), (4, 4), (1, 0), (0, 1)} <= set(types)
    assert max(a + b for a, b in types) == 9


def test_types_are_those_that_the_text_can_hold():
    nulls = [(1, 0), (0, 1)]
    assert bead_types(3) == [*nulls, (1, 1), (1, 2), (1, 3), (2, 1), (2, 2), (3, 1)]
    assert bead_types(8, 1, 2) == [*nulls, (1, 1), (1, 2)]
    assert bead_types(8, 2, 1) == [*nulls, (1, 1), (2, 1)]
    assert bead_types(8, 0, 5) == nulls
    assert {max(type[side] for type in bead_types(40)) for side in (0, 1)} == {16}


@given(st.integers(1, 7), st.integers(1, 7), st.integers(0, 2**32 - 1))
def test_cosines_are_those_of_the_sums(n, m, seed):
    chance = np.random.default_rng(seed)
    source, target = (chance.normal(size=(size, 5)).astype(np.float32) for size in (n, m))
    products = SpanProducts(source, target)
    a, b = int(chance.integers(1, n + 1)), int(chance.integers(1, m + 1))
    cosines = products.cosines(a, b)
    assert cosines.shape == (n + 1 - a, m + 1 - b)
    i, j = int(chance.integers(n + 1 - a)), int(chance.integers(m + 1 - b))
    one, other = source[i : i + a].sum(axis=0), target[j : j + b].sum(axis=0)
    expected = one @ other / (np.linalg.norm(one) * np.linalg.norm(other))
    assert cosines[i, j] == pytest.approx(expected, abs=1e-4)


def test_a_text_without_a_known_word_is_like_nothing():
    products = SpanProducts(np.zeros((2, 3), np.float32), np.ones((2, 3), np.float32))
    assert products.cosines(1, 2).tolist() == [[0.0], [0.0]]


@given(st.lists(st.integers(-3, 9), max_size=12))
def test_no_rising_chain_is_longer(values):
    chain = longest_chain(values)
    assert all(one < other and values[one] < values[other] for one, other in pairwise(chain))
    lengths: list[int] = []
    for place, value in enumerate(values):
        lengths.append(1 + max((lengths[k] for k in range(place) if values[k] < value), default=0))
    assert len(chain) == max(lengths, default=0)
