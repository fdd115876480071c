"""The word of a tool for the status of a segment, put into the text of its file where it says another."""

from __future__ import annotations

import re

from align.bitext import Bead
from align.exchange.statuses import (
    FLAGGED,
    MEMOQ,
    PHRASE,
    TRADOS,
    UNTRANSLATED,
    XLIFF_1,
    XLIFF_2,
    States,
)  # fmt: skip
from align.exchange.tags import START, attribute, with_attribute, without_attribute


def with_state(text: str, bead: Bead) -> str:
    """Return a `<segment>` of XLIFF 2 with a status. What refined the old state goes, by the standard."""
    is_flagged = attribute(text, "subState") == FLAGGED
    if not bead.target or (is_flagged and bead.status == "flagged"):
        return text
    if not is_flagged and XLIFF_2.status(attribute(text, "state")) == bead.status:
        return text
    text = without_attribute(with_attribute(text, "state", XLIFF_2.write[bead.status]), "subState")
    return with_attribute(text, "subState", FLAGGED) if bead.status == "flagged" else text


def with_unit_state(text: str, bead: Bead) -> str:
    """Return a `<trans-unit>` with the status of its only segment."""
    for name, states in (("mq:status", MEMOQ), ("m:confirmed", PHRASE)):
        if attribute(text, name):
            return _with_word(text, name, states, bead)
    if re.search(r"<sdl:seg(?=[\s>/])", text):
        return with_segment_state(text, "", bead)
    is_approved = attribute(text, "approved") == "yes"
    if is_approved and bead.status == "confirmed":
        return text  # so it says already, whatever its state is
    if is_approved or bead.status == "confirmed":
        text = with_attribute(text, "approved", "yes" if bead.status == "confirmed" else "no")
    target = re.search(r"<target(?=[\s>/])", text)
    if not target or not bead.target:
        return text
    return text[: target.start()] + _with_word(text[target.start() :], "state", XLIFF_1, bead)


def with_segment_state(text: str, mid: str, bead: Bead) -> str:
    """Return a unit in which Trados' word for the status of a segment is that of the bead."""
    seg = seg_of_trados(text, mid)
    if not seg:
        return text
    return text[: seg.start()] + _with_word(text[seg.start() :], "conf", TRADOS, bead)


def seg_of_trados(text: str, mid: str) -> re.Match[str] | None:
    """Return the tag in which Trados says how a segment is; without a name, of the first of its unit."""
    segs = re.finditer(rf"<sdl:seg(?=[\s>/]){START}>", text)
    return next((seg for seg in segs if not mid or attribute(seg[0], "id") == mid), None)


def _with_word(text: str, name: str, states: States, bead: Bead) -> str:
    """Return a text whose first start tag says the status in words of its tool, if it says another."""
    held = attribute(text, name)
    known = states.status(held) if held or states is not TRADOS else UNTRANSLATED
    if not bead.target or known == bead.status:
        return text
    return with_attribute(text, name, states.write[bead.status])
