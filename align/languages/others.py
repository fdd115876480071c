"""Languages that we can only name and join, so that none of them is taken for one of ours."""

from align.languages.language import Language
from align.languages.structure import Structure

LANGUAGES = (
    Language(
        code="de",
        little_words=frozenset("der die und in den von zu das mit sich des auf für ist im dem".split()),
        name="German",
        own_name="Deutsch",
        other_codes=("deu", "ger"),
        other_names=("德文", "德语"),
        file_marks=("de",),
        structure=Structure(styles={"heading": ("überschrift",)}),
    ),
    Language(
        code="pt",
        little_words=frozenset("de a o que e do da em um para com não uma os no se na por".split()),
        name="Portuguese",
        own_name="Português",
        other_codes=("por",),
        file_marks=("pt",),
    ),
    Language(
        code="it",
        little_words=frozenset("di che la il un a per in una mi sono ho non ma lo ha le si".split()),
        name="Italian",
        own_name="Italiano",
        other_codes=("ita",),
    ),
    Language(
        code="ja",
        name="Japanese",
        own_name="日本語",
        other_codes=("jpn",),
        other_names=("日文", "日语"),
        srx_group="zh",
        file_marks=("ja", "jp"),
        script="Jpan",
        spaced=False,
    ),
    Language(
        code="ko",
        name="Korean",
        own_name="한국어",
        other_codes=("kor",),
        other_names=("韩文", "韩语"),
        file_marks=("ko",),
        script="Kore",
    ),
    Language(code="th", name="Thai", own_name="ไทย", other_codes=("tha",), script="Thai", spaced=False),
    Language(
        code="fa", name="Persian", own_name="فارسی", other_codes=("fas",), script="Arab", direction="rtl"
    ),
    Language(
        code="he", name="Hebrew", own_name="עברית", other_codes=("heb", "iw"), script="Hebr", direction="rtl"
    ),
    Language(code="ur", name="Urdu", own_name="اردو", other_codes=("urd",), script="Arab", direction="rtl"),
)
