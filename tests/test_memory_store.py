"""The store of a memory: one unit a pair of texts, many places, nothing lost, clear errors."""

import hashlib
import os
import sqlite3
import threading
from contextlib import suppress
from dataclasses import replace

import bitexts
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from align.errors import AlignError, ReadError, WriteError
from align.memory import Memory, Place, Unit
from align.memory.stores import database, postgresql, sqlite
from align.text import legal, plain

# Never change a number that is here: a memory on somebody's disk has that schema. For a new schema raise
# `VERSION`, write the step into `MIGRATIONS`, and add a line.
SCHEMAS = {1: ["3b5259a21e438633"], 2: ["b8b4c60878dfa456", "b6f0ab541528962f"]}


def unit(source="Hello", target="你好", *places, **given):
    return Unit(0, "en", "zh-CN", source, target, places=tuple(places), **given)


def at(document, position=1, **given):
    return Place(document, position=position, **given)


@pytest.fixture
def memory(location):
    with Memory.open(location, create=True) as opened:
        yield opened


@pytest.fixture
def in_folder(tmp_path):
    with Memory.open(tmp_path / "memory", create=True) as opened:
        yield opened


def texts(memory):
    return [(source, target) for _, source, target in memory.texts(range(memory.last_id() + 1))]


# What it holds


def test_a_unit_comes_back_with_all_that_is_known(memory):
    place = Place("A/HRC/47/29", "2021-06-21", "12 (a)", "A/HRC/47/29:12:31", "Before.", "After.", 31)
    given = unit("One.", "一。", place, score=0.9, status="flagged", changed_by="A. B.",
                 changed_at="20261122T093000Z", note="see & fix")  # fmt: skip
    memory.add([given])
    (back,) = memory.units([1])
    assert back == replace(given, id=1)


def test_the_same_unit_of_several_documents_is_one_with_several_places(memory):
    added = memory.add([unit("A", "甲", at("x")), unit("A", "甲", at("y")), unit("A", "乙", at("x", 2))])
    assert (added.new, added.known) == (2, 1)
    assert [place.document for place in memory.units([1])[0].places] == ["x", "y"]
    assert [(each.name, each.units) for each in memory.documents()] == [("x", 2), ("y", 1)]


def test_two_files_of_one_name_are_two_documents(memory):
    memory.add([unit("A", "甲", at("report", origin="/en/report.tmx"))])
    memory.add([unit("A", "甲", at("report", origin="/fr/report.tmx"))])
    assert [place.origin for place in memory.units([1])[0].places] == ["/en/report.tmx", "/fr/report.tmx"]
    assert [(each.name, each.units) for each in memory.documents()] == [("report", 1)]


def test_a_unit_without_text_is_none(memory):
    added = memory.add([unit("", "无"), unit("no", ""), unit()])
    assert (added.new, added.skipped, len(memory)) == (1, 2, 1)


def test_units_come_in_the_order_asked_and_those_that_are_no_more_are_left_out(memory):
    memory.add(unit(f"{i}", f"第{i}") for i in range(5))
    memory.remove(ids=[2])
    assert [each.id for each in memory.units([5, 2, 99, 1])] == [5, 1]
    assert memory.texts([5, 2, 99, 1]) == [(5, "4", "第4"), (1, "0", "第0")]


def test_the_stream_is_ascending_and_goes_on_where_one_stopped(memory):
    memory.add([unit("A", "甲"), replace(unit("B", "乙"), source_language="fr"), unit("C", "丙")])
    assert list(memory.stream()) == [
        (1, "en", "zh-CN", "A", "甲"), (2, "fr", "zh-CN", "B", "乙"), (3, "en", "zh-CN", "C", "丙"),
    ]  # fmt: skip
    assert [row[0] for row in memory.stream(after=2)] == [3]
    assert memory.languages() == [("en", "zh-CN", 2), ("fr", "zh-CN", 1)]


def test_an_id_never_comes_back(memory):
    memory.add([unit("A", "甲"), unit("B", "乙")])
    memory.remove(ids=[2])
    memory.compact()
    memory.add([unit("C", "丙")])
    assert (memory.last_id(), [each.id for each in memory.each()]) == (3, [1, 3])


