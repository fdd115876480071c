"""A batch as its user sees it: what is aligned, what is told, what is done again and what is not."""

import contextlib
import json
import os
import signal
import tomllib

import pytest
from batches import align, batch, events, files_of, make_archive, start, text, unfinished

from align.batch.config import BatchSettings, read_settings, with_options, write_settings
from align.batch.merged import COLUMNS as CONFLICT_COLUMNS
from align.batch.merged import merge
from align.batch.pairs import find_pairs, read_manifest
from align.batch.rows import COLUMNS, write_rows
from align.batch.run import run
from align.batch.task import WORK, Problem
from align.batch.worker_process import WorkerProcess
from align.bitext import Bead, Bitext, Side, journal_of
from align.document import Segment
from align.errors import AlignError, ReadError, SettingsError
from align.exchange import read
from align.processes import Bounds
from align.settings import Settings
from align.web.review.session import Session

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


def test_a_second_run_does_only_what_is_left(tmp_path):
    archive, out = make_archive(tmp_path / "archive", 4), tmp_path / "out"

    def again(force=False, **settings):
        result = run(find_pairs(archive), out, BatchSettings(jobs=1, **settings), force=force)
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


def test_other_outputs_are_made_of_the_bitexts_that_are_there(tmp_path):
    archive, out = make_archive(tmp_path / "archive", 2), tmp_path / "out"
    base = tmp_path / "base.tsv"
    base.write_text("en\tzh\nwater\t水\n", encoding="utf-8")
    formats = ("tmx", "bitext", "jsonl")

    def made_anew(**settings):
        told = BatchSettings(jobs=1, **settings)
        result = run(find_pairs(archive), out, told)
        run(find_pairs(archive), tmp_path / "fresh", told, force=True)
        assert files_of(out) == files_of(tmp_path / "fresh")
        return result.made_anew

    assert made_anew(formats=formats) == 0
    assert made_anew(formats=(*formats, "xlf", "tsv")) == 2
    base_only = {"formats": (*formats, "xlf", "tsv"), "terms": (str(base),)}
    assert made_anew(**base_only) == 2
    base.write_text("en\tzh\nwater\t清水\n", encoding="utf-8")
    assert made_anew(**base_only) == 2
    assert made_anew(**base_only, min_score=0.5, safe_tables=True) == 2


@pytest.fixture
def reviewed(tmp_path):
    """An archive, its output folder, and one bitext in it of which a person confirmed and changed a row."""
    archive, out = make_archive(tmp_path / "archive", 3), tmp_path / "out"
    run(find_pairs(archive), out, BatchSettings(jobs=1, formats=("tmx",)))
    bitext = out / "pairs/A_2.bitext.jsonl"
    session = Session.open(bitext)
    session.apply("edit_text", {"i": 1, "side": "target", "text": "人手改过。"}, version=0, person="Li")
    session.apply("confirm", {"i": 1}, version=1, person="Li")
    session.close()
    return archive, out, bitext


@pytest.mark.parametrize("force", [False, True])
@pytest.mark.parametrize("level", ["sentence", "paragraph"])
def test_what_a_person_reviewed_is_kept_and_goes_into_all_that_is_made_of_it(reviewed, force, level):
    archive, out, bitext = reviewed
    before = bitext.read_bytes()
    settings = BatchSettings(jobs=1, formats=("tmx",), alignment=Settings(level=level))
    result = run(find_pairs(archive), out, settings, force=force)
    assert (result.failed, result.stale) == (0, ())
    assert bitext.read_bytes() == before
    for made in ("pairs/A_2.tmx", "merged.tmx"):
        assert "人手改过。" in (out / made).read_text(encoding="utf-8")
    assert run(find_pairs(archive), out, settings).kept == 3
    session = Session.open(bitext)
    assert (session.notice, len(session.past_edits()[1])) == ("", 2)
    session.close()


def test_a_run_goes_beside_an_open_review(reviewed):
    archive, out, bitext = reviewed
    session = Session.open(bitext)
    session.apply("confirm", {"i": 0}, version=session.version, person="Li")
    assert run(find_pairs(archive), out, BatchSettings(jobs=1, formats=("tmx",)), force=True).failed == 0
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


def test_the_manifest_of_a_run_given_back_keeps_what_is_done(tmp_path):
    make_archive(tmp_path / "archive/2021", 2)
    out = tmp_path / "out"
    run(find_pairs(tmp_path / "archive"), out, BatchSettings(jobs=1))
    before = files_of(out)
    result = run(read_manifest(out / "manifest.tsv"), out, BatchSettings(jobs=1))
    assert (result.aligned, result.kept) == (0, 2)
    after = files_of(out)
    assert {path for path in before if before[path] != after[path]} <= {"report.html"}


def test_outputs_of_pairs_that_are_gone_are_named_and_left_alone(tmp_path):
    archive, out = make_archive(tmp_path / "archive", 3), tmp_path / "out"
    run(find_pairs(archive), out, BatchSettings(jobs=1))
    for path in archive.glob("A_2-*"):
        path.unlink()
    result = run(find_pairs(archive), out, BatchSettings(jobs=1))
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


