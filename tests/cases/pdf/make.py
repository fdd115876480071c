"""Makes the PDFs beside it: `pip install fpdf2 pypdf pillow`, then `python make.py FONT_WITH_HAN.ttc`.

The readers' tests need no such package. Set as UN documents are: 10 points with footnotes of 9 under a
short rule, raised marks, the symbol as running head, page and job number at the foot. All text is invented.
"""

import sys
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

from fpdf import FPDF
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import BooleanObject, DictionaryObject, NameObject

HERE = Path(__file__).parent
LEFT, RIGHT = 110, 490
DATE = datetime(2020, 3, 4, tzinfo=UTC)
LATIN = "/usr/share/fonts/truetype/liberation/LiberationSerif-Regular.ttf"
HAN = sys.argv[1] if len(sys.argv) > 1 else "/usr/share/fonts/truetype/arphic/uming.ttc"


class Sheet(FPDF):
    """A page on which lines are set where they are told to stand; baselines count from the top."""

    def __init__(self, font: str = LATIN, **settings: str) -> None:
        super().__init__(unit="pt", format="A4", **settings)
        self.set_auto_page_break(False)
        self.add_font("text", "", font)
        self.add_font("text", "B", font.replace("-Regular", "-Bold"))
        self.y0 = 0.0

    def set(self, x: float, y: float, text: str, size: float = 10, style: str = "") -> float:
        """Set one piece of text and return where it ends."""
        self.set_font("text", style, size)
        self.text(x, y, text)
        return x + self.get_string_width(text)

    def line_of(self, x: float, y: float, text: str, size: float = 10, style: str = "") -> None:
        """Set a line in which `^12^` is raised."""
        for i, piece in enumerate(text.split("^")):
            raised = i % 2
            if piece:
                x = self.set(x, y - 0.35 * size * raised, piece, size * (0.6 if raised else 1), style)

    def wrapped(self, text: str, *, size: float = 10, first: float = 0, left: float = LEFT, right: float = RIGHT,
                style: str = "", gap: float = 6, lines: int = 99) -> str:  # fmt: skip
        """Set a paragraph below what stands there, its first line moved by `first`.

        Returns what has no room in so many lines.
        """
        words = list(text) if self.han(text) else text.split(" ")
        blank = "" if self.han(text) else " "
        x = left + first
        while words and lines:
            self.set_font("text", style, size)
            line = words.pop(0)
            while words:
                longer = f"{line}{blank}{words[0]}".replace("^", "")
                if x + self.get_string_width(longer) > right and words[0] not in "，。；":
                    break
                line += blank + words.pop(0)
            self.down(line, x, size, style)
            x, lines = left, lines - 1
        self.y0 += gap
        return blank.join(words)

    def down(self, line: str, x: float, size: float, style: str) -> None:
        self.y0 += 1.2 * size if not self.han(line) else 1.45 * size
        self.line_of(x, self.y0, line, size, style)

    @staticmethod
    def han(text: str) -> bool:
        return any("\u4e00" <= c <= "\u9fff" for c in text)

    def begin(self, symbol: str = "", foot: str = "") -> None:
        """Begin a page with its running head and foot."""
        self.add_page()
        self.y0 = 90
        if symbol:
            self.set(60, 60, symbol, 9)
        if foot:
            self.set(60, 800, foot, 9)

    def notes(self, *notes: str, lines: int = 99) -> str:
        """Set footnotes at the bottom, under a rule; one that goes on from the page before has no mark."""
        self.y0 = 720
        self.line(60, self.y0 - 2, 180, self.y0 - 2)
        rest = ""
        for note in notes:
            rest = self.wrapped(note, size=9, gap=0, lines=lines)
        return rest

    def save(self, name: str) -> None:
        self.set_creation_date(DATE)
        self.output(str(HERE / name))


def masthead(sheet: Sheet, organ: str, body: str, lines: tuple[str, ...]) -> None:
    sheet.set(60, 80, organ, 14)
    sheet.set(460, 80, "W/C.3/12/7", 10)
    sheet.set(60, 104, body, 17, "B")
    for i, line in enumerate(lines):
        sheet.set(320, 98 + 12 * i, line)
    sheet.y0 = 160


