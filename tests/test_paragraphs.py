"""Paragraph beads of the sample report: numbers, structure and words each tell where the others fail."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from paragraph_rows import (
    NUMBERED,
    SOURCE,
    TARGET,
    Opaque,
    changed,
    document,
    links,
    matched,
    one_to_one,
    paragraphs,
)

from align import embed
from align.document import Block, Document, NoteMark
from align.errors import NothingInCommonError
from align.paragraphs import ParagraphBead, match
from align.settings import Settings


@pytest.fixture(scope="module")
def model():
    return embed.load()


COUNTRIES = [i for i, block in enumerate(SOURCE.parts) if block.kind == "list_item" and not block.number]


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


def test_table_in_another_order_keeps_its_rows_together(model):
    """Sorted by name in each language; the figures of a row repeat in other rows."""
    names = [(SOURCE.blocks[i].text, TARGET.blocks[i].text) for i in COUNTRIES]
    table = [(en, zh, str(k % 3), str(k % 4 * 10)) for k, (en, zh) in enumerate(names)]
    by_chinese = sorted(table, key=lambda row: row[1])
    source = document(Block(cell, "table_cell") for en, _, *figures in table for cell in (en, *figures))
    target = document(Block(cell, "table_cell") for _, zh, *figures in by_chinese for cell in (zh, *figures))
    beads = match(source, target, model, Settings())
    expected = [(3 * k + c, 3 * by_chinese.index(row) + c) for k, row in enumerate(table) for c in range(3)]
    assert links(beads) == one_to_one(expected)


@pytest.mark.parametrize("leader", ["\t", " ........ ", "\n"])
def test_pages_in_the_contents_may_differ(model, leader):
    """The page stands behind leaders, or in a cell of its own."""
    english = ["Introduction", "Accidents", "Rescue services", "Conclusions"]
    chinese = ["导言", "事故", "救援服务", "结论"]

    def contents(headings: list[str], pages: list[int]) -> list[Block]:
        lines = [f"{heading}{leader}{page}" for heading, page in zip(headings, pages, strict=True)]
        return [Block(cell, "contents") for line in lines for cell in line.split("\n")]

    source = document([*contents(english, [3, 5, 9, 11]), *SOURCE.blocks])
    target = document([*contents(chinese, [3, 4, 5, 9]), *TARGET.blocks])
    beads = match(source, target, model, Settings())
    assert links(beads) == one_to_one((i, i) for i in range(len(source.parts)))


def test_letter_spaced_chinese_is_read(model):
    target = changed(TARGET, lambda i, b: replace(b, text=" ".join(b.text)) if i in (0, 1, 3) else b)
    assert links(match(SOURCE, target, model, Settings())) == matched(SOURCE, range(len(TARGET.blocks)))


def test_annexes_restart_their_numbers(model):
    """Only what stands above tells paragraph 2 of one annex from that of another of the same text."""

    def version(annex: str, text: str) -> list[Block]:
        return [
            block
            for number in ("I", "II", "III")
            for block in (
                Block("", "annex", f"{annex} {number}"),
                *(Block(text, number=f"{n}.") for n in (1, 2)),
            )
        ]

    source = document([*SOURCE.blocks, *version("Annex", "The text is in force.")])
    first = len(SOURCE.blocks)
    chosen = version("附件", "本文件有效。")
    target = document([*TARGET.blocks, *chosen[:3], *chosen[6:]])
    found = links(match(source, target, model, Settings()))
    assert one_to_one([(first + k, first + k) for k in range(3)]) <= found
    assert one_to_one([(first + 6 + k, first + 3 + k) for k in range(3)]) <= found


def test_formats_with_identities_of_their_own(model):
    """Akoma Ntoso's eId is the same in both versions, whatever the texts say."""
    source, target = (
        changed(d, lambda i, b: replace(b, text="…", number="", key=f"art_{i}")) for d in (SOURCE, TARGET)
    )
    keep = [i for i in range(len(TARGET.blocks)) if i not in (12, 20)]
    long = [replace(d.blocks[i], key="") for d in (SOURCE, TARGET) for i in paragraphs(d)]
    source = replace(source, blocks=source.blocks + tuple(long[: len(long) // 2]))
    target = replace(target, blocks=tuple(target.blocks[i] for i in keep) + tuple(long[len(long) // 2 :]))
    found = links(match(source, target, model, Settings()))
    assert one_to_one((i, j) for j, i in enumerate(keep)) <= found


def test_identities_of_one_format_only_leave_numbers_their_say(model):
    source = changed(SOURCE, lambda i, b: replace(b, key=f"art_{i}"))
    beads = match(source, TARGET, model, Settings())
    assert {bead.why for bead in beads if bead.source[0] in NUMBERED} == {"number"}


def test_any_model_will_do(model):
    order = [i for i in range(len(TARGET.blocks)) if i != 14]
    beads = match(SOURCE, reordered(order), Opaque(model), Settings())
    assert links(beads) == matched(SOURCE, order)


def test_number_does_not_pair_what_the_texts_contradict(model):
    strange = replace(TARGET.blocks[15], text="茶叶价格上涨，因为去年春天霜冻严重，收成不好。")
    beads = match(SOURCE, changed(TARGET, lambda i, b: strange if i == 15 else b), model, Settings())
    assert links(beads) == one_to_one((i, i) for i in range(len(SOURCE.parts)) if i != 15)


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


@pytest.mark.parametrize("kept", [slice(0, 13), slice(20, None), slice(0, None, 3)])
def test_a_part_of_the_translation_is_no_stranger(model, kept):
    chosen = list(range(len(TARGET.blocks)))[kept]
    beads = match(SOURCE, reordered(chosen), model, Settings())
    right = one_to_one((i, j) for j, i in enumerate(chosen)) & links(beads)
    assert len(right) >= 0.9 * len(chosen)


def test_documents_without_blocks_have_nothing_in_common(model):
    with pytest.raises(NothingInCommonError):
        match(SOURCE, Document("empty.txt", ()), model, Settings())


@settings(max_examples=25)
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


@settings(max_examples=10)
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
