"""The memory's server, asked as its clients ask: amaGama, Apertium, MyMemory, LibreTranslate, our own."""

import threading
from itertools import combinations
from urllib.parse import quote

import pytest

pytest.importorskip("schemathesis", reason="needs schemathesis: pip install 'align-tm[dev]'")
pytest.importorskip("fastapi", reason="needs the web extra: pip install 'align-tm[web]'")

import omegat
import schemathesis
import uvicorn
from clients import TestClient
from hypothesis import HealthCheck, given, settings
from lxml import etree

from align.frame.page import endonym
from align.memory.lookup import Searcher
from align.memory.server import build
from align.memory.server.service import MAX_TEXT, Limits
from align.memory.store import Memory
from align.memory.units import Place, Unit
from align.serving import Guard

REPORT = "A/HRC/90/12"
PAIRS = [
    ("The right to development is an inalienable human right.", "发展权是一项不可剥夺的人权。"),
    ("The Working Group met from 3 to 7 May 2021 in Geneva.", "工作组于2021年5月3日至7日在日内瓦举行会议。"),
    ("The Working Group adopted its report on 7 May.", "工作组于5月7日通过了报告。"),
    ('Delegations spoke of "fair & equal" access <sic>.', "各代表团谈到“公平和平等”的机会。"),
]


@pytest.fixture(scope="module")
def memory(tmp_path_factory):
    folder = tmp_path_factory.mktemp("served") / "memory"
    units = [
        Unit(0, "en", "zh-CN", *texts, score=0.9, places=(Place(REPORT, "2021-06-01", f"{n}."),))
        for n, texts in enumerate(PAIRS, 1)
    ]
    with Memory.open(folder, create=True) as memory:
        memory.add(units)
        yield memory


@pytest.fixture(scope="module")
def client(memory):
    return TestClient(Guard(build(Searcher(memory))), base_url="http://127.0.0.1")


SOURCE, TARGET = PAIRS[0]
SIX = ["ar", "en", "es", "fr", "ru", "zh-CN"]


@pytest.mark.parametrize("languages", ["en/zh_CN", "en/zh", "en/zh-cn"])
def test_weblate_asks_amagama(client, languages):
    rows = client.get(f"/tmserver/{languages}/unit/{quote(SOURCE, safe='')}").json()
    assert rows[0] == {"source": SOURCE, "target": TARGET, "quality": 100.0, "rank": 100.0}


def test_virtaal_asks_with_its_parameters(client):
    query = {"min_similarity": 60, "max_candidates": 1}
    text = quote("The Working Group met from 4 to 8 May 2022 in Geneva.")
    (row,) = client.get(f"/tmserver/en/zh/unit/{text}", params=query).json()
    assert row["target"] == PAIRS[1][1]
    assert 60 <= row["quality"] < 100


ASKED = [
    "Working Group",
    *(text for text, _ in PAIRS),
    "and/or",
    "%0Aa%0Ab",
    "%00",
    "",
    "A%2FHRC/1",
    "x" * 2001,
]
WISHES = ["", "min_similarity=1", "min_similarity=30&max_candidates=2", "max_candidates=49", "max_candidates=1",
          "min_similarity=100", "min_similarity=0", "min_similarity=101", "max_candidates=51", "min_similarity=",
          "min_similarity=5max_candidates=5", "&max_candidates=2", "min_similarity=٣"]  # fmt: skip


@pytest.mark.parametrize("wishes", WISHES)
def test_what_is_read_without_fastapi_is_answered_as_by_it(memory, wishes):
    """A parameter that nobody knows sends the look-up through FastAPI."""
    app = build(Searcher(memory), Limits(requests_per_second=10**6))
    client = TestClient(Guard(app), base_url="http://127.0.0.1")
    for languages in ("en/zh", "zh/en", "en/zho", "english/zh", "en//zh"):
        for text in ASKED:
            path = f"/tmserver/{languages}/unit/{quote(text, safe='%/')}"
            plain, other = (client.get(f"{path}?{query}") for query in (wishes, f"{wishes}&unknown=1"))
            assert (plain.status_code, plain.content) == (other.status_code, other.content), path
            assert plain.headers == other.headers


