"""Find and replace: what would change is shown place by place; what stays ticked is changed in one step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse

from align.errors import SettingsError
from align.web.folder.open_bitexts import OpenBitext
from align.web.pages.page import page, viewer_of
from align.web.pages.routes_rows import File, filters_of, languages_of, shown_rows
from align.web.review.edits import SideName
from align.web.review.history import ConflictError, State
from align.web.review.session import Session
from align.web.rows.replacing import Replacement, Wanted, clipped, replacements
from align.web.rows.search import kind_of
from align.words import say

router = APIRouter()

MOST = 500
"""Changes that are shown, and so made, at once: the next ones come when these are made."""

SIDES: dict[str, tuple[SideName, ...]] = {
    "target": ("target",),
    "source": ("source",),
    "both": ("source", "target"),
}
"""What may be chosen to look at."""

_MOST_FIELDS = 10_000


@dataclass(frozen=True, slots=True)
class _Asked:
    """The fields of the form, and of the filters beside it."""

    fields: Mapping[str, str]
    chosen: frozenset[str] = frozenset()
    """The names of the changes that are ticked."""

    @property
    def keys(self) -> frozenset[str]:
        """Return the keys of their rows."""
        return frozenset(name.partition(" ")[0] for name in self.chosen)

    @property
    def wanted(self) -> Wanted:
        """What to find, and what to put in its place; at first, what is searched for."""
        fields = self.fields
        exact, is_pattern, text = (
            kind_of(fields.get("text", "")) if "find" not in fields else (False, False, "")
        )
        sides = SIDES.get(fields.get("side", ""), SIDES["target"])
        return Wanted(
            fields.get("find", text), fields.get("put", ""), sides, words="words" in fields,
            case=exact or "case" in fields, is_pattern=is_pattern or "pattern" in fields,
        )  # fmt: skip

    @property
    def everywhere(self) -> bool:
        """True for all rows; else those that the filters show."""
        return self.fields.get("scope") == "all"

    def rows(self, file: OpenBitext, state: State) -> list[int]:
        """Return the rows to look at."""
        if self.everywhere:
            return list(range(len(state.keys)))
        return shown_rows(file, state, **filters_of(self.fields))


async def _asked(request: Request) -> _Asked:
    if request.method == "GET":
        return _Asked(dict(request.query_params))
    form = await request.form(max_fields=_MOST_FIELDS)
    fields = {name: value for name, value in form.items() if isinstance(value, str)}
    return _Asked(fields, frozenset(map(str, form.getlist("chosen"))))


Asked = Annotated[_Asked, Depends(_asked)]


@router.get("/replace/{name:path}")
def preview(request: Request, file: File, asked: Asked) -> HTMLResponse:
    """Show what would change."""
    return _preview(request, file, asked)


@router.post("/replace/{name:path}")
def replace(request: Request, file: File, asked: Asked) -> HTMLResponse:
    """Make the chosen changes in one step, and show what is left to change."""
    if not asked.chosen:
        raise SettingsError(say("nothing is chosen"), mend=say("tick what is to be changed"))
    changed = _changed(file.session, asked, viewer_of(request).person)
    told = {"changed": changed, "kept": len(asked.keys) - changed}
    answer = _preview(request, file, asked, **told)
    answer.headers["HX-Trigger"] = "changes"
    return answer


def _changed(session: Session, asked: _Asked, person: str) -> int:
    """Make the chosen changes of the rows that are as they were shown; return how many rows that are."""
    while True:
        state, keys = session.state, asked.keys
        rows = [row for row, key in enumerate(state.keys) if str(key) in keys]
        edits = [each.edit for each in replacements(state, rows, asked.wanted) if each.name in asked.chosen]
        try:
            return len(session.apply_each(edits, person=person))
        except ConflictError:  # somebody was quicker than a blink: once more, without that row
            continue


def _preview(request: Request, file: OpenBitext, asked: _Asked, **told: Any) -> HTMLResponse:
    state, wanted = file.session.state, asked.wanted
    found, problem = list[Replacement](), None
    try:
        found = list(islice(replacements(state, asked.rows(file, state), wanted), MOST + 1))
    except SettingsError as error:
        problem = error
    return page(
        request,
        "replace.html",
        name=file.name,
        wanted=wanted,
        everywhere=asked.everywhere,
        side=asked.fields.get("side", "target"),
        is_filtered=bool(filters_of(asked.fields)),
        found=found[:MOST],
        has_more=len(found) > MOST,
        problem=problem,
        languages=languages_of(state),
        clipped=clipped,
        **told,
    )
