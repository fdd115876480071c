"""Score the pairing of a made archive against its truth.

    python scripts/evaluate_pairs.py OUT [--names-only] [--wrong 20]

OUT is what make_archive.py made. Right is a pair that is found, and a file without a partner that is
left alone; broken files and translations of other documents must be left over, with a reason.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from align.batch.pairs import Pairing, find_pairs

Row = tuple[str, str, str, str]


def main(arguments: Sequence[str]) -> int:
    """Print the figures; exit with 1 where fewer than 0.98 are right."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("--names-only", action="store_true", help="read no file")
    parser.add_argument("--wrong", type=int, default=20, help="how many mistakes are shown")
    options = parser.parse_args(arguments)
    truth = read_truth(options.out)
    begin = time.perf_counter()
    pairing = find_pairs(options.out / "archive", content=not options.names_only)
    seconds = time.perf_counter() - begin
    mistakes, totals = score(pairing, truth)
    for mistake in mistakes[: options.wrong]:
        print(*mistake, sep="\t")
    wrong = Counter(mistake[0] for mistake in mistakes)
    for kind, total in sorted(totals.items()):
        print(f"{kind:<22} {total - wrong[kind]:5} of {total:5} right")
    right = 1 - len(mistakes) / max(1, totals.total())
    print(f"all {right:.4f} right in {seconds:.1f} s ({totals.total()} cases)")
    return int(right < 0.98)


def read_truth(folder: Path) -> list[Row]:
    """Read what make_archive.py says of its files."""
    lines = (folder / "truth.tsv").read_text(encoding="utf-8").splitlines()[1:]
    rows = (line.split("\t") for line in lines)
    return [(kind, source, target, note) for kind, source, target, note in rows]


def score(pairing: Pairing, truth: Sequence[Row]) -> tuple[list[tuple[str, str, str]], Counter[str]]:
    """Return the mistakes (kind, files, what became of them) and how many cases of each kind there are."""
    twins = {source: target for kind, source, target, _ in truth if kind == "double"}
    partner = {}
    for pair in pairing.pairs:
        one, other = (p.relative_to(pairing.folder).as_posix() for p in (pair.source, pair.target))
        # Which of two formats of one text is taken is a matter of taste.
        partner |= {twins.get(one, one): other, other: twins.get(one, one)}
    fate = {
        left.path.relative_to(pairing.folder).as_posix(): f"left over: {left.reason}"
        for left in pairing.leftovers
    }
    mistakes, totals = [], Counter[str]()
    for kind, source, target, note in truth:
        case = f"{kind} {note}" if kind in ("pair", "broken") else kind
        totals[case] += 1
        alone = [] if kind == "pair" else [source, target] if kind in ("broken", "wrong") else [source]
        known = kind == "double" or all(path in fate for path in alone)
        fine = partner.get(source) == target if kind == "pair" else not set(alone) & set(partner) and known
        if not fine:
            became = (f"{path} → {partner.get(path) or fate.get(path)}" for path in (source, target) if path)
            mistakes.append((case, source, "; ".join(became)))
    return mistakes, totals


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
