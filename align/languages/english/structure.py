"""Articles, sections and annexes in English."""

from align.languages.structure import Structure

_COUNTED = "one two three four five six seven eight nine ten eleven twelve".split()

STRUCTURE = Structure(
    parts={
        "article": ("article", "art."),
        "section": ("section", "sec.", "sect.", "§"),
        "chapter": ("chapter", "chap."),
        "part": ("part", "title"),
        "annex": ("annex",),
        "appendix": ("appendix",),
        "rule": ("rule",),
        "regulation": ("regulation",),
        "principle": ("principle",),
        "goal": ("goal",),
        "target": ("target",),
    },
    named_only={"article": ("art",), "paragraph": ("paragraph",)},
    ordinals={word: value for value, word in enumerate(_COUNTED, 1)},
    behind_dash=("and", "or", "to"),
    captions=("table", "figure", "box", "chart", "map"),
    styles={"heading": ("heading",), "title": ("title", "subtitle"), "contents": ("toc",)},
)
