"""Measure `align tm serve` under load: many clients that look texts up at a steady pace, over many units.

    python scripts/bench.py serve --data ../shared/data [--units 1000000] [--clients 50] [--pace 20]
                                  [--seconds 60] [--texts 60000] [--memory FOLDER] [--options …]

Units and texts are those of bench_tm.py; a memory in FOLDER, or at postgresql://…, is made once and served
again. Each client keeps one connection, asks as amaGama's clients do, and has its own moments to ask at. A
look-up is counted from the moment at which it was due, so that a server that falls behind cannot hide it
(coordinated omission).
By default no text is looked up twice, since the server keeps its answers; `--texts 2000` asks each 30 times.
Exits with 1 where an answer was none or 95 in 100 were slower than 100 ms.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import cycle
from pathlib import Path
from typing import Any
from urllib.parse import quote

import bench_tm
import numpy as np
import psutil

from align.memory import Memory
from align.memory.lookup import Searcher
from align.memory.stores import holds_memory
from align.text import is_han

MOST_MILLISECONDS = 100
"""Of 95 look-ups in 100."""
RATE = 10**6
"""Requests a second that the server admits of one address: here all clients have the same."""


def main(argv: Sequence[str] | None = None) -> int:
    """Print the measurements as JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"), help="holds parallel/")
    parser.add_argument("--units", type=int, default=1_000_000)
    parser.add_argument("--clients", type=int, default=50)
    parser.add_argument("--pace", type=float, default=20, help="look-ups a second of a client")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--texts", type=int, default=60_000, help="different texts that are looked up")
    parser.add_argument("--memory", help="a folder or postgresql://…, kept; default: a temporary folder")
    parser.add_argument("--options", nargs=argparse.REMAINDER, default=[], help="more, of `align tm serve`")
    chosen = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as temporary:
        location = chosen.memory or str(Path(temporary) / "tm")
        texts = prepared(location, chosen.data / "parallel", chosen.units, chosen.texts)
        with served(location, chosen.options) as (process, port):
            row = asyncio.run(load(port, texts, chosen)) | used(process)
    print(json.dumps(row, indent=2))
    return int(bool(row["failed"]) or row["p95"] > MOST_MILLISECONDS)


def prepared(location: str, parallel: Path, count: int, queries: int) -> list[str]:
    """Make the memory where there is none, and return so many texts to look up."""
    chance = random.Random(1)
    pairs = bench_tm.read_pairs(parallel, chance)
    fresh, pairs = pairs[: bench_tm.HELD_OUT], pairs[bench_tm.HELD_OUT :]
    if not holds_memory(location):
        units = bench_tm.varied(pairs, chance)
        with Memory.open(location, create=True) as memory:
            memory.add(bench_tm.unit_of(next(units)) for _ in range(count))
            Searcher(memory).prepare()
    texts = bench_tm.make_queries(pairs, fresh, queries, random.Random(2))["fuzzy"]
    # Words left out may leave nothing: no CAT tool asks for it.
    return [text for text in texts if text.strip()]


@contextmanager
def served(location: str, options: Sequence[str]) -> Iterator[tuple[psutil.Process, int]]:
    """Serve a memory in a process of its own; give it, and the port on which it listens."""
    command = [sys.executable, "-m", "align", "tm", "serve", location, "--port", "0", "--rate", str(RATE)]
    run = subprocess.Popen([*command, *options], stderr=subprocess.PIPE, text=True)
    assert run.stderr
    try:
        port = next(int(found[1]) for line in run.stderr if (found := re.search(r"http\S+:(\d+)/", line)))
        yield psutil.Process(run.pid), port
    finally:
        run.send_signal(signal.SIGINT)
        run.wait()


def used(process: psutil.Process) -> dict[str, Any]:
    """Return the seconds of processor and the megabytes that the server has taken."""
    family = [process, *process.children(recursive=True)]
    times = [each.cpu_times() for each in family]
    return {
        "server_cpu_seconds": round(sum(each.user + each.system for each in times), 1),
        "server_mb": round(sum(each.memory_info().rss for each in family) / 2**20),
        "load_of_the_machine": os.getloadavg()[0],
    }


async def load(port: int, texts: Sequence[str], chosen: argparse.Namespace) -> dict[str, Any]:
    """Look texts up as so many clients, and return what came and how many milliseconds it took."""
    await client(port, texts[:20], pace=20, seconds=1)  # the first ones read the indexes
    begin, cpu = time.perf_counter(), time.process_time()
    asking = [
        client(port, texts[number :: chosen.clients], chosen.pace, chosen.seconds, number / chosen.clients)
        for number in range(chosen.clients)
    ]
    rows = [row for rows in await asyncio.gather(*asking) for row in rows]
    seconds = time.perf_counter() - begin
    cpu = time.process_time() - cpu
    milliseconds = [1000 * taken for _, taken in rows]
    counts = Counter(status for status, _ in rows)
    shares = {f"p{p}": round(float(np.percentile(milliseconds, p)), 1) for p in (50, 95, 99, 100)}
    return {
        "clients": chosen.clients,
        "look_ups": len(rows),
        "a_second": round(len(rows) / seconds, 1),
        "wanted_a_second": chosen.clients * chosen.pace,
        "texts": len(texts),
        "client_cpu_seconds": round(cpu, 1),
        "failed": sum(count for status, count in counts.items() if status != 200),
    } | shares


async def client(
    port: int, texts: Sequence[str], pace: float, seconds: float, offset: float = 0.0
) -> list[tuple[int, float]]:
    """Ask at a steady pace over one connection; return status and seconds of each answer."""
    requests = cycle([_request(text) for text in texts])
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    begin, rows = time.perf_counter() + offset / pace, list[tuple[int, float]]()
    for number in range(int(seconds * pace)):
        due = begin + number / pace
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        writer.write(next(requests))
        status = await _answer(reader)
        rows.append((status, time.perf_counter() - due))
    writer.close()
    return rows


def _request(text: str) -> bytes:
    ways = "zh-CN/en" if any(map(is_han, text)) else "en/zh-CN"
    path = f"/tmserver/{ways}/unit/{quote(text[:1000], safe='')}"
    return f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: */*\r\n\r\n".encode()


async def _answer(reader: asyncio.StreamReader) -> int:
    """Read an answer to its end, and return its status."""
    head = await reader.readuntil(b"\r\n\r\n")
    length = re.search(rb"(?i)content-length: (\d+)", head)
    await reader.readexactly(int(length[1]) if length else 0)
    return int(head.split(b" ", 2)[1])


if __name__ == "__main__":
    sys.exit(main())
