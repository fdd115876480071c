"""The ledger: what is done, of what it was made, and what came of it.

A pair is done when the ledger holds its outcome under the same files, settings and version, and its
outputs are still what they were; so a run that was killed goes on where it was. An outcome is recorded
after its outputs are whole: a run that dies in between makes them once more, and the same inputs give the
same bytes.

One process writes, under a lock that ends with it. Every answer streams from disk: memory does not grow
with the archive.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from importlib.resources import files
from pathlib import Path
from typing import IO, Any, Literal, Self

from align import __version__
from align.batch.config import BatchSettings, Stamp, options
from align.batch.hashes import Hashes
from align.batch.task import Job, Outcome, output_path, unwritable
from align.bitext import ENDING as BITEXT
from align.errors import ReadError, WriteError
from align.files import lock
from align.timestamps import timestamp
from align.words import packed, say

NAME = "ledger.sqlite"
VERSION = 1

FINAL = ("ReadError", "LanguageError", "NothingInCommonError")
"""Kinds of error that lie in the files: the same files are not tried again."""


Held = Literal["nothing", "bitext", "all"]
"""What of a pair is done: its bitext, of which the rest can be made, or all."""


class Ledger:
    """The ledger of an output folder.

    Raises:
        WriteError: the folder cannot be written, or another run is at work there.
        ReadError: what is there is no ledger of this version.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        with _telling(folder):
            folder.mkdir(parents=True, exist_ok=True)
            self._lock = _locked(folder)
            self._base = sqlite3.connect(folder / NAME, isolation_level=None)
            self._base.row_factory = sqlite3.Row
            self._prepare()
            self._hashes = Hashes(self._base)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._hashes.save()
        self._base.close()
        self._lock.close()

    def _prepare(self) -> None:
        try:
            version = self._base.execute("PRAGMA user_version").fetchone()[0]
        except sqlite3.DatabaseError as error:
            mend = say("remove it, to do everything again")
            raise ReadError(say("this is no ledger"), where=str(self.folder / NAME), mend=mend) from error
        if version not in (0, VERSION):
            what, mend = (
                say("the ledger is of version {its}, not {ours}", its=version, ours=VERSION),
                say("name another folder with -o"),
            )
            raise ReadError(what, where=str(self.folder / NAME), mend=mend)
        self._base.execute("PRAGMA journal_mode = WAL")
        self._base.execute("PRAGMA synchronous = NORMAL")
        if not version:
            schema = files("align.batch").joinpath("ledger.sql").read_text(encoding="utf-8")
            self._base.executescript(f"BEGIN; {schema} PRAGMA user_version = {VERSION}; COMMIT;")

    def archive(self) -> Path | None:
        """Return the archive of the last run."""
        row = self._base.execute("SELECT folder FROM run ORDER BY id DESC LIMIT 1").fetchone()
        return Path(row["folder"]) if row else None

    def begin(self, settings: BatchSettings, jobs: Sequence[Job]) -> None:
        """Note that a run begins, and which pairs it wants."""
        with self._whole():
            self._base.execute(
                "INSERT INTO run (began, folder, version, signature, settings) VALUES (?, ?, ?, ?, ?)",
                (
                    timestamp(),
                    str(jobs[0].folder),
                    __version__,
                    settings.signature(),
                    json.dumps(options(settings)),
                ),
            )
            self._base.execute("UPDATE pair SET wanted = 0")
            self._base.executemany(
                "INSERT INTO pair (name, wanted, how, source, target) VALUES (?, 1, ?, ?, ?)"
                " ON CONFLICT (name) DO UPDATE SET wanted = 1, how = excluded.how",
                ((job.pair.name, job.pair.how, *job.labels) for job in jobs),
            )

    def end(self) -> None:
        """Note that the run came to its end."""
        with self._whole():
            self._base.execute(
                "UPDATE run SET ended = ? WHERE id = (SELECT max(id) FROM run)", (timestamp(),)
            )

    def holds(self, job: Job, stamp: Stamp) -> Held:
        """Tell what of a pair is done: nothing that it depends on has changed since."""
        row = self._base.execute("SELECT * FROM pair WHERE name = ?", (job.pair.name,)).fetchone()
        if row is None or (row["source"], row["target"]) != job.labels:
            return "nothing"
        if not (row["status"] == "aligned" or row["kind"] in FINAL):
            return "nothing"
        alignment, _, outputs = row["stamp"].partition(" ")
        if alignment != _stamp(job, stamp.alignment) or not self._same_inputs(job, row):
            return "nothing"
        if row["status"] == "failed" or (outputs == stamp.outputs and self._same_outputs(job, "%")):
            return "all"
        return "bitext" if self._same_outputs(job, f"%{BITEXT}") else "nothing"

    def _same_inputs(self, job: Job, row: sqlite3.Row) -> bool:
        held = (row["source_hash"], row["target_hash"])
        return tuple(map(self._hashes.of, (job.pair.source, job.pair.target))) == held

    def _same_outputs(self, job: Job, names: str) -> bool:
        query = "SELECT path, hash FROM output WHERE pair = ? AND path LIKE ?"
        outputs = self._base.execute(query, (job.pair.name, names)).fetchall()
        return all(self._hashes.of(self.folder / path) == held for path, held in outputs)

    def outgrown(self, job: Job) -> tuple[str, str] | None:
        """Return the hashes of the files of which a pair was made, if they have changed since."""
        query = "SELECT source_hash, target_hash FROM pair WHERE name = ? AND source_hash > ''"
        row = self._base.execute(query, (job.pair.name,)).fetchone()
        return tuple(row) if row and not self._same_inputs(job, row) else None

    def record(self, job: Job, outcome: Outcome, stamp: Stamp) -> None:
        """Record what came of a pair."""
        figures = asdict(outcome.figures) if outcome.figures else {}
        coverage = outcome.figures.coverage if outcome.figures else 0.0
        problem = outcome.problem
        row = figures | {
            "status": outcome.status,
            "source": job.labels[0],
            "target": job.labels[1],
            "source_hash": outcome.hashes[0],
            "target_hash": outcome.hashes[1],
            "stamp": f"{_stamp(job, stamp.alignment)} {stamp.outputs}",
            "scores": json.dumps(figures.get("scores", [])),
            "findings": json.dumps(figures.get("findings", {})),
            "trust": figures.get("mean_score", 0.0) * coverage,
            "seconds": outcome.seconds,
            "finished": timestamp(),
        }
        row |= {  # packed, so that reports can tell them in any language
            "kind": problem.kind if problem else "",
            "what": packed(problem.what) if problem else "",
            "place": packed(problem.where) if problem else "",
            "mend": packed(problem.mend) if problem else "",
        }
        self._replace(outcome, row)

    def _replace(self, outcome: Outcome, row: dict[str, Any]) -> None:
        names = ", ".join(f"{name} = :{name}" for name in row)
        with self._whole():
            self._base.execute(f"UPDATE pair SET {names} WHERE name = :name", row | {"name": outcome.name})
            self._base.execute("DELETE FROM output WHERE pair = ?", (outcome.name,))
            self._base.executemany(
                "INSERT OR REPLACE INTO output VALUES (?, ?, ?)",
                ((path, outcome.name, held) for path, held in outcome.outputs.items()),
            )

    def rows(self, query: str, *values: object) -> Iterator[sqlite3.Row]:
        """Yield the rows of a query, from disk: a report asks what it likes."""
        yield from self._base.execute(query, values)

    def one(self, query: str, *values: object) -> sqlite3.Row:
        """Return the one row of a query."""
        row: sqlite3.Row = self._base.execute(query, values).fetchone()
        return row

    def bitexts(self) -> Iterator[tuple[str, Path]]:
        """Yield the name and the bitext of every aligned pair that is wanted, by name."""
        rows = self.rows("SELECT name FROM pair WHERE wanted AND status = 'aligned' ORDER BY name")
        for row in rows:
            yield row["name"], self.folder / output_path(row["name"], BITEXT)

    def fingerprint(self) -> str:
        """Return a hash of all bitexts: what everything made of them together depends on."""
        digest = hashlib.sha256()
        query = (
            "SELECT path, hash FROM output JOIN pair ON pair.name = output.pair"
            f" WHERE wanted AND status = 'aligned' AND path LIKE '%{BITEXT}' ORDER BY path"
        )
        for row in self.rows(query):
            digest.update(f"{row['path']}\0{row['hash']}\n".encode())
        return digest.hexdigest()

    def intact(self, family: str, stamp: str) -> bool:
        """Tell whether the files of a family of products are as they were written, for this stamp."""
        query = "SELECT path, stamp, hash FROM product WHERE family = ?"
        rows = self._base.execute(query, (family,)).fetchall()
        return bool(rows) and all(
            row["stamp"] == stamp and self._hashes.of(self.folder / row["path"]) == row["hash"]
            for row in rows
        )

    def record_products(self, family: str, paths: Iterable[str], stamp: str) -> None:
        """Record the files of a family of products; remove those recorded before that are not among them."""
        made = {path: self._hashes.of(self.folder / path) for path in paths}
        held = self._base.execute("SELECT path FROM product WHERE family = ?", (family,))
        gone = {row["path"] for row in held} - made.keys()
        with self._whole():
            self._base.execute("DELETE FROM product WHERE family = ?", (family,))
            self._base.executemany(
                "INSERT OR REPLACE INTO product VALUES (?, ?, ?, ?)",
                ((path, family, stamp, held) for path, held in made.items()),
            )
        for path in gone:
            (self.folder / path).unlink(missing_ok=True)

    def unremembered(self, memory: str) -> Iterator[tuple[str, Path, str, bool]]:
        """Yield every pair that a memory does not hold as it is now.

        Yields:
            Its name, its bitext with its hash, and whether the memory holds an older one.
        """
        query = (
            "SELECT name, path, output.hash AS hash, remembered.hash IS NOT NULL AS changed"
            " FROM pair JOIN output ON output.pair = name"
            " LEFT JOIN remembered ON memory = ? AND remembered.pair = name"
            f" WHERE wanted AND status = 'aligned' AND path LIKE '%{BITEXT}'"
            " AND remembered.hash IS NOT output.hash ORDER BY name"
        )
        for row in self._base.execute(query, (memory,)).fetchall():
            yield row["name"], self.folder / row["path"], row["hash"], bool(row["changed"])

    def remember(self, memory: str, pair: str, held: str) -> None:
        """Record that a memory holds a pair."""
        with self._whole():
            self._base.execute("INSERT OR REPLACE INTO remembered VALUES (?, ?, ?)", (memory, pair, held))

    def forget(self, memory: str) -> None:
        """Record that a memory holds nothing, as one that was removed."""
        with self._whole():
            self._base.execute("DELETE FROM remembered WHERE memory = ?", (memory,))

    def owner(self, path: str) -> bool:
        """Tell whether a file in the folder is an output of a pair that is wanted and aligned."""
        query = (
            "SELECT 1 FROM output JOIN pair ON pair.name = output.pair"
            " WHERE path = ? AND wanted AND status = 'aligned'"
        )
        return self._base.execute(query, (path,)).fetchone() is not None

    @contextmanager
    def _whole(self) -> Iterator[None]:
        """Do what follows in one transaction."""
        with _telling(self.folder):
            self._base.execute("BEGIN")
            try:
                yield
            except BaseException:
                if self._base.in_transaction:
                    self._base.execute("ROLLBACK")
                raise
            self._base.execute("COMMIT")


@contextmanager
def _telling(folder: Path) -> Iterator[None]:
    """Tell an error of the disk as ours.

    Raises:
        WriteError: the folder cannot be written.
    """
    try:
        yield
    except (OSError, sqlite3.OperationalError) as error:
        raise unwritable(folder, error) from error


def _locked(folder: Path) -> IO[bytes]:
    """Return an open file that nobody else holds; the lock ends with the process, however it ends."""
    file = (folder / f".{NAME}.lock").open("ab")
    try:
        lock(file)
    except BlockingIOError as error:
        file.close()
        mend = say("wait for it, or name another folder with -o")
        raise WriteError(say("another run is at work there"), where=str(folder), mend=mend) from error
    return file


def _stamp(job: Job, stamp: str) -> str:
    """Return the stamp of an alignment: of the run, and of the languages it is told."""
    return ":".join([stamp, *job.languages])
