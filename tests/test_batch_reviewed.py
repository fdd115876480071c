"""Batches in whose outputs a person works: what was reviewed is kept."""

import pytest
from batches import batch, make_archive, text

from align.batch.config import BatchSettings
from align.batch.pairs import find_pairs
from align.batch.run import run
from align.bitext import Bitext, journal_of
from align.settings import Settings
from align.web.review.session import Session


@pytest.fixture
def reviewed(tmp_path, workers):
    """An archive, its output folder, and one bitext in it of which a person confirmed and changed a row."""
    archive, out = make_archive(tmp_path / "archive", 3), tmp_path / "out"
    run(find_pairs(archive), out, BatchSettings(jobs=1, formats=("tmx",)), executor=workers)
    bitext = out / "pairs/A_2.bitext.jsonl"
    session = Session.open(bitext)
    session.apply("edit_text", {"i": 1, "side": "target", "text": "人手改过。"}, version=0, person="Li")
    session.apply("confirm", {"i": 1}, version=1, person="Li")
    session.close()
    return archive, out, bitext


@pytest.mark.parametrize("force", [False, True])
@pytest.mark.parametrize("level", ["sentence", "paragraph"])
def test_what_a_person_reviewed_is_kept_and_goes_into_all_that_is_made_of_it(reviewed, workers, force, level):
    archive, out, bitext = reviewed
    before = bitext.read_bytes()
    settings = BatchSettings(jobs=1, formats=("tmx",), alignment=Settings(level=level))
    result = run(find_pairs(archive), out, settings, force=force, executor=workers)
    assert (result.failed, result.stale) == (0, ())
    assert bitext.read_bytes() == before
    for made in ("pairs/A_2.tmx", "merged.tmx"):
        assert "人手改过。" in (out / made).read_text(encoding="utf-8")
    assert run(find_pairs(archive), out, settings, executor=workers).kept == 3
    session = Session.open(bitext)
    assert (session.notice, len(session.past_edits()[1])) == ("", 2)
    session.close()


def test_a_run_goes_beside_an_open_review(reviewed, workers):
    archive, out, bitext = reviewed
    session = Session.open(bitext)
    session.apply("confirm", {"i": 0}, version=session.version, person="Li")
    settings = BatchSettings(jobs=1, formats=("tmx",))
    assert run(find_pairs(archive), out, settings, force=True, executor=workers).failed == 0
    session.apply("confirm", {"i": 2}, version=session.version, person="Li")
    session.close()
    assert [bead.status for bead in Bitext.load(bitext).beads[:3]] == ["confirmed"] * 3


def test_new_files_of_a_reviewed_pair_are_told_and_the_review_is_kept(reviewed):
    archive, out, bitext = reviewed
    before = bitext.read_bytes()
    (archive / "A_2-C.txt").write_text(text(2, 1, 3), encoding="utf-8")
    for _ in range(2):  # told again until somebody decides
        done = batch(archive, "-o", out, "--formats", "tmx")
        assert done.returncode == 1
        assert "changed since their bitext was reviewed" in (out / "failures.tsv").read_text("utf-8")
        assert bitext.read_bytes() == before
    journal_of(bitext).rename(archive.parent / "kept.jsonl")
    assert batch(archive, "-o", out, "--formats", "tmx").returncode == 0
    assert bitext.read_bytes() != before
