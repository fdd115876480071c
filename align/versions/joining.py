"""Bitexts that share a pivot → one multitext, each unit of which says the same in every language.

Where French joins two sentences of the pivot and Arabic cuts one of them in two, neither bead may stand in a
unit by itself: beads that share a character of the pivot belong together, and a unit is what hangs together
over all languages (a connected component). A language that leaves a part of it out does not say the same: it
gets a unit of its own for the part that it translates, with the others that leave something out there.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from typing import NamedTuple

from align.bitext import Bead, Bitext, least_trusted
from align.comments import all_said
from align.document import Segment
from align.embed import knows, load
from align.errors import AlignError
from align.languages import join
from align.multitext import MultilingualUnit, Multitext, Variant
from align.settings import Settings
from align.versions.leftovers import Answer, Lone, align_leftovers
from align.versions.places import in_reading_order, places, reading_order


def joined(bitexts: Sequence[Bitext]) -> Multitext:
    """Return all versions in one; nothing of them is lost, and what no other language says stands alone.

    Args:
        bitexts: of the same pivot, the source of each, with another language each.
    """
    links = _links(bitexts)
    matched = [link for link in links if link.cells and link.bead.target]
    units = [
        *(_unit(group, len(bitexts)) for group in _groups(matched, _held(links))),
        *_pivot_alone(links, {cell for link in matched for cell in link.cells}, len(bitexts)),
        *_without_pivot(links, bitexts),
    ]
    pivot = bitexts[0]
    remarks = dict.fromkeys(chain.from_iterable(bitext.source.remarks for bitext in bitexts))
    return Multitext(
        (replace(pivot.source, remarks=tuple(remarks)), *(bitext.target for bitext in bitexts)),
        tuple(unit for _, unit in sorted(units, key=lambda placed: placed[0])),
        pivot.level,
        {name: value for name, value in pivot.recipe.items() if not name.endswith("_language")},
        pivot.created,
    )


class _Link(NamedTuple):
    """A bead of one of the bitexts, and what it covers of the pivot."""

    version: int
    """Which bitext, from 0."""
    bead: Bead
    segments: tuple[tuple[Segment, tuple[int, ...]], ...]
    """Those of the pivot, each with its cells: the stretches between any two places where a version cuts."""
    after: int
    """The last cell of what stands before it."""

    @property
    def cells(self) -> frozenset[int]:
        return frozenset(chain.from_iterable(cells for _, cells in self.segments))


_Place = tuple[int, int, int]
"""Cell, whether it stands behind it, version: what units are sorted by."""
_Placed = tuple[_Place, MultilingualUnit]


def _links(bitexts: Sequence[Bitext]) -> list[_Link]:
    """Return the beads of all bitexts with the cells of the pivot that they cover."""
    orders = [in_reading_order(bitext) for bitext in bitexts]
    spans = places([[segment.text for _, _, segment in order] for order in orders])
    limits = sorted({limit for own in spans for span in own for limit in span})
    links = []
    for version, bitext in enumerate(bitexts):
        covered = {
            (i, k): tuple(range(*(bisect_left(limits, limit) for limit in span)))
            for (i, k, _), span in zip(orders[version], spans[version], strict=True)
        }
        after = -1
        for i, bead in enumerate(bitext.beads):
            segments = tuple((segment, covered[i, k]) for k, segment in enumerate(bead.source))
            after = max((cells[-1] for _, cells in segments), default=after)
            links.append(_Link(version, bead, segments, after))
    return links


_Held = Mapping[int, Collection[int]]
"""By version, the cells that stand in its bitext at all."""


def _held(links: Iterable[_Link]) -> _Held:
    """Return what each bitext holds of the pivot: numbers of paragraphs stand in its text or apart."""
    held: dict[int, set[int]] = {}
    for link in links:
        held.setdefault(link.version, set()).update(link.cells)
    return held


_Group = Mapping[int, Sequence[_Link]]
"""By version, beads that cover the same cells."""


def _groups(links: Sequence[_Link], held: _Held) -> Iterator[_Group]:
    """Yield groups of links that say the same, each link in one."""
    for component in _components(links):
        versions: dict[int, list[_Link]] = {}
        for link in component:
            versions.setdefault(link.version, []).append(link)
        covered = {
            version: frozenset[int]().union(*(link.cells for link in own))
            for version, own in versions.items()
        }
        everything = frozenset[int]().union(*covered.values())
        whole = {v: own for v, own in versions.items() if covered[v] == everything.intersection(held[v])}
        if whole:
            yield whole
            yield from _groups([link for link in component if link.version not in whole], held)
        else:  # each leaves out another part: none says what another does
            yield from ({link.version: [link]} for link in component)


def _components(links: Sequence[_Link]) -> Iterable[list[_Link]]:
    """Return the links that hang together by the cells they share."""
    leader: dict[int, int] = {}

    def leader_of(cell: int) -> int:
        while (above := leader.setdefault(cell, cell)) != cell:
            leader[cell] = cell = leader.setdefault(above, above)
        return cell

    for link in links:
        first, *others = link.cells
        for other in others:
            leader[leader_of(other)] = leader_of(first)
    components: dict[int, list[_Link]] = {}
    for link in links:
        components.setdefault(leader_of(next(iter(link.cells))), []).append(link)
    return components.values()


def _unit(group: _Group, versions: int) -> _Placed:
    """Make a unit of a group."""
    variants: list[Variant | None] = [None] * (versions + 1)
    for version, links in group.items():
        variants[version + 1] = _variant([link.bead for link in links])
    pivots = ([pair for link in links for pair in link.segments] for links in group.values())
    # What a person edited, else the text without the number of its paragraph.
    pivot = max(
        pivots, key=lambda pairs: (any(s.edited for s, _ in pairs), -sum(len(s.text) for s, _ in pairs))
    )
    variants[0] = Variant(_in_order(segment for segment, _ in pivot))
    first = min(cell for _, cells in pivot for cell in cells)
    return (first, 0, min(group)), MultilingualUnit(tuple(variants))


def _variant(beads: Sequence[Bead]) -> Variant:
    """Return what beads of one version say together: as sure as the least sure of them."""
    weakest = min(beads, key=lambda bead: bead.score)
    latest = max(beads, key=lambda bead: bead.changed_at)
    return Variant(
        _in_order(segment for bead in beads for segment in bead.target),
        weakest.score,
        weakest.why,
        least_trusted(bead.status for bead in beads),
        all_said(note for bead in beads for note in bead.notes),
        latest.changed_by,
        latest.changed_at,
    )


def _in_order(segments: Iterable[Segment]) -> tuple[Segment, ...]:
    return tuple(sorted(segments, key=reading_order))


def _pivot_alone(links: Iterable[_Link], matched: Collection[int], versions: int) -> Iterator[_Placed]:
    """Yield what the pivot alone says, cut as the first version has it that does not cut more."""
    told = set(matched)
    for link in links:
        for segment, cells in link.segments:
            if told.isdisjoint(cells):
                told.update(cells)
                alone = Variant((segment,), link.bead.score, link.bead.why, link.bead.status)
                yield (cells[0], 0, 0), MultilingualUnit((alone, *[None] * versions))


def _without_pivot(links: Iterable[_Link], bitexts: Sequence[Bitext]) -> Iterator[_Placed]:
    """Yield what the pivot does not say: units of the versions that say it, else of one alone."""
    lone: dict[int, list[_Link]] = {}
    for link in sorted(links, key=lambda link: link.after):
        if not link.segments:
            lone.setdefault(link.version, []).append(link)
    told: set[tuple[int, int]] = set()
    for leader, found in _aligned_leftovers(lone, bitexts):
        made = [_answering(answer, lone) for answer in found]
        told.update((answer.version, k) for answer in found for k in answer.own)
        for group in _groups(made, _held(made)):
            (first, *_), unit = _unit(group, len(bitexts))
            leading, *others = unit.variants
            variants: list[Variant | None] = [None, *others]
            variants[leader + 1] = leading
            told.update((leader, k) for own in group.values() for link in own for k in link.cells)
            yield (lone[leader][first].after, 1, leader), MultilingualUnit(tuple(variants))
    for version, own in lone.items():
        for k, link in enumerate(own):
            if (version, k) not in told:
                alone: list[Variant | None] = [None] * (len(bitexts) + 1)
                alone[version + 1] = _variant([link.bead])
                yield (link.after, 1, version), MultilingualUnit(tuple(alone))


def _aligned_leftovers(
    lone: Mapping[int, Sequence[_Link]], bitexts: Sequence[Bitext]
) -> Iterable[tuple[int, list[Answer]]]:
    """Return what the versions answer to one another where the pivot says nothing."""
    if len(lone) < 2:
        return ()
    try:
        embedder = load(str(bitexts[0].recipe.get("model", Settings().model)))
    except AlignError:  # the model that aligned them is not there any more
        return ()
    said = {
        version: [Lone(_text(link.bead.target, bitexts[version]), link.after) for link in own]
        for version, own in lone.items()
        if knows(embedder, bitexts[version].target.language)
    }
    return align_leftovers(said, embedder)


def _text(segments: Iterable[Segment], bitext: Bitext) -> str:
    return join([segment.text for segment in segments], bitext.target.language)


def _answering(answer: Answer, lone: Mapping[int, Sequence[_Link]]) -> _Link:
    """Make a link of an answer, as if the leading version were the pivot and its lone sentences the cells."""
    leading = [(segment, (k,)) for k in answer.leading for segment in lone[answer.leader][k].bead.target]
    own = [segment for k in answer.own for segment in lone[answer.version][k].bead.target]
    bead = Bead(tuple(segment for segment, _ in leading), tuple(own), answer.score, "embedding")
    return _Link(answer.version, bead, tuple(leading), answer.leading[-1])