def report_en() -> None:
    sheet = Sheet()
    sheet.begin(foot="GE.20-01234 (E)")
    masthead(sheet, "United Nations", "General Assembly",
             ("Distr.: General", "4 March 2020", "Original: English"))  # fmt: skip
    sheet.wrapped("Report of the working group on the wetlands of the northern plain", size=14, style="B")
    sheet.wrapped("I. Introduction", size=14, style="B")
    sheet.wrapped(
        "1. The working group met twice in 2019, first in the marshes of the lower river and then on the hills "
        "above them, and heard forty speakers.^1^ It thanks the villages that lodged it, and regrets that the "
        "floods kept it from the western shore."
    )
    sheet.wrapped("II. What the group saw^2^", size=14, style="B")
    rest = sheet.wrapped(
        "2. The marshes have lost 36 km^2^ of reed since the last report, as far as maps can tell,^3,4^ and the "
        "herons have moved north with the water. The fishers, whose nets stay empty from May to September, now "
        "work in the brick kilns of the new town, where wages are paid by the day, and their children no longer "
        "learn to cut reed. A school that taught it closed in 2017.^5^ Its teacher, a long-serving member of "
        "the group, keeps the tools in her house and shows them to visitors.",
        lines=3,
    )
    note = sheet.notes("^1^ The names are in the annex.", "^2^ This part was written by the secretariat.",
                       "^3^ W/C.3/11/2, paragraphs 14 to 16, and the maps of the survey office, which may be seen "
                       "on any working day during office hours.", lines=1)  # fmt: skip
    sheet.begin("W/C.3/12/7", "2                 GE.20-01234")
    sheet.wrapped(rest)
    sheet.wrapped("3. Of the birds, the group counted:", gap=0)
    for item in ("(a) Herons, of which there were 1,235;", "(b) Bitterns, heard but not seen;",
                 "(c) Cranes, on their way south."):  # fmt: skip
        sheet.wrapped(item, left=LEFT + 20, gap=0)
    sheet.y0 += 6
    sheet.wrapped("A. The western shore", size=12, style="B")
    sheet.wrapped(
        "4. Nobody has gone there since the floods. What is known comes from a pilot, who saw smoke on two "
        "evenings, and from a letter that reached the group in a bottle, which was unsigned."
    )
    rest = sheet.wrapped(
        "5. The group would go there if the Commission lent it a boat. It asks for one that draws little water, "
        "carries six persons and keeps the rain out in the evenings of the autumn months. It has no other wish.",
        lines=2,
    )
    sheet.notes(note, "^4^ Ibid., paragraph 3.", "^5^ W/C.3/10/9.")
    sheet.begin("W/C.3/12/7", "3                 GE.20-01234")
    sheet.wrapped(rest)
    sheet.wrapped("6. The report was adopted on 4 March 2020.")
    sheet.save("report.en.pdf")


def report_zh() -> None:
    sheet = Sheet(HAN)
    sheet.begin(foot="GE.20-01234 (C)")
    masthead(sheet, "联 合 国", "大 会", ("Distr.: General", "4 March 2020", "Chinese", "Original: English"))
    sheet.wrapped("北部平原湿地工作组的报告", size=14, style="B")
    sheet.wrapped("一、导言", size=14, style="B")
    sheet.wrapped(
        "1. 工作组于2019年举行了两次会议，第一次在下游的沼泽，第二次在沼泽之上的山丘，听取了四十位发言者的意见^1^。"
        "工作组感谢接待它的村庄，并对洪水使其无法前往西岸表示遗憾。"
    )
    sheet.wrapped("二、工作组所见^2^", size=14, style="B")
    rest = sheet.wrapped(
        "2. 据地图所示，自上次报告以来，沼泽失去了36平方公里的芦苇^3,4^，苍鹭随水北迁。渔民的网从五月到九月都是空的，"
        "他们现在新城的砖窑做工，按日领取工资，他们的孩子不再学割芦苇。教授这门手艺的学校已于2017年关闭。",
        lines=2,
    )
    sheet.notes("^1^ 姓名见附件。", "^2^ 本部分由秘书处撰写。", "^3^ W/C.3/11/2, 第14至16段。")
    sheet.begin("W/C.3/12/7", "2                 GE.20-01234")
    sheet.wrapped(rest)
    sheet.wrapped("3. 报告于2020年3月4日通过。")
    sheet.notes("^4^ 同上，第3段。")
    sheet.save("report.zh.pdf")


