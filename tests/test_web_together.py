"""Several people in real browsers, and a server that dies under them: each sees the others, nothing is lost."""

from contextlib import ExitStack, contextmanager

from browsing import (
    BOTH,
    by_key,
    filtered,
    here,
    intercept,
    opened,
    quiet,
    settled,
    stand_on,
)
from reviewing import Desk, report_bitext, until

from align.bitext import Bitext


def test_two_browsers_see_each_other(two_pages):
    one, two = two_pages
    stand_on(one, 3)
    by_key("Enter")(one)
    two.wait_for_selector(".row.confirmed")
    stand_on(two, 5)
    by_key("m")(two)
    one.wait_for_selector("#messages p:has-text('Wang')")
    one.wait_for_selector(".row .visitor[title=Wang]")
    assert one.get_attribute("#people", "title") == "Also here: Wang"
    assert one.locator(".bar").bounding_box()["height"] < 70, "nobody who comes moves the rows"
    settled(one)
    assert one.locator(".row[data-key] .type").nth(5).inner_text() == "2–2"
    two.context.add_cookies([{"name": "person", "value": "Ana", "url": two.evaluate("location.origin")}])
    by_key("m")(two)
    one.wait_for_selector("#messages p:has-text('Ana')")
    assert one.locator("#messages p").all_inner_texts() == ["Ana edited here"], (
        "what others do takes one line"
    )


@BOTH
def test_the_history_takes_back_what_anyone_did(two_pages, how):
    one, two = two_pages
    stand_on(two, 5)
    by_key("m")(two)
    one.wait_for_selector("#messages p:has-text('Wang')")
    stand_on(one, 1)
    by_key("Enter")(one)
    by_key("h")(one) if how == "key" else one.click(".tools [data-do=history]")
    one.wait_for_selector(".deed")
    settled(one)
    assert one.locator(".deed .said b").all_inner_texts() == ["Confirmed", "Merged"]
    assert "Wang" in one.locator(".deed").nth(1).inner_text()
    button = one.locator(".deed").nth(1).locator("button")
    if how == "key":
        button.focus()
        one.keyboard.press("Enter")
    else:
        button.click()
    one.wait_for_selector(".deed.undone")
    settled(one)
    assert one.locator(".row[data-key] .type").nth(5).inner_text() == "1–1"
    assert one.locator(".row.confirmed").count() == 1
    until(lambda: one.evaluate("document.activeElement.dataset.step") == "redo")
    one.keyboard.press("Enter")
    until(lambda: one.locator(".row[data-key] .type").nth(5).inner_text() == "2–2")
    until(lambda: two.locator(".row.confirmed").count() == 1)


def test_a_conflict_is_told_and_nothing_is_overwritten(two_pages):
    one, two = two_pages
    intercept(two, "changes", lambda route: route.abort())
    stand_on(one, 3)
    stand_on(two, 3)
    by_key("e")(one)
    here(one).locator("textarea").fill("第一")
    here(one).locator("textarea").press("Enter")
    one.wait_for_selector(".seg.edited")
    two.keyboard.press("d")
    two.wait_for_selector("#messages .error")
    two.unroute("**/changes/**")
    two.wait_for_selector(".seg.edited")
    settled(two)
    assert two.locator(".row[data-key]").nth(3).locator(".text.target").inner_text() == "第一"
    intercept(two, "changes", lambda route: route.abort())
    stand_on(one, 5)
    by_key("Enter")(one)
    two.keyboard.press("Shift+Enter")
    two.click("dialog[open] button[value=yes]")
    told = "9 rows confirmed · 1 row changed meanwhile and was left: № 6"
    two.wait_for_selector(f"#messages p:has-text('{told}')")


@contextmanager
def reviewing_rows(chromium, path, rows):
    """Yield a page on so many rows, and the server, which may be killed."""
    report_bitext(rows).save(path)
    with ExitStack() as stack:
        desk = Desk(path, stack)
        yield stack.enter_context(opened(chromium, desk.url, path.name)), desk


def test_a_killed_server_loses_nothing(chromium, tmp_path):
    path = tmp_path / "killed.bitext.jsonl"
    with reviewing_rows(chromium, path, 80) as (page, desk):
        by_key("Enter")(page)
        by_key("m")(page)
        desk.is_killed()
        page.keyboard.press("m")
        page.wait_for_selector("#messages .error")
        page.wait_for_selector("#saved[data-state=offline]")
        desk.start()
        page.wait_for_selector("#saved[data-state=saved]")
        settled(page)
        assert here(page).locator(".type").inner_text() == "2–2"
        assert "may not be saved" in page.inner_text("#messages")
        by_key("j")(page)
        assert "may not be saved" in page.inner_text("#messages")
        by_key("k")(page)
        by_key("m")(page)
        assert "may not be saved" not in page.inner_text("#messages")
        assert here(page).locator(".type").inner_text() == "3–3"
    beads = Bitext.load(path).beads
    assert [bead.status for bead in beads[:1]] == ["confirmed"]
    assert beads[1].type == "3-3"


def test_a_note_that_was_not_saved_is_offered_again(chromium, tmp_path):
    with reviewing_rows(chromium, tmp_path / "killed.bitext.jsonl", 40) as (page, desk):
        desk.is_killed()
        by_key("f")(page)
        page.keyboard.insert_text("a year is missing")
        page.keyboard.press("Enter")
        page.wait_for_selector("#messages .error")
        desk.start()
        page.wait_for_selector("#saved[data-state=saved]")
        by_key("f")(page)
        assert page.input_value("#note textarea") == "a year is missing"
        page.keyboard.press("Enter")
        page.wait_for_selector(".row.flagged .note:has-text('a year is missing')")
        by_key("j")(page)
        by_key("f")(page)
        assert page.input_value("#note textarea") == ""


def test_what_is_asked_of_a_killed_server_is_shown_once_it_is_back(chromium, tmp_path):
    with reviewing_rows(chromium, tmp_path / "killed.bitext.jsonl", 400) as (page, desk):
        desk.is_killed()
        for act in ("G", "q", "V", "C", "v", "D", "n", "q"):  # the last row is not in the page
            by_key(act)(page)
        page.fill("#query", "sahel")
        settled(page)
        told = page.locator("#messages p").all_inner_texts()
        assert all("server does not answer" in each for each in told), told
        assert page.get_attribute("#saved", "data-state") == "offline"
        assert page.locator("#panel .entry").count() == 0
        desk.start()
        page.wait_for_selector("#saved[data-state=saved]")
        page.wait_for_selector("#panel .entry")
        quiet(page)
        shown = page.locator(".row[data-key]").count()
        assert filtered(page) == f"{shown} of 400 rows"
        assert "Sahel" in here(page).inner_text()
