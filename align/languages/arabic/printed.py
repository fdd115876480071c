"""How lines of Arabic go on, and what abbreviations do not end a sentence."""

from align.languages.printed import PrintedWords

PRINTED = PrintedWords(
    preamble=(r"و?إذ",),  # وإذ تشير إلى, إذ تؤكد من جديد
    unfinished=tuple(
        "من في على إلى عن أن إن التي الذي الذين أو ما لا بين كل هذه هذا ذلك مع بعد قبل و".split()
    ),
    lengths=("[كسمد]م", r"(?<!(?:19|20)\d\d)(?<!(?:19|20)\d\d )م"),  # behind a year م is the era
    abbreviations=("ص",),
    between_items=("و", "أو"),
    notes=(
        "انظر",
        "(?:المرجع|المصدر) (?:نفسه|السابق)",
        "الوثائق الرسمية",
        "متاح[ة]? (?:على|في)",
        "يمكن الاطلاع",
    ),
)
