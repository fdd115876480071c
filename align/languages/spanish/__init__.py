"""Spanish."""

from align.languages.language import Language
from align.languages.spanish.figures import FIGURES, MONTHS
from align.languages.structure import Structure

LANGUAGE = Language(
    code="es",
    name="Spanish",
    own_name="Español",
    other_codes=("spa",),
    other_names=("espagnol", "西班牙文", "西班牙语"),
    file_marks=("es", "esp", "西班牙文版"),
    letter="s",
    months=tuple(MONTHS),
    figures=FIGURES,
    structure=Structure(
        styles={"heading": ("título",)},
        parts={
            "article": ("artículo", "art."),
            "section": ("sección",),
            "chapter": ("capítulo",),
            "part": ("parte",),
            "annex": ("anexo",),
            "appendix": ("apéndice",),
            "rule": ("regla",),
            "principle": ("principio",),
            "goal": ("objetivo",),
            "target": ("meta",),
        },
        named_only={"paragraph": ("párrafo",)},
        ordinals={"primero": 1, "primera": 1, "segundo": 2, "segunda": 2, "tercero": 3, "tercera": 3},
    ),
    little_words=frozenset("de la que el en y los se del las por con para una al su lo".split()),
)
