"""The pages in Firefox and in WebKit: opened, walked, edited, searched, exported. Skipped where they are not."""

import re

import pytest
from browsing import ROWS
from five_pages import PAGES
from other_browsers import BROWSERS

READY = "document.body.matches('[data-ready]:not([data-busy])') && document.querySelector('.row.here')"
SETTLED = "!('busy' in document.body.dataset)"


@pytest.fixture(scope="module", params=BROWSERS)
def browser(request, tmp_path_factory):
    with BROWSERS[request.param](tmp_path_factory.mktemp(request.param)) as browser:
        yield browser


@pytest.fixture
def review(browser, served, bitext_path):
    """The browser on a review of its own."""
    browser.open(f"{served[1]}review/{bitext_path.name}")
    browser.holds(f"{READY} && document.hasFocus()")  # else keys go elsewhere
    return browser


def press(browser, *keys):
    for key in keys:
        browser.press(key)
        browser.holds(SETTLED)


def here(browser, css=""):
    """Return the text of the row one stands on, or of a part of it."""
    return browser.run("return document.querySelector(arguments[0]).textContent.trim()", f".row.here {css}")


def shown(browser):
    return browser.run("return document.getElementById('shown').textContent")


@pytest.mark.parametrize("name", PAGES)
def test_each_page_opens_and_needs_no_sideways_scrolling(browser, addresses, name):
    browser.open(addresses[name])
    browser.holds("document.querySelector('#theme') && document.readyState === 'complete'")
    assert browser.run("return document.querySelector('header').innerText.trim()")
    browser.holds("document.documentElement.scrollWidth <= innerWidth")
    before = browser.run("return getComputedStyle(document.body).backgroundColor")
    browser.click("#theme")
    browser.holds(f"getComputedStyle(document.body).backgroundColor !== {before!r}")
    browser.click("#theme")


def test_rows_are_walked_confirmed_and_taken_back(review):
    first = here(review, ".source")
    press(review, "j", "j", "k")
    assert here(review, ".source") != first
    press(review, "Enter")
    assert review.run("return document.querySelectorAll('.row.confirmed').length") == 1
    press(review, "n")
    assert here(review, ".reason, .badge")
    press(review, "u")
    assert review.run("return document.querySelectorAll('.row.confirmed').length") == 0


def test_a_text_is_edited_and_a_row_merged_split_at_its_seam_and_cut_by_hand(review):
    press(review, "j", "e")
    press(review, "End")
    review.write("xyz")
    press(review, "Enter")
    assert here(review, ".target .seg").endswith("xyz")
    press(review, "m")
    assert here(review, ".type") == "2–2"
    press(review, "s")
    assert review.run(
        "return getSelection().isCollapsed && Boolean(getSelection().focusNode.closest?.('.seg') ?? true)"
    )
    review.holds("CSS.highlights.has('below') && !('later' in document.body.dataset)")
    press(review, "Enter")
    assert here(review, ".type") == "1–1"
    press(review, "u", "u")
    assert here(review, ".target .seg").endswith("xyz")


def test_what_is_searched_for_is_found_lit_and_left_again(review):
    press(review, "/")
    review.write("sahel")
    review.holds(f"document.getElementById('shown').textContent && {SETTLED}")
    found = int(re.match(r"\d+", shown(review))[0])
    assert 0 < found < ROWS
    assert review.run("return CSS.highlights.get('found').size")
    press(review, "Escape", "Escape")
    assert shown(review) == ""


def test_the_rows_come_as_one_scrolls(review):
    press(review, "Shift+G")
    review.holds("document.querySelector('.row.here')?.nextElementSibling === null")
    review.run("scrollTo(0, document.body.scrollHeight / 2)")
    review.holds("document.elementFromPoint(300, innerHeight / 2)?.closest('.row[data-key]')")


def test_the_review_is_exported(review):
    review.click(".tools [data-do=export]")
    review.holds("document.querySelector('#dialog[open] form')")
    form = "const form = document.querySelector('#dialog form[action]');"
    asked = review.run(
        f"{form} return form.action + '?' + new URLSearchParams(new FormData(form, form.querySelector('button.main') ?? undefined))"
    )
    review.run(
        "fetch(arguments[0]).then((answer) => answer.text()).then((text) => (window.exported = text))", asked
    )
    review.holds("window.exported")
    assert "Secretary-General" in review.run("return window.exported")
    press(review, "Escape")
    review.holds("!document.querySelector('#dialog[open]')")
