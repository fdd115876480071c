"""Keep the original's segmentation: where one sentence translates two, cut the translation instead.

That is the UN's rule for bitexts. Who merges sentences of the original spoils it for every other language
version; who cuts the translation at a comma loses nothing, since both halves stay in order.

Each sentence of the original takes a run of clauses, in order and at least one, so that what the runs say
and how long they are answers the sentences best; dynamic programming over the clause ends finds them:

>>> from align import embed
>>> original = ["The Council adopted the resolution.", "The Chair thanked the delegations."]
>>> split_target(original, ["理事会通过了该决议，主席向各代表团表示感谢。"], embed.load())
[[TargetPiece(target=0, start=0, end=10)], [TargetPiece(target=0, start=10, end=22)]]
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import accumulate, groupby, pairwise
from operator import attrgetter
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from align.beads import IMPOSSIBLE
from align.bitext import Bead
from align.document import Segment
from align.embed import Embedder, Vectors, is_additive, sums, unit_vectors
from align.notes import UNCUT
from align.paths import best_path
from align.segment import CLAUSE_END, carve, stripped
from align.text import is_han

Array = NDArray[np.float64]

LENGTH_POWER = 0.3
"""How much the length of a part counts. Less than for whole sentences: clauses vary more in length."""
GAIN = 0.05
"""By how much, a sentence, a cut must beat the best one for the same sentences in reverse. Of true joins 99
in 100 do, of joins in the wrong order none, and where one sentence was left untranslated three in four."""
RIGHT = 0.94
"""Share of the cuts that are right to the character: 2,006 of 2,134 where the translations of two
neighbouring sentences had been joined with a comma (reports, papers, novels, UN sentences; both ways)."""
MOST_ENDS = 256
"""Most places that are tried; of more, as in a table run together, every second or third is, and so on."""


class TargetPiece(NamedTuple):
    """A stretch of one of the target texts."""

    target: int
    start: int
    end: int


def keep_original(beads: Iterable[Bead], embedder: Embedder) -> tuple[Bead, ...]:
    """Return the beads with at most one segment of the original in each.

    Where the translation cannot be cut, the sentence it answers best keeps all of it; the others are left
    without, and flagged for a person to see.
    """
    return tuple(one for bead in beads for one in _kept(bead, embedder))


def shared_out(bead: Bead, embedder: Embedder) -> list[Bead]:
    """Return a bead for each of the many segments that one long segment answers to, cut at its clauses.

    So a preamble that is one sentence on one side and a paragraph for each clause on the other. Where it
    cannot be cut, the bead stays whole.
    """
    many, one = (bead.source, bead.target) if len(bead.target) == 1 else (bead.target, bead.source)
    pieces = split_target([s.text for s in many], [s.text for s in one], embedder)
    if pieces is None:
        return [bead]
    pairs = zip(((s,) for s in many), _carved(one, pieces), strict=True)
    score = bead.score * RIGHT
    if many is bead.source:
        return [replace(bead, source=own, target=piece, score=score) for own, piece in pairs]
    return [replace(bead, source=piece, target=own, score=score) for own, piece in pairs]


def split_target(
    sources: Sequence[str], targets: Sequence[str], embedder: Embedder
) -> list[list[TargetPiece]] | None:
    """Return the pieces of the target texts that answer each source text, in order.

    They are cut at the ends of clauses, or at the ends of words where there are too few clauses.

    Returns:
        A list for each source text, or None where no cut is better than chance.
    """
    for found in (map(_clause_ends, targets), (_word_ends(text, embedder) for text in targets)):
        ends = list(found)
        step = 1 + sum(map(len, ends)) // MOST_ENDS
        atoms = _atoms(targets, [own[::step] for own in ends])
        if len(atoms) >= len(sources):
            return _share_out(sources, targets, atoms, embedder)
    return None


def _kept(bead: Bead, embedder: Embedder) -> list[Bead]:
    sources, targets = bead.source, bead.target
    if len(sources) < 2:
        return [bead]
    if not targets:
        return [replace(bead, source=(one,)) for one in sources]
    pieces = split_target([s.text for s in sources], [t.text for t in targets], embedder)
    if pieces is None:
        return _undivided(bead, embedder)
    return [
        replace(bead, source=(source,), target=own, score=bead.score * RIGHT)
        for source, own in zip(sources, _carved(targets, pieces), strict=True)
    ]


def _undivided(bead: Bead, embedder: Embedder) -> list[Bead]:
    """Give the whole translation to the sentence that it answers best."""
    whole = sums(embedder, [t.text for t in bead.target]).sum(axis=0)
    best = int((embedder.encode([s.text for s in bead.source]) @ whole).argmax())
    note = UNCUT.format(count=len(bead.source))
    flagged = replace(bead, status="flagged", note=note)
    return [
        replace(flagged, source=(one,), target=bead.target if i == best else ())
        for i, one in enumerate(bead.source)
    ]


def _carved(targets: Sequence[Segment], pieces: Sequence[Sequence[TargetPiece]]) -> list[tuple[Segment, ...]]:
    """Return the segments of each list of pieces; each text is carved once, so that no mark is lost."""
    found: dict[TargetPiece, Segment] = {}
    for number, own in groupby((p for row in pieces for p in row), key=attrgetter("target")):
        spans = list(own)
        found.update(zip(spans, carve(targets[number], [p[1:] for p in spans]), strict=True))
    return [tuple(found[p] for p in row) for row in pieces]


def _clause_ends(text: str) -> list[int]:
    return [match.end() for match in CLAUSE_END.finditer(text)]


def _word_ends(text: str, embedder: Embedder) -> list[int]:
    if not is_additive(embedder):
        return [match.end() for match in re.finditer(r"\s+", text)]
    ends = (end for _, end in embedder.tokens(text).spans)
    return [end for end in ends if text[end : end + 1].isspace() or is_han(text[end : end + 1])]


def _atoms(targets: Sequence[str], ends: Sequence[Sequence[int]]) -> list[TargetPiece]:
    """Return the pieces between the places where the texts may be cut."""
    atoms = []
    for number, text in enumerate(targets):
        places = sorted({0, *ends[number], len(text)})
        atoms += [TargetPiece(number, *stripped(text, start, end)) for start, end in pairwise(places)]
    return [atom for atom in atoms if atom.start < atom.end]


def _share_out(
    sources: Sequence[str], targets: Sequence[str], atoms: Sequence[TargetPiece], embedder: Embedder
) -> list[list[TargetPiece]] | None:
    """Share the atoms out among the sources in order, or return None where chance does as well."""
    texts = [targets[atom.target][atom.start : atom.end] for atom in atoms]
    values = _values(sums(embedder, sources), sums(embedder, texts), _shares(sources), _shares(texts))
    value, places = _best_places(values)
    if value < _best_places(values[::-1])[0] + GAIN * len(sources):
        return None
    return [_joined(atoms[start:end]) for start, end in pairwise(places)]


def _values(asked: Vectors, answers: Vectors, asked_shares: Array, answer_shares: Array) -> Array:
    """Return what each source gains from the atoms between any two places: cosine and likeness in length.

    Args:
        asked: (k, d) sums of the sources.
        answers: (n, d) sums of the atoms.
        asked_shares: (k + 1,) see `_shares`.
        answer_shares: (n + 1,) the same of the atoms.

    Returns:
        (k, n + 1, n + 1) by source, place of beginning and place of end; of no meaning where it ends before.
    """
    prefixes = np.concatenate([np.zeros((1, answers.shape[1])), np.cumsum(answers, axis=0, dtype=np.float64)])
    products, gram = unit_vectors(asked) @ prefixes.T, prefixes @ prefixes.T
    squares = np.diag(gram)
    lengths = np.sqrt(np.maximum(squares[:, None] + squares - 2 * gram, 1e-9))
    cosines = (products[:, None, :] - products[:, :, None]) / lengths
    here, there = np.diff(asked_shares)[:, None, None], answer_shares - answer_shares[:, None]
    likeness = np.log2(1 + np.clip(np.minimum(here, there) / np.maximum(here, there), 0, 1))
    values: Array = cosines * likeness**LENGTH_POWER
    return values


def _best_places(values: Array) -> tuple[float, list[int]]:
    """Return the greatest sum of values over the sources, and the places where it begins, cuts and ends.

    A source and its run of atoms are a bead of one sentence with any number of atoms that leaves one to each
    other source.
    """
    count, last = len(values), values.shape[1] - 1
    lengths = np.arange(last + 1 - count, 0, -1)
    ends = np.arange(last + 1)
    begins = ends - lengths[:, None]
    scores = np.full((count + 1, len(lengths) + 1, last + 1), IMPOSSIBLE)
    scores[1:, :-1] = np.where(begins >= 0, values[:, np.maximum(begins, 0), ends], IMPOSSIBLE)
    path = best_path(scores, [*((1, int(length)) for length in lengths), (0, 1)])
    places = [0, *accumulate(length for _, length in path)]
    taken = (own[span] for own, span in zip(values, pairwise(places), strict=True))
    return float(sum(taken)), places


def _shares(texts: Sequence[str]) -> Array:
    """Return which share of the whole, in bytes, the first 0, 1, 2… texts make up."""
    sizes = np.cumsum([0, *(len(text.encode()) for text in texts)])
    shares: Array = sizes / sizes[-1]
    return shares


def _joined(atoms: Iterable[TargetPiece]) -> list[TargetPiece]:
    """Join neighbouring atoms of one text into one piece."""
    rows = (list(own) for _, own in groupby(atoms, key=attrgetter("target")))
    return [TargetPiece(row[0].target, row[0].start, row[-1].end) for row in rows]
