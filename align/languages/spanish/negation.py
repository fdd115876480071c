"""How Spanish says no."""

from align.languages.negation import Negation, any_word

_NONE = r"(?:ning[uú]n[oa]?s?|nadie|nada|nunca|jamás|tampoco|ni)"
_NOUN = (
    r"\w+(?:[cs]i[oó]n(?:es)?|mientos?|ncias?|bles?|ntes?|al(?:es)?|iv[oa]s?|ori[oa]s?|ari[oa]s?|ad[oa]s?"
    r"|id[oa]s?|[aei]r(?:es)?|[aei]rse|idad|ismo|ndo)\b"
)
"""What a no before makes no sentence of: *no gubernamental*, *la no intervención*."""
_NOT_ONLY = r"(?:(?:es |son |fue |se trata )?s[oó]lo|solamente|únicamente|obstante|menos|más)"
_SAYS_NO = rf"(?<!\bo )\bno\b(?!-|\.|,|\)|\s(?:{_NOT_ONLY}|{_NOUN}))"
_PLAIN = (
    # Spanish says no twice where others say it once: *no hay ninguno*.
    rf"{_SAYS_NO}(?:[^.;:]{{0,60}}?\b{_NONE}\b)?"
    r"|(?<!sin )\b(?:ning[uú]n[oa]?s?|nadie|(?<!que )(?<!como )nunca)\b"
    r"(?:[^.;:]{0,60}?\b(?:ning[uú]n[oa]?s?|ni)\b)?"
)
_WORDS = any_word(
    "sin(?!\\sembargo) nada nadie nunca jamás ninguno ninguna ningún falta ausencia carece carecen"
)
_HINT_WORDS = any_word(
    "no ni salvo excepto menos poco poca pocos pocas solo sólo solamente únicamente apenas contrario "
    "antes fuera lejos libre libres"
)
_HINT_STEMS = any_word(
    "absten ajen apátrid ausen carec caren carez ces desacuer desconoc desigual desproteg desprov "
    "descart difícil dej elimin evit exclu exent exim falt fracas ignor ileg ilíc ilic ilim imparc "
    "impid impidi imped impos imprev improc impun inacc inacep inad inap incapa incert inciert incomp "
    "incumpl indebid independ indiscrim inefic inestab inevit inex inhum injust inocen insat insegur "
    "insost insufic intoler invalid inválid invis involun irre irres lagun limit neg omi omit "
    "pendient prev priv proh[ií]b qued rechaz renunc suspen vací"
)

NEGATION = Negation.of(_PLAIN, rf"\b(?:{_WORDS})\b", hint_words=_HINT_WORDS, hint_stems=_HINT_STEMS)
