"""Names as running text shortens them: French for France, the Council for the Security Council, ILO.

A name that is written in short is rendered; flagging it would be the false alarm that makes a terminologist
give up. A name in other words is not: *Safety Council* does not render the Security Council.

>>> council = Term("Security Council", "en")
>>> [shortened(council, text) for text in ("in the Council", "in the Safety Council")]
[True, False]
"""

from __future__ import annotations

import re

from align.terms.base import Term
from align.terms.forms import words
from align.text import same_language

_SMALL = frozenset({"the", "of", "and", "for", "on", "in", "to", "a", "an"})

# Adjectives that do not begin as their country does.
_ADJECTIVES = {
    "france": "french", "netherland": "dutch", "spain": "spanish", "ireland": "irish", "denmark": "danish",
    "wales": "welsh", "philippine": "filipino", "myanmar": "burmese", "united kingdom": "british",
    "cote": "ivorian", "portugal": "portuguese", "sweden": "swedish", "cyprus": "cypriot",
    "côte": "ivorian", "switzerland": "swiss", "greece": "greek", "hungary": "magyar", "holy": "vatican",
    "turkiye": "turkish", "türkiye": "turkish", "monaco": "monegasque", "lesotho": "basotho",
}  # fmt: skip


_PEOPLES = {"United States": "American", "United Kingdom": "British", "of Korea": "Korean"}

# Countries in one character, side by side: 中俄印.
_ONE_CHARACTER = re.compile("[中美俄英法德日韩朝印巴越以]{2,}")

# What turns a country's short name into its formal one.
_STATE = "(?:伊斯兰|人民|联邦)?(?:共和国|王国|公国|联邦|国)"

_ENDING = re.compile(r"(?:istan|land|[eio]?a|es|on|[aeiouy]+)$")
_PRONOUNS = re.compile(
    r"\b(?:[Tt]he|that|this|its)\s(?:country|[Tt]erritory|[Nn]ation|[Ii]slands?|Government|State party)\b"
    r"(?!\sof\s)|(?:^|[.;]\s)It\b"
)


# What an organ says of itself in its own resolutions, where Chinese repeats its name.
_ITS = re.compile(
    r"\bits (?:\w+ )?(?:resolution|commitment|intention|determination|decision|readiness|call)s?\b"
)


def shortened(term: Term, target: str, source: str = "", *, country: bool = False) -> bool:
    """Tell whether a translation holds a name in one of the ways in which running text shortens it.

    Args:
        term: the name that is expected.
        target: the translation.
        source: the original: where it says *the country* too, the translation's *the country* renders that.
        country: the name is one of a country or area, for which *the country* may stand.
    """
    if same_language(term.language, "zh"):
        return (len(term.text) > 4 and term.text[-3:] in target) or (
            country
            and (
                any(term.text[0] in run for run in _ONE_CHARACTER.findall(target))
                or bool(re.search(re.escape(term.text) + _STATE, target))
            )
        )
    if country and len(_PRONOUNS.findall(target)) > len(_PRONOUNS.findall(source)):
        return True
    in_short = _adjective(term.text, target) if country else _alone(term.text, target)
    return in_short or _acronym(term.text, target)


def _alone(name: str, text: str) -> bool:
    """Find the noun of a title by itself: *the Council*, *Council members*, but not *the Committee on …*."""
    head = re.split(r"\s(?:of|on|for|to|against|in)\s", name.removesuffix(" (the)"))[0]
    *before, noun = map(re.escape, head.split())
    if not noun[:1].isupper() or noun == name:
        return False
    own = "".join(rf"(?:{word}\s)?" for word in before)
    before_it = r"(?:^|\b[a-z][\w’'-]*[,;:]?\s|[.\"“(]\s?|\b(?:The|Its|This)\s)"
    alone = rf"{before_it}{own}{noun}\b(?!\s(?:of|on|for)\s[A-Z])"
    return bool(re.search(alone, text) or _ITS.search(text))


def _adjective(name: str, text: str) -> bool:
    """Find every word of a name as an adjective or a people: *French*, *Latin American and Caribbean*."""
    if any(state in name and people in text for state, people in _PEOPLES.items()):
        return True
    tokens = [form for form, _, _ in words(name) if form not in _SMALL]
    capitals = [form.lower() for form, start, _ in words(text) if text[start].isupper()]
    return bool(tokens) and name[:1].isupper() and all(_begins(token, capitals) for token in tokens)


def _begins(token: str, capitals: list[str]) -> bool:
    adjective = _ADJECTIVES.get(token)
    # A word may change at its end only: Mali, Malian; Iraq, Iraqis; Afghanistan, Afghan.
    stem = token[:3] + _ENDING.sub("", token[3:])
    return any(word.startswith(stem) or word == adjective for word in capitals)


def _acronym(name: str, text: str) -> bool:
    """Find the initials of a title: ILO for the International Labour Organization."""
    initials = "".join(word[0] for word in re.findall(r"[^\W\d_]+", name) if word[0].isupper())
    bare = re.sub(r"(?<=\b[A-Z])\.", "", text)  # U.S. is US
    # The initials may begin a longer acronym: EUFOR is the European Union’s.
    return len(initials) > 1 and bool(re.search(rf"\b{re.escape(initials)}(?:s|[A-Z]{{2,}})?\b", bare))
