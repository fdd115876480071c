"""Pairs to learn from: `zh<TAB>en` files, plain or .xz, and dictionaries in CC-CEDICT's format."""

from __future__ import annotations

import lzma
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from align.errors import ReadError
from align.text import fold
from training.numerals import NUMERALS, numeral_pairs

_ENTRY = re.compile(r"\S+ (\S+) \[[^]]*\] /(.*)/")
_ASIDE = re.compile(r"\([^)]*\)|\[[^]]*\]|^(?:to|sb|sth) ")
_NO_GLOSS = re.compile("[\u4e00-\u9fff]|CL:|variant of|see also|surname")
_GLOSSES = 4  # of one headword: later ones are rarer senses


@dataclass(frozen=True, slots=True)
class Corpus:
    """Pairs in reading order, file after file, folded as the model will see them."""

    source: list[str]
    target: list[str]
    names: list[str]
    """The files, up to their first dots."""
    spans: list[tuple[int, int]]
    """Where each file's pairs begin and end."""
    weights: list[float]
    """How often an epoch shows each file's pairs."""
    running: list[bool]
    """Whether a file's neighbours are neighbours in a text; dictionary entries are not."""


def read_corpus(paths: Iterable[Path], weights: Mapping[str, float]) -> Corpus:
    """Read files of pairs and dictionaries, and add pairs of numerals; no pair comes twice.

    Args:
        paths: files ending in .tsv or .tsv.xz hold pairs, .u8 or .u8.xz dictionaries.
        weights: file name up to its first dot, or `numerals` → how often an epoch shows its pairs.
            Others come once; what weighs nothing is not read.

    Raises:
        ReadError: a file cannot be read, or none holds a pair.
    """
    corpus = Corpus([], [], [], [], [], [])
    seen: set[tuple[str, str]] = set()
    for path in paths:
        name = path.name.partition(".")[0]
        if weight := weights.get(name, 1.0):
            _add(corpus, seen, name, read_pairs(path), weight, not is_dictionary(path))
    if not corpus.source:
        raise ReadError("no pairs were found", mend="give files with lines of source, tab, target")
    if weight := weights.get(NUMERALS, 1.0):
        _add(corpus, seen, NUMERALS, numeral_pairs(), weight, False)
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


def _add(
    corpus: Corpus,
    seen: set[tuple[str, str]],
    name: str,
    pairs: Iterable[tuple[str, str]],
    weight: float,
    running: bool,
) -> None:
    begin = len(corpus.source)
    for source, target in pairs:
        pair = fold(source), fold(target)
        if pair not in seen:
            seen.add(pair)
            corpus.source.append(pair[0])
            corpus.target.append(pair[1])
    corpus.names.append(name)
    corpus.spans.append((begin, len(corpus.source)))
    corpus.weights.append(weight)
    corpus.running.append(running)


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
