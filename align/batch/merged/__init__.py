"""One memory of the whole archive: every pair of texts once, other translations of the same text listed.

A pair of texts that stands in several places is kept where it is trusted most: as a person confirmed it,
else by confidence, else where it comes first. Neither the archive nor the memory made of it is ever held,
and two ways lead to the same bytes:

stored, choosing  with the `archive` extra: each pair's units lie ready in a file, and DuckDB chooses
plain             without it: the bitexts are read twice, and SQLite chooses
unit, parts       what both share: a unit fit for a memory, and the files that are written
"""

from __future__ import annotations

import tempfile
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from align.batch.config import BatchSettings
from align.batch.merged import choosing, plain, stored
from align.batch.merged.parts import Chosen, write_conflicts, write_parts
from align.batch.merged.unit import Bitexts
from align.batch.task import WORK

if TYPE_CHECKING:
    from align.batch.executors import Executor

FAMILY = "merged"
CONFLICTS = "conflicts.tsv"


@dataclass(frozen=True, slots=True)
class Merged:
    """What a merge wrote, and what it left out."""

    paths: tuple[str, ...]
    """In the output folder."""
    units: int
    repeated: int
    """Units left out because the same two texts stand elsewhere."""
    conflicts: int
    """Source texts with several translations; all are kept."""


def merge(bitexts: Bitexts, out: Path, settings: BatchSettings, executor: Executor | None = None) -> Merged:
    """Merge bitexts into `merged.tmx`, or parts of it, and list conflicts in `conflicts.tsv`.

    Args:
        bitexts: gives names and files of bitexts, in the same order each time.
        out: the output folder.
        settings: what counts as sure, and how large a part may be.
        executor: shares the work of large archives; default: this process alone.

    Raises:
        WriteError: the folder cannot be written.
        ReadError: a bitext is damaged.
    """
    with (
        tempfile.TemporaryDirectory(dir=out / WORK) as folder,
        _chosen(bitexts, out, Path(folder), settings, executor) as chosen,
    ):
        return write(chosen, out, settings)


def write(chosen: Chosen, out: Path, settings: BatchSettings) -> Merged:
    """Write what was chosen.

    Raises:
        WriteError: the folder cannot be written.
    """
    paths = write_parts(chosen.pieces(), out, FAMILY, settings)
    write_conflicts(chosen.conflicts(), out / CONFLICTS, safe=settings.safe_tables)
    units, kept, conflicts = chosen.counts
    return Merged((*paths, CONFLICTS), kept, units - kept, conflicts)


def is_quick() -> bool:
    """Tell whether merges are made the quick way: the `archive` extra is installed."""
    return stored.is_possible()


def _chosen(
    bitexts: Bitexts, out: Path, folder: Path, settings: BatchSettings, executor: Executor | None
) -> AbstractContextManager[Chosen]:
    if is_quick():
        return choosing.choose(bitexts, out, folder, settings, executor)
    return plain.choose(bitexts, folder, settings)
