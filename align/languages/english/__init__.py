"""English."""

from align.languages.english.figures import FIGURES, MONTHS
from align.languages.english.front_matter import FRONT_MATTER
from align.languages.english.name_forms import EnglishNames
from align.languages.english.negation import NEGATION
from align.languages.english.printed import PRINTED
from align.languages.english.structure import STRUCTURE
from align.languages.english.word_forms import WORD_FORMS
from align.languages.language import Language
from align.languages.punctuation import Punctuation
from align.languages.together import Together

LANGUAGE = Language(
    code="en",
    name="English",
    own_name="English",
    other_codes=("eng",),
    other_names=("anglais", "inglés", "английский", "الإنكليزية", "الإنجليزية", "英文", "英语"),
    file_marks=("en", "英文版", "英文本", "英"),
    copy_marks=("copy",),
    letter="e",
    months=tuple(MONTHS),
    front_matter=FRONT_MATTER,
    structure=STRUCTURE,
    printed=PRINTED,
    and_=("and",),
    doubled=frozenset(("had", "that")),
    punctuation=Punctuation(quotes=("“”",)),
    limits=(
        r"\bat least\b|\bno(?:t)? (?:less|fewer) than\b|\ba minimum of\b",
        r"\bat (?:the )?most\b|\bno(?:t)? more than\b|\bnot exceeding\b|\bup to\b|\ba maximum of\b",
    ),
    figures=FIGURES,
    negation=NEGATION,
    word_forms=WORD_FORMS,
    together=Together(after=("s",)),
    name_forms=EnglishNames(),
    little_words=frozenset("the of and to in that for is on by with as was which be from".split()),
)
