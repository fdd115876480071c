"""Spanish."""

from align.languages.language import Language
from align.languages.punctuation import Punctuation
from align.languages.spanish.figures import FIGURES, MONTHS
from align.languages.spanish.front_matter import FRONT_MATTER
from align.languages.spanish.name_forms import NAME_FORMS
from align.languages.spanish.negation import NEGATION
from align.languages.spanish.printed import PRINTED
from align.languages.spanish.structure import STRUCTURE
from align.languages.spanish.word_forms import WORD_FORMS

LANGUAGE = Language(
    code="es",
    name="Spanish",
    own_name="Español",
    other_codes=("spa",),
    other_names=("espagnol", "castellano", "испанский", "الإسبانية", "西班牙文", "西班牙语"),
    file_marks=("es", "esp", "espanol", "西班牙文版", "西班牙文本", "西文"),
    letter="s",
    common_characters="óíáéñ",
    months=tuple(MONTHS),
    limits=(
        r"\bal menos\b|\bpor lo menos\b|\bcomo mínimo\b|\bno menos de\b",
        r"\ba lo sumo\b|\bcomo máximo\b|\bno más de\b|\bhasta\b",
    ),
    figures=FIGURES,
    negation=NEGATION,
    word_forms=WORD_FORMS,
    name_forms=NAME_FORMS,
    front_matter=FRONT_MATTER,
    structure=STRUCTURE,
    printed=PRINTED,
    and_=("y", "e"),
    punctuation=Punctuation(quotes=("«»", "“”"), opened={"?": "¿", "!": "¡"}),
    little_words=frozenset("que el en y los se del las por con para una al su lo sobre".split()),
)
