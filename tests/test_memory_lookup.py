"""Look-up in a memory: what a translator sees, and what machines read."""

import json
import threading

import pytest
from click.testing import CliRunner

from align.cli import main
from align.errors import SettingsError
from align.memory import Memory, Place, Unit
from align.memory.lookup import Penalties, Searcher
from align.memory.transfer import ExportChoice, export

UNITS = [
    Unit(0, "en", "zh-CN", "The right to development is an inalienable human right.", "发展权利是一项不可剥夺的人权。",
         0.98, "confirmed", places=(Place("A/RES/41/128", "1986-12-04", "1", before="Article 1", after="Article 2"),)),
    Unit(0, "en", "zh-CN", "The right to development is an inalienable human right.", "发展权是不可剥夺的人权。",
         0.91, places=(Place("A/HRC/15/1", "2010-09-01", "7", before="Introduction", after="Background"),)),
    Unit(0, "en", "zh-CN", "The right to work is an inalienable human right.", "工作权是一项不可剥夺的人权。",
         0.95, places=(Place("E/C.12/GC/18", "2006-02-06", "3"),)),
    Unit(0, "en", "zh-CN", "The Council adopted resolution 44/18 on 17 July 2020.", "理事会于2020年7月17日通过了第44/18号决议。",
         0.9, "flagged", places=(Place("A/HRC/44/2", "2020-07-17"),)),
    Unit(0, "en", "zh-CN", "Doctors treat the sick in hospitals.", "医生在医院里治病。", 0.9, places=(Place("WHO/1"),)),
    Unit(0, "zh-CN", "en", "各国应当保护环境。", "States shall protect the environment.", 0.9, places=(Place("A/CONF.48/14", "1972-06-16"),)),
]  # fmt: skip


@pytest.fixture(scope="module")
def folder(lasting_location):
    with Memory.open(lasting_location, create=True) as memory:
        memory.add(UNITS)
    return lasting_location


@pytest.fixture(scope="module")
def searcher(folder):
    with Memory.open(folder) as memory:
        yield Searcher(memory)


def test_exact_hits_come_first_and_bear_where_they_stand(searcher):
    found = searcher.lookup(UNITS[0].source)
    assert [(m.match, m.kind, m.target) for m in found[:2]] == [
        (100, "exact", UNITS[0].target),  # what a person confirmed before what nobody has seen
        (100, "exact", UNITS[1].target),
    ]
    first = found[0]
    assert (first.document, first.number, first.date, first.status) == (
        "A/RES/41/128",
        "1",
        "1986-12-04",
        "confirmed",
    )
    assert [m.match for m in found] == sorted((m.match for m in found), reverse=True)


@pytest.mark.parametrize(
    "context", [{"before": "Introduction"}, {"before": "Introduction", "after": "Background"}]
)
def test_in_context_a_hit_has_101(searcher, context):
    first, second = searcher.lookup(UNITS[1].source, **context)[:2]
    assert (first.match, first.kind, first.target) == (101, "context", UNITS[1].target)
    assert second.match == 100


def test_a_context_that_does_not_agree_is_none(searcher):
    assert searcher.lookup(UNITS[1].source, before="Introduction", after="Article 2")[0].match == 100


def test_fuzzy_hits_say_what_differs(searcher):
    found = searcher.lookup("The right to health is an inalienable human right.", semantic=False)
    assert {m.kind for m in found} == {"fuzzy"}
    work = next(m for m in found if "work" in m.source)
    assert 80 <= work.match < 100
    assert [(work.source[d.start : d.end], d.text) for d in work.differences] == [("work", "health")]


def test_exchanged_figures_count_little(searcher):
    (found,) = searcher.lookup("The Council adopted resolution 47/3 on 2 May 2021.", semantic=False)
    assert 94 <= found.match <= 99


def test_what_shares_no_words_is_found_by_meaning(searcher):
    found = searcher.lookup("Physicians cure patients", threshold=70)
    assert found
    assert (found[0].kind, found[0].source) == ("semantic", "Doctors treat the sick in hospitals.")
    assert found[0].match < 70
    assert searcher.lookup("Physicians cure patients", semantic=False) == []


@pytest.mark.parametrize("text", ["发展权利是一项不可剥夺的人权。", "發展權利是一項不可剝奪的人權。"])
def test_either_direction(searcher, text):
    found = searcher.lookup(text, target="en", semantic=False)
    assert found[0].match >= 99
    assert (found[0].source, found[0].target) == (UNITS[0].target, UNITS[0].source)
    assert (found[0].source_language, found[0].target_language) == ("zh-CN", "en")


def test_units_stored_the_other_way_round_answer_too(searcher):
    found = searcher.lookup("States shall protect the environment.", source="en", target="zh")
    assert (found[0].match, found[0].target) == (100, "各国应当保护环境。")


def test_languages_the_memory_has_not_give_nothing(searcher):
    assert searcher.lookup(UNITS[0].source, source="fr") == []
    assert searcher.lookup(UNITS[0].source, source="en", target="fr") == []


def test_penalties_lower_the_match(searcher):
    penalties = Penalties(auto=10, flagged=20, old=5, old_before="2000")
    found = {m.target: m.match for m in searcher.lookup(UNITS[0].source, penalties=penalties)}
    assert found[UNITS[0].target] == 95  # confirmed, of 1986
    assert found[UNITS[1].target] == 90
    (flagged,) = searcher.lookup(UNITS[3].source, penalties=penalties, semantic=False)
    assert (flagged.match, flagged.kind) == (80, "exact")
    assert searcher.lookup(UNITS[3].source, penalties=penalties, threshold=85, semantic=False) == []


