"""Measure how fast the review page is, in a real browser, of a long bitext beside a short one.

    python scripts/bench.py page [--rows 100000] [--short 320] [--times 7]

Both bitexts are our sample report, again and again; their pages take turns in one run. A step is over when
the page says so itself (`static/busy.js`), and has drawn what it was asked for. `page` and `server` are the
processor time of the browser's page and of the server, which other work on the machine makes hardly longer;
`wall` is what a person waits. The median of each counts. `× short` says how much more processor time the long
bitext takes.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

import psutil
from rich.console import Console
from rich.table import Table

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from browsing import CHROMIUM, FLAGS, ready
from reviewing import report_bitext

OVER = """(marks) => new Promise((resolve) => {
  const { dataset } = document.body;
  const isOver = () => 'ready' in dataset && !marks.some((mark) => mark in dataset);
  const look = () => isOver() && (watch.disconnect(), requestAnimationFrame(() => setTimeout(resolve)));
  const watch = new MutationObserver(look);
  watch.observe(document.body, { attributes: true });
  look();
})"""
"""Resolves once the page has drawn what it was asked for: to ask it again and again would be counted too."""

KEYS = {
    "next row": "j",
    "confirm": "Enter",
    "merge": "m",
    "open a field": "e",
    "undo": "u",
    "to the end": "G",
}
STEPS = (
    "next row", "confirm", "merge", "open a field", "save the text", "undo", "search", "clear the search",
    "to the end",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Spent:
    """Milliseconds of a step."""

    wall: float
    page: float
    server: float


class Bench:
    """A bitext under review, and a page that shows it."""

    def __init__(self, url: str, process: psutil.Process, browser: Any) -> None:
        self.url, self.process = url, process
        self.cdp = browser.new_browser_cdp_session()
        self.context = browser.new_context(viewport={"width": 1400, "height": 900})
        self.new_page()

    def new_page(self) -> None:
        """Take a page of its own process: loading it spends what an earlier one has spent anew."""
        self.page = self.context.new_page()
        self.page.set_default_timeout(120_000)

    def spent(self, act: Callable[[], object]) -> Spent:
        """Do something and return what it took."""
        began, page, server = time.perf_counter(), self._page_ms(), self._server_ms()
        act()
        wall = 1000 * (time.perf_counter() - began)
        self.wait("busy", "later")
        return Spent(wall, self._page_ms() - page, self._server_ms() - server)

    def open(self) -> None:
        """Load the page, until it stands on a row and hears keys."""
        self.page.goto(self.url)
        ready(self.page)

    def wait(self, *marks: str) -> None:
        """Wait until the page has drawn what it was asked for."""
        self.page.evaluate(OVER, marks)

    def press(self, key: str) -> None:
        """Press a key, and wait until what it asks for is done."""
        self.page.keyboard.press(key)
        self.wait("busy")

    def write(self) -> None:
        """Add a word to the translation of the row one stands on; it is saved by Enter."""
        self.press("e")
        self.page.keyboard.press("End")
        self.page.keyboard.insert_text(" 又及")

    def search(self, text: str) -> None:
        """Look for a text."""
        self.page.fill("#query", text)
        self.wait("busy")

    def leave_search(self) -> None:
        """Go back to the rows."""
        self.page.evaluate("document.activeElement.blur()")

    def rest(self) -> None:
        """Wait until the server has nothing of its own to do: it folds and checks the rows at first."""
        while self.process.cpu_percent(interval=2) > 10:
            pass

    def memory(self) -> float:
        """Return the megabytes that the server holds."""
        return self.process.memory_info().rss / 2**20

    def _page_ms(self) -> float:
        """Return the processor time of the tabs, of which the others only ask the server now and then."""
        processes = self.cdp.send("SystemInfo.getProcessInfo")["processInfo"]
        return 1000 * sum(float(each["cpuTime"]) for each in processes if each["type"] == "renderer")

    def _server_ms(self) -> float:
        times = self.process.cpu_times()
        return 1000 * (times.user + times.system)


def main(argv: Sequence[str]) -> int:
    """Print a row a step."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--short", type=int, default=320, help="rows of the bitext it is compared with")
    parser.add_argument("--times", type=int, default=7, help="how often each step is done")
    arguments = parser.parse_args(argv)
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        with (
            served(arguments.rows, Path(folder) / "long") as long,
            served(arguments.short, Path(folder) / "short") as short,
        ):
            benches = [Bench(*each, browser) for each in (long, short)]
            show(measure(benches, arguments.times), benches[0].memory(), arguments.rows, arguments.short)
        browser.close()
    return 0


@contextmanager
def served(rows: int, folder: Path) -> Iterator[tuple[str, psutil.Process]]:
    """Serve a bitext of so many rows; yield the address of its page, and the process."""
    folder.mkdir()
    report_bitext(rows).save(folder / "bench.bitext.jsonl")
    command = [sys.executable, "-m", "align", "review", str(folder), "--no-browser", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        found = re.match(r"http\S+", server.stdout.readline())
        try:
            assert found, "the server did not start"
            yield f"{found[0]}review/bench.bitext.jsonl", psutil.Process(server.pid)
        finally:
            server.terminate()


def measure(benches: Sequence[Bench], times: int) -> dict[str, list[Spent]]:
    """Return what each step took, of each bitext."""
    told = {"open the first time": [opened(bench) for bench in benches]}
    told["open again"] = [middle([opened(bench) for _ in range(3)]) for bench in benches]
    for bench in benches:
        bench.rest()
    for name in STEPS:
        turns = [[spent_on(name, bench) for bench in benches] for _ in range(times)]
        told[name] = [middle(column) for column in zip(*turns, strict=True)]
    return told


def opened(bench: Bench) -> Spent:
    """Load the page, anew, in a tab of its own."""
    bench.page.close()
    bench.new_page()
    return bench.spent(bench.open)


def spent_on(name: str, bench: Bench) -> Spent:
    """Do a step, with what has to be done before and after it, unmeasured."""
    if name == "save the text":
        bench.write()
        spent = bench.spent(lambda: bench.press("Enter"))
    elif name == "search":
        bench.search("")
        spent = bench.spent(lambda: bench.search("饮用水"))
    elif name == "clear the search":
        bench.search("饮用水")
        spent = bench.spent(lambda: bench.search(""))
        bench.leave_search()
    else:
        if name == "to the end":
            bench.press("g")
        spent = bench.spent(lambda: bench.press(KEYS[name]))
        if name == "open a field":
            bench.press("Escape")
    return spent


def middle(spent: Sequence[Spent]) -> Spent:
    """Return the median of each."""
    return Spent(*(median(getattr(each, name) for each in spent) for name in Spent.__slots__))


def show(told: dict[str, list[Spent]], memory: float, rows: int, short: int) -> None:
    """Print the table."""
    table = Table("step", "wall ms", "page ms", "server ms", f"{short:,} rows: page", "server", "× short")
    for name, (long, brief) in told.items():
        ratio = (long.page + long.server) / max(brief.page + brief.server, 1)
        figures = (long.wall, long.page, long.server, brief.page, brief.server)
        table.add_row(name, *(f"{each:.0f}" for each in figures), f"{ratio:.1f}")
    console = Console(width=max(110, Console().width))
    console.print(f"{rows:,} rows, server {memory:.0f} MB")
    console.print(table)
