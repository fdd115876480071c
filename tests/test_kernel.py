"""The compiled loops against numpy: the same beads, as sure of them, whatever the text."""

import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_lattice import random_scores, windows
from test_sentences import Dictionary, known_text, sentence

from align import embed
from align.beads import IMPOSSIBLE, bead_types
from align.pipeline import align_files
from align.sentences import align_sentences, kernel
from align.sentences.lattice import Lattice
from align.settings import Settings

pytest.importorskip("numba", reason="numba compiles the loops")


def both(work):
    """Return what numpy makes of it, and the compiled loops."""
    found = []
    for use in ("never", "always"):
        with kernel.used(use):
            found.append(work())
    return found


@given(st.lists(windows(), min_size=1, max_size=3), st.integers(1, 5), st.integers(0, 2**32 - 1))
@settings(deadline=None)
def test_paths_and_posteriors_are_those_of_numpy(texts, limit, seed):
    lattice = Lattice(texts, bead_types(limit))
    scores = random_scores(lattice, seed)
    (posteriors, nodes, totals), (fast, fast_nodes, fast_totals) = both(lambda: lattice.posteriors(scores))
    assert fast == pytest.approx(posteriors, abs=1e-9)
    assert fast_totals == pytest.approx(totals)
    for own, table in zip(fast_nodes, nodes, strict=True):
        assert np.exp(own) == pytest.approx(np.exp(table), abs=1e-9)
    # Ties are broken alike, too.
    whole = np.where(scores > IMPOSSIBLE, np.rint(scores), IMPOSSIBLE)
    path, fast_path = both(lambda: lattice.best_paths(whole))
    assert fast_path == path


@st.composite
def texts(draw):
    """Draw a text and a translation that joins, cuts, leaves out and adds sentences, with names and marks."""
    chance = draw(st.randoms(use_true_random=False))
    source, target = [], []
    for _ in range(draw(st.integers(0, 40))):
        own = [sentence(chance) for _ in range(chance.choice((1, 1, 1, 2, 3)))]
        if chance.random() < 0.3:
            own[0] = f"{chance.randint(1, 12)} {own[0][:-1]}{chance.choice('?!”')}"
        kept = chance.random()
        source += [] if kept < 0.05 else own
        target += [] if kept > 0.95 else [" ".join(own)] if kept < 0.5 else [", ".join(own[:1]), *own[1:]]
    return source, target


@given(texts(), st.integers(1, 8))
@settings(deadline=None, max_examples=30)
def test_beads_are_those_of_numpy(sides, most):
    one, other = both(lambda: align_sentences(*sides, Dictionary(), Settings(max_bead=most)))
    assert one == other


def test_beads_of_a_known_text_are_those_of_numpy():
    one, other = both(lambda: align_sentences(*known_text(), embed.load(), Settings()))
    assert one == other


@pytest.mark.parametrize("format", ["txt", "docx"])
def test_outputs_are_the_same_bytes(format, corpora, tmp_path, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    files = [corpora / "report" / f"report.{language}.{format}" for language in ("en", "zh")]

    def written():
        path = tmp_path / "out.jsonl"
        align_files(*files).save(path)
        return path.read_bytes()

    one, other = both(written)
    assert one == other


def test_a_short_text_does_not_wait_for_numba():
    code = """if True:
        import sys
        from align import embed
        from align.sentences import align_sentences
        from align.settings import Settings
        align_sentences(["He came.", "He left."], ["他来了。", "他走了。"], embed.load(), Settings())
        print("numba" in sys.modules)
    """
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
