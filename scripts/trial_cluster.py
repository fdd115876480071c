"""Start a Dask scheduler and workers on this machine, with a folder that they share, until Ctrl-C.

    python scripts/trial_cluster.py FOLDER [--workers 2] [--threads 1] [--port 8786]

It is what a compose file would start: each is a process of its own, as on machines of their own, and FOLDER
is the storage that all of them mount. What dies is started again, as a service would be. Then, elsewhere:

    align batch FOLDER/archive -o FOLDER/out --cluster tcp://127.0.0.1:8786
"""

from __future__ import annotations

import argparse
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from align.processes import apart, end_with_children

LOOK = 0.5
"""Seconds between looks at the processes, and before one that died is started again."""


def main(arguments: Sequence[str]) -> int:
    """Keep the processes running until we are told to end."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--threads", type=int, default=1, help="pairs that a worker aligns at once")
    parser.add_argument("--port", type=int, default=8786)
    chosen = parser.parse_args(arguments)
    (chosen.folder / ".dask").mkdir(parents=True, exist_ok=True)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    wanted = commands(chosen)
    running: dict[str, subprocess.Popen[bytes]] = {}
    try:
        while True:
            keep_running(wanted, running)
            time.sleep(LOOK)
    except KeyboardInterrupt:
        return 0
    finally:
        for process in running.values():
            end_with_children(process.pid)


def commands(chosen: argparse.Namespace) -> dict[str, list[str]]:
    """Return the commands of the scheduler and the workers by their names."""
    workers = (f"worker-{number}" for number in range(1, chosen.workers + 1))
    return {"scheduler": scheduler(chosen.port)} | {
        name: [*worker(chosen.port, chosen.folder / ".dask", chosen.threads), "--name", name]
        for name in workers
    }


def scheduler(port: int) -> list[str]:
    """Return the command of a scheduler on loopback."""
    here = ["--host", "127.0.0.1", "--port", str(port), "--no-dashboard", "--no-show"]
    return [sys.executable, "-m", "distributed.cli.dask_scheduler", *here]


def worker(port: int, folder: Path, threads: int = 1) -> list[str]:
    """Return the command of a worker of the scheduler at a port; what dies is its process, no child of it."""
    alone = ["--nthreads", str(threads), "--no-nanny", "--no-dashboard", "--local-directory", str(folder)]
    return [sys.executable, "-m", "distributed.cli.dask_worker", f"tcp://127.0.0.1:{port}", *alone]


def start(command: Sequence[str]) -> subprocess.Popen[bytes]:
    """Start a command silently, apart from this process."""
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **apart())


def free_port() -> int:
    """Return a port of loopback on which nothing listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def keep_running(wanted: dict[str, list[str]], running: dict[str, subprocess.Popen[bytes]]) -> None:
    """Start what is not running."""
    for name, command in wanted.items():
        if name not in running or running[name].poll() is not None:
            print(f"starting {name}", flush=True)
            running[name] = start(command)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
