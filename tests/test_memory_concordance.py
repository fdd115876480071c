"""Concordance: where something stands, what answers to it, how often."""

import json

import pytest
from click.testing import CliRunner

from align.cli import main
from align.errors import SettingsError
from align.memory import Memory, Place, Unit
from align.memory.lookup import Searcher
from align.memory.query import parse

REASONS = "peace education health culture science trade housing water food energy".split()
ZH = "和平 教育 健康 文化 科学 贸易 住房 用水 粮食 能源".split()


def units():
    """Yield 64 units with 发展权: 60 say right to development, 4 right of development; and others."""
    for n in range(64):
        en, zh = REASONS[n % 10], ZH[n % 10]
        phrase = "right of development" if n % 16 == 5 else "right to development"
        place = Place(f"A/HRC/{n % 4}/{n}", f"{2000 + n % 3}-05-01", str(n))
        yield Unit(0, "en", "zh-CN", f"In section {n} the {phrase} serves {en}.", f"第{n}节中发展权有利于{zh}。",
                   0.9, "confirmed" if n % 8 == 0 else "auto", places=(place,))  # fmt: skip
    yield Unit(
        0,
        "en",
        "zh-CN",
        "The development of industry is the Council’s concern.",
        "工业发展是理事会关心的事。",
    )
    yield Unit(
        0, "en", "zh-CN", "NATO adopted A/RES/41/128 in 1986.", "北约于1986年通过了A/RES/41/128号决议。"
    )
    yield Unit(0, "zh-CN", "en", "人权理事会审议了報告。", "The Human-Rights Council considered the report.")


@pytest.fixture(scope="module")
def folder(lasting_location):
    with Memory.open(lasting_location, create=True) as memory:
        memory.add(units())
    return lasting_location


@pytest.fixture(scope="module")
def search(folder):
    with Memory.open(folder) as memory:
        yield Searcher(memory).concordance


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("发展权", 64),
        ("发展", 65),
        ("权", 65),
        ("發展權", 64),
        ("right to development", 60),
        ("RIGHT of Development", 4),
        ("develop", 0),  # words are whole
        ("NATO", 1),
        ("A/RES/41/128", 1),
        ("1986", 1),
        ("人权理事会", 1),
        ("human rights council", 1),
        ("报告", 1),
        ("Council’s concern", 1),
        ("council's concern", 1),
        ("发展权 AND 教育", 7),
        ('发展权 NOT "right to development"', 4),
        ('发展权 NOT "right to development" NOT 健康', 4),
        ('"right to development" AND peace', 7),
        ("发展权 AND /(教育|健康)/", 14),
        ("/right (to|of) development/", 64),
        ("/發展權/", 64),
        ("发展权 NOT /to/", 4),
        ("/right to/ NOT 教育", 54),
        ("nowhere", 0),
    ],
)
def test_all_units_are_counted(search, query, count):
    found = search(query, limit=3)
    assert (found.total, found.complete) == (count, True)
    assert len(found.hits) == min(3, count)


TOGETHER = [
    ("fr", "Le système d’alerte rapide, qu’une mission examine.", "alerte rapide", "alerte rapide"),
    ("fr", "L’alerte est donnée jusqu'à lundi.", "l'alerte", "L’alerte"),
    ("fr", "Les droits de l'homme aujourd’hui.", "homme", "homme"),
    ("fr", "Les droits de l'homme aujourd’hui.", "aujourd'hui", "aujourd’hui"),
    ("it", "Il diritto all’acqua dell'uomo.", "acqua", "acqua"),
    ("en", "The Committee’s report", "committee", "Committee"),
    ("en", "It doesn't cover States' reports.", "doesn’t cover states", "doesn't cover States"),
    ("ar", "وقدم تقريرا للجنة في جنيف.", "اللجنة", "للجنة"),
    ("ar", "واللجنة الخاصة", "اللجنة الخاصة", "واللجنة الخاصة"),
    ("ar", "وثيقة المؤتمر والوثيقة المرفقة", "وثيقة", "وثيقة"),
    ("ar", "عملا بالوثيقة المرفقة", "وثيقة", "بالوثيقة"),
    ("ar", "احترام حقوق الإنسان وحقوق الشعوب", "حقوق الشعوب", "وحقوق الشعوب"),
    ("ar", "البيان المقدَّم أمس", "المقدم", "المقدَّم"),
    ("ru", "Социально-экономическое развитие", "экономическое развитие", "экономическое развитие"),
    ("hi", "मानव अधिकार परिषद की बैठक", "अधिकार परिषद", "अधिकार परिषद"),
]


