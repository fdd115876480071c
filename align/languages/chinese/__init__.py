"""Chinese, Simplified and Traditional."""

from align.languages.chinese.figures import FIGURES
from align.languages.chinese.front_matter import FRONT_MATTER
from align.languages.chinese.name_forms import ChineseNames
from align.languages.chinese.negation import NEGATION
from align.languages.chinese.printed import PRINTED
from align.languages.chinese.structure import STRUCTURE
from align.languages.chinese.word_forms import WORD_FORMS
from align.languages.language import Language
from align.languages.punctuation import Punctuation
from align.text import is_traditional


def _variant(text: str) -> str:
    return "zh-TW" if is_traditional(text) else "zh-CN"


_PUNCTUATION = Punctuation(
    quotes=("“”", "《》", "「」", "『』", "〈〉", "【】"),
    own={".": "。", "!": "！", "?": "？", ";": "；", ":": "：", ",": "，"},
)
_COMMON_CHARACTERS = (
    "的一是不在了有和人中大为為上国國我以要他时時来來用们們生到作地于於出会會可也对對能而得下自之年过過发發后後"
    "第条條约約权權议議决決委员員联聯合各本法应應定理报報告项項目标標章节節"
)

LANGUAGE = Language(
    code="zh",
    usual_code="zh-CN",
    name="Chinese",
    own_name="中文",
    # Who says Mandarin of a text means written Chinese.
    other_codes=("zho", "chi", "cmn"),
    other_names=("chinois", "chino", "китайский", "الصينية", "汉语"),
    file_marks=tuple("zh chn cn ch chs cht zhcn zhtw zhs zht 中文版 中文本 华文 中 汉".split()),
    copy_marks=("副本", "拷贝", "复件"),
    letter="c",
    script="Hani",
    spaced=False,
    variant=_variant,
    front_matter=FRONT_MATTER,
    structure=STRUCTURE,
    printed=PRINTED,
    punctuation=_PUNCTUATION,
    common_characters=_COMMON_CHARACTERS,
    limits=(
        r"至少|最少|最低|不少于|不低于|不得少于|不得低于|起码|以上",
        r"至多|最多|最高|不超过|不得超过|不多于|不高于|以下|以内|不得多于|高达|多达",
    ),
    figures=FIGURES,
    negation=NEGATION,
    word_forms=WORD_FORMS,
    name_forms=ChineseNames(),
)