def manifest_of(archive, lines):
    """Write a manifest by hand."""
    path = archive / "pairs.tsv"
    path.write_text("\n".join(["source\ttarget", *lines]) + "\n", encoding="utf-8")
    return path


def test_pairs_that_fail_are_listed_with_what_where_and_how_to_mend(tmp_path):
    archive, out = make_archive(tmp_path / "archive", 2), tmp_path / "out"
    (archive / "song.txt").write_text("月光洒在窗前，猫睡着了。鱼在锅里唱歌。\n" * 9, encoding="utf-8")
    manifest = manifest_of(archive, ["A_1-E.txt\tA_1-C.txt", "A_2-E.txt\tsong.txt"])
    result = batch(manifest, "-o", out)
    assert result.returncode == 1, result.stderr
    row = (out / "failures.tsv").read_text(encoding="utf-8").splitlines()[1].split("\t")
    assert row[1] == "NothingInCommonError"
    assert "song.txt" in row[3]
    assert (out / "pairs").exists()
    assert not unfinished(out)
    again = batch(manifest, "-o", out, "--json")
    assert again.returncode == 1
    assert "failed" not in events(again), "the same files are not tried again"


@pytest.mark.parametrize(
    ("option", "value", "kind"), [("timeout", 12.0, "Timeout"), ("memory_limit", 1, "Memory")]
)
def test_a_pair_beyond_its_bounds_costs_only_itself(tmp_path, option, value, kind):
    archive = make_archive(tmp_path / "archive", 2)
    os.mkfifo(archive / "endless.txt")  # opening it waits for ever
    manifest = manifest_of(archive, ["A_1-E.txt\tendless.txt", "A_2-E.txt\tA_2-C.txt"])
    bounds = {option: value} if kind == "Timeout" else {option: value, "timeout": 20.0}
    settings = BatchSettings(jobs=1, **bounds)
    result = run(read_manifest(manifest), tmp_path / "out", settings)
    assert kind in (tmp_path / "out/failures.tsv").read_text(encoding="utf-8")
    if kind == "Timeout":
        assert (result.aligned, result.failed) == (1, 1)


def test_a_file_of_a_manifest_that_is_gone_is_told_like_any_other(tmp_path):
    archive = make_archive(tmp_path / "archive", 2)
    manifest = manifest_of(archive, ["A_1-E.txt\tgone.txt", "A_2-E.txt\tA_2-C.txt"])
    result = run(read_manifest(manifest), tmp_path / "out", BatchSettings(jobs=1))
    assert (result.aligned, result.failed) == (1, 1)
    assert "gone.txt" in (tmp_path / "out/failures.tsv").read_text(encoding="utf-8")


def test_the_folder_we_stand_in_lends_no_code(tmp_path):
    archive = make_archive(tmp_path / "archive", 1)
    for name in ("align", "numpy", "json"):
        (archive / f"{name}.py").write_text("raise SystemExit(9)", encoding="utf-8")
    with contextlib.chdir(archive):
        result = run(find_pairs(archive), tmp_path / "out", BatchSettings(jobs=1))
    assert result.aligned == 1


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


def test_a_process_that_dies_is_told_and_replaced():
    process = WorkerProcess(Bounds())
    try:
        died = process.do(signal.raise_signal, signal.SIGSEGV)
        assert isinstance(died, Problem)
        assert "SIGSEGV" in died.what
        assert "exit code 3" in process.do(os._exit, 3).what
        assert process.do(abs, -1) == 1
    finally:
        process.close()
    with pytest.raises(AlignError):
        process.do(abs, -1)


KILLED_ONCE = """
import os, pathlib, sys
mark = pathlib.Path(__file__).with_name("mark")
if "align.batch.worker" in sys.orig_argv and not mark.exists():
    mark.touch()
    os.abort()
"""


def test_a_process_that_is_killed_while_it_starts_costs_nothing(tmp_path, monkeypatch):
    (tmp_path / "sitecustomize.py").write_text(KILLED_ONCE, encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    process = WorkerProcess(Bounds())
    try:
        assert process.do(abs, -1) == 1
        assert (tmp_path / "mark").exists(), "the first process was killed"
    finally:
        process.close()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nowhere", "-o", "out"], "no such folder"),
        ([".", "-o", "out"], "no pair"),
        (["."], "-o"),
        ([".", "-o", "out", "--formats", "docx"], "docx"),
        ([".", "-o", "out", "--min-score", "2"], "min_score"),
        ([".", "-o", "out", "--terms", "missing.tbx"], "missing.tbx"),
        ([".", "-o", "out", "--settings", "missing.toml"], "missing.toml"),
        ([".", "-o", "out", "--model", "./missing"], "missing"),
    ],
)
def test_what_cannot_begin_says_so_and_exits_with_2(tmp_path, arguments, said):
    done = batch(*arguments, cwd=tmp_path)
    assert done.returncode == 2, done.stderr
    assert said in done.stderr
    assert "Traceback" not in done.stderr


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


