"""Text that is typed on the review page is never lost: in a real browser, on a server as a person starts it."""

import pytest
from browsing import (
    blinded,
    by_key,
    by_mouse,
    filtered,
    here,
    holds,
    intercept,
    key_of,
    looked,
    opened,
    place,
    ready,
    settled,
    stand_on,
    target_at,
    texts,
)
from reviewing import until

from align.bitext import Bead, Bitext, Side
from align.document import NoteMark, Segment

TYPED = "改过的译文。"


def typed(page, text=TYPED):
    """Edit the row one stands on and type, without leaving."""
    by_key("e")(page)
    here(page).locator("textarea").first.fill(text)


def fields(page):
    return page.locator("#rows textarea")


def asked_before_leaving(page):
    """Return what to look at for the questions that the page asked before it is left; all are denied."""
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    return asked


def search(page):
    page.click("#query")
    page.keyboard.type("the")


LEAVING = {
    "search": search,
    "filter": lambda page: page.select_option("[name=status]", "auto"),
    "confirm": by_mouse("confirm"),
    "flag": lambda page: (page.click(".acts [data-do=flag]"), page.wait_for_selector("#note[open]")),
    "edit": by_mouse("edit_text"),
    "history": lambda page: page.click(".tools [data-do=history]"),
    "another row": lambda page: page.locator(".row[data-key]").nth(6).locator(".text.source").click(),
    "overview": lambda page: page.click("#overview", position={"x": 10, "y": 5}),
    "language": lambda page: (page.select_option("#language", "zh"), page.wait_for_selector("html[lang=zh]")),
}


@pytest.mark.parametrize("how", LEAVING)
def test_whatever_is_done_next_saves_first(page, how):
    stand_on(page, 4)
    typed(page)
    LEAVING[how](page)
    ready(page)
    assert page.locator(f".seg.edited:text-is('{TYPED}')").count()
    assert fields(page).count() == (1 if how == "edit" else 0)
    assert page.locator(".row.confirmed").count() == (1 if how == "confirm" else 0)


def test_merging_merges_what_was_typed(page):
    stand_on(page, 4)
    below = target_at(page, 5)
    typed(page)
    by_mouse("merge")(page)
    assert texts(page) == [TYPED, *below]


def test_a_refused_text_stays_and_what_was_to_be_done_is_not(page):
    stand_on(page, 4)
    before = page.locator("#n-confirmed").inner_text()
    typed(page, " ")
    by_mouse("confirm")(page)
    page.wait_for_selector("#messages .error")
    assert place(page) == 4
    assert page.locator("#n-confirmed").inner_text() == before
    assert fields(page).input_value() == " "
    for delay in (0, 300):  # the answer comes after the click, or while the mouse is still down
        page.locator(".row[data-key]").nth(6).locator(".text.source").click(delay=delay)
        settled(page)
        assert place(page) == 4
        assert page.evaluate("document.activeElement.tagName") == "TEXTAREA"
    fields(page).fill(TYPED)
    by_mouse("confirm")(page)
    assert page.locator(".row.confirmed .text.target").inner_text() == TYPED


def test_without_a_server_the_text_stays_in_its_field(page):
    stand_on(page, 4)
    intercept(page, "edit", lambda route: route.abort())
    typed(page)
    by_mouse("merge")(page)
    page.wait_for_selector("#messages .error")
    assert fields(page).input_value() == TYPED
    page.unroute("**/edit/**")
    fields(page).press("Enter")
    settled(page)
    assert texts(page) == [TYPED]


def test_escape_puts_aside_and_e_brings_back(page):
    stand_on(page, 4)
    before = texts(page)
    typed(page)
    page.keyboard.press("Escape")
    settled(page)
    assert texts(page) == before
    page.wait_for_selector(f"#messages :text('{TYPED}')")
    by_key("e")(page)
    assert fields(page).input_value() == TYPED
    page.keyboard.press("Escape")
    by_key("e")(page)
    assert [fields(page).input_value()] == before  # dropped twice, it is gone
    page.keyboard.press("Escape")
    settled(page)
    assert page.locator(".seg.edited").count() == 0


