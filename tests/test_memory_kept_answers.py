"""Answers of a served memory are kept, and never outlive what they tell of."""

import threading

import pytest
from fastapi.testclient import TestClient

from align.memory import Memory, Unit
from align.memory.lookup import Searcher
from align.memory.server import build
from align.memory.server.kept_answers import KeptAnswers

TEXT = "The right to development"


def unit(target: str) -> Unit:
    return Unit(0, "en", "zh-CN", TEXT, target)


def found(client: TestClient) -> set[str]:
    rows = client.get(f"/tmserver/en/zh/unit/{TEXT}").json()
    return {row["target"] for row in rows}


def _by_the_client(folder, client):
    sent = {"source_language": "en", "target_language": "zh-CN", "source": TEXT, "target": "发展的权利"}
    assert client.post("/api/units", json=sent).status_code == 201


def _by_another_process(folder, client):
    with Memory.open(folder) as memory:
        memory.add([unit("发展的权利")])


def _by_another_thread(folder, client):
    thread = threading.Thread(target=_by_another_process, args=(folder, client))
    thread.start()
    thread.join()


@pytest.mark.parametrize("write", [_by_the_client, _by_another_process, _by_another_thread])
def test_what_is_added_is_found_by_who_asked_before(tmp_path, write):
    with Memory.open(tmp_path, create=True) as memory:
        memory.add([unit("发展权")])
        client = TestClient(build(Searcher(memory)), base_url="http://127.0.0.1")
        assert found(client) == found(client) == {"发展权"}
        write(tmp_path, client)
        assert found(client) == found(client) == {"发展权", "发展的权利"}
        with Memory.open(tmp_path) as other:
            other.remove(ids=other.ids()[:1])
        assert found(client) == {"发展的权利"}


def test_an_answer_is_found_once_until_something_changes():
    version, found = [1], []
    answers = KeptAnswers[int](lambda: version[0], most=2)

    def ask(question):
        return answers.of(question, lambda: found.append(question) or len(found))

    assert [ask("a"), ask("a"), ask("b")] == [1, 1, 2]
    version[0] = 2
    assert [ask("a"), ask("a")] == [3, 3]
    assert [ask("c"), ask("a"), ask("b")] == [4, 3, 5]  # of three questions the one asked longest ago goes
    assert found == ["a", "b", "a", "c", "b"]


def test_an_answer_that_was_found_while_something_changed_is_not_kept():
    version = [1]
    answers = KeptAnswers[int](lambda: version[0])

    def slow():
        version[0] += 1
        return version[0]

    assert [answers.of("a", slow), answers.of("a", slow)] == [2, 3]
