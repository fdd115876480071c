"""The five pages side by side, in a real browser: one frame, told in each language, fit for everybody."""

from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

import pytest
from browsing import large_type, ready, settled, visitor
from five_pages import PAGES, bitext
from reviewing import reviewing, until

from align.terms import report

CHINESE = {
    "pair": "逐句对齐",
    "findings": "检查结果",
    "batch": "批量双语文件",
    "review": "已确认",
    "folder": "问题多者在前",
    "memory": "翻译记忆库",
    "lookup": "翻译记忆库",
}
"""What each page says in Chinese in its header."""
SMALL = """[...document.querySelectorAll("a[href], button, summary, select, input:not([type=radio], [type=checkbox])")]
    .filter((each) => each.checkVisibility() && !each.closest(".skip, svg"))
    .map((each) => [each.getBoundingClientRect(), each.outerHTML.slice(0, 100)])
    .filter(([box]) => Math.min(box.width, box.height) < 23.9)
    .map(([box, each]) => [box.width, box.height, each])"""
"""What is smaller than a finger meets."""


@pytest.fixture(scope="module")
def memory(addresses):
    """The folder of the memory that the desk serves."""
    return Path(url2pathname(urlsplit(addresses["pair"]).path)).parent / "memory"


def opened(chromium, address, **options):
    page = visitor(chromium, **options).new_page()
    page.goto(address)
    page.wait_for_selector("#theme")
    return page


def kept(page, mark):
    """Load a page anew until it shows a choice; what a file has stored, the browser may hand over a little later."""

    def shown():
        page.reload()
        return page.locator(mark).count()

    until(shown, pause=1)


@pytest.mark.parametrize("name", [*PAGES, "sample"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(chromium, addresses, name, scheme):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="needs axe-playwright-python")
    page = opened(
        chromium,
        addresses[name],
        color_scheme=scheme,
        bypass_csp=True,
        locale="zh-CN" if scheme == "dark" else "en",
    )
    for width in (1400, 390):
        page.set_viewport_size({"width": width, "height": 800})
        found = axe.Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
        assert [(each["id"], [node["html"][:200] for node in each["nodes"]]) for each in found] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width, "nobody has to scroll sideways"
        assert page.evaluate(SMALL) == [], "targets are of 24 pixels"
    page.context.close()


def test_text_twice_as_large_needs_no_sideways_scrolling(chromium, addresses):
    with large_type(chromium, locale="en-GB") as page:
        page.set_viewport_size({"width": 390, "height": 900})
        for name in {*addresses} - {"review"}:  # which has a test of its own
            page.goto(addresses[name])
            page.wait_for_selector("html[lang=en]")
            assert page.evaluate("document.documentElement.scrollWidth") <= 390, name
        page.goto(addresses["findings"])
        page.select_option("#language", "zh")
        page.wait_for_selector("html[lang=zh]")
        title = page.locator(".codes td").first
        assert title.bounding_box()["width"] > 4 * 28, "no title of a character a line"


def test_a_report_without_findings_says_so_and_has_no_filter(chromium, tmp_path):
    report.write([], tmp_path / "findings.html")
    page = opened(chromium, (tmp_path / "findings.html").as_uri(), locale="en-GB")
    until(lambda: page.inner_text("h1") == "no findings")
    assert not page.is_visible(".filters")
    assert not page.is_visible("#nothing")
    page.context.close()


@pytest.mark.parametrize("name", PAGES)
def test_each_page_speaks_the_language_that_is_chosen_and_keeps_it(chromium, addresses, name):
    page = opened(chromium, addresses[name], locale="en-GB")
    until(lambda: page.locator("html[lang=en]").count())
    assert CHINESE[name] not in page.inner_text("header")
    page.select_option("#language", "zh")
    page.wait_for_selector("html[lang=zh]")
    until(lambda: CHINESE[name] in page.inner_text("header"))
    kept(page, "html[lang=zh]")
    until(lambda: CHINESE[name] in page.inner_text("header"))
    page.select_option("#language", "en")
    page.wait_for_selector("html[lang=en]")
    page.context.close()


@pytest.mark.parametrize("name", PAGES)
def test_a_chinese_browser_is_answered_in_chinese_and_light_and_dark_are_kept(chromium, addresses, name):
    page = opened(chromium, addresses[name], locale="zh-CN", color_scheme="light")
    page.wait_for_selector("html[lang=zh]")
    page.click("#theme")
    kept(page, "html[data-theme=dark]")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(20, 23, 28)"
    page.context.close()


def test_the_report_of_a_batch_leads_to_the_review_and_back(chromium, addresses):
    with reviewing(Path(url2pathname(urlsplit(addresses["batch"]).path)).parent) as (_, url):
        page = opened(chromium, url, locale="en-GB")
        page.click(".bar a")
        page.wait_for_url("**/batch/report.html")
        assert not page.locator("code").is_visible(), "on disk it says how to come to the review"
        assert page.evaluate("window.origin") == "null", "a file may say anything: it is of no origin"
        page.click("#documents .served >> nth=0")
        page.wait_for_selector("body.review .row.here")
        page.go_back()
        page.click(".bar .served")
        page.wait_for_selector("#bitexts table")
        assert page.request.get(f"{url}batch/../waivers.json").status == 404
        page.context.close()


def test_the_review_leads_to_the_memory_and_back(chromium, memory, tmp_path):
    bitext().save(tmp_path / "x.bitext.jsonl")  # its own: a second server is refused what the first has open
    with reviewing(tmp_path, "--memory", str(memory)) as (_, url):
        page = opened(chromium, f"{url}review/x.bitext.jsonl", locale="en-GB")
        ready(page)
        until(lambda: page.inner_text("#n-findings") != "–")  # the rows that have findings are drawn anew
        settled(page)
        page.dblclick(".text.source .seg >> nth=0", position={"x": 8, "y": 8})
        word = page.evaluate("getSelection().toString().trim()")
        page.keyboard.press("V")
        page.click("#panel #memory")
        page.wait_for_selector(".hits mark.found")
        assert word.lower() in page.locator(".hits mark.found").first.inner_text().lower()
        rounded = "getComputedStyle(document.querySelector('.card')).borderRadius"
        until(lambda: page.evaluate(rounded) == "6px")  # text stands before its style sheet has come
        page.click("header a")
        page.wait_for_selector("#bitexts #memory, #memory")
        page.context.close()


@pytest.mark.parametrize("name", ["pair", "findings", "batch"])
def test_a_static_page_needs_nothing_but_itself(chromium, addresses, name):
    context = visitor(chromium)
    page, asked, wrong = context.new_page(), [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda said: wrong.append(said.text))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto(addresses[name])
    page.select_option("#language", "zh")
    assert asked == [addresses[name]]
    assert wrong == []
    context.close()


def test_the_path_and_the_filter_speak_the_language_too(chromium, addresses):
    page = opened(chromium, addresses["pair"], locale="zh-CN")
    page.fill("#query", "water")
    until(lambda: "行中的" in page.inner_text("#shown"))
    page.select_option("#language", "en")
    until(lambda: " of 60" in page.inner_text("#shown"))
    assert page.get_attribute(".path svg", "aria-label").startswith("Alignment path: ")
    box = page.locator(".path svg").bounding_box()
    page.mouse.click(box["x"] + 5, box["y"] + 5)
    until(lambda: page.evaluate("document.activeElement.id") == "u1")
    page.context.close()
