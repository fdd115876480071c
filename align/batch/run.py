"""A run: every pair of a pairing aligned, recorded and shown; then what is made of all of them together.

    with Display() as display:
        result = run(find_pairs(Path("archive")), Path("out"), BatchSettings(), display=display)

What an earlier run finished is not done again, and a run may be stopped at any moment: in the output folder
stand whole files and a ledger that knows them. What a person has reviewed since is taken as it is, and goes
into everything that is made of it.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from align import embed
from align.batch import report
from align.batch.config import BatchSettings, Stamp, write_settings
from align.batch.display import Display
from align.batch.executors import Executor, open_executor
from align.batch.ledger import Ledger
from align.batch.memory import remember
from align.batch.merged import FAMILY as MERGED
from align.batch.merged import is_quick, merge
from align.batch.pairs import Pairing, write_manifest
from align.batch.rows import FAMILY as UNITS
from align.batch.rows import check_rows, write_rows
from align.batch.task import (
    PAIRS,
    WORK,
    Job,
    Outcome,
    PairProblem,
    align_pair,
    failed,
    read_bases,
    reviewed,
    unwritable,
)
from align.batch.versions import FAMILY as VERSIONS
from align.batch.versions import write_versions
from align.bitext import ENDING as BITEXT
from align.bitext import REVIEW, journal_of
from align.errors import ReadError, WriteError
from align.languages import ORIGINAL
from align.segment import load_rules
from align.timestamps import given_timestamp
from align.words import say

SETTINGS = "settings.toml"
MANIFEST = "manifest.tsv"


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a run."""

    pairs: int
    aligned: int
    """By this run."""
    made_anew: int
    """Aligned by an earlier run: only outputs were made of their bitexts again."""
    kept: int
    """Done by an earlier run, and not again."""
    failed: int
    """Pairs that came to nothing, in this run or an earlier one that need not be repeated."""
    broken: int
    """Files that cannot be read, and so are in no pair."""
    errors: int
    """Findings of the term check that are errors."""
    stale: tuple[str, ...]
    """Files in the output folder of pairs or formats that this run was not asked for; none is removed."""

    @property
    def clean(self) -> bool:
        """True where every file could be read, every pair was aligned, and no finding is an error."""
        return not (self.failed or self.broken or self.errors)


def run(
    pairing: Pairing,
    out: Path,
    settings: BatchSettings | None = None,
    *,
    force: bool = False,
    display: Display | None = None,
    executor: Executor | None = None,
) -> Result:
    """Align every pair of a pairing into a folder.

    Args:
        pairing: what to align, from `find_pairs` or a manifest.
        out: the output folder; made where it is missing.
        settings: how; default: as `BatchSettings` says.
        force: do again what is done.
        display: shows what happens.
        executor: where; default: one of its own, as the settings say.

    Raises:
        ReadError: there is no pair to align.
        WriteError: the output folder cannot be written; what was done before is kept.
        SettingsError: a setting that makes no sense, or a cluster that does not answer.
        AlignError: the cluster was lost.
    """
    settings, display = _absolute(settings or BatchSettings()), display or Display()
    _check_names(pairing)
    check_settings(settings)
    stamp = settings.stamp()
    with Ledger(out) as ledger:
        _clear(out)
        jobs = _jobs(pairing, _archive(pairing, ledger), out, settings)
        ledger.begin(settings, jobs)
        write_settings(settings, out / SETTINGS)
        write_manifest(pairing, out / MANIFEST)
        display.begin(pairing)
        try:
            with nullcontext(executor) if executor else open_executor(settings) as workers:
                counts = _align(jobs, ledger, stamp, workers, force=force, display=display)
                made_of = f"{ledger.fingerprint()}:{stamp.outputs}:{settings.part_size}:{settings.formats}"
                _merge(ledger, out, settings, made_of, workers, display)
                _make_products(ledger, pairing, out, settings, made_of, workers, display)
        except (OSError, sqlite3.OperationalError) as error:
            raise unwritable(out, error) from error
        finally:  # a run that stops leaves pairs in the middle of their work
            shutil.rmtree(out / WORK, ignore_errors=True)
        ledger.end()
        result = _result(ledger, pairing, counts, tuple(stale(ledger, out)))
        display.end({name: getattr(result, name) for name in result.__slots__})
        return result


