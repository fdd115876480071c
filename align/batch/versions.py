"""One TMX a document: pairs of an archive that hang together by its versions, in all their languages.

They are joined as `align many` joins the files: each pair was aligned alone, and where the versions show
together that it should have been cut otherwise, it is aligned once more; so is a version without a pair with
the pivot, as of en–fr and fr–ru one of the two. What a person has reviewed stays, and such a version goes
through the others.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from align import exchange
from align.batch.config import BatchSettings
from align.batch.display import Display
from align.batch.executors import Executor
from align.batch.pairs.pairing import Pair
from align.batch.pairs.several import VersionSet, apart, version_sets
from align.batch.task import PairProblem, problem_of, trusted
from align.bitext import Bitext, journal_of
from align.errors import AlignError, WriteError
from align.files import make_folder
from align.versions import align_versions, cut_alike, finished, joined
from align.words import Message, counted, listed, say

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
        display: is told why there is no TMX, and what one leaves out.

    Raises:
        WriteError: the output folder cannot be written.
    """
    files = dict(bitexts)
    made = [pair for pair in pairs if pair.name in files]
    sets = version_sets(made)
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
    if not sets and (settings.pivot or len(settings.pairs) > 1):
        display.note(say("no TMX of several languages: no document has two pairs that share a version"))
    elif separate := list(apart(made)):
        display.note(
            counted(
                "the pairs of {n} document, as {pairs}, share no version and are in no TMX together:"
                " ask for one more that joins them",
                "the pairs of {n} documents, as {pairs}, share no version and are in no TMX together:"
                " ask for one more that joins them",
                n=len(separate),
                pairs=listed(own[0].name for own in separate[0]),
            )
        )
    return sorted(names)


def join_versions(job: Joining) -> tuple[str, ...] | PairProblem:
    """Write the TMX of a document, and return what it lacks; whatever goes wrong is told, never raised."""
    try:
        found = _of_versions(job)
        is_reviewed = any(journal_of(path).exists() for path in job.bitexts)
        bitexts = list(found.values()) if is_reviewed else _made_alike(found, job)
        whole = joined([trusted(bitext, job.settings.min_score) for bitext in bitexts])
        make_folder((job.out / job.product).parent)
        told = job.settings.alignment
        remarks = exchange.write_many(whole, job.out / job.product, client=told.client, inline=told.inline)
    except Exception as error:
        return problem_of(error)
    return (*_reviewed_aside(job), *(remark.message for remark in remarks if not remark.unit))


def _of_versions(job: Joining) -> dict[Path, Bitext]:
    """Return the bitext of the pivot with each other version: its own, else through the versions between."""
    found: dict[Path, Bitext] = {}
    for k, near, far in job.versions.ways():
        bitext = Bitext.load(job.bitexts[k])
        bitext = bitext if job.versions.pairs[k].source == near else bitext.swapped()
        found[far] = bitext if near == job.versions.pivot else _through(found[near], bitext)
    return found


def _reviewed_aside(job: Joining) -> Iterator[Message]:
    """Say what a person reviewed in pairs by which no version is reached."""
    names = [pair.name for pair in job.versions.pairs]
    used = sorted(k for k, _, _ in job.versions.ways())
    aside = [k for k, path in enumerate(job.bitexts) if k not in used and journal_of(path).exists()]
    if aside:
        yield say(
            "what was reviewed in {pairs} is not in it: it is made of {used}",
            pairs=listed(names[k] for k in aside),
            used=listed(names[k] for k in used),
        )


def _through(one: Bitext, other: Bitext) -> Bitext:
    """Return the bitext of two versions that have one with the same third: its target, and its source."""
    return joined([one.swapped(), other]).bitext(one.source.language, other.target.language)


def _made_alike(found: Mapping[Path, Bitext], job: Joining) -> list[Bitext]:
    """Return the bitexts as `align many` makes them of their files, with what else is known of them."""
    alignment, bitexts = job.settings.alignment, list(found.values())
    if job.versions.is_star and cut_alike(bitexts) and not alignment.keep_original:
        return finished(bitexts, alignment)
    codes = [bitexts[0].source.language, *(bitext.target.language for bitext in bitexts)]
    try:
        made = align_versions([job.versions.pivot, *found], alignment, pivot=codes[0], languages=codes)
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
