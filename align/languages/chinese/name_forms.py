"""Names in Chinese: 安理会 for 安全理事会, 中俄 for 中国 and 俄罗斯, 该国."""

from __future__ import annotations

import re
from collections.abc import Iterator

from align.languages.name_forms import NameForms, Span
from align.text import is_han

# Countries in one character, side by side or in a compound: 中俄印, 美元, 驻美.
_ONE_CHARACTER = re.compile(
    "[中美俄英法德日韩朝印巴越以澳加]{2,}|(?<=[驻对访赴援全])[中美俄英法德日韩朝]"
    "|[中美俄英法德日韩朝澳加](?=[元军方籍制资商帝])|俄(?=国)"
)
_COUNTRY_PRONOUNS = re.compile("该国|我国|本国|该岛|该领土")
_ORGAN_PRONOUNS = re.compile("该(?:组织|机构|署|处|基金)")
_PRONOUN = re.compile("该国|我国|本国")
# What turns a country's short name into its formal one.
_STATE = "(?:伊斯兰|人民|民主|民主主义|社会主义|联邦|合作|联合)*(?:共和国|王国|公国|联邦|国)"
_WHOSE = "(?:多民族|阿拉伯)"

_UNITED_NATIONS = "联合国"
_AND = "[、和与及暨]"
"""Any of the characters that join the parts of a Chinese title: one is as good as another."""

_LONGEST_ABBREVIATION = 0.67
"""Part of a Chinese name: 世卫组织 keeps four of six characters; more is the name itself, or it garbled."""

# 开发署 in 国际开发署.
_OTHER_BODY = re.compile("(?:国际|国家|全国|区域|地方|中央)$")
# 欧洲联盟 in 欧洲联盟委员会.
_BODY = re.compile("委员会|理事会|大会|会(?![议见员晤])")
# 大会 stands for itself in 请大会 and is part of another name in 审议大会: words that go before a name.
_BEFORE_A_NAME = frozenset("在请经向交给和与及由的了将从于据供但为是因被按照致对该本予至到以使让")
# Characters that spell the sounds of foreign names and rarely begin or end a Chinese word beside a name.
_SOUNDS = frozenset("尔斯克姆乌波娜莫诺塔普洛瓦哈基米库沃伊蒂叶耶奥科")
# A wider choice, as tables of transcription have them: three in a row are hardly anything but a name.
_SPELT = re.compile(
    "[阿埃艾安昂奥巴拜班邦贝本比彼宾波伯博勃布查达戴丹德登邓迪蒂顿多厄恩尔法范菲费芬佛弗福盖冈戈格古瓜哈海汉赫亨胡华霍基吉加"
    "贾杰金卡凯坎考柯科克肯库夸拉莱赖兰朗劳勒雷黎里利莉列林琳卢鲁伦罗洛吕马玛迈麦曼梅门蒙米莫姆穆纳娜奈南内尼涅宁纽努诺欧帕"
    "潘庞佩皮平珀蒲普奇恰齐切琼丘让热日瑞萨塞赛桑瑟森沙舍圣施什史斯丝苏索塔泰坦汤特提廷图托瓦万旺威韦维魏温翁沃乌伍武西希锡"
    "夏香肖歇谢辛休叙雅亚延扬耶叶伊英尤约泽扎詹哲珍芝朱佐]{3,10}"
)
_ORGAN = re.compile("[^，。、；的在和与]{0,8}(?:团|署|办|会|军|部队|机构|中心|基金|银行|组织|计划|法典)")
_ACRONYM = re.compile(
    r"\b[A-Z]{2,}[a-z]?[A-Z]*\b|\b(?:[Tt]he|[A-Z]\w+) (?:Mission|Force|Office|Centre|Fund|Bank|Agency)\b"
)
# How a garbled title ends: 小组 of 人口与发展小组, which is to be replaced as a whole.
_REST = re.compile(
    "[^，。、；：的在和与]{0,4}?(?:委员会|理事会|大会|会议|小组|组织|机构|方案|计划|基金|中心|[会署处部局院团](?<!开会))"
)
_LEAST_MISSPELT = 5
_FAR = 16
"""Characters behind 联合国 among which the rest of a name may stand."""
_LEAST_KEPT = 0.55
"""Part of a Chinese name with which a garbled one begins: 人口与发展小组 keeps five of eight characters."""


