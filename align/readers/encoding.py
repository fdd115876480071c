"""Bytes → text: which encoding a plain text file is in.

A byte order mark settles it, and so does valid UTF-8, in any script: no other text is that by chance. What
is left are the legacy encodings of UN languages (GB18030, Big5, Windows-1252, -1251, -1256, KOI8-R, ISO
8859-5, -6 and -15, that of DOS in Russian) and UTF-16 without a mark. Each is tried, and the text that
looks most like writing wins: the commonest letters of a language speak for it, the characters of the first
plane of GB 2312 and Big5, which their makers filled by frequency, and the commonest words; rare ones against.

>>> decode("人权理事会第四十七届会议".encode("gb18030"))
'人权理事会第四十七届会议'
>>> decode("人權理事會第四十七屆會議".encode("big5"))
'人權理事會第四十七屆會議'
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections import Counter
from functools import cache

from align.errors import ReadError
from align.languages import LANGUAGES
from align.text import is_han
from align.words import say

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CANDIDATES = (
    "gb18030", "big5hkscs", "cp1252", "utf-16-le", "utf-16-be", "cp1251", "koi8-r", "cp1256", "iso8859-15",
    "iso8859-5", "iso8859-6", "cp866",
)  # fmt: skip
"""The commonest first, which wins where several look alike."""
_RARE = frozenset(("iso8859-5", "iso8859-6", "cp866"))
_HANDICAP = 0.03
"""What a rare encoding must look better by than a common one."""
# Any bytes are letters in these: they are believed where most letters are of the script they were made for.
_ONE_SCRIPT = {
    "cp1251": re.compile("[\u0400-\u045f]"),
    "koi8-r": re.compile("[\u0400-\u045f]"),
    "iso8859-5": re.compile("[\u0400-\u045f]"),
    "cp866": re.compile("[\u0400-\u045f]"),
    "cp1256": re.compile("[\u0600-\u06ff]"),
    "iso8859-6": re.compile("[\u0600-\u06ff]"),
}
_NEWLINE = re.compile("\r\n|[\r\x0b\x85\u2028\u2029]")
_BROKEN = 0.001
"""Share of broken characters up to which a file is damaged UTF-8 rather than something else."""
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
_MOST_CONTROLS = 0.05
"""Share of control characters above which even valid UTF-8 is a program or a picture; any script is text."""
_WRITING = 0.7
"""Score above which a text with zero bytes is UTF-16: ASCII read as such is mostly rare ideographs."""
_WORD = re.compile(r"[^\W\d_]+")
_LITTLE_WORDS = frozenset(
    word for each in LANGUAGES.values() for word in each.little_words if not word.isascii()
)
_MISREAD = re.compile(
    "(?<=[a-zß-ÿœ])(?:[^\\x00-\\x7f\\w\\s’–—…\xad\u200b]|[À-ÞŒŠŽŸΩ¼½¾])(?=[a-zß-ÿœ])|[а-яё][А-ЯЁЂ-ЏҐ]"
    "|[a-zß-ÿ][\u0600-\u06ff]|[\u0600-\u06ff][a-zß-ÿ]|(?<=[À-ÿ\u0600-\u06ff])[«»“”‰\xa0](?=[a-zÀ-ÿ\u0600-\u06ff])"
    "|[¼½¾](?=[a-zß-ÿ])"
)
"""Signs and capitals inside words: œ and é of another encoding."""
_UNLIKELY = re.compile(
    "[a-zß-ÿ][\u4e00-\u9fff]|[\u4e00-\u9fff][a-zß-ÿ]|(?!éé)[À-ÖØ-öø-ÿŒœŠš]{2}"
    r"|(?<=[^\W\d_])[«»®©§£¤µ±·](?=[^\W\d_])"
)
"""What a text may have, but seldom: Latin letters beside ideographs, accents in a row, signs inside words."""
_WORST = 0.5
"""Mean score below which the best guess is still no writing."""

_MOST_MISREAD = 0.002
"""Share of characters above which such signs show that the encoding is none of these: the old Mac's."""
_FEW = 8
"""Words below which one that looks like a little word is there by chance."""
_LOOKED_AT = 20_000
"""Characters of which the words are looked at."""

# Writing signs beyond letters that UN texts are full of, in either language.
_BLANKS = "\t\n\r\f\x0b\x85\xa0\xad\u200b\u2028\u2029\u3000"
_SIGNS = frozenset(_BLANKS + "、。《》「」『』【】〔〕〈〉！（），．：；？％–—―‘’“”…·×°§¹²³½«»©®•€£")

