"""Paragraph alignment: which blocks of the translation stand for which of the original.

Numbers are evidence, embeddings the judge. Six steps, each in its module:

    skeleton    numbers, kinds and what stands below what, as codes that both versions share
    sides       both versions block by block: vectors, sizes, nearest neighbours
    evidence    texts, skeleton and lengths make one score for each bead of blocks
    backbone    the best monotone path of beads; how far numbers are believed is learned on the way
    leftovers   what changed its place: swapped paragraphs, lists and tables in another alphabet's order
    verdict     why each bead was made, how sure it is, and whether the documents have anything in common

Footnotes are matched after the blocks, among themselves: the blocks they hang on are evidence too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from align.cognates import same_figures
from align.document import Document
from align.embed import Embedder
from align.paragraphs.apart import apart
from align.paragraphs.backbone import backbone
from align.paragraphs.evidence import Link
from align.paragraphs.kept import one_script
from align.paragraphs.leftovers import with_leftovers
from align.paragraphs.running import movable_breaks, together
from align.paragraphs.sides import Sides, sides
from align.paragraphs.skeleton import NONE, Codes
from align.paragraphs.tables import by_rows_and_columns
from align.paragraphs.verdict import SUREST_ALONE, ParagraphBead, Why, check_common, in_order, judged
from align.settings import Settings
from align.text import fold

__all__ = ["SUREST_ALONE", "ParagraphBead", "Why", "apart", "match", "movable_breaks", "together"]


def match(source: Document, target: Document, embedder: Embedder, settings: Settings) -> list[ParagraphBead]:
    """Match the blocks of two versions of a document, and their footnotes.

    Returns:
        Beads that hold every part of both documents exactly once, in source order; what only the target has
        follows the block it stands behind.

    Raises:
        NothingInCommonError: the texts do not translate one another, whatever their numbers say.
    """
    both = sides(source, target, embedder)
    rows, columns = len(source.blocks), len(target.blocks)
    links = backbone(both, slice(0, rows), slice(0, columns))
    both = _with_hosts(both, source, target, links)
    links += backbone(both, slice(rows, len(source.parts)), slice(columns, len(target.parts)))
    links = with_leftovers(links, both)
    links = by_rows_and_columns(links, both, source.blocks, target.blocks)
    # In two scripts nothing but figures is alike, and many documents have none: that tells no stranger.
    texts, translations = ([block.text for block in document.blocks] for document in (source, target))
    if not both.unread or (one_script(texts, translations) and not same_figures(texts, translations)):
        of_two = any(remark.code == "other-symbol" for remark in source.remarks)
        check_common(
            links, both, f"{source.path}, {target.path}", of_two=of_two, unknown=_unknown(source, target)
        )
    return in_order(judged(links, both))


def _unknown(*documents: Document) -> str:
    """Return the names of the languages that the model does not know."""
    remarks = [remark for document in documents for remark in document.remarks]
    return ", ".join(str(r.values["language"]) for r in remarks if r.code == "language-not-known")


def _with_hosts(both: Sides, source: Document, target: Document, links: Sequence[Link]) -> Sides:
    """Tell of each footnote on both sides the bead of the block that bears its mark."""
    hosts = (
        _hosts(source, {i: k for k, link in enumerate(links) for i in link.source}),
        _hosts(target, {j: k for k, link in enumerate(links) for j in link.target}),
    )
    return Sides(*(replace(side, host=host) for side, host in zip(both, hosts, strict=True)))


def _hosts(document: Document, bead_of: dict[int, int]) -> Codes:
    marks: dict[str, list[int]] = {}
    for part, block in enumerate(document.blocks):
        for mark in block.notes:
            marks.setdefault(fold(mark.number), []).append(bead_of[part])
    # Where numbers restart on each page, the second note 1 belongs to the second mark 1.
    found = [marks.get(fold(note.number), []) for note in document.footnotes]
    hosts = [NONE] * len(document.blocks) + [beads.pop(0) if beads else NONE for beads in found]
    return np.array(hosts, np.int64)
