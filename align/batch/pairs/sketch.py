"""What is kept of a document to find its partner: languages, symbol, and its meaning as one vector.

The packaged model is a bag of token vectors, so the sum over all paragraphs is the vector of the whole
document. Translations of ten sentences and more that the model never saw are told from a thousand others
by it, wherever pages break and even where paragraphs are missing. Each file is read once, and only
the sketch stays in memory.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from subprocess import SubprocessError

import numpy as np

from align import embed, languages
from align.document import Document
from align.errors import AlignError, ReadError
from align.readers import READERS, read
from align.readers.masthead import original_of
from align.text import fold
from align.words import say

OFFICE = "align.readers.office:read"
"""What needs LibreOffice takes seconds a file: where names join such files, their texts are not compared."""

LONGEST_TITLE = 500
"""Characters of a title that are compared."""


@dataclass(frozen=True, slots=True)
class Sketch:
    """A document as far as pairing needs it."""

    path: Path
    language: str = ""
    """BCP 47, as recognised from the text; empty for too little text."""
    symbol: str = ""
    title: str = ""
    """Of the whole document, as far as it shows one."""
    original: str = ""
    """Main code of the language that the masthead calls the original."""
    length: int = 0
    """Characters, blanks not counted."""
    digest: str = ""
    """The same for the same text, whatever its format."""
    vector: embed.Vectors | None = None
    """(d,) of length one."""
    lasts: bool = True
    """False: another look at the same file may find something else, as where the disk or the time failed."""
    trouble: str = ""
    """Why the file cannot be read; then nothing else is known."""

    @property
    def main_language(self) -> str:
        """Return the language without country and script."""
        return languages.family(self.language)


def sketch(path: Path) -> Sketch:
    """Read a document and return its sketch; a file that cannot be read says so in its sketch."""
    try:
        return _of(path, read(path))
    except AlignError as error:
        return Sketch(
            path, lasts=_is_of_the_file(error, path), trouble=AlignError(error.what, mend=error.mend).message
        )
    except Exception as error:  # whatever a strange file makes of a reader, the others are still to be read
        reason = f"{type(error).__name__}: {error}"
        return Sketch(path, lasts=False, trouble=say("cannot be read: {reason}", reason=reason))


def _is_of_the_file(error: AlignError, path: Path) -> bool:
    """Tell whether an error comes from what a file holds, and from nothing around it."""
    around = (OSError, SubprocessError, MemoryError)
    is_around = READERS.get(path.suffix.lower()) == OFFICE or isinstance(error.__context__, around)
    return isinstance(error, ReadError) and not is_around


def _of(path: Path, document: Document) -> Sketch:
    texts = [block.text for block in document.parts if block.text]
    folded = "".join("".join(map(fold, texts)).split())
    return Sketch(
        path,
        document.language,
        document.symbol.replace(" ", "").upper(),
        _title(document),
        original_of(document.blocks),
        len(folded),
        hashlib.sha256(folded.encode(errors="surrogatepass")).hexdigest(),
        _vector(texts),
    )


def _title(document: Document) -> str:
    """Return the title; where nothing is marked as one, the first heading."""
    titles = [block.text for block in document.blocks if block.kind == "title"]
    headings = (block.text for block in document.blocks if block.kind == "heading")
    return " ".join(titles or [next(headings, "")])[:LONGEST_TITLE]


def _vector(texts: list[str]) -> embed.Vectors:
    model = embed.load()
    rows = model.sums(texts) if embed.is_additive(model) else model.encode(texts)
    total: embed.Vectors = rows.sum(axis=0)
    return total / max(float(np.linalg.norm(total)), 1e-12)
