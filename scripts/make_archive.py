"""Make an archive of document pairs from real text, with all that goes wrong in archives, and the truth.

    python scripts/make_archive.py OUT [--data ../shared/data] [--pairs 1000] [--seed 1] [--names mixed]

Runs of sentence pairs of `DATA/parallel/*.tsv.xz` become documents in both languages, docx or txt, with
page breaks and missing paragraphs (archive_files.py), named in nine ways (archive_names.py). One pair in
twenty is broken; some lack a partner, some have doubles, and there is noise. Files stand in `OUT/archive`;
`OUT/truth.tsv` says of each what it is. The same seed makes the same archive.

`--names content` gives every file a meaningless name and no masthead: only the text tells who belongs
to whom.
"""

from __future__ import annotations

import argparse
import lzma
import random
import shutil
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from archive_files import BREAKS, Text, write_text
from archive_names import SCHEMES, Names, symbol_of

from align.text import clean

SOURCES = {
    # Share of the documents that comes from each set of DATA/parallel.
    "tw_moj_law_current": 0.42,
    "un_documents_2023": 0.08,
    "news_commentary_10k": 0.12,
    "python_docs": 0.08,
    "kubernetes_docs": 0.08,
    "cbd_biosafety_i18n": 0.05,
    "tico19_covid": 0.05,
    "d2l_book": 0.07,
    "china_daily_bilingual": 0.05,
}
UNSEEN = {"unpc_dev": 0.2, "newstest": 0.8}
"""The same for DATA/eval, on which the packaged model was not trained."""
LONGEST = 1500
"""Characters above which a pair is no sentence or paragraph, but a table."""
FORMULA = 60
"""Characters up to which a sentence may come again, as formulas of laws do."""
SINGLE, DOUBLE, LOST = 0.02, 0.03, 0.03
"""Shares of pairs without a partner, of pairs with a double, of paragraphs that one side lacks."""

Unit = tuple[str, str]


@dataclass(frozen=True)
class Item:
    """A document to be written: its sentence pairs, and how its files are named."""

    units: tuple[Unit, ...]
    names: Names
    masthead: str = ""


def main(arguments: Sequence[str]) -> int:
    """Make the archive and its truth."""
    options = _options(arguments)
    rng = random.Random(options.seed)
    folder = options.out / "archive"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    items = list(_items(options, rng))
    rows = [row for position, _ in enumerate(items) for row in _write(folder, items, position, options, rng)]
    rows += _noise(folder, rng)
    lines = ["kind\tsource\ttarget\tnote", *("\t".join(row) for row in sorted(rows))]
    (options.out / "truth.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return 0


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--pairs", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--names", choices=["mixed", "content", *SCHEMES], default="mixed")
    parser.add_argument("--lines", type=int, default=40, help="median of sentence pairs a document")
    parser.add_argument("--broken", type=float, default=0.05, help="share of pairs with a broken file")
    parser.add_argument("--unseen", action="store_true", help="take text that no model here was trained on")
    return parser.parse_args(arguments)


def _items(options: argparse.Namespace, rng: random.Random) -> Iterator[Item]:
    """Yield the documents, dealt out over the sources and the ways of naming."""
    numbers = rng.sample(range(1, 100 * options.pairs), options.pairs)
    schemes = list(SCHEMES) if options.names == "mixed" else [options.names.replace("content", "renamed")]
    shares = UNSEEN if options.unseen else SOURCES
    pattern = "eval/{}.tsv" if options.unseen else "parallel/{}.tsv.xz"
    units = {name: _units(options.data / pattern.format(name)) for name in shares}
    places = {name: rng.randrange(len(units[name])) for name in shares}
    for position, number in enumerate(numbers):
        [source] = rng.choices(list(shares), list(shares.values()))
        length = min(300, max(12, round(rng.lognormvariate(0, 0.7) * options.lines)))
        chosen = [units[source][(places[source] + i) % len(units[source])] for i in range(length)]
        places[source] += length
        names, headed = SCHEMES[schemes[position % len(schemes)]](number, chosen[0], rng)
        yield Item(tuple(chosen), names, symbol_of(number) if headed else "")


