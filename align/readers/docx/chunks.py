"""Files of other formats that a Word file holds whole, as mail merge and report generators leave them.

Word reads them when it opens the file (ECMA-376 part 1, 17.17.2, `w:altChunk`); until then their text stands
nowhere else.
"""

from __future__ import annotations

import tempfile
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from align.readers.docx.paragraphs import Paragraph


def paragraphs_of(name: str, data: bytes, *, nested: bool) -> list[Paragraph] | None:
    """Return the paragraphs of a page, a text or another Word file; None for what cannot be read.

    A Word file that stands in a nested one is not read: a file may hold itself.

    Raises:
        ReadError: it is damaged or hostile.
    """
    ending = PurePosixPath(name).suffix.lower()
    if ending in (".htm", ".html", ".xhtml"):
        from align.readers import html

        return html.paragraphs_of(data, where=name)
    if ending == ".docx" and not nested:
        return _of_word(name, data)
    if ending == ".txt":
        return _of_text(name, data)
    return None


def _of_word(name: str, data: bytes) -> list[Paragraph]:
    from align.readers.docx.package import Package
    from align.readers.docx.paragraphs import ParagraphReader

    with tempfile.TemporaryDirectory(prefix="align-") as folder:
        path = Path(folder) / PurePosixPath(name).name
        path.write_bytes(data)
        with Package(path) as package:
            return ParagraphReader(package, nested=True).body()


def _of_text(name: str, data: bytes) -> list[Paragraph]:
    from align.readers.docx.paragraphs import Paragraph
    from align.readers.encoding import decode

    return [Paragraph(line.strip()) for line in decode(data, where=name).split("\n") if line.strip()]
