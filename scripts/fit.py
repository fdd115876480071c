"""Fit the weights of the sentence aligner: align/sentences/weights.json.

    python scripts/fit.py --data ../shared/data

What is learned from: the novels of gold/mac-dev, and texts made from data/parallel by joining and cutting
real pairs, so that UN documents, statutes and news are heard too. Both models are conditional random
fields: the weights make the gold beads as probable as they can (L-BFGS). For clauses, whose beads nobody
wrote down, the paths that pass every gold boundary count as right, whatever they do in between.

A sixth of the texts is held out in turn: the report says what the weights of the others reach on it.
"""

from __future__ import annotations

import argparse
import json
import lzma
import random
import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from align import embed
from align.beads import IMPOSSIBLE, Array, Ints
from align.files import write_whole
from align.scoring import Links, read_beads, score_beads
from align.sentences import (
    AllWeights,
    Scored,
    boundaries,
    clause_lattice,
    sentence_lattice,
    weigh_stretches,
)
from align.sentences.kernel.nodes import BeadWeights, SentenceWeights
from align.sentences.lattice import Lattice
from align.sentences.stretches import Stretch, sentence_side, stretches

RIDGE = 2.0
"""Precision of the Gaussian prior on weights, of features scaled to a mean square of one."""
NEAR = 50.0
"""The same of the weights of free translations, around those of all: a few novels do not undo what others
taught."""
ROUNDS = 60
PENALTY = -20.0
"""What a bead of clauses loses by leaving its gold bead; finite, so that every text stays possible."""
FOLDS = 6
MADE = ("un_documents_2023", "news_commentary_10k", "tw_moj_law_current", "tico19_covid", "xquad")
MADE_PAIRS = 160
"""Pairs of a made text: enough to be heard beside the novels, too few to drown them."""
JOINED, CUT, LOST = 0.15, 0.15, 0.03
"""Shares of the pairs of a made text that are joined with the next, cut on one side, left out of one."""


@dataclass(frozen=True)
class Text:
    """Sentences of two languages and their gold beads."""

    name: str
    source: list[str]
    target: list[str]
    gold: list[tuple[int, int]]


@dataclass(frozen=True)
class Sample:
    """A stretch of a text whose ends are boundaries of the gold too."""

    text: str
    stretch: Stretch
    nodes: Ints
    """(k + 1, 2) boundaries of the gold beads, from (0, 0) to the end of the stretch."""


@dataclass(frozen=True)
class Problem:
    """One sample as the optimiser sees it."""

    lattice: Lattice
    allowed: NDArray[np.bool_]
    """(rows, types, width): which beads there are."""
    features: dict[str, NDArray[np.float32]]
    """(beads,) each, in the order in which they stand in `allowed`."""
    gold: Array
    """(beads,): 0 for what may be right, PENALTY for what may not."""

    def scores(self, values: Array) -> Array:
        """Return the values (beads,) laid out as the lattice wants them."""
        scores = np.full(self.allowed.shape, IMPOSSIBLE)
        scores[self.allowed] = values
        return scores


