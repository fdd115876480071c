"""Which two files of a folder translate one another.

By their names first, as the UN and others write them; then by the symbol in the masthead; what is left, by
what the texts say. Every file of the folder ends in exactly one place: a pair, a double or a leftover.

    pairing = find_pairs(Path("archive"))
    for line in table(pairing): ...
    write_manifest(pairing, Path("pairs.tsv"))      # edit it, and give it back: read_manifest
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from pathlib import Path

from align.batch.pairs.by_name import match_names
from align.batch.pairs.finder import Finder
from align.batch.pairs.inventory import take_inventory
from align.batch.pairs.manifest import read_manifest, write_manifest
from align.batch.pairs.pairing import Double, How, Leftover, Pair, Pairing, Version
from align.batch.pairs.sketch import OFFICE, Sketch, sketch
from align.batch.pairs.table import table
from align.errors import LanguageError
from align.languages import ORIGINAL, TRANSLATION, family
from align.readers import READERS
from align.words import say

__all__ = [
    "Double", "How", "Leftover", "Pair", "Pairing", "Run", "Sketch", "Version",
    "find_pairs", "read_manifest", "sketch", "table", "write_manifest",
]  # fmt: skip

Progress = Callable[[str], None]
"""Called with the name of each step as it begins."""

Run = Callable[[Callable[[Path], Sketch], Iterable[Path]], Iterable[Sketch]]
"""Applies `sketch` to paths, in any order: `map`, or what bounds time and memory in other processes."""


def find_pairs(
    folder: Path,
    *,
    source_language: str = "",
    target_language: str = "",
    content: bool = True,
    skip: Collection[Path] = (),
    run: Run = map,
    progress: Progress = lambda step: None,
) -> Pairing:
    """Pair the files of a folder and of the folders in it.

    Args:
        folder: links in it are never followed.
        source_language: language of the originals; default: English, or what both mastheads say.
        target_language: language of the translations; default: Chinese.
        content: read the files, to match them by symbol and text and to check what the names say.
        skip: files and folders to leave out, as the output folder of an earlier run.
        run: how the files are read.
        progress: told each step.

    Raises:
        ReadError: there is no such folder, or it may not be read.
        LanguageError: both languages are one.
    """
    languages = _languages(source_language, target_language)
    progress(say("listing the files"))
    inventory = take_inventory(folder, skip)
    matches = match_names((path.relative_to(folder) for path in inventory.files), *languages)
    named = {folder / path for match in matches for path in match.files}
    sketches = {path: Sketch(path, trouble=trouble) for path, trouble in inventory.broken.items()}
    paths = [
        path
        for path in inventory.files
        if path not in sketches and (path not in named or READERS[path.suffix.lower()] != OFFICE)
    ]
    for done, one in enumerate(run(sketch, paths if content else ()), 1):
        sketches[one.path] = one
        progress(say("reading {done} of {all}", done=done, all=len(paths)))
    progress(say("comparing"))
    finder = Finder(folder, sketches, languages)
    finder.match_names(matches, (path for path in inventory.files if path not in named))
    finder.check()
    finder.drop_twins()
    finder.match_symbols()
    finder.check()
    finder.match_contents()
    return Pairing(
        folder,
        tuple(finder.pairs(turn=not (source_language or target_language))),
        tuple(sorted(finder.doubles, key=lambda double: double.path)),
        tuple(sorted((*inventory.leftovers, *finder.leftovers), key=lambda left: left.path)),
        _versions(sketches.values()),
    )


def _versions(sketches: Iterable[Sketch]) -> tuple[Version, ...]:
    """Return the documents that bear a symbol, by symbol and language."""
    found = [
        Version(each.symbol, each.main_language, each.path)
        for each in sketches
        if each.symbol and each.language
    ]
    return tuple(sorted(found, key=lambda each: (each.symbol, each.language, each.path)))


def _languages(source: str, target: str) -> tuple[str, str]:
    """Return the main codes of both languages: English originals, Chinese translations, if not named."""
    one, other = map(family, (source, target))
    one = one or (TRANSLATION if other == ORIGINAL else ORIGINAL)
    other = other or (ORIGINAL if one == TRANSLATION else TRANSLATION)
    if one == other:
        raise LanguageError(
            say("originals and translations are in one language"),
            where=one,
            mend=say("name two with --from and --to"),
        )
    return one, other
