"""Which rows leave the page, and how it is told that none do."""

import re
from dataclasses import replace

import pytest

pytest.importorskip("fastapi", reason="needs the web extra: pip install 'align-tm[web]'")

from bitexts import bitext_of
from clients import TestClient

from align import embed, exchange
from align.errors import SettingsError
from align.terms.base import TermBase
from align.web.app import make_app
from align.web.folder.open_bitexts import OpenBitexts
from align.web.handover.exported_rows import Count, RowChoice, counts
from align.web.opening import open_target
from align.web.pages.routes_files import FORMATS
from align.web.review.edits import confirm, edit_text, flag

SCORES = (0.95, 0.5, 0.99, 0.92, 0.97, 0.9)
TEN = bitext_of(("1", "一"), ("2", "二"), ("3", ""), ("4", "四"), ("5", "五"), ("6", "六"))
ROWS = replace(TEN, beads=tuple(replace(b, score=s) for b, s in zip(TEN.beads, SCORES, strict=True)))
REVIEWED = edit_text(flag(confirm(ROWS, 1), 3), 4, "target", "伍")
"""Sure, confirmed, without translation, flagged, edited, just sure enough."""

ADDRESS = "http://127.0.0.1:8765"
PAGE = {"Accept": "text/html,*/*"}


@pytest.fixture
def client(tmp_path):
    path = tmp_path / "report.bitext.jsonl"
    REVIEWED.save(path)
    ROWS.save(tmp_path / "new.bitext.jsonl")
    bitexts = OpenBitexts(open_target([tmp_path]), TermBase(()), tmp_path / "waivers.tsv", embed.load())
    yield TestClient(make_app(bitexts), ADDRESS)
    bitexts.close()


@pytest.mark.parametrize(
    ("only", "at_least", "sources"),
    [("all", "", "123456"), ("confirmed", "", "2"), ("score", "0.9", "126"), ("score", "0.94", "12")],
)
def test_only_what_is_vouched_for_is_chosen(only, at_least, sources):
    part = RowChoice.of(only, at_least).part(REVIEWED)
    assert "".join(bead.source[0].text for bead in part.beads) == sources


def test_each_choice_says_what_it_gives():
    assert counts(REVIEWED, "0.9") == [Count("all", 6, 0), Count("confirmed", 1, 1), Count("score", 3, 1)]
    assert counts(REVIEWED, "0.9", [0, 3])[:2] == [Count("all", 6, 0), Count("shown", 2, 0)]
    assert counts(ROWS, "")[1:] == [Count("confirmed", 0, 0), Count("score", 0, 0)]


@pytest.mark.parametrize("at_least", ["", "high", "nan", "1.5", "-1"])
def test_a_score_must_be_one(at_least):
    with pytest.raises(SettingsError, match="0 to 1"):
        RowChoice.of("score", at_least)
    assert RowChoice.of("all", at_least).mark == ""


@pytest.mark.parametrize(
    ("asked", "name"),
    [("", "report.tsv"), ("&only=confirmed", "report.confirmed.tsv"),
     ("&only=shown&text=4", "report.part.tsv"), ("&only=score&at_least=0.90", "report.score-0.9.tsv"), ("&only=all&at_least=", "report.tsv")],
)  # fmt: skip
def test_the_name_of_the_file_says_the_choice(client, tmp_path, asked, name):
    answer = client.get(f"/download/report.bitext.jsonl?format=.tsv{asked}")
    assert answer.headers["content-disposition"] == f'attachment; filename="{name}"'
    (tmp_path / name).write_bytes(answer.content)
    assert exchange.read(tmp_path / name).beads


def test_what_the_filters_show_goes_out_in_every_format(client, tmp_path):
    for ending in FORMATS:
        shown = f"/download/report.bitext.jsonl?format={ending}&only=shown&text=/[145]/&at_most=0.96"
        path = tmp_path / f"out{ending}"
        path.write_bytes(client.get(shown).content)
        if ending == ".html":
            assert re.findall(r'lang="en"[^>]*><p dir="ltr">(.)</p>', path.read_text()) == ["1", "4"]
        else:
            assert [unit.source for unit in exchange.read(path).units()] == ["1", "4"]
    assert client.get("/download/report.bitext.jsonl?format=.tsv&only=shown&text=x").status_code == 422


