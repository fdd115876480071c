"""Languages that a file names for its texts, or a person for the file, held against the texts."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice

from align.bitext import Bitext, Side
from align.exchange.options import Options
from align.multitext import Multitext
from align.said import StatedText, check_said, said_wrongly

_BEGINNING, _SAMPLE = 20_000, 1_000
"""Beads from which these are taken, about so many of them: a file may hold millions."""


def bitext_as_said(bitext: Bitext, options: Options, where: str) -> Bitext:
    """Return the bitext with a remark where its file names a language that the text is plainly not in.

    Raises:
        LanguageError: that language was asked for.
    """
    sample = list(islice(bitext.beads, 0, _BEGINNING, max(1, min(len(bitext.beads), _BEGINNING) // _SAMPLE)))
    texts = [s.text for b in sample for s in b.source], [s.text for b in sample for s in b.target]
    asked = (options.source_language, "--from"), (options.target_language, "--to")
    sides = bitext.source, bitext.target
    check_said([
        StatedText(held, said, side.language, where, option)
        for held, side, (said, option) in zip(texts, sides, asked, strict=True)
    ])  # fmt: skip
    source, target = (_remarked(side, held) for side, held in zip(sides, texts, strict=True))
    return replace(bitext, source=source, target=target)


def multitext_as_said(multitext: Multitext) -> Multitext:
    """Return the same of a file in several languages."""
    texts: list[list[str]] = [[] for _ in multitext.sides]
    for unit in multitext.units:
        for held, variant in zip(texts, unit.variants, strict=True):
            held.extend(segment.text for segment in (variant.segments if variant else ()))
    sides = tuple(_remarked(side, held) for side, held in zip(multitext.sides, texts, strict=True))
    return replace(multitext, sides=sides)


def _remarked(side: Side, texts: list[str]) -> Side:
    return replace(side, remarks=side.remarks + said_wrongly(texts, side.language))
