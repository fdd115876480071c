"""Tables and lists in columns: with rules and without, over pages, with merged cells and notes."""

from itertools import pairwise

from sheet import LEFT, RIGHT, Sheet


def tables() -> None:
    sheet = Sheet()
    sheet.begin()
    sheet.wrapped("What the group counted is shown in two tables, one with lines around its cells and one "
                  "without, as printers like it.")  # fmt: skip
    rows = (("Bird", "Number", "Remark"), ("Heron", "1,235", "Moved north with the"), ("", "", "water"),
            ("Bittern", "7", "Heard, not seen"))  # fmt: skip
    for top, ruled in ((160, True), (300, False)):
        for r, row in enumerate(rows):
            for c, cell in enumerate(row):
                if cell:
                    sheet.set(70 + 140 * c, top + 15 + 14 * r, cell)
        if ruled:
            for y in (0, 20, 48, 62):
                sheet.line(65, top + y, 480, top + y)
            for x in (65, 205, 345, 480):
                sheet.line(x, top, x, top + 62)
    sheet.y0 = 400
    sheet.wrapped("Below the tables the text goes on as before, from one margin to the other, for two lines "
                  "at the least.")  # fmt: skip
    sheet.save("tables.pdf")


def budget() -> None:
    """Set a table as Word does: rules in pieces, one a cell, no lines between columns; notes below it."""
    sheet = Sheet()
    sheet.begin("W/C.3/12/9", "1")
    sheet.wrapped("Table 1", gap=0)
    sheet.wrapped("Resources of the group", style="B")
    edges, top = (LEFT, 250, 310, 370, 430, RIGHT), 140

    def rule(y: float, first: int = 0, last: int = 5) -> None:
        for left, right in zip(edges[first:last], edges[first + 1 : last + 1], strict=False):
            sheet.line(left, y, right, y)

    def row(y: float, *cells: str, style: str = "") -> None:
        for i, cell in enumerate(cells):
            sheet.set_font("text", style, 8)
            x = edges[i] if i == 0 else edges[i + 1] - 4 - sheet.get_string_width(cell.replace("^", ""))
            sheet.line_of(x, y, cell, 8, style)

    rule(top)
    sheet.set(395, top + 10, "Variance", 8)
    sheet.line(370, top + 14, RIGHT, top + 14)
    row(top + 24, "", "Approved", "Proposed", "", "")
    row(top + 34, "Category", "2025^a^", "2026", "Amount", "Share")
    rule(top + 38)
    row(top + 50, "", "(1)", "(2)", "(3)", "(4)")
    row(top + 66, "Boats and the")
    row(top + 76, "ropes for them", "41 945.0", "36 680.1", "(5 264.9)", "(12.6)")
    row(top + 92, "Ferrymen", "970", "1 250", "280", "28.9")
    row(top + 108, "Consultation and advice: advice to the ferrymen on ropes, knots and the tides, and to six "
                   "villages on ")  # fmt: skip
    row(top + 118, "the boats that they lend to strangers in the autumn.")
    row(top + 134, "Total", "42 915.0", "37 930.1", "(4 984.9)", "(11.6)", style="B")
    rule(top + 138)
    sheet.line_of(LEFT + 6, top + 152, "^a^ As at 4 March 2025, before the rains came and with them the floods of",
                  8)  # fmt: skip
    sheet.set(LEFT + 12, top + 162, "the lower river.", 8)
    sheet.y0 = top + 176
    sheet.wrapped("1. Below the table the text goes on as before, from one margin to the other, for two lines at "
                  "the very least.")  # fmt: skip
    sheet.save("budget.pdf")


