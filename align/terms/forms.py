"""Words as term recognition sees them: inflection and spelling taken off.

English terms are written in the base in one form and stand in texts in many. Each word is brought to one
form, in terms and texts alike, so that comparing stays exact and fast:

>>> [form for form, _, _ in words("The rights-holder’s organisations")]
['the', 'right', 'holder', 'organization']
>>> [form for form, _, _ in words("WHO asks who studies")]
['WHO', 'ask', 'who', 'study']
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate

from align.text import fold

EDGE = "\x1f"
"""Stands before and after each word in `Forms`: no text that people write holds it."""

# "Co-operation" is one word, "rights-holder" two.
_WORD = re.compile(r"(?:[Cc]o-(?=o))?[^\W_]+(?:['’][a-zA-Z]{1,2}\b)?")

_IRREGULAR = {
    "women": "woman", "men": "man", "children": "child", "people": "person", "persons": "person",
    "criteria": "criterion", "phenomena": "phenomenon", "indices": "index", "appendices": "appendix",
    "analyses": "analysis", "crises": "crisis", "bases": "basis", "theses": "thesis", "lives": "life",
    "wives": "wife", "halves": "half", "memoranda": "memorandum", "curricula": "curriculum",
    "bodies": "body", "parties": "party", "media": "media", "series": "series", "species": "species",
}  # fmt: skip

_BRITISH = (
    (re.compile(r"(?<=[a-z]{2})is(e|ed|es|ing|ation|ations|er|ers|able)$"), r"iz\1"),
    (re.compile(r"(?<=[a-z]{2})ys(e|ed|es|ing)$"), r"yz\1"),
    (re.compile(r"(?<=[a-z]{2})our(s|ed|ing|able)?$"), r"or\1"),
    (re.compile(r"(?<=[a-z])grammes?$"), "gram"),
    (re.compile(r"^(cent|met|lit|theat|fib)re(s?)$"), r"\1er\2"),
)
# -ise that is no suffix.
_ALWAYS_ISE = re.compile(
    r"(?:exerc|prom|prem|rev|superv|adv|dev|comprom|enterpr|expert|franch|disgu|otherw|prec|conc|ra|pra|no|wi|ri|v)is"
)


def words(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield every word of a text in its plain form, and where it stands: hyphens part words as spaces do."""
    for match in _WORD.finditer(text):
        yield plain(match[0]), match.start(), match.end()


class Forms:
    """The plain forms of the words of a text as one string to search in, and the way back to the words.

    An `EDGE` parts and ends the words, and nothing else is left of what stood between them:

    >>> said = Forms("Who studies rights-holders?")
    >>> said.string.split(EDGE)
    ['', 'who', 'study', 'right', 'holder', '']
    >>> start = said.string.index(f"{EDGE}study{EDGE}")
    >>> said.span(start, start + len(f"{EDGE}study{EDGE}"))
    (4, 11)
    """

    def __init__(self, text: str) -> None:
        self._pieces = text.split(" ")
        self._read = [_forms(piece) for piece in self._pieces]
        self.string = EDGE + "".join(self._read)
        self._ends: list[tuple[int, ...]] = []

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where in the text the words stand that are a slice of the string, edges included."""
        if not self._ends:  # few texts hold what is searched for
            self._ends = [(0, *accumulate(map(len, texts))) for texts in (self._read, self._pieces)]
        ends, pieces = self._ends
        first = bisect_right(ends, start) - 1
        last = bisect_right(ends, end - 2, first) - 1
        begin = _places(self._pieces[first])[self._read[first].count(EDGE, 0, start - ends[first])][0]
        stop = _places(self._pieces[last])[self._read[last].count(EDGE, 0, end - 2 - ends[last])][1]
        return pieces[first] + first + begin, pieces[last] + last + stop


# No word goes over a space, and most of what stands between two returns: to remember it costs a third.
@lru_cache(maxsize=40_000)
def _forms(piece: str) -> str:
    return "".join(plain(word) + EDGE for word in _WORD.findall(piece))


@lru_cache(maxsize=40_000)
def _places(piece: str) -> tuple[tuple[int, int], ...]:
    return tuple(match.span() for match in _WORD.finditer(piece))


@lru_cache(maxsize=40_000)
def plain(word: str) -> str:
    """Return one form for plural, possessive, capital and British spelling; acronyms keep their case."""
    word = re.sub(r"(?<=[a-z]{3})\d{1,2}$", "", word.replace("-", ""))  # a footnote mark left in the text
    word = re.sub(r"['’](?:s|S)?$|['’]s$", "", word)
    if len(word) > 1 and word[:-1].isupper() and (word.isupper() or word.endswith("s")):
        return word.removesuffix("s")
    word = fold(word)
    return _american(_singular(word)) if word.isascii() else word


def verb_forms(verb: str) -> set[str]:
    """Return the plain forms in which a regular verb may stand.

    >>> sorted(verb_forms("commit"))
    ['commit', 'commited', 'commiting', 'committed', 'committing']
    """
    verb = plain(verb)
    stem = verb.removesuffix("e")
    forms = {verb, f"{stem}ed", f"{stem}ing"}
    if verb.endswith("y") and verb[-2:-1] not in "aeiou":
        forms = {verb, f"{verb[:-1]}ied", f"{verb}ing"}
    if re.search(r"[^aeiou][aeiou][bdgklmnprt]$", verb):
        forms |= {f"{verb}{verb[-1]}ed", f"{verb}{verb[-1]}ing"}
    return forms


def _singular(word: str) -> str:
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if not word.endswith("s") or len(word) < 4:
        return word
    if word.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}y"
    if re.search(r"(?:sses|shes|ches|xes|zzes)$", word):
        return word[:-2]
    return word if re.search(r"(?:ss|us|is)$", word) else word[:-1]


def _american(word: str) -> str:
    if _ALWAYS_ISE.match(word):
        return word
    for pattern, replacement in _BRITISH:
        word = pattern.sub(replacement, word)
    return word
