"""Which words of a row answer to the words that a person points at."""

from __future__ import annotations

from collections.abc import Sequence

from align.bitext import Bead
from align.document import Segment
from align.embed import Embedder
from align.languages import join
from align.spotting import Span, answering
from align.web.rows.row_views import segment_starts

LONGEST = 5000
"""Characters of both sides beyond which the words are not compared: it would take longer than one points."""

Place = tuple[int, int, int]
"""Segment, start and end."""


def answering_words(
    bead: Bead, languages: tuple[str, str], side: str, place: Place, model: Embedder
) -> list[Place]:
    """Return the places on the other side of a bead that answer to one on this side.

    Args:
        bead: the row.
        languages: of source and target.
        side: `source` or `target`: where the person points.
        place: at which words; whatever lies outside the text answers to nothing.
        model: says what answers.
    """
    here, there = (bead.source, bead.target), languages
    if side == "target":
        here, there = here[::-1], there[::-1]
    segment, start, end = place
    if not 0 <= segment < len(here[0]) or not 0 <= start < end <= len(here[0][segment].text):
        return []
    texts = [join((s.text for s in segments), code) for segments, code in zip(here, there, strict=True)]
    if not all(texts) or sum(map(len, texts)) > LONGEST:
        return []
    offset = segment_starts(here[0], there[0])[segment]
    found = answering(texts[0], (offset + start, offset + end), texts[1], model)
    return places(found, here[1], there[1]) if found else []


def places(span: Span, segments: Sequence[Segment], language: str) -> list[Place]:
    """Return where a span of a joined side stands in its segments."""
    starts = segment_starts(segments, language)
    cut = (
        (i, max(span[0] - start, 0), min(span[1] - start, len(segment.text)))
        for i, (segment, start) in enumerate(zip(segments, starts, strict=True))
    )
    return [(i, a, b) for i, a, b in cut if a < b]