def lists() -> None:
    """Set a list of resolutions in two columns, as mandates are listed, and its end on the next page."""
    sheet = Sheet()
    parts = (
        (("44/25", "Rights of the ferrymen"), ("45/179", "Enhancement of the ropes of", "the upper river"),
         ("46/104", "Programme for the marshes"), ("48/12", "Boats")),
        (("66/177", "Measures against the floods of", "the spring and of the autumn"), ("67/186", "Reeds"),
         ("68/186", "Crafts of the western shore,", "and of the hills above")),
    )  # fmt: skip
    for page, heading in enumerate(("General Assembly resolutions", "")):
        sheet.begin("W/C.3/12/9", str(page + 1))
        if heading:
            sheet.wrapped(
                "The mandates of the group are listed below, as they were reviewed by it this year."
            )
            sheet.wrapped(heading, style="B")
        for x, column in zip((LEFT, 310), parts, strict=True):
            y = sheet.y0 + 14
            for number, *title in column[: 1 if page else None]:
                sheet.set(x, y, number, 8.5)
                for line in title:
                    sheet.set(x + 60, y, line, 8.5)
                    y += 10
                y += 4
    sheet.save("lists.pdf")


MANDATES = (
    (("44/25", "Rights of the ferrymen"), ("45/179 B, sect. IV", "Enhancement of the ropes of", "the upper river"),
     ("46/104", "Programme for the marshes, and", "for what grows in them")),
    (("66/177 A, sect. XI", "Measures against the floods of", "the spring and of the autumn", "in the lower villages"),
     ("67/186", "Reeds"), ("68/186 (XX)", "Crafts of the western shore,", "and of the hills above")),
)  # fmt: skip


def mandates() -> None:
    """Set lists of mandates whose numbers reach to the titles; a table that ends in merged cells overleaf."""
    sheet = Sheet()
    sheet.begin("W/C.3/12/9", "1")
    sheet.wrapped("The mandates of the group are listed below, as they were reviewed by it this year, and by those "
                  "whom it had asked, from one margin to the other.")  # fmt: skip
    sheet.wrapped("Ferry council resolutions", style="B")
    bottom = mandate_columns(sheet, MANDATES)
    sheet.set(LEFT + 20, bottom + 10, "Ferries, north", style="B")
    bottom = mandate_columns(sheet, ((("31/192", "Reeds"),), (("79/281", "Ropes"),)), bottom + 12)
    sheet.set(LEFT + 20, bottom + 10, "Ferries, south", style="B")
    mandate_columns(
        sheet, ((("913 (X)", "Effects of rain on ropes"), *MANDATES[0]), MANDATES[1]), bottom + 12
    )
    measures(sheet)
    sheet.save("mandates.pdf")


def mandate_columns(sheet: Sheet, parts: tuple, top: float = 0) -> float:  # type: ignore[type-arg]
    """Set a list in two columns of number and title, and return where it ends."""
    bottom = 0.0
    for x, column in zip((LEFT, 310), parts, strict=True):
        y = (top or sheet.y0) + 14
        for number, *title in column:
            sheet.set(x, y, number, 8.5)
            for line in title:
                sheet.set(x + 74, y, line, 8.5)
                y += 10
            y += 4
        bottom = max(bottom, y)
    return bottom


