"""What the monotone path leaves over: paragraphs that changed places, lists and tables in another order.

A block without partner, or with one that only its place gave it, is matched with its nearest neighbour
among all such blocks, wherever that stands, if each is the other's nearest and by far. The farther away it
stands, the more the texts have to say, and headings, which say little, the most. From such a pair on its
neighbours follow where they can: the rest of a section that moved, the figures in a row of a table.

What is then left over on both sides at one place is looked at once more, with less doubt.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from align.beads import NULLS, Array
from align.paragraphs.evidence import SURE, Link, contents, number_weight
from align.paragraphs.sides import BlockSide, Flags, Sides, nearest
from align.paragraphs.skeleton import HEADS, NONE, NOTE, Codes, agreement, kinds
from align.paths import best_path, fill

STRONG, LEAD = 0.2, 0.03
"""Content of a pair out of order, and how far it is ahead of its rivals; in cosines."""
FAR, FAR_HEADING = 0.02, 0.04
"""How much more content it needs each time its way is doubled, in blocks; the same of a heading."""
BESIDE = 0.08
"""Content and number of a pair that the path left over at one place: little else can match there."""
NEIGHBOURS = 20
"""Blocks without partner, at one place of each side, that are looked at once more; more are a lost part."""

Pairs = dict[int, int]
"""Source blocks and the target blocks they are paired with, one to one."""


def with_leftovers(links: Sequence[Link], both: Sides) -> list[Link]:
    """Return the links, with those blocks paired anew that the path could not pair well."""
    said = contents(links, both)
    loose = [
        link for link, c in zip(links, said, strict=True) if link.is_null or (link.is_single and c < SURE)
    ]
    joined = [link for link in links if len(link.source) + len(link.target) > 2]
    moved = _mutual_best(loose, joined, both, _Places(links, said, both))
    sure = {
        link.source[0]: link.target[0]
        for link, c in zip(links, said, strict=True)
        if link.is_single and c > SURE
    }
    pairs = _figures(sure | moved, links, both) | moved
    followed = _followed(relinked(links, pairs), moved, both)
    return with_those_beside(followed, both)


def with_those_beside(links: Sequence[Link], both: Sides) -> list[Link]:
    """Return the links with blocks paired that were left over at one place of both sides and say the same."""
    return relinked(links, _beside(links, both))


class _Places:
    """Where the path passes each block, and how much holds it to the partner it has."""

    def __init__(self, links: Iterable[Link], said: Iterable[float], both: Sides) -> None:
        self.column, self.row = np.zeros(len(both.source)), np.zeros(len(both.target))
        self.held = np.zeros(len(both.source)), np.zeros(len(both.target))
        i, j = 0, 0
        for link, content in zip(links, said, strict=True):
            source, target = list(link.source), list(link.target)
            i, j = i + len(source), j + len(target)
            self.column[source], self.row[target] = j - bool(target), i - bool(source)
            if link.is_single:
                hold = max(float(content), 0.0) + max(_number(link, both), 0.0)
                self.held[0][source], self.held[1][target] = hold, hold

    def need(self, i: int, j: int, both: Sides) -> float:
        """Return how much the texts of blocks i and j have to say to be paired there."""
        way = min(abs(self.column[i] - j), abs(self.row[j] - i))
        heads = both.source.skeleton.kind[i] in HEADS or both.target.skeleton.kind[j] in HEADS
        far = FAR_HEADING if heads else FAR
        held = max(self.held[0][i], self.held[1][j]) + LEAD
        return float(max(STRONG, held) + far * np.log2(1 + way))


def _number(link: Link, both: Sides) -> float:
    """Return what the numbers of a pair of blocks say for it, in cosines."""
    one, other = both.source.skeleton, both.target.skeleton
    return number_weight(both) * link.trust * agreement(one, other, link.source[0], link.target[0])


def _mutual_best(loose: Sequence[Link], joined: Sequence[Link], both: Sides, places: _Places) -> Pairs:
    """Return pairs of blocks, each the other's nearest by far; one of them at least is loose.

    The other may be joined with blocks it does not belong to: of two paragraphs that changed places, the path
    can take both for the translation of one.
    """
    rows = [i for link in (*loose, *joined) for i in link.source if not both.source.wordless[i]]
    columns = [j for link in (*loose, *joined) for j in link.target if not both.target.wordless[j]]
    free = {i for link in loose for i in link.source}, {j for link in loose for j in link.target}
    source, target = both.source.part(rows), both.target.part(columns)
    here, there = nearest(source.sums, target.sums), nearest(target.sums, source.sums)
    pairs = {}
    for r, c in enumerate(here.place if columns else ()):
        i, j = rows[r], columns[c]
        strength = here.cosine[r] - (source.background[r] + target.background[c]) / 2
        lead = here.cosine[r] - max(here.second[r], there.second[c])
        mutual = there.place[c] == r and (i in free[0] or j in free[1])
        seen = not both.unread or agreement(both.source.skeleton, both.target.skeleton, i, j) > 0
        if mutual and seen and lead > LEAD and strength > places.need(i, j, both) and _may_be_one(i, j, both):
            pairs[i] = j
    return pairs


def _figures(sure: Pairs, links: Sequence[Link], both: Sides) -> Pairs:
    """Return pairs of the figures that follow sure pairs of texts, where both are followed by as many.

    A table sorted by country names has its rows in another order in each language, and many equal figures.
    """
    source, target = (_runs(side) for side in both)
    partner = {link.source[0]: link.target[0] for link in links if link.is_single}
    pairs: Pairs = {}
    for i, j in sure.items():
        if source[i] == target[j] and not both.source.wordless[i]:
            pairs |= {i + k: j + k for k in range(1, source[i] + 1) if partner.get(i + k) != j + k}
    return pairs


def _runs(side: BlockSide) -> Codes:
    """Return for each block how many blocks without words follow it."""
    runs = np.zeros(len(side) + 1, np.int64)
    for index in range(len(side) - 2, -1, -1):
        runs[index] = runs[index + 1] + 1 if side.wordless[index + 1] else 0
    return runs


def _followed(links: list[Link], moved: Pairs, both: Sides) -> list[Link]:
    """Let the neighbours of moved blocks follow them, as long as both have no partner."""
    rows = {i for link in links if link.is_null for i in link.source}
    columns = {j for link in links if link.is_null for j in link.target}
    pairs: Pairs = {}
    for step in (1, -1):
        for i, j in moved.items():
            i, j = i + step, j + step
            while i in rows and j in columns and _may_follow(i, j, both):
                pairs[i] = j
                rows.remove(i)
                columns.remove(j)
                i, j = i + step, j + step
    return relinked(links, pairs)


def _may_follow(i: int, j: int, both: Sides) -> bool:
    return bool(_may_be_one(i, j, both) and contents([Link((i,), (j,))], both)[0] >= 0)


def _may_be_one(i: int, j: int, both: Sides) -> bool:
    """Tell whether kind and language let two blocks be translations of one another.

    What one version says in a note the other may say in its text, but not in place of a numbered paragraph.
    """
    one, other = both.source.skeleton, both.target.skeleton
    if (one.kind[i] == NOTE) != (other.kind[j] == NOTE):
        number = other.number[j] if one.kind[i] == NOTE else one.number[i]
        if number != NONE:
            return False
    if both.unread and agreement(one, other, i, j) < 0:
        return False
    alike = kinds(one.part([i]), other.part([j]))[0, 0] > -0.9
    return bool(alike and both.source.kept[i] == both.target.kept[j])


def _beside(links: Sequence[Link], both: Sides) -> Pairs:
    """Return pairs of blocks without partner that stand at one place of both sides and say the same."""
    lone = _lone(len(both.source), (i for link in links if link.is_null for i in link.source))
    lone_there = _lone(len(both.target), (j for link in links if link.is_null for j in link.target))
    before = [(-1, -1, 0.0)] + [(k.source[-1], k.target[-1], k.trust) for k in links if not k.is_null]
    pairs: Pairs = {}
    for i, j, trust in before:
        rows, columns = list(_run(lone, i + 1))[:NEIGHBOURS], list(_run(lone_there, j + 1))[:NEIGHBOURS]
        if rows and columns:
            pairs |= _paired(rows, columns, trust, both)
    return pairs


def _lone(count: int, blocks: Iterable[int]) -> Flags:
    lone = np.zeros(count + 1, np.bool_)
    lone[list(blocks)] = True
    return lone


def _run(lone: Flags, begin: int) -> Iterator[int]:
    while lone[begin]:
        yield begin
        begin += 1


def _paired(rows: Sequence[int], columns: Sequence[int], trust: float, both: Sides) -> Pairs:
    """Return the pairs of two runs of blocks, in order, that say the same."""
    worth: Array = np.full((len(rows), len(columns)), -1.0)
    for r, i in enumerate(rows):
        links = [Link((i,), (j,), trust) for j in columns]
        for c, (link, content) in enumerate(zip(links, contents(links, both), strict=True)):
            if _may_be_one(i, columns[c], both):
                worth[r, c] = content + _number(link, both) - BESIDE
    types = [*NULLS, (1, 1)]
    pairs: Pairs = {}
    r, c = 0, 0
    for a, b in best_path(fill(types, [0.0, 0.0, worth], worth.shape), types):
        if a and b:
            pairs[rows[r]] = columns[c]
        r, c = r + a, c + b
    return pairs


def relinked(links: Iterable[Link], pairs: Pairs) -> list[Link]:
    """Return the links with some blocks paired anew; who loses a partner stays alone."""
    taken = pairs.keys(), set(pairs.values())
    kept = []
    for link in links:
        source = tuple(i for i in link.source if i not in taken[0])
        target = tuple(j for j in link.target if j not in taken[1])
        if source and target and _is_run(source) and _is_run(target):
            kept.append(Link(source, target, link.trust))
        else:
            kept += [Link((i,), ()) for i in source]
            kept += [Link((), (j,)) for j in target]
    return kept + [Link((i,), (j,)) for i, j in pairs.items()]


def _is_run(blocks: tuple[int, ...]) -> bool:
    return blocks[-1] - blocks[0] == len(blocks) - 1
