"""Find and replace: what would change is shown place by place; what stays ticked is changed in one step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
from align.web.rows.replacing import Replacement, Wanted, clipped, replacements
from align.web.rows.search import kind_of
from align.words import say

router = APIRouter()

MOST = 500
"""Changes that are shown, each with a tick of its own; one tick more is for all others."""

REST = "rest"
"""The name of that tick."""

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
    shown: frozenset[str] = frozenset()
    """The names of those that were shown."""

    @property
    def keys(self) -> frozenset[str]:
        """Return the keys of the rows that are ticked one by one."""
        return frozenset(name.partition(" ")[0] for name in self.chosen - {REST})

    def is_chosen(self, change: Replacement) -> bool:
        """Tell whether a change is to be made: by its own tick, or by that of those not shown."""
        is_of_rest = REST in self.chosen and change.name not in self.shown and not change.is_empty
        return is_of_rest or change.name in self.chosen

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
    chosen, shown = (frozenset(map(str, form.getlist(name))) for name in ("chosen", "shown"))
    return _Asked(fields, chosen, shown)


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
    changed = _changed(file, asked, viewer_of(request).person)
    told = {"changed": len(changed), "kept": len(asked.keys - {str(key) for key in changed})}
    answer = _preview(request, file, asked, **told)
    answer.headers["HX-Trigger"] = "changes"
    return answer


def _changed(file: OpenBitext, asked: _Asked, person: str) -> set[int]:
    """Make the chosen changes of the rows that are as they were shown; return the keys of those rows."""
    while True:
        state, keys = file.session.state, asked.keys
        rows: Sequence[int] = [row for row, key in enumerate(state.keys) if str(key) in keys]
        if REST in asked.chosen:
            rows = sorted({*rows, *asked.rows(file, state)})
        edits = [each.edit for each in replacements(state, rows, asked.wanted) if asked.is_chosen(each)]
        try:
            file.session.apply_each(edits, person=person)
            return {key for key, _, _ in edits}
        except ConflictError:  # somebody was quicker than a blink: once more, without that row
            continue


def _preview(request: Request, file: OpenBitext, asked: _Asked, **told: Any) -> HTMLResponse:
    state, wanted = file.session.state, asked.wanted
    found, more, problem = list[Replacement](), 0, None
    try:
        changes = replacements(state, asked.rows(file, state), wanted)
        found = list(islice(changes, MOST))
        more = sum(not each.is_empty for each in changes)
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
        found=found,
        more=more,
        rest=REST,
        problem=problem,
        languages=languages_of(state),
        clipped=clipped,
        **told,
    )
