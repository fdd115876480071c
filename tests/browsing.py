"""A browser on the review page: fixtures (tests/conftest.py shares them) and what a person does there."""

import re
import shutil
from contextlib import contextmanager
from pathlib import Path

import pytest
from reviewing import PATIENCE, report_bitext, reviewing, spoilt, until

CHROMIUM = shutil.which("chromium-headless-shell") or shutil.which("chromium") or "/usr/bin/chromium"
"""The one without windows, where it is: a page takes half of the processor there."""
FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()
ROWS = 120
BOTH = pytest.mark.parametrize("how", ["key", "mouse"])
"""What a test does both by key and by mouse, as its argument `how` says."""


@pytest.fixture(scope="module")
def chromium(web):
    """A browser, where there is one; whatever needs it needs the server too."""
    playwright = pytest.importorskip(
        "playwright.sync_api", reason="needs Playwright: pip install 'align-tm[dev]'"
    )
    if not Path(CHROMIUM).exists():
        pytest.skip("needs Debian's chromium-headless-shell or chromium")
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def served(web, tmp_path_factory):
    """A server on a folder of bitexts, one of which a test takes for itself."""
    folder = tmp_path_factory.mktemp("review")
    with reviewing(folder) as (_, url):
        yield folder, url


@pytest.fixture
def bitext_path(served, request):
    folder, _ = served
    path = folder / f"{re.sub('[^a-z]+', '-', request.node.name)}.bitext.jsonl"
    spoilt(report_bitext(ROWS)).save(path)
    return path


@pytest.fixture
def page(chromium, served, bitext_path):
    with opened(chromium, served[1], bitext_path.name) as page:
        yield page


@pytest.fixture
def two_pages(chromium, served, bitext_path):
    """The pages of Li and Wang on one bitext."""
    at = chromium, served[1], bitext_path.name
    with opened(*at, person="Li") as li, opened(*at, person="Wang") as wang:
        yield li, wang


def visitor(chromium, **options):
    """Return a context of a person who comes for the first time, and is patient."""
    context = chromium.new_context(viewport={"width": 1400, "height": 900}, **options)
    context.set_default_timeout(1000 * PATIENCE)
    return context


@contextmanager
def large_type(chromium, **options):
    """Give a page of a browser of its own, whose person has set text twice as large."""
    flags = [*FLAGS, "--blink-settings=defaultFontSize=32"]
    large = chromium.browser_type.launch(executable_path=CHROMIUM, args=flags)
    try:
        page = large.new_page(**options)
        page.set_default_timeout(1000 * PATIENCE)
        yield page
    finally:
        large.close()


class opened:
    """A page of its own browser context, which fails where the page's script does or asks anybody else."""

    def __init__(self, chromium, url, name, *, person="", **options):
        self.context = visitor(chromium, locale="en-GB", **options)
        if person:
            self.context.add_cookies([{"name": "person", "value": person, "url": url}])
        self.page = self.context.new_page()
        self.wrong = []
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.page.on("console", lambda said: said.type == "error" and self.wrong.append(said.text))
        self.page.on("request", lambda asked: asked.url.startswith(url) or self.wrong.append(asked.url))
        self.page.goto(f"{url}review/{name}")
        ready(self.page)

    def __enter__(self):
        return self.page

    def __exit__(self, kind, *_):
        self.context.close()
        refused = re.compile(
            "Failed to load resource|ERR_CONNECTION_REFUSED|^htmx:|^Response Status Error Code"
        )
        if kind is None:
            wrong = [each for each in self.wrong if not refused.search(each)]
            assert not wrong, wrong


def ready(page):
    """Wait until a page that was loaded, or is just being loaded anew, stands on a row and hears keys."""
    page.wait_for_selector("body[data-ready]:not([data-busy]) .row.here")


def here(page):
    return page.locator(".row.here")


def key_of(page):
    return int(here(page).get_attribute("data-key"))


def place(page):
    """Return the index of the row one stands on, as the page shows it."""
    return page.evaluate(
        "[...document.querySelectorAll('.row[data-key]')].indexOf(document.querySelector('.row.here'))"
    )


def holds(page, what):
    """Wait until an expression holds in the page (whose policy forbids Playwright's own way of waiting)."""
    until(lambda: page.evaluate(what))


def settled(page):
    """Wait until all that was asked for is done, as the page itself says; any key, click or choice counts at once."""
    holds(page, "'ready' in document.body.dataset && !('busy' in document.body.dataset)")


def quiet(page):
    """Wait until nothing waits to be drawn anew either: panel and overview follow an edit a little later."""
    holds(page, "!['busy', 'later'].some((mark) => mark in document.body.dataset)")


def filtered(page):
    """Wait until the rows that were chosen are shown, and return what the page says of their number."""
    settled(page)
    return page.inner_text("#shown")


def looked(page):
    """Let the page look at once what others did, as it does by itself every other second."""
    page.evaluate("document.body.dispatchEvent(new Event('changes'))")
    settled(page)


def intercept(page, what, answer):
    """Answer in the server's place what a page asks for under an address, from the moment this returns.

    Chromium says that it routes requests a little before all of them are: one of 400 passed on a busy machine.
    """
    probed = []

    def first(route):
        if not route.request.url.endswith("/probe"):
            return answer(route)
        probed.append(route)
        return route.fulfill(body="")

    page.route(f"**/{what}/**", first)
    until(lambda: page.evaluate(f"fetch('/{what}/probe').then(() => true)") and probed)


def blinded(page):
    """Keep from a page what others do, until it is refused an edit for that: it may look at any moment."""
    refused, before = [], []

    def answer(route):
        if refused:
            return route.continue_()
        before[:] = before or [route.fetch()]
        return route.fulfill(response=before[0])

    page.on("response", lambda response: refused.append(response) if response.status == 409 else None)
    intercept(page, "changes", answer)
    looked(page)


def by_key(key):
    def act(page):
        page.keyboard.press(key)
        settled(page)

    return act


def by_mouse(name):
    def act(page):
        page.click(f".acts [data-do={name}]")
        settled(page)

    return act


def texts(page, side="target", row=".here"):
    return page.locator(f".row{row} .text.{side} .seg").all_inner_texts()


def target_at(page, index):
    """Return the segments of the translation of a row of the first chunk."""
    return page.locator(".row[data-key]").nth(index).locator(".text.target .seg").all_inner_texts()


def stand_on(page, index):
    """Stand on a row of the first chunk."""
    page.locator(".row[data-key]").nth(index).locator(".trust .score").click()
    settled(page)
