"""Compare the processor time of the aligner with sentweave's and with an earlier commit's, in one run.

    python scripts/bench.py align [--data ../shared/data] [--commit a7e285d] [--rounds 3]
    python scripts/bench.py align --length 30000 --cores 1 --without-sentweave

All align the texts of DATA/gold/mac-dev and aca, or one long text of DATA/parallel, with the same model; each
in processes of its own, in turns, so that whatever else the machine does hits them alike. *whole* is with
embedding: sentweave (Vecalign's programme, on PyPI) embeds every run of sentences, we embed clauses.
*aligning* is what is left when all vectors are known; *embedding* is of all sentences by a model that was
just loaded, *again* of the same sentences once more: the words of a document are read about three times. We
align twice, by numpy alone and by compiled loops where numba is installed (`align.sentences.kernel`); the
first *whole* of a process then holds their loading, and compiling when it has never been done. Only ratios of
one run mean anything: the seconds are those of one machine on one day.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any

import numpy as np
import psutil
from bench import read_text
from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).parent.parent
SETS = ("mac-dev", "aca")
COMMIT = "a7e285d"
"""What 0.2.0 is compared with: before beads were looked at by their type."""
PARTS = ("whole", "aligning", "embedding", "again")
OURS = ("numpy", "compiled")
"""How we align, as processes are told and rows are called."""


def main(argv: Sequence[str]) -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"), help="holds gold/")
    parser.add_argument("--commit", default=COMMIT, help="of this repository, to compare with")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--length", type=int, default=0, help="one text of so many English sentences instead")
    parser.add_argument("--cores", type=int, default=0, help="how many to work on; default: all")
    parser.add_argument("--without-sentweave", action="store_true", help="it takes long for a long text")
    parser.add_argument("--measure", choices=(*OURS, "sentweave"), help=argparse.SUPPRESS)
    options = parser.parse_args(argv)
    if options.measure:
        print(json.dumps(measured(options.data, options.length, options.measure)))
        return 0
    if options.cores:
        psutil.Process().cpu_affinity(list(range(options.cores)))  # and so the processes it starts
    with tempfile.TemporaryDirectory() as folder:
        earlier = _checked_out(options.commit, Path(folder))
        trees = {"numpy": ROOT, "compiled": ROOT, options.commit: earlier, "sentweave": ROOT}
        if importlib.util.find_spec("numba") is None:
            del trees["compiled"]
        if importlib.util.find_spec("sentweave") is None or options.without_sentweave:
            del trees["sentweave"]
        rounds = [
            {name: _in_process(tree, name, options) for name, tree in trees.items() if tree}
            for _ in range(options.rounds)
        ]
    _show(rounds, [options.commit, "sentweave"])
    return 0


def measured(data: Path, length: int, aligner: str) -> dict[str, float]:
    """Return the seconds of processor that one aligner takes for all texts, part by part, and its memory."""
    from align import embed

    model = embed.load(str(ROOT / "models" / "default"))
    if length:
        english, chinese = read_text(data / "parallel", length)
        texts = [(english, [sentence for cut in chinese for sentence in cut])]
    else:
        texts = [pair for name in SETS for pair in _texts(data / "gold" / name)]
    run = _sentweave if aligner == "sentweave" else _ours
    model.encode(texts[0][0])
    sentences = [sentence for pair in texts for side in pair for sentence in side]
    known = Known(model)
    with _loops(aligner):
        seconds = {"whole": _seconds(lambda: run(texts, model))}
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        run(texts, known)
        seconds |= {"aligning": _seconds(lambda: run(texts, known)), "peak": peak}
    if aligner != "sentweave":  # it has no model of its own
        fresh = embed.load(str(ROOT / "models" / "default"))
        seconds["embedding"] = _seconds(lambda: fresh.encode(sentences))
        seconds["again"] = _seconds(lambda: fresh.encode(sentences))
    return seconds


def _loops(aligner: str) -> AbstractContextManager[None]:
    """Return a block in which numpy works, or compiled loops."""
    try:
        from align.sentences import kernel
    except ImportError:  # an earlier commit has none
        return nullcontext()
    return kernel.used("always" if aligner == "compiled" else "never")


class Known:
    """A model that remembers the vectors of all texts it was asked for."""

    additive = True

    def __init__(self, model: Any) -> None:
        self._model, self.name, self.dim, self.tokens = model, model.name, model.dim, model.tokens
        self._sums: dict[str, Any] = {}

    def sums(self, texts: Sequence[str]) -> Any:
        """Return (n, dim) sums of token vectors."""
        new = [text for text in dict.fromkeys(texts) if text not in self._sums]
        self._sums.update(zip(new, self._model.sums(new), strict=True))
        return np.array([self._sums[text] for text in texts], np.float32).reshape(-1, self.dim)

    def encode(self, texts: Sequence[str]) -> Any:
        """Return (n, dim) vectors of length one."""
        sums = self.sums(texts)
        return sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-12)


def _ours(texts: Sequence[tuple[list[str], list[str]]], model: Any) -> None:
    from align.sentences import align_sentences
    from align.settings import Settings

    for source, target in texts:
        align_sentences(source, target, model, Settings())


def _sentweave(texts: Sequence[tuple[list[str], list[str]]], model: Any) -> None:
    from sentweave import align

    for source, target in texts:
        align(source, target, model)


def _texts(folder: Path) -> Iterator[tuple[list[str], list[str]]]:
    for path in sorted((folder / "align").glob("*.align")):
        source, target = (
            (folder / side / path.stem).read_text(encoding="utf-8").splitlines() for side in ("src", "tgt")
        )
        yield source, target


def _seconds(work: Callable[[], object]) -> float:
    """Return the user time of this process and all its threads."""
    begin = resource.getrusage(resource.RUSAGE_SELF).ru_utime
    work()
    return resource.getrusage(resource.RUSAGE_SELF).ru_utime - begin


def _checked_out(commit: str, folder: Path) -> Path | None:
    """Return a folder with the package of a commit; none where the repository has no such commit."""
    package = subprocess.run(
        ["git", "-C", str(ROOT), "archive", commit, "align"], capture_output=True, check=False
    )
    if package.returncode:
        return None
    subprocess.run(["tar", "-x", "-C", str(folder)], input=package.stdout, check=True)
    return folder


def _in_process(tree: Path, name: str, options: argparse.Namespace) -> dict[str, float]:
    measure = name if name in (*OURS, "sentweave") else "numpy"
    texts = ["--data", str(options.data), "--length", str(options.length)]
    command = [sys.executable, "-W", "ignore", __file__, *texts, "--measure", measure]
    done = subprocess.run(
        command, env=os.environ | {"PYTHONPATH": str(tree)}, stdout=subprocess.PIPE, check=True, text=True
    )
    seconds: dict[str, float] = json.loads(done.stdout)
    return seconds


def _show(rounds: Sequence[dict[str, dict[str, float]]], others: Sequence[str]) -> None:
    """Print the median of each, and of ours to it, by numpy / compiled; absent is what is not installed."""
    head = *(f"{part}, s" for part in PARTS), *(f"ours / its {part}" for part in PARTS), "peak, MB"
    table = Table("processor", *head)
    for name in [*OURS, *others]:
        if name not in rounds[0]:
            table.add_row(name, "absent")
            continue
        seconds = [_median([own[name].get(part) for own in rounds]) for part in PARTS]
        ratios = [
            " / ".join(_median([_ratio(own, ours, name, part) for own in rounds]) for ours in OURS)
            for part in PARTS
        ]
        table.add_row(name, *seconds, *ratios, f"{max(own[name]['peak'] for own in rounds):.0f}")
    Console(width=max(130, Console().width)).print(table)


def _ratio(seconds: dict[str, dict[str, float]], ours: str, other: str, part: str) -> float | None:
    own, its = (seconds.get(name, {}).get(part) for name in (ours, other))
    return own / its if own and its else None


def _median(values: Sequence[float | None]) -> str:
    known = [value for value in values if value is not None]
    return f"{statistics.median(known):.2f}" if known else "–"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
