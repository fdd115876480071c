"""Break valid files at random and read them: each must be read, or refused with an AlignError.

    python scripts/fuzz.py [--seconds 120] [--seed 1] [--kinds docx,pdf] [--keep FOLDER]

The files are those of the repository and what is made of its samples. What breaks (a traceback, more than
`SLOW` seconds, more than `MOST` MB) is told with the seed of its mutation and kept; exit 1. Before a release
let it run for an hour.
"""

from __future__ import annotations

import argparse
import io
import random
import resource
import signal
import sys
import tempfile
import time
import traceback
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from align import exchange, readers
from align.bitext import Bead, Bitext, Side
from align.document import Segment
from align.errors import AlignError
from align.srx import read_srx
from align.terms import formats

ROOT = Path(__file__).parent.parent
SLOW = 20
"""Seconds of the processor after which a file hangs."""
MOST = 2048
"""MB of memory after which a file swells."""
LARGEST = 2**20
"""Bytes of a file that is broken: large ones only take longer."""
TOKENS = (
    b"\x00", b"\xff\xfe", b"\xed\xa0\x80", "第".encode(), b"\r", b"\t", b'"', b"'", b"%",
    b"<", b"</", b"]]>", b"<?", b"<!DOCTYPE a [", b"&#0;", b"&x;", b"xml:lang", b"endobj", b"<<",
    b"-1", b"0", b"1e999", b"NaN", b"99999999999999999999",
)  # fmt: skip

Read = Callable[[Path], object]


def corpus(folder: Path) -> list[tuple[Path, Read]]:
    """Return valid files, and what reads each."""
    cases = ROOT / "tests" / "cases"
    documents = [
        p for p in sorted((ROOT / "corpora" / "report").glob("report.*")) if p.stat().st_size < LARGEST
    ]
    documents += [p for kind in ("akn", "html", "pdf", "txt") for p in sorted((cases / kind).rglob("*.*"))]
    found: list[tuple[Path, Read]] = [
        (path, readers.read) for path in documents if path.suffix in readers.READERS
    ]
    bitext = _bitext()
    for ending in ("tmx", "xlf", "tsv", "xlsx", "bitext.jsonl"):
        exchange.write(bitext, folder / f"bitext.{ending}")
        found.append((folder / f"bitext.{ending}", exchange.read))
    bases = sorted((ROOT / "corpora" / "terms").glob("*.tbx"))
    for ending in ("v2.tbx", "csv", "xlsx", "utx"):
        formats.write(formats.read(bases[0]), folder / f"base.{ending}")
        bases.append(folder / f"base.{ending}")
    found += [(path, formats.read) for path in bases]
    found += [(path, _rules) for path in sorted((ROOT / "align" / "languages" / "rules").glob("*.srx"))]
    return found


def _bitext() -> Bitext:
    texts = [(f"The Council took note of report {i}.", f"理事会注意到第{i}号报告。") for i in range(30)]
    beads = tuple(Bead((Segment(s, i),), (Segment(t, i),), 0.5) for i, (s, t) in enumerate(texts))
    return Bitext(Side("en", "a.en.txt"), Side("zh-CN", "a.zh.txt"), beads)


def _rules(path: Path) -> object:
    return read_srx(path, "en")


def broken(data: bytes, chance: random.Random) -> bytes:
    """Return a file with a few places changed; of a zip one part, or the bytes themselves."""
    if data.startswith(b"PK") and chance.random() < 0.8:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = {name: package.read(name) for name in package.namelist()}
        name = chance.choice([n for n in parts if n.endswith((".xml", ".rels"))])
        parts[name] = _changed(parts[name], chance)
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
            for part, content in parts.items():
                package.writestr(part, content)
        return file.getvalue()
    return _changed(data, chance)


def _changed(data: bytes, chance: random.Random) -> bytes:
    for _ in range(chance.randint(1, 8)):
        at, size = chance.randrange(len(data) + 1), chance.choice((1, 2, 8, 60, 900))
        piece = data[at : at + size]
        new = chance.choice(
            (b"", piece * 2, piece * 50, piece[::-1], chance.choice(TOKENS), chance.randbytes(size))
        )
        data = data[:at] + new + data[at + size * chance.randint(0, 1) :]
    return data[: chance.randrange(len(data) + 1)] if chance.random() < 0.05 else data


@contextmanager
def limited(seconds: int) -> Iterator[None]:
    """Raise TimeoutError in what takes longer; C code is interrupted when it returns.

    Seconds of the processor: where others take it, a file is not to blame. What waits has ten times as long.
    """

    def stop(*_: object) -> None:
        raise TimeoutError(f"more than {seconds} seconds")

    for what in (signal.SIGALRM, signal.SIGPROF):
        signal.signal(what, stop)
    signal.alarm(10 * seconds)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.setitimer(signal.ITIMER_PROF, 0)


def attempt(path: Path, read: Read) -> str:
    """Read a file; return what came, empty where it was read or refused as it should be."""
    before = megabytes()
    try:
        with limited(SLOW):
            read(path)
    except AlignError:
        pass
    except Exception:
        return traceback.format_exc()
    return f"it took {megabytes()} MB" if megabytes() > max(before, MOST) else ""


def megabytes() -> int:
    """Return the most memory that this process ever held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10


def main(arguments: list[str] | None = None) -> int:
    """Break files until the time is over; return 1 where anything broke."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=120)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kinds", default="", help="endings, as docx,pdf; all without it")
    parser.add_argument("--keep", type=Path, default=Path(tempfile.gettempdir()) / "align-fuzz")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        return _run(Path(folder), options)


def _run(folder: Path, options: argparse.Namespace) -> int:
    kinds = {f".{kind}" for kind in options.kinds.split(",") if kind}
    files = [(p, p.read_bytes(), read) for p, read in corpus(folder) if not kinds or p.suffix in kinds]
    tried, failed = Counter[str](), Counter[str]()
    end, seed = time.monotonic() + options.seconds, options.seed * 1_000_000
    while time.monotonic() < end:
        seed += 1
        chance = random.Random(seed)
        # By kind first: there are many texts, and few rule files.
        ending = chance.choice(sorted({path.suffix for path, _, _ in files}))
        path, data, read = chance.choice([file for file in files if file[0].suffix == ending])
        mutant = folder / f"mutant{path.name[path.name.index('.') :]}"
        mutant.write_bytes(broken(data, chance))
        tried[ending] += 1
        if trouble := attempt(mutant, read):
            last = trouble.strip().splitlines()[-1]
            failed[last] += 1
            if failed[last] == 1:
                options.keep.mkdir(parents=True, exist_ok=True)
                (options.keep / f"{seed}{ending}").write_bytes(mutant.read_bytes())
                print(f"seed {seed}, {path.name}: kept in {options.keep}\n{trouble}", file=sys.stderr)
    print(f"{sum(tried.values())} files: {dict(sorted(tried.items()))}; {sum(failed.values())} broke")
    return min(failed.total(), 1)


if __name__ == "__main__":
    sys.exit(main())
