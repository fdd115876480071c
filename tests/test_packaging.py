"""What is installed: typed, complete, runnable without a script, and the same from a wheel and a source archive."""

import subprocess
import sys

import pytest
from conftest import ROOT

import align
from align.errors import SettingsError
from align.timestamps import given_timestamp

PAIR = [ROOT / "corpora" / "report" / f"report.{language}.docx" for language in ("en", "zh")]


def python(*arguments, **options):
    return subprocess.run(
        [sys.executable, *arguments], capture_output=True, text=True, check=False, **options
    )


def test_everything_public_is_listed():
    assert set(align.__all__) <= set(dir(align))
    assert all(getattr(align, name) is not None for name in align.__all__)


def test_the_command_line_runs_as_a_module(tmp_path):
    done = python("-m", "align", "--version")
    assert done.stdout.strip().endswith(align.__version__)
    refused = python("-m", "align", "read", tmp_path / "none.docx")
    assert refused.returncode == 2
    assert "there is no such file" in refused.stderr


def test_the_citation_names_this_version():
    assert f"version: {align.__version__}\n" in (ROOT / "CITATION.cff").read_text(encoding="utf-8")


def test_a_user_sees_types(tmp_path):
    pytest.importorskip("mypy", reason="needs mypy: pip install 'align-tm[dev]'")
    code = "import align\nreveal_type(align.align_files)\nsymbol: int = align.read('a.docx').symbol\n"
    (tmp_path / "mine.py").write_text(code, encoding="utf-8")
    # As strict as we are, so that what our own check has read before need not be read again: it takes a minute.
    ours = ("--config-file", ROOT / "pyproject.toml", "--cache-dir", ROOT / ".mypy_cache")
    checked = python("-m", "mypy", *ours, "mine.py", cwd=tmp_path)
    assert "-> align.bitext.Bitext" in checked.stdout
    assert "Incompatible types in assignment" in checked.stdout
    assert "untyped" not in checked.stdout


@pytest.mark.parametrize("seconds", ["", " ", "0"])
def test_a_time_of_making_may_be_given_or_left_empty(seconds, monkeypatch, tmp_path):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", seconds)
    assert given_timestamp() == ("19700101T000000Z" if seconds == "0" else "")
    done = python("-m", "align", "pair", *PAIR, "-o", tmp_path / "out.tmx")
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("seconds", ["tomorrow", "1e9", "9" * 30])
def test_a_time_that_is_none_is_refused_in_words(seconds, monkeypatch, tmp_path):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", seconds)
    with pytest.raises(SettingsError, match="SOURCE_DATE_EPOCH"):
        given_timestamp()
    done = python("-m", "align", "pair", *PAIR, "-o", tmp_path / "out.tmx")
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "out.tmx").exists()
