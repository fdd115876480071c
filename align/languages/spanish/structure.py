"""Articles, sections and annexes in Spanish."""

from align.languages.structure import Structure

_ORDINALS = "primer segund tercer cuart quint sext séptim octav noven décim".split()

STRUCTURE = Structure(
    parts={
        "article": ("artículo", "art."),
        "section": ("sección", "secc."),
        "chapter": ("capítulo", "cap."),
        "part": ("parte", "título"),
        "annex": ("anexo",),
        "appendix": ("apéndice",),
        "rule": ("regla",),
        "principle": ("principio",),
        "goal": ("objetivo",),
        "target": ("meta",),
    },
    named_only={"paragraph": ("párrafo",)},
    # Artículo 1o., segundo, tercera; laws count in figures behind 9o.
    ordinals={f"{value}o": value for value in range(1, 10)}
    | {word + end: value for value, word in enumerate(_ORDINALS, 1) for end in "oa"},
    before=("parte", "sección"),
    behind_dash=("y", "o", "a"),
    captions=("cuadro", "tabla", "figura", "recuadro", "gráfico", "mapa"),
    styles={"heading": ("título", "titulo"), "contents": ("tdc",)},
)
