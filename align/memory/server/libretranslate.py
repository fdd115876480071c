"""LibreTranslate: `POST /translate` with `q`, `source`, `target` as JSON or as a form.

After docs.libretranslate.com/api. `q` may be a list of texts; `alternatives` asks for more answers.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from fastapi import APIRouter, Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, Field, ValidationError
from starlette.concurrency import run_in_threadpool

from align.errors import SettingsError
from align.memory.server.service import MAX_RESULTS, Service, TheService
from align.words import say

router = APIRouter(tags=["LibreTranslate"])


class Asked(BaseModel):
    """What a client sends."""

    q: str | list[str] = Field(max_length=MAX_RESULTS * 100)
    source: str
    target: str
    format: str = "text"
    alternatives: int = Field(0, ge=0, le=MAX_RESULTS)


_BODY = {
    "requestBody": {
        "required": True,
        "content": {
            kind: {"schema": Asked.model_json_schema()}
            for kind in ("application/json", "application/x-www-form-urlencoded")
        },
    }
}


@router.post("/translate", openapi_extra=_BODY)
async def translate(request: Request, service: TheService) -> dict[str, Any]:
    """Return the best match of each text, or an empty translation."""
    asked = await _asked(request)
    return await run_in_threadpool(_answer, service, asked)


@router.get("/languages")
def languages(service: TheService) -> list[dict[str, Any]]:
    """List the languages, each with those it can be translated into."""
    targets: defaultdict[str, list[str]] = defaultdict(list)
    for source, target in service.pairs():
        targets[source].append(target)
    return [{"code": code, "name": code, "targets": others} for code, others in targets.items()]


async def _asked(request: Request) -> Asked:
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    try:
        data = await request.json() if kind == "application/json" else dict(await request.form())
        return Asked.model_validate(data)
    except ValidationError as error:
        raise RequestValidationError(error.errors(include_url=False, include_context=False)) from error
    except (ValueError, RecursionError) as error:
        raise SettingsError(
            say("the request holds no JSON"), mend=say("send q, source and target")
        ) from error


def _answer(service: Service, asked: Asked) -> dict[str, Any]:
    texts = [asked.q] if isinstance(asked.q, str) else asked.q
    rows = [_translations(service, text, asked) for text in texts]
    answer: dict[str, Any] = {"translatedText": [row[0] if row else "" for row in rows]}
    if asked.alternatives:
        answer["alternatives"] = [row[1:] for row in rows]
    return {name: value[0] for name, value in answer.items()} if isinstance(asked.q, str) else answer


def _translations(service: Service, text: str, asked: Asked) -> list[str]:
    found = service.ask(
        text, asked.source, asked.target, threshold=service.limits.answer, limit=asked.alternatives + 1
    )
    return [match.target for match in found]
