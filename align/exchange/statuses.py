"""What each format calls our statuses: one table, read both ways.

A unit is `auto` as a machine matched it, `confirmed` once a person vouches for it, `flagged` where somebody
doubts it. A translation that is to be made yet is none, whatever stands in its place. The values are those of
the standards and of the tools' own documentation: XLIFF 1.2 (2.4 state), XLIFF 2.1 (4.3.1.30 state), Trados
(ConfirmationLevel), memoQ (mq:status), Phrase (m:confirmed).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from align.bitext import Status
from align.words import say

UNTRANSLATED = ""
"""Stands for a status where a target is no translation."""


@dataclass(frozen=True, slots=True)
class States:
    """How a format says what we call a status."""

    where: str
    """What in a file says it."""
    words: Mapping[str, tuple[str, ...]]
    """Ours, or `UNTRANSLATED` → its values, the one that is written first; none: nothing is said."""
    read: Mapping[str, str]
    """Its value → ours, or `UNTRANSLATED`; other values are `auto`."""
    write: Mapping[Status, str]
    """Ours → the value that is written."""

    def status(self, value: str) -> str:
        """Return our status of a value, or `UNTRANSLATED`."""
        return self.read.get(value, "auto")


def _states(where: str, auto: str, confirmed: str, flagged: str, untranslated: str = "") -> States:
    """Return states from their values, parted by blanks; the first of each is the one that is written."""
    # A value that is written for two is read as the later one.
    given: dict[Status, str] = {"flagged": flagged, "confirmed": confirmed, "auto": auto}
    words = {str(status): tuple(values.split()) for status, values in given.items()}
    words[UNTRANSLATED] = tuple(untranslated.split())
    read = {value: status for status, values in words.items() for value in values or ("",) * bool(status)}
    return States(where, words, read, {status: (*words[status], "")[0] for status in given})


OURS = _states(say("prop x-status, or column or field status"), "auto", "confirmed", "flagged")
TMX = replace(OURS, where=say("prop x-status; of Trados, prop x-ConfirmationLevel, as in its SDLXLIFF"))
XLIFF_1 = _states(
    say("state of the target; approved=yes is confirmed"),
    auto="translated",
    confirmed="signed-off final",
    flagged="needs-review-translation needs-review-adaptation needs-review-l10n needs-adaptation needs-l10n",
    untranslated="new needs-translation",
)
XLIFF_2 = _states(
    say("state of the segment; subState=align:flagged is flagged"),
    flagged="translated",
    auto="translated initial",
    confirmed="reviewed final",
)
TRADOS = _states(
    say("conf of the segment"),
    auto="Draft",
    confirmed="Translated ApprovedTranslation ApprovedSignOff",
    flagged="RejectedTranslation RejectedSignOff",
    untranslated="Unspecified",
)
MEMOQ = _states(
    say("mq:status of the unit"),
    auto="PartiallyEdited Edited Pretranslated AssembledFromFragments MachineTranslated",
    confirmed="ManuallyConfirmed Proofread Reviewer1Confirmed Reviewer2Confirmed",
    flagged="Rejected",
    untranslated="NotStarted",
)
PHRASE = _states(say("m:confirmed of the unit"), auto="0", confirmed="1", flagged="0")
FLAGGED = "align:flagged"
"""The subState that tells a doubtful segment of XLIFF 2, which has no word for it."""
PO = _states(say("flag of the message"), auto="", confirmed="", flagged="fuzzy")
QT = _states(say("type of the translation"), auto="", confirmed="", flagged="unfinished")
