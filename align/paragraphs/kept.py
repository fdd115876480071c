"""Lines that a translation keeps in the language of its original: titles, quotations, addresses.

Such a line is word for word what the original says, and would be its best partner, though the translation
stands beside it. So a pair of two texts in one language says less than a pair of two languages does.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from align.languages import same_language
from align.recognise import language_of
from align.text import fold, is_han

Flags = NDArray[np.bool_]

_ADDRESS = re.compile(r"\S*[\w>][/@.][\w<]\S*")
"""www.un.org, A/HRC/47/29, a@b.org: in no language, and in no script that says anything."""

_LOOKED_AT = 120
"""Characters from which the script of a text is told."""
_LETTERS = 12
"""Least letters of a line that is in a language: symbols and acronyms are in none."""
_WORDS = 4
"""Least words of a line by which two languages of one script are told apart."""


def kept_lines(
    source: Sequence[str], target: Sequence[str], languages: tuple[str, str] = ("", "")
) -> tuple[Flags, Flags]:
    """Tell for the texts of each side which are in the language of the other.

    >>> english, chinese = ["The Council met.", "It adopted a report."], ["The Council met.", "理事会开会。"]
    >>> [flags.tolist() for flags in kept_lines(english, ["理事会通过了报告。", *chinese])]
    [[False, False], [False, True, False]]
    """
    scripts = [[_script(text) for text in side] for side in (source, target)]
    one, other = map(_commonest, scripts)
    if one != other:
        return _flags(found == other != "" for found in scripts[0]), _flags(
            found == one != "" for found in scripts[1]
        )
    shared = {fold(text) for text in source} & {fold(text) for text in target}
    return (
        _flags(_is_kept(text, shared, languages[1]) for text in source),
        _flags(_is_kept(text, shared, languages[0]) for text in target),
    )


def one_script(source: Sequence[str], target: Sequence[str]) -> bool:
    """Tell whether most texts of both sides are in one script."""
    one, other = (_commonest(map(_script, side)) for side in (source, target))
    return one == other


def _is_kept(text: str, shared: set[str], other: str) -> bool:
    """Tell whether a text that both sides hold is in the language of the other side."""
    if not other or len(text.split()) < _WORDS or fold(text) not in shared:
        return False
    return same_language(language_of(text), other)


def _commonest(scripts: Iterable[str]) -> str:
    found = Counter(filter(None, scripts)).most_common(1)
    return found[0][0] if found else ""


def _script(text: str) -> str:
    """Return the script that most letters of a text are in, or nothing for too few of them."""
    found = Counter[str]()
    for character in _ADDRESS.sub("", text)[:_LOOKED_AT]:
        if character.isalpha():
            # A Han character says as much as three letters.
            found[_script_of(character)] += 3 if is_han(character) else 1
    script, count = max(found.items(), key=lambda item: item[1], default=("", 0))
    return script if count >= _LETTERS else ""


@cache
def _script_of(letter: str) -> str:
    """Return the first word of the letter's Unicode name: LATIN, CJK, CYRILLIC, ARABIC."""
    return unicodedata.name(letter, "").partition(" ")[0]


def _flags(values: Iterable[bool]) -> Flags:
    return np.array(list(values), np.bool_)
