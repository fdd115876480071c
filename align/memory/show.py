"""Look-ups and concordances as a person reads them in a terminal: coloured there, plain elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from align.bitext import STATUS_WORDS
from align.languages import INTERFACE
from align.memory.concordance import Concordance, Hit
from align.memory.lookup import KIND_WORDS, Match
from align.memory.units import units_counted
from align.words import say, told

if TYPE_CHECKING:
    from rich.text import Text

_DIFFERENT, _FOUND, _ANSWERS = "bold red", "bold yellow", "bold green"
_STATUS = {"auto": "dim", "confirmed": "green", "flagged": "red"}


def match_lines(match: Match, language: str = INTERFACE) -> Iterator[Text]:
    """Yield a line about a match, its source with what differs highlighted, its target."""
    from rich.text import Text

    origin = _origin(match.document, match.number, match.date, language)
    status = (told(STATUS_WORDS[match.status], language), _STATUS[match.status])
    kind = told(KIND_WORDS[match.kind], language)
    yield Text.assemble(
        (f"{match.match:3d} %", "bold"), f"  {kind}  {match.target_language}  ", *origin, status
    )
    spans = [(each.start, each.end) for each in match.differences]
    yield _marked(match.source, spans, _DIFFERENT)
    if missing := [each.text for each in match.differences if each.text]:
        yield Text(f"       ≠ {' | '.join(missing)}", _DIFFERENT)
    yield Text(f"       {match.target}")
    yield Text()


def concordance_lines(found: Concordance, language: str = INTERFACE) -> Iterator[Text]:
    """Yield the hits with what answers to them, then how often each rendering stands."""
    from rich.text import Text

    for hit in found.hits:
        yield from _hit_lines(hit, language)
    units, shown = units_counted(found.total), len(found.hits)
    total = say("{units}, {shown:,} shown", units=units, shown=shown)
    if not found.complete:
        total = say("at least {units}, {shown:,} shown", units=units, shown=shown)
    yield Text(told(total, language), "bold")
    for rendering in found.renderings:
        yield Text.assemble(f"{rendering.count:9,}  ", (rendering.text, _ANSWERS))


def _hit_lines(hit: Hit, language: str) -> Iterator[Text]:
    from rich.text import Text

    status = (told(STATUS_WORDS[hit.status], language), _STATUS[hit.status])
    yield Text.assemble(*_origin(hit.document, hit.number, hit.date, language), status)
    styles = (_FOUND, _ANSWERS) if hit.side == "source" else (_ANSWERS, _FOUND)
    yield _marked(hit.source, hit.source_spans, styles[0])
    yield _marked(hit.target, hit.target_spans, styles[1])
    yield Text()


def _origin(document: str, number: str, date: str, language: str) -> list[str]:
    """Return where a unit stands: document, paragraph and date, as far as they are known."""
    named = [document, told(say("para. {number}", number=number), language) if number else "", date]
    return [f"{part}  " for part in named if part]


def _marked(text: str, spans: Iterable[tuple[int, int]], style: str) -> Text:
    from rich.text import Text

    shown = Text(f"       {text}")
    for start, end in spans:
        shown.stylize(style, start + 7, end + 7)
    return shown
