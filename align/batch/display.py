"""What a person or a program sees of a run while it runs: bars on a terminal, lines in a log, JSON events.

Events in JSON, one object a line: `begin`, `broken` or `leftover` for every file in no pair, then `kept`,
`aligned` or `failed` for every pair as it is ready, `step` as a product of the whole is made, `note` for what
is left out of one, and `end` with the totals.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import asdict
from types import TracebackType
from typing import Any, Self

from align import words
from align.batch.figures import PairFigures
from align.batch.pairs import Pairing
from align.batch.task import Outcome
from align.words import counted, listed, say

Write = Callable[[str], None]
"""Prints a line."""


class Display:
    """Shows nothing: what a library call wants, and what the others refine."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        pass

    def begin(self, pairing: Pairing) -> None:
        """Show that a run begins, and what it cannot take."""

    def kept(self, name: str) -> None:
        """Show that a pair was done by an earlier run."""

    def told(self, outcome: Outcome) -> None:
        """Show what came of a pair."""

    def step(self, name: str) -> None:
        """Show that a product of the whole is being made."""

    def note(self, text: str) -> None:
        """Show what a person should know of the products."""

    def end(self, totals: dict[str, Any]) -> None:
        """Show the totals."""


class Events(Display):
    """JSON objects, one a line, for programs."""

    def __init__(self, write: Write) -> None:
        self._write = write

    def begin(self, pairing: Pairing) -> None:
        """Tell how many pairs there are, and each file that is in none."""
        found = {name: len(getattr(pairing, name)) for name in ("pairs", "doubles", "leftovers")}
        self._tell("begin", **found)
        for left in pairing.leftovers:
            self._tell("broken" if left.broken else "leftover", path=str(left.path), reason=left.reason)

    def kept(self, name: str) -> None:
        """Tell the pair that was done before."""
        self._tell("kept", name=name)

    def told(self, outcome: Outcome) -> None:
        """Tell the outcome of a pair: its figures, or its error."""
        told: dict[str, Any] = {"name": outcome.name, "seconds": round(outcome.seconds, 3)}
        if outcome.figures:
            told |= {"outputs": list(outcome.outputs), "coverage": round(outcome.figures.coverage, 4)}
            part = outcome.figures.part
            told |= {"part": asdict(part)} if part else {}
            told |= {"was_aligned": outcome.was_aligned} | asdict(outcome.figures)
        if outcome.problem:
            told["error"] = asdict(outcome.problem)
        self._tell(outcome.status, **told)

    def step(self, name: str) -> None:
        """Tell the step."""
        self._tell("step", name=name)

    def note(self, text: str) -> None:
        """Tell the note."""
        self._tell("note", text=text)

    def end(self, totals: dict[str, Any]) -> None:
        """Tell the totals."""
        self._tell("end", **totals)

    def _tell(self, event: str, **values: Any) -> None:
        self._write(json.dumps({"event": event} | values, ensure_ascii=False))


class Lines(Display):
    """Plain lines, for logs and pipes."""

    def __init__(self, write: Write) -> None:
        self._write = write
        self._count = self._pairs = 0

    def begin(self, pairing: Pairing) -> None:
        """Print how many pairs there are, and a line a broken file."""
        self._pairs = len(pairing.pairs)
        self._write(counted("{n} pair", "{n} pairs", n=self._pairs))
        for left in pairing.leftovers:
            if left.broken:
                self._write(say("broken: {path}: {reason}", path=str(left.path), reason=left.reason))

    def kept(self, name: str) -> None:
        """Count a pair that was done before; a line each would hide those that are new."""
        self._count += 1

    def told(self, outcome: Outcome) -> None:
        """Print a line a pair."""
        self._count += 1
        came = _told(outcome.figures) if outcome.figures else say(
            "failed: {problem}", problem=outcome.problem.message if outcome.problem else "")  # fmt: skip
        self._write(say("{done}/{all} {name}: {outcome} ({seconds:.1f} s)", done=self._count, all=self._pairs,
                        name=outcome.name, outcome=came, seconds=outcome.seconds))  # fmt: skip

    def step(self, name: str) -> None:
        """Print the step."""
        self._write(name)

    def note(self, text: str) -> None:
        """Print the note."""
        self._write(text)


def _told(figures: PairFigures) -> str:
    said = counted(
        "{n} bead, confidence {score:.2f}, coverage {coverage:.0%}",
        "{n} beads, confidence {score:.2f}, coverage {coverage:.0%}",
        n=figures.beads, score=figures.mean_score, coverage=figures.coverage,
    )  # fmt: skip
    return listed((said, figures.part.told)) if figures.part else said


class Bars(Display):
    """A bar on a terminal: pairs, sentences a second, time left, failures; each failure stays above it."""

    def __init__(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        self._bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[speed]:,.0f} " + self._told(say("sentences/s"))),
            TimeRemainingColumn(),
            TextColumn("[red]{task.fields[failures]} " + self._told(say("failed"))),
            console=Console(stderr=True),
            transient=True,
        )
        self._sentences = self._failures = 0
        self._began = time.monotonic()
        self._task = self._bar.add_task(self._told(say("aligning")), total=None, speed=0.0, failures=0)

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bar.stop()

    def begin(self, pairing: Pairing) -> None:
        """Set the length of the bar, and print each broken file."""
        self._began = time.monotonic()
        self._bar.update(self._task, total=len(pairing.pairs))
        for left in pairing.leftovers:
            if left.broken:
                self._print(say("{where}: {what}", where=str(left.path), what=left.reason))

    def kept(self, name: str) -> None:
        """Shorten the bar: what is done already says nothing about the time left."""
        total = self._bar.tasks[0].total or 0
        self._bar.update(self._task, total=total - 1)

    def told(self, outcome: Outcome) -> None:
        """Move the bar on; print what failed, as text that no markup in a file name can change."""
        if outcome.figures:
            self._sentences += outcome.figures.source_segments + outcome.figures.target_segments
        if outcome.problem:
            self._failures += 1
            self._print(say("{where}: {what}", where=outcome.name, what=outcome.problem.message))
        speed = self._sentences / max(time.monotonic() - self._began, 0.1)
        self._bar.update(self._task, advance=1, speed=speed, failures=self._failures)

    def step(self, name: str) -> None:
        """Name the step before the bar."""
        self._bar.update(self._task, description=self._told(name))

    def note(self, text: str) -> None:
        """Print the note above the bar."""
        self._print(text)

    def _print(self, line: str) -> None:
        self._bar.console.print(self._told(line), markup=False, highlight=False)

    def _told(self, text: str) -> str:
        return words.told(text, words.user_language())
