"""Why a person should look at a row, as far as the row tells that alone."""

from __future__ import annotations

from align.bitext import Bead
from align.exchange.html_rows import DOUBTFUL
from align.web.review.edits import LEFT

REASONS = ("flagged", "discussed", "error", "unmatched", "wrong", "doubtful", "left", "moved")
"""Why a row is to be looked at, by weight: somebody flagged it; somebody said something of it that nobody has
settled; a check found an error; it has no partner; it is sooner wrong than right; it is doubtful; an edit of
another row changed it; its translation stands elsewhere."""


def reason_of(bead: Bead) -> str:
    """Return why a person should look at a row, as far as it tells that alone; empty: they need not.

    What a person made, edited or confirmed is not doubtful. A row without a partner is to be looked at until
    somebody confirms that it has none.
    """
    if bead.status != "auto":
        return "flagged" if bead.status == "flagged" else ""
    if bead.is_null:
        return "unmatched"
    if bead.why == "hand" or bead.score >= DOUBTFUL or is_edited(bead):
        return ""
    if bead.changed_by and bead.score <= LEFT:
        return "left"
    return "wrong" if bead.score < 0.5 else "doubtful"


def is_edited(bead: Bead) -> bool:
    """Tell whether a person changed a text of a row."""
    return any(segment.edited for segment in (*bead.source, *bead.target))
