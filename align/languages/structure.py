"""How a language calls and numbers the parts of a document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, kw_only=True, eq=False)
class Structure:
    """Words and forms of numbers that begin a paragraph or heading; without arguments, digits alone."""

    parts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """What is printed before a number, lower case, by the name that it goes by in every language: article,
    section, chapter, part, annex, appendix, rule, regulation, principle, goal, target, paragraph, item.
    `{"article": ("article", "art.")}` reads *Article 9*, *ART. 9*."""
    named_only: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The same for words whose number does not begin a text: *paragraph 5* may begin a sentence."""
    patterns: tuple[str, ...] = ()
    """Forms of its own, as patterns: 第三条. `{any}` stands for a number of any form, `{after}` for the end
    of a number. What stands before and behind the number is a name of `parts` or `named_only`."""
    glued: str = ""
    """What may stand right behind a number as 3.3, which has lost its blank, as a pattern; empty for nothing:
    3.3文件安装, but never 3.3万人."""
    articles: tuple[str, ...] = ()
    """Numbers of articles that may stand right before their text, as patterns; they are believed where they
    count on from article to article: 第十二条中华人民共和国…"""
    ordinals: Mapping[str, int] = field(default_factory=dict)
    """Numbers in words behind the name of a part, lower case: `{"premier": 1}` reads *Article premier*. Where
    several stand together, they add up."""
    before: tuple[str, ...] = ()
    """Names of parts before which these words may stand: *Première partie*."""
    counted: Mapping[Literal["roman", "letter"], tuple[str, ...]] = field(default_factory=dict)
    """Words that count headings, in their order, with a dash behind them; by the style of number that other
    languages have there, `roman` or `letter`: *أولا -* is I., *ألف -* is A."""
    repeats: Mapping[str, int] = field(default_factory=dict)
    """What is printed behind the number of what was put in later, if not in Latin: `{"бис": 2}`."""
    behind_dash: tuple[str, ...] = ()
    """Words behind which a dash after a number begins no text: *5 - and 6-year-old*."""
    letters: str = ""
    """Lower-case letters in the order in which items are counted, where they are not a to z: абвгд."""

    captions: tuple[str, ...] = ()
    """What the label of a table or figure begins with, before its number: *table*, *figure*, 图."""
    styles: Mapping[Literal["heading", "title", "contents"], tuple[str, ...]] = field(default_factory=dict)
    """What Word in this language calls its styles, as patterns, lower case and without spaces; a level
    follows that of headings: `{"heading": ("titre",)}` for *Titre 1*."""


DIGITS_ALONE = Structure()
"""That of a language that states none."""
