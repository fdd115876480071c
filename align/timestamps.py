"""Timestamps as our files write them, and TMX does: UTC, `YYYYMMDDThhmmssZ`."""

from __future__ import annotations

import os
import time

from align.errors import SettingsError
from align.words import say


def timestamp(seconds: int | None = None) -> str:
    """Return a time as a timestamp: `seconds` after the beginning of 1970, by default the present.

    >>> timestamp(0)
    '19700101T000000Z'
    """
    return time.strftime("%Y%m%dT%H%M%SZ", time.gmtime(seconds))


def day(stamp: str) -> str:
    """Return the day of a timestamp as people read it.

    >>> day("20261130T032247Z")
    '2026-11-30'
    """
    return f"{stamp[:4]}-{stamp[4:6]}-{stamp[6:8]}" if stamp[:8].isdecimal() else stamp


def given_timestamp() -> str:
    """Return the timestamp that the environment gives to outputs, or an empty string where it gives none.

    It is the environment's SOURCE_DATE_EPOCH (reproducible-builds.org): with it, runs give the same bytes
    whenever they are made.

    Raises:
        SettingsError: SOURCE_DATE_EPOCH is no number of seconds since 1970.
    """
    seconds = os.environ.get("SOURCE_DATE_EPOCH", "").strip()
    try:
        return timestamp(int(seconds)) if seconds else ""
    except (ValueError, OverflowError, OSError) as error:
        raise SettingsError(
            say("SOURCE_DATE_EPOCH is {seconds!r}", seconds=seconds), mend=say("give it seconds since 1970")
        ) from error
