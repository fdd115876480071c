"""A batch as its user sees it: what is made, what is told, what is done again and what is not."""

import json
import os
import re

import pytest
from batches import align, batch, events, files_of, make_archive, start, text, unfinished

from align.batch.config import BatchSettings
from align.batch.pairs import find_pairs, read_manifest
from align.batch.rows import COLUMNS
from align.batch.run import run
from align.bitext import Bitext
from align.exchange import read
from align.settings import Settings

COUNT, BROKEN = 6, (3,)


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    return make_archive(tmp_path_factory.mktemp("batch") / "archive", COUNT, BROKEN)


@pytest.fixture(scope="module")
def done(archive, tmp_path_factory):
    """One run of the command line, and its output folder."""
    out = tmp_path_factory.mktemp("out")
    return align("batch", archive, "-o", out, "--json", "--formats", "tmx,bitext,html,parquet,jsonl"), out


def test_one_broken_file_stops_nothing_and_is_told_with_its_place(done):
    result, out = done
    assert result.returncode == 1, result.stderr
    told = events(result)
    assert [event["path"].rpartition("/")[2] for event in told["broken"]] == ["A_3-C.txt"]
    assert sorted(event["name"] for event in told["aligned"]) == ["A_1", "A_2", "A_4", "A_5", "A_6"]
    assert told["end"][0]["aligned"] == 5
    assert told["end"][0]["broken"] == 1
    assert "A_3-C.txt" in (out / "failures.tsv").read_text(encoding="utf-8")


def test_every_pair_has_its_outputs_and_the_whole_has_its_own(done):
    _, out = done
    made = files_of(out)
    for name in ("A_1", "A_2", "A_4", "A_5", "A_6"):
        for ending in (".tmx", ".bitext.jsonl", ".html"):
            assert f"pairs/{name}{ending}" in made
    whole = {"merged.tmx", "conflicts.tsv", "units.parquet", "units.jsonl", "report.html", "settings.toml"}
    assert whole | {"failures.tsv"} <= set(made)
    assert (out / "manifest.tsv").is_file()
    assert not unfinished(out)


def test_every_output_bears_the_signature_of_the_run(done):
    _, out = done
    assert Bitext.load(out / "pairs/A_1.bitext.jsonl").recipe["version"]
    assert read(out / "merged.tmx").recipe["model"] == "default"
    assert "model:default" in (out / "report.html").read_text(encoding="utf-8")
    row = json.loads((out / "units.jsonl").read_text(encoding="utf-8").splitlines()[0])
    assert row["signature"].startswith("version:")


def test_the_merged_memory_holds_each_pair_of_texts_once(done):
    _, out = done
    pairs = [(unit.source, unit.target) for unit in read(out / "merged.tmx").units()]
    assert len(pairs) == len(set(pairs))
    single = {(u.source, u.target) for path in (out / "pairs").glob("*.tmx") for u in read(path).units()}
    assert set(pairs) == single


def test_both_tables_of_units_hold_the_same_rows(done):
    parquet = pytest.importorskip("pyarrow.parquet", reason="needs pip install 'align-tm[parquet]'")
    _, out = done
    rows = parquet.read_table(out / "units.parquet").to_pylist()
    plain = [json.loads(line) for line in (out / "units.jsonl").read_text(encoding="utf-8").splitlines()]
    assert tuple(rows[0]) == COLUMNS
    assert [row | {"score": round(row["score"], 3)} for row in rows] == plain
    beads = sum(len(Bitext.load(path).beads) for path in (out / "pairs").glob("*.bitext.jsonl"))
    assert len(rows) == beads


def test_a_second_run_does_only_what_is_left(tmp_path, workers):
    archive, out = make_archive(tmp_path / "archive", 4), tmp_path / "out"

    def again(force=False, **settings):
        told = BatchSettings(jobs=1, **settings)
        result = run(find_pairs(archive), out, told, force=force, executor=workers)
        return result.aligned, result.made_anew, result.kept

    assert again() == (4, 0, 0)
    before = files_of(out)
    assert again() == (0, 0, 4)
    assert files_of(out) == before

    (archive / "A_2-C.txt").write_text(text(2, 1, 3), encoding="utf-8")
    (out / "pairs/A_4.tmx").write_text("damaged", encoding="utf-8")
    (out / "merged.tmx").unlink()
    assert again() == (1, 1, 2)
    after = files_of(out)
    assert after["pairs/A_4.tmx"] == before["pairs/A_4.tmx"]
    assert after["pairs/A_2.tmx"] != before["pairs/A_2.tmx"]
    assert "merged.tmx" in after

    assert again(force=True) == (4, 0, 0)
    assert again(alignment=Settings(level="paragraph")) == (4, 0, 0)


def test_other_outputs_are_made_of_the_bitexts_that_are_there(tmp_path, workers):
    archive, out = make_archive(tmp_path / "archive", 2), tmp_path / "out"
    base = tmp_path / "base.tsv"
    base.write_text("en\tzh\nwater\t水\n", encoding="utf-8")
    formats = ("tmx", "bitext", "jsonl")

    def made_anew(**settings):
        told = BatchSettings(jobs=1, **settings)
        result = run(find_pairs(archive), out, told, executor=workers)
        run(find_pairs(archive), tmp_path / "fresh", told, force=True, executor=workers)
        assert files_of(out) == files_of(tmp_path / "fresh")
        return result.made_anew

    assert made_anew(formats=formats) == 0
    assert made_anew(formats=(*formats, "xlf", "tsv")) == 2
    base_only = {"formats": (*formats, "xlf", "tsv"), "terms": (str(base),)}
    assert made_anew(**base_only) == 2
    base.write_text("en\tzh\nwater\t清水\n", encoding="utf-8")
    assert made_anew(**base_only) == 2
    assert made_anew(**base_only, min_score=0.5, safe_tables=True) == 2


