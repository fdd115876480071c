"""How English says no."""

import re

from align.languages.negation import Negation


def _any_of(words: str) -> str:
    return words.replace(" ", "|")


_WORDS = _any_of("not cannot never neither nor no none nothing nobody without open-ended")
_HINT_WORDS = _any_of(
    "until unless regardless irrespective rather few fewer little less least hardly only except other "
    "contrary missing void short scarce immovable instead attempted outstanding silent free far "
    "divided beyond limited bad-faith protracted too devoid"
)
_HINT_STEMS = _any_of(
    "absen avoid constant delay deni deny disagree dispar disregard dissatis exclu fail gap ignor illegal "
    "illegit illicit illiter impartial imperfect impossib improper impunity inability inaccess inaction "
    "inadequa inappl inappr incapab incompatib incomplete inconsisten incorrect indecen independen "
    "indiscriminat indivisib ineffect inefficien inequal inequit inevitab inexorabl inhuman injust insecur "
    "instab insufficien intoleran invalid invisib irre lack mismatch non(?!etheless) omit overwhelm pending "
    "prevent prohibit refrain refus reject reluctan shortage stagnat stall stateless"
)
_UN = r"un(?!it|ion|der|iver|iq|til|less|if|anim|icef|esco|ep|dp|hcr|ilater|ops)\w{3,}"

NEGATION = Negation(
    plain=re.compile(
        r"\b(?:not(?! only| least)|cannot|never|neither)\b|n[’']t\b|\bno\b(?! later| less| more| fewer|\.)",
        re.I,
    ),
    any=re.compile(
        rf"\b(?:{_WORDS}|yet to|up to|short of)\b|n[’']t\b"
        rf"|(?P<hint>\b(?:{_HINT_WORDS})\b|\b(?:{_HINT_STEMS})\w*|\b{_UN}|\b\w+less\b)",
        re.I,
    ),
)
