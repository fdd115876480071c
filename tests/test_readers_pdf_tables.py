"""Tables of PDFs: what is a cell, what stands below a table, and what only looks like one."""

import pytest
from reading import page_of_lines as page

from align.readers.pdf import document_of
from align.readers.pdf.drawn import DrawnRule, Post
from align.readers.pdf.lines import Page, PdfLine
from align.readers.pdf.runs import is_figure


def texts(*pages):
    return [block.text for block in document_of(pages, "ferry.pdf").blocks]


def cells(document):
    return [(block.place, block.text) for block in document.blocks if block.kind == "table_cell"]


@pytest.mark.parametrize(
    ("end", "notes"), [(550, ["a", "b"]), (150, [])], ids=["end of a table", "short rule"]
)
def test_notes_below_a_last_row_of_one_cell_are_notes(end, notes):
    text = "The ferry went on as it had done before the rains, from one bank to the other, and so it will."
    document = document_of(
        [
            page(
                ("Digital platforms: the website of the ferry and of the harbour.", 74, 100, 8.5),
                (
                    "ᵃ Reflects what was planned for the autumn, as it stands in W/12/6 (Sect. 9).",
                    67,
                    120,
                    8.5,
                ),
                ("ᵇ 21 in W/12/6 (Sect. 9).", 67, 130, 8.5),
                *((f"{n}. {text}", 60, 170 + 20 * n, 10) for n in range(1, 9)),
                rules=[DrawnRule(60, end, 105)],
            )
        ],
        "ferry.pdf",
    )
    assert [note.number for note in document.footnotes] == notes
    assert sum(bool(block.number) for block in document.blocks) == 8


def test_a_column_begins_where_its_wide_head_does_not_only_where_its_figures_do():
    rows = (
        ((254, 287, "Authorized"), (303, 340, "Actual")),
        ((124, 152, "Category"), (278, 287, "(1)"), (331, 340, "(2)")),
        ((124, 191, "Boats of the river"), (274, 288, "218"), (327, 341, "149")),
        ((124, 233, "Boats of the upper river"), (279, 288, "27"), (332, 341, "25")),
        ((124, 204, "Ferrymen"), (279, 288, "12"), (336, 341, "2")),
    )
    lines = tuple(
        PdfLine(text, 1, x0, x1, 100 + 14 * i, 8.5) for i, row in enumerate(rows) for x0, x1, text in row
    )
    document = document_of([Page(1, 612, 792, lines)], "ferry.pdf")
    assert [text for place, text in cells(document) if place.endswith("cell 2")] == [
        "Authorized",
        "(1)",
        "218",
        "27",
        "12",
    ]


def test_the_questions_of_a_form_are_no_cells_of_its_answers():
    asked = ("4. Are the ferrymen heard?", "5. Are the boats dry?", "6. Are the ropes new?")
    lines = [PdfLine("About the boats", 1, 40, 190, 80, 20, bold=True)]
    for i, question in enumerate(asked):
        y = 100 + 43 * i
        lines.append(PdfLine(question, 1, 40, 256, y, 12, bold=True))
        lines.append(PdfLine("No", 1, 40, 55, y + 13, 12))
        lines.append(PdfLine("[ Points: +0 ]", 1, 465, 531, y + 12, 12))
    lines.append(PdfLine("About the ropes", 1, 40, 190, 240, 20, bold=True))
    lines.append(PdfLine("7. Who buys them?", 1, 40, 190, 260, 12, bold=True))
    lines.append(PdfLine("The village", 1, 40, 120, 273, 12))
    lines.append(PdfLine("[ Points: +1 ]", 1, 465, 531, 272, 12))
    blocks = document_of([Page(1, 595, 842, tuple(lines))], "form.pdf").blocks
    assert [block.number for block in blocks if block.number] == ["4.", "5.", "6.", "7."]
    heads = [block.text for block in blocks if block.kind in ("title", "heading") and not block.number]
    assert heads == ["About the boats", "About the ropes"]
    assert {"No", "The village"} <= {block.text for block in blocks}


