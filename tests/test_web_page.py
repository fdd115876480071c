"""The review page in a real browser, on a server as a person starts it: what it shows, finds, tells and hands out."""

import re

import pytest
from browsing import (
    BOTH,
    ROWS,
    by_key,
    by_mouse,
    filtered,
    here,
    holds,
    intercept,
    key_of,
    opened,
    place,
    quiet,
    ready,
    settled,
    stand_on,
    texts,
    visitor,
)
from reviewing import HOSTILE, report_bitext, reviewing, spoilt, until

from align import exchange
from align.bitext import Bead, Bitext, Side
from align.document import Segment


def test_moving_by_key_and_by_mouse(page):
    first = key_of(page)
    page.keyboard.press("j")
    page.keyboard.press("ArrowDown")
    settled(page)
    assert place(page) == 2
    page.keyboard.press("k")
    page.keyboard.press("k")
    settled(page)
    assert key_of(page) == first
    page.keyboard.press("G")
    settled(page)
    assert here(page).locator(".text.source").inner_text() in report_bitext(ROWS).beads[-1].source[0].text
    page.keyboard.press("g")
    settled(page)
    assert key_of(page) == first
    stand_on(page, 3)
    assert place(page) == 3


@BOTH
def test_the_worklist_is_walked(page, how):
    """By its weight, and on from where one left it; the panel lists it, and stands where one stands."""
    holds(page, "document.getElementById('n-findings').textContent > 3")
    page.keyboard.press("q") if how == "key" else page.click(".figures [data-do=worklist]")
    page.wait_for_selector("#panel .listed")
    settled(page)
    act = by_key("n") if how == "key" else by_mouse("next_alarm")
    act(page)
    first = key_of(page)
    assert here(page).get_attribute("data-reason") == "error"
    assert page.locator("#panel .entry.here").get_attribute("data-key") == str(first)
    page.keyboard.press("k")
    act(page)
    assert key_of(page) > first
    page.keyboard.press("p")
    page.keyboard.press("p")
    settled(page)
    assert "begins again" in page.inner_text("#messages")
    assert here(page).get_attribute("data-reason") == "doubtful"


def number(page, index):
    """Return the number of a row of the first chunk, where nothing else answers to a click."""
    return page.locator(".row[data-key]").nth(index).locator(".number")


def test_filters_and_search(page):
    page.select_option("[name=status]", "doubtful")
    assert filtered(page)
    assert page.locator(".row[data-key]:not([data-reason=doubtful])").count() == 0
    page.click("#everything")
    assert not filtered(page)
    assert page.input_value("[name=status]") == ""
    page.keyboard.press("/")
    page.keyboard.type("sahel")
    assert filtered(page)
    assert all("sahel" in text.lower() for text in page.locator(".row[data-key]").all_inner_texts())
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    assert not filtered(page)
    page.fill("[name=at_most]", "0.4")
    assert filtered(page)
    scores = page.locator(".row[data-key] .score").all_inner_texts()
    assert scores
    assert all(score == "–" or float(score) <= 0.4 for score in scores)
    page.fill("[name=at_most]", "")
    page.fill("[name=paragraph]", "7")
    assert filtered(page)
    assert page.locator(".row[data-key]").count() < 20
    page.fill("[name=paragraph]", "no such")
    page.wait_for_selector("#nothing:not([hidden])")


TYPE = "(keys) => keys.forEach((key) => document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true})))"


def test_keys_that_follow_at_once_are_for_the_field_that_opens(page):
    """However long the page takes: what is typed behind it must not act on rows."""
    page.evaluate(TYPE, ["j", "/"])
    assert page.evaluate("document.activeElement.id") == "query"
    settled(page)
    assert page.evaluate("document.activeElement.id") == "query", "the row that j leads to takes no focus now"
    page.keyboard.press("Escape")
    settled(page)
    before = texts(page, row="")
    for key in "edm":  # by a person's keyboard: what a page sends itself is not kept for a field
        page.keyboard.press(key)
    settled(page)
    assert here(page).locator("textarea").count() == 1
    page.keyboard.press("Escape")
    settled(page)
    assert texts(page, row="") == before
    assert page.locator(".row.confirmed").count() == 0


