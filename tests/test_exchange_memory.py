"""Files of any length are read in memory that does not grow with them."""

import tracemalloc

import pytest
from bitexts import bitext_of

from align import exchange
from align.exchange import shared_strings, shelf

STREAMED = [".tmx", ".xlf", ".v12.xlf", ".xlsx"]


def peak_of_reading(path):
    tracemalloc.start()
    try:
        for _ in exchange.stream(path).beads:
            pass
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("ending", STREAMED)
def test_three_times_as_many_units_take_no_more_memory(ending, tmp_path, monkeypatch):
    for module in (shelf, shared_strings):  # bytes that lie in memory before any lie on disk
        monkeypatch.setattr(module, "_IN_MEMORY", 1 << 16)
    for name, units in (("warm", 20), ("short", 1500), ("long", 4500)):
        rows = (
            (f"The Council adopts measure {n} of the plan.", f"理事会通过第{n}项措施。") for n in range(units)
        )
        exchange.write(bitext_of(*rows), tmp_path / f"{name}{ending}")
    peaks = [peak_of_reading(tmp_path / f"{name}{ending}") for name in ("warm", "short", "long")]
    assert peaks[2] < 1.25 * peaks[1], peaks
