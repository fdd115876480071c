"""Names in Arabic: فرنسي for فرنسا, المجلس for مجلس الأمن, هذا البلد."""

from align.languages.alphabetic_names import AlphabeticNames
from align.languages.arabic.word_forms import WORD_FORMS

NAME_FORMS = AlphabeticNames(
    WORD_FORMS,
    small="و في من على إلى عن",
    leads_on="المعني|لل|ل",
    country=r"(?:هذا|ذلك|هذه|تلك)?\s?[بلو]?(?:البلد|للبلد|بلده|بلدها|بلدي|الإقليم|الحكومة|حكومته|حكومتها|الدولة|الجزيرة)(?!\w)",
    organ=r"(?:المنظمة|الوكالة|الهيئة|الكيان|المكتب|الصندوق|البرنامج|المفوضية)(?!\w)",
    pronoun=r"\w(?:ه|ها|هم|هما)(?!\w)|(?<!\w)(?:هو|هي|هم)(?!\w)",
    numbered=r"الأولى|الثانية|الثالثة|الرابعة",
    adjectives={
        "المملكة": ("بريطان",), "الولايات": ("امريك",), "روسيا": ("روس",), "الاتحاد": ("روس",),
        "ألمانيا": ("المان",), "تركيا": ("ترك",), "هولندا": ("هولند",),
    },
    article="ال",
    capitals=False,
)  # fmt: skip
