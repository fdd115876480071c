"""align-tm: two language versions of a document in, a bitext that translators trust out.

The way of the data, which is also the order in which to read the code:

    readers      1 file → Document             document.py says what that is
    paragraphs   2 match blocks by number, structure, embedding      numbering.py, embed.py
    segment      3 Block → Segments
    sentences    4 align segments inside paragraph beads             beads.py
    pipeline       1–4 as one short function
    exchange     5 Bitext ↔ TMX, XLIFF, TSV, XLSX, HTML              bitext.py
"""

from typing import TYPE_CHECKING, Any

from align.bitext import Bead, Bitext, Side, TranslationUnit
from align.document import Block, Document, NoteMark, Segment
from align.errors import AlignError
from align.settings import Settings

if TYPE_CHECKING:
    from align.pipeline import align_documents, align_files
    from align.readers import read

__version__ = "0.2.0"

# numpy and lxml cost `align --help` a fifth of a second: these names load when they are first used.
_LAZY = {"align_documents": "align.pipeline", "align_files": "align.pipeline", "read": "align.readers"}

__all__ = [
    "AlignError",
    "Bead",
    "Bitext",
    "Block",
    "Document",
    "NoteMark",
    "Segment",
    "Settings",
    "Side",
    "TranslationUnit",
    "__version__",
    "align_documents",
    "align_files",
    "read",
]


def __getattr__(name: str) -> Any:
    if name not in _LAZY:
        raise AttributeError(f"module 'align' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_LAZY[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
