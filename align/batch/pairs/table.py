"""A pairing as lines for a terminal: what `align batch --dry-run` shows."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from align.batch.pairs.pairing import Pairing


def table(pairing: Pairing) -> Iterator[str]:
    """Yield the pairs with how each was found, then doubles and leftovers, then the totals."""
    for pair in pairing.pairs:
        sides = f"{_shown(pair.source, pairing)} | {_shown(pair.target, pairing)}"
        yield f"{pair.how:<8}  {pair.score:.2f}  {pair.margin:+.2f}  {sides}"
    for double in pairing.doubles:
        yield f"double    {_shown(double.path, pairing)} = {_shown(double.of, pairing)} ({double.reason})"
    for left in pairing.leftovers:
        yield f"left over {_shown(left.path, pairing)}: {left.reason}"
    hows = Counter(pair.how for pair in pairing.pairs)
    by = f" (by {', '.join(f'{how} {count}' for how, count in hows.most_common())})" if hows else ""
    doubles, leftovers = len(pairing.doubles), len(pairing.leftovers)
    yield f"{len(pairing.pairs)} pairs{by}, {doubles} doubles, {leftovers} left over"


def _shown(path: Path, pairing: Pairing) -> str:
    """Return a path as seen from the folder, without what a terminal would obey."""
    shown = Path(os.path.relpath(path, pairing.folder)).as_posix()
    return "".join(c if c.isprintable() or c == "\u3000" else ascii(c)[1:-1] for c in shown)
