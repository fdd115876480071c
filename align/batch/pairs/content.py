"""Who translates whom, as the vectors of the documents tell.

Documents of one archive are alike before they say anything of their own: all are reports, or laws. So
where there are enough of them, the mean of each language is taken off before they are compared. A pair
is believed where each is the other's best and no rival comes near.

Up to `FEW` documents the search is FAISS's exact one, which never misses a neighbour; beyond, it would grow
as their square, and is made in buckets. For 25,000 documents of each language buckets take a little less than
the exact search, and less and less beyond; FAISS's own cells (IVF) and graphs (HNSW) take once to four times
as long as the exact one there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from align.batch.pairs.buckets import Buckets, Near, joined
from align.batch.pairs.sketch import Sketch
from align.embed import Vectors, centred

ENOUGH = 12
"""Documents in each language from which on their mean says what they have in common."""
STRANGE, STRANGE_RAW = 0.2, 0.6
"""Score and cosine below which two files do not translate one another, whatever their names say."""
LEAD, LEAD_RAW = 0.15, 0.1
"""Lead of a rival in score and in cosine from which on a file is said to belong to it, whatever its name
says. Where all documents follow one template, scores differ by chance, and only the cosines show it."""
TWIN, ALIKE = 0.998, 0.98
"""Least cosine and least ratio of lengths of one text in two formats."""
SHORT = 300
"""Characters below which a text is too short to contradict its name."""


FEW = 2**14
"""Documents of a language up to which all are compared with all."""


@dataclass(frozen=True, slots=True)
class Threshold:
    """What a pair must reach to be believed for its texts alone."""

    score: float
    margin: float


_CENTRED, _RAW = Threshold(0.45, 0.01), Threshold(0.65, 0.05)  # with the mean taken off, and without


@dataclass(frozen=True, slots=True)
class Fit:
    """How well two documents fit one another, and who else would fit them."""

    source: Sketch
    target: Sketch
    score: float
    """Cosine of their vectors, 0 at least."""
    rival_source: Sketch | None
    """Of all other sources, the one that fits the target best."""
    rival_source_score: float
    rival_target: Sketch | None
    rival_target_score: float
    threshold: Threshold

    @property
    def margin(self) -> float:
        """Return the lead over the better rival; negative where that leads."""
        return self.score - max(self.rival_source_score, self.rival_target_score)

    @property
    def is_sure(self) -> bool:
        """Tell whether the texts alone make them a pair."""
        return self.score >= self.threshold.score and self.margin >= self.threshold.margin

    @property
    def symbols_differ(self) -> bool:
        """Tell whether the mastheads contradict what the texts say."""
        return bool(self.source.symbol and self.target.symbol and self.source.symbol != self.target.symbol)

    @property
    def belongs_elsewhere(self) -> bool:
        """Tell whether the target plainly translates the rival source."""
        rival = self.rival_source
        lead = likeness(rival, self.target) - self._cosine if rival else 0.0
        return lead >= LEAD_RAW and self._leads(self.rival_source_score)

    @property
    def is_strange(self) -> bool:
        """Tell whether they plainly do not translate one another."""
        rival = self.rival_target
        lead = likeness(self.source, rival) - self._cosine if rival else 0.0
        return (
            (lead >= LEAD_RAW and self._leads(self.rival_target_score))
            or (self.score < STRANGE and self._cosine < STRANGE_RAW and self._tells)
        )  # fmt: skip

    def _leads(self, score: float) -> bool:
        """Tell whether a rival's score contradicts the names."""
        return self._tells and score >= self.threshold.score and score - self.score >= LEAD

    @property
    def _cosine(self) -> float:
        return likeness(self.source, self.target)

    @property
    def _tells(self) -> bool:
        return min(self.source.length, self.target.length) >= SHORT