def columns() -> None:
    sheet = Sheet()
    sheet.begin()
    sheet.wrapped("The river in two columns", size=14, style="B", left=60)
    rest = ""
    for left, name in ((60, "left"), (310, "right")):
        sheet.y0 = 130
        if rest:
            sheet.wrapped(rest, left=left, right=left + 225, gap=0)
        for i in range(1, 5):
            text = f"In the {name} column, paragraph {i} speaks of the river and of what the river brings, " \
                   "which is mud in spring and gravel in autumn, and sometimes a chair or a door."  # fmt: skip
            sheet.wrapped(text, first=15, left=left, right=left + 225, gap=0)
        if not rest:
            rest = sheet.wrapped("At the foot of the left column a paragraph is cut, and its rest stands where "
                                 "the right column has its head.", first=15, left=left, right=left + 225, lines=1)  # fmt: skip
    sheet.save("columns.pdf")


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


def tight() -> None:
    """Set paragraphs without gaps: first lines are indented, items hang, articles open pages."""
    sheet = Sheet()
    for page in range(2):
        sheet.begin(foot=f"- {page + 1} -")
        sheet.y0 = 72
        sheet.wrapped(f"Article {4 + 5 * page}", gap=0, size=10)
        for i in range(1, 4):
            text = f"Paragraph {i} is short and fills its only line to where the next word has no room." if i < 3 \
                else "Paragraph 3 is longer than a line, so that its second line stands at the margin, and the next " \
                     "first line does not."  # fmt: skip
            sheet.wrapped(text, first=25, gap=0, right=LEFT + 390)
        for letter in "ab":
            item = f"({letter}) An item that hangs from its letter goes on farther to the right, as this one does on " \
                   "its second line;"  # fmt: skip
            rest = sheet.wrapped(item, left=LEFT + 20, gap=0, lines=1)
            sheet.wrapped(rest, left=LEFT + 34, gap=0)
        sheet.wrapped("See http://www.example.org/wetlands/reports/2020/the-report-of-the-working-group-on-the-wet-"
                      "lands.pdf for more.", gap=0)  # fmt: skip
    sheet.save("tight.pdf")


def odd() -> None:
    """Make what no reader of the page sees, beside what he does: a watermark, hidden text, a turned page."""
    sheet = Sheet()
    sheet.begin()
    sheet.wrapped("This line is seen by everybody who holds the page upright and looks at it.")
    with sheet.rotation(45, 300, 400):
        sheet.set(200, 400, "DRAFT COPY", 60)
    sheet.set(60, 2000, "This line stands beside the page.")
    sheet.text_mode = "INVISIBLE"
    sheet.set(60, 300, "This line is invisible.")
    sheet.text_mode = "FILL"
    sheet.begin(symbol="W/C.3/12/7", foot="2")  # a page of nothing but furniture
    sheet.begin()
    with sheet.rotation(90, 60, 700):
        sheet.set(60, 700, "This page was turned on its side, table and all.")
        sheet.set(60, 712, "Its second line stands below the first.")
    sheet.save("odd.pdf")


def bold() -> None:
    """Set what stands in one paragraph and looks like several: bold lines, items, a cut word, a figure."""
    sheet = Sheet()
    sheet.begin("W/C.3/12/8", "1")
    sheet.wrapped("Matters of the boats", style="B")
    x, y = LEFT, sheet.y0
    for line, style in (
        ("1. The group asked for a boat that draws little water and carries six persons, of whom only", ""),
        ("8 staff officers would stay on the shore. The group trusts that the boat will be lent", ""),
        ("before the rains, that its keel will be looked at, and that the Commission will pay for", "B"),
        ("the rope. The boat of last year, which leaked, had: (a) a mast of ash, which broke in May;", ""),
        ("(b) two oars of unequal length, lent by the ferrymen of the lower river and the Asia-", ""),
        ("Pacific office, under decision W/C.3/70/", ""),
        ("12 of the Commission.", ""),
    ):  # fmt: skip
        y += 12
        sheet.line_of(x, y, line, 10, style)
    sheet.y0 = y + 6
    sheet.wrapped("2. It has no other wish, as it told the Commission in spring and will tell it again.")
    sheet.set_text_color(255, 255, 255)
    sheet.set(LEFT, 600, "This line is white on white.")
    sheet.set_fill_color(40, 40, 120)
    sheet.rect(LEFT - 4, 626, 200, 20, "F")
    sheet.set(LEFT, 640, "This line is white on blue.")
    sheet.set_text_color(0, 0, 0)
    sheet.save("bold.pdf")


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


