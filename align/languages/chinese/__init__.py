"""Chinese, Simplified and Traditional."""

from align.languages.chinese.figures import FIGURES
from align.languages.chinese.front_matter import FRONT_MATTER
from align.languages.chinese.name_forms import ChineseNames
from align.languages.chinese.structure import STRUCTURE
from align.languages.chinese.word_forms import WORD_FORMS
from align.languages.language import Language
from align.text import is_traditional


def _variant(text: str) -> str:
    return "zh-TW" if is_traditional(text) else "zh-CN"


LANGUAGE = Language(
    code="zh",
    usual_code="zh-CN",
    name="Chinese",
    own_name="中文",
    # Who says Mandarin of a text means written Chinese.
    other_codes=("zho", "chi", "cmn"),
    other_names=("chinois", "汉语"),
    file_marks=tuple("zh chn cn ch chs cht zhcn zhtw zhs zht 中文版 中文本 华文 中 汉".split()),
    letter="c",
    script="Hani",
    spaced=False,
    variant=_variant,
    front_matter=FRONT_MATTER,
    structure=STRUCTURE,
    figures=FIGURES,
    word_forms=WORD_FORMS,
    name_forms=ChineseNames(),
)
