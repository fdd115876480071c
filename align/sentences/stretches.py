"""A text in stretches short enough for one table: cut at fences and anchors, each with a rough path.

Everything that grows with the square of a text happens inside a stretch, and so the whole grows linearly.
The rough path (`rough`) says where in a stretch the beads can lie at all; `sentences`
looks more closely around it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from align.beads import Array, Ints
from align.embed import Embedder, Vectors, is_additive, sums, unit_vectors
from align.segment import CLAUSE_END, CLAUSE_MARKS
from align.sentences.anchors import Section, cut
from align.sentences.rough import rough_paths

SENTENCES = 192
"""Sentences of both sides in a stretch, about."""

_LITERAL, _FREE = 0.2, 0.3
"""Shares of joined beads in the rough path, up to which a translation is literal, and from which it is free:
.06 to .09 in UN texts and essays, .24 in verses of the Bible, .18 to .52 in chapters of novels."""
_SEEN = 20  # beads, as if none of so many were joined: in a short text a few prove little
_PSEUDO_BYTES = 200.0  # as if so many bytes on each side had been seen, so that one bead alone proves little

# Whether a clause ends is only asked where there is a mark.
_CLAUSE = re.compile(
    rf".(?:[^{CLAUSE_MARKS}]++|(?!{CLAUSE_END.pattern}).)*+(?:{CLAUSE_END.pattern}|$)\s*", re.DOTALL
)
_SHORTEST = 8  # bytes; `Yes,` and 是， say too little alone


@dataclass(frozen=True, slots=True)
class SentenceSide:
    """One language of a text: its sentences, and the clauses inside them."""

    texts: Sequence[str]
    vectors: Vectors
    """(n, d); those of joined sentences add up."""
    clauses: Sequence[str]
    clause_vectors: Vectors
    first: Ints
    """(n + 1,) first clause of each sentence; at the end, how many clauses there are."""

    def part(self, rows: range) -> SentenceSide:
        """Return the sentences of a range."""
        first = self.first[rows.start : rows.stop + 1]
        inside = slice(first[0], first[-1])
        return SentenceSide(
            self.texts[rows.start : rows.stop],
            self.vectors[rows.start : rows.stop],
            self.clauses[inside],
            self.clause_vectors[inside],
            first - first[0],
        )


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some source sentences and the target sentences they are aligned with."""

    rows: range
    columns: range
    """Which sentences of the whole text; everything below counts from their beginning."""
    source: SentenceSide
    target: SentenceSide
    sections: Sequence[Section]
    """Parts that no bead may leave."""
    nodes: Ints
    """(k, 2) nodes of the rough path."""
    rate: float
    """Bytes of target to a byte of source in the whole text."""
    freedom: float
    """How freely the whole text is translated: 0 as a resolution is, 1 as a novel."""


def sentence_side(texts: Sequence[str], embedder: Embedder) -> SentenceSide:
    """Cut sentences into clauses and embed both."""
    parts = [cut_at_clauses(text) for text in texts]
    flat = [clause for part in parts for clause in part]
    first = np.concatenate([[0], np.cumsum([len(part) for part in parts], dtype=np.intp)])
    clause_vectors = sums(embedder, flat)
    vectors = _sums(clause_vectors, first) if is_additive(embedder) else sums(embedder, texts)
    return SentenceSide(texts, vectors, flat, clause_vectors, first)


def _sums(vectors: Vectors, first: Ints) -> Vectors:
    """Return the sums of neighbouring vectors (n, d), given where each run of them begins, and n.

    Most sentences have few clauses: to add the second of all, the third and so on is quicker than `reduceat`.
    """
    total = vectors[first[:-1]]
    further, count = 1, np.diff(first)
    while len(longer := np.flatnonzero(count > further)):
        total[longer] += vectors[first[longer] + further]
        further += 1
    return total


def cut_at_clauses(text: str) -> list[str]:
    """Cut a sentence after the punctuation inside it.

    >>> cut_at_clauses("They came, they saw, and they went home.")
    ['They came, ', 'they saw, ', 'and they went home.']
    >>> cut_at_clauses("第1,325号决议，通过。")
    ['第1,325号决议，', '通过。']
    """
    parts: list[str] = []
    for part in _CLAUSE.findall(text):
        if parts and (_is_short(part) or _is_short(parts[-1])):
            parts[-1] += part
        else:
            parts.append(part)
    return parts or [text]


def _is_short(part: str) -> bool:
    return len(part) < _SHORTEST and len(part.encode()) < _SHORTEST


def stretches(source: SentenceSide, target: SentenceSide, fences: Sequence[Section]) -> Iterator[Stretch]:
    """Yield the stretches of a text in order.

    Args:
        source: one side.
        target: the other.
        fences: sections that no bead may leave, in order; together they hold every sentence.
    """
    sizes = [_bytes(one.texts) for one in (source, target)]
    sections = _sections(source.vectors, target.vectors, fences)
    paths = list(rough_paths((source.vectors, target.vectors), sizes, sections))
    rate, freedom = _rate(paths, sizes), _freedom(paths)
    for chosen in _grouped(sections):
        rows = range(sections[chosen.start][0].start, sections[chosen.stop - 1][0].stop)
        columns = range(sections[chosen.start][1].start, sections[chosen.stop - 1][1].stop)
        origin = np.array([rows.start, columns.start])
        nodes = np.concatenate([origin[None], *(paths[k][1:] for k in chosen)]) - origin
        inside = [
            (_moved(s[0], rows.start), _moved(s[1], columns.start))
            for s in sections[chosen.start : chosen.stop]
        ]
        yield Stretch(rows, columns, source.part(rows), target.part(columns), inside, nodes, rate, freedom)


def _sections(source: Vectors, target: Vectors, fences: Sequence[Section]) -> list[Section]:
    """Return fences cut at anchors; the directions of the vectors, as large as they, are needed only here."""
    here, there = unit_vectors(source), unit_vectors(target)
    return [part for fence in fences for part in cut(here, there, fence)]


def _grouped(sections: Sequence[Section]) -> Iterator[range]:
    """Yield ranges of neighbouring sections with about `SENTENCES` sentences."""
    begin, count = 0, 0
    for k, (rows, columns) in enumerate(sections):
        size = len(rows) + len(columns)
        if count and count + size > SENTENCES:
            yield range(begin, k)
            begin, count = k, 0
        count += size
    if begin < len(sections):
        yield range(begin, len(sections))


def _moved(numbers: range, by: int) -> range:
    return range(numbers.start - by, numbers.stop - by)


def _rate(paths: Sequence[Ints], sizes: Sequence[Array]) -> float:
    """Return bytes of target to a byte of source over the beads that have both: omissions do not count."""
    total = np.full(2, _PSEUDO_BYTES)
    for path in paths:
        beads = np.stack([np.diff(size[path[:, s]]) for s, size in enumerate(sizes)])
        total += beads[:, beads.all(axis=0)].sum(axis=1)
    return float(total[1] / total[0])


def _freedom(paths: Sequence[Ints]) -> float:
    """Return how free a translation is that joins and cuts sentences as often as the rough paths do."""
    steps = np.concatenate([np.zeros((0, 2), np.intp), *(np.diff(path, axis=0) for path in paths)])
    pairs = steps[steps.all(axis=1)]
    share = float((pairs.sum(axis=1) > 2).sum()) / (len(pairs) + _SEEN)
    return min(max((share - _LITERAL) / (_FREE - _LITERAL), 0.0), 1.0)


def _bytes(texts: Sequence[str]) -> Array:
    return np.concatenate([[0.0], np.cumsum([len(text.encode()) for text in texts])])
