"""Measure speed and memory against the length of the text, beside a LaBSE-sized encoder and hunalign.

    python scripts/bench.py --data ../shared/data --plot cost.svg [--hunalign PATH]
    python scripts/bench.py align …    compares with sentweave and an earlier commit: bench_alignment.py
    python scripts/bench.py tm …    measures translation memories: bench_tm.py
    python scripts/bench.py serve …    measures a served memory under load: bench_serve.py
    python scripts/bench.py convert    measures `align convert` beside translate-toolkit: bench_convert.py
    python scripts/bench.py read FILE…    measures how fast files are read: bench_read.py
    python scripts/bench.py page    measures the review page of 100,000 rows in a browser: bench_page.py

The texts are real pairs of DATA/parallel in a row, some Chinese sentences cut in two, as in books. The
encoder has LaBSE's shape (12 layers of 768) and random weights: speed does not depend on what it learned.
It is left out where torch is not installed.
"""

from __future__ import annotations

import argparse
import json
import lzma
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from align import embed
from align.files import write_whole
from align.sentences import align_sentences
from align.settings import Settings

OTHERS = {
    "align": "bench_alignment", "tm": "bench_tm", "convert": "bench_convert", "read": "bench_read",
    "page": "bench_page", "serve": "bench_serve",
}  # fmt: skip
"""What else is measured, by its name, and the module that measures it."""
LENGTHS = (500, 1000, 2000, 5000, 10000, 20000, 30000)
SETS = ("news_commentary_10k", "translation2019zh_sample", "tatoeba_manythings")
CUT = 0.75
"""Share of the Chinese sentences with a comma that are cut there: 30,000 become about 40,000."""
ENCODER_SENTENCES, ENCODER_TOKENS = 64, 32
WIDTH, HEIGHT, MARGIN = 640, 400, 60
"""Of the plot, in pixels."""


def main(argv: Sequence[str] | None = None) -> int:
    """Print the measurements."""
    argv = sys.argv[1:] if argv is None else argv
    if argv and argv[0] in OTHERS:
        code: int = import_module(OTHERS[argv[0]]).main(argv[1:])
        return code
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"), help="holds parallel/")
    parser.add_argument("--model", default="default")
    parser.add_argument("--lengths", type=int, nargs="+", default=LENGTHS, help="English sentences")
    parser.add_argument("--hunalign", type=Path, help="its binary")
    parser.add_argument("--plot", type=Path, help="SVG file for cost against length")
    parser.add_argument("--json", action="store_true", help="print JSON and no table")
    arguments = parser.parse_args(argv)
    english, chinese = read_text(arguments.data / "parallel", max(arguments.lengths))
    embedder = embed.load(arguments.model)
    rows = [
        measure(english[:length], [c for cut in chinese[:length] for c in cut], embedder, arguments.hunalign)
        for length in sorted(arguments.lengths)
    ]
    report = {"rows": rows, "labse_shaped_sentences_per_second": encoder_speed()}
    if arguments.plot:
        with write_whole(arguments.plot) as file:
            file.write(plot(rows).encode())
    if arguments.json:
        print(json.dumps(report, indent=2))
    else:
        _show(report)
    return 0


def read_text(folder: Path, count: int) -> tuple[list[str], list[list[str]]]:
    """Return English sentences and, for each, its translation in one or two sentences."""
    chance = random.Random(1)
    english: list[str] = []
    chinese: list[list[str]] = []
    for name in SETS:
        with lzma.open(folder / f"{name}.tsv.xz", "rt", encoding="utf-8") as file:
            for line in file:
                zh, _, en = line.rstrip("\n").partition("\t")
                place = re.search("[，；]", zh[:-1])
                cut = place is not None and chance.random() < CUT
                if zh and en and len(english) < count:
                    english.append(en)
                    chinese.append([zh[: place.end()], zh[place.end() :]] if place and cut else [zh])
    return english, chinese


