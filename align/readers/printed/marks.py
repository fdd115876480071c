"""Footnote marks: lifted out of the text, and remembered where they stood.

Raised digits are marks by their form. In text out of a PDF marks are plain digits glued to the word before
them, and only the sequence tells them: where note 5 is due, `COVID-195` is COVID-19 and its mark, and
`resolution 55/11` is 55/1 where note 1 is. Every place that could bear the number of a note gets a weight
by what stands around it, and the heaviest chain of places in the order of the notes is taken.

>>> lift("recalled.² Under", [Place(8, 10, "2", 3)])
('recalled Under', (NoteMark(number='2', offset=8),))
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from align.document import NoteMark
from align.languages import every
from align.readers.printed.joining import Paragraph
from align.readers.printed.lines import RAISED_LETTERS, SUPERSCRIPTS, columns, ends_abbreviated, ends_sentence
from align.readers.printed.notes import Note
from align.readers.printed.wrapping import Shape
from align.text import HAN, is_han

_ONE = rf"(?:[{SUPERSCRIPTS}]+|[{RAISED_LETTERS}])"
_RAISED = re.compile(rf"{_ONE}(?:\s?[,，、]\s?{_ONE})*")
_SEPARATOR = re.compile(r"[,，、]\s?")
# m² and 10⁶ are no notes.
_POWER = re.compile(r"(?:(?<![A-Za-z])[kcdm]?m|\b10|平方|立方)$")
_STARS = re.compile(rf"(?<=[^\s*\d({{])(\*{{1,3}})(?=\s|$|[,，;；.。{HAN}])")
_NUMBERS = re.compile(r"\d+|\*+|[a-z]")
_DIGITS = str.maketrans(SUPERSCRIPTS + RAISED_LETTERS, "0123456789abcdefghijklmnoprstuvwxyz")
_PLAIN = re.compile(r"(?<=\S)\d+(?![\dA-Za-z]|/\d)")
_LOOSE = re.compile(rf"(?<=\S) (\d{{1,3}})(?=\s|$|[,.;](?!\d)|[。，；、{HAN}])")
_TOKEN = re.compile(r"[A-Za-z0-9][\w/.-]*")
# A number behind such words names or counts something: 第3条, 目标5, 至28个.
_NAMED = re.compile(rf"{every(lambda each: each.printed.before_numbers)}\s?$")
_COUNTED = re.compile(rf"{every(lambda each: each.printed.before_amounts)}\s?$")
_MEASURE = re.compile(rf"{every(lambda each: each.printed.counters + each.printed.words_or_counters)}|[%％]")
_TITLE = 200
"""Columns up to which an asterisk may be the mark of a title."""
_AROUND = 40
"""Characters on either side of a number that tell whether it is a mark."""
_CHAIN = 3
"""Fewest plain marks that tell of notes which are lost."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a paragraph where the number of a note stands, or seems to stand."""

    start: int
    end: int
    number: str
    weight: float
    """How much speaks for a mark, set by hand: 3 where nothing else has this form, below 1 a last resort."""
    paragraph: int = 0


def marks_of(
    paragraphs: Sequence[Paragraph], notes: Sequence[Note], shape: Shape
) -> list[tuple[str, tuple[NoteMark, ...]]]:
    """Return the text of each paragraph without its marks, and the marks."""
    found: dict[int, list[Place]] = defaultdict(list)
    for index, paragraph in enumerate(paragraphs):
        found[index] += _raised(paragraph.text)
    for place in _starred(paragraphs, any(note.number.startswith("*") for note in notes)):
        found[place.paragraph].append(place)
    seen = {n for places in found.values() for place in places for n in _NUMBERS.findall(place.number)}
    missing = [note for note in notes if note.number.isdigit() and note.number not in seen]
    for place in _plain(paragraphs, missing, lost=shape == "wrapped" and not notes):
        found[place.paragraph].append(place)
    return [lift(paragraph.text, found[index]) for index, paragraph in enumerate(paragraphs)]