def _absolute(settings: BatchSettings) -> BatchSettings:
    """Return settings whose paths mean the same to every worker, wherever it stands."""

    def absolute(path: str) -> str:
        return str(Path(path).expanduser().resolve()) if path and Path(path).expanduser().exists() else path

    alignment = settings.alignment
    model = alignment.model if alignment.model in embed.EMBEDDERS else absolute(alignment.model)
    return replace(
        settings,
        alignment=replace(alignment, srx=absolute(alignment.srx), model=model),
        terms=tuple(map(absolute, settings.terms)),
        waivers=absolute(settings.waivers),
    )


def _check_names(pairing: Pairing) -> None:
    """Refuse a pairing without pairs, or with names under which outputs would be lost or stray."""
    if not pairing.pairs:
        mend = say(
            "look at the doubles and leftovers with --dry-run, name languages as in --pairs en-fr, "
            "or write a manifest"
        )
        raise ReadError(say("there is no pair of documents"), where=str(pairing.folder), mend=mend)
    names = [pair.name for pair in pairing.pairs]
    for name in names:
        if ".." in PurePosixPath(name).parts or PurePosixPath(name).is_absolute() or not name:
            raise ReadError(
                say("a pair is named {name!r}", name=name),
                where=str(pairing.folder),
                mend=say("name it otherwise"),
            )
    if len(set(names)) < len(names):
        raise ReadError(
            say("two pairs have one name"), where=str(pairing.folder), mend=say("name them apart")
        )


def _archive(pairing: Pairing, ledger: Ledger) -> Path:
    """Return the folder by whose places outputs name files; a manifest of it may lie elsewhere."""
    parents = {path.resolve().parent for pair in pairing.pairs for path in (pair.source, pair.target)}
    for folder in (pairing.folder.resolve(), ledger.archive()):
        if folder and all(parent.is_relative_to(folder) for parent in parents):
            return folder
    return Path(os.path.commonpath(parents))


def _jobs(pairing: Pairing, folder: Path, out: Path, settings: BatchSettings) -> list[Job]:
    """Return the jobs, the largest first: a long one that begins last would keep the others waiting."""
    time = given_timestamp()
    pairs = [replace(p, source=p.source.resolve(), target=p.target.resolve()) for p in pairing.pairs]
    jobs = [Job(pair, folder, out.resolve(), settings, time) for pair in pairs]
    return sorted(jobs, key=lambda job: (-_size(job.pair.source) - _size(job.pair.target), job.pair.name))


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def check_settings(settings: BatchSettings) -> None:
    """Refuse what could only fail for every pair; call it before the archive is read.

    Raises:
        SettingsError: a model or rule file that cannot be used.
        ReadError: a term base that cannot be read.
        MissingError: a format needs an extra.
    """
    check_rows(settings)
    embed.load(settings.alignment.model)
    load_rules(settings.alignment, settings.alignment.source_language or ORIGINAL)
    if settings.terms:
        read_bases(settings.terms)


def _clear(out: Path) -> None:
    """Remove what an earlier run left unfinished, as `write_whole` and the tasks name it."""
    shutil.rmtree(out / WORK, ignore_errors=True)
    try:
        for path in out.glob(".*.part"):
            path.unlink()
        (out / WORK).mkdir()
    except OSError as error:
        raise unwritable(out, error) from error


def _align(
    jobs: Sequence[Job], ledger: Ledger, stamp: Stamp, executor: Executor, *, force: bool, display: Display
) -> dict[str, int]:
    """Align what is left, and return how many pairs were aligned, failed, and were done before."""
    counts = {"aligned": 0, "made_anew": 0, "failed": 0, "kept": 0}

    def left() -> Iterator[Job]:
        for job in jobs:
            held = "nothing" if force else ledger.holds(job, stamp)
            if held == "all":
                counts["kept"] += 1
                display.kept(job.pair.name)
            elif outcome := _outdated_review(job, ledger):
                take(job, outcome)
            else:
                yield replace(job, is_aligned=held == "bitext")

    def take(job: Job, outcome: Outcome) -> None:
        ledger.record(job, outcome, stamp)
        display.told(outcome)
        counts["made_anew" if outcome.was_aligned else outcome.status] += 1

    executor.check(jobs[0].folder, jobs[0].out)
    # Closed whatever happens: a run that stops must not leave pairs at work behind it.
    with closing(executor.stream(align_pair, left())) as results:
        for job, result in results:
            outcome = failed(job, result) if isinstance(result, PairProblem) else result
            _stop_if_unwritable(outcome, ledger.folder)
            take(job, outcome)
    return counts


