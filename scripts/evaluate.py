"""Score the sentence aligner and its vectors against gold, beside what others published.

    python scripts/evaluate.py --data ../shared/data [--model NAME] [--json] [--omissions]

DATA/gold/SET/{src,tgt,align}/ are texts of one sentence a line with their gold beads; where SET also has
src.verse and tgt.verse, beads are joined to verses first. DATA/eval/NAME.tsv are pairs `zh<TAB>en`;
DATA/eval/NAME.6way.tsv.xz is a table of the same sentences in several languages, named in its first line.
"""

from __future__ import annotations

import argparse
import json
import lzma
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise, product
from pathlib import Path
from typing import Any

import evaluate_omissions
from rich.console import Console
from rich.table import Table

from align import embed
from align.beads import ScoredBead
from align.scoring import Links, Rate, merge_verses, read_beads, retrieval, score_beads
from align.sentences import align_sentences
from align.settings import Settings

PUBLISHED = {
    # Strict F1 on Chinese–English texts: Liu & Zhu 2022 (Bertalign) and the tables of their aligner-eval.
    "Gale–Church": (0.455, 0.567, 0.852),
    "hunalign": (0.607, 0.818, 0.900),
    "Bleualign, Google MT": (0.676, None, 0.911),
    "Vecalign, LaBSE": (0.873, 0.957, 0.979),
    "Bertalign, LaBSE": (0.909, 0.973, 0.987),
}
PUBLISHED_SETS = "MAC-test (novels)", "Bible (verses)", "non-literary"
CEILING = 0.992
"""Strict F1 of one of the two people who annotated the MAC sets held against the other."""
OMISSION_ROWS = 4000
"""Sentences of a text of which some are left out."""
BINS = tuple(step / 10 for step in range(11))
"""Edges of the reliability table."""


@dataclass(frozen=True)
class GoldText:
    """One text of a gold set."""

    source: list[str]
    target: list[str]
    gold: list[Links]


@dataclass(frozen=True)
class Aligned:
    """What the aligner made of a gold set."""

    gold: list[list[Links]]
    given: list[list[ScoredBead]]
    seconds: float