def gaps() -> None:
    """Set words as TeX does, with gaps alone between them, squeezed in a tight line."""
    sheet = Sheet()
    sheet.begin()
    lines = (
        "This is a required file, which has a special form",
        "described in the manual of the group, and so on.",
    )
    for i, line in enumerate(lines):
        x = float(LEFT)
        for word in line.split(" "):
            x = sheet.set(x, 120 + 12 * i, word) + (1.4 if i == 0 else 2.6)
    sheet.save("gaps.pdf")


def drawn_bullets() -> None:
    """Set a French page as LaTeX does: notes that begin with 1. on the line, and bullets drawn, not typed."""
    sheet = Sheet()
    sheet.begin()
    sheet.set(LEFT, 110, "Le bac relie les deux rives depuis 1921.", 10)
    sheet.line_of(LEFT, 130, "Il transporte chaque jour^1^ des voyageurs et des marchandises^2^, à savoir :")
    for i, item in enumerate(("les récoltes de la rive gauche ;", "le courrier ;", "les écoliers.")):
        y = 150 + 16 * i
        if i < 2:  # a filled square, and a thick stroke as short as it is wide
            sheet.set_line_width(5)
            sheet.rect(LEFT, y - 6, 5, 5, style="F") if i else sheet.line(LEFT + 2, y - 3, LEFT + 7, y - 3)
        else:
            sheet.rect(LEFT, y - 6, 5, 5, style="F")
        sheet.set(LEFT + 14, y, item)
    sheet.set(LEFT, 206, "Le passeur habite près du ponton, dans la maison du garde.")
    sheet.set_line_width(0.4)
    sheet.line(LEFT, 700, LEFT + 100, 700)
    sheet.set(LEFT + 8, 712, "1. Sauf pendant les crues, où le service est interrompu par arrêté", 8)
    sheet.set(LEFT, 722, "du maire.", 8)
    sheet.set(LEFT + 8, 732, "2. Voir le règlement du bac.", 8)
    sheet.save("drawn-bullets.pdf")


def tagged() -> None:
    """Set tags as Word does: heads and charts are artifacts, a picture has no tags, a table repeats its head."""
    sheet = Sheet()
    tag = sheet._out
    edges = (LEFT, 330, 410, RIGHT)

    def row(y: float, *cells: str) -> None:
        for x, cell in zip(edges, cells, strict=False):
            sheet.set(x, y, cell, 8)

    def rule(y: float) -> None:
        for left, right in pairwise(edges):
            sheet.line(left, y, right, y)

    def head(y: float) -> None:
        rule(y)
        row(y + 12, "Village", "2024", "2025")
        row(y + 22, "", "planned", "actual")
        rule(y + 27)

    def chart(y: float, tags: str) -> None:
        tag(tags)
        for step in range(5):
            sheet.set(LEFT, y + 20 * step, f"{80 - 20 * step} 000", 8)
            sheet.set(160 + 50 * step, y + 92, str(2021 + step), 8)
            sheet.rect(160 + 50 * step, y + 80 - 12 * step, 20, 12 * step + 1, "F")
        sheet.rect(158, y + 102, 8, 6, "F")
        sheet.set(170, y + 108, "Number of boats lent to the villages (actual)", 8)

    sheet.add_page()
    tag("/Artifact BMC")
    sheet.set(460, 60, "W/C.3/12/9", 9)
    tag("EMC /P BMC")
    sheet.y0 = 90
    sheet.wrapped("1. The boats are counted each year, and so they were in this one, which figure I shows.")
    sheet.wrapped("Figure I", gap=0)
    sheet.wrapped("Boats lent to the villages, by year", style="B", gap=0)
    chart(sheet.y0 + 20, "EMC /Artifact BMC")
    tag("EMC /P BMC")
    sheet.y0 += 140
    sheet.wrapped("Result 2: more boats", style="B")
    sheet.wrapped("2. The table below tells what was planned for each village, and what became of it.")
    y = sheet.y0 + 10
    head(y)
    for i, (village, planned) in enumerate((("Upper ford", 12), ("Lower ford", 14), ("Old ferry", 9))):
        row(y + 40 + 14 * i, village, str(planned), str(planned - 2))
    tag("EMC")
    sheet.add_page()
    tag("/Artifact BMC")
    sheet.set(60, 60, "Part IV   Boats and ropes of the upper river", 9)
    tag("EMC /P BMC")
    head(84)
    row(124, "New ferry", "7", "7")
    row(138, "The islands", "3", "1")
    rule(144)
    sheet.y0 = 160
    sheet.wrapped(
        "3. What was planned was nearly reached. The picture below, made by another hand, shows it too."
    )
    chart(sheet.y0 + 20, "EMC")
    tag("/P BMC")
    sheet.y0 += 150
    sheet.wrapped("4. The group will count again.")
    tag("EMC")
    sheet.save("tagged.pdf")
    writer = PdfWriter(clone_from=PdfReader(HERE / "tagged.pdf"))
    marked = DictionaryObject({NameObject("/Marked"): BooleanObject(True)})
    writer.root_object[NameObject("/MarkInfo")] = marked
    writer.write(HERE / "tagged.pdf")


