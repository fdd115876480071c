"""Chinese words do not change; some characters begin and end no term."""

import re

from align.languages.word_forms import WordForms

_NO_EDGE = "的了和在与及等或是有为以于由对从向把被将也都就而并其之该此这那些个各所上中下内外时后前不"
# Counts, days and what leads up to a term: 第三条, 星期一, 过去五年, 包括东耶路撒冷.
_NO_TERM = re.compile(
    "第[一二三四五六七八九十百]|星期|(?:包括|有关|关于|请|非常|根据|通过|进行|以及|过去|今后|各国|所有)"
    "|.*[一二三四五六七八九十]+[年月日]$"
)
WORD_FORMS = WordForms(
    links=frozenset("的了和与及等在之其"),
    no_edge=frozenset(_NO_EDGE),
    no_term=_NO_TERM,
    # 中国 is not in 发展中国家, 海地 not in 沿海地区.
    next_words={
        "国": frozenset("家际防民内会籍务"),
        "地": frozenset("区方"),
        "曼": frozenset("多"),  # 阿曼多 is a name, 马里卜 a town
        "里": frozenset("卜兰"),
    },
    words_before={"南": frozenset("东西")},  # 南非 is not in 东南非
)
