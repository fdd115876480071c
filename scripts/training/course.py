"""All the steps from untrained vectors to trained ones: batches, learning rate, checkpoints.

A batch is made of runs of neighbours: sentences of one document are the hardest to tell apart, so they are
the best negatives. Some pairs are joined with their successors, because the aligner will compare joined
sentences. Everything random depends on the seed, the epoch and the batch alone, so that a course that was
interrupted goes on as if it had not been.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from align.errors import SettingsError
from align.files import write_whole
from training.contrast import Bags, Table, step
from training.pairs import Corpus

WORDS = 0.4
"""Share of the teacher's lessons that are words."""
_WARM = 30
"""Steps until the full rate: Adam's means are rough at first. A short course takes fewer."""
_LONGEST = 160
"""Tokens of a text that count: what stands behind them adds cost, and little that is new."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """What decides a course, beside its pairs and its vocabulary."""

    epochs: float = 10
    batch: int = 2048
    dim: int = 384
    scale: float = 14
    """Cosines are multiplied by it, as by the inverse of a temperature."""
    rate: float = 0.025
    """Adam's learning rate at the start; it falls in a straight line."""
    last_rate: float = 0.05
    """The rate at the end, as a share of the first."""
    run: int = 8
    """Neighbours of a text that come into a batch together."""
    joined: float = 0.2
    """Share of pairs joined with their successors."""
    dropped: float = 0.1
    """Share of tokens left out of a text, never its first."""
    taught: float = 0.25
    """Share of a batch's texts that learn from the teacher's vectors instead of a translation."""
    seed: int = 1


@dataclass(frozen=True, slots=True)
class Lessons:
    """Texts and the teacher's vectors of them, which stand in the place of translations.

    A vector is a bag, too: of the teacher's dimensions, each counted as often as its number says. What a
    dimension of the teacher means among ours is a row of the table, trained like those of the tokens.
    """

    texts: Bags
    """Words, and then sentences."""
    vectors: NDArray[np.float16]
    """(texts, the teacher's dimensions)"""
    first: int
    """The table's row of the teacher's first dimension."""
    words: int
    """How many of the texts are words: `WORDS` of a batch's lessons are drawn from them."""

    def drawn(self, number: int, rng: np.random.Generator) -> tuple[Bags, Bags]:
        """Return so many texts, and their vectors."""
        of_words = int(number * WORDS) if self.words < len(self.vectors) else number
        words = rng.integers(self.words, size=of_words)
        which = np.concatenate([words, rng.integers(self.words, len(self.vectors), size=number - of_words)])
        counts = self.vectors[which].astype(np.float32)
        size = counts.shape[1]
        ids = np.tile(np.arange(self.first, self.first + size, dtype=np.int32), len(which))
        return self.texts.chosen(which), Bags(ids, np.arange(len(which) + 1) * size, counts.ravel())


def encode(tokenizer: Tokenizer, texts: Sequence[str]) -> Bags:
    """Return folded texts as bags of tokens; an empty one holds token 0, the unknown."""
    tokenizer.normalizer = None  # the texts are folded already, and this saves half the time
    ids, ends = [], [0]
    for first in range(0, len(texts), 10_000):
        for encoding in tokenizer.encode_batch_fast(list(texts[first : first + 10_000])):
            ids.append(np.array(encoding.ids[:_LONGEST] or [0], np.int32))
            ends.append(ends[-1] + len(ids[-1]))
    return Bags(np.concatenate(ids), np.array(ends, np.int64))


