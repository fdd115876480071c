"""Words of Russian by their stems, and those that make no difference in a term."""

from align.languages.stems import stemmed

_SHORTEST = 3


def _without_vowels(stem: str) -> str:
    """Return a stem without the vowels at its end: of *Китай* the stemmer leaves кита, of *Китая* кит."""
    bare = stem.rstrip("аеийоуыэюяь")
    return bare if len(bare) >= _SHORTEST else stem


WORD_FORMS = stemmed(
    "russian",
    finish=_without_vowels,
    little="и в во на с со по о об к ко от для",
    links="и в во на с со по о об к ко от до из за для при под над или их его ее",
    no_edge=(
        "и в во на с со по о об к ко от до из за для при под над или а но не ни что как так то же бы "
        "ли это этот эта эти тот та те его ее их он она они мы я вы который которая которые был была "
        "были быть есть весь все всех также том числе первый второй третий два три четыре пять шесть "
        "семь восемь девять десять января февраля марта апреля мая июня июля августа сентября октября "
        "ноября декабря"
    ),
)
