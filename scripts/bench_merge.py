"""Measure merges: units made of the sample by variation, merged quickly and plainly, killed, on a full disk.

    python scripts/bench_merge.py WORK [--units 1000000] [--ways quick plain] [--jobs 2] [--kills 5]

Documents are the sample report, with a number of their own in seven of ten sentences: the others are
repeated, and one in twenty has another translation. Each merge is a process of its own; told are its seconds
of CPU, processes below it included, and the most memory that any of them held. Both ways must write the same
bytes, and so must a merge after kills.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import lru_cache, partial
from pathlib import Path
from typing import Any, NamedTuple

from rich.console import Console

from align.batch.config import BatchSettings, hash_of
from align.batch.executors import Processes
from align.batch.merged import choosing, plain, write
from align.batch.merged.stored import StoredUnit, store_of
from align.batch.merged.unit import text_keys, units_of
from align.batch.task import PAIRS, WORK
from align.bitext import ENDING, TRUST, Bitext

ROOT = Path(__file__).parent.parent
MARK = "@@@"
OWN, OTHER = 0.7, 0.05
"""Shares of the sentences that bear the number of their document, and whose translation alone does."""
PRODUCTS = ("merged.tmx", "conflicts.tsv")
CALM = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}


def main(arguments: Sequence[str]) -> int:
    """Print the measurements as JSON; exit with 1 where bytes differ."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("work", type=Path)
    parser.add_argument("--units", type=int, default=1_000_000)
    parser.add_argument("--ways", nargs="+", choices=list(WAYS), default=list(WAYS))
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--kills", type=int, default=0)
    parser.add_argument("--way", choices=list(WAYS), help="merge once in this process")
    chosen = parser.parse_args(arguments)
    out = chosen.work / f"out-{chosen.units}"
    if chosen.way:
        print(json.dumps(merged(out, chosen.way, chosen.jobs)))
        return 0
    if not (out / "made").exists():
        report(made_of_the_sample(out, chosen.units, chosen.jobs))
    found = [measured(chosen, way, out) for way in chosen.ways]
    if chosen.kills:
        found.append(killed(chosen, out))
    return int(len({each["digest"] for each in found}) > 1)


def report(found: dict[str, Any]) -> dict[str, Any]:
    """Print figures, and return them."""
    Console().print_json(json.dumps(found))
    return found


