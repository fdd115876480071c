"""Paragraph beads of real documents, harmed in every way, and of strangers, which are refused."""

import random
from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from paragraph_rows import Opaque, changed, document, links, matched, one_to_one, paragraphs

from align import embed
from align.document import Block, Document
from align.errors import NothingInCommonError
from align.numbering import key_of, split_number
from align.paragraphs import match
from align.readers import read
from align.settings import Settings


@pytest.fixture(scope="module")
def model():
    return embed.load()


def test_any_model_tells_strangers(model, shared):
    source, target, stranger = strangers(shared, 30, seed=1)
    match(source, target, Opaque(model), Settings())
    with pytest.raises(NothingInCommonError):
        match(source, stranger, Opaque(model), Settings())


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


@pytest.fixture(scope="module")
def report(shared):
    """Return both versions of the real report: 37 blocks, 27 footnotes."""
    folder = shared / "data/un/report_part"
    return read(folder / "report.en.txt"), read(folder / "report.zh.txt")


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