def measure(
    source: list[str], target: list[str], embedder: embed.Embedder, hunalign: Path | None
) -> dict[str, Any]:
    """Return seconds and memory for one text."""
    encode = _seconds(lambda: (embedder.encode(source), embedder.encode(target)))
    whole = _seconds(lambda: align_sentences(source, target, embedder, Settings()))
    row = {
        "source": len(source),
        "target": len(target),
        "encode_seconds": encode,
        "end_to_end_seconds": whole,
        "encoded_per_second": (len(source) + len(target)) / encode,
        "aligned_per_second": (len(source) + len(target)) / whole,
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }
    if hunalign:
        row["hunalign_seconds"] = hunalign_seconds(hunalign, source, target)
    return row


def encoder_speed() -> float | None:
    """Return sentences a second through a transformer of LaBSE's shape, None without torch."""
    try:
        import torch
    except ImportError:
        return None
    torch.manual_seed(1)
    layer = torch.nn.TransformerEncoderLayer(768, 12, 3072, activation="gelu", batch_first=True)
    encoder = torch.nn.TransformerEncoder(layer, 12).eval()
    tokens = torch.randn(ENCODER_SENTENCES, ENCODER_TOKENS, 768)
    with torch.inference_mode():
        encoder(tokens[:2])  # the first run also sets up threads
        return ENCODER_SENTENCES / _seconds(lambda: encoder(tokens))


def hunalign_seconds(binary: Path, source: Sequence[str], target: Sequence[str]) -> float:
    """Return what hunalign takes without a dictionary, Chinese cut into characters."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / name for name in ("empty.dic", "source.txt", "target.txt")]
        paths[0].touch()
        paths[1].write_text("\n".join(source) + "\n", encoding="utf-8")
        paths[2].write_text("\n".join(" ".join(text) for text in target) + "\n", encoding="utf-8")
        return _seconds(lambda: subprocess.run([binary, *paths], check=True, capture_output=True))


def plot(rows: Sequence[dict[str, Any]]) -> str:
    """Return an SVG of seconds against sentences; a straight line is linear cost."""
    longest, slowest = max(row["source"] for row in rows), max(row["end_to_end_seconds"] for row in rows)

    def place(row: dict[str, Any]) -> tuple[float, float]:
        x = MARGIN + row["source"] / longest * (WIDTH - 2 * MARGIN)
        return x, HEIGHT - MARGIN - row["end_to_end_seconds"] / slowest * (HEIGHT - 2 * MARGIN)

    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in map(place, rows))
    marks = "".join(
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3"/>'
        f'<text x="{x:.1f}" y="{y - 8:.1f}" text-anchor="end">{row["end_to_end_seconds"]:.1f} s</text>'
        f'<text x="{x:.1f}" y="{HEIGHT - MARGIN + 16}" text-anchor="middle">{row["source"]}</text>'
        for row, (x, y) in zip(rows, map(place, rows), strict=True)
    )
    corner = f"{MARGIN},{HEIGHT - MARGIN}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" font-family="sans-serif"'
        f' font-size="11"><title>Seconds from sentences to beads, by source sentences</title>'
        f'<polyline points="{MARGIN},{MARGIN} {corner} {WIDTH - MARGIN},{HEIGHT - MARGIN}" fill="none"'
        f' stroke="gray"/><polyline points="{corner} {line}" fill="none" stroke="black"/>{marks}</svg>\n'
    )


def _seconds(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def _show(report: dict[str, Any]) -> None:
    table = Table("source", "target", "encode s", "end to end s", "sentences/s", "peak MB", "hunalign s")
    for row in report["rows"]:
        hunalign = row.get("hunalign_seconds")
        table.add_row(
            str(row["source"]),
            str(row["target"]),
            f"{row['encode_seconds']:.2f}",
            f"{row['end_to_end_seconds']:.2f}",
            f"{row['aligned_per_second']:.0f}",
            f"{row['peak_mb']:.0f}",
            f"{hunalign:.2f}" if hunalign else "–",
        )
    console = Console(width=max(100, Console().width))
    console.print(table)
    speed = report["labse_shaped_sentences_per_second"]
    ours = report["rows"][-1]["encoded_per_second"]
    console.print(f"encoder: {ours:.0f} sentences a second")
    if speed:
        console.print(f"LaBSE-shaped encoder: {speed:.1f}, {ours / speed:.0f} times slower")
    else:
        console.print("LaBSE-shaped encoder: not measured, torch is not installed")


if __name__ == "__main__":
    sys.exit(main())
