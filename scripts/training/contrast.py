"""One training step: pull translations together, push everything else in the batch apart.

The loss is symmetric InfoNCE (van den Oord et al. 2018) over the cosines of a batch: each text must find its
translation among all those of the batch, in both directions. Its gradient is written out by hand: counts of
tokens × rows of the table (sparse), texts × texts (dense, in bfloat16), and the same backwards. Autograd
takes seven times as long. The work is cut into blocks of rows for plain threads of our own, which bear a busy
machine better than OpenMP's, and rows are summed in a fixed order, so a seed gives the same model again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from scipy.sparse import csr_array

THREADS = 2
BLOCK = 512
"""Rows of a block of cosines: few enough for the processor's cache, enough to keep its units busy."""

Floats = NDArray[np.float32]
_pool = ThreadPoolExecutor(THREADS, initializer=torch.set_num_threads, initargs=(1,))


@dataclass(frozen=True, slots=True)
class Bags:
    """Texts as bags of tokens: those of text i are `ids[ends[i]:ends[i + 1]]`."""

    ids: NDArray[np.int32]
    ends: NDArray[np.int64]
    counts: Floats | None = None
    """How often each token counts; once where nothing is said."""

    def chosen(self, numbers: NDArray[np.int64], joined: NDArray[np.bool_] | None = None) -> Bags:
        """Return some of the texts, those marked joined with the next one."""
        last = self.ends[numbers + 1 + (0 if joined is None else joined)]
        first = self.ends[numbers]
        ends = np.concatenate([[0], np.cumsum(last - first)])
        return Bags(self.ids[np.arange(ends[-1]) + np.repeat(first - ends[:-1], last - first)], ends)

    def after(self, other: Bags) -> Bags:
        """Return the other's texts and then these."""
        return Bags(
            np.concatenate([other.ids, self.ids]),
            np.concatenate([other.ends, self.ends[1:] + other.ends[-1]]),
            np.concatenate([_times(other), _times(self)]),
        )


@dataclass(slots=True)
class Table:
    """Vectors of features and Adam's two running means of their gradients; trained in place.

    A token's vector is its own feature's plus those of its parts, as in fastText: rare words learn from
    words that look like them. Once trained, the sums are all that is kept.
    """

    parts: csr_array
    """(tokens, features) weights."""
    vectors: Floats
    means: Floats
    squares: Floats
    steps: int = 0

    @classmethod
    def of(cls, parts: csr_array, vectors: Floats) -> Table:
        """Return a table that has not been trained yet."""
        return cls(parts, vectors, np.zeros_like(vectors), np.zeros_like(vectors))

    def tokens(self) -> Floats:
        """Return the vectors of the tokens (tokens, dim)."""
        return np.asarray(self.parts @ self.vectors, np.float32)


def step(
    table: Table, source: Bags, target: Bags, alike: NDArray[np.int64], scale: float, rate: float
) -> float:
    """Train the table on one batch of pairs, and return the loss before.

    Args:
        table: the token vectors.
        source: n texts.
        target: their n translations.
        alike: (k, 2) pairs of rows whose texts are the same on one side: they are no errors.
        scale: what cosines are multiplied by, the inverse of the temperature.
        rate: Adam's learning rate.
    """
    tokens, (left, right) = _counts(table.parts.shape[0], source, target)
    parts = table.parts[tokens]
    features = np.unique(parts.indices)
    parts = parts[:, features]
    vectors = table.vectors[features]
    rows = parts @ vectors
    sums = _both(lambda counts: torch.from_numpy(counts @ rows), (left, right))
    loss, gradients = _gradients(sums[0], sums[1], alike, scale)
    sides = _both(lambda side: side[0].T @ side[1].numpy(), zip((left, right), gradients, strict=True))
    _adam(table, features, vectors, parts.T @ (sides[0] + sides[1]), rate)
    return loss


def _counts(size: int, *sides: Bags) -> tuple[NDArray[np.int64], list[csr_array]]:
    """Return the tokens that occur, and for each side its counts (texts, tokens that occur)."""
    occurs = np.zeros(size, bool)
    for side in sides:
        occurs[side.ids] = True
    used = np.flatnonzero(occurs)
    place = np.empty(size, np.int32)
    place[used] = np.arange(len(used), dtype=np.int32)
    return used, [
        csr_array((_times(side), place[side.ids], side.ends), (len(side.ends) - 1, len(used)))
        for side in sides
    ]


