"""Whose edit it is: two people may have one name, or none, and nobody takes back what another did."""

import asyncio

import pytest
from bitexts import bitext_of

pytest.importorskip("fastapi", reason="needs the web extra: pip install 'align-tm[web]'")
httpx = pytest.importorskip("httpx", reason="needs httpx: pip install 'align-tm[dev]'")

from align import embed  # noqa: E402
from align.serving import Invitations  # noqa: E402
from align.terms.base import TermBase  # noqa: E402
from align.web.app import make_app  # noqa: E402
from align.web.folder.open_bitexts import OpenBitexts  # noqa: E402
from align.web.opening import open_target  # noqa: E402
from align.web.review.people import Person  # noqa: E402
from align.web.review.session import ConflictError, Session  # noqa: E402
from align.web.words.i18n import reason  # noqa: E402

ROWS = bitext_of(*((f"Sentence {k}.", f"第{k}句。") for k in range(6)))
NAME = "report.bitext.jsonl"
HERE, THERE = Person("Li", by="browser1"), Person("Li", by="browser2")


def edit(session, name, person, **arguments):
    return session.apply(name, arguments, version=session.version, person=person)


def test_two_of_one_name_undo_each_their_own(session):
    edit(session, "confirm", HERE, i=0)
    edit(session, "confirm", THERE, i=1)
    assert session.undo(HERE).first == 0
    assert session.undo(HERE) is None
    edit(session, "flag", THERE, i=3)
    assert session.can_redo(HERE)
    assert (session.redo(HERE).first, session.can_redo(THERE)) == (0, False)


def test_edits_of_an_earlier_sitting_are_those_of_the_name(path):
    session = Session.open(path)
    for row, person in enumerate((HERE, THERE, HERE)):
        edit(session, "confirm", person, i=row)
    assert session.undo(HERE).first == 2
    edit(session, "confirm", THERE, i=4)
    session.redo(HERE)
    session._journal.close()
    session = Session.open(path)
    assert (session.notice, session.version) == ("", 6)
    assert session.undo(Person("Wang", by=HERE.by + "x")) is None
    fresh = Person("Li", by="browser9")
    assert [session.undo(fresh).first for _ in range(4)] == [2, 4, 1, 0]
    assert session.redo(fresh).first == 0
    session.close()


def test_an_edit_of_nobody_s_browser_is_that_of_the_name(session):
    edit(session, "confirm", "Li", i=0)
    assert session.undo(HERE)


def test_an_undo_that_others_built_on_says_who_and_what_and_leaves_the_rest(session):
    edit(session, "confirm", HERE, i=1)
    edit(session, "merge", HERE, i=3)
    edit(session, "flag", Person("Wang", by="browser3"), i=3)
    for _ in range(2):
        with pytest.raises(ConflictError) as caught:
            session.undo(HERE)
    said = reason(caught.value, "en"), reason(caught.value, "zh")
    assert said[0] == "Nothing was done: Wang changed these rows since (Flagged). " + (
        "Take that back first, in the history (h)."
    )
    assert "Wang" in said[1]
    assert "标记" in said[1]
    assert session.bitext.beads[1].status == "confirmed"


def served(path, act, invited=None, headers=None):
    """Run something with two clients of a server, as two browsers: each keeps its cookies."""
    bitexts = OpenBitexts(open_target([path]), TermBase(()), path.parent / "waivers.tsv", embed.load())
    app = make_app(bitexts, invited=invited)

    async def run():
        clients = [
            httpx.AsyncClient(
                transport=httpx.ASGITransport(app), base_url="http://127.0.0.1:8765", headers=headers
            )
            for _ in range(2)
        ]
        await act(*clients)

    try:
        asyncio.run(run())
        return bitexts.file(NAME).session.past_edits()[1]
    finally:
        bitexts.close()


CONFIRM = {"name": "confirm", "arguments": {"i": 0}, "version": 0}


def test_two_who_gave_no_name_are_two(path):
    async def act(one, other):
        assert (await one.post(f"/edit/{NAME}", json=CONFIRM)).json()["undo"]
        there = (await other.get(f"/changes/{NAME}?version=0")).json()
        assert (there["undo"], len(there["others"])) == (False, 1)
        undone = await other.post(f"/step/{NAME}", json={"step": "undo", "version": 1})
        assert undone.json()["version"] == 1
        here = (await one.get(f"/changes/{NAME}?version=0")).json()
        assert (here["undo"], here["others"]) == (True, [])

    assert [past.is_done for past in served(path, act)] == [True]


def test_a_browser_keeps_its_id_where_its_person_takes_a_name(path):
    async def act(one, _):
        await one.post(f"/edit/{NAME}", json=CONFIRM)
        await one.post("/person", data={"person": "Li"})
        undone = await one.post(f"/step/{NAME}", json={"step": "undo", "version": 1})
        assert undone.json()["version"] == 2

    assert [past.is_done for past in served(path, act)] == [False]


def test_whoever_brings_a_name_and_takes_no_cookies_is_known_by_the_name(path):
    async def act(one, other):
        for client, what, body in (
            (one, "edit", CONFIRM),
            (other, "step", {"step": "undo", "version": 1}),
        ):
            answer = await client.post(f"/{what}/{NAME}", json=body, headers={"Cookie": "person=Li"})
            assert answer.status_code == 200

    assert [past.is_done for past in served(path, act)] == [False]


def test_a_guest_is_one_person_in_two_browsers(path):
    invited = Invitations()
    secret = invited.invite("Wang")

    async def act(one, other):
        assert (await one.post(f"/edit/{NAME}", json=CONFIRM)).json()["undo"]
        undone = await other.post(f"/step/{NAME}", json={"step": "undo", "version": 1})
        assert undone.json()["version"] == 2

    past = served(path, act, invited, {"Authorization": f"Bearer {secret}"})
    assert [(each.is_done, each.entry.person) for each in past] == [(False, "Wang")]
