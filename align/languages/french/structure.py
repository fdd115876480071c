"""Articles, sections and annexes in French."""

from align.languages.structure import Structure

STRUCTURE = Structure(
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
    behind_dash=("et", "ou", "à"),
    captions=("tableau", "figure", "encadré", "graphique", "carte"),
    styles={"heading": ("titre",), "contents": ("tm", "tabledesmatières")},
)
