"""Paragraph alignment: every kind of damage that real pairs show, on a small report and on real documents."""

import csv
import random
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from align import embed
from align.document import Block, Document, NoteMark
from align.errors import NothingInCommonError
from align.paragraphs import ParagraphBead, match
from align.settings import Settings

CASES = Path(__file__).parent / "cases" / "paragraphs"
Pairs = list[tuple[int, int]]


@pytest.fixture(scope="module")
def model():
    return embed.load()


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


def document(blocks: Iterable[Block], path: str = "") -> Document:
    blocks = tuple(blocks)
    return Document(
        path,
        tuple(block for block in blocks if block.kind != "footnote"),
        tuple(block for block in blocks if block.kind == "footnote"),
    )


SOURCE, TARGET = (document(side) for side in zip(*rows(), strict=True))
NUMBERED = [i for i, block in enumerate(SOURCE.parts) if block.kind == "paragraph" and block.number]
COUNTRIES = [i for i, block in enumerate(SOURCE.parts) if block.kind == "list_item" and not block.number]


def links(beads: Iterable[ParagraphBead]) -> set[tuple[tuple[int, ...], tuple[int, ...]]]:
    return {(bead.source, bead.target) for bead in beads if bead.source and bead.target}


def one_to_one(pairs: Iterable[tuple[int, int]]) -> set[tuple[tuple[int, ...], tuple[int, ...]]]:
    return {((i,), (j,)) for i, j in pairs}


def changed(document: Document, change: Callable[[int, Block], Block]) -> Document:
    """Return the document with each block changed by its index."""
    return replace(document, blocks=tuple(change(i, block) for i, block in enumerate(document.blocks)))


def renumbered(number: Callable[[int], str]) -> Document:
    """Return the target with other paragraph numbers."""
    return changed(
        TARGET, lambda i, b: replace(b, number=number(int(b.number.strip(".")))) if i in NUMBERED else b
    )


def reordered(order: list[int]) -> Document:
    """Return the target with its blocks in another order."""
    return replace(TARGET, blocks=tuple(TARGET.blocks[i] for i in order))


def assert_covered(beads: list[ParagraphBead], source: Document, target: Document) -> None:
    assert sorted(i for bead in beads for i in bead.source) == list(range(len(source.parts)))
    assert sorted(j for bead in beads for j in bead.target) == list(range(len(target.parts)))
    assert all(0 <= bead.score <= 1 for bead in beads)


def test_report_is_matched_block_by_block(model):
    beads = match(SOURCE, TARGET, model, Settings())
    assert links(beads) == one_to_one((i, i) for i in range(len(SOURCE.parts)))
    assert [bead.source for bead in beads] == sorted(bead.source for bead in beads)


def test_numbers_decide_where_they_agree(model):
    beads = match(SOURCE, TARGET, model, Settings())
    why = {bead.source[0]: bead.why for bead in beads}
    assert {why[i] for i in NUMBERED} == {"number"}
    assert {why[i] for i in COUNTRIES} == {"embedding"}


def test_block_without_text_is_matched_by_its_place(model):
    source, target = (changed(d, lambda i, b: replace(b, text="") if i == 3 else b) for d in (SOURCE, TARGET))
    bead = next(b for b in match(source, target, model, Settings()) if b.source == (3,))
    assert (bead.target, bead.why) == ((3,), "structure")


@pytest.mark.parametrize(
    ("damage", "number"),
    [
        ("lost", lambda n: ""),
        ("shifted", lambda n: f"{n + 1}."),
        ("doubled", lambda n: "6." if n == 7 else f"{n}."),
        ("wrong", lambda n: f"{n + 5}." if n in (4, 9) else f"{n}."),
        ("bis", lambda n: "6 bis." if n == 7 else f"{n - (n > 7)}."),
    ],
)
def test_numbers_are_evidence_only(model, damage, number):
    beads = match(SOURCE, renumbered(number), model, Settings())
    assert links(beads) == one_to_one((i, i) for i in range(len(SOURCE.parts)))
    assert damage != "lost" or all(bead.why != "number" for bead in beads if bead.source[0] in NUMBERED)


@pytest.mark.parametrize("missing", NUMBERED)
def test_missing_paragraph_shifts_nothing(model, missing):
    target = reordered([i for i in range(len(TARGET.blocks)) if i != missing])
    beads = match(SOURCE, target, model, Settings())
    others = [i for i in range(len(SOURCE.parts)) if i != missing]
    assert links(beads) == one_to_one((i, i - (i > missing)) for i in others)
    swapped = match(target, SOURCE, model, Settings())
    assert links(swapped) == one_to_one((i - (i > missing), i) for i in others)


@pytest.mark.parametrize("first", [9, 10, 14, 15, 27, 33])
def test_swapped_paragraphs_are_found_crosswise(model, first):
    order = list(range(len(TARGET.blocks)))
    order[first], order[first + 1] = order[first + 1], order[first]
    beads = match(SOURCE, reordered(order), model, Settings())
    assert one_to_one([(first, first + 1), (first + 1, first)]) <= links(beads)
    assert len(links(beads)) == len(SOURCE.parts)