def test_the_manifest_of_a_run_given_back_keeps_what_is_done(tmp_path, workers):
    make_archive(tmp_path / "archive/2021", 2)
    out = tmp_path / "out"
    run(find_pairs(tmp_path / "archive"), out, BatchSettings(jobs=1), executor=workers)
    before = files_of(out)
    result = run(read_manifest(out / "manifest.tsv"), out, BatchSettings(jobs=1), executor=workers)
    assert (result.aligned, result.kept) == (0, 2)
    after = files_of(out)
    assert {path for path in before if before[path] != after[path]} <= {"report.html"}


def test_outputs_of_pairs_that_are_gone_are_named_and_left_alone(tmp_path, workers):
    archive, out = make_archive(tmp_path / "archive", 3), tmp_path / "out"
    run(find_pairs(archive), out, BatchSettings(jobs=1), executor=workers)
    for path in archive.glob("A_2-*"):
        path.unlink()
    result = run(find_pairs(archive), out, BatchSettings(jobs=1), executor=workers)
    assert set(result.stale) == {f"pairs/A_2{ending}" for ending in (".tmx", ".bitext.jsonl", ".html")}
    assert (out / "pairs/A_2.tmx").exists()
    assert "A_2.tmx" in (out / "report.html").read_text(encoding="utf-8")
    assert all(unit.bead for unit in read(out / "merged.tmx").units())
    assert "A_2-E" not in (out / "merged.tmx").read_text(encoding="utf-8")


def test_copies_of_an_archive_give_the_same_bytes_in_every_format(tmp_path):
    made = []
    formats = ("tmx", "html", "xlsx", "tsv", "xlf", "jsonl", "parquet")
    for name in ("here", "there"):
        archive = make_archive(tmp_path / name / "archive", 2)
        run(find_pairs(archive), tmp_path / name / "out", BatchSettings(jobs=1, formats=formats))
        made.append(files_of(tmp_path / name / "out"))
    assert made[0] == made[1]
    book = tmp_path / "here/out/pairs/A_1.xlsx"
    assert read(book).beads == read(book.with_suffix(".tsv")).beads


def test_outputs_of_a_pair_never_take_the_place_of_those_of_the_whole(tmp_path):
    archive, out = tmp_path / "archive", tmp_path / "out"
    archive.mkdir()
    for name in ("report", "merged"):
        for language, code in enumerate(("en", "zh")):
            (archive / f"{name}.{code}.txt").write_text(text(len(name), language), encoding="utf-8")
    assert run(find_pairs(archive), out, BatchSettings(jobs=1)).clean
    assert {"pairs/report.html", "pairs/merged.tmx", "report.html", "merged.tmx"} <= set(files_of(out))


def test_the_output_folder_may_lie_in_the_archive(tmp_path):
    archive = make_archive(tmp_path, 2)
    for _ in range(2):
        result = batch(archive, "-o", archive / "out")
        assert result.returncode == 0, result.stderr
        assert "pairs       2" in result.stderr


def seen_in(terminal):
    while True:
        try:
            yield os.read(terminal, 65536).decode(errors="replace")
        except OSError:  # the last who wrote to it is gone
            return


def test_a_terminal_sees_bars_and_a_pipe_sees_lines(archive, tmp_path):
    inside, outside = os.openpty()
    process = start("batch", archive, "-o", tmp_path / "out", "--jobs", 1, stderr=outside)
    os.close(outside)
    shown = "".join(seen_in(inside))  # as it comes: a slow machine draws more than a terminal holds
    process.wait()
    assert "sentences/s" in shown
    assert "A_3-C.txt" in shown
    piped = batch(archive, "-o", tmp_path / "out", "--force")
    assert "5/5 " in piped.stderr
    assert "\x1b" not in piped.stderr


def test_terms_are_checked_in_every_pair(archive, tmp_path):
    base = tmp_path / "base.tsv"
    base.write_text("en\tzh-CN\tzh-CN deprecated\nexperts\t行家\t专家\n", encoding="utf-8")
    out = tmp_path / "out"
    result = batch(archive, "-o", out, "--terms", base, "--json", "--formats", "tmx")
    told = events(result)
    assert any("T1 error" in event["findings"] for event in told["aligned"])
    assert told["end"][0]["errors"] > 0
    assert list((out / "pairs").glob("*.findings.html"))
    assert "Findings by code" in (out / "report.html").read_text(encoding="utf-8")


def test_the_memories_of_a_tool_are_those_that_a_pair_alone_has(tmp_path, corpora):
    """Cut as OmegaT cuts, with its tags; the merged memory holds the same units."""
    archive = tmp_path / "archive"
    archive.mkdir()
    for language in ("en", "zh"):
        (archive / f"report.{language}.docx").write_bytes(
            (corpora / f"report/report.{language}.docx").read_bytes()
        )
    done = batch(archive, "-o", tmp_path / "out", "--for", "omegat", "--formats", "tmx")
    assert done.returncode == 0, done.stderr
    files = [archive / f"report.{language}.docx" for language in ("en", "zh")]
    pair = align("pair", *files, "--for", "omegat", "-q", "-o", tmp_path / "one.tmx")
    assert pair.returncode == 0, pair.stderr
    one, ours, merged = (
        re.findall("<seg>.*?</seg>", path.read_text(encoding="utf-8"))
        for path in (tmp_path / "one.tmx", tmp_path / "out/pairs/report.tmx", tmp_path / "out/merged.tmx")
    )
    assert ours == one
    assert any("&lt;t0/&gt;" in text for text in ours)
    assert set(ours) <= set(merged)