def main(argv: Sequence[str] | None = None) -> int:
    """Print the report."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument(
        "--data", type=Path, default=Path("../shared/data"), help="folder with gold/ and eval/"
    )
    parser.add_argument("--model", default="default", help="embedding model")
    parser.add_argument("--swap", action="store_true", help="align the other way round too")
    parser.add_argument("--omissions", action="store_true", help="leave sentences out of UN text, too (slow)")
    parser.add_argument("--json", action="store_true", help="print JSON and no table")
    arguments = parser.parse_args(argv)
    if not arguments.data.is_dir():
        print(f"{arguments.data}: there is no such folder; name it with --data", file=sys.stderr)
        return 2
    embedder = embed.load(arguments.model)
    report = evaluate(arguments.data, embedder, swap=arguments.swap)
    if arguments.omissions:
        report["omissions"] = omissions_report(arguments.data, embedder)
    if arguments.json:
        print(json.dumps(report, indent=2, ensure_ascii=False))
    else:
        _show(report)
    return 0


def evaluate(data: Path, embedder: embed.Embedder, *, swap: bool = False) -> dict[str, Any]:
    """Return all scores as plain values."""
    report: dict[str, Any] = {"beads": {}, "retrieval": {}, "languages": {}, "calibration": {}}
    for folder in sorted(path for path in (data / "gold").glob("*") if (path / "align").is_dir()):
        for turned in (False, True) if swap else (False,):
            name = folder.name + " (swapped)" * turned
            aligned = align_set(read_set(folder), embedder, turned=turned)
            verses = read_verses(folder)
            report["beads"][name] = beads_report(aligned, verses)
            if not verses:  # gold of verses cannot say whether a bead inside one is right
                report["calibration"][name] = calibration(aligned)
    for path in sorted((data / "eval").glob("*.tsv")):
        report["retrieval"][path.stem] = retrieval_report(path, embedder)
    for path in sorted((data / "eval").glob("*way.tsv.xz")):
        report["languages"][path.name.partition(".")[0]] = languages_report(path, embedder)
    return report


def read_set(folder: Path) -> Iterator[GoldText]:
    """Yield the texts of a gold set."""
    for path in sorted((folder / "align").glob("*.align")):
        source, target = (
            (folder / side / path.stem).read_text(encoding="utf-8").splitlines() for side in ("src", "tgt")
        )
        yield GoldText(source, target, [(bead.source, bead.target) for bead in read_beads(path)])


def read_verses(folder: Path) -> tuple[list[str], list[str]] | None:
    """Return the verse of each sentence of either side, where the set knows verses."""
    paths = [folder / f"{side}.verse" for side in ("src", "tgt")]
    if not all(path.exists() for path in paths):
        return None
    source, target = (path.read_text(encoding="utf-8").splitlines() for path in paths)
    return source, target


def align_set(texts: Iterable[GoldText], embedder: embed.Embedder, *, turned: bool = False) -> Aligned:
    """Align every text of a set; turned: target as source, and the beads turned back."""
    gold, given, seconds = [], [], 0.0
    for text in texts:
        sides = (text.target, text.source) if turned else (text.source, text.target)
        begin = time.perf_counter()
        beads = align_sentences(*sides, embedder, Settings())
        seconds += time.perf_counter() - begin
        gold.append(text.gold)
        given.append([ScoredBead(b.target, b.source, b.score) for b in beads] if turned else beads)
    return Aligned(gold, given, seconds)


def beads_report(aligned: Aligned, verses: tuple[list[str], list[str]] | None) -> dict[str, Any]:
    """Return strict, lax and ae precision, recall and F1 of a set."""
    given = [[(bead.source, bead.target) for bead in beads] for beads in aligned.given]
    if verses:
        given = [merge_verses(beads, *verses) for beads in given]
    score = score_beads(zip(aligned.gold, given, strict=True))
    rates = {name: _rate(getattr(score, name)) for name in ("strict", "lax", "ae")}
    return {"beads": sum(map(len, given)), "seconds": round(aligned.seconds, 2)} | rates


def calibration(aligned: Aligned) -> list[dict[str, float]]:
    """Return the reliability table: how many beads have a confidence, how many of them are right."""
    rows = [
        (bead.score, (bead.source, bead.target) in known)
        for gold, given in zip(aligned.gold, aligned.given, strict=True)
        for known in [set(gold)]
        for bead in given
    ]
    table = []
    for low, high in pairwise(BINS):
        inside = [right for score, right in rows if low <= score < high or score == high == 1.0]
        if inside:
            table.append({"from": low, "to": high, "beads": len(inside), "right": sum(inside) / len(inside)})
    return table


def retrieval_report(path: Path, embedder: embed.Embedder) -> dict[str, float]:
    """Return P@1, plain and with margin, from Chinese to English and back."""
    pairs = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if "\t" in line]
    chinese, english = (embedder.encode([pair[side] for pair in pairs]) for side in (0, 1))
    return {"pairs": len(pairs)} | _both_ways(chinese, english)


def languages_report(path: Path, embedder: embed.Embedder) -> dict[str, dict[str, float]]:
    """Return P@1, plain and with margin, there and back, for each two languages of a table."""
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        head, *rows = (line.rstrip("\n").split("\t") for line in lines)
    vectors = {language: embedder.encode(texts) for language, *texts in zip(head, *rows, strict=True)}
    # As translators say it: from the language that is named first, English last.
    pairs = combinations(sorted(vectors, key=lambda language: (language == "en", language)), 2)
    return {f"{one}-{other}": _both_ways(vectors[one], vectors[other]) for one, other in pairs}


def omissions_report(data: Path, embedder: embed.Embedder) -> dict[str, dict[str, float]]:
    """Return how many sentences left out of a translation are shown, for each two languages and kind."""
    report = {}
    for pair, kind in product(evaluate_omissions.PAIRS, evaluate_omissions.RUNS):
        found = evaluate_omissions.found_in(data, pair, kind, OMISSION_ROWS, embedder)
        counts = {name: getattr(found, name) for name in ("omitted", "found", "hidden", "false_in_1000")}
        report[f"{pair} {kind}"] = {"share": found.share} | counts
    return report


def _both_ways(source: embed.Vectors, target: embed.Vectors) -> dict[str, float]:
    plain, margin = retrieval(source, target)
    plain_back, margin_back = retrieval(target, source)
    return {"plain": plain, "margin": margin, "plain_back": plain_back, "margin_back": margin_back}


def _rate(rate: Rate) -> dict[str, float]:
    return {"precision": rate.precision, "recall": rate.recall, "f1": rate.f1}


def _show(report: dict[str, Any]) -> None:
    console = Console(width=max(100, Console().width))
    beads = Table("set", "strict P", "R", "F1", "lax P", "R", "F1", "ae F1", "seconds", title="Beads")
    for name, row in report["beads"].items():
        figures = [row[kind][part] for kind in ("strict", "lax") for part in ("precision", "recall", "f1")]
        beads.add_row(name, *(f"{x:.3f}" for x in [*figures, row["ae"]["f1"]]), f"{row['seconds']:.1f}")
    console.print(beads)
    published = Table("published, strict F1", *PUBLISHED_SETS)
    for name, scores in PUBLISHED.items():
        published.add_row(name, *(f"{score:.3f}" if score else "–" for score in scores))
    published.add_row("two people, one against the other", f"{CEILING:.3f}", "–", "–")
    console.print(published)
    vectors = Table("pairs", "zh→en", "margin", "en→zh", "margin", title="P@1")
    for name, row in report["retrieval"].items():
        shares = (row[key] for key in ("plain", "margin", "plain_back", "margin_back"))
        vectors.add_row(f"{name} ({row['pairs']})", *(f"{share:.4f}" for share in shares))
    console.print(vectors)
    for name, pairs in report["languages"].items():
        languages = Table("languages", "there", "margin", "back", "margin", title=f"P@1, {name}")
        for pair, row in pairs.items():
            languages.add_row(pair, *(f"{share:.4f}" for share in row.values()))
        console.print(languages)
    if "omissions" in report:
        omissions = Table(
            "text, left out", "share found", "left out", "found", "hidden in sure rows", "false in 1,000"
        )
        for name, row in report["omissions"].items():
            omissions.add_row(
                name, *(f"{value:.3f}" if isinstance(value, float) else str(value) for value in row.values())
            )
        console.print(omissions)
    reliability = Table("set", "confidence", "beads", "right", title="Calibration")
    for name, rows in report["calibration"].items():
        for row in rows:
            reliability.add_row(
                name, f"{row['from']:.1f}–{row['to']:.1f}", str(int(row["beads"])), f"{row['right']:.3f}"
            )
    console.print(reliability)


if __name__ == "__main__":
    sys.exit(main())