def test_the_other_direction_is_answered(client):
    rows = client.get(f"/tmserver/zh/en/unit/{quote(TARGET)}").json()
    assert (rows[0]["source"], rows[0]["target"]) == (TARGET, SOURCE)


def test_a_text_with_strokes_is_one_text(client):
    assert client.get(f"/tmserver/en/zh/unit/{quote('and/or A/HRC/1')}").json() == []


def test_amagama_names_its_languages(client):
    assert client.get("/tmserver/languages/").json() == {
        "sourceLanguages": ["en", "zh-CN"],
        "targetLanguages": ["en", "zh-CN"],
    }


def test_apertium_answers_with_one_translation(client):
    answer = client.get("/translate", params={"q": SOURCE, "langpair": "en|zh"})
    assert answer.json() == {
        "responseData": {"translatedText": TARGET},
        "responseDetails": None,
        "responseStatus": 200,
    }
    assert '{"translatedText": "' in answer.text  # how OmegaT 3.6 finds it


def test_nothing_is_no_translation(client):
    answer = client.get("/translate", params={"q": "Wholly other words stand here", "langpair": "eng|zho"})
    assert answer.json()["responseData"]["translatedText"] == ""


def test_mymemory_answers_in_json(client):
    answer = client.get(
        "/get", params={"q": SOURCE, "langpair": "en|zh-CN", "de": "someone@example.org"}
    ).json()
    assert answer["responseData"] == {"translatedText": TARGET, "match": 1.0}
    assert answer["responseStatus"] == 200
    best = answer["matches"][0]
    assert (best["segment"], best["translation"], best["reference"]) == (SOURCE, TARGET, REPORT)


def test_mymemory_answers_in_tmx(client):
    text, translation = PAIRS[3]
    answer = client.get("/get", params={"q": text, "langpair": "en|zh-cn", "of": "tmx", "mt": "0"})
    unit = etree.fromstring(answer.content).find("body/tu")
    texts = {tuv.get("lang"): tuv.findtext("seg") for tuv in unit.findall("tuv")}
    assert texts == {"EN": text, "en": text, "ZH-CN": translation, "zh-cn": translation}


@pytest.mark.parametrize("send", ["json", "data"])
def test_libretranslate_answers_json_and_forms(client, send):
    answer = client.post("/translate", **{send: {"q": SOURCE, "source": "en", "target": "zh"}})
    assert answer.json() == {"translatedText": TARGET}


def test_libretranslate_takes_several_texts(client):
    body = {"q": [SOURCE, "Wholly other words"], "source": "en", "target": "zh", "alternatives": 1}
    answer = client.post("/translate", json=body).json()
    assert answer["translatedText"] == [TARGET, ""]
    assert len(answer["alternatives"]) == 2


def test_our_own_protocol_tells_all(client):
    best = client.get("/api/lookup", params={"q": SOURCE, "target": "zh"}).json()[0]
    assert (best["match"], best["kind"], best["document"], best["status"]) == (100, "exact", REPORT, "auto")


def test_concordance_finds_a_term_and_its_renderings(client):
    answer = client.get("/api/concordance", params={"q": "发展权"}).json()
    assert answer["total"] == 1
    assert "development" in answer["renderings"][0]["text"].lower()


def test_what_is_added_is_found(memory):
    client = TestClient(Guard(build(Searcher(memory))), base_url="http://127.0.0.1")
    unit = {
        "source_language": "en",
        "target_language": "zh-CN",
        "source": "Added just now.",
        "target": "刚刚添加。",
        "changed_by": "Li",
    }
    assert client.post("/api/units", json=unit).json() == {"added": True}
    assert client.post("/api/units", json=unit).json() == {"added": False}
    (row, *_) = client.get("/tmserver/en/zh/unit/Added just now.").json()
    assert row["target"] == "刚刚添加。"


def test_it_says_that_it_lives(client):
    health = client.get("/api/health").json()
    assert health["status"] == "ok"
    assert health["units"] >= len(PAIRS)


