"""How the other side renders a phrase, and in how many units, without reading these.

A few texts are read. Of the runs of words that recur in them, that one renders the phrase which stands where
the phrase stands and seldom elsewhere (coefficient of Dice 1945, doi:10.2307/1932409; how often it stands
elsewhere the index tells) and which the model finds near. The index counts it in all units. Then the units
without it are asked in the same way: so the one in a hundred with another rendering is found.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np

from align.embed import Embedder
from align.languages import LANGUAGES
from align.memory.index import Ids, Texts, at_most
from align.memory.match import codes, words

LONGEST = 6
"""Most words of a rendering; more characters than Chinese terms have."""

_ROUNDS = 6
_READ, _WEIGHED = 30, 10  # texts in a round
_LONG = 60  # words of a text that are weighed
_LIKELY = 200  # runs of words in a round that are weighed
_LENGTH = 0.02  # of nearness, what every further word must bring: of many runs the nearest is so by chance
_NEAR = 0.4  # cosine of a phrase and what may render it; whole terms have 0.8, half ones 0.3 to 0.8
_EDGES = frozenset(
    code for each in LANGUAGES.values() for word in each.word_forms.links for code in codes(word)
)
"""Words that are no part of a rendering at its ends."""

Run = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Rendering:
    """Words of the other side that answer to a phrase."""

    text: str
    count: int
    """Units that hold both; a unit with several renderings counts for one only."""


def renderings(
    phrase: str, units: Ids, read: Callable[[Ids], Iterable[str]], index: Sequence[Texts], model: Embedder
) -> list[Rendering]:
    """Return the renderings of a phrase, the commonest first.

    Args:
        phrase: what is rendered.
        units: those that hold it.
        read: returns the texts of the other side of some units, those first that are to be weighed.
        index: over all texts of the memory.
        model: tells what is near to the phrase.
    """
    found: list[Rendering] = []
    for _ in range(_ROUNDS):
        texts = list(islice(read(_spread(units)), _WEIGHED))
        likely = _likeliest(phrase, texts, len(units), index, model)
        if not likely:
            break
        for run, text in likely.items():
            held = np.concatenate([each.with_phrase(run) for each in index])
            rest = units[~np.isin(units, held, kind="table")]
            found.append(Rendering(text, len(units) - len(rest)))
            units = rest
    return sorted((each for each in found if each.count), key=lambda each: -each.count)


def _likeliest(
    phrase: str, texts: Sequence[str], count: int, index: Sequence[Texts], model: Embedder
) -> dict[Run, str]:
    """Return what renders a phrase in a few of `count` texts, and how it is written there."""
    numbers, shown = _runs(texts)
    runs = sorted(numbers, key=lambda run: (-len(numbers[run]), len(run)))[:_LIKELY]
    if not runs:
        return {}
    everywhere = dict(zip(runs, at_most(index, runs), strict=True))
    vectors = model.encode([phrase, *(shown[run] for run in runs)])
    nearness = dict(zip(runs, (vectors[1:] @ vectors[0]).tolist(), strict=True))
    likely: dict[Run, str] = {}
    rest = set(range(len(texts)))
    runs = [run for run in runs if nearness[run] >= _NEAR]
    fit = {run: nearness[run] - _LENGTH * len(run) for run in runs}
    while runs and rest:
        held = {run: len(numbers[run] & rest) / len(texts) * count for run in runs}
        all_held = len(rest) / len(texts) * count
        dice = {run: 2 * held[run] / (all_held + everywhere[run]) for run in runs}
        best = max(runs, key=lambda run: dice[run] * fit[run])
        # Of "development" and "right to development" the longer is better, if it stands there half the time.
        longer = [run for run in runs if 2 * held[run] >= held[best] and _within(best, run)]
        best = max(longer, key=lambda run: fit[run])
        if not held[best]:
            break
        likely[best] = shown[best]
        rest -= numbers[best]
    return likely


def _within(run: Run, longer: Run) -> bool:
    return any(longer[i : i + len(run)] == run for i in range(len(longer) - len(run) + 1))


def _runs(texts: Sequence[str]) -> tuple[dict[Run, set[int]], dict[Run, str]]:
    """Return the runs of words that recur in texts: the numbers of the texts, and how they are written."""
    numbers: dict[Run, set[int]] = defaultdict(set)
    shown: dict[Run, str] = {}
    for number, text in enumerate(texts):
        found = words(text)[:_LONG]
        for first, (code, start, _) in enumerate(found):
            if code in _EDGES:
                continue
            run: Run = ()
            for code, _, end in found[first : first + LONGEST]:
                run = (*run, code)
                if code not in _EDGES:
                    numbers[run].add(number)
                    shown.setdefault(run, text[start:end].lower())
    least = min(2, len(texts))
    return {run: held for run, held in numbers.items() if len(held) >= least}, shown


def _spread(units: Ids) -> Ids:
    """Return a few units from all over."""
    places = np.linspace(0, len(units) - 1, min(len(units), _READ)).astype(np.intp)
    return units[np.unique(places)]
