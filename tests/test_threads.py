"""Numpy works in one thread while documents are aligned, and in as many as before afterwards."""

import numpy as np
import pytest
import threadpoolctl

from align.embed import load
from align.sentences import align_sentences
from align.settings import Settings
from align.threads import single_threaded


def threads() -> set[int]:
    """Return in how many threads the BLAS of numpy works; FAISS brings one of its own."""
    known = [each for each in threadpoolctl.threadpool_info() if each["user_api"] == "blas"]
    return {each["num_threads"] for each in known if "numpy" in each["filepath"]} or pytest.skip(
        "numpy has no BLAS of its own here"
    )


class Watched:
    """A model that sees in how many threads it is asked."""

    def __init__(self):
        self._model, self.seen = load(), set()
        self.additive, self.dim, self.tokens = True, self._model.dim, self._model.tokens

    def sums(self, texts):
        self.seen |= threads()
        return self._model.sums(texts)

    def encode(self, texts):
        return self._model.encode(texts)


def test_sentences_are_aligned_in_one_thread():
    with threadpoolctl.threadpool_limits(2, user_api="blas"):
        model = Watched()
        align_sentences(["他来了。", "他走了。"], ["He came.", "He left."], model, Settings())
        assert model.seen == {1}
        assert threads() == {2}


def test_the_threads_come_back_after_an_error():
    @single_threaded
    def fails():
        assert threads() == {1}
        raise ValueError(np.ones(2) @ np.ones(2))

    with threadpoolctl.threadpool_limits(2, user_api="blas"):
        with pytest.raises(ValueError, match="2"):
            fails()
        assert threads() == {2}
