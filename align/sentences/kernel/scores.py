"""What a bead's score is, and the loops that score all beads.

The formulas take numbers or arrays of them alike: numpy works on all beads that end in a band (`features`),
a compiled loop on one bead after another, with nothing in between that must be written down.

The cosine with margin follows Bertalign (Liu & Zhu 2022), the length model Gale & Church (1993), with a
variance learned beside the other weights. All that speaks for a bead treats both sides alike: aligning the
other way round gives the same beads the other way round.
"""

from __future__ import annotations

import numpy as np

from align.beads import Array, Ints
from align.sentences.kernel.nodes import (
    BeadWeights,
    KindWeights,
    Nodes,
    Number,
    SentenceWeights,
    SideTable,
    Spans,
    look,
)

SMOOTHING = 15.0
"""Bytes added to both lengths, so that a short `No.` for 不是的 weighs little."""
UNLIKELY = -12.0
"""Log posterior below which boundaries are all alike."""
DEEPEST = 4
"""Furthest from its beginning that a bead is searched for an inner boundary."""


def null_score(weights: BeadWeights, size: Number) -> Number:
    """Return the score of units without a partner, so many bytes long."""
    return weights.null + weights.null_length * np.log1p(size)


def bead_score(
    weights: BeadWeights, kind: KindWeights, cosine: Number, around: Number, source: Spans, target: Spans
) -> Number:
    """Return what kind of bead, meaning and length say about beads."""
    weight = np.minimum(source.weight, target.weight)
    ratio = np.abs(target.log - source.log)
    # Gale & Church: the variance of a difference grows with the length.
    apart = target.size - source.size
    variance = apart * apart / (target.size + source.size + SMOOTHING)
    marks = source.marks ^ target.marks
    return (
        kind.alone
        + cosine * (kind.cosine + weights.cosine_long * weight)
        + around * kind.around
        + weight * weights.long
        + ratio * (weights.length_ratio + weights.length_ratio_squared * ratio)
        + variance * (weights.length_variance / 100)
        + ((marks & 1) + (marks >> 1 & 1) + (marks >> 2)) * weights.marks_differ
    )


def sentence_score(weights: SentenceWeights, ends: Number, shared: Number, lost: Number) -> Number:
    """Return what its ends, and names, say about a bead; the ends and the names lost are weighed."""
    return ends + shared * weights.names_shared + lost


def inside_score(weights: SentenceWeights, inner: Number) -> Number:
    """Return what the likeliest boundary inside a bead says about it: there it should be cut in two."""
    likely = np.where(inner > UNLIKELY, np.exp(inner), 0.0)
    return (inner - UNLIKELY) * weights.boundary_inside + likely * weights.boundary_inside_probability


def bead_scores(
    scores: Array,
    nodes: Nodes,
    types: Ints,
    weights: BeadWeights,
    kinds: KindWeights,
    source: SideTable,
    target: SideTable,
    products: Array,
) -> None:
    """Fill in the scores (rows, k, width) of beads, by where they end.

    Args:
        scores: filled where there are beads.
        nodes: the rows.
        types: (k, 2), those of `bead_types`.
        weights: of the features.
        kinds: (k - 2,) of the types.
        source: one side.
        target: the other.
        products: framed tables as of `SumCosines`, (texts, rows, columns), in a margin of most + 1.
    """
    most = len(source.norms)
    low, high, above, norms = nodes.low, nodes.high, nodes.above, target.norms
    size, weight, log, marks = target.spans.size, target.spans.weight, target.spans.log, target.spans.marks
    ways, seen = np.zeros((4, len(types)), np.intp), np.zeros((3, scores.shape[2] + most + 2))
    for r in range(len(scores)):
        text, row, column = nodes.text[r], nodes.row[r], nodes.column[r]
        i, j = source.first[text] + row, target.first[text] + column
        around = products[text, row : row + 2 * most + 3, column : column + high[r] - low[r] + most + 3]
        look(ways, low, high, above, types, r, -1)
        for w in range(ways[0, 0], ways[1, 0]):
            scores[r, 0, w] = null_score(weights, source.spans.size[0, i])
        for w in range(ways[0, 1], ways[1, 1]):
            scores[r, 1, w] = null_score(weights, size[0, j + w])
        for k in range(2, len(types)):
            a, b = types[k, 0], types[k, 1]
            if a > above[r]:
                break
            if b == 1:
                see(seen, around, a, source.norms, i, norms, j - most - 1)
            kind = KindWeights(kinds.alone[k - 2], kinds.cosine[k - 2], kinds.around[k - 2])
            one = span(source.spans, a - 1, i)
            for w in range(ways[0, k], ways[1, k]):
                x, n = w + most + 1, j + w
                other = Spans(size[b - 1, n], weight[b - 1, n], log[b - 1, n], marks[b - 1, n])
                cosine = (seen[0, x] - seen[0, x - b]) / norms[b - 1, n]
                beside = (seen[1, x] - seen[1, x - b]) / norms[b - 1, n] + seen[2, x - b] + seen[2, x + 1]
                scores[r, k, w] = bead_score(weights, kind, cosine, beside / 4, one, other)


