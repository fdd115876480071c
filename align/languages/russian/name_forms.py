"""Names in Russian: французский for Франция, Совет for the Совет Безопасности, эта страна."""

import re

from align.languages.alphabetic_names import AlphabeticNames
from align.languages.russian.word_forms import WORD_FORMS


class RussianNames(AlphabeticNames):
    """Names that have cases, and of which one is a little word, too."""

    def _is_form(self, country: str, written: str) -> bool:
        """Tell whether a word is a country in one of its cases.

        >>> [NAME_FORMS.is_named(*pair) for pair in (("Дания", "Данию"), ("Дания", "Даны"), ("Гана", "Гани"))]
        [True, False, False]
        """
        end = _ENDING.search(country)
        if not end:
            return written == country
        stem = country[: end.start()]
        after_velar = end[0] == "а" and stem.endswith(("г", "к", "х", "ж", "ш", "ч", "щ"))
        ends = _AFTER_A_VELAR if after_velar else _CASES[end[0]]
        return written in {stem + each.strip("-") for each in ends.split()}

    def may_be_word(self, text: str, start: int, end: int) -> bool:
        """Tell so of Того, *of that*, at the beginning of a sentence.

        >>> [NAME_FORMS.may_be_word(text, len(text) - 4, len(text)) for text in ("Того", "5. Того", "в Того")]
        [True, True, False]
        """
        return text[start:end] == "Того" and not re.search(r"\w[^.!?]*$", text[:start])


_ENDING = re.compile(r"ия$|[аяйьы]$|ет$|(?<=[бвгджзклмнпрстфхцчшщ])$")
_CASES = {
    "ия": "ия ии ию ией иею",
    "я": "я и е ю ей ею",
    "а": "а ы е у ой ою",
    "й": "й я ю ем е",
    "ь": "ь я ю ем е и ью",
    "ы": "ы - ов ам ами ах",
    "ет": "ет та ту том те",  # Египта
    "": "- а у ом е",
}
"""Endings of the cases of countries, by that of the nominative."""
_AFTER_A_VELAR = "а и е у ой ей"


NAME_FORMS = RussianNames(
    WORD_FORMS,
    small="и в во на с по о об к от для",
    leads_on="по|для|против|о|об",
    country=r"\b(?:эт(?:а|ой|у|ом)|наш\w*|сво\w+|его|ее|данн\w+)\s(?:стран|территор|правительств|государств|остров)"
    r"|\bстран(?:а|ы|е|у|ой)\b|\bправительств[ао]\b",
    organ=r"\bорганизаци\w+\b|\bучреждени\w+\b|\bструктур\w+\b|\b(?:фонд|программ|управлени|агентств)\w*\b",
    pronoun=r"\b(?:он|она|оно|они|его|ее|их|им|ею|ему|ей|сво\w+)\b",
    numbered=r"(?:перв|втор|трет|четв[её]рт)\w+",
    joined="меж|транс|анти|про|все|обще|южно|северно|западно|восточно|центрально",
    united_nations="Организация Объединенных Наций",
    conjunction=r"\b(?:и|или)\b",
    state="республика демократическая народная острова",
    adjectives={
        "Соединенное": ("британ", "великобритан", "английск"), "Соединенные": ("америк", "сша"),
        "Германия": ("немецк", "герман"), "Российская": ("росси", "русск"), "Китай": ("кита", "кнр"),
        "Корейская": ("северокор", "кндр"), "Корея": ("южнокор", "корейск"), "Нидерланды": ("голланд",),
    },
)  # fmt: skip
