"""Inputs checked, outputs whole or not there."""

import subprocess
import sys
from threading import Thread

import pytest

from align.errors import ReadError, WriteError
from align.files import alone_with, check_input, write_whole


def test_missing_empty_folder(tmp_path):
    (tmp_path / "empty.txt").touch()
    for name, what in (("absent.txt", "no such file"), ("empty.txt", "is empty"), ("", "a folder")):
        with pytest.raises(ReadError, match=what):
            check_input(tmp_path / name)


def test_a_file_appears_whole(tmp_path):
    path = tmp_path / "out.tmx"
    with write_whole(path) as file:
        file.write(b"all of it")
        assert not path.exists()
    assert path.read_bytes() == b"all of it"
    assert [p.name for p in tmp_path.iterdir()] == ["out.tmx"]


def test_a_failure_leaves_the_old_file_and_nothing_else(tmp_path):
    path = tmp_path / "out.tmx"
    path.write_text("old")
    with pytest.raises(TypeError), write_whole(path) as file:
        file.writelines([b"half", None])
    assert path.read_text() == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["out.tmx"]


def test_an_absent_folder_is_named(tmp_path):
    with pytest.raises(WriteError, match=r"absent.out\.tmx"), write_whole(tmp_path / "absent" / "out.tmx"):
        pass


def test_the_file_has_ordinary_rights(tmp_path):
    (tmp_path / "plain").touch()
    with write_whole(tmp_path / "whole") as file:
        file.write(b"x")
    assert (tmp_path / "whole").stat().st_mode == (tmp_path / "plain").stat().st_mode


def test_a_private_file_stays_private(tmp_path):
    path = tmp_path / "private"
    path.touch(mode=0o600)
    with write_whole(path) as file:
        file.write(b"x")
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_name_may_be_as_long_as_names_may(tmp_path):
    path = tmp_path / ("长" * 84)
    with write_whole(path) as file:
        file.write(b"x")
    assert path.read_bytes() == b"x"


ADD_ONE = """
import sys
from pathlib import Path
from align.files import alone_with, write_whole

path = Path(sys.argv[1])
for _ in range(50):
    with alone_with(path):
        count = int(path.read_text())
        with write_whole(path) as file:
            file.write(str(count + 1).encode())
"""


def test_who_is_alone_with_a_file_loses_nothing(tmp_path):
    """Two processes, and two threads of this one, each read a number and write the next, fifty times."""
    path = tmp_path / "count"
    path.write_text("0")
    others = [subprocess.Popen([sys.executable, "-c", ADD_ONE, path]) for _ in range(2)]
    threads = [Thread(target=exec, args=(ADD_ONE.replace("sys.argv[1]", repr(str(path))),)) for _ in range(2)]
    for each in threads:
        each.start()
    for each in threads:
        each.join(60)
    assert [other.wait(60) for other in others] == [0, 0]
    assert path.read_text() == "200"
    assert [p.name for p in tmp_path.iterdir()] == ["count"]


def test_no_one_is_alone_in_an_absent_folder(tmp_path):
    with pytest.raises(WriteError, match="absent"), alone_with(tmp_path / "absent" / "out.tsv"):
        pass
