"""Apertium-APY, as OmegaT asks it: `GET /translate?q=…&langpair=en|zh`.

After wiki.apertium.org/wiki/Apertium-apy. OmegaT 3.6 finds the answer by its spelling, with a space behind
the colon, hence the JSON with spaces.
"""

from __future__ import annotations

import json
from typing import Any

from fastapi import APIRouter
from fastapi.responses import JSONResponse

from align.memory.server.service import TheService, pair_of

router = APIRouter(tags=["Apertium"])


class Spaced(JSONResponse):
    """JSON with spaces behind commas and colons, in ASCII."""

    def render(self, content: Any) -> bytes:
        """Return the bytes of the answer."""
        return json.dumps(content).encode()


@router.get("/translate", response_class=Spaced)
async def translate(service: TheService, q: str, langpair: str) -> dict[str, Any]:
    """Return the best match of a text, or an empty translation."""
    return _answer({"translatedText": await service.best(q, *pair_of(langpair))})


@router.get("/listPairs", response_class=Spaced)
def pairs(service: TheService) -> dict[str, Any]:
    """List the pairs of languages, both ways."""
    rows = [{"sourceLanguage": source, "targetLanguage": target} for source, target in service.pairs()]
    return _answer(rows)


def _answer(data: Any) -> dict[str, Any]:
    return {"responseData": data, "responseDetails": None, "responseStatus": 200}
