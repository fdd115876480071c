"""Measure a translation memory: import, look-up, concordance, memory; recall against scoring everything.

    python scripts/bench.py tm --data ../shared/data --plot tm.svg [--sizes 10000 100000 1000000]

Units are the pairs of DATA/parallel, then variations of them: figures exchanged, words exchanged, left out or
put in. Queries are held-out pairs and units with up to four words changed, half in either language. Beside
our look-up stand rapidfuzz over everything, which it must agree with, and translate-toolkit's matcher. Each
size is measured in a process of its own that does nothing else, so that its memory is what serving takes.
"""

from __future__ import annotations

import argparse
import json
import lzma
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from rich.console import Console
from rich.table import Table

from align.memory import Memory, Place, Unit
from align.memory.lookup import Match, Searcher
from align.memory.match import as_string, codes, least_words, match
from align.text import is_han

SIZES = (10_000, 30_000, 100_000, 300_000, 1_000_000)
HELD_OUT = 2000
THRESHOLD = 70
TOOLKIT_UNITS = 10_000
"""Of translate-toolkit's matcher, which looks at every unit of a like length: enough to see its speed."""
Pair = tuple[str, str]


def main(argv: Sequence[str] | None = None) -> int:
    """Print the measurements."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"), help="holds parallel/")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="units, rising")
    parser.add_argument("--queries", type=int, default=300, help="of each kind")
    parser.add_argument("--exhaustive", type=int, default=100, help="queries scored against everything")
    parser.add_argument("--plot", type=Path, help="picture (.svg .png) of milliseconds against units")
    parser.add_argument("--json", action="store_true", help="print JSON and no table")
    parser.add_argument("--serve", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args(argv)
    if arguments.serve:
        print(json.dumps(serve(arguments.serve, json.load(sys.stdin))))
        return 0
    if arguments.plot and not find_spec("matplotlib"):
        parser.error("--plot needs matplotlib")
    rows = bench(arguments)
    if arguments.plot:
        plot(rows, arguments.plot)
    if arguments.json:
        print(json.dumps(rows, indent=2))
    else:
        show(rows)
    return 0


def bench(arguments: argparse.Namespace) -> list[dict[str, Any]]:
    """Return a row of measurements for each size."""
    chance = random.Random(1)
    pairs = read_pairs(arguments.data / "parallel", chance)
    held_out, pairs = pairs[:HELD_OUT], pairs[HELD_OUT:]
    units = varied(pairs, chance)
    queries = make_queries(pairs[: min(arguments.sizes)], held_out, arguments.queries, chance)
    rows, texts = [], []
    with tempfile.TemporaryDirectory() as folder, Memory.open(Path(folder) / "tm", create=True) as memory:
        for size in sorted(arguments.sizes):
            new = [next(units) for _ in range(size - len(texts))]
            texts += new
            seconds = _seconds(lambda new=new: memory.add(map(unit_of, new)))
            row = {"units": size, "import_per_second": len(new) / seconds} | _served(memory.folder, queries)
            row |= compare(row.pop("found"), texts, queries["fuzzy"][: arguments.exhaustive])
            print(json.dumps(row), file=sys.stderr)
            rows.append(row)
    rows[0] |= toolkit_speed(texts[:TOOLKIT_UNITS], queries["fuzzy"])
    return rows


def read_pairs(folder: Path, chance: random.Random) -> list[Pair]:
    """Return all different pairs, English first, in a mixed order."""
    found = set()
    for path in sorted(folder.glob("*.tsv.xz")):
        with lzma.open(path, "rt", encoding="utf-8") as file:
            for line in file:
                zh, _, en = line.rstrip("\n").partition("\t")
                if zh and en:
                    found.add((en, zh))
    pairs = sorted(found)
    chance.shuffle(pairs)
    return pairs


def varied(pairs: list[Pair], chance: random.Random) -> Iterator[Pair]:
    """Yield the pairs, then variations of them without end."""
    yield from pairs
    while True:
        (en, zh), (other_en, other_zh) = chance.sample(pairs, 2)
        yield changed(en, other_en, 2, chance), changed(zh, other_zh, 2, chance)


def changed(text: str, other: str, most: int, chance: random.Random) -> str:
    """Return a text with other figures, and up to some of its words exchanged, left out or put in."""
    text = re.sub(r"\d", lambda _: str(chance.randrange(10)), text)
    chinese = is_han(text[len(text) // 2]) or is_han(text[0])
    words, others = (list(text), list(other)) if chinese else (text.split(), other.split())
    for _ in range(chance.randint(1, most)):
        place = chance.randrange(len(words) + 1)
        words[place : place + chance.randrange(2)] = chance.sample(
            others, min(len(others), chance.randrange(2))
        )
    return ("" if chinese else " ").join(words) or text


def make_queries(
    held: list[Pair], fresh: list[Pair], count: int, chance: random.Random
) -> dict[str, list[str]]:
    """Return texts to look up and phrases to search, half in either language."""
    fuzzy = [
        changed(chance.choice(held)[n % 2], chance.choice(held)[n % 2], 4, chance)
        if n % 3
        else chance.choice(fresh)[n // 3 % 2]
        for n in range(count)
    ]
    semantic = [chance.choice(fresh)[n % 2] for n in range(count)]
    return {"fuzzy": fuzzy, "semantic": semantic, "concordance": _phrases(held, count, chance)}


def _phrases(pairs: list[Pair], count: int, chance: random.Random) -> list[str]:
    """Return phrases as they stand in the texts: two to four characters, one to three words."""
    phrases: list[str] = []
    while len(phrases) < count:
        text = chance.choice(pairs)[len(phrases) % 2]
        patterns = (r"[^\W\d_]+(?: [^\W\d_]+){0,2}", r"[\u4e00-\u9fff]{2,4}")
        if found := re.findall(patterns[len(phrases) % 2], text):
            phrases.append(chance.choice(found).replace("AND", "and").replace("NOT", "not"))
    return phrases


def _served(folder: Path, queries: dict[str, list[str]]) -> dict[str, Any]:
    command = [sys.executable, __file__, "--serve", str(folder)]
    done = subprocess.run(command, input=json.dumps(queries), capture_output=True, text=True, check=True)
    row: dict[str, Any] = json.loads(done.stdout)
    return row


def serve(folder: Path, queries: dict[str, list[str]]) -> dict[str, Any]:
    """Answer queries as a server does; return milliseconds, megabytes, and what was found by words."""
    row: dict[str, Any] = {}
    with Memory.open(folder) as memory:
        searcher = Searcher(memory)
        row["words_index_seconds"] = _seconds(searcher.index.all)
        row["vectors_index_seconds"] = _seconds(searcher.prepare)
    with Memory.open(folder) as memory:
        searcher = Searcher(memory)
        kinds: dict[str, Callable[[str], object]] = {
            "fuzzy": lambda text: searcher.lookup(text, semantic=False),
            "semantic": lambda text: searcher.lookup(text, threshold=100),
            "concordance": searcher.concordance,
        }
        for kind, ask in kinds.items():
            ask(queries[kind][0])  # the first one reads the model
            times = [1000 * _seconds(lambda q=query, ask=ask: ask(q)) for query in queries[kind]]
            row |= {f"{kind}_p{p}": float(np.percentile(times, p)) for p in (50, 99)}
        row["resident_mb"] = _resident_mb()
        wide = {"threshold": THRESHOLD, "limit": 1000, "semantic": False}
        row["found"] = {text: [_key(m) for m in searcher.lookup(text, **wide)] for text in queries["fuzzy"]}
    return row


def compare(found: dict[str, list[str]], texts: list[Pair], queries: list[str]) -> dict[str, Any]:
    """Score everything, and return how much of what matches was found, and what scoring everything takes."""
    from rapidfuzz.distance import Levenshtein
    from rapidfuzz.process import cdist

    sides = [[as_string(codes(pair[side])) for pair in texts] for side in (0, 1)]
    least, matching, missed, times = least_words(THRESHOLD), 0, 0, []
    for query in queries:
        side = int(any(map(is_han, query)))
        begin = time.perf_counter()
        scores = cdist(
            [as_string(codes(query))], sides[side], scorer=Levenshtein.normalized_similarity,
            score_cutoff=least - 1e-6,
        )[0]  # fmt: skip
        near = [texts[n] for n in np.flatnonzero(scores)]
        every = {"\t".join(pair) for pair in near if match(query, pair[side]) >= THRESHOLD}
        times.append(1000 * (time.perf_counter() - begin))
        matching += len(every)
        missed += len(every - set(found[query]))
    recall = 1 - missed / matching if matching else 1.0
    return {"matching": matching, "recall": recall, "everything_p50": float(np.percentile(times, 50))}


def toolkit_speed(pairs: list[Pair], queries: list[str]) -> dict[str, Any]:
    """Return milliseconds of translate-toolkit's matcher; nothing where it is not installed or fails."""
    try:
        from translate.search import match as toolkit
        from translate.storage.po import pofile
    except ImportError:
        return {}
    store = pofile()
    for en, zh in dict(pairs).items():
        unit = store.addsourceunit(en)
        unit.target = zh
    matcher = toolkit.matcher(store, max_candidates=5, min_similarity=THRESHOLD, max_length=1000)
    times, crashes = [], 0
    for query in [query for query in queries if not any(map(is_han, query))][:50]:
        try:
            times.append(1000 * _seconds(lambda q=query: matcher.matches(q)))
        except TypeError:  # it compares units when two matches are alike
            crashes += 1
    speed = {"toolkit_units": len(store.units), "toolkit_crashes": crashes}
    return speed | ({"toolkit_p50": float(np.percentile(times, 50))} if times else {})


