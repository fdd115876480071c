"""Fit the weights of the sentence aligner: align/sentences/weights.json.

    python scripts/fit.py --data ../shared/data

What is learned from: the novels of gold/mac-dev, and texts made from data/parallel by joining and cutting
real pairs, so that UN documents, statutes and news are heard too. Both models are conditional random
fields: the weights make the gold beads as probable as they can (L-BFGS). For clauses, whose beads nobody
wrote down, the paths that pass every gold boundary count as right, whatever they do in between.

A third of the texts is held out in turn: the report says what the weights of the others reach on it.
"""

from __future__ import annotations

import argparse
import json
import lzma
import random
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from align import embed
from align.beads import Array, Ints
from align.files import write_whole
from align.scoring import read_beads
from align.sentences import (
    boundaries,
    clause_lattice,
    sentence_lattice,
)
from align.sentences.features import Features
from align.sentences.lattice import Candidates, Lattice
from align.sentences.stretches import Stretch, side, stretches

RIDGE = 2.0
"""Precision of the Gaussian prior on weights, of features scaled to a mean square of one."""
ROUNDS = 40
PENALTY = -20.0
"""What a bead of clauses loses by leaving its gold bead; finite, so that every text stays possible."""
FOLDS = 3
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
    features: Features
    gold: Array
    """(candidates,): 0 for what may be right, PENALTY for what may not."""


def main(argv: Sequence[str] | None = None) -> int:
    """Fit and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--out", type=Path, default=Path("align/sentences/weights.json"))
    parser.add_argument("--model", default="default")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args(argv)
    embedder = embed.load(arguments.model)
    texts = [*novels(arguments.data), *made_texts(arguments.data, random.Random(arguments.seed))]
    samples = [sample for text in texts for sample in sampled(text, embedder)]
    print(f"{len(texts)} texts, {len(samples)} stretches", file=sys.stderr)
    clause_problems = [clause_problem(sample) for sample in samples]
    clauses = fit(clause_problems)
    print("clauses", clauses, file=sys.stderr)
    sentences = fit([sentence_problem(sample, clauses) for sample in samples])
    print("sentences", sentences, file=sys.stderr)
    weights = {"clauses": clauses, "sentences": sentences}
    with write_whole(arguments.out) as file:
        file.write(json.dumps(weights, indent=2).encode() + b"\n")
    return 0


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
    nodes = np.concatenate([[(0, 0)], np.cumsum(text.gold, axis=0)])
    known = {tuple(node) for node in nodes.tolist()}
    whole = [(range(len(text.source)), range(len(text.target)))]
    for stretch in stretches(side(text.source, embedder), side(text.target, embedder), whole):
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
    lattice, features = clause_lattice(sample.stretch)
    first = sample.stretch.source.first, sample.stretch.target.first
    corners = np.stack([first[side][sample.nodes[:, side]] for side in (0, 1)], axis=1)
    return Problem(lattice, features, np.where(_inside_one(lattice.candidates, corners), 0.0, PENALTY))


def sentence_problem(sample: Sample, clauses: Mapping[str, float]) -> Problem:
    """Return the lattice of sentences; right are the gold beads."""
    nodes = boundaries(sample.stretch, clauses)
    lattice, features = sentence_lattice(sample.stretch, nodes)
    beads = lattice.candidates
    gold = {
        (*begin, *end)
        for begin, end in zip(sample.nodes[:-1].tolist(), sample.nodes[1:].tolist(), strict=True)
    }
    ends = zip(beads.source_begin, beads.target_begin, beads.source_end, beads.target_end, strict=True)
    right = np.array([bead in gold for bead in ends])
    if right.sum() < len(gold):
        print(f"{sample.text}: {len(gold) - right.sum()} gold beads outside the lattice", file=sys.stderr)
    return Problem(lattice, features, np.where(right, 0.0, PENALTY))


def _inside_one(beads: Candidates, corners: Ints) -> np.ndarray:
    """Tell which candidates lie inside one gold bead, given its corners (k + 1, 2)."""
    begin, end, left, right = beads.ends
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
    return (low[:, 0] <= begin) & (end <= high[:, 0]) & (low[:, 1] <= left) & (right <= high[:, 1])


def fit(problems: Sequence[Problem], start: Mapping[str, float] | None = None) -> dict[str, float]:
    """Return the weights that make what is right as probable as they can."""
    names = list(problems[0].features)
    matrices = [np.stack([p.features[name] for name in names], axis=1).astype(np.float32) for p in problems]
    squares = sum((matrix**2).sum(axis=0) for matrix in matrices) / sum(map(len, matrices))
    scale = np.sqrt(squares) + 1e-9

    def loss(scaled: Array) -> tuple[float, Array]:
        weights = scaled / scale
        value, slope = RIDGE / 2 * scaled @ scaled, RIDGE * scaled
        for problem, matrix in zip(problems, matrices, strict=True):
            scores = (matrix @ weights).astype(np.float64)
            all_paths, _, total = problem.lattice.posteriors(scores)
            right_paths, _, right = problem.lattice.posteriors(scores + problem.gold)
            value += total - right
            slope = slope + matrix.T @ (all_paths - right_paths) / scale
        return float(value), slope

    first = np.zeros(len(names)) if start is None else np.array([start[name] for name in names]) * scale
    rounds = ROUNDS if start is None else ROUNDS // 3
    found = minimize(loss, first, jac=True, method="L-BFGS-B", options={"maxiter": rounds})
    print(f"loss {found.fun:.1f} after {found.nit} rounds", file=sys.stderr, flush=True)
    return dict(zip(names, (found.x / scale).round(4).tolist(), strict=True))
