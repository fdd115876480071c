"""Text as the matcher sees it: scripts, languages, and one form for what means the same.

>>> fold("Ｔhe Right to Development：發展權")
'the right to development:发展权'
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from importlib.resources import files

HAN = (
    "\u2e80-\u2fdf\u3005\u3007\u3021-\u3029\u3038-\u303b\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003fffd"
)
"""Han characters as the inside of a character class: radicals, 々〇, the BMP blocks, planes 2 and 3."""

RIGHT_TO_LEFT = (
    "\u0590-\u065f\u066d-\u06ef\u06fa-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
    "\U00010800-\U00010fff\U0001e800-\U0001efff"
)  # fmt: skip
"""Letters and punctuation of Arabic, Hebrew and their kin as the inside of a character class; no figures."""

_HAN = re.compile(f"[{HAN}]")

# Invisible characters that break exact matches: soft hyphen, zero width, direction marks and isolates, BOM.
_UNWRITTEN = "\xad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff"
_INVISIBLE = rf"{_UNWRITTEN}\u200c\u200d"
_ILLEGAL = "\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff"  # in XML
_UNSEEN = re.compile(f"[{_INVISIBLE}]")
_UNLAWFUL = re.compile(f"[{_ILLEGAL}]")
_HALF = re.compile("[\ud800-\udfff]")

# Of ASCII alone: Chinese goes on behind an address without a space. What stands before an @ is looked for
# from its first letter only: from each of them, a long word without an @ would take time by its square.
ADDRESS = re.compile(
    r"(?:https?://|www\.)[\x21-\x7e]+|(?<![\w.+-])[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+", re.ASCII
)
"""An address of a page or of mail in running text."""

_RADICALS = dict(zip(
    "⺁⺅⺉⺌⺒⺓⺖⺘⺙⺛⺜⺝⺠⺡⺣⺧⺨⺩⺪⺫⺬⺭⺮⺰⺶⺹⺻⺼⺽⺾⻁⻂⻃⻄⻅⻆⻈⻉⻊⻋⻌⻏⻐⻑⻓⻔⻗⻘⻙⻚⻛⻜⻝⻟⻠⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰⻱⻲",
    "厂亻刂小巳幺忄扌攵旡日月民氵灬牛犭王疋目示礻竹纟羊耂聿肉臼艹虎衤覀西见角讠贝足车辶阝钅長长门雨青韦页风飞食飠饣马骨鬼鱼鸟卤麦黄黾齐齿龙龜亀",
    strict=True,
))  # fmt: skip
"""Radicals that look like a character, and it (Unicode's EquivalentUnifiedIdeograph.txt): PDFs yield
them where a font draws both by one glyph. NFKC knows only the Kangxi ones."""
_STAND_INS = "\u2e80-\u2fdf\uf900-\ufaff\ufb00-\ufb06\ufb50-\ufdf9\ufe70-\ufefc\U0002f800-\U0002fa1f"
"""What stands for other characters, as the inside of a character class: radicals and compatibility forms of
Han, ligatures of Latin (ﬁ), the shapes of Arabic letters inside words, words that are one sign (ﷲ)."""
_STAND_IN = re.compile(f"[{_STAND_INS}]")

VARIANTS = {"ё": "е", "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ک": "ك"}
VARIANTS |= {chr(zero + n): str(n) for zero in (0x660, 0x6F0) for n in range(10)}
"""Letters and figures that mean the same, in Russian and in Arabic (٠–٩ and the Persian ۰–۹)."""
LETTER_MARKS = "".join(chr(c) for c in range(0x300, 0x3100) if unicodedata.category(chr(c)).startswith("M"))
"""Signs that belong to the letter before them, as the inside of a character class: accents that stand alone,
vowels of Arabic, Hebrew, Hindi and Thai. Patterns do not take them for parts of a word."""
_JOINED = rf"[^\W_]|[{LETTER_MARKS}]"
# What joins or parts letters without a blank (U+200C, U+200D) is spelling inside a word of Persian or Hindi.
_LOOSE = rf"(?<!{_JOINED})[\u200c\u200d]|[\u200c\u200d](?!{_JOINED})"
_UNFIT = re.compile(f"[{_UNWRITTEN}{_ILLEGAL}]|{_LOOSE}")
VOWEL_MARKS = "\u0640\u064b-\u065f\u0670"
"""What Arabic may leave out, as the inside of a character class: vowel marks, the stroke that stretches."""

_WIDE = tuple(zip("，（）；：？！", ",();:?!", strict=True))
"""Marks of nearly every Chinese sentence: without them NFKC sees at a glance that it has no work."""

# To look for any of these takes a tenth of the time of writing the text anew.
_VARIED = re.compile(f"[{''.join(VARIANTS)}{VOWEL_MARKS}{HAN}]")


def fold(text: str) -> str:
    """Return the form in which texts are compared: NFKC, lower case, Simplified, nothing invisible.

    Letters that writers choose between become one, and what they may leave out goes: ё is written е as often
    as not, Arabic omits its vowel marks and half of its hamzas, and has figures of its own.

    >>> fold("ещё"), fold("إعلانُ ٢٠٢٥")
    ('еще', 'اعلان 2025')
    """
    if text.isascii():
        return text.lower()  # nothing else of it has another form
    for wide, narrow in _WIDE:
        text = text.replace(wide, narrow)
    folded = _UNSEEN.sub("", unicodedata.normalize("NFKC", text)).lower()
    return _varied().sub(_of_one_form, folded) if _VARIED.search(folded) else folded


def simplify(text: str) -> str:
    """Return the text with Traditional characters replaced by Simplified ones, one for one.

    >>> simplify("聯合國")
    '联合国'
    """
    return text.translate(_simplified())


def clean(text: str) -> str:
    """Return the text fit for any output: one line, single spaces, nothing invisible or illegal in XML.

    Characters that only stand for others become those; what joins or parts the letters of a word stays.

    >>> clean(" right\\u00a0to\\ndevel\\u00adopment "), clean("⼈⺠"), clean("of\\ufb01ce")
    ('right to development', '人民', 'office')
    """
    text = plain(text)
    if text.isprintable() and "  " not in text and text.strip() == text:
        return text  # nearly every text is clean: to look is four times as fast as to rebuild it
    return " ".join(_UNFIT.sub("", text).split())


def plain(text: str) -> str:
    """Return the text with the characters that its radicals, ligatures and letter shapes stand for.

    >>> plain("⼈⺠, of\\ufb01ce")
    '人民, office'
    """
    return text if text.isascii() else _STAND_IN.sub(_stood_for, text)


def _stood_for(stand_in: re.Match[str]) -> str:
    return _RADICALS.get(stand_in[0]) or unicodedata.normalize("NFKC", stand_in[0])


def legal(text: str) -> str:
    """Return the text without the characters that XML cannot hold; all others stay."""
    return _UNLAWFUL.sub("", text)


def encodable(text: str) -> str:
    """Return the text with each half of a character, as broken PDFs yield them, replaced: UTF-8 holds none.

    >>> encodable("one \\ud800 two")
    'one \ufffd two'
    """
    return _HALF.sub("\ufffd", text)


def is_han(character: str) -> bool:
    """Tell whether a character is Han, 〇 and 々 among them."""
    return bool(_HAN.match(character))


def is_traditional(text: str) -> bool:
    """Tell whether a Chinese text has more Traditional characters than Simplified ones.

    >>> is_traditional("聯合國大會"), is_traditional("联合国大会")
    (True, False)
    """
    table = _simplified()
    return sum(ord(c) in table for c in text) > sum(c in _simplified_only() for c in text)


def _of_one_form(varied: re.Match[str]) -> str:
    return _one_form().get(varied[0], varied[0])


@cache
def _varied() -> re.Pattern[str]:
    """Return the pattern of what has one form; beyond the first 65,536 characters it may have none.

    A class of single characters of both would be gone through character by character.
    """
    near = "".join(character for character in _one_form() if len(character.encode("utf-16-le")) == 2)
    return re.compile(f"[{near}\U00010000-\U0010ffff]")


@cache
def _one_form() -> dict[str, str]:
    """Return the table of all that `fold` writes in one way."""
    simplified = {chr(code): one for code, one in _simplified().items()}
    marks = {chr(code): "" for code in range(0x640, 0x671) if re.match(f"[{VOWEL_MARKS}]", chr(code))}
    radicals = {radical: simplify(character) for radical, character in _RADICALS.items()}
    return simplified | marks | radicals | VARIANTS


@cache
def _simplified() -> dict[int, str]:
    """Return the table of Traditional code points and their Simplified characters (OpenCC, Apache-2.0)."""
    rows = files("align").joinpath("traditional.txt").read_text(encoding="utf-8").splitlines()
    return {ord(row[0]): row[1] for row in rows if not row.startswith("#")}


@cache
def _simplified_only() -> frozenset[str]:
    table = _simplified()
    return frozenset(c for c in table.values() if ord(c) not in table)
