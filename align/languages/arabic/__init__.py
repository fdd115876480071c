"""Arabic."""

from align.languages.arabic.figures import FIGURES, MONTHS
from align.languages.arabic.front_matter import FRONT_MATTER
from align.languages.arabic.name_forms import NAME_FORMS
from align.languages.arabic.negation import NEGATION
from align.languages.arabic.printed import PRINTED
from align.languages.arabic.structure import STRUCTURE
from align.languages.arabic.together import TOGETHER
from align.languages.arabic.word_forms import WORD_FORMS
from align.languages.language import Language
from align.languages.punctuation import Punctuation

LANGUAGE = Language(
    code="ar",
    name="Arabic",
    own_name="العربية",
    other_codes=("ara",),
    other_names=("arabe", "árabe", "арабский", "阿拉伯文", "阿拉伯语"),
    file_marks=(
        "ar",
        "عربي",
        "阿拉伯文本",
        "阿文",
        "阿拉伯文版",
    ),
    letter="a",
    script="Arab",
    direction="rtl",
    # More than others state, since the commonest of them stand before a word without a space.
    little_words=frozenset(
        "في من على إلى أن التي عن هذا هذه ذلك بين مع أو كما وفي ومن وعلى وأن الذي "
        "لا ما بما وقد قد إن لم كل هي هو كان كانت الذين أي أيضا غير جميع خلال أجل "
        "بشأن عام بعد قبل دون حيث ولا وهو وهي وإلى ولم عليها فيها له لها بأن فإن".split()
    ),
    common_characters="اليموتنرة",
    months=tuple(MONTHS),
    limits=(
        r"على الأقل|ما لا يقل عن|لا يقل عن",
        r"على الأكثر|ما لا يزيد|لا يزيد|لا تزيد|كحد أقصى|لا يتجاوز|لا تتجاوز",
    ),
    figures=FIGURES,
    negation=NEGATION,
    word_forms=WORD_FORMS,
    together=TOGETHER,
    name_forms=NAME_FORMS,
    front_matter=FRONT_MATTER,
    structure=STRUCTURE,
    printed=PRINTED,
    and_=("و",),
    punctuation=Punctuation(quotes=("«»", "“”"), own={",": "،", ";": "؛", "?": "؟"}),
)
