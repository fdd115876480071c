"""A memory damaged on the disk is found out, refused by whoever would write or serve it, and saved as far as it is whole."""

import shutil

import pytest
from click.testing import CliRunner

from align.cli import main
from align.memory import Memory, Place, Unit
from align.memory.stores import sqlite

PAGE = 4096
UNITS = 3_000


def run(*arguments):
    result = CliRunner().invoke(main, ["tm", *map(str, arguments)])
    return result.exit_code, result.stdout, result.stderr


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    folder = tmp_path_factory.mktemp("whole") / "memory"
    with Memory.open(folder, create=True) as memory:
        memory.add(
            Unit(0, "en", "zh-CN", f"Sentence {i} of the report", f"报告第{i}句", 0.5, "confirmed", "Li",
                 note=f"note {i}", places=(Place(f"A/{i // 100}", position=i, number=str(i)),))
            for i in range(1, UNITS + 1)
        )  # fmt: skip
    return folder


@pytest.fixture
def memory(whole, tmp_path):
    return shutil.copytree(whole, tmp_path / "memory")


def spoil(memory, text, by):
    """Change the first page that holds a text."""
    path = memory / sqlite.NAME
    content = bytearray(path.read_bytes())
    at = content.find(text.encode())
    assert at > 0
    by(content, at)
    path.write_bytes(content)


def blank(content, at):
    first = at // PAGE * PAGE
    content[first : first + PAGE] = bytes(PAGE)


def capital(content, at):
    content[at : at + 1] = content[at : at + 1].upper()


def held(folder):
    with Memory.open(folder) as memory:
        return {unit.source: unit for unit in memory.each()}


def test_a_sound_memory_is_sound_and_its_copy_is_the_same(memory, tmp_path):
    code, out, err = run("check", memory)
    assert (code, out) == (0, "")
    assert "is sound" in err
    assert run("check", memory, "--repair", tmp_path / "new")[0] == 0
    assert held(tmp_path / "new") == held(memory)


def test_a_page_that_cannot_be_read_costs_its_units_only(memory, tmp_path):
    before = held(memory)
    spoil(memory, "Sentence 1500 of", blank)
    code, out, err = run("check", memory, "--repair", tmp_path / "new")
    assert code == 1
    assert "cannot be read" in out
    after = held(tmp_path / "new")
    assert 0 < len(before) - len(after) < 100
    assert all(before[source].places == unit.places for source, unit in after.items())
    assert "stood in A/15 (" in err or "stood in A/14 (" in err
    assert run("check", tmp_path / "new")[0] == 0


def test_a_file_whose_end_is_missing_costs_what_stood_there_only(memory, tmp_path):
    before = held(memory)
    path = memory / sqlite.NAME
    path.write_bytes(path.read_bytes()[: path.stat().st_size * 7 // 10])
    part = path.read_bytes()
    code, _, err = run("add", memory, memory)
    assert code == 2
    assert "--repair" in err
    code, out, err = run("check", memory, "--repair", tmp_path / "new")
    assert code == 1
    assert "cannot be read" in out
    assert f"to {UNITS}: cannot be read" in err
    after = held(tmp_path / "new")
    assert len(before) / 2 < len(after) < len(before)
    assert all(before[source].target == unit.target for source, unit in after.items())
    assert path.read_bytes() == part
    assert run("check", tmp_path / "new")[0] == 0


def test_a_text_that_is_not_what_was_stored_is_found_by_its_hash(memory, tmp_path):
    spoil(memory, "entence 77 of", capital)
    code, out, err = run("check", memory, "--repair", tmp_path / "new")
    assert (code, out) == (1, "unit 77: its texts are not what was stored\n")
    assert "lost        unit 77" in err
    assert len(held(tmp_path / "new")) == UNITS - 1


def test_a_damaged_memory_is_neither_written_nor_served(memory, tmp_path):
    spoil(memory, "Sentence 1500 of", blank)
    more = tmp_path / "more.tsv"
    more.write_text("source\ttarget\nOne\t一\n", encoding="utf-8")
    before = (memory / sqlite.NAME).read_bytes()
    for command in (["add", memory, more, "--from", "en", "--to", "zh"], ["serve", memory, "--port", "0"]):
        code, _, err = run(*command)
        assert code == 2
        assert "damaged" in err
        assert "--repair" in err
    assert (memory / sqlite.NAME).read_bytes() == before


def test_a_repair_never_writes_into_a_memory_that_is_there(memory, tmp_path):
    code, _, err = run("check", memory, "--repair", memory)
    assert code == 2
    assert "already" in err


def test_a_repair_goes_where_one_before_it_had_no_room_for_any_unit(memory, tmp_path):
    Memory.open(tmp_path / "new", create=True).close()
    assert run("check", memory, "--repair", tmp_path / "new")[0] == 0
    assert held(tmp_path / "new") == held(memory)


def test_what_is_no_memory_any_more_is_an_error(memory):
    (memory / sqlite.NAME).write_bytes(bytes(PAGE))
    code, _, err = run("check", memory)
    assert code == 2
    assert str(memory) in err


def test_files_of_which_every_unit_was_skipped_end_with_an_error(tmp_path):
    path = tmp_path / "empty.tmx"
    path.write_text(
        '<tmx version="1.4"><header srclang="en"/><body><tu><tuv xml:lang="en"><seg>WHO</seg></tuv>'
        '<tuv xml:lang="fr"><seg> </seg></tuv></tu></body></tmx>',
        encoding="utf-8",
    )
    code, _, err = run("add", tmp_path / "m", path)
    assert code == 2
    assert "every unit was skipped" in err
