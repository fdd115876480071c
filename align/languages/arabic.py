"""Arabic."""

from align.languages.language import Language
from align.languages.structure import Structure

LANGUAGE = Language(
    code="ar",
    name="Arabic",
    own_name="العربية",
    other_codes=("ara",),
    other_names=("arabe", "阿拉伯文", "阿拉伯语"),
    file_marks=(
        "ar",
        "阿拉伯文版",
    ),
    letter="a",
    script="Arab",
    direction="rtl",
    structure=Structure(letters="أبجدهوزحطيكلمنسعفصقرشتثخذضغظ"),
)
