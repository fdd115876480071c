"""Pairs to learn from: files of two columns, plain or .xz, and dictionaries in CC-CEDICT's format.

The columns of NAME.en-fr.tsv are English and French, those of NAME.tsv Chinese and English. English is always
the target here: then all texts that a batch holds against a French one are English too, hence hard to tell
apart. From files of one NAME in several languages, `BRIDGES` makes pairs without English.
"""

from __future__ import annotations

import lzma
import re
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import TextIO

from align.errors import ReadError
from align.text import fold
from training.numerals import NUMERALS, numeral_pairs

PIVOT = "en"
BRIDGES = "bridges"
"""The name by which pairs without English are weighted, as if they stood in a file."""

_ENTRY = re.compile(r"\S+ (\S+) \[[^]]*\] /(.*)/")
_ASIDE = re.compile(r"\([^)]*\)|\[[^]]*\]|^(?:to|sb|sth) ")
_NO_GLOSS = re.compile("[\u4e00-\u9fff]|CL:|variant of|see also|surname")
_SPARE = 2.0
"""How many times more pairs are read of a file than an epoch shows."""
_GLOSSES = 4  # of one headword: later ones are rarer senses


@dataclass(frozen=True, slots=True)
class Corpus:
    """Pairs in reading order, file after file, folded as the model will see them."""

    source: list[str]
    target: list[str]
    names: list[str]
    """The files, without .tsv, .u8 and .xz."""
    languages: list[tuple[str, str]]
    """Each file's languages, source and target."""
    spans: list[tuple[int, int]]
    """Where each file's pairs begin and end."""
    weights: list[float]
    """How often an epoch shows each file's pairs."""
    running: list[bool]
    """Whether a file's neighbours are neighbours in a text; dictionary entries are not."""

    def add(
        self,
        name: str,
        languages: tuple[str, str],
        pairs: Iterable[tuple[str, str]],
        weight: float,
        running: bool,
    ) -> None:
        """Add a file's pairs after all others."""
        begin = len(self.source)
        for source, target in pairs:
            self.source.append(source)
            self.target.append(target)
        self.names.append(name)
        self.languages.append(languages)
        self.spans.append((begin, len(self.source)))
        self.weights.append(weight)
        self.running.append(running)


def read_corpus(
    paths: Iterable[Path], weights: Mapping[str, float], without: Iterable[Path] = (), run: int = 8
) -> Corpus:
    """Read files of pairs and dictionaries, and add pairs of numerals and pairs without English.

    No pair comes twice. Of a file of which an epoch shows little, only twice as much is read.

    Args:
        paths: files ending in .tsv or .tsv.xz hold pairs, .u8 or .u8.xz dictionaries.
        weights: `NAME.en-fr` or `NAME`, `numerals` or `bridges` → how often an epoch shows its pairs.
            Others come once; what weighs nothing is not read.
        without: files whose texts must not be learnt, in any language: those the model is scored with.
        run: neighbours that are kept or left together.

    Raises:
        ReadError: a file cannot be read, or none holds a pair.
    """
    corpus = Corpus([], [], [], [], [], [], [])
    seen: set[tuple[str, str]] = set()
    kept_out = {fold(text) for path in without for text in _texts(path)}
    for path in paths:
        if weight := weights.get(name_of(path), weights.get(name_of(path).partition(".")[0], 1.0)):
            share = min(1.0, weight * _SPARE)
            languages, pairs = _towards_english(languages_of(path), read_pairs(path))
            fresh = _fresh(_sampled(pairs, share, run), seen, kept_out)
            corpus.add(name_of(path), languages, fresh, weight / share, not is_dictionary(path))
    if not corpus.source:
        raise ReadError("no pairs were found", mend="give files with lines of source, tab, target")
    for name, make in ((NUMERALS, numeral_pairs), (BRIDGES, lambda: _bridges(corpus))):
        if weight := weights.get(name, 1.0):
            for languages, pairs in make():
                fresh = _fresh(pairs, seen, kept_out)
                corpus.add(f"{name}.{'-'.join(languages)}", languages, fresh, weight, False)
    return corpus


