"""Leverage: how much of a new document a memory already holds, as CAT tools print it.

Every unit falls into one band: by its best match, or as a repetition of a unit that stands before it.
Words are counted as translators are paid: a Han character is one, and so is a run of anything else between
spaces.

>>> words("The right to development, resolution 41/128."), words("《发展权利宣言》, 1986 年")
(6, 8)
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import regex

from align.languages import INTERFACE
from align.words import say, told
from align.words.columns import padded

BANDS = ((101, "context"), (100, "exact"), (95, "95–99 %"), (85, "85–94 %"), (75, "75–84 %"), (50, "50–74 %"))
"""Least match % of each band, best first; those of Trados and memoQ."""
REPETITION, NEW = "repetition", "new"
ORDER = ("context", "exact", REPETITION, *(name for _, name in BANDS[2:]), NEW)

# Punctuation alone is no word; an apostrophe, hyphen or stroke inside one does not cut it.
_WORD = regex.compile(r"\p{Han}|[^\s\p{Han}\p{P}\p{S}](?:[^\s\p{Han}]*[^\s\p{Han}\p{P}\p{S}])?")


@dataclass(frozen=True, slots=True)
class MatchBand:
    """A row of the report."""

    name: str
    units: int
    words: int


def words(text: str) -> int:
    """Count the words of a text in any language."""
    return len(_WORD.findall(text))


def leverage(matches: Iterable[tuple[str, int]]) -> list[MatchBand]:
    """Count units and words by band, from the texts and the match % of each one's best match (0: none).

    Returns:
        Every band, best first, empty ones too.
    """
    counts: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0])
    seen: set[str] = set()
    for text, match in matches:
        row = counts[_band(match, repeated=text in seen)]
        row[0] += 1
        row[1] += words(text)
        seen.add(text)
    return [MatchBand(name, *counts[name]) for name in ORDER]


def _band(match: int, *, repeated: bool) -> str:
    """Return the band of a unit; a repetition costs less than any fuzzy match, but an exact match is one."""
    if repeated and match < 100:
        return REPETITION
    return next((name for least, name in BANDS if match >= least), NEW)


_WORDS = {
    "context": say("context"),
    "exact": say("exact"),
    REPETITION: say("repetition"),
    NEW: say("new"),
    "total": say("total"),
}


def lines(bands: Iterable[MatchBand], language: str = INTERFACE) -> Iterator[str]:
    """Yield the report as a table of text: band, units, words, share of the words."""
    rows = list(bands)
    rows.append(MatchBand("total", sum(band.units for band in rows), sum(band.words for band in rows)))
    heads = (told(each, language) for each in (say("match"), say("units"), say("words"), say("share")))
    first, *others = heads
    widths = (9, 11, 9)
    yield padded(first, 12) + "".join(padded(*each, right=True) for each in zip(others, widths, strict=True))
    for band in rows:
        name = padded(told(_WORDS.get(band.name, band.name), language), 12)
        yield f"{name}{band.units:>9,}{band.words:>11,}{band.words / max(rows[-1].words, 1):>9.1%}"
