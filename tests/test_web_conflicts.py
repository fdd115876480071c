"""Two people at one row in real browsers: what was typed comes back, and what is told goes with its cause."""

import pytest
from browsing import by_key, filtered, here, intercept, looked, opened, settled, stand_on, target_at, texts
from reviewing import report_bitext, until


def typed_before(page, text, index=4):
    stand_on(page, index)
    by_key("e")(page)
    page.keyboard.type(text)


def fields(page):
    return [each.input_value() for each in page.locator("#rows textarea").all()]


@pytest.fixture
def merged_under(two_pages):
    """Pages of two people, one of whom merged the row in which the other types; the texts of both rows before."""
    li, wang = two_pages
    (old,), (below,) = target_at(wang, 4), target_at(wang, 5)
    typed_before(wang, "PRECIOUS ")
    stand_on(li, 4)
    by_key("m")(li)
    looked(wang)
    return li, wang, old, below


def test_the_field_stays_through_a_merge_that_is_taken_back(merged_under):
    li, wang, old, below = merged_under
    assert fields(wang) == [f"PRECIOUS {old}", below]
    by_key("u")(li)
    looked(wang)
    assert fields(wang) == [f"PRECIOUS {old}"]
    wang.keyboard.type("NEW ")
    wang.keyboard.press("Enter")
    settled(wang)
    assert texts(wang) == [f"PRECIOUS NEW {old}"]
    assert target_at(wang, 5) == [below]


def test_what_was_put_aside_comes_back_where_it_belongs(merged_under):
    li, wang, old, below = merged_under
    wang.locator("#rows textarea").nth(1).fill(f"{below}!")
    by_key("u")(li)  # now the two stand in two rows
    looked(wang)
    note = wang.locator("#messages .error")
    assert f"“PRECIOUS {old} {below}!”" in note.inner_text()
    settled(wang)
    stand_on(wang, 4)
    by_key("e")(wang)
    assert fields(wang)[0].startswith(f"PRECIOUS {old}")
    assert f"{below}!" in fields(wang)[0]
    assert note.count() == 0


def test_what_is_told_of_a_field_goes_with_it(two_pages):
    li, wang = two_pages
    typed_before(wang, "甲")
    stand_on(li, 4)
    for text in ("一。", "二。"):
        by_key("e")(li)
        here(li).locator("textarea").fill(text)
        li.keyboard.press("Enter")
        settled(li)
        looked(wang)
        assert wang.locator("#messages .error").all_inner_texts() == [
            f"Changed meanwhile to: “{text}”. What you typed is still in the field; "
            "keeping it takes that one's place."
        ]
    wang.locator("#rows textarea").press("Enter")
    settled(wang)
    assert wang.locator("#messages .error").count() == 0
    assert target_at(wang, 4)[0].startswith("甲")


def test_what_is_typed_while_the_row_is_drawn_anew_is_kept(chromium, served):
    folder, url = served
    path = folder / "many-drawn-anew.bitext.jsonl"
    report_bitext(300).save(path)  # more than an answer brings: the page asks for the last of them
    with (
        opened(chromium, url, path.name, person="Li") as li,
        opened(chromium, url, path.name, person="Wang") as wang,
    ):
        by_key("G")(wang)
        (old,) = texts(wang)
        by_key("e")(wang)
        held = []
        intercept(wang, "rows", held.append)
        li.keyboard.press("Shift+Enter")
        li.locator("dialog[open] button[value=yes]").click()
        settled(li)
        wang.evaluate("document.body.dispatchEvent(new Event('changes'))")
        until(lambda: wang.evaluate("1") and len(held) > 1)
        wang.keyboard.type("WHILE IT STANDS ")
        held.sort(key=lambda route: route.request.url.partition("keys=")[2])
        held.pop().continue_()
        until(lambda: wang.locator("#rows textarea").count() == 0)
        wang.keyboard.type("WHILE IT IS GONE ")
        intercept(wang, "rows", lambda route: route.continue_())  # it may ask for more while it is answered
        for route in held:
            route.continue_()
        settled(wang)
        assert fields(wang) == [f"WHILE IT STANDS WHILE IT IS GONE {old}"]
        by_key("Enter")(wang)
        assert texts(wang) == [f"WHILE IT STANDS WHILE IT IS GONE {old}"]


def test_an_edit_whose_answer_was_lost_is_not_told_as_somebody_else_s(page):
    stand_on(page, 4)
    by_key("e")(page)
    page.keyboard.press("Control+a")
    page.keyboard.insert_text("只写了一次。")
    lost = []

    def answer(route):
        route.fetch()
        lost.append(route.abort())

    intercept(page, "edit", answer)
    page.keyboard.press("Enter")
    until(lambda: page.evaluate("1") and lost)
    page.unroute_all()
    page.wait_for_selector("#saved[data-state=saved]")
    looked(page)
    assert fields(page) == ["只写了一次。"]
    assert page.locator("#messages .error").count() == 0
    by_key("Enter")(page)
    assert texts(page) == ["只写了一次。"]
    by_key("u")(page)
    assert texts(page) != ["只写了一次。"]
    by_key("u")(page)
    assert "Nothing to undo" in page.inner_text("#messages")


@pytest.mark.parametrize(("keys", "did"), [("m", "Merged"), ("d", "Unlinked"), ("Enter", "Confirmed")])
def test_undo_and_redo_say_what_of(page, keys, did):
    stand_on(page, 4)
    by_key(keys)(page)
    by_key("u")(page)
    page.wait_for_selector(f"#messages p:has-text('Taken back: {did}')")
    by_key("U")(page)
    page.wait_for_selector(f"#messages p:has-text('Made again: {did}')")
    assert page.locator("#messages p:has-text('Taken back')").count() == 0


def test_why_a_search_cannot_be_stays_said_while_others_edit(two_pages):
    li, wang = two_pages
    wang.fill("#query", "sahel")
    filtered(wang)
    wang.fill("#query", "/sahel(/")
    said = filtered(wang)
    stand_on(li, 1)
    by_key("c")(li)
    looked(wang)
    assert filtered(wang) == said
    assert "missing )" in said
