"""The sample report as two documents of blocks, and what tests of their paragraph beads ask."""

import csv
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

import numpy as np

from align.document import Block, Document
from align.paragraphs import ParagraphBead

CASES = Path(__file__).parent / "cases" / "paragraphs"


def document(blocks: Iterable[Block], path: str = "") -> Document:
    blocks = tuple(blocks)
    return Document(
        path,
        tuple(block for block in blocks if block.kind != "footnote"),
        tuple(block for block in blocks if block.kind == "footnote"),
    )


def rows() -> list[tuple[Block, Block]]:
    """Return the small report as parallel blocks, footnotes last."""
    with (CASES / "report.tsv").open(encoding="utf-8", newline="") as file:
        return [
            tuple(
                Block(row[side], row["kind"], row[f"{side}_number"], level=int(row["level"]))
                for side in ("en", "zh")
            )
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        ]


SOURCE, TARGET = (document(side) for side in zip(*rows(), strict=True))
NUMBERED = [i for i, block in enumerate(SOURCE.parts) if block.kind == "paragraph" and block.number]


def links(beads: Iterable[ParagraphBead]) -> set[tuple[tuple[int, ...], tuple[int, ...]]]:
    return {(bead.source, bead.target) for bead in beads if bead.source and bead.target}


def one_to_one(pairs: Iterable[tuple[int, int]]) -> set[tuple[tuple[int, ...], tuple[int, ...]]]:
    return {((i,), (j,)) for i, j in pairs}


def changed(document: Document, change: Callable[[int, Block], Block]) -> Document:
    """Return the document with each block changed by its index."""
    return replace(document, blocks=tuple(change(i, block) for i, block in enumerate(document.blocks)))


class Opaque:
    """A model whose vectors do not add up and share a common part, as those of large encoders do."""

    additive = False
    name = "opaque"

    def __init__(self, model):
        self.model = model
        self.dim = model.dim + 1

    def encode(self, texts):
        units = self.model.encode(list(texts))
        shared = np.full((len(units), 1), 1.5, np.float32)
        vectors = np.hstack([units, shared])
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def paragraphs(document: Document) -> list[int]:
    return [i for i, b in enumerate(document.blocks) if b.kind == "paragraph" and b.number]


def matched(source: Document, order: Iterable[int]) -> set[tuple[tuple[int, ...], tuple[int, ...]]]:
    """Return the links of a target whose blocks are those of the source in another order."""
    order = list(order)
    notes = range(len(source.footnotes))
    return one_to_one((i, j) for j, i in enumerate(order)) | one_to_one(
        (len(source.blocks) + k, len(order) + k) for k in notes
    )
