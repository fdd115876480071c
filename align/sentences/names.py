"""Numbers, symbols and Latin names that both sides write with the same characters."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from align.beads import Array, Ints, bead_types, summed_area
from align.sentences.bands import Band, Tables
from align.sentences.spans import RunningSums
from align.text import HAN, fold

_FIGURE = re.compile(r"\d")
_NAME = re.compile(r"[a-z0-9]+(?:[.,&'-][a-z0-9]+)*")
# Han and these marks fold into nothing that a name is written with; only a comma may stand inside one.
_FOLDS = re.compile(rf"[^\x00-\x7f{HAN}“”‘’—…、。《》？！：；（），]")
_COMMA = re.compile("，[A-Za-z0-9]")


class SharedNames:
    """The names of some texts, by the beads that may hold them.

    A word counts when both sides of a text hold it, or when it holds a figure: `PM2.5` on one side only is a
    difference, `children` on the English side is not.
    """

    def __init__(self, sides: Sequence[tuple[Sequence[str], Sequence[str]]], margin: int, width: int) -> None:
        """Take the sentences of both sides of each text; the rest as for `Tables`."""
        found = [_Names.of(*texts) for texts in sides]
        self.pairs = Tables([own.pairs for own in found], margin, width)
        self.counts = [RunningSums([own.counts[side] for own in found], np.intp) for side in (0, 1)]
        most = max(int(self.counts[side].of(margin).max()) for side in (0, 1))
        self.logs = np.log1p(np.arange(2 * most + 1))

    def table(self, most: int) -> tuple[tuple[Ints, Ints], tuple[Ints, Ints], Array]:
        """Return the names in spans, (most + 1, nodes), where the nodes of each text begin, and the logs."""
        source, target = (np.stack([own.of(count) for count in range(most + 1)]) for own in self.counts)
        return (source, target), (self.counts[0].first, self.counts[1].first), self.logs

    def of(self, band: Band, most: int) -> Iterator[tuple[Array, Array]]:
        """Yield log(1 + n) of the names that both sides of each bead hold, and of those that one holds.

        For each type of `bead_types(most)` in order, (w, r).
        """
        source = [self.counts[0].at(a, band.text, band.row) for a in range(most + 1)]
        target = [self.counts[1].at(b, band.text, band.columns) for b in range(most + 1)]
        here = band.wide(self.pairs)
        products = [here - band.wide(self.pairs, a) for a in range(most + 1)]
        for a, b in bead_types(most):
            pairs = band.seen(products[a]) - band.seen(products[a], b)
            # A name that stands twice on each side pairs up four times, hence the minimum.
            shared = np.minimum(pairs, np.minimum(source[a], target[b]))
            lost = source[a] + target[b] - 2 * shared
            yield self.logs.take(shared, mode="clip"), self.logs.take(lost, mode="clip")


@dataclass(frozen=True, slots=True)
class _Names:
    """The names of one text."""

    counts: tuple[Ints, Ints]
    """How many each sentence of either side holds."""
    pairs: Ints
    """Summed-area table (n + 1, m + 1) of how many of them two sentences share."""

    @classmethod
    def of(cls, source: Sequence[str], target: Sequence[str]) -> _Names:
        found = [[set(_NAME.findall(_folded(text))) for text in side] for side in (source, target)]
        words = [set[str]().union(*side) for side in found]
        both = words[0] & words[1]
        column = {word: k for k, word in enumerate(sorted(both))}
        holds = [np.zeros((len(side), len(column)), np.float32) for side in found]
        for side, matrix in zip(found, holds, strict=True):
            for row, own in zip(matrix, side, strict=True):
                if shared := own & both:
                    row[[column[word] for word in shared]] = 1.0
        counted = both.union(word for word in words[0] | words[1] if _FIGURE.search(word))
        one, other = ([len(own & counted) for own in side] for side in found)
        pairs = summed_area(holds[0] @ holds[1].T).astype(np.intp)
        return cls((np.array(one, np.intp), np.array(other, np.intp)), pairs)


def _folded(text: str) -> str:
    """Return a text as `fold` does, as far as names go: most texts hold little that folds into them."""
    return fold(text) if _FOLDS.search(text) or _COMMA.search(text) else text.lower()
