"""Articles, sections and annexes in Russian."""

from align.languages.structure import Structure

STRUCTURE = Structure(
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
    repeats={"бис": 2, "тер": 3, "кватер": 4},
    letters="абвгдежзиклмнопрстуфхцчшщыэюя",
    behind_dash=("и", "или", "до"),
    captions=("таблица", "рисунок", "диаграмма", "вставка", "карта"),
    styles={"heading": ("заголовок",), "title": ("название", "подзаголовок"), "contents": ("оглавление",)},
)
