"""Settling findings in the panel, in a real browser: by key and by mouse, and the way back."""

import pytest
from browsing import BOTH, by_key, here, holds, intercept, key_of, quiet, settled
from reviewing import until

from align.terms import waivers


@pytest.fixture(autouse=True)
def nothing_waived(served):
    (served[0] / "waivers.tsv").unlink(missing_ok=True)


def number(page):
    return int(page.locator("#n-findings").inner_text().replace(",", "").replace("–", "-1"))


def opened_panel(page):
    """Open the panel by key, on its first card, and return how many findings there are."""
    until(lambda: number(page) > 3)
    by_key("]")(page)
    page.wait_for_selector("#panel .entry.here")
    quiet(page)
    return number(page)


def current(page):
    return page.locator("#panel .entry.here")


def finding(card):
    return card.get_attribute("id").split("-")[-1]


def waive(page, reach="occurrence"):
    page.keyboard.press("i")
    until(lambda: page.evaluate("document.activeElement.name") == "reason")
    current(page).locator("[name=reach]").select_option(reach)
    current(page).locator("[name=reason]").fill("so in the original")
    current(page).locator("[name=reason]").press("Enter")


def test_the_row_and_the_card_move_together(page):
    opened_panel(page)
    cards = page.locator("#panel .entry").evaluate_all("all => all.map((each) => each.dataset.key)")
    for key, place in (("]", 1), ("]", 2), ("[", 1), ("j", None)):
        by_key(key)(page)
        if place is not None:
            assert current(page).get_attribute("data-key") == cards[place] == str(key_of(page))
    row = page.locator(f".row[data-key='{cards[0]}']")
    row.locator(".trust .score").click()
    by_key("k")(page)
    by_key("j")(page)
    assert current(page).get_attribute("data-key") == cards[0]
    by_key("[")(page)
    by_key("[")(page)
    page.wait_for_selector("#messages p:has-text('No more findings')")


def test_findings_are_settled_by_keys_one_after_another(page):
    before = opened_panel(page)
    second = finding(page.locator("#panel .entry").nth(1))
    page.keyboard.press("y")
    until(lambda: number(page) < before)
    until(lambda: finding(current(page)) == second)
    until(lambda: str(key_of(page)) == current(page).get_attribute("data-key"))
    quiet(page)
    assert page.locator(".row.flagged").count() == 1
    following = page.locator("#panel .entry").nth(1).get_attribute("data-key")
    waive(page)
    until(lambda: number(page) < before - 1)
    until(lambda: key_of(page) == int(following))
    quiet(page)
    assert current(page).get_attribute("data-key") == following
    left, offered = number(page), current(page).locator("[data-do=replace]")
    while not offered.count():
        by_key("]")(page)
    put = offered.inner_text().removeprefix("→ ")
    page.keyboard.press("t")
    until(lambda: number(page) < left)
    quiet(page)
    assert put in "".join(page.locator(".row:has(.seg.edited) .text.target").all_inner_texts())


def test_what_is_not_the_rows_own_is_not_settled_unseen(page):
    before = opened_panel(page)
    card = current(page).get_attribute("data-key")
    by_key("G")(page)
    page.keyboard.press("g")
    settled(page)
    if str(key_of(page)) == card:
        by_key("j")(page)
    by_key("y")(page)
    assert str(key_of(page)) == current(page).get_attribute("data-key")
    assert number(page) == before


@BOTH
def test_a_waiver_is_taken_back(page, bitext_path, how):
    before = opened_panel(page)
    waive(page, "everywhere")
    until(lambda: number(page) < before)
    assert "so in the original" in (bitext_path.parent / "waivers.tsv").read_text(encoding="utf-8")
    if how == "mouse":
        page.click("#messages button:has-text('Take back')")
    else:
        page.locator("#panel .codes button:has-text('Waived')").focus()
        page.keyboard.press("Enter")
        page.wait_for_selector("#panel .entry form[hx-post*=unwaive]")
        card = page.locator("#panel .entry").first
        assert "Everywhere" in card.inner_text()
        assert "so in the original" in card.inner_text()
        card.locator("form button").focus()
        page.keyboard.press("Enter")
    until(lambda: number(page) == before)
    settled(page)
    assert waivers.read(bitext_path.parent / "waivers.tsv") == []


def test_a_waiver_is_taken_back_while_the_panel_is_still_to_come(page):
    before = opened_panel(page)
    waive(page)
    until(lambda: number(page) < before)
    settled(page)
    held = []
    intercept(page, "findings", lambda route: route.continue_() if held else held.append(route))
    page.keyboard.press("w")
    page.keyboard.press("w")
    until(lambda: page.evaluate("true") and held)
    page.click("#messages button:has-text('Take back')")
    held[0].continue_()
    until(lambda: number(page) == before)


def test_a_waiver_that_somebody_took_back_is_told(page, bitext_path):
    before = opened_panel(page)
    waive(page, "document")
    until(lambda: number(page) < before)
    page.click("#panel .codes button:has-text('Waived')")
    page.wait_for_selector("#panel .entry form[hx-post*=unwaive]")
    waivers.write([], bitext_path.parent / "waivers.tsv")
    page.click("#panel .entry form[hx-post*=unwaive] button")
    page.wait_for_selector("#messages .error:has-text('taken back already')")
    until(lambda: number(page) == before)
    page.wait_for_selector("#panel .hint:has-text('Nothing is waived')")


def test_a_refusal_leaves_the_card_and_the_reason_that_was_written(page, bitext_path):
    opened_panel(page)
    refused = finding(current(page))
    (bitext_path.parent / "waivers.tsv").write_text("no waivers\n", encoding="utf-8")
    waive(page)
    page.wait_for_selector("#messages .error:has-text('this is no file of waivers')")
    settled(page)
    assert finding(current(page)) == refused
    assert current(page).locator("[name=reason]").input_value() == "so in the original"


def test_what_was_accepted_is_opened_again_and_undo_turns_it(page):
    before = opened_panel(page)
    page.keyboard.press("y")
    until(lambda: number(page) < before)
    quiet(page)
    page.click("#panel .codes button:has-text('Accepted')")
    page.click("#panel .entry form[hx-post*=reopen] button")
    until(lambda: number(page) == before)
    settled(page)
    assert page.locator(".row.flagged").count() == 0
    by_key("u")(page)
    until(lambda: number(page) < before)
    settled(page)
    assert page.locator(".row.flagged").count() == 1


def test_escape_leaves_the_reason_and_keeps_panel_and_filter(page):
    opened_panel(page)
    page.keyboard.press("i")
    until(lambda: page.evaluate("document.activeElement.name") == "reason")
    page.keyboard.press("Escape")
    holds(page, "!document.querySelector('#panel details[open]')")
    assert page.locator("#panel").is_visible()
    assert here(page).evaluate("row => row === document.activeElement")


def test_the_chosen_code_stays_while_findings_are_settled(page):
    before = opened_panel(page)
    page.click("#panel .codes button:has-text('N1')")
    pressed = page.locator("#panel .codes [aria-pressed=true]")
    until(lambda: pressed.inner_text().startswith("N1"))
    settled(page)
    by_key("]")(page)
    by_key("y")(page)
    until(lambda: number(page) < before)
    quiet(page)  # the panel is drawn anew by itself, too
    assert pressed.inner_text().startswith("N1")
    badges = page.locator("#panel .entry .badge").all_inner_texts()
    assert {badge[:2] for badge in badges} == {"N1"}
