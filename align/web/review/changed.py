"""The file of a bitext that another program changed during its review: how that is seen, and told."""

from __future__ import annotations

from pathlib import Path

from align.bitext import ENDING, Bitext
from align.errors import AlignError, reason_of
from align.timestamps import timestamp
from align.web.review.journal import Journal, digest_of, free_name
from align.words import say

CHANGED = say("the file was changed by another program during the review")
OPEN_AGAIN = say("open it again")


class ChangedError(AlignError):
    """The file of the bitext was changed by another program during the review."""

    def __init__(self, what: str, *, where: str = "", mend: str = "", kept: str = "") -> None:
        super().__init__(what, where=where, mend=mend)
        self.kept = kept
        """The file that holds what was reviewed; empty, where there is none."""

    @property
    def notice(self) -> str:
        """What the person should know who opens the file again."""
        notice = self.what
        if self.kept:
            notice = say(
                "the file was changed by another program; your review of it is kept in {file}", file=self.kept
            )
        return notice


def put_aside(path: Path, reviewed: Bitext, journal: Journal) -> ChangedError:
    """Keep what was reviewed beside the file, and its journal with it; return what is to be told of that."""
    try:
        aside = free_name(path, f".reviewed-{timestamp()}{ENDING}")
        reviewed.save(aside)
        journal.put_aside()
    except (AlignError, OSError) as error:
        reason = error.what if isinstance(error, AlignError) else reason_of(error)
        what = say(
            "the file was changed by another program, and your review cannot be kept: {reason}", reason=reason
        )
        return ChangedError(what, where=str(path), mend=OPEN_AGAIN)
    mend = say("your review is kept in {file}; {mend}", file=aside.name, mend=OPEN_AGAIN)
    return ChangedError(CHANGED, where=str(path), mend=mend, kept=aside.name)


def digest_at(path: Path) -> str:
    """Return the digest of a file; nothing, where it is gone or may not be read."""
    try:
        return digest_of([path.read_bytes()])
    except OSError:
        return ""


def signature_at(path: Path) -> tuple[int, int, int] | None:
    """Return what changes when a file is written; nothing, where it is gone."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino
