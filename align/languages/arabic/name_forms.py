"""Names in Arabic: فرنسي for فرنسا, المجلس for مجلس الأمن, هذا البلد."""

import re
from collections.abc import Iterator

from align.languages.alphabetic_names import AlphabeticNames
from align.languages.arabic.word_forms import WORD_FORMS
from align.text import fold


class ArabicNames(AlphabeticNames):
    """Names whose stems are those of other words too, and which nothing but a title before them marks."""

    def of_strangers(self, text: str) -> Iterator[str]:
        """Yield the words that follow *Mr.*, *Judge* and the like: لوبانغا of وقال السيد لوبانغا.

        >>> list(NAME_FORMS.of_strangers("وقال السيد توماس لوبانغا إن الأمر واضح"))
        ['توماس', 'لوبانغا']
        """
        for match in _TITLED.finditer(text):
            yield from _NAME.findall(match[1])

    def is_named(self, country: str, written: str) -> bool:
        """Find a name of one word as it is written, with what is written together with it.

        >>> NAME_FORMS.is_named("اليونان", "وباليونان"), NAME_FORMS.is_named("اليونان", "يونيه")
        (True, False)
        >>> NAME_FORMS.is_named("مالي", "لمالي"), NAME_FORMS.is_named("مالي", "المالي")
        (True, False)
        """
        if " " in country:
            return True
        name, word = (fold(text).replace("ة", "ه") for text in (country, written))
        bare = name.removeprefix("ال")
        together = "[بكل]?" if bare == name else "[بك]?ال|لل"
        return re.fullmatch(rf"[وف]?(?:{together}){re.escape(bare)}", word) is not None

    def may_be_word(self, text: str, start: int, end: int) -> bool:
        """Tell so of قطر, a diameter, and of مالي, financial, where nothing before calls it a state.

        >>> [NAME_FORMS.may_be_word(text, 5, 8) for text in ("ومثل قطر الكابل", "دولة قطر")]
        [True, False]
        """
        return bool(_WORDS.fullmatch(text[start:end]) and not _STATE.search(text[:start]))


_TITLED = re.compile(
    r"(?<!\w)[وف]?(?:[بك]?ال|لل)(?:سيدة?|آنسة|دكتورة?|قاضية?|سفيرة?|أستاذة?|جنرال|عقيد|شيخ|أميرة?)"
    r"((?:\s(?!(?:في|من|على|إلى|عن|إن|أن|قد|هو|هي)(?!\w))\w[\w-]+){1,4})"
)
_NAME = re.compile(r"[\w-]{4,}")
_WORDS = re.compile("[وف]?[بلك]?(?:قطر|مالي)")
_STATE = re.compile(r"(?:دولة|جمهورية|حكومة|وفد|ممثلة?)\s+$")


NAME_FORMS = ArabicNames(
    WORD_FORMS,
    small="و في من على إلى عن",
    leads_on="المعني|لل|ل",
    country=r"(?:هذا|ذلك|هذه|تلك)?\s?[بلو]?(?:البلد|للبلد|بلده|بلدها|بلدي|الإقليم|الحكومة|حكومته|حكومتها|الدولة|الجزيرة)(?!\w)",
    organ=r"(?:المنظمة|الوكالة|الهيئة|الكيان|المكتب|الصندوق|البرنامج|المفوضية)(?!\w)",
    pronoun=r"\w(?:ه|ها|هم|هما)(?!\w)|(?<!\w)(?:هو|هي|هم)(?!\w)",
    numbered=r"الأولى|الثانية|الثالثة|الرابعة|المتعاقدة",
    united_nations="الأمم المتحدة",
    conjunction=r"(?<!\w)و",
    state="جمهورية الجمهورية الشعبية الديمقراطية جزر",
    adjectives={
        "المملكة": ("بريطان",), "الولايات": ("امريك",), "روسيا": ("روس",), "الاتحاد": ("روس",),
        "ألمانيا": ("المان",), "تركيا": ("ترك",), "هولندا": ("هولند",),
    },
    article="ال",
    capitals=False,
)  # fmt: skip
