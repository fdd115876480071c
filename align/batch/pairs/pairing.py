"""What came of looking for pairs: pairs, doubles and leftovers, each file in exactly one of them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

How = Literal["name", "folder", "symbol", "content", "title", "job", "manifest"]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two files that translate one another; the source is the original."""

    source: Path
    target: Path
    name: str
    """Stem of its outputs, safe and unique in its pairing, folders kept: `2021/A_HRC_47_29`."""
    how: How
    score: float = 1.0
    """How much the texts agree, from 0 to 1; 1 where only the names were looked at."""
    margin: float = 0.0
    """By how much the score is better than that of the second best; 0 where nothing was compared."""
    source_language: str = ""
    """BCP 47, empty where nothing names it: then the aligner recognises it."""
    target_language: str = ""


@dataclass(frozen=True, slots=True)
class Double:
    """A file that says what another file says: another format, a copy."""

    path: Path
    of: Path
    reason: str


@dataclass(frozen=True, slots=True)
class Leftover:
    """A file in no pair, and why."""

    path: Path
    reason: str
    broken: bool = False
    """It cannot be read: nobody knows what it holds."""
    language: str = ""
    """Main code of the language that it is in, as far as anybody looked."""


@dataclass(frozen=True, slots=True)
class Version:
    """A document of a symbol in one language, in a pair or not."""

    symbol: str
    language: str
    """Main code."""
    path: Path


@dataclass(frozen=True, slots=True)
class Pairing:
    """Everything found in a folder, each in the order of its paths."""

    folder: Path
    pairs: tuple[Pair, ...]
    doubles: tuple[Double, ...] = ()
    leftovers: tuple[Leftover, ...] = ()
    versions: tuple[Version, ...] = ()
    """Of all documents that bear a symbol, by symbol and language; only where the files were read."""