class DocumentComparison:
    """The documents of two languages, compared.

    Args:
        sources, targets: sketches that have vectors.
    """

    def __init__(self, sources: Sequence[Sketch], targets: Sequence[Sketch]) -> None:
        self._sources, self._targets = sources, targets
        enough = min(len(sources), len(targets)) >= ENOUGH
        self.threshold = _CENTRED if enough else _RAW
        self._source_rows, self._target_rows = (_rows(side, from_mean=enough) for side in (sources, targets))
        self._near_source, self._near_target = partners(self._source_rows, self._target_rows)
        self._source_at = {sketch.path: i for i, sketch in enumerate(sources)}
        self._target_at = {sketch.path: j for j, sketch in enumerate(targets)}

    def fit(self, source: Path, target: Path) -> Fit | None:
        """Return how well two files fit; nothing where one of them was not compared."""
        i, j = self._source_at.get(source), self._target_at.get(target)
        return None if i is None or j is None else self._fit(i, j)

    def best(self) -> Iterator[Fit]:
        """Yield the pairs in which each is the other's best."""
        for i, j in enumerate(self._near_source[1][:, 0] if self._targets else ()):
            if j >= 0 and self._near_target[1][j, 0] == i:
                yield self._fit(i, int(j))

    def nearest(self, path: Path) -> tuple[Sketch, float] | None:
        """Return the document of the other language that fits a file best, and how well."""
        for at, near, others in (
            (self._source_at, self._near_source, self._targets),
            (self._target_at, self._near_target, self._sources),
        ):
            row = at.get(path)
            if row is not None and others and near[1][row, 0] >= 0:
                return others[near[1][row, 0]], float(near[0][row, 0])
        return None

    def _fit(self, i: int, j: int) -> Fit:
        rival_source, source_score = _rival(self._near_target, j, i, self._sources)
        rival_target, target_score = _rival(self._near_source, i, j, self._targets)
        score = max(0.0, float(self._source_rows[i] @ self._target_rows[j]))
        source, target = self._sources[i], self._targets[j]
        rivals = rival_source, source_score, rival_target, target_score
        return Fit(source, target, score, *rivals, self.threshold)


def likeness(one: Sketch, other: Sketch) -> float:
    """Return the cosine of two documents, from -1 to 1; 0 where one of them has no vector."""
    return 0.0 if one.vector is None or other.vector is None else float(one.vector @ other.vector)


def twins(documents: Sequence[Sketch]) -> Iterator[tuple[Path, Path]]:
    """Yield each document that says what an earlier one of its language says, and that one.

    Texts that are the same to the letter are, in whatever format; nearly the same are only texts of two
    formats, since resolutions of two years may differ in a date alone.
    """
    first: dict[str, Path] = {}
    rows = _rows(documents, from_mean=False)
    scores, places = nearest(rows, rows, 4)
    for i, document in enumerate(documents):
        same = first.setdefault(document.digest, document.path)
        near = (j for score, j in zip(scores[i], places[i], strict=True) if 0 <= j < i and score >= TWIN)
        formats = (documents[j].path for j in near if _in_two_formats(document, documents[j]))
        of = same if same != document.path else next(formats, None)
        if of:
            yield document.path, of


def _in_two_formats(one: Sketch, other: Sketch) -> bool:
    shorter, longer = sorted((one.length, other.length))
    return one.path.suffix.lower() != other.path.suffix.lower() and shorter >= ALIKE * longer


def partners(rows: Vectors, others: Vectors) -> tuple[Near, Near]:
    """Return for each row the two best of the others, so that there is a rival, and the other way round."""
    if max(len(rows), len(others)) <= FEW or not min(len(rows), len(others)):
        return nearest(rows, others), nearest(others, rows)
    buckets = Buckets(np.concatenate([rows, others]))
    there, back = buckets.nearest(rows, others, 2), buckets.nearest(others, rows, 2)
    return joined(there, back), joined(back, there)


def nearest(rows: Vectors, others: Vectors, count: int = 2) -> Near:
    """Return for each row the best of the others."""
    import faiss

    if not len(rows) or not len(others):
        return np.zeros((len(rows), count), np.float32), np.full((len(rows), count), -1)
    if len(others) > FEW:
        return Buckets(others).nearest(rows, others, count)
    index = faiss.IndexFlatIP(others.shape[1])
    index.add(others)
    scores, places = index.search(rows, count)
    return scores, places


def _rival(near: Near, row: int, partner: int, documents: Sequence[Sketch]) -> tuple[Sketch | None, float]:
    for score, place in zip(near[0][row], near[1][row], strict=True):
        if place not in (-1, partner):
            return documents[place], max(0.0, float(score))
    return None, 0.0


def _rows(sketches: Sequence[Sketch], *, from_mean: bool) -> Vectors:
    """Return the vectors as rows of length one; seen from their mean where there are enough of them."""
    if not sketches:
        return np.zeros((0, 0), np.float32)
    rows = np.array([sketch.vector for sketch in sketches], np.float32).reshape(len(sketches), -1)
    return centred(rows, rows.mean(axis=0)) if from_mean else rows
