"""How Russian says no."""

import re

from align.languages.negation import Negation, any_word

_NONE = r"(?:ни|ника\w+|никогда|никто|никого|никому|никем|ничто|ничего|ничему|ничем|нигде|ничь\w+)\b"
_MORE = any_word("тольк мен[ье] бол[ье] поздн ран[ье] лишь стольк говоря исключен")
_NO = rf"\b(?:не(?!\s(?:{_MORE}))|нельзя|невозможно|(?<!на )нет)\b"
_CASES = any_word("ий ый ая яя ое ее ие ые ей ой их ых им ым ими ыми ую его ого ему ому ся и ь")
_PARTICIPLE = rf"\s\w+(?:(?:щ|вш|нн|ем|им|мост)(?:{_CASES})|[ауи]в|вшись|ясь|[аеия]я)\b"
"""A participle or a gerund makes no sentence: *не обладающие ядерным оружием* are non-nuclear States."""
_PLAIN = (
    # Russian says no twice where others say it once: *никто не может*, *не имеет никаких*.
    rf"\b{_NONE}[^.;:]{{0,80}}?{_NO}"
    rf"|(?<!тем )(?<!если ){_NO}(?!{_PARTICIPLE})"
    rf"(?:[^.;:,]{{0,50}}?\s{_NONE})?(?:\s\w+(?:,\s|\sи\s)(?:и\s)?не(?=\s))?"
)
_WORDS = any_word("без нет не вне никогда отсутстви[еяюи] отсутствием отсутству[ею]т неспособность")
_HINT_WORDS = any_word("кроме исключая лишь только мало едва вряд сомнительно вопреки помимо далеко")
_NO_NO = any_word(
    r"обход дел скольк которы давн кий фт гр т\b й смотря го\b [еёямйн]\b медл замедл посредств мец"
)
"""What begins like a no and is none: *неделя*, *несколько*."""
_HINT_STEMS = any_word(
    "без(?!опасн) бес(?!покой|ед) воздерж запре запрещ избег избеж исключ лиш "
    rf"не(?!{_NO_NO})\w "
    "недо отказ отклон отриц отсутств перест предотвращ препятств потер прекра провал уклон утра "
    "утрат свобод стиха"
)

NEGATION = Negation(
    plain=re.compile(_PLAIN, re.I),
    any=re.compile(
        rf"{_PLAIN}|\b(?:{_WORDS})\b|(?P<hint>\b(?:{_HINT_WORDS})\b|\b(?:{_HINT_STEMS})\w*)", re.I
    ),
)
