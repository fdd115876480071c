"""The review server and the hostile: other origins, names that lead elsewhere, texts that would act."""

import asyncio
import shutil
from dataclasses import replace
from urllib.parse import quote

import pytest

pytest.importorskip("fastapi", reason="needs the web extra: pip install 'align-tm[web]'")
httpx = pytest.importorskip("httpx", reason="needs httpx: pip install 'align-tm[dev]'")

from reviewing import HOSTILE, report_bitext  # noqa: E402

from align import embed  # noqa: E402
from align.bitext import Bead, Bitext, Side  # noqa: E402
from align.document import NoteMark, Segment  # noqa: E402
from align.serving import CSP, Invitations  # noqa: E402
from align.terms.base import TermBase  # noqa: E402
from align.web.app import make_app  # noqa: E402
from align.web.folder.open_bitexts import OpenBitexts  # noqa: E402
from align.web.opening import open_target  # noqa: E402

HERE = "http://127.0.0.1:8765"
NAME = "report.bitext.jsonl"


@pytest.fixture
def ask(tmp_path):
    """Return what sends a request to a server that has one bitext under review, and its bitexts."""
    report_bitext(30).save(tmp_path / NAME)
    yield from asking(tmp_path / NAME)


def asking(path, invited=None):
    bitexts = OpenBitexts(open_target([path]), TermBase(()), path.parent / "waivers.tsv", embed.load())
    app = make_app(bitexts, invited=invited)

    def send(method, url, **more):
        async def run():
            # The script's own Accept: a page is what a browser's visit asks for.
            async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=HERE) as client:
                return await client.request(method, url, **more)

        return asyncio.run(run())

    send.bitexts = bitexts
    yield send
    bitexts.close()


READS = [
    "/",
    f"/review/{NAME}",
    f"/rows/{NAME}?keys=1-3",
    f"/find/{NAME}?text=a",
    f"/changes/{NAME}?version=0",
    f"/overview/{NAME}",
    f"/findings/{NAME}",
    f"/history/{NAME}",
    f"/replace/{NAME}?find=a",
    f"/terms/{NAME}?keys=1-3",
    f"/terms-of/{NAME}?key=1",
    f"/download/{NAME}?format=.tmx",
    "/help",
    "/static/review.js",
]
WRITES = [
    (f"/edit/{NAME}", {"json": {"name": "merge", "arguments": {"i": 0}, "version": 0}}),
    (f"/step/{NAME}", {"json": {"step": "undo", "version": 0}}),
    (f"/realign/{NAME}", {"json": {"i": 0, "version": 0}}),
    (f"/waive/{NAME}", {"data": {"key": 1, "fingerprint": "x", "reach": "everywhere", "reason": "x"}}),
    (f"/accept/{NAME}", {"data": {"key": 1, "fingerprint": "x"}}),
    (f"/replace/{NAME}", {"data": {"find": "a", "put": "b", "chosen": "1 target"}}),
    (f"/returned/{NAME}", {"files": {"workbook": b"x"}}),
    (f"/take/{NAME}", {"data": {"ticket": "x", "chosen": 0}}),
    ("/person", {"data": {"person": "x"}}),
]  # fmt: skip
ELSEWHERE = [
    {"Host": "evil.org"},
    {"Host": "evil.org:8765"},
    {"Origin": "http://evil.org"},
    {"Origin": "null"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "iframe"},
]


@pytest.mark.parametrize("headers", ELSEWHERE, ids=str)
def test_another_origin_neither_reads_nor_writes(ask, headers):
    for url in READS:
        assert ask("GET", url, headers=headers).status_code in (403, 421)
    for url, body in WRITES:
        assert ask("POST", url, headers=headers, **body).status_code in (403, 421)
    assert ask.bitexts.file(NAME).session.version == 0


def test_no_answer_opens_the_door_to_other_origins(ask):
    for url in READS:
        answer = ask("GET", url)
        assert answer.headers["Content-Security-Policy"] == CSP
        assert not [name for name in answer.headers if name.startswith("access-control")]
    assert ask("OPTIONS", f"/edit/{NAME}", headers={"Origin": "http://evil.org"}).status_code == 403


