"""Another program changes the files under review: only what is shown is edited, all is told."""

import re
from dataclasses import replace
from urllib.parse import urlsplit

import pytest

pytest.importorskip("fastapi", reason="needs the web extra: pip install 'align-tm[web]'")
httpx = pytest.importorskip("httpx", reason="needs httpx: pip install 'align-tm[dev]'")

from browsing import looked, opened, ready, settled  # noqa: E402
from reviewing import report_bitext, reviewing, until  # noqa: E402

from align import embed  # noqa: E402
from align.bitext import Bitext  # noqa: E402
from align.terms.base import TermBase  # noqa: E402
from align.web.folder.open_bitexts import OpenBitexts  # noqa: E402
from align.web.opening import open_target  # noqa: E402

NAME = "report.bitext.jsonl"
ROWS = report_bitext(30)
OTHER = replace(ROWS, beads=ROWS.beads[10:])


def edit(url, name, row=0, version=0, **more):
    body = {"name": "confirm", "arguments": {"i": row}, "version": version}
    return httpx.post(f"{url}edit/{name}", json=body, **more)


def review_of(url, name=NAME):
    return re.search(r'"review": "([^"]+)"', httpx.get(f"{url}review/{name}").text)[1]


ASKED = [
    ("POST", "edit", {"json": {"name": "merge", "arguments": {"i": 2}, "version": 0}}),
    ("POST", "step", {"json": {"step": "undo", "version": 0}}),
    ("POST", "realign", {"json": {"i": 2, "version": 0}}),
    ("POST", "waive", {"data": {"key": 1, "fingerprint": "x", "reach": "document", "reason": "x"}}),
    ("POST", "accept", {"data": {"key": 1, "fingerprint": "x"}}),
    ("POST", "returned", {"files": {"workbook": b"x"}}),
    ("POST", "take", {"data": {"ticket": "x", "chosen": 0}}),
    ("GET", "changes", {"params": {"version": 0}}),
    ("GET", "rows", {"params": {"keys": "0-3"}}),
    ("GET", "find", {"params": {"status": "auto"}}),
    ("GET", "findings", {}),
    ("GET", "history", {}),
    ("GET", "overview", {}),
]


def test_a_page_of_another_review_is_answered_nothing(path):
    with reviewing(path) as (_, url):
        before = review_of(url)
        assert edit(url, NAME, headers={"Align-Review": before}).status_code == 200
    OTHER.save(path)
    with reviewing(path) as (_, url):
        for method, what, more in ASKED:
            answer = httpx.request(method, f"{url}{what}/{NAME}", headers={"Align-Review": before}, **more)
            assert (answer.status_code, answer.json()["kind"]) == (409, "ConflictError"), what
        assert review_of(url) != before
    assert Bitext.load(path) == OTHER


def test_what_is_told_names_the_file_and_no_folder_of_this_machine(path):
    with reviewing(path) as (_, url):
        edit(url, NAME)
        OTHER.save(path)
        said = edit(url, NAME).json()["message"]
        assert said.startswith(f"{NAME}: the file was changed by another program")
        assert str(path.parent) not in said


def test_a_compared_workbook_is_not_taken_into_another_review(path):
    openpyxl = pytest.importorskip("openpyxl", reason="needs openpyxl: pip install openpyxl")
    with reviewing(path) as (_, url):
        workbook = path.with_name("back.xlsx")
        workbook.write_bytes(httpx.get(f"{url}download/{NAME}?format=.xlsx").content)
        book = openpyxl.load_workbook(workbook)
        column = next(cell.column for cell in book.active[1] if cell.value == "zh-CN")
        book.active.cell(4, column).value = "审校者改的第三行"
        book.save(workbook)
        with workbook.open("rb") as file:
            found = httpx.post(f"{url}returned/{NAME}", files={"workbook": ("back.xlsx", file)}).text
        ticket = re.search(r'name="ticket" value="([^"]+)"', found)[1]
        chosen = re.search(r'name="chosen" value="([^"]+)"', found)[1]
        OTHER.save(path)
        assert edit(url, NAME).status_code == 422  # the review is over, and the next one begins
        taken = httpx.post(f"{url}take/{NAME}", data={"ticket": ticket, "chosen": chosen})
        assert "bring the workbook again" in taken.json()["message"]
    assert Bitext.load(path) == OTHER


def test_what_another_program_put_aside_is_told_at_the_end(path, capfd):
    with reviewing(path) as (server, url):
        assert edit(url, NAME).status_code == 200
        OTHER.save(path)
    assert server.returncode == 2
    told = capfd.readouterr().err
    (kept,) = path.parent.glob("report.reviewed-*.bitext.jsonl")
    assert f"changed by another program during the review; your review is kept in {kept.name}" in told
    assert Bitext.load(path) == OTHER


def test_a_folder_taken_away_is_told_at_the_end(path, tmp_path, capfd):
    with reviewing(path) as (server, url):
        assert edit(url, NAME).status_code == 200
        path.parent.rename(tmp_path.with_name(f"{tmp_path.name}-moved"))
    assert server.returncode == 2
    assert "put its folder back" in capfd.readouterr().err


