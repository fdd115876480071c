"""Articles, sections and annexes in English."""

from align.languages.structure import Structure

STRUCTURE = Structure(
    parts={
        "article": ("article", "art."),
        "section": ("section",),
        "chapter": ("chapter",),
        "part": ("part",),
        "annex": ("annex",),
        "appendix": ("appendix",),
        "rule": ("rule",),
        "regulation": ("regulation",),
        "principle": ("principle",),
        "goal": ("goal",),
        "target": ("target",),
    },
    named_only={"article": ("art",), "paragraph": ("paragraph",)},
    behind_dash=("and", "or", "to"),
    captions=("table", "figure", "box", "chart", "map"),
    styles={"heading": ("heading",), "title": ("title", "subtitle"), "contents": ("toc",)},
)
