"""Leave sentences out of real translations, and tell how many of them the aligner shows.

    python scripts/evaluate_omissions.py [--data ../shared/data] [--rows 4000] [--pairs en-zh,en-fr]

DATA/eval/unpc_dev.6way.tsv.xz holds the same sentences in six languages. Of the translation, one sentence in
thirty is left out, or three in a row, or a whole paragraph; and one pair in twenty is joined to one sentence
on one side, so that not all that looks short is an omission. A sentence is found where it stands in a row of
its own; a row without a partner whose sentence was not left out is false.
"""

from __future__ import annotations

import argparse
import lzma
import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from align import embed
from align.scoring import Links
from align.sentences import align_sentences
from align.settings import Settings

PAIRS = ("en-zh", "zh-en", "en-fr", "en-es", "en-ru", "en-ar", "es-zh")
RUNS = {"one": (1, 1, 30), "three": (3, 3, 90), "paragraph": (5, 10, 200)}
"""How many sentences are left out in a row, at least and at most, and about how many stand between."""
JOINED = 0.05
SURE = 0.9


@dataclass(frozen=True)
class Found:
    """What the aligner made of a text with omissions."""

    omitted: int
    found: int
    false: int
    """Sentences shown without partner that have one."""
    hidden: int
    """Those left out that stand in a bead given `SURE` or more."""
    sentences: int

    @property
    def share(self) -> float:
        """Return the share of the omitted sentences that are shown."""
        return self.found / max(1, self.omitted)

    @property
    def false_in_1000(self) -> float:
        """Return how many of a thousand sentences are shown without partner, and have one."""
        return 1000 * self.false / max(1, self.sentences)


def main(argv: Sequence[str] | None = None) -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--rows", type=int, default=4000, help="sentences of the text")
    parser.add_argument("--pairs", default=",".join(PAIRS), help="language pairs")
    options = parser.parse_args(argv)
    embedder = embed.load()
    for pair in options.pairs.split(","):
        for kind in RUNS:
            found = found_in(options.data, pair, kind, options.rows, embedder)
            print(
                f"{pair} {kind}: {found.found} of {found.omitted} found ({found.share:.3f}), "
                f"{found.false_in_1000:.2f} false in 1,000, {found.hidden} hidden in sure rows",
                flush=True,
            )
    return 0


def found_in(data: Path, pair: str, kind: str, rows: int, embedder: embed.Embedder) -> Found:
    """Align a text of which some sentences are left out, and count what is shown."""
    source, target, gold = text_of(data / "eval" / "unpc_dev.6way.tsv.xz", pair, kind, rows)
    omitted = {links for links in gold if not links[1]}
    beads = align_sentences(source, target, embedder, Settings())
    lone = [(bead.source, bead.target) for bead in beads if not bead.source or not bead.target]
    sure = [i for bead in beads if bead.target and bead.score >= SURE for i in bead.source]
    found = sum(links in omitted for links in lone)
    hidden = sum(((i,), ()) in omitted for i in sure)
    return Found(len(omitted), found, len(lone) - found, hidden, len(source))


def text_of(path: Path, pair: str, kind: str, rows: int) -> tuple[list[str], list[str], list[Links]]:
    """Return both sides of a text, and which sentences belong together."""
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        head, *table = (line.rstrip("\n").split("\t") for line in lines)
    one, other = (head.index(code) for code in pair.split("-"))
    chance = random.Random(7)
    chance.shuffle(table)
    pairs = [(row[one], row[other]) for row in table[:rows]]
    gone = set(_left_out(len(pairs), *RUNS[kind], chance))
    source: list[str] = []
    target: list[str] = []
    gold: list[Links] = []
    k = 0
    while k < len(pairs):
        count = 2 if chance.random() < JOINED and k + 1 < len(pairs) and not {k, k + 1} & gone else 1
        sides = [[pairs[n][side] for n in range(k, k + count)] for side in (0, 1)]
        if count == 2:
            shorter = chance.randrange(2)
            sides[shorter] = [" ".join(sides[shorter])]
        if k in gone:
            sides[1] = []
        starts = len(source), len(target)
        source += sides[0]
        target += sides[1]
        gold.append((tuple(range(starts[0], len(source))), tuple(range(starts[1], len(target)))))
        k += count
    return source, target, gold


def _left_out(count: int, least: int, most: int, apart: int, chance: random.Random) -> Iterator[int]:
    place = chance.randrange(apart)
    while place < count:
        length = chance.randint(least, most)
        yield from range(place, min(place + length, count))
        place += length + chance.randrange(apart // 2, apart + apart // 2)


if __name__ == "__main__":
    sys.exit(main())
