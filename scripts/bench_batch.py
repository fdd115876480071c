"""Measure batches: speed and memory over an archive of real text, 20 kills, Dask with 1, 2, 4 workers.

    python scripts/bench_batch.py WORK [--data ../shared/data] [--pairs 1000] [--only speed again kills …]

The archive is made by make_archive.py in WORK. Every run is the command line as a process of its own.
`speed` also checks that every broken file was told, and draws memory over time into WORK/memory.svg;
`again` tells what a run costs that has nothing to align any more, its start included; `kills` checks that
each resume ends with the same bytes as an unbroken run, `cluster` that Dask makes them too.
Where other programs take the cores, pairs a second of CPU time say more than those of the clock.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import os
import random
import resource
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import pairwise
from pathlib import Path
from typing import Any

import make_archive
import psutil
import trial_cluster
from rich.console import Console

from align.processes import end_with_children

WIDTH, HEIGHT, MARGIN = 640, 320, 50
"""Of the plot, in pixels."""
SAMPLE = 0.25
"""Seconds between looks at memory."""
SETTLED = 3
"""Seconds after which a file does not count as just written any more."""
CORES = 2
"""Processes of the runs that are no cluster's."""

ALIGN = [sys.executable, "-c", "from align.cli import main; main()", "batch"]
CALM = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}


