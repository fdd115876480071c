"""Names in English: *French* for France, *the Council* for the Security Council, *ILO*."""

from __future__ import annotations

import re
from collections.abc import Iterator

from align.languages.english.word_forms import WORD_FORMS
from align.languages.name_forms import NameForms, Span, all_but_one, with_a_slip, words_in_turn, words_near

_SMALL = frozenset({"the", "of", "and", "for", "on", "in", "to", "a", "an"})
"""Words of a name that name nothing."""
_UNITED_NATIONS = frozenset({"united", "nation"})
_MARK, _AND_OR_MARK = re.compile(r"[,;:.()]"), re.compile(r"[,;:.()]|\b(?:and|or)\b")

# Adjectives that do not begin as their country does.
_ADJECTIVES = {
    "france": "french", "netherland": "dutch", "spain": "spanish", "ireland": "irish", "denmark": "danish",
    "wales": "welsh", "philippine": "filipino", "myanmar": "burmese", "united kingdom": "british",
    "cote": "ivorian", "portugal": "portuguese", "sweden": "swedish", "cyprus": "cypriot",
    "côte": "ivorian", "switzerland": "swiss", "greece": "greek", "hungary": "magyar", "holy": "vatican",
    "turkiye": "turkish", "türkiye": "turkish", "monaco": "monegasque", "lesotho": "basotho",
    "ivoire": "ivorian", "poland": "polish", "madagascar": "malagasy", "botswana": "batswana",
    "burkina": "burkinabé", "faso": "burkinabé", "kyrgyzstan": "kyrgyz", "kazakhstan": "kazakh",
}  # fmt: skip
_PEOPLES = {
    "United States": "American", "United Kingdom": "British", "of Korea": "Korean", "Congo": "Congolese",
    "Emirates": "Emirati", "Cabo Verde": "Verdean", "Republic of Macedonia": "Macedonian",
}  # fmt: skip
_STATE = frozenset(
    "the of republic state kingdom federal democratic people islamic united arab socialist principality "
    "commonwealth federation bolivarian plurinational independent cooperative and".split()
)
"""Plain words that make the formal name of a country of its short one."""
_ENDING = re.compile(r"(?:istan|land|[eio]?a|es|on|[aeiouy]+)$")
_COUNTRY_PRONOUNS = re.compile(
    r"\b(?:[Hh]is|[Hh]er|[Tt]heir|[Oo]ur|[Mm]y)\s(?:country|delegation|Government)\b"
    r"|\b(?:[Tt]he|that|this|its)\s(?:country|[Tt]erritory|[Nn]ation|[Ii]slands?|Government|State party)\b"
    r"(?!\sof\s)|(?:^|[.,;]\s)[Ii]t\b|\bregime\b"
)
_ORGAN_PRONOUNS = re.compile(
    r"\b(?:[Tt]he|this|[Ii]ts)\s(?:[Oo]rgani[sz]ation|[Aa]gency|[Ee]ntity|[Ff]und|[Pp]rogramme)(?:’s|'s)?\b"
    r"(?!\s(?:of|for|on)\s)|(?:^|[.,;]\s)[Ii]t\b"
)
_PRONOUN = re.compile(r"\b(?:it|its|they|their|the country)\b", re.I)
# What an organ says of itself in its own resolutions, where Chinese repeats its name.
_ITS = re.compile(
    r"\bits (?:\w+ )?(?:resolution|commitment|intention|determination|decision|readiness|call)s?\b"
)

# *LCBC Member States*, *Member States of the Association …* are not those of the United Nations.
_NAME_BEFORE = re.compile(r"(?<=[\w,)]\s)(?!The\b|Nations\b)[A-Z][\w’'-]*\s$")
_NAME_AFTER = re.compile(
    r"\s(?:Committee|Commission|Group|Board|Conference|Assembly)\b|\sof\s(?:the\s)?(?!United Nations\b)[A-Z]"
)
_WORD_BEFORE = re.compile(r"(?<=\w\s)(?!The\b|Nations\b)[A-Z][\w’'-]*\s$")


_POSSESSIVE = ("’s", "'s")
_CAPITALISED = re.compile(r"\b[A-Z][a-zà-ÿ]{3,}\b")


