"""Whether a term of the original is only part of a longer name that the base does not know.

欧洲联盟 in 欧洲联盟委员会, 大会 in 审议大会, *Member States* in *LCBC Member States*: what renders the longer
name need not hold the shorter one.
"""

from __future__ import annotations

import re

from align.terms.checked_bitext import CheckedUnit
from align.text import is_han

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


def is_part(row: CheckedUnit, kind: str, ids: set[str], language: str) -> bool:
    """Tell whether a term stands nowhere but inside longer names, which the base does not know."""
    source, places = row.unit.source, {(o.start, o.end) for o in row.source_terms if o.concept.id in ids}
    if kind == "title":
        part = _in_a_chinese_title if language.startswith("zh") else _in_an_english_title
        return all(part(source, *place) for place in places)
    return language.startswith("zh") and all(_in_a_chinese_name(row, *place) for place in places)


def is_surely_part(row: CheckedUnit, ids: set[str]) -> bool:
    """Tell whether a title is surely part of another: 欧洲联盟委员会, *the Fourth Geneva Convention*."""
    source, places = row.unit.source, {(o.start, o.end) for o in row.source_terms if o.concept.id in ids}
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


def _in_a_chinese_name(row: CheckedUnit, start: int, end: int) -> bool:
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
