"""Russian."""

from align.languages.language import Language
from align.languages.russian.figures import FIGURES, MONTHS
from align.languages.structure import Structure

LANGUAGE = Language(
    code="ru",
    name="Russian",
    own_name="Русский",
    other_codes=("rus",),
    other_names=("russe", "俄文", "俄语"),
    file_marks=(
        "ru",
        "俄文版",
    ),
    letter="r",
    script="Cyrl",
    months=tuple(MONTHS),
    figures=FIGURES,
    structure=Structure(
        parts={
            "article": ("статья", "ст."),
            "section": ("раздел",),
            "chapter": ("глава",),
            "part": ("часть",),
            "annex": ("приложение",),
            "appendix": ("добавление",),
            "rule": ("правило",),
            "principle": ("принцип",),
            "goal": ("цель",),
            "target": ("задача",),
        },
        named_only={"paragraph": ("пункт",)},
        letters="абвгдежзиклмнопрстуфхцчшщыэюя",
    ),
)
