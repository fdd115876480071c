"""French."""

from align.languages.french.figures import FIGURES, MONTHS
from align.languages.language import Language
from align.languages.structure import Structure

LANGUAGE = Language(
    code="fr",
    name="French",
    own_name="Français",
    other_codes=("fra", "fre"),
    other_names=("法文", "法语"),
    file_marks=(
        "fr",
        "法文版",
    ),
    copy_marks=("copie",),
    letter="f",
    months=tuple(MONTHS),
    figures=FIGURES,
    structure=Structure(
        parts={
            "article": ("article", "art."),
            "section": ("section",),
            "chapter": ("chapitre",),
            "part": ("partie",),
            "annex": ("annexe",),
            "appendix": ("appendice",),
            "rule": ("règle",),
            "principle": ("principe",),
            "goal": ("objectif",),
            "target": ("cible",),
        },
        named_only={"paragraph": ("paragraphe",)},
        ordinals={"premier": 1, "première": 1},
        styles={"heading": ("titre",)},
    ),
    little_words=frozenset("de la le et les des en du dans que pour une par sur est au aux".split()),
)
