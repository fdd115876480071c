"""One TMX a document set: pairs of an archive that share their original, joined into all their languages."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from align import exchange
from align.batch.config import BatchSettings
from align.batch.pairs.pairing import Pair
from align.batch.pairs.several import versions_of
from align.batch.task import trusted
from align.bitext import Bitext
from align.files import make_folder
from align.versions import joined

FAMILY = "many"


def write_versions(
    pairs: Iterable[Pair], bitexts: Iterable[tuple[str, Path]], out: Path, settings: BatchSettings
) -> list[str]:
    """Write a TMX of all languages for each original with several translations; return their names in `out`.

    Args:
        pairs: of the archive.
        bitexts: names and files of those that were aligned.
        out: the output folder.
        settings: what counts as sure.
    """
    files = dict(bitexts)
    names = []
    for name, own in versions_of(pairs).items():
        aligned = [files[pair.name] for pair in own if pair.name in files]
        if len(aligned) > 1:
            whole = [trusted(Bitext.load(path), settings.min_score) for path in aligned]
            names.append(f"{FAMILY}/{name}.tmx")
            make_folder((out / names[-1]).parent)
            exchange.write_many(joined(whole), out / names[-1])
    return names