# Between two readings of a few bytes, both of common characters, the commonest decide.
_COMMONEST = frozenset(character for each in LANGUAGES.values() for character in each.common_characters)


def decode(data: bytes, *, where: str = "") -> str:
    r"""Return the text of a file, its lines ending in `\n`; form feeds are kept.

    Raises:
        ReadError: the bytes are no text; `where` names the file in the message.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _lines(data[len(mark) :].decode(name, errors="replace"))
    text = _utf8(data)
    is_text = text is not None and len(_CONTROLS.findall(text)) <= _MOST_CONTROLS * len(text)
    if text is None:
        text = _try(data, _likeliest(data))
        is_text = _score(text) >= _WORST and len(_MISREAD.findall(text)) <= _MOST_MISREAD * len(text) + 1
    if not is_text:
        raise ReadError(
            say("this is no text file, or its encoding is unknown"),
            where=where,
            mend=say("save it as UTF-8, or give the original document"),
        )
    return _lines(text)


def encoding_of(beginning: bytes) -> str:
    """Return the encoding of a text that begins with these bytes, as `decode` tells it."""
    for mark, name in _MARKS:
        if beginning.startswith(mark):
            return name
    if _utf8(beginning) is not None:
        return "utf-8"
    return _likeliest(beginning)


def _utf8(data: bytes) -> str | None:
    """Read as UTF-8, forgiving a character cut in two; None where that is not what the bytes are."""
    text = data.decode("utf-8", errors="replace").rstrip("\0")
    broken = text.count("\ufffd") - data.count(b"\xef\xbf\xbd")
    # A few odd bytes in ASCII are Windows-1252.
    if _is_utf16(data) or broken > max(1, len(text) * _BROKEN):
        return None
    if broken and sum(c > "\x7f" for c in text) - broken < 10 * broken:
        return None
    return text if text or not data else None


def _is_utf16(data: bytes) -> bool:
    return b"\0" in data and max(_score(_try(data, name)) for name in ("utf-16-le", "utf-16-be")) > _WRITING


def _likeliest(data: bytes) -> str:
    """Return the encoding in which the bytes look most like writing."""
    return max(_CANDIDATES, key=lambda name: _score(_try(data, name)) - _HANDICAP * (name in _RARE))


def _try(data: bytes, encoding: str) -> str:
    """Decode, or return an empty text; a last character cut in two is forgiven."""
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        text = decoder.decode(data).rstrip("\0")
    except UnicodeDecodeError:
        return ""
    script = _ONE_SCRIPT.get(encoding)
    if script and 2 * len(script.findall(text)) < sum(map(str.isalpha, text)):
        return ""
    return text


def _score(text: str) -> float:
    """Return how much a text looks like writing: the mean worth of its characters, and its little words."""
    counts = Counter(text)
    total = sum(counts.values())
    if not total:
        return -1.0
    words = _WORD.findall(text[:_LOOKED_AT].lower())
    little = sum(word in _LITTLE_WORDS for word in words) / len(words) if len(words) >= _FEW else 0.0
    worth = sum(_worth(c) * n for c, n in counts.items())
    worth -= len(_MISREAD.findall(text)) + len(_UNLIKELY.findall(text))
    return worth / total + little


@cache
def _worth(character: str) -> float:
    """Return what one character says for the encoding that yields it, from 1 to -4."""
    if " " <= character <= "~" or character in _SIGNS:
        return 1.0
    if character.lower() in _COMMONEST:
        return 1.1
    if is_han(character):
        return 0.85 if _is_common(character) else -1.0
    if "\u0430" <= character.lower() <= "\u044f" or "\u0600" <= character <= "\u06ff":
        return 0.75
    category = unicodedata.category(character)
    if category in ("Cc", "Co", "Cn", "Cs"):
        return -4.0
    if category in ("Ll", "Lu") and character < "\u0530":
        return 0.8 if character < "\u0400" else 0.4
    return -0.5


def _is_common(character: str) -> bool:
    """Tell a character of the first plane of GB 2312 (3,755) or of Big5 (5,401) from a rare one."""
    for encoding, first, last in (("gb2312", 0xB0, 0xD7), ("big5", 0xA4, 0xC6)):
        try:
            if first <= character.encode(encoding)[0] <= last:
                return True
        except UnicodeEncodeError:
            continue
    return False


def _lines(text: str) -> str:
    """Return a text with its lines ending alike; zero bytes are blanks, at its end they only fill a block."""
    return _NEWLINE.sub("\n", text.removeprefix("\ufeff").rstrip("\0").replace("\0", " "))
