"""Russian."""

from align.languages.language import Language
from align.languages.punctuation import Punctuation
from align.languages.russian.figures import FIGURES, MONTHS
from align.languages.russian.front_matter import FRONT_MATTER
from align.languages.russian.name_forms import NAME_FORMS
from align.languages.russian.negation import NEGATION
from align.languages.russian.printed import PRINTED
from align.languages.russian.structure import STRUCTURE
from align.languages.russian.word_forms import WORD_FORMS

LANGUAGE = Language(
    code="ru",
    name="Russian",
    own_name="Русский",
    other_codes=("rus",),
    other_names=("russe", "ruso", "الروسية", "俄文", "俄语"),
    file_marks=(
        "ru",
        "рус",
        "俄文本",
        "俄文版",
    ),
    letter="r",
    script="Cyrl",
    little_words=frozenset("и в на с по о от из для к что за не при как или об это их также".split()),
    common_characters="оиеантсрвл",
    months=tuple(MONTHS),
    limits=(
        r"\bне мен(?:ее|ьше)\b|\bпо (?:крайней|меньшей) мере\b|\bкак минимум\b|\bминимум\b",
        r"\bне бол(?:ее|ьше)\b|\bмаксимум\b|\bсамое большее\b|\bдо\b|\bне превыша",
    ),
    figures=FIGURES,
    negation=NEGATION,
    word_forms=WORD_FORMS,
    name_forms=NAME_FORMS,
    front_matter=FRONT_MATTER,
    structure=STRUCTURE,
    printed=PRINTED,
    and_=("и",),
    punctuation=Punctuation(quotes=("«»", "„“", "“”")),
)
