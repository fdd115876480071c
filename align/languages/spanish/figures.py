"""Figures of Spanish: 1.234,5 · 3.600 millones · sexagésimo noveno · 1 de enero de 2020 · siglo XX."""

from __future__ import annotations

import re
from fractions import Fraction

from align.languages import counting
from align.languages.counting import NumberWords, forms, stem_table
from align.languages.figures import Figures, Number, multiple
from align.languages.hijri import LATIN_MONTHS

MONTHS = "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre".split()
_MONTHS = {name: n for n, name in enumerate(MONTHS, 1)} | forms(
    {1: "ene", 2: "feb", 3: "mar", 4: "abr", 6: "jun", 7: "jul", 8: "ago", 9: "setiembre sept set", 10: "oct",
     11: "nov", 12: "dic"}
)  # fmt: skip
_MONTH = rf"(?:{'|'.join(MONTHS)}|setiembre|(?<=\d\s)(?:ene|feb|mar|abr|jun|jul|ago|sept?|oct|nov|dic)(?=\.))"
_DAY = r"(?:\d{1,2}(?:\.?[ºo°](?!\w))?|primero)"
_DATE = re.compile(
    rf"(?:(?<!\d)(?P<days>{_DAY}(?:\s?(?:,|-|–|y|e|al?|ou?)\s?{_DAY})*)\s(?:de\s)?)?\b(?P<month>{_MONTH})\b\.?"
    r"(?:\s(?:del?\s)?(?P<year>(?:1[89]|20)\d\d)\b)?",
    re.I,
)

_CARDINALS = {
    0: "cero",
    1: "un uno una",
    2: "dos",
    3: "tres",
    4: "cuatro",
    5: "cinco",
    6: "seis",
    7: "siete",
    8: "ocho",
    9: "nueve",
    10: "diez",
    11: "once",
    12: "doce",
    13: "trece",
    14: "catorce",
    15: "quince",
    16: "dieciséis dieciseis",
    17: "diecisiete",
    18: "dieciocho",
    19: "diecinueve",
    20: "veinte",
    21: "veintiuno veintiún veintiun veintiuna",
    22: "veintidós veintidos",
    23: "veintitrés veintitres",
    24: "veinticuatro",
    25: "veinticinco",
    26: "veintiséis veintiseis",
    27: "veintisiete",
    28: "veintiocho",
    29: "veintinueve",
    30: "treinta",
    40: "cuarenta",
    50: "cincuenta",
    60: "sesenta",
    70: "setenta",
    80: "ochenta",
    90: "noventa",
    100: "cien ciento",
    200: "doscientos doscientas",
    300: "trescientos trescientas",
    400: "cuatrocientos cuatrocientas",
    500: "quinientos quinientas",
    600: "seiscientos seiscientas",
    700: "setecientos setecientas",
    800: "ochocientos ochocientas",
    900: "novecientos novecientas",
    1000: "mil miles",
    10**6: "millón millon millones",
    10**12: "billón billon billones",
}
_ORDINALS = {  # the stem, before -o, -a, -os, -as
    1: "primer",
    2: "segund",
    3: "tercer",
    4: "cuart",
    5: "quint",
    6: "sext",
    7: "séptim septim",
    8: "octav",
    9: "noven",
    10: "décim decim",
    11: "undécim",
    12: "duodécim",
    20: "vigésim",
    30: "trigésim",
    40: "cuadragésim quadragésim",
    50: "quincuagésim",
    60: "sexagésim",
    70: "septuagésim",
    80: "octogésim",
    90: "nonagésim",
    100: "centésim",
    200: "ducentésim",
    300: "tricentésim",
    400: "cuadringentésim cuadrigentésim",
    500: "quingentésim",
    600: "sexcentésim",
    700: "septingentésim",
    800: "octingentésim",
    900: "noningentésim",
    1000: "milésim",
}
_SHORT = {"primer": 1, "tercer": 3}
# Decimotercero, vigesimoquinto.
_COMPOUND = {
    ten + unit: 10 * tens + n
    for tens, ten in ((1, "decimo"), (1, "décimo"), (2, "vigesimo"), (2, "vigésimo"))
    for n, stems in list(_ORDINALS.items())[:9]
    for unit in stems.split()
}
_ENDINGS = "o a os as"
_SECONDS = ("segundos", "segundas")
"""Units of time, and hardly ever ordinals: *veinte segundos*."""
_WORDS = NumberWords(
    forms(_CARDINALS)
    | {word: n for word, n in stem_table(_ORDINALS, _ENDINGS).items() if word not in _SECONDS}
    | {stem + ending: n for stem, n in _COMPOUND.items() for ending in _ENDINGS.split()}
    | {stem: n for stem, n in _COMPOUND.items() if stem.endswith(("primer", "tercer"))}
    | _SHORT,
    r"[\s-](?:y[\s-])?",
    decades="decenios|décadas",
)

