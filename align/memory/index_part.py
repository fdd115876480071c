"""A part of the index: the indexes over one run of units of a memory, in memory or in a folder."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import numpy as np

from align.languages import family
from align.memory.index import Ids, Texts
from align.memory.vectors import UnitVectors

_VECTORS = "vectors.faiss"


@dataclass
class IndexPart:
    """Indexes over a run of units."""

    units: Ids
    texts: dict[str, Texts]
    """By language, without script and country."""
    last: int
    """All units up to this id stand in this part or those before it, or are gone."""
    vectors: UnitVectors | None = None
    folder: Path | None = None
    """None: it is in memory only."""
    embedded: bool = False
    """The folder holds vectors, too, which nobody has asked for yet."""

    @classmethod
    def build(cls, rows: Sequence[tuple[int, str, str, str, str]], last: int) -> IndexPart:
        """Index rows of `Memory.stream`."""
        sides: dict[str, list[tuple[int, str]]] = defaultdict(list)
        for number, source_language, target_language, source, target in rows:
            sides[base(source_language)].append((number, source))
            sides[base(target_language)].append((number, target))
        units = np.array([row[0] for row in rows], np.int32)
        return cls(units, {language: Texts.build(side) for language, side in sides.items()}, last)

    @classmethod
    def merged(cls, parts: Sequence[IndexPart]) -> IndexPart:
        """Join parts that follow one another, with their vectors, if they all have some."""
        texts = {
            language: Texts.merged([part.texts[language] for part in parts if language in part.texts])
            for language in {language for part in parts for language in part.texts}
        }
        vectors = [found for part in parts if (found := part.read_vectors())]
        joined = UnitVectors.merged(vectors) if len(vectors) == len(parts) else None
        return cls(np.concatenate([part.units for part in parts]), texts, parts[-1].last, joined)

    @classmethod
    def load(cls, folder: Path) -> IndexPart:
        """Open a folder of `save`; what it holds is read when it is looked at.

        Raises:
            OSError, ValueError: a file is missing or damaged.
        """
        texts = {path.name: Texts.load(path) for path in sorted(folder.iterdir()) if path.is_dir()}
        return cls(
            np.load(folder / "units.npy", allow_pickle=False),
            texts,
            int(folder.name.partition("-")[0]),
            folder=folder,
            embedded=(folder / _VECTORS).exists(),
        )

    def save(self, parent: Path) -> Path:
        """Write the part into a folder of its own, which appears under its name when it is whole."""
        name = f"{self.last}-{uuid4().hex[:8]}"
        part_folder = parent / f".{name}.part"
        part_folder.mkdir()
        for language, texts in self.texts.items():
            texts.save(part_folder / language)
        np.save(part_folder / "units.npy", self.units)
        if self.vectors:
            self.vectors.save(part_folder / _VECTORS)
        return part_folder.rename(parent / name)

    def read_vectors(self) -> UnitVectors | None:
        """Return the vectors, read from the folder if need be; None where there are none or no good ones."""
        if self.folder and self.embedded and not self.vectors:
            with suppress(RuntimeError):
                read = UnitVectors.load(self.folder / _VECTORS)
                self.vectors = read if len(read) == len(self.units) else None
            self.embedded = False
        return self.vectors

    def save_vectors(self) -> None:
        """Write the vectors beside the texts, if these have a folder."""
        if self.folder and self.vectors:
            self.vectors.save(self.folder / _VECTORS)


def base(language: str) -> str:
    """Return a language without script and country: what `zh-CN` holds answers to `zh`.

    >>> base("zh-CN"), base("zho")
    ('zh', 'zh')
    """
    # The name of a folder, too: a code from a stranger's file may hold anything.
    return re.sub("[^a-z0-9]", "", family(language)) or "und"
