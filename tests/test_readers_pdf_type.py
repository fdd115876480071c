"""PDF: what the type tells, and what is drawn: listings, labels of figures, sides of cells."""

import unicodedata
from itertools import pairwise

import pytest
from reading import page_of_lines as page

from align.readers.pdf import document_of, read
from align.readers.pdf.glyphs import Glyph, as_rows
from align.readers.pdf.lines import Page, PdfLine, page_of

TEXT = "The ferry went on as it had done before the rains, from one bank to the other, and so it will."


def pdf(path, content):
    """Write a PDF of one page in Times (F1) and Courier (F2) from what is drawn on it; without a table of places."""
    fonts = " ".join(f"/F{n} << /Type /Font /Subtype /Type1 /BaseFont /{name} >>"
                     for n, name in enumerate(("Times-Roman", "Courier"), 1))  # fmt: skip
    objects = (
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << {fonts} >> >> >>",
        f"<< /Length {len(content)} >>\nstream\n{content}\nendstream",
    )
    body = "".join(f"{n} 0 obj\n{text}\nendobj\n" for n, text in enumerate(objects, 1))
    path.write_text(f"%PDF-1.4\n{body}trailer << /Root 1 0 R >>\n%%EOF\n", encoding="latin-1")
    return path


def shown(font, *lines, top=700):
    rows = "".join(f"1 0 0 1 60 {top - 12 * i} Tm ({text}) Tj\n" for i, text in enumerate(lines))
    return f"BT /F{font} 10 Tf\n{rows}ET\n"


def test_the_lines_of_a_listing_stand_by_themselves_without_their_numbers(tmp_path):
    listing = (
        "1 Files: ropes/*",
        "2",
        "3 This ferry is free; you can cross the river on it or",
        "4 let it be.",
    )
    content = shown(2, *listing) + shown(1, *[TEXT] * 3, top=600)
    found = [(block.kind, block.text, block.notes) for block in read(pdf(tmp_path / "a.pdf", content)).blocks]
    assert found[:3] == [
        ("paragraph", "Files: ropes/*", ()),
        ("paragraph", "This ferry is free; you can cross the river on it or", ()),
        ("paragraph", "let it be.", ()),
    ]


def test_a_line_in_front_of_the_numbers_of_a_listing_does_not_hide_them(tmp_path):
    content = shown(2, "ferry.conf:", "1 rope = 3", "2 banks = 2", "3 river = 1")
    blocks = read(pdf(tmp_path / "a.pdf", content + shown(1, *[TEXT] * 3, top=600))).blocks
    assert [block.text for block in blocks][:4] == ["ferry.conf:", "rope = 3", "banks = 2", "river = 1"]


def test_a_typescript_is_no_listing(tmp_path):
    lines = ("The ferry went on as it had done before the rains, from one bank", "to the other.")
    (block,) = read(pdf(tmp_path / "a.pdf", shown(2, *lines))).blocks
    assert block.text == " ".join(lines)


def test_one_line_of_code_stays_in_its_paragraph():
    body = [PdfLine(TEXT, 1, 60, 550, 100 + 12 * i, 10) for i in range(5)]
    body[2] = PdfLine("--rope=/usr/share/doc/ferry/ropes-of-the-upper-river", 1, 60, 550, 124, 10, fixed=True)
    (block,) = document_of([Page(1, 612, 792, tuple(body))], "ferry.pdf").blocks
    assert "--rope=" in block.text


@pytest.mark.parametrize(
    ("label", "name"), [("Figure 1", "Ferries of the river"), ("图一", "雨季之前的渡船")]
)
def test_the_label_of_a_figure_is_no_title(label, name):
    lines = ((label, 60, 100, 10), (name, 60, 114, 10), (TEXT, 60, 160, 10))
    blocks = document_of([page(*lines)], "ferry.pdf").blocks
    assert [block.kind for block in blocks] == ["paragraph"] * 3


def test_a_line_of_a_listing_that_holds_no_text_is_none():
    """LaTeX prints ←- where a line had no room, at times on a line of its own."""
    signs = [Glyph(sign, 60 + 6 * i, 66 + 6 * i, 100, 10, False, False, False) for i, sign in enumerate("←-")]
    assert page_of(as_rows(signs), Page(1, 612, 792, ())).lines == ()


@pytest.mark.parametrize(
    ("ink", "texts"), [("1 1 1", ["The ferry went on."]), ("0 0 0", ["The ferry", "went on."])]
)
def test_the_white_ground_of_a_blank_is_no_side_of_a_cell(ink, texts, tmp_path):
    drawn = f"{ink} rg 99 696 0.1 12 re f 0 0 0 rg\n"
    text = "BT /F1 10 Tf 1 0 0 1 60 700 Tm (The ferry) Tj 1 0 0 1 101 700 Tm (went on.) Tj ET\n"
    assert [block.text for block in read(pdf(tmp_path / "a.pdf", drawn + text)).blocks] == texts


SIDES = (60, 253.4, 311.7, 353, 420)
"""Where columns meet, and where the blanks of a line stand in a cell merged over them."""


