"""The sample in six languages, aligned pair by pair: right but for a sentence here and there."""

import re
from pathlib import Path

import pytest

from align import align_files

SCRIPTS = Path(__file__).parent.parent / "scripts"
PAIRS = ["en-ar", "en-es", "en-fr", "en-ru", "en-zh", "ar-zh", "es-fr", "fr-ru", "zh-es"]
FLOOR = 0.97
"""Strict F1 of beads, which is what was asked for: of 108 to 111, two may be wrong."""


def plain(texts):
    return re.sub(r"\s|\{[\d*]+\},?", "", "".join(texts))


@pytest.fixture
def blocks(corpora, monkeypatch):
    monkeypatch.syspath_prepend(SCRIPTS)
    from sample_source import parse

    return parse((corpora / "six" / "source.txt").read_text(encoding="utf-8"))


def gold(blocks, source, target):
    """Yield the right beads."""
    for bead in (bead for block in blocks if not block.kind.startswith("masthead") for bead in block.beads):
        yield from ((plain(one), plain(other)) for one, other in bead.matches(source, target))


@pytest.mark.parametrize("ending", ["docx", "pdf"])
@pytest.mark.parametrize("pair", PAIRS)
def test_every_pair_is_aligned(corpora, blocks, pair, ending):
    source, target = pair.split("-")
    bitext = align_files(*(corpora / "six" / f"report.{language}.{ending}" for language in (source, target)))
    masthead = {
        plain([sentence])
        for block in blocks
        if block.kind.startswith("masthead")
        for language in (source, target)
        for sentence in block.beads[0].sentences(language)
    }
    found = [
        (plain(s.text for s in bead.source), plain(s.text for s in bead.target)) for bead in bitext.beads
    ]
    found = [bead for bead in found if not masthead.intersection(bead)]
    right = list(gold(blocks, source, target))
    common = len(set(found) & set(right))
    assert 2 * common / (len(found) + len(right)) >= FLOOR
