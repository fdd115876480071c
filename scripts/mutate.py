#!/usr/bin/env python3
"""Would the tests notice? Change our code in one small place, run the tests that reach it, and so on.

    sh scripts/mutate.sh [ROOM…] [--mutants 60] [--again]

Prints a line a room: how many mutants were tried, how many made a test fail (killed), how many are known to
change nothing that anyone sees (same) or to be noticed by no test yet (open), and how many survived. Those
are shown with their change, and the script ends with 1: each wants a test, or less code, or a line in
scripts/mutants/known.tsv, which says why.

No file of ours is changed: a mutant lives in a process, for a second or two, and runs only the tests that
reach it. How: scripts/mutants/.
"""

from __future__ import annotations

import argparse
import csv
import os
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from mutants.changes import ROOT, Mutant, modules, mutants
from mutants.processes import OPTIONS, load_libraries
from mutants.reaching import reached
from mutants.trials import Trials

ROOMS = ("beads", "sentences", "paragraphs", "clauses", "quantities", "exchange", "terms")
TESTS = (
    "test_beads.py", "test_lattice.py", "test_sentences.py", "test_samples.py", "test_paragraph*.py",
    "test_clauses.py", "test_quantities.py", "test_exchange_*.py", "test_terms_[bcmrw]*.py",
    "test_terms_forms.py", "test_terms_starter.py", "test_memory_pretranslate.py",
)  # fmt: skip
KNOWN = ROOT / "scripts" / "mutants" / "known.tsv"
"""Mutants that no test notices: module, line as it is and as it would be, `same` or `open`, and why."""


def main() -> int:
    """Try the mutants of each room, print the table, and return 1 where one survived."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("rooms", nargs="*", default=ROOMS, metavar="ROOM", help=f"of {', '.join(ROOMS)}")
    parser.add_argument("--mutants", type=int, default=60, help="how many of each room (%(default)s)")
    parser.add_argument("--again", action="store_true", help="only those that survived the last time")
    options = parser.parse_args()
    if strange := set(options.rooms) - set(ROOMS):
        parser.error(f"no room {', '.join(strange)}: there are {', '.join(ROOMS)}")
    os.chdir(ROOT)
    sys.path.insert(0, str(ROOT))
    load_libraries()
    reach = reached(_tests(), again=options.again)
    survived = 0

    def use(killed: Callable[[Mutant], bool]) -> None:
        nonlocal survived
        print("room         mutants  killed  same  open  survived  seconds", flush=True)
        for room in options.rooms:
            survived += _room(room, _chosen(room, options.mutants, again=options.again), killed)

    quiet = ("-s", "-p", "no:terminal", "--doctest-modules")
    code = pytest.main([*OPTIONS, *quiet, *reach], plugins=[Trials(reach, use)])
    return int(code != pytest.ExitCode.OK or survived > 0)


def _tests() -> list[Path]:
    """Return the files of tests, and the modules whose docstrings are tests."""
    tests = [file for name in TESTS for file in sorted((ROOT / "tests").glob(name))]
    code = (path for room in ROOMS for path in modules(room))
    return tests + [path for path in code if ">>> " in path.read_text(encoding="utf-8")]


def _chosen(room: str, count: int, *, again: bool) -> list[Mutant]:
    report = _report(room)
    last = report.read_text(encoding="utf-8") if report.exists() else ""
    return [mutant for mutant in mutants(room, count) if not again or str(mutant) in last]


def _room(room: str, chosen: list[Mutant], killed: Callable[[Mutant], bool]) -> int:
    """Try the mutants of a room; print and keep those that survive, and return how many."""
    began, known = os.times().children_user, _known()
    counts = Counter(known[mutant.key] for mutant in chosen if mutant.key in known)
    tried = [mutant for mutant in chosen if mutant.key not in known]
    if tried and killed(tried[0].as_it_was()):
        raise ChildProcessError(f"the tests of {tried[0].path} fail though nothing was changed")
    survived = 0
    with _report(room).open("w", encoding="utf-8") as report:
        for mutant in tried:
            if not killed(mutant):
                survived += 1
                for file in (report, sys.stdout):
                    print(mutant, end="", file=file, flush=True)
    figures = (len(chosen), len(tried) - survived, counts["same"], counts["open"], survived)
    seconds = os.times().children_user - began
    print(f"{room:12}{'{:8}{:8}{:6}{:6}{:10}'.format(*figures)}{seconds:9.0f}", flush=True)
    return survived


def _report(room: str) -> Path:
    return ROOT / "out" / "mutants" / f"{room}.txt"


def _known() -> dict[tuple[str, str, str], str]:
    with KNOWN.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return {(row["module"], row["line"], row["changed"]): row["kind"] for row in rows}


if __name__ == "__main__":
    sys.exit(main())
