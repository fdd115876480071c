"""Moments as our files write them, and TMX does: UTC, `YYYYMMDDThhmmssZ`."""

from __future__ import annotations

import time


def moment(seconds: int | None = None) -> str:
    """Return a moment, given in seconds since 1970, or this one.

    >>> moment(0)
    '19700101T000000Z'
    """
    return time.strftime("%Y%m%dT%H%M%SZ", time.gmtime(seconds))