@pytest.mark.parametrize("threshold", [1, 5, 10, 11])
def test_the_lowest_thresholds_find_what_shares_a_word(searcher, threshold):
    found = searcher.lookup("The Committee met.", source="en", threshold=threshold, limit=50, semantic=False)
    assert {UNITS[0].target, UNITS[3].target} <= {match.target for match in found}


def test_limit_and_threshold(searcher):
    assert len(searcher.lookup(UNITS[0].source, limit=1)) == 1
    assert all(m.match >= 95 for m in searcher.lookup(UNITS[0].source, threshold=95, semantic=False))


@pytest.mark.parametrize("wrong", [{"threshold": 0}, {"threshold": 101}, {"limit": 0}])
def test_what_makes_no_sense_is_refused(searcher, wrong):
    with pytest.raises(SettingsError):
        searcher.lookup("text", **wrong)


@pytest.mark.parametrize(
    "text", ["", "   ", "…", "—", "12", "\ud800", "😀", "x" * 20_000, "\x00", "的" * 3000]
)
def test_strange_texts_find_nothing(searcher, text):
    assert searcher.lookup(text, semantic=False) == []


def test_texts_without_words_are_found_exactly(tmp_path):
    with Memory.open(tmp_path / "memory", create=True) as memory:
        memory.add([Unit(0, "en", "zh", "* * *", "※ ※ ※")])
        assert [m.match for m in Searcher(memory).lookup("* * *")] == [100]


def test_an_empty_memory_answers(tmp_path):
    with Memory.open(tmp_path / "memory", create=True) as memory:
        assert Searcher(memory).lookup("text") == []


def test_what_is_added_and_removed_shows_at_once(tmp_path):
    with Memory.open(tmp_path / "memory", create=True) as memory, Memory.open(tmp_path / "memory") as other:
        searcher = Searcher(memory)
        assert searcher.lookup("Peace and security") == []
        other.add([Unit(0, "en", "zh", "Peace and security", "和平与安全")])
        (found,) = searcher.lookup("Peace and security")
        assert found.target == "和平与安全"
        other.remove(ids=[found.unit])
        assert searcher.lookup("Peace and security") == []


def test_threads_share_a_searcher(folder):
    with Memory.open(folder) as memory:
        searcher, found = Searcher(memory), []
        threads = [
            threading.Thread(target=lambda: found.append(searcher.lookup(UNITS[0].source))) for _ in range(8)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert len(found) == 8
    assert all(each == found[0] for each in found)


def test_thousands_with_the_same_words_do_not_hide_the_exact_one(tmp_path):
    with Memory.open(tmp_path / "memory", create=True) as memory:
        memory.add(Unit(0, "en", "zh", f"Article {n}", f"第{n}条") for n in range(3000))
        found = Searcher(memory).lookup("Article 77", semantic=False)
    assert (found[0].match, found[0].target) == (100, "第77条")
    assert len(found) == 5
    assert all(90 <= m.match < 100 for m in found[1:])


def run(*arguments):
    return CliRunner().invoke(main, ["tm", "lookup", *map(str, arguments)])


def test_json_for_machines(folder):
    result = run(
        folder, UNITS[0].source, "--format", "json", "--from", "en", "--to", "zh", "--after", "Article 2"
    )
    assert result.exit_code == 0
    found = json.loads(result.stdout)
    assert found[0]["match"] == 101
    assert {"source", "target", "match", "kind", "document", "status"} <= set(found[0])
    assert [m["match"] for m in found] == sorted((m["match"] for m in found), reverse=True)


def test_text_for_people(folder):
    result = run(folder, "The right to health is an inalienable human right.")
    assert result.exit_code == 0
    assert "A/RES/41/128" in result.stdout
    assert "confirmed" in result.stdout
    assert "≠ health" in result.stdout


def test_nothing_found_is_no_error(folder):
    result = run(folder, "Zzz qqq", "--no-semantic", "--format", "json")
    assert (result.exit_code, json.loads(result.stdout)) == (0, [])


def test_languages_that_a_memory_lacks_are_told(folder):
    """Asked for two that it holds, it says nothing of them, whichever stands first."""
    asked = [run(folder, "Zzz qqq", "--no-semantic", "--from", one, "--to", other).stderr
             for one, other in (("ru", "fr"), ("zh", "en"))]  # fmt: skip
    assert ["holds nothing in Russian and French" in told for told in asked] == [True, False]


def test_errors_name_what_is_wrong(folder, tmp_path):
    assert run(tmp_path / "none", "text").exit_code == 2
    assert run(folder, "text", "--threshold", "300").exit_code == 2


@pytest.mark.parametrize(
    ("stored", "asked"),
    [
        ("⼈⺠有发展权。", "人民有发展权。"),
        ("The of\ufb01ce of the people", "The office of the people"),
        ("\ufefb يجوز", "لا يجوز"),
    ],
    ids=["radicals", "ligature", "arabic shapes"],
)
def test_what_stands_for_other_characters_matches_them_wholly_and_is_written_plain(tmp_path, stored, asked):
    with Memory.open(tmp_path / "m", create=True) as memory:
        memory.add([Unit(0, "ru", "en", stored, "target", places=(Place("A"),))])
        assert [match.match for match in Searcher(memory).lookup(asked, source="ru")] == [100]
        export(memory, tmp_path / "out.tmx", ExportChoice())
    assert f"<seg>{asked}</seg>" in (tmp_path / "out.tmx").read_text(encoding="utf-8")
