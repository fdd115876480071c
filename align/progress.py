"""A progress bar for work that takes longer than a person likes to wait."""

from __future__ import annotations

import sys
import threading
from types import TracebackType
from typing import Any

from align.words import told, user_language

PATIENCE = 2.0
"""Seconds of work before a bar appears: shorter work only flickers."""


class Progress:
    """Show the step in hand on stderr, once the work has lasted `PATIENCE` seconds.

    Calling it names the step that begins. Nothing is shown when `quiet` or when stderr is no terminal.
    """

    def __init__(self, *, quiet: bool = False) -> None:
        self._show = not quiet and sys.stderr.isatty()
        self._step = ""
        self._bar: Any = None
        self._task: Any = None
        self._timer = threading.Timer(PATIENCE, self._begin)
        self._timer.daemon = True

    def __enter__(self) -> Progress:
        if self._show:
            self._timer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._timer.cancel()
        if self._bar:
            self._bar.stop()

    def __call__(self, step: str) -> None:
        """Name the step that begins."""
        self._step = told(step, user_language())
        if self._bar:
            self._bar.update(self._task, description=self._step)

    def _begin(self) -> None:
        # rich costs a tenth of a second to import: only long work pays it.
        from rich.console import Console
        from rich.progress import BarColumn, TextColumn, TimeElapsedColumn
        from rich.progress import Progress as RichProgress

        columns = (TextColumn("{task.description}"), BarColumn(pulse_style="cyan"), TimeElapsedColumn())
        bar = RichProgress(*columns, console=Console(stderr=True), transient=True)
        self._task = bar.add_task(self._step, total=None)
        bar.start()
        self._bar = bar
