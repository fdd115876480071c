"""Measure how fast files are read, beside the least that reading can mean.

    python scripts/bench.py read FILE… [--times 3] [--pages 250]

The least is what a library needs to get at the text of the same file, without lines, paragraphs, kinds or
notes: PDFium's text of every page; all XML of a Word file, parsed; all text of a web page; the words of a
plain text. Both take turns in one run and are timed as processor time of this process, of which the smallest
counts: so their ratio holds on a busy machine too, where seconds alone tell little.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from lxml import etree, html
from rich.console import Console
from rich.table import Table

from align.readers import read

WARM = Path(__file__).parent.parent / "corpora" / "report"
"""A small file of each kind, read before anything is timed: modules are loaded and patterns compiled then."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What it took to read one file."""

    name: str
    pages: int
    """Those of a PDF; of other files 0."""
    characters: int
    seconds: float
    least: float
    """Seconds of the library alone."""


def main(argv: Sequence[str]) -> int:
    """Print a row a file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("files", type=Path, nargs="+", metavar="FILE")
    parser.add_argument("--times", type=int, default=3, help="how often each is read")
    parser.add_argument("--pages", type=int, help="also one PDF of so many pages of the files")
    arguments = parser.parse_args(argv)
    for ending in {path.suffix for path in arguments.files}:
        for path in WARM.glob(f"*.en{ending}"):
            read(path)
    with tempfile.TemporaryDirectory() as folder:
        files = list(arguments.files)
        if arguments.pages:
            files.append(joined(files, arguments.pages, Path(folder) / f"{arguments.pages} pages.pdf"))
        show([measure(path, arguments.times) for path in files])
    return 0


def measure(path: Path, times: int) -> Measured:
    """Read one file so often, in turns with the library alone."""
    least = LEAST.get(path.suffix, words_of)
    turns = [(seconds(lambda: read(path)), seconds(lambda: least(path))) for _ in range(times)]
    ours, theirs = (min(column) for column in zip(*turns, strict=True))
    characters = sum(len(block.text) for block in read(path).parts)
    return Measured(path.name, pages_of(path), characters, ours, theirs)


def seconds(work: Callable[[], object]) -> float:
    """Return the processor time of some work."""
    begin = time.process_time()
    work()
    return time.process_time() - begin


def printed_text(path: Path) -> list[str]:
    """Return the text of a PDF, page by page, as PDFium tells it."""
    import pypdfium2

    with pypdfium2.PdfDocument(path) as document:
        return [page.get_textpage().get_text_bounded() for page in document]


def parsed_parts(path: Path) -> list[str]:
    """Return the text of all XML in a Word file."""
    with zipfile.ZipFile(path) as package:
        parts = [package.read(name) for name in package.namelist() if name.endswith(".xml")]
    return ["".join(etree.fromstring(part).itertext()) for part in parts]


def web_text(path: Path) -> str:
    """Return the text of a web page."""
    return str(html.tostring(html.fromstring(path.read_bytes()), method="text", encoding="unicode"))


def words_of(path: Path) -> list[str]:
    """Return the words of a plain text."""
    return re.findall(r"\w+", path.read_text(encoding="utf-8", errors="replace"))


LEAST: dict[str, Callable[[Path], object]] = {
    ".pdf": printed_text,
    ".docx": parsed_parts,
    ".html": web_text,
    ".htm": web_text,
}


def pages_of(path: Path) -> int:
    """Return the pages of a PDF; 0 of other files."""
    import pypdfium2

    if path.suffix != ".pdf":
        return 0
    with pypdfium2.PdfDocument(path) as document:
        return len(document)


def joined(paths: Sequence[Path], pages: int, path: Path) -> Path:
    """Write so many pages of some PDFs into one, again from the first where they are too few."""
    import pypdfium2

    whole = pypdfium2.PdfDocument.new()
    sources = [pypdfium2.PdfDocument(path) for path in paths if path.suffix == ".pdf"]
    if not sources:
        sys.exit("--pages needs a PDF among the files")
    while len(whole) < pages:
        for source in sources:
            whole.import_pages(source, range(min(len(source), pages - len(whole))))
    whole.save(path)
    return path


def show(rows: Sequence[Measured]) -> None:
    """Print the table."""
    table = Table("file", "pages", "characters", "seconds", "library alone", "times", "ms a page")
    for row in rows:
        a_page = f"{1000 * row.seconds / row.pages:.1f}" if row.pages else "–"
        figures = (f"{row.seconds:.2f}", f"{row.least:.2f}", f"{row.seconds / row.least:.1f}", a_page)
        table.add_row(row.name, str(row.pages or "–"), f"{row.characters:,}", *figures)
    Console(width=max(100, Console().width)).print(table)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