def test_a_confirmed_row_stays_where_the_filter_showed_it(page):
    page.select_option("[name=status]", "doubtful")
    shown = filtered(page)
    by_key("Enter")(page)
    assert shown
    assert filtered(page) == shown
    assert page.locator(".row.confirmed").count() == 1


def test_findings_are_settled_and_their_number_goes_down(page, bitext_path, served):
    def number():
        return int(page.locator("#n-findings").inner_text().replace(",", "").replace("–", "-1"))

    until(lambda: number() > 3)
    page.click(".tools [data-do=findings]")
    page.wait_for_selector("#panel .entry")
    page.wait_for_selector(".row mark")
    before = number()
    page.locator("#panel .entry summary").first.click()
    page.locator("#panel .entry [name=reason]").first.fill("quoted so")
    page.locator("#panel .entry details button").first.click()
    until(lambda: number() < before)  # the report stands in it twice: so does what is waived
    left = number()
    assert "quoted so" in (bitext_path.parent / "waivers.tsv").read_text(encoding="utf-8")
    page.locator("#panel .entry form[hx-post*=accept] button").first.click()
    until(lambda: number() < left)
    page.locator("#panel .entry [data-do=fix]").first.click()
    page.wait_for_selector(".row.here textarea")
    left = number()
    wrong = here(page).locator(".text.target .seg").first.inner_text()
    right = re.sub(r"\d+", lambda digits: str(int(digits[0]) - 1), wrong, count=1)
    here(page).locator("textarea").fill(right)
    here(page).locator("textarea").press("Enter")
    until(lambda: number() < left)


def test_words_that_answer_light_up(page):
    page.keyboard.press("/")
    page.keyboard.type("recognized the right to sanitation")
    assert filtered(page)
    stand_on(page, 0)
    word = page.evaluate(
        """async () => {
        const segment = document.querySelector('.row.here .text.source .seg').firstChild;
        const range = document.createRange();
        const at = segment.data.indexOf('right');
        range.setStart(segment, at); range.setEnd(segment, at + 5);
        getSelection().removeAllRanges(); getSelection().addRange(range);
        for (let i = 0; i < 100 && !CSS.highlights.has('answer'); i++) await new Promise((r) => setTimeout(r, 50));
        return [...CSS.highlights.get('answer')].map((each) => each.toString());
    }"""
    )
    assert "权" in "".join(word)


def test_the_overview_jumps(page):
    page.wait_for_selector("#overview svg path.line")
    box = page.locator("#overview").bounding_box()
    page.mouse.click(box["x"] + 20, box["y"] + box["height"] * 0.99)
    assert page.evaluate("document.getElementById('overview').getBoundingClientRect().bottom") < 900 - 40
    holds(page, "scrollY > 5000")
    until(lambda: here(page).count() and texts(page, "source"))


def test_the_same_message_does_not_pile_up(page):
    for _ in range(3):
        by_key("u")(page)
    assert page.locator("#messages p:text-is('Nothing to undo.')").count() == 1


def test_a_message_goes_with_its_cause_and_covers_nothing(page):
    """What a key did is told where it covers no row, with the way back; what comes next takes its place."""
    stand_on(page, 4)
    by_key("m")(page)
    assert page.locator("#messages p").inner_text().startswith("Merged · row 5 is now 2–2")
    row, told, bar = (
        page.locator(each).bounding_box() for each in (".row.here", "#messages", ".acts >> nth=0")
    )
    assert row["y"] + row["height"] <= told["y"]
    assert told["y"] + told["height"] <= bar["y"] + 1
    page.click("#messages [data-do=undo]")
    settled(page)
    assert page.locator("#messages p").inner_text().startswith("Taken back: Merged")
    assert here(page).locator(".type").inner_text() == "1–1"
    intercept(page, "*", lambda route: route.abort())  # all: the page asks for anything to see who answers
    page.keyboard.press("e")
    here(page).locator("textarea").fill("甲")
    here(page).locator("textarea").press("Enter")
    page.wait_for_selector("#messages .error:has-text('does not answer')")
    page.wait_for_selector("#saved[data-state=offline]")
    page.unroute_all()
    page.wait_for_selector("#saved[data-state=saved]")
    assert page.locator("#messages .error").count() == 0
    assert here(page).locator("textarea").input_value() == "甲"


