"""Our own protocol under `/api`: all that a memory knows of a match, concordance, adding, health."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, Field

from align import __version__
from align.errors import SettingsError
from align.languages import same_language
from align.memory.server.service import MAX_RESULTS, MAX_TEXT, TheService, checked
from align.memory.server.service import language as code_of
from align.memory.units import Place, Status, Unit
from align.timestamps import timestamp
from align.words import say

router = APIRouter(prefix="/api", tags=["align-tm"])

_Text = Annotated[str, Field(min_length=1, max_length=MAX_TEXT)]
_Limit = Annotated[int, Query(ge=1, le=MAX_RESULTS)]


class NewUnit(BaseModel):
    """A unit that a client adds."""

    source_language: str
    target_language: str
    source: _Text
    target: _Text
    document: str = Field("", max_length=200)
    number: str = Field("", max_length=50)
    status: Status = "confirmed"
    changed_by: str = Field("", max_length=100)
    note: str = Field("", max_length=MAX_TEXT)


class Health(BaseModel):
    """What a monitor asks for."""

    status: str
    version: str
    units: int
    documents: int


class AddedUnit(BaseModel):
    """What became of a unit that was added."""

    added: bool
    """False: the memory held it already."""


@router.get("/lookup")
def lookup(
    service: TheService,
    q: str,
    source: str = "",
    target: str = "",
    threshold: Annotated[int, Query(ge=1, le=100)] = 65,
    limit: _Limit = 5,
    semantic: bool = True,
) -> list[dict[str, Any]]:
    """Return matches of a text, best first, as `align tm lookup --format json` does."""
    found = service.ask(q, source, target, threshold=threshold, limit=limit, semantic=semantic)
    return [asdict(match) for match in found]


@router.get("/concordance")
def concordance(
    service: TheService,
    q: str,
    language: str = "",
    other: str = "",
    document: str = "",
    year: Annotated[str, Query(pattern=r"^(\d{4})?$")] = "",
    status: Literal["", "auto", "confirmed", "flagged"] = "",
    limit: _Limit = 20,
) -> dict[str, Any]:
    """Return the places of words on either side, and their renderings, as `align tm concordance` does."""
    code, beside = (code_of(each) if each else "" for each in (language, other))
    found = service.concordance(
        q, language=code, other=beside, document=document, year=year, status=status, limit=limit
    )
    return asdict(found)


@router.post("/units", status_code=201)
def add(request: Request, service: TheService, unit: NewUnit) -> AddedUnit:
    """Add a unit, as a CAT tool does when a translator confirms one; a guest adds it under their own name."""
    guest = request.scope.get("guest")
    pair = code_of(unit.source_language), code_of(unit.target_language)
    if same_language(*pair):
        raise SettingsError(
            say("both texts are in {language}", language=pair[0]), mend=say("name two languages")
        )
    places = (Place(checked(unit.document), number=unit.number.strip()),) if unit.document.strip() else ()
    new = Unit(
        0,
        *pair,
        checked(unit.source),
        checked(unit.target),
        score=1.0,
        status=unit.status,
        changed_by=guest.name if guest else unit.changed_by,
        changed_at=timestamp(),
        note=unit.note,
        places=places,
    )
    return AddedUnit(added=bool(service.memory.add([new]).new))


@router.get("/health")
def health(service: TheService) -> Health:
    """Say that the memory answers, and how large it is."""
    held = service.figures()
    return Health(status="ok", version=__version__, units=held.units, documents=held.documents)