def main(arguments: Sequence[str]) -> int:
    """Print the measurements as JSON; exit with 1 where something was lost."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("work", type=Path)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--pairs", type=int, default=1000)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--kill-pairs", type=int, default=60, help="pairs of the archive for the kills")
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2, 4])
    parser.add_argument("--cluster-pairs", type=int, default=200)
    parser.add_argument("--only", nargs="+", choices=list(MEASURES), default=list(MEASURES))
    chosen = parser.parse_args(arguments)
    chosen.work.mkdir(parents=True, exist_ok=True)
    report = {}
    for name in chosen.only:
        report[name] = MEASURES[name](chosen)
        Console().print_json(json.dumps({name: report[name]}))
    return int(any(found.get("lost") for found in report.values()))


def speed(chosen: argparse.Namespace) -> dict[str, Any]:
    """Align the whole archive, and return pairs a second, memory, and what of the truth was not told."""
    archive = archive_of(chosen, chosen.pairs)
    out = fresh(chosen.work / "out")
    began, cpu = time.monotonic(), cpu_of_children()
    run = start(archive / "archive", out, "--jobs", str(CORES))
    told: list[tuple[float, dict[str, Any]]] = []
    reader = threading.Thread(target=lambda: told.extend(events(run, began)))
    reader.start()
    samples = list(memory_of(run, began))
    run.wait()
    reader.join()
    seconds, cpu = time.monotonic() - began, cpu_of_children() - cpu
    aligned = [at for at, event in told if event["event"] == "aligned"]
    plot(samples, chosen.work / "memory.svg")
    lost = untold(archive / "truth.tsv", out)
    half = len(samples) // 2
    return {
        "pairs": len(aligned),
        "sentences": sum(sentences(event) for _, event in told),
        "seconds": round(seconds, 1),
        "seconds_to_the_first_pair": round(aligned[0], 1),
        "seconds_of_what_follows": steps(told),
        "pairs_a_second": round(len(aligned) / seconds, 2),
        "cpu_seconds": round(cpu, 1),
        "pairs_a_second_of_two_free_cores": round(CORES * len(aligned) / cpu, 2),
        "load_of_the_machine": os.getloadavg()[1],
        "megabytes_of_the_run_most": round(max(sample[1] for sample in samples)),
        "megabytes_of_a_worker_most": round(max(sample[2] for sample in samples)),
        "megabytes_of_the_run_first_and_second_half": [
            round(max(sample[1] for sample in part)) for part in (samples[:half], samples[half:])
        ],
        "megabytes_of_output": round(sum(p.stat().st_size for p in out.rglob("*") if p.is_file()) / 2**20),
        "lost": lost,
    }


def again(chosen: argparse.Namespace) -> dict[str, Any]:
    """Run where nothing has changed, then with one format more; return CPU milliseconds a pair of each."""
    archive = archive_of(chosen, chosen.kill_pairs) / "archive"
    out = fresh(chosen.work / "again")
    rows, lost = {}, []
    runs: dict[str, tuple[str, ...]] = {"first": (), "settling": (), "nothing changed": ()}
    for name, options in (runs | {"one format more": ("--formats", "tmx,bitext,html,jsonl,xlf")}).items():
        cpu = cpu_of_children()
        run = start(archive, out, "--jobs", str(CORES), *options)
        told = [event for _, event in events(run, time.monotonic())]
        run.wait()
        (end,) = (event for event in told if event["event"] == "end")
        rows[name] = {
            "cpu_milliseconds_a_pair": round(1000 * (cpu_of_children() - cpu) / end["pairs"], 1),
            "aligned": end["aligned"],
        }
        if end["aligned"] and name != "first":
            lost.append(f"{name}: {end['aligned']} pairs were aligned again")
        time.sleep(SETTLED)
    return {"pairs": chosen.kill_pairs, "rows": rows, "lost": lost}


def kills(chosen: argparse.Namespace) -> dict[str, Any]:
    """Kill a run at random moments, resume it, and return how many resumes ended otherwise."""
    archive = archive_of(chosen, chosen.kill_pairs) / "archive"
    began = time.monotonic()
    unbroken = finished(archive, fresh(chosen.work / "unbroken"), "--jobs", str(CORES))
    seconds = time.monotonic() - began
    moments = random.Random(1)
    kept, lost = [], []
    for number in range(chosen.kills):
        out = fresh(chosen.work / "killed")
        run = start(archive, out, "--jobs", str(CORES))
        moment = moments.uniform(0, seconds)
        time.sleep(moment)
        run.kill()
        run.wait()
        kept.append(len(list((out / "pairs").rglob("*.tmx"))))
        if finished(archive, out, "--jobs", str(CORES)) != unbroken:
            lost.append(f"kill {number} after {moment:.1f} s")
    return {"kills": chosen.kills, "seconds_unbroken": round(seconds, 1), "kept_at_kills": kept, "lost": lost}


def cluster(chosen: argparse.Namespace) -> dict[str, Any]:
    """Align on a Dask cluster of so many workers, and return pairs a second for each number of them."""
    archive = archive_of(chosen, chosen.cluster_pairs) / "archive"
    expected = finished(archive, fresh(chosen.work / "jobs"), "--jobs", str(CORES))
    rows, lost = [], []
    for count in chosen.workers:
        out = fresh(chosen.work / "cluster")
        with dask(chosen.work, count) as address:
            began, told = time.monotonic(), []
            run = start(archive, out, "--cluster", address)
            told = list(events(run, began))
            run.wait()
        at = [moment for moment, event in told if event["event"] == "aligned"]
        begin = next(moment for moment, event in told if event["event"] == "begin")
        work = sum(event["seconds"] for _, event in told if event["event"] == "aligned")
        rows.append(
            {
                "workers": count,
                "seconds_aligning": round(at[-1] - begin, 1),
                "pairs_a_second": round(len(at) / (at[-1] - begin), 2),
                "workers_busy": round(work / (at[-1] - begin), 2),
            }
        )
        if contents(out) != expected:
            lost.append(f"{count} workers made other bytes")
    return {"pairs": chosen.cluster_pairs, "load": os.getloadavg()[1], "rows": rows, "lost": lost}


def archive_of(chosen: argparse.Namespace, pairs: int) -> Path:
    """Return an archive of this size, made once."""
    folder: Path = chosen.work / f"archive-{pairs}"
    if not (folder / "truth.tsv").exists():
        make_archive.main([str(folder), "--data", str(chosen.data), "--pairs", str(pairs)])
    return folder


def fresh(folder: Path) -> Path:
    """Return a folder that is not there."""
    shutil.rmtree(folder, ignore_errors=True)
    return folder


def start(archive: Path, out: Path, *options: str) -> subprocess.Popen[str]:
    """Start a run that tells its events."""
    command = [*ALIGN, str(archive), "-o", str(out), "--json", *options]
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=os.environ | CALM
    )


def finished(archive: Path, out: Path, *options: str) -> dict[str, str]:
    """Run to the end, and return hashes of what was made."""
    run = start(archive, out, *options)
    run.communicate()
    if run.returncode not in (0, 1):
        raise SystemExit(f"the run ended with {run.returncode}")
    return contents(out)


def contents(out: Path) -> dict[str, str]:
    """Return the hash of every file but the ledger, which knows when."""
    return {
        path.relative_to(out).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(out.rglob("*"))
        if path.is_file() and "ledger" not in path.name
    }


def events(run: subprocess.Popen[str], began: float) -> Iterator[tuple[float, dict[str, Any]]]:
    """Yield the events of a run, each with the seconds since it began."""
    assert run.stdout
    for line in run.stdout:
        yield time.monotonic() - began, json.loads(line)


def sentences(event: dict[str, Any]) -> int:
    """Return the sentences of an aligned pair, both sides; none of any other event."""
    return int(event.get("source_segments", 0)) + int(event.get("target_segments", 0))


def steps(told: Sequence[tuple[float, dict[str, Any]]]) -> dict[str, float]:
    """Return the seconds that each product of the whole took."""
    begun = [(at, event.get("name", "")) for at, event in told if event["event"] in ("step", "end")]
    return {name: round(after - at, 1) for (at, name), (after, _) in pairwise(begun)}


def memory_of(run: subprocess.Popen[str], began: float) -> Iterator[tuple[float, float, float]]:
    """Yield seconds, and resident MB of the run itself and of its largest worker, until it ends."""
    process = psutil.Process(run.pid)
    while run.poll() is None:
        with suppress(psutil.Error):
            children = [child.memory_info().rss for child in process.children(recursive=True)]
            own = process.memory_info().rss
            yield time.monotonic() - began, own / 2**20, max(children, default=0) / 2**20
        time.sleep(SAMPLE)


def cpu_of_children() -> float:
    """Return the CPU seconds of all processes that ended below this one."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def untold(truth: Path, out: Path) -> list[str]:
    """Return the broken pairs of the truth of which no file stands in the table of failures."""
    said = (out / "failures.tsv").read_text(encoding="utf-8")
    with truth.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file, dialect="excel-tab") if row["kind"] == "broken"]
    return [row["source"] for row in rows if row["source"] not in said and row["target"] not in said]


