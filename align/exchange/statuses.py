"""What each format calls our statuses: one table, read both ways.

A unit is `auto` as a machine matched it, `confirmed` once a person vouches for it, `flagged` where somebody
doubts it. A translation that is to be made yet is none, whatever stands in its place. The values are those of
the standards and of the tools' own documentation: XLIFF 1.2 (2.4 state), XLIFF 2.1 (4.3.1.30 state), Trados
(ConfirmationLevel), memoQ (mq:status), Phrase (m:confirmed).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from align.bitext import Status

UNTRANSLATED = ""
"""Stands for a status where a target is no translation."""


@dataclass(frozen=True, slots=True)
class States:
    """How a format says what we call a status."""

    read: Mapping[str, str]
    """Its value → ours, or `UNTRANSLATED`; other values are `auto`."""
    write: Mapping[Status, str]
    """Ours → the value that is written."""

    def status(self, value: str) -> str:
        """Return our status of a value, or `UNTRANSLATED`."""
        return self.read.get(value, "auto")


def _states(auto: str, confirmed: str, flagged: str, untranslated: str = "") -> States:
    """Return states from their values, parted by blanks; the first of each is the one that is written."""
    # A value that is written for two is read as the later one.
    given: dict[Status, str] = {"flagged": flagged, "confirmed": confirmed, "auto": auto}
    read = {value: str(status) for status, values in given.items() for value in values.split()}
    read |= dict.fromkeys(untranslated.split(), UNTRANSLATED)
    return States(read, {status: values.split()[0] for status, values in given.items()})


XLIFF_1 = _states(
    auto="translated",
    confirmed="signed-off final",
    flagged="needs-review-translation needs-review-adaptation needs-review-l10n needs-adaptation needs-l10n",
    untranslated="new needs-translation",
)
XLIFF_2 = _states(flagged="translated", auto="translated initial", confirmed="reviewed final")
TRADOS = _states(
    auto="Draft",
    confirmed="Translated ApprovedTranslation ApprovedSignOff",
    flagged="RejectedTranslation RejectedSignOff",
    untranslated="Unspecified",
)
MEMOQ = _states(
    auto="PartiallyEdited Edited Pretranslated AssembledFromFragments MachineTranslated",
    confirmed="ManuallyConfirmed Proofread Reviewer1Confirmed Reviewer2Confirmed",
    flagged="Rejected",
    untranslated="NotStarted",
)
PHRASE = _states(auto="0", confirmed="1", flagged="0")
