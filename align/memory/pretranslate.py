"""Pretranslate: a translator's new document, with what a memory holds for each of its segments.

Each segment becomes a unit of an XLIFF. An exact match fills its target; what is only like it stands
beside, as candidates of the standard's module, and leaves the target empty: nobody's words are put
into a translation unasked. Of a Word file, units say where they stand and have its codes, so that `build`
brings the translation home.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from align import __version__
from align.bitext import Bead, Bitext, Side, Status
from align.build.places import segments_in
from align.clients import settled
from align.clients.pairing import answered
from align.clients.project import ENDING as PROJECT
from align.clients.project import write as write_project
from align.codes import legible
from align.document import Code, Segment
from align.errors import LanguageError, WriteError
from align.exchange import xliff1, xliff2
from align.exchange.entries import Proposal
from align.exchange.options import Options
from align.files import write_whole
from align.languages import same_language
from align.memory.leverage import MatchBand, leverage
from align.memory.lookup import Match, Searcher
from align.memory.store import Memory
from align.notes import WITHOUT_CODES
from align.said import StatedText, check_said
from align.segment import load_rules, segments_of
from align.settings import Settings
from align.unusual import is_fixed
from align.words import language_name, say

FILLS = 100
"""Least match % that fills a target: a text that is the same."""
_BILINGUAL = (".xlf", ".xliff")
_VERSION_1 = ".v12.xlf"


@dataclass(frozen=True, slots=True)
class Pretranslated:
    """A document with what a memory holds for it."""

    bitext: Bitext
    """A bead a segment, those without an exact match null beads."""
    candidates: tuple[tuple[Proposal, ...], ...]
    """The matches of each bead, best first."""
    remarks: tuple[str, ...] = ()
    """What a translator should know of the memory."""

    def leverage(self) -> list[MatchBand]:
        """Count units and words by match band."""
        best = (max((each.match for each in proposed), default=0) for proposed in self.candidates)
        return leverage(zip((unit.source for unit in self.bitext.units()), best, strict=True))

    def save(self, path: str | Path) -> None:
        """Write it whole or not at all: XLIFF 2.1, 1.2 (`.v12.xlf`) or a project of OmegaT (`.omegat`).

        Raises:
            WriteError: the file cannot be written, its ending is another, or there is no unit.
        """
        form = check_output(path)
        if form == PROJECT:
            write_project(self.bitext, self.candidates, Path(path))
            return
        write = xliff1.write if form == _VERSION_1 else xliff2.write
        with write_whole(path) as file:
            write(self.bitext, file, Options(), self.candidates)


def check_output(path: str | Path, client: str = "") -> str:
    """Return the ending of a file to write, if it is one that is written, and that a CAT tool opens.

    Raises:
        WriteError: it is another, or OmegaT shows no segment of it.
    """
    name = Path(path).name.lower()
    form = next((ending for ending in (_VERSION_1, *_BILINGUAL, PROJECT) if name.endswith(ending)), "")
    if not form:
        mend = say("name it .xlf, .v12.xlf for XLIFF 1.2, or .omegat for a project folder")
        raise WriteError(say("only XLIFF and projects of OmegaT are written"), where=str(path), mend=mend)
    if client == "omegat" and form in _BILINGUAL:
        mend = say("name it .v12.xlf, or .omegat for a project folder")
        raise WriteError(say("OmegaT shows nothing of XLIFF 2.1"), where=str(path), mend=mend)
    return form


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
        SettingsError: there is no such segmentation, language or tool.
    """
    progress(say("reading {file}", file=Path(path).name))
    given = _read(path, settled(settings or Settings()))
    source = given.source.language
    target = given.target.language or _other_language(searcher, source, str(path))
    if same_language(source, target):
        raise LanguageError(
            say("the text is in {found} already", found=language_name(source)),
            where=str(path),
            mend=say("name the language of the translation with --to"),
        )
    beads, rows = [], []
    for place, unit in enumerate(given.units(), 1):
        progress(say("looking up {done} of {all}", done=place, all=len(given.beads)))
        found: list[Match] = []
        if unit.source and not unit.target and not is_fixed(unit.bead):
            found = searcher.lookup(
                _legible(unit.bead.source) or unit.source,
                source=source,
                target=target,
                threshold=threshold,
                limit=limit,
                before=unit.before,
                after=unit.after,
                semantic=False,
            )
        rows.append(tuple(Proposal(m.source, m.target, m.match, m.kind, m.document) for m in found))
        beads.append(_filled(unit.bead, found, searcher.memory))
    made = replace(given, target=replace(given.target, language=target), beads=tuple(beads))
    remarks = (*searcher.lacking(source, target), *_way_home(Path(path)))
    return Pretranslated(made, tuple(rows), remarks)


def _way_home(path: Path) -> tuple[str, ...]:
    """Return a remark where no translation comes home: better told before it is made."""
    if path.suffix.lower() in (".docx", *_BILINGUAL):
        return ()
    return (
        say(
            "align build makes Word files alone: to have {name} back, save it as .docx first", name=path.name
        ),
    )


def _legible(side: Sequence[Segment]) -> str:
    return legible(side[0].text, side[0].codes) if len(side) == 1 and side[0].codes else ""


def _filled(bead: Bead, found: Sequence[Match], memory: Memory) -> Bead:
    """Return the bead with the translation of an exact match, as trusted as the memory holds it.

    It takes the codes of the original, each where the memory has one that does the same. Where that has other
    codes, what stands alone at an end of the original, as a note mark does, stands there in the translation
    too; what else there is is left out, and the unit is flagged.
    """
    if not found or found[0].match < FILLS:
        return bead
    best, source = found[0], bead.source[0]
    status: Status = "confirmed" if best.status == "confirmed" else "auto"
    target, note = Segment(best.target, codes=_codes_of(best, memory) if source.codes else ()), ""
    if sorted(code.kind for code in target.codes) == sorted(code.kind for code in source.codes):
        target = answered(source.codes, [target], best.target_language)[0]
    else:
        alone = [code for code in source.codes if code.kind[0] not in "+-"]
        codes = [replace(code, offset=len(best.target) if code.offset else 0) for code in alone]
        target = replace(target, codes=tuple(codes))
        if len(alone) < len(source.codes) or any(c.offset not in (0, len(source.text)) for c in alone):
            status, note = "flagged", str(WITHOUT_CODES)
    return replace(bead, target=(target,), score=best.score, status=status, note=note)


def _codes_of(match: Match, memory: Memory) -> tuple[Code, ...]:
    """Return the codes of a translation, as the memory holds them."""
    unit = next(iter(memory.units([match.unit])), None)
    return unit.codes[unit.target == match.target] if unit else ()


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
    check_said([StatedText(texts, settings.source_language, document.language, str(path), "--from")])
    language = settings.source_language or document.language
    if not language:
        raise LanguageError(
            say("the language is not recognised"), where=str(path), mend=say("name it with --from")
        )
    rules = load_rules(settings, language)
    if Path(path).suffix.lower() == ".docx":
        # OmegaT sees the tag of a note mark, and no blank, behind the full stop.
        held = segments_in(document, rules, marked=settings.client == "omegat")
        beads = tuple(Bead((one,), (), id=name) for name, one in held)
    else:
        beads = tuple(Bead((one,), ()) for one in segments_of(document, rules))
    return Bitext(
        Side(language, document.path, document.symbol, document.date, document.remarks),
        Side(settings.target_language),
        beads,
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
