"""From the order in which signs stand on paper to the order in which they are written and read.

Arabic runs from right to left, but its figures, and Latin words in it, from left to right. A line of it read
from its right end has every such piece turned; here the pieces are turned back. This undoes what the Unicode
Bidirectional Algorithm (UAX #9) did when the line was set. Where two texts look alike on paper, the likelier
one is taken.

>>> logical("قرارها 251/87", from_right=True), logical("في 32-52 5202 yluJ", from_right=True)
('قرارها 78/152', 'في 23-25 July 2025')
"""

from __future__ import annotations

import re

from align.readers.printed.lines import SUPERSCRIPTS
from align.text import RIGHT_TO_LEFT

RTL = re.compile(f"[{RIGHT_TO_LEFT}]")
_LTR = re.compile(rf"[^\W\d_{RIGHT_TO_LEFT}{SUPERSCRIPTS}]")
_BETWEEN = re.compile(f"[^{RIGHT_TO_LEFT}]+")  # two Arabic words
_LEFTWARD = re.compile(rf"[{RIGHT_TO_LEFT}](?:(?:[\W\d_](?<![{RIGHT_TO_LEFT}]))*[{RIGHT_TO_LEFT}])*")

# A blank or a hyphen does not hold the parts of a number together: between Arabic words they stand from right
# to left, and so they are written: 778 11 for 11,778.
_NUMBER = re.compile(rf"\d+(?:[.,:/٫٬'’]\d+)*|[{SUPERSCRIPTS}]{{2,}}")
_NUMBER_ALONE = re.compile(r"\d+(?:[.,:/-]\d+)*")  # not behind an Arabic word: 25-09217
# What belongs to Latin words beside them, again from the right: the number that ends them (Corr.1, July 2025)
# with what stands in brackets behind it; and one before them, if it stands on their other side.
_BEHIND = re.compile(r"(?:[)\]][^()\[\]]*[(\[]\s?)?(?:\d[^\s()\[\]]*\s?)?$")
_BEFORE = re.compile(r"(?:\s?[\d.,:/-]*\d)?")
_BRACKETS = {")": "(", "]": "["}
# Latin alone that was set as Arabic: its full stop stands on the left, its brackets open on the right, and
# the day stands behind the year.
_SET_AS_ARABIC = re.compile(r".*[.,;:!?]|[^)]*\(.*|\d{1,2} \d{4} [^\W\d]+")


def logical(text: str, *, from_right: bool) -> str:
    """Return a line as it is written, from its signs in the order of the page.

    `from_right` tells that they were taken from right to left, as on a page of Arabic.
    """
    rtl = len(RTL.findall(text))
    if not (rtl or from_right):
        return text
    ltr = len(_LTR.findall(text))
    if from_right and not rtl and ltr and not _SET_AS_ARABIC.fullmatch(text):
        return text[::-1]
    if from_right or rtl > ltr:
        return _turned(text if from_right else text[::-1])
    return _LEFTWARD.sub(lambda words: _turned(words[0][::-1]), text)


def _turned(text: str) -> str:
    """Turn the numbers and the words of other scripts in a line that is read from right to left."""
    number = _NUMBER if RTL.search(text) else _NUMBER_ALONE
    return _BETWEEN.sub(lambda gap: _turned_gap(gap[0], number), text)


def _turned_gap(gap: str, number: re.Pattern[str]) -> str:
    letters = list(_LTR.finditer(gap))
    if not letters:
        return number.sub(lambda figures: figures[0][::-1], gap)
    first, last = letters[0].start(), letters[-1].end()
    start = next(_BEHIND.finditer(gap[:first])).start()
    end = next(_BEFORE.finditer(gap, last)).end()
    opener = _BRACKETS.get(gap[start - 1 : start], "")
    if opener and gap[start:end].count(opener) > gap[start:end].count(gap[start - 1]):
        start -= 1
    return _turned_gap(gap[:start], number) + gap[start:end][::-1] + _turned_gap(gap[end:], number)
