"""Spanish."""

from align.languages.language import Language

LANGUAGE = Language(
    code="es",
    name="Spanish",
    own_name="Español",
    other_codes=("spa",),
    other_names=("espagnol", "西班牙文", "西班牙语"),
    file_marks=("es", "esp", "西班牙文版"),
    letter="s",
    little_words=frozenset("de la que el en y los se del las por con para una al su lo".split()),
)
