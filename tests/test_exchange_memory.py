"""Files of any length are read in memory that does not grow with them."""

import tracemalloc
from functools import partial

import pytest
from bitexts import bitext_of

from align import exchange
from align.exchange import shared_strings, shelf

STREAMED = [".tmx", ".xlf", ".v12.xlf", ".xlsx", ".po", ".ts"]
BUFFERS = 4 << 20
"""Bytes that a format may read or write at once; 4,500 units in memory take more."""
WRITTEN = [".tmx", ".xlsx", ".html"]


def peak_of(work):
    """Return the most bytes that lie in memory while something is done."""
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def read_through(path):
    for _ in exchange.stream(path).beads:
        pass


@pytest.fixture(autouse=True)
def little_memory(monkeypatch):
    """Bytes beyond 64 KB lie on disk."""
    for module in (shelf, shared_strings):
        monkeypatch.setattr(module, "_IN_MEMORY", 1 << 16)


def made(path, units):
    rows = (
        (f"The Council adopts measure {n} of the plan.", f"理事会通过第{n}项措施。") for n in range(units)
    )
    exchange.write(bitext_of(*rows), path)
    return path


def stays_small(peak):
    """Three times as many units take no more memory; a third of them is asked for only where they take much."""
    peak(20)  # modules are loaded
    most = peak(4500)
    assert most < BUFFERS or most < 1.25 * peak(1500), most


@pytest.mark.parametrize("ending", STREAMED)
def test_three_times_as_many_units_take_no_more_memory(ending, tmp_path):
    stays_small(lambda units: peak_of(partial(read_through, made(tmp_path / f"{units}{ending}", units))))


@pytest.mark.parametrize("ending", WRITTEN)
def test_to_write_them_takes_no_more_memory(ending, tmp_path):
    def peak(units):
        bitext = exchange.stream(made(tmp_path / f"{units}.tmx", units))
        return peak_of(partial(exchange.write, bitext, tmp_path / f"{units}-out{ending}"))

    stays_small(peak)