def train(
    table: Table,
    sides: tuple[Bags, Bags],
    corpus: Corpus,
    recipe: Recipe,
    lessons: Lessons | None = None,
    checkpoint: Path | None = None,
    every: int = 500,
    report: Callable[[int, int, float], None] = lambda number, steps, loss: None,
) -> None:
    """Train the table in place.

    Args:
        table: untrained, or trained before on other pairs.
        sides: the corpus's texts, source and target, as bags.
        corpus: the pairs.
        recipe: how.
        lessons: the teacher's, if there is one.
        checkpoint: file to go on from, and to write now and then.
        every: after how many steps it is written.
        report: called with the step's number, the number of steps, and the loss.

    Raises:
        SettingsError: the checkpoint belongs to another course.
    """
    keys = [_keys(corpus.source), _keys(corpus.target)]
    has_successor = _has_successor(corpus)
    taught = int(recipe.batch * recipe.taught) if lessons is not None else 0
    shown = len(_order(corpus, recipe, 0))
    steps = int(recipe.epochs * shown // min(recipe.batch - taught, shown))
    warm = min(_WARM, steps // 20 + 1)
    if checkpoint is not None and checkpoint.exists():
        _restore(table, checkpoint, recipe)
    for number, (pairs, rng) in enumerate(_batches(corpus, recipe, recipe.batch - taught)):
        if number == steps:
            return
        if number < table.steps:
            continue
        joined = (rng.random(len(pairs)) < recipe.joined) & has_successor[pairs]
        source, target = (_drop(side.chosen(pairs, joined), recipe.dropped, rng) for side in sides)
        alike = np.concatenate([_alike(key[pairs]) for key in keys])
        if lessons is not None:
            texts, vectors = lessons.drawn(taught, rng)
            source, target = _drop(texts, recipe.dropped, rng).after(source), vectors.after(target)
        rate = recipe.rate * (1 - (1 - recipe.last_rate) * number / steps) * min(1, (number + 1) / warm)
        report(number, steps, step(table, source, target, alike, recipe.scale, rate))
        if checkpoint is not None and table.steps % every == 0:
            _save(table, checkpoint, recipe)


def _batches(
    corpus: Corpus, recipe: Recipe, size: int
) -> Iterator[tuple[NDArray[np.int64], np.random.Generator]]:
    """Yield batches of so many pairs without end, each with its own source of randomness."""
    epoch = 0
    while True:
        order = _order(corpus, recipe, epoch)
        size = min(size, len(order))
        for first in range(0, len(order) - size + 1, size):
            yield order[first : first + size], np.random.default_rng((recipe.seed, epoch, first))
        epoch += 1


def _order(corpus: Corpus, recipe: Recipe, epoch: int) -> NDArray[np.int64]:
    """Return the pairs of an epoch: every file as often as it weighs, in shuffled runs of neighbours."""
    rng = np.random.default_rng((recipe.seed, epoch))
    runs = []
    for (begin, end), weight, running in zip(corpus.spans, corpus.weights, corpus.running, strict=True):
        length = recipe.run if running else 1
        while weight > 0:
            # Runs begin elsewhere each time, so that a pair's neighbours vary.
            starts = np.arange(begin - rng.integers(length), end, length)
            starts = starts[rng.random(len(starts)) < weight]
            runs.append(np.stack([np.maximum(starts, begin), np.minimum(starts + length, end)], 1))
            weight -= 1
    shuffled = rng.permutation(np.concatenate(runs))
    return np.concatenate([np.arange(begin, end) for begin, end in shuffled])


def _has_successor(corpus: Corpus) -> NDArray[np.bool_]:
    has = np.ones(len(corpus.source), bool)
    for (begin, end), running in zip(corpus.spans, corpus.running, strict=True):
        has[end - 1 : end] = False
        has[begin:end] &= running
    return has


def _drop(bags: Bags, share: float, rng: np.random.Generator) -> Bags:
    """Return the bags with a share of their tokens left out, never the first: no bag gets empty."""
    kept = rng.random(len(bags.ids)) >= share
    kept[bags.ends[:-1]] = True
    return Bags(bags.ids[kept], np.concatenate([[0], np.cumsum(kept)])[bags.ends])


def _keys(texts: Sequence[str]) -> NDArray[np.int64]:
    """Return a number for each text, the same for the same text."""
    numbers: dict[str, int] = {}
    return np.array([numbers.setdefault(text, len(numbers)) for text in texts])


def _alike(keys: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the pairs of rows (k, 2) with the same key; of many alike, each with the next."""
    order = np.argsort(keys, kind="stable")
    same = np.flatnonzero(keys[order][1:] == keys[order][:-1])
    one, other = order[same], order[same + 1]
    return np.concatenate([np.stack([one, other], 1), np.stack([other, one], 1)])


def _save(table: Table, path: Path, recipe: Recipe) -> None:
    arrays: dict[str, Any] = {"vectors": table.vectors, "means": table.means, "squares": table.squares}
    with write_whole(path) as file:
        np.savez(file, steps=table.steps, recipe=json.dumps(asdict(recipe)), **arrays)


def _restore(table: Table, path: Path, recipe: Recipe) -> None:
    with np.load(path) as saved:
        same = str(saved["recipe"]) == json.dumps(asdict(recipe))
        if not same or saved["vectors"].shape != table.vectors.shape:
            raise SettingsError(
                "the checkpoint belongs to another course", where=str(path), mend="remove it to start afresh"
            )
        table.vectors, table.means, table.squares = saved["vectors"], saved["means"], saved["squares"]
        table.steps = int(saved["steps"])
