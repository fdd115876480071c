"""What every format says about a unit, in one vocabulary.

Writers ask for the `facts` of a unit and put them where their format has room: TMX props, XLIFF
metadata, columns of a table. Readers gather them into `FiledUnit`s, and `beads_from` makes beads of those.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, cast, get_args

from align.bitext import STATUSES, WHYS, Bead, Bitext, Prop, Status, TranslationUnit, Why
from align.comments import Comment
from align.document import Code, Kind, Segment
from align.exchange.entries import NO_EDIT, Edit
from align.exchange.skipped import Skipped, Where
from align.multitext import Variant
from align.settings import Level
from align.words import say

FACTS = ("document", "date", "para", "page", "kind", "score", "align", "why", "status")
"""The words, in the order in which they are written; what is absent has its default."""

KINDS: tuple[Kind, ...] = get_args(Kind)


class FiledUnit(NamedTuple):
    """A unit as a file holds it."""

    source: str
    target: str
    said: Mapping[str, str]
    """Facts by name."""
    note: str = ""
    id: str = ""
    changed_by: str = ""
    changed_at: str = ""
    codes: tuple[tuple[Code, ...], tuple[Code, ...]] = ((), ())
    """Of source and target."""
    props: tuple[Prop, ...] = ()
    comments: tuple[Comment, ...] = ()
    assigned: str = ""


def facts(unit: TranslationUnit, bitext: Bitext) -> dict[str, str]:
    """Return what is known about a unit beside its texts; an empty fact is not worth writing."""
    bead = unit.bead
    return {
        "document": unit.document,
        "date": unit.date,
        **place_of((*bead.source, *bead.target), unit.number),
        "score": f"{bead.score:.3f}",
        "align": bead.type,
        "why": bead.why,
        "status": bead.status,
    }


def place_of(segments: Sequence[Segment], number: str) -> dict[str, str]:
    """Return where segments stand in their document, and as what."""
    kind = next((s.kind for s in segments), "paragraph")
    return {
        "para": number.strip().rstrip(".、．"),
        "page": next((str(s.page or "") for s in segments), ""),
        "kind": "" if kind == "paragraph" else kind,
    }


def nonsense(said: Mapping[str, str]) -> dict[str, str]:
    """Return the facts whose values make no sense, each with a description of values that do.

    >>> nonsense({"score": "97 %", "status": "flagged"})
    {'score': 'a number from 0 to 1'}
    """
    return {
        name: wanted
        for name, (wanted, fits) in _SENSE.items()
        if (value := said.get(name, "")) and not fits(value)
    }


def sensible(said: dict[str, str], where: Where, skipped: Skipped) -> dict[str, str]:
    """Return the facts that make sense, and count the others: other programs use our words too."""
    wrong = nonsense(said) if said else ()
    for name in wrong:
        skipped.add(say("senseless values of {name}", name=name), where)
    return {name: value for name, value in said.items() if name not in wrong}


def recipe_from(text: str, left_out: Counter[str] | None = None, *, made_by: str = "") -> dict[str, Any]:
    """Return the recipe a file bears, or who made it; and what was not taken from the file."""
    try:
        recipe = json.loads(text)
    except (ValueError, RecursionError):
        recipe = None
    if not isinstance(recipe, dict):
        recipe = {"made_by": made_by} if made_by else {}
    return recipe | ({"left_out": dict(+left_out)} if left_out and +left_out else {})


def level_from(text: str) -> Level:
    """Return the level a file names in its own words; sentences, where it names none."""
    return "paragraph" if text in ("paragraph", "block") else "sentence"


def beads_from(rows: Iterable[FiledUnit], document: str = "") -> Iterator[Bead]:
    """Yield the bead of each row; their facts have to make sense. `document` is what the file is of.

    Rows that follow one another under one paragraph number are one paragraph; a row without a number
    is one of its own. A row without a score comes from a memory that somebody vouches for: it counts
    as sure, and as made by hand.
    """
    part, before = -1, ""
    for row in rows:
        number = row.said.get("para", "")
        part += not number or number != before
        before = number
        said = row.said
        other = said.get("document", document) or document
        elsewhere = (other, said.get("date", "")) if other != document else ("", "")
        yield Bead(
            _segments(row.source, row, part, row.codes[0]),
            _segments(row.target, row, part, row.codes[1]),
            float(said.get("score") or 1),
            cast(Why, said.get("why") or "hand"),
            cast(Status, said.get("status") or "auto"),
            row.note, row.changed_by, row.changed_at, row.id, *elsewhere,
            row.props, row.comments, row.assigned,
        )  # fmt: skip


def variant_from(
    text: str, said: Mapping[str, str], part: int, edit: Edit = NO_EDIT,
    codes: tuple[Code, ...] = (),
) -> Variant:  # fmt: skip
    """Return what one language of a multilingual unit says; `said` are its facts, which have to make sense.

    Args:
        text: in its language.
        said: facts by name.
        part: number of its paragraph.
        edit: note, who made it, and when; what was said of it becomes a part of the note.
        codes: what formats the text.
    """
    row = FiledUnit(text, "", said)
    why, status = cast(Why, said.get("why") or "hand"), cast(Status, said.get("status") or "auto")
    score = float(said.get("score") or 1)
    return Variant(
        _segments(text, row, part, codes), score, why, status, edit.said, edit.changed_by, edit.changed_at
    )


def _segments(text: str, row: FiledUnit, part: int, codes: tuple[Code, ...] = ()) -> tuple[Segment, ...]:
    """Return the one segment of a text, or none of an empty one."""
    if not text:
        return ()
    said = row.said
    kind = cast(Kind, said.get("kind") or "paragraph")
    page = int(said.get("page") or 0)
    return (Segment(text, part, 0, len(text), kind, said.get("para", ""), page=page, codes=codes),)


def _is_share(text: str) -> bool:
    try:
        return 0 <= float(text) <= 1
    except ValueError:
        return False


def _is_page(text: str) -> bool:
    return text.isdecimal() and len(text) < 7


_SENSE: dict[str, tuple[str, Callable[[str], bool]]] = {
    "score": (say("a number from 0 to 1"), _is_share),
    "page": (say("a page number"), _is_page),
    "why": (say("one of {known}", known=", ".join(WHYS)), WHYS.__contains__),
    "status": (say("one of {known}", known=", ".join(STATUSES)), STATUSES.__contains__),
    "kind": (say("one of {known}", known=", ".join(KINDS)), KINDS.__contains__),
}
