"""Footnotes: taken out of the foot of their pages, so that the text above and below joins again.

A footnote begins with its number: raised (`¹ See …`), plain as in text out of a PDF (`1 See …`, or `1`
alone on a line), in brackets (`(1) See …`), or an asterisk. A plain number opens a note only if it is the
next one expected, what follows looks like a note and not like the middle of a sentence, and the text above
bears such a mark; without one, only where it begins as notes alone do (*See*, *Véase*, 见) and nothing but
such notes follows.

>>> text = ["as the Council recalled.1 It took", "part in", "1 See A/HRC/47/29.", "the debate."]
>>> body, notes = part([Line(line) for line in text], "wrapped", House())
>>> [line.text for line in body], [note.text for note in notes]
(['as the Council recalled.1 It took', 'part in', 'the debate.'], ['See A/HRC/47/29.'])
"""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from align.document import Block
from align.languages import every, every_word
from align.numbering import split_number
from align.readers.printed import weights
from align.readers.printed.furniture import is_rule
from align.readers.printed.lines import SUPERSCRIPTS, House, Line, columns, ends_sentence, glue
from align.readers.printed.weights import SURE
from align.readers.printed.wrapping import OPENER, Shape
from align.text import HAN, clean

_RAISED = re.compile(rf"([{SUPERSCRIPTS}]{{1,3}})(?![{SUPERSCRIPTS}])\s*(?=[^\s，。；：、）”])")
_PLAIN = re.compile(r"(\d{1,3})(?:\s+(?=\S)|(?=[^\W\d_a-z]|[“‘《「<]|https?:|www\.)|$)")
_BRACKETED = re.compile(r"[(（](\d{1,3})[)）]\s*(?=\S)")
_STARS = re.compile(r"(\*{1,3})(?:\s?(?=[^\s*\d])|$)")
_CAPITAL = rf"A-ZÀ-ÖØ-ÞЀ-Я\u0620-\u064a{HAN}"
"""Letters with which a note may begin, as the inside of a character class; in scripts without case, any."""
_NOTE_TEXT = re.compile(rf"[{_CAPITAL}“\"‘(<\[《「«¿¡]|https?:|www\.|\d+/|(?:1[89]|20)\d\d\s?[^\W\d_]")
_COUNTER = every(lambda each: each.printed.counters)
_NO_NOTE = re.compile(rf"{every_word(lambda each: map(re.escape, each.months))}|{_COUNTER}")
_SEE = re.compile(every_word(lambda each: each.printed.notes), re.IGNORECASE)
"""With what a note begins and hardly ever an item of a list: *See*, *Ibid.*, 见."""
_PAGE = 150
"""Most lines of a page, above whose notes their marks stand."""
_LINES = 4
"""Most lines that a note goes on over, where nothing else tells its end."""
_LOST = 3
"""Most notes in a row whose beginning may have been missed."""
_APART = 0.8
"""Share of lines begun by a raised number with a blank one above, where blank lines part the notes."""
_STARRED = 2
"""Most notes of a page that bear the same asterisk: one at a title, one at a table."""
_DIGITS = str.maketrans(SUPERSCRIPTS, "0123456789")


@dataclass(frozen=True, slots=True)
class Footnote:
    """A footnote and where it stood."""

    number: str
    text: str
    line: Line
    bracketed: bool = False
    """Its number stands in brackets, and so does its mark: text(1)."""

    def block(self, *, paged: bool) -> Block:
        """Return the note as a block of the document."""
        page = self.line.page if paged else 0
        return Block(self.text, kind="footnote", number=self.number, page=page, place=self.line.place)


def part(lines: Sequence[Line], shape: Shape, house: House) -> tuple[list[Line], list[Footnote]]:
    """Part the text from its footnotes.

    Where form feeds are missing, a row of notes ends a page: the lines below get the next page number.
    """
    reading = _Reading(lines, shape, house)
    while reading.position < len(lines):
        reading.step()
    return reading.body, reading.notes