def test_a_form_of_another_kind_does_not_edit(ask):
    """A cross-site form can send text/plain without asking first; even past the guard that is no edit."""
    body = '{"name": "merge", "arguments": {"i": 0}, "version": 0}'
    answer = ask("POST", f"/edit/{NAME}", content=body, headers={"Content-Type": "text/plain"})
    assert answer.status_code == 422
    assert ask.bitexts.file(NAME).session.version == 0


def guest(secret):
    return {"Authorization": f"Bearer {secret}"}


def test_nobody_reads_or_writes_without_an_invitation(tmp_path):
    report_bitext(5).save(tmp_path / NAME)
    invited = Invitations()
    secret = invited.invite("Li")
    elsewhere = Invitations().invite("Li")
    wrong = [{}, guest(elsewhere), guest(secret[:-1]), guest(secret.swapcase()), guest(""),
             {"Cookie": f"align_token_8765={elsewhere}"}, {"Cookie": "person=Li"}]  # fmt: skip
    for send in asking(tmp_path / NAME, invited):
        for headers in wrong:
            for url in READS:
                assert send("GET", url, headers=headers).status_code == 401
            for url, body in WRITES:
                assert send("POST", url, headers=headers, **body).status_code == 401
        assert send("GET", f"/review/{NAME}", headers=guest(secret)).status_code == 200
        assert send.bitexts.file(NAME).session.version == 0


def test_whoever_is_invited_to_look_on_changes_nothing(tmp_path):
    report_bitext(5).save(tmp_path / NAME)
    invited = Invitations()
    reader, writer = invited.invite("Li", "read"), invited.invite("Wang")
    for send in asking(tmp_path / NAME, invited):
        for url in READS:
            assert send("GET", url, headers=guest(reader)).status_code in (200, 303), url
        for url, body in WRITES:
            answer = send("POST", url, headers=guest(reader), **body)
            assert (answer.status_code, "look on" in answer.text) == (403, True)
        assert send.bitexts.file(NAME).session.version == 0
        assert send("POST", "/invite", data={"name": "Zoë"}, headers=guest(writer)).status_code == 403


def test_the_name_belongs_to_the_token(tmp_path):
    report_bitext(5).save(tmp_path / NAME)
    invited = Invitations()
    secret = invited.invite("Wang")
    as_li = guest(secret) | {"Cookie": "person=Li"}
    confirm = {"name": "confirm", "arguments": {"i": 0}, "version": 0}
    for send in asking(tmp_path / NAME, invited):
        assert send("POST", f"/edit/{NAME}", json=confirm, headers=as_li).status_code == 200
        assert send("POST", "/person", data={"person": "Li"}, headers=as_li).status_code == 422
        assert (
            send("POST", f"/comment/{NAME}", data={"key": 1, "text": "x"}, headers=as_li).status_code == 200
        )
        session = send.bitexts.file(NAME).session
        assert session.bitext.beads[0].changed_by == "Wang"
        assert [each.person for each in session.talk.said] == ["Wang"]


def test_no_answer_tells_the_token_and_no_next_page_hears_of_it(tmp_path):
    report_bitext(5).save(tmp_path / NAME)
    invited = Invitations()
    secret = invited.invite("Li")
    for send in asking(tmp_path / NAME, invited):
        visit = send("GET", f"/review/{NAME}?token={secret}", headers={"Accept": "text/html"})
        assert (visit.status_code, visit.headers["Location"]) == (303, f"/review/{NAME}")
        assert visit.headers["Referrer-Policy"] == "no-referrer"
        for url in READS:
            answer = send("GET", url, headers=guest(secret))
            assert secret not in answer.text
            assert secret not in str(answer.headers)


ESCAPES = [
    "../secret.bitext.jsonl", "..%2fsecret.bitext.jsonl", "%2e%2e/secret.bitext.jsonl", "sub/../../secret.bitext.jsonl",
    "/etc/passwd", "%2fetc%2fpasswd", "link.bitext.jsonl", "waivers.tsv", "", ".", "a%00.bitext.jsonl",
    ".hidden/x.bitext.jsonl", "C:\\secret.bitext.jsonl", "..\\secret.bitext.jsonl", "x" * 5000 + ".bitext.jsonl",
]  # fmt: skip