def test_notes_at_the_foot_of_a_framed_table_are_notes():
    long = "The ferry went on as it had done before the rains, from one bank to the other, and so it will."
    document = document_of(
        [
            page(
                *((f"{n}. {long}", 60, 60 + 20 * n, 10) for n in range(1, 6)),
                ("Boats in 2025/26ᵃ", 90, 220, 10),
                ("17", 420, 220, 10),
                ("Ropes in 2025/26ᵃ", 90, 240, 10),
                ("4", 420, 240, 10),
                ("ᵃ Without the boats of the upper river and of those villages", 90, 268, 8.5),
                ("that have none.", 97, 278, 8.5),
                ("6. It went on, and so it will.", 60, 320, 10),
                rules=[DrawnRule(60, 550, 205), DrawnRule(88, 160, 255), DrawnRule(60, 550, 290)],
            )
        ],
        "ferry.pdf",
    )
    notes = [(note.number, note.text) for note in document.footnotes]
    assert notes == [("a", "Without the boats of the upper river and of those villages that have none.")]


def test_a_heading_below_two_short_columns_comes_behind_both():
    left = ["Convention on the Ropes of Boats", "Declaration on Ferries and on", "Reeds of the rivers, 1951"]
    right = ["Protocol on the Depth of Rivers", "Statute of the Ferrymen, and of", "all their villages, 1924"]
    rows = [(text, 60, 100 + 10 * i, 8.5) for i, text in enumerate([*left, *left])]
    rows += [(text, 312, 100 + 10 * i, 8.5) for i, text in enumerate([*right, *right])]
    rows.sort(key=lambda line: line[2])
    wide = "The ferry went on as it had done before the rains, from one bank to the other, and so it goes."
    read_ = texts(page(*rows, ("The rivers", 123, 190, 12), (wide, 60, 230, 10), (wide, 60, 242, 10)))
    assert read_.index("The rivers") > max(i for i, text in enumerate(read_) if "1924" in text)


def test_rows_in_larger_type_than_the_head_of_their_table_belong_to_it():
    """As LibreOffice prints tables, whose rules are in one piece: a bold line opens a part of the rows."""
    head = [
        [(170, 199, "Planned"), (230, 260, "Spent")],
        [(60, 88, "Boats"), (191, 199, "(1)"), (252, 260, "(2)")],
    ]
    rows = [[(60, 90, "Ferries")]] + [
        [(60, 60 + 5 * len(name), name), (190, 199, figure), (251, 260, "12")]
        for name, figure in (
            ("Boats of the river", "43"),
            ("Boats of the upper river", "27"),
            ("Ropes", "31"),
        )
    ]
    lines = [
        PdfLine(text, 1, x0, x1, 100 + 14 * i, 7 if i < 2 else 8.5, bold=len(row) == 1)
        for i, row in enumerate([*head, *rows])
        for x0, x1, text in row
    ]
    document = document_of([Page(1, 612, 792, tuple(lines))], "ferry.pdf")
    assert {place.split(" row")[0] for place, _ in cells(document)} == {"table 1"}
    assert ("table 1 row 2 cell 1", "Boats") in cells(document)
    assert len(cells(document)) == sum(map(len, [*head, *rows]))


def test_the_numbers_of_columns_stand_apart_as_figures_do():
    assert all(map(is_figure, ("(5)", "(6)=(5)-(3)", "(7)=(6)÷(3)", "(3) = (1) + (2)")))
    assert not any(map(is_figure, ("(a)=(b)", "(6)=", "See (6)=(5)")))


def framed(number, rows, *, head=True, end=True):
    """Return a page with a table as LibreOffice prints it: rules in one piece, as long as that of the page head."""
    heads = [[(60, "Kind of boat"), (430, "2025"), (490, "2026")], [(430, "planned"), (490, "planned")]]
    table = [*(heads if head else []), *([(60 + 370 * bool(i) + 60 * (i > 1), text)
             for i, text in enumerate(row)] for row in rows)]  # fmt: skip
    top = 220 if head else 100
    lines = [
        ("The boats are counted in spring, as they have been since the bridge fell.", 60, 160, 10)
    ] * head
    lines += [(text, x, top + 10 * i, 8) for i, row in enumerate(table) for x, text in row]
    after = [("Nobody counts those of the upper river, which few have ever seen.", 60, 600, 10)] * end
    ends = [50, *([206, 232] if head else []), *([top + 10 * len(table)] if end else [])]
    return page(*lines, *after, number=number, rules=[DrawnRule(59, 551, y) for y in ends])