@pytest.mark.parametrize(("language", "text", "query", "found"), TOGETHER)
def test_words_are_found_in_what_is_written_together_with_them(tmp_path, language, text, query, found):
    with Memory.open(tmp_path / "memory", create=True) as memory:
        memory.add([Unit(0, language, "zh", text, "译文"), Unit(0, language, "zh", "—", "别的")])
        (hit,) = Searcher(memory).concordance(query, language=language).hits
    assert hit.source[slice(*hit.source_spans[0])] == found


@pytest.mark.parametrize("query", ["arm", "لجنة", "hui", "عدة"])
def test_parts_of_words_are_not_found(tmp_path, query):
    with Memory.open(tmp_path / "memory", create=True) as memory:
        memory.add([Unit(0, "fr", "ar", "Aujourd’hui, l’armée", "المساعدة واللجنات")])
        assert not Searcher(memory).concordance(query).total


def test_hits_show_the_term_and_what_answers_to_it(search):
    for hit in search("发展权", limit=100).hits:
        assert hit.side == "target"
        assert [hit.target[slice(*span)] for span in hit.target_spans] == ["发展权"]
        ((start, end),) = hit.source_spans
        assert "development" in hit.source[start:end]


def test_either_side_is_searched(search):
    (hit,) = search("human rights council").hits
    assert (hit.side, hit.source_language) == ("target", "zh-CN")
    assert [hit.target[slice(*span)] for span in hit.target_spans] == ["Human-Rights Council"]
    assert search("human rights council", language="zh").total == 0


def test_rare_renderings_are_counted(search):
    counts = {each.text: each.count for each in search("发展权").renderings}
    rare = [count for text, count in counts.items() if "right of" in text]
    assert sum(counts.values()) == 64
    assert max(counts.values()) == 60
    assert sum(rare) == 4


@pytest.mark.parametrize(
    ("filters", "count"),
    [
        ({"document": "A/HRC/1/"}, 16),
        ({"document": "A/HRC"}, 64),
        ({"document": "A/HRC/%"}, 0),
        ({"year": "2001"}, 21),
        ({"status": "confirmed"}, 8),
        ({"document": "A/HRC/0/", "year": "2000", "status": "confirmed"}, 3),
    ],
)
def test_filters(search, filters, count):
    found = search("发展权", **filters)
    assert found.total == count
    assert sum(each.count for each in found.renderings) == count


@pytest.mark.parametrize("query", ["", "NOT war", "AND", '""', "/(/", "/" + "(a" * 200 + "/", "x" * 501])
def test_queries_that_make_no_sense_are_refused(search, query):
    with pytest.raises(SettingsError):
        search(query)


def test_patterns_that_never_end_are_stopped(tmp_path):
    with Memory.open(tmp_path / "memory", create=True) as memory:
        memory.add([Unit(0, "en", "zh", "a" * 5000 + "b", "译文")])
        with pytest.raises(SettingsError, match="takes too long"):
            Searcher(memory).concordance("/(a+)+$/")


def test_removed_units_are_not_counted(tmp_path):
    with Memory.open(tmp_path / "memory", create=True) as memory:
        memory.add(units())
        Searcher(memory).prepare()
        memory.remove(ids=[1, 2])
        assert Searcher(memory).concordance("发展权").total == 62


@pytest.mark.parametrize(
    ("query", "terms"),
    [
        ("right to development", [("right to development", False)]),
        ("A AND B NOT C D", [("A", False), ("B", False), ("C D", True)]),
        ('"a b" "c"', [("a b", False), ("c", False)]),
        ("“发展权” NOT 工作", [("发展权", False), ("工作", True)]),
        ("/a b/ AND x", [("x", False), ("/a b/", False)]),
        ("and not", [("and not", False)]),
        ("A/HRC/47/29 and/or", [("A/HRC/47/29 and/or", False)]),
        ('5" pipe', [('5" pipe', False)]),
    ],
)
def test_the_grammar_of_queries(query, terms):
    assert [(term.text, term.negated) for term in parse(query)] == terms


def run(*arguments):
    return CliRunner().invoke(main, ["tm", "concordance", *map(str, arguments)])


def test_json_for_machines(folder):
    result = run(folder, "发展权", "--format", "json", "--limit", "2", "--document", "A/HRC/1/")
    found = json.loads(result.stdout)
    assert (result.exit_code, found["total"], len(found["hits"])) == (0, 16, 2)
    assert all(hit["document"].startswith("A/HRC/1/") for hit in found["hits"])


def test_text_for_people(folder):
    result = run(folder, "发展权")
    assert result.exit_code == 0
    assert "64 units, 20 shown" in result.stdout
    assert "right to development" in result.stdout


def test_bad_queries_exit_with_2(folder):
    assert run(folder, "NOT x").exit_code == 2
