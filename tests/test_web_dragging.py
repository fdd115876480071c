"""A sentence dragged to another row, by mouse and by finger."""

import pytest
from browsing import holds, key_of, opened, settled, stand_on, texts


def row(page, index):
    return page.locator(".row[data-key]").nth(index)


def grip_of(page, index, side="target"):
    """Point at a sentence; return the middle of the grip that comes."""
    row(page, index).locator(f".text.{side} .seg").last.hover()
    box = page.locator("#grip").bounding_box()
    assert (box["width"] >= 24, box["height"] >= 24) == (True, True)
    return box["x"] + 12, box["y"] + 12


def middle(page, index):
    box = row(page, index).bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def amid(page, index):
    """Scroll a row to the middle of the screen: near an edge the rows would scroll under what is dragged."""
    to_middle = "row => { row.scrollIntoView({block: 'center'}); return new Promise(requestAnimationFrame); }"
    row(page, index).evaluate(to_middle)


def drag(page, start, end):
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move(*end, steps=5)


def joined(page, index):
    return texts(page, row=f"[data-key='{index}']")


@pytest.mark.parametrize("by", [1, -1, 2])
def test_a_sentence_is_dragged_to_a_row_near_or_far(page, by):
    before = joined(page, 5), joined(page, 5 + by)
    amid(page, 5)
    drag(page, grip_of(page, 5), middle(page, 5 + by))
    assert row(page, 5 + by).evaluate("row => row.matches('.drop')")
    assert page.locator(".seg.cut").count() == 1
    page.mouse.up()
    settled(page)
    moved = sorted([*before[1], *before[0]])
    assert sorted(texts(page)) == moved
    assert page.locator("#messages [data-do=undo]").count() == 1, "what was done is said, with the way back"
    page.keyboard.press("u")
    settled(page)
    assert (joined(page, 5), joined(page, 5 + by)) == before
    assert not page.locator(".drop, .seg.cut, .dragging").count()


def test_escape_and_its_own_row_leave_the_sentence_where_it_is(page):
    before = joined(page, 5)
    amid(page, 5)
    drag(page, grip_of(page, 5), middle(page, 6))
    page.keyboard.press("Escape")
    page.mouse.up()
    drag(page, grip_of(page, 5), middle(page, 5))
    page.mouse.up()
    settled(page)
    assert joined(page, 5) == before
    assert page.locator(".tools [data-do=undo]").is_disabled()
    assert not page.locator("body.dragging, .seg.cut").count()


def test_the_rows_scroll_under_a_sentence_that_is_dragged_to_the_edge(page):
    drag(page, grip_of(page, 1), (500, 880))
    holds(page, "scrollY > 1500 && document.querySelector('.row.drop')")
    key = int(page.locator(".row.drop").get_attribute("data-key"))
    page.mouse.move(500, 450)
    page.mouse.up()
    settled(page)
    assert key_of(page) >= key - 12
    assert len(texts(page)) == 2


def test_a_finger_drags_too(chromium, served, bitext_path):
    with opened(chromium, served[1], bitext_path.name, has_touch=True) as page:
        stand_on(page, 5)
        row(page, 5).locator(".text.target .seg").tap()
        box = page.locator("#grip").bounding_box()
        start, end = (box["x"] + 12, box["y"] + 12), middle(page, 6)
        touch = page.context.new_cdp_session(page)
        for kind, at in (("touchStart", start), ("touchMove", end), ("touchEnd", None)):
            points = [{"x": at[0], "y": at[1]}] if at else []
            touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
        settled(page)
        holds(page, "document.querySelectorAll('.row.here .target .seg').length === 2")
