"""Numbers, dates and document symbols in running text, whatever language writes them.

A translation must say the same figures. `quantities` reads them from either side; `differing` tells which of
them the other side does not hold. A quantity is firm when the other side has to show it (figures, numerals
of several characters, dates, symbols), soft when it merely may (a, both, 一, half).

>>> [str(q) for q in quantities("36 亿人的 0.7%", "zh")]
['number 3600000000', 'number 0.7']
>>> differing("36 亿人的 0.7%", "0.7 per cent of 3.6 billion people", "zh", "en")
[]
>>> [str(q) for q in differing("2021年6月21日至7月9日", "21 June–9 July 2020", "zh", "en")]
['year 2021']
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Set
from dataclasses import replace
from fractions import Fraction
from functools import cache, cached_property

from align import languages
from align.languages.figures import ANY_YEAR, Figures, Kind, Number, Quantity, Reader
from align.quantities.accents import composed
from align.quantities.multiples import with_multiples
from align.quantities.named import KINDS, read_named
from align.quantities.plainly import agree_plainly
from align.quantities.scales import brackets, moved, with_scales, without
from align.quantities.units import Measured, conflicting, measured, other_currency
from align.quantities.universal import UNIVERSAL, digits, lettered, symbols

__all__ = ["Kind", "Quantity", "compare", "differing", "quantities"]

_HALF_WIDTH = str.maketrans("０１２３４５６７８９（）［］／．，％－—–‑", "0123456789()[]/.,%----")


def quantities(text: str, language: str) -> list[Quantity]:
    """Read the figures of a text in the order in which they stand.

    Of a language that does not say how it writes them, only symbols are read and, softly, digits.
    """
    side = _Side(text, languages.language(language).figures)
    return sorted(side.placed([*side.figures, *side.softly]), key=_place)


def differing(text: str, other: str, language: str, other_language: str) -> list[Quantity]:
    """Return the firm figures of a text that the other text does not hold in any form."""
    return compare(text, other, language, other_language)[0]


def compare(
    text: str, other: str, language: str, other_language: str
) -> tuple[list[Quantity], list[Quantity]]:
    """Return what `differing` does for both directions, reading each text once.

    Where one of the languages does not say how it writes figures, only symbols are compared.
    """
    ours, theirs = (languages.language(code).figures for code in (language, other_language))
    if not (ours and theirs):
        ours = theirs = None
    if agree_plainly(text, other, ours, theirs):
        return [], []
    one, another = _Side(text, ours), _Side(other, theirs)
    lacking = _without(one, another), _without(another, one)
    if ours and theirs:
        if not any(lacking):
            lacking = next(filter(any, _in_place(one, another)), lacking)
        lacking = _not_single(one, *lacking), _not_single(another, *lacking[::-1])
        amounts = _untimely(one, another), _untimely(another, one)[::-1]
        for units in (conflicting(one.measured(), another.measured()), *amounts):
            lacking = lacking[0] + units[0], lacking[1] + units[1]
        lacking = one.placed(lacking[0]), another.placed(lacking[1])
        if not any(lacking) and (money := other_currency(text, other, ours, theirs)):
            return [money[0]], [money[1]]
    return lacking


class _Side:
    """The figures of one text, in order; those of the soft readers only where they are needed."""

    def __init__(self, text: str, figures: Figures | None) -> None:
        # Full-width forms become half-width and 萬 becomes 万, one for one, so that offsets stay true.
        self._text = text.translate(_alike(figures))
        self._text, marks = composed(self._text)
        self._left_out = sorted([*marks, *(brackets(self._text, figures) if figures else ())])
        self._text = without(self._text, self._left_out)
        readers = (*figures.first_readers, *UNIVERSAL, *figures.readers) if figures else (symbols,)
        self._written = figures
        self._soft_readers = figures.soft_readers if figures else (digits,)
        read = sorted(_read(self._text, readers), key=_place)
        if figures:
            read = with_scales(self._text, with_multiples(self._text, read, figures), figures)
        self.figures = [replace(q, firm=False) if self._is_own(q) else q for q in read]

    def _is_own(self, figure: Quantity) -> bool:
        """Tell whether a figure is the number of the paragraph: 十二、."""
        return self._text.startswith("、", figure.end) and not self._text[: figure.start].strip()

    def placed(self, figures: list[Quantity]) -> list[Quantity]:
        """Return figures with their places in the text as it was given."""
        return moved(figures, self._left_out) if self._left_out else figures

    @property
    def small(self) -> list[Quantity]:
        """Return the small numbers in words, which are never firm, and fractions in figures: three, 1/3."""
        soft = (q for q in (*self.figures, *self.softly) if q.kind == "number" and not q.firm)
        words = [
            q for q in soft
            if self._written and self._written.small.match(self._text, q.start)
            and not _OWN_NUMBER.match(self._text, 0, q.end + 1)
        ]  # fmt: skip
        fractions = ((q, _IN_FIGURES.fullmatch(str(q.value))) for q in self.figures if q.kind == "symbol")
        return words + [
            replace(q, kind="number", value=Fraction(int(m[1]), int(m[2])), firm=False)
            for q, m in fractions if m and int(m[1]) < int(m[2])
        ]  # fmt: skip

    @property
    def telling(self) -> list[Quantity]:
        """Return what may show a small number: no month, as 4月 for four meetings, and no *a* for 附件一."""
        article = self._written.articles if self._written else None
        return [
            q for q in (*self.figures, *self.softly)
            if q.kind != "month" and not (article and article.fullmatch(self._text, q.start, q.end))
        ]  # fmt: skip

    @property
    def single(self) -> set[int]:
        """Return where each figure one begins that counts units: 1 dollar may be *every dollar*."""
        return {q.start for q, unit in self.measured() if unit and q.value == 1}

    def measured(self) -> list[Measured]:
        return measured(self._text, self.figures, self._written) if self._written else []

    @property
    def items(self) -> list[Quantity]:
        """Return the letters of items and the numbers of notes: (a), (iv), [2]; no 6 of *six (6) men*."""
        words = {(q.end, str(q.value)) for q in (*self.figures, *self.softly) if q.kind == "number"}
        return [q for q in lettered(self._text) if (q.start - 1, q.value) not in words]

    @property
    def documents(self) -> list[Quantity]:
        """Return the symbols that begin with an organ: CCPR/C/GC/32, of which *No. 32* is no sign."""
        return [q for q in self.figures if q.kind == "symbol" and str(q.value)[0].isalpha()]

    @cached_property
    def named(self) -> list[Quantity]:
        return list(read_named(self._text, self._written)) if self._written else []

    def firm(self) -> list[Number | str]:
        """Return the numbers that the other side must hold."""
        return [q.value for q in self.figures if q.kind == "number" and q.firm]

    def values(self) -> list[Number | str]:
        """Return all that the figures say, read softly too."""
        return [q.value for q in (*self.figures, *self.softly)]

    def of(self, values: Container[Number | str]) -> list[Quantity]:
        """Return the first firm number of each of some values."""
        first: dict[Number | str, Quantity] = {}
        for figure in self.figures:
            if figure.kind == "number" and figure.firm and figure.value in values:
                first.setdefault(figure.value, figure)
        return list(first.values())

    @cached_property
    def softly(self) -> list[Quantity]:
        return _read(self._text, self._soft_readers, self.figures)


_IN_FIGURES = re.compile(r"(\d)/(\d)")
_OWN_NUMBER = re.compile(r"\s*[(（]?\w+[、.．)）]\Z")
"""A number at the beginning is that of the paragraph: 二、, (IV), *V.*"""


@cache
def _alike(figures: Figures | None) -> dict[int, int]:
    return {**_HALF_WIDTH, **(figures.alike if figures else {})}


def _place(quantity: Quantity) -> tuple[int, int]:
    return quantity.start, quantity.end


def _read(text: str, readers: Iterable[Reader], before: Iterable[Quantity] = ()) -> list[Quantity]:
    """Read what each reader finds that neither an earlier one nor `before` has taken."""
    found: list[Quantity] = []
    taken = bytearray(len(text))
    new: Iterable[Quantity] = before
    for reader in readers:
        for quantity in new:
            taken[quantity.start : quantity.end] = b"\x01" * (quantity.end - quantity.start)
        new = [each for each in reader(text) if taken.find(1, each.start, each.end) < 0]
        found += new
    return found


def _without(ours: _Side, theirs: _Side) -> list[Quantity]:
    held = {(figure.kind, figure.value) for figure in theirs.figures}
    lacking = [
        figure for figure in ours.figures
        if figure.firm and (figure.kind, figure.value) not in held
        and not any(_same(figure, their) for their in theirs.figures)
    ]  # fmt: skip
    if lacking:
        lacking = [figure for figure in lacking if not any(_same(figure, their) for their in theirs.softly)]
    return lacking or _miscounted(ours.figures, theirs.figures)


def _not_single(ours: _Side, lacking: list[Quantity], theirs: list[Quantity]) -> list[Quantity]:
    """Return what a side lacks but for the one of a unit that needs no figure, as in *every dollar*."""
    if not lacking or any(q.kind == "number" for q in theirs):
        return lacking
    return [q for q in lacking if q.value != 1 or q.start not in ours.single]


def _miscounted(ours: list[Quantity], theirs: list[Quantity]) -> list[Quantity]:
    """Return years of which one side has more than the other, where both list equally many: 2013 and 2013."""
    years = [[q for q in side if q.kind == "year"] for side in (ours, theirs)]
    if any(q.value == ANY_YEAR for side in years for q in side):
        return []
    return [q for q in _more(*years)[0] if q.firm]


def _in_place(ours: _Side, theirs: _Side) -> Iterator[tuple[list[Quantity], list[Quantity]]]:
    """Yield what stands in the place of others where no side lacks anything, one kind after another."""
    yield _repeated(ours, theirs)
    yield _more(ours.documents, theirs.documents)
    yield _more(ours.items, theirs.items)
    for kind in KINDS:
        yield _more(*([q for q in side.named if q.kind == kind] for side in (ours, theirs)))
    yield _exchanged(ours, theirs)


def _repeated(ours: _Side, theirs: _Side) -> tuple[list[Quantity], list[Quantity]]:
    """Return figures of which one side has more, and the other more of another: 2 and 4, but 4 and 4.

    Where *an area* answers to 一个, it answers to no 1号 beside it.
    """
    more = _oftener(ours, theirs), _oftener(theirs, ours)
    if more[0].total() != more[1].total():
        return [], []
    return ours.of(more[0]), theirs.of(more[1])


def _oftener(ours: _Side, theirs: _Side) -> Counter[Number | str]:
    """Return how much oftener one side has a figure that both have, among the firm ones and among all."""
    held = Counter(theirs.values())
    more = (Counter(ours.firm()) - Counter(theirs.firm())) & (Counter(ours.values()) - held)
    return Counter({value: times for value, times in more.items() if value in held})


def _more(ours: list[Quantity], theirs: list[Quantity]) -> tuple[list[Quantity], list[Quantity]]:
    """Return of what each side has more, where both list equally many: of (a), (b), but (b), (b)."""
    if len(ours) != len(theirs):
        return [], []  # items may stand in lines of their own, and a date go without its weekday
    counts = [Counter(q.value for q in side) for side in (ours, theirs)]
    more = counts[0] - counts[1], counts[1] - counts[0]
    return [q for q in ours if more[0][q.value]], [q for q in theirs if more[1][q.value]]


def _exchanged(ours: _Side, theirs: _Side) -> tuple[list[Quantity], list[Quantity]]:
    """Return small numbers in words that the other side lacks, where both sides have some: three, 四.

    One side may lack it because the other has it twice: three and four, 四 and 四. Those of one side alone
    tell nothing: not every *second* counts.
    """
    lacking = _small(ours, theirs), _small(theirs, ours)
    if any(lacking):
        lacking = lacking[0] or _small_oftener(ours, theirs), lacking[1] or _small_oftener(theirs, ours)
    if _counts_on(*lacking) or _counts_on(*lacking[::-1]):
        return [], []
    return lacking if all(lacking) else ([], [])


def _counts_on(ours: list[Quantity], theirs: list[Quantity]) -> bool:
    """Tell whether one side counts what the other repeats: *one …, one …, one*, первое, второе, третье."""
    return (
        len(theirs) > 1
        and {q.value for q in ours} == {1}
        and [q.value for q in theirs] == [*range(2, len(theirs) + 2)]
    )


def _small(ours: _Side, theirs: _Side) -> list[Quantity]:
    shown = {figure.value for figure in (*theirs.telling, *theirs.small)}
    return [
        readings[0] for readings in _small_words(ours)
        if not _is_shown(readings, shown, theirs.figures)
    ]  # fmt: skip


def _small_oftener(ours: _Side, theirs: _Side) -> list[Quantity]:
    """Return the small numbers in words of which a side has more than the other has in any form."""
    words = [readings[0] for readings in _small_words(ours)]
    more = Counter(q.value for q in words)
    more.subtract(q.value for q in theirs.telling)
    return [q for q in words if more[q.value] > 0]


def _small_words(side: _Side) -> list[list[Quantity]]:
    """Return the small numbers in words, each with all that it may mean."""
    words: dict[tuple[int, int], list[Quantity]] = {}
    for figure in side.small:
        words.setdefault((figure.start, figure.end), []).append(figure)
    return list(words.values())


def _is_shown(readings: list[Quantity], shown: Set[Number | str], theirs: list[Quantity]) -> bool:
    """Tell whether a word is shown by what it may mean: a third by 33 per cent or by one and three."""
    values = {figure.value for figure in readings}
    parts = [value for value in values if isinstance(value, Fraction) and value.denominator > 1]
    if not parts:
        same = any(_same(figure, their) for figure in readings for their in theirs)
        return same or not values.isdisjoint(shown)
    part = min(parts)
    return not {part, part * 100}.isdisjoint(shown) or {part.numerator, part.denominator} <= shown


_BEFORE_YEAR = re.compile(r"\d+(?!\d*\)$)")
"""The figures of a symbol, without the year in brackets."""


def _same(one: Quantity, other: Quantity) -> bool:
    """Tell whether a figure of one side is shown by one of the other.

    A year or a day is also a number, a month only a month.
    """
    kinds = {one.kind, other.kind}
    if kinds in ({"symbol", "number"}, {"symbol", "year"}):
        # Part of a symbol may stand alone: "resolution 1325" for 第1325(2000)号决议, but not its year for it.
        symbol, number = (one, other) if one.kind == "symbol" else (other, one)
        part = _BEFORE_YEAR if one is symbol else re.compile(r"\d+")
        # 1/3 is a third.
        return str(number.value) in (symbol.value, *part.findall(str(symbol.value)))
    if kinds in ({"time", "number"}, {"time", "year"}):
        time, number = (one, other) if one.kind == "time" else (other, one)
        return any(_on_the_clock(value, number) for value in (time.value, *time.also))
    if ANY_YEAR in (one.value, other.value):
        return kinds == {"year"}
    if "decade" in kinds and kinds <= {"decade", "year", "number"}:
        return _same_decade(one, other)
    if one.value != other.value and not _meant(one, other):
        return False
    if kinds == {"number", "day"}:
        return one.firm and other.firm  # "a" is no first day
    return one.kind == other.kind or kinds == {"number", "year"}


def _untimely(ours: _Side, theirs: _Side) -> tuple[list[Quantity], list[Quantity]]:
    """Return times of day that only amounts of something else answer: 12时, *1200 minutes*."""
    times = [q for q in ours.figures if q.kind == "time"]
    if not times:
        return [], []
    amounts = [q for q, unit in theirs.measured() if q.kind == "number" and unit not in ("", *_OF_THE_DAY)]
    rest = [q for q in theirs.figures if not any(q.start == each.start for each in amounts)]
    answered = [(q, [each for each in amounts if _same(q, each)]) for q in times if not _is_in(q, rest)]
    return [q for q, found in answered if found], [each for _, found in answered for each in found]


def _is_in(figure: Quantity, others: list[Quantity]) -> bool:
    return any(_same(figure, other) for other in others)


_OF_THE_DAY = ("hour", "am", "pm", "point", "percent")
"""Units of what a clock shows, and of what is written as that is: 15点, *15 points*."""


def _on_the_clock(time: Number | str, number: Quantity) -> bool:
    """Tell whether a number shows a time of day: 3, 15, 300 and 1500 are three o’clock."""
    hour, minute = divmod(int(time), 60)
    clock = hour * 100 + minute
    hours = (hour, hour + 12, clock, clock + 1200, *((24,) if hour == 0 else ()))
    return number.value in hours or number.value == minute > 0


def _meant(one: Quantity, other: Quantity) -> bool:
    """Tell whether a figure that may mean several things means what the other side says."""
    return one.value in other.also or other.value in one.also


def _same_decade(one: Quantity, other: Quantity) -> bool:
    """Tell whether decades are the same, 80年代 and 1980s, or a figure is one: 80, 1980."""
    values = int(one.value), int(other.value)
    century_known = min(values) >= 100
    return values[0] == values[1] if century_known else values[0] % 100 == values[1] % 100
