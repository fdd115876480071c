"""A unit fit for a memory: what decides whether it stays, and how it is written."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from hashlib import blake2b
from pathlib import Path, PurePath
from typing import NamedTuple

from align.batch.task import trusted
from align.bitext import Bead, Bitext
from align.errors import SettingsError
from align.exchange import tmx
from align.exchange.options import Options
from align.exchange.selection import MemoryPair, select
from align.exchange.units import facts
from align.settings import Settings

Bitexts = Callable[[], Iterable[tuple[str, Path]]]
"""Gives names and files of bitexts, in the same order each time."""


class PairUnit(NamedTuple):
    """A pair of texts, the bitext it stands in, and the codes of its languages."""

    pair: MemoryPair
    bitext: Bitext
    codes: tuple[str, str]

    @property
    def bead(self) -> Bead:
        """Return its bead."""
        return self.pair.unit.bead

    def text_keys(self) -> tuple[bytes, bytes]:
        """Return the keys of both texts."""
        return text_keys(self.codes, self.pair.source, self.pair.target)

    def lines(self, created: str) -> bytes:
        """Return the unit as it stands in a TMX, with the time that outputs bear."""
        known = facts(self.pair.unit, self.bitext)
        known["document"] = known["document"] or PurePath(self.bitext.source.path).name
        return tmx.unit_of(self.pair, known, self.codes, created=created).encode()

    def cells(self) -> bytes:
        """Return its row in the table of conflicts, but for how often it stands there, as JSON."""
        bead = self.bead
        document = self.bitext.symbol or self.bitext.source.path
        cells = (
            self.pair.source, self.pair.target, f"{bead.score:.3f}", bead.status,
            document, self.pair.unit.id, "-".join(self.codes),
        )  # fmt: skip
        return json.dumps(cells, ensure_ascii=False).encode("utf-8", "surrogatepass")


def text_keys(codes: tuple[str, str], source: str, target: str) -> tuple[bytes, bytes]:
    """Return what is the same for the same text in the same languages: 16 bytes a text."""
    one, other = ("\x1f".join((*codes, text)).encode() for text in (source, target))
    return blake2b(one, digest_size=16).digest(), blake2b(other, digest_size=16).digest()


def row_of(cells: bytes, times: int) -> list[str]:
    """Return a row of the table of conflicts."""
    row: list[str] = json.loads(cells.decode("utf-8", "surrogatepass"))
    return [*row[:2], str(times), *row[2:]]


def units_of(bitext: Bitext, min_score: float) -> Iterator[PairUnit]:
    """Yield the units of a bitext that are fit for a memory."""
    sure = trusted(bitext, min_score)
    try:
        codes = Options().codes(sure)
    except SettingsError:  # one language, as far as codes tell: no memory takes it
        return
    told = Settings(client=bitext.recipe.get("client", ""), codes=bitext.recipe.get("codes", False))
    pairs = select(sure, verbatim=bool(told.client), spell=tmx.SPELLINGS[told.inline])
    yield from (PairUnit(pair, sure, codes) for pair in pairs)
