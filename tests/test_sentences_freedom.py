"""How freely a text is translated is seen before its sentences are weighed: as often as it joins and cuts."""

import pytest
from test_sentences import Dictionary, text

from align.sentences.stretches import sentence_side, stretches


@pytest.mark.parametrize(
    ("count", "every", "freedom"),
    [
        (100, 0, 0.0),  # none joined
        (100, 11, 0.0),  # as seldom as in a resolution
        (100, 2, 1.0),  # every second with the next
        (6, 2, 0.0),  # as often, in a text too short to tell
    ],
)
def test_a_translation_that_joins_many_sentences_is_free(count, every, freedom):
    source, target = text(count), []
    k = 0
    while k < count:
        several = 2 if every and len(target) % every == 0 and k + 1 < count else 1
        target.append(" ".join(source[k : k + several]))
        k += several
    sides = (sentence_side(own, Dictionary()) for own in (source, target))
    fences = [(range(len(source)), range(len(target)))]
    assert {part.freedom for part in stretches(*sides, fences)} == {freedom}
