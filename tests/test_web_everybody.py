"""The review page is for everybody: every view of it looked at by axe, large type, fingers, no mouse."""

from dataclasses import replace

import pytest
from browsing import by_key, holds, large_type, opened, ready, settled, stand_on
from reviewing import report_bitext, reviewing, spoilt

STANDARDS = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    "resultTypes": ["violations"],
}
COLOURS = {"runOnly": ["color-contrast", "link-in-text-block"], "resultTypes": ["violations"]}
SMALL = """[...document.querySelectorAll("button, select, summary, a[href], input")]
    .filter((each) => each.checkVisibility({visibilityProperty: true}) && !each.matches(".skip, label input, p > a"))
    .filter((each) => ["width", "height"].some((size) => each.getBoundingClientRect()[size] < 24))
    .map((each) => each.outerHTML.slice(0, 120))"""
"""The controls that are smaller than 24 pixels; a tick is as large as its label."""
VIEWS = {
    "rows": (),
    "worklist": ("q",),
    "findings": ("w",),
    "history": ("h",),
    "terms of a row": ("v",),
    "replacing": ("R",),
    "help": ("?",),
    "note": ("f",),
    "all shown": ("Shift+Enter",),
    "chosen rows": ("x", "j", "x"),
    "editing": ("e",),
    "splitting": ("s",),
    "cut": ("Control+x",),
    "comments": ("C",),
    "differences": ("e", "x", "Enter", "D"),
    "giving a row": ("b",),
}
"""The keys that lead to each."""


@pytest.fixture(scope="module")
def reviewed(chromium, tmp_path_factory, corpora):
    """The address of a server with terms, on a folder of two bitexts."""
    folder = tmp_path_factory.mktemp("everybody")
    spoilt(report_bitext(24)).save(folder / "r.bitext.jsonl")
    with reviewing(folder, "--terms", str(corpora / "terms/un.tbx")) as (_, url):
        yield url


@pytest.mark.parametrize(("scheme", "locale"), [("light", "en-GB"), ("dark", "zh-CN")])
def test_axe_finds_nothing_in_any_view_and_no_target_is_small(chromium, reviewed, scheme, locale):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="needs axe-playwright-python")
    context = chromium.new_context(
        color_scheme=scheme, locale=locale, bypass_csp=True, viewport={"width": 1400, "height": 900}
    )
    context.set_default_timeout(120_000)
    page = context.new_page()
    for name, keys in VIEWS.items():
        page.goto(f"{reviewed}review/r.bitext.jsonl")
        ready(page)
        holds(page, "!('later' in document.body.dataset)")
        for key in keys:
            page.keyboard.press(key)
        settled(page)
        if name == "replacing":
            page.fill("#replacing [name=find]", "水")
            holds(page, "document.querySelector('#found li')")
            settled(page)
        # What is dark differs in its colours alone.
        found = (
            axe.Axe().run(page, options=STANDARDS if scheme == "light" else COLOURS).response["violations"]
        )
        assert [(each["id"], [node["html"][:200] for node in each["nodes"]]) for each in found] == [], name
        assert page.evaluate(SMALL) == [], name
    context.close()


def test_text_twice_as_large_needs_no_sideways_scrolling(chromium, reviewed, tmp_path):
    report = spoilt(report_bitext(40))
    replace(report, source=replace(report.target, language="ar"), target=report.source).save(
        tmp_path / "rtl.bitext.jsonl"
    )
    with large_type(chromium) as page, reviewing(tmp_path) as (_, right_to_left):
        for address in (f"{reviewed}review/r.bitext.jsonl", f"{right_to_left}review/rtl.bitext.jsonl"):
            for width in (1400, 1000, 700, 390):
                page.set_viewport_size({"width": width, "height": 900})
                page.goto(address)
                ready(page)
                assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "32px"
                assert page.evaluate("document.documentElement.scrollWidth") <= width
                assert page.locator("#lock").bounding_box()["x"] >= 0


