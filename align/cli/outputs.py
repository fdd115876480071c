"""What commands that write files have in common: what is refused before any work, what is told after it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import click

from align.bitext import ENDING, journal_of
from align.errors import WriteError

_MOST_WARNINGS = 20


def check_place(path: Path, inputs: Iterable[Path] = ()) -> None:
    """Refuse an output whose folder is missing, or that would replace an input or what a person reviewed.

    Raises:
        WriteError: so it is.
    """
    if not path.absolute().parent.is_dir():
        raise WriteError("there is no such folder", where=str(path.parent), mend="make it first")
    if any(path.exists() and each.exists() and path.samefile(each) for each in inputs):
        raise WriteError("the output would replace an input", where=str(path), mend="choose another name")
    journal = journal_of(path)
    if path.name.endswith(ENDING) and path.exists() and journal.exists():
        mend = f"choose another name, or move it away with its journal ({journal.name})"
        raise WriteError("a person has reviewed this bitext", where=str(path), mend=mend)


def warn(findings: Sequence[Any]) -> None:
    """Tell what a person should know about the files that were written, without flooding the screen."""
    for finding in findings[:_MOST_WARNINGS]:
        click.echo(f"warning: {finding}", err=True)
    if len(findings) > _MOST_WARNINGS:
        click.echo(f"warning: and {len(findings) - _MOST_WARNINGS} more", err=True)
