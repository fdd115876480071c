"""Figures of French: 1 234,5 · 3,6 milliards · quinzième · 1er janvier 2020 · années 90 · XXe siècle."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from align.languages import counting
from align.languages.counting import NumberWords, forms
from align.languages.figures import Figures, Number, Quantity, multiple, number
from align.languages.hijri import LATIN_MONTHS

MONTHS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()
_MONTHS = forms(
    {
        1: "janvier janv",
        2: "février fevrier févr fév",
        3: "mars",
        4: "avril avr",
        5: "mai",
        6: "juin",
        7: "juillet juil",
        8: "août aout",
        9: "septembre sept",
        10: "octobre oct",
        11: "novembre nov",
        12: "décembre decembre déc",
    }
)
_SHORT = r"(?<=\d\s)(?:janv|févr|fév|avr|juil|sept|oct|nov|déc)(?=\.)"
_MONTH = rf"(?:{'|'.join(MONTHS)}|fevrier|aout|decembre|{_SHORT})"
_DAY = r"(?:\d{1,2}(?:er)?|premier)"
_DATE = re.compile(
    rf"(?:(?<!\d)(?P<days>{_DAY}(?:\s?(?:,|-|–|et|au|à|ou)\s?{_DAY})*)\s)?\b(?P<month>{_MONTH})\b\.?"
    r"(?:\s(?P<year>(?:1[89]|20)\d\d)\b)?",
    re.I,
)

_CARDINALS = {
    0: "zéro",
    1: "un une",
    2: "deux",
    3: "trois",
    4: "quatre",
    5: "cinq",
    6: "six",
    7: "sept",
    8: "huit",
    9: "neuf",
    10: "dix",
    11: "onze",
    12: "douze",
    13: "treize",
    14: "quatorze",
    15: "quinze",
    16: "seize",
    20: "vingt vingts",
    30: "trente",
    40: "quarante",
    50: "cinquante",
    60: "soixante",
    70: "septante",
    80: "huitante octante",
    90: "nonante",
    100: "cent cents",
    1000: "mille mil milles",
    10**6: "million millions",
    10**9: "milliard milliards",
    10**12: "billion billions",
}
# What -ième makes of a cardinal.
_ORDINALS = {
    1: "unième premier première premiers premières",
    2: "deuxième second seconde",
    3: "troisième",
    4: "quatrième",
    5: "cinquième",
    6: "sixième",
    7: "septième",
    8: "huitième",
    9: "neuvième",
    10: "dixième",
    11: "onzième",
    12: "douzième",
    13: "treizième",
    14: "quatorzième",
    15: "quinzième",
    16: "seizième",
    20: "vingtième",
    30: "trentième",
    40: "quarantième",
    50: "cinquantième",
    60: "soixantième",
    70: "septantième",
    80: "huitantième",
    90: "nonantième",
    100: "centième",
    1000: "millième",
}
_PLURALS = {f"{word}s": value for word, value in forms(_ORDINALS).items() if word.endswith("ième")}
_WORDS = NumberWords(
    forms(_CARDINALS) | forms(_ORDINALS) | _PLURALS,
    r"[\s-](?:et[\s-])?",
    decades="décennies|dizaines",
    scores=True,
)
_HUNDREDTHS = re.compile(r"(?<=\d\spour\s)cent(?=\set\b)")


def words(text: str) -> Iterator[Quantity]:
    """Read quatre-vingt-dix, and no hundred and one in *5 pour cent et un taux*."""
    return _WORDS.read(_HUNDREDTHS.sub("----", text))


_TENS = {"vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60}
_TENS |= {"soixante-dix": 70, "quatre-vingt": 80, "quatre-vingts": 80, "quatre-vingt-dix": 90}
_DECADES = "|".join(sorted(_TENS, reverse=True))
"""The longer first."""

_DOUBLED = "e é ée és ées er ent ait aient ement ant era eront a èrent"
_GROWN = {
    n: " ".join(f"{stem}{ending}" for ending in _DOUBLED.split())
    for n, stem in ((2, "doubl"), (3, "tripl"), (4, "quadrupl"), (5, "quintupl"), (10, "décupl"))
}
_SOFT: dict[tuple[Number, ...], str] = {  # what each may stand for
    (0,): "aucun aucune nul nulle",
    (0, 24): "minuit",
    (Fraction(1, 4), 25, 15, 4): "quart",
    (Fraction(1, 3), Fraction(2, 3), 3): "tiers",
    (Fraction(1, 2),): "mi",
    (Fraction(1, 2), 30): "demi demie",
    (Fraction(1, 2), 50): "moitié",
    (Fraction(3, 4), 75, 4): "quarts",
    **{multiple(n): words for n, words in _GROWN.items()},
    (1,): "unique seul seule chaque",
    (2,): "couple paire bilatéral bilatérale bilatéraux bilatérales biennal biennale",
    (3,): (
        "trimestre trimestriel trimestrielle trimestriels trimestriellement "
        "trilatéral trilatérale tripartite triennal triennale"
    ),
    (4,): "quadriennal quadriennale",
    (5,): "quinquennal quinquennale quinquennat",
    (6,): "semestre semestriel semestrielle semestriels sexennal",
    (7,): "septennat",
    (10,): "décennie décennal décennale décennies dizaine",
    (12,): "douzaine midi",
    (14,): "quinze",
    (14, 15): "quinzaine",
    (20,): "vingtaine",
    (30,): "trentaine",
    (40,): "quarantaine",
    (50,): "cinquantaine cinquantenaire",
    (60,): "soixantaine",
    (100,): "centaine centaines centenaire siècle",
    (1000,): "millier milliers millénaire",
    (10**6,): "million",
}

_OLD_PER_CENT = re.compile(r"(?<=\bp\.\s)100\b")


def per_cent(text: str) -> Iterator[Quantity]:
    """Read the hundred of *5 p. 100*, softly."""
    return (number(100, match, firm=False) for match in _OLD_PER_CENT.finditer(text))


_SCALES = {"million": 10**6, "milliard": 10**9, "billion": 10**12}
_SCALE = rf"(?P<scale>(?:{'|'.join(_SCALES)})s?)\b"
_WHOLE = "(?P<whole>un|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|\\d+)"
_PARTS = {
    **dict.fromkeys(("un demi", "demi", "la moitié"), Fraction(1, 2)),
    **dict.fromkeys(("un quart", "quart"), Fraction(1, 4)),
    "trois quarts": Fraction(3, 4),
    "un tiers": Fraction(1, 3),
    "deux tiers": Fraction(2, 3),
}
_SHARES = counting.shares(
    re.compile(
        rf"\b(?P<part>(?:un|trois)\squarts?|(?:un|deux)\stiers|la\smoitié)\sd(?:e\s|['’]un\s){_SCALE}", re.I
    ),
    re.compile(rf"\b(?P<part>(?:un\s)?demi)[\s-]{_SCALE}", re.I),
    re.compile(rf"\b{_WHOLE}\s{_SCALE}\set\s(?P<part>demi|quart)\b", re.I),
    parts=_PARTS,
    scales=_SCALES,
    wholes=forms(_CARDINALS),
)

_PARTS_OF_A_WHOLE = {
    r"\b[Ll]a\smoitié\b": Fraction(1, 2),
    r"\b(?:[Uu]n|[Ll]e)\stiers(?=\sd)": Fraction(1, 3),
    r"\b[Dd]eux[\s-]tiers\b": Fraction(2, 3),
    r"\b(?:[Uu]n|[Ll]e)\squart\b(?!\sd.heure)": Fraction(1, 4),
    r"\b[Tt]rois[\s-]quarts\b(?!\sd.heure)": Fraction(3, 4),
    r"\b[Uu]n\scinquième\b|\b[Ll]e\scinquième(?=\sd)": Fraction(1, 5),
}

FIGURES = Figures(
    hijri_months=LATIN_MONTHS,
    parts=_PARTS_OF_A_WHOLE,
    weekdays={
        rf"\b[{day[0]}{day[0].upper()}]{day[1:]}s?\b": n
        for n, day in enumerate("lundi mardi mercredi jeudi vendredi samedi dimanche".split(), 1)
    },
    page=r"\b(?:pp?\.|pages?)\s?{}",
    times=r"\sfois\b",
    small=re.compile(
        r"\b(?:(?i:deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze)|[IVX]{2,}|[VX])\b|\b\w+ième\b"
    ),
    first_readers=(
        counting.times(re.compile(r"(?<!\d)(?P<hour>\d\d?)\s?(?:h|heures?)\s?(?P<minute>\d\d)(?!\d)")),
    ),
    readers=(
        counting.eras(
            "decade",
            re.compile(
                rf"années?\s(?:(?P<figure>(?:1\d|20)?\d0)|(?P<word>{_DECADES}))\b",
                re.I,
            ),
            _TENS,
        ),
        counting.eras(
            "number", re.compile(r"\b(?P<roman>[IVX]+)\s?(?:ème|er|e)(?=\s(?:et\s[IVX]+e\s)?siècle)"), {}
        ),
        counting.dates(_DATE, _MONTHS.__getitem__, ("mars",)),
        per_cent,
        _SHARES,
        counting.figures(
            {"cent": 100, "mille": 1000, "millions?": 10**6, "milliards?": 10**9, "billions?": 10**12},
            ordinal="ers?|res?|nde?|e|è?mes?|es|èmes?|ièmes?",
        ),
        words,
    ),
    soft_readers=(counting.soft_words(_SOFT), counting.romans),
    counting=(
        re.compile("|".join(name for name in MONTHS if name not in ("mars", "mai")) + r"|mars|mai\b"),
        re.compile(r"onz|douz|treiz|torz|quinz|seiz|ving|trent|rant|quant|soixant|nonant|cent|mill|dix-"),
        re.compile(r"années? (?:\d|[a-z]+nt)|siècle"),
        re.compile(r"\d\s?h"),
    ),
    units={
        "point": r"\spoints?\b(?!\sde\svue)",
        "percent": r"\s?%|\spour\scent\b|\sp\.\s?100",
        "dollar": r"\s(?:de\s)?dollars?\b(?!\s(?:australien|canadien|néo))|\s?\$",
        "euro": r"\s(?:d['’])?euros?\b|\s?€",
        "pound": r"\s(?:de\s)?livres?\ssterling\b",
        "yen": r"\s(?:de\s)?yens?\b",
        "square kilometre": r"\s?(?:km2|km²)|\s(?:de\s)?kilomètres?\scarrés?",
        "kilometre": r"\s(?:de\s)?kilomètres?\b(?!\spar)|\s?km\b(?!/)",
        "mile": r"\smilles?\b(?=\smarins?)",
        "hectare": r"\s(?:d['’])?(?:hectares?|ha)\b",
        "tonne": r"\s(?:de\s)?tonnes?\b",
        "kilogram": r"\s?(?:kilogrammes?|kilos?|kg)\b",
        "year": r"\s(?:ans?|années?)\b",
        "month": r"\smois\b",
        "week": r"\ssemaines?\b",
        "day": r"\sjours?\b",
        "hour": r"\sheures?\b",
        "minute": r"\sminutes?\b",
    },
    between=(r"(?:à|et|ou|au)\s",),
)