_TENS = forms(
    {20: "veinte", 30: "treinta", 40: "cuarenta", 50: "cincuenta", 60: "sesenta", 70: "setenta",
     80: "ochenta", 90: "noventa"}
)  # fmt: skip

_DOUBLED = "ar ado ada ados adas ó aron a an ará arán ando aba aban ación"
_GROWN = {
    n: " ".join((*names.split(), *(f"{stem}{ending}" for ending in _DOUBLED.split())))
    for n, stem, names in (
        (2, "duplic", "doble"), (3, "triplic", "triple"), (4, "cuadruplic", "cuádruple"),
        (5, "quintuplic", "quíntuple"), (10, "decuplic", "décuplo"),
    )
}  # fmt: skip
_SOFT: dict[tuple[Number, ...], str] = {  # what each may stand for
    (0,): "ningún ninguno ninguna nulo nula",
    (0, 24): "medianoche",
    (Fraction(1, 4), 25): "cuarta",
    (Fraction(1, 4), 25, 15): "cuarto",
    (Fraction(1, 3), 3): "tercio tercera",
    (Fraction(1, 2), 30): "medio media",
    (Fraction(1, 2), 50): "mitad",
    (Fraction(2, 3), 3): "tercios terceras",
    (Fraction(3, 4), 75): "cuartas cuartos",
    **{multiple(n): words for n, words in _GROWN.items()},
    (1,): "único única sola solo cada",
    (2,): ("ambos ambas par bilateral bilaterales pareja bienio bienal bienales"),
    (3,): (
        "trimestre trimestral trimestrales trimestralmente trilateral tripartito tripartita trienio trienal"
    ),
    (4,): "cuatrienio cuatrienal cuadrienal cuatrienales",
    (5,): "quinquenio quinquenal quinquenales",
    (6,): "semestre semestral semestrales sexenio",
    (7,): "septenio",
    (10,): "decenio decenal década decenios décadas decena",
    (12,): "docena mediodía",
    (14,): "quince",
    (14, 15): "quincena",
    (20,): "veintena",
    (30,): "treintena",
    (40,): "cuarentena",
    (50,): "cincuentena cincuentenario",
    (100,): "centenar centenario siglo",
    (1000,): "millar millares milenio",
}

_SCALES = {"mill": 10**6, "bill": 10**12}
_SCALE = r"(?P<scale>(?:mill|bill)(?:ón|ones))\b"
_SHARES = counting.shares(
    re.compile(
        rf"\b(?P<part>(?:un|tres)\scuartos?|(?:un|dos)\stercios?|la\smitad)\sde\s(?:un\s)?{_SCALE}", re.I
    ),
    re.compile(rf"\b(?P<part>medio)\s{_SCALE}", re.I),
    re.compile(
        r"\b(?P<whole>un|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|\d+)\s"
        rf"{_SCALE}\sy\s(?P<part>medio|cuarto)\b",
        re.I,
    ),
    parts={
        **dict.fromkeys(("medio", "la mitad"), Fraction(1, 2)),
        **dict.fromkeys(("un cuarto", "cuarto"), Fraction(1, 4)),
        "tres cuartos": Fraction(3, 4),
        "un tercio": Fraction(1, 3),
        "dos tercios": Fraction(2, 3),
    },
    scales=_SCALES,
    wholes=forms(_CARDINALS),
)  # fmt: skip

_PARTS_OF_A_WHOLE = {
    r"\b[Ll]a\smitad\b": Fraction(1, 2),
    r"\b[Uu]n\stercio\b|\b(?:[Uu]na|[Ll]a)\stercera\sparte\b": Fraction(1, 3),
    r"\b[Dd]os\sterci(?:os|as\spartes)\b|\b[Dd]os\sterceras\spartes\b": Fraction(2, 3),
    r"\b[Uu]n\scuarto\b(?!\sde\shora)|\b(?:[Uu]na|[Ll]a)\scuarta\sparte\b": Fraction(1, 4),
    r"\b[Tt]res\scuart(?:os|as\spartes)\b": Fraction(3, 4),
    r"\b[Uu]n\squinto\b|\b(?:[Uu]na|[Ll]a)\squinta\sparte\b": Fraction(1, 5),
}

