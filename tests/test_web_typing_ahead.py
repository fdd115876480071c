"""Keys that are pressed before the page has answered the last: done in their order, and to the row they are meant for."""

import pytest
from browsing import by_key, here, intercept, place, settled, stand_on, target_at
from reviewing import until


def pressed(page, *keys):
    """Press keys, the first edit that they make answered only after the last of them."""
    held, given = [], []
    intercept(page, "edit", lambda route: route.continue_() if given else held.append(route))
    for key in keys:
        page.keyboard.press(key)
    until(lambda: page.evaluate("1") and held)
    given.append(True)
    for route in held:
        route.continue_()
    settled(page)


def edited(page, text):
    stand_on(page, 4)
    by_key("e")(page)
    here(page).locator("textarea").fill(text)


# What is pressed after a text was typed into row 4 and Enter pressed: where one stands then, the texts of rows 4 and 5.
AFTER = {
    "a step": (["j"], 5, "{A}", "{B}"),
    "steps": (["j", "j", "k"], 5, "{A}", "{B}"),
    "another field": (["j", "e", *"BBB ", "Enter"], 5, "{A}", "BBB {B}"),
    "erasing": (["j", "e", *"xy", "Backspace", "ArrowLeft", "z", "Enter"], 5, "{A}", "zx{B}"),
    "the same field": (["e", "End", "!", "Enter"], 4, "{A}!", "{B}"),
    "a field and out": (["j", "e", *"lost", "Escape", "j"], 6, "{A}", "{B}"),
    "confirming": (["Enter"], 5, "{A}", "{B}"),
    "undoing": (["u"], 4, "{old}", "{B}"),
}


@pytest.mark.parametrize("what", AFTER)
def test_keys_after_enter_are_done_in_their_order(page, what):
    keys, row, first, second = AFTER[what]
    (old,), (below,) = target_at(page, 4), target_at(page, 5)
    edited(page, "甲")
    pressed(page, "Enter", *keys)
    assert place(page) == row
    told = {"A": "甲", "B": below, "old": old}
    assert [target_at(page, 4), target_at(page, 5)] == [[first.format(**told)], [second.format(**told)]]
    assert page.locator("#rows textarea").count() == 0


def test_keys_after_a_save_that_was_refused_do_nothing(page):
    below = target_at(page, 5)
    edited(page, " ")
    pressed(page, "Enter", "j", "d", "e", "x")
    page.wait_for_selector("#messages .error")
    assert place(page) == 4
    assert here(page).locator("textarea").input_value() == " "
    assert target_at(page, 5) == below


def test_keys_for_a_field_that_does_not_open_do_nothing(page):
    apart = page.locator(".row.unmatched").count()
    edited(page, "甲")
    pressed(page, "Enter", "ArrowLeft", "e", "d", "m")  # the original is locked
    page.wait_for_selector("#messages .error:has-text('locked')")
    assert target_at(page, 4) == ["甲"]
    assert page.locator(".row.unmatched").count() == apart
