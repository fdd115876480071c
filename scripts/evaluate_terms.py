#!/usr/bin/env python3
"""Measure the term checks: recall on errors put into real pairs, false alarms on the pairs as they are.

    python scripts/evaluate_terms.py --pairs ../shared/data/eval/unpc_dev.tsv --terms BASE.tsv …

Every error is put into a unit of its own; a check recalls it when it raises its code on that unit (for
figures: any code of figures; for names: a forbidden term too).
Units that raise alarms as they are bear no error. Alarms are counted on the
clean units; `--sample N` prints that many to be judged by a person, since real pairs hold real errors too.
Beside it stands a naive checker: substrings, and digits compared as strings.

`--decisions FILE` counts precision by check from what a person said of each finding: true, harmless (a
difference that nobody would change) or false. tests/cases/terms/decisions.tsv holds those of the UN pairs
with the base corpora/terms/un.tbx, by direction, row and code; decisions.NAME.tsv those of errors in other
pairs, of NAME.tsv.xz. Of a file with a column a language, their codes in its first line, `--languages en fr`
takes two.
"""

from __future__ import annotations

import argparse
import csv
import lzma
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from spoiling import SPOILERS, Pair, spoil, with_forbidden

from align import embed
from align.bitext import Bead, Bitext, Side
from align.document import Segment
from align.languages import family
from align.terms import formats
from align.terms.base import TermBase, merge, with_kinds
from align.terms.check import CheckSettings, check
from align.terms.findings import Finding

CODES = ("T1", "T2", "N1", "N2", "N3")
FAMILIES = {"T1": ("T1",), "T2": ("T1", "T2")}
"""Codes that recall an error: a near-synonym of a name may be one that the base forbids."""
FIGURES = ("N1", "N2", "N3")


@dataclass(frozen=True)
class Score:
    """What a bench finds of one code; rates are of the errors, alarms of a thousand clean units."""

    recall: float
    as_code: float
    alarms: float
    spoilt: dict[int, Pair]
    """The pairs with an error, by their places."""
    missed: tuple[Pair, ...]


def main() -> int:
    """Run the bench and print the table."""
    arguments = options()
    bench = Bench(
        arguments.pairs, arguments.terms, reverse=arguments.reverse, codes=arguments.languages,
        seed=arguments.seed,
    )  # fmt: skip
    print(f"{len(bench.pairs)} pairs, {len(bench.base.concepts)} concepts, {bench.seconds:.1f} s")
    print(f"{'code':6}{'errors':>8}{'recall':>9}{'as code':>9}{'naive':>9}{'alarms/1000':>14}{'naive':>9}")
    for code in () if arguments.languages else CODES:
        score = bench.score(code)
        naive, naive_alarms = bench.naive(code, score.spoilt)
        for pair in score.missed[: arguments.misses]:
            print(f"missed {code}: {pair.source}\n  {pair.target}")
        rates = f"{score.recall:9.3f}{score.as_code:9.3f}{naive:9.3f}"
        print(f"{code:6}{len(score.spoilt):8}{rates}{score.alarms:14.2f}{naive_alarms:9.2f}")
    rates = {code: round(bench.rate(code), 2) for code in {code for code, _ in bench.alarms} - {*CODES}}
    print("other codes, alarms/1000:", dict(sorted(rates.items())))
    total = 1000 * len(bench.alarms) / len(bench.pairs)
    print(f"all codes on by default, alarms/1000 before judging: {total:.2f}")
    if arguments.decisions:
        print(*precision(bench, read_decisions(arguments.decisions)), sep="\n")
    for finding in bench.chance.sample(bench.clean, min(arguments.sample, len(bench.clean))):
        print(f"\n{finding.code} {finding.message}\n  {finding.source}\n  {finding.target}")
    return 0


def options() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("--pairs", type=Path, required=True, help="zh<TAB>en, one pair a line")
    parser.add_argument("--languages", nargs=2, help="two columns of a file with a column a language")
    parser.add_argument("--terms", type=Path, nargs="+", required=True)
    parser.add_argument("--reverse", action="store_true", help="check en → zh")
    parser.add_argument("--sample", type=int, default=0, help="print so many alarms on clean units")
    parser.add_argument(
        "--misses", type=int, default=0, help="print so many errors of each code that were missed"
    )
    parser.add_argument("--decisions", type=Path, help="verdicts by direction, row and code")
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


