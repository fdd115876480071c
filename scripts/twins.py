"""Measure how well a PDF is read, against the Word file of the same document.

    python scripts/twins.py FOLDER [--show 20] [--json]

FOLDER holds twins: report.docx and report.pdf. Word keeps what each paragraph is, so its file is the truth
for the PDF. Printed for every document, and for all:

    paragraphs   numbered paragraphs whose number and text are equal
    kinds        blocks of the Word file that the PDF has too, as the same kind
    notes        footnotes whose mark and text are equal
    lost         characters in words of the Word file that the PDF lacks, as a share of all
    more         characters in words that only the body of the PDF has

Blanks and hyphens apart: where lines end, print loses both.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from align.document import Block, Document
from align.readers import read

MEASURES = ("paragraphs", "kinds", "notes", "lost", "more")

_BLANK = re.compile(r"[\s\u00ad\u200d\u2010\u2011-]")
_WORD = re.compile(r"[^\W_]+")
_FRAME = ("masthead", "contents")
"""Kinds that print and Word set in other ways: a Word file has no masthead, and its contents no dots."""


@dataclass(frozen=True, slots=True)
class Score:
    """What one pair of twins, or all of them, came to: for every measure a count, and of how many."""

    counts: Counter[str] = field(default_factory=Counter)
    of: Counter[str] = field(default_factory=Counter)
    wrong: tuple[str, ...] = ()
    """What differs, a line each, for people."""

    def share(self, measure: str) -> float:
        """Return the part that counts; of nothing, all of it is right and none is lost."""
        total = self.of[measure]
        return self.counts[measure] / total if total else float(measure not in ("lost", "more"))

    def __add__(self, other: Score) -> Score:
        """Return the score of both together."""
        return Score(self.counts + other.counts, self.of + other.of)

    def __str__(self) -> str:
        """Return one line of figures."""
        parts = (f"{m} {self.counts[m]}/{self.of[m]} = {self.share(m):.4f}" for m in MEASURES)
        return "   ".join(parts)


def main(arguments: Sequence[str]) -> int:
    """Print the figures of all twins in a folder; exit with 2 where it holds none."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--show", type=int, default=0, help="how many differences are shown a document")
    parser.add_argument("--json", action="store_true", help="print the total as JSON")
    options = parser.parse_args(arguments)
    total, found = Score(), list(twins(options.folder))
    for word, printed in found:
        one = score(read(word), read(printed))
        print(f"{word.stem}\n   {one}", *one.wrong[: options.show], sep="\n   ", file=sys.stderr, flush=True)
        total += one
    print(json.dumps({m: round(total.share(m), 4) for m in MEASURES}) if options.json else f"all\n   {total}")
    return 0 if found else 2


def twins(folder: Path) -> Iterator[tuple[Path, Path]]:
    """Yield the Word files of a folder that stand beside a PDF of the same name, with it."""
    for word in sorted(folder.glob("*.docx")):
        printed = word.with_suffix(".pdf")
        if printed.exists():
            yield word, printed


def score(word: Document, printed: Document) -> Score:
    """Measure the reading of a PDF against that of its Word file."""
    body = [block for block in word.blocks if block.kind not in _FRAME]
    numbered = [block for block in body if block.kind == "paragraph" and block.number]
    measured = {
        "paragraphs": _missing(map(_told, numbered), map(_told, printed.blocks)),
        "kinds": _missing(map(_kind, body), map(_kind, printed.blocks)),
        "notes": _missing(map(_told, word.footnotes), map(_told, printed.footnotes)),
    }
    of = Counter(paragraphs=len(numbered), kinds=len(body), notes=len(word.footnotes))
    counts = Counter({measure: of[measure] - missing.total() for measure, missing in measured.items()})
    words, all_words = _words(word.parts), _words(printed.parts)
    kept = _words(block for block in printed.parts if block.kind not in _FRAME)
    of["lost"] = of["more"] = _letters(words)
    counts["lost"], counts["more"] = _letters(words - all_words), _letters(kept - words)
    wrong = [f"{measure}: {' | '.join(row)[:150]}" for measure, rows in measured.items() for row in rows]
    wrong += [f"lost: {word} × {n}" for word, n in (words - all_words).most_common()]
    wrong += [f"more: {word} × {n}" for word, n in (kept - words).most_common()]
    return Score(counts, of, tuple(wrong))


def _missing(wanted: Iterable[tuple[str, ...]], held: Iterable[tuple[str, ...]]) -> Counter[tuple[str, ...]]:
    return Counter(wanted) - Counter(held)


def _told(block: Block) -> tuple[str, ...]:
    return _plain(block.number).strip("().、"), _plain(block.text)


def _kind(block: Block) -> tuple[str, ...]:
    return block.kind, _plain(block.number).strip("().、") + _plain(block.text)


def _plain(text: str) -> str:
    return _BLANK.sub("", unicodedata.normalize("NFKC", text)).lower()


def _words(blocks: Iterable[Block]) -> Counter[str]:
    text = " ".join(f"{block.number} {block.text}" for block in blocks)
    return Counter(_WORD.findall(unicodedata.normalize("NFKC", text).lower()))


def _letters(words: Counter[str]) -> int:
    return sum(len(word) * count for word, count in words.items())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
