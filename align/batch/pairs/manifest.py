"""The manifest: a pairing as a table that a person can edit and give back.

Tab-separated, paths relative to the manifest's own folder. Doubles and leftovers stand in it as comments.
"""

from __future__ import annotations

from pathlib import Path

from align.batch.pairs.pairing import Pairing


def read_manifest(path: Path) -> Pairing:
    """Read a manifest that `write_manifest` or a person wrote.

    Raises:
        ReadError: it is missing, or a line of it makes no sense; the message names the line.
    """
    raise NotImplementedError


def write_manifest(pairing: Pairing, path: Path) -> None:
    """Write a pairing as a manifest, whole or not at all.

    Raises:
        WriteError: the file cannot be written.
    """
    raise NotImplementedError