def counted() -> None:
    """Number the lines in the margin, one by one and every fifth; the rows of a table stay numbered."""
    sheet = Sheet()
    for page, step in enumerate((1, 5)):
        sheet.begin("W/C.3/12/14", str(page + 1))
        start = sheet.y0
        for number, text in enumerate(
            (
                "The ferry goes from the upper bank to the lower one whenever somebody stands there and calls, by day "
                "as by night, from the first day of spring to the last of autumn, unless the water stands above the "
                "third step of the stairs at the mill, where a stick shows it.",
                "Whoever crosses pays the ferryman, and whoever crosses with a cow pays twice. No one pays for a child "
                "that is carried, nor for a hen, of which there may be 12 at most. The elders may let the poor cross "
                "for nothing, if they say so before the boat has left the bank.",
                "Where the boat is lost, the villages build another within 30 days. Each of them gives 5 planks, and "
                "the middle village gives the nails. Until then nobody crosses, except in the boats of the mill, for "
                "which the miller may ask what he likes, though not more than a loaf and an egg from each who wants "
                "to be taken, and nothing from those who brought him their corn in the year before, or who will.",
            ),
            1 + 3 * page,
        ):
            sheet.wrapped(f"{number}. {text}", gap=0)
        for line in range(step, round((sheet.y0 - start) / 12) + 1, step):
            sheet.set(78 - 4.5 * len(str(line)), start + 12 * line, str(line), 9)
    sheet.y0 += 40
    for row, boat in enumerate(("Oak", "Fir", "Reed", "Tin", "Heron", "Bridge"), 1):
        sheet.set(LEFT, sheet.y0 + 14 * row, str(row))
        sheet.set(LEFT + 60, sheet.y0 + 14 * row, f"The {boat}")
        sheet.set(LEFT + 220, sheet.y0 + 14 * row, str(1950 + 3 * row))
    sheet.save("counted.pdf")


def swallow() -> None:
    """End notes where they end: at the foot of their page, under a table, and never with lines of the body."""
    sheet = Sheet()
    sheet.begin()
    masthead(sheet, "United Nations", "General Assembly", ("Distr.: General", "4 March 2020"))
    sheet.wrapped("Report on the boats of the plain*", size=14, style="B")
    sheet.wrapped("1. The villages counted their boats in the spring, and again when the floods had gone.")
    rest = sheet.wrapped(
        "2. The upper village has 12 of them, the middle village 9, and the lower village, which lost its boats with "
        "the bridge, none at all. It rents 3 of them from the mill each year, for which the miller is given hay and "
        "250 loaves in the autumn.^1^ That is more than the boats would cost, as he says himself when he is asked.",
        lines=3,
    )
    sheet.notes(
        "* The late submission of this report is due to the floods.", "^1^ Without the loaves of the feast."
    )
    sheet.begin("W/C.3/12/15", "2")
    sheet.wrapped(rest)
    sheet.wrapped(
        "3. The group asked what the boats are used for. Most of them carry hay from the meadows on the western shore "
        "to the stables in the villages; some carry people to the market, and all of them carried the school in the "
        "year of the great flood, of which there were then still only 30 boats altogether.",
        gap=2,
    )
    for line in (
        "4. Each village keeps a book of its boats, in which the oldest stand first. In that of the upper one",
        "9 of oak, which were built from the beams of the old bridge by the grandfather of the miller, and",
        "3 of fir, of which one leaks and one is lent to the school, so that nobody speaks of them.",
    ):
        sheet.y0 += 12
        sheet.set(LEFT, sheet.y0, line)
    sheet.y0 += 12
    for y, cells in enumerate(
        (("Village", "Boats^a^", "Ropes"), ("Upper", "12", "30"), ("Middle", "9", "14"))
    ):
        for x, cell in enumerate(cells):
            sheet.line_of(LEFT + 120 * x, sheet.y0 + 8 + 14 * y, cell, 8.5)
    sheet.y0 += 42
    for y in (-49, -28, -7):
        sheet.line(LEFT, sheet.y0 + y + 8, RIGHT, sheet.y0 + y + 8)
    sheet.line_of(LEFT, sheet.y0 + 14, "^a^ As they were on 4 March 2020.", 8.5)
    sheet.y0 += 28
    sheet.wrapped(
        "5. Nobody knows who owns the ropes,^2^ and the group leaves the question to its next report."
    )
    rest = sheet.wrapped(
        "6. It closes with the wish that the bridge be built again, and that until then the boats of all be lent "
        "to all, as has been the custom in the plain for as long as anybody can remember or has read.",
        lines=1,
    )
    sheet.line(60, 740, 180, 740)
    sheet.set(LEFT - 15, 749, "2", 5)  # LibreOffice sets a tab behind the mark
    sheet.set(LEFT + 37, 752, "The mill says that it does.", 8.5)
    sheet.begin("W/C.3/12/15", "3")
    sheet.wrapped(rest)
    sheet.wrapped("7. The report was adopted on 4 March 2020.")
    sheet.save("swallow.pdf")


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


