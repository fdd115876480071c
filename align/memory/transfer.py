"""A memory into a file or into another memory, streamed.

TMX holds all that a memory does: the first place of a unit in its props, further ones in `x-places`. The
other formats go through `exchange`, and hold what they can.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import IO, cast

from align import exchange
from align.bitext import Bead, Bitext, Side, TranslationUnit
from align.codes import spelled
from align.comments import talk_of
from align.document import Segment
from align.errors import SettingsError
from align.exchange import ExportRemark, Options, tmx
from align.exchange.selection import MemoryPair, Spell, settle, too_long
from align.files import write_whole
from align.languages import family, same_language
from align.memory.intake import PART
from align.memory.store import Memory
from align.memory.units import Added, Place, Unit
from align.words import listed, say

Tell = Callable[[int], None]
Codes = tuple[str, str]
"""Of source and target."""


@dataclass(frozen=True, slots=True)
class ExportChoice:
    """Which units are wanted."""

    document: str = ""
    confirmed_only: bool = False
    min_score: float = 0.0
    source_language: str = ""
    """Empty: of any pair. Units of the pair that stand the other way round are turned."""
    target_language: str = ""
    one_target: bool = False
    """TMX: one translation a source text, the best; OmegaT's tm/auto takes the last one silently."""
    inline: str = "none"
    """TMX and XLIFF: how codes are written, as in `exchange.Options`."""
    client: str = ""
    """TMX: the CAT tool that it is for, as in `exchange.Options`; a source text has one translation."""
    multilingual: bool = False
    """TMX: a unit holds all languages of its place, not two."""
    safe_tables: bool = False
    """TSV: what a spreadsheet takes for a formula is text."""

    def __post_init__(self) -> None:
        codes = Options(source_language=self.source_language, target_language=self.target_language)
        object.__setattr__(self, "source_language", codes.source_language)
        object.__setattr__(self, "target_language", codes.target_language)

    @property
    def has_one_target(self) -> bool:
        """Tell whether a source text has one translation in TMX."""
        return self.one_target or bool(self.client)

    @property
    def is_whole(self) -> bool:
        """Tell whether all units of the document, or of the memory, are wanted."""
        return not (self.confirmed_only or self.min_score or self.has_one_target)

    def units(self, memory: Memory, tell: Tell | None = None) -> Iterator[Unit]:
        """Yield the units of a memory that are wanted, ascending."""
        chosen = memory.each(
            document=self.document, confirmed_only=self.confirmed_only, min_score=self.min_score
        )
        held = _held(memory)
        for count, unit in enumerate(map(self._leading, chosen), 1):
            if tell and count % 10_000 == 0:
                tell(count)
            if self._fits(unit.source_language, unit.target_language, held):
                yield unit
            elif self._fits(unit.target_language, unit.source_language, held):
                yield unit.turned()

    def pairs(self, memory: Memory) -> dict[Codes, set[Codes]]:
        """Return the pairs of languages that are wanted, the commonest first.

        Returns:
            The codes to write → all codes that units of the pair bear: en-GB and en-US are one language.
        """
        held = _held(memory)
        pairs = [(source, target) for source, target, _ in memory.languages()]
        each = ((pair if self._fits(*pair, held) else pair[::-1]) for pair in pairs)
        groups: dict[Codes, set[Codes]] = {}
        for source, target in each:
            if self._fits(source, target, held):
                groups.setdefault((family(source), family(target)), set()).add((source, target))
        return {self._named(pair, borne): borne for pair, borne in groups.items()}

    def _named(self, pair: Codes, borne: set[Codes]) -> Codes:
        """Return the codes of a pair: those that all units bear, else those asked for, or the main ones."""
        asked = (self.source_language, self.target_language)
        source, target = (
            codes.pop() if len(codes) == 1 else asked[side] or pair[side]
            for side, codes in enumerate({codes[side] for codes in borne} for side in (0, 1))
        )
        return source, target

    def _leading(self, unit: Unit) -> Unit:
        """Return the unit with its place in the wanted document first: the others are further places."""
        if not self.document or unit.places[0].document == self.document:
            return unit
        return replace(unit, places=tuple(sorted(unit.places, key=lambda p: p.document != self.document)))

    def _fits(self, source: str, target: str, held: Collection[str]) -> bool:
        wanted = ((self.source_language, source), (self.target_language, target))
        return all(not want or _is_wanted(have, want, held) for want, have in wanted)


def _held(memory: Memory) -> set[str]:
    """Return the codes of all languages of a memory."""
    return {code for source, target, _ in memory.languages() for code in (source, target)}


