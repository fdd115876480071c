"""A bitext under review: edits, each saved at once, and the way back from every one of them.

    NAME.bitext.jsonl         the bitext; written whole at quiet moments and at the end
    NAME.review.jsonl         the journal: a line an edit, on disk before the edit is answered

Opening replays what the bitext lacks, so that a session survives whatever ends it. Rows are addressed by
their index in the bitext *as the caller last saw it*, whose version the caller names: the session finds the
row again where others edited elsewhere, and refuses where somebody changed that very row.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from align.bitext import Bitext
from align.errors import AlignError


class ConflictError(AlignError):
    """Somebody else changed the same rows meanwhile: who, when and what."""

    def __init__(self, what: str, *, person: str, at: str, mend: str = "") -> None:
        super().__init__(what, mend=mend)
        self.person = person
        self.at = at
        """UTC, `YYYYMMDDThhmmssZ`."""


class InUseError(AlignError):
    """Another server has the bitext open."""


class ChangedError(AlignError):
    """The file of the bitext was changed by another program during the review."""


@dataclass(frozen=True, slots=True)
class Change:
    """Beads `[first:first + removed]` of the version before gave way to `added` new ones."""

    version: int
    """The version it led to."""
    first: int
    removed: int
    added: int
    name: str
    """The edit, as `edits.EDITS` names it; or `realign`, `undo`, `redo`."""
    person: str
    at: str
    """UTC, `YYYYMMDDThhmmssZ`."""


@dataclass(frozen=True, slots=True)
class State:
    """What the session holds at one moment: read it once, and its parts fit together."""

    version: int
    bitext: Bitext
    keys: tuple[int, ...]
    """A name for each row that stays the same while the row does, across edits of others and restarts."""


class Session:
    """One bitext under review. Its methods may be called from several threads."""

    path: Path
    notice: str
    """What the person should know about the opening: a journal of another alignment was put aside."""

    @classmethod
    def open(cls, path: str | Path) -> Session:
        """Open a bitext, with all edits that its journal holds.

        Raises:
            ReadError: the bitext is missing or damaged.
            WriteError: the journal cannot be written beside it.
            InUseError: another server has it open.
        """
        raise NotImplementedError

    @property
    def state(self) -> State:
        """Return version, bitext and keys of this moment."""
        raise NotImplementedError

    @property
    def bitext(self) -> Bitext:
        """Return the bitext of this moment."""
        return self.state.bitext

    @property
    def version(self) -> int:
        """Return how many edits, undos and redos have been made since the start."""
        return self.state.version

    def apply(self, name: str, arguments: Mapping[str, Any], *, version: int, person: str) -> Change:
        """Make one edit of `edits.EDITS`, saved when this returns.

        Args:
            name: of the edit.
            arguments: of the edit, after the bitext; rows (`i`, `j`) as the caller sees them.
            version: of the bitext that the caller sees.
            person: who edits.

        Returns:
            What changed; nothing (removed and added 0, no new version) where the row is so already.

        Raises:
            EditError: the edit makes no sense there, or there is no such edit or row.
            ConflictError: somebody, in another window too, changed these rows since that version.
            ChangedError: the file was changed by another program.
        """
        raise NotImplementedError

    def realign(self, first: int, last: int, *, version: int, person: str) -> Change:
        """Align rows `first` to `last` anew around what a person fixed; arguments and errors as `apply`."""
        raise NotImplementedError

    def realign_from(self, i: int, *, version: int, person: str) -> Change:
        """Align anew from row `i` (or the first after it that is free) to the next row a person fixed."""
        raise NotImplementedError

    def realign_around(self, i: int, *, version: int, person: str) -> Change:
        """Align anew the free rows before and after row `i`, up to the nearest rows that a person fixed."""
        raise NotImplementedError

    def undo(self, person: str, *, everyone: bool = False) -> Change | None:
        """Take back the last edit of a person, or of anyone; none is left: return None.

        Raises:
            ConflictError: somebody else has since edited the rows it made.
        """
        raise NotImplementedError

    def redo(self, person: str, *, everyone: bool = False) -> Change | None:
        """Make again what was last taken back; arguments, result and errors as `undo`."""
        raise NotImplementedError

    def can_undo(self, person: str) -> bool:
        """Tell whether a person has an edit left to take back."""
        raise NotImplementedError

    def can_redo(self, person: str) -> bool:
        """Tell whether a person has taken back an edit that can be made again."""
        raise NotImplementedError

    def changes_since(self, version: int) -> list[Change]:
        """Return what was changed after a version, in order: applied one by one, it leads to this moment."""
        raise NotImplementedError

    def save(self) -> None:
        """Write the bitext, so that the file holds all edits.

        Raises:
            ChangedError: another program changed the file; it is left as it is.
        """
        raise NotImplementedError

    def save_when_quiet(self, seconds: float = 5.0) -> bool:
        """Write the bitext if it has edits to save and the last is so long ago; return whether it was."""
        raise NotImplementedError

    def close(self) -> None:
        """Save the bitext and let others open it. The journal stays: the next session can undo too."""
        raise NotImplementedError
