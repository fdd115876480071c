"""Articles, sections and annexes in Arabic."""

from align.languages.structure import Structure

STRUCTURE = Structure(
    named_only={
        "article": ("المادة",),
        "section": ("الفرع",),
        "chapter": ("الفصل",),
        "part": ("الجزء", "الباب"),
        "annex": ("المرفق",),
        "appendix": ("التذييل",),
        "rule": ("القاعدة",),
        "principle": ("المبدأ",),
        "goal": ("الهدف",),
        "target": ("الغاية",),
        "paragraph": ("الفقرة",),
    },
    # But not the beginning of a sentence: المادة 2 من الاتفاق, "article 2 of the agreement".
    patterns=(
        r"(?:المادة|الفرع|الفصل|الجزء|الباب|المرفق|التذييل|القاعدة|المبدأ|الهدف|الغاية)\s{any}"
        r"(?:[.-]\d+)*(?![.-]\d)(?:[.:：]|(?!\s?[،,]|\s(?:من|و|إلى|على|في|التي|الذي)\b)){after}",
    ),
    ordinals={
        word: value
        for value, words in enumerate(
            (
                "الأولى الأول",
                "الثانية الثاني",
                "الثالثة الثالث",
                "الرابعة الرابع",
                "الخامسة الخامس",
                "السادسة السادس",
                "السابعة السابع",
                "الثامنة الثامن",
                "التاسعة التاسع",
                "العاشرة العاشر",
            ),
            start=1,
        )
        for word in words.split()
    },
    counted={
        "roman": tuple("أولا ثانيا ثالثا رابعا خامسا سادسا سابعا ثامنا تاسعا عاشرا".split()),
        "letter": tuple("ألف باء جيم دال هاء واو زاي حاء طاء ياء كاف لام ميم نون".split()),
    },
    letters="أبجدهوزحطيكلمنسعفصقرشتثخذضغظ",
    captions=("الجدول", "الشكل", "الإطار", "الخريطة"),
    styles={"heading": ("عنوان",), "contents": ("جدولالمحتويات",)},
)