def test_units_of_one_hash_both_stay(memory, monkeypatch):
    monkeypatch.setattr("align.memory.adding.key_of", lambda *_: 7)
    assert memory.add([unit("A", "甲"), unit("B", "乙"), unit("A", "甲")]).new == 2
    assert texts(memory) == [("A", "甲"), ("B", "乙")]


nasty = st.sampled_from([*bitexts.NASTY, "\ud83d half", "a\0b"]).filter(bool)
given_units = st.lists(
    st.builds(unit, nasty, nasty, st.builds(at, st.sampled_from("xyz"), st.integers(0, 9)))
)


@given(batches=st.lists(given_units, max_size=3))
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_added_comes_back_once_with_every_place(new_location, batches):
    with Memory.open(new_location(), create=True) as memory:
        for batch in batches:
            memory.add(batch)
        expected = {}
        for each in (each for batch in batches for each in batch):
            texts = plain(legal(each.source)), plain(legal(each.target))
            if all(texts):
                expected.setdefault(texts, set()).update(each.places)
        held = list(memory.each())
        assert {(each.source, each.target): set(each.places) for each in held} == expected
        assert len(held) == len(memory) == len(expected)


# Added again


def test_a_document_aligned_again_replaces_its_own_units(memory):
    memory.add([unit("Old", "旧", at("x", 1)), unit("Kept", "留", at("x", 2)), unit("Shared", "共", at("x", 3)),
                unit("Shared", "共", at("y", 1)), unit("Sure", "定", at("x", 4), status="confirmed"),
                unit("Free", "自由")])  # fmt: skip
    run = memory.add([unit("New", "新", at("x", 1)), unit("Kept", "留", at("x", 2))]).run
    assert memory.forget_older("x", run) == 1
    assert texts(memory) == [
        ("Kept", "留"),
        ("Shared", "共"),
        ("Sure", "定"),
        ("Free", "自由"),
        ("New", "新"),
    ]
    assert [place.document for place in memory.units([3])[0].places] == ["y"]
    assert [place.document for place in memory.units([4])[0].places] == ["x"]


FINE = [("It met.", "开会。"), ("It adopted it.", "通过了它。"), ("It rose.", "散会。")]
COARSE = [("It met. It adopted it.", "开会。通过了它。"), ("It rose.", "散会。")]


@pytest.mark.parametrize(
    ("older", "newer", "status", "kept"),
    [
        (FINE, COARSE, "auto", FINE),
        (COARSE, FINE, "auto", COARSE),
        (FINE, COARSE, "confirmed", FINE[2:]),  # a person joined them
        ([("It met.", "通过了它。"), ("It adopted it.", "开会。"), FINE[2]], FINE, "auto", FINE[2:]),
        ([("It met. It adopted it.", "通过了它。开会。"), FINE[2]], FINE, "auto", FINE[2:]),
        ([("It met. It adop", "开会。通过了"), FINE[2]], FINE, "auto", FINE[2:]),
    ],
)
@pytest.mark.parametrize("turned", [False, True])
def test_a_document_that_is_only_cut_elsewhere_loses_nothing(memory, older, newer, status, kept, turned):
    memory.add([unit(*texts, at("x", place)) for place, texts in enumerate(older)])
    again = [unit(*texts, at("x", place), status=status) for place, texts in enumerate(newer)]
    run = memory.add([each.turned() for each in again] if turned else again).run
    memory.forget_older("x", run)
    either_way = {*texts(memory), *((target, source) for source, target in texts(memory))}
    assert either_way & {*older} == {*kept, *({*older} & {*newer})}
    assert len(texts(memory)) == len({*kept, *newer})


@pytest.mark.parametrize(("source", "target", "kept"), [("en", "fr", True), ("zh-CN", "en", False)])
def test_its_other_languages_stay(memory, source, target, kept):
    memory.add([unit("Old", "旧", at("x"))])
    run = memory.add([Unit(0, source, target, "Neu", "Nouveau", places=(at("x"),))]).run
    memory.forget_older("x", run)
    assert (("Old", "旧") in texts(memory)) is kept


