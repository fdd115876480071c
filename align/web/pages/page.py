"""What every page is made with: templates, the words of its language, and who is looking."""

from __future__ import annotations

import getpass
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache, partial
from typing import Any
from urllib.parse import quote, unquote

from fastapi import Request
from fastapi.responses import HTMLResponse

from align.frame.page import THEMES, served
from align.serving import Guest, tidy_name
from align.web.browsers import YEAR, browser_of
from align.web.review.people import Person
from align.web.rows.row_views import RowView
from align.web.words.i18n import check_title, reason, remark, translator
from align.words import COOKIE, browser_language

TEMPLATES = "align.web.pages"
"""The package that holds the templates."""


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who is looking, and how they want to see it."""

    person: Person
    language: str
    theme: str
    """Empty: as the system has it."""
    guest: Guest | None = None
    """What they are invited as, where the server is open to others: their name is that of the invitation."""

    @property
    def may_edit(self) -> bool:
        """False: they were invited to look on."""
        return self.guest is None or self.guest.may("write")

    @property
    def word(self) -> Callable[[str], str]:
        """What gives the words of their language."""
        return translator(self.language)


def viewer_of(request: Request) -> Viewer:
    """Return who is looking: as their cookies say, else as the server, their browser or the system does."""
    chosen = request.cookies.get(language_cookie(request), "") or request.app.state.language
    theme = request.cookies.get("theme", "")
    guest: Guest | None = request.scope.get("guest")
    return Viewer(
        person=Person(guest.name, by=guest.id) if guest else _person_at(request),
        guest=guest,
        language=browser_language(chosen, request.headers.get("accept-language", "")),
        theme=theme if theme in THEMES else "",
    )


def _person_at(request: Request) -> Person:
    """Return who is at this machine: whoever they say, else its user."""
    name = tidy_name(unquote(request.cookies.get("person", ""))) or _system_person()
    return Person(name, by=browser_of(request))


def language_cookie(request: Request) -> str:
    """Return the name under which a choice is kept: one made before must not outdo `--lang`."""
    return f"{COOKIE}{request.app.state.language}"


def cookie_of(name: str) -> dict[str, Any]:
    """Return the arguments of `set_cookie` for a choice that should last, `name` its value."""
    return {"value": quote(name), "max_age": YEAR, "samesite": "lax", "path": "/"}


@cache
def _system_person() -> str:
    try:
        return tidy_name(getpass.getuser())
    except (OSError, KeyError):  # a user without a name, as in some containers
        return ""


def page(request: Request, template: str, *, status: int = 200, **content: Any) -> HTMLResponse:
    """Return a template, filled, as the answer."""
    frame = {"language_cookie": language_cookie(request), "has_memory": request.app.state.memory is not None}
    return HTMLResponse(render(viewer_of(request), template, **frame, **content), status)


def render(viewer: Viewer, template: str, **content: Any) -> str:
    """Fill a template."""
    return served(
        TEMPLATES,
        template,
        language=viewer.language,
        theme=viewer.theme,
        word=viewer.word,
        check=partial(check_title, language=viewer.language),
        remark=partial(remark, language=viewer.language),
        why=partial(reason, language=viewer.language),
        when=_when,
        person=viewer.person,
        guest=viewer.guest,
        may_edit=viewer.may_edit,
        **content,
    )


def render_rows(viewer: Viewer, views: Iterable[RowView], languages: tuple[str, str]) -> dict[int, str]:
    """Return rows as HTML by their keys."""
    return {view.key: render(viewer, "rows.html", rows=[view], languages=languages) for view in views}


def _when(at: str) -> str:
    """Return `20261122T093000Z` as `2026-11-22 09:30 UTC`."""
    return f"{at[:4]}-{at[4:6]}-{at[6:8]} {at[9:11]}:{at[11:13]} UTC" if len(at) == 16 else at