@pytest.fixture
def bitexts(tmp_path):
    for name in "ab":
        ROWS.save(tmp_path / f"{name}.bitext.jsonl")
    bitexts = OpenBitexts(open_target([tmp_path]), TermBase(()), tmp_path / "waivers.tsv", embed.load())
    yield bitexts
    bitexts.close()


def confirm(bitexts, name):
    bitexts.file(f"{name}.bitext.jsonl").session.apply("confirm", {"i": 1}, version=0, person="Li")


def is_saved(tmp_path, name):
    return Bitext.load(tmp_path / f"{name}.bitext.jsonl").beads[1].status == "confirmed"


def broken(*_):
    raise RuntimeError("a fault of ours")


def test_a_file_that_cannot_be_saved_stops_no_other(bitexts, tmp_path, monkeypatch, caplog):
    confirm(bitexts, "a")
    confirm(bitexts, "b")
    monkeypatch.setattr(bitexts.file("a.bitext.jsonl").session, "save", broken)
    for _ in range(3):
        bitexts.save_all(quiet=0)
    assert is_saved(tmp_path, "b")
    assert caplog.text.count("RuntimeError: a fault of ours") == 1
    assert "a fault of ours" in str(bitexts.trouble("a.bitext.jsonl"))
    assert bitexts.trouble("b.bitext.jsonl") is None
    assert [row.error for row in bitexts.rows()] == ["", ""]
    monkeypatch.undo()
    bitexts.save_all(quiet=0)
    assert bitexts.trouble("a.bitext.jsonl") is None
    assert is_saved(tmp_path, "a")


def test_all_rows_are_checked_again_after_a_rest_and_saving_does_not_wait_for_it(bitexts, tmp_path):
    file = bitexts.file("a.bitext.jsonl")
    file.watch.refresh()
    confirm(bitexts, "a")
    assert file.findings.is_stale
    bitexts.save_all(quiet=0)
    assert is_saved(tmp_path, "a")
    until(lambda: bitexts.save_all(quiet=0) or not file.findings.is_stale)
    assert not file.watch.is_due


def test_a_file_that_cannot_be_closed_keeps_no_other_open(bitexts, tmp_path, monkeypatch):
    confirm(bitexts, "a")
    confirm(bitexts, "b")
    monkeypatch.setattr(bitexts.file("a.bitext.jsonl").session, "save", broken)
    (error,) = bitexts.close()
    assert "a fault of ours" in str(error)
    assert is_saved(tmp_path, "b")
    assert not is_saved(tmp_path, "a")
    confirm_again = bitexts.file("a.bitext.jsonl").session
    assert confirm_again.bitext.beads[1].status == "confirmed", "the journal has it"


def test_the_next_review_says_what_became_of_the_last(bitexts, tmp_path):
    confirm(bitexts, "a")
    (tmp_path / "a.review.jsonl").unlink()
    OTHER.save(tmp_path / "a.bitext.jsonl")
    bitexts.save_all(quiet=0)
    bitexts.save_all(quiet=0)
    session = bitexts.file("a.bitext.jsonl").session
    (kept,) = tmp_path.glob("a.reviewed-*.bitext.jsonl")
    assert session.notice.endswith(f"your review of it is kept in {kept.name}")
    assert len(bitexts.close()) == 1


def port_of(url):
    return urlsplit(url).port


def test_an_open_page_loads_another_review_and_edits_what_it_shows(chromium, path):
    with reviewing(path) as (_, url):
        page = opened(chromium, url, NAME)
    OTHER.save(path)
    with page as page, reviewing(path, port=port_of(url)):
        third = OTHER.beads[2].source[0].text
        until(lambda: page.locator("#r2 .text.source").inner_text().strip() == third)
        until(lambda: "Another review of this file has begun" in page.locator("#messages").inner_text())
        ready(page)
        page.locator("#r2 .number").click()
        page.keyboard.press("d")
        settled(page)
    assert Bitext.load(path).beads[2].source[0].text == third
    assert not Bitext.load(path).beads[2].target


def test_what_is_being_typed_outlives_another_review(chromium, path):
    with reviewing(path) as (_, url):
        page = opened(chromium, url, NAME)
        page.page.keyboard.press("e")
        page.page.locator(".editing textarea").first.fill("打了一半的译文")
    OTHER.save(path)
    with page as page, reviewing(path, port=port_of(url)):
        looked(page)
        page.keyboard.press("Enter")
        until(lambda: "another review" in page.locator("#messages").inner_text())
        assert page.locator(".editing textarea").first.input_value() == "打了一半的译文"
        page.keyboard.press("Escape")
        until(lambda: "has begun" in page.locator("#messages").inner_text())
        assert "打了一半的译文" in page.locator("#messages").inner_text()
    assert Bitext.load(path) == OTHER


def test_a_page_tells_that_its_review_was_put_aside(chromium, path):
    with reviewing(path) as (_, url), opened(chromium, url, NAME) as page:
        page.keyboard.press("Enter")
        settled(page)
        OTHER.save(path)
        told = "the file was changed by another program; your review of it is kept in report.reviewed-"
        until(lambda: told in page.locator("#messages").inner_text())
