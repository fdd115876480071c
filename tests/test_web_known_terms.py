"""Known terms in the rows: marked where they stand, told with what renders them, off by one key."""

import re

import pytest
from bitexts import bitext_of
from browsing import by_key, holds, opened, settled
from reviewing import report_bitext, reviewed, reviewing

from align.bitext import Bead, Bitext, Side
from align.document import Segment
from align.terms.base import Concept, Term, TermBase

BASE = TermBase((
    Concept("1", (
        Term("发展权", "zh"), Term("right to development", "en"), Term("development right", "en", "admitted"),
        Term("right of development", "en", "deprecated"),
    )),
    Concept("2", (Term("资金", "zh"), Term("funds", "en"))),
    Concept("3", (Term("funds", "en"), Term("基金", "zh"))),
    Concept("4", (Term("peace", "en"),)),
))  # fmt: skip
NAME = "r.bitext.jsonl"


def asked(bitext, tmp_path, address, base=BASE):
    bitext.save(tmp_path / NAME)
    with reviewed(tmp_path / NAME, base=base) as client:
        return client.get(address)


def test_terms_are_told_where_they_stand_with_what_renders_them(tmp_path):
    rows = bitext_of(("Funds for the right of development and peace.", "发展权资金"), ("Nothing.", "没有"))
    told = asked(rows, tmp_path, f"/terms/{NAME}?keys=0-1,7").json()
    assert told == {
        "0": [
            ["source", 0, 0, 5, "资金 / 基金"],
            ["source", 0, 14, 34, "发展权"],
            ["target", 0, 0, 3, "right to development / development right"],
            ["target", 0, 3, 5, "funds"],
        ],
        "1": [],
    }


def test_a_term_is_told_in_each_segment_that_it_stands_in(tmp_path):
    source = Segment("The right to"), Segment("development."), Segment("Funds.")
    rows = Bitext(Side("en"), Side("zh"), (Bead(source, ()),))
    told = asked(rows, tmp_path, f"/terms/{NAME}?keys=0").json()["0"]
    assert [term[:4] for term in told] == [["source", 0, 4, 12], ["source", 1, 0, 11], ["source", 2, 0, 5]]


def test_the_terms_of_a_row_are_listed_once_each(tmp_path):
    rows = bitext_of(("Funds, funds and peace.", "资金"))
    listed = asked(rows, tmp_path, f"/terms-of/{NAME}?key=0").text
    assert "Terms of row 1" in listed
    assert [listed.count(f">{text}<") for text in ("Funds", "funds", "资金", "基金", "peace")] == [
        1,
        1,
        2,
        1,
        0,
    ]
    columns = re.findall(r'lang="(.*?)"', listed.partition('class="known"')[2])
    assert columns == ["en", "zh-CN"] * (len(columns) // 2), (
        "a column a language, whichever side has the term"
    )
    assert asked(rows, tmp_path, f"/terms-of/{NAME}?key=9").status_code == 404


@pytest.mark.parametrize("keys", ["", "x", "1-99999999"])
def test_odd_keys_are_of_no_row(tmp_path, keys):
    assert asked(bitext_of(("a", "b")), tmp_path, f"/terms/{NAME}?keys={keys}").json() == {}


def test_without_a_term_base_nothing_is_marked(tmp_path):
    assert (
        'data-do="terms"' not in asked(bitext_of(("a", "b")), tmp_path, f"/review/{NAME}", TermBase(())).text
    )


def test_terms_are_marked_told_where_one_points_and_turned_off_by_a_key(chromium, tmp_path, corpora):
    report_bitext(60).save(tmp_path / NAME)
    marked = "[...CSS.highlights.get('term') ?? []].map(String)"
    with (
        reviewing(tmp_path / NAME, "--terms", str(corpora / "terms/un.tsv")) as (_, url),
        opened(chromium, url, NAME) as page,
    ):
        holds(page, f"{marked}.length")
        assert {"General Assembly", "大会"} <= set(page.evaluate(marked))
        place = page.evaluate(
            """() => {
                const isWanted = (range) => String(range) === "Secretary-General";
                const box = [...CSS.highlights.get("term")].find(isWanted).getBoundingClientRect();
                return [box.left + box.width / 2, box.top + box.height / 2];
            }"""
        )
        page.mouse.move(*place)
        page.wait_for_selector("#term:popover-open")
        assert page.inner_text("#term") == "秘书长"
        by_key("T")(page)
        assert page.evaluate(marked) == []
        assert not page.locator("#term:popover-open").count()
        by_key("T")(page)
        holds(page, f"{marked}.length")
        by_key("v")(page)
        assert "sanitation" in page.inner_text("#dialog")
        page.keyboard.press("Escape")
        settled(page)
