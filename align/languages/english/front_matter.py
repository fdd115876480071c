"""Mastheads, labels and page numbers in English."""

from align.languages.front_matter import FrontMatter

FRONT_MATTER = FrontMatter(
    united_nations=("united nations",),
    organs=(
        "general assembly",
        "security council",
        "economic and social council",
        "human rights council",
        "trusteeship council",
    ),
    lines=(
        r"\w+ committee|committee (?:on|against|for) .{3,60}|human rights committee",
        r"(?:distr\b|distribution\s?:).{0,40}",
        r"(?:resumed |organizational |substantive )?[a-z]+(?:-[a-z]+)? "
        r"(?:emergency |special |regular |plenary )*(?:session|meeting)",
        r"(?:provisional )?agenda items? .{1,40}|items? \d.{0,60}(?:agenda|preliminary list)\W*",
    ),
    # 21 June–9 July 2021, 6 to 12 March 1995
    spans=(r"\d{1,2}(?:\s{month})?(?:\s\d{4})?\s?(?:[-–—]|to)\s?{date}",),
    original=("original",),
    only=("only",),
    dates=(
        r"(?P<day>\d{1,2})\s(?P<month>{month})\s(?P<year>\d{4})",
        r"(?P<month>{month})\s(?P<day>\d{1,2}),\s(?P<year>\d{4})",
    ),
    labels=("(?:executive)?summary", "abstract", "preamble", "foreword"),
    contents=("(?:tableof)?contents",),
    column_heads=("page", "paragraphs?", "chapter", "section"),
    annexes=("annex", "appendix", "enclosure"),
    pages=(r"(?:page|p\.)\s*\d+(?:\s*(?:of|/)\s*\d+)?",),
    recycle=("please recycle",),
)
