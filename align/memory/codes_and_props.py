"""What stands beside the texts of a unit, as the store keeps it: codes and props, as JSON.

>>> codes_from(codes_to(((Code(4, "+bold", "1"),), ())))
((Code(offset=4, kind='+bold', id='1', native=''),), ())
"""

from __future__ import annotations

import json

from align.bitext import Prop
from align.document import Code

Codes = tuple[tuple[Code, ...], tuple[Code, ...]]
"""Of source and target."""


def codes_to(codes: Codes) -> str:
    """Return the codes of both texts for the store; empty: there are none."""
    if not any(codes):
        return ""
    return _json([[[c.offset, c.kind, c.id, c.native] for c in side] for side in codes])


def codes_from(text: str) -> Codes:
    """Return the codes of both texts; what is damaged formats nothing."""
    if not text:
        return (), ()
    try:
        source, target = (tuple(Code(*row) for row in side) for side in json.loads(text))
    except (ValueError, TypeError):
        return (), ()
    return source, target


def props_to(props: tuple[Prop, ...]) -> str:
    """Return props for the store; empty: there are none."""
    return _json([[prop.name, prop.value] for prop in props]) if props else ""


def props_from(text: str) -> tuple[Prop, ...]:
    """Return the props; none where they are damaged."""
    try:
        return tuple(Prop(*row) for row in json.loads(text)) if text else ()
    except (ValueError, TypeError):
        return ()


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
