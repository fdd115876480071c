"""Archives and outputs in object storage: fetched and sent whole, once, whatever happens in between."""

import os
import random
import signal
import subprocess
import sys
import time

import pytest
from batches import COMMAND, align, align_apart, make_archive

pytest.importorskip("s3fs", reason="needs pip install 'align-tm[s3]'")
moto = pytest.importorskip("moto.server", reason="needs moto: pip install 'align-tm[dev]'")

import fsspec  # noqa: E402

from align.batch.storage import Mirror, at_hand  # noqa: E402
from align.errors import ReadError, SettingsError  # noqa: E402

BUCKET = "s3://section"
FORMATS = ("--formats", "tmx,bitext", "--jobs", "1", "-q")


@pytest.fixture(scope="module")
def environment(tmp_path_factory):
    """An S3 of this machine, and what lets programs in."""
    server = moto.ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    host, port = server.get_host_and_port()
    told = {
        "AWS_ENDPOINT_URL": f"http://{host}:{port}",
        "AWS_ACCESS_KEY_ID": "key",
        "AWS_SECRET_ACCESS_KEY": "secret",
        "AWS_DEFAULT_REGION": "us-east-1",
        "XDG_CACHE_HOME": str(tmp_path_factory.mktemp("cache")),
    }
    with pytest.MonkeyPatch.context() as patch:
        for name, value in told.items():
            patch.setenv(name, value)
        fsspec.filesystem("s3").mkdir("section")
        yield told
    server.stop()


@pytest.fixture
def storage(environment, tmp_path, request):
    """A folder of the bucket, and the S3 that holds it."""
    return fsspec.filesystem("s3", use_listings_cache=False), f"{BUCKET}/{tmp_path.name}"


def put(storage, folder, name="archive"):
    files, address = storage
    files.put(str(folder), f"{address}/{name}", recursive=True)
    return f"{address}/{name}"


def held(storage, place):
    """Return the files of a place in the storage with what they hold, but the ledger, which knows when."""
    files, _ = storage
    root = place.removeprefix("s3://")
    return {
        path.removeprefix(f"{root}/"): files.cat_file(path)
        for path in files.find(root)
        if "ledger" not in path and not path.endswith("settings.toml")
    }


def test_a_batch_from_storage_to_storage_makes_what_one_of_folders_makes(storage, tmp_path):
    archive = make_archive(tmp_path / "archive", 3)
    address, out = put(storage, archive), f"{storage[1]}/out"
    assert align("batch", archive, "-o", tmp_path / "out", *FORMATS).returncode == 0
    done = align("batch", address, "-o", out, *FORMATS)
    assert (done.returncode, done.stderr) == (0, "")
    made = {
        name: content for name, content in held(storage, out).items() if name.endswith((".tmx", ".jsonl"))
    }
    assert made.keys() >= {"merged.tmx", "pairs/A_1.tmx", "pairs/A_3.bitext.jsonl"}
    assert made == {name: (tmp_path / "out" / name).read_bytes() for name in made}


def test_another_machine_goes_on_where_this_one_was(storage, tmp_path):
    archive = make_archive(tmp_path / "archive", 3)
    address, out = put(storage, archive), f"{storage[1]}/out"
    assert align("batch", address, "-o", out, *FORMATS).returncode == 0
    (archive / "A_2-E.txt").write_text(
        "1. Another text than before stands here now, for all to see.", "utf-8"
    )
    put(storage, archive / "A_2-E.txt", "archive/A_2-E.txt")
    elsewhere = {"XDG_CACHE_HOME": str(tmp_path / "elsewhere")}
    told = align_apart("batch", address, "-o", out, *FORMATS, "--json", env=elsewhere).stdout
    assert '"event": "kept", "name": "A_1"' in told
    assert '"event": "kept", "name": "A_2"' not in told


