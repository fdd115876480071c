"""The files of a made archive: one text as docx, txt or html, with page breaks; and ways to break a file."""

from __future__ import annotations

import random
import textwrap
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
RELATIONS = "application/vnd.openxmlformats-package.relationships+xml"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
EPOCH = (2024, 1, 1, 0, 0, 0)
LINES_A_PAGE = 45
WIDTH = {"zh": 44}
"""Characters a line where it is not 88."""
PARAGRAPHS_A_PAGE = 9

_MASTHEADS = {
    "en": ("United Nations\t{}", "Distr.: General", "12 March 2019", "Original: English"),
    "zh": ("联 合 国\t{}", "Distr.: General", "12 March 2019", "Chinese", "Original: English"),
}


@dataclass(frozen=True)
class Text:
    """One language version: its paragraphs, and the symbol that its masthead shows, if it has one."""

    language: str
    paragraphs: tuple[str, ...]
    symbol: str = ""

    def lines(self) -> list[str]:
        """Return masthead and paragraphs."""
        head = [line.format(self.symbol) for line in _MASTHEADS[self.language]] if self.symbol else []
        return [*head, *self.paragraphs]


def write_text(path: Path, text: Text) -> None:
    """Write a text in the format that the ending of the path names."""
    path.parent.mkdir(parents=True, exist_ok=True)
    {".docx": _write_docx, ".txt": _write_txt, ".html": _write_html}[path.suffix.lower()](path, text)


def _write_txt(path: Path, text: Text) -> None:
    """Write printed pages: lines of one width, a page number at the foot, pages that end in mid-sentence."""
    width = WIDTH.get(text.language, 88)
    printed = [line for block in text.lines() for line in [*textwrap.wrap(block, width), ""]]
    pages = [printed[i : i + LINES_A_PAGE] for i in range(0, len(printed), LINES_A_PAGE)]
    whole = "\f".join("\n".join([*page, "", str(number), ""]) for number, page in enumerate(pages, 1))
    path.write_text(whole, encoding="utf-8")


def _write_html(path: Path, text: Text) -> None:
    body = "\n".join(f"<p>{escape(line)}</p>" for line in text.lines())
    page = (
        f'<!doctype html>\n<html lang="{text.language}"><meta charset="utf-8"><body>\n{body}\n</body></html>'
    )
    path.write_text(page, encoding="utf-8")


def _write_docx(path: Path, text: Text) -> None:
    override = f'<Override PartName="/word/document.xml" ContentType="{WORD}"/>'
    default = f'<Default Extension="rels" ContentType="{RELATIONS}"/>'
    body = "".join(_body(text))
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">{default}{override}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="r1" Type="{OFFICE}" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{MAIN}"><w:body>{body}</w:body></w:document>',
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(zipfile.ZipInfo(name, EPOCH), content.encode(), zipfile.ZIP_DEFLATED)


def _body(text: Text) -> Iterator[str]:
    """Yield Word paragraphs; now and then a page break stands in the middle of one."""
    for number, line in enumerate(text.lines(), 1):
        if number % PARAGRAPHS_A_PAGE:
            yield f"<w:p>{_run(line)}</w:p>"
        else:
            half = len(line) // 2
            yield f'<w:p>{_run(line[:half])}<w:r><w:br w:type="page"/></w:r>{_run(line[half:])}</w:p>'


def _run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def _cut(path: Path, rng: random.Random) -> None:
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2] if path.suffix == ".docx" else rng.randbytes(3000))


def _empty(path: Path, rng: random.Random) -> None:
    path.write_bytes(b"")


def _rubbish(path: Path, rng: random.Random) -> None:
    path.write_bytes(rng.randbytes(5000))


def _locked(path: Path, rng: random.Random) -> None:
    """Write what Word leaves of a file with a password, as far as anyone without it can see."""
    stream = "EncryptedPackage".encode("utf-16-le")
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + stream + rng.randbytes(4000))


BREAKS: dict[str, Callable[[Path, random.Random], None]] = {
    "cut": _cut,
    "empty": _empty,
    "rubbish": _rubbish,
    "locked": _locked,
}