GROUP = ("A. What carries hay from the meadows of the western shore to the villages",)
ROWS = (GROUP, ("Ferries", "7", "12"), ("Rafts", "3", "–"), ("Others, if any",), ("Barges", "1", "4"))


def test_all_that_stands_between_the_rules_of_a_table_is_in_it():
    document = document_of([framed(1, ROWS)], "ferry.pdf")
    assert [text for _, text in cells(document)] == [
        *("Kind of boat", "2025 planned", "2026 planned"), *(text for row in ROWS for text in row)
    ]  # fmt: skip
    assert sum(block.kind == "paragraph" for block in document.blocks) == 2


def test_a_table_that_a_page_cuts_goes_on_at_the_head_of_the_next():
    document = document_of([framed(1, ROWS, end=False), framed(2, ROWS, head=False)], "ferry.pdf")
    assert [text for _, text in cells(document)][3:] == [text for row in (*ROWS, *ROWS) for text in row]
    assert sum(block.kind == "paragraph" for block in document.blocks) == 2


def test_a_head_is_the_same_though_its_cells_were_parted_on_one_page_alone():
    head = [("Kind", 60, 110, 8), ("Amount", 300, 110, 8), ("Share", 340, 110, 8)]
    whole = [("Kind", 60, 110, 8), ("Amount Share", 300, 110, 8)]
    pages = []
    for n, top in ((1, head), (2, whole)):
        rows = ((f"Boats {n}", f"{n}1", f"{n}2"), (f"Ropes {n}", f"{n}3", f"{n}4"), (f"Oars {n}", "–", "1"))
        placed = ((text, x, 125 + 10 * i, 8) for i, row in enumerate(rows)
                  for text, x in zip(row, (60, 300, 340), strict=True))  # fmt: skip
        pages.append(page(*top, *placed, number=n))
    document = document_of(pages, "ferry.pdf")
    assert [text for _, text in cells(document)].count("Kind") == 1


def test_ruled_cells_of_chinese_are_read_by_their_borders():
    """Their lines stand side by side, and are as short as one another; a text merged over both stays whole."""
    left, right = (
        ["每年春天清点各村的渡", "船，并写入河流名册。"],
        ["每年秋天修理各村的绳", "索，并写入绳索名册。"],
    )
    rows = [("村庄所做的事", 60, 100), *((text, x, 130 + 12 * i) for i in range(2)
            for x, text in ((60, left[i]), (200, right[i])))]  # fmt: skip
    lines = tuple(PdfLine(text, 1, x, x + 10 * len(text), y, 10) for text, x, y in rows)
    rules = tuple(DrawnRule(55, 330, y) for y in (85, 115, 160))
    posts = (Post(55, 85, 160), Post(190, 115, 160), Post(330, 85, 160))
    document = document_of([Page(1, 612, 792, lines, rules, posts)], "ferry.pdf")
    assert [text for _, text in cells(document)] == ["村庄所做的事", "".join(left), "".join(right)]


@pytest.mark.parametrize("beside", [False, True], ids=["all lines drawn", "one line of two"])
def test_a_table_may_have_lines_between_its_cells_alone(beside):
    """As DocBook's are: none at its sides, above its head and below its last row."""
    rows = [("Place", "What is kept there"), ("shore", "Ropes"), ("ferry", "Oars, and lamps for the night")]
    text = "The ferry went on as it had done before the rains, from one bank to the other, and so it will."
    lines = [PdfLine(text, 1, 60, 550, y, 10) for y in (80, 92, 200, 212)]
    lines += [
        PdfLine(cell, 1, x, x + 5 * len(cell), 120 + 16 * i, 9)
        for i, row in enumerate(rows)
        for cell, x in zip((*row, "Spare") if beside else row, (100, 250, 420), strict=False)
    ]
    lines.sort(key=lambda line: (line.y, line.x0))
    rules = tuple(DrawnRule(95, 550, y) for y in (125, 141))
    posts = (Post(240, 109, 125), Post(240, 125, 141), Post(240, 141, 157))
    document = document_of([Page(1, 612, 792, tuple(lines), rules, posts)], "ferry.pdf")
    found = [text for _, text in cells(document)]
    assert found == [cell for row in rows for cell in ((*row, "Spare") if beside else row)]
    assert sum(block.kind == "paragraph" for block in document.blocks) == 2
