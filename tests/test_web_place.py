"""Where one stands on the review page, and what is shown: kept over a reload, reached by keys."""

import pytest

pytest.importorskip("fastapi", reason="needs the web extra: pip install 'align-tm[web]'")
pytest.importorskip("playwright.sync_api", reason="needs Playwright: pip install 'align-tm[dev]'")

from browsing import by_key, filtered, here, holds, key_of, opened, ready, settled, stand_on


def lit(page):
    return page.evaluate("[...CSS.highlights.get('found')].map(String)")


def test_a_reload_finds_the_row_and_the_filter_again(page):
    page.wait_for_selector(".row[data-reason=error]")  # what has errors is no longer only doubtful
    page.select_option("[name=status]", "doubtful")
    shown = filtered(page)
    stand_on(page, 3)
    stood = key_of(page)
    page.reload()
    ready(page)
    assert (page.inner_text("#shown"), key_of(page)) == (shown, stood)
    box = here(page).bounding_box()
    assert 0 < box["y"] < 900


def test_the_row_where_one_stopped_comes_back_another_day(page, served, bitext_path):
    by_key("G")(page)
    stood = key_of(page)
    page.goto(served[1])
    page.get_by_role("link", name=bitext_path.name, exact=True).click()
    ready(page)
    assert key_of(page) == stood


def test_what_was_searched_for_is_lit_up_as_it_is_written(page):
    page.fill("#query", "飲用水")
    assert filtered(page)
    assert set(lit(page)) == {"饮用水"}
    page.fill("#query", '"Water is life')
    holds(page, "[...CSS.highlights.get('found')].map(String).includes('“Water is life')")
    page.fill("#query", "/water is li(f|v)e/")
    holds(page, "[...CSS.highlights.get('found')].map(String).includes('Water is life')")


def test_a_search_waits_for_the_end_of_pinyin_and_says_why_it_cannot_be(page):
    page.fill("#query", "sahel")
    shown = filtered(page)
    page.fill("#query", "/sahel(/")
    assert "missing )" in filtered(page)
    assert page.get_attribute("#query", "aria-invalid")
    assert "sahel" in here(page).inner_text().lower()
    page.fill("#query", "")
    assert not filtered(page)
    typing = page.context.new_cdp_session(page)
    typing.send("Input.imeSetComposition", {"text": "sahel", "selectionStart": 5, "selectionEnd": 5})
    assert not filtered(page)
    typing.send("Input.insertText", {"text": "sahel"})
    assert filtered(page) == shown
    assert not page.get_attribute("#query", "aria-invalid")


def test_from_a_filter_the_keys_lead_to_the_rows_and_only_then_to_all(page):
    for leave in ("Escape", "Enter"):
        by_key("/")(page)
        page.keyboard.type("sahel")
        page.keyboard.press(leave)  # at once: what is found comes later, and one stands in it
        assert filtered(page)
        assert page.evaluate("document.activeElement.className").startswith("row ")
        by_key("Escape")(page)
        assert not page.inner_text("#shown")


def test_rows_bear_the_numbers_that_findings_name(page):
    def numbers():
        return page.locator(".row[data-key] .number").evaluate_all(
            "all => all.map((each) => each.dataset.place)"
        )

    assert numbers()[:4] == ["1", "2", "3", "4"]
    stand_on(page, 1)
    by_key("m")(page)
    assert numbers()[:4] == ["1", "2", "3", "4"]
    page.fill("#query", "sahel")
    assert filtered(page)
    assert int(here(page).get_attribute("aria-rowindex")) == int(numbers()[0]) + 1 > 5
    page.click(".tools [data-do=history]")
    assert page.inner_text(".deed a") == "Row 2"


def test_caps_lock_changes_no_key(page):
    stood = key_of(page)
    page.evaluate(
        """() => {
          const event = new KeyboardEvent("keydown", { key: "J", bubbles: true, modifierCapsLock: true });
          document.activeElement.dispatchEvent(event);
        }"""
    )
    settled(page)
    assert key_of(page) != stood


def test_a_change_of_a_row_that_the_filter_hides_is_told(page):
    page.select_option("[name=status]", "doubtful")
    assert filtered(page)
    by_key("m")(page)
    page.wait_for_selector("#messages p:has-text('which the filter hides')")


def test_forced_colours_show_where_one_stands(chromium, served, bitext_path):
    with opened(chromium, served[1], bitext_path.name, forced_colors="active") as page:
        assert page.evaluate("getComputedStyle(document.querySelector('.row.here')).outlineStyle") == "solid"


@pytest.mark.parametrize("width", [1280, 1024, 640, 320])
def test_every_action_is_within_reach_however_narrow(page, width):
    page.set_viewport_size({"width": width, "height": 700})
    for button in page.locator(".acts:not([hidden]) button").all():
        if width < 1024:
            button.scroll_into_view_if_needed()  # the bar is one line, which a finger moves
        box = button.bounding_box()
        assert box["x"] >= 0
        assert round(box["x"] + box["width"]) <= width
        assert box["y"] + box["height"] <= 700
