"""What the server does for later gives way to answers."""

import asyncio
from threading import Thread

import pytest
from bitexts import bitext_of
from sessions import ROWS, edit, opened

from align import embed
from align.bitext import Bitext
from align.terms.base import TermBase
from align.web import answers as module
from align.web.answers import Answers, CountsAnswers
from align.web.findings.checker import Checker
from align.web.folder import open_bitexts
from align.web.folder.open_bitexts import OpenBitexts
from align.web.opening import open_target
from align.web.review.history import State
from align.web.rows.search import Index


def waits(answers):
    """Tell whether one who gives way has to wait."""
    other = Thread(target=answers.give_way, daemon=True)
    other.start()
    other.join(0.2)
    return other.is_alive()


@pytest.fixture
def answers(monkeypatch):
    monkeypatch.setattr(module, "PATIENCE", 60)
    return Answers()


def test_work_waits_while_anybody_is_being_answered(answers):
    assert not waits(answers)
    answers.begin()
    answers.begin()
    answers.end()
    assert waits(answers)
    answers.end()
    assert not waits(answers)


def test_an_answer_that_is_stuck_is_not_waited_for(answers, monkeypatch):
    monkeypatch.setattr(module, "PATIENCE", 0)
    answers.begin()
    assert not waits(answers)


@pytest.mark.parametrize("is_broken", [False, True], ids=["made", "broken"])
def test_an_answer_is_under_way_until_it_is_made(answers, is_broken):
    seen = []

    async def app(scope, receive, send):
        seen.append(waits(answers))
        if is_broken:
            raise ConnectionError
        await send({"type": "http.response.start"})
        seen.append(waits(answers))

    async def send(message):
        pass

    ask = CountsAnswers(app, answers)({"type": "http"}, None, send)
    if is_broken:
        with pytest.raises(ConnectionError):
            asyncio.run(ask)
    else:
        asyncio.run(ask)
    assert seen == ([True] if is_broken else [True, False])
    assert not waits(answers)


def test_a_check_gives_way_at_every_row():
    rows, asked = bitext_of(*[("In 1977.", "1978年。")] * 50), []
    Checker(TermBase(()), give_way=lambda: asked.append(1)).whole(rows, list(map(str, range(50))))
    assert len(asked) > 20 * 50  # each check looks at each row


def test_who_searches_while_rows_are_folded_finds_all_at_once():
    index, texts = Index(), bitext_of(("one", "一"), ("two", "二"), ("three", "三"))
    state, found = State(0, texts, (0, 1, 2)), []
    index.prepare(state, lambda: found.append([row.plain[0] for row in index.texts(state)]))
    assert found == [["one", "two", "three"]]


def test_an_edit_made_while_the_file_is_written_is_written_next(path):
    session, edits = opened(path), iter([2])
    edit(session, "confirm", i=1)
    session.save(lambda: [edit(session, "confirm", i=row) for row in edits])
    statuses = [bead.status for bead in Bitext.load(path).beads]
    assert (statuses[1], statuses[2], session.is_saved) == ("confirmed", "auto", False)
    session.save()
    assert Bitext.load(path) == session.bitext
    session.close()


def test_what_was_saved_since_is_not_written_over(path):
    session = opened(path)
    edit(session, "confirm", i=1)

    def save_more():
        if session.version == 1:
            edit(session, "confirm", i=2)
            session.save()

    session.save(save_more)
    assert session.is_saved
    assert Bitext.load(path) == session.bitext
    session.close()


def test_a_long_bitext_is_not_checked_before_its_page_had_its_start(tmp_path, monkeypatch):
    monkeypatch.setattr(open_bitexts, "MANY", 1)
    monkeypatch.setattr(open_bitexts, "HEAD_START", 3600)
    ROWS.save(tmp_path / "long.bitext.jsonl")
    bitexts = OpenBitexts(open_target([tmp_path]), TermBase(()), tmp_path / "waivers.tsv", embed.load())
    file = bitexts.file("long.bitext.jsonl")
    bitexts.save_all()
    assert not file.watch.is_due
    bitexts.close()
