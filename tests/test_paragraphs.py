"""Paragraph alignment: every kind of damage that real pairs show, on a small report and on real documents."""

import csv
import random
from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from align import embed
from align.document import Block, Document, NoteMark
from align.errors import NothingInCommonError
from align.numbering import key_of, split_number
from align.paragraphs import ParagraphBead, match
from align.readers import read
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


def test_any_model_will_do(model):
    order = [i for i in range(len(TARGET.blocks)) if i != 14]
    beads = match(SOURCE, reordered(order), Opaque(model), Settings())
    assert links(beads) == matched(SOURCE, order)


def test_any_model_tells_strangers(model, shared):
    source, target, stranger = strangers(shared, 30, seed=1)
    match(source, target, Opaque(model), Settings())
    with pytest.raises(NothingInCommonError):
        match(source, stranger, Opaque(model), Settings())


def test_number_does_not_pair_what_the_texts_contradict(model):
    strange = replace(TARGET.blocks[15], text="茶叶价格上涨，因为去年春天霜冻严重，收成不好。")
    beads = match(SOURCE, changed(TARGET, lambda i, b: strange if i == 15 else b), model, Settings())
    assert links(beads) == one_to_one((i, i) for i in range(len(SOURCE.parts)) if i != 15)


def test_sure_beads_are_right(model, report):
    """Of beads given 0.9 or more at least 90 % are right, in a report that lost and replaced every fourth block."""
    source, target = report
    chosen = paragraphs(target)
    strangers = {i: target.blocks[chosen[-1 - k]].text for k, i in enumerate(chosen) if k % 4 == 0}
    damaged = changed(target, lambda i, b: replace(b, text=strangers[i]) if i in strangers else b)
    kept = [i for i in range(len(target.blocks)) if i % 4 != 3]
    damaged = replace(damaged, blocks=tuple(damaged.blocks[i] for i in kept))
    right = matched(source, kept) - one_to_one((i, kept.index(i)) for i in strangers if i in kept)
    sure = {(b.source, b.target) for b in match(source, damaged, model, Settings()) if b.score >= 0.9}
    sure = {link for link in sure if all(link)}
    assert len(sure & right) >= 0.9 * len(sure) > 0.7 * len(right)


def test_long_documents_are_cut_at_anchors(model, shared):
    """1,500 sentences on each side, a run of them missing, another moved to the end."""
    lines = (shared / "data/eval/unpc_dev.tsv").read_text(encoding="utf-8").splitlines()[:1500]
    texts = [sorted(line.split("\t")[:2], key=str.isascii, reverse=True) for line in lines]
    order = [*range(400), *range(450, 1000), *range(1040, 1500), *range(1000, 1040)]
    source = document(Block(en) for en, _ in texts)
    target = document(Block(texts[i][1]) for i in order)
    found = links(match(source, target, model, Settings()))
    assert len(found & matched(source, order)) >= 0.97 * len(order)


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
def test_strangers_are_refused_though_their_numbers_agree(model, shared, size):
    refused = 0
    for seed in range(10):
        source, target, stranger = strangers(shared, size, seed)
        match(source, target, model, Settings())
        try:
            match(source, stranger, model, Settings())
        except NothingInCommonError as error:
            assert "source.docx, stranger.docx" in str(error)
            refused += 1
    assert refused >= 9


def strangers(shared: Path, size: int, seed: int) -> tuple[Document, Document, Document]:
    """Return a document, its translation, and a stranger of the same field and numbering."""
    lines = (shared / "data/eval/unpc_dev.tsv").read_text(encoding="utf-8").splitlines()
    texts = [
        sorted(line.split("\t")[:2], key=str.isascii) for line in random.Random(seed).sample(lines, 2 * size)
    ]
    chinese, english = zip(*texts, strict=True)

    def numbered(texts: Iterable[str], path: str) -> Document:
        return document((Block(text, number=f"{n}.") for n, text in enumerate(texts, 1)), path)

    return (
        numbered(english[:size], "source.docx"),
        numbered(chinese[:size], "target.docx"),
        numbered(chinese[size:], "stranger.docx"),
    )


@pytest.mark.parametrize("kept", [slice(0, 13), slice(20, None), slice(0, None, 3)])
def test_a_part_of_the_translation_is_no_stranger(model, kept):
    chosen = list(range(len(TARGET.blocks)))[kept]
    beads = match(SOURCE, reordered(chosen), model, Settings())
    right = one_to_one((i, j) for j, i in enumerate(chosen)) & links(beads)
    assert len(right) >= 0.9 * len(chosen)


@pytest.fixture(scope="module")
def report(shared):
    """Return both versions of the real report: 37 blocks, 27 footnotes."""
    folder = shared / "data/un/report_part"
    return read(folder / "report.en.txt"), read(folder / "report.zh.txt")


def paragraphs(document: Document) -> list[int]:
    return [i for i, b in enumerate(document.blocks) if b.kind == "paragraph" and b.number]


