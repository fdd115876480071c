"""Keys that an input method still has in hand: wherever one writes, they commit its characters and do nothing else."""

import pytest
from browsing import by_key, quiet, settled, stand_on

COMPOSED = {
    "everywhere": {"isComposing": True, "keyCode": 229},
    "Safari": {"isComposing": False, "keyCode": 229},  # where the composition has just ended
}
PRESS = """([key, more]) => document.activeElement.dispatchEvent(
    new KeyboardEvent("keydown", { key, ...more, bubbles: true, cancelable: true }))"""
FIELDS = {
    "e": ".row.here textarea",
    "f": "#note[open] textarea",
    "C": "#panel .entry.here textarea",
    "/": "#query",
    "R": "#replacing [name=find]",
}
"""A field that a key opens."""


@pytest.mark.parametrize("how", COMPOSED)
@pytest.mark.parametrize("opens", FIELDS)
def test_what_commits_characters_neither_leaves_nor_sends_a_field(page, opens, how):
    stand_on(page, 4)
    by_key(opens)(page)
    quiet(page)
    field = page.locator(FIELDS[opens])
    field.press_sequentially("ni hao")
    quiet(page)
    for key in ("Enter", "Escape"):
        page.evaluate(PRESS, [key, COMPOSED[how]])
        quiet(page)
    assert field.input_value().replace("ni hao", "", 1) != field.input_value()
    assert field.evaluate("field => field === document.activeElement")
    assert page.locator(".tools [data-do=undo]").is_disabled()


@pytest.mark.parametrize("how", COMPOSED)
def test_without_a_field_they_do_nothing_to_the_row(page, how):
    stand_on(page, 4)
    for key in ("m", "d", "Enter"):
        page.evaluate(PRESS, [key, COMPOSED[how]])
        settled(page)
    assert page.locator(".tools [data-do=undo]").is_disabled()


def test_a_dialog_that_is_left_before_it_looked_is_left(page):
    by_key("R")(page)
    page.keyboard.type("water")
    page.keyboard.press("Escape")
    quiet(page)
    assert not page.locator("dialog[open]").count()
