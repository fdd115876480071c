"""What the page chooses for a person, in a real browser."""

import re

from browsing import by_key, here, holds, intercept, settled, stand_on, texts


def test_linking_an_unlinked_row_finds_what_it_was_unlinked_from(page):
    pairs = []
    for linked in (4, 5):
        stand_on(page, linked)
        pairs += 2 * [(texts(page, "source"), texts(page, "target"))]
    for linked in (5, 4):
        stand_on(page, linked)
        by_key("d")(page)
    for row, pair in enumerate(pairs, start=4):
        stand_on(page, row)
        by_key("l")(page)
        assert here(page).locator(".type").inner_text() == "1–1"
        assert (texts(page, "source"), texts(page, "target")) == pair
        by_key("u")(page)


def test_the_original_is_rewritten_only_where_it_is_unlocked(page):
    stand_on(page, 4)
    by_key("ArrowLeft")(page)
    by_key("e")(page)
    page.wait_for_selector("#messages .error:has-text('locked')")
    assert page.locator("#rows textarea").count() == 0
    by_key("o")(page)
    page.keyboard.press("e")
    here(page).locator("textarea").fill("Another text.")
    page.keyboard.press("Enter")
    settled(page)
    assert texts(page, "source") == ["Another text."]
    assert here(page).locator(".why").inner_text() == "edited"


def test_the_export_says_how_many_rows_it_gives(page):
    by_key("Enter")(page)
    stand_on(page, 4)
    page.keyboard.press("f")
    page.wait_for_selector("#note[open]")
    page.keyboard.press("Enter")
    page.wait_for_selector(".row.here.flagged")
    page.click(".tools [data-do=export]")
    assert page.locator("#gives-confirmed").inner_text() == "rows: 1; flagged and left out: 1"
    page.check("#dialog [value=score]")
    page.fill("#dialog [name=at_least]", "")
    page.wait_for_selector("#download:disabled")
    assert page.locator("#gives-score").inner_text() == "no rows"
    page.evaluate("window.button = document.getElementById('download')")
    page.fill("#dialog [name=at_least]", "0.99")
    page.wait_for_selector("#download:enabled")
    assert page.evaluate("button.isConnected"), "a button that is drawn anew under the mouse loses the click"
    assert page.locator("#gives-score").inner_text() == "rows: 16; flagged and left out: 1"
    with page.expect_download() as waiting:
        page.click("#download")
    assert waiting.value.suggested_filename.endswith(".score-0.99.tmx")
    holds(page, "!document.querySelector('#messages p')")


def test_it_says_that_a_file_is_being_made_until_it_is(page):
    """A server that is slow is played: its answer comes without the cookie that tells the page of it."""
    stand_on(page, 4)
    by_key("d")(page)
    name = {"Content-Disposition": "attachment; filename=a.tmx"}
    intercept(page, "download", lambda route: route.fulfill(body="x", headers=name))
    page.click(".tools [data-do=export]")
    settled(page)
    assert "(2 in all) are left out" in page.inner_text("#dialog")
    with page.expect_request("**/download/**") as asked:
        page.click("#download")
    told = page.locator("#messages p:has-text('The file is being made')")
    assert told.count() == 1
    number = re.search("asked=([0-9]+)", asked.value.url)[1]
    page.evaluate(f"document.cookie = 'made={number}; path=/'")
    told.wait_for(state="detached")


def test_paper_says_which_rows_the_server_did_not_give(page):
    page.context.set_offline(True)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert "not printed: the server does not answer" in page.locator(".chunk").nth(1).inner_text()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator(".chunk").nth(1).inner_text() == ""
    page.context.set_offline(False)
