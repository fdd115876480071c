"""Pairs of several languages: every pair that is asked for, and each file in one place all the same.

The archive is gone through once a pair of languages, and read once. A file that is in a pair of any two
languages is no leftover of the others.

>>> languages_of(["en-zh", "en-fr"], "")
[('en', 'zh'), ('en', 'fr')]
>>> languages_of([], "en")[:2]
[('en', 'ar'), ('en', 'es')]
"""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from align.batch.pairs.pairing import Leftover, Pair, Pairing
from align.batch.pairs.sketch import Sketch
from align.errors import SettingsError
from align.languages import LANGUAGES, ORIGINAL, family, is_code
from align.words import say

Find = Callable[..., Pairing]
"""Finds the pairs of two languages: `find_pairs`."""
Run = Callable[[Callable[[Path], Sketch], Iterable[Path]], Iterable[Sketch]]


_LANGUAGES = re.compile(r"\.[a-z]{2,3}-[a-z]{2,3}$")
"""What the name of a pair has behind that of its document."""


def languages_of(pairs: Sequence[str], pivot: str) -> list[tuple[str, str]]:
    """Return the pairs of languages that are asked for, as main codes; none where nobody asks.

    Args:
        pairs: as `en-zh`, the language of the originals first.
        pivot: a language that is paired with each of the other official ones.

    Raises:
        SettingsError: a pair is none of two languages, or both are asked for.
    """
    if pairs and pivot:
        raise SettingsError(say("pairs and a pivot are named"), mend=say("name one of them"))
    if pivot:
        others = sorted(each.code for each in LANGUAGES.values() if each.letter)
        return [_pair(f"{pivot}-{code}") for code in others if code != family(pivot)]
    return list(dict.fromkeys(map(_pair, pairs)))


def _pair(text: str) -> tuple[str, str]:
    codes = text.strip().split("-")
    if len(codes) != 2 or not all(map(is_code, codes)) or family(codes[0]) == family(codes[1]):
        raise SettingsError(say("{pair!r} is no pair of languages", pair=text), mend=say("write it as en-zh"))
    return family(codes[0]), family(codes[1])


def find_several(
    folder: Path,
    asked: Sequence[tuple[str, str]],
    find: Find,
    *,
    skip: Collection[Path] = (),
    run: Run = map,
    progress: Callable[[str], None] = lambda step: None,
) -> Pairing:
    """Pair the files of a folder in each pair of languages that is asked for.

    `find` is `find_pairs`, and the other arguments are as there.
    """
    sketches: dict[Path, Sketch] = {}
    read_once = _once(run, sketches)
    found = [
        find(folder, source_language=one, target_language=other, skip=skip, run=read_once, progress=progress)
        for one, other in asked
    ]
    pairs = [
        replace(pair, name=f"{pair.name}.{one}-{other}")
        for (one, other), pairing in zip(asked, found, strict=True)
        for pair in pairing.pairs
    ]
    taken = {path for pair in pairs for path in (pair.source, pair.target)}
    doubles = {double.path: double for pairing in found for double in pairing.doubles}
    kept = {path: double for path, double in doubles.items() if path not in taken}
    left = _leftovers(asked, found, sketches)
    return Pairing(
        folder,
        tuple(sorted(pairs, key=lambda pair: (pair.source, pair.name))),
        tuple(kept[path] for path in sorted(kept)),
        tuple(left[path] for path in sorted(left) if path not in taken and path not in kept),
        found[0].versions,  # all files were read for each pair of languages
    )


def find_there(
    folder: Path,
    find: Find,
    *,
    skip: Collection[Path] = (),
    run: Run = map,
    progress: Callable[[str], None] = lambda step: None,
) -> Pairing:
    """Pair the files of a folder where nobody asks for languages: in those that it holds.

    Where there is no pair of the usual two, the original language is paired with each other one that is
    there, and where it is not there itself, the one of most files. Arguments as for `find_several`.
    """
    read = _once(run, {})
    pairing = find(folder, skip=skip, run=read, progress=progress)
    there = Counter(left.language for left in pairing.leftovers if left.language)
    if pairing.pairs or len(there) < 2:
        return pairing
    pivot = max(sorted(there), key=lambda code: (code == ORIGINAL, there[code]))
    asked = [(pivot, code) for code in sorted(there) if code != pivot]
    return find_several(folder, asked, find, skip=skip, run=read, progress=progress)


