"""PDF: each case reads as the file beside it says, and what cannot be read says why.

`cases/pdf/make.py` made the cases.
"""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reading import shown

from align.errors import ReadError
from align.readers.pdf import read

FOLDER = Path(__file__).parent / "cases" / "pdf"
CASES = sorted(FOLDER.glob("*.txt"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_reads_as_the_case_expects(case):
    assert shown(read(case.with_suffix(".pdf"))) == case.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "what", "mend"),
    [("scan.pdf", "it is a scan", "OCR"), ("locked.pdf", "protected with a password", "without one")],
)
def test_what_cannot_be_read_says_why(name, what, mend):
    with pytest.raises(ReadError, match=what) as caught:
        read(FOLDER / name)
    assert caught.value.where == str(FOLDER / name)
    assert mend in caught.value.mend


@pytest.mark.parametrize("part", [0.02, 0.5, 0.9, 0.99])
def test_a_file_cut_short_says_so(part, tmp_path):
    whole = (FOLDER / "report.en.pdf").read_bytes()
    path = tmp_path / "short.pdf"
    path.write_bytes(whole[: int(len(whole) * part)])
    with pytest.raises(ReadError, match="damaged or cut short"):
        read(path)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 18_000), st.integers(0, 255)), min_size=1, max_size=40))
def test_damage_is_an_error_of_ours_or_none(tmp_path, changes):
    data = bytearray((FOLDER / "tables.pdf").read_bytes())
    for place, value in changes:
        data[place % len(data)] = value
    path = tmp_path / "damaged.pdf"
    path.write_bytes(data)
    try:
        read(path)
    except ReadError as error:
        assert str(path) in error.where
