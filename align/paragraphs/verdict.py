"""The verdict: why each bead was made, how sure it is, and whether the documents have anything in common.

The confidence of a bead is the share of beads like it that are right. It was fitted by logistic regression on
13,000 beads of real paragraphs with made damage: merged, split, lost, added, swapped and replaced ones,
numbers lost and shifted, vectors made worse by noise. What makes beads alike is what their texts say, whether
the beads before and after are sure, how unequal both sides are, and how many blocks were joined.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, TypeVar

import numpy as np
from numpy.typing import NDArray

from align.errors import NothingInCommonError
from align.paragraphs.evidence import SHORT, SURE, Link, contents, cosines
from align.paragraphs.sides import LONG, BlockSide, Sides
from align.paragraphs.skeleton import NONE, agreement
from align.words import say

Linked = TypeVar("Linked", "ParagraphBead", Link)

Why = Literal["number", "structure", "embedding"]

AGREED = 0.2
"""Agreement of numbers, times the trust in them, from which on it was the number that decided."""


FAR, FEW = 0.2, 0.15
"""In a language that the model does not know: how much more alike than others texts must be to count, and
what share of them is enough."""

IN_STEP, IN_PAIRS, TEN = 0.9, 0.8, 10
"""What shows a translation that the model cannot read: correlation of the lengths of both sides of its pairs,
share of either text that stands in pairs, and fewest pairs of long blocks that tell of it."""

IN_NUMBERS, UNEQUAL, SIX = 0.6, 0.4, 6
"""The same of numbered documents: share of either's numbered blocks that stand in pairs of one number, the
median of how much longer one of a pair is, as a logarithm, and fewest pairs that tell of it."""

ALIKE = 0.45
"""Cosine beyond which most pairs must lie where a document repeats itself. Below one number: of 480 pairs of
strangers with the same numbers, from neighbouring chapters, the highest was .36; of 480 translations the
lowest was .62. Without numbers: of 240 such strangers none had so much as `IN_PAIRS` in pairs."""

OF_TWO = 0.5
"""What share must have a partner where the symbols differ: those are two documents, unless much agrees."""

SUREST_ALONE = 0.99
"""Greatest confidence that nothing answers to a text: it may have been translated elsewhere, or be a slip."""


@dataclass(frozen=True, slots=True)
class ParagraphBead:
    """Blocks that translate one another, as indices into `Document.parts`; one side empty: no partner."""

    source: tuple[int, ...]
    target: tuple[int, ...]
    why: Why
    """What decided: the same number, the texts, or only kind and place between neighbours."""
    score: float
    """Confidence from 0 to 1."""
    kept: bool = False
    """A line without partner in the language of the other version, kept beside its translation."""


def check_common(
    links: Sequence[Link], both: Sides, where: str, *, of_two: bool = False, unknown: str = ""
) -> None:
    """Raise where too little of the shorter text has a partner that says the same, whatever its number.

    Among few blocks some are easily alike by chance (a single pair has no choice, though), and more is asked.
    Measured on pairs of 1 to 90 blocks with the same numbers: of 463 pairs of strangers from one field 459
    were refused, of 463 translations none.

    Where the model does not know a language (`both.unread`), only words alike are seen, and strangers of
    one field have many: more is asked of a pair, and of fewer pairs. Measured on 6 and 12 messages of free
    programs in 11 languages: of 80 translations none was refused (else 1), of 80 strangers 24 (else 11); the
    others have a confidence that warns. Translations that share hardly a word, Finnish or Vietnamese ones, go
    in step all the same: a long paragraph answers to a long one. Of the Universal Declaration of
    Human Rights all twelve translations into languages not known do, and of 92 pairs of different chapters of
    one manual none.

    Nor is one refused whose numbers agree: its rows have a confidence that warns, too. Where the model knows
    both languages, what stands below one number, or in nearly all pairs, must say the same as well: so do
    articles that are all alike, and none of which lies nearer to its own translation than to others.

    A text that is not translated yet has its partner too: the same one.

    Where the symbols of the documents are those of two (`of_two`), half of the shorter must have one.

    Raises:
        NothingInCommonError: too little has a partner.
    """
    known, blocks = not both.unread, max(1, min(map(len, both)))
    chance = math.sqrt(blocks - 1) / blocks
    said = contents(links, both, kept=1.0)
    bar = SURE + 0.2 * chance + (0 if known else FAR)
    surely = [link for link, content in zip(links, said, strict=True) if content > bar]
    share = max(
        _share(both.source, [i for link in surely for i in link.source]),
        _share(both.target, [j for link in surely for j in link.target]),
    )
    least = OF_TWO if of_two else min(0.4, 0.12 + 0.6 * chance) if known else FEW
    if share < least and (of_two or not _same_after_all(links, both)):
        raise NothingInCommonError(
            say(
                "the documents do not translate one another: only {share:.0%} of the shorter has a partner",
                share=share,
            ),
            where=where,
            mend=say("name two versions of one document")
            if known
            else say(
                "the model does not know {language}: name two versions of one document,"
                " or a model that knows it with --model",
                language=unknown,
            ),
        )


def _same_after_all(links: Sequence[Link], both: Sides) -> bool:
    """Tell whether two texts are translations although their blocks are no nearer to them than to others."""
    if both.unread:
        return _in_step(links, both) or _in_numbers(links, both)
    return _in_numbers(links, both, ALIKE) or _throughout(links, both)


def _throughout(links: Sequence[Link], both: Sides) -> bool:
    """Tell whether nearly all of both texts stands in pairs that say the same, most of them at least."""
    pairs, share = _paired(links, both)
    return len(pairs) >= SIX and share >= IN_PAIRS and bool(np.median(cosines(pairs, both)) > ALIKE)


def _in_step(links: Sequence[Link], both: Sides) -> bool:
    """Tell whether nearly all of both texts stands in pairs, and long blocks answer to long ones."""
    pairs, share = _paired(links, both)
    sizes = _sizes(pairs, both)
    sizes = sizes[:, (sizes > LONG).all(axis=0)]
    if share < IN_PAIRS or sizes.shape[1] < TEN:
        return False
    return bool(np.corrcoef(np.log(sizes))[0, 1] > IN_STEP)


def _in_numbers(links: Sequence[Link], both: Sides, alike: float = -1.0) -> bool:
    """Tell whether most numbered blocks of both texts answer to one of the same number, about as long.

    Half of them must be as much alike as asked.
    """
    one, other = (side.skeleton for side in both)
    pairs = [link for link in links if not link.is_null]
    same = [link for link in pairs if agreement(one, other, link.source[0], link.target[0]) > 0]
    most = max(int((side.skeleton.number != NONE).sum()) for side in both)
    if len(same) < max(SIX, IN_NUMBERS * most):
        return False
    sizes = _sizes(same, both) + SHORT
    if np.median(cosines(same, both)) < alike:
        return False
    return bool(np.median(np.abs(np.log(sizes[0] / sizes[1]))) < UNEQUAL)


def _paired(links: Sequence[Link], both: Sides) -> tuple[list[Link], float]:
    """Return the links that are pairs, and what share of the text that has more alone stands in them."""
    pairs = [link for link in links if not link.is_null]
    return pairs, min(
        _share(side, [i for link in pairs for i in link.side(k)]) for k, side in enumerate(both)
    )


def _sizes(links: Sequence[Link], both: Sides) -> NDArray[np.float64]:
    """Return (2, n) how many bytes each link holds of both sides."""
    return np.array([[both[k].size[list(link.side(k))].sum() for link in links] for k in (0, 1)])


def _share(side: BlockSide, blocks: list[int]) -> float:
    """Return the share of a side's bytes that stand in some of its blocks."""
    return float(side.size[blocks].sum() / max(side.size.sum(), 1))


