r"""The codes of Phrase, which stand in its texts themselves, and the elements that XLIFF 1.2 has for such.

    {1}             stands alone; so does {j}, where a person joined two segments
    {1>…<1}         begins and ends; what it does is told by the mark of its number, in `m:tunit-metadata`
    {b>…<b}         the same without a mark: b, i, u, ^ and _, or several of them

After the documentation of Phrase TMS, and what readers of its files tell. What has neither a mark nor another
half is text: *{0} files*.

>>> unit = '<trans-unit m:confirmed="0"><source>A {b&gt;sea&lt;b} of {0}.</source></trans-unit>'
>>> coded = with_elements(unit)
>>> coded[coded.index("A"):coded.index(" of")]
'A <bpt braces="" id="b" ctype="bold">{b&gt;</bpt>sea<ept braces="" id="b">&lt;b}</ept>'
>>> without_elements(coded) == unit
True
"""

from __future__ import annotations

import re
from functools import partial
from html import unescape

from align.exchange.elements import html_name
from align.exchange.xml import quote

_OF_PHRASE = re.compile(r"""<trans-unit\s(?:[^>"']|"[^"]*"|'[^']*')*?\bm:[\w-]+\s*=""")
_TEXT = re.compile(r"(<(source|target)(?=[\s>])[^>]*>)(.*?)(?=</\2\s*>)", re.DOTALL)
_CODE = re.compile(
    r"\{(?P<opened>\d{1,4}|[biu^_]{1,5})(?:>|&gt;)|&lt;(?P<closed>\d{1,4}|[biu^_]{1,5})\}"
    r"|\{(?P<alone>\d{1,4}|j)\}",
    re.IGNORECASE | re.ASCII,
)
_MARK = re.compile(r"""<m:mark\s[^>]*?\bid\s*=\s*["'](\w+)["'][^>]*>(.*?)</m:mark\s*>""", re.DOTALL)
_SAID = re.compile(r"<m:(type|content)\s*>(.*?)</m:\1\s*>", re.DOTALL)
_OURS = re.compile(r'<(ph|bpt|ept) braces=""[^>]*>(.*?)</\1>', re.DOTALL)
_LETTERS = {"b": "bold", "i": "italic", "u": "underlined", "^": "x-sup", "_": "x-sub"}


def with_elements(unit: str) -> str:
    """Return the text of a `<trans-unit>` of Phrase with an element for each code; of any other as it is."""
    if ("{" not in unit and "}" not in unit) or not _OF_PHRASE.match(unit):
        return unit
    return _TEXT.sub(partial(_coded, marks=_marks(unit)), unit)


def without_elements(unit: str) -> str:
    """Return the text of a unit with the codes as Phrase spells them."""
    return _OURS.sub(r"\2", unit) if ' braces=""' in unit else unit


def _marks(unit: str) -> dict[str, str]:
    """Return what the codes of a unit do, by their numbers; empty: nobody says."""
    marks: dict[str, str] = {}
    for number, inside in _MARK.findall(unit):
        said = {name: unescape(unescape(text)) for name, text in _SAID.findall(inside)}
        kind = f"x-{said['type']}" if said.get("type") else ""
        marks.setdefault(number, html_name(said.get("content", "")) or kind)
    return marks


def _coded(found: re.Match[str], *, marks: dict[str, str]) -> str:
    """Return the beginning of a text and the text with an element for each code."""
    text = found[3]
    if "<![CDATA[" in text:
        return found[0]
    found_codes = list(_CODE.finditer(text))
    paired = {code["opened"] for code in found_codes} & {code["closed"] for code in found_codes}
    return found[1] + _CODE.sub(partial(_element, marks=marks, paired=paired), text)


def _element(code: re.Match[str], *, marks: dict[str, str], paired: set[str]) -> str:
    """Return the element for a code, round its own spelling; what is none stays text."""
    number = code["alone"] or code["opened"] or code["closed"]
    if number not in marks and number not in paired and number != "j":
        return code[0]
    if code["closed"]:
        return f'<ept braces="" id="{number}">{code[0]}</ept>'
    name = marks.get(number, "") or _LETTERS.get(number.lower(), "" if number.isdecimal() else f"x-{number}")
    kind = f" ctype={quote(name)}" if name else ""
    element = "ph" if code["alone"] else "bpt"
    return f'<{element} braces="" id="{number}"{kind}>{code[0]}</{element}>'
