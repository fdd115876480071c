"""Esperanto, which align-tm does not know: a test adds this file to its languages, and nothing else."""

import re
from fractions import Fraction

from align.languages.figures import Figures, Quantity, number
from align.languages.front_matter import FrontMatter
from align.languages.language import Language
from align.languages.printed import PrintedWords
from align.languages.punctuation import Punctuation
from align.languages.structure import Structure
from align.languages.word_forms import WordForms
from align.text import fold

MONTHS = tuple(
    "januaro februaro marto aprilo majo junio julio aŭgusto septembro oktobro novembro decembro".split()
)
_FIGURE = re.compile(r"\d+(?: \d{3})*(?:,\d+)?")
_DATE = re.compile(rf"(?P<day>\d+)-a de (?P<month>{'|'.join(MONTHS)}) (?P<year>\d{{4}})")


def dates(text):
    """Read 21-a de junio 2021."""
    for match in _DATE.finditer(text):
        yield Quantity("day", int(match["day"]), *match.span("day"))
        yield Quantity("month", MONTHS.index(match["month"]) + 1, *match.span("month"))
        yield Quantity("year", int(match["year"]), *match.span("year"))


def figures(text):
    """Read 1 234,5."""
    for match in _FIGURE.finditer(text):
        yield number(Fraction(match[0].replace(" ", "").replace(",", ".")), match)


def words(text):
    """Read unua, which is first."""
    return (number(1, match) for match in re.finditer("(?i)\\bunua", text))


def plain(word):
    """Take off the plural and the accusative."""
    return re.sub(r"(?<=[oa])j?n?$", "", fold(word))


LANGUAGE = Language(
    code="eo",
    name="Esperanto",
    own_name="Esperanto",
    other_codes=("epo",),
    file_marks=("eo",),
    months=MONTHS,
    front_matter=FrontMatter(
        labels=("resumo",), dates=(r"(?P<day>\d+)-a de (?P<month>{month}) (?P<year>\d{4})",)
    ),
    structure=Structure(parts={"article": ("artikolo",)}, ordinals={"unua": 1}, captions=("tabelo",)),
    printed=PrintedWords(unfinished=("kaj", "de", "la"), abbreviations=("par", "ĉap")),
    punctuation=Punctuation(quotes=("“”",)),
    figures=Figures(readers=(dates, figures, words)),
    word_forms=WordForms(plain=plain, before=frozenset({"la"})),
)
