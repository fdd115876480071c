"""Words of Arabic by their stems, once what is written together with them is taken off.

>>> [form for form, _, _ in WORD_FORMS.words("والأمم المتحدة وللأمم المتحدة")]
['امم', 'متحد', 'امم', 'متحد']
"""

import re

from align.languages.stems import stemmed
from align.text import VOWEL_MARKS

_TOGETHER = re.compile(r"^[وف](?=(?:ال|بال|كال|لل)\w{3})|^و(?=\w{4})")
"""*And*, written together with the next word. Words that begin so by nature lose it in every text alike."""
_WITH = re.compile(r"^[بل](?=(?!ا)\w{4})")
"""*In* and *to*, before a word without the article."""

_BEFORE_LAM = re.compile(r"^ل(?=ل(?:جن[ةه]|جان|غ[ةه]|غات|قاء|اجئ|بنان|يبيا|يبيريا|يتوانيا|اتفيا|كسمبرغ))")
"""*To* before what begins with the same letter, of which the article's is not written: للجنة of اللجنة."""


def _bare(word: str) -> str:
    word = _BEFORE_LAM.sub("", _TOGETHER.sub("", word))
    return word if word.startswith(("ال", "بال", "كال", "لل")) else _WITH.sub("", word)


WORD_FORMS = stemmed(
    "arabic",
    prepare=_bare,
    word=rf"(?:[^\W_][{VOWEL_MARKS}]*)+",
    little="من في على إلى عن",
    links="من في على إلى عن أو و ما لا بين مع",
    no_edge=(
        "من في على إلى عن أن إن أو ما لا لم لن قد كان كانت هذا هذه ذلك تلك التي الذي الذين بين مع بعد "
        "قبل كل جميع أي غير حيث كما ثم هو هي هم الأول الأولى الثاني الثانية الثالث الثالثة واحد اثنان "
        "ثلاثة أربعة خمسة"
    ),
)
