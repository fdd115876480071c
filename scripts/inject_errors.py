#!/usr/bin/env python3
"""Measure what share of errors the checks find, kind by kind, put into real pairs in both directions.

    python scripts/inject_errors.py --pairs ../shared/data/eval/unpc_dev.tsv --terms corpora/terms/un.tbx

A kind is a line of `scripts/error_kinds.tsv`: its name, the pattern and what replaces it in an English
translation, then in a Chinese one (Python's `re`; `SOURCE` is the original), and what the Chinese and the
English original must hold, where an error of this kind needs something to compare with. Every pair bears one
error and stands in a paragraph of its own; what it raises as it is does not count. Found is what raises
anything new. Pairs of further files bear the kinds that the first has no place for.
"""

from __future__ import annotations

import argparse
import csv
import re
import sys
from collections.abc import Iterator, Set
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from evaluate_terms import Pair, read_pairs

from align import embed
from align.bitext import Bead, Bitext, Side
from align.document import Segment
from align.terms import formats
from align.terms.base import TermBase, merge, with_kinds
from align.terms.check import check

KINDS = Path(__file__).parent / "error_kinds.tsv"
LANGUAGES = {"zh-en": ("zh-CN", "en"), "en-zh": ("en", "zh-CN")}
_APART = Pair("* * *", "* * *")
"""Stands between two pairs, since a check looks at the neighbours too."""


@dataclass(frozen=True)
class Spoilt:
    """A pair as it is, and with an error of a kind."""

    kind: str
    pair: Pair
    wrong: Pair


def main() -> int:
    """Print the table: per kind and direction how many errors, and how many were found."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n\n")[0])
    parser.add_argument("--pairs", type=Path, nargs="+", required=True, help="zh<TAB>en, one pair a line")
    parser.add_argument("--terms", type=Path, nargs="+", required=True)
    parser.add_argument("--most", type=int, default=20, help="errors of a kind")
    parser.add_argument("--misses", action="store_true", help="print the errors that were missed")
    arguments = parser.parse_args()
    base = merge(with_kinds(formats.read(path)) for path in arguments.terms)
    found = {}
    for direction in LANGUAGES:
        pairs = [list(read_pairs(path, reverse=direction == "en-zh")) for path in arguments.pairs]
        spoilt = spoil(pairs, direction, arguments.most)
        found[direction] = counted(spoilt, base, direction, tell=arguments.misses)
    print(f"{'kind':40}" + "".join(f"{direction:>14}" for direction in found))
    for kind, *_ in kinds():
        print(f"{kind:40}" + "".join(f"{_share(*found[each].get(kind, (0, 0))):>14}" for each in found))
    for direction, kinds_of in found.items():
        rates = [hits / errors for hits, errors in kinds_of.values()]
        well, mean = sum(rate >= 0.9 for rate in rates), sum(rates) / len(rates)
        print(f"{direction}: {well} of {len(rates)} kinds found in nine of ten, mean {mean:.3f}")
    return 0


def kinds() -> Iterator[list[str]]:
    """Yield name, English pattern and replacement, the same in Chinese, what both originals must hold."""
    with KINDS.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        yield from ([*row, *[""] * (7 - len(row))] for row in rows if row)


def spoil(files: list[list[Pair]], direction: str, most: int) -> list[Spoilt]:
    """Put errors into pairs: the rarest kinds choose first, and each pair bears one."""
    used: set[Pair] = set()
    found: list[Spoilt] = []
    for pairs in files:
        candidates = dict(_places(pairs, direction, done={each.kind for each in found}))
        for kind, places in sorted(candidates.items(), key=lambda item: len(item[1])):
            free = [(pair, wrong) for pair, wrong in places if pair not in used]
            for pair, wrong in free[:: max(1, len(free) // most)][:most]:
                used.add(pair)
                found.append(Spoilt(kind, pair, Pair(pair.source, wrong)))
    return found


def _places(
    pairs: list[Pair], direction: str, *, done: Set[str]
) -> Iterator[tuple[str, list[tuple[Pair, str]]]]:
    """Yield each further kind with the pairs that may bear it, and their translations with the error."""
    for kind, *patterns in kinds():
        english = direction == "zh-en"
        pattern, replacement = patterns[:2] if english else patterns[2:4]
        needed = re.compile(patterns[4] if english else patterns[5])
        if pattern and kind not in done:
            yield kind, [
                (pair, wrong) for pair in pairs
                if needed.search(pair.source) and (wrong := _spoilt(pair, pattern, replacement))
            ]  # fmt: skip


def _spoilt(pair: Pair, pattern: str, replacement: str) -> str:
    """Return the translation with an error; empty where it has no place for it."""
    match = re.search(pattern, pair.target)
    if not match or len(pair.target) > 600:
        return ""
    wrong = match.expand(replacement.replace("SOURCE", pair.source.replace("\\", "")))
    spoilt = pair.target[: match.start()] + wrong + pair.target[match.end() :]
    return spoilt if spoilt != pair.target else ""


def counted(
    spoilt: list[Spoilt], base: TermBase, direction: str, *, tell: bool
) -> dict[str, tuple[int, int]]:
    """Return how many errors of each kind were found, and how many there are."""
    before = _raised([each.pair for each in spoilt], base, direction)
    after = _raised([each.wrong for each in spoilt], base, direction)
    counts: dict[str, tuple[int, int]] = {}
    for place, each in enumerate(spoilt):
        hits, errors = counts.get(each.kind, (0, 0))
        is_found = bool(after[place] - before[place])
        counts[each.kind] = (hits + is_found, errors + 1)
        if tell and not is_found:
            print(f"missed: {each.kind}\n  {each.wrong.source}\n  {each.wrong.target}")
    return counts


def _raised(pairs: list[Pair], base: TermBase, direction: str) -> list[set[tuple[str, str, str]]]:
    """Return what each pair raises: the code of each finding with what it is about."""
    units = [unit for pair in pairs for unit in (pair, _APART)]
    beads = tuple(
        Bead((Segment(pair.source, part=2 * n),), (Segment(pair.target, part=2 * n),))
        for n, pair in enumerate(units, 1)
    )
    source, target = LANGUAGES[direction]
    bitext = Bitext(Side(source, "bench"), Side(target, "bench"), beads)
    raised: list[set[tuple[str, str, str]]] = [set() for _ in units]
    for finding in check(bitext, base, model=embed.load()):
        if finding.code != "S1":  # a pair that returns would be translated otherwise, whatever the error
            raised[int(finding.unit.rsplit(":", 1)[1]) - 1].add((finding.code, finding.term, finding.found))
    return raised[::2]


def _share(hits: int, errors: int) -> str:
    return f"{hits}/{errors} {hits / errors:.2f}" if errors else "–"


if __name__ == "__main__":
    sys.exit(main())
