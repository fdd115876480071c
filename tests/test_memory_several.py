"""Several memories behind one server: penalties, who and when, what guests may do, and how much work."""

import pytest
from click.testing import CliRunner
from clients import TestClient

from align.cli import main
from align.memory.lookup import Searcher
from align.memory.server import MAX_BODY, build, guarded
from align.memory.server.service import Limits
from align.memory.several import Memories, SearchedMemory
from align.memory.store import Memory
from align.memory.units import Place, Unit
from align.serving import Invitations

TEXT = "The right to development is an inalienable human right."
OWN = [(TEXT, "发展权是一项不可剥夺的人权。"), ("The Committee adopted its report.", "委员会通过了报告。")]
AGENCY = [
    OWN[0],
    (TEXT, "发展权利是不可剥夺的人权。"),
    ("The Committee on Contributions adopted its report.", "会费委员会通过了报告。"),
]


def filled(folder, pairs, date):
    memory = Memory.open(folder, create=True)
    memory.add(
        Unit(0, "en", "zh-CN", *texts, places=(Place(f"A/{number}", date),), changed_by="Chen")
        for number, texts in enumerate(pairs)
    )
    return memory


@pytest.fixture
def searchers(tmp_path):
    with (
        filled(tmp_path / "own", OWN, "2020-01-01") as own,
        filled(tmp_path / "agency", AGENCY, "2024-01-01") as agency,
    ):
        yield Searcher(own), Searcher(agency)


@pytest.fixture
def memories(searchers):
    own, agency = searchers
    return Memories([SearchedMemory("own", own), SearchedMemory("agency", agency, penalty=10)])


def test_a_penalty_is_off_all_that_a_memory_holds_and_a_unit_of_two_stands_once(memories):
    found = memories.lookup(TEXT, source="en", semantic=False)
    assert [(match.match, match.memory, match.target) for match in found] == [
        (100, "own", OWN[0][1]),
        (90, "agency", AGENCY[1][1]),
    ]


def test_the_threshold_and_the_limit_count_what_is_left_after_the_penalty(memories):
    asked = {"source": "en", "semantic": False}
    assert [match.memory for match in memories.lookup(TEXT, threshold=95, **asked)] == ["own"]
    assert [match.match for match in memories.lookup(TEXT, limit=1, **asked)] == [100]


def test_one_memory_answers_as_it_does_alone(searchers):
    own, _ = searchers
    alone = Memories([SearchedMemory("own", own)])
    assert alone.lookup(TEXT) == own.lookup(TEXT)
    assert alone.concordance("report") == own.concordance("report")


def test_a_concordance_counts_the_places_of_all(memories):
    found = memories.concordance("report")
    assert found.total == 2
    assert [hit.memory for hit in found.hits] == ["agency", "own"]  # the latest first
    assert {rendering.text: rendering.count for rendering in found.renderings}["报告"] == 2
    assert memories.figures().units == len(OWN) + len(AGENCY)


def server(searchers, *people, **limits):
    own, agency = searchers
    invited = Invitations()
    tokens = {name: invited.invite(name, role) for name, role in people}
    others = [SearchedMemory("agency", agency, 10)]
    app = build(own, Limits(**limits), others=others, invited=invited)
    client = TestClient(guarded(app), base_url="http://tm.example")
    return client, {name: {"Authorization": f"Bearer {token}"} for name, token in tokens.items()}


def test_what_a_guest_adds_goes_into_the_first_with_who_and_when(searchers):
    client, headers = server(searchers, ("Li", "write"), ("Wang", "read"))
    unit = {"source_language": "en", "target_language": "zh", "source": "Added.", "target": "已添加。"}
    assert client.post("/api/units", json=unit, headers=headers["Wang"]).status_code == 403
    assert client.post("/api/units", json=unit, headers=headers["Li"]).json() == {"added": True}
    (row, *_) = client.get("/api/lookup", params={"q": "Added."}, headers=headers["Wang"]).json()
    assert (row["memory"], row["changed_by"]) == ("own", "Li")
    assert row["changed_at"].endswith("Z")
    assert len(searchers[1].memory) == len(AGENCY)
    page = client.get("/", params={"q": "Added."}, headers=headers["Wang"]).text
    assert "own ·" in page
    assert "Li, 20" in page


def test_an_administrator_invites_and_uninvites_while_it_is_served(searchers):
    client, headers = server(searchers, ("Chen", "admin"), ("Li", "write"))
    for refused in (client.get("/api/guests", headers=headers["Li"]), client.get("/api/guests")):
        assert refused.status_code in (401, 403)
    new = client.post("/api/guests", json={"name": "Wang", "role": "read"}, headers=headers["Chen"]).json()
    wang = {"Authorization": f"Bearer {new['token']}"}
    assert client.get("/api/health", headers=wang).status_code == 200
    listed = client.get("/api/guests", headers=headers["Chen"]).json()
    assert {"name": "Wang", "role": "read"} in listed
    assert client.delete("/api/guests/Wang", headers=headers["Chen"]).status_code == 204
    assert client.get("/api/health", headers=wang).status_code == 401
    assert client.delete("/api/guests/Nobody", headers=headers["Chen"]).status_code == 400


def test_where_nobody_is_let_in_by_invitation_nobody_is_invited(searchers):
    client = TestClient(build(searchers[0]), base_url="http://127.0.0.1")
    assert client.get("/api/guests").status_code == 400


def test_who_takes_too_much_of_the_processor_waits_and_nobody_else(searchers):
    client, headers = server(searchers, ("Li", "read"), ("Wang", "read"), work_per_minute=0.001)
    asked = {"url": "/api/concordance", "params": {"q": "/Committee .*report/"}}
    assert client.get(**asked, headers=headers["Li"]).status_code == 200
    refused = client.get(**asked, headers=headers["Li"])
    assert refused.status_code == 429
    assert int(refused.headers["retry-after"]) > 1
    assert client.get(**asked, headers=headers["Wang"]).status_code == 200


@pytest.mark.parametrize("in_chunks", [True, False])
def test_a_request_larger_than_any_segments_is_refused(searchers, in_chunks):
    client, headers = server(searchers, ("Li", "read"))
    body = b" " * (MAX_BODY + 1)
    sent = iter([body]) if in_chunks else body
    kind = {"content-type": "application/json"}
    assert client.post("/translate", content=sent, headers=headers["Li"] | kind).status_code == 413


@pytest.mark.parametrize("others", [["--beside", "nowhere"], ["--beside", "own:101"]])
def test_a_memory_beside_that_makes_no_sense_is_told(searchers, tmp_path, monkeypatch, others):
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(main, ["tm", "serve", "own", "--port", "0", *others])
    assert done.exit_code == 2
    assert "Error:" in done.stderr
