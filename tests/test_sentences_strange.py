"""A pair that only its place made: two sentences left over side by side that say nothing of one another."""

import pytest

from align.document import Block, Document
from align.exchange.html_rows import DOUBTFUL
from align.pipeline import align_documents

VILLAGE = [
    ("The old mill by the river grinds wheat.", "Старая мельница у реки мелет пшеницу."),
    ("Snow covered the fields in December.", "В декабре снег покрыл поля."),
    ("The children walk to school every morning.", "Дети каждое утро ходят в школу пешком."),
    ("A doctor visits the village twice a month.", "Врач приезжает в деревню два раза в месяц."),
    ("The price of bread rose in the spring.", "Весной цена хлеба выросла."),
    ("The farmers sold their horses last year.", "В прошлом году фермеры продали своих лошадей."),
    ("A new bridge was built across the river.", "Через реку построили новый мост."),
    ("The women sing songs at the harvest.", "Женщины поют песни во время сбора урожая."),
    ("The library has four hundred books.", "В библиотеке четыреста книг."),
    ("Rain damaged the roof of the church.", "Дождь повредил крышу церкви."),
    ("The fishermen mend their nets at night.", "Рыбаки чинят свои сети ночью."),
    ("The teacher thanked the parents.", "Учительница поблагодарила родителей."),
]
ADDED = "The volcano has been silent for centuries.", "Редакция приносит извинения за ошибки в таблице."
SHORT = "The end.", "Врач уехал."


def scores(rows, size=3):
    """Return the score of each pair of sentences of two documents, a paragraph of so many each."""

    def document(side, language):
        texts = [" ".join(row[side] for row in rows[k : k + size]) for k in range(0, len(rows), size)]
        blocks = tuple(Block(text, number=f"{n}." if size > 1 else "") for n, text in enumerate(texts, 1))
        return Document(f"village.{language}", blocks, language=language)

    beads = align_documents(document(0, "en"), document(1, "ru")).beads
    return {b.source[0].text: b.score for b in beads if b.type == "1-1"}


def test_a_pair_that_only_its_place_made_is_doubtful():
    found = scores([*VILLAGE[:-1], ADDED])
    assert found.pop(ADDED[0], 0) <= 0.6
    assert len(found) == len(VILLAGE) - 1
    assert min(found.values()) > 0.9


@pytest.mark.parametrize("added", [ADDED, SHORT])
def test_two_added_paragraphs_side_by_side_are_left_over_or_doubtful(added):
    for place in (3, 6, 9):
        found = scores([*VILLAGE[:place], added, *VILLAGE[place:]], size=1)
        assert found.pop(added[0], 0) <= DOUBTFUL
        assert len(found) == len(VILLAGE)
        assert min(found.values()) > 0.9


def test_where_many_pairs_are_unlike_none_is_called_strange_for_it():
    rows = [(english, ADDED[1] if k % 2 else russian) for k, (english, russian) in enumerate(VILLAGE)]
    found = scores(rows)
    assert max(found[english] for english, _ in rows[1::2] if english in found) > 0.6
