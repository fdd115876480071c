"""Around the rows: the folder, help, the person's name, files out and workbooks back in."""

from __future__ import annotations

import tempfile
from collections import OrderedDict
from dataclasses import dataclass
from mimetypes import guess_type
from pathlib import Path
from secrets import token_urlsafe
from shutil import copyfileobj
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, Form, Query, Request, UploadFile
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from align import exchange
from align.bitext import ENDING, STATUSES
from align.errors import AlignError, ReadError, SettingsError
from align.serving import required_name
from align.web.folder.listing import has_report, output_inside
from align.web.handover.exported_rows import RowChoice, counts, handed_on
from align.web.handover.returned import ReviewerChange, compare, for_review, take
from align.web.handover.word_differences import differing
from align.web.pages.page import cookie_of, page, viewer_of
from align.web.pages.routes_rows import File, bitexts_of, filters_of, shown_rows
from align.web.words.i18n import translator
from align.words import say

router = APIRouter()

SANDBOX = (
    "sandbox allow-scripts allow-downloads; default-src 'none'; style-src 'unsafe-inline'; "
    "script-src 'unsafe-inline'; frame-ancestors 'none'"
)
"""What a page of ours that is a file may do: show itself, and lead elsewhere."""

FORMATS = {
    ".tmx": "f_tmx", ".xlf": "f_xlf", ".xlsx": "f_xlsx", ".tsv": "f_tsv", ".html": "f_html",
    ".bitext.jsonl": "f_jsonl", ".v12.xlf": "f_v12", ".po": "f_po", ".ts": "f_ts", ".wf.txt": "f_wf",
}  # fmt: skip
"""What the page offers of `exchange.FORMATS`, and what it says of each."""

USUAL = 5
"""How many of them it offers at once; the others, when asked for more."""

_MOST_PENDING = 8
_MOST_FIELDS = 100_000

HELP: tuple[tuple[str, tuple[tuple[tuple[str, ...], str], ...]], ...] = (
    ("keys_move", (
        (("j", "k"), "move"), (("n", "p"), "next_alarm"), (("g", "G"), "ends"), (("←", "→"), "sides"),
    )),
    ("keys_judge", (
        (("⏎",), "confirm"), (("f",), "flag"), (("c",), "clear"), (("x",), "choose"),
        (("C",), "talk"), (("b",), "assign"), (("M",), "mine"),
        (("⇧⏎",), "confirm_all"), (("u", "⇧U"), "undo"),
    )),
    ("keys_mend", (
        (("m",), "merge"), (("s",), "split"), (("⇧↑", "⇧↓"), "boundary"),
        (("⌃X", "⌃V"), "move_segment"), (("d",), "delete"),
        (("l",), "join_nulls"), (("e",), "edit_text"), (("a",), "realign"), (("A",), "realign_around"),
        (("o",), "lock"),
    )),
    ("keys_findings", (
        (("w",), "findings"), (("]", "["), "next_finding"), (("t",), "take"), (("y",), "accept"),
        (("i",), "waive"),
    )),
    ("keys_page", (
        (("/",), "search"), (("R",), "replace"), (("T",), "terms"), (("v",), "row_terms"),
        (("V",), "matches"), (("q",), "worklist"), (("h",), "history"), (("D",), "difference"),
        (("Esc",), "escape"), (("?",), "help"),
    )),
)  # fmt: skip
"""The help sheet: groups of keys and what they do."""


@router.get("/")
def home(request: Request) -> Response:
    """Show the folder, the worst bitext first; or go to the only bitext there is."""
    bitexts = bitexts_of(request)
    if not bitexts.is_folder:
        return RedirectResponse(f"/review/{quote(bitexts.only_name)}", 303)
    rows = bitexts.rows()
    folder = bitexts.target.path.resolve().name
    return page(
        request,
        "folder.html",
        folder=folder,
        rows=rows,
        is_counting=bitexts.is_counting,
        has_report=has_report(bitexts.target.path),
    )


@router.get("/batch/{name:path}")
def batch_output(request: Request, name: str) -> Response:
    """Show the report of the batch run whose output is reviewed, or a file that it leads to.

    Its pages carry their own scripts, and may come from anywhere: they run in a sandbox, as of no origin.
    """
    bitexts = bitexts_of(request)
    if not bitexts.is_folder:
        raise ReadError(
            say("there is no such bitext in the folder"), where=name, mend=say("choose one of the list")
        )
    path = output_inside(bitexts.target.path, name)
    kind = "text/html" if path.suffix == ".html" else "application/octet-stream"
    return Response(path.read_bytes(), media_type=kind, headers={"Content-Security-Policy": SANDBOX})


@router.get("/help")
def show_help(request: Request) -> HTMLResponse:
    """Show the keys."""
    return page(request, "help.html", groups=HELP)


@router.get("/person")
def ask_person(request: Request) -> HTMLResponse:
    """Ask for the person's name."""
    return page(request, "person.html")


@router.post("/person")
def keep_person(request: Request, person: Annotated[str, Form()]) -> Response:
    """Keep the person's name; a guest's is that of the invitation."""
    if viewer_of(request).guest:
        raise SettingsError(say("your name is that of your invitation"), mend=say("ask for another one"))
    response = Response(status_code=204)
    response.set_cookie("person", **cookie_of(required_name(person)))
    return response


