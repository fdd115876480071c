"""How English says no."""

import re

from align.languages.negation import Negation

_WORDS = (
    "not cannot never neither nor no none nothing nobody without until unless regardless irrespective "
    "yet rather pending impunity incomplete few fewer little less least hardly only except other "
    "impossible contrary missing void short scarce open-ended immovable instead attempted outstanding "
    "silent free far divided"
)
_STEMS = (
    "lack absen fail refus unable prohibit illegal deni deny reject stateless dispar differ dissatis "
    "disagree indiscriminat irr shortage gap prevent refrain constant reluctan independen illicit "
    "illiter illegit inability inaccess inadequa incapab inconsisten incorrect indecen ineffect "
    "inefficien inequal inequit inevitab informal inhuman injust insufficien insecur instab intoleran "
    "invalid invisib indivisib non"
)
_UN = r"un(?!it|ion|der|iver|iq|til|less|if|anim|icef|esco|ep|dp|hcr)\w{3,}"

NEGATION = Negation(
    plain=re.compile(
        r"\b(?:not(?! only| least)|cannot|never|neither)\b|n[’']t\b|\bno\b(?! later| less| more| fewer|\.)",
        re.I,
    ),
    any=re.compile(
        rf"\b(?:{_WORDS.replace(' ', '|')})\b|n[’']t\b|\b(?:{_STEMS.replace(' ', '|')})|\b{_UN}|\w+less\b",
        re.I,
    ),
)