def _times(bags: Bags) -> Floats:
    return np.ones(len(bags.ids), np.float32) if bags.counts is None else bags.counts


def _gradients(
    left: torch.Tensor, right: torch.Tensor, alike: NDArray[np.int64], scale: float
) -> tuple[float, tuple[torch.Tensor, torch.Tensor]]:
    """Return the loss and its gradients by the two sides' sums (n, dim)."""
    n, dim = left.shape
    x, x_length = _unit(left)
    y, y_length = _unit(right)
    own = (x * y).sum(1) * scale
    xb, yb = x.bfloat16(), y.bfloat16()
    blocks = [slice(first, first + BLOCK) for first in range(0, n, BLOCK)]
    kernel = torch.empty(n, n, dtype=torch.bfloat16)

    def weigh(block: slice) -> tuple[torch.Tensor, torch.Tensor]:
        k = (xb[block] @ yb.T).float().sub_(1).mul_(scale).exp_()
        for i, j in alike[(alike[:, 0] >= block.start) & (alike[:, 0] < block.stop)]:
            k[i - block.start, j] = 0
        kernel[block] = k
        return k.sum(1), k.sum(0)

    weights = _both(weigh, blocks)
    by_row = torch.cat([w[0] for w in weights])
    by_column = torch.stack([w[1] for w in weights]).sum(0)
    loss = float((by_row.log() + by_column.log()).mean() / 2 + scale - own.mean())
    # softmax over rows and softmax over columns share one kernel: both products in one.
    y_and = torch.cat([y, y / by_column[:, None]], 1).bfloat16()
    x_and = torch.cat([x, x / by_row[:, None]], 1).bfloat16()
    xg = torch.cat(_both(lambda block: (kernel[block] @ y_and).float(), blocks))
    yg = torch.cat(_both(lambda block: (kernel[:, block].T @ x_and).float(), blocks))
    xg = (xg[:, :dim] / by_row[:, None] + xg[:, dim:] - 2 * y) * (scale / (2 * n))
    yg = (yg[:, :dim] / by_column[:, None] + yg[:, dim:] - 2 * x) * (scale / (2 * n))
    return loss, (_through_unit(xg, x, x_length), _through_unit(yg, y, y_length))


def _unit(sums: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    lengths = sums.norm(dim=1, keepdim=True).clamp_(min=1e-6)
    return sums / lengths, lengths


def _through_unit(gradient: torch.Tensor, unit: torch.Tensor, lengths: torch.Tensor) -> torch.Tensor:
    """Carry a gradient back through the scaling to length one."""
    return (gradient - (gradient * unit).sum(1, keepdim=True) * unit) / lengths


def _adam(table: Table, used: NDArray[np.int64], rows: Floats, gradient: Floats, rate: float) -> None:
    """Move the rows that occurred (Kingma & Ba 2015); the others keep their means as they are."""
    table.steps += 1
    shrink = rate / (1 - 0.9**table.steps)
    unbias = 1 / (1 - 0.999**table.steps)

    def move(part: slice) -> None:
        ids, g = used[part], torch.from_numpy(gradient[part])
        mean = torch.from_numpy(table.means[ids]).mul_(0.9).add_(g, alpha=0.1)
        square = torch.from_numpy(table.squares[ids]).mul_(0.999).addcmul_(g, g, value=0.001)
        table.means[ids], table.squares[ids] = mean.numpy(), square.numpy()
        root = square.mul_(unbias).sqrt_().add_(1e-8)
        table.vectors[ids] = torch.from_numpy(rows[part]).addcdiv_(mean, root, value=-shrink).numpy()

    _both(move, [slice(first, first + 2048) for first in range(0, len(used), 2048)])


def _both(work: Callable[[Any], Any], parts: Iterable[Any]) -> list[Any]:
    """Return the work done on every part, in order, by all threads."""
    return list(_pool.map(work, parts))
