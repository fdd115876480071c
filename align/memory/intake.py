"""Files into a memory: what was aligned, and other people's memories.

    aligned    bitext.jsonl, TSV, XLSX … as bitexts
    others     TMX and whatever else holds units in several languages, each language with each, by `pairing`
    folders    every such file below; of one name in several formats the one that holds most

All come through `exchange`, which counts and names what is not taken.

A file is the whole of its document: one that is added again replaces what it held before.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

from align import exchange
from align.bitext import Bead, Bitext, Side
from align.codes import carried, of_side
from align.comments import all_said
from align.errors import AlignError, ReadError, WhichTwoError
from align.exchange import FORMATS, Options, xlsx
from align.exchange.entries import Filed
from align.exchange.skipped import Skipped
from align.files import check_there
from align.languages import is_code
from align.memory.pairing import Foreign
from align.memory.store import Memory
from align.memory.units import Added, Place, Unit, units_counted
from align.multitext import Multitext
from align.remarks import lines_of
from align.said import said_wrongly
from align.text import clean, legal
from align.unusual import Unusual
from align.words import say

PART = {"part": "of a memory"}
"""Recipe of a file that does not hold all of its documents: it replaces none when it is added."""

_LONGEST_HEADING = 4096
_LOOKED_AT = 300
"""Units of a memory that show which languages it is in."""


@dataclass(slots=True)
class Intake:
    """What became of the files given to a memory."""

    added: Added = field(default_factory=Added)
    skipped: Skipped = field(default_factory=Skipped)
    errors: list[AlignError] = field(default_factory=list)
    """Of files that could not be read, or not to their end."""
    warnings: list[str] = field(default_factory=list)
    """What else looks wrong in a file."""
    unusual: Unusual = field(default_factory=Unusual)
    """Units that a CAT tool refuses, or that fill nothing."""

    def take(self, other: Intake) -> None:
        """Add what became of another file."""
        self.added += other.added
        self.skipped.take(other.skipped)
        self.errors += other.errors
        self.warnings += other.warnings
        self.unusual += other.unusual


class _Source(NamedTuple):
    """What a file holds."""

    units: Iterable[Unit]
    documents: tuple[str, ...]
    """Names of the documents of which it holds all units."""


def add_files(
    memory: Memory,
    paths: Iterable[str | Path],
    *,
    source_language: str = "",
    target_language: str = "",
    progress: Callable[[str], None] = lambda step: None,
) -> Intake:
    """Add files and folders to a memory; a file that cannot be read does not keep the others out.

    The languages choose a pair of a file of several, of which all pairs are taken otherwise, or name those of
    a file that does not say.

    Raises:
        ReadError: a path that is not there, or a folder without bitexts; nothing is added.
        WriteError: the memory cannot be written.
        SettingsError: a text that is no language code.
    """
    options = Options(source_language=source_language, target_language=target_language)
    intake = Intake()
    for path in list(_files(paths, intake.skipped)):

        def tell(count: int, name: str = path.name) -> None:
            progress(say("adding {name}: {units}", name=name, units=units_counted(count)))

        tell(0)
        intake.take(_added(memory, path, options, tell))
    return intake


def _added(memory: Memory, path: Path, options: Options, tell: Callable[[int], None]) -> Intake:
    """Add a file to a memory, and return what became of it."""
    intake = Intake()
    try:
        source = _read(path, options, intake)
    except AlignError as error:
        intake.errors.append(error)
        return intake
    units = _in_languages(_caught(source.units, intake.errors), intake)
    intake.added = memory.add(units, progress=tell)
    if not intake.errors:
        gone = sum(memory.forget_older(name, intake.added.run) for name in source.documents)
        intake.added += Added(replaced=gone)
    return intake


def _in_languages(units: Iterable[Unit], intake: Intake) -> Iterator[Unit]:
    """Yield units whose languages have codes; under others nobody would find them."""
    for unit in units:
        intake.unusual.look((unit.source, unit.target))
        if all(
            is_code(code) or code.startswith("x-") for code in (unit.source_language, unit.target_language)
        ):
            yield unit
        else:
            place = unit.places[0]
            where = f"{place.origin}, {place.tuid}"
            intake.skipped.add(say("units whose languages are not named by codes"), where)


def _caught(units: Iterable[Unit], errors: list[AlignError]) -> Iterator[Unit]:
    """Yield units up to what is wrong with their file."""
    try:
        yield from units
    except AlignError as error:
        errors.append(error)


def _files(paths: Iterable[str | Path], skipped: Skipped) -> Iterator[Path]:
    """Yield the files to read."""
    for path in list(map(check_there, paths)):
        if not path.is_dir():
            yield path
            continue
        found = sorted(_best(path, skipped))
        if not found:
            raise ReadError(say("no bitext or TMX in this folder"), where=str(path), mend=say("name another"))
        yield from found


def _best(folder: Path, skipped: Skipped) -> Iterator[Path]:
    """Yield the bitexts below a folder, each in the first format of the table in which it is there."""
    names: dict[str, list[tuple[int, Path]]] = {}
    endings = [ending for ending, form in FORMATS.items() if form.reads]
    for parent, _, files in os.walk(folder):
        for path in (Path(parent, name) for name in files):
            fitting = [ending for ending in endings if path.name.lower().endswith(ending)]
            if fitting and not _is_other_table(path):
                ending = max(fitting, key=len)
                stem = str(path)[: -len(ending)]
                names.setdefault(stem, []).append((endings.index(ending), path))
            else:
                skipped.add(say("files that are no bitexts"), str(path))
    for each in names.values():
        (_, best), *others = sorted(each)
        yield best
        for _, other in others:
            skipped.add(say("files of the same name in a format that holds less"), str(other))


def _is_other_table(path: Path) -> bool:
    """Tell a table of something else: manifests, findings and waivers have two columns of text too."""
    ending = path.suffix.lower()
    try:
        if ending == ".tsv":
            with path.open(encoding="utf-8-sig", errors="replace") as file:
                heading = file.readline(_LONGEST_HEADING).strip().split("\t")
        elif ending == ".xlsx":
            heading = xlsx.heading(path)
        else:
            return False
    except (AlignError, OSError):
        return True
    return not {"id", "score", "status"}.issubset(heading)


def _read(path: Path, options: Options, intake: Intake) -> _Source:
    skipped = intake.skipped
    filed = exchange.open_file(path, skipped, codes=True)
    if filed and not filed.keeps_single:
        return _foreign(filed, path, options, intake)
    try:
        bitext = exchange.stream(
            path, skipped, source_language=options.source_language, target_language=options.target_language,
            inline="standard",
        )  # fmt: skip
    except WhichTwoError:
        if options.source_language or options.target_language:
            raise
        if filed := exchange.open_file(path, skipped, codes=True):
            return _foreign(filed, path, options, intake)
        multitext = exchange.read_many(path)
        _warn(multitext.sides, path, intake)
        return _Source(_all_pairs(multitext, path, skipped), ())
    _warn((bitext.source, bitext.target), path, intake)
    # A TSV says too little about itself; and of several documents nobody knows whether they are whole.
    is_part = bitext.recipe == PART or path.suffix.lower() == ".tsv" or any(b.document for b in bitext.beads)
    return _Source(bitext_units(bitext, path, skipped), () if is_part else (_name(bitext, path),))


def _foreign(filed: Filed, path: Path, options: Options, intake: Intake) -> _Source:
    """Return the units of a file of any number of languages, each with each."""
    foreign = Foreign(path, filed, options, intake.skipped)
    units = _looked_at(foreign, path, intake)
    return _Source(units, tuple(filter(None, (foreign.document, foreign.name))))


def _looked_at(units: Iterable[Unit], path: Path, intake: Intake) -> Iterator[Unit]:
    """Yield units; the first of them tell whether they are in the languages that their file names."""
    texts: dict[str, list[str]] = {}

    def tell() -> None:
        _warn((Side(code, remarks=said_wrongly(held, code)) for code, held in texts.items()), path, intake)

    try:
        for count, unit in enumerate(units):
            if count < _LOOKED_AT:
                texts.setdefault(unit.source_language, []).append(unit.source)
                texts.setdefault(unit.target_language, []).append(unit.target)
            yield unit
    except AlignError:  # of a file without an end, whatever was whole has been added
        tell()
        raise
    tell()


def _warn(sides: Iterable[Side], path: Path, intake: Intake) -> None:
    remarks = (remark for side in sides for remark in side.remarks)
    intake.warnings += [say("{where}: {what}", where=str(path), what=line) for line in lines_of(remarks)]


def _all_pairs(multitext: Multitext, path: Path, skipped: Skipped) -> Iterator[Unit]:
    """Yield the units of each language with each other; where both say nothing, there is none."""
    for one, other in combinations(multitext.languages, 2):
        yield from bitext_units(multitext.bitext(one, other), path, skipped)


def _name(bitext: Bitext, path: Path) -> str:
    return bitext.symbol or path.name.partition(".")[0] or path.name


def bitext_units(bitext: Bitext, path: Path, skipped: Skipped) -> Iterator[Unit]:
    """Yield the units of a bitext that are fit for a memory: both sides hold text.

    Texts that are the same are a translation where a person says so, or another tool. What was only aligned
    so was mostly left untranslated, or is a figure, and stays out unless it was cut for a CAT tool to fill;
    so cut, texts keep the blanks of their files.
    """
    name, origin, is_for_tool = _name(bitext, path), str(path.resolve()), bool(bitext.recipe.get("client"))
    written = legal if is_for_tool else clean
    for position, unit in enumerate(bitext.units(), 1):
        source, target = written(unit.source).strip(), written(unit.target).strip()
        where = f"{path}, {unit.id}"
        if not source or not target:
            skipped.add(say("units without a partner"), where)
        elif source == target and not is_for_tool and _is_only_aligned(unit.bead):
            skipped.add(say("units whose texts are the same"), where)
        else:
            place = Place(
                unit.document or name, unit.date, unit.number, clean(unit.id), clean(unit.before),
                clean(unit.after), position, "" if unit.document else origin,
            )  # fmt: skip
            bead = unit.bead
            codes = (
                carried(of_side(bead.source, bitext.source.language), unit.source, source, written),
                carried(of_side(bead.target, bitext.target.language), unit.target, target, written),
            )
            yield Unit(
                0, bitext.source.language, bitext.target.language, source, target, bead.score, bead.status,
                bead.changed_by, bead.changed_at, all_said(bead.notes), (place,),
                codes, bead.props,
            )  # fmt: skip


def _is_only_aligned(bead: Bead) -> bool:
    """Tell whether neither a person nor another tool stands behind a match."""
    return bead.status != "confirmed" and bead.why != "hand"