@cache  # a test makes several archives
def _units(path: Path) -> list[Unit]:
    """Read the pairs of a set as (English, Chinese) in reading order, without empty and endless ones."""
    opener = lzma.open if path.suffix == ".xz" else open
    with opener(path, "rt", encoding="utf-8") as file:
        rows = [[clean(cell) for cell in line.split("\t")] for line in file]
    seen: set[str] = set()
    units = []
    for row in rows:
        # Some sets hold whole texts twice, in two translations: nobody could tell whose is whose.
        long = {cell for cell in row if len(cell) > FORMULA}
        if len(row) == 2 and all(row) and max(map(len, row)) < LONGEST and not seen & long:
            units.append((row[1], row[0]))
        seen |= long
    return units


def _write(
    folder: Path, items: Sequence[Item], position: int, options: argparse.Namespace, rng: random.Random
) -> Iterator[tuple[str, str, str, str]]:
    """Write the files of one document and yield what they are."""
    item = items[position]
    english, chinese = (_text(item, language, rng) for language in ("en", "zh"))
    fate = rng.random()
    if fate < options.broken:
        yield _broken(folder, items, position, rng)
        return
    write_text(folder / item.names.english, english)
    if fate < options.broken + SINGLE:
        yield "single", item.names.english, "", "its translation is missing"
        return
    write_text(folder / item.names.chinese, chinese)
    yield "pair", item.names.english, item.names.chinese, item.names.scheme
    if fate < options.broken + SINGLE + DOUBLE and item.names.scheme != "renamed":
        path = Path(item.names.english)
        copy = rng.choice([path.with_stem(path.stem + " (1)"), path.with_suffix(".html")])
        write_text(folder / copy, english)
        yield "double", str(copy), str(path), "a copy" if copy.suffix == path.suffix else "another format"


def _broken(
    folder: Path, items: Sequence[Item], position: int, rng: random.Random
) -> tuple[str, str, str, str]:
    """Write a pair one of whose files is broken, or translates another document."""
    item = items[position]
    side = rng.choice(["english", "chinese"])
    for language, name in (("en", item.names.english), ("zh", item.names.chinese)):
        write_text(folder / name, _text(item, language, rng))
    how = rng.choice([*BREAKS, "wrong"])
    if how == "wrong" and item.names.scheme != "renamed":
        other = items[(position + rng.randrange(1, len(items))) % len(items)]
        wrong = replace(item, units=other.units)
        write_text(folder / item.names.chinese, _text(wrong, "zh", rng))
        return "wrong", item.names.english, item.names.chinese, "translates another document"
    how = rng.choice(list(BREAKS)) if how == "wrong" else how
    broken = getattr(item.names, side)
    BREAKS[how](folder / broken, rng)
    return "broken", broken, item.names.chinese if side == "english" else item.names.english, how


def _text(item: Item, language: str, rng: random.Random) -> Text:
    """Join sentences to paragraphs of one to three; a few paragraphs are lost on one side.

    What sentences stand together is the same in both languages: it depends on the document alone.
    """
    cuts = random.Random(item.units[0][0])
    side = 0 if language == "en" else 1
    paragraphs, begin = [], 0
    while begin < len(item.units):
        end = begin + cuts.randint(1, 3)
        text = (" " if language == "en" else "").join(unit[side] for unit in item.units[begin:end])
        paragraphs.append(f"{len(paragraphs) + 1}. {text}" if item.masthead else text)
        begin = end
    kept = [text for text in paragraphs if rng.random() >= LOST / 2]
    return Text(language, tuple(kept or paragraphs), item.masthead)


def _noise(folder: Path, rng: random.Random) -> Iterator[tuple[str, str, str, str]]:
    """Write what lies about in archives and belongs to nobody."""
    french = ("Le Conseil des droits de l'homme a adopté le rapport de la commission sur les pays en cause.",)
    write_text(folder / "note.fr.txt", Text("fr", french * 20))
    yield "noise", "note.fr.txt", "", "a third language"
    files = {name: rng.randbytes(150) for name in ("~$report.docx", ".DS_Store", "Thumbs.db")}
    for name, content in files.items():
        (folder / name).write_bytes(content)
        yield "noise", name, "", "left by a program"
    (folder / "link.en.txt").symlink_to("/etc/hostname")
    yield "noise", "link.en.txt", "", "a symbolic link"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
