"""The bitexts that a server has under review, opened when they are first asked for.

A name is a path below the folder of the review; no name leads out of it. A single file is the only name
there is.
"""

from __future__ import annotations

import gc
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock, Thread, Timer

from align.bitext import ENDING, uncollected
from align.embed import Embedder
from align.errors import AlignError, ReadError
from align.terms.base import TermBase
from align.web.answers import Answers
from align.web.findings.checker import Checker
from align.web.findings.review_findings import ReviewFindings
from align.web.folder.finding_counts import FindingCounts
from align.web.folder.listing import FolderRow, folder_rows, inside
from align.web.opening import Target
from align.web.review.history import State
from align.web.review.presence import Presence
from align.web.review.session import Session
from align.web.rows.columns import KeptColumns
from align.web.rows.search import Index
from align.web.rows.updates import Watch
from align.web.rows.worklist import Worklist, Worklists
from align.words import say

MANY = 10_000
"""Rows that make a bitext long."""

HEAD_START = 1.5
"""Seconds that the page of a long bitext has for itself, before its rows are folded and checked."""


@dataclass(frozen=True, slots=True)
class OpenBitext:
    """A bitext under review and its findings."""

    name: str
    session: Session
    findings: ReviewFindings
    watch: Watch
    index: Index = field(default_factory=Index)
    """What searches look at."""
    columns: KeptColumns = field(default_factory=KeptColumns)
    worklists: Worklists = field(default_factory=Worklists)
    presence: Presence = field(default_factory=Presence)

    def prepare(self, answers: Answers) -> None:
        """Get the texts ready to be searched, then check them; may take seconds, while answers come first."""
        self.index.prepare(self.session.state, answers.give_way)
        self.leave_to_rest()
        self.watch.refresh()

    def leave_to_rest(self) -> None:
        """Keep the garbage collector off the rows of a long bitext: to walk through all stops the server."""
        if self.is_long:
            gc.freeze()

    def worklist(self, state: State) -> Worklist:
        """Return what is to be looked at at a moment, with what the checks have found by now."""
        return self.worklists.of(state, self.columns.of(state), self.watch.now()[1])

    def names(self) -> list[str]:
        """Return the names of all who edited, said anything, are here, or to whom rows are given."""
        here = {str(each.person) for each in self.presence.all()}
        return sorted((self.session.names() | here) - {""}, key=str.casefold)

    @property
    def is_long(self) -> bool:
        """True where to go through all rows takes long."""
        return len(self.session.state.keys) > MANY

    @property
    def title(self) -> str:
        """The symbol of the document, or the name of its file."""
        return self.session.bitext.symbol or Path(self.name).name.removesuffix(ENDING)


@dataclass
class OpenBitexts:
    """What a server has under review.

    Args:
        target: a bitext or a folder of them.
        base: terms that are checked; may be empty.
        waivers: the file of waivers that the command line uses too.
        model: tells which words answer each other.
    """

    target: Target
    base: TermBase
    waivers: Path
    model: Embedder

    def __post_init__(self) -> None:
        self._open: dict[str, OpenBitext] = {}
        self.answers = Answers()
        self.checker = Checker(self.base, model=self.model, give_way=self.answers.give_way)
        self._counts = FindingCounts(self.checker, self.waivers)
        self._trouble: dict[str, AlignError] = {}
        self._wrong: list[AlignError] = []  # to be told at the end too: a page may not have been looked at
        self._lock = Lock()

    @property
    def is_folder(self) -> bool:
        """True where there are several bitexts to choose from."""
        return self.target.kind == "folder"

    @property
    def folder(self) -> Path:
        """Where what is reviewed lies."""
        return self.target.path if self.is_folder else self.target.path.parent

    @property
    def only_name(self) -> str:
        """The name of the only bitext, where there is no folder."""
        return self.target.path.name

    def rows(self) -> Sequence[FolderRow]:
        """Return the bitexts of the folder, the worst first."""
        self.save_all(quiet=0)
        return folder_rows(self.target.path, self._count)

    @property
    def is_counting(self) -> bool:
        """True while findings of the folder are being counted."""
        return self._counts.is_busy

    def file(self, name: str) -> OpenBitext:
        """Return a bitext by its name, opening it where need be.

        Raises:
            ReadError: there is none of this name.
        """
        with self._lock:
            before = self._open.get(name)
            # Another program changed the file of a session that is over: it is opened anew.
            if before is None or before.session.is_over:
                with uncollected():  # not even between reading the rows and leaving them to rest
                    session = Session.open(self._path(name))
                    findings = ReviewFindings(session, self.base, self.waivers, checker=self.checker)
                    opened = OpenBitext(name, session, findings, Watch(findings))
                    opened.leave_to_rest()
                if before and before.session.parting:
                    self._wrong.append(before.session.parting)
                    session.notice = session.notice or before.session.parting.notice
                self._open[name] = opened
                later = Timer(HEAD_START if opened.is_long else 0, opened.prepare, (self.answers,))
                later.daemon = True
                later.start()
            return self._open[name]

    def _count(self, path: Path) -> int | None:
        opened = [each for each in self._open.values() if each.session.path == path.resolve()]
        return opened[0].watch.count() if opened else self._counts.of(path)

    def _path(self, name: str) -> Path:
        if self.is_folder:
            return inside(self.target.path, name)
        if name != self.only_name:
            raise ReadError(say("this bitext is not under review here"), where=name)
        return self.target.path

    def save_all(self, quiet: float = 5.0, give_way: Callable[[], object] = lambda: None) -> None:
        """Save what has edits to save, where nobody has edited for so many seconds, and check it again."""
        for each in list(self._open.values()):
            try:
                each.session.save_when_quiet(quiet, give_way)
                if each.session.is_saved and each.watch.is_due:
                    Thread(target=each.watch.refresh, daemon=True).start()  # saving goes on meanwhile
                self._trouble.pop(each.name, None)
            except Exception as error:  # of one file: the others have to be saved all the same
                self._tell(each.name, error)

    def _tell(self, name: str, error: Exception) -> None:
        """Keep what keeps a file from being saved; once in the log, though it is tried on and on."""
        if str(self._trouble.get(name, "")) != str(_told(error)):
            self._trouble[name] = _logged(error)

    def trouble(self, name: str) -> AlignError | None:
        """Return why a bitext cannot be saved; its edits are in the journal all the same."""
        return self._trouble.get(name)

    def close(self) -> list[AlignError]:
        """Save and close everything; return what could not be saved, and what other programs put aside."""
        for name, each in list(self._open.items()):
            try:
                each.session.close()
            except Exception as error:  # of one file: the others have to be closed all the same
                if error is not each.session.parting:
                    self._wrong.append(_logged(error))
            if each.session.parting:
                self._wrong.append(each.session.parting)
            del self._open[name]
        return list(self._wrong)


def _told(error: Exception) -> AlignError:
    """Return an error as a person is told it."""
    if isinstance(error, AlignError):
        return error
    mend = say("every edit is in the journal all the same; please report this")
    return AlignError(say("an error of the program: {reason}", reason=repr(error)), mend=mend)


def _logged(error: Exception) -> AlignError:
    """Return an error as a person is told it; one that nobody has foreseen goes to the log as it is."""
    if not isinstance(error, AlignError):
        logging.getLogger(__name__).error("a bitext cannot be saved", exc_info=error)
    return _told(error)
