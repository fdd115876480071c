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
        little_words=frozenset("um uma em com não ao aos do da dos das pelo pela são seu sua".split()),
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
        code="bg",
        little_words=frozenset("на за от да се е са ще си като това които през".split()),
        name="Bulgarian",
        own_name="Български",
        other_codes=("bul",),
        script="Cyrl",
    ),
    Language(code="uk", name="Ukrainian", own_name="Українська", other_codes=("ukr",), script="Cyrl"),
    Language(code="be", name="Belarusian", own_name="Беларуская", other_codes=("bel",), script="Cyrl"),
    Language(code="vi", name="Vietnamese", own_name="Tiếng Việt", other_codes=("vie",)),
    Language(code="id", name="Indonesian", own_name="Bahasa Indonesia", other_codes=("ind",)),
    Language(code="tr", name="Turkish", own_name="Türkçe", other_codes=("tur",)),
    Language(code="nl", name="Dutch", own_name="Nederlands", other_codes=("nld", "dut")),
    Language(code="pl", name="Polish", own_name="Polski", other_codes=("pol",)),
    Language(code="ro", name="Romanian", own_name="Română", other_codes=("ron", "rum")),
    Language(code="ca", name="Catalan", own_name="Català", other_codes=("cat",)),
    Language(code="sw", name="Swahili", own_name="Kiswahili", other_codes=("swa",)),
    Language(code="hi", name="Hindi", own_name="हिन्दी", other_codes=("hin",), script="Deva"),
    Language(code="bn", name="Bengali", own_name="বাংলা", other_codes=("ben",), script="Beng"),
    Language(
        code="fa", name="Persian", own_name="فارسی", other_codes=("fas",), script="Arab", direction="rtl"
    ),
    Language(
        code="he", name="Hebrew", own_name="עברית", other_codes=("heb", "iw"), script="Hebr", direction="rtl"
    ),
    Language(code="ur", name="Urdu", own_name="اردو", other_codes=("urd",), script="Arab", direction="rtl"),
)
