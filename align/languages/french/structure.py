"""Articles, sections and annexes in French."""

from align.languages.structure import Structure

_ORDINALS = (
    "premier première 1er 1re", "deuxième second seconde", "troisième", "quatrième", "cinquième", "sixième",
    "septième", "huitième", "neuvième", "dixième",
)  # fmt: skip

STRUCTURE = Structure(
    parts={
        "article": ("article", "art."),
        "section": ("section", "sect."),
        "chapter": ("chapitre", "chap."),
        "part": ("partie", "titre"),
        "annex": ("annexe",),
        "appendix": ("appendice",),
        "rule": ("règle",),
        "principle": ("principe",),
        "goal": ("objectif",),
        "target": ("cible",),
    },
    named_only={"paragraph": ("paragraphe",)},
    ordinals={word: value for value, words in enumerate(_ORDINALS, 1) for word in words.split()},
    before=("partie", "section"),
    behind_dash=("et", "ou", "à"),
    captions=("tableau", "figure", "encadré", "graphique", "carte"),
    styles={"heading": ("titre",), "contents": ("tm", "tabledesmatières")},
)