def _once(run: Run, sketches: dict[Path, Sketch]) -> Run:
    """Return what reads files as `run` does, but each only once, and keeps what it read in `sketches`."""

    def read(task: Callable[[Path], Sketch], paths: Iterable[Path]) -> Iterator[Sketch]:
        wanted = list(paths)
        for sketch in run(task, [path for path in wanted if path not in sketches]):
            sketches[sketch.path] = sketch
        yield from (sketches[path] for path in wanted if path in sketches)

    return read


def _leftovers(
    asked: Sequence[tuple[str, str]], found: Sequence[Pairing], sketches: dict[Path, Sketch]
) -> dict[Path, Leftover]:
    """Return the leftovers, each with what was said of it where its language was asked for."""
    left: dict[Path, Leftover] = {}
    for languages, pairing in zip(asked, found, strict=True):
        for each in pairing.leftovers:
            code = sketches[each.path].main_language if each.path in sketches else ""
            if each.path not in left or code in languages:
                left[each.path] = each
    every = {code for languages in asked for code in languages}
    for path, sketch in sketches.items():
        if path in left and sketch.main_language not in ("", *every):
            stranger = say("in {language}, which is not asked for", language=sketch.language)
            left[path] = replace(left[path], reason=stranger)
    return left


@dataclass(frozen=True, slots=True)
class VersionSet:
    """The pairs of one document, which hang together by its versions."""

    name: str
    pivot: Path
    pairs: tuple[Pair, ...]

    @property
    def is_star(self) -> bool:
        """Tell whether the pivot has a pair with each other version."""
        own = (pair for pair in self.pairs if self.pivot in (pair.source, pair.target))
        return _files(own) == _files(self.pairs)

    def ways(self) -> Iterator[tuple[int, Path, Path]]:
        """Yield the pairs by which versions are reached from the pivot: place, nearer and farther version."""
        seen, near = {self.pivot}, deque([self.pivot])
        while near:
            one = near.popleft()
            for k, pair in enumerate(self.pairs):
                other = pair.target if pair.source == one else pair.source
                if one in (pair.source, pair.target) and other not in seen:
                    seen.add(other)
                    near.append(other)
                    yield k, one, other


def _files(pairs: Iterable[Pair]) -> set[Path]:
    return {path for pair in pairs for path in (pair.source, pair.target)}


def version_sets(pairs: Iterable[Pair]) -> list[VersionSet]:
    """Return the sets of all documents of two pairs and more.

    The pivot is the version that is in most pairs, of two the one that is more often the original: of
    ar–fr and fr–es the French.
    """
    sets: dict[str, VersionSet] = {}
    for own in _documents(pairs):
        if len(own) > 1:
            full = own[0].name
            name = _LANGUAGES.sub("", full)
            name = full if name in sets else name
            sets[name] = VersionSet(name, _pivot_of(own), tuple(own))
    return list(sets.values())


def apart(pairs: Iterable[Pair]) -> Iterator[list[list[Pair]]]:
    """Yield for each document whose pairs do not hang together its groups of pairs, as en–fr and es–ru."""
    groups: dict[str, list[list[Pair]]] = {}
    for own in _documents(pairs):
        for name in {_LANGUAGES.sub("", pair.name) for pair in own}:
            groups.setdefault(name, []).append(own)
    yield from (found for found in groups.values() if len(found) > 1)


def _documents(pairs: Iterable[Pair]) -> Iterable[list[Pair]]:
    """Return the pairs by document: those that hang together by their files."""
    found: dict[Path, list[Pair]] = {}
    for pair in pairs:
        one, other = (found.setdefault(path, []) for path in (pair.source, pair.target))
        one.append(pair)
        if one is not other:
            one += other
            found |= {path: one for each in other for path in (each.source, each.target)}
            found[pair.target] = one
    return list({id(own): own for own in found.values()}.values())


def _pivot_of(pairs: Sequence[Pair]) -> Path:
    counts = Counter(path for pair in pairs for path in (pair.source, pair.target))
    sources = Counter(pair.source for pair in pairs)
    return max(counts, key=lambda path: (counts[path], sources[path]))
