"""Articles, sections and annexes in Spanish."""

from align.languages.structure import Structure

STRUCTURE = Structure(
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
    behind_dash=("y", "o", "a"),
    captions=("cuadro", "tabla", "figura", "recuadro", "gráfico", "mapa"),
    styles={"heading": ("título", "titulo"), "contents": ("tdc",)},
)