def _outdated_review(job: Job, ledger: Ledger) -> Outcome | None:
    """Return what to tell where a person reviewed a bitext of files that have changed since."""
    review = reviewed(job)
    known = ledger.outgrown(job) if review else None
    if not review or not known:
        return None
    what = say("the files have changed since their bitext was reviewed")
    mend = say("move it away with its journal ({journal}), and run it again", journal=journal_of(review).name)
    return failed(job, PairProblem("Reviewed", what, str(review), mend), known)


def _stop_if_unwritable(outcome: Outcome, out: Path) -> None:
    """Stop the run where a pair found the output folder full or closed: so would all others.

    Raises:
        WriteError: it cannot be written.
    """
    if outcome.problem and outcome.problem.kind == WriteError.__name__:
        problem = outcome.problem
        raise WriteError(
            problem.what, where=str(out), mend=say("make room, and run it again: what is done is kept")
        )


def _merge(
    ledger: Ledger, out: Path, settings: BatchSettings, made_of: str, executor: Executor, display: Display
) -> None:
    """Make the memory of the whole archive, where anything it is made of has changed."""
    if not ledger.intact(MERGED, made_of):
        quick = say("merging")
        slow = say("merging without DuckDB, which is five times as fast: pip install 'align-tm[archive]'")
        display.step(quick if is_quick() else slow)
        wanted = "tmx" in settings.formats
        paths = merge(ledger.bitexts, out, settings, executor).paths if wanted else ()
        ledger.record_products(MERGED, paths, made_of)


def _make_products(
    ledger: Ledger, pairing: Pairing, out: Path, settings: BatchSettings, made_of: str, executor: Executor,
    display: Display,
) -> None:  # fmt: skip
    """Make what else is made of all pairs together, where anything it is made of has changed."""
    if not ledger.intact(UNITS, made_of):
        display.step(say("writing units"))
        ledger.record_products(UNITS, write_rows(ledger.bitexts, out, settings), made_of)
    if not ledger.intact(VERSIONS, made_of):
        display.step(say("joining the languages"))
        names = []
        if "tmx" in settings.formats:
            names = write_versions(pairing.pairs, ledger.bitexts(), out, settings, executor, display)
        ledger.record_products(VERSIONS, names, made_of)
    if settings.tm:
        display.step(say("filling the memory"))
        remember(ledger, settings)
    display.step(say("writing the report"))
    report.write(ledger, pairing, out, settings, stale(ledger, out))


def stale(ledger: Ledger, out: Path) -> Iterator[str]:
    """Yield the files among the outputs of pairs whose pair or format the last run was not asked for."""
    for path in sorted((out / PAIRS).rglob("*")):
        name = path.relative_to(out).as_posix()
        reviewed_as = f"{name.removesuffix(REVIEW)}{BITEXT}" if name.endswith(REVIEW) else name
        if path.is_file() and not ledger.owner(reviewed_as):
            yield name


def _result(ledger: Ledger, pairing: Pairing, counts: dict[str, int], stale_files: tuple[str, ...]) -> Result:
    failures = ledger.one("SELECT count(*) AS count FROM pair WHERE wanted AND status = 'failed'")
    errors = ledger.one(
        "SELECT coalesce(sum(value), 0) AS count FROM pair, json_each(findings)"
        " WHERE wanted AND status = 'aligned' AND key LIKE '% error'"
    )
    return Result(
        pairs=len(pairing.pairs),
        aligned=counts["aligned"],
        made_anew=counts["made_anew"],
        kept=counts["kept"],
        failed=failures["count"],
        broken=sum(left.broken for left in pairing.leftovers),
        errors=errors["count"],
        stale=stale_files,
    )
