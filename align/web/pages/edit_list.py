"""What was done in a review, told in short: which edit, whose, when, and what it did to its rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from align.bitext import Bead, Bitext
from align.exchange.html_rows import type_of
from align.languages import join
from align.web.review.history import PastEdit, State

LONGEST = 120
"""Characters that are shown of a text."""

_FEW = 3


@dataclass(frozen=True, slots=True)
class PastView:
    """An edit, ready for the page."""

    past: PastEdit
    key: int | None
    """Of the first of its rows that is still there."""
    types: str
    """What it made of what, where that changed: `1–1 1–1 → 2–2`."""
    before: str
    """The text that it changed; empty, where it changed none."""
    after: str
    """The text it gave; of an edit that changed none, that of its first row."""


def past_view(past: PastEdit, state: State) -> PastView:
    """Return an edit, ready for the page."""
    entry, bitext = past.entry, state.bitext
    types = [_types(beads) for beads in (entry.removed, entry.added)]
    side = entry.arguments.get("side", "source") if entry.name in ("edit_text", "edit_texts") else ""
    return PastView(
        past,
        key=None if past.row is None else state.keys[past.row],
        types=" → ".join(types) if types[0] != types[1] else "",
        before=_text(entry.removed, side, bitext) if side else "",
        after=_text(entry.added, side or "source", bitext) or _text(entry.added, "target", bitext),
    )


def _types(beads: Sequence[Bead]) -> str:
    """Return the types of some rows, or how many there are."""
    return " ".join(type_of(bead.type) for bead in beads) if len(beads) <= _FEW else f"{len(beads)} ×"


def _text(beads: Sequence[Bead], side: str, bitext: Bitext) -> str:
    """Return the beginning of the first row's text."""
    if not beads:
        return ""
    if side == "source":
        segments, language = beads[0].source, bitext.source.language
    else:
        segments, language = beads[0].target, bitext.target.language
    text = join((segment.text for segment in segments), language)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]} …"