FIGURES = Figures(
    hijri_months=LATIN_MONTHS,
    parts=_PARTS_OF_A_WHOLE,
    weekdays={
        rf"\b[{day[0]}{day[0].upper()}]{day[1:]}\b": n
        for n, day in enumerate("lunes martes miércoles jueves viernes sábados?".split(), 1)
    }
    | {r"\bdomingos?\b": 7},  # Santo Domingo is a city
    page=r"\b(?:págs?\.|páginas?)\s?{}",
    times=r"\sveces\b",
    small=re.compile(
        r"\b(?:(?i:dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce)|[IVX]{2,}|[VX]"
        r"|segund[oa]|(?:cuart|quint|sext|s[eé]ptim|octav|noven|d[eé]cim|und[eé]cim)[oa]s?|tercer[oa]?)\b"
    ),
    first_readers=(
        counting.times(
            re.compile(
                r"(?:(?<=\blas\s)|(?<!\d)(?=\d\d?[.:\sh]+\d\d\s?h))(?P<hour>\d\d?)(?:[.:]|\sh\s?)(?P<minute>\d\d)(?!\d|\s?%)"
            )
        ),
    ),
    readers=(
        counting.eras(
            "decade",
            re.compile(
                r"(?:años|decenios?\sde(?:\slos)?(?:\saños)?|décadas?\sde(?:\slos)?(?:\saños)?)\s"
                rf"(?:(?P<figure>(?:1\d|20)?\d0)|(?P<word>{'|'.join(_TENS)}))\b",
                re.I,
            ),
            _TENS,
        ),
        counting.eras("number", re.compile(r"(?<=[Ss]iglo\s)(?P<roman>[IVX]+)\b"), {}),
        counting.dates(_DATE, _MONTHS.__getitem__),
        _SHARES,
        counting.figures(
            {"mil": 1000, "miles": 1000, "millón": 10**6, "millones": 10**6, "bill[óo]n(?:es)?": 10**12},
            ordinal=r"\.?[ºª°]|er[oa]?|[dtvmn]?[oa]s?",
        ),
        _WORDS.read,
    ),
    soft_readers=(counting.soft_words(_SOFT), counting.romans),
    counting=(
        re.compile("|".join(MONTHS) + "|setiembre"),
        re.compile(
            r"\b(?:once|doce|trece)\b|torce|quinc|dieci|veint|reint|uarent|incuent|sesent|setent|chent|novent"
        ),
        re.compile(r"cien|mil|undéc|duodéc|décim|decim|gésim|gesim|bill[oó]n"),
        re.compile(r"[Ss]iglo|(?:años|decenio de|década de) (?:los )?(?:\d|[a-z]+nta)"),
    ),
    units={
        "point": r"\spuntos?\b(?!\sde\svista)",
        "percent": r"\s?%|\spor\sciento\b|\spor\scien\b",
        "dollar": r"\s(?:de\s)?(?:dólares|dólar)\b(?!\s(?:australiano|canadiense|neozeland))",
        "euro": r"\s(?:de\s)?euros?\b|\s?€",
        "pound": r"\s(?:de\s)?libras?\sesterlinas?\b",
        "yen": r"\s(?:de\s)?yen(?:es)?\b",
        "square kilometre": r"\s?(?:km2|km²)|\s(?:de\s)?kilómetros?\scuadrados?",
        "kilometre": r"\s(?:de\s)?kilómetros?\b(?!\spor)|\s?km\b(?!/)",
        "mile": r"\smillas?\b",
        "hectare": r"\s(?:de\s)?(?:hectáreas?|ha)\b",
        "tonne": r"\s(?:de\s)?toneladas?\b",
        "kilogram": r"\s?(?:kilogramos?|kilos?|kg)\b",
        "year": r"\saños?\b",
        "month": r"\smes(?:es)?\b",
        "week": r"\ssemanas?\b",
        "day": r"\sdías?\b",
        "hour": r"\shoras?\b",
        "minute": r"\sminutos?\b",
    },
    between=(r"(?:a|al|y|o|u|e)\s",),
)