def span(spans: Spans, count: int, node: int) -> Spans:
    """Return one span."""
    return Spans(
        spans.size[count, node], spans.weight[count, node], spans.log[count, node], spans.marks[count, node]
    )


def see(seen: Array, products: Array, a: int, source: Array, i: int, target: Array, first: int) -> None:
    """Fill in what beads of `a` source units that end in a row share, from most + 1 columns before it.

    As `SumCosines.of` does for a band: the products with one target unit after another, added up; those of
    the source units just outside; those with single target units.

    Args:
        seen: (3, columns), to be filled.
        products: framed table, most + 1 rows above the row to as many below.
        a: source units of the beads.
        source: (most, nodes) norms.
        i: the node of the row.
        target: (most, nodes) norms.
        first: the node of the first column; it may lie outside.
    """
    at, last = len(source) + 1, target.shape[1] - 1
    own, below, above = source[a - 1, i], source[0, min(i + 1, source.shape[1] - 1)], source[0, i - a]
    for x in range(products.shape[1]):
        here, up = products[at, x], products[at - a, x]
        seen[0, x] = (here - up) / own
        seen[1, x] = (products[at + 1, x] - here) / below + (up - products[at - a - 1, x]) / above
    for x in range(1, products.shape[1]):
        seen[2, x] = (seen[0, x] - seen[0, x - 1]) / target[0, min(max(first + x, 0), last)]


def sentence_scores(
    scores: Array,
    nodes: Nodes,
    types: Ints,
    weights: SentenceWeights,
    boundaries: Array,
    ends: Array,
    pairs: Ints,
    counts: tuple[Ints, Ints],
    first: tuple[Ints, Ints],
    logs: Array,
) -> None:
    """Add to the scores of beads what only sentences show.

    Args:
        scores: as from `bead_scores`.
        nodes: the rows.
        types: (k, 2).
        weights: of the features.
        boundaries: framed tables of the log posteriors of boundaries, not below `UNLIKELY`.
        ends: framed tables of what speaks for nodes as ends of beads, weighed.
        pairs: framed tables as of `SharedNames`.
        counts: (most + 1, nodes) of both sides: names in spans, by where they end.
        first: where the nodes of each text begin, on both sides.
        logs: log(1 + n) by n.
    """
    most = len(counts[0]) - 1
    low, high, above = nodes.low, nodes.high, nodes.above
    sources, targets = counts
    best, ways = np.empty(boundaries.shape[2]), np.zeros((4, len(types)), np.intp)
    for r in range(len(scores)):
        text, row, column = nodes.text[r], nodes.row[r] + most + 1, nodes.column[r] + most + 1
        i, j = first[0][text] + nodes.row[r], first[1][text] + nodes.column[r]
        look(ways, low, high, above, types, r, -1)
        for k in range(len(types)):
            a, b = types[k, 0], types[k, 1]
            if b == 2:
                search(best, boundaries[text], row, a, column - most, column + high[r] - low[r])
            lost_weight = weights.names_lost if a and b else weights.names_null
            own, up = sources[a, i], row - a
            for w in range(ways[0, k], ways[1, k]):
                y, other = column + w, targets[b, j + w]
                shared = 0
                if own and other:
                    # A name that stands twice on each side pairs up four times, hence the minimum.
                    both = pairs[text, row, y] - pairs[text, up, y]
                    both -= pairs[text, row, y - b] - pairs[text, up, y - b]
                    shared = min(both, min(own, other))
                lost = logs[own + other - 2 * shared] * lost_weight
                end = ends[text, row, y] + ends[text, up, y - b]
                scores[r, k, w] += sentence_score(weights, end, logs[shared], lost)
                if a > 1 and b > 1:
                    inner = likeliest(best, y, b)
                    if inner > UNLIKELY:  # else it adds nothing
                        scores[r, k, w] += inside_score(weights, inner)


def search(best: Array, boundaries: Array, row: int, a: int, first: int, last: int) -> None:
    """Fill in the likeliest boundary of each column in the rows inside beads of `a` that end in a row."""
    for y in range(first, last):
        best[y] = UNLIKELY
    for above in range(max(a - DEEPEST, 1), a):
        for y in range(first, last):
            best[y] = max(best[y], boundaries[row - above, y])


def likeliest(best: Array, y: int, b: int) -> float:
    """Return the likeliest boundary in the columns inside a bead of `b` that ends at a column."""
    inner = UNLIKELY
    for back in range(max(b - DEEPEST, 1), b):
        inner = max(inner, best[y - back])
    return inner
