"""Settings of a batch: from a file, from the command line, and back."""

import tomllib

import pytest
from batches import batch, events, make_archive

from align.batch.config import BatchSettings, read_settings, with_options, write_settings
from align.errors import SettingsError
from align.exchange import read

COUNT, BROKEN = 6, (3,)


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    return make_archive(tmp_path_factory.mktemp("batch") / "archive", COUNT, BROKEN)


def test_a_dry_run_lists_pairs_and_writes_a_manifest_that_can_be_given_back(archive, tmp_path):
    out = tmp_path / "out"
    dry = batch(archive, "-o", out, "--dry-run")
    assert dry.returncode == 0, dry.stderr
    assert "A_1" in dry.stdout
    # Of files that were not written just now, what was read is kept in the ledger.
    assert {path.name for path in out.iterdir()} - {"ledger.sqlite"} == {"manifest.tsv"}
    result = batch(out / "manifest.tsv", "-o", out, "--json")
    assert result.returncode == 0, result.stdout + result.stderr
    assert len(events(result)["aligned"]) == 5


def test_settings_come_from_a_file_and_the_command_line_wins(archive, tmp_path):
    told = tmp_path / "told.toml"
    told.write_text('level = "paragraph"\nformats = ["tmx"]\nmin_score = 0.25\n', encoding="utf-8")
    out = tmp_path / "out"
    result = batch(archive, "-o", out, "--settings", told, "--min-score", "0.5")
    assert result.returncode == 1, result.stderr
    written = tomllib.loads((out / "settings.toml").read_text(encoding="utf-8"))
    assert (written["level"], written["formats"], written["min_score"]) == ("paragraph", ["tmx"], 0.5)
    assert read(out / "pairs/A_1.tmx").level == "paragraph"
    assert not list((out / "pairs").glob("*.html"))
    assert not list(out.glob("units.*"))
    again = batch(archive, "-o", out, "--settings", out / "settings.toml", "--json")
    assert len(events(again)["kept"]) == 5


def test_settings_survive_their_file(tmp_path):
    settings = with_options(
        BatchSettings(), {"terms": ['a "b"\\c.tbx'], "min_score": 1, "keep_original": True, "tm": "内存"}
    )
    write_settings(settings, tmp_path / "settings.toml")
    assert read_settings(tmp_path / "settings.toml") == settings


def test_settings_keep_no_password_of_a_memory(tmp_path):
    write_settings(BatchSettings(tm="postgresql://li:secret@host/tm"), tmp_path / "settings.toml")
    assert read_settings(tmp_path / "settings.toml").tm == "postgresql://li@host/tm"


@pytest.mark.parametrize("line", ["colour = 1", "level = 3", "formats = 'tmx'", "min_score = true", "= 1"])
def test_settings_that_make_no_sense_are_refused(tmp_path, line):
    path = tmp_path / "settings.toml"
    path.write_text(line, encoding="utf-8")
    with pytest.raises(SettingsError, match=r"settings\.toml"):
        read_settings(path)
