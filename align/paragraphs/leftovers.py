"""What the monotone path leaves over: paragraphs that changed places, lists and tables in another order.

A block without partner, or with one that only its place gave it, is matched with its nearest neighbour
among all such blocks, wherever that stands, if each is the other's nearest and by far. From such a pair on
its neighbours follow where they can: the rest of a section that moved, the figures in a row of a table.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from align.paragraphs.evidence import SURE, Link, contents
from align.paragraphs.sides import Side, Sides, nearest
from align.paragraphs.skeleton import Codes, kinds

STRONG, LEAD = 0.2, 0.05
"""Content of a pair out of order, and how far it is ahead of its rivals; in cosines."""

Pairs = dict[int, int]
"""Source blocks and the target blocks they are paired with, one to one."""


def with_leftovers(links: Sequence[Link], both: Sides) -> list[Link]:
    """Return the links with those blocks paired anew that the path could not pair well."""
    said = contents(links, both)
    loose = [
        link for link, c in zip(links, said, strict=True) if link.is_null or (link.is_single and c < SURE)
    ]
    joined = [link for link in links if len(link.source) + len(link.target) > 2]
    moved = _mutual_best(loose, joined, both)
    sure = {
        link.source[0]: link.target[0]
        for link, c in zip(links, said, strict=True)
        if link.is_single and c > SURE
    }
    pairs = _figures(sure | moved, links, both) | moved
    return _followed(_relinked(links, pairs), moved, both)


def _mutual_best(loose: Sequence[Link], joined: Sequence[Link], both: Sides) -> Pairs:
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
        strength = here.cosine[r] - (source.background[r] + target.background[c]) / 2
        lead = here.cosine[r] - max(here.second[r], there.second[c])
        mutual = there.place[c] == r and (rows[r] in free[0] or columns[c] in free[1])
        if mutual and strength > STRONG and lead > LEAD and _same_kind(rows[r], columns[c], both):
            pairs[rows[r]] = columns[c]
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


def _runs(side: Side) -> Codes:
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
    return _relinked(links, pairs)


def _may_follow(i: int, j: int, both: Sides) -> bool:
    return bool(_same_kind(i, j, both) and contents([Link((i,), (j,))], both)[0] >= 0)


def _same_kind(i: int, j: int, both: Sides) -> bool:
    return bool(kinds(both.source.skeleton.part([i]), both.target.skeleton.part([j]))[0, 0] > -0.9)


def _relinked(links: Iterable[Link], pairs: Pairs) -> list[Link]:
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
