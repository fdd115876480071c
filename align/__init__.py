"""align-tm: two language versions of a document in, a bitext that translators trust out.

The way of the data, which is also the order in which to read the code:

    readers      1 file → Document             document.py says what that is
    paragraphs   2 match blocks by number, structure, embedding      numbering.py, embed.py
    segment      3 Block → Segments
    sentences    4 align segments inside paragraph beads             beads.py
    pipeline       1–4 as one short function
    exchange     5 Bitext ↔ TMX, XLIFF, TSV, XLSX, HTML              bitext.py
"""

from align.bitext import Bead, Bitext, Side, TranslationUnit
from align.document import Block, Document, NoteMark, Segment
from align.errors import AlignError
from align.settings import Settings

__version__ = "0.1.0"

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
]
