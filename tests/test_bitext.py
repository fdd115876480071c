"""A bitext keeps everything, on disk too, and streams."""

import dataclasses
import json

import pytest
from bitexts import bitext_of, bitexts
from hypothesis import given

from align.bitext import Bead, Bitext
from align.document import Segment
from align.errors import ReadError


@given(bitexts)
def test_lines_lose_nothing(bitext):
    assert Bitext.from_lines(bitext.to_lines()) == bitext


@given(bitexts)
def test_swapping_twice_changes_nothing(bitext):
    swapped = bitext.swapped()
    assert [bead.type[::-1] for bead in bitext.beads] == [bead.type for bead in swapped.beads]
    assert swapped.swapped() == bitext


@given(bitexts)
def test_context_is_the_nearest_source_text_on_either_side(bitext):
    units = list(bitext.units())
    for place, unit in enumerate(units):
        before = [other.source for other in units[:place] if other.source]
        after = [other.source for other in units[place + 1 :] if other.source]
        assert unit.before == (before[-1] if before else "")
        assert unit.after == (after[0] if after else "")


def test_ids_name_symbol_paragraph_and_place():
    bead = Bead((Segment("Twelve.", number="12."),), ())
    bitext = dataclasses.replace(bitext_of(), beads=(bead, dataclasses.replace(bead, id="kept")))
    assert [unit.id for unit in bitext.units()] == ["A/HRC/47/29:12:1", "kept"]


def test_segments_are_joined_as_the_language_writes_them():
    bead = Bead((Segment("One."), Segment("Two.")), (Segment("一。"), Segment("二。")))
    unit = next(dataclasses.replace(bitext_of(), beads=(bead,)).units())
    assert (unit.source, unit.target, unit.bead.type) == ("One. Two.", "一。二。", "2-2")


def test_what_is_read_stays_as_it_is():
    (bead,) = Bitext.from_lines(bitext_of(("one", "一")).to_lines()).beads
    for value, name in ((bead, "score"), (bead.source[0], "text")):
        with pytest.raises(dataclasses.FrozenInstanceError):
            setattr(value, name, None)


def test_half_a_character_survives(tmp_path):
    bitext = bitext_of(("broken \ud835 pdf", "坏"))
    bitext.save(tmp_path / "x.bitext.jsonl")
    assert Bitext.load(tmp_path / "x.bitext.jsonl") == bitext


HEADER = '{"format":"align-bitext","version":1,"level":"sentence","created":"","source":{"language":"en"},'
HEADER += '"target":{"language":"zh-CN"},"recipe":{}}'


@pytest.mark.parametrize(
    ("lines", "line"),
    [
        (["{}"], 0),
        (["[]"], 1),
        (['{"format":"align-bitext","version":2}'], 0),
        (["no json"], 1),
        ([HEADER, "{"], 2),
        ([HEADER, '{"source":[{"text":"a"}],"target":[],"score":2}'], 2),
        ([HEADER, '{"source":[{"text":"a"}],"target":[],"score":"x"}'], 2),
        ([HEADER, '{"source":[{"text":"a"}],"target":[],"why":"magic"}'], 2),
        ([HEADER, '{"source":[{"text":"a"}],"target":[],"status":"fine"}'], 2),
        ([HEADER, '{"source":[{"texts":"a"}],"target":[]}'], 2),
        ([HEADER, '{"source":[{"text":"a"}],"target":[],"colour":"red"}'], 2),
        ([HEADER, '{"source":[{"text":"a","colour":"red"}],"target":[]}'], 2),
        ([HEADER, '{"source":[{"text":"a","codes":[{"offset":9,"kind":"+bold","id":"1"}]}],"target":[]}'], 2),
        ([HEADER, '{"source":[{"text":"a"}],"target":[],"comments":[{"person":"Li","at":7}]}'], 2),
        ([HEADER, '{"source":[{"text":["a"]}],"target":[]}'], 2),
        ([HEADER, '{"source":[{"text":"a","page":"3"}],"target":[]}'], 2),
        ([HEADER, '{"source":[{"text":"a","part":"x"}],"target":[]}'], 2),
        ([HEADER, '{"source":[{"text":"a","kind":["heading"]}],"target":[]}'], 2),
        ([HEADER, '{"source":[{"text":"a","edited":"yes"}],"target":[]}'], 2),
        ([HEADER, '{"source":[{"text":"a","notes":[{"number":5,"offset":1}]}],"target":[]}'], 2),
        ([HEADER, '{"source":[{"text":"a","notes":[{"number":"5","offset":"x"}]}],"target":[]}'], 2),
        ([HEADER, "[" * 100_000], 2),
        ([HEADER, '{"source":[{"text":"a"}]}', '{"source":[],"target":[]}'], 3),
        ([HEADER.replace('"sentence"', "[]")], 1),
        ([HEADER.replace('"recipe":{}', '"recipe":[]')], 1),
        ([HEADER.replace('"created":""', '"created":7')], 1),
    ],
)
def test_a_damaged_file_is_refused_with_its_line(lines, line, tmp_path):
    path = tmp_path / "x.bitext.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(ReadError, match=f"line {line}" if line else "no bitext"):
        Bitext.load(path)


@pytest.mark.parametrize(
    ("old", "new"),
    [(b"{", b"\xef\xbb\xbf{"), (b"\n", b"\r\n"), (b"\n", b"\n\n")],
    ids=["mark", "cr", "blank"],
)
def test_a_file_that_an_editor_saved_is_the_same(old, new, tmp_path):
    bitext = Bitext.from_lines([HEADER, '{"source":[{"text":"a"}],"target":[{"text":"一"}]}'])
    path = tmp_path / "x.bitext.jsonl"
    bitext.save(path)
    path.write_bytes(path.read_bytes().replace(old, new, 1))
    assert Bitext.load(path) == bitext
    path.write_bytes(path.read_bytes().replace("一".encode(), b"\xff"))
    with pytest.raises(ReadError, match="damaged"):
        Bitext.load(path)


def test_an_absent_fact_has_its_default():
    bitext = Bitext.from_lines([HEADER, json.dumps({"source": [{"text": "a"}]})])
    assert bitext.beads == (Bead((Segment("a"),), ()),)
