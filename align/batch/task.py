"""One pair → its outputs: the task that processes and clusters run alike.

It depends on nothing but its job, and says what came of it in a small value that is cheap to send. The
outputs are made beside their places and moved there together, so that a pair has all of them or none.

A bitext that a person has reviewed is never made again: what else there is of the pair is made of it.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from align.batch.config import BEYOND, BatchSettings, hash_of
from align.batch.figures import PairFigures, figures_of
from align.batch.pairs import Pair
from align.batch.reproducible import forget_times
from align.bitext import ENDING as BITEXT
from align.bitext import Bitext, journal_of
from align.errors import AlignError, ReadError, WriteError, reason_of
from align.settings import Settings
from align.words import Message, say

if TYPE_CHECKING:
    from align.terms.base import TermBase

PAIRS = "pairs"
"""Folder of the outputs of pairs, in the output folder."""

WORK = ".work"
"""Folder of what is not whole yet, there too: a move within one file system is one step."""


@dataclass(frozen=True, slots=True)
class Job:
    """A pair to align, and all that its outputs depend on."""

    pair: Pair
    folder: Path
    """The archive: outputs name files by their place in it, so that copies give the same bytes."""
    out: Path
    settings: BatchSettings
    created: str = ""
    is_aligned: bool = False
    """Its bitext stands there, of the same files and settings of alignment; only the rest is to be made."""

    @property
    def labels(self) -> tuple[str, str]:
        """Return the files of source and target as outputs name them."""
        return (_label(self.pair.source, self.folder), _label(self.pair.target, self.folder))

    @property
    def languages(self) -> tuple[str, str]:
        """Return the languages of source and target, empty where they are to be recognised."""
        told = self.settings.alignment
        return (
            told.source_language or self.pair.source_language,
            told.target_language or self.pair.target_language,
        )


@dataclass(frozen=True, slots=True)
class PairProblem:
    """Why a pair came to nothing: what happened, where, how to mend it."""

    kind: str
    """Name of the error: one of `align.errors`, or `Timeout`, `Memory`, `Crash`, `Reviewed`."""
    what: str
    where: str = ""
    mend: str = ""

    @property
    def message(self) -> str:
        """What happened, where, and how to mend it, in one sentence."""
        return AlignError(self.what, where=self.where, mend=self.mend).message

    def __str__(self) -> str:
        return str(self.message)


Status = Literal["aligned", "failed"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a job."""

    name: str
    status: Status
    hashes: tuple[str, str] = ("", "")
    """SHA-256 of source and target as they were read."""
    outputs: dict[str, str] = field(default_factory=dict)
    """Path in the output folder → SHA-256."""
    figures: PairFigures | None = None
    problem: PairProblem | None = None
    seconds: float = 0.0
    was_aligned: bool = False
    """Its outputs were made of the bitext that was there."""


def align_pair(job: Job) -> Outcome:
    """Align a pair and write its outputs, all or none; whatever goes wrong is told, never raised."""
    began = time.monotonic()
    hashes = ("", "")
    try:
        hashes = (_hash_input(job.pair.source), _hash_input(job.pair.target))
        outputs, figures = _work(job)
        seconds = time.monotonic() - began
        return Outcome(
            job.pair.name, "aligned", hashes, outputs, figures, seconds=seconds, was_aligned=job.is_aligned
        )
    except Exception as error:  # a broken file finds holes nobody thought of, and must not stop the others
        problem = problem_of(error)
        return failed(job, problem, hashes, seconds=time.monotonic() - began)


def failed(
    job: Job, problem: PairProblem, hashes: tuple[str, str] = ("", ""), *, seconds: float = 0.0
) -> Outcome:
    """Return the outcome of a job that came to nothing; its place is told as outputs tell theirs."""
    where = problem.where or " | ".join(map(str, (job.pair.source, job.pair.target)))
    problem = replace(problem, where=_as_seen_from(job.folder, where))
    return Outcome(job.pair.name, "failed", hashes, problem=problem, seconds=seconds)


def _as_seen_from(folder: Path, where: str) -> str:
    """Return a place with its files as seen from a folder."""
    if isinstance(where, Message):
        values = {n: _as_seen_from(folder, v) if isinstance(v, str) else v for n, v in where.values.items()}
        return Message(where.template, values)
    return where.replace(f"{folder}{os.sep}", "")


def problem_of(error: Exception) -> PairProblem:
    """Return an error as the report shows it; an unexpected one names the line of our code it came from."""
    if isinstance(error, AlignError):
        return PairProblem(type(error).__name__, error.what, error.where, error.mend)
    if isinstance(error, MemoryError):
        return PairProblem(
            "Memory", say("there was no memory left"), mend=say("give it more, or split the files")
        )
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "align" in Path(frame.filename).parts] or frames
    what = f"{type(error).__name__}: {error}"
    if ours:
        file, line = Path(ours[-1].filename).name, ours[-1].lineno or 0
        what = say("{error} ({file} line {line})", error=what, file=file, line=line)
    return PairProblem(type(error).__name__, what, mend=say("report it with these files"))


def _hash_input(path: Path) -> str:
    try:
        return hash_of(path)
    except OSError as error:
        what = say("cannot be read: {reason}", reason=reason_of(error))
        raise ReadError(what, where=str(path), mend=say("check it and its path")) from error


def reviewed(job: Job) -> Path | None:
    """Return the bitext of a pair if a person reviews it: its journal lies beside it."""
    path = job.out / output_path(job.pair.name, BITEXT)
    return path if path.exists() and journal_of(path).exists() else None