@pytest.mark.parametrize("line", ["colour = 1", "level = 3", "formats = 'tmx'", "min_score = true", "= 1"])
def test_settings_that_make_no_sense_are_refused(tmp_path, line):
    path = tmp_path / "settings.toml"
    path.write_text(line, encoding="utf-8")
    with pytest.raises(SettingsError, match=r"settings\.toml"):
        read_settings(path)


def bitext(*rows, symbol=""):
    """Return a bitext of rows of source, target and score."""
    beads = [
        Bead((Segment(s, i, 0, len(s)),) if s else (), (Segment(t, i, 0, len(t)),) if t else (), score)
        for i, (s, t, score) in enumerate(rows)
    ]
    return Bitext(Side("en", "x.en.txt", symbol), Side("zh-CN", "x.zh.txt"), tuple(beads))


def merged(tmp_path, bitexts, **settings):
    (tmp_path / WORK).mkdir()
    files = []
    for number, each in enumerate(bitexts):
        files.append((str(number), tmp_path / f"{number}.bitext.jsonl"))
        each.save(files[-1][1])
    return merge(lambda: iter(files), tmp_path, BatchSettings(**settings)), files


def test_merging_keeps_the_best_of_the_same_and_lists_what_differs(tmp_path):
    one = bitext(("Water", "水", 0.4), ("Food", "食物", 0.9), ("Peace", "", 0.0), symbol="A/1")
    two = bitext(("Water", "水", 0.8), ("Food", "粮食", 0.7), ("Same", "Same", 1.0), symbol="A/2")
    three = bitext(("Food", "粮食", 0.6), symbol="A/3")
    result, _ = merged(tmp_path, [one, two, three])
    assert (result.units, result.repeated, result.conflicts) == (3, 2, 1)
    units = {(u.source, u.target): u for u in read(tmp_path / "merged.tmx").units()}
    assert set(units) == {("Water", "水"), ("Food", "食物"), ("Food", "粮食")}
    assert units["Water", "水"].bead.score == 0.8
    assert units["Water", "水"].id.startswith("A/2")
    rows = [
        line.split("\t") for line in (tmp_path / "conflicts.tsv").read_text(encoding="utf-8").splitlines()
    ]
    assert rows[0] == list(CONFLICT_COLUMNS)
    assert [(row[1], row[2], row[5]) for row in rows[1:]] == [("粮食", "2", "A/2"), ("食物", "1", "A/1")]


def test_merging_leaves_out_what_is_less_sure_than_asked(tmp_path):
    result, files = merged(tmp_path, [bitext(("Water", "水", 0.4), ("Food", "食物", 0.9))], min_score=0.5)
    assert result.units == 1
    write_rows(lambda: iter(files), tmp_path, BatchSettings(formats=("jsonl",), min_score=0.5))
    assert len((tmp_path / "units.jsonl").read_text(encoding="utf-8").splitlines()) == 1


def test_merging_in_parts_loses_nothing(tmp_path):
    rows = [(f"Sentence {i} about water", f"关于水的第{i}句", 0.9) for i in range(50)]
    result, _ = merged(tmp_path, [bitext(*rows[:20]), bitext(*rows[20:])], part_size=0.005)
    parts = [path for path in result.paths if path.endswith(".tmx")]
    assert len(parts) > 2
    assert parts[0] == "merged-001.tmx"
    units = [(u.source, u.target) for part in parts for u in read(tmp_path / part).units()]
    assert units == [row[:2] for row in rows]


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


def test_a_memory_takes_every_pair_once(tmp_path):
    from align.memory.store import Memory

    archive, out, folder = make_archive(tmp_path / "archive", 3), tmp_path / "out", tmp_path / "tm"
    sizes = []
    for _ in range(2):
        assert batch(archive, "-o", out, "--tm", folder).returncode == 0
        with Memory.open(folder) as memory:
            sizes.append(len(memory))
    assert sizes[0] == sizes[1] == len(read(out / "merged.tmx").beads)
    (archive / "A_2-E.txt").write_text(text(2, 0, 3), encoding="utf-8")
    (archive / "A_2-C.txt").write_text(text(2, 1, 3), encoding="utf-8")
    assert batch(archive, "-o", out, "--tm", folder).returncode == 0
    with Memory.open(folder) as memory:
        assert len(memory) == len(read(out / "merged.tmx").beads)


def test_a_name_that_leads_out_of_the_output_folder_is_refused(tmp_path):
    from dataclasses import replace

    pairing = find_pairs(make_archive(tmp_path / "archive", 1))
    pair = replace(pairing.pairs[0], name="../../elsewhere")
    with pytest.raises(ReadError, match="elsewhere"):
        run(replace(pairing, pairs=(pair,)), tmp_path / "out")
