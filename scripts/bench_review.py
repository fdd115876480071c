#!/usr/bin/env python3
"""Measure how long an action of the review takes, from the request to the changed row and its findings.

    python scripts/bench_review.py --rows 10000

The bitext is our own sample report, repeated until it is long enough; the terms are our starter base.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from statistics import median
from typing import TypeVar

sys.path.insert(0, str(Path(__file__).parent.parent))

from align import embed
from align.bitext import Bitext
from align.pipeline import align_files
from align.terms import formats
from align.terms.base import with_kinds
from align.web.findings.review_findings import ReviewFindings
from align.web.review.edits import EditError
from align.web.review.session import Session
from align.web.rows.filters import Filter, matching

ROOT = Path(__file__).parent.parent
T = TypeVar("T")

ACTIONS: dict[str, Callable[[Session, int], object]] = {
    "confirm": lambda session, row: act(session, "confirm", i=row),
    "flag": lambda session, row: act(session, "flag", i=row, note="look again"),
    "merge": lambda session, row: act(session, "merge", i=row),
    "unlink": lambda session, row: act(session, "delete", i=row),
    "move the boundary": lambda session, row: act(session, "move_boundary", i=row, side="target", by=1),
    "edit the text": lambda session, row: act(session, "edit_text", i=row, side="target", text=f"{row}年。"),
    "undo": lambda session, row: session.undo("bench"),
    "redo": lambda session, row: session.redo("bench"),
    "re-align from here": lambda session, row: session.realign_from(
        row, version=session.version, person="bench"
    ),
}


def main() -> int:
    """Run the benchmark and print milliseconds."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--times", type=int, default=30)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "long.bitext.jsonl"
        long_bitext(arguments.rows).save(path)
        session = timed("open", lambda: Session.open(path))
        base = with_kinds(formats.read(ROOT / "corpora/terms/un.tbx"))
        findings = ReviewFindings(session, base, Path(folder) / "waivers.tsv", model=embed.load())
        timed("check the whole", findings.refresh)
        for name, action in ACTIONS.items():
            measure(name, action, session, findings, arguments.times)
        timed("search", lambda: matching(session.state, Filter(text="right"), findings.by_row()))
        timed("save", session.save)
        session.close()
        timed("open again", lambda: Session.open(path)).close()
    return 0


def long_bitext(rows: int) -> Bitext:
    """Return our sample report, again and again, each time as paragraphs of its own."""
    report = align_files(ROOT / "corpora/report/report.en.docx", ROOT / "corpora/report/report.zh.docx")
    beads = []
    for again in range(rows // len(report.beads) + 1):
        for bead in report.beads:
            sides = (
                tuple(replace(segment, part=segment.part + 1000 * again) for segment in side)
                for side in (bead.source, bead.target)
            )
            source, target = sides
            beads.append(replace(bead, source=source, target=target))
    return replace(report, beads=tuple(beads[:rows]))


def act(session: Session, name: str, **arguments: object) -> None:
    """Make an edit, if it can be made there."""
    try:
        session.apply(name, arguments, version=session.version, person="bench")
    except EditError:
        return


def measure(
    name: str,
    action: Callable[[Session, int], object],
    session: Session,
    findings: ReviewFindings,
    times: int,
) -> None:
    """Do an action at many places and print how long it took, and the findings of its rows after it."""
    chance = random.Random(7)
    spent: dict[str, list[float]] = defaultdict(list)
    for _ in range(times):
        row = chance.randrange(len(session.bitext.beads) - 200)
        for step, run in (("action", lambda row=row: action(session, row)), ("findings", findings.by_row)):
            began = time.perf_counter()
            run()
            spent[step].append(1000 * (time.perf_counter() - began))
    shown = ", ".join(f"{step} {median(ms):6.1f} (at most {max(ms):6.1f})" for step, ms in spent.items())
    print(f"{name:20} {shown} ms")


def timed(name: str, run: Callable[[], T]) -> T:
    """Do something once and print how long it took."""
    began = time.perf_counter()
    result = run()
    print(f"{name:20} {1000 * (time.perf_counter() - began):8.1f} ms")
    return result


if __name__ == "__main__":
    raise SystemExit(main())
