"""Figures of Arabic: ١٬٢٣٤٫٥ · 3.6 بلايين · التاسعة والستون · 1 كانون الثاني/يناير 2020 · القرن العشرين.

The readers read plain letters and figures: `_PLAIN` takes the hamza off alif and turns Eastern figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from align.languages import counting
from align.languages.counting import LONE_SEPARATED, NumberWords, forms, readings
from align.languages.english import figures as english
from align.languages.figures import SPACES, Figures, Number, Quantity, number
from align.languages.numerals import roman
from align.text import VOWEL_MARKS

_PLAIN = str.maketrans("أإآٱى", "ااااي")
_EASTERN = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٫٬٪", "01234567890123456789.,%")


def _loosely(pattern: str) -> str:
    """Return a pattern of plain letters that fits a text as it is written, too."""
    pattern = pattern.replace("ا", "[اأإآ]").replace("ي", "[يى]").replace("%", "[%٪]")
    return pattern.replace(r"\s", rf"[{VOWEL_MARKS}]*\s")


# The names of the Levant, of the Gulf and Egypt, of Tunisia and Algeria, of Morocco. The United Nations
# writes the first two side by side: كانون الثاني/يناير.
_NAMES = {
    1: "كانون_الثاني يناير جانفي",
    2: "شباط فبراير فيفري",
    3: "آذار مارس",
    4: "نيسان أبريل أفريل",
    5: "أيار مايو ماي",
    6: "حزيران يونيه يونيو جوان",
    7: "تموز يوليه يوليو جويلية يوليوز",
    8: "آب أغسطس أوت غشت",
    9: "أيلول سبتمبر شتنبر",
    10: "تشرين_الأول أكتوبر",
    11: "تشرين_الثاني نوفمبر نونبر",
    12: "كانون_الأول ديسمبر دجنبر",
}
_MONTHS = {name.replace("_", " ").translate(_PLAIN): n for name, n in forms(_NAMES).items()}
MONTHS = tuple("/".join(names.split()[:2]).replace("_", " ") for names in _NAMES.values())
_UNSURE = ("مارس", "اب", "ماي", "اوت", "جوان")
"""Words besides: مارس is *exercised*, اب is *father*."""
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True)).replace(" ", r"\s")
_DATE = re.compile(
    r"(?:(?<!\d)(?P<days>\d{1,2}(?:\s?(?:,|،|-|–|و|الي|او)\s?\d{1,2})*)\s(?:من\s)?)?"
    rf"(?<!\w)[وفبل]?(?P<month>{_MONTH})(?!\w)(?:\s?/\s?(?P<again>{_MONTH})(?!\w))?"
    r"(?:\s(?:من\s)?(?:عام\s|سنة\s)?(?P<year>(?:1[89]|20)\d\d)(?!\d))?"
)


def _month(name: str) -> int:
    return _MONTHS[re.sub(r"\s", " ", name)]


_CARDINALS = {
    1: "واحد واحدة احد احدي",
    2: "اثنان اثنين اثنتان اثنتين اثنا اثنتا اثني اثنتي",
    3: "ثلاث ثلاثة",
    4: "اربع اربعة",
    5: "خمس خمسة",
    6: "ست ستة",
    7: "سبع سبعة",
    8: "ثمان ثماني ثمانية",
    9: "تسع تسعة",
    10: "عشر عشرة",
    20: "عشرون عشرين",
    30: "ثلاثون ثلاثين",
    40: "اربعون اربعين",
    50: "خمسون خمسين",
    60: "ستون ستين",
    70: "سبعون سبعين",
    80: "ثمانون ثمانين",
    90: "تسعون تسعين",
    100: "مائة مئة",
    200: "مائتان مائتين مائتا مائتي مئتان مئتين مئتا مئتي",
    300: "ثلاثمائة ثلاثمئة",
    400: "اربعمائة اربعمئة",
    500: "خمسمائة خمسمئة",
    600: "ستمائة ستمئة",
    700: "سبعمائة سبعمئة",
    800: "ثمانمائة ثمانمئة ثمانيمائة ثمانيمئة",
    900: "تسعمائة تسعمئة",
    1000: "الف الفا الاف",
    2000: "الفان الفين الفي",
    10**6: "مليون مليونا ملايين",
    2 * 10**6: "مليونان مليونين مليوني",
    10**9: "مليار مليارا مليارات بليون بليونا بلايين",
    2 * 10**9: "ملياران مليارين ملياري بليونان بليونين بليوني",
    10**12: "تريليون تريليونا تريليونات",
}
_ORDINALS = {
    1: "حادي حادية",  # of 11; اول عشر are the first ten
    2: "ثان ثاني ثانية",
    3: "ثالث ثالثة",
    4: "رابع رابعة",
    5: "خامس خامسة",
    6: "سادس سادسة",
    7: "سابع سابعة",
    8: "ثامن ثامنة",
    9: "تاسع تاسعة",
    10: "عاشر عاشرة",
}
_PREFIXES = ("", "ال", "ب", "ل", "ك", "ف", "بال", "لل", "كال")
"""The article, and words of one letter that are written together with the next."""
_BARE = forms(_CARDINALS) | forms(_ORDINALS)
_WORDS = NumberWords(
    {prefix + word: value for prefix in _PREFIXES for word, value in _BARE.items()},
    r"\s(?:(?:بعد|و)\s)?",
    and_values={f"و{prefix}{word}": value for prefix in _PREFIXES for word, value in _BARE.items()},
    units_first=True,
    decades="عقود",
)

_TENS = {f"{word}{ending}": value for word, value in forms(_CARDINALS).items() if 20 <= value <= 90
         and word.endswith("ين") for ending in ("ات", "يات")}  # fmt: skip

_MAY_MEAN: dict[tuple[int | Fraction, ...], str] = {  # what each may stand for
    (0,): "صفر",
    (1,): "كل اول اولي",
    (2,): "كلا كلتا كلتي كلي ثنائي ثنائية مزدوج مزدوجة",
    (2, 100, 200): "ضعف ضعفي ضعفين ضعفا تضاعف تضاعفت يتضاعف تتضاعف مضاعفة ضاعف ضاعفت مضاعف",
    (3,): "ثلاثي ثلاثية فصلي فصلية",
    (4,): "رباعي رباعية",
    (5,): "خماسي خماسية خمسية",
    (6,): "سداسي سداسية",
    (10,): "عقد عقدا عقود عقدي عشري عشرية عشرات",
    (12,): "ظهرا",
    (20,): "عقدين عقدان",
    (100,): "مئات قرن",
    (Fraction(1, 2), 50, 30, 6): "نصف",
    (Fraction(1, 3),): "ثلث",
    (Fraction(2, 3),): "ثلثا ثلثي ثلثين ثلثان",
    (Fraction(1, 4), 25, 15, 3): "ربع",
    (Fraction(3, 4), 75): "ارباع",
    (Fraction(1, 5), 20): "خمس",
    (Fraction(1, 10), 10): "عشر",
}
_SOFT = {
    values: " ".join(
        f"{and_}{prefix}{word}" for word in words.split() for prefix in _PREFIXES for and_ in ("", "و")
    )
    for values, words in _MAY_MEAN.items()
}

_SCALE_WORDS = {"مليون": 10**6, "مليار": 10**9, "بليون": 10**9, "تريليون": 10**12}
_SCALE = rf"(?P<scale>{'|'.join(_SCALE_WORDS)})ا?(?!\w)"
_HALF_MORE = rf"\sو(?P<part>نصف|ربع)\s(?:ال)?(?:{'|'.join(_SCALE_WORDS)})(?!\w)"
_NOT_ADDED = "".join(rf"(?<!{word}\s)" for word, value in forms(_CARDINALS).items() if value >= 10**6)
_SHARES = counting.shares(
    re.compile(rf"(?<!\w)(?P<whole>(?P<scale>مليون|مليار|بليون)(?:ان|ين)?){_HALF_MORE}"),
    re.compile(
        r"(?<!\w)(?P<whole>ثلاثة|اربعة|خمسة|ستة|سبعة|ثمانية|تسعة|\d+)\s"
        rf"(?P<scale>ملايين|مليارات|بلايين){_HALF_MORE}"
    ),
    re.compile(rf"(?<!\w)(?:{_NOT_ADDED}و|[بفلك])?(?:ال)?(?P<part>نصف|ربع|ثلثا|ثلثي|ثلثين|ثلث|ثلاثة\sارباع)\s(?:ال)?{_SCALE}"),
    parts={
        "نصف": Fraction(1, 2), "ربع": Fraction(1, 4), "ثلاثة ارباع": Fraction(3, 4), "ثلثا": Fraction(2, 3),
        "ثلثي": Fraction(2, 3), "ثلث": Fraction(1, 3),
    },
    scales={**_SCALE_WORDS, "ملايين": 10**6, "مليارات": 10**9, "بلايين": 10**9},
    wholes=_BARE
    | dict.fromkeys(_SCALE_WORDS, 1)
    | {f"{word}{dual}": 2 for word in _SCALE_WORDS for dual in ("ان", "ين")},
)  # fmt: skip


_DUAL = re.compile(r"\w{2,}(?:ان|ين|تا|تي|يا|اتي)(?!\w)")


def duals(text: str) -> Iterator[Quantity]:
    """Read دولتان, *two States*, softly: many other words end so."""
    return (number(2, match, firm=False) for match in _DUAL.finditer(text))


_TIME = re.compile(r"(?<=الساعة\s)(?P<hour>\d\d?)[:/.](?P<minute>\d\d)(?!\d)")


def times(text: str) -> Iterator[Quantity]:
    """Read the time of day in minutes of half a day; 00:11, typed from right to left, is eleven o’clock."""
    for match in _TIME.finditer(text):
        numbers = int(match["hour"]), int(match["minute"])
        found = [
            hour % 12 * 60 + minute for hour, minute in (numbers, numbers[::-1]) if hour <= 24 and minute < 60
        ]
        if numbers[0] == 0:
            found.reverse()
        if found:
            yield Quantity("time", found[0], *match.span(), also=tuple(found[1:]))


_RESOLUTION = re.compile(r"(?<![\d/.,])(\d{1,4})\s?\(د\s?[اإ]?\s?-\s?(\d{1,2})\)")


def resolutions(text: str) -> Iterator[Quantity]:
    """Read 973 (د-10), which is resolution 973 (X)."""
    for match in _RESOLUTION.finditer(text):
        yield Quantity("symbol", f"{match[1]}({roman(int(match[2]))})", *match.span())


# Thousands typed from right to left: 867 1 is 1,867, 000 400 is 400,000, and 731.5 1 is 1,731.5.
_TURNED = (
    r"\d(?<!\d\d)(?<!\d[.,]\d)\d\d(?:[.,]\d+)?"
    rf"(?:[{SPACES}]\d{{3}})*[{SPACES}]\d{{1,3}}(?![\d.,]|[{SPACES}]\d)"
)


def _meanings(written: str) -> tuple[Number, ...]:
    groups = re.split(f"[{SPACES}]", written)
    if len(groups) == 1 or len(groups[0]) < 3 or not all(map(str.isdigit, groups[1:])):
        return readings(written)
    turned = readings("".join(reversed(groups)))[0]
    if len(groups[-1]) < 3 or groups[0][0] == "0":
        return (turned,)
    return readings("".join(groups))[0], turned


_NUMBERING = re.compile(r"(?<![\d.,/-])(\d{1,3})\s?-\s?(\d{1,3})(?![\d.,/-])")


def numbering(text: str) -> Iterator[Quantity]:
    """Read 23-2, which is from 2 to 23 or paragraph 23.2."""
    for match in _NUMBERING.finditer(text):
        dotted = Fraction(f"{match[1]}.{match[2]}")
        for group in (1, 2):
            yield Quantity("number", int(match[group]), *match.span(group), also=(dotted,))


_SCALES = {
    "الفا?|الاف": 1000,
    "مليونا?|ملايين": 10**6,
    "مليارا?|مليارات|بليونا?|بلايين": 10**9,
    "تريليونا?|تريليونات": 10**12,
}

_WEEKDAYS = "الاثنين الثلاثاء الاربعاء الخميس الجمعة السبت الاحد".split()
_JOINED = r"(?<!\w)[وفبلك]{0,2}(?:ال)?"
_PARTS_OF_A_WHOLE = {
    _JOINED + r"نصف(?!\w)(?!\s(?:ال)?(?:ثاني|[اأ]ول|سنوي))": Fraction(1, 2),
    _JOINED + r"ثلث(?!\w)": Fraction(1, 3),
    _JOINED + r"ثلث(?:ا|ي|ين|ان)(?!\w)": Fraction(2, 3),
    _JOINED + r"ربع(?!\w)(?!\s(?:ال)?(?:ثاني|[اأ]ول|سنوي))": Fraction(1, 4),
    _JOINED + r"ثلاثة\s[اأ]رباع(?!\w)": Fraction(3, 4),
    _JOINED + r"خمس(?=\s(?:عدد|مجموع|سكان|ال))": Fraction(1, 5),
}
_HIJRI_MONTHS = {
    r"(?<!\w)(?:ال)?محرم(?!\w)": 1,
    r"(?<!\w)صفر(?!\w)": 2,
    "ربيع ال[اأ]ول": 3,
    "ربيع (?:ال[اآ]خر|الثاني)": 4,
    "جمادى ال[اأ]ول[ىي]": 5,
    "جمادى (?:ال[اآ]خر|الثاني)[ةه]": 6,
    r"(?<!\w)رجب(?!\w)": 7,
    "شعبان": 8,
    "رمضان": 9,
    "شوال": 10,
    "ذ[وي] القعد[ةه]": 11,
    "ذ[وي] الحج[ةه]": 12,
}

FIGURES = Figures(
    hijri_months=_HIJRI_MONTHS,
    parts=_PARTS_OF_A_WHOLE,
    # Some are also numbers: الاثنين is *the two*.
    weekdays={
        _loosely(rf"(?<!\w)(?:يوم|ايام|صباح|مساء)\s{day}(?!\w)|(?<!\w){day}(?=[،,]?\s\d)"): n
        for n, day in enumerate(_WEEKDAYS, 1)
    },
    page=r"(?:(?:ال)?صفح(?:ة|ات|تان|تين)|(?<!\w)ص\.?)\s{}",
    times=_loosely(r"\s(?:اضعاف|مرات|مرة|ضعفا?)(?!\w)"),
    small=re.compile(
        _loosely(
            r"(?<!\w)[وفبلك]?(?:ال)?(?:ثلاث|اربع|خمس|ست|سبع|تسع|عشر|ثماني)ة(?!\w)"
            r"|(?<!\w)[وفبلك]?(?:ال)?(?:ثاني|ثالث|رابع|خامس|سادس|سابع|ثامن|تاسع|عاشر)ة?(?!\w)"
            r"|(?<![\w])[IVX]{2,}(?!\w)"
        )
    ),
    first_readers=(resolutions, times),
    readers=(
        counting.eras("decade", re.compile(rf"(?<!\w)و?(?:ال|لل)?(?P<word>{'|'.join(_TENS)})(?!\w)"), _TENS),
        counting.dates(_DATE, _month, _UNSURE),
        english.dates,  # of mastheads and titles, which stay as they are
        numbering,
        counting.figures(_SCALES, figure=f"(?:{_TURNED}|{LONE_SEPARATED})", meanings=_meanings),
        _SHARES,
        _WORDS.read,
    ),
    soft_readers=(counting.soft_words(_SOFT), duals, counting.romans),
    counting=(
        re.compile(
            _loosely(
                "|".join(name.replace("_", r"\s") for names in _NAMES.values() for name in names.split())
            )
        ),
        re.compile(_loosely("عشر|مائة|مئة|مائت|مئت|الف|الاف|مليون|ملايين|مليار|بليون|بلايين|تريليون")),
        re.compile(_loosely("(?:ثلاث|اربع|خمس|ست|سبع|ثمان|تسع)(?:ي|و)ن")),
        re.compile(r"\d{3}\s\d|[٠-٩۰-۹]"),
    ),
    alike=_PLAIN | _EASTERN,
    units={
        "point": r"\s(?:نقطة|نقاط|نقط)(?:\sمئوية)?",
        "percent": _loosely(r"\s?%|\s(?:في\sال|بال)(?:مائة|مئة)"),
        "dollar": _loosely(r"\s(?:من\s)?(?:ال)?دولار\w*(?!\s(?:استرالي|كندي|نيوزيلندي))|\s?\$"),
        "euro": r"\sيورو\b|\s?€",
        "pound": _loosely(r"\sجنيه\w*\sاسترليني\w*"),
        "yen": rf"\sي[{VOWEL_MARKS}]*نا?(?!\w)",
        "square kilometre": _loosely(r"\sكيلومترا?ت?\sمربعا?|\s?كم2|\s?كم²"),
        "kilometre": _loosely(r"\sكيلومتر\w*|\s?كم\b"),
        "mile": _loosely(r"\s(?:ميلا?|اميال)\b"),
        "hectare": r"\sهكتار\w*",
        "tonne": _loosely(r"\s(?:طنا?|اطنان)\b"),
        "kilogram": _loosely(r"\s?(?:كيلوغرام\w*|كيلوجرام\w*|كغم?)\b"),
        "year": _loosely(r"\s(?:عاما?|اعوام|سنة|سنوات)\b"),
        "month": _loosely(r"\s(?:شهرا?|اشهر|شهور)\b"),
        "week": _loosely(r"\s(?:اسبوعا?|اسابيع)\b"),
        "day": _loosely(r"\s(?:يوما?|ايام)\b"),
        "hour": _loosely(r"\s(?:ساعة|ساعات)\b"),
        "minute": _loosely(r"\s(?:دقيقة|دقائق)\b"),
    },
    between=(_loosely(r"(?:الي|و|او)\s?"),),
)
