"""And, in, to, as and the article, which Arabic writes together with the next word.

>>> {"للجنة", "وللجنة", "باللجنة"} <= set(TOGETHER.written("اللجنة")), "للوثيقة" in TOGETHER.written("وثيقة")
(True, True)
"""

import re
from collections.abc import Iterator

from align.languages.together import Together

_ARTICLE, _TO = "ال", "ل"
_LETTERS = re.compile("[\u0621-\u065f\u0670\u0671]{3,}")  # shorter ones are little words themselves


def written(word: str) -> Iterator[str]:
    """Yield a word with all that may stand before it; one without the article also with it."""
    yield word
    if _LETTERS.fullmatch(word):
        bare = word.removeprefix(_ARTICLE)
        for joined in ("", "و", "ف"):
            for first in ("", "ب", "ك"):
                yield f"{joined}{first}{_ARTICLE}{bare}"
            # The alif goes, and of three lams in a row one: ل + اللجنة is للجنة.
            yield f"{joined}{_TO}{_TO if not bare.startswith(_TO) else ''}{bare}"
            if bare == word:
                yield from (f"{joined}{first}{word}" for first in ("", "ب", "ك", _TO))


TOGETHER = Together(written=written)