def test_what_a_key_did_is_still_told_after_the_next_one(page):
    """Letters that somebody types where no field hears them must not merge rows unseen."""
    stand_on(page, 4)
    page.keyboard.type("moo")
    settled(page)
    assert page.locator("#messages p").first.inner_text().startswith("Merged · row 5 is now 2–2")
    page.keyboard.type("mo")
    settled(page)
    assert page.locator("#messages p").first.inner_text().startswith("Merged · row 5 is now 3–3")
    by_key("u")(page)
    by_key("u")(page)
    assert here(page).locator(".type").inner_text() == "1–1"
    assert page.locator("#messages p").inner_text().startswith("Taken back: Merged")


def downloaded(page, ending, folder, only="all"):
    page.click(".tools [data-do=export]")
    page.check(f"#dialog [value='{ending}']")
    page.check(f"#dialog [value={only}]")
    with page.expect_download() as waiting:
        page.click("#dialog form[action] button.main")
    path = folder / waiting.value.suggested_filename
    waiting.value.save_as(path)
    return path


def test_export_and_a_workbook_back(page, tmp_path):
    by_key("Enter")(page)
    by_key("Enter")(page)
    for ending, only, units in ((".tmx", "confirmed", 2), (".xlf", "confirmed", 2), (".tsv", "all", ROWS)):
        path = downloaded(page, ending, tmp_path, only)
        assert len(exchange.read(path).beads) == units
    assert "<title>" in downloaded(page, ".html", tmp_path, "score").read_text(encoding="utf-8")
    book = downloaded(page, ".xlsx", tmp_path)
    change_workbook(book)
    page.click(".tools [data-do=export]")
    page.set_input_files("#dialog [name=workbook]", book)
    page.click("#dialog .back button")
    page.wait_for_selector("#dialog .returned li")
    assert "改过的译文" in page.locator("#dialog .returned").inner_text()
    assert page.locator(".row .seg.edited").count() == 0
    page.click("#dialog button.main")
    page.wait_for_selector("#dialog :text('changes taken')")
    page.click("#dialog [data-do=close]")
    page.wait_for_selector(".row .seg.edited")
    settled(page)
    assert page.locator(".row[data-key]").nth(4).locator(".text.target").inner_text() == "改过的译文"


def change_workbook(path):
    from openpyxl import load_workbook

    book = load_workbook(path)
    sheet = book.worksheets[0]
    names = [cell.value for cell in sheet[1]]
    column = next(i for i, name in enumerate(names, 1) if str(name).lower().startswith("zh"))
    sheet.cell(row=6, column=column).value = "改过的译文"
    book.save(path)


def test_the_folder_shows_the_worst_first(chromium, served, bitext_path):
    folder, url = served
    good = report_bitext(20)
    Bitext(good.source, good.target, good.beads[:1]).save(folder / "good.bitext.jsonl")
    context = visitor(chromium, locale="zh-CN")
    page = context.new_page()
    page.goto(url)
    names = page.locator("tbody th a").all_inner_texts()
    assert names.index(bitext_path.name) < names.index("good.bitext.jsonl")
    page.get_by_role("link", name=bitext_path.name, exact=True).click()
    ready(page)
    assert page.locator(".acts:not(#chosen)").inner_text().startswith("确认")
    context.close()


