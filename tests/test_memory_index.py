"""The indexes: nothing that matches is missed, and they keep up with the store whatever happens to them."""

import json
import random
import shutil
import sqlite3
from contextlib import closing

import numpy as np
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from align import embed
from align.cli import main
from align.memory import Memory, Unit, counting, disk_index, index_part
from align.memory.disk_index import DiskIndex
from align.memory.index import Texts
from align.memory.joined import joined, save_joined
from align.memory.lookup import Searcher
from align.memory.match import as_string, codes, similarity
from align.memory.similar import similar
from align.memory.vectors import FLAT, UnitVectors

WORDS = "the right to development of all peoples in 1986 3 May Council shall adopt 人 民 的 发 展 权 第三 条 A/RES/41/128".split()
LONG_WORDS = [f"{first}{second}" for first in WORDS[:8] for second in "abcdefghijklmnopqrstuvwxyz" * 2]
texts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=9).map(" ".join)


def unit(source: str, target: str = "译文") -> Unit:
    return Unit(0, "en", "zh-CN", source, target)


@settings(max_examples=200)
@given(
    st.lists(texts, min_size=1, max_size=30), texts,
    st.sampled_from([0.0, 0.3, 0.5, 0.6, 0.67, 0.8, 1.0]), st.booleans(),
)  # fmt: skip
def test_all_similar_texts_are_found(held, wanted, least, compiled):
    """By numpy and by compiled loops."""
    rows = list(enumerate(held, 1))
    middle = len(rows) // 2
    with counting.used(compiled=compiled):
        found = similar([Texts.build(rows[:middle]), Texts.build(rows[middle:])], codes(wanted), least)
    every = [similarity(as_string(codes(wanted)), as_string(codes(text))) for text in held]
    assert found.ids.tolist() == [n for n, score in enumerate(every, 1) if score >= least - 1e-6]
    assert np.allclose(found.scores, [every[n - 1] for n in found.ids])


@given(st.lists(texts, min_size=1, max_size=30), texts)
def test_all_units_with_a_phrase_are_found(held, wanted):
    index = Texts.build(enumerate(held, 1))
    phrase = codes(wanted)
    runs = [codes(text) for text in held]
    expected = [
        n
        for n, run in enumerate(runs, 1)
        if any(run[i : i + len(phrase)] == phrase for i in range(len(run) - len(phrase) + 1))
    ]
    assert index.with_phrase(phrase).tolist() == expected


@given(st.lists(st.lists(texts, min_size=1, max_size=5), min_size=1, max_size=4))
def test_merging_is_the_same_as_building_at_once(parts):
    rows = list(enumerate((text for part in parts for text in part), 1))
    built, rest = [], iter(rows)
    for part in parts:
        built.append(Texts.build([next(rest) for _ in part]))
    merged, whole = joined(built), Texts.build(rows)
    assert all(
        np.array_equal(getattr(merged, name), getattr(whole, name)) for name in Texts.__dataclass_fields__
    )


def test_texts_are_the_same_from_files(tmp_path):
    index = Texts.build([(3, "the right to development"), (9, "发展权")])
    index.save(tmp_path / "en")
    assert Texts.load(tmp_path / "en").with_phrase(codes("发展")).tolist() == [9]


def test_merging_files_is_the_same_as_merging_in_memory(tmp_path):
    """Many texts, so that their pairs are joined in several stretches."""
    chance = random.Random(3)
    rows = [(n, " ".join(chance.choices(LONG_WORDS, k=12))) for n in range(1, 12_001)]
    built = [Texts.build(rows[first : first + 5000]) for first in range(0, len(rows), 5000)]
    save_joined(built, tmp_path / "en")
    saved, whole = Texts.load(tmp_path / "en"), Texts.build(rows)
    for name in Texts.__dataclass_fields__:
        assert np.array_equal(getattr(saved, name), getattr(whole, name)), name
        assert getattr(saved, name).dtype == getattr(whole, name).dtype, name