@pytest.mark.parametrize("name", ESCAPES)
def test_names_cannot_leave_the_folder(tmp_path, name):
    folder = tmp_path / "folder"
    folder.mkdir()
    report_bitext(5).save(tmp_path / "secret.bitext.jsonl")
    report_bitext(5).save(folder / NAME)
    (folder / "link.bitext.jsonl").symlink_to(tmp_path / "secret.bitext.jsonl")
    (folder / ".hidden").mkdir()
    shutil.copy(folder / NAME, folder / ".hidden/x.bitext.jsonl")
    for send in asking(folder):
        for what in ("review", "rows", "changes", "download", "export"):
            raw = httpx.URL(HERE).copy_with(raw_path=f"/{what}/{name}?keys=1&version=0&format=.tmx".encode())
            assert send("GET", raw).status_code in (404, 307), what
        assert send("GET", f"/review/{NAME}").status_code == 200
    assert not (tmp_path / "secret.review.jsonl").exists()


def test_static_files_are_ours_alone(ask):
    for name in ("../app.py", "..%2fapp.py", "%2e%2e/templates/base.html", "review.js/../../app.py"):
        raw = httpx.URL(HERE).copy_with(raw_path=f"/static/{name}".encode())
        assert ask("GET", raw).status_code in (404, 405)


def test_hostile_texts_are_shown_as_text(tmp_path):
    """Every text stands in every place a text can stand in; no tag, handler or direction of its own gets out."""
    segments = [
        Segment(text, kind=kind, number=text[:40], notes=(NoteMark(text[:9], 1),))
        for kind in ("paragraph", "heading")
        for text in HOSTILE
    ]
    beads = tuple(
        Bead((each,), (each,), 0.5, "hand", "flagged", note=each.text[:2000], changed_by=each.text[:60])
        for each in segments
    )
    side = Side("en", "<script>alert(1)</script>", "<script>alert(2)</script>\u202e\ud800")
    path = tmp_path / "<img src=x onerror=alert(3)>.bitext.jsonl"
    Bitext(side, replace(side, language="zh-CN"), beads).save(path)
    for send in asking(path):
        name = quote(path.name)
        keys = send.bitexts.file(path.name).session.state.keys
        pages = [send("GET", f"/review/{name}"), send("GET", f"/rows/{name}?keys={keys[0]}-{keys[-1]}"),
                 send("GET", f"/export/{name}"), send("GET", f"/findings/{name}")]  # fmt: skip
        for answer in pages:
            assert answer.status_code == 200
            text = answer.text
            assert "<script>alert" not in text
            assert "<img" not in text
            assert "<svg onload" not in text
            assert "49" not in text or "7*7" in text
            assert not set(text) & set("\u202e\u202c\u2066\u2069\u200f\x00\x07\x1b\ud800")
        assert "&lt;script&gt;alert(1)" in pages[0].text
        assert "𠮷𡨴𪚥" in pages[0].text


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: repr(text[:20]))
def test_hostile_edits_are_kept_as_they_are_or_refused(ask, text):
    body = {
        "name": "edit_text",
        "arguments": {"i": 3, "side": "target", "segment": 0, "text": text},
        "version": 0,
    }
    try:
        answer = ask("POST", f"/edit/{NAME}", json=body)
    except UnicodeEncodeError:
        return  # half a character cannot be sent
    assert answer.status_code in (200, 422)
    kept = ask.bitexts.file(NAME).session.bitext.beads[3].target[0].text
    assert (kept == text) == (answer.status_code == 200) or kept == " ".join(text.split())
    assert "<script>alert" not in answer.text or answer.headers["Content-Type"] == "application/json"


