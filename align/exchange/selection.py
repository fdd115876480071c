"""Which units a translation memory holds: both sides hold text and differ, and each pair once.

A source text with several translations keeps them all; OmegaT's tm/auto would take the last one
silently, and for it there is a choice of the best one. Either way the conflict is told.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from align.bitext import TRUST, Bitext, TranslationUnit
from align.codes import PLACE, spelled
from align.document import Code, Segment
from align.exchange.options import ExportRemark
from align.languages import join
from align.text import clean, legal
from align.unusual import LONGEST, is_prose
from align.words import counted, say

_WORD = re.compile(r"[^\W\d_]")


Spell = Callable[[Code], str]
"""Writes a code into a text."""


class MemoryPair(NamedTuple):
    """A unit fit for a memory, and its texts, cleaned."""

    unit: TranslationUnit
    source: str
    target: str


@dataclass(frozen=True, slots=True)
class Selection:
    """The pairs of a bitext that a memory holds."""

    bitext: Bitext
    left_out: frozenset[int]
    """Places among all pairs: repetitions, and other translations where only the best is wanted."""
    conflicts: tuple[ExportRemark, ...]
    figures: bool = False
    verbatim: bool = False
    spell: Spell | None = None
    same: list[TranslationUnit] = field(default_factory=list)
    """Units left out because both texts are the same, once the pairs were gone through."""

    def __iter__(self) -> Iterator[MemoryPair]:
        """Yield the chosen pairs in the order of the bitext."""
        self.same.clear()
        pairs = _pairs(
            self.bitext, figures=self.figures, verbatim=self.verbatim, spell=self.spell, same=self.same
        )
        for place, pair in enumerate(pairs):
            if place not in self.left_out:
                yield pair

    def remarks(self) -> list[ExportRemark]:
        """Return what a person should know of texts that are the same on both sides."""
        if not self.same:
            return []
        prose = [unit for unit in self.same if is_prose(unit.source)]
        told = counted(
            "{n:,} unit with the same text on both sides is left out",
            "{n:,} units with the same text on both sides are left out", n=len(self.same),
        )  # fmt: skip
        found = [ExportRemark("", told)]
        if prose:
            told = counted(
                "{n:,} of them is prose, which may be left untranslated: “{text}”",
                "{n:,} of them are prose, which may be left untranslated: “{text}”",
                n=len(prose), text=short(prose[0].source),
            )  # fmt: skip
            found.append(ExportRemark(prose[0].id, told))
        return found


def select(
    bitext: Bitext,
    *,
    one_target: bool = False,
    figures: bool = False,
    verbatim: bool = False,
    spell: Spell | None = None,
) -> Selection:
    """Choose the pairs of a bitext that a memory holds; with `figures` also cells without a word.

    With `verbatim` it holds all that has two texts, each as it stands in its file; with `spell`, which
    writes a code, also their codes.

    Only the texts that stand in it repeatedly are held, so that the memory taken does not grow with
    the bitext.
    """
    pairs = enumerate(_pairs(bitext, figures=figures, verbatim=verbatim, spell=spell))
    sources = _sources(bitext, verbatim=verbatim, spell=spell)
    left_out, conflicts = settle(sources, pairs, one_target=one_target)
    return Selection(bitext, left_out, conflicts, figures, verbatim, spell)


def settle(
    sources: Iterable[str], pairs: Iterable[tuple[int, MemoryPair]], *, one_target: bool
) -> tuple[frozenset[int], tuple[ExportRemark, ...]]:
    """Return the places of the pairs that a memory leaves out, and the conflicts.

    Args:
        sources: the source texts, gone through before the pairs; those of other pairs do no harm.
        pairs: the pairs with their places, ascending; of equals the last is kept.
        one_target: keep the best translation of a source text only.
    """
    repeated = _repeated_hashes(sources)
    if not repeated:
        return frozenset(), ()
    occurrences: dict[str, list[_Occurrence]] = {}
    for place, pair in pairs:
        if hash(pair.source) in repeated:
            occurrences.setdefault(pair.source, []).append(_occurrence(place, pair))
    left_out: set[int] = set()
    conflicts = []
    for source, each in occurrences.items():
        best = {one.target: one for one in sorted(each)}
        kept = [max(best.values())] if one_target else list(best.values())
        left_out |= {one.place for one in each} - {one.place for one in kept}
        if len(best) > 1:
            conflicts.append(_conflict(source, sorted(best.values(), reverse=True), one_target=one_target))
    return frozenset(left_out), tuple(conflicts)


def too_long(pair: MemoryPair) -> list[ExportRemark]:
    """Return a finding if some tools refuse the pair for its length."""
    return too_long_texts(pair.unit.id, pair[1:])


def too_long_texts(unit: str, texts: Iterable[str]) -> list[ExportRemark]:
    """Return a finding if some tools refuse a unit for the length of one of its texts."""
    longest = max(map(len, texts))
    if longest <= LONGEST:
        return []
    told = say(
        "{n:,} characters in a segment; Trados cloud refuses more than {most:,}", n=longest, most=LONGEST
    )
    return [ExportRemark(unit, told)]


class _Occurrence(NamedTuple):
    """Where a repeated source text stands; the greatest is the one to trust, the last among equals."""

    trust: int
    score: float
    place: int
    target: str
    id: str


def _occurrence(place: int, pair: MemoryPair) -> _Occurrence:
    bead = pair.unit.bead
    return _Occurrence(TRUST[bead.status], bead.score, place, pair.target, pair.unit.id)


def _pairs(
    bitext: Bitext, *, figures: bool, verbatim: bool, spell: Spell | None,
    same: list[TranslationUnit] | None = None,
) -> Iterator[MemoryPair]:  # fmt: skip
    written, languages = legal if verbatim else clean, (bitext.source.language, bitext.target.language)
    for unit in bitext.units():
        bead = unit.bead
        texts = zip((unit.source, unit.target), (bead.source, bead.target), languages, strict=True)
        source, target = (
            written(spelled_text(row, code, spell) if spell else text) for text, row, code in texts
        )
        cells = all(s.kind == "table_cell" for s in (*bead.source, *bead.target))
        wanted = verbatim or (figures if cells and is_wordless(source + target) else source != target)
        if source and target and wanted:
            yield MemoryPair(unit, source, target)
        elif same is not None and source and source == target:
            same.append(unit)


def spelled_text(segments: Iterable[Segment], language: str, spell: Spell | None) -> str:
    """Return the text of segments in their language, with their codes where something writes them."""
    return join((spelled(s.text, s.codes, spell) if spell else s.text for s in segments), language)


def is_wordless(text: str) -> bool:
    """Tell whether a text has no word, as cells of figures: 1,050.3 and 1 050.3."""
    return not _WORD.search(text)


def _sources(bitext: Bitext, *, verbatim: bool, spell: Spell | None) -> Iterator[str]:
    language, written = bitext.source.language, legal if verbatim else clean
    return (written(spelled_text(b.source, language, spell)) for b in bitext.beads if not b.is_null)


def _repeated_hashes(sources: Iterable[str]) -> frozenset[int]:
    """Return the hashes of the texts that come more than once."""
    import numpy as np

    hashes = np.sort(np.fromiter(map(hash, sources), dtype=np.int64))
    return frozenset(hashes[1:][hashes[1:] == hashes[:-1]].tolist())


def _conflict(source: str, ranked: list[_Occurrence], *, one_target: bool) -> ExportRemark:
    kept = say("only the first is kept") if one_target else say("all are kept")
    told = say(
        "“{source}” has {n} translations: {targets}; {kept}",
        source=short(source), n=len(ranked), targets=first_of([one.target for one in ranked]), kept=kept,
    )  # fmt: skip
    return ExportRemark(ranked[0].id, told)


def first_of(texts: Sequence[str], most: int = 3) -> str:
    """Return the first of some texts as a warning quotes them, and how many more there are."""
    quoted = " | ".join(f"“{short(text)}”" for text in texts[:most])
    return say("{texts} and {n} more", texts=quoted, n=len(texts) - most) if len(texts) > most else quoted


def short(text: str, most: int = 60) -> str:
    """Return a text as short as a warning quotes it."""
    text = text.replace(PLACE, "")
    return text if len(text) <= most else text[: most - 1] + "…"