def broken() -> None:
    Image.new("L", (200, 300), 200).save("/tmp/scan.png")
    scan = FPDF()
    scan.add_page()
    scan.image("/tmp/scan.png", 20, 20)
    scan.set_creation_date(DATE)
    scan.output(str(HERE / "scan.pdf"))
    writer = PdfWriter(clone_from=PdfReader(HERE / "columns.pdf"))
    writer.encrypt("a secret", algorithm="RC4-128")
    writer.write(HERE / "locked.pdf")


def recognised() -> None:
    """Pictures of pages with what text recognition made of them: three in a row, one printed, one stamped."""
    Image.new("L", (210, 297), 235).save("/tmp/sheet.png")
    sheet = Sheet()
    for number in range(1, 6):
        sheet.add_page()
        sheet.y0 = 120
        if number != 4:
            sheet.image("/tmp/sheet.png", 0, 0, sheet.w, sheet.h)
            sheet.text_mode = "INVISIBLE"
        sheet.wrapped(
            f"{number}. The harbour-master of page {number} counted the boats and wrote down how many."
        )
        sheet.text_mode = "FILL"
        if number == 5:
            sheet.set(LEFT, 800, "Copy 7", 8)
    sheet.save("recognised.pdf")


def arabic_forms() -> None:
    """Arabic as programs without shaping print it: the forms of its letters, from left to right as they look.

    The other two of Arabic are `arabic.html` as Chromium and LibreOffice print it.
    """
    sheet = Sheet("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")
    sheet.add_page()
    lines = (
        "ﺓﺭﺎﺒﻌﻟﺍ ﻦﻋ ﺮﻳﺮﻘﺗ",
        ".12 ﺓﺮﻘﻔﻟﺍ ﻲﻓ ﺀﺎﺟ ﺎﻤﻛ (ﺔﻴﻗﺮﺸﻟﺍ) ﺔﻔﻀﻟﺍ ﻰﻟﺇ ﻻﻮﺻﻭ ،2025 ﻡﺎﻋ ﻲﻓ ﺭﺎﺒﻌﻟﺍ ﺭﺎﺳ .1",
        ".(WMO) ﺲﻠﺠﻤﻟﺍ ﻞﺻﺍﻮﻳﻭ .2",
    )
    for i, line in enumerate(lines):
        sheet.set_font("text", "", 12)
        sheet.set(RIGHT - sheet.get_string_width(line), 120 + 40 * i, line, 12)
    sheet.save("arabic-forms.pdf")


if __name__ == "__main__":
    for make in (
        report_en,
        report_zh,
        columns,
        tables,
        tight,
        odd,
        bold,
        budget,
        lists,
        mandates,
        gaps,
        drawn_bullets,
        tagged,
        counted,
        swallow,
        figures,
        recognised,
        broken,
    ):
        make()
    arabic_forms()