ODD = [
    {"name": "merge", "arguments": {"i": 10**9}}, {"name": "merge", "arguments": {"i": -1}},
    {"name": "merge", "arguments": {"i": "0; rm"}}, {"name": "merge", "arguments": {"i": None}},
    {"name": "merge", "arguments": {}}, {"name": "merge", "arguments": {"i": 0, "other": 1}},
    {"name": "__class__", "arguments": {}}, {"name": "split", "arguments": {"i": 0, "side": "x", "segment": 9, "offset": -5}},
    {"name": "edit_text", "arguments": {"i": 0, "side": "target", "text": 7}},
    {"name": "flag", "arguments": {"i": 0, "note": ["x"]}}, {"name": "move_boundary", "arguments": {"i": 0, "side": "source", "by": 99}},
    {"name": "merge", "arguments": {"i": 1.5}},
]  # fmt: skip


@pytest.mark.parametrize("edit", ODD, ids=str)
def test_odd_edits_are_refused_with_a_reason(ask, edit):
    answer = ask("POST", f"/edit/{NAME}", json=edit | {"version": 0})
    assert answer.status_code == 422
    assert ask.bitexts.file(NAME).session.version == 0


@pytest.mark.parametrize("value", ["NaN", "Infinity", "1e400", '"\\ud800"', "9" * 5000, "[" * 5000, "\xff"])
@pytest.mark.parametrize("accepted", ["en", "zh"])
def test_bodies_that_are_no_answer_to_anything_are_refused_in_words(ask, value, accepted):
    for url, body in (
        (f"/edit/{NAME}", f'{{"name":"confirm","arguments":{{"i":1}},"version":{value}}}'),
        (f"/edit/{NAME}", f'{{"name":{value},"arguments":{{"i":1}},"version":0}}'),
        (f"/step/{NAME}", f'{{"step":{value},"version":0}}'),
        (f"/realign/{NAME}", f'{{"i":0,"how":{value},"version":0}}'),
    ):
        headers = {"Content-Type": "application/json", "Accept-Language": accepted}
        answer = ask("POST", url, content=body.encode("latin-1"), headers=headers)
        assert answer.status_code in (400, 422)
        assert value not in answer.text
        assert answer.status_code == 400 or answer.json()["message"]
    assert ask.bitexts.file(NAME).session.version == 0


def test_half_a_character_breaks_no_page(tmp_path):
    """Broken PDFs yield such: the row is shown, checked, aligned anew."""
    bitext = report_bitext(12)
    half = Bead((Segment("In 2019 \ud800 it rose."),), (Segment("2018 \ud800 年上升。"),), 0.5)
    Bitext(bitext.source, bitext.target, (*bitext.beads, half)).save(tmp_path / NAME)
    for send in asking(tmp_path / NAME):
        send.bitexts.file(NAME).watch.refresh()
        key = send.bitexts.file(NAME).session.state.keys[-1]
        for url in READS:
            assert send("GET", url).status_code in (200, 303), url
        assert "2019" in send("GET", f"/findings/{NAME}").text
        assert send("GET", f"/rows/{NAME}?keys={key}").status_code == 200
        edit = {"name": "confirm", "arguments": {"i": 12}, "version": 0}
        assert send("POST", f"/edit/{NAME}", json=edit).status_code == 200
        assert send("POST", f"/realign/{NAME}", json={"i": 0, "version": 1}).status_code == 200


@pytest.mark.parametrize("url", [
    f"/rows/{NAME}?keys=", f"/rows/{NAME}?keys=a-b,-,9999999999999999999999,1-99999999999",
    f"/rows/{NAME}?keys={'9' * 5000}",
    f"/find/{NAME}?at_most=nan&status=x&finding=<script>", f"/find/{NAME}?text=%00%ff",
    f"/find/{NAME}?text=/./", f"/replace/{NAME}?find=%00%ff&side=x&scope=y", f"/terms-of/{NAME}?key=-1",
    f"/answering-words/{NAME}?key=1&side=x&segment=99&start=-4&end=999999", f"/changes/{NAME}?version=999999&stamp=-5",
])  # fmt: skip
def test_odd_questions_are_answered(ask, url):
    assert ask("GET", url).status_code in (200, 404, 409, 422)


def test_no_workbook_is_no_workbook(ask):
    answer = ask("POST", f"/returned/{NAME}", files={"workbook": ("x.xlsx", b"PK\x03\x04 no zip")})
    assert answer.status_code in (404, 422)
    assert "workbook" in answer.json()["message"]
