"""amaGama, the protocol of Virtaal, Weblate and Okapi.

`GET /tmserver/<source>/<target>/unit/<text>` answers with rows of source, target, quality and rank, both
per cents. After docs.translatehouse.org/projects/amagama, "API".
"""

from __future__ import annotations

import re
from typing import Annotated, Any

import msgspec
from fastapi import APIRouter, Query, Request
from fastapi.responses import Response
from starlette.routing import Match, Route
from starlette.types import Scope

from align.memory.server.service import MAX_RESULTS, Service, TheService, service_of

router = APIRouter(prefix="/tmserver", tags=["amaGama"])

_USUAL = 5
"""Candidates that are given where nobody asks for more or fewer."""
_UNIT = "/{source}/{target}/unit/{text:path}"
_PLAIN = re.compile(
    rb"(?:min_similarity=(?P<least>[1-9][0-9]?|100))?(?:(?:^|&)max_candidates=(?P<most>[1-9]|[1-4][0-9]))?"
)


@router.get("/languages/")
def languages(service: TheService) -> dict[str, list[str]]:
    """List the languages that can be asked for: all of them either way."""
    codes = sorted({source for source, _ in service.pairs()})
    return {"sourceLanguages": codes, "targetLanguages": codes}


@router.get(_UNIT, response_model=list[dict[str, Any]])
async def unit(
    service: TheService,
    source: str,
    target: str,
    text: str,
    min_similarity: Annotated[int | None, Query(ge=1, le=100)] = None,
    max_candidates: Annotated[int, Query(ge=1, le=MAX_RESULTS)] = _USUAL,
) -> Response:
    """Look a text up."""
    return await _answer(service, source, target, text, min_similarity, max_candidates)


async def _answer(
    service: Service, source: str, target: str, text: str, least: int | None, most: int
) -> Response:
    found = await service.ask_soon(text, source, target, threshold=least, limit=most)
    rows = [
        {"source": m.source, "target": m.target, "quality": float(min(m.match, 100)), "rank": float(m.match)}
        for m in found
    ]
    # Most look-ups come here, and FastAPI takes as long to look an answer over as the memory to find it.
    return Response(msgspec.json.encode(rows), media_type="application/json")


class PlainLookups(Route):
    """The same look-up as most clients send it, read without FastAPI: that takes as long as all the rest.

    Whatever is written otherwise than `_PLAIN` says is left to `unit`, which refuses what it must.
    """

    def __init__(self) -> None:
        super().__init__(router.prefix + _UNIT, _plain, methods=["GET"], include_in_schema=False)

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Tell whether a request is such a look-up."""
        if scope["type"] == "http" and _PLAIN.fullmatch(scope["query_string"]):
            match, found = super().matches(scope)
            if match == Match.FULL:
                return match, found
        return Match.NONE, {}


async def _plain(request: Request) -> Response:
    wishes = _PLAIN.fullmatch(request.scope["query_string"])
    least, most = (wishes["least"], wishes["most"]) if wishes else (None, None)
    service = await service_of(request)
    return await _answer(
        service, **request.path_params, least=int(least) if least else None, most=int(most or _USUAL)
    )
