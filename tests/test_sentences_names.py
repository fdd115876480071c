"""Names that both sides write with the same characters."""

import pytest

from align.sentences.names import SharedNames


@pytest.mark.parametrize(
    ("source", "target", "shared"),
    [
        ("PM2.5超标。", "PM2.5 is too high.", 1),
        ("ＰＭ２．５超标。", "PM2.5 is too high.", 1),  # fullwidth
        ("共1，325人。", "1,325 people in all.", 1),  # a fullwidth comma inside a figure
        ("中国，100人。", "China, 100 people.", 1),
        ("“A、B”——C…D", "A, B - “C… D”", 4),
        ("عددهم ٣٢٥", "325 of them", 1),
        ("①项", "item 1", 1),
        ("他来了。", "He came.", 0),
    ],
)
def test_names_are_found_however_their_characters_are_written(source, target, shared):
    names = SharedNames([([source], [target])], 2, 2)
    assert names.pairs.framed[0, 3, 3] == shared