def _is_wanted(have: str, want: str, held: Collection[str]) -> bool:
    """Tell whether a text is wanted where a language is asked for: of variants that are held, that one.

    >>> [_is_wanted(code, "es-MX", {"es-ES", "es-MX", "es"}) for code in ("es-MX", "es-ES", "es")]
    [True, False, True]
    >>> _is_wanted("es-ES", "es-MX", {"es-ES"}), _is_wanted("es-ES", "es", {"es-ES", "es"})
    (True, True)
    """
    if want in held and want != family(want):
        return have in (want, family(want))
    return same_language(want, have)


def export(
    memory: Memory, path: str | Path, choice: ExportChoice, tell: Tell | None = None
) -> list[ExportRemark]:
    """Write the units that are wanted to a file, its format by its ending, whole or not at all.

    Returns:
        What a person should know about the file.

    Raises:
        WriteError: the format is unknown, or the file cannot be written.
        SettingsError: there is no such unit, or the file would hold several pairs of languages.
    """
    exchange.check_format(path)
    pairs = _pairs(memory, choice)
    if Path(path).name.lower().endswith(".tmx"):
        with write_whole(path) as file:
            return write_tmx(memory, file, choice, tell)
    if choice.multilingual:
        raise SettingsError(say("only TMX is written in several languages"), where=str(path),
                            mend=say("name it .tmx"))  # fmt: skip
    if len(pairs) > 1:
        named = ", ".join(f"{source}→{target}" for source, target in pairs)
        raise SettingsError(say("this format holds one pair of languages, the memory {named}", named=named),
                            mend=say("name one with --from and --to"))  # fmt: skip
    pair, variants = pairs.popitem()
    view = _View.of(memory, choice, (pair, variants), tell)
    return exchange.write(
        view, path, one_target=choice.has_one_target, safe_tables=choice.safe_tables, inline=choice.inline
    ) + list(_variants_lost(pair, variants))


def _variants_lost(named: Codes, borne: set[Codes]) -> Iterator[ExportRemark]:
    """Yield what is told where texts in several variants of a language stand under one code."""
    for code, held in zip(named, zip(*borne, strict=True), strict=True):
        if len(set(held)) > 1:
            yield ExportRemark(
                "",
                say(
                    "{variants} are written as {code}: name one with --from and --to, or write TMX",
                    variants=listed(sorted(set(held))),
                    code=code,
                ),
            )


def write_tmx(
    memory: Memory, file: IO[bytes], choice: ExportChoice, tell: Tell | None = None
) -> list[ExportRemark]:
    """Write the units that are wanted as TMX; the findings name segments too long for some tools.

    Where one translation a source text is wanted, they name the others too.
    """
    sources = {source for borne in _pairs(memory, choice).values() for source, _ in borne}
    if choice.multilingual:
        from align.memory import multilingual

        return multilingual.write(memory, file, choice, tell)
    # A file that holds all of a document says so: added again, it replaces the document.
    known = {"document": choice.document} if choice.is_whole else {}
    file.write(tmx.head(sources.pop() if len(sources) == 1 else "*all*", known).encode())
    left_out, findings = _settled(memory, choice)
    unit = None
    for unit in choice.units(memory, tell):
        if unit.id in left_out:
            continue
        pair = _pair(unit, tmx.SPELLINGS[choice.inline])
        file.write(tmx.unit_of(pair, _facts(unit), _codes(unit)).encode())
        findings += too_long(pair)
    file.write(tmx.TAIL.encode())
    if unit is None:
        none = say("no unit is confirmed") if choice.confirmed_only else say("no unit is so sure")
        findings.append(ExportRemark("", say("the file holds no units: {why}", why=none)))
    return findings


def _settled(memory: Memory, choice: ExportChoice) -> tuple[set[int], list[ExportRemark]]:
    """Return the ids of the units that give way to a better translation of their source; the conflicts."""
    left_out: set[int] = set()
    findings: list[ExportRemark] = []
    spell = tmx.SPELLINGS[choice.inline]
    for borne in choice.pairs(memory).values() if choice.has_one_target else ():
        sources = (_texts(unit, spell)[0] for unit in _units(memory, choice, borne))
        pairs = ((unit.id, _pair(unit, spell)) for unit in _units(memory, choice, borne))
        gone, conflicts = settle(sources, pairs, one_target=True)
        left_out |= gone
        findings += conflicts
    return left_out, findings


def merge(memory: Memory, others: Iterable[Memory], tell: Tell | None = None) -> Added:
    """Add all units of other memories, with their places; of two decisions about one the later is kept."""
    return sum((memory.add(other.each(), progress=tell) for other in others), Added())


