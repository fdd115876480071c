"""Footnote marks: lifted out of the text, and remembered where they stood.

Raised digits are marks by their form. In text out of a PDF marks are plain digits glued to the word before
them, and only the sequence tells them. Every place that could bear the number of a note gets a weight by
what stands around it (`weights`), and the heaviest chain of places in the order of the notes is taken. Where
most notes have such a mark, `COVID-195` is COVID-19 and the mark of note 5 that is due; where they have
none, every figure of the text stays, and the notes stay without a mark.

>>> lift("recalled.² Under", [NotePlace(8, 10, "2", 3)])
('recalled Under', (NoteMark(number='2', offset=8),))
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from align.document import NoteMark
from align.readers.exponents import TAIL, bears_power, is_base
from align.readers.printed import weights
from align.readers.printed.joining import JoinedParagraph
from align.readers.printed.lines import RAISED_LETTERS, SUPERSCRIPTS, columns, ends_sentence
from align.readers.printed.notes import Footnote
from align.readers.printed.weights import LOOSE, SURE, WEAK, NotePlace
from align.readers.printed.wrapping import Shape
from align.text import HAN, is_han

_ONE = rf"(?:[{SUPERSCRIPTS}]+|[{RAISED_LETTERS}])"
_RAISED = re.compile(rf"{_ONE}(?:\s?[,，、]\s?{_ONE})*")
_SEPARATOR = re.compile(r"[,，、]\s?")
_STARS = re.compile(rf"(?<=[^\s*\d({{/\\.=])(\*{{1,3}})(?=\s|$|[,，;；.。{HAN}])")
_NUMBERS = re.compile(r"\d+|\*+|[a-z]")
_DIGITS = str.maketrans(SUPERSCRIPTS + RAISED_LETTERS, "0123456789abcdefghijklmnoprstuvwxyz")
_TITLE = 200
"""Columns up to which an asterisk may be the mark of a title."""
_CHAIN = 3
"""Fewest plain marks that tell of notes which are lost."""
_SHOWN: tuple[tuple[float, int, float], ...] = ((LOOSE, 4, 1 / 3), (WEAK, 2, 1 / 2), (0, 4, 1 / 2))
"""Least weight of a mark → how many surer ones, and of what share of the notes, show that it is one."""


def marks_of(
    paragraphs: Sequence[JoinedParagraph], notes: Sequence[Footnote], shape: Shape
) -> list[tuple[str, tuple[NoteMark, ...]]]:
    """Return the text of each paragraph without its marks, and the marks."""
    found: dict[int, list[NotePlace]] = defaultdict(list)
    for index, paragraph in enumerate(paragraphs):
        found[index] += (replace(place, paragraph=index) for place in _raised(paragraph.text))
    for place in _on_their_pages(list(_starred(paragraphs, notes)), paragraphs, notes):
        found[place.paragraph].append(place)
    shown = [place for places in found.values() for place in places]
    # What may be an exponent is the mark of a note only in a text that raises its marks.
    raises = any(place.weight > WEAK for place in shown)
    seen = {
        (n, paragraphs[place.paragraph].page_at(place.start))
        for place in shown
        if raises
        for n in _NUMBERS.findall(place.number)
    }
    missing = list(_missing(notes, seen))
    for place in _plain(paragraphs, missing, lost=shape == "wrapped" and not notes):
        found[place.paragraph].append(place)
    return [lift(paragraph.text, found[index]) for index, paragraph in enumerate(paragraphs)]


def _missing(notes: Sequence[Footnote], seen: Collection[tuple[str, int]]) -> Iterator[Footnote]:
    """Yield the numbered notes to which no mark leads; where chapters count anew, it stands on their page."""
    numbers, counts = {number for number, _ in seen}, Counter(note.number for note in notes)
    for note in notes:
        anew = counts[note.number] > 1
        known = (note.number, note.line.page) in seen if anew else note.number in numbers
        if note.number.isdigit() and not known:
            yield note


def lift(text: str, places: Iterable[NotePlace]) -> tuple[str, tuple[NoteMark, ...]]:
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


def _raised(text: str) -> Iterator[NotePlace]:
    for match in _RAISED.finditer(text):
        before = text[max(0, match.start() - TAIL) : match.start()]
        number = match[0].translate(_DIGITS)
        if not bears_power(before, _NUMBERS.findall(number)[0]):
            yield NotePlace(match.start(), match.end(), number, WEAK if is_base(before) else 3)


def _starred(paragraphs: Sequence[JoinedParagraph], notes: Sequence[Footnote]) -> Iterator[NotePlace]:
    """Yield the places of asterisks; where no note has one, only above the text: cron.* is a name."""
    noted = any(note.number.startswith("*") for note in notes)
    for index, paragraph in enumerate(paragraphs):
        if not noted and (ends_sentence(paragraph.text) or paragraph.key):
            return
        if noted or columns(paragraph.text) <= _TITLE:
            for match in _STARS.finditer(paragraph.text):
                yield NotePlace(match.start(), match.end(), match[1], 3, index)


def _on_their_pages(
    places: Sequence[NotePlace], paragraphs: Sequence[JoinedParagraph], notes: Sequence[Footnote]
) -> Iterator[NotePlace]:
    """Yield the places of asterisks on the page of their note, if it has any there: README* is a name."""
    pages = [(place.number, paragraphs[place.paragraph].page_at(place.start)) for place in places]
    noted = {(note.number, note.line.page) for note in notes}
    at_note = {number for number, page in pages if (number, page) in noted}
    for place, page in zip(places, pages, strict=True):
        if place.number not in at_note or page in noted:
            yield place


def _plain(
    paragraphs: Sequence[JoinedParagraph], notes: Sequence[Footnote], *, lost: bool
) -> list[NotePlace]:
    """Return the places of plain digits that are marks; `lost`: the text has no notes that could tell."""
    if not notes and not lost:
        return []
    tokens = weights.tokens_of(p.text for p in paragraphs)
    inside = {note.number for note in notes if note.bracketed}
    places = [
        place
        for i, p in enumerate(paragraphs)
        for place in sorted(_places(p.text, i, tokens, inside), key=lambda place: place.start)
    ]
    if notes:
        chain = _chain([place for place in places if place.weight >= SURE], notes, paragraphs)
        for least, count, share in _SHOWN:
            if len(chain) >= max(count, share * len(notes)):
                chain = _chain([place for place in places if place.weight >= least], notes, paragraphs)
    else:
        chain = _counted(place for place in places if place.weight >= 2)
    return chain + _repeated(places, chain)


def _places(text: str, paragraph: int, tokens: Counter[str], inside: Collection[str]) -> Iterator[NotePlace]:
    """Yield what could be marks; `inside` are the numbers of the notes that stand in brackets."""
    yield from (place for place in weights.bracketed(text, paragraph) if place.number in inside)
    yield from (place for place in weights.places(text, paragraph, tokens) if place.number not in inside)


def _chain(
    places: Sequence[NotePlace], notes: Sequence[Footnote], paragraphs: Sequence[JoinedParagraph]
) -> list[NotePlace]:
    """Return the heaviest chain of places in the order of the notes, each on the page of its note.

    Numbers may begin anew in each chapter.
    """
    ranks = {(note.number, note.line.page): rank for rank, note in enumerate(notes, 1)}
    best: list[tuple[float, _Link | None]] = [(0.0, None)] * (len(notes) + 1)
    for place in places:
        rank = ranks.get((place.number, paragraphs[place.paragraph].page_at(place.start)))
        if not rank:
            continue
        weight, link = max(best[:rank], key=lambda b: b[0])
        if link and link.place.paragraph == place.paragraph and place.start < link.place.end:
            continue  # the same digits
        if weight + place.weight > best[rank][0]:
            best[rank] = (weight + place.weight, _Link(place, link))
    return _unlinked(max(best, key=lambda b: b[0])[1])


@dataclass(frozen=True, slots=True)
class _Link:
    place: NotePlace
    before: _Link | None


def _unlinked(link: _Link | None) -> list[NotePlace]:
    chain = []
    while link:
        chain.append(link.place)
        link = link.before
    return chain[::-1]


def _counted(places: Iterable[NotePlace]) -> list[NotePlace]:
    """Return the first places that count 1, 2, 3 …, if there are enough to tell of lost notes."""
    chain: list[NotePlace] = []
    for place in places:
        if place.number == str(len(chain) + 1):
            chain.append(place)
    return chain if len(chain) >= _CHAIN else []


def _repeated(places: Sequence[NotePlace], chain: Sequence[NotePlace]) -> list[NotePlace]:
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
