"""Pretranslate: a translator's new document, with what a memory holds for each of its segments.

Each segment becomes a unit of an XLIFF. An exact match fills its target; what is only like it stands
beside, as candidates of the standard's module, and leaves the target empty: nobody's words are put
into a translation unasked.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from align import __version__
from align.bitext import Bead, Bitext, Side, Status
from align.document import Segment
from align.errors import LanguageError
from align.exchange.options import Options
from align.exchange.xliff2 import Candidate, write
from align.files import write_whole
from align.languages import same_language
from align.memory.leverage import Band, leverage
from align.memory.lookup import Match, Searcher
from align.said import Version, check_said
from align.segment import load_rules, segments_of
from align.settings import Settings
from align.words import say

FILLS = 100
"""Least match % that fills a target: a text that is the same."""
_BILINGUAL = (".xlf", ".xliff")


@dataclass(frozen=True, slots=True)
class Pretranslated:
    """A document with what a memory holds for it."""

    bitext: Bitext
    """A bead a segment, those without an exact match null beads."""
    candidates: tuple[tuple[Candidate, ...], ...]
    """The matches of each bead, best first."""

    def leverage(self) -> list[Band]:
        """Count units and words by match band."""
        best = (max((each.match for each in proposed), default=0) for proposed in self.candidates)
        return leverage(zip((unit.source for unit in self.bitext.units()), best, strict=True))

    def save(self, path: str | Path) -> None:
        """Write it as XLIFF 2.1, whole or not at all.

        Raises:
            WriteError: the file cannot be written, or there is no unit.
        """
        with write_whole(path) as file:
            write(self.bitext, file, Options(), self.candidates)


def pretranslate(
    path: str | Path,
    searcher: Searcher,
    settings: Settings | None = None,
    *,
    threshold: int = 65,
    limit: int = 5,
    progress: Callable[[str], None] = lambda step: None,
) -> Pretranslated:
    """Look up every segment of a document, or every unit of an XLIFF that has no target yet.

    The languages of `settings` override what is recognised.

    Raises:
        ReadError: the file cannot be read.
        LanguageError: its language is not recognised, or the memory holds not just one beside it.
        SettingsError: there is no such segmentation or language.
    """
    progress(say("reading {file}", file=Path(path).name))
    given = _read(path, settings or Settings())
    source = given.source.language
    target = given.target.language or _other_language(searcher, source, str(path))
    beads, rows = [], []
    for place, unit in enumerate(given.units(), 1):
        progress(say("looking up {done} of {all}", done=place, all=len(given.beads)))
        found: list[Match] = []
        if unit.source and not unit.target:
            found = searcher.lookup(
                unit.source,
                source=source,
                target=target,
                threshold=threshold,
                limit=limit,
                before=unit.before,
                after=unit.after,
                semantic=False,
            )
        rows.append(tuple(Candidate(m.source, m.target, m.match, m.kind, m.document) for m in found))
        beads.append(_filled(unit.bead, found))
    return Pretranslated(
        replace(given, target=replace(given.target, language=target), beads=tuple(beads)), tuple(rows)
    )


def _filled(bead: Bead, found: Sequence[Match]) -> Bead:
    """Return the bead with the translation of an exact match, as trusted as the memory holds it."""
    if not found or found[0].match < FILLS:
        return bead
    best = found[0]
    status: Status = "confirmed" if best.status == "confirmed" else "auto"
    return replace(bead, target=(Segment(best.target),), score=best.score, status=status)


def _read(path: str | Path, settings: Settings) -> Bitext:
    """Return the source of a document as null beads; an XLIFF comes with the targets it has."""
    if str(path).lower().endswith(_BILINGUAL):
        from align import exchange

        languages = Options(settings.source_language, settings.target_language)
        return exchange.read(
            path, source_language=languages.source_language, target_language=languages.target_language
        )
    from align.readers import read

    document = read(path)
    texts = [block.text for block in document.blocks]
    check_said([Version(texts, settings.source_language, document.language, str(path), "--from")])
    language = settings.source_language or document.language
    if not language:
        raise LanguageError(
            say("the language is not recognised"), where=str(path), mend=say("name it with --from")
        )
    segments = segments_of(document, load_rules(settings, language))
    return Bitext(
        Side(language, document.path, document.symbol, document.date),
        Side(settings.target_language),
        tuple(Bead((one,), ()) for one in segments),
        recipe={"version": __version__} | settings.signature(),
    )


def _other_language(searcher: Searcher, source: str, where: str) -> str:
    """Return the one language that the memory holds beside the source's."""
    held = [(one, other) for one, other, _ in searcher.memory.languages()]
    others = sorted(
        {other for one, other in (*held, *((b, a) for a, b in held)) if same_language(one, source)}
    )
    if len(others) == 1:
        return others[0]
    if not others:
        raise LanguageError(
            say("the memory holds nothing in {source}", source=source),
            where=where,
            mend=say("name the language with --from"),
        )
    raise LanguageError(
        say("the memory holds {others} beside {source}", others=", ".join(others), source=source),
        where=where,
        mend=say("name one with --to"),
    )