class ChineseNames(NameForms):
    """Names are cut short to some of their characters, and nothing parts them from the words beside them."""

    def of_strangers(self, text: str) -> Iterator[str]:
        """Yield runs of the characters that spell foreign names: 米歇尔 and 巴切莱特 of 米歇尔·巴切莱特."""
        return (match[0] for match in _SPELT.finditer(text))

    def shortened(self, name: str, text: str, *, country: bool = False) -> bool:
        """Find the abbreviation of a title, or a country in its formal form or in one character."""
        return _country_in_short(name, text) if country else _title_in_short(name, text)

    def referred_to(self, text: str, *, country: bool) -> bool:
        """Find 该国, 该组织."""
        return bool((_COUNTRY_PRONOUNS if country else _ORGAN_PRONOUNS).search(text))

    def has_pronoun(self, text: str) -> bool:
        """Find 该国, 我国."""
        return bool(_PRONOUN.search(text))

    def nearly_whole(self, name: str, text: str) -> bool:
        """Find 人权事务高级专员 without 联合国, 秘书长马里问题特别代表."""
        bare = name.removeprefix(_UNITED_NATIONS)
        return len(bare) > 4 and (bare in text or _in_parts(bare, text))

    def inside_a_title(self, text: str, start: int, end: int) -> bool:
        """Find 大会 in 审议大会, 欧洲联盟 in 欧洲联盟委员会, anything in 《》."""
        before = text[:start][-1:]
        in_a_word = end - start == 2 and before != "" and is_han(before) and before not in _BEFORE_A_NAME
        longer = _OTHER_BODY.search(text[:start]) or _BODY.match(text[end:])
        return in_a_word or bool(longer) or _in_a_cited_title(text, start, end)

    def surely_inside_a_title(self, text: str, start: int, end: int) -> bool:
        """Find 欧洲联盟 in 欧洲联盟委员会, anything in 《》."""
        return bool(_BODY.match(text[end:])) or _in_a_cited_title(text, start, end)

    def inside_a_name(self, text: str, start: int, end: int, translation: str) -> bool:
        """Find a country in the name of a body, 马里支助团, or in a foreign one, 特斯法马里亚姆."""
        if _ORGAN.match(text[end : end + 12]) and _ACRONYM.search(translation):
            return True
        sounds = text[:start][-1:] in _SOUNDS or text[end : end + 1] in _SOUNDS | {"亚"}
        return sounds or _in_a_cited_title(text, start, end)

    def times_named(self, country: str, text: str) -> int:
        """Count a country by its name and by its first character: 俄国, 塞族.

        >>> ChineseNames().times_named("俄罗斯", "俄罗斯人和俄国")
        2
        """
        return len(re.findall(f"{re.escape(country)}|{country[0]}(?=[国族])", text)) if country else 0

    def bare(self, country: str) -> str:
        """Return the name of a country without what makes it formal.

        >>> [ChineseNames().bare(name) for name in ("塞浦路斯共和国", "法国", "阿拉伯叙利亚共和国")]
        ['塞浦路斯', '法国', '叙利亚']
        """
        bare = re.sub(f"^{_WHOSE}(?!联合酋长国)|{_STATE}$", "", country)
        return bare if len(bare) > 1 else country

    def stem_in(self, name: str, text: str, *, country: bool) -> bool:
        """Find two characters of a country, three of a title, at its beginning or end."""
        # The last two characters of a title say only that it is an organization: 组织.
        name = self.bare(name) if country else name.removeprefix(_UNITED_NATIONS)
        length = 2 if country else min(3, len(name) - 1)
        return name[:length] in text or name[-length:] in text

    def same_state(self, name: str, other: str) -> bool:
        """Tell whether a longer name is the formal one: 几内亚共和国, but not 几内亚比绍."""
        return bool(re.fullmatch(f"{_WHOSE}?{re.escape(name)}(?:{_STATE})?", other))

    def same_title(self, name: str, other: str) -> bool:
        """Find 秘书长特别代表, which belongs to the 秘书长.

        A part that bears the noun is another title: 副秘书长 is not 常务副秘书长.
        """
        return name in other or name.startswith(other)

    def misspelt(self, name: str, text: str) -> Iterator[Span]:
        """Find a title of five characters or more without one of those in the middle: 安全理会."""
        if len(name) < _LEAST_MISSPELT:
            return
        for left_out in range(1, len(name) - 1):
            start = text.find(name[:left_out] + name[left_out + 1 :])
            if start >= 0 and text[start : start + len(name)] != name:
                yield start, start + len(name) - 1

    def garbled(self, name: str, text: str) -> Iterator[tuple[Span, int]]:
        """Find where a name begins and goes on as another, or has one character changed."""
        least = max(3, round(len(name) * _LEAST_KEPT))
        bare = name.removeprefix(_UNITED_NATIONS)
        for start in (match.start() for match in re.finditer(re.escape(name[0]), text)):
            window = text[start : start + len(name)]
            pairs = zip(name, window, strict=False)
            same = [one == other or (one in _AND and other in _AND) for one, other in pairs]
            kept = same.index(False) if False in same else len(same)
            one_changed = len(name) > 4 and sum(same) == len(name) - 1
            # 联合国 alone begins many names; 联合国审查小组秘书处 may be meant for 联合国秘书处.
            only_that = bare != name and kept == len(_UNITED_NATIONS)
            if only_that and bare not in text[start + kept : start + kept + _FAR]:
                continue
            if kept < len(name) and (kept >= least or one_changed):
                to_its_end = one_changed and same[-1]
                end = start + (len(name) if to_its_end else kept)
                rest = None if to_its_end else _REST.match(text, end)
                yield (start, rest.end() if rest else end), min(start + kept, len(text) - 1)


