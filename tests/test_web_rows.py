"""The rows that the page shows are those of the server, whatever was done at the ends of its stretches of forty."""

from dataclasses import replace

import pytest
from browsing import ROWS, by_key, here, holds, intercept, looked, settled, stand_on, visitor
from reviewing import report_bitext

SHOWN = """
  const texts = (row) => [...row.querySelectorAll(".text")].map((side) => side.textContent.trim());
  const told = (all) => [...all.querySelectorAll(".row[data-key]")].map((row) => [row.id, row.dataset.type, ...texts(row)]);
"""
SERVED = """
  const read = async (address) => new DOMParser().parseFromString(await (await fetch(address)).text(), "text/html");
  const { keys } = JSON.parse((await read(location.pathname)).getElementById("state").textContent);
  const rows = await read(`/rows/${document.body.dataset.name}?keys=${keys.map((run) => run.join("-"))}`);
"""
COMPARED = f"async () => {{ {SHOWN} {SERVED} return [told(document), told(rows)]; }}"

FIRST, LAST, NEXT, END = 0, 39, 40, ROWS - 1
"""Of all, of the first stretch, of the second, of all."""


def all_shown(page):
    """Let all rows come into the page."""
    by_key("G")(page)
    holds(page, f"document.querySelectorAll('.row[data-key]').length === {ROWS}")


def assert_as_served(page):
    """Compare the rows that are in the page with all; return how many of either there are."""
    shown, served = page.evaluate(COMPARED)
    keys = {row[0] for row in shown}
    assert shown == [row for row in served if row[0] in keys]
    return len(shown), len(served)


@pytest.mark.parametrize(
    ("index", "keys"),
    [
        pytest.param(FIRST, ["m", "Shift+ArrowDown", "u", "u"], id="the first"),
        pytest.param(LAST, ["m", "m", "u", "u", "U"], id="merged with the first of the next stretch"),
        pytest.param(NEXT, ["Shift+ArrowUp", "Control+x", "k", "Control+v", "u", "u"], id="moved away"),
        pytest.param(END, ["m", "d", "u", "u"], id="the very last"),
    ],
)
def test_the_rows_stand_as_on_the_server(page, index, keys):
    all_shown(page)
    stand_on(page, index)
    for key in keys:
        by_key(key)(page)
        shown, served = assert_as_served(page)
        assert shown == served


def test_rows_that_were_asked_for_before_an_edit_come_as_they_are_after_it(page):
    held = []
    intercept(page, "rows", lambda route: route.continue_() if held else held.append((route, route.fetch())))
    page.locator(".row[data-key]").nth(LAST).locator(".trust .score").click()
    holds(page, f"document.querySelectorAll('.row[data-key]')[{LAST}].matches('.here')")
    page.keyboard.press("m")
    holds(page, f"document.querySelectorAll('.row[data-key]')[{LAST}].dataset.type !== '1-1'")
    [(route, answer)] = held
    route.fulfill(response=answer)
    settled(page)
    assert assert_as_served(page)[0] > NEXT


@pytest.mark.parametrize("keys", [("m",), ("Enter",), ("d",), ("e", "甲", "Enter")])
def test_the_answer_to_an_undo_brings_the_rows_that_it_changes(page, keys):
    stand_on(page, 4)
    for key in keys:
        page.keyboard.press(key) if key.isascii() else page.keyboard.insert_text(key)
        settled(page)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    by_key("u")(page)
    assert not [each for each in asked if "/rows/" in each]


def test_the_next_field_is_not_lost_to_what_was_said_of_the_last_row(two_pages):
    li, wang = two_pages
    stand_on(li, 4)
    by_key("e")(li)
    stand_on(wang, 4)
    by_key("C")(wang)
    wang.keyboard.type("Look at the figure.")
    by_key("Enter")(wang)
    looked(li)
    held = []
    intercept(li, "rows", lambda route: held.append((route, route.fetch())))
    for key in ("Escape", "j", "e"):
        li.keyboard.press(key)
    li.wait_for_selector(".row.here textarea")
    li.keyboard.type("甲")
    for route, answer in held:
        route.fulfill(response=answer)
    settled(li)
    li.keyboard.type("乙")
    by_key("Enter")(li)
    assert here(li).locator(".seg.edited").first.inner_text().startswith("甲乙")
    assert "Look at the figure." in li.locator(".row[data-key]").nth(4).inner_text()


def test_a_bitext_without_rows_says_so_and_every_key_is_answered(chromium, served):
    folder, url = served
    replace(report_bitext(1), beads=()).save(folder / "none.bitext.jsonl")
    page = visitor(chromium, locale="en-GB").new_page()
    page.goto(f"{url}review/none.bitext.jsonl")
    page.wait_for_selector("body[data-ready]")
    settled(page)
    assert page.inner_text("main").endswith("There are no rows.")
    for key, told in (
        ("e", "No row is shown"),
        ("m", "No row is shown"),
        ("n", "Nothing is left to look at"),
    ):
        by_key(key)(page)
        assert page.inner_text("#messages p").startswith(told)
    page.context.close()