class Bench:
    """Real pairs with a base, the alarms they raise as they are, and the errors that can be put into them."""

    def __init__(
        self, pairs: Path, terms: Iterable[Path], *, reverse: bool = False, codes: Sequence[str] = (),
        seed: int = 1,
    ) -> None:  # fmt: skip
        self.chance = random.Random(seed)
        self.languages = ("en", "zh-CN") if reverse else ("zh-CN", "en")
        if codes:
            self.pairs = read_columns(pairs, *codes)
            self.languages = codes[0], codes[1]
        else:
            self.pairs = list(read_pairs(pairs, reverse=reverse))
        base = merge(with_kinds(formats.read(path)) for path in terms)
        self.base = with_forbidden(base, self.pairs, self.languages)
        self._model = embed.load()
        self._naive = Naive(self.base, self.languages)
        began = time.perf_counter()
        self.clean = self.check(self.pairs)
        self.seconds = time.perf_counter() - began
        self.alarms = {(finding.code, position(finding)) for finding in self.clean}

    def check(self, units: list[Pair], settings: CheckSettings | None = None) -> list[Finding]:
        """Return what some checks find, or those that are on by default."""
        return check(as_bitext(units, self.languages), self.base, settings, self._model)

    def rate(self, code: str) -> float:
        """Return the alarms of a code on a thousand clean units."""
        return 1000 * sum(c == code for c, _ in self.alarms) / len(self.pairs)

    def score(self, code: str) -> Score:
        """Put errors of one kind into the pairs and count those that the checks of their kind find."""
        recalling = FAMILIES.get(code, FIGURES)
        spoilt, places = spoil(self.pairs, SPOILERS[code], self.base, self.languages, self.chance)
        # Where an alarm rang before, nobody can tell whether it now rings for the error.
        places = [i for i in places if not any((c, i) in self.alarms for c in CODES)]
        found = self.check([spoilt[i] for i in places], CheckSettings(frozenset(recalling)))
        raised = {(f.code, places[position(f)]) for f in found}
        missed = [i for i in places if not any((c, i) in raised for c in recalling)]
        errors = max(len(places), 1)
        return Score(
            recall=1 - len(missed) / errors,
            as_code=sum((code, i) in raised for i in places) / errors,
            alarms=self.rate(code),
            spoilt={i: spoilt[i] for i in places},
            missed=tuple(spoilt[i] for i in missed),
        )

    def naive(self, code: str, spoilt: Mapping[int, Pair]) -> tuple[float, float]:
        """Return what share of errors the simple tool finds, and its alarms on a thousand clean units."""
        alarms = {i for i, codes in enumerate(self._naive_codes) if code in codes}
        found = [i for i, pair in spoilt.items() if i not in alarms and code in self._naive.codes(pair)]
        return len(found) / max(len(spoilt), 1), 1000 * len(alarms) / len(self.pairs)

    @cached_property
    def _naive_codes(self) -> list[set[str]]:
        return [self._naive.codes(pair) for pair in self.pairs]


Decisions = dict[tuple[str, int, str], str]
"""Direction, row and code of a finding → true, harmless or false."""


def read_decisions(path: Path) -> Decisions:
    """Read what a person said of findings."""
    rows = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()[1:])
    return {(direction, int(row), code): verdict for direction, row, code, verdict in rows}


def judged(bench: Bench, decisions: Decisions) -> list[tuple[Finding, str]]:
    """Return the findings on the clean pairs with their verdicts; `unread` where nobody has read them."""
    direction = "-".join(map(family, bench.languages))
    return [
        (finding, decisions.get((direction, position(finding) + 1, finding.code), "unread"))
        for finding in bench.clean
    ]


def precision(bench: Bench, decisions: Decisions) -> Iterator[str]:
    """Yield a table: severity and code, findings, and the verdicts on them."""
    verdicts: dict[tuple[str, str], Counter[str]] = {}
    for finding, verdict in judged(bench, decisions):
        for code in (finding.code, "all"):
            verdicts.setdefault((finding.severity, code), Counter())[verdict] += 1
    yield f"{'severity':12}{'code':6}{'all':>6}{'true':>6}{'harmless':>10}{'false':>7}{'unread':>8}"
    for (severity, code), count in sorted(verdicts.items()):
        said = f"{count['true']:6}{count['harmless']:10}{count['false']:7}{count['unread']:8}"
        yield f"{severity:12}{code:6}{count.total():6}{said}"


def read_pairs(path: Path, *, reverse: bool) -> Iterator[Pair]:
    """Yield the pairs of a file without their paragraph numbers, which are no part of a segment."""
    for line in path.read_text(encoding="utf-8").splitlines():
        chinese, english = (re.sub(r"^\d+[.．]\s*", "", side).strip() for side in line.split("\t")[:2])
        yield Pair(english, chinese) if reverse else Pair(chinese, english)


_ITEM = re.compile(r"^\s*\d{1,3}\s?(?:[.．)]|-(?!\d))\s*")
"""The number of a paragraph, which is no part of a segment."""


def read_columns(path: Path, *codes: str) -> list[Pair]:
    """Read the pairs of two languages of a file with a column a language."""
    with lzma.open(path, "rt", encoding="utf-8") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [Pair(*(_ITEM.sub("", row[code]) for code in codes)) for row in rows]


def as_bitext(pairs: list[Pair], languages: tuple[str, str]) -> Bitext:
    """Return pairs as a bitext whose units are paragraphs of their own."""
    beads = tuple(Bead((Segment(pair.source),), (Segment(pair.target),)) for pair in pairs)
    return Bitext(Side(languages[0], "bench"), Side(languages[1], "bench"), beads)


def position(finding: Finding) -> int:
    """Return which pair a finding is about."""
    return int(finding.unit.rsplit(":", 1)[1]) - 1


class Naive:
    """Checks as a simple tool does: substrings for terms, digit strings for figures."""

    def __init__(self, base: TermBase, languages: tuple[str, str]) -> None:
        self._concepts = [
            (
                bool(concept.kind),
                [term.text.lower() for term in concept.allowed(languages[0])],
                [term.text.lower() for term in concept.allowed(languages[1])],
                [term.text.lower() for term in concept.forbidden(languages[1])],
            )
            for concept in base.concepts
        ]

    def codes(self, pair: Pair) -> set[str]:
        """Return the codes that it raises on a pair."""
        source, target = pair.source.lower(), pair.target.lower()
        raised = set()
        for is_name, terms, allowed, forbidden in self._concepts:
            if any(term in source for term in terms):
                if any(term in target for term in forbidden):
                    raised.add("T1")
                if is_name and not any(term in target for term in allowed):
                    raised.add("T2")
        figures = [Counter(re.findall(r"\d+", side)) for side in (source, target)]
        return raised | {"N1", "N2", "N3"} if figures[0] != figures[1] else raised


if __name__ == "__main__":
    sys.exit(main())