def lift(text: str, places: Iterable[Place]) -> tuple[str, tuple[NoteMark, ...]]:
    """Take marks out of a text; a blank that only set off a mark, or a comma between two, goes with them."""
    marks, kept, position = list[NoteMark](), "", 0
    for place in sorted(places, key=lambda p: p.start):
        before = text[position : place.start]
        kept += "" if marks and _SEPARATOR.fullmatch(before) else before
        position = place.end
        after = text[position : position + 2]
        if kept and is_han(kept[-1]) and after[:1].isspace() and is_han(after[1:]):
            position += 1
        marks += [NoteMark(number, len(kept)) for number in _NUMBERS.findall(place.number)]
    return kept + text[position:], tuple(marks)


def _raised(text: str) -> Iterator[Place]:
    for match in _RAISED.finditer(text):
        if not _POWER.search(_before(text, match.start())):
            yield Place(match.start(), match.end(), match[0].translate(_DIGITS), 3)


def _starred(paragraphs: Sequence[Paragraph], noted: bool) -> Iterator[Place]:
    """Yield the places of asterisks; where no note has one, only above the text: cron.* is a name."""
    for index, paragraph in enumerate(paragraphs):
        if not noted and (ends_sentence(paragraph.text) or paragraph.key):
            return
        if noted or columns(paragraph.text) <= _TITLE:
            for match in _STARS.finditer(paragraph.text):
                yield Place(match.start(), match.end(), match[1], 3, index)


def _plain(paragraphs: Sequence[Paragraph], notes: Sequence[Note], *, lost: bool) -> list[Place]:
    """Return the places of plain digits that are marks; `lost`: the text has no notes that could tell."""
    if not notes and not lost:
        return []
    tokens = Counter(token for p in paragraphs for token in _TOKEN.findall(p.text))
    places = [
        place
        for i, p in enumerate(paragraphs)
        for place in sorted(_places(p.text, i, tokens), key=lambda place: place.start)
    ]
    if notes:
        chain = _chain(places, notes, paragraphs)
    else:
        chain = _counted(place for place in places if place.weight >= 2)
    return chain + _repeated(places, chain)


def _places(text: str, paragraph: int, tokens: Counter[str]) -> Iterator[Place]:
    """Yield every place where the last digits of a row of digits could be a mark."""
    for match in _PLAIN.finditer(text):
        for length in range(1, min(3, len(match[0])) + 1):
            start = match.end() - length
            number = text[start : match.end()]
            if number[0] == "0":
                continue
            before, after = _before(text, start), _after(text, match.end())
            whole = start == match.start()
            weight = _weight(before, after) if whole else _glued_weight(before, number, tokens)
            if weight:
                yield Place(start, match.end(), number, weight, paragraph)
    for match in _LOOSE.finditer(text):  # justified lines stretch the space before a mark
        weight = _loose_weight(_before(text, match.start()), _after(text, match.end()))
        if weight:
            yield Place(match.start(), match.end(), match[1], weight, paragraph)


def _before(text: str, position: int) -> str:
    return text[max(0, position - _AROUND) : position]


def _after(text: str, position: int) -> str:
    return text[position : position + _AROUND]


def _loose_weight(before: str, after: str) -> float:
    """Weigh a number with a blank before it; in running text most of these count something."""
    if before[-1].isdigit():
        return 0.4
    if _is_narrow_letter(before[-1]):
        return 0.3 if re.match(r"$|[,.;]", after) else 0
    return _weight(before, after) / 2


def _weight(before: str, after: str) -> float:
    """Return how much a place speaks for a mark: after punctuation most, after a letter less, else not."""
    last = before[-1]
    if last in "”’\"'」』》)）]!?！？%％":
        return 3
    if last in "。，；：、":  # Chinese marks stand before punctuation: behind it begins a quantity
        return 1 if re.match(r"$|\s", after) else 0.1
    if last in ".,;:":
        return _latin_weight(before, after)
    if _is_narrow_letter(last):
        word = re.search(r"[^\W\d_]+$", before)
        return 2 if not last.isupper() else 1 if word and len(word[0]) > 2 else 0
    if re.match(f"[{HAN}]", last):
        return _han_weight(before, after)
    return 0


