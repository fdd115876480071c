"""What is a title, what a heading, and how deep it stands: one rule for every reader.

A **title** names the whole document. Titles are the lines without a number between the masthead and the
first thing that belongs to the text: a paragraph, a table of contents, the label of a summary or a
table, a line with a number (`I. Introduction`, `Part VI`, `第一章`). Behind that there is no title any more.

A **heading** names what stands below it, and is short and no sentence. It has one of these marks:

- a number that headings have (`I.`, `A.`, `Article 9`, `第一条`), or an arabic one that does not continue the
  numbers of the paragraphs;
- a style or outline level of Word, or an element of HTML, made for headings;
- type that sets it off, where the format shows type: bold, italic or larger than the text;
- nothing but its form, in plain text, which has no type.

The label of a table or a figure (`Table 27.I.1`, `图 3`) is a paragraph, whatever its type, and so is its
name, behind the label or below it.

Its level comes from the form of its number, so that both languages have the same; one without a number stands
one level below the numbered heading above it, unless its style says how deep it is.

>>> from align.numbering import key_of
>>> level_of(key_of("IV.")), level_of(key_of("四、")), level_of(key_of("B.")), level_of(key_of("第九条"))
(1, 1, 2, 3)
"""

from __future__ import annotations

import re

from align.languages import LANGUAGES, any_of
from align.languages.numerals import HAN_NUMERALS
from align.numbering import Key

_LEVELS = {"roman": 1, "letter": 2, "arabic": 3, "decimal": 3, "parenthesis": 4}
_NAMED = {"section": 2, "article": 3, "rule": 3, "regulation": 3, "principle": 3, "target": 2}
"""Levels of named parts; the others, as part and chapter, are the highest."""
_LESS = ("paragraph", "item")
"""Named parts that are too small to have headings: 第二款, 第一项."""
_CAPTIONS = [(each.spaced, any_of(each.structure.captions)) for each in LANGUAGES.values()]
_LABEL = (
    rf"(?i:{any_of(words for spaced, words in _CAPTIONS if spaced)}\s(?=[\dIVX])"
    rf"|{any_of(words for spaced, words in _CAPTIONS if not spaced)}\s?(?=[\d{HAN_NUMERALS}]))"
)
_CAPTION = re.compile(rf"{_LABEL}[\w.-]+\s*$")
_NAMED_CAPTION = re.compile(rf"{_LABEL}[\w.-]+(\s?[:：–—]\s*|\s+)(?=\S)")
"""Table 3. Boats; Figure II: boats and oars; 图1 渡船; but not Table 3 of the report."""


def level_of(key: Key, *, deeper: bool = False) -> int:
    """Return the level of a heading with a number; `deeper`: (i), which stands below (a).

    >>> from align.numbering import key_of
    >>> level_of(key_of("(b)")), level_of(key_of("(ii)"), deeper=True)
    (4, 5)
    """
    if key.style == "named":
        return _NAMED.get(key.name, 1)
    return _LEVELS[key.style] + (key.style == "parenthesis" and deeper)


def heads(key: Key) -> bool:
    """Tell a number that only headings have: IV., B., Article 9, Part VI; but a paragraph of one is none."""
    return key.style in ("roman", "letter") or (key.style == "named" and key.name not in _LESS)


def is_caption(text: str) -> bool:
    """Tell the label of a table, figure or box that stands in a line of its own.

    >>> is_caption("Table 27.I.1"), is_caption("图3"), is_caption("Tables of law"), is_caption("Figure out")
    (True, True, False, False)
    """
    return bool(_CAPTION.match(text))


def is_captioned(text: str, above: str) -> bool:
    """Tell a label, one with a name behind it, or a name below its label.

    >>> is_captioned("Table 3. Boats", ""), is_captioned("Boats", "Table 3"), is_captioned("Boats", "Oars")
    (True, True, False)
    """
    named = _NAMED_CAPTION.match(text)
    if named and (named[1].strip() or not text[named.end()].islower()):
        return True
    return is_caption(above) or is_caption(text)