def test_leaving_the_page_asks_while_text_is_unsaved(page):
    asked = asked_before_leaving(page)
    stand_on(page, 4)
    typed(page)
    with page.expect_event("dialog"):
        page.evaluate("void setTimeout(() => location.reload())")
    assert fields(page).input_value() == TYPED
    page.keyboard.press("Enter")
    settled(page)
    page.reload()
    ready(page)
    assert asked == ["beforeunload"]
    assert target_at(page, 4) == [TYPED]


def test_what_a_colleague_saves_shows_at_once_while_one_types(two_pages):
    one, two = two_pages
    stand_on(one, 4)
    by_key("e")(one)
    one.keyboard.press("End")
    one.keyboard.type("甲")
    stand_on(two, 2)
    by_key("m")(two)
    stand_on(two, 5)
    by_key("Enter")(two)
    until(lambda: one.locator(".row.confirmed").count() == 1)  # by itself: nobody asks the page to look
    assert one.locator(".row[data-key] .type").nth(2).inner_text() == "2–2"
    one.keyboard.type("乙")
    assert "甲乙" in fields(one).input_value()
    one.keyboard.press("Enter")
    settled(one)
    assert "甲乙" in texts(one)[0]
    assert place(one) == 3


@pytest.mark.parametrize(("key", "row"), [("d", 5), ("m", 4), ("Enter", 4)])
def test_a_colleague_does_not_take_the_row_from_under_the_hands(two_pages, key, row):
    """The field goes on where its text stands now: alone, beside another, in the same row."""
    one, two = two_pages
    stand_on(one, 4)
    typed(one)
    stand_on(two, 4)
    by_key(key)(two)
    looked(one)
    assert fields(one).first.input_value() == TYPED
    one.keyboard.press("End")
    one.keyboard.type("丙")
    one.keyboard.press("Enter")
    settled(one)
    assert place(one) == row
    assert texts(one)[0] == f"{TYPED}丙"
    assert one.locator("#messages .error").count() == 0


def test_a_colleague_s_text_is_told_and_one_s_own_stays_in_the_field(two_pages):
    one, two = two_pages
    stand_on(one, 4)
    typed(one)
    stand_on(two, 4)
    typed(two, "张三的译文。")
    two.keyboard.press("Enter")
    settled(two)
    looked(one)
    one.wait_for_selector("#messages .error:has-text('张三的译文。')")
    assert fields(one).input_value() == TYPED
    fields(one).press("Enter")
    settled(one)
    looked(two)
    assert texts(one) == [TYPED]
    assert target_at(two, 4) == [TYPED]


def test_a_row_that_is_cut_meanwhile_gives_the_text_back(two_pages, served, bitext_path):
    """And no letter of the word that one is typing does anything to a row."""
    one, two = two_pages
    stand_on(one, 4)
    typed(one)
    caret = {"i": 4, "side": "target", "segment": 0, "offset": 3}
    split = {"name": "split", "arguments": caret, "version": 0}
    assert two.request.post(f"{served[1]}edit/{bitext_path.name}", data=split).ok
    until(lambda: fields(one).count() == 0)
    one.keyboard.type("dmd")
    settled(one)
    one.wait_for_selector(f"#messages .error:has-text('{TYPED}')")
    assert fields(one).count() == 0
    looked(two)
    assert one.locator(".row.unmatched").count() == two.locator(".row.unmatched").count()


def test_a_text_in_conflict_comes_back_in_the_row_as_it_is_now(two_pages):
    one, two = two_pages
    stand_on(one, 4)
    typed(one)
    blinded(one)
    stand_on(two, 4)
    by_key("Enter")(two)
    stand_on(two, 1)
    by_key("m")(two)
    by_mouse("delete")(one)
    one.wait_for_selector(".row.here.confirmed")
    settled(one)
    assert place(one) == 3  # the colleague merged above: one row less
    assert one.locator(".row.unmatched").count() == two.locator(".row.unmatched").count()
    by_key("e")(one)
    assert fields(one).input_value() == TYPED
    fields(one).press("Enter")
    settled(one)
    assert texts(one) == [TYPED]