@pytest.mark.parametrize("first", [9, 14, 18, 27, 34])
def test_merged_paragraphs_make_one_bead(model, first):
    one, other = TARGET.blocks[first : first + 2]
    merged = replace(one, text=one.text + other.text)
    target = replace(TARGET, blocks=(*TARGET.blocks[:first], merged, *TARGET.blocks[first + 2 :]))
    beads = match(SOURCE, target, model, Settings())
    assert ((first, first + 1), (first,)) in links(beads)
    assert len(links(beads)) == len(SOURCE.parts) - 1
    assert ((first,), (first, first + 1)) in links(match(target, SOURCE, model, Settings()))


def test_list_in_another_order_is_matched_by_what_it_says(model):
    order = sorted(COUNTRIES, key=lambda i: TARGET.blocks[i].text)
    target = reordered([*range(COUNTRIES[0]), *order, *range(COUNTRIES[-1] + 1, len(TARGET.blocks))])
    beads = match(SOURCE, target, model, Settings())
    expected = one_to_one((i, COUNTRIES[0] + order.index(i)) for i in COUNTRIES)
    assert expected <= links(beads)


def test_moved_section_is_matched_where_it_stands(model):
    order = [*range(12), *range(26, 32), *range(12, 26), *range(32, len(TARGET.blocks))]
    beads = match(SOURCE, reordered(order), model, Settings())
    moved = [i for i in range(26, 32) if TARGET.blocks[i].kind == "paragraph" and i != 29]
    assert one_to_one((i, order.index(i)) for i in moved) <= links(beads)


def test_footnotes_are_matched_among_themselves(model):
    marked = {14: "1", 15: "2", 16: "3"}
    source, target = (
        changed(d, lambda i, b: replace(b, notes=(NoteMark(marked[i], 3),)) if i in marked else b)
        for d in (SOURCE, TARGET)
    )
    target = replace(target, footnotes=target.footnotes[1:])
    beads = match(source, target, model, Settings())
    first, blocks = len(source.blocks), len(target.blocks)
    assert one_to_one([(first + 1, blocks), (first + 2, blocks + 1)]) <= links(beads)
    assert any(bead.source == (first,) and not bead.target for bead in beads)


def test_target_only_blocks_follow_the_block_before_them(model):
    extra = Block("本段系译者所加，内容与河流无关，谈的是茶叶价格。")
    target = replace(TARGET, blocks=(*TARGET.blocks[:16], extra, *TARGET.blocks[16:]))
    beads = match(SOURCE, target, model, Settings())
    assert [(b.source, b.target) for b in beads[15:18]] == [((15,), (15,)), ((), (16,)), ((16,), (17,))]


@pytest.mark.parametrize("size", [1, 3, 10, 90])
def test_unrelated_documents_are_refused_though_their_numbers_agree(model, shared, size):
    one, other = unrelated(shared, size)
    with pytest.raises(NothingInCommonError, match=r"one\.docx, other\.docx: .*%"):
        match(one, other, model, Settings())


def unrelated(shared: Path, size: int) -> tuple[Document, Document]:
    """Return two documents of the same domain and numbering, of which neither translates the other."""
    lines = (shared / "data/eval/unpc_dev.tsv").read_text(encoding="utf-8").splitlines()
    random.Random(1).shuffle(lines)
    texts = [sorted(line.split("\t")[:2], key=str.isascii, reverse=True) for line in lines[: 2 * size]]
    one = (Block(en, number=f"{n}.") for n, (en, _) in enumerate(texts[:size], 1))
    other = (Block(zh, number=f"{n}.") for n, (_, zh) in enumerate(texts[size:], 1))
    return document(one, "one.docx"), document(other, "other.docx")


@pytest.mark.parametrize("kept", [slice(0, 13), slice(20, None), slice(0, None, 3)])
def test_a_part_of_the_translation_is_no_stranger(model, kept):
    chosen = list(range(len(TARGET.blocks)))[kept]
    beads = match(SOURCE, reordered(chosen), model, Settings())
    right = one_to_one((i, j) for j, i in enumerate(chosen)) & links(beads)
    assert len(right) >= 0.9 * len(chosen)


def test_documents_without_blocks_have_nothing_in_common(model):
    with pytest.raises(NothingInCommonError):
        match(SOURCE, Document("empty.txt", ()), model, Settings())


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.sampled_from(range(len(SOURCE.blocks))), min_size=20, max_size=60),
    st.lists(st.sampled_from(range(len(SOURCE.blocks))), min_size=20, max_size=60),
)
def test_every_block_stands_in_exactly_one_bead(model, chosen, other):
    source = replace(SOURCE, blocks=tuple(SOURCE.blocks[i] for i in chosen))
    target = reordered(other)
    try:
        beads = match(source, target, model, Settings())
    except NothingInCommonError:
        return
    assert_covered(beads, source, target)


@settings(max_examples=25, deadline=None)
@given(st.sets(st.sampled_from(range(len(SOURCE.blocks))), max_size=15))
def test_swapping_the_sides_swaps_the_beads(model, missing):
    target = reordered([i for i in range(len(TARGET.blocks)) if i not in missing])
    there = links(match(SOURCE, target, model, Settings()))
    back = {(bead[1], bead[0]) for bead in links(match(target, SOURCE, model, Settings()))}
    assert len(there & back) >= 0.95 * len(there)


def test_a_document_is_its_own_translation(model):
    assert links(match(SOURCE, SOURCE, model, Settings())) == one_to_one(
        (i, i) for i in range(len(SOURCE.parts))
    )