def made_of_the_sample(out: Path, units: int, jobs: int) -> dict[str, Any]:
    """Write the bitexts and the units of so many documents, as tasks of a batch do."""
    shutil.rmtree(out, ignore_errors=True)
    for folder in (PAIRS, WORK):
        (out / folder).mkdir(parents=True)
    lines = marked(sample(out.parent))
    documents = range(-(-units // (len(lines) - 1)))
    began = time.monotonic()
    with ProcessPoolExecutor(jobs) as pool:
        made = sum(pool.map(partial(document, out, lines), documents, chunksize=50))
    (out / "made").touch()
    return {"documents": len(documents), "made": made, "seconds": round(time.monotonic() - began, 1)}


def sample(folder: Path) -> Path:
    """Return the bitext of the sample report, aligned once."""
    path = folder / f"sample{ENDING}"
    if not path.exists():
        report_of = ROOT / "corpora" / "report" / "report"
        files = [f"{report_of}.{language}.docx" for language in ("en", "zh")]
        command = "from align.cli import main; main()"
        subprocess.run([sys.executable, "-c", command, "pair", *files, "-q", "-o", str(path)], check=True)
    return path


def marked(path: Path) -> list[str]:
    """Return the lines of a bitext, with a mark where the number of a document is to stand."""
    head, *beads = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    chance = random.Random(1)
    for bead in beads:
        kind = chance.random()
        sides = ("source", "target") if kind < OWN else ("target",) if kind < OWN + OTHER else ()
        for side in sides:
            if bead.get(side):
                bead[side][-1]["text"] += f" {MARK}"
    return [json.dumps(each, ensure_ascii=False) + "\n" for each in (head, *beads)]


def document(out: Path, lines: Sequence[str], number: int) -> int:
    """Write the bitext of a document and its units; return its beads."""
    name = f"{number // 1000:04}/{number}"
    path = out / PAIRS / f"{name}{ENDING}"
    path.parent.mkdir(exist_ok=True)
    path.write_text("".join(lines).replace(MARK, str(number)), encoding="utf-8")
    store, held = store_of(out, BatchSettings(), ""), hash_of(path)
    if not number:  # the others are made as this one is, but for the parsing
        store.save(name, Bitext.load(path), held)
    units = marked_units(tuple(lines))
    texts = [
        "\0".join(column).replace(MARK, str(number)).split("\0") for column in zip(*units.texts, strict=True)
    ]
    keys = (text_keys(units.codes, *pair) for pair in zip(*texts[:2], strict=True))
    rows = [
        StoredUnit(key, *rank, line.encode(), cells.encode())
        for key, rank, line, cells in zip(keys, units.ranks, *texts[2:], strict=True)
    ]
    before = store.keys(name, path) if not number else None
    store.save_rows(name, units.codes[0], rows, held)
    assert number or before == store.keys(name, path), "a unit is made otherwise than batches make it"
    return len(lines) - 1


class Units(NamedTuple):
    """The units of the marked bitext: their texts, lines and cells, and how far they are trusted."""

    codes: tuple[str, str]
    texts: list[tuple[str, str, str, str]]
    ranks: list[tuple[int, float]]


@lru_cache(maxsize=1)
def marked_units(lines: tuple[str, ...]) -> Units:
    """Return the units of a marked bitext."""
    units = list(units_of(Bitext.from_lines(iter(lines)), 0.0))
    texts = [(u.pair.source, u.pair.target, u.lines("").decode(), u.cells().decode()) for u in units]
    return Units(units[0].codes, texts, [(TRUST[unit.bead.status], unit.bead.score) for unit in units])


def measured(chosen: argparse.Namespace, way: str, out: Path) -> dict[str, Any]:
    """Merge in a process of its own, and tell what it took."""
    began = time.monotonic()
    process = subprocess.Popen(command(chosen, way), stdout=subprocess.PIPE, text=True, env=os.environ | CALM)
    told, _ = process.communicate()
    found: dict[str, Any] = {"way": way, **json.loads(told), "seconds": round(time.monotonic() - began, 1)}
    return report(found | {"digest": digest(out)})


def command(chosen: argparse.Namespace, way: str) -> list[str]:
    """Return the command that merges once."""
    return [sys.executable, __file__, str(chosen.work), "--units", str(chosen.units), "--way", way,
            "--jobs", str(chosen.jobs)]  # fmt: skip


def merged(out: Path, way: str, jobs: int) -> dict[str, Any]:
    """Merge in this process and those it starts, and return what it took."""
    import resource

    folder = out / WORK / "merge"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    names = sorted(p.relative_to(out / PAIRS).as_posix() for p in (out / PAIRS).rglob(f"*{ENDING}"))
    files = [(name.removesuffix(ENDING), out / PAIRS / name) for name in names]
    told = BatchSettings(jobs=jobs)
    with Processes(told) as executor, WAYS[way](files, out, folder, told, executor) as found:
        result = write(found, out, told)
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return {
        "units": result.units + result.repeated, "kept": result.units, "conflicts": result.conflicts,
        "cpu": round(sum(each.ru_utime + each.ru_stime for each in used), 1),
        "user_cpu": round(sum(each.ru_utime for each in used), 1),
        "megabytes": max(each.ru_maxrss for each in used) >> 10,
    }  # fmt: skip


def killed(chosen: argparse.Namespace, out: Path) -> dict[str, Any]:
    """Kill merges at random moments, then let one come to its end."""
    chance = random.Random(2)
    for _ in range(chosen.kills):
        process = subprocess.Popen(command(chosen, "quick"), stdout=subprocess.DEVNULL)
        time.sleep(chance.uniform(1, 20))
        process.kill()
        process.wait()
    return measured(chosen, "quick", out)


def digest(out: Path) -> str:
    """Return one hash of the products."""
    whole = hashlib.sha256()
    for name in PRODUCTS:
        whole.update(hash_of(out / name).encode())
    return whole.hexdigest()[:16]


WAYS: dict[str, Any] = {
    "quick": lambda files, out, folder, told, executor: choosing.choose(
        lambda: files, out, folder, told, executor
    ),
    "plain": lambda files, out, folder, told, executor: plain.choose(lambda: files, folder, told),
}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
