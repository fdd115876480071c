"""Articles, sections and annexes in Arabic."""

from align.languages.structure import Structure

_ORDINALS = (
    "الأولى الأول الحادية الحادي",
    "الثانية الثاني",
    "الثالثة الثالث",
    "الرابعة الرابع",
    "الخامسة الخامس",
    "السادسة السادس",
    "السابعة السابع",
    "الثامنة الثامن",
    "التاسعة التاسع",
    "العاشرة العاشر",
)
_TEN = ("عشرة", "عشر")
_TENS = {
    word + end: value
    for value, word in enumerate("العشر الثلاث الأربع الخمس الست السبع الثمان التسع".split(), 2)
    for end in ("ون", "ين")
}
_ADDED = {f"و{word}": value for word, value in _TENS.items()}
"""And twenty, and thirty …"""

STRUCTURE = Structure(
    named_only={
        "article": ("المادة", "مادة"),
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
        r"(?:(?:ال)?مادة|الفرع|الفصل|الجزء|الباب|المرفق|التذييل|القاعدة|المبدأ|الهدف|الغاية)\s"
        rf"(?:{{any}}(?:\s(?:{'|'.join((*_TEN, *_ADDED))})\b)?|\(\s?{{any}}\s?\))(?:[.-]\d+)*(?![.-]\d)"
        r"(?:\sمكرر[اة]?\u064b?(?!\w))?"
        r"(?:\s?[-–—](?=\s+[^\W\d])|(?:[.:：]|(?!\s?[،,]|\s(?:من|و|إلى|على|في|التي|الذي)\b)){after})",
        r"\d{1,3}(?:-\d{1,3})+(?!\s+\S+(?:\s\S+)?\s\d{4})(?=\s+[\u0620-\u064a])",  # 2-1 is 2.1; no days
        r"['‘’`]\d{1,2}['‘’`](?=\s|$)",  # ‘1’ is (i)
    ),
    # الخامسة عشرة, الثانية والثلاثون: the words of one number add up.
    ordinals={word: value for value, words in enumerate(_ORDINALS, 1) for word in words.split()}
    | dict.fromkeys(_TEN, 10)
    | {word: 10 * value for word, value in (_TENS | _ADDED).items()},
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
