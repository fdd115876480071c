"""Names as running text shortens them: French for France, the Council for the Security Council, ILO, 安理会.

A name that is written in short is rendered; flagging it would be the false alarm that makes a terminologist
give up. A name in other words is not: *Safety Council* does not render the Security Council.

>>> council = Term("Security Council", "en")
>>> [shortened(council, text) for text in ("in the Council", "in the Safety Council")]
[True, False]
"""

from __future__ import annotations

import re

from align.languages import same_language
from align.terms.base import Term
from align.terms.forms import words

SMALL = frozenset({"the", "of", "and", "for", "on", "in", "to", "a", "an"})
"""Words of a name that name nothing."""

# Adjectives that do not begin as their country does.
_ADJECTIVES = {
    "france": "french", "netherland": "dutch", "spain": "spanish", "ireland": "irish", "denmark": "danish",
    "wales": "welsh", "philippine": "filipino", "myanmar": "burmese", "united kingdom": "british",
    "cote": "ivorian", "portugal": "portuguese", "sweden": "swedish", "cyprus": "cypriot",
    "côte": "ivorian", "switzerland": "swiss", "greece": "greek", "hungary": "magyar", "holy": "vatican",
    "turkiye": "turkish", "türkiye": "turkish", "monaco": "monegasque", "lesotho": "basotho",
}  # fmt: skip
_PEOPLES = {"United States": "American", "United Kingdom": "British", "of Korea": "Korean"}
_ENDING = re.compile(r"(?:istan|land|[eio]?a|es|on|[aeiouy]+)$")
_PRONOUNS = re.compile(
    r"\b(?:[Hh]is|[Hh]er|[Tt]heir|[Oo]ur|[Mm]y)\s(?:country|delegation|Government)\b"
    r"|\b(?:[Tt]he|that|this|its)\s(?:country|[Tt]erritory|[Nn]ation|[Ii]slands?|Government|State party)\b"
    r"(?!\sof\s)|(?:^|[.,;]\s)[Ii]t\b|该国|我国|本国|该岛|该领土"
)
_ORGAN = re.compile(
    r"\b(?:[Tt]he|this|[Ii]ts)\s(?:[Oo]rgani[sz]ation|[Aa]gency|[Ee]ntity|[Ff]und|[Pp]rogramme)(?:’s|'s)?\b"
    r"(?!\s(?:of|for|on)\s)|(?:^|[.,;]\s)[Ii]t\b|该(?:组织|机构|署|处|基金)"
)
# What an organ says of itself in its own resolutions, where Chinese repeats its name.
_ITS = re.compile(
    r"\bits (?:\w+ )?(?:resolution|commitment|intention|determination|decision|readiness|call)s?\b"
)

# Countries in one character, side by side or in a compound: 中俄印, 美元, 驻美.
_ONE_CHARACTER = re.compile(
    "[中美俄英法德日韩朝印巴越以澳加]{2,}|(?<=[驻对访赴援])[中美俄英法德日韩朝]"
    "|[中美俄英法德日韩朝澳加](?=[元军方籍制资商帝])"
)
# What turns a country's short name into its formal one.
_STATE = "(?:伊斯兰|人民|民主|社会主义|联邦|合作|联合)*(?:共和国|王国|公国|联邦|国)"

AND = "[、和与及暨]"
"""Any of the characters that join the parts of a Chinese title: one is as good as another."""

_LONGEST_ABBREVIATION = 0.67
"""Part of a Chinese name: 世卫组织 keeps four of six characters; more is the name itself, or it garbled."""

_WINDOW = 10
"""Words that may stand between those of a title told in other words: *goals in regard to sustainable …*."""


def shortened(term: Term, text: str, *, country: bool = False) -> bool:
    """Tell whether a text holds a name in one of the ways in which running text shortens it.

    Args:
        term: the name that is expected.
        text: the translation.
        country: the name is one of a country or area.
    """
    if same_language(term.language, "zh"):
        return _country_in_chinese(term.text, text) if country else _title_in_chinese(term.text, text)
    name = term.text.removesuffix(" (the)").removeprefix("the ")
    return _acronym(name, text) or (_adjective(name, text) if country else _alone(name, text))