def read_pairs(path: Path) -> Iterator[tuple[str, str]]:
    """Yield the pairs of a file, or the headwords of a dictionary with one gloss each.

    Raises:
        ReadError: the file cannot be read as UTF-8.
    """
    try:
        with _open(path) as lines:
            yield from _entries(lines) if is_dictionary(path) else _rows(lines)
    except (OSError, UnicodeDecodeError, lzma.LZMAError) as error:
        mend = "give UTF-8, plain or .xz"
        raise ReadError(f"cannot be read: {error}", where=str(path), mend=mend) from error


def is_dictionary(path: Path) -> bool:
    """Tell whether a file is a dictionary in CC-CEDICT's format, by its name."""
    return ".u8" in path.suffixes


def name_of(path: Path) -> str:
    """Return a file's name without what says how it is written."""
    return re.sub(r"(\.(tsv|u8|xz))+$", "", path.name)


def languages_of(path: Path) -> tuple[str, str]:
    """Return the languages of a file's columns."""
    named = re.search(r"\.([a-z]{2})-([a-z]{2})$", name_of(path))
    return (named[1], named[2]) if named else ("zh", PIVOT)


def _towards_english(
    languages: tuple[str, str], pairs: Iterable[tuple[str, str]]
) -> tuple[tuple[str, str], Iterable[tuple[str, str]]]:
    if languages[0] != PIVOT:
        return languages, pairs
    return languages[::-1], (pair[::-1] for pair in pairs)


def _sampled(pairs: Iterable[tuple[str, str]], share: float, run: int) -> Iterator[tuple[str, str]]:
    """Yield a share of the pairs in runs of neighbours, the same ones in files with the same English."""
    kept = True
    for pair in pairs:
        number = zlib.crc32(pair[1].encode()) if share < 1 else 0
        if share < 1 and number % run == 0:
            kept = number // run % 1000 < share * 1000
        if kept:
            yield pair


def _fresh(
    pairs: Iterable[tuple[str, str]], seen: set[tuple[str, str]], kept_out: set[str]
) -> Iterator[tuple[str, str]]:
    """Yield the pairs folded, none twice, and none with a text that is to be kept out."""
    for source, target in pairs:
        pair = fold(source), fold(target)
        if pair not in seen and not kept_out.intersection(pair):
            seen.add(pair)
            yield pair


def _bridges(corpus: Corpus) -> Iterator[tuple[tuple[str, str], list[tuple[str, str]]]]:
    """Yield pairs of texts with the same English, by their languages; one pair for each English text."""
    texts: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for (begin, end), (language, _), running in zip(
        corpus.spans, corpus.languages, corpus.running, strict=True
    ):
        if running:
            for pair in range(begin, end):
                texts[corpus.target[pair]][language] = corpus.source[pair]
    bridges: defaultdict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for number, versions in enumerate(texts.values()):
        if ways := list(combinations(sorted(versions), 2)):
            one, other = ways[number % len(ways)]
            bridges[one, other].append((versions[one], versions[other]))
    yield from sorted(bridges.items())


def _texts(path: Path) -> Iterator[str]:
    """Yield every cell of a file."""
    with _open(path) as lines:
        for line in lines:
            yield from line.rstrip("\n").split("\t")


def _open(path: Path) -> TextIO:
    return lzma.open(path, "rt", encoding="utf-8") if path.suffix == ".xz" else path.open(encoding="utf-8")


def _rows(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    for line in lines:
        cells = [cell.strip() for cell in line.rstrip("\n").split("\t")]
        if len(cells) >= 2 and cells[0] and cells[1]:
            yield cells[0], cells[1]


def _entries(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    for line in lines:
        entry = _ENTRY.match(line)
        if entry is None or line.startswith("#"):
            continue
        for gloss in entry[2].split("/")[:_GLOSSES]:
            if not _NO_GLOSS.search(gloss) and (bare := _ASIDE.sub("", gloss).strip()):
                yield entry[1], bare
