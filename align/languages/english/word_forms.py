"""Words of English with inflection and British spelling taken off.

>>> [form for form, _, _ in WORD_FORMS.words("The rights-holder’s organisations")]
['the', 'right', 'holder', 'organization']
>>> [form for form, _, _ in WORD_FORMS.words("WHO asks who studies")]
['WHO', 'ask', 'who', 'study']
"""

from __future__ import annotations

import re
from functools import lru_cache

from align.languages.word_forms import WordForms
from align.text import fold

# "Co-operation" is one word, "rights-holder" two, and so is "NonProliferation" that lost its hyphen.
_WORD = re.compile(r"(?:[Cc]o-(?=o))?(?:[A-Z]?[a-z]{2,}(?=[A-Z][a-z])|[^\W_]+)(?:['’][a-zA-Z]{1,2}\b)?")

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


_NO_EDGE = (
    "the a an of and or to in on for by with at from as is are was were be been its their his her "
    "this that these those which who whom it they he she we i not no all any other such also have has "
    "had will would shall should may can could must do does did but if than then there here into "
    "under over between during through per about more most some each both only within without against "
    "upon our your my where when while how what s including regarding concerning following new past "
    "last next first second third fourth fifth one two three four five six seven eight nine ten year very "
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july "
    "august september october november december"
)
WORD_FORMS = WordForms(
    plain=plain,
    verb=verb_forms,
    word=_WORD,
    articles=frozenset({"the", "a", "an"}),
    before=frozenset({"the", "a", "an", "to"}),
    after=frozenset({"the"}),
    little=frozenset({"of", "the", "s"}),
    links=frozenset("the a an of to in on for and or by with its their".split()),
    no_edge=frozenset(_NO_EDGE.split()),
)
