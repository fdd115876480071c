"""Names in Russian: французский for Франция, Совет for the Совет Безопасности, эта страна."""

import re

from align.languages.alphabetic_names import AlphabeticNames
from align.languages.russian.word_forms import WORD_FORMS


class RussianNames(AlphabeticNames):
    """Names of which one is a little word, too."""

    def may_be_word(self, text: str, start: int, end: int) -> bool:
        """Tell so of Того, *of that*, at the beginning of a sentence.

        >>> [NAME_FORMS.may_be_word(text, len(text) - 4, len(text)) for text in ("Того", "5. Того", "в Того")]
        [True, True, False]
        """
        return text[start:end] == "Того" and not re.search(r"\w[^.!?]*$", text[:start])


NAME_FORMS = RussianNames(
    WORD_FORMS,
    small="и в во на с по о об к от для",
    leads_on="по|для|против|о|об",
    country=r"\b(?:эт(?:а|ой|у|ом)|наш\w*|сво\w+|его|ее|данн\w+)\s(?:стран|территор|правительств|государств|остров)"
    r"|\bстран(?:а|ы|е|у|ой)\b|\bправительств[ао]\b",
    organ=r"\bорганизаци\w+\b|\bучреждени\w+\b|\bструктур\w+\b|\b(?:фонд|программ|управлени|агентств)\w*\b",
    pronoun=r"\b(?:он|она|оно|они|его|ее|их|им|ею|ему|ей|сво\w+)\b",
    numbered=r"(?:перв|втор|трет|четв[её]рт)\w+",
    adjectives={
        "Соединенное": ("британ", "великобритан", "английск"), "Соединенные": ("америк", "сша"),
        "Германия": ("немецк", "герман"), "Российская": ("росси", "русск"), "Китай": ("кита", "кнр"),
        "Корейская": ("северокор", "кндр"), "Корея": ("южнокор", "корейск"), "Нидерланды": ("голланд",),
    },
)  # fmt: skip
