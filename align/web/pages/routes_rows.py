"""Reading: the page of a bitext, its rows as one scrolls, what others changed, the words that answer."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, JSONResponse
from pydantic import BaseModel

from align.bitext import STATUSES
from align.serving import tidy_name
from align.terms.checks import CHECKS
from align.text import encodable
from align.web.folder.open_bitexts import OpenBitext, OpenBitexts
from align.web.pages.page import page, render, render_rows, viewer_of
from align.web.review.edits import EditError, make
from align.web.review.history import SOMEBODY, State, other_review
from align.web.review.people import same
from align.web.rows.answering_words import answering_words
from align.web.rows.filters import Filter, forms, matching
from align.web.rows.machine_differences import rows_that_differ
from align.web.rows.overview import HEIGHT, WIDTH
from align.web.rows.overview import overview as draw
from align.web.rows.reasons import REASONS
from align.web.rows.row_views import headings, row_views
from align.web.rows.updates import stretch
from align.web.words.i18n import SCRIPT, reason
from align.words import say, told

router = APIRouter()

CHUNK = 40
"""Rows the page asks for at a time; `rows.js` counts with the same."""

MOST_DRAWN = 200
"""Most rows that are sent unasked: nobody sees more at once."""

LISTED = "listed"
"""The filter for all rows of the worklist; each of its reasons is one too."""

DIFFERS = "differs"
"""The filter for rows that are not as the machine made them."""

NOBODY = "–"
"""The filter for rows that are given to nobody."""

FILTERS = ("text", "status", "at_most", "finding", "paragraph", "assigned")
"""The fields by which the page chooses rows."""

_RANGE = re.compile(r"([0-9]{1,15})(?:-([0-9]{1,15}))?")

ACTIONS = (
    ("confirm", "⏎"), ("previous_alarm", "p"), ("next_alarm", "n"), ("merge", "m"), ("split", "s"),
    ("up", "⇧↑"), ("down", "⇧↓"), ("cut", "⌃X"), ("delete", "d"),
    ("flag", "f"), ("talk", "C"), ("edit_text", "e"), ("join_nulls", "l"),
    ("realign", "a"), ("realign_around", "A"),
)  # fmt: skip
"""What the bar below the rows offers, and the keys that do it too."""

LOOKING = frozenset({"previous_alarm", "next_alarm"})
"""What of them a guest may do who is to look on."""

OF_CHOSEN = (
    ("confirm", "⏎"), ("flag", "f"), ("clear", "c"), ("assign", "b"), ("merge", "m"), ("escape", "Esc"),
)  # fmt: skip
"""The same where several rows are chosen."""


class Drawn(BaseModel):
    """What a page had drawn when a person acted, or asks for what is new."""

    version: int
    stamp: int = 0
    """Of the findings."""
    said: int = 0
    """How much of what was said of rows."""


@dataclass(frozen=True, slots=True)
class ReviewFigures:
    """How far the review has come."""

    rows: int
    confirmed: int
    alarms: int
    """What is to be looked at: a row, or a run of rows."""
    reasons: dict[str, int]
    """The same by why."""
    findings: int | None
    """None: they are being looked for."""


def bitexts_of(request: Request) -> OpenBitexts:
    """Return what the server has under review."""
    bitexts: OpenBitexts = request.app.state.bitexts
    return bitexts


def file_of(request: Request, name: str) -> OpenBitext:
    """Return the bitext that a path names.

    Raises:
        ConflictError: the page that asks shows another review than the one that is open.
    """
    file = bitexts_of(request).file(name)
    if request.headers.get("align-review", file.session.review) != file.session.review:
        raise other_review()
    return file


File = Annotated[OpenBitext, Depends(file_of)]


@router.get("/review/{name:path}")
def review(request: Request, file: File) -> HTMLResponse:
    """Show a bitext, its first rows at once; the rest comes as one scrolls."""
    viewer, state = viewer_of(request), file.session.state
    stamp, findings = file.watch.now()
    return page(
        request,
        "review.html",
        file=file,
        is_folder=bitexts_of(request).is_folder,
        languages=languages_of(state),
        version=state.version,
        row_count=len(state.keys),
        keys=runs_of(state.keys),
        rows=list(
            row_views(state, range(min(CHUNK, len(state.keys))), findings, file.worklist(state).reasons)
        ),
        statuses=(LISTED, *REASONS, "auto", "confirmed", DIFFERS),
        figures=figures_of(file, state),
        findings_stamp=stamp,
        said=state.said,
        names=file.names(),
        nobody=NOBODY,
        undo=file.session.can_undo(viewer.person),
        redo=file.session.can_redo(viewer.person),
        codes=list(CHECKS),
        has_terms=bool(bitexts_of(request).base.concepts),
        headings=headings(state),
        actions=[each for each in ACTIONS if viewer.may_edit or each[0] in LOOKING],
        of_chosen=OF_CHOSEN,
        words={key: viewer.word(key) for key in SCRIPT},
    )


@router.get("/rows/{name:path}")
def rows(request: Request, file: File, keys: str) -> HTMLResponse:
    """Return the rows of some keys (`7-12,15`) as HTML; those that are gone are left out."""
    state = file.session.state
    places = state.places()
    wanted = [places[key] for key in numbers_of(keys) if key in places]
    views = list(row_views(state, wanted, file.watch.now()[1], file.worklist(state).reasons))
    return page(request, "rows.html", rows=views, languages=languages_of(state))


def runs_of(keys: Sequence[int]) -> list[tuple[int, int]]:
    """Return keys as runs, each its first and its last: of 100,000 rows few are out of their order.

    >>> runs_of([0, 1, 2, 9, 4, 5])
    [(0, 2), (9, 9), (4, 5)]
    """
    begins = [0, *(k for k, (a, b) in enumerate(pairwise(keys), 1) if b != a + 1)] if keys else []
    return [(keys[a], keys[b - 1]) for a, b in pairwise([*begins, len(keys)])]


def numbers_of(text: str) -> list[int]:
    """Read `7-12,15`; what is no number is left out, and no range is longer than ten chunks."""
    numbers: list[int] = []
    for part in text.split(",")[: 10 * CHUNK]:
        found = _RANGE.fullmatch(part)
        if found:
            first, last = int(found[1]), int(found[2] or found[1])
            numbers += range(first, min(last, first + 10 * CHUNK) + 1)
    return numbers[: 10 * CHUNK]


@router.get("/find/{name:path}")
def find(request: Request, file: File) -> JSONResponse:
    """Return the keys of the rows that fit what was asked for, and how they write what was searched for."""
    state, asked = file.session.state, filters_of(request.query_params)
    found = shown_rows(file, state, **asked)
    keys = [state.keys[i] for i in found]
    written = [encodable(form) for form in forms(state, found, asked.get("text", ""), file.index)]
    told = {"version": state.version, "keys": keys, "forms": written}
    return JSONResponse(told)  # FastAPI itself would look at each of the keys


def filters_of(fields: Mapping[str, str]) -> dict[str, str]:
    """Return what the filters among some fields say; nothing, where they hide no row."""
    said = {name: fields.get(name, "").strip() for name in FILTERS}
    return said if any(said.values()) else {}


def shown_rows(
    file: OpenBitext,
    state: State,
    *,
    text: str = "",
    status: str = "",
    at_most: str = "",
    finding: str = "",
    paragraph: str = "",
    assigned: str = "",
) -> list[int]:
    """Return the rows that the filters of the page show; each is what the field of its name says."""
    wanted = Filter(
        text=text,
        at_most=_share(at_most),
        statuses=frozenset(each for each in STATUSES if each == status),
        finding=finding,
        paragraph=paragraph,
    )
    found = matching(state, wanted, file.watch.now()[1], file.index)
    if status in (LISTED, *REASONS):
        reasons = file.worklist(state).reasons
        found = [row for row in found if reasons.get(row) in ((status,) if status != LISTED else REASONS)]
    if status == DIFFERS:
        differing = set(rows_that_differ(state, file.session.machine))
        found = [row for row in found if row in differing]
    if assigned:
        name = "" if assigned == NOBODY else assigned
        found = [row for row in found if state.said_of(row).assigned == name]
    return found


def _share(text: str) -> float | None:
    try:
        return float(text) if text else None
    except ValueError:
        return None


@router.get("/changes/{name:path}")
def changes(
    request: Request, file: File, version: int, stamp: int = 0, said: int = 0, here: int = -1
) -> dict[str, Any]:
    """Return what changed since a page drew a version, whoever did it; and take note of who stands where."""
    if here >= 0:
        file.presence.note(viewer_of(request).person, here)
    return changes_for_page(request, file, Drawn(version=version, stamp=stamp, said=said))


def changes_for_page(request: Request, file: OpenBitext, drawn: Drawn) -> dict[str, Any]:
    """Return all that a page needs to come from what it has drawn to this moment.

    `rows` has the HTML of the rows to be drawn anew, by key; where they are many, the page asks for them.
    """
    viewer, state = viewer_of(request), file.session.state
    all_since = file.session.changes_since(drawn.version)
    since = [change for change in all_since if change.version <= state.version]
    stretched = stretch(state, since)
    now, findings = file.watch.now()
    changed = file.watch.changed_since(drawn.stamp) | file.session.talk.since(drawn.said)
    redrawn = {*stretched.fresh, *file.columns.of(state).rows_of(changed).tolist()}
    sent = sorted(redrawn)[:MOST_DRAWN]
    reasons = file.worklist(state).reasons
    trouble = bitexts_of(request).trouble(file.name)
    has_changed = bool(since) or now != drawn.stamp or state.said != drawn.said
    others = sorted({change.person for change in since if not same(change.person, viewer.person)})
    return {
        "version": state.version,
        "stamp": now,
        "said": state.said,
        "first": stretched.first,
        "removed": stretched.removed,
        "keys": stretched.keys,
        "fresh": [state.keys[i] for i in sorted(redrawn)],
        "rows": render_rows(viewer, row_views(state, sent, findings, reasons), languages_of(state)),
        "figures": render(viewer, "figures.html", figures=figures_of(file, state)) if has_changed else "",
        "trouble": reason(trouble, viewer.language) if trouble else "",
        "others": [tidy_name(name) or told(SOMEBODY, viewer.language) for name in others],
        "names": file.names(),
        "people": [
            {"name": tidy_name(each.person) or told(SOMEBODY, viewer.language), "key": each.key}
            for each in file.presence.others(viewer.person)
        ],
        "undo": file.session.can_undo(viewer.person),
        "redo": file.session.can_redo(viewer.person),
    }


@router.get("/answering-words/{name:path}")
def answering(
    request: Request, file: File, key: int, side: str, segment: int, start: int, end: int
) -> list[tuple[int, int, int]]:
    """Return the words of the other side that answer to some of this side: segment, start and end."""
    state = file.session.state
    if key not in state.keys:
        return []
    bead = state.bitext.beads[state.keys.index(key)]
    return answering_words(bead, languages_of(state), side, (segment, start, end), bitexts_of(request).model)


@router.get("/halves/{name:path}")
def halves(
    file: File, key: int, side: str, segment: int, offset: int, unlocked: bool = False
) -> dict[str, int]:
    """Return how many segments of each side a split would leave in the row; the rest goes below it."""
    state = file.session.state
    row = state.places().get(key)
    if row is None:
        raise EditError(say("there is no such row"))
    caret = {"i": 0, "side": side, "segment": segment, "offset": offset, "unlocked": unlocked}
    upper = make(replace(state.bitext, beads=(state.bitext.beads[row],)), "split", caret).beads[0]
    return {"source": len(upper.source), "target": len(upper.target)}


@router.get("/overview/{name:path}")
def overview(request: Request, file: File) -> HTMLResponse:
    """Return the picture at the side."""
    state = file.session.state
    drawing = draw(file.columns.of(state), file.watch.now()[1])
    return page(request, "overview.html", drawing=drawing, width=WIDTH, height=HEIGHT)


def figures_of(file: OpenBitext, state: State) -> ReviewFigures:
    """Count how far the review of a bitext has come."""
    reasons, status = file.worklist(state).counts(), file.columns.of(state).rows.status
    return ReviewFigures(
        rows=len(state.keys),
        confirmed=int((status == STATUSES.index("confirmed")).sum()),
        alarms=sum(reasons.values()),
        reasons=reasons,
        findings=file.watch.count(),
    )


def languages_of(state: State) -> tuple[str, str]:
    """Return the languages of both sides."""
    return state.bitext.source.language, state.bitext.target.language
