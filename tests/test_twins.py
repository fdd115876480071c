"""A PDF reads as the Word file of the same document: scores of scripts/twins.py may not fall behind floors.json."""

import json
from pathlib import Path

import twins

from align.document import Block, Document
from align.readers import read

HERE = Path(__file__).parent
FLOORS = json.loads((HERE / "floors.json").read_text(encoding="utf-8"))
REAL = ("A_80_604_Add.1", "A_80_604_Add.7", "A_81_6_SECT._10", "A_81_6_SECT._13")
"""Real documents read by the test; the script reads all of them."""


def score(pairs):
    return sum((twins.score(read(word), read(printed)) for word, printed in pairs), twins.Score())


def assert_holds(total, floors):
    fallen = {
        name: total.share(name)
        for name in twins.MEASURES
        if (total.share(name) > floors[name]) == (name in ("lost", "more"))
        and total.share(name) != floors[name]
    }
    assert not fallen


def test_our_samples_read_alike(corpora):
    pairs = list(twins.twins(corpora / "report"))
    assert len(pairs) == 2
    assert_holds(score(pairs), FLOORS["twins"])


def test_real_documents_read_alike(shared):
    pairs = [pair for pair in twins.twins(shared / "data" / "real" / "un") if pair[0].stem in REAL]
    assert len(pairs) == len(REAL)
    assert_holds(score(pairs), FLOORS["real twins"])


def test_every_difference_is_counted_and_told():
    word = Document(
        "report.docx",
        (Block("Aid", "heading"), Block("The Council met.", number="1."), Block("It rose.", number="2.")),
        (Block("See A/1.", "footnote", "1"),),
    )
    printed = Document(
        "report.pdf",
        (Block("Aid"), Block("The Council met.", number="1."), Block("It rose rose.", number="2.")),
    )
    found = twins.score(word, printed)
    assert (found.counts["paragraphs"], found.of["paragraphs"]) == (1, 2)
    assert (found.counts["kinds"], found.of["kinds"]) == (1, 3)
    assert (found.counts["notes"], found.of["notes"]) == (0, 1)
    assert (found.counts["lost"], found.counts["more"]) == (len("1seea1"), len("rose"))
    assert "kinds: heading | aid" in found.wrong