def _pairs(memory: Memory, choice: ExportChoice) -> dict[Codes, set[Codes]]:
    pairs = choice.pairs(memory)
    if not pairs:
        raise SettingsError(
            say("the memory holds no such units"), where=memory.location, mend=say("see `align tm info`")
        )
    return pairs


def _units(
    memory: Memory, choice: ExportChoice, borne: set[Codes], tell: Tell | None = None
) -> Iterator[Unit]:
    """Yield the wanted units of one pair of languages, given with all codes that it bears."""
    return (unit for unit in choice.units(memory, tell) if _codes(unit) in borne)


def _codes(unit: Unit) -> Codes:
    return unit.source_language, unit.target_language


def _pair(unit: Unit, spell: Spell | None) -> MemoryPair:
    return MemoryPair(_translation_unit(unit), *_texts(unit, spell))


def _texts(unit: Unit, spell: Spell | None) -> tuple[str, str]:
    """Return both texts, with their codes where something writes them."""
    if not spell or not any(unit.codes):
        return unit.source, unit.target
    return spelled(unit.source, unit.codes[0], spell), spelled(unit.target, unit.codes[1], spell)


def _facts(unit: Unit) -> dict[str, str]:
    """Return what becomes props; paths of files are nobody else's business."""
    place, *others = unit.places or (Place(""),)
    further = [{k: v for k, v in asdict(replace(other, origin="")).items() if v} for other in others]
    return {
        "document": place.document,
        "date": place.date,
        "para": place.number,
        "position": str(place.position or ""),
        "score": f"{unit.score:.3f}",
        "status": unit.status,
        "places": json.dumps(further, ensure_ascii=False) if further else "",
    }


def _translation_unit(unit: Unit) -> TranslationUnit:
    place = unit.places[0] if unit.places else Place("")
    name = place.tuid or f"{place.document}:{place.number}:{place.position or unit.id}"
    return TranslationUnit(
        name, unit.source, unit.target, _bead(unit, place, name), place.number, 0, place.before, place.after,
        place.document, place.date,
    )  # fmt: skip


def _bead(unit: Unit, place: Place, name: str) -> Bead:
    source, target = (
        (Segment(text, 0, 0, len(text), number=place.number, codes=codes),)
        for text, codes in zip((unit.source, unit.target), unit.codes, strict=True)
    )
    note, comments = talk_of(unit.note.splitlines())
    return Bead(
        source, target, unit.score, status=unit.status, note=note, changed_by=unit.changed_by,
        changed_at=unit.changed_at, id=name, document=place.document, date=place.date,
        props=unit.props, comments=comments,
    )  # fmt: skip


class _Beads:
    """The wanted units of a memory as beads, read anew each time they are gone through."""

    def __init__(self, memory: Memory, choice: ExportChoice, borne: set[Codes], tell: Tell | None) -> None:
        self._memory, self._choice, self._borne, self._tell = memory, choice, borne, tell

    def translation_units(self) -> Iterator[TranslationUnit]:
        return map(_translation_unit, _units(self._memory, self._choice, self._borne, self._tell))

    def __iter__(self) -> Iterator[Bead]:
        for unit in self.translation_units():
            of_the_whole = self._choice.is_whole and unit.document == self._choice.document
            yield replace(unit.bead, document="", date="") if of_the_whole else unit.bead

    def __len__(self) -> int:
        return sum(1 for _ in self)


class _View(Bitext):
    """A memory as the writers of `exchange` see it: a bitext whose beads come from disk."""

    @classmethod
    def of(
        cls, memory: Memory, choice: ExportChoice, named: tuple[Codes, set[Codes]], tell: Tell | None
    ) -> _View:
        """Return the view of one pair of languages, as `ExportChoice.pairs` names it."""
        pair, borne = named
        beads = cast("tuple[Bead, ...]", _Beads(memory, choice, borne, tell))
        if not (choice.document and choice.is_whole):
            return cls(Side(pair[0]), Side(pair[1]), beads, recipe=PART)
        date = next((each.date for each in memory.documents() if each.name == choice.document), "")
        return cls(Side(pair[0], symbol=choice.document, date=date), Side(pair[1]), beads)

    @property
    def is_discussed(self) -> bool:
        """Tell no, without going through it: a memory keeps no talk."""
        return False

    def units(self) -> Iterator[TranslationUnit]:
        """Yield the units; each knows its own document and neighbours."""
        return cast(_Beads, self.beads).translation_units()