def test_a_stopped_import_forgets_nothing(memory):
    memory.add([unit("Old", "旧", at("x"))])

    def stopped():
        yield unit("New", "新", at("x"))
        raise ReadError("the file ends")

    with pytest.raises(ReadError):
        memory.add(stopped())
    assert texts(memory) == [("Old", "旧"), ("New", "新")]


@pytest.mark.parametrize(
    ("first", "second", "status", "by"),
    [
        (("auto", ""), ("confirmed", ""), "confirmed", "second"),
        (("auto", "20260101T000000Z"), ("confirmed", ""), "confirmed", "second"),
        (("confirmed", ""), ("auto", "20260101T000000Z"), "confirmed", "first"),
        (("confirmed", "20260101T000000Z"), ("flagged", "20260102T000000Z"), "flagged", "second"),
        (("confirmed", "20260102T000000Z"), ("flagged", "20260101T000000Z"), "confirmed", "first"),
        (("flagged", ""), ("confirmed", ""), "confirmed", "second"),
        (("flagged", "20260101T000000Z"), ("auto", "20260102T000000Z"), "flagged", "first"),
    ],
)
def test_of_two_decisions_the_later_is_kept(memory, first, second, status, by):
    for name, (its_status, changed_at) in (("first", first), ("second", second)):
        memory.add([unit(status=its_status, changed_at=changed_at, changed_by=name, note=name)])
    (kept,) = memory.units([1])
    assert (kept.status, kept.changed_by, kept.note) == (status, by, by)


def test_of_two_scores_the_better_is_kept(memory):
    for score in (0.5, 0.9, 0.7):
        memory.add([unit(score=score)])
    assert memory.units([1])[0].score == 0.9


def test_a_removed_document_takes_the_units_that_stand_nowhere_else(memory):
    memory.add([unit("A", "甲", at("x")), unit("B", "乙", at("x", 2)), unit("B", "乙", at("y"))])
    assert memory.remove(document="x") == 1
    assert memory.remove(document="no such") == 0
    assert (texts(memory), [each.name for each in memory.documents()]) == ([("B", "乙")], ["y"])


def test_some_can_be_chosen(memory):
    memory.add([unit("A", "甲", at("x"), score=0.9), unit("B", "乙", at("y"), score=0.5, status="confirmed")])
    chosen = lambda **choice: [each.source for each in memory.each(**choice)]  # noqa: E731
    assert chosen() == ["A", "B"]
    assert (chosen(document="x"), chosen(confirmed_only=True), chosen(min_score=0.9)) == (["A"], ["B"], ["A"])


def test_the_figures_add_up(memory):
    memory.add(
        [unit("A", "甲", at("x")), unit("A", "甲", at("y")), unit("B", "乙", at("x", 2), status="flagged")]
    )
    info = memory.info()
    assert (info.units, info.places, info.documents, info.version) == (2, 3, 2, database.VERSION)
    assert info.statuses == {"auto": 1, "flagged": 1}
    assert info.bytes > 10_000


# Threads, readers and writers


