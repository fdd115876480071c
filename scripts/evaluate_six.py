"""Align the samples in six languages, each with each, in every format, and score them against their gold.

    python scripts/evaluate_six.py [--corpora corpora] [--ending txt] [--pairs es-ru,ar-ru] [--wrong]

For each pair and format: strict F1 of its rows. For each format: how many units of `align many` are right in
all six languages. A row is right where each language says exactly what the gold says, blanks and footnote
marks aside. The gold holds what is one unit in six languages: rows that make up one of its units together are
one. Mastheads, which it does not hold, count neither way. The statement, running prose without numbers, is
written from its source as plain text, and its gold is for each pair as fine as the pair allows.
"""

from __future__ import annotations

import argparse
import csv
import re
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import combinations, groupby
from pathlib import Path

from sample_source import Block, parse

from align.bitext import Bitext
from align.document import Document
from align.pipeline import align_documents
from align.readers import read
from align.versions import align_versions, joined

LANGUAGES = ("en", "ar", "es", "fr", "ru", "zh")
ENDINGS = ("docx", "pdf", "txt", "statement")
Row = tuple[str, ...]


def main(argv: Sequence[str] | None = None) -> int:
    """Print the table; exit with 1 where a figure is below .97."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--corpora", type=Path, default=Path("corpora"))
    parser.add_argument(
        "--ending", choices=ENDINGS, action="append", help="only this format, or the statement"
    )
    parser.add_argument("--pairs", default="", help="only these, as en-fr,es-ru")
    parser.add_argument("--wrong", action="store_true", help="show the rows that are wrong")
    options = parser.parse_args(argv)
    pairs = [tuple(pair.split("-")) for pair in options.pairs.split(",") if pair]
    low = False
    for ending in options.ending or ENDINGS:
        scores = statement_scores if ending == "statement" else partial(pair_scores, ending=ending)
        for (one, other), score, wrong in scores(options.corpora, pairs=pairs):
            print(f"{one}-{other} {ending}: strict F1 {score:.3f}", flush=True)
            low |= score < 0.97
            for row in wrong if options.wrong else []:
                print("   ", *row, sep=" | ")
        if not pairs and ending != "statement":
            right, all_of = units_right(options.corpora, ending)
            print(f"many {ending}: {right} of {all_of} units right in all six", flush=True)
    return int(low)


def pair_scores(
    corpora: Path, ending: str, pairs: Sequence[Row] = ()
) -> Iterator[tuple[Row, float, list[Row]]]:
    """Yield each pair with its strict F1 and the rows that are wrong."""
    documents = {code: read(corpora / f"six/report.{code}.{ending}") for code in LANGUAGES}
    for one, other in pairs or combinations(LANGUAGES, 2):
        known = set(gold(corpora, (one, other)))
        given = list(_in_units(_rows(align_documents(documents[one], documents[other])), known))
        right = sum(row in known for row in given)
        wrong = [row for row in given if row not in known] + sorted(known - set(given))
        yield (one, other), 2 * right / (len(given) + len(known)), wrong


def statement_scores(corpora: Path, pairs: Sequence[Row] = ()) -> Iterator[tuple[Row, float, list[Row]]]:
    """Yield the same of the statement."""
    blocks = parse((corpora / "statement/source.txt").read_text(encoding="utf-8"))
    documents = {code: _as_plain_text(blocks, code) for code in LANGUAGES}
    beads = [bead for block in blocks for bead in block.beads]
    for one, other in pairs or combinations(LANGUAGES, 2):
        known = [
            (bare("".join(here)), bare("".join(there)))
            for bead in beads
            for here, there in bead.matches(one, other)
            if here or there
        ]
        given = list(_rows(align_documents(documents[one], documents[other])))
        wrong = [row for row in given if row not in known] + [row for row in known if row not in given]
        yield (one, other), 1 - len(wrong) / (len(given) + len(known)), wrong


def _as_plain_text(blocks: Iterable[Block], language: str) -> Document:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"statement.{language}.txt"
        path.write_text("\n\n".join(block.text(language) for block in blocks), encoding="utf-8")
        return read(path)


def _rows(bitext: Bitext) -> Iterator[Row]:
    """Yield the rows of a bitext without those of the masthead."""
    for bead, unit in zip(bitext.beads, bitext.units(), strict=True):
        if any(segment.kind != "masthead" for segment in (*bead.source, *bead.target)):
            yield bare(unit.source), bare(unit.target)


def _in_units(rows: Iterable[Row], known: Iterable[Row]) -> Iterator[Row]:
    """Yield rows, neighbours that lie in one unit of the gold as one."""
    units = list(known)

    def unit_of(row: Row) -> int | Row:
        return next(
            (
                k
                for k, unit in enumerate(units)
                if all(text and text in whole for text, whole in zip(row, unit, strict=True))
            ),
            row,
        )

    for _, group in groupby(rows, key=unit_of):
        yield tuple(map("".join, zip(*group, strict=True)))


def units_right(corpora: Path, ending: str) -> tuple[int, int]:
    """Return how many units of the gold `align many` finds, and how many there are."""
    files = [corpora / f"six/report.{code}.{ending}" for code in LANGUAGES]
    multitext = joined(align_versions(files))
    found = {tuple(map(bare, multitext.texts(unit))) for unit in multitext.units}
    known = set(gold(corpora, LANGUAGES))
    return len(known & found), len(known)


def gold(corpora: Path, languages: Iterable[str]) -> Iterator[Row]:
    """Yield the rows of the gold in some of its languages, without those that are empty in all."""
    codes = list(languages)
    with (corpora / "six/gold.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            texts = tuple(bare(row[code]) for code in codes)
            if any(texts):
                yield texts


def bare(text: str) -> str:
    """Return a text without blanks and footnote marks, in which gold and rows are compared."""
    return re.sub(r"\{[\d*]+\},?|[\s\u00b9\u00b2\u00b3\u2070-\u2079]", "", text)


if __name__ == "__main__":
    sys.exit(main())
