"""Measure pairing by content: made files without telling names, found by their texts alone, with the truth.

    python scripts/bench_pairing.py WORK [--documents 25000] [--data ../shared/data] [--exact]

Each document is a few runs of sentences from anywhere in the parallel sets, so that no two are alike, with a
number of its own; each side lacks a sentence in 70. Told are pairs found, precision and recall, processor
time of reading and of comparing, and the most memory. `--exact` compares all with all, however many.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import make_archive
from rich.console import Console

from align.batch.pairs import content, find_pairs

RUN, RUNS = 3, (2, 5)
"""Sentences a run, and runs a document."""
LOST = 1 / 70


def main(arguments: Sequence[str]) -> int:
    """Print the measurements as JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("work", type=Path)
    parser.add_argument("--documents", type=int, default=25_000)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--exact", action="store_true")
    chosen = parser.parse_args(arguments)
    folder = chosen.work / f"texts-{chosen.documents}"
    if not (folder / "made").exists():
        write(folder, chosen)
    if chosen.exact:
        content.FEW = chosen.documents
    Console().print_json(json.dumps(found(folder, chosen.documents)))
    return 0


def write(folder: Path, chosen: argparse.Namespace) -> None:
    """Write both files of each document; the names are numbers that tell the truth to us alone."""
    files = (chosen.data / "parallel" / f"{name}.tsv.xz" for name in make_archive.SOURCES)
    units = [unit for path in files for unit in make_archive._units(path)]
    chance = random.Random(1)
    names = chance.sample(range(10**9), 2 * chosen.documents)
    truth = {}
    for number in range(chosen.documents):
        begins = chance.choices(range(len(units) - RUN), k=chance.randint(*RUNS))
        rows = [(f"{number}", f"{number}"), *(units[at + i] for at in begins for i in range(RUN))]
        sides = [names[2 * number], names[2 * number + 1]]
        for name, column in zip(sides, zip(*rows, strict=True), strict=True):
            path = folder / f"{name % 100:02}" / f"{name:09}.txt"
            path.parent.mkdir(parents=True, exist_ok=True)
            kept = [text for text in column if chance.random() >= LOST]
            path.write_text("\n\n".join(kept) + "\n", encoding="utf-8")
        truth[f"{sides[0]:09}"] = f"{sides[1]:09}"
    (folder / "made").with_suffix(".json").write_text(json.dumps(truth), encoding="utf-8")
    (folder / "made").touch()


def found(folder: Path, documents: int) -> dict[str, Any]:
    """Pair the files, and return how well and at what cost."""
    truth = json.loads((folder / "made.json").read_text(encoding="utf-8"))
    began, read = time.process_time(), 0.0

    def told(step: str) -> None:
        nonlocal read
        if str(step) == "comparing":
            read = time.process_time()

    pairing = find_pairs(folder, progress=told)
    ended = time.process_time()
    right = sum(truth.get(pair.source.stem) == pair.target.stem for pair in pairing.pairs)
    return {
        "files": 2 * documents,
        "pairs": len(pairing.pairs),
        "precision": round(right / max(1, len(pairing.pairs)), 5),
        "recall": round(right / documents, 5),
        "cpu_seconds_reading": round(read - began, 1),
        "cpu_seconds_comparing": round(ended - read, 1),
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10,
    }


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