BAD = [
    "/tmserver/en/zh/unit/",
    "/tmserver/english/zh/unit/Text",
    "/tmserver/en/zh/unit/Text?max_candidates=1000",
    "/tmserver/en/zh/unit/" + "x" * (MAX_TEXT + 1),
    "/tmserver/en/zh/unit/%00",
    "/translate?q=Text",
    "/translate?q=Text&langpair=en",
    "/get?q=Text&langpair=en|zh&of=php",
    "/get?q=&langpair=en|zh",
    "/api/lookup?q=Text&threshold=many",
    "/api/concordance?q=%2F%5B%2F",
    "/?q=" + "x" * (MAX_TEXT + 1),
]


@pytest.mark.parametrize("path", BAD)
def test_a_bad_request_is_told_why(client, path):
    answer = client.get(path)
    assert 400 <= answer.status_code < 500
    assert len(answer.text) > 20


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b'{"q": 1}',
        b'{"q": "\\ud800", "source": "en", "target": "zh"}',
        b"\xff",
        b"[" * 9999,
    ],
)
def test_a_bad_body_is_told_why(client, body):
    answer = client.post("/translate", content=body, headers={"content-type": "application/json"})
    assert 400 <= answer.status_code < 500


def test_who_asks_too_often_waits(memory):
    client = TestClient(build(Searcher(memory), Limits(requests_per_second=1)), base_url="http://127.0.0.1")
    codes = [client.get("/api/health").status_code for _ in range(20)]
    assert codes[:5] == [200] * 5
    assert codes[-1] == 429


def test_another_origin_is_refused(client):
    for headers in ({"origin": "https://example.org"}, {"sec-fetch-site": "cross-site"}):
        assert client.get("/api/health", headers=headers).status_code == 403
    assert client.get("/api/health", headers={"host": "example.org"}).status_code == 421


def test_the_page_shows_what_was_found_as_text(client):
    assert "发展权是一项" in client.get("/", params={"q": SOURCE}).text
    assert "发展权" in client.get("/", params={"q": "发展权", "find": "concordance"}).text
    hostile = client.get("/", params={"q": "<script>alert(1)</script>"}).text
    assert "<script>" not in hostile


def test_the_page_says_what_is_wrong_with_a_query_in_the_language_of_whoever_asks(client):
    too_long = client.get("/", params={"q": "x" * 3000}, headers={"accept-language": "zh-CN"})
    assert (too_long.status_code, "请发送句子" in too_long.text) == (400, True)


def test_the_head_of_the_page_names_pairs_or_where_they_are_many_the_languages(client, tmp_path):
    assert "English – 中文" in client.get("/").text
    with Memory.open(tmp_path, create=True) as memory:
        memory.add(Unit(0, *codes, "one", "other", places=(Place("A"),)) for codes in combinations(SIX, 2))
        page = TestClient(Guard(build(Searcher(memory))), base_url="http://127.0.0.1").get("/").text
    assert ", ".join(map(endonym, SIX)) in page


def test_no_request_makes_it_fail(memory):
    """Every operation of the OpenAPI, with what schemathesis makes up for it."""
    schema = schemathesis.openapi.from_asgi(
        "/openapi.json", build(Searcher(memory), Limits(requests_per_second=1e9))
    )

    for operation in schema.get_all_operations():

        @given(case=operation.ok().as_strategy())
        @settings(max_examples=25, suppress_health_check=list(HealthCheck), database=None)
        def never_fails(case):
            assert case.call().status_code < 500

        never_fails()


@pytest.mark.skipif(not omegat.is_installed(), reason="needs OmegaT: apt-get install omegat")
def test_omegat_asks_through_its_own_connectors(memory, tmp_path):
    server = uvicorn.Server(uvicorn.Config(Guard(build(Searcher(memory))), port=0, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        thread.join(0.05)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        answers = omegat.connectors(tmp_path, f"http://127.0.0.1:{port}", SOURCE, "en", "zh-CN")
    finally:
        server.should_exit = True
        thread.join()
    assert answers == {"MyMemoryHumanTranslate": TARGET, "ApertiumTranslate": TARGET}
