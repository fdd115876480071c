"""Figures of Chinese: 36 亿, 三十六, 一百零一, 2021年6月21日, 百分之五, 1亿2000万, 民国九十一年.

The readers read Simplified; `_SIMPLIFIED` turns the Traditional characters they look at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from align.languages.english import figures as english
from align.languages.figures import (
    ANY_YEAR,
    FIGURE,
    LONE_FIGURE,
    LONGEST,
    UNKNOWN,
    Figures,
    Number,
    Quantity,
    figure,
    number,
    with_short_forms,
)
from align.languages.numerals import chinese_number

_SCALES = {"百": 100, "千": 1000, "万": 10**4, "十万": 10**5, "百万": 10**6, "千万": 10**7, "亿": 10**8,
              "十亿": 10**9, "百亿": 10**10, "千亿": 10**11, "万亿": 10**12}  # fmt: skip
_SIMPLIFIED = str.maketrans("萬億兩點號餘幾數時個內國這", "万亿两点号余几数时个内国这")
"""One character for one, so that offsets stay true. Only these, which cost no second pass over a text as
`text.simplify` would: every text with figures is read.
"""

_ONE_TO_NINE = "一二三四五六七八九"
NUMERAL = "〇○零一二三四五六七八九十百千万亿两"
# Words in which numerals count nothing, so that they are never firm.
_IDIOMS = re.compile(
    "千万不|千百万|万一|百姓|十分|千方百计|一百八十度|亿万富|五花八门|四面八方|三三两两|七十七国集团|百慕大|千岛|百分比|百分点|这一"
    "|[一二三四五]氧化|万千(?![万亿])|万万(?=不)"
)


_DATE = re.compile(
    r"(?P<year>(?<!\d)\d{4}|[〇○零一二三四五六七八九]{4})\s?年(?!代)|"
    r"(?<!个)(?<!\d)(?:(?P<from>\d{1,2})月?\s?[-至到、和]\s?)?(?P<month>\d{1,2}|[一二三四五六七八九十]{1,2})\s?月|"
    r"(?<![\d百千万零〇一二三四五六七八九十])(?P<day>\d{1,2}|[一二三四五六七八九十]{1,3})\s?日(?!内|本|常|益)"
)


def dates(text: str) -> Iterator[Quantity]:
    """Read 2021年6月21日, 二〇二一年, 6月."""
    if not ("年" in text or "月" in text or "日" in text):
        return
    for match in _DATE.finditer(text):
        for group, kind in (("year", "year"), ("from", "month"), ("month", "month"), ("day", "day")):
            if match[group]:
                value = _numeral(match[group])
                kind = "day" if group == "from" and value > 12 else kind  # 2月21至3月1日
                yield Quantity(kind, value, *match.span(group))  # type: ignore[arg-type]


_REPUBLIC = re.compile(
    r"(?P<first>民国\s?)?(?P<year>(?<!\d)\d{1,3}|元|[〇○零一二三四五六七八九十百]{1,5})\s?(?:会计)?年"
    r"(?(first)|(?:(?P<dated>(?=\s?(?:\d{1,2}|[一二三四五六七八九十]{1,2})\s?月))|(?<=百.年)|(?<=百..年)|(?<=会计年)))"
)
_BEFORE_REPUBLIC = 1911


def republic_years(text: str) -> Iterator[Quantity]:
    """Read the years of Taiwan, 民国一百十二年 for 2023; further dates of the text go without the 民国."""
    if "民国" not in text:
        return
    for match in _REPUBLIC.finditer(text):
        year = 1 if match["year"] == "元" else _numeral(match["year"])
        dated = match["first"] is not None or match["dated"] is not None
        yield Quantity("year", _BEFORE_REPUBLIC + year, *match.span("year"), firm=dated)
        yield Quantity("number", year, *match.span("year"), firm=False)


_SOME_YEAR = re.compile("[同当本今该]年")


def years(text: str) -> Iterator[Quantity]:
    """Read 同年, 今年, softly."""
    return (Quantity("year", ANY_YEAR, *match.span(), firm=False) for match in _SOME_YEAR.finditer(text))


_NUMBER = rf"(?:{FIGURE}|[{NUMERAL}]+(?:点[{NUMERAL}]+)?)"
_FRACTION = re.compile(rf"({_NUMBER})分之({_NUMBER})")


def fractions(text: str) -> Iterator[Quantity]:
    """Read 百分之五, which is 5 per cent, and softly 三分之二."""
    if "分之" not in text:
        return
    for match in _FRACTION.finditer(text):
        whole, part = _numeral(match[1]), _numeral(match[2])
        if whole == 100:
            yield number(part, match)
        elif whole:
            for value in (Fraction(part) / whole, Fraction(part) * 100 / whole, part, whole):
                yield number(value, match, firm=False)


_DECADE = re.compile(
    r"(?:(?P<century>\d{1,2}|[一二三四五六七八九十]{1,3})\s?世纪|上(?:个)?世纪)?\s?"
    r"(?P<years>(?:1\d|20)?\d0|[一二三四五六七八九](?:[一二三四五六七八九]|[、和至到]|十)*十)\s?年代"
)


def decades(text: str) -> Iterator[Quantity]:
    """Read 1990年代, 90年代, 20世纪80年代, 二十世纪六七十年代, as the years in which they begin."""
    for match in _DECADE.finditer(text) if "年代" in text else ():
        before = (_numeral(match["century"]) - 1) * 100 if match["century"] else 0
        years = match["years"]
        tens = [int(years)] if years.isdigit() else [_numeral(c) * 10 for c in years if c in _ONE_TO_NINE]
        for value in tens:
            yield Quantity("decade", before + value, *match.span())


_CLOSE = re.compile(
    rf"(?<![{NUMERAL}点第年])(一二|二三|三四|四五|五六|六七|七八|八九)([十百千]?[万亿]?)(?=[^{NUMERAL}])"
)


def close_numbers(text: str) -> Iterator[Quantity]:
    """Read 五六千 as 5,000 and 6,000, 三四十 as thirty and forty; 二三 of no scale softly."""
    for match in _CLOSE.finditer(text):
        scale = _numeral(f"一{match[2]}") if match[2] else 10 if text.startswith("成", match.end()) else 1
        for digit in match[1]:
            yield number(_numeral(digit) * scale, match, firm=bool(match[2]))


_CLOCK = re.compile(
    r"(?P<hour>1\d|\d|十[一二]?|[一二两三四五六七八九])[点时]"
    r"(?:(?P<quarters>[一三])刻|(?P<minutes>零?[一二三四五六七八九]|[二三四五]?十[一二三四五六七八九]?)分)"
)
_MIDNIGHT = re.compile("零时|零点(?![零一二三四五六七八九])")


def clock(text: str) -> Iterator[Quantity]:
    """Read 三点三刻, 八点零五分, as minutes of half a day; 零时 softly: it may be *midnight*."""
    for match in _MIDNIGHT.finditer(text):
        yield Quantity("time", 0, *match.span(), firm=False)
    for match in _CLOCK.finditer(text) if "刻" in text or "分" in text else ():
        past = 15 * _numeral(match["quarters"]) if match["quarters"] else _numeral(match["minutes"])
        yield Quantity("time", (_numeral(match["hour"]) * 60 + past) % 720, *match.span())


_SEPTEMBER = re.compile(r"(?<![\d.])(?:9\s?[·・.]?\s?11|九[·・]?一一)(?=[”\"]?(?:事件|恐|袭|以[来后]))")


def september(text: str) -> Iterator[Quantity]:
    """Read 911事件 and “9·11”恐怖袭击, which others call 9/11 or by its date."""
    for match in _SEPTEMBER.finditer(text):
        yield Quantity("month", 9, *match.span(), firm=False)
        yield Quantity("day", 11, *match.span(), firm=False)


_WEEKDAY = re.compile("(?:周|星期|礼拜)[一二三四五六日天]")


def weekdays(text: str) -> Iterator[Quantity]:
    """Read 周五, softly: it keeps 周五一名 from being 51."""
    if not ("周" in text or "星期" in text or "礼拜" in text):
        return iter(())
    return (number(_ONE_TO_NINE.find(m[0][-1]) + 1, m, firm=False) for m in _WEEKDAY.finditer(text))


_SCALE = "|".join(sorted(_SCALES, key=len, reverse=True))
_FIGURE = re.compile(rf"({LONE_FIGURE})(?:\s?[多余几]?\s?({_SCALE})(?![克米瓦伏赫卡焦帕]))?")


_SUM = re.compile(r"\d(?<![\d.]\d)\d*\s?[亿万千百](?:零?\d+\s?[亿万千百]|零?\d+(?![\d.,年月日号岁周]))+")


def sums(text: str) -> Iterator[Quantity]:
    """Read 1亿2000万, 3万4000, 2千零30万."""
    return (number(_sum(match[0][:LONGEST]), match) for match in _SUM.finditer(text))


def _sum(text: str) -> Number:
    for scale, value in (("亿", 10**8), ("万", 10**4)):
        head, found, tail = text.rpartition(scale)
        if found:
            return _sum(head) * value + _sum(tail)
    return sum(figure(n) * _SCALES.get(scale, 1) for n, scale in re.findall(r"(\d+)\s?([百千]?)", text))


def figures(text: str) -> Iterator[Quantity]:
    """Read 17 186, 36 亿, 100多万."""
    for match in _FIGURE.finditer(text):
        yield from with_short_forms(figure(match[1]) * _SCALES.get(match[2] or "", 1), match)


_DIGIT = f"(?:[{NUMERAL.replace('百', '')}]|百(?!分[比点]))"  # 图五百分比 is figure V
_NUMERALS = re.compile(rf"{_DIGIT}{_DIGIT}*(?:多[万亿]+)?(?:点[{NUMERAL}]+)?")


def numerals(text: str) -> Iterator[Quantity]:
    """Read 三十六, 一百零一, 两千万; those of one character softly."""
    idioms = [match.span() for match in _IDIOMS.finditer(text)]
    for match in _NUMERALS.finditer(text):
        loose = any(begin < match.end() and match.start() < end for begin, end in idioms)
        loose |= text[max(0, match.start() - 2) : match.start()].endswith(
            ("数", "数以", "几", "成", "上")
        )  # 数百万 is "millions"
        digits = match[0]
        try:
            value = _numeral(digits.replace("多", ""))
        except ValueError:
            continue
        yield number(
            value,
            match,
            firm=len(digits) > 1 and value >= 11 and digits != "一一" and not loose,
        )


_HALF = re.compile(r"(?:过|近|大|约)?(?:一半|半数|半)")
_YEARS_AND_A_HALF = re.compile(r"(\d{1,2}|[一二两三四五六七八九十]{1,2})年半")
_GROWN = {"一番": (2, 100), "番": (2, 100), "两番": (4, 300), "三番": (8, 700)}
_TIMES_TWO = re.compile("翻了?(一番|两番|三番|番)")
_TENTHS = re.compile("([一二三四五六七八九])成")


def halves(text: str) -> Iterator[Quantity]:
    """Read 一半 (50 per cent), 一年半 (18 months), 三成 (30 per cent): all softly."""
    for match in _HALF.finditer(text) if "半" in text else ():
        for value in (Fraction(1, 2), 50):
            yield number(value, match, firm=False)
    for match in _YEARS_AND_A_HALF.finditer(text):
        for value in (_numeral(match[1]), _numeral(match[1]) * 12 + 6):
            yield number(value, match, firm=False)
    for match in _TIMES_TWO.finditer(text) if "番" in text else ():
        for value in _GROWN[match[1]]:
            yield number(value, match, firm=False)
    for match in _TENTHS.finditer(text):
        yield number(_numeral(match[1]) * 10, match, firm=False)


def _numeral(text: str) -> Number:
    """Return the value of a numeral in figures or characters, with 万, 亿 and 点.

    Raises:
        ValueError: it is no number, as 亿万.
    """
    if text[0].isdigit():
        return figure(text)
    whole, _, decimals = text[:LONGEST].replace("○", "〇").partition("点")
    return _big(whole) + _decimals(decimals) if decimals else _big(whole)


def _decimals(digits: str) -> Fraction:
    return sum((Fraction(chinese_number(d), 10**n) for n, d in enumerate(digits, 1)), Fraction(0))


def _big(text: str) -> int:
    for scale, value in (("亿", 10**8), ("万", 10**4)):
        head, found, tail = text.rpartition(scale)
        if found:
            return _big(head) * value + (_big(tail) if tail else 0) if head else value
    return chinese_number(text) if text else 0


_COUNTED = f"{NUMERAL}萬億兩"
_UNITS_BEHIND = {
    "point": "个?百分点",
    "percent": r"\s?[%％]",
    "dollar": r"\s?[多余]?美元",
    UNKNOWN: r"\s?[多余]?元|(?<![时点]\d)(?<![时点]\d\d)\s?分(?![之钟别成为布解])",
    "euro": r"\s?[多余]?欧元",
    "pound": r"\s?[多余]?英镑",
    "yen": r"\s?[多余]?日元",
    "square kilometre": r"\s?[多余]?平方(?:公里|千米)",
    "square mile": r"\s?[多余]?平方英里",
    "kilometre": r"\s?[多余]?(?:公里|千米)(?!/)",
    "mile": r"\s?[多余]?英里",
    "hectare": r"\s?[多余]?公顷",
    "tonne": r"\s?[多余]?公?吨",
    "kilogram": r"\s?[多余]?(?:公斤|千克)",
    "year": r"(?<!\d{4})\s?[多余]?(?:周?年(?!代|级|第|\s?\d{1,2}\s?月)|周?岁)",
    "month": r"\s?[多余]?个月",
    "week": r"\s?[多余]?(?:周(?!年|岁|边)|个?星期)",
    "day": r"\s?[多余]?天",
    "hour": r"\s?[多余]?个?小时",
    "minute": r"\s?[多余]?分钟",
}
_WHOLES = {2: "二", 3: "三", 4: "四", 5: "五", 10: "十"}
_PARTS_OF_A_WHOLE = {
    r"一半|(?<!过)半数": Fraction(1, 2),
    **{
        f"{of}分之{count}": Fraction(m, n)
        for n, of in _WHOLES.items() for m, count in enumerate(_ONE_TO_NINE[: n - 1], 1)
    },
}  # fmt: skip
_HIJRI_MONTHS = {
    "穆哈[兰拉]姆": 1,
    "[萨色]法尔月": 2,
    "赖哲卜|拉贾卜": 7,
    "舍尔邦|沙班月": 8,
    "斋月|拉马丹|莱麦丹": 9,
    "闪瓦鲁|沙瓦勒": 10,
}

FIGURES = Figures(
    hijri_months=_HIJRI_MONTHS,
    parts=_PARTS_OF_A_WHOLE,
    weekdays={f"(?:周|星期|礼拜){day}": n for n, day in enumerate("一二三四五六", 1)}
    | {"(?:周(?!日期)|星期|礼拜)[日天]": 7},
    page=r"第?{}页",
    times=r"\s?[多余]?倍",
    grown=r"(?:高出?|增加|增长|增|多出?|上升|上涨|升高|提高|扩大|大|快|超出|涨|涨幅达?)了?(?:近|约|至少|大约)?",
    between=("(?:增加?|增长|上升|提高|升|扩大|减少?|下降|降低?|缩小)?[至到]", "[和与或]"),
    small=re.compile(
        "(?<=第)一|(?<=附[件录表])一(?![份览致并起])|(?<![数几再])(?:[二三四五六七八九两]|十(?!分))(?![面方军番思])|[过近大约]?(?:一半|半数)"
    ),
    units=_UNITS_BEHIND,
    units_before={
        "percent": "百分之",
        "am": r"(?:上午|凌晨|早晨|早上|清晨)\s?",
        "pm": r"(?:下午|晚上|傍晚|午后)\s?",
    },
    first_readers=(clock, september),
    readers=(
        weekdays,
        republic_years,
        decades,
        dates,
        years,
        english.dates,  # of titles and notes that stay as they are
        fractions,
        sums,
        figures,
        close_numbers,
        halves,
        numerals,
    ),
    counting=(
        re.compile(f"[{_COUNTED}][{_COUNTED}]"),
        re.compile(rf"\d\s?[{_COUNTED}年月日时時點点]"),
        *english.FIGURES.counting,
    ),
    alike=_SIMPLIFIED,
)
