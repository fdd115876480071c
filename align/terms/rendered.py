"""Whether a translation renders a term: by a term of its concept, in short, or elsewhere in the paragraph.

Two questions in this order. Does something else stand in the term's place (`misnamed`)? Then nothing excuses
it. If not: does anything at all speak for the term being rendered? All that makes a false alarm of a missing
term is here.
"""

from __future__ import annotations

import re
from itertools import pairwise

from align.terms.base import Concept, Term
from align.terms.misnamed import garbled, misnamed
from align.terms.occurrences import Occurrence
from align.terms.short_names import in_other_words, is_referred_to, shortened
from align.terms.view import Row, View
from align.text import is_han


def is_rendered(view: View, row: Row, occurrence: Occurrence) -> bool:
    """Tell whether the surroundings of an occurrence hold its concept: a term of it, or its name in short."""
    # A term that several concepts share is rendered when any of them is.
    shared = [o.concept for o in row.source if (o.start, o.end) == (occurrence.start, occurrence.end)]
    ids = {concept.id for concept in shared}
    allowed = [term for concept in shared for term in concept.allowed(view.languages[1])]
    if _replaced(view, row, occurrence, ids, allowed):
        return False
    return (
        any(_count(near.target, ids) for near in view.paragraph(row))
        or any(_spills(near, ids, occurrence, view.languages[0]) for near in view.neighbours(row))
        or _in_a_longer_term(row, occurrence.concept, allowed)
        or _in_short(row, occurrence.concept, allowed)
        or _is_part(row, occurrence.concept.kind, ids, view.languages[0])
    )


def _in_short(row: Row, concept: Concept, allowed: list[Term]) -> bool:
    """Tell whether the translation holds the name in short, in other words, or as a pronoun."""
    target, country = row.unit.target, concept.kind == "country"
    if any(shortened(term, target, country=country) for term in allowed) or _uncovered(row, allowed):
        return True
    if is_referred_to(target, country=country) or _as_it_is(row, concept):
        return True
    return not country and any(in_other_words(term.text, target) for term in allowed)


def _as_it_is(row: Row, concept: Concept) -> bool:
    """Tell whether an acronym is taken over: *OECD* in a Chinese text."""
    said = {row.unit.source[o.start : o.end] for o in row.source if o.concept.id == concept.id}
    return any(name.isupper() and name.isascii() and name in row.unit.target for name in said)


def _count(occurrences: tuple[Occurrence, ...], concepts: set[str]) -> int:
    """Return at how many places any of the concepts stands."""
    return len({o.start for o in occurrences if o.concept.id in concepts})


def _replaced(view: View, row: Row, occurrence: Occurrence, ids: set[str], allowed: list[Term]) -> bool:
    """Tell whether another name stands in the place of one of the mentions."""
    concept = occurrence.concept
    if _count(row.target, ids) >= _count(row.source, ids) or _in_a_longer_term(row, concept, allowed):
        return False
    # Part of a title that the base does not know may be rendered by words of another title that it knows.
    if concept.kind == "title" and _is_part(row, "title", ids, view.languages[0]):
        return not _in_another_title(row, ids) and bool(garbled(view, row, concept))
    # Where the acronym that explains a name is left out, no other name need stand in its place.
    said_once = _without_glosses(row.unit.source, row.source, ids) <= _count(row.target, ids)
    return bool(garbled(view, row, concept) if said_once else misnamed(view, row, concept))


def _without_glosses(text: str, occurrences: tuple[Occurrence, ...], concepts: set[str]) -> int:
    """Return at how many places any of the concepts stands; the acronym after a name is no second one."""
    places = sorted({(o.start, o.end) for o in occurrences if o.concept.id in concepts})
    glosses = sum(text[end:start].strip() in ("(", "（") for (_, end), (start, _) in pairwise(places))
    return len(places) - glosses


_PRONOUN = re.compile(r"\b(?:it|its|they|their|the country)\b|该国|我国|本国", re.I)


def _spills(near: Row, concepts: set[str], occurrence: Occurrence, language: str) -> bool:
    """Tell whether a neighbour renders the concept more often than its own source names it in any way."""
    said = near.unit.source
    return (
        _count(near.target, concepts) > _count(near.source, concepts)
        and not any(shortened(term, said) for term in occurrence.concept.allowed(language))
        and not _PRONOUN.search(said)
    )


def _in_a_longer_term(row: Row, concept: Concept, allowed: list[Term]) -> bool:
    """Tell whether the translation has the name inside a longer term: 也门 in 也门局势.

    Inside a longer country it is another name: Guinea in Guinea-Bissau.
    """
    longer = [o.term.text for o in row.target if not o.concept.kind == concept.kind == "country"]
    return any(term.text in text and term.text != text for term in allowed for text in longer)