def judged(links: Sequence[Link], both: Sides) -> list[ParagraphBead]:
    """Say for each link why it was made and how sure it is."""
    said = contents(links, both)
    frames = _frames([link for link, content in zip(links, said, strict=True) if content > SURE])
    return [
        _null_bead(link, both) if link.is_null else _bead(link, both, float(content), frames)
        for link, content in zip(links, said, strict=True)
    ]


def in_order(beads: Iterable[Linked]) -> list[Linked]:
    """Sort beads by source; one without follows the bead that holds the target block before its own."""
    beads = list(beads)
    place: dict[int, tuple[int, int]] = {j: (b.source[0], -1) for b in beads if b.source for j in b.target}
    for j in sorted(j for bead in beads if not bead.source for j in bead.target):
        place[j] = (place.get(j - 1, (-1, -1))[0], j)
    return sorted(beads, key=lambda bead: (bead.source[0], -1) if bead.source else place[bead.target[0]])


def _bead(link: Link, both: Sides, content: float, frames: set[tuple[int, int]]) -> ParagraphBead:
    source, target = both
    number = link.trust * agreement(source.skeleton, target.skeleton, link.source[0], link.target[0])
    why: Why = "number" if number > AGREED else "embedding" if content > SURE else "structure"
    before, after = (link.source[0] - 1, link.target[0] - 1), (link.source[-1] + 1, link.target[-1] + 1)
    frame = (before in frames) + (after in frames)
    sizes = source.size[list(link.source)].sum(), target.size[list(link.target)].sum()
    unequal = abs(math.log((sizes[0] + SHORT) / (sizes[1] + SHORT)))
    joined = len(link.source) + len(link.target) - 2
    # Fitted on joins of few blocks; where one block answers to a dozen, each is a witness more.
    evidence = -0.8 + 13.7 * content + frame - 2 * unequal - 2.3 * min(joined, 2)
    return ParagraphBead(link.source, link.target, why, _logistic(evidence))


def _null_bead(link: Link, both: Sides) -> ParagraphBead:
    """Return the bead of a block without partner; one that has a near neighbour is doubtful.

    More doubtful than it was found to be: a lost pair costs a translator more than a second look.
    """
    side, index = (both.source, link.source[0]) if link.source else (both.target, link.target[0])
    nearness = float(side.cosine[index] - side.background[index])
    score = min(_logistic(3.7 - 13 * nearness), SUREST_ALONE)
    return ParagraphBead(link.source, link.target, "structure", score, kept=bool(side.kept[index]))


def _frames(sure: Sequence[Link]) -> set[tuple[int, int]]:
    """Return the corners of sure links: a bead that begins or ends beside one is framed by it."""
    return {
        corner
        for link in sure
        for corner in ((link.source[0], link.target[0]), (link.source[-1], link.target[-1]))
    }


def _logistic(evidence: float) -> float:
    return 1 / (1 + math.exp(-evidence))
