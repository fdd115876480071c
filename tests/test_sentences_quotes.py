"""Quotations: where both sides begin or end one, a bead ends."""

import math

import pytest
from test_sentences import Dictionary, text

from align.sentences import weigh_sentences
from align.settings import Settings

HALF = ["dridri", "fnofno", "glagla", "zeze", "kelo", "reso", "chevu", "zamu"]


def boundary(place, mark, source_side=15, target_side=15):
    """Return the log odds that a bead ends before a sentence of which either neighbour says a half.

    Args:
        place: where the word in quotation marks stands in its sentence, on both sides.
        mark: that word.
        source_side: which sentence of the source has it.
        target_side: which of the target.
    """
    lines = [line.rstrip(".").split() for line in text(30)]
    source = [*lines[:15], HALF, *lines[15:]]
    target = [*lines[:14], lines[14] + HALF[:4], HALF[4:] + lines[15], *lines[16:]]
    sides = [[list(words) for words in side] for side in (source, target)]
    for side, k in zip(sides, (source_side, target_side), strict=True):
        side[k].insert(len(side[k]) if place < 0 else place, mark)
    texts = [[" ".join(words) for words in side] for side in sides]
    (weighed,) = weigh_sentences(*texts, Dictionary(), Settings())
    probability = weighed.boundary(15, 15)
    return math.log(probability / (1 - probability))


@pytest.mark.parametrize("quoted", ["“za”", '"za"', "«za»", "„za“", "「za」", "‘za’", "'za'"])
def test_a_bead_ends_where_both_sides_begin_a_quotation(quoted):
    assert boundary(0, quoted) > boundary(2, quoted) + 0.5


@pytest.mark.parametrize("quoted", ["“za”", "«za»", "'za'"])
def test_a_bead_ends_where_both_sides_end_a_quotation(quoted):
    assert boundary(-1, quoted, 14, 14) > boundary(2, quoted, 14, 14) + 0.5


@pytest.mark.parametrize("word", ["za", "(za)", "《za》"])
def test_other_words_end_no_bead(word):
    assert boundary(0, word) == pytest.approx(boundary(2, word))
