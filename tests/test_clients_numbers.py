"""Numbers and tabs of plain texts, for a CAT tool: each side keeps what its own file prints."""

import re
from collections import Counter
from itertools import permutations
from pathlib import Path

import pytest

from align import embed
from align.bitext import Bead, Bitext, Side
from align.clients.fitting import fitted
from align.document import Segment
from align.pipeline import align_files
from align.settings import Settings

NUMBERED = {
    "en": "I. Forests\n\n1. The forest covers 52 islands.\n\nII. Duties of owners\n\n2. In 2019, trees were dear.\n",
    "fr": "I. Forêts\n\n1. La forêt couvre 52 îles.\n\nII. Obligations\n\n2. En 2019, les arbres étaient chers.\n",
    "ru": "I. Леса\n\n1. Лес занимает 52 острова.\n\nII. Обязанности\n\n2. В 2019 году деревья были дороги.\n",
    "ar": "أولا - الغابات\n\n1 - تغطي الغابة 52 جزيرة.\n\nثانيا - التزامات الملاك\n\n2 - وكانت الأشجار غالية في عام 2019.\n",
    "zh": "一、森林\n\n1. 森林覆盖52个岛屿。\n\n二、业主的义务\n\n2. 2019年树木价格昂贵。\n",
}
ITEMS = {
    "en": "1. States shall:\n\n(a) Analyse the soil of each field;\n\n(b) Build new barns;\n\n(c) Count the cows.\n",
    "fr": "1. Les États :\n\na) Analysent le sol de chaque champ ;\n\nb) Bâtissent des granges ;\n\nc) Comptent.\n",
    "zh": "1. 各国应：\n\n(a) 分析每块田地的土壤；\n\n(b) 建造新的谷仓；\n\n(c) 清点奶牛。\n",
}
TABLE = {
    "en": "1. The harvest is set out below.\n\nCrop\t2019\t2020\n\nWheat\t1,250.5\t3,400\n\n2. Apples were few.\n",
    "fr": "1. La récolte figure ci-dessous.\n\nCulture\t2019\t2020\n\nBlé\t1 250,5\t3 400\n\n2. Peu de pommes.\n",
    "zh": "1. 收成如下。\n\n作物\t2019年\t2020年\n\n小麦\t1 250.5\t3 400\n\n2. 苹果很少。\n",
}
PAIRS = [
    (texts, one, other)
    for texts in (NUMBERED, ITEMS, TABLE)
    for one, other in permutations(texts, 2)
]  # fmt: skip


def bare(text):
    return "".join(text.split())


@pytest.mark.parametrize(("texts", "one", "other"), PAIRS)
def test_translations_put_together_are_the_text_of_the_file(texts, one, other, tmp_path):
    found = aligned(texts, one, other, tmp_path)
    made = "".join(segment.text for bead in found for segment in bead.target)
    assert bare(made) == bare(texts[other])


@pytest.mark.parametrize(
    ("texts", "one", "other", "source", "target"),
    [
        (NUMBERED, "en", "ar", "II.", "ثانيا -"),
        (NUMBERED, "en", "ar", "Duties of owners", "التزامات الملاك"),
        (NUMBERED, "zh", "fr", "二、业主的义务", "II. Obligations"),
        (NUMBERED, "ru", "zh", "II.", "二、"),
        (TABLE, "en", "zh", "Wheat\t1,250.5\t3,400", "小麦\t1 250.5\t3 400"),
    ],
)
def test_a_number_and_a_row_are_as_the_translation_prints_them(texts, one, other, source, target, tmp_path):
    found = {"".join(s.text for s in b.source): b.target for b in aligned(texts, one, other, tmp_path)}
    assert [segment.text for segment in found[source]] == [target]


SAMPLE = Path(__file__).parents[1] / "corpora" / "six"
FEET = re.compile(r"25-09217 \([A-Z]\)|A/80/9217|\b\d/[45]\b")
"""What the sample prints at the top and foot of its pages, of which the languages have different numbers."""


def inked(text):
    return Counter(bare(FEET.sub("", text)))


@pytest.mark.parametrize(("one", "other"), list(permutations(("en", "fr", "es", "ru", "ar", "zh"), 2)))
def test_no_character_of_the_six_is_doubled_or_lost(one, other):
    files = [SAMPLE / f"report.{language}.txt" for language in (one, other)]
    beads = align_files(*files, Settings(client="omegat")).beads
    for file, sides in zip(files, zip(*((b.source, b.target) for b in beads), strict=True), strict=True):
        made = "\n".join(segment.text for side in sides for segment in side)
        assert inked(made) == inked(file.read_text(encoding="utf-8"))


def aligned(texts, one, other, folder):
    files = [folder / f"r.{language}.txt" for language in (one, other)]
    for file, language in zip(files, (one, other), strict=True):
        file.write_text(texts[language], encoding="utf-8")
    return align_files(*files, Settings(client="omegat")).beads


def test_what_a_tool_cuts_off_behind_a_short_form_stays_with_its_sentence():
    english = ("It is in part V (see paras.", "", "23–27 below).", "Cows are well.")
    russian = ("Это сказано в части V (см.", "пп.", "23–27 ниже).", "Коровы здоровы.")
    beads = tuple(Bead(a, b) for a, b in zip(_segments(english), _segments(russian), strict=True))
    made = fitted(Bitext(Side("en"), Side("ru"), beads), None, None, embed.load())
    assert [[s.text for s in bead.target] for bead in made.beads] == [
        ["Это сказано в части V (см.", "пп."],
        ["23–27 ниже)."],
        ["Коровы здоровы."],
    ]


def _segments(texts):
    place = 0
    for text in texts:
        yield (Segment(text, start=place, end=place + len(text)),) if text else ()
        place += len(text) + 1