def test_many_vectors_are_searched_in_cells():
    chance = np.random.default_rng(1)
    vectors = chance.normal(size=(FLAT + 1, 16)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    index = UnitVectors.build(vectors)
    found = [index.nearest(vector, 3)[0][0] for vector in vectors[:20]]
    assert sum(place == n for n, place in enumerate(found)) >= 19


@pytest.fixture
def memory(location, monkeypatch):
    """Return a memory whose indexes go to disk soon."""
    monkeypatch.setattr(disk_index, "FRESH", 10)
    monkeypatch.setattr(disk_index, "LARGEST", 200)
    with Memory.open(location, create=True) as opened:
        yield opened


def add(memory: Memory, first: int, last: int) -> None:
    memory.add(unit(f"Article number{n} stands here", f"第{n}条在此") for n in range(first, last))


def held(indexes: DiskIndex) -> set[int]:
    return {int(n) for texts in indexes.by_language()["en"] for n in texts.with_phrase(codes("stands here"))}


def test_indexes_catch_up_with_the_store(memory):
    indexes = DiskIndex(memory)
    assert indexes.by_language() == {}
    total = 0
    for many in (3, 5, 30, 4, 1, 300, 2):
        add(memory, total, total + many)
        total += many
        assert len(held(indexes)) == len(memory) == total
        assert held(DiskIndex(memory)) == held(indexes)
    assert sum(len(units) for units, _ in indexes.vectors()) == total


def test_an_index_is_ready_until_somebody_writes(memory):
    memory.add([unit("The right to development")])
    index = DiskIndex(memory)
    seen = [index.is_ready()]
    for _ in range(2):
        index.all()
        seen.append(index.is_ready())
        with Memory.open(memory.location) as other:
            other.add([unit(f"The right to work {len(seen)}")])
        seen.append(index.is_ready())
    assert seen == [False, True, False, True, False]
    assert len(index.by_language()["en"]) == len(index.all())


def test_segments_are_few(memory):
    indexes = DiskIndex(memory)
    for n in range(0, 600, 20):
        add(memory, n, n + 20)
        indexes.all()
    assert len(indexes.all()) <= 8
    folders = [path for path in (memory.folder / "index").iterdir() if path.is_dir()]
    assert len(folders) <= 8  # what was merged is gone from the disk
    assert len(held(indexes)) == 600


def test_what_is_added_at_once_is_in_large_segments(memory):
    add(memory, 0, 1900)  # read 200 at once
    indexes = DiskIndex(memory)
    assert [len(part.units) for part in indexes.all()] == [1600, 200, 100]
    assert len(held(indexes)) == 1900


def test_vectors_of_a_model_that_is_no_more_are_made_anew_once(memory):
    add(memory, 0, 100)
    DiskIndex(memory).vectors()
    manifest = memory.folder / "index" / "manifest.json"
    manifest.write_text(json.dumps(json.loads(manifest.read_text()) | {"model": [0.5] * 16}))
    for steps in (1, 0):
        told: list[str] = []
        assert sum(len(vectors) for _, vectors in DiskIndex(memory).vectors(told.append)) == 100
        assert len(told) == steps


def test_units_added_later_get_vectors_alone(memory):
    """What had vectors keeps them when parts are merged: embedding a memory takes minutes."""
    add(memory, 0, 100)
    indexes = DiskIndex(memory)
    indexes.vectors()
    add(memory, 100, 190)
    told: list[str] = []
    assert sum(len(vectors) for _, vectors in indexes.vectors(told.append)) == 190
    assert len(indexes.all()) == 1
    assert told[-1] == "embedding 90 units"


def _cut(folder):
    path = max(folder.rglob("*.npy"), key=lambda path: path.stat().st_size)
    path.write_bytes(path.read_bytes()[:100])


def _other_version(folder):
    path = folder / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"version": 0}))


