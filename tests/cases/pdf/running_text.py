"""Running text: reports with their notes, columns, items, numbered lines, and what no reader sees."""

from sheet import HAN, LEFT, RIGHT, Sheet, masthead


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