def _is_narrow_letter(character: str) -> bool:
    """Tell a letter of an alphabet, behind which words end with a space: e, ж, م; but no 文 and no の."""
    return character.isalpha() and columns(character) == 1


def _latin_weight(before: str, after: str) -> float:
    """Weigh a number behind a full stop or comma: “recalled.2 Under”, “by 2030.14 It”, but not Add.1."""
    if ends_abbreviated(before) or re.search(r"\d\.[a-z]\.$|\b[A-Z]\.$", before):
        return 0
    if not before[-2:-1].isdigit():
        return 3
    if not re.search(r"[^\W\d_]", before):  # 1.1 at the beginning of a text is its number
        return 0
    if before[-1] != ".":
        return 2 if re.match(r"$|\s", after) else 0
    follows = re.match(r"[\s,][“‘«(¿¡]?([^\W\d_])", after)
    return 2 if not after or (follows and not follows[1].islower()) else 0


def _han_weight(before: str, after: str) -> float:
    """Weigh a number glued to a Han character: 措施5 以及, 全民医保6。, but not 第3条 or 目标5、8."""
    if _NAMED.search(before) or _MEASURE.match(after.lstrip()):
        return 0.2
    if re.match(r"$|[。，；、）”》]", after):
        return 2.5
    if _COUNTED.search(before):
        return 0.2
    return 2 if after[0].isspace() else 1.2 if re.match(f"[{HAN}]", after) else 0


def _glued_weight(before: str, number: str, tokens: Counter[str]) -> float:
    """Weigh digits glued to digits: what is left must be a word or a year that the text knows."""
    token = re.search(r"[A-Za-z0-9][\w/.-]*$", before)
    left = token[0] if token else ""
    if re.fullmatch(r"(?:1[89]|20)\d\d", left) and len(left + number) > 4:
        return 1.6
    if tokens[left] and not re.fullmatch(r"\d{1,2}", left):
        return 1.5 if tokens[left + number] < 2 else 0.6
    return 0.8 if tokens[left + number] < 2 else 0.3


def _chain(places: Sequence[Place], notes: Sequence[Note], paragraphs: Sequence[Paragraph]) -> list[Place]:
    """Return the heaviest chain of places in the order of the notes, each on the page of its note."""
    ranks = {note.number: rank for rank, note in enumerate(notes, 1)}
    pages = {note.number: note.line.page for note in notes}
    best: list[tuple[float, _Link | None]] = [(0.0, None)] * (len(notes) + 1)
    for place in places:
        rank = ranks.get(place.number)
        if not rank or paragraphs[place.paragraph].page_at(place.start) != pages[place.number]:
            continue
        weight, link = max(best[:rank], key=lambda b: b[0])
        if link and link.place.paragraph == place.paragraph and place.start < link.place.end:
            continue  # the same digits
        if weight + place.weight > best[rank][0]:
            best[rank] = (weight + place.weight, _Link(place, link))
    return _unlinked(max(best, key=lambda b: b[0])[1])


@dataclass(frozen=True, slots=True)
class _Link:
    place: Place
    before: _Link | None


def _unlinked(link: _Link | None) -> list[Place]:
    chain = []
    while link:
        chain.append(link.place)
        link = link.before
    return chain[::-1]


def _counted(places: Iterable[Place]) -> list[Place]:
    """Return the first places that count 1, 2, 3 …, if there are enough to tell of lost notes."""
    chain: list[Place] = []
    for place in places:
        if place.number == str(len(chain) + 1):
            chain.append(place)
    return chain if len(chain) >= _CHAIN else []


def _repeated(places: Sequence[Place], chain: Sequence[Place]) -> list[Place]:
    """Return places that refer to a note once more: as surely marked, and its number already known."""
    known: set[str] = set()
    taken = {(p.paragraph, p.start) for p in chain}
    again = []
    for place in places:
        if (place.paragraph, place.start) in taken:
            known.add(place.number)
        elif place.weight >= 3 and place.number in known:
            again.append(place)
    return again
