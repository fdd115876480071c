"""Front matter of UN documents: masthead lines, the symbol of a document and its date.

>>> is_masthead("Distr.: General"), is_masthead("第四十七届会议"), is_masthead("The right to development")
(True, True, False)
>>> symbol_of([Block("United Nations A/HRC/47/29", kind="masthead")])
'A/HRC/47/29'
>>> symbol_of([], "A_HRC_47_29-EN.docx")
'A/HRC/47/29'
>>> date_of([Block("Distr.: General 21 June 2021", kind="masthead")])
'2021-06-21'
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from pathlib import Path

from align.document import Block

_PART = r"/[A-Z0-9][\w.*-]*"
SYMBOL = (
    rf"(?=[A-Za-z]+[^\s\d]*\d)[A-Z][A-Za-z]{{0,9}}(?:{_PART})+"
    rf"(?:\s?\((?:\d{{4}}|Sect\.\s?\d+[A-Z]?)\)(?:/(?:Part\s[A-Z]|[A-Z][\w.]*))?)?"
)
"""Symbol of a UN document: A/HRC/47/29, E/C.12/2020/1, S/RES/1325 (2000), A/81/6 (Sect. 27)/Part A.

It has a figure somewhere: N/A and HIV/AIDS are none."""

_LONGEST = 100
"""Characters above which no line is masthead."""
_FRONT = 30
"""Blocks among which symbol and date are looked for."""

_MONTHS = "january february march april may june july august september october november december".split()
_MONTH = "|".join(_MONTHS)
_DATE = (
    rf"(?:\d{{1,2}}\s(?:{_MONTH})\s\d{{4}}|(?:{_MONTH})\s\d{{1,2}},\s\d{{4}}"
    r"|\d{4}\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日)"
)
# 21 June–9 July 2021, 6 to 12 March 1995, 2021年6月21日至7月9日
_SPAN = (
    rf"\d{{1,2}}(?:\s(?:{_MONTH}))?(?:\s\d{{4}})?\s?(?:[-–—]|to)\s?{_DATE}|{_DATE}\s?[-–—至到]\s?.*\d+\s?日"
)
_LANGUAGE = "arabic|chinese|english|french|russian|spanish|阿拉伯文|中文|英文|法文|俄文|西班牙文"
_ORGAN = (
    "general assembly|security council|economic and social council|human rights council|trusteeship council"
    "|大会|大會|安全理事会|安全理事會|经济及社会理事会|經濟及社會理事會|人权理事会|人權理事會|托管理事会"
)
_SESSION = (
    r"(?:resumed |organizational |substantive )?[a-z]+(?:-[a-z]+)? (?:emergency |special |regular |plenary )*"
    r"(?:session|meeting)"
    r"|第[\w ]{1,9}[届屆次](?:特别|紧急特别)?(?:会议|會議|届会)|\d{4}年(?:届会|会议|实质性会议)"
)
_ITEM = (
    r"(?:provisional )?agenda items? .{1,40}|items? \d.{0,60}(?:agenda|preliminary list)\W*"
    r"|(?:(?:临时)?议程|暂定项目表|初步清单)\W{0,3}项目.{1,20}|(?:(?:臨時)?議程|暫定項目表)\W{0,3}項目.{1,20}"
)
# Each form fills a whole line. Chinese mastheads are set with blanks between the letters: 联 合 国.
_FORMS = (
    rf"(?:(?:united nations|联合国|聯合國)\s*)?(?-i:{SYMBOL})",
    r"united nations|联合国|聯合國",
    rf"(?:{_ORGAN})(?:\s*distr\.?.*)?",
    r"\w+ committee|\w{2,8}委员会|\w{2,8}委員會|committee (?:on|against|for) .{3,60}|human rights committee",
    r"(?:distr\b|distribution\s?:).{0,40}|分发[:：].{0,20}|分發[:：].{0,20}",
    rf"(?:original|原文)\s?[:：]?\s*(?:{_LANGUAGE}).{{0,40}}",
    rf"(?:{_LANGUAGE})(?:(?:,| and|/) ?(?:{_LANGUAGE}))*(?: only)?",
    rf"{_DATE}|{_SPAN}",
    _SESSION,
    _ITEM,
    r"\d{2}-\d{5} \([EFSACR]\)(?: \d{6})*|\*\d{7}\*|GE\.\d{2}-\d{4,6}.{0,24}",
)
_MASTHEAD = re.compile("|".join(f"(?:{form})" for form in _FORMS), re.IGNORECASE)
_LABEL = re.compile(
    r"(?:executive)?summary|abstract|preamble|foreword|概要|摘要|提要|内容提要|序言|前言|序文", re.IGNORECASE
)
_CONTENTS = re.compile(r"(?:tableof)?contents|目[录錄次]", re.IGNORECASE)
_COLUMN_HEADS = re.compile(r"(?:page|paragraphs?|chapter|section|[页頁段章]次){1,3}", re.IGNORECASE)
_SYMBOL = re.compile(rf"(?<![\w/]){SYMBOL}")
_ORGANS = "A|S|E|ST|T|TD|DP|UNEP|ICCD|CCPR|CEDAW|CERD|CRC|CAT|CMW|CED|CRPD|HRI|HSP|FCCC|CBD"
_IN_NAME = re.compile(rf"(?:{_ORGANS})(?:[_-](?:[A-Z]+(?:\.\d+)?|\d+|(?:Rev|Add|Corr)\.?\d+))+")
_NAME_LANGUAGE = re.compile(r"[_-](?:[efsacr]|en|fr|es|ar|zh|ru|ch|cn|eng|chi)$", re.IGNORECASE)
_SPAN_IN = re.compile(_SPAN, re.IGNORECASE)
_ENGLISH_DATE = re.compile(
    rf"(\d{{1,2}})\s({_MONTH})\s(\d{{4}})|({_MONTH})\s(\d{{1,2}}),\s(\d{{4}})", re.IGNORECASE
)
_CHINESE_DATE = re.compile(r"(\d{4})\s?年\s?(\d{1,2})\s?月\s?(\d{1,2})\s?日")


def is_masthead(text: str) -> bool:
    """Tell a line that can only stand in a masthead: organ, symbol, Distr., date, language, session, item."""
    return len(text) <= _LONGEST and _is_masthead(text)


@lru_cache(maxsize=1024)  # asked of a line by each of its neighbours
def _is_masthead(text: str) -> bool:
    spaced = not text.isascii() and _MASTHEAD.fullmatch(_unspaced(text))  # 联 合 国
    return bool(spaced or _MASTHEAD.fullmatch(text))


def is_label(text: str) -> bool:
    """Tell a line that names what follows, as the summary of a report; front matter ends with it."""
    return bool(_LABEL.fullmatch(_unspaced(text)))


def opens_contents(text: str) -> bool:
    """Tell the line above a table of contents."""
    return bool(_CONTENTS.fullmatch(_unspaced(text)))


def stands_alone(text: str) -> bool:
    """Tell a line that never is a part of a longer one, whatever stands above or below it."""
    heads = _COLUMN_HEADS.fullmatch(_unspaced(text))
    return bool(heads) or is_masthead(text) or is_label(text) or opens_contents(text)


def _unspaced(text: str) -> str:
    return "".join(text.split())


def symbol_of(blocks: Iterable[Block], name: str = "") -> str:
    """Return the symbol of a document from its masthead, or from the name of its file."""
    for text in _masthead_texts(blocks):
        match = _SYMBOL.search(text)
        if match:
            return match[0].rstrip("*.")
    return _symbol_in_name(name)


def date_of(blocks: Iterable[Block]) -> str:
    """Return the date of a document (ISO 8601) from its masthead; the span of a session is none."""
    for text in _masthead_texts(blocks):
        found = "" if _SPAN_IN.search(text) else _date_in(text)
        if found:
            return found
    return ""


def _masthead_texts(blocks: Iterable[Block]) -> Iterator[str]:
    for position, block in enumerate(blocks):
        if position >= _FRONT:
            return
        if block.kind == "masthead":
            yield block.text


def _symbol_in_name(name: str) -> str:
    """Read A_HRC_47_29-EN.docx, A-RES-75-1_E.pdf."""
    stem = _NAME_LANGUAGE.sub("", Path(name).stem)
    match = _IN_NAME.fullmatch(stem)
    parts = re.split(r"[_-]", stem)
    numbered = any(part[-1:].isdigit() for part in parts)
    return "/".join(parts) if match and numbered and len(parts) > 2 else ""


def _date_in(text: str) -> str:
    english, chinese = _ENGLISH_DATE.search(text), _CHINESE_DATE.search(text)
    try:
        if english:
            day, month, year = english.group(1, 2, 3) if english[1] else english.group(5, 4, 6)
            return date(int(year), _MONTHS.index(month.lower()) + 1, int(day)).isoformat()
        if chinese:
            return date(*map(int, chinese.groups())).isoformat()
    except ValueError:  # 31 June is a misprint, no date
        pass
    return ""
