"""Paragraphs of other shapes: what one version prints in one piece and the other apart, and what stays near.

A case is a table of both versions' blocks. Blocks of one row belong together; those without row have no
partner. Where a block holds several rows, ‖ marks where it is to be cut.
"""

import csv
import re
from pathlib import Path

import pytest

from align import embed
from align.document import Block, Document
from align.numbering import split_number
from align.paragraphs import apart, match
from align.pipeline import align_documents, align_files
from align.readers import read
from align.settings import Settings

SHAPES = Path(__file__).parent / "cases" / "paragraphs" / "shapes"
LANGUAGES = {"zh": "zh-CN"}


def read_case(name):
    """Return both documents, and the texts of each row on both sides."""
    with (SHAPES / f"{name}.tsv").open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    sides = list(dict.fromkeys(line["side"] for line in lines))
    documents, rows = [], {}
    for k, side in enumerate(sides):
        own = [line for line in lines if line["side"] == side]
        blocks = [
            Block(x["text"].replace("‖", ""), x["kind"], x["number"], place=x.get("place") or "") for x in own
        ]
        body = tuple(block for block in blocks if block.kind != "footnote")
        notes = tuple(block for block in blocks if block.kind == "footnote")
        documents.append(Document(f"{name}.{side}", body, notes, LANGUAGES.get(side, side)))
        for line in own:
            place = line.get("place") or ""
            for row, text in zip(line["row"].split("|"), line["text"].split("‖"), strict=True):
                both = rows.setdefault(row or (side, text, place), ([], []))
                both[k].append(place + bare(text))
    return *documents, {tuple(map(tuple, row)) for row in rows.values()}


def bare(text):
    """Return a text without the number it begins with: a cut takes it out."""
    return split_number(re.sub(r"^([一二三四五六七八九十])\s+", r"\1、", text.strip()))[1].strip()


def texts(document, parts):
    return tuple(document.parts[part].place + bare(document.parts[part].text) for part in parts)


@pytest.mark.parametrize("swapped", [False, True], ids=["", "swapped"])
@pytest.mark.parametrize("name", sorted(path.stem for path in SHAPES.glob("*.tsv")))
def test_each_row_is_found(name, swapped):
    source, target, rows = read_case(name)
    if swapped:
        source, target, rows = target, source, {row[::-1] for row in rows}
    model = embed.load()
    beads = match(source, target, model, Settings())
    source, target, beads = apart(source, target, beads, model)
    found = {(texts(source, bead.source), texts(target, bead.target)) for bead in beads}
    assert found == rows


@pytest.mark.parametrize(
    ("name", "most_alone"),
    [
        ("unclos-art19", (0, 0)),
        ("rome-preamble", (0, 0)),
        ("iccpr-art6", (0, 0)),
        ("refugee-art1", (0, 0)),
        ("vclt-heads", (0, 7)),  # its Chinese file goes on with an annex
        ("vclt-whole", (0, 7)),
    ],
)
def test_real_treaties_leave_nothing_alone(shared, name, most_alone):
    folder = shared / "data/cases/treaties"
    bitext = align_files(folder / f"{name}.en.txt", folder / f"{name}.zh.txt", Settings(level="paragraph"))
    alone = [sum(not getattr(bead, side) for bead in bitext.beads) for side in ("target", "source")]
    assert tuple(alone) == most_alone


def test_a_heading_stays_beside_its_article(shared):
    """Another says the same at the other end of the treaty."""
    folder = shared / "data/cases/treaties"
    bitext = align_files(folder / "vclt-whole.en.txt", folder / "vclt-whole.zh.txt")
    units = {unit.source: unit.target for unit in bitext.units()}
    assert (units["Adoption of the text"], units["Authentic texts"]) == ("約文之議定", "作準文本")


@pytest.mark.parametrize("max_bead", [8, 4])
def test_one_sentence_for_many_paragraphs_is_shared_out_among_them(max_bead):
    source, target, _ = read_case("preamble_in_one")
    bitext = align_documents(source, target, Settings(max_bead=max_bead))
    units = {unit.source: unit.target for unit in bitext.units()}
    assert units["Have agreed as follows:"] == "议定如下："
    assert "泉水发源的森林" in units[next(text for text in units if text.startswith("Recalling"))]
    assert all(unit.source and unit.target for unit in bitext.units())
    turned = align_documents(target, source, Settings(max_bead=max_bead))
    assert {unit.target: unit.source for unit in turned.units()} == units


def test_lines_kept_beside_their_translation_stay_alone_among_sentences_too():
    source, target, rows = read_case("lines_kept_in_english")
    bitext = align_documents(source, target)
    assert {(unit.source, unit.target) for unit in bitext.units()} == {
        ("".join(own), "".join(other)) for own, other in rows
    }


@pytest.mark.parametrize("typed", [False, True], ids=["notes apart", "marks typed in brackets"])
def test_sentences_stay_in_their_paragraph_though_the_other_side_has_their_notes_in_it(typed, tmp_path):
    source, target, _ = read_case("note_beside_paragraph")
    if typed:
        marked = {"recognized in the Covenant.": "[1]", "protect it.": "[2]"}
        body = "\n\n".join(f"{block.number} {block.text}" for block in source.blocks)
        for end, mark in marked.items():
            body = body.replace(end, end + mark)
        notes = "\n".join(f"[{note.number}] {note.text}" for note in source.footnotes)
        (tmp_path / "river.en.txt").write_text(f"{body}\n\n{notes}\n", encoding="utf-8")
        source = read(tmp_path / "river.en.txt")
    units = {unit.source: unit.target for unit in align_documents(source, target).units()}
    assert units["The right to a healthy river is recognized in the Covenant."].startswith("《公约》")
    assert units["Courts must protect it."].startswith("法院")
    assert [units[note.text] for note in source.footnotes] == ["", ""]
