"""One TMX a document: pairs of an archive that share a version, joined into all their languages.

They are joined as `align many` joins the files: each pair was aligned alone, and where the versions show
together that it should have been cut otherwise, it is aligned once more. What a person has reviewed stays.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from align import exchange
from align.batch.config import BatchSettings
from align.batch.display import Display
from align.batch.executors import Executor
from align.batch.pairs.pairing import Pair
from align.batch.pairs.several import VersionSet, version_sets
from align.batch.task import PairProblem, problem_of, trusted
from align.bitext import Bitext, journal_of
from align.errors import AlignError, WriteError
from align.files import make_folder
from align.versions import align_versions, cut_alike, finished, joined
from align.words import say

FAMILY = "many"


@dataclass(frozen=True, slots=True)
class Joining:
    """The versions of a document to join: what a worker is sent."""

    versions: VersionSet
    bitexts: tuple[Path, ...]
    """Of the pairs, in their order."""
    out: Path
    settings: BatchSettings

    @property
    def product(self) -> str:
        """Return the place of the TMX in the output folder."""
        return f"{FAMILY}/{self.versions.name}.tmx"


def write_versions(
    pairs: Iterable[Pair],
    bitexts: Iterable[tuple[str, Path]],
    out: Path,
    settings: BatchSettings,
    executor: Executor,
    display: Display,
) -> list[str]:
    """Write a TMX of all languages for each document with several pairs; return their names in `out`.

    Args:
        pairs: of the archive.
        bitexts: names and files of those that were aligned.
        out: the output folder.
        settings: how they are aligned, and what counts as sure.
        executor: shares the work.
        display: is told where not all languages are in one TMX, and why, and what a TMX leaves out.

    Raises:
        WriteError: the output folder cannot be written.
    """
    files = dict(bitexts)
    sets = version_sets(pair for pair in pairs if pair.name in files)
    jobs = (
        Joining(
            _resolved(own), tuple(files[pair.name].resolve() for pair in own.pairs), out.resolve(), settings
        )
        for own in sets
    )
    names = []
    for job, came in executor.stream(join_versions, jobs):
        if not isinstance(came, PairProblem):
            names.append(job.product)
            for left_out in came:
                display.note(say("{where}: {what}", where=job.product, what=left_out))
        elif came.kind == WriteError.__name__:
            raise WriteError(came.what, where=came.where, mend=came.mend)
        else:
            display.note(say("{product}: not written: {problem}", product=job.product, problem=came.message))
    for note in _left_out(sets, settings):
        display.note(note)
    return sorted(names)


def join_versions(job: Joining) -> tuple[str, ...] | PairProblem:
    """Write the TMX of a document, and return what it lacks; whatever goes wrong is told, never raised."""
    try:
        bitexts = list(_turned(job))
        if not any(journal_of(path).exists() for path in job.bitexts):
            bitexts = _made_alike(bitexts, job)
        whole = joined([trusted(bitext, job.settings.min_score) for bitext in bitexts])
        make_folder((job.out / job.product).parent)
        told = job.settings.alignment
        remarks = exchange.write_many(whole, job.out / job.product, client=told.client, inline=told.inline)
    except Exception as error:
        return problem_of(error)
    return tuple(remark.message for remark in remarks if not remark.unit)


def _turned(job: Joining) -> Iterator[Bitext]:
    """Yield the bitexts with the pivot as the source of each."""
    for pair, path in zip(job.versions.pairs, job.bitexts, strict=True):
        bitext = Bitext.load(path)
        yield bitext if pair.source == job.versions.pivot else bitext.swapped()


def _made_alike(bitexts: Sequence[Bitext], job: Joining) -> list[Bitext]:
    """Return the bitexts as `align many` makes them of their files, with what else is known of them."""
    alignment = job.settings.alignment
    if cut_alike(bitexts) and not alignment.keep_original:
        return finished(bitexts, alignment)
    pivot = job.versions.pivot
    others = [pair.target if pair.source == pivot else pair.source for pair in job.versions.pairs]
    codes = [bitexts[0].source.language, *(bitext.target.language for bitext in bitexts)]
    try:
        made = align_versions([pivot, *others], alignment, pivot=codes[0], languages=codes)
    except AlignError:  # a pair may be aligned by more than the files say
        return finished(bitexts, alignment)
    return [
        replace(own, recipe=known.recipe, created=known.created,
                source=replace(own.source, path=known.source.path),
                target=replace(own.target, path=known.target.path))
        for own, known in zip(made, bitexts, strict=True)
    ]  # fmt: skip


def _resolved(versions: VersionSet) -> VersionSet:
    """Return the versions with paths that mean the same to every worker."""
    pairs = [replace(p, source=p.source.resolve(), target=p.target.resolve()) for p in versions.pairs]
    return replace(versions, pivot=versions.pivot.resolve(), pairs=tuple(pairs))


def _left_out(sets: Sequence[VersionSet], settings: BatchSettings) -> Iterator[str]:
    """Yield what keeps the languages that were asked for from standing in one TMX."""
    held = Counter(path for own in sets for path in own.files)
    for own in sets:
        if held[own.pivot] > 1:
            yield say("{name}: no version is in all the pairs, so there are several TMX, each with some of "
                      "the languages (--pivot CODE makes one)", name=own.name)  # fmt: skip
    if not sets and (settings.pivot or len(settings.pairs) > 1):
        yield say("no TMX of several languages: no document has two pairs that share a version")
