"""Bad inputs of every kind, made by `scripts/bad_inputs.py`: each is read, or refused in one line that names it."""

import importlib.util
import sys
from pathlib import Path

import pytest

_SPEC = importlib.util.spec_from_file_location(
    "bad_inputs", Path(__file__).parent.parent / "scripts" / "bad_inputs.py"
)
assert _SPEC
assert _SPEC.loader
script = importlib.util.module_from_spec(_SPEC)
sys.modules[_SPEC.name] = script
_SPEC.loader.exec_module(script)

REFUSED = {"empty", "noise", "missing", "a folder", "a link to itself", "a pipe", "a name of 300 letters"}
"""Faults with which no kind is read."""


@pytest.mark.parametrize("kind", script.READS)
def test_bad_inputs_are_read_or_refused_with_their_name(kind, tmp_path):
    outcomes = {bad.fault: script.tried(bad) for bad in script.bad_inputs(tmp_path, [kind])}
    assert {fault: came for fault, came in outcomes.items() if came.faults} == {}
    assert {fault for fault in REFUSED & outcomes.keys() if outcomes[fault].code != 2} == set()
