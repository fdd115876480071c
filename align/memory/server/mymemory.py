"""MyMemory: `GET /get?q=…&langpair=en|zh`, answered in JSON, or in TMX with `of=tmx` as OmegaT asks.

After mymemory.translated.net/doc/spec.php. Clients find the languages of that TMX by how `lang` begins, in
upper case as MyMemory writes it or, like OmegaT 3.6, in lower case: each text stands there under both.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from fastapi.responses import Response

from align.exchange.xml import escape, quote
from align.memory.lookup import Match
from align.memory.server.service import TheService, pair_of

router = APIRouter(tags=["MyMemory"])


@router.get("/get")
async def get(
    service: TheService, q: str, langpair: str, of: Annotated[Literal["json", "tmx"], Query()] = "json"
) -> Any:
    """Return the matches of a text, best first."""
    source, target = pair_of(langpair)
    found = await service.ask_soon(q, source, target)
    if of == "tmx":
        return Response(_tmx(found, source, target), media_type="text/xml; charset=utf-8")
    best = found[0] if found else None
    return {
        "responseData": {
            "translatedText": best.target if best else "",
            "match": min(best.match, 100) / 100 if best else 0,
        },
        "quotaFinished": False,
        "responseDetails": "",
        "responseStatus": 200,
        "responderId": None,
        "matches": [_row(match, source, target) for match in found],
    }


def _row(match: Match, source: str, target: str) -> dict[str, Any]:
    return {
        "id": str(match.unit),
        "segment": match.source,
        "translation": match.target,
        "source": source,
        "target": target,
        "quality": str(round(100 * match.score)),
        "reference": match.document,
        "usage-count": 1,
        "subject": "",
        "created-by": "align-tm",
        "last-update-date": match.date,
        "match": min(match.match, 100) / 100,
    }


def _tmx(found: Iterable[Match], source: str, target: str) -> str:
    units = "".join(
        f'<tu tuid="{match.unit}"><prop type="match">{match.match}</prop>'
        f"{_variants(source, match.source)}{_variants(target, match.target)}</tu>\n"
        for match in found
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE tmx SYSTEM "tmx11.dtd">\n<tmx version="1.1">'
        f'<header creationtool="align-tm" segtype="sentence" adminlang="EN" srclang={quote(source.upper())}'
        f' datatype="plaintext" o-tmf="align-tm"/>\n<body>\n{units}</body></tmx>\n'
    )


def _variants(language: str, text: str) -> str:
    return "".join(
        f"<tuv lang={quote(code)}><seg>{escape(text)}</seg></tuv>"
        for code in (language.upper(), language.lower())
    )
