"""How French says no."""

from align.languages.negation import Negation, any_word

_NO = r"(?:pas|jamais|aucune?s?|nul(?:le)?s?|rien|personne|ni|nulle part)"
_ONLY = r"(?! (?:seulement|uniquement|simplement|moins|que|qu[’']|un simple|une simple)\b)"
_PLAIN = (
    # What the verb stands between is one no: *n’a pas*, *aucun État ne peut*.
    rf"\b(?:ne\s|n[’'])(?:[^\s.;:]+\s){{0,4}}?{_NO}\b{_ONLY}(?:[^.;:]{{0,40}}?\b(?:aucune?|ni)\b)?"
    rf"|(?<!sans )\b(?:aucune?|nul(?:le)?|rien|personne)\b[^.;:]{{0,80}}?\b(?:ne\s(?:pas\b)?|n[’'])"
    r"|(?<!sans )\baucune?\b|\bni\b[^.;:]{0,80}?\bni\b"
    r"|\bne (?:peu(?:t|vent)|saurai(?:t|ent)|pouvai(?:t|ent))\b(?![^.;]{0,40} qu)"
)
_WORDS = any_word(
    "sans non(?!-|\\splus) pas ne nul nulle nuls nulles rien jamais aucun aucune aucuns aucunes hors "
    "absence faute défaut manque"
)
_HINT_WORDS = any_word(
    "ni non- sauf moins peu seul seule seuls seules uniquement seulement contraire rarement guère "
    "avant malgré sinon excepté outre loin libre"
)
_HINT_STEMS = any_word(
    "absen abst apatrid caren cess contest contourn défaut déficien dénu dépourv désaccord difficil "
    "discontin échapp échou écart élimin empêch épargn évit exclu exempt ignor illég illic illim "
    "immobil immun imparf impart imposs imprat impré improp impun inacc inaction inad inapp incap "
    "incert incomp inconn inconstit indépend indésir indiff indû ineff inégal inévit inex inhum "
    "injust innoc insat insécur insout instab insuff interdi intolér invalid invisib involont irré "
    "irres lacun limit manqu méconn mépris omet omis pénurie préven priv prohib refus rejet renonc "
    "rest suspen vain"
)

NEGATION = Negation.of(
    _PLAIN, r"\bn[’']", rf"\b(?:{_WORDS})\b", hint_words=_HINT_WORDS, hint_stems=_HINT_STEMS
)
