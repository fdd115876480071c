"""The memory beside the rows, in a real browser: its best matches one key away, and put in by one more."""

from dataclasses import replace

import pytest
from browsing import by_key, here, opened, quiet, settled, stand_on, texts
from reviewing import report_bitext, reviewing

from align.memory.store import Memory
from align.memory.units import Unit

ROWS = 40


@pytest.fixture(scope="module")
def desk(chromium, tmp_path_factory):
    """A review of rows, the third with another translation than the memory has, and an unmatched one."""
    folder = tmp_path_factory.mktemp("desk")
    bitext = report_bitext(ROWS)
    with Memory.open(folder / "memory", create=True) as memory:
        memory.add(Unit(0, "en", "zh-CN", u.source, u.target) for u in bitext.units() if not u.bead.is_null)
    beads = list(bitext.beads)
    beads[2] = replace(beads[2], target=(replace(beads[2].target[0], text="另一种译法。"),))
    beads[4] = replace(beads[4], target=())
    replace(bitext, beads=tuple(beads)).save(folder / "x.bitext.jsonl")
    with (
        reviewing(folder / "x.bitext.jsonl", "--memory", str(folder / "memory")) as (_, url),
        opened(chromium, url, "x.bitext.jsonl") as page,
    ):
        yield page, bitext


def test_the_best_match_of_a_row_is_one_key_away_and_put_in_by_one_more(desk):
    page, bitext = desk
    stand_on(page, 2)
    by_key("V")(page)
    quiet(page)
    best = page.locator("#panel .entry").first
    assert best.locator(".score").inner_text() in ("100 %", "101 %")
    by_key("t")(page)
    assert page.input_value(".row.here textarea") == bitext.beads[2].target[0].text
    by_key("Escape")(page)
    assert texts(page) == ["另一种译法。"], "nothing is taken before a person keeps it"
    by_key("t")(page)
    by_key("Enter")(page)
    assert texts(page) == [bitext.beads[2].target[0].text]
    by_key("u")(page)
    assert texts(page) == ["另一种译法。"]


def test_the_matches_follow_the_row_and_offer_nothing_where_nothing_can_take_it(desk):
    page, bitext = desk
    by_key("Escape")(page)
    stand_on(page, 3)
    by_key("V")(page)
    quiet(page)
    assert bitext.beads[3].source[0].text in page.inner_text("#panel .entry")
    by_key("j")(page)
    quiet(page)
    assert bitext.beads[4].source[0].text in page.inner_text("#panel .entry")
    assert page.locator("#panel [data-do=fill]").count() == 0
    by_key("V")(page)
    assert page.locator("#panel").is_hidden()


def test_matches_that_were_to_come_do_not_take_the_place_of_those_that_were_asked_for(desk):
    page, bitext = desk
    stand_on(page, 1)
    by_key("V")(page)
    for key in "jVjV":  # on to a row whose matches are still to come, closed, on again, and opened
        page.keyboard.press(key)
    quiet(page)
    assert bitext.beads[3].source[0].text in page.inner_text("#panel .entry")
    by_key("V")(page)


def test_from_a_card_of_another_list_one_comes_to_the_best_match(desk):
    page, bitext = desk
    by_key("n")(page)
    by_key("q")(page)
    assert page.locator("#panel .entry.here").count() == 1
    stand_on(page, 2)
    by_key("V")(page)
    by_key("t")(page)
    assert page.input_value(".row.here textarea") == bitext.beads[2].target[0].text
    for key in ("Escape", "Escape"):
        by_key(key)(page)


def test_words_that_are_selected_are_looked_for(desk):
    page, bitext = desk
    stand_on(page, 1)
    word = bitext.beads[1].source[0].text.split()[0]
    page.evaluate(
        """(length) => {
        const text = document.querySelector(".row.here .text.source .seg").firstChild;
        getSelection().setBaseAndExtent(text, 0, text, length);
    }""",
        len(word),
    )
    by_key("V")(page)
    quiet(page)
    assert page.input_value("#panel [name=q]") == word
    assert page.locator("#panel mark.found").first.inner_text().lower() == word.lower()
    page.fill("#panel [name=q]", "nowhere at all")
    page.keyboard.press("Enter")
    settled(page)
    page.wait_for_selector("#panel .hint:has-text('nowhere')")
    page.keyboard.press("Escape")
    assert here(page).count() == 1


def test_the_row_stays_in_view_beside_a_panel(desk):
    page, _ = desk
    by_key("Escape")(page)
    stand_on(page, 6)
    by_key("q")(page)
    quiet(page)
    foot = page.locator(".acts").first.bounding_box()["y"]
    row = here(page).bounding_box()
    assert row["y"] + row["height"] <= foot