@contextmanager
def dask(folder: Path, count: int) -> Iterator[str]:
    """Give the address of a scheduler with so many workers, all processes of their own."""
    port = trial_cluster.free_port()
    address = f"tcp://127.0.0.1:{port}"
    workers = [trial_cluster.worker(port, folder / "dask") for _ in range(count)]
    running = [*map(trial_cluster.start, [trial_cluster.scheduler(port), *workers])]
    from dask.distributed import Client

    with Client(address, timeout=60) as client:
        client.wait_for_workers(count, timeout=60)
    try:
        yield address
    finally:
        for process in reversed(running):
            end_with_children(process.pid)


def plot(samples: Sequence[tuple[float, float, float]], path: Path) -> None:
    """Draw memory over time: a flat line is memory that does not grow with the archive."""
    last, most = samples[-1][0], max(max(sample[1:]) for sample in samples)

    def line(which: int) -> str:
        return " ".join(
            f"{MARGIN + sample[0] / last * (WIDTH - 2 * MARGIN):.1f},"
            f"{HEIGHT - MARGIN - sample[which] / most * (HEIGHT - 2 * MARGIN):.1f}"
            for sample in samples
        )

    ground = HEIGHT - MARGIN
    path.write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" font-family="sans-serif"'
        f' font-size="11"><title>Resident memory of a batch over time</title>'
        f'<polyline points="{MARGIN},{MARGIN} {MARGIN},{ground} {WIDTH - MARGIN},{ground}" fill="none"'
        f' stroke="gray"/><polyline points="{line(1)}" fill="none" stroke="black"/>'
        f'<polyline points="{line(2)}" fill="none" stroke="steelblue"/>'
        f'<text x="{MARGIN}" y="{MARGIN - 8}">{most:.0f} MB; black: the run, blue: its largest worker</text>'
        f'<text x="{WIDTH - MARGIN}" y="{ground + 16}" text-anchor="end">{last:.0f} s</text></svg>\n',
        encoding="utf-8",
    )


MEASURES: dict[str, Callable[[argparse.Namespace], dict[str, Any]]] = {
    "speed": speed,
    "again": again,
    "kills": kills,
    "cluster": cluster,
}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
