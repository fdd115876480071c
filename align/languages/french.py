"""French."""

from align.languages.language import Language

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
    letter="f",
    little_words=frozenset("de la le et les des en du dans que pour une par sur est au aux".split()),
)