def test_threads_share_a_memory(memory):
    failed = []

    def work(name):
        try:
            for i in range(50):
                memory.add([unit(f"{name} {i}", "译", at(name, i))])
                assert memory.texts([1])
        except Exception as error:
            failed.append(error)

    threads = [threading.Thread(target=work, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failed
    assert len(memory) == 200


def test_a_reader_does_not_wait_for_a_writer(memory):
    memory.add([unit("A", "甲")])

    def slowly():
        yield unit("B", "乙")
        with Memory.open(memory.location) as reader, suppress(KeyError), reader._store.writing() as writer:
            writer.change("DELETE FROM unit")
            with Memory.open(memory.location) as other:
                assert len(other) == 1
            raise KeyError  # takes it back

    memory.add(slowly())
    assert len(memory) == 2


# The schema


def test_the_schema_is_the_one_that_memories_have():
    digests = [
        hashlib.sha256(database.schema(store.SCHEMA).encode()).hexdigest()[:16]
        for store in (sqlite, postgresql)
    ]
    assert SCHEMAS.get(database.VERSION) == digests, "a schema has changed: see the comment on SCHEMAS"


def test_an_older_memory_is_brought_forward_and_a_newer_one_refused(memory, monkeypatch):
    memory.add([unit()])
    memory.close()
    now = database.VERSION
    with monkeypatch.context() as later:
        later.setattr(database, "VERSION", now + 2)
        steps = {now: "ALTER TABLE unit ADD COLUMN subject TEXT; UPDATE unit SET subject = 'law'",
                 now + 1: "CREATE INDEX unit_subject ON unit (subject)"}  # fmt: skip
        later.setattr(database, "MIGRATIONS", steps)
        with Memory.open(memory.location) as forward:
            assert forward.info().version == now + 2
            assert forward._store.rows("SELECT subject FROM unit WHERE subject = 'law'")
            with pytest.raises(AlignError, match="unit_subject"), forward._store.writing() as db:
                db.change(steps[now + 1])
            assert len(forward.units([1])) == 1
    with pytest.raises(ReadError, match=f"newer version .*schema {now + 2}.*; update with"):
        Memory.open(memory.location)


def test_a_step_that_fails_leaves_the_old_memory(memory, monkeypatch):
    memory.add([unit()])
    memory.close()
    with monkeypatch.context() as later:
        later.setattr(database, "VERSION", database.VERSION + 1)
        later.setattr(database, "MIGRATIONS", {database.VERSION - 1: "DELETE FROM unit; DROP TABLE no_such"})
        with pytest.raises(AlignError):
            Memory.open(memory.location)
    with Memory.open(memory.location) as back:
        assert len(back) == 1


# What can be wrong


def test_a_memory_is_made_whole_and_only_when_asked(tmp_path):
    with pytest.raises(ReadError, match="there is no memory here; make one"):
        Memory.open(tmp_path / "none")
    assert not list(tmp_path.iterdir())
    Memory.open(tmp_path / "a/b", create=True).close()
    assert [path.name for path in (tmp_path / "a/b").iterdir()] == [sqlite.NAME]


def test_many_may_make_it_at_once(location):
    opened = []
    make = lambda: opened.append(Memory.open(location, create=True).add([unit("A", "甲")]))  # noqa: E731
    threads = [threading.Thread(target=make) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with Memory.open(location) as memory:
        assert (len(opened), sum(each.new for each in opened), len(memory)) == (8, 1, 1)


def test_what_is_no_memory_is_refused(tmp_path):
    path = tmp_path / sqlite.NAME
    path.write_bytes(b"no database at all, but long enough to be read as the head of one" * 20)
    with pytest.raises(ReadError, match="damaged: file is not a database; save what is whole"):
        Memory.open(tmp_path)
    path.unlink()
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE unit (id)")
    with pytest.raises(ReadError, match="no translation memory"):
        Memory.open(tmp_path)
    path.write_bytes(b"")
    with pytest.raises(ReadError, match="no translation memory"):
        Memory.open(tmp_path)


@pytest.mark.parametrize("damage", ["middle", "end"])
def test_a_damaged_memory_says_so(in_folder, damage):
    in_folder.add(unit(f"Text {i}", f"文 {i}" * 20, at("x", i)) for i in range(2000))
    in_folder.close()
    path = in_folder.folder / sqlite.NAME
    data = path.read_bytes()
    cut = len(data) // 3
    path.write_bytes(data[:cut] + (os.urandom(len(data) - cut) if damage == "middle" else b""))
    with pytest.raises(ReadError, match="damaged"), Memory.open(in_folder.location) as opened:
        list(opened.each())


def test_a_memory_that_may_not_be_written_is_read(in_folder, monkeypatch):
    in_folder.add([unit()])
    in_folder.close()
    monkeypatch.setattr(
        "align.memory.stores.sqlite.os.access", lambda path, mode: mode != os.W_OK
    )  # root may all
    with Memory.open(in_folder.location) as frozen:
        assert len(frozen) == 1
        with pytest.raises(WriteError, match="may not be written"):
            frozen.add([unit("A", "甲")])


def test_a_folder_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(WriteError, match=r"no memory can be made: .*; name a folder"):
        Memory.open(tmp_path / "file/memory", create=True)
