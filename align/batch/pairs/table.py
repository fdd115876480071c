"""A pairing as lines for a terminal: what `align batch --dry-run` shows."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from align.batch.pairs.pairing import Pairing
from align.languages import family
from align.words import counted, listed, say


def table(pairing: Pairing) -> Iterator[str]:
    """Yield the pairs with how each was found, then doubles and leftovers, then the totals."""
    for pair in pairing.pairs:
        sides = f"{_shown(pair.source, pairing)} | {_shown(pair.target, pairing)}"
        yield f"{pair.how:<8}  {pair.score:.2f}  {pair.margin:+.2f}  {sides}"
    for double in pairing.doubles:
        path, of = _shown(double.path, pairing), _shown(double.of, pairing)
        yield say("double    {path} = {of} ({reason})", path=path, of=of, reason=double.reason)
    for left in pairing.leftovers:
        yield say("left over {path}: {reason}", path=_shown(left.path, pairing), reason=left.reason)
    hows = Counter(pair.how for pair in pairing.pairs)
    counts = ", ".join(f"{how} {count}" for how, count in hows.most_common())
    pairs = counted("{n} pair", "{n} pairs", n=len(pairing.pairs))
    if counts:
        pairs = say("{pairs} (by {counts})", pairs=pairs, counts=counts)
    doubles = counted("{n} double", "{n} doubles", n=len(pairing.doubles))
    lone = len(pairing.leftovers)
    yield say("{pairs}, {doubles}, {left} left over", pairs=pairs, doubles=doubles, left=lone)
    yield from told_others(pairing)


def told_others(pairing: Pairing) -> Iterator[str]:
    """Yield a line on the languages of files in no pair that no pair is in: nobody asked for these."""
    pairs = ((pair.source_language, pair.target_language) for pair in pairing.pairs)
    paired = {family(code) for codes in pairs for code in codes}
    if others := sorted({left.language for left in pairing.leftovers} - paired - {""}):
        yield say(
            "not paired  files in {languages}: ask for them as in --pairs en-fr,en-ru, or by --pivot CODE",
            languages=listed(others),
        )


def _shown(path: Path, pairing: Pairing) -> str:
    """Return a path as seen from the folder, without what a terminal would obey."""
    shown = Path(os.path.relpath(path, pairing.folder)).as_posix()
    return "".join(c if c.isprintable() or c == "\u3000" else ascii(c)[1:-1] for c in shown)
