"""How a language writes the names of countries, bodies and instruments in running text."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from re import Pattern

Span = tuple[int, int]


class NameForms:
    """The ways of a language with names; each says no until a language knows better.

    A name that is written in short is rendered: flagging it would be the false alarm that makes a
    terminologist give up. A name in other words is not: *Safety Council* is no Security Council.
    """

    capitals = False
    """Whether the words of a name have capitals and those of other terms have none."""

    small_words: frozenset[str] = frozenset()
    """Words in small letters that stand inside names in capitals: *Office of the Prosecutor*."""

    adjective_ends: str = ""
    """What adjectives and peoples of countries end in, as a pattern: *Haitian*, *Iraqis*."""

    def of_strangers(self, text: str) -> Iterator[str]:
        """Yield what may be names of persons and places, one part at a time: *Bachelet*, 巴切莱特."""
        return iter(())

    def shortened(self, name: str, text: str, *, country: bool = False) -> bool:
        """Tell whether a text holds a name in short: *the Council*, *French*, *ILO*, 安理会."""
        return False

    def is_named(self, country: str, written: str) -> bool:
        """Tell whether a word with the stem of a country's name is that name: يونيه, June, is no اليونان."""
        return True

    def may_be_word(self, text: str, start: int, end: int) -> bool:
        """Tell whether the name of a country may be another word there: قطر is a diameter, too."""
        return False

    def referred_to(self, text: str, *, country: bool) -> bool:
        """Tell whether a text speaks of something without its name: *the country*, *the agency*, 该国."""
        return False

    def has_pronoun(self, text: str) -> bool:
        """Tell whether a text may mean a name by a pronoun: *its*, 我国."""
        return False

    def in_other_words(self, name: str, text: str) -> bool:
        """Tell whether a text has every word of a title in another order: *goals of development*."""
        return False

    def nearly_whole(self, name: str, text: str) -> bool:
        """Tell whether a title stands, be it without *United Nations* or with words within it."""
        return False

    def times_named(self, country: str, text: str) -> int:
        """Return how often a text names a country, by name or adjective: *Siria*, *sirio*; 0: unknown."""
        return 0

    def inside_a_title(self, text: str, start: int, end: int) -> bool:
        """Tell whether a title seems to be part of a longer name: 大会 in 审议大会."""
        return False

    def surely_inside_a_title(self, text: str, start: int, end: int) -> bool:
        """Tell whether it surely is: 欧洲联盟委员会, *the Fourth Geneva Convention*."""
        return False

    def inside_a_name(self, text: str, start: int, end: int, translation: str) -> bool:
        """Tell whether a country is part of a longer name: 马里支助团, *the Mali Mission*."""
        return False

    def bare(self, country: str) -> str:
        """Return the name of a country without what makes it formal; empty: such names are no other form."""
        return ""

    def stem_in(self, name: str, text: str, *, country: bool) -> bool:
        """Tell whether a text has enough of a name to mean it, be it its first two characters."""
        return False

    def same_state(self, name: str, other: str) -> bool:
        """Tell whether a longer country is the same: *the Republic of Guinea*, but not *Guinea-Bissau*."""
        return name in other

    def same_title(self, name: str, other: str) -> bool:
        """Tell whether a title is part of another, or belongs to it: 秘书长特别代表 to 秘书长."""
        return name in other

    def misspelt(self, name: str, text: str) -> Iterator[Span]:
        """Yield where a title stands with a slip of the pen: *Securty Council*, 安全理会."""
        return iter(())

    def garbled(self, name: str, text: str) -> Iterator[tuple[Span, int]]:
        """Yield where a title stands with one word changed, and where in it the change: *Security Board*."""
        return iter(())


_WINDOW = 10
"""Words that may stand between those of a title told in other words: *goals in regard to sustainable …*."""


def words_near(wanted: set[str], words: Sequence[str]) -> bool:
    """Tell whether all of several words, two at least, stand near one another, in any order."""
    most = len(wanted) + _WINDOW
    return len(wanted) > 1 and any(
        word in wanted and wanted <= set(words[i : i + most]) for i, word in enumerate(words)
    )


_GAP = 60
"""Characters that may stand between two words of a title: *President of the sixty-ninth session of the …*."""


def words_in_turn(
    wanted: Sequence[str], words: Sequence[tuple[str, int, int]], text: str, apart: Pattern[str]
) -> bool:
    """Tell whether words, three at least, stand in their order near one another, nothing parting them."""
    return len(wanted) > 2 and any(
        form == wanted[0] and _goes_on(wanted[1:], words[i + 1 : i + _GAP], words[i][2], text, apart)
        for i, (form, _, _) in enumerate(words)
    )


def _goes_on(
    wanted: Sequence[str], words: Sequence[tuple[str, int, int]], end: int, text: str, apart: Pattern[str]
) -> bool:
    for form, start, stop in words:
        if not wanted or start - end > _GAP:
            break
        if form == wanted[0]:
            if apart.search(text[end:start]):
                return False
            wanted, end = wanted[1:], stop
    return not wanted


_SLIPS = ((8, 2), (5, 1))
"""Letters of a word, and how many of them may be wrong for it to be misspelt."""


def all_but_one(
    parts: Sequence[str], words: Sequence[tuple[str, int, int]]
) -> Iterator[tuple[Sequence[tuple[str, int, int]], int]]:
    """Yield the words of a text that are those of a name but for one, and which one that is."""
    for first in range(len(words) - len(parts) + 1):
        window = words[first : first + len(parts)]
        changed = [n for n, (form, _, _) in enumerate(window) if form != parts[n]]
        if len(changed) == 1:
            yield window, changed[0]


def is_slip(word: str, other: str) -> bool:
    """Tell whether a word is another misspelt: as many letters wrong as a slip of the pen leaves."""
    if not (word.isalpha() and other.isalpha()) or word.isupper() or other.isupper():
        return False
    most = next((slips for letters, slips in _SLIPS if len(word) >= letters), 0)
    return 0 < wrong_letters(word.lower(), other.lower(), most) <= most


def wrong_letters(word: str, other: str, most: int) -> int:
    """Return how many letters of a word are wrong, or one more than the most that are counted."""
    from rapidfuzz.distance import DamerauLevenshtein  # only where a name is lacking

    return DamerauLevenshtein.distance(word, other, score_cutoff=most)


Slip = Callable[[str, str], bool]


def with_a_slip(
    parts: Sequence[tuple[str, str]], words: Sequence[tuple[str, int, int]], text: str, slip: Slip = is_slip
) -> Iterator[Span]:
    """Yield where the words of a title, two at least, stand with a capital, one of them misspelt."""
    for window, changed in all_but_one([form for form, _ in parts], words) if len(parts) > 1 else ():
        form, start, end = window[changed]
        # A stem may be too short to tell, *homm*, and an ending too many.
        if any(map(slip, parts[changed], (form, text[start:end]))) and not text[window[0][1]].islower():
            yield window[0][1], window[-1][2]


NO_NAME_FORMS = NameForms()
"""Those of a language that states none."""
