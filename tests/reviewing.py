"""A review server in its own process, as a person starts it, and bitexts of our own text to review."""

import re
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from forking import Forked

from align import embed
from align.bitext import Bead, Bitext, Side
from align.document import Segment
from align.terms.base import TermBase
from align.web.opening import open_target

PATIENCE = 120
"""Seconds for which something is waited for; other work on the machine may make it long."""

NO_TERMS = TermBase(())

CORPORA = Path(__file__).parent.parent / "corpora"

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "</textarea></script><!--",
    "{{ 7*7 }} {% for x in y %} ${7*7}",
    "[data-x]' onclick='alert(1)",
    "javascript:alert(1)",
    "&lt;b&gt; &amp;amp; &#x3c;",
    "abc \u202eevil\u202c \u2066x\u2069 \u200f",
    "\x00\x07\x1b[31m\ud800",
    "👩‍👩‍👧‍👦🏳️‍🌈 𠮷𡨴𪚥 〇々",
    "العربية 中文 English עברית",
    "a" * 100_000,
    "漢" * 100_000,
    " ",
]
"""Texts that would act, hide or burst where they are not shown as text."""


def report_bitext(rows: int) -> Bitext:
    """Return the sample report as often as it takes to fill so many rows, one score in four a doubtful one."""
    lines = (CORPORA / "report/gold.tsv").read_text(encoding="utf-8").splitlines()[1:]
    pairs = [line.split("\t") for line in lines]
    beads = [_bead(row, *pairs[row % len(pairs)]) for row in range(rows)]
    return Bitext(Side("en", "report.en.docx", "A/79/9123"), Side("zh-CN", "report.zh.docx"), tuple(beads))


def _bead(row: int, place: str, *texts: str) -> Bead:
    kind = "heading" if len(texts[0]) < 60 and not texts[0].endswith(".") else "paragraph"
    number = f"{place}." if place.isdecimal() else ""
    sides = [
        (Segment(text, part=row, end=len(text), kind=kind, number=number),) if text else () for text in texts
    ]
    return Bead(
        *sides, score=(0.98, 0.93, 0.62, 0.97, 0.81, 0.99, 0.34, 0.95)[row % 8] if all(sides) else 0.0
    )


def spoilt(bitext: Bitext, every: int = 9) -> Bitext:
    """Return the bitext with a wrong figure in the translation of every so manieth row that has figures."""
    found = 0
    beads = list(bitext.beads)
    for i, bead in enumerate(beads):
        if bead.target and re.search(r"\d", bead.target[0].text):
            found += 1
            if found % every == 0:
                text = re.sub(r"\d+", lambda digits: str(int(digits[0]) + 1), bead.target[0].text, count=1)
                beads[i] = replace(bead, target=(replace(bead.target[0], text=text), *bead.target[1:]))
    return replace(bitext, beads=tuple(beads))


@contextmanager
def serving(memory: Path):
    """Run `align tm serve` on a memory; yield its address."""
    command = [sys.executable, "-m", "align", "tm", "serve", str(memory), "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
        try:
            yield next(re.search(r"http://\S+", line)[0] for line in server.stderr if "http://" in line)
        finally:
            server.terminate()
            server.wait(timeout=PATIENCE)


@contextmanager
def reviewing(path: Path, *options: str, port: int = 0):
    """Run `align review` on a path; yield its process and its address."""
    waivers = (path if path.is_dir() else path.parent) / "waivers.tsv"
    ours = ("--no-browser", "--port", str(port), "--waivers", str(waivers))
    with Forked("review", str(path), *ours, *options) as server:
        try:
            url = server.stdout.readline().strip()
            assert url.startswith("http"), "the server did not start"
            yield server, url
        finally:
            server.terminate()
            server.wait(timeout=PATIENCE)


class Desk:
    """The server of the review, which may be killed and come back at the same address."""

    def __init__(self, path, stack):
        self.path, self.stack, self.port = path, stack, 0
        self.start()

    def start(self):
        self.server, self.url = self.stack.enter_context(reviewing(self.path, port=self.port))
        self.port = int(self.url.rstrip("/").rpartition(":")[2])

    def is_killed(self):
        self.server.kill()
        self.server.wait()


@contextmanager
def reviewed(path: Path, *, base: TermBase = NO_TERMS):
    """Yield a client of the review of a path, in this process; what is checked has been."""
    from starlette.testclient import TestClient

    from align.web.app import make_app
    from align.web.folder.open_bitexts import OpenBitexts

    bitexts = OpenBitexts(open_target([path]), base, path.parent / "waivers.tsv", embed.load())
    bitexts.file(path.name).watch.refresh()
    address = "http://127.0.0.1:8765"
    yield TestClient(make_app(bitexts), address, headers={"Origin": address})
    bitexts.close()


def until(holds, pause=0.05):
    """Wait until something holds, and return it; between two looks pause for some seconds."""
    end = time.monotonic() + PATIENCE
    while not (value := holds()):
        assert time.monotonic() < end, "it did not come to hold"
        time.sleep(pause)
    return value
