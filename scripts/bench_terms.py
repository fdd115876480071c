#!/usr/bin/env python3
"""Measure how fast term checks run, and in how much memory, beside a naive checker.

    python scripts/bench_terms.py --pairs ../shared/data/eval/unpc_dev.tsv --terms ../shared/data/terms/*.tsv

The pairs are repeated, each time with another word in them so that no text comes twice, and the bases are
filled up with made-up concepts, until there are as many as asked for. The naive checker looks for every
term in every text as a substring; it is timed on a thousand units.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from evaluate_terms import Naive, Pair, as_bitext, read_pairs

from align import embed
from align.terms import formats
from align.terms.base import Concept, Term, TermBase, merge, with_kinds
from align.terms.check import check


def main() -> int:
    """Run the benchmark and print seconds and megabytes."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--pairs", type=Path, required=True, help="zh<TAB>en, one pair a line")
    parser.add_argument("--terms", type=Path, nargs="+", required=True)
    parser.add_argument("--units", type=int, default=100_000)
    parser.add_argument("--concepts", type=int, default=10_000)
    arguments = parser.parse_args()
    languages = ("zh-CN", "en")
    pairs = repeated(list(read_pairs(arguments.pairs, reverse=False)), arguments.units)
    base = filled_up(merge(with_kinds(formats.read(path)) for path in arguments.terms), arguments.concepts)
    bitext = as_bitext(pairs, languages)
    model = embed.load()
    before = megabytes()
    began, worked = time.perf_counter(), processor()
    findings = check(bitext, base, None, model)
    seconds, work = time.perf_counter() - began, processor() - worked
    print(f"{len(pairs)} units, {len(base.concepts)} concepts, {len(findings)} findings")
    print(f"align  {seconds:8.1f} s, {work:.1f} s of processor")
    second = megabytes(resource.RUSAGE_CHILDREN)
    print(f"memory {megabytes():8.0f} MB at most, {before:.0f} of them before the check", end="")
    print(f"; its second process {second:.0f}, shared pages counted in both")
    sample = pairs[:: max(1, len(pairs) // 1000)]
    naive = Naive(base, languages)
    worked = time.process_time()
    for pair in sample:
        naive.codes(pair)
    slow = (time.process_time() - worked) * len(pairs) / len(sample)
    print(f"naive  {slow:8.1f} s of processor (from {len(sample)} units), {slow / work:.1f} times as long")
    return 0


def repeated(pairs: list[Pair], count: int) -> list[Pair]:
    """Return so many pairs: those given, again and again, each round with a word of its own."""
    rounds = (divmod(n, len(pairs)) for n in range(count))
    return [
        Pair(f"{pairs[n].source}〔{chr(0x4E00 + r)}〕", f"{pairs[n].target} «{chr(0x3B1 + r)}»")
        for r, n in rounds
    ]


def filled_up(base: TermBase, count: int) -> TermBase:
    """Return a base of so many concepts: those given, then made-up ones that stand nowhere."""
    more = (
        Concept(f"made-up-{n}", (Term(f"虚构概念{n}号", "zh-CN"), Term(f"fictitious concept no. {n}", "en")))
        for n in range(len(base.concepts), count)
    )
    return TermBase((*base.concepts, *more)[:count])


def megabytes(whose: int = resource.RUSAGE_SELF) -> float:
    """Return the most memory that this process, or one it began, has had."""
    return resource.getrusage(whose).ru_maxrss / 1024


def processor() -> float:
    """Return the seconds of processor that this process and those it began have taken."""
    return time.process_time() + sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2])


if __name__ == "__main__":
    sys.exit(main())
