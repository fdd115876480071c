"""Rows as HTML: a bead each, its segments apart, its findings marked where they stand.

Nothing of a document reaches the page but through `align.frame.text`. A text may be longer on the page than
it is, since characters that are not seen are shown by their code (`<i class="x">`) and note marks are set
back (`<sup>`): the page counts characters accordingly.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from markupsafe import Markup

from align.bitext import Bead, Bitext
from align.document import Segment
from align.exchange.html_rows import band_of, kind_of, number_of, page_of, text_of, type_of
from align.frame.text import Mark, show
from align.languages import direction, join
from align.notes import note_of
from align.terms.findings import SEVERITIES, Finding
from align.web.review.history import State
from align.web.review.said import RowTalk
from align.web.rows.reasons import is_edited

LONG = 4000
"""Characters from which a text scrolls within its row instead of filling the page."""

MOST_HEADINGS = 500


@dataclass(frozen=True, slots=True)
class SegmentView:
    """A segment, ready for the page."""

    html: Markup
    direction: str
    """`rtl` or `ltr`."""
    is_edited: bool
    is_long: bool


@dataclass(frozen=True, slots=True)
class RowView:
    """A bead, ready for the page."""

    key: int
    place: int
    """From 1."""
    number: Markup
    """Of the paragraph that begins here."""
    page: int
    classes: str
    bead: Bead
    score: str
    reason: str
    """Why it is on the worklist; empty: it is not."""
    why: str
    """What made it, or was done to it since: the key of its word."""
    type: str
    source: tuple[SegmentView, ...]
    target: tuple[SegmentView, ...]
    findings: tuple[Finding, ...]
    note: str
    changed_by: Markup
    said: RowTalk


def row_views(
    state: State,
    rows: Iterable[int],
    findings: Mapping[int, Sequence[Finding]],
    reasons: Mapping[int, str],
) -> Iterator[RowView]:
    """Yield the views of some rows of a bitext, by their indices; `reasons` are those of its worklist."""
    bitext = state.bitext
    for i in rows:
        found = tuple(findings.get(state.keys[i], ()))
        yield _row(bitext, i, state.keys[i], found, reasons.get(i, ""), state.said_of(i))


def _row(
    bitext: Bitext, i: int, key: int, findings: tuple[Finding, ...], reason: str, said: RowTalk
) -> RowView:
    bead = bitext.beads[i]
    before = bitext.beads[i - 1] if i else None
    is_first = not before or not _blocks(bead) & _blocks(before)
    page = page_of(bead)
    return RowView(
        key=key,
        place=i + 1,
        number=show(number_of(bead) if is_first else ""),
        page=page if not before or page != page_of(before) else 0,
        classes=_classes(bead, is_first=is_first),
        reason=reason,
        bead=bead,
        score="–" if bead.is_null else f"{bead.score:.2f}",
        why=_why(bead),
        type=type_of(bead.type),
        source=_side(bead.source, bitext.source.language, [(f.severity, f.source_spans) for f in findings]),
        target=_side(bead.target, bitext.target.language, [(f.severity, f.target_spans) for f in findings]),
        findings=findings,
        note=note_of(bead.note),
        changed_by=show(bead.changed_by),
        said=said,
    )


def _why(bead: Bead) -> str:
    return "by_edit" if is_edited(bead) else f"by_{bead.why}"


def _blocks(bead: Bead) -> set[tuple[str, int]]:
    return {("source", s.part) for s in bead.source} | {("target", s.part) for s in bead.target}


def _classes(bead: Bead, *, is_first: bool) -> str:
    kind = kind_of(bead)
    marks = {
        "first": is_first,
        "unmatched": bead.is_null,
        bead.status: bead.status != "auto",
        kind: kind != "paragraph",
    }
    return " ".join([band_of(bead), *(name for name, true in marks.items() if true)])


def _side(
    segments: Sequence[Segment], language: str, findings: Sequence[tuple[str, Sequence[tuple[int, int]]]]
) -> tuple[SegmentView, ...]:
    starts = segment_starts(segments, language)
    return tuple(
        SegmentView(
            text_of(segment, _marks_within(findings, start, len(segment.text))),
            direction(segment.text, language),
            segment.edited,
            len(segment.text) > LONG,
        )
        for segment, start in zip(segments, starts, strict=True)
    )


def segment_starts(segments: Sequence[Segment], code: str) -> list[int]:
    """Return where each segment begins in the joined text of its side, as `languages.join` joins it."""
    gap = len(join(("", ""), code))
    starts, at = [], 0
    for segment in segments:
        starts.append(at)
        at += len(segment.text) + gap
    return starts


def _marks_within(
    findings: Sequence[tuple[str, Sequence[tuple[int, int]]]], start: int, length: int
) -> list[Mark]:
    """Return the marks of a side that lie in one of its segments, the worst last."""
    marks = [
        (max(a - start, 0), min(b - start, length), severity)
        for severity, spans in findings
        for a, b in spans
        if a - start < length and b > start
    ]
    return sorted(marks, key=lambda mark: -SEVERITIES.index(mark[2]))


def headings(state: State) -> list[tuple[int, str]]:
    """Return key, number and text of the headings of a bitext, as many as one can choose from."""
    return list(islice(_headings(state), MOST_HEADINGS))


def _headings(state: State) -> Iterator[tuple[int, str]]:
    for key, bead in zip(state.keys, state.bitext.beads, strict=True):
        if kind_of(bead) in ("title", "heading", "annex"):
            text = (*bead.source, *bead.target)[0].text
            yield key, f"{number_of(bead)} {text}".strip()[:80]
