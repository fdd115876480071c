"""Trados Studio and memoQ, by their manuals: neither runs where this is tested.

Both take a TMX of one pair of languages with codes as elements of level 2, cut a sentence of the original
apart from the next one, and never join two. What their filters make of a file is not known; so it is cut by
our rules, or by those of the tool, in an SRX file (`--srx`).

RWS: https://docs.rws.com, “TM import options”; memoQ: https://docs.memoq.com, “TMX import settings”.
"""

from __future__ import annotations

from pathlib import Path

from align.document import Document

SEGMENTATION = "un"


def read(path: Path, *, codes: bool = False) -> Document | None:
    """Return nothing: it is not known what their filters make of a file."""
    return None