def _uncovered(row: Row, allowed: list[Term]) -> bool:
    """Tell whether a Chinese country stands where word edges hide it: 海地 in 海地方案, no 马里 in 索马里."""
    rest = row.unit.target
    for o in row.target:
        if o.concept.kind == "country":
            rest = rest[: o.start] + " " * (o.end - o.start) + rest[o.end :]
    return any(term.text in rest for term in allowed if not term.text.isascii())


def _is_part(row: Row, kind: str, ids: set[str], language: str) -> bool:
    """Tell whether a term stands nowhere but inside longer names, which the base does not know."""
    source, places = row.unit.source, {(o.start, o.end) for o in row.source if o.concept.id in ids}
    if kind == "title":
        part = _in_a_chinese_title if language.startswith("zh") else _in_an_english_title
        return all(part(source, *place) for place in places)
    return language.startswith("zh") and all(_in_a_chinese_name(row, *place) for place in places)


def _in_another_title(row: Row, ids: set[str]) -> bool:
    """Tell whether a title is surely part of another: 欧洲联盟委员会, *the Fourth Geneva Convention*."""
    source, places = row.unit.source, {(o.start, o.end) for o in row.source if o.concept.id in ids}
    return any(
        _BODY.match(source[end:])
        or _NAME_BEFORE.search(source[:start])
        or _in_a_cited_title(source, start, end)
        for start, end in places
    )


def _in_an_english_title(source: str, start: int, end: int) -> bool:
    return bool(_NAME_BEFORE.search(source[:start]) or _NAME_AFTER.match(source[end:]))


def _in_a_chinese_title(source: str, start: int, end: int) -> bool:
    before = source[:start][-1:]
    in_a_word = end - start == 2 and before != "" and is_han(before) and before not in _BEFORE_A_NAME
    longer = _OTHER_BODY.search(source[:start]) or _BODY.match(source[end:])
    return in_a_word or bool(longer) or _in_a_cited_title(source, start, end)


def _in_a_chinese_name(row: Row, start: int, end: int) -> bool:
    """Tell whether a country is part of a body's name, 马里支助团, or of a foreign one, 特斯法马里亚姆."""
    source = row.unit.source
    if _ORGAN.match(source[end : end + 12]) and _ACRONYM.search(row.unit.target):
        return True
    sounds = source[:start][-1:] in _SOUNDS or source[end : end + 1] in _SOUNDS | {"亚"}
    return sounds or _in_a_cited_title(source, start, end)


def _in_a_cited_title(source: str, start: int, end: int) -> bool:
    """Tell whether a Chinese term is part of a title in 《》: 萨尔瓦多 in 《萨尔瓦多宣言》 is a city."""
    opened, closed = source.rfind("《", 0, start), source.find("》", end)
    whole = source[start - 1 : start] == "《" and source[end : end + 1] == "》"
    return not whole and opened >= 0 and closed >= 0 and "》" not in source[opened:closed]


# *LCBC Member States*, *Member States of the Association …* are not those of the United Nations.
_NAME_BEFORE = re.compile(r"(?<=[\w,)]\s)(?!The\b|Nations\b)[A-Z][\w’'-]*\s$")
_NAME_AFTER = re.compile(
    r"\s(?:Committee|Commission|Group|Board|Conference|Assembly)\b|\sof\s(?:the\s)?(?!United Nations\b)[A-Z]"
)
# 开发署 in 国际开发署.
_OTHER_BODY = re.compile("(?:国际|国家|全国|区域|地方|中央)$")
# 欧洲联盟 in 欧洲联盟委员会.
_BODY = re.compile("委员会|理事会|大会|会(?![议见员晤])")
# 大会 stands for itself in 请大会 and is part of another name in 审议大会: words that go before a name.
_BEFORE_A_NAME = frozenset("在请经向交给和与及由的了将从于据供但为是因被按照致对该本予至到以使让")
# Characters that spell the sounds of foreign names and rarely begin or end a Chinese word beside a name.
_SOUNDS = frozenset("尔斯克姆乌波娜莫诺塔普洛瓦哈基米库沃伊蒂叶耶奥科")
_ORGAN = re.compile("[^，。、；的在和与]{0,8}(?:团|署|办|会|军|部队|机构|中心|基金|银行|组织|计划|法典)")
_ACRONYM = re.compile(
    r"\b[A-Z]{2,}[a-z]?[A-Z]*\b|\b(?:[Tt]he|[A-Z]\w+) (?:Mission|Force|Office|Centre|Fund|Bank|Agency)\b"
)
