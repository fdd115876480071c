"""Which finding this is, by what both texts say: waivers know it again, however the texts are cut and kept.

A key holds the matter, the words around what is marked, and one sentence of either side: that of the mark.
A side without one, as that which lacks a term, may mean any of its sentences, and there is a key for each.
"""

from __future__ import annotations

import re
from itertools import product

from align.terms.findings import Finding, Span, identity_of, words_around

_NEXT = re.compile(r"(?<=[。！？；])\s*|(?<=[.!?;])\s+")
_EDGES = re.compile(r"^\W+|\W+$")


def keys(found: Finding) -> list[str]:
    """Return the keys of a finding, the likeliest first.

    Where nothing is marked, the finding is about the whole unit, and so is its key. What only the model found
    marks nothing, for another model may find other words.
    """
    if found.identity:
        return [found.identity]
    texts = found.source, found.target
    marks = found.source_spans[:1], () if found.found_by_model else found.target_spans[:1]
    if not any(marks):
        return [identity_of(found.matter, *texts)]
    around = [words_around(text, mark[0]) for text, mark in zip(texts, marks, strict=True) if mark]
    places = [_place(text, *mark) for text, mark in zip(texts, marks, strict=True)]
    ours, theirs = map(_sentences, texts)
    same = len(ours) == len(theirs)
    pairs = product(
        _likeliest(ours, places[0], places[1] if same else None),
        _likeliest(theirs, places[1], places[0] if same else None),
    )
    return [identity_of(found.matter, *around, *pair) for pair in pairs]


def _sentences(text: str) -> list[str]:
    sentences = [_EDGES.sub("", each) for each in _NEXT.split(text)]
    return sentences if sentences[-1] else sentences[:-1] or [""]


def _place(text: str, mark: Span | None = None) -> int | None:
    """Return the number of the sentence in which a mark begins."""
    return len(_NEXT.split(text[: mark[0]])) - 1 if mark else None


def _likeliest(sentences: list[str], place: int | None, partner: int | None) -> list[str]:
    """Return the marked sentence, else all: first the one beside that of the other side, or the longest."""
    if place is not None:
        return [sentences[min(place, len(sentences) - 1)]]
    order = sorted(range(len(sentences)), key=lambda n: (n != partner, -len(sentences[n])))
    return [sentences[n] for n in order]
