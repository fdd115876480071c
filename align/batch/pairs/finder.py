"""Looking for pairs, a step after the other; each step takes files out of those that are left.

Nothing is guessed: a file whose text contradicts its name is reported, and so is one that two others fit
alike. Without sketches, names alone decide.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from align import embed
from align.batch.pairs.by_name import NameMatch, other_language, preference
from align.batch.pairs.content import DocumentComparison, Fit, likeness, twins
from align.batch.pairs.namer import Namer
from align.batch.pairs.names import job_of
from align.batch.pairs.pairing import Double, How, Leftover, Pair
from align.batch.pairs.sketch import Sketch
from align.batch.pairs.titles import nearest_titles
from align.words import say

SAME = 0.9
"""Cosine from which on two files of one language and one name say the same."""


JOBS = 5
"""How far apart the job numbers of two of the six versions of a document may be."""


@dataclass(frozen=True, slots=True)
class Claim:
    """Two files that are held to translate one another, the source in the language of the originals."""

    source: Path
    target: Path
    how: How
    score: float = 1.0
    margin: float = 0.0


class Finder:
    """One search: what is settled, and the files that are left.

    Args:
        folder: what paths are named from in reasons.
        sketches: of the files that were read; the others are known by their names only.
        languages: main language codes of originals and translations.
    """

    def __init__(self, folder: Path, sketches: Mapping[Path, Sketch], languages: tuple[str, str]) -> None:
        self.claims: list[Claim] = []
        self.doubles: list[Double] = []
        self.leftovers: list[Leftover] = []
        self._folder, self._sketches, self._languages = folder, sketches, languages
        self._left: dict[Path, str] = {}
        """Files that wait for a partner, and what happened to each so far."""

    def match_names(self, matches: Iterable[NameMatch], others: Iterable[Path]) -> None:
        """Claim the files that names join; the others, if they can be read, wait for the next steps."""
        for match in matches:
            sides = [[self._folder / path for path in side] for side in (match.sources, match.targets)]
            source, target = (self._best_of(side) for side in sides)
            if source and target:
                self.claims.append(Claim(source, target, match.how))
            # Whatever fits a file whose partner is known and broken is not that partner.
            elif source:
                self._leave(source, _partner_is_unusable(self._named(sides[1][0])))
            elif target:
                self._leave(target, _partner_is_unusable(self._named(sides[0][0])))
        for path in others:
            self._wait(path)

    def drop_twins(self) -> None:
        """Set the waiting files apart that say what another file says."""
        if not self._left:
            return
        waiting = sorted(self._left, key=lambda path: (preference(path), len(path.name), path))
        read = [self._sketches[path] for path in (*_files(self.claims), *waiting) if path in self._sketches]
        for code in self._languages:
            for path, of in twins([sketch for sketch in read if sketch.main_language == code]):
                if path in self._left:
                    self.doubles.append(self._double(path, of))
                    del self._left[path]

    def match_symbols(self) -> None:
        """Claim what bears one symbol in its masthead, where only one file in each language does."""
        by_symbol: dict[str, dict[str, list[Path]]] = defaultdict(lambda: defaultdict(list))
        for sketch in self._waiting():
            if sketch.symbol:
                by_symbol[sketch.symbol][sketch.main_language].append(sketch.path)
        for languages in by_symbol.values():
            sources, targets = (languages[code] for code in self._languages)
            if len(sources) == len(targets) == 1:
                self._claim(Claim(sources[0], targets[0], "symbol"))

    def check(self) -> None:
        """Take back the claims that the texts contradict, and score the others."""
        claims, self.claims = [self._turned(claim) for claim in self.claims], []
        kept = [claim for claim in claims if self._languages_agree(claim)]
        comparison = self._compare(kept)
        for claim in kept:
            fit = comparison.fit(claim.source, claim.target)
            if fit and (fit.belongs_elsewhere or fit.is_strange):
                self._report(fit)
            elif fit:
                self.claims.append(_scored(claim, fit))
            else:
                self.claims.append(claim)

    def match_contents(self) -> None:
        """Claim what fits by its text alone; what finds no partner is left over."""
        comparison = self._compare(self.claims)
        for fit in comparison.best():
            paths = fit.source.path, fit.target.path
            if not fit.is_sure or not all(path in self._left for path in paths):
                continue
            if fit.symbols_differ:
                for path, other in (paths, paths[::-1]):
                    fits = say("{file} fits it ({score:.2f}), but bears another symbol",
                               file=self._named(other), score=fit.score)  # fmt: skip
                    self._leave(path, fits)
            else:
                self._claim(_scored(Claim(*paths, "content"), fit))
        self._match_nearest(comparison)
        paired = set(_files(self.claims))
        for path, note in list(self._left.items()):
            self._leave(path, note or self._lonely(path, comparison, paired))

    def _match_nearest(self, comparison: DocumentComparison) -> None:
        """Claim what fits by its text, though others fit as well, and has the nearest title or job number.

        The UN numbers the versions of a document one behind the other: N2112345, N2112346.
        """
        for how, nearest in _NEAREST:
            sources, targets = (
                [sketch for sketch in self._waiting() if sketch.main_language == code]
                for code in self._languages
            )
            for one, other in nearest(sources, targets):
                fit = comparison.fit(one, other)
                if fit and fit.score >= comparison.threshold.score and not fit.symbols_differ:
                    self._claim(_scored(Claim(one, other, how), fit))

    def pairs(self, *, turn: bool) -> Iterator[Pair]:
        """Yield the claims as pairs in the order of their paths, each with a name of its own.

        Args:
            turn: let mastheads that call the other language the original turn a pair round.
        """
        unread = Sketch(self._folder)
        namer = Namer(self._folder)
        for claim in sorted(self.claims, key=lambda claim: claim.source):
            paths = [claim.source, claim.target]
            name = namer.name(*paths)
            if turn and all(self._sketches.get(p, unread).original == self._languages[1] for p in paths):
                paths.reverse()
            source, target = paths
            languages = [self._sketches.get(path, unread).language for path in paths]
            yield Pair(source, target, name, claim.how, claim.score, claim.margin, languages[0], languages[1])

    def _best_of(self, side: Sequence[Path]) -> Path | None:
        """Return the first file that can be read; the others are its doubles if they say the same."""
        fit = []
        for path in side:
            sketch = self._sketches.get(path)
            if sketch and sketch.trouble:
                self._leave(path, sketch.trouble)
            else:
                fit.append(path)
        for path in fit[1:]:
            one, other = self._sketches.get(fit[0]), self._sketches.get(path)
            if one and other and likeness(one, other) < SAME:
                self._wait(path)
            else:
                self.doubles.append(self._double(path, fit[0]))
        return fit[0] if fit else None

    def _unfit(self, path: Path) -> str:
        """Return why a file can be in no pair, as far as it was read."""
        sketch = self._sketches.get(path)
        if not sketch:
            named = other_language(path.relative_to(self._folder), *self._languages)
            if not named:
                return ""
            return say("marked as {language}, neither {source} nor {target}", language=named, **self._pair)
        if sketch.trouble:
            return sketch.trouble
        if not sketch.language:
            return say("its language is not recognised")
        if sketch.main_language not in self._languages:
            return say("in {language}, neither {source} nor {target}", language=sketch.language, **self._pair)
        return ""

    def _turned(self, claim: Claim) -> Claim:
        """Return a claim the right way round, where the names did not know and the texts do."""
        languages = tuple(self._language_of(path) for path in (claim.target, claim.source))
        if languages == self._languages:
            return replace(claim, source=claim.target, target=claim.source)
        return claim

    def _languages_agree(self, claim: Claim) -> bool:
        """Tell whether both texts are in the languages of their names; one that is not is left over."""
        sides = list(zip((claim.source, claim.target), self._languages, strict=True))
        found = ((path, code, self._language_of(path)) for path, code in sides)
        wrong = {path: language for path, code, language in found if language not in ("", code)}
        for path, code in sides:
            if path in wrong:
                self._wait(path, say("taken for {name} by its name, but its text is in {language}",
                                     name=code, language=wrong[path]))  # fmt: skip
            elif wrong:
                [(other, language)] = wrong.items()
                self._wait(path, say("{file}, its partner by name, is in {language}",
                                     file=self._named(other), language=language))  # fmt: skip
        return not wrong

    def _report(self, fit: Fit) -> None:
        """Leave a translation over that belongs to another document, and the original that lacks its own."""
        source, target = self._named(fit.source.path), self._named(fit.target.path)
        if fit.belongs_elsewhere and fit.rival_source:
            owner = say("that of {file} ({score:.2f})",
                        file=self._named(fit.rival_source.path), score=fit.rival_source_score)  # fmt: skip
        else:
            owner = say("something else")
        says = say("named as the translation of {file} ({score:.2f}), but its text is {owner}",
                   file=source, score=fit.score, owner=owner)  # fmt: skip
        self._leave(fit.target.path, says)
        self._leave(fit.source.path, say("{file}, named as its translation, is none", file=target))

    def _compare(self, claims: Iterable[Claim]) -> DocumentComparison:
        """Compare what is claimed and what waits; doubles and strays would only be rivals."""
        if not all(embed.knows(embed.load(), code) for code in self._languages):
            return DocumentComparison([], [])
        paths = [path for path in (*_files(claims), *self._left) if path in self._sketches]
        read = sorted((self._sketches[path] for path in paths), key=lambda sketch: sketch.path)
        source, target = self._languages
        return DocumentComparison(
            [sketch for sketch in read if sketch.main_language == source],
            [sketch for sketch in read if sketch.main_language == target],
        )

    def _lonely(self, path: Path, comparison: DocumentComparison, paired: Collection[Path]) -> str:
        """Say why no partner was found by the text of a file."""
        near = comparison.nearest(path)
        if not near:
            return say("no partner by name")
        name, score = self._named(near[0].path), near[1]
        if score < comparison.threshold.score:
            return say("no partner: the nearest, {file}, fits it at {score:.2f} only", file=name, score=score)
        if near[0].path in paired:
            return say("no partner: the nearest, {file} ({score:.2f}), is in a pair", file=name, score=score)
        return say("no sure partner: {file} ({score:.2f}) is not the only one that fits",
                   file=name, score=score)  # fmt: skip

    def _waiting(self) -> Iterator[Sketch]:
        return (self._sketches[path] for path in self._left if path in self._sketches)

    @property
    def _pair(self) -> dict[str, str]:
        return dict(zip(("source", "target"), self._languages, strict=True))

    def _language_of(self, path: Path) -> str:
        sketch = self._sketches.get(path)
        return sketch.main_language if sketch else ""

    def _named(self, path: Path) -> str:
        return path.relative_to(self._folder).as_posix()

    def _double(self, path: Path, of: Path) -> Double:
        one, other = (self._sketches.get(each) for each in (path, of))
        if path.suffix.lower() != of.suffix.lower():
            return Double(path, of, say("the same in another format"))
        same = one and other and one.digest == other.digest
        return Double(path, of, say("the same text") if same else say("another version"))

    def _claim(self, claim: Claim) -> None:
        self.claims.append(claim)
        del self._left[claim.source], self._left[claim.target]

    def _wait(self, path: Path, note: str = "") -> None:
        """Let a file wait for a partner, if it can have one."""
        reason = self._unfit(path)
        if reason:
            self._leave(path, reason)
        else:
            self._left[path] = note

    def _leave(self, path: Path, reason: str) -> None:
        self._left.pop(path, None)
        sketch = self._sketches.get(path)
        broken = bool(sketch and sketch.trouble)
        self.leftovers.append(Leftover(path, reason, broken, self._language_of(path)))


def nearest_jobs(sources: Sequence[Sketch], targets: Sequence[Sketch]) -> list[tuple[Path, Path]]:
    """Return the files of which each has the job number next to the other's, no further than six versions go.

    Where two stand as near, before and behind, nobody can tell.
    """
    named = [[(job_of(sketch.path), sketch.path) for sketch in side] for side in (sources, targets)]
    sides = [[(job, path) for job, path in side if job] for side in named]
    near = []
    for ours, others in (sides, sides[::-1]):
        by_job = {job: path for job, path in others}
        near.append({path: found for job, path in ours if (found := _next_to(job, by_job))})
    return [(one, other) for one, other in near[0].items() if near[1].get(other) == one]


_NEAREST: tuple[tuple[How, Callable[[Sequence[Sketch], Sequence[Sketch]], list[tuple[Path, Path]]]], ...]
_NEAREST = (("title", nearest_titles), ("job", nearest_jobs))
"""What tells a partner among documents that fit alike, the surest first."""


def _next_to(job: tuple[str, int], others: Mapping[tuple[str, int], Path]) -> Path | None:
    place, number = job
    for step in range(1, JOBS + 1):
        found = [others[at] for at in ((place, number - step), (place, number + step)) if at in others]
        if found:
            return found[0] if len(found) == 1 else None
    return None


def _files(claims: Iterable[Claim]) -> list[Path]:
    return [path for claim in claims for path in (claim.source, claim.target)]


def _scored(claim: Claim, fit: Fit) -> Claim:
    return replace(claim, score=round(min(fit.score, 1.0), 4), margin=round(fit.margin, 4))


def _partner_is_unusable(name: str) -> str:
    return say("{file}, its partner by name, cannot be used", file=name)
