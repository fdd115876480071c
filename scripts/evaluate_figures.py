#!/usr/bin/env python3
"""Measure the checks of figures for any pair of languages: false alarms on right translations, and recall.

    python scripts/evaluate_figures.py ../shared/data/eval/unpc_dev.6way.tsv.xz --pairs en-fr es-ar

The file has a column a language, their codes in its first line. Of every pair it prints the errors (and the
milder findings) of a thousand units, nearly all of them false, and the part that is found of figures and
months that were changed in the second language, one in a unit. `--show N` prints N errors to be read,
`--missed N` so many changes that nobody noticed.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from evaluate_terms import Pair, as_bitext, position, read_columns

from align.languages import language
from align.terms.base import TermBase
from align.terms.check import CheckSettings, check
from align.terms.findings import Finding

PAIRS = ("en-fr", "en-es", "en-ru", "en-ar", "fr-zh", "es-ar", "en-zh")
CODES = frozenset({"N1", "N2", "N3"})


def main() -> int:
    """Print a table, a line a pair."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--pairs", nargs="+", default=PAIRS)
    parser.add_argument("--show", type=int, default=0, help="print so many errors of each pair")
    parser.add_argument("--milder", action="store_true", help="show warnings and suggestions instead")
    parser.add_argument("--missed", type=int, default=0, help="print so many changes that were missed")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    print(
        f"{'pair':8}{'units':>7}{'errors/1000':>13}{'milder/1000':>13}{'changed':>9}{'found':>8}{'months':>8}{'found':>8}"
    )
    for name in arguments.pairs:
        chance = random.Random(arguments.seed)
        measure(name, read_columns(arguments.file, *name.split("-")), chance, arguments)
    return 0


def measure(name: str, pairs: list[Pair], chance: random.Random, arguments: argparse.Namespace) -> None:
    """Print the line of a pair of languages, and what is to be read by a person."""
    codes = tuple(name.split("-"))
    findings = found(pairs, codes)
    errors = [each for each in findings if each.severity == "error"]
    rates = [1000 * len(some) / len(pairs) for some in (errors, [f for f in findings if f not in errors])]
    alarmed = {position(each) for each in findings}
    line = f"{name:8}{len(pairs):7}{rates[0]:13.2f}{rates[1]:13.2f}"
    missed: list[Pair] = []
    for change in (changed_figure, changed_month):
        spoilt = {
            i: other for i, pair in enumerate(pairs)
            if i not in alarmed and (other := change(pair, codes[1], chance))
        }  # fmt: skip
        noticed = {position(f) for f in found([spoilt.get(i, pair) for i, pair in enumerate(pairs)], codes)}
        missed += [other for i, other in spoilt.items() if i not in noticed]
        line += f"{len(spoilt):9}{len(noticed & spoilt.keys()) / max(len(spoilt), 1):8.3f}"
    print(line, dict(Counter(f.code for f in errors)), flush=True)
    shown = [f for f in findings if f not in errors] if arguments.milder else errors
    for each in chance.sample(shown, min(arguments.show, len(shown))):
        print(f"\n{position(each) + 1} {each.code} {each.message}\n  {each.source}\n  {each.target}")
    for pair in missed[: arguments.missed]:
        print(f"\nmissed\n  {pair.source}\n  {pair.target}")


def found(pairs: list[Pair], codes: tuple[str, ...]) -> list[Finding]:
    """Return what the checks of figures find."""
    return check(as_bitext(pairs, codes), TermBase(()), CheckSettings(CODES))


def changed_figure(pair: Pair, code: str, chance: random.Random) -> Pair | None:
    """Change one digit of a figure, to a figure that the translation does not hold as yet."""
    figures = list(re.finditer(r"\d+", pair.target))
    if not figures:
        return None
    figure = chance.choice(figures)
    place = chance.randrange(len(figure[0]))
    digits = [d for d in "123456789" if int(d) != int(figure[0][place])]
    new = figure[0][:place] + chance.choice(digits) + figure[0][place + 1 :]
    if int(new) in {int(each[0]) for each in figures}:
        return None
    return replace(pair, target=pair.target[: figure.start()] + new + pair.target[figure.end() :])


def changed_month(pair: Pair, code: str, chance: random.Random) -> Pair | None:
    """Put another month in the place of one."""
    months = language(code).months or tuple(f"{n}月" for n in range(12, 0, -1))
    places = list(_months(pair.target, months))
    if not places:
        return None
    start, end = chance.choice(places)
    others = [month for month in months if month.lower() not in pair.target.lower()]
    return replace(pair, target=pair.target[:start] + chance.choice(others) + pair.target[end:])


def _months(text: str, months: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    for match in re.finditer(
        rf"(?<![^\W\d_])(?:{'|'.join(months)})(?![^\W\d_])|{'|'.join(months)}(?=\d)", text
    ):
        beside = text[max(0, match.start() - 5) : match.start()], text[match.end() :]
        if re.search(r"\d\S*\s(?:de\s)?$|年$", beside[0]) or re.match(r"\s(?:de\s)?\d", beside[1]):
            yield match.span()


if __name__ == "__main__":
    sys.exit(main())
