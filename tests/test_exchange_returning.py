"""Translations go back into the file that they came from: only targets and states change."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from align import exchange
from align.cli import main
from align.document import Segment
from align.exchange.returning import write_back

FOREIGN = Path(__file__).parent / "cases/exchange/foreign"
FILES = ["trados.sdlxliff", "memoq.mqxliff", "two_files.xlf", "marks.xlf", "groups.xliff"]


@pytest.mark.parametrize("name", FILES)
def test_what_was_not_changed_keeps_every_byte(name, tmp_path):
    assert write_back(exchange.read(FOREIGN / name), FOREIGN / name, tmp_path / name) == []
    assert (tmp_path / name).read_bytes() == (FOREIGN / name).read_bytes()


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_marks_and_encodings_stay(encoding, tmp_path):
    text = (FOREIGN / "memoq.mqxliff").read_text(encoding="utf-8").replace("UTF-8", encoding[:6])
    (tmp_path / "x.mqxliff").write_bytes(text.encode(encoding))
    write_back(exchange.read(tmp_path / "x.mqxliff"), tmp_path / "x.mqxliff", tmp_path / "y.mqxliff")
    assert (tmp_path / "x.mqxliff").read_bytes() == (tmp_path / "y.mqxliff").read_bytes()


def reviewed(name, *changes):
    """Return a file as a bitext in which units have other targets, and statuses."""
    bitext = exchange.read(FOREIGN / name)
    beads = list(bitext.beads)
    for place, text, status in changes:
        beads[place] = replace(beads[place], target=(Segment(text),), status=status)
    return replace(bitext, beads=tuple(beads))


@pytest.mark.parametrize(
    ("name", "changes", "lines", "told"),
    [
        (
            "trados.sdlxliff",
            [(1, "水资源 < 稀缺。", "confirmed"), (2, "无人拥有。", "auto")],
            ['mid="2">水资源 &lt; 稀缺。</mrk>', 'mid="3">无人拥有。</mrk>', '<sdl:seg id="2" conf="Translated"/>',
             '<sdl:seg id="3" conf="Draft"/>'],
            [],
        ),
        (
            "memoq.mqxliff",
            [(0, "Water is one.", "flagged"), (1, "It is scarce.", "confirmed")],
            ['mq:status="Rejected"', ">Water is one.</target>", 'id="2" mq:status="ManuallyConfirmed"',
             ">It is scarce.</target>"],
            ["1"],
        ),
        (
            "marks.xlf",
            [(1, "海水已退。", "confirmed"), (2, "波浪。", "auto")],
            ['<segment id="s2" state="reviewed">', "<target>海水已退。</target>", "<target>波浪。</target></segment>"],
            ["1:2"],
        ),
    ],
)  # fmt: skip
def test_only_targets_and_states_change(name, changes, lines, told, tmp_path):
    bitext = reviewed(name, *changes)
    remarks = write_back(bitext, FOREIGN / name, tmp_path / name)
    assert [remark.unit for remark in remarks] == told
    after = (tmp_path / name).read_text(encoding="utf-8")
    assert all(line in after for line in lines), after
    assert skeleton(after) == skeleton((FOREIGN / name).read_text(encoding="utf-8"))
    back = exchange.read(tmp_path / name)
    assert [(u.source, u.target, u.bead.status) for u in back.units()] == [
        (u.source, u.target, u.bead.status) for u in bitext.units()
    ]


def skeleton(text):
    """Return a file without targets and the words for their statuses."""
    text = re.sub(r"<target(\s[^>]*)?/>|<target.*?</target>", "", text, flags=re.DOTALL)
    return re.sub(r' (conf|state|mq:status|approved)="[^"]*"', "", text)


def test_a_part_of_the_file_in_the_other_direction_keeps_its_own(tmp_path):
    bitext = reviewed("two_files.xlf", (4, "巨浪。", "auto"))
    sea = replace(bitext.beads[-1], source=(Segment("A sea wind."),))
    bitext = replace(bitext, beads=(*bitext.beads[:-1], sea))
    write_back(bitext, FOREIGN / "two_files.xlf", tmp_path / "x.xlf")
    after = (tmp_path / "x.xlf").read_text(encoding="utf-8")
    assert 'approved="no"><source>A <bpt' in after
    assert '<target state="translated">巨浪。</target>' in after
    assert "<source>海风。</source><target>A sea wind.</target>" in after


def test_the_command_writes_into_a_copy(tmp_path):
    bitext = reviewed("memoq.mqxliff", (1, "It is scarce.", "confirmed"))
    exchange.write(bitext, tmp_path / "x.bitext.jsonl")
    arguments = ["convert", str(tmp_path / "x.bitext.jsonl"), str(tmp_path / "y.mqxliff"), "--into"]
    done = CliRunner().invoke(main, [*arguments, str(FOREIGN / "memoq.mqxliff")])
    assert (done.exit_code, done.stderr) == (0, "")
    assert ">It is scarce.</target>" in (tmp_path / "y.mqxliff").read_text(encoding="utf-8")
