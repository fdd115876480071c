"""amaGama, the protocol of Virtaal, Weblate and Okapi.

`GET /tmserver/<source>/<target>/unit/<text>` answers with rows of source, target, quality and rank, both
per cents. After docs.translatehouse.org/projects/amagama, "API".
"""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from fastapi import APIRouter, Query
from fastapi.responses import Response

from align.memory.server.service import MAX_RESULTS, TheService

router = APIRouter(prefix="/tmserver", tags=["amaGama"])


@router.get("/languages/")
def languages(service: TheService) -> dict[str, list[str]]:
    """List the languages that can be asked for: all of them either way."""
    codes = sorted({source for source, _ in service.pairs()})
    return {"sourceLanguages": codes, "targetLanguages": codes}


@router.get("/{source}/{target}/unit/{text:path}", response_model=list[dict[str, Any]])
async def unit(
    service: TheService,
    source: str,
    target: str,
    text: str,
    min_similarity: Annotated[int | None, Query(ge=1, le=100)] = None,
    max_candidates: Annotated[int, Query(ge=1, le=MAX_RESULTS)] = 5,
) -> Response:
    """Look a text up."""
    found = await service.ask_soon(text, source, target, threshold=min_similarity, limit=max_candidates)
    rows = [
        {"source": m.source, "target": m.target, "quality": float(min(m.match, 100)), "rank": float(m.match)}
        for m in found
    ]
    # Most look-ups come here, and FastAPI takes as long to look an answer over as the memory to find it.
    return Response(msgspec.json.encode(rows), media_type="application/json")
