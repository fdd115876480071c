"""The table of formats, by ending: what each is called, which module knows it, and what it can hold.

The table is what `align convert --formats` prints, with what each calls our statuses, and what the tests hold
every format to.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from align.errors import ReadError
from align.exchange.statuses import MEMOQ, OURS, PHRASE, PO, QT, TMX, TRADOS, XLIFF_1, XLIFF_2, States
from align.words import say

HOLDS: Mapping[str, str] = {
    "languages": say("any number of languages"),
    "single": say("units without a partner"),
    "ids": say("names of units"),
    "notes": say("notes"),
    "status": say("status"),
    "people": say("who changed what, and when"),
    "facts": say("document, paragraph, page, score"),
    "targets": say("several translations of a text"),
    "props": say("what other tools say of a unit in words of their own"),
    "codes": say("codes, such as bold, links and note marks, with --codes"),
}
"""What a format may hold beside two texts, in the order in which it is told."""

_ALL = frozenset(HOLDS)
_TMX = _ALL - {"single"}
_CODED = _ALL - {"languages"}
_TABLE = _ALL - {"codes", "props"}
_PAGE = _TABLE - {"languages", "ids"}
_OF_TOOLS = _CODED - {"facts"}
_MESSAGES = frozenset(("ids", "notes", "targets"))
"""Of programs: what is flagged is fuzzy or unfinished there, what has no source is not there."""


@dataclass(frozen=True, slots=True)
class Format:
    """A row of the table: what it is called, and the module that knows it."""

    name: str
    module: str
    reads: bool = True
    writes: bool = True
    opens: str = ""
    """The module that opens its files, where it is another."""
    many: str = ""
    """The module that knows the same of several languages, `Multitext`; empty: it holds two at most."""
    holds: frozenset[str] = _CODED
    """Which of `HOLDS` go out and come back."""
    states: States | None = OURS
    """What it calls the status of a unit; None: it says nothing of it."""


def _of_tool(name: str, states: States) -> Format:
    """Return what a tool makes of XLIFF 1.2, which goes back into a copy alone (`returning.py`)."""
    return Format(name, "xliff1", opens="xliff", writes=False, holds=_OF_TOOLS, states=states)


FORMATS: dict[str, Format] = {
    ".bitext.jsonl": Format(say("bitext, lossless"), "jsonl"),
    ".tmx": Format(say("TMX 1.4, for CAT tools"), "tmx", many="multilingual", holds=_TMX, states=TMX),
    ".tmx.gz": Format(
        say("TMX, compressed"), "tmx", writes=False, many="multilingual", holds=_TMX, states=TMX
    ),
    ".xlf": Format("XLIFF 2.1", "xliff2", opens="xliff", states=XLIFF_2),
    ".xliff": Format("XLIFF 2.1", "xliff2", opens="xliff", states=XLIFF_2),
    ".tsv": Format(say("table of text"), "tables", many="columns", holds=_TABLE),
    ".csv": Format(say("table of text"), "tables", writes=False, many="columns", holds=_TABLE),
    ".xlsx": Format(say("Excel, for review"), "xlsx", many="workbooks", holds=_TABLE),
    ".html": Format(say("page to look at and print"), "html", reads=False, holds=_PAGE),
    ".po": Format("gettext PO", "messages:PO", opens="po", holds=_MESSAGES, states=PO),
    ".ts": Format("Qt Linguist", "messages:QT", opens="qt", holds=_MESSAGES, states=QT),
    ".v12.xlf": Format("XLIFF 1.2", "xliff1", opens="xliff", states=XLIFF_1),
    ".sdlxliff": _of_tool("Trados Studio", TRADOS),
    ".mqxliff": _of_tool("memoQ", MEMOQ),
    ".mxliff": _of_tool("Phrase", PHRASE),
    ".wf.txt": Format(
        say("Wordfast memory"),
        "messages:WORDFAST",
        opens="wordfast",
        holds=frozenset(("people", "targets")),
        states=None,
    ),
}


def ending_of(path: str | Path) -> str:
    """Return the longest ending of the table that fits a name, `.v12.xlf` before `.xlf`; empty for none."""
    name = Path(path).name.lower()
    return max((each for each in FORMATS if name.endswith(each) and name != each), key=len, default="")


def format_of(path: str | Path) -> Format:
    """Return the format of a file, by its ending.

    Raises:
        ReadError: no format has this ending.
    """
    ending = ending_of(path)
    if not ending:
        raise ReadError(say("no bitext format has this ending"), where=str(path), mend=known(reads=True))
    return FORMATS[ending]


def known(*, reads: bool = False, writes: bool = False) -> str:
    """Return what to take instead: the endings that can be read, or written."""
    endings = (
        ending
        for ending, form in FORMATS.items()
        if (form.reads or not reads) and (form.writes or not writes)
    )
    return say("take {known}", known=" ".join(endings))


def module_of(form: Format, *, to_read: bool = False) -> Any:
    """Return what writes a format, or reads it: a module, or `module:object`."""
    module, _, name = (form.opens if to_read and form.opens else form.module).partition(":")
    found = import_module(f"align.exchange.{module}")
    return getattr(found, name) if name else found