class EnglishNames(NameForms):
    """Names have capitals, acronyms and adjectives."""

    capitals = True
    small_words = frozenset("of the and for on in to a an by with against from at or".split())

    adjective_ends = "(?:an|ese|ish|i|ic|ch|bek|jik|kh|gyz)s?"

    def of_strangers(self, text: str) -> Iterator[str]:
        """Yield the words in capitals and small letters: *Michelle* and *Bachelet*, but *The* as well."""
        return (match[0] for match in _CAPITALISED.finditer(text))

    def shortened(self, name: str, text: str, *, country: bool = False) -> bool:
        """Find the acronym of a name, the adjective of a country, the noun of a title.

        >>> council = "Security Council"
        >>> [EnglishNames().shortened(council, t) for t in ("in the Council", "in the Safety Council")]
        [True, False]
        """
        name = name.removesuffix(" (the)").removeprefix("the ")
        return _acronym(name, text) or (_adjective(name, text) if country else _alone(name, text))

    def referred_to(self, text: str, *, country: bool) -> bool:
        """Find *the country*, *the organization*, *It*."""
        if country:
            return bool(_COUNTRY_PRONOUNS.search(text))
        return bool(_ORGAN_PRONOUNS.search(text) or _ITS.search(text))

    def has_pronoun(self, text: str) -> bool:
        """Find *it*, *their*."""
        return bool(_PRONOUN.search(text))

    def in_other_words(self, name: str, text: str) -> bool:
        """Find every word of a title near one another, in any order."""
        wanted = {form for form, _, _ in WORD_FORMS.words(name)} - _SMALL
        return words_near(wanted, [form for form, _, _ in WORD_FORMS.words(text)])

    def nearly_whole(self, name: str, text: str) -> bool:
        """Find what makes a title, three words at least, one after another: *High Commissioner for …*."""
        unsaid = _SMALL | _UNITED_NATIONS
        wanted = [form for form, _, _ in WORD_FORMS.words(name) if form not in unsaid]
        apart = _MARK if " and " in name else _AND_OR_MARK
        return words_in_turn(wanted, list(WORD_FORMS.words(text)), text, apart)

    def inside_a_title(self, text: str, start: int, end: int) -> bool:
        """Find a capital before the title, a body or *of* with a capital behind it."""
        return bool(_NAME_BEFORE.search(text[:start]) or _NAME_AFTER.match(text[end:]))

    def surely_inside_a_title(self, text: str, start: int, end: int) -> bool:
        """Find a capital before the title."""
        return bool(_NAME_BEFORE.search(text[:start]))

    def same_state(self, name: str, other: str) -> bool:
        """Tell whether all that a longer name has more are words of state.

        >>> [EnglishNames().same_state("Guinea", o) for o in ("Republic of Guinea", "Guinea-Bissau")]
        [True, False]
        """
        ours, theirs = ([form for form, _, _ in WORD_FORMS.words(each)] for each in (name, other))
        return set(ours) <= set(theirs) and set(theirs) - set(ours) <= _STATE

    def same_title(self, name: str, other: str) -> bool:
        """Find *Deputy of the Secretary-General*, which belongs to the *Secretary-General*."""
        return name in other or f" of the {other}" in name

    def misspelt(self, name: str, text: str) -> Iterator[Span]:
        """Find the words of a title, one of which is a slip of the pen: *Securty Council*."""
        parts = [(form, name[start:end]) for form, start, end in _words(name)]
        return with_a_slip(parts, _words(text), text)

    def garbled(self, name: str, text: str) -> Iterator[tuple[Span, int]]:
        """Find the words of a name, all but one, which is another with a capital."""
        parts = _parts(name)
        content = {n for n, form in enumerate(parts) if form not in _SMALL}
        if len(content) < 2:
            return
        for window, changed in all_but_one(parts, _words(text)):
            # Of two words, the first is kept: *National Assembly* is no garbled *General Assembly*.
            if changed not in content or (len(content) == 2 and changed == min(content)):
                continue
            other, place, end = window[changed]
            if text[:end].endswith(_POSSESSIVE):  # *European People’s …* is no garbled *European Commission*
                continue
            alone = not _WORD_BEFORE.search(text[: window[0][1]])  # *Interim Security Force* is another name
            if alone and text[place].isupper() and other not in _SMALL and not parts[changed].isupper():
                yield (window[0][1], window[-1][2]), place


def _parts(name: str) -> list[str]:
    """Return the words of a name in their plain forms, without *the*."""
    return [form for form, _, _ in WORD_FORMS.words(name) if form != "the"]


def _words(text: str) -> list[tuple[str, int, int]]:
    """Return the words of a text in their plain forms, without *the*."""
    return [word for word in WORD_FORMS.words(text) if word[0] != "the"]


def _alone(name: str, text: str) -> bool:
    """Find the noun of a title by itself: *the Council*, *Council members*, but not *the Committee on …*."""
    head = re.split(r"\s(?:of|on|for|to|against|in)\s", name)[0]
    *before, noun = map(re.escape, head.split())
    if not noun[:1].isupper() or noun == name:
        return False
    own = "".join(rf"(?:{word}\s)?" for word in before)
    before_it = r"(?:^|\b[a-z][\w’'-]*[,;:]?\s|[.\"“(]\s?|\b(?:The|Its|This)\s)"
    alone = rf"{before_it}{own}{noun}\b(?!\s(?:of|on|for)\s(?:the\s)?[A-Z])"
    return bool(re.search(alone, text))


def _adjective(name: str, text: str) -> bool:
    """Find every word of a name as an adjective or a people: *French*, *Latin American and Caribbean*."""
    if any(state in name and people in text for state, people in _PEOPLES.items()):
        return True
    tokens = [form for form, _, _ in WORD_FORMS.words(name) if form not in _SMALL and len(form) > 1]
    capitals = [form.lower() for form, start, _ in WORD_FORMS.words(text) if text[start].isupper()]
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