def is_referred_to(text: str, *, country: bool) -> bool:
    """Tell whether a text speaks of something without its name: *the country*, *the organization*, 该国."""
    return bool((_PRONOUNS if country else _ORGAN).search(text))


def in_other_words(name: str, text: str) -> bool:
    """Find every word of a title near one another, in any order: *goals of sustainable development*."""
    wanted = {form for form, _, _ in words(name)} - SMALL
    if len(wanted) < 2:
        return False
    found = [form for form, _, _ in words(text)]
    most = len(wanted) + _WINDOW
    return any(form in wanted and wanted <= set(found[i : i + most]) for i, form in enumerate(found))


def bare_state(name: str) -> str:
    """Return the Chinese name of a country without what makes it formal.

    >>> bare_state("塞浦路斯共和国"), bare_state("法国")
    ('塞浦路斯', '法国')
    """
    bare = re.sub(f"{_STATE}$", "", name)
    return bare if len(bare) > 1 else name


def abbreviated(name: str, text: str) -> bool:
    """Tell whether a text holds some characters of a Chinese title in their order, the first and a last one.

    >>> abbreviated("安全理事会", "经安理会核准"), abbreviated("安全理事会", "和平与安全委员会")
    (True, False)
    """
    name = name.removeprefix("联合国")
    starts = (match.start() for match in re.finditer(re.escape(name[:1]), text)) if len(name) > 3 else ()
    return any(_is_abbreviation(name, text[start : start + len(name)]) for start in starts)


def _is_abbreviation(name: str, text: str) -> bool:
    """Tell whether a text begins with an abbreviation of a title."""
    place, last_ones = 0, len(name) - 3
    for length, character in enumerate(text, 1):
        place = name.find(character, place) + 1
        if not place or length > len(name) * _LONGEST_ABBREVIATION:
            return False
        # Two characters are enough of four alone: 非盟 for 非洲联盟.
        if (length > 2 and place > last_ones) or (length == 2 and place == len(name) == 4):
            return True
    return False


def _title_in_chinese(name: str, text: str) -> bool:
    """Find the last words of a title, 《公约》, its abbreviation, or its parts: 大会本届会议主席."""
    if (len(name) > 4 and name[-3:] in text) or f"《{name[-2:]}》" in text or abbreviated(name, text):
        return True
    alike = re.sub(AND, f"{AND}?", re.escape(name))
    parts = (f"{re.escape(name[:i])}.{{1,12}}{re.escape(name[i:])}" for i in range(2, len(name) - 1))
    return any(re.search(pattern, text) for pattern in (alike, *parts))


def _country_in_chinese(name: str, text: str) -> bool:
    """Find a country in its formal form or in one character."""
    in_a_compound = any(name[0] in run for run in _ONE_CHARACTER.findall(text))
    return in_a_compound or bool(re.search(re.escape(name) + _STATE, text))


def _alone(name: str, text: str) -> bool:
    """Find the noun of a title by itself: *the Council*, *Council members*, but not *the Committee on …*."""
    head = re.split(r"\s(?:of|on|for|to|against|in)\s", name)[0]
    *before, noun = map(re.escape, head.split())
    if not noun[:1].isupper() or noun == name:
        return False
    own = "".join(rf"(?:{word}\s)?" for word in before)
    before_it = r"(?:^|\b[a-z][\w’'-]*[,;:]?\s|[.\"“(]\s?|\b(?:The|Its|This)\s)"
    alone = rf"{before_it}{own}{noun}\b(?!\s(?:of|on|for)\s(?:the\s)?[A-Z])"
    return bool(re.search(alone, text) or _ITS.search(text))


def _adjective(name: str, text: str) -> bool:
    """Find every word of a name as an adjective or a people: *French*, *Latin American and Caribbean*."""
    if any(state in name and people in text for state, people in _PEOPLES.items()):
        return True
    tokens = [form for form, _, _ in words(name) if form not in SMALL]
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