def test_language_and_theme_are_kept(page):
    page.select_option("#language", "zh")
    page.wait_for_selector("html[lang=zh]")
    ready(page)
    page.click("#theme")
    page.wait_for_selector("html[data-theme=dark]")
    page.reload()
    page.wait_for_selector("html[lang=zh][data-theme=dark] .row.here")


def test_the_help_sheet(page):
    page.keyboard.press("?")
    page.wait_for_selector("#dialog[open] kbd")
    page.keyboard.press("Escape")
    page.wait_for_selector("#dialog:not([open])", state="attached")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(chromium, served, bitext_path, scheme):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="needs axe-playwright-python")
    standards = {
        "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
        "resultTypes": ["violations"],
    }

    def wrong(page):
        found = axe.Axe().run(page, options=standards).response["violations"]
        return [(each["id"], [node["html"][:200] for node in each["nodes"]]) for each in found]

    _, url = served
    spoilt(report_bitext(40)).save(bitext_path)  # every kind of row, each of which axe looks at for long
    with opened(chromium, url, bitext_path.name, color_scheme=scheme, bypass_csp=True) as page:
        page.wait_for_selector("#overview svg")
        for key in ("Enter", "Enter", "u"):
            by_key(key)(page)
        assert wrong(page) == []
        for view in ("findings", "history", "help", "export"):
            page.click(f".tools [data-do={view}]" if view != "help" else "#help")
            is_panel = view in ("findings", "history")
            page.wait_for_selector("#panel .entry" if is_panel else "#dialog[open] h2")
            assert wrong(page) == [], view
            page.keyboard.press("Escape")
            page.wait_for_selector("#panel" if is_panel else "#dialog", state="hidden")
        page.set_viewport_size({"width": 640, "height": 800})
        assert wrong(page) == []
        page.goto(url)
        assert wrong(page) == []


def test_hostile_texts_do_nothing_but_show(chromium, served):
    folder, url = served
    beads = tuple(Bead((Segment(text),), (Segment(text),), 0.5, note=text[:500]) for text in HOSTILE)
    Bitext(Side("en"), Side("zh-CN"), beads).save(folder / "hostile.bitext.jsonl")
    with opened(chromium, url, "hostile.bitext.jsonl") as page:
        page.on("dialog", lambda dialog: pytest.fail(dialog.message))
        quiet(page)
        shown = page.locator(".text.source .seg").all_text_contents()
        plain = [text for text in HOSTILE if text.isprintable()]
        assert [text for text in shown if text in plain] == plain
        by_key("Enter")(page)
        assert page.locator(".row.confirmed").count() == 1
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_all_rows_are_printed_under_the_name_of_the_document(page):
    loaded = page.locator(".row[data-key]").count()
    assert loaded < ROWS
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    keys = page.locator(".row[data-key]").evaluate_all("rows => rows.map((row) => Number(row.dataset.key))")
    assert keys == list(range(ROWS))
    assert page.locator(".bar").inner_text().startswith("A/79/9123")
    assert not page.locator(".acts, .filters, .bar .tools, .why").filter(visible=True).count()
    page.emulate_media(media="screen")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    by_key("j")(page)
    assert place(page) == 1


def test_ten_thousand_rows(chromium, tmp_path):
    path = tmp_path / "long.bitext.jsonl"
    report_bitext(10_000).save(path)
    with reviewing(path) as (_, url), opened(chromium, url, path.name) as page:
        # What is shown first holds the first rows, and of the others no more than their keys.
        assert page.evaluate("performance.getEntriesByType('navigation')[0].decodedBodySize") < 200_000
        for _ in range(12):
            before = page.evaluate("scrollY")
            page.mouse.wheel(0, 30_000)
            holds(page, f"scrollY > {before}")
        by_key("G")(page)
        assert page.locator(".row[data-key]").count() <= 16 * 40
        by_key("m")(page)
        by_key("k")(page)
        by_key("m")(page)
        assert here(page).locator(".type").inner_text() in ("2–2", "3–3")