def test_the_fields_of_a_side_are_one_edit(page):
    stand_on(page, 4)
    by_key("m")(page)
    before = texts(page)
    by_key("e")(page)
    assert [each.get_attribute("aria-label") for each in fields(page).all()] == [
        "translation 1 / 2",
        "translation 2 / 2",
    ]
    fields(page).nth(0).fill("甲。")
    fields(page).nth(1).fill(" ")
    fields(page).nth(0).press("Enter")
    settled(page)
    page.wait_for_selector("#messages .error")
    assert [each.input_value() for each in fields(page).all()] == ["甲。", " "]
    fields(page).nth(1).fill("乙。")
    fields(page).nth(1).press("Enter")
    settled(page)
    assert texts(page) == ["甲。", "乙。"]
    by_key("u")(page)
    assert texts(page) == before


COMPOSED = """key => document.activeElement.dispatchEvent(
    new KeyboardEvent("keydown", { key, isComposing: true, keyCode: 229, bubbles: true, cancelable: true }))"""


@pytest.mark.parametrize("key", ["Escape", "Enter"])
def test_keys_of_an_input_method_do_not_leave(page, key):
    stand_on(page, 4)
    typed(page)
    page.evaluate(COMPOSED, key)
    settled(page)
    assert fields(page).input_value() == TYPED
    page.keyboard.press("Escape")
    settled(page)
    by_key("s")(page)
    page.wait_for_selector(".cutting")
    page.evaluate(COMPOSED, key)
    settled(page)
    assert page.locator(".cutting").count() == 1


def test_a_search_that_finds_nothing_leaves_no_row_to_edit(page, bitext_path):
    stand_on(page, 4)
    key = key_of(page)
    rows = page.evaluate("document.querySelectorAll('.row[data-key]').length")
    page.fill("#query", "sahel")  # on the way to nothing another row was found
    assert filtered(page)
    assert key_of(page) != key
    page.fill("#query", "no such text")
    page.wait_for_selector("#nothing:not([hidden])")
    settled(page)
    page.evaluate("document.activeElement.blur()")
    for act in ("m", "d", "Enter", "e", "s", "f", "l", "a", "C", "v", "V"):
        by_key(act)(page)
        page.wait_for_selector("#messages .error:text('No row is shown')")
        page.evaluate("document.querySelector('#messages .error').click()")
    assert page.locator(".tools [data-do=undo]").is_disabled()
    page.click("#everything")
    holds(page, f"document.querySelectorAll('.row[data-key]').length >= {rows}")
    settled(page)
    assert key_of(page) == key


def test_shift_and_enter_break_the_line_and_the_field_stays(page):
    stand_on(page, 4)
    by_key("e")(page)
    page.keyboard.press("Control+a")
    page.keyboard.type("one")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("two")
    by_key("Enter")(page)
    assert texts(page) == ["one two"]


def test_the_field_begins_where_one_clicked(chromium, served):
    folder, url = served
    one = Segment("𠮷一\u200b二三四五。", notes=(NoteMark("1", 2),))
    Bitext(Side("en"), Side("zh"), (Bead((Segment("One."),), (one, Segment("六七八九十。"))),)).save(
        folder / "caret.bitext.jsonl"
    )
    with opened(chromium, url, "caret.bitext.jsonl") as page:
        for index, mark in ((0, "四"), (1, "九")):
            x, y = page.evaluate(
                """([index, mark]) => {
                const segment = document.querySelectorAll('.row.here .text.target .seg')[index];
                const nodes = document.createTreeWalker(segment, NodeFilter.SHOW_TEXT);
                while (!nodes.nextNode().data.includes(mark));
                const text = nodes.currentNode;
                const range = document.createRange();
                range.setStart(text, text.data.indexOf(mark)); range.collapse(true);
                const box = range.getBoundingClientRect();
                return [box.left + 1, box.top + box.height / 2];
            }""",
                [index, mark],
            )
            page.mouse.click(x, y)
            by_key("e")(page)
            field = fields(page).nth(index)
            assert field.evaluate("field => field === document.activeElement")
            rest = field.evaluate("field => field.value.slice(field.selectionStart)")
            assert rest.startswith(mark)
            page.keyboard.press("Escape")
            settled(page)


def test_fields_are_labelled_in_the_language_of_the_page(page):
    page.select_option("#language", "zh")
    page.wait_for_selector("html[lang=zh]")
    ready(page)
    stand_on(page, 4)
    by_key("e")(page)
    assert fields(page).get_attribute("aria-label") == "译文"