def test_all_that_can_be_written_is_offered():
    twice = {".xliff"}  # by two names
    assert FORMATS.keys() == {ending for ending, each in exchange.FORMATS.items() if each.writes} - twice


def test_the_dialog_offers_what_is_shown_where_a_filter_is_on(client):
    assert 'value="shown"' not in client.get("/export/report.bitext.jsonl?text=&status=").text
    dialog = client.get('/export/report.bitext.jsonl?text="4"').text
    assert 'value="shown"' in dialog
    assert '<input type="hidden" name="text" value="&#34;4&#34;">' in dialog


def test_the_dialog_says_which_formats_leave_rows_without_a_partner_out(client, tmp_path):
    dialog = client.get("/export/report.bitext.jsonl").text
    assert "Rows without a partner (1 in all) are left out of .tmx .po .ts .wf.txt<" in dialog
    replace(ROWS, beads=ROWS.beads[:2]).save(tmp_path / "whole.bitext.jsonl")
    assert "without a partner" not in client.get("/export/whole.bitext.jsonl").text


@pytest.mark.parametrize("folder", ["/home/li/secret/", "C:\\Users\\li\\secret\\", ""])
def test_no_folder_of_this_machine_goes_out_and_a_page_bears_the_name_of_the_document(
    client, tmp_path, folder
):
    sides = [
        replace(side, symbol="", path=folder and f"{folder}A.{side.language}.docx")
        for side in (ROWS.source, ROWS.target)
    ]
    replace(ROWS, source=sides[0], target=sides[1]).save(tmp_path / "path.bitext.jsonl")
    for ending in FORMATS:
        content = client.get(f"/download/path.bitext.jsonl?format={ending}").content
        assert b"secret" not in content
        if ending == ".html":
            assert f'<h1 dir="auto">{"A.en" if folder else "path"}</h1>' in content.decode()


def test_nothing_is_left_of_a_download_however_it_is_asked_for(client, tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    for part in ("bytes=abc", "bytes=5-2", "bytes=0-3", "bytes=999999999-"):
        answer = client.get("/download/report.bitext.jsonl?format=.tmx", headers={"Range": part})
        assert (answer.status_code, answer.content[:5]) == (200, b"<?xml")
    assert list(tmp_path.glob("align-*")) == []


def test_a_name_beyond_ascii_is_that_of_the_file(client, tmp_path):
    ROWS.save(tmp_path / '报告 "1".bitext.jsonl')
    answer = client.get('/download/报告 "1".bitext.jsonl?format=.tsv')
    named = "attachment; filename*=utf-8''%E6%8A%A5%E5%91%8A%20%221%22.tsv"
    assert answer.headers["content-disposition"] == named


def test_a_refused_workbook_is_called_as_the_person_calls_it(client):
    sent = {"workbook": ("审校.xlsx", b"PK\x03\x04 no zip")}
    answer = client.post("/returned/report.bitext.jsonl", files=sent, headers={"Origin": ADDRESS})
    assert answer.json()["message"].startswith("审校.xlsx: no Excel workbook")


def test_a_choice_of_no_rows_is_refused_in_words(client):
    empty = "/download/new.bitext.jsonl?format=.tmx&only=confirmed"
    answer = client.get(empty, headers=PAGE)
    assert answer.status_code == 422
    assert "no such rows to export" in answer.text
    chinese = client.get(empty, headers={**PAGE, "Accept-Language": "zh"})
    assert "没有可导出的行" in chinese.text
    assert 'id="download">' in client.get("/export/new.bitext.jsonl").text
    dialog = client.get("/export/new.bitext.jsonl?only=confirmed").text
    assert "no rows</output>" in dialog
    assert 'id="download" disabled' in dialog


def test_what_a_form_lacks_is_told_in_words_and_in_both_languages(client):
    blank = client.get("/download/report.bitext.jsonl?format=.tmx&only=score&at_least=", headers=PAGE)
    assert (blank.status_code, "the score is no number from 0 to 1" in blank.text) == (422, True)
    nothing = client.get("/download/report.bitext.jsonl", headers=PAGE)
    assert (nothing.status_code, "cannot be understood: format" in nothing.text) == (422, True)
    sent = client.post("/returned/report.bitext.jsonl", headers={"Origin": ADDRESS, "Accept-Language": "zh"})
    assert sent.json()["message"] == "无法识别：workbook；请重新载入页面"
