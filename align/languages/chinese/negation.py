"""How Chinese says no."""

import re

from align.languages.negation import Negation

NEGATION = Negation(
    plain=re.compile(
        "(?<![得无])不(?:得(?!不)|应(?!求)|能(?!不)|会(?!不)|可以|能够|要(?!求)|是(?!因)|需|必(?!要)|再|允许|予|准)"
        "|没有|并非|绝非|无法|从未|并未(?!来)"
    ),
    any=re.compile(
        "[不没未无非勿莫否仅只才失]|禁止|缺乏|缺少|拒绝|免除|避免|难以|防止|除外|以外|此外|反对|短缺"
    ),
)
