"""French."""

from align.languages.french.figures import FIGURES, MONTHS
from align.languages.french.front_matter import FRONT_MATTER
from align.languages.french.name_forms import NAME_FORMS
from align.languages.french.negation import NEGATION
from align.languages.french.printed import PRINTED
from align.languages.french.structure import STRUCTURE
from align.languages.french.word_forms import WORD_FORMS
from align.languages.language import Language
from align.languages.punctuation import Punctuation
from align.languages.together import Together

LANGUAGE = Language(
    code="fr",
    name="French",
    own_name="Français",
    other_codes=("fra", "fre"),
    other_names=("francés", "французский", "الفرنسية", "法文", "法语"),
    file_marks=(
        "fr",
        "francais",
        "vf",
        "法文本",
        "法文版",
    ),
    copy_marks=("copie",),
    letter="f",
    common_characters="éàè",
    months=tuple(MONTHS),
    limits=(
        r"\bau moins\b|\bau minimum\b|\bpas moins d",
        r"\bau (?:plus|maximum)\b|\bpas plus d|\bjusqu.à\b|\bn.excédant pas\b",
    ),
    figures=FIGURES,
    negation=NEGATION,
    word_forms=WORD_FORMS,
    together=Together(before=tuple("l d qu n s j m t c jusqu lorsqu puisqu quoiqu".split())),
    name_forms=NAME_FORMS,
    front_matter=FRONT_MATTER,
    structure=STRUCTURE,
    printed=PRINTED,
    and_=("et",),
    punctuation=Punctuation(quotes=("«»", "“”"), spaced_before=";:?!"),
    doubled=frozenset(("nous", "vous", "en")),
    little_words=frozenset("le et les des du l d à dans pour une par sur est au aux qui".split()),
)
