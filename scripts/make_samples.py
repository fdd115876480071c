"""Make the sample reports in corpora from their sources: docx, pdf, txt in each language, and the gold.

    python scripts/make_samples.py [--no-pdf] [SAMPLE…]

Everything is written once, in `source.txt`, and printed in three ways, each with the traps of its kind:
docx with automatic numbers and real footnotes (sample_docx.py), pdf as LibreOffice prints that, txt as text
comes out of a PDF (sample_txt.py). The pdf needs `soffice` and the packages `fonts-liberation`,
`fonts-hosny-amiri` and `fonts-wqy-zenhei`.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from sample_docx import write_docx
from sample_manners import SAMPLES, Sample
from sample_source import Block, parse, strip_marks
from sample_txt import write_txt

CORPORA = Path(__file__).parent.parent / "corpora"


def main(arguments: Sequence[str]) -> int:
    """Make all samples, or those named; `--no-pdf` leaves the PDFs, and contents without page numbers."""
    chosen = [argument for argument in arguments if argument != "--no-pdf"]
    for sample in SAMPLES:
        if not chosen or sample.folder in chosen:
            make(sample, pdf="--no-pdf" not in arguments)
    return 0


def make(sample: Sample, *, pdf: bool) -> None:
    """Make all files of a sample."""
    folder = CORPORA / sample.folder
    blocks = parse((folder / "source.txt").read_text(encoding="utf-8"))
    write_gold(folder / "gold.tsv", sample, blocks)
    for language in sample.languages:
        base = f"{folder}/report.{language}"
        pages = write_pdf(Path(f"{base}.pdf"), sample, blocks, language) if pdf else {}
        write_docx(Path(f"{base}.docx"), sample, blocks, language, pages)
        write_txt(Path(f"{base}.txt"), sample, blocks, language)


def write_gold(path: Path, sample: Sample, blocks: Sequence[Block]) -> None:
    """Write one bead a line: where it stands, and its text in each language; the masthead is not aligned."""
    rows = [
        (block.place, *(bead.text(language) for language in sample.languages))
        for block in blocks
        for bead in block.beads
        if not block.kind.startswith("masthead")
    ]
    lines = ["\t".join(("place", *sample.languages))]
    lines += ["\t".join(strip_marks(cell) for cell in row) for row in rows]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def write_pdf(path: Path, sample: Sample, blocks: Sequence[Block], language: str) -> dict[str, int]:
    """Print the docx twice, the second time with the page numbers of the first; return those."""
    pages: dict[str, int] = {}
    with tempfile.TemporaryDirectory() as folder:
        docx = Path(folder) / "report.docx"
        for _ in range(2):
            write_docx(docx, sample, blocks, language, pages, han_font="WenQuanYi Zen Hei")
            profile = (Path(folder) / "profile").as_uri()
            command = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf"]
            subprocess.run([*command, "--outdir", folder, str(docx)], check=True, capture_output=True)
            pages = heading_pages(docx.with_suffix(".pdf"), blocks, language)
        shutil.copyfile(docx.with_suffix(".pdf"), path)
    return pages


def heading_pages(pdf: Path, blocks: Sequence[Block], language: str) -> dict[str, int]:
    """Return on which page each heading stands, by its place; the contents themselves are passed over."""
    texts = list(page_texts(pdf))
    contents = [block.text(language) for block in blocks if block.kind == "contents"]
    if not contents:
        return {}
    page = next(i for i, text in enumerate(texts) if contents[0] in text) + 1
    found = {}
    for block in blocks:
        if block.kind.startswith(("heading", "annex")):
            heading = re.sub(r"\s", "", strip_marks(block.text(language)))
            page = next(i for i in range(page, len(texts)) if heading in texts[i])
            found[block.place] = page + 1
    return found


def page_texts(pdf: Path) -> Iterator[str]:
    """Yield the text of each page without white space."""
    import pypdfium2

    for page in pypdfium2.PdfDocument(pdf):
        yield re.sub(r"\s", "", page.get_textpage().get_text_range())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