@router.get("/export/{name:path}")
def ask_export(request: Request, file: File, only: str = "all", at_least: str = "0.9") -> HTMLResponse:
    """Ask for the format and the rows, and offer to take a workbook back."""
    state, filters = file.session.state, filters_of(request.query_params)
    choices = counts(state.bitext, at_least, shown_rows(file, state, **filters) if filters else None)
    offered, alone = list(FORMATS.items()), sum(bead.is_null for bead in state.bitext.beads)
    return page(
        request,
        "export.html",
        name=file.name,
        formats=offered[:USUAL],
        more=offered[USUAL:],
        filters=filters,
        choices=choices,
        only=only,
        at_least=at_least,
        leaving_out=_leaving_out() if alone else "",
        alone=alone,
        is_empty=any(each.only == only and not each.rows for each in choices),
    )


Asked = Annotated[str, Query(pattern="^[0-9]{0,20}$")]


@router.get("/download/{name:path}")
def download(
    request: Request, file: File, format: str, only: str = "all", at_least: str = "", asked: Asked = ""
) -> Response:
    """Return the bitext in a format: all of it, what is shown or confirmed, or that and what has a score.

    A page hears nothing of a download; a cookie tells it that the one it asked for is made.
    """
    if format not in FORMATS:
        raise SettingsError(
            say("no export to {name!r}", name=format),
            mend=say("take {known}", known=" ".join(FORMATS)),
        )
    choice = RowChoice.of(only, at_least)
    state = file.session.state
    shown = shown_rows(file, state, **filters_of(request.query_params)) if only == "shown" else ()
    bitext = choice.part(for_review(state) if format == ".xlsx" else state.told(), shown)
    name = Path(file.name).name.removesuffix(ENDING)
    with tempfile.TemporaryDirectory(prefix="align-") as folder:
        path = Path(folder) / f"export{format}"
        exchange.write(handed_on(bitext, name), path)
        # In one piece, not as a file: an answer that is cut short would leave the folder behind.
        content = path.read_bytes()
    name += choice.mark + format
    kind = guess_type(name)[0] or "application/octet-stream"
    response = Response(content, media_type=kind, headers={"Content-Disposition": _attachment(name)})
    if asked:
        response.set_cookie("made", asked, max_age=60, samesite="lax")
    return response


def _leaving_out() -> str:
    """Return the formats that hold no unit without a partner."""
    return " ".join(ending for ending in FORMATS if "single" not in exchange.FORMATS[ending].holds)


def _attachment(name: str) -> str:
    """Return what makes a browser keep an answer as a file of this name (RFC 6266)."""
    quoted = quote(name)
    return f'attachment; filename="{name}"' if quoted == name else f"attachment; filename*=utf-8''{quoted}"


@dataclass(frozen=True, slots=True)
class _Pending:
    """Changes of a workbook that a person looks at before they are taken."""

    review: str
    """Whose keys they name."""
    changes: list[ReviewerChange]


_pending: OrderedDict[str, _Pending] = OrderedDict()


@dataclass(frozen=True, slots=True)
class _Choice:
    """Which of the pending changes are to be taken."""

    ticket: str
    chosen: frozenset[str]
    """Their places, as the form spells them."""


async def _choice_of(request: Request) -> _Choice:
    """Read the form itself: Starlette refuses more than 1,000 fields, and each change is one."""
    form = await request.form(max_fields=_MOST_FIELDS)
    return _Choice(str(form.get("ticket", "")), frozenset(map(str, form.getlist("chosen"))))


@router.post("/returned/{name:path}")
def returned(request: Request, file: File, workbook: UploadFile) -> HTMLResponse:
    """Show what a workbook that came back changes; nothing is taken yet."""
    with tempfile.NamedTemporaryFile(suffix=".xlsx") as kept:
        copyfileobj(workbook.file, kept)
        kept.flush()
        try:
            found = compare(file.session.state, Path(kept.name))
        except AlignError as error:
            error.where = error.where.replace(kept.name, workbook.filename or "")  # as the person knows it
            raise
    ticket = token_urlsafe(9)
    _pending[ticket] = _Pending(file.session.review, found.changes)
    while len(_pending) > _MOST_PENDING:
        _pending.popitem(last=False)
    return page(
        request,
        "returned.html",
        name=file.name,
        found=found,
        ticket=ticket,
        statuses=STATUSES,
        differing=differing,
    )


@router.post("/take/{name:path}")
def take_returned(request: Request, file: File, choice: Annotated[_Choice, Depends(_choice_of)]) -> Response:
    """Take the chosen changes."""
    if not choice.chosen:
        raise SettingsError(say("nothing is chosen"), mend=say("tick what is to be taken"))
    pending = _pending.pop(choice.ticket, None)
    if not pending or pending.review != file.session.review:
        raise SettingsError(
            say("these changes were taken already, or forgotten"), mend=say("bring the workbook again")
        )
    wanted = [each for i, each in enumerate(pending.changes) if str(i) in choice.chosen]
    viewer = viewer_of(request)
    take(file.session, wanted, viewer.person)
    message = translator(viewer.language)("taken").format(len(wanted))
    response = page(request, "taken.html", message=message)
    response.headers["HX-Trigger"] = "changes"
    return response
