"""Figures of French: 1 234,5 · 3,6 milliards · soixante-quinzième · 1er janvier 2020 · années 90 · XXe siècle."""

from __future__ import annotations

import re
from fractions import Fraction

from align.languages import counting
from align.languages.counting import NumberWords, forms
from align.languages.figures import Figures

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
_MONTH = rf"(?:{'|'.join(MONTHS)}|fevrier|aout|decembre|(?<=\d\s)(?:janv|févr|fév|avr|juil|sept|oct|nov|déc)(?=\.))"
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
    1000: "mille milles",
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


_TENS = {"vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60}
_TENS |= {"soixante-dix": 70, "quatre-vingt": 80, "quatre-vingts": 80, "quatre-vingt-dix": 90}

_SOFT: dict[str, tuple[int | Fraction, ...]] = {
    "aucun": (0,), "aucune": (0,), "nul": (0,), "nulle": (0,), "unique": (1,), "seul": (1,), "seule": (1,),
    "double": (2,), "doublé": (2,), "doubler": (2,), "couple": (2,), "paire": (2,), "bilatéral": (2,),
    "bilatérale": (2,), "bilatéraux": (2,), "bilatérales": (2,), "biennal": (2,), "biennale": (2,),
    "semestre": (6,), "semestriel": (6,), "semestrielle": (6,), "semestriels": (6,), "trimestre": (3,),
    "trimestriel": (3,), "trimestrielle": (3,), "trimestriels": (3,), "trimestriellement": (3,),
    "triple": (3,), "tripler": (3,), "triplé": (3,), "trilatéral": (3,), "trilatérale": (3,),
    "tripartite": (3,), "triennal": (3,), "triennale": (3,), "quadriennal": (4,), "quadriennale": (4,),
    "quadrupler": (4,), "quadruplé": (4,), "quinquennal": (5,), "quinquennale": (5,), "quinquennat": (5,),
    "sexennal": (6,), "septennat": (7,), "décennie": (10,), "décennal": (10,), "décennale": (10,),
    "décennies": (10,), "dizaine": (10,), "douzaine": (12,), "quinzaine": (14, 15), "quinze": (14,),
    "vingtaine": (20,), "trentaine": (30,), "quarantaine": (40,), "cinquantaine": (50,),
    "soixantaine": (60,), "centaine": (100,), "centenaire": (100,), "siècle": (100,), "millier": (1000,),
    "milliers": (1000,), "millénaire": (1000,), "cinquantenaire": (50,), "million": (10**6,),
    "demi": (Fraction(1, 2), 30), "demie": (Fraction(1, 2), 30), "moitié": (Fraction(1, 2), 50),
    "tiers": (Fraction(1, 3), Fraction(2, 3), 3), "quart": (Fraction(1, 4), 25, 15, 4),
    "quarts": (Fraction(3, 4), 75, 4), "mi": (Fraction(1, 2),),
}  # fmt: skip

FIGURES = Figures(
    small=re.compile(
        r"\b(?:deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|[IVX]{2,}|[VX])\b|\b\w+ième\b"
    ),
    first_readers=(
        counting.times(re.compile(r"(?<!\d)(?P<hour>\d\d?)\s?(?:h|heures?)\s?(?P<minute>\d\d)(?!\d)")),
    ),
    readers=(
        counting.years_before(
            "decade",
            re.compile(
                rf"années?\s(?P<figure>(?:1\d|20)?\d0)\b|années\s(?P<word>{'|'.join(sorted(_TENS, key=len, reverse=True))})\b",
                re.I,
            ),
            _TENS,
        ),
        counting.years_before(
            "number", re.compile(r"\b(?P<roman>[IVX]+)\s?(?:ème|er|e)(?=\s(?:et\s[IVX]+e\s)?siècle)"), {}
        ),
        counting.dates(_DATE, _MONTHS.__getitem__, ("mars",)),
        counting.figures(
            {"cent": 100, "mille": 1000, "millions?": 10**6, "milliards?": 10**9, "billions?": 10**12},
            ordinal="ers?|res?|nde?|e|è?mes?|es|èmes?|ièmes?",
        ),
        _WORDS.read,
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