def plot(rows: list[dict[str, Any]], path: Path) -> None:
    """Draw milliseconds against units."""
    import matplotlib

    matplotlib.use("agg")
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(8, 5))
    sizes = [row["units"] for row in rows]
    for kind in ("fuzzy", "semantic", "concordance"):
        (line,) = axes.plot(sizes, [row[f"{kind}_p50"] for row in rows], marker="o", label=f"{kind}, p50")
        axes.plot(
            sizes, [row[f"{kind}_p99"] for row in rows], ":", color=line.get_color(), label=f"{kind}, p99"
        )
    axes.plot(sizes, [row["everything_p50"] for row in rows], color="gray", label="rapidfuzz over everything")
    axes.set(xscale="log", yscale="log", xlabel="units", ylabel="milliseconds")
    axes.legend()
    axes.grid(visible=True, alpha=0.3)
    figure.savefig(path)


def show(rows: list[dict[str, Any]]) -> None:
    """Print a table, the sizes side by side."""
    table = Table("", *(f"{row['units']:,}" for row in rows))
    for name in dict.fromkeys(name for row in rows for name in row if name != "units"):
        table.add_row(name.replace("_", " "), *(_figure(row.get(name)) for row in rows))
    Console(width=max(100, Console().width)).print(table)


def _figure(value: float | None) -> str:
    if value is None:
        return "–"
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.4g}"


def unit_of(pair: Pair) -> Unit:
    """Return a pair as a unit of one of five thousand documents."""
    number = hash(pair) % 5000
    place = Place(f"A/{number % 80}/{number}", f"{1980 + number % 45}-01-01")
    return Unit(0, "en", "zh-CN", *pair, score=0.9, places=(place,))


def _key(found: Match) -> str:
    texts = (found.source, found.target)
    return "\t".join(texts if found.source_language == "en" else texts[::-1])


def _resident_mb() -> float:
    """Return what this process holds in memory, mapped files included."""
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    return int(re.search(r"VmRSS:\s+(\d+)", status)[1]) / 1024


def _seconds(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


if __name__ == "__main__":
    sys.exit(main())