def _bullets(lines: Sequence[Line]) -> frozenset[str]:
    """Return the rows of asterisks with which items of lists begin: they are many, and such notes few."""
    found = Counter((line.page, match[1]) for line in lines if (match := _STARS.match(line.text)))
    return frozenset(stars for (_, stars), count in found.items() if count > _STARRED)


def _cuts(before: str, text: str, number: str) -> bool:
    """Tell whether a number that begins a line cuts the sentence of the line above, as a mark does."""
    if text == number:
        return columns(before) > OPENER and not ends_sentence(before)
    return bool(re.match(rf"{number}[。，；、]", text))


@lru_cache(maxsize=_PAGE)
def _sure_brackets(text: str) -> frozenset[str]:
    """Return the numbers in brackets that are surely marks; a line stands above many others."""
    return frozenset(place.number for place in weights.bracketed(text, 0) if place.weight >= SURE)


class _Reading:
    """One pass over the lines, with what it has seen so far."""

    def __init__(self, lines: Sequence[Line], shape: Shape, house: House) -> None:
        self.lines, self.shape, self.house = lines, shape, house
        self.paged = len({line.page for line in lines}) > 1
        self._bullets = _bullets(lines)
        raised = [line for line in lines if _RAISED.match(line.text)]
        self._raises = bool(raised)
        # Blank lines part notes, too; a mark of the text may begin a line.
        self._apart = len(raised) > 1 and sum(line.gap for line in raised) > _APART * len(raised)
        self.position = 0
        self.body: list[Line] = []
        self.notes: list[Footnote] = []
        self._above: deque[str] = deque(maxlen=_PAGE)  # text since the last row of notes
        self._last = 0  # number of the last note
        self._turned = 0  # pages that rows of notes have ended
        self._ruled = False  # a line is drawn above
        self._in_row = False  # a note stands above

    def step(self) -> None:
        """Take one line, or a whole row of notes."""
        line = self.lines[self.position]
        if is_rule(line.text):
            self._ruled = True
            self.position += 1
        elif self._opens(self.position):
            self._take_notes()
        else:
            self.body.append(replace(line, page=line.page + self._turned))
            self._above.append(line.text)
            self._ruled = False
            self.position += 1

    def _take_notes(self) -> None:
        self._in_row = True
        self._take_note()
        while self.position < len(self.lines) and self._opens(self.position):
            self._take_note()
        self._in_row = self._ruled = False
        self._above.clear()
        self._turned += not self.paged

    def _take_note(self) -> None:
        """Take one note with the lines it goes on over."""
        line = self.lines[self.position]
        number, text = self._split(self.position)
        if number:
            at = replace(line, page=line.page + self._turned)
            self.notes.append(Footnote(number, "", at, bracketed=bool(_BRACKETED.match(line.text))))
            self._last = int(number) if number.isdigit() else self._last
        self._add(text)
        self.position += 1
        while self.position < len(self.lines) and self._goes_on(line):
            self._add(clean(self.lines[self.position].text))
            self.position += 1

    def _add(self, text: str) -> None:
        """Add text to the last note; without a number it is the rest of the last page's last note."""
        last = self.notes.pop() if self.notes else Footnote("", "", self.lines[self.position])
        self.notes.append(replace(last, text=glue(last.text, text, self.house)))

    def _goes_on(self, first: Line) -> bool:
        """Tell whether the line at the position belongs to the note begun above it."""
        line, text = self.lines[self.position], self.notes[-1].text
        if line.page != first.page or is_rule(line.text) or self._opens(self.position):
            return False
        if not text or (self.paged and self.shape == "wrapped"):
            return True  # nothing but notes stands below the first note of a page
        if line.gap or self.shape == "rows":
            return False
        if self.shape == "spaced" or self._apart:
            return True
        return not (ends_sentence(text) or split_number(line.text)[0])

    def _split(self, position: int) -> tuple[str, str]:
        """Split the number of the note at a position from its first line."""
        line = self.lines[position]
        text = clean(line.text)
        for form in (_RAISED, _STARS, _PLAIN, _BRACKETED):
            match = form.match(text)
            plain = form in (_PLAIN, _BRACKETED)
            if match and match[1] not in self._bullets and (not plain or self._is_due(match[1], line)):
                number = str(int(match[1])) if plain else match[1].translate(_DIGITS)
                return number, text[match.end() :]
        return "", text

    def _opens(self, position: int) -> bool:
        """Tell whether a note begins at a position."""
        line = self.lines[position]
        if line.note:
            return True
        raised = _RAISED.match(line.text)
        if raised:
            number = int(raised[1].translate(_DIGITS))
            return number == self._last + 1 or line.gap or self._ruled
        stars = _STARS.match(line.text) if self.shape != "rows" else None
        if stars and stars[1] in self._bullets:
            return False
        if stars:
            return any(re.search(rf"\S\s?{re.escape(stars[1])}(?!\*)", text) for text in self._above)
        return self._opens_plainly(position)

    def _opens_plainly(self, position: int) -> bool:
        """Tell a note from a line of text that happens to begin with the number expected."""
        line = self.lines[position]
        match = _PLAIN.match(line.text) or _BRACKETED.match(line.text)
        if self._raises or not match or not self._is_due(match[1], line):
            return False
        text = line.text[match.end() :] or self._following(position)
        if not _NOTE_TEXT.match(text) or _NO_NOTE.match(text) or not self._is_foot(position, match[1]):
            return False
        if _SEE.match(text) and self._is_tail(position):
            return True
        if match.re is _BRACKETED:
            in_row = self._in_row and self.notes[-1].bracketed and self._is_tail(position)
            return in_row or self._are_marked(match[1], position)
        if self.shape == "rows":  # what looks like a note may be a cell
            due = int(match[1]) == self._last + 1 and ends_sentence(text)
            return due and self._is_marked(match[1], SURE)
        return self._ruled or self._in_row or self._is_marked(match[1])

    def _are_marked(self, number: str, position: int) -> bool:
        """Tell whether the text above bears marks of most notes in brackets of a row: of items, of few."""
        marked = frozenset[str]().union(*map(_sure_brackets, self._above))
        if str(int(number)) not in marked:
            return False
        row = list[str]()
        for line in self.lines[position:]:
            begins = _BRACKETED.match(line.text)
            if begins:
                row.append(str(int(begins[1])))
            elif line.gap or self.shape == "rows":
                break
        return sum(number in marked for number in row) > len(row) / 2

    def _is_marked(self, number: str, least: float = 0) -> bool:
        """Tell whether the text above bears the mark of a note, as its lines show it."""
        known, before = Counter[str](), ""
        for text in self._above:
            if number in text:
                found = [p.weight for p in weights.places(text, 0, known) if p.number == str(int(number))]
                if max(found, default=-1) >= least or (not least and _cuts(before, text, number)):
                    return True
            before = text
        return False

    def _is_tail(self, position: int) -> bool:
        """Tell whether nothing but notes stands from a position to the end of its page, or of the text."""
        page, on = self.lines[position].page, 0
        for line in self.lines[position + 1 :]:
            if line.page != page:
                return True
            begins = _PLAIN.match(line.text) or _BRACKETED.match(line.text)
            on = 0 if begins else on + 1
            apart = line.gap or self.shape == "rows"
            if on > _LINES or (apart and not begins) or re.match(r"\d+\.(?:\s|$)", line.text):
                return False
        return True

    def _is_foot(self, position: int, number: str) -> bool:
        """Tell whether nothing but notes can stand between a position and the end of its page."""
        if not self.paged:
            return True
        for line in self.lines[position + 1 :]:
            if line.page != self.lines[position].page:
                return True
            if re.match(rf"\d+\.(?:\s|$)|{number}\s+(?:{_NOTE_TEXT.pattern})", line.text):
                return False
        return True

    def _following(self, position: int) -> str:
        following = self.lines[position + 1 : position + 2]
        return following[0].text if following and following[0].page == self.lines[position].page else ""

    def _is_due(self, number: str, line: Line) -> bool:
        """Tell whether a note can have a number: the next ones, and any surely marked one in an excerpt."""
        if self.notes or int(number) <= _LOST + 1:
            return 0 < int(number) - self._last <= _LOST + 1
        return line.gap and self._is_marked(number, SURE)