def _abbreviated(name: str, text: str) -> bool:
    """Tell whether a text holds some characters of a Chinese title in their order, the first and a last one.

    >>> _abbreviated("安全理事会", "经安理会核准"), _abbreviated("安全理事会", "和平与安全委员会")
    (True, False)
    """
    name = re.sub("^(?:联合国|国际|各国|世界)", "", name)
    starts = (match.start() for match in re.finditer(re.escape(name[:1]), text)) if len(name) > 3 else ()
    return any(_is_abbreviation(name, text[start : start + len(name)]) for start in starts)


def _is_abbreviation(name: str, text: str) -> bool:
    """Tell whether a text begins with an abbreviation of a title."""
    place, last_ones = 0, len(name) - 3
    for length, character in enumerate(text, 1):
        place = name.find(character, place) + 1
        if not place or length > len(name) * _LONGEST_ABBREVIATION:
            return False
        # Two characters are enough of four alone: 非盟 for 非洲联盟, 议联 for 各国议会联盟.
        if (length > 2 and place > last_ones) or (length == 2 and len(name) == 4 and place > 2):
            return True
    return False


def _title_in_short(name: str, text: str) -> bool:
    """Find the last words of a title, 《公约》, its abbreviation, or its parts: 大会本届会议主席."""
    if (len(name) > 4 and name[-3:] in text) or f"《{name[-2:]}》" in text or _abbreviated(name, text):
        return True
    alike = re.sub(_AND, f"{_AND}?", re.escape(name))
    return bool(re.search(alike, text)) or _in_parts(name, text)


def _in_parts(name: str, text: str) -> bool:
    """Find a title with words in the middle of it: 秘书长马里问题特别代表."""
    parts = (f"{re.escape(name[:i])}.{{1,12}}{re.escape(name[i:])}" for i in range(2, len(name) - 1))
    return any(re.search(pattern, text) for pattern in parts)


def _country_in_short(name: str, text: str) -> bool:
    """Find a country in its formal form or in one character."""
    in_a_compound = any(name[0] in run for run in _ONE_CHARACTER.findall(text))
    return in_a_compound or bool(re.search(re.escape(name) + _STATE, text))


def _in_a_cited_title(source: str, start: int, end: int) -> bool:
    """Tell whether a Chinese term is part of a title in 《》: 萨尔瓦多 in 《萨尔瓦多宣言》 is a city."""
    opened, closed = source.rfind("《", 0, start), source.find("》", end)
    whole = source[start - 1 : start] == "《" and source[end : end + 1] == "》"
    return not whole and opened >= 0 and closed >= 0 and "》" not in source[opened:closed]