def test_only_what_changed_goes_to_and_fro(storage, tmp_path):
    address = put(storage, make_archive(tmp_path / "archive", 3))
    with Mirror(address, tmp_path / "here") as here:
        assert (here.fetch(), here.fetch(), here.send()) == (6, 0, 0)
        (here.folder / "A_1-E.txt").write_text("changed here", encoding="utf-8")
        (here.folder / "A_2-E.txt").unlink()
        (here.folder / "new").mkdir()
        (here.folder / "new/one.txt").write_text("new", encoding="utf-8")
        assert (here.send(), here.send()) == (2, 0)
    with Mirror(address, tmp_path / "there") as there:
        assert there.fetch() == 6
        assert (there.folder / "A_1-E.txt").read_text("utf-8") == "changed here"
        assert not (there.folder / "A_2-E.txt").exists()
        (there.folder / "A_3-E.txt").unlink()
        there.send()
    with Mirror(address, tmp_path / "here") as here:
        assert here.fetch() == 0
        assert not (here.folder / "A_3-E.txt").exists()


def test_names_that_no_folder_can_hold_are_left_out_and_told(storage, tmp_path):
    files, _ = storage
    good = put(storage, make_archive(tmp_path / "archive", 1))
    root = good.removeprefix("s3://")
    for name in ("../outside.txt", "/absolute.txt", "a//b.txt", "A_1-E.txt/below.txt"):
        files.call_s3(
            "put_object", Bucket="section", Key=f"{root.removeprefix('section/')}/{name}", Body=b"x"
        )
    told = []
    with at_hand(good, "", lambda step: None, told.append) as (folder, out):
        assert out is None
        assert sorted(path.name for path in folder.rglob("*")) == ["A_1-C.txt", "A_1-E.txt"]
    assert len(told) == 4


def test_two_runs_never_work_with_one_copy(storage, tmp_path):
    with Mirror(storage[1], tmp_path), pytest.raises(SettingsError, match="another run"):
        Mirror(storage[1], tmp_path)


@pytest.mark.parametrize("place", ["s3://no-such-bucket/archive", "s3://section/nothing", "what://is/this"])
def test_what_is_not_there_is_told(environment, tmp_path, place):
    done = align("batch", place, "-o", tmp_path / "out", *FORMATS)
    assert done.returncode == 2
    assert place in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "out").exists()


def test_a_storage_that_takes_nothing_is_told_before_the_work(environment, tmp_path):
    archive = make_archive(tmp_path / "archive", 1)
    done = align("batch", archive, "-o", "s3://no-such-bucket/out", *FORMATS)
    assert done.returncode == 2
    assert "no-such-bucket" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_storage_that_does_not_answer_is_told(storage, tmp_path, monkeypatch):
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")
    fsspec.filesystem("s3").clear_instance_cache()
    with pytest.raises(ReadError), Mirror(storage[1], tmp_path) as mirror:
        mirror.fetch()
    fsspec.filesystem("s3").clear_instance_cache()


@pytest.mark.skipif(sys.platform == "win32", reason="kills as POSIX does")
def test_whoever_is_killed_on_the_way_leaves_whole_files_and_the_next_goes_on(storage, tmp_path):
    archive = make_archive(tmp_path / "archive", 4)
    address, out = put(storage, archive), f"{storage[1]}/out"
    began = time.monotonic()
    assert align("batch", address, "-o", f"{storage[1]}/unbroken", *FORMATS).returncode == 0
    seconds = time.monotonic() - began
    expected = held(storage, f"{storage[1]}/unbroken")
    moments = random.Random(20)
    for _ in range(4):
        run = subprocess.Popen(
            [*COMMAND, "batch", address, "-o", out, *FORMATS],
            start_new_session=True,
            stderr=subprocess.DEVNULL,
        )
        time.sleep(moments.uniform(seconds / 2, seconds))
        os.killpg(run.pid, signal.SIGKILL)
        run.wait()
        found = held(storage, out)
        whole = (".tmx", ".jsonl")
        assert all(found[name] == expected[name] for name in found if name.endswith(whole))
    assert align("batch", address, "-o", out, *FORMATS).returncode == 0
    found = held(storage, out)
    assert {name: found.get(name) for name in expected if name.endswith((".tmx", ".jsonl"))} == {
        name: content for name, content in expected.items() if name.endswith((".tmx", ".jsonl"))
    }
