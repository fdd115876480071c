"""What programs make of a page: TeX, LaTeX, Word, scanners and those that shape no Arabic."""

from itertools import pairwise

from fpdf import FPDF
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import BooleanObject, DictionaryObject, NameObject
from sheet import DATE, HERE, LEFT, RIGHT, Sheet


def gaps() -> None:
    """Set words as TeX does, with gaps alone between them but for ~, squeezed in tight lines."""
    sheet = Sheet()
    sheet.begin()
    lines = (
        "This is a required file, which has a special form",
        "described in the manual of the group, and so on",
        "as far as Part\xa0B.4 goes, which all who come need.",
    )
    for i, line in enumerate(lines):
        x = float(LEFT)
        for word in line.split(" "):
            x = sheet.set(x, 120 + 12 * i, word) + (2.6 if i == 1 else 1.4)
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


TAGGED_EDGES = (LEFT, 330, 410, RIGHT)


def tagged() -> None:
    """Set tags as Word does: heads and charts are artifacts, a picture has no tags, a table repeats its head."""
    sheet = Sheet()
    tag = sheet._out
    sheet.add_page()
    tag("/Artifact BMC")
    sheet.set(460, 60, "W/C.3/12/9", 9)
    tag("EMC /P BMC")
    sheet.y0 = 90
    sheet.wrapped("1. The boats are counted each year, and so they were in this one, which figure I shows.")
    sheet.wrapped("Figure I", gap=0)
    sheet.wrapped("Boats lent to the villages, by year", style="B", gap=0)
    _chart(sheet, sheet.y0 + 20, "EMC /Artifact BMC")
    tag("EMC /P BMC")
    sheet.y0 += 140
    sheet.wrapped("Result 2: more boats", style="B")
    sheet.wrapped("2. The table below tells what was planned for each village, and what became of it.")
    y = sheet.y0 + 10
    _table_head(sheet, y)
    for i, (village, planned) in enumerate((("Upper ford", 12), ("Lower ford", 14), ("Old ferry", 9))):
        _row(sheet, y + 40 + 14 * i, village, str(planned), str(planned - 2))
    tag("EMC")
    sheet.add_page()
    tag("/Artifact BMC")
    sheet.set(60, 60, "Part IV   Boats and ropes of the upper river", 9)
    tag("EMC /P BMC")
    _table_head(sheet, 84)
    _row(sheet, 124, "New ferry", "7", "7")
    _row(sheet, 138, "The islands", "3", "1")
    _rule(sheet, 144)
    sheet.y0 = 160
    sheet.wrapped(
        "3. What was planned was nearly reached. The picture below, made by another hand, shows it too."
    )
    _chart(sheet, sheet.y0 + 20, "EMC")
    tag("/P BMC")
    sheet.y0 += 150
    sheet.wrapped("4. The group will count again.")
    tag("EMC")
    sheet.save("tagged.pdf")
    writer = PdfWriter(clone_from=PdfReader(HERE / "tagged.pdf"))
    marked = DictionaryObject({NameObject("/Marked"): BooleanObject(True)})
    writer.root_object[NameObject("/MarkInfo")] = marked
    writer.write(HERE / "tagged.pdf")


def _row(sheet: Sheet, y: float, *cells: str) -> None:
    for x, cell in zip(TAGGED_EDGES, cells, strict=False):
        sheet.set(x, y, cell, 8)


def _rule(sheet: Sheet, y: float) -> None:
    for left, right in pairwise(TAGGED_EDGES):
        sheet.line(left, y, right, y)


def _table_head(sheet: Sheet, y: float) -> None:
    _rule(sheet, y)
    _row(sheet, y + 12, "Village", "2024", "2025")
    _row(sheet, y + 22, "", "planned", "actual")
    _rule(sheet, y + 27)


def _chart(sheet: Sheet, y: float, tags: str) -> None:
    """Set columns and their key, all behind the tags."""
    sheet._out(tags)
    for step in range(5):
        sheet.set(LEFT, y + 20 * step, f"{80 - 20 * step} 000", 8)
        sheet.set(160 + 50 * step, y + 92, str(2021 + step), 8)
        sheet.rect(160 + 50 * step, y + 80 - 12 * step, 20, 12 * step + 1, "F")
    sheet.rect(158, y + 102, 8, 6, "F")
    sheet.set(170, y + 108, "Number of boats lent to the villages (actual)", 8)


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
