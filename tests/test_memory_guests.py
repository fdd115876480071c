"""A memory that others can reach: who looks up, who adds units and under which name, and how a browser comes in."""

import re
import subprocess
import sys

import pytest

pytest.importorskip("fastapi", reason="needs the web extra: pip install 'align-tm[web]'")

from browsing import visitor
from clients import TestClient
from reviewing import PATIENCE

from align.memory.lookup import Searcher
from align.memory.server import build, role_needed
from align.memory.store import Memory
from align.memory.units import Unit
from align.serving import Guard, Invitations

SOURCE, TARGET = "The right to development is an inalienable human right.", "发展权是一项不可剥夺的人权。"
LOOKS = [
    ("GET", "/api/lookup", {"params": {"q": SOURCE}}),
    ("GET", "/api/concordance", {"params": {"q": "development"}}),
    ("GET", f"/tmserver/en/zh/unit/{SOURCE}", {}),
    ("GET", "/get", {"params": {"q": SOURCE, "langpair": "en|zh"}}),
    ("POST", "/translate", {"json": {"q": SOURCE, "source": "en", "target": "zh"}}),
    ("GET", "/", {}),
]
UNIT = {
    "source_language": "en", "target_language": "zh-CN", "source": "A new unit.", "target": "一个新单元。",
    "changed_by": "the Secretary-General",
}  # fmt: skip


@pytest.fixture
def memory(tmp_path):
    with Memory.open(tmp_path / "memory", create=True) as memory:
        memory.add([Unit(0, "en", "zh-CN", SOURCE, TARGET, score=0.9)])
        yield memory


@pytest.fixture
def desk(memory):
    """A client of the desk, and the tokens of Li, who may add, and of Wang, who looks on."""
    invited = Invitations()
    tokens = invited.invite("Li"), invited.invite("Wang", "read")
    app = Guard(build(Searcher(memory)), invited=invited, needs=role_needed)
    return TestClient(app, base_url="http://memory.example"), invited, *tokens


def with_token(token):
    return {"Authorization": f"Bearer {token}"}


@pytest.mark.parametrize(("method", "path", "asked"), LOOKS)
def test_whoever_is_invited_looks_up_and_nobody_else(desk, method, path, asked):
    client, invited, li, wang = desk
    for token in (li, wang):
        assert client.request(method, path, headers=with_token(token), **asked).status_code == 200
        with_query = {**asked, "params": {**asked.get("params", {}), "token": token}}
        assert client.request(method, path, **with_query).status_code == 200
    for headers in ({}, with_token(wang[:-1]), with_token("")):
        answer = client.request(method, path, headers=headers, **asked)
        assert answer.status_code == 401
        assert TARGET not in answer.text
    invited.revoke("Wang")
    assert client.request(method, path, headers=with_token(wang), **asked).status_code == 401


def test_who_may_write_adds_units_under_their_own_name_whatever_they_say(desk, memory):
    client, _, li, wang = desk
    refused = client.post("/api/units", json=UNIT, headers=with_token(wang))
    assert refused.status_code == 403
    assert "look on" in refused.text
    assert client.post("/api/units", json=UNIT).status_code == 401
    assert [unit.source for unit in memory.each()] == [SOURCE]
    assert client.post("/api/units", json=UNIT, headers=with_token(li)).json() == {"added": True}
    assert [(unit.source, unit.changed_by) for unit in memory.each()][1:] == [(UNIT["source"], "Li")]


def test_the_memory_beside_a_review_asks_for_the_same(memory, tmp_path):
    from reviewing import NO_TERMS, report_bitext

    from align import embed
    from align.web.app import make_app
    from align.web.folder.open_bitexts import OpenBitexts
    from align.web.opening import open_target

    report_bitext(3).save(tmp_path / "a.bitext.jsonl")
    bitexts = OpenBitexts(
        open_target([tmp_path / "a.bitext.jsonl"]), NO_TERMS, tmp_path / "w.tsv", embed.load()
    )
    invited = Invitations()
    li, wang = invited.invite("Li"), invited.invite("Wang", "read")
    client = TestClient(
        make_app(bitexts, invited=invited, memory=Searcher(memory)), base_url="http://desk.example"
    )
    statuses = [
        client.post("/memory/api/units", json=UNIT, headers=headers).status_code
        for headers in ({}, with_token(wang), with_token(li))
    ]
    assert statuses == [401, 403, 201]
    for headers, status in (({}, 401), (with_token(wang), 200)):
        assert client.get("/matches/a.bitext.jsonl?key=1", headers=headers).status_code == status
    bitexts.close()


def test_a_guest_comes_by_the_link_that_was_printed_and_is_known_after_a_restart(chromium, memory):
    page = visitor(chromium, locale="en-GB").new_page()
    stranger = visitor(chromium).new_page()
    link = ""
    for is_first in (True, False):
        with served(
            memory.folder, "--invite", "Li", "--port", link and link.split(":")[2].split("/")[0]
        ) as said:
            own, *links = re.findall(r"http://\S+", said)
            assert bool(links) == is_first, "a link is printed once"
            if is_first:
                link = links[0]
                page.goto(link)
                assert "token" not in page.url
            base = own.partition("?")[0]
            page.goto(base)
            page.fill("#q", SOURCE)
            page.keyboard.press("Enter")
            page.wait_for_selector(f".hits .text:has-text('{TARGET}')")
            assert stranger.goto(base).status == 401
            assert "invitation" in stranger.inner_text("body")
    with served(
        memory.folder, "--invite", "Zoë", "--uninvite", "Li", "--port", base.split(":")[2].strip("/")
    ):
        assert page.goto(base).status == 401


class served:
    """`align tm serve` on a memory that others can reach; yields what it says until it serves."""

    def __init__(self, folder, *options):
        options = [each or "0" for each in options]
        command = [sys.executable, "-m", "align", "tm", "serve", str(folder), *options]
        self.server = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)

    def __enter__(self):
        said = ""
        while self.server.poll() is None and "encrypted" not in said:
            said += self.server.stderr.readline()
        return said

    def __exit__(self, *_):
        self.server.terminate()
        self.server.communicate(timeout=PATIENCE)