def matched(source: Document, order: Iterable[int]) -> set[tuple[tuple[int, ...], tuple[int, ...]]]:
    """Return the links of a target whose blocks are those of the source in another order."""
    order = list(order)
    notes = range(len(source.footnotes))
    return one_to_one((i, j) for j, i in enumerate(order)) | one_to_one(
        (len(source.blocks) + k, len(order) + k) for k in notes
    )


@pytest.mark.parametrize("layout", ["report.en.txt", "report.pdftotext.en.txt"])
def test_real_report_in_both_layouts(model, shared, report, layout):
    source = read(shared / "data/un/report_part" / layout)
    beads = match(source, report[1], model, Settings())
    assert links(beads) == matched(source, range(len(source.blocks)))
    assert {b.why for b in beads if b.source[0] in paragraphs(source)} == {"number"}


@pytest.mark.parametrize(
    "number", [lambda n: "", lambda n: f"{n + 1}.", lambda n: f"{n - 3}." if n > 3 else ""]
)
def test_real_report_with_numbers_of_one_side_lost_or_shifted(model, report, number):
    source, target = report
    chosen = paragraphs(target)
    target = changed(
        target, lambda i, b: replace(b, number=number(int(b.number.strip(".")))) if i in chosen else b
    )
    beads = match(source, target, model, Settings())
    assert links(beads) == matched(source, range(len(source.blocks)))


def test_real_report_with_any_block_missing(model, report):
    source, target = report
    for missing in range(len(target.blocks)):
        order = [i for i in range(len(target.blocks)) if i != missing]
        beads = match(
            source, replace(target, blocks=tuple(target.blocks[i] for i in order)), model, Settings()
        )
        assert links(beads) == matched(source, order), missing


@pytest.mark.parametrize("renumbered", [False, True])
def test_real_report_with_any_two_paragraphs_swapped(model, report, renumbered):
    source, target = report
    chosen = paragraphs(target)
    for one, other in pairwise(chosen):
        order = list(range(len(target.blocks)))
        order[one], order[other] = order[other], order[one]
        moved = replace(target, blocks=tuple(target.blocks[i] for i in order))
        if renumbered:
            moved = changed(moved, lambda i, b: replace(b, number=target.blocks[i].number))
        assert links(match(source, moved, model, Settings())) == matched(source, order), one


def test_real_report_with_any_two_paragraphs_merged(model, report):
    source, target = report
    for one, other in pairwise(paragraphs(target)):
        if other > one + 1:
            continue
        joined = replace(target.blocks[one], text=target.blocks[one].text + target.blocks[other].text)
        merged = replace(target, blocks=(*target.blocks[:one], joined, *target.blocks[other + 1 :]))
        beads = match(source, merged, model, Settings())
        assert ((one, other), (one,)) in links(beads), one
        assert len(links(beads)) == len(source.parts) - 1


def test_same_headings_over_other_paragraphs_are_refused(model, report, shared):
    source, target = report
    rest = read(shared / "data/un/seed.zh.txt")
    others = iter([rest.blocks[i] for i in paragraphs(rest)[40:]])
    chosen = paragraphs(target)
    strange = changed(target, lambda i, b: replace(next(others), number=b.number) if i in chosen else b)
    with pytest.raises(NothingInCommonError):
        match(source, replace(strange, footnotes=()), model, Settings())


@pytest.mark.parametrize(
    ("name", "numbered", "count"),
    [
        ("prc_constitution_2018", "article", 143),
        ("un_charter_ch1-3", "article", 8),
        ("sdg_goals_targets_ares70_1", "decimal", 169),
        ("tw_gender_equality_employment_act", "article", 50),
    ],
)
def test_articles_and_targets_keep_their_numbers(model, shared, name, numbered, count):
    source, target = (read(shared / f"data/un/{name}.{language}.txt") for language in ("en", "zh"))
    found = [
        (key_of(source.parts[bead.source[0]].number), key_of(target.parts[bead.target[0]].number))
        for bead in match(source, target, model, Settings())
        if bead.source and bead.target
    ]
    chosen = [(one, other) for one, other in found if one and numbered in (one.name, one.style)]
    assert len(chosen) == count
    assert all(one == other for one, other in chosen)


@pytest.mark.parametrize(
    "name", ["ccpr_c_gc_36", "cedaw_convention_gr28", "cescr_gc_1_2", "crc_c_gc_19_masthead_toc"]
)
def test_rows_of_real_bitexts(model, shared, name):
    sides = [
        (shared / f"data/un/bitext_{name}.{language}.txt").read_text(encoding="utf-8").split("\n")
        for language in ("en", "zh")
    ]
    rows = [[i for i, line in enumerate(side) if line.strip()] for side in sides]
    source, target = (
        document(Block(rest, number=number) for number, rest in map(split_number, filter(str.strip, side)))
        for side in sides
    )
    beads = match(source, target, model, Settings())
    found = {(rows[0][i], rows[1][j]) for bead in beads for i in bead.source for j in bead.target}
    assert found == {(i, i) for i in set(rows[0]) & set(rows[1])}


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
