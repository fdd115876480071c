"""A part of the index: the indexes over one run of units of a memory, in memory or in a folder."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from itertools import accumulate, count, pairwise, takewhile
from pathlib import Path
from uuid import uuid4

import numpy as np

from align.languages import family
from align.memory.index import BANDS, Ids, Texts
from align.memory.joined import joined, save_joined
from align.memory.vectors import UnitVectors, in_long_runs

BANDED = 50_000
"""Texts of a language from which they are indexed in bands: below, several cost more than they spare."""


@dataclass
class IndexPart:
    """Indexes over a run of units."""

    units: Ids
    texts: dict[str, Texts]
    """By language, without script and country; where there are many, by its bands: `en.0`, `en.1`."""
    last: int
    """All units up to this id stand in this part or those before it, or are gone."""
    vectors: list[UnitVectors] = field(default_factory=list)
    """Of the first units, in runs that follow one another; the others get theirs once somebody asks."""
    folder: Path | None = None
    """None: it is in memory only."""
    unread: bool = False
    """The folder may hold vectors that nobody has asked for yet."""

    @classmethod
    def build(cls, rows: Sequence[tuple[int, str, str, str, str]], last: int) -> IndexPart:
        """Index rows of `Memory.stream`."""
        sides: dict[str, list[tuple[int, str]]] = defaultdict(list)
        for number, source_language, target_language, source, target in rows:
            sides[base(source_language)].append((number, source))
            sides[base(target_language)].append((number, target))
        units = np.array([row[0] for row in rows], np.int32)
        texts: dict[str, Texts] = {}
        for language, side in sides.items():
            if len(side) < BANDED:
                texts[language] = Texts.build(side)
            else:
                bands = Texts.build_bands(side)
                texts |= {_band_name(language, band): bands[band] for band in bands}
        return cls(units, texts, last)

    @classmethod
    def merged(cls, parts: Sequence[IndexPart]) -> IndexPart:
        """Join parts that follow one another, in memory."""
        whole = _without_texts(parts)
        whole.texts = {language: joined(texts) for language, texts in by_language(parts).items()}
        return whole

    @classmethod
    def load(cls, folder: Path) -> IndexPart:
        """Open a folder of `save`; what it holds is read when it is looked at.

        Raises:
            OSError, ValueError: a file is missing or damaged.
        """
        texts = {path.name: Texts.load(path) for path in sorted(folder.iterdir()) if path.is_dir()}
        units = np.load(folder / "units.npy", allow_pickle=False)
        return cls(units, texts, int(folder.name.partition("-")[0]), folder=folder, unread=True)

    def save(self, parent: Path) -> Path:
        """Write the part into a folder of its own, which appears under its name when it is whole."""
        return self._save(parent, {language: texts.save for language, texts in self.texts.items()})

    @staticmethod
    def save_merged(parts: Sequence[IndexPart], parent: Path) -> Path:
        """Join parts that follow one another into a folder like that of `save`, in little memory."""
        savers: dict[str, Callable[[Path], None]] = {}
        for language, texts in by_language(parts).items():
            if sum(map(len, texts)) < BANDED:
                savers[language] = partial(save_joined, texts)
            else:
                names = {_band_name(language, band): band for band in range(BANDS)}
                savers |= {name: partial(_save_band, texts, band) for name, band in names.items()}
        return _without_texts(parts)._save(parent, savers)

    def _save(self, parent: Path, texts: Mapping[str, Callable[[Path], None]]) -> Path:
        name = f"{self.last}-{uuid4().hex[:8]}"
        part_folder = parent / f".{name}.part"
        part_folder.mkdir()
        for language, save in texts.items():
            save(part_folder / language)
        np.save(part_folder / "units.npy", self.units)
        for number, run in enumerate(self.vectors):
            run.save(_vector_file(part_folder, number))
        return part_folder.rename(parent / name)

    def read_vectors(self) -> list[tuple[Ids, UnitVectors]]:
        """Return the units that have vectors, with these, read from the folder if need be."""
        if self.folder and self.unread:
            self.unread = False
            with suppress(RuntimeError):
                read = [UnitVectors.load(path) for path in _vector_files(self.folder)]
                self.vectors = read if sum(map(len, read)) <= len(self.units) else []
        spans = pairwise(accumulate(map(len, self.vectors), initial=0))
        return [(self.units[i:j], run) for (i, j), run in zip(spans, self.vectors, strict=True)]

    def without_vectors(self) -> Ids:
        """Return the units that have no vectors yet: the last ones."""
        return self.units[sum(len(units) for units, _ in self.read_vectors()) :]

    def add_vectors(self, run: UnitVectors) -> None:
        """Take the vectors of the next units, into the folder too, if there is one."""
        if self.folder:
            run.save(_vector_file(self.folder, len(self.vectors)))
        self.vectors.append(run)

    def forget_vectors(self) -> None:
        """Let go of vectors that no longer count, the last run first: what is left stays a beginning."""
        self.vectors, self.unread = [], False
        if self.folder:
            for path in reversed(_vector_files(self.folder)):
                with suppress(OSError):
                    path.unlink()


def by_language(parts: Sequence[IndexPart]) -> dict[str, list[Texts]]:
    """Return the indexes over texts of all parts by language."""
    found: dict[str, list[Texts]] = defaultdict(list)
    for part in parts:
        for name, texts in part.texts.items():
            found[name.partition(".")[0]].append(texts)
    return dict(found)


def _band_name(language: str, band: int) -> str:
    return f"{language}.{band}"


def _save_band(texts: Sequence[Texts], band: int, folder: Path) -> None:
    """Join what belongs to a band into a folder; none, where nothing does."""
    own = [found for each in texts if len(found := each.band(band))]
    if own:
        save_joined(own, folder)


def _vector_file(folder: Path, number: int) -> Path:
    """Return where a run of vectors stands: `vectors.faiss`, `vectors1.faiss` and so on."""
    return folder / f"vectors{number or ''}.faiss"


def _vector_files(folder: Path) -> list[Path]:
    """Return where those runs stand that are there."""
    return list(takewhile(Path.exists, (_vector_file(folder, number) for number in count())))


def _without_texts(parts: Sequence[IndexPart]) -> IndexPart:
    """Join parts but for their texts; the vectors as far as no unit between lacks one."""
    runs: list[UnitVectors] = []
    for part in parts:
        runs += [run for _, run in part.read_vectors()]
        if len(part.without_vectors()):
            break
    return IndexPart(np.concatenate([part.units for part in parts]), {}, parts[-1].last, in_long_runs(runs))


def base(language: str) -> str:
    """Return a language without script and country: what `zh-CN` holds answers to `zh`.

    >>> base("zh-CN"), base("zho")
    ('zh', 'zh')
    """
    # The name of a folder, too: a code from a stranger's file may hold anything.
    return re.sub("[^a-z0-9]", "", family(language)) or "und"
