"""Broken files: the fuzzer runs for a moment here, for five minutes on the build machine, and knows what breaks."""

import random
from pathlib import Path

import fuzz
import pytest

from align.errors import ReadError


@pytest.mark.parametrize("kinds", ["docx,xlsx", "html,xml", "txt,tsv,jsonl", "tmx,xlf", "srx,tbx"])
def test_a_moment_of_broken_files_leaves_no_traceback(kinds: str, tmp_path: Path) -> None:
    assert fuzz.main(["--seconds", "3", "--kinds", kinds, "--keep", str(tmp_path)]) == 0


def test_a_traceback_is_told_and_an_honest_refusal_is_not(tmp_path: Path) -> None:
    def refuse(path: Path) -> None:
        raise ReadError("damaged", where=str(path))

    assert "KeyError" in fuzz.attempt(tmp_path, lambda path: {}[path])
    assert fuzz.attempt(tmp_path, refuse) == ""


def test_a_seed_breaks_a_file_always_alike() -> None:
    data = b"<p>Hello</p>" * 20
    assert fuzz.broken(data, random.Random(5)) == fuzz.broken(data, random.Random(5)) != data
