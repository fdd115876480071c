"""Measure how fast a memory is converted to each format and read back, and in how much memory.

    python scripts/bench.py convert [--units 1000000] [--peer-units 100000] [--to .tmx .xlf …]

The memory is made up: a sentence of 18 words and its 30 characters a unit. Each conversion is a process of
its own, `align convert`; so is that of the peer, translate-toolkit, with its own TMX, PO and XLIFF. What was
written is read by `align convert --check`. Seconds are those of the processor, so that a busy machine changes
little; a ratio of 0.5 is half of the peer's seconds a unit.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from align.exchange import FORMATS

_ENGLISH = (
    "the Council decides to review and adopt measures for the right to development under article".split()
)
_CHINESE = "理事会决定审查并通过关于该区域所有人民发展权的措施根据条款"
_PEER = """
import sys
from importlib import import_module
from translate.storage import tmx
source = tmx.tmxfile.parsefile(sys.argv[1])
module, name = sys.argv[2].split(".")
made = getattr(import_module("translate.storage." + module), name)()
for unit in source.units:
    new = made.addsourceunit(unit.source)
    new.target = unit.target
with open(sys.argv[3], "wb") as file:
    made.serialize(file)
"""
PEERS = {".tmx": "tmx.tmxfile", ".v12.xlf": "xliff.xlifffile", ".po": "pypo.pofile"}
"""What the peer writes, by our ending of the same format."""


class Cost(NamedTuple):
    """What a process took."""

    seconds: float
    megabytes: float

    def __str__(self) -> str:
        return f"{self.seconds:6.1f} s {self.megabytes:5.0f} MB"


def main(argv: Sequence[str]) -> int:
    """Print a row a format."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--units", type=int, default=1_000_000)
    parser.add_argument("--peer-units", type=int, default=100_000)
    parser.add_argument(
        "--to", nargs="*", default=[ending for ending, form in FORMATS.items() if form.writes]
    )
    options = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as folder:
        large, small = Path(folder, "large.tmx"), Path(folder, "small.tmx")
        write_memory(large, options.units)
        write_memory(small, options.peer_units)
        peers = {ending: peer_cost(small, name) for ending, name in PEERS.items()}
        for ending in options.to:
            output = large.with_name(f"out{ending}")
            ours, peer = convert_cost(large, output), peers.get(ending, peers[".tmx"])
            ratio = ours.seconds / options.units / (peer.seconds / options.peer_units)
            print(
                f"{ending:15} {ours}   peer {peer} for {options.peer_units:,}   ratio a unit {ratio:.2f}   "
                + (f"read back {read_cost(output)}" if FORMATS[ending].reads else "not read")
                + f" of {output.stat().st_size / 2**20:.0f} MB",
                flush=True,
            )
            output.unlink()
    return 0


def write_memory(path: Path, units: int) -> None:
    """Write a TMX of that many units, no two alike."""
    chance = random.Random(1)
    with path.open("w", encoding="utf-8") as file:
        file.write('<tmx version="1.4"><header srclang="en" creationtool="bench"/><body>\n')
        for number in range(units):
            english = " ".join(chance.choices(_ENGLISH, k=18))
            chinese = "".join(chance.choices(_CHINESE, k=30))
            file.write(
                f'<tu tuid="u{number}"><tuv xml:lang="en"><seg>{english} {number}.</seg></tuv>'
                f'<tuv xml:lang="zh-CN"><seg>{chinese}{number}。</seg></tuv></tu>\n'
            )
        file.write("</body></tmx>\n")


def convert_cost(path: Path, output: Path) -> Cost:
    """Return what it takes to convert a file to another."""
    return _cost([sys.executable, "-m", "align", "convert", str(path), str(output)])


def read_cost(path: Path) -> Cost:
    """Return what it takes to read a file, its units counted; of those not taken that were told."""
    languages = ["--from", "en", "--to", "zh"]
    return _cost([sys.executable, "-m", "align", "convert", str(path), "--check", *languages], fine=(0, 1))


def peer_cost(path: Path, name: str) -> Cost:
    """Return what it takes translate-toolkit to convert a file."""
    output = path.with_name("peer")
    cost = _cost([sys.executable, "-c", _PEER, str(path), name, str(output)])
    output.unlink()
    return cost


def _cost(command: Sequence[str], fine: Sequence[int] = (0,)) -> Cost:
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in fine:
        raise subprocess.CalledProcessError(process.returncode, command)
    return Cost(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
