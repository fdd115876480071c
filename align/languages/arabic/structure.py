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
        r"(?:[.-]\d+)*(?![.-]\d)(?:\sمكرر[اة]?\u064b?(?!\w))?(?:[.:：]|(?!\s?[،,]|\s(?:من|و|إلى|على|في|التي|الذي)\b)){after}",
        r"\d{1,3}(?:-\d{1,3})+(?!\s+\S+(?:\s\S+)?\s\d{4})(?=\s+[\u0620-\u064a])",  # 2-1 is 2.1; no days
        r"['‘’`]\d{1,2}['‘’`](?=\s|$)",  # ‘1’ is (i)
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
        "roman": (
            *"أولا ثانيا ثالثا رابعا خامسا سادسا سابعا ثامنا تاسعا عاشرا".split(),
            *(f"{unit} عشر" for unit in "حادي ثاني ثالث رابع خامس سادس سابع ثامن تاسع".split()),
        ),
        "letter": tuple("ألف باء جيم دال هاء واو زاي حاء طاء ياء كاف لام ميم نون".split()),
    },
    repeats={"مكرر": 2, "مكررا": 2, "مكررة": 2},
    letters="أبجدهوزحطيكلمنسعفصقرشتثخذضغظ",
    behind_dash=("و", "أو", "إلى"),
    captions=("الجدول", "الشكل", "الإطار", "الخريطة"),
    styles={"heading": ("عنوان",), "contents": ("جدولالمحتويات",)},
)
