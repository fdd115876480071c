"""Partners among many documents, looked for in buckets."""

import numpy as np
import pytest

from align.batch.pairs.buckets import Buckets, joined
from align.batch.pairs.content import nearest, partners


def rows_of(count, seed):
    """Return vectors of length one in some forty clusters, as documents of one archive are."""
    chance = np.random.default_rng(seed)
    centres = chance.normal(size=(40, 64))
    rows = centres[chance.integers(0, 40, count)] + chance.normal(size=(count, 64))
    return unit(rows)


def unit(rows):
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


def test_both_sides_together_find_what_an_exact_search_finds():
    rows = rows_of(3000, 1)
    others = unit(rows + 0.05 * np.random.default_rng(2).normal(size=rows.shape))
    buckets = Buckets(np.concatenate([rows, others]))
    there, back = buckets.nearest(rows, others, 2), buckets.nearest(others, rows, 2)
    exact = nearest(rows, others)
    for (scores, places), whole in (
        (joined(there, back), exact),
        (joined(back, there), nearest(others, rows)),
    ):
        same = places[:, 0] == whole[1][:, 0]
        assert same.mean() > 0.999
        assert np.allclose(scores[same, 0], whole[0][same, 0], atol=1e-5)
        assert (scores[:, 0] >= scores[:, 1]).all()
        assert (places[:, 0] != places[:, 1]).all()


@pytest.mark.parametrize(("n", "m"), [(1, 1), (1, 5), (5, 1), (3, 3)])
def test_few_vectors_have_few_neighbours(n, m):
    rows, others = rows_of(n, 1), rows_of(m, 2)
    buckets = Buckets(np.concatenate([rows, others]))
    there, back = buckets.nearest(rows, others, 2), buckets.nearest(others, rows, 2)
    for found, whole in zip((joined(there, back), joined(back, there)), partners(rows, others), strict=True):
        assert (found[1][:, 0] == whole[1][:, 0]).all()
        assert ((found[1] >= 0) == (whole[1] >= 0)).all()


def test_a_neighbour_that_one_side_missed_is_taken_from_the_other():
    there = np.array([[0.9, 0.0]], np.float32), np.array([[1, -1]])
    back = np.array([[0.95, 0], [0.9, 0]], np.float32), np.array([[0, -1], [0, -1]])
    assert joined(there, back)[1].tolist() == [[0, 1]]
