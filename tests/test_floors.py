"""What was reached once is kept: scores on the development data may not fall below tests/floors.json.

A floor is lowered only with its reason written beside it, under `reasons`.
"""

import json
from pathlib import Path

import evaluate
import pytest
from evaluate_omissions import RUNS, found_in
from evaluate_six import pair_scores, statement_scores, units_right

from align import embed

HERE = Path(__file__).parent
FLOORS = json.loads((HERE / "floors.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", FLOORS["beads"])
def test_beads_stay_right(name, shared):
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
def test_translations_stay_nearest(name, shared):
    scores = evaluate.retrieval_report(shared / "data" / "eval" / f"{name}.tsv", embed.load())
    for kind, floor in FLOORS["retrieval"][name].items():
        assert scores[kind] >= floor, f"{name} {kind}"


def test_translations_stay_nearest_in_every_language(shared):
    scores = evaluate.languages_report(shared / "data" / "eval" / "unpc_dev.6way.tsv.xz", embed.load())
    assert scores.keys() == FLOORS["languages"].keys(), "15 pairs of six languages"
    low = {
        pair: scores[pair]["margin"]
        for pair, floor in FLOORS["languages"].items()
        if scores[pair]["margin"] < floor
    }
    assert not low


@pytest.mark.parametrize("pair", FLOORS["omissions"])
def test_omitted_sentences_stand_alone(pair, shared):
    floor = FLOORS["omissions"][pair]
    found = [found_in(shared / "data", pair, kind, 1000, embed.load()) for kind in RUNS]
    assert sum(each.found for each in found) >= floor["found"] * sum(each.omitted for each in found)
    assert sum(each.false for each in found) <= floor["false"] * sum(each.sentences for each in found)
    assert sum(each.hidden for each in found) <= floor["hidden"] * sum(each.omitted for each in found)


@pytest.mark.parametrize("ending", FLOORS["six"])
def test_every_pair_of_the_sample_in_six_languages_stays_right(ending, corpora):
    scores = pair_scores(corpora, ending)
    floor = FLOORS["six"][ending]
    assert not [(pair, score, wrong) for pair, score, wrong in scores if score < floor]


def test_units_of_six_plain_texts_stay_right(corpora):
    right, all_of = units_right(corpora, "txt")
    assert right >= FLOORS["units of six texts"] * all_of


def test_a_statement_in_running_prose_stays_right_for_every_pair(corpora):
    floors = FLOORS["statement"]
    scores = list(statement_scores(corpora))
    assert {"-".join(pair) for pair, _, _ in scores} == floors.keys(), "15 pairs of six languages"
    assert not [each for each in scores if each[1] < floors["-".join(each[0])]]


def test_every_lowered_floor_has_its_reason():
    assert all(reason.strip() for reason in FLOORS["reasons"].values())