DAMAGE = {
    "all gone": shutil.rmtree,
    "no manifest": lambda folder: (folder / "manifest.json").unlink(),
    "broken manifest": lambda folder: (folder / "manifest.json").write_bytes(b'{"segments": [3'),
    "a file cut short": _cut,
    "a segment gone": lambda folder: shutil.rmtree(next(p for p in folder.iterdir() if p.is_dir())),
    "another version": _other_version,
    "broken vectors": lambda folder: next(folder.rglob("*.faiss")).write_bytes(b"vectors"),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_damaged_indexes_are_made_anew(memory, damage):
    add(memory, 0, 100)
    DiskIndex(memory).vectors()
    DAMAGE[damage](memory.folder / "index")
    indexes = DiskIndex(memory)
    assert len(held(indexes)) == 100
    assert sum(len(vectors) for _, vectors in indexes.vectors()) == 100


def test_indexes_of_another_store_are_made_anew(memory, tmp_path):
    add(memory, 0, 100)
    DiskIndex(memory).all()
    with Memory.open(tmp_path / "other", create=True) as other:
        add(other, 500, 700)
        shutil.copytree(memory.folder / "index", other.folder / "index")
        indexes = DiskIndex(other)
        assert [n for t in indexes.by_language()["en"] for n in t.with_phrase(codes("number600"))] == [101]


def test_a_half_written_segment_is_no_segment(memory):
    add(memory, 0, 100)
    (memory.folder / "index").mkdir()
    (memory.folder / "index" / ".100-abc.part").mkdir()
    assert len(held(DiskIndex(memory))) == 100


def test_units_that_were_removed_are_known(memory):
    add(memory, 0, 100)
    indexes = DiskIndex(memory)
    indexes.all()
    memory.remove(ids=[3, 7])
    everything = np.arange(1, 101, dtype=np.int32)
    assert set(everything) - set(indexes.living(everything)) == {3, 7}
    indexes.renew()
    assert len(held(indexes)) == 98


def test_languages_with_hostile_names_stay_in_the_folder(memory):
    memory.add([Unit(0, "../../x", "zh", f"text {n}", f"译文 {n}") for n in range(50)])
    assert set(DiskIndex(memory).by_language()) == {"x", "zh"}
    assert not (memory.folder.parent / "x").exists()


def test_loops_and_numpy_find_the_same_among_many():
    """So many that they are counted twice, and words that stand in a text more often than a byte counts."""
    chance = random.Random(4)
    held = [" ".join(chance.choices(WORDS, k=chance.randint(1, 12))) for _ in range(5000)]
    long = " ".join(chance.choices(LONG_WORDS, k=700))
    parts = [Texts.build(enumerate([*held, long], 1))]
    for text in [*held[:60], long, long[:-9]]:
        found = []
        for compiled in (True, False):
            with counting.used(compiled=compiled):
                found.append(similar(parts, codes(text), 0.6))
        loops, plain = found
        assert loops.ids.tolist() == plain.ids.tolist()
        assert loops.scores.tolist() == plain.scores.tolist()
        assert loops.figures.tolist() == plain.figures.tolist()


@pytest.mark.parametrize("banded", [1, 150, 10**6])
def test_a_random_memory_is_searched_wholly(memory, monkeypatch, banded):
    """Fuzzy matches are the same as those of exhaustive scoring, over segments on disk and in memory.

    Few or many texts stand in bands of a like length; parts of either kind are merged.
    """
    monkeypatch.setattr(index_part, "BANDED", banded)
    chance = random.Random(2)
    sentences = [" ".join(chance.choices(WORDS[:13], k=chance.randint(1, 30))) for _ in range(420)]
    indexes = DiskIndex(memory)
    for first, last in ((0, 130), (130, 400), (400, 420)):
        memory.add(unit(text, f"译文{n}") for n, text in enumerate(sentences[first:last], first))
        indexes.all()
    for reader in (indexes, DiskIndex(memory)):
        for text in sentences[::10]:
            query = codes(text)
            found = set(similar(reader.by_language()["en"], query, 0.67).ids.tolist())
            every = {
                n
                for n, other in enumerate(sentences, 1)
                if similarity(as_string(query), as_string(codes(other))) >= 0.67
            }
            assert found == every


def test_an_index_without_bands_is_read_and_merged_into_one_with_bands(memory, monkeypatch):
    memory.add(unit(f"{word} {n}", f"译文{n}") for n, word in enumerate(LONG_WORDS[:60]))
    DiskIndex(memory).renew()
    monkeypatch.setattr(index_part, "BANDED", 70)
    manifest = memory.folder / "index" / "manifest.json"
    before = json.loads(manifest.read_text())
    manifest.write_text(json.dumps(before | {"version": 3}))
    indexes = DiskIndex(memory)
    assert indexes.all()[0].folder == memory.folder / "index" / before["segments"][0]
    assert [len(texts) for texts in indexes.by_language()["en"]] == [60]
    memory.add(unit(" ".join(LONG_WORDS[n : n + 8]), f"译文 {n}") for n in range(60))
    held = indexes.by_language()["en"]
    assert [(len(texts), texts.lengths) for texts in held] == [(60, (2, 2)), (60, (8, 8))]


def test_vectors_outlive_merging(memory):
    indexes = DiskIndex(memory)
    texts = ["The sick are treated in hospitals", "Ships sail across the sea", "Children learn to read"]
    for n in range(10):
        memory.add(unit(f"{text} {n}", f"译文{n}") for text in texts * 5)
        add(memory, 20 * n, 20 * n + 20)
        indexes.vectors()
    query = embed.load().encode(["Boats on the ocean"])[0]
    best = max(
        ((float(cosines[0]), int(units[places[0]])) for units, v in indexes.vectors() for places, cosines in [v.nearest(query, 1)])
    )  # fmt: skip
    assert "Ships" in memory.texts([best[1]])[0][1]


def test_who_has_indexes_does_not_wait_for_newer_ones(memory):
    add(memory, 0, 100)
    DiskIndex(memory).all()
    indexes = DiskIndex(memory)
    assert len(held(indexes)) == 100
    lock = sqlite3.connect(memory.folder / "index" / "lock.sqlite", isolation_level=None)
    with closing(lock):
        lock.execute("BEGIN EXCLUSIVE")
        add(memory, 100, 200)
        assert len(held(indexes)) == 100
    assert len(held(indexes)) == 200


def test_after_adding_a_first_look_up_has_nothing_to_wait_for(tmp_path):
    rows = "".join(f"Article {n} stands here\t第{n}条在此\n" for n in range(2 * disk_index.FRESH))
    (tmp_path / "rows.tsv").write_text("en\tzh\n" + rows, encoding="utf-8")
    folder = str(tmp_path / "memory")
    command = ["tm", "add", folder, str(tmp_path / "rows.tsv"), "--from", "en", "--to", "zh", "-q"]
    assert CliRunner().invoke(main, command).exit_code == 0
    waited: list[str] = []
    with Memory.open(folder) as memory:
        (match, *_) = Searcher(memory, step=waited.append).lookup("Article 77 stands here", source="en")
    assert (match.target, waited) == ("第77条在此", [])