def test_a_line_in_a_merged_cell_is_whole_though_its_blanks_stand_at_the_sides_of_columns(tmp_path):
    pieces = "".join(f"{a} {y} m {b} {y} l S\n" for y in (720, 700, 600) for a, b in pairwise(SIDES))
    rows = [("Kind", "2024", "2025", "2026"), ("Ropes", "12", "13", "9"), ("Boats", "3", "4", "5")]
    cells = [
        (x, 706 - 15 * i, text)
        for i, row in enumerate(rows)
        for x, text in zip((60, 270, 320, 370), row, strict=True)
    ]
    merged = (
        "Advice: consultations with villages of the upper river on ropes that wear",
        "as well as with their neighbours on the lower banks, where boats are built in winter.",
        "Nobody asked for more of them than the ferryman had promised in spring.",
    )
    lines = [*cells, *((60, 640 - 11 * i, text) for i, text in enumerate(merged))]
    shown = "".join(f"1 0 0 1 {x} {y} Tm ({text}) Tj\n" for x, y, text in lines)
    document = read(pdf(tmp_path / "a.pdf", f"{pieces}BT /F1 10 Tf 1.5 Tw\n{shown}ET\n"))
    assert [block.text for block in document.blocks][-4:] == ["3", "4", "5", " ".join(merged)]


def test_an_entry_of_a_contents_keeps_its_paragraphs_and_its_page(tmp_path):
    """They stand in columns of their own behind the dots, as in the reports of committees."""
    entries = (("I. The ferry", "1-4", "1"), ("A. Its rope", "1-2", "1"), ("B. Its oars", "3-4", "2"))
    drawn = shown(1, "Contents", top=720)
    for i, (name, paragraphs, last) in enumerate(entries):
        for x, text in ((60, f"{name}{'.' * 60} {paragraphs}"), (60 + 5 * len(name) + 210, last)):
            drawn += f"BT /F1 10 Tf 1 0 0 1 {x} {700 - 12 * i} Tm ({text}) Tj ET\n"
    blocks = read(pdf(tmp_path / "a.pdf", drawn + shown(1, *[TEXT] * 3, top=600))).blocks
    told = [(b.kind, b.number, b.text) for b in blocks if b.kind == "contents"]
    assert told == [("contents", "", "Contents")] + [
        ("contents", name[:2], f"{name[3:]} {paragraphs} {page}") for name, paragraphs, page in entries
    ]


@pytest.mark.parametrize(("under", "text"), [("\u00a0", "the `safe’ rope"), ("e", "th è safe’ rope")])
def test_an_accent_over_a_blank_is_a_quotation_mark(under, text):
    """TeX sets it behind the words of its line, a little higher; over a letter it is the letter's."""
    signs = [*"the ", under, *"safe’ rope"] if under != "e" else [*"th ", under, *" safe’ rope"]
    glyphs = [Glyph(c, 60 + 5 * i, 65 + 5 * i, 100.0, 10.0, False, False, False) for i, c in enumerate(signs)]
    over = glyphs[signs.index(under, 3)]
    accent = Glyph("\u0300", over.x0 + 1, over.x1, 98.0, 10.0, False, False, False)
    place = len(glyphs) if under != "e" else 4
    (line,) = page_of(as_rows([*glyphs[:place], accent, *glyphs[place:]]), Page(1, 612, 792, ())).lines
    assert unicodedata.normalize("NFC", line.text) == text


def test_an_address_that_a_line_cuts_goes_on_in_the_next_though_that_is_in_another_type():
    lines = (
        ("Whoever wants to know more about the ropes should read the book of the ropes (https://www.", False),
        ("ropes.example/book) or what the ferrymen wrote about all of the boats (https://ferry.example/boats/", False),
        ("of-reeds/).", True),
    )  # fmt: skip
    set_ = [
        PdfLine(text, 1, 60, 60 + 5 * len(text), 100 + 12 * i, 10, fixed=fixed)
        for i, (text, fixed) in enumerate(lines)
    ]
    wide = [PdfLine(TEXT, 1, 60, 560, 200 + 12 * i, 10) for i in range(5)]
    blocks = document_of([Page(1, 612, 792, (*set_, *wide))], "ferry.pdf").blocks
    assert blocks[0].text.endswith("(https://ferry.example/boats/of-reeds/).")
    assert "(https://www.ropes.example/book) or" in blocks[0].text


def test_figures_that_end_below_one_another_are_in_columns_however_close(tmp_path):
    """So are their heads; a thin blank within a figure parts nothing, nor does a stretched one in a text."""
    rows = [
        ("Spent so", "Planned"),
        ("21 543.0", "36 680.1"),
        ("9 412.6", "15 322.7"),
        ("3 166.7", "9 612.3"),
    ]
    digit, letter = 5, {"S": 5.56, "p": 5, "e": 4.44, "n": 5, "t": 2.78, "s": 3.89, "o": 5, "P": 5.56,
                        "l": 2.78, "a": 4.44, "d": 5, " ": 2.5, ".": 2.5}  # fmt: skip
    shown = ""
    for i, row in enumerate(rows):
        for text, end in zip(row, (340, 380.5), strict=True):
            x = end - sum(letter.get(sign, digit) for sign in text)
            shown += f"1 0 0 1 {x:.2f} {700 - 14 * i} Tm ({text}) Tj\n"
        shown += f"1 0 0 1 60 {700 - 14 * i} Tm (Boats of the village) Tj\n" if i else ""
    document = read(pdf(tmp_path / "a.pdf", f"BT /F1 10 Tf\n{shown}ET\n"))
    found = {block.text for block in document.blocks}
    assert {text for row in rows for text in row} <= found


@pytest.mark.parametrize("bullet", ["–", "•"])
def test_items_that_end_in_no_stop_begin_at_their_bullets(bullet):
    items = [f"{bullet} {word} for the long and narrow ferries of the upper river and its arms" for word in
             ("Ropes", "Oars", "Lamps")]  # fmt: skip
    lines = [PdfLine(TEXT, 1, 60, 550, 100, 10)]
    lines += [PdfLine(item, 1, 80, 548, 112 + 12 * i, 10) for i, item in enumerate(items)]
    document = document_of([Page(1, 612, 792, tuple(lines))], "ferry.pdf")
    assert [f"{block.number} {block.text}" for block in document.blocks[1:]] == items