def measures(sheet: Sheet) -> None:
    """Set a table over three pages: paragraphs in a cell, a row that goes on overleaf, merged cells, a note."""
    edges = (LEFT, 300, 400, RIGHT)

    def rule(y: float) -> None:
        for left, right in pairwise(edges):
            sheet.line(left, y, right, y)

    def head(top: float = 90) -> None:
        rule(top)
        for x, year in zip(edges, ("2023 (actual)", "2024 (actual)", "2025^a^ (planned)"), strict=False):
            sheet.line_of(x, top + 14, year, 7)
        rule(top + 20)

    def cells(y: float, *texts: str) -> None:
        for x, text in zip(edges, texts, strict=False):
            sheet.set(x, y, text, 8.5)

    sheet.begin("W/C.3/12/9", "2")
    sheet.wrapped("What was done is shown below, for three years, as the ferrymen told it to the council in the spring "
                  "and in the autumn.")  # fmt: skip
    head(170)
    cells(204, "Four boats were built", "Six boats", "Eight boats")
    cells(214, "", "were built", "are built")
    cells(220, "Ropes were bought for", "", "")
    cells(230, "all of them", "No ropes", "No ropes")
    cells(700, "The ferrymen agreed with the village on", "Six ferrymen", "Eight ferrymen")
    cells(710, "ropes, oars and the lamps that are lit at", "agreed on the", "agree on reeds")
    sheet.begin("W/C.3/12/9", "3")
    head(80)
    cells(114, "night, and on who lights them", "lamps alone", "")
    cells(700, "All boats were tarred", "No boats were tarred", "Ten boats are tarred")
    sheet.begin("W/C.3/12/9", "4")
    head()
    sheet.set(LEFT, 124, "B. Ropes and oars", 8.5, "B")
    sheet.set(
        LEFT + 10,
        138,
        "Advice: what the ferrymen should know of knots, and of the tides by night and day,",
        8.5,
    )
    sheet.set(LEFT + 10, 148, "in all villages.", 8.5)
    rule(154)
    # The blanks of the note stand where the sides of the cells do.
    sheet.set_font("text", "", 8)
    first = "As the council of the ferry wrote in the spring,"
    x = 298 - sheet.get_string_width(first)
    sheet.line_of(x - 5, 168, "^a^", 8)
    sheet.set(x, 168, first, 8)
    sheet.set(401, 168, "to both villages.", 8)
    second = "and in the autumn of 2024"
    sheet.set(398 - sheet.get_string_width(second), 168, second, 8)
    sheet.y0 = 190
    sheet.wrapped("Below the table the text goes on as before, from one margin to the other, for two lines at "
                  "the very least.")  # fmt: skip


def figures() -> None:
    """Set figures of several columns near one another under rules in one piece, as LibreOffice does."""
    sheet = Sheet()
    sheet.begin("W/C.3/12/16", "1")
    sheet.wrapped("1. The boats of the three villages carried more hay in every year, and fewer people.")
    rows = (
        ("Village", "2017", "2018", "2019"),
        ("Upper village", "41 945.0 ", "41 386.3 ", "43 122.3"),
        ("Middle village", "15 528.8 ", "16 504.8 ", "15 844.6"),
        ("Lower village", "11 270.0 ", "9 981.1 ", "10 609.5"),
    )
    for y, row in enumerate(rows):
        sheet.line(LEFT, sheet.y0 + 18 * y, RIGHT, sheet.y0 + 18 * y)
        sheet.set(LEFT, sheet.y0 + 12 + 18 * y, row[0], 8.5)
        for x, cell in enumerate(row[1:]):
            end = LEFT + 200 + 44 * x
            sheet.set_font("text", "", 8.5)
            sheet.set(end - sheet.get_string_width(cell.strip()), sheet.y0 + 12 + 18 * y, cell, 8.5)
    sheet.line(LEFT, sheet.y0 + 74, RIGHT, sheet.y0 + 74)
    sheet.y0 += 90
    sheet.wrapped(
        "2. Nobody weighed the hay of 2017 2018 or 2019, so that the figures are those of the ferrymen."
    )
    drawn_twice(sheet)
    sheet.save("figures.pdf")


def drawn_twice(sheet: Sheet) -> None:
    """Set a table under lines that are drawn twice, with figures that look like numbers of paragraphs."""
    rows = (
        ("", "Boats authorized", "Actual", "Share"),
        ("Category", "2019", "2019", "2020"),
        ("Boats of the upper village", "11.5", "13.3", "8.3"),
        ("Boats of all the other villages", "–", "12", "(5)"),
        ("Ferrymen", "83.3", "100.0", "91.7"),
    )
    sheet.y0 += 20
    for y, row in enumerate(rows):
        height = sheet.y0 + 14 * y + 2 * (y > 1)
        for x, cell in enumerate(row):
            sheet.set_font("text", "", 8.5)
            end = LEFT + 200 + 60 * x
            sheet.set(end - sheet.get_string_width(cell) if x else LEFT, height, cell, 8.5)
        if y in (1, 4):
            for line in (4, 4.4):
                sheet.line(LEFT, height + line, RIGHT, height + line)
    sheet.y0 += 90
    sheet.wrapped("3. Nobody counted the ferrymen of 2020, so that their share is that of the year before.")
