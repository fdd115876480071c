"""What was reached once is kept: scores on the development data may not fall below tests/floors.json.

A floor is lowered only with its reason written beside it, under `reasons`.
"""

import json
import sys
from pathlib import Path

import pytest

from align import embed

HERE = Path(__file__).parent
FLOORS = json.loads((HERE / "floors.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def evaluate():
    sys.path.insert(0, str(HERE.parent / "scripts"))
    try:
        import evaluate
    finally:
        sys.path.pop(0)
    return evaluate


@pytest.mark.parametrize("name", FLOORS["beads"])
def test_beads_stay_right(name, shared, evaluate):
    folder = shared / "data" / "gold" / name
    aligned = evaluate.align_set(evaluate.read_set(folder), embed.load())
    scores = evaluate.beads_report(aligned, evaluate.read_verses(folder))
    for kind, floor in FLOORS["beads"][name].items():
        assert scores[kind]["f1"] >= floor, f"{name} {kind}"
    if name in FLOORS["sure beads right"]:
        sure = evaluate.calibration(aligned)[-1]
        assert sure["from"] == 0.9
        assert sure["right"] >= FLOORS["sure beads right"][name]


@pytest.mark.parametrize("name", FLOORS["retrieval"])
def test_translations_stay_nearest(name, shared, evaluate):
    scores = evaluate.retrieval_report(shared / "data" / "eval" / f"{name}.tsv", embed.load())
    for kind, floor in FLOORS["retrieval"][name].items():
        assert scores[kind] >= floor, f"{name} {kind}"


def test_translations_stay_nearest_in_every_language(shared, evaluate):
    scores = evaluate.languages_report(shared / "data" / "eval" / "unpc_dev.6way.tsv.xz", embed.load())
    assert scores.keys() == FLOORS["languages"].keys(), "15 pairs of six languages"
    low = {
        pair: scores[pair]["margin"]
        for pair, floor in FLOORS["languages"].items()
        if scores[pair]["margin"] < floor
    }
    assert not low


def test_every_lowered_floor_has_its_reason():
    assert all(reason.strip() for reason in FLOORS["reasons"].values())
