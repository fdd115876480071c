"""Two people at one review, in a real browser: they answer each other, give each other rows, and see it at once."""

from browsing import by_key, here, looked, quiet, settled, stand_on
from reviewing import until

from align.bitext import Bitext


def say(page, text):
    page.keyboard.type(text)
    page.keyboard.press("Enter")
    quiet(page)


def thread(page, index):
    return page.locator(".row[data-key]").nth(index).locator(".thread p").all_text_contents()


def test_people_answer_each_other_in_a_thread_and_settle_it(two_pages, bitext_path):
    li, wang = two_pages
    stand_on(li, 4)
    by_key("C")(li)
    say(li, "Is “drinking water” right here?")
    until(lambda: thread(wang, 4))  # by itself
    assert "Is “drinking water” right here?" in thread(wang, 4)[0]
    assert thread(wang, 4)[0].startswith("Li 20")
    assert "open comment" in wang.locator(".row[data-key]").nth(4).locator(".reason").inner_text()
    wang.locator(".row[data-key]").nth(0).locator(".trust .score").click()
    wang.select_option("[name=status]", "discussed")
    settled(wang)
    assert wang.locator(".row[data-key]").count() == 1
    by_key("C")(wang)
    assert wang.evaluate("document.activeElement.name") == "text"
    say(wang, "Yes; see the base.")
    until(lambda: len(thread(li, 4)) == 2)
    li.locator("#panel .talk.here button[name=settles]").click()
    quiet(li)
    assert li.locator("#panel .talk .said b").first.inner_text() == "Settled"
    looked(wang)
    assert len(thread(wang, 0)) == 3
    assert wang.locator(".row.here .thread.settled").count() == 1
    li.emulate_media(media="print")
    assert li.locator(".row .thread.settled p").count() == 3
    assert all(each.is_visible() for each in li.locator(".row .thread p").all())
    until(lambda: len(Bitext.load(bitext_path).beads[4].comments) == 3)


def test_a_comment_does_not_take_the_text_from_under_the_hands(two_pages):
    li, wang = two_pages
    stand_on(li, 4)
    by_key("e")(li)
    li.keyboard.type("甲")
    stand_on(wang, 4)
    by_key("C")(wang)
    say(wang, "Look at the figure.")
    looked(li)
    li.keyboard.type("乙")
    li.keyboard.press("Enter")
    settled(li)
    assert li.locator("#messages .error").count() == 0
    assert here(li).locator(".seg.edited").first.inner_text().startswith("甲乙")
    assert "Look at the figure." in thread(li, 4)[0]


def test_rows_are_given_to_a_person_who_walks_through_them(two_pages):
    li, wang = two_pages
    for row in (2, 6):
        stand_on(li, row)
        by_key("x")(li)
    by_key("b")(li)
    assert li.locator("#give[open]").count() == 1
    until(
        lambda: (
            "Wang" in li.locator("#people-known option").evaluate_all("all => all.map((each) => each.value)")
        )
    )
    say(li, "Wang")
    assert li.locator(".assigned").count() == 2
    until(lambda: wang.locator(".assigned").count() == 2)
    by_key("M")(wang)
    assert wang.inner_text("#shown") == "2 of 120 rows"
    keys = [each.get_attribute("data-key") for each in wang.locator(".row[data-key]").all()]
    assert keys == ["2", "6"]
    by_key("n")(wang)
    assert here(wang).get_attribute("data-reason")
    by_key("M")(wang)
    assert wang.inner_text("#shown") == ""
    stand_on(li, 2)
    by_key("b")(li)
    li.keyboard.press("Delete")
    say(li, "")
    until(lambda: wang.locator(".assigned").count() == 1)


def test_what_is_said_is_shown_as_text(two_pages):
    li, _ = two_pages
    stand_on(li, 1)
    by_key("C")(li)
    say(li, "<img src=x onerror=alert(1)> {{ 7*7 }}")
    assert "<img src=x onerror=alert(1)> {{ 7*7 }}" in thread(li, 1)[0]
    assert li.locator("#rows img, #panel img").count() == 0