def _work(job: Job) -> tuple[dict[str, str], PairFigures]:
    review, endings = reviewed(job), job.settings.endings
    held = {}
    if review:  # it may be open: nobody else writes its file
        held = {output_path(job.pair.name, BITEXT): hash_of(review)}
        endings = tuple(ending for ending in endings if ending != BITEXT)
    bitext = Bitext.load(review) if review else _stored(job) if job.is_aligned else _aligned(job)
    with _staged(job) as folder:
        findings = _write(bitext, folder, job.settings, endings)
        outputs = _publish(folder, job) | held
    _store_units(bitext, job, outputs)
    return outputs, figures_of(bitext, findings)


def _store_units(bitext: Bitext, job: Job, outputs: Mapping[str, str]) -> None:
    """Lay the units of a pair ready for the merge, where there will be one."""
    from align.batch.merged.stored import is_possible, store_of

    if "tmx" in job.settings.formats and is_possible():
        held = outputs[output_path(job.pair.name, BITEXT)]
        store_of(job.out, job.settings, job.created).save(job.pair.name, bitext, held)


def _aligned(job: Job) -> Bitext:
    from align.pipeline import align_files

    bitext = align_files(job.pair.source, job.pair.target, _settings(job))
    sides = [
        replace(side, path=label)
        for side, label in zip((bitext.source, bitext.target), job.labels, strict=True)
    ]
    return replace(
        bitext,
        source=sides[0],
        target=sides[1],
        created=job.created,
        recipe=job.settings.recipe() | bitext.recipe,
    )


def _stored(job: Job) -> Bitext:
    """Return the bitext that is there, with the recipe that it would have if it were made now."""
    bitext = Bitext.load(job.out / output_path(job.pair.name, BITEXT))
    own = {name: value for name, value in bitext.recipe.items() if name not in BEYOND}
    return replace(bitext, recipe=job.settings.recipe() | own)


def _settings(job: Job) -> Settings:
    source, target = job.languages
    return replace(job.settings.alignment, source_language=source, target_language=target)


def trusted(bitext: Bitext, min_score: float) -> Bitext:
    """Return the bitext without the matches under a confidence, but for those that a person confirmed."""
    if not min_score:
        return bitext
    kept = (b for b in bitext.beads if b.is_null or b.score >= min_score or b.status == "confirmed")
    return replace(bitext, beads=tuple(kept))


@contextmanager
def _staged(job: Job) -> Iterator[Path]:
    """Give a folder for outputs that are not whole yet; it is gone at the end, whatever happens."""
    work = job.out / WORK
    try:
        work.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(dir=work))
    except OSError as error:
        raise unwritable(job.out, error) from error
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def unwritable(path: Path, error: Exception) -> WriteError:
    """Return the error of an output folder that takes nothing, and so stops the whole run."""
    mend = say("make room, or name another folder with -o; what is done is kept")
    return WriteError(say("cannot be written: {reason}", reason=reason_of(error)), where=str(path), mend=mend)


def _write(bitext: Bitext, folder: Path, settings: BatchSettings, endings: tuple[str, ...]) -> Counter[str]:
    """Write the outputs of a pair into a folder, named by its ending alone; return counts of findings."""
    from align import exchange

    chosen = trusted(bitext, settings.min_score)
    told = settings.alignment
    choices = {"safe_tables": settings.safe_tables, "client": told.client, "inline": told.inline}
    for ending in endings:
        whole = ending in (BITEXT, ".html")
        exchange.write(bitext if whole else chosen, folder / f"x{ending}", **choices)
        if ending == ".xlsx":
            forget_times(folder / f"x{ending}")
    return _check(bitext, folder, settings) if settings.terms else Counter()


def _check(bitext: Bitext, folder: Path, settings: BatchSettings) -> Counter[str]:
    from align import embed
    from align.terms import report, waivers
    from align.terms.check import check

    decided = waivers.read(settings.waivers)
    found = check(bitext, read_bases(settings.terms), None, embed.load())
    findings = waivers.unwaived(found, decided)
    for ending in (".html", ".tsv"):
        report.write(findings, folder / f"x.findings{ending}", safe_tables=settings.safe_tables)
    return Counter(f"{finding.code} {finding.severity}" for finding in findings)


@lru_cache(maxsize=1)
def read_bases(paths: tuple[str, ...]) -> TermBase:
    """Read term bases as one, once a process."""
    from align.terms import formats
    from align.terms.base import merge, with_kinds

    return merge(with_kinds(formats.read(path)) for path in paths)


def _publish(folder: Path, job: Job) -> dict[str, str]:
    """Move finished outputs to their places, and return their hashes by their path in the output folder."""
    outputs = {}
    try:
        for path in sorted(folder.iterdir()):
            place = output_path(job.pair.name, path.name[1:])
            outputs[place] = hash_of(path)
            (job.out / place).parent.mkdir(parents=True, exist_ok=True)
        for path in sorted(folder.iterdir()):
            path.replace(job.out / output_path(job.pair.name, path.name[1:]))
    except OSError as error:
        raise unwritable(job.out, error) from error
    return outputs


def output_path(name: str, ending: str) -> str:
    """Return where an output of a pair stands in the output folder."""
    return f"{PAIRS}/{name}{ending}"


def _label(path: Path, folder: Path) -> str:
    return Path(os.path.relpath(path, folder)).as_posix()
