"""Inputs checked, outputs whole or not there."""

import pytest

from align.errors import ReadError, WriteError
from align.files import check_input, write_whole


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
