"""Which rows to show: pure functions on what a session holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from align.bitext import Bead, Status
from align.terms.findings import Finding
from align.text import fold
from align.web.review.history import State
from align.web.rows.search import Index, looking_for

ANY = "any"

_LOOKED_AT = 200
_MOST_FORMS = 50


@dataclass(frozen=True, slots=True)
class Filter:
    """What the rows to show have in common; whatever is empty or None does not count."""

    text: str = ""
    """What stands in either side, as `search` reads it."""
    at_least: float | None = None
    at_most: float | None = None
    """Bounds of the score, both included."""
    statuses: frozenset[Status] = frozenset()
    why: str = ""
    """What made the rows: number, structure, embedding, hand."""
    finding: str = ""
    """A code of a check, `T2`, or `any` for rows with findings."""
    paragraph: str = ""
    """The number of a paragraph, with or without what is printed around it: 12 finds `12.`"""
    person: str = ""
    """Who last changed the row."""


def matching(
    state: State,
    wanted: Filter,
    findings: Mapping[int, Sequence[Finding]] | None = None,
    index: Index | None = None,
) -> list[int]:
    """Return the rows that a filter lets through, in order.

    Args:
        state: the bitext and the keys of its rows.
        wanted: the filter.
        findings: of each row, by its key.
        index: of the bitext's texts; kept from one search to the next, it makes that quick.

    Raises:
        SettingsError: what is searched for makes no sense, or takes too long.
    """
    found, search = findings or {}, looking_for(wanted.text)
    rows = [
        row
        for row, (key, bead) in enumerate(zip(state.keys, state.bitext.beads, strict=True))
        if _fits(bead, wanted) and (not wanted.finding or _has_finding(found.get(key, ()), wanted.finding))
    ]
    if not search:
        return rows
    texts = (index or Index()).texts(state)
    return [row for row in rows if search.is_in(texts[row])]


def forms(state: State, rows: Sequence[int], text: str, index: Index | None = None) -> list[str]:
    """Return how what is searched for is written in the first of the rows that hold it, the longest first."""
    search = looking_for(text)
    if not search:
        return []
    texts = (index or Index()).texts(state)
    found = {form for row in rows[:_LOOKED_AT] for side in texts[row].written for form in search.forms(side)}
    return sorted(found, key=lambda form: (-len(form), form))[:_MOST_FORMS]


def _fits(bead: Bead, wanted: Filter) -> bool:
    return (
        (wanted.at_least is None or bead.score >= wanted.at_least)
        and (wanted.at_most is None or bead.score <= wanted.at_most)
        and (not wanted.statuses or bead.status in wanted.statuses)
        and wanted.why in ("", bead.why)
        and wanted.person in ("", bead.changed_by)
        and (not wanted.paragraph or _stands_in(bead, wanted.paragraph))
    )


def _has_finding(found: Iterable[Finding], code: str) -> bool:
    return any(code in (ANY, finding.code) for finding in found)


def _stands_in(bead: Bead, paragraph: str) -> bool:
    number = _bare(paragraph)
    return any(segment.number and _bare(segment.number) == number for segment in (*bead.source, *bead.target))


def _bare(number: str) -> str:
    return "".join(fold(number).split()).strip(".、．()")