def test_a_persons_own_style_may_make_all_twice_as_large(chromium, reviewed):
    with opened(chromium, reviewed, "r.bitext.jsonl") as page:
        for width in (1400, 1000, 700, 390):
            page.set_viewport_size({"width": width, "height": 900})
            page.evaluate("document.documentElement.style.fontSize = '200%'")
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            kind, figures = (page.locator(each).bounding_box() for each in (".what .kind", "#figures"))
            is_below = kind["y"] + kind["height"] <= figures["y"]
            assert is_below or kind["x"] + kind["width"] <= figures["x"]
            text = page.locator(".row.here .text.target").bounding_box()
            assert text["width"] > 4 * 32, "room for words, not for a letter a line"
        for width in (1400, 1000, 390):
            page.set_viewport_size({"width": width, "height": 900})
            page.goto(reviewed)
            page.evaluate("document.documentElement.style.fontSize = '200%'")
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (
                "the list scrolls by itself"
            )


@pytest.mark.parametrize("width", [1400, 1000, 390])
def test_however_far_one_scrolls_the_tools_and_the_names_of_the_columns_stay(chromium, reviewed, width):
    with opened(chromium, reviewed, "r.bitext.jsonl") as page:
        page.set_viewport_size({"width": width, "height": 800})
        stand_on(page, 20)
        holds(page, "scrollY > 400")
        tools, labels, row = (
            page.locator(each).bounding_box() for each in (".tools", ".labels", ".row.here")
        )
        assert 0 <= tools["y"] < tools["y"] + tools["height"] <= labels["y"] + 1
        assert labels["y"] + labels["height"] <= row["y"] + 1
        page.set_viewport_size({"width": width, "height": 400})
        stand_on(page, 12)
        assert page.locator(".tools").bounding_box()["y"] < 0, "a low window is for the rows"


def test_on_a_telephone_the_first_row_stands_in_the_upper_half_and_pairs_below_each_other(chromium, reviewed):
    with opened(chromium, reviewed, "r.bitext.jsonl") as page:
        page.set_viewport_size({"width": 390, "height": 844})
        holds(page, "document.querySelector('.row[data-key]').getBoundingClientRect().top < 422")
        heights = page.evaluate(
            "['.tools', '.narrowing', '.acts'].map((each) => document.querySelector(each).offsetHeight)"
        )
        assert max(heights) < 60
        assert page.evaluate("document.documentElement.scrollWidth") == 390
        arrow = "getComputedStyle(document.querySelector('#rows .labels'), '::before').content"
        assert page.evaluate(arrow).startswith('"↓"'), "the languages of texts that stand below each other"
        by_key("w")(page)
        page.wait_for_selector("#panel .pair")
        own, other = (each.bounding_box() for each in page.locator("#panel .pair").first.locator("p").all())
        assert own["y"] + own["height"] <= other["y"]


def test_by_keys_alone_one_reaches_a_row_a_filter_the_panel_and_the_way_back(chromium, reviewed):
    with opened(chromium, reviewed, "r.bitext.jsonl") as page:
        stand_on(page, 0)
        by_key("q")(page)
        page.wait_for_selector("#panel .entry a")
        for _ in range(80):
            page.keyboard.press("Tab")
            if page.evaluate("Boolean(document.activeElement.closest('#panel .entry a'))"):
                break
        page.keyboard.press("Enter")
        settled(page)
        assert page.locator(".row.here .reason, .row.here .badge").count()
        by_key("Escape")(page)
        assert page.locator("#panel").is_hidden()
        by_key("/")(page)
        page.keyboard.type("sahel")
        settled(page)
        page.keyboard.press("Escape")
        by_key("Enter")(page)
        assert page.locator(".row.confirmed").count() == 1
        by_key("u")(page)
        assert page.locator(".row.confirmed").count() == 0


def test_a_reason_takes_no_second_line(chromium, reviewed):
    with opened(chromium, reviewed, "r.bitext.jsonl") as page:
        rows = page.locator(".row:is([data-reason=doubtful], [data-reason=wrong]) .trust:not(:has(.badge))")
        assert {"doubtful", "probably wrong"} == set(rows.locator(".reason").all_inner_texts())
        for row in rows.all():
            score, kind = (row.locator(each).bounding_box() for each in (".score", ".type"))
            assert kind["y"] < score["y"] + score["height"]
            assert not row.locator(".why").count()
            assert row.locator(".reason").get_attribute("title")
