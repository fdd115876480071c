"""What commands that write files have in common: what is refused before any work, what is told after it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from align.bitext import ENDING, Bitext, journal_of
from align.cli.speech import tell
from align.errors import WriteError
from align.exchange.skipped import Skipped
from align.remarks import Remark, lines_of
from align.words import say

_MOST_WARNINGS = 20


def check_place(path: Path, inputs: Iterable[Path] = ()) -> None:
    """Refuse an output whose folder is missing, or that would replace an input or what a person reviewed.

    Raises:
        WriteError: the output cannot stand there.
    """
    if not path.absolute().parent.is_dir():
        raise WriteError(say("there is no such folder"), where=str(path.parent), mend=say("make it first"))
    if any(path.exists() and each.exists() and path.samefile(each) for each in inputs):
        what, mend = say("the output would replace an input"), say("choose another name")
        raise WriteError(what, where=str(path), mend=mend)
    journal = journal_of(path)
    if path.name.endswith(ENDING) and path.exists() and journal.exists():
        mend = say("choose another name, or move it away with its journal ({journal})", journal=journal.name)
        raise WriteError(say("a person has reviewed this bitext"), where=str(path), mend=mend)


def tell_left_out(bitext: Bitext, path: Path, skipped: Skipped) -> None:
    """Tell what was taken for what in a file, and what was not taken; of a bitext of ours everything is."""
    if not path.name.endswith(ENDING):
        tell_remarks([*bitext.source.remarks, *bitext.target.remarks], path)
    tell_skipped(path, skipped)


def tell_skipped(path: Path, skipped: Skipped) -> None:
    """Tell what was not taken from a file, or not as it stood there."""
    for line in skipped.lines():
        tell(warning(say("left out of {file}: {what}", file=path.name, what=line)))


def tell_remarks(remarks: Iterable[Remark], path: Path) -> None:
    """Tell what looks wrong in a file."""
    for remark in lines_of(remarks):
        tell(warning(say("{where}: {what}", where=str(path), what=remark)))


def warn(findings: Sequence[Any]) -> None:
    """Tell what a person should know about the files that were written, without flooding the screen."""
    tell(*(warning(finding) for finding in findings[:_MOST_WARNINGS]))
    if len(findings) > _MOST_WARNINGS:
        tell(warning(say("and {n} more", n=len(findings) - _MOST_WARNINGS)))


def warning(finding: Any) -> str:
    """Return a finding as a warning; those that are no text bear their message."""
    message = finding if isinstance(finding, str) else getattr(finding, "message", None) or str(finding)
    return say("warning: {message}", message=message)
