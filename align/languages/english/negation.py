"""How English says no."""

from align.languages.negation import Negation, any_word

_WORDS = any_word(
    "not(?!\\sonly) cannot never neither nor no none nothing nobody without open-ended "
    "rather(?=\\sthan) lack lacks lacked lacking fail fails failed failure failures absent absence"
)
_HINT_WORDS = any_word(
    "until unless few fewer little less least hardly only except other "
    "contrary nowhere away rarely hate hates missing void short scarce immovable instead attempted "
    "outstanding silent free far "
    "divided beyond limited bad-faith protracted too devoid"
)
_HINT_STEMS = any_word(
    "avoid constant delay deni deny disagree dispar disregard dissatis exclu gap ignor illegal "
    "illegit illicit illiter impartial imperfect impossib improper impunity inability inaccess "
    "inaction inadequa inappl inappr incapab incompatib incomplete inconsisten incorrect indecen "
    "independen indiscriminat indivisib ineffect inefficien inequal inequit inevitab inexorabl "
    "inhuman injust insecur instab insufficien intoleran invalid invisib irre(?!spective) mismatch "
    "non(?!etheless) omit overwhelm pending prevent prohibit refrain refus reject reluctan shortage "
    "stagnat stall stateless"
)
_UN = r"un(?!it|ion|der|iver|iq|til|less|if|anim|icef|esco|ep|dp|hcr|ilater|ops)\w{3,}"
_PLAIN = (
    r"\b(?:not(?! only| least| hesitate| just| merely| simply| solely)|cannot|never|neither)\b"
    r"|n[’']t\b(?! hesitate)|\bno\b(?! later| less| more| fewer|\.|-)"
)

NEGATION = Negation.of(
    _PLAIN,
    rf"\b(?:{_WORDS}|yet to|up to|short of)\b",
    hint_words=_HINT_WORDS,
    hint_stems=rf"{_HINT_STEMS}|{_UN}|\w+less\b",
)