def main(argv: Sequence[str] | None = None) -> int:
    """Fit and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"), help="holds gold/ and parallel/")
    parser.add_argument("--out", type=Path, default=Path("align/sentences/weights.json"))
    parser.add_argument("--model", default="default", help="embedding model to fit them for")
    parser.add_argument("--seed", type=int, default=1, help="of the made texts")
    parser.add_argument("--start", type=Path, help="weights to begin from: a third of the rounds will do")
    parser.add_argument(
        "--free", action="store_true", help="fit those of free translations alone, to --start"
    )
    parser.add_argument("--hold-out", action="store_true", help="report on texts held out in turn")
    arguments = parser.parse_args(argv)
    start = json.loads(arguments.start.read_text(encoding="utf-8")) if arguments.start else {}
    if arguments.free and not start:
        parser.error("--free goes on from the weights of --start")
    embedder = embed.load(arguments.model)
    texts = [*novels(arguments.data), *made_texts(arguments.data, random.Random(arguments.seed))]
    samples = [sample for text in texts for sample in sampled(text, embedder)]
    print(f"{len(texts)} texts, {len(samples)} stretches", file=sys.stderr)
    fitted = fit_free if arguments.free else fit_all
    weights = fitted(samples, start)
    with write_whole(arguments.out) as file:
        file.write(json.dumps(weights, indent=2).encode() + b"\n")
    if arguments.hold_out:
        report_held_out(samples, weights, fitted)
    return 0


def fit_all(samples: Sequence[Sample], start: AllWeights) -> AllWeights:
    """Return the weights of clauses and, given their boundaries, of sentences."""
    clauses = fit([clause_problem(sample) for sample in samples], start.get("clauses"))
    sentences = fit([sentence_problem(sample, clauses) for sample in samples], start.get("sentences"))
    return fit_free(samples, {"clauses": clauses, "sentences": sentences})


def fit_free(samples: Sequence[Sample], start: AllWeights) -> AllWeights:
    """Return weights with those of sentences of free translations fitted anew, near those of all."""
    problems = [sentence_problem(sample, start["clauses"]) for sample in samples]
    return {**start, "free": fit(problems, start["sentences"], near=True)}


def report_held_out(
    samples: Sequence[Sample], start: AllWeights, fitted: Callable[[Sequence[Sample], AllWeights], AllWeights]
) -> None:
    """Print what weights fitted on the other texts reach on each text, and how sure they are of it."""
    names = list(dict.fromkeys(sample.text for sample in samples))
    rows: list[tuple[str, float, bool]] = []
    aligned: dict[str, list[tuple[list[Links], list[Links]]]] = {name: [] for name in names}
    for fold in range(FOLDS):
        held = set(names[fold::FOLDS])
        weights = fitted([sample for sample in samples if sample.text not in held], start)
        for sample in samples:
            if sample.text in held:
                beads = weigh_stretches([sample.stretch], weights)[0].best_beads()
                gold = _links(sample)
                aligned[sample.text].append((gold, [(bead.source, bead.target) for bead in beads]))
                rows += [(sample.text, bead.score, (bead.source, bead.target) in gold) for bead in beads]
    for name, pairs in aligned.items():
        print(f"{name}: strict F1 {score_beads(pairs).strict.f1:.4f}")
    novels = [pair for name in names if name.startswith("mac-dev") for pair in aligned[name]]
    print(f"mac-dev: strict F1 {score_beads(novels).strict.f1:.4f}")
    for low in (0.0, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.99):
        right = [known for _, score, known in rows if low <= score]
        print(f"confidence from {low}: {len(right)} beads, {np.mean(right):.4f} right")


def _links(sample: Sample) -> list[Links]:
    first = sample.stretch.rows.start, sample.stretch.columns.start
    return [
        (tuple(range(i + first[0], k + first[0])), tuple(range(j + first[1], w + first[1])))
        for (i, j), (k, w) in pairwise(sample.nodes.tolist())
    ]


def novels(data: Path) -> Iterator[Text]:
    """Yield the chapters of gold/mac-dev."""
    folder = data / "gold" / "mac-dev"
    for path in sorted((folder / "align").glob("*.align")):
        sides = [
            (folder / side / path.stem).read_text(encoding="utf-8").splitlines() for side in ("src", "tgt")
        ]
        gold = [(len(bead.source), len(bead.target)) for bead in read_beads(path)]
        yield Text(f"mac-dev/{path.stem}", sides[0], sides[1], gold)


def made_texts(data: Path, chance: random.Random) -> Iterator[Text]:
    """Yield one text from each set of `MADE`."""
    for name in MADE:
        with lzma.open(data / "parallel" / f"{name}.tsv.xz", "rt", encoding="utf-8") as file:
            pairs = [line.rstrip("\n").split("\t") for line in file]
        begin = chance.randrange(len(pairs) - MADE_PAIRS)
        yield _made(name, [pair for pair in pairs[begin : begin + MADE_PAIRS] if all(pair)], chance)


def _made(name: str, pairs: list[list[str]], chance: random.Random) -> Text:
    """Return a text from pairs, some joined, cut or left out on one side."""
    sides: tuple[list[str], list[str]] = ([], [])
    gold = []
    at = 0
    while at < len(pairs):
        group, draw, which = [pairs[at]], chance.random(), chance.randrange(2)
        at += 1
        if draw < JOINED and at < len(pairs):
            group.append(pairs[at])
            at += 1
        units = [[pair[side] for pair in group] for side in (0, 1)]
        if len(group) == 2:
            units[which] = [("", " ")[which].join(units[which])]
        elif draw < JOINED + CUT:
            units[which] = _cut_in_two(units[which][0])
        elif draw < JOINED + CUT + LOST:
            units[which] = []
        for sentences, added in zip(sides, units, strict=True):
            sentences.extend(added)
        gold.append((len(units[0]), len(units[1])))
    return Text(name, *sides, gold)


def _cut_in_two(text: str) -> list[str]:
    """Cut after the punctuation nearest the middle; a text without any stays whole."""
    places = [m.end() for m in re.finditer(r"[，；：。]|[,;:.](?= )", text[:-1])]
    if not places:
        return [text]
    place = min(places, key=lambda end: abs(end - len(text) / 2))
    return [text[:place].strip(), text[place:].strip()]


def sampled(text: Text, embedder: embed.Embedder) -> Iterator[Sample]:
    """Yield the stretches of a text, without those that cut a gold bead in two."""
    nodes = np.cumsum([(0, 0), *text.gold], axis=0).astype(np.intp)
    known = {tuple(node) for node in nodes.tolist()}
    whole = [(range(len(text.source)), range(len(text.target)))]
    for stretch in stretches(
        sentence_side(text.source, embedder), sentence_side(text.target, embedder), whole
    ):
        corners = {
            (rows.start + stretch.rows.start, columns.start + stretch.columns.start)
            for rows, columns in stretch.sections
        }
        corners.add((stretch.rows.stop, stretch.columns.stop))
        if not corners <= known:
            print(f"{text.name}: an anchor cuts a gold bead at {sorted(corners - known)}", file=sys.stderr)
            continue
        first, last = (
            (rows, columns)
            for rows, columns in (
                (stretch.rows.start, stretch.columns.start),
                (stretch.rows.stop, stretch.columns.stop),
            )
        )
        inside = (nodes >= first).all(axis=1) & (nodes <= last).all(axis=1)
        yield Sample(text.name, stretch, nodes[inside] - first)


def clause_problem(sample: Sample) -> Problem:
    """Return the lattice of clauses; right is what leaves no gold bead."""
    lattice, scored = clause_lattice([sample.stretch])
    first = sample.stretch.source.first, sample.stretch.target.first
    corners = np.stack([first[side][sample.nodes[:, side]] for side in (0, 1)], axis=1)
    allowed, features = gathered(scored, BeadWeights._fields)
    right = _inside_one(bead_ends(lattice, allowed), corners)
    return Problem(lattice, allowed, features, np.where(right, 0.0, PENALTY))


def sentence_problem(sample: Sample, clauses: Mapping[str, float]) -> Problem:
    """Return the lattice of sentences; right are the gold beads."""
    lattice, scored = sentence_lattice([sample.stretch], boundaries([sample.stretch], clauses))
    gold = {
        (begin[0], end[0], begin[1], end[1])
        for begin, end in zip(sample.nodes[:-1].tolist(), sample.nodes[1:].tolist(), strict=True)
    }
    allowed, features = gathered(scored, BeadWeights._fields + SentenceWeights._fields)
    right = np.array([tuple(bead) in gold for bead in bead_ends(lattice, allowed).T.tolist()])
    if right.sum() < len(gold):
        print(f"{sample.text}: {len(gold) - right.sum()} gold beads outside the lattice", file=sys.stderr)
    return Problem(lattice, allowed, features, np.where(right, 0.0, PENALTY))


def gathered(
    scored: Scored, names: Sequence[str]
) -> tuple[NDArray[np.bool_], dict[str, NDArray[np.float32]]]:
    """Return which beads a lattice has, (rows, types, width), and their features, (beads,) each."""
    allowed = scored({}) > IMPOSSIBLE
    # Scores are sums: where one feature alone counts, and counts one, they are that feature.
    return allowed, {name: scored({name: 1.0})[allowed].astype(np.float32) for name in names}


def bead_ends(lattice: Lattice, allowed: NDArray[np.bool_]) -> Ints:
    """Return where each bead begins and ends, (4, beads): on the source side, then on the target side."""
    ends = []
    for part, own in zip(lattice.parts, lattice.split(allowed), strict=True):
        row, kind, place = np.nonzero(own)
        end, right = part.rows.start + row, part.columns.start + part.windows.low[row] + place
        a, b = np.array(lattice.types).T[:, kind]
        ends.append(np.stack([end - a, end, right - b, right]))
    return np.concatenate(ends, axis=1)


def _inside_one(beads: Ints, corners: Ints) -> NDArray[np.bool_]:
    """Tell which beads (4, beads) lie inside one gold bead, given its corners (k + 1, 2)."""
    begin, end, left, right = beads
    by_row = end > begin
    owner = (
        np.where(
            by_row,
            np.searchsorted(corners[:, 0], begin, side="right"),
            np.searchsorted(corners[:, 1], left, side="right"),
        )
        - 1
    )
    owner = np.minimum(owner, len(corners) - 2)
    low, high = corners[owner], corners[owner + 1]
    in_rows = (low[:, 0] <= begin) & (end <= high[:, 0])
    inside: NDArray[np.bool_] = in_rows & (low[:, 1] <= left) & (right <= high[:, 1])
    return inside


def fit(
    problems: Sequence[Problem], start: Mapping[str, float] | None = None, *, near: bool = False
) -> dict[str, float]:
    """Return the weights that make what is right as probable as they can; near: and that differ little."""
    names = list(problems[0].features)
    matrices = [np.stack([p.features[name] for name in names], axis=1) for p in problems]
    squares = sum((matrix**2).sum(axis=0) for matrix in matrices) / sum(map(len, matrices))
    scale = np.sqrt(squares) + 1e-9

    def loss(scaled: Array) -> tuple[float, Array]:
        weights = scaled / scale
        apart = scaled - middle
        value, slope = ridge / 2 * apart @ apart, ridge * apart
        for problem, matrix in zip(problems, matrices, strict=True):
            scores = (matrix @ weights).astype(np.float64)
            all_paths, _, total = problem.lattice.posteriors(problem.scores(scores))
            right_paths, _, right = problem.lattice.posteriors(problem.scores(scores + problem.gold))
            value += sum(total) - sum(right)
            slope = slope + matrix.T @ (all_paths - right_paths)[problem.allowed] / scale
        return float(value), slope

    first = (
        np.zeros(len(names)) if start is None else np.array([start.get(name, 0.0) for name in names]) * scale
    )
    ridge, middle = (NEAR, first) if near else (RIDGE, np.zeros(len(names)))
    rounds = ROUNDS if start is None else ROUNDS // 3
    found = minimize(loss, first, jac=True, method="L-BFGS-B", options={"maxiter": rounds})
    print(f"loss {found.fun:.1f} after {found.nit} rounds", file=sys.stderr, flush=True)
    return dict(zip(names, (found.x / scale).round(4).tolist(), strict=True))


if __name__ == "__main__":
    sys.exit(main())
