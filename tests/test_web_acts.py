"""What a person does with rows in a real browser, by key and by mouse, and takes back."""

from itertools import chain

from browsing import (
    BOTH,
    by_key,
    by_mouse,
    filtered,
    here,
    holds,
    opened,
    place,
    quiet,
    settled,
    stand_on,
    target_at,
    texts,
)
from reviewing import report_bitext, reviewing, spoilt

from align.bitext import Bead, Bitext, Side
from align.document import Segment


@BOTH
def test_confirm_goes_to_the_next_row(page, how):
    act = by_key("Enter") if how == "key" else by_mouse("confirm")
    act(page)
    assert page.locator(".row.confirmed").count() == 1
    assert place(page) == 1
    assert page.locator("#n-confirmed").inner_text() == "1"
    page.keyboard.press("k")
    act(page)
    assert page.locator(".row.confirmed").count() == 1
    assert place(page) == 1
    page.keyboard.press("k")
    by_key("c")(page) if how == "key" else here(page).locator(".tick").click()
    holds(page, "!document.querySelector('.row.confirmed')")
    settled(page)
    assert place(page) == 0


def test_a_row_that_is_confirmed_grows_no_line(page):
    heights = "[...document.querySelectorAll('.row[data-key]')].slice(0, 20).map((row) => row.offsetHeight)"
    before = page.evaluate(heights)
    for _ in before:
        by_key("Enter")(page)
    by_key("g")(page)
    assert page.locator(".row.confirmed").count() == len(before)
    after = page.evaluate(heights)
    assert all(now <= then for now, then in zip(after, before, strict=True)), (before, after)
    assert page.evaluate("scrollY") == 0, "the filters are seen too"


def number(page, index):
    """Return the number of a row of the first chunk, where nothing else answers to a click."""
    return page.locator(".row[data-key]").nth(index).locator(".number")


def test_several_rows_are_chosen_and_confirmed_flagged_and_merged_as_one(page):
    stand_on(page, 2)
    for key in ("x", "j", "x", "j", "x"):
        by_key(key)(page)
        if key == "x" and place(page) == 2:
            assert page.inner_text("#chosen output") == "1 row chosen"
    assert "3 rows chosen" in page.inner_text("#chosen")
    by_key("Enter")(page)
    assert page.inner_text("#messages p").startswith("3 rows confirmed")
    assert (page.locator(".row.confirmed").count(), page.locator(".row.chosen").count()) == (3, 0)
    by_key("u")(page)
    assert page.locator(".row.confirmed").count() == 0
    assert page.inner_text("#messages p") == "Taken back: Confirmed · 3 rows"
    number(page, 2).click(modifiers=["Control"])
    number(page, 4).click(modifiers=["Shift"])
    page.click("#chosen [data-do=flag]")
    page.fill("#note textarea", "all of these")
    page.keyboard.press("Enter")
    page.wait_for_selector(".row.flagged")
    settled(page)
    assert page.locator(".row.flagged .note").all_inner_texts() == ["all of these"] * 3
    for index in (2, 3, 4):
        number(page, index).click(modifiers=["Control"])
    page.click("#chosen [data-do=merge]")
    settled(page)
    assert here(page).locator(".type").inner_text() == "3–3"


def test_shift_chooses_up_to_the_row_one_stands_on_too_but_in_its_text_selects(page):
    stand_on(page, 2)
    for key in ("x", "j", "j", "j"):
        by_key(key)(page)
    here(page).locator(".text.target .seg").first.click(modifiers=["Shift"])
    settled(page)
    assert page.inner_text("#chosen output") == "1 row chosen"
    number(page, 5).click(modifiers=["Shift"])
    settled(page)
    assert page.inner_text("#chosen output") == "4 rows chosen"


def test_all_that_is_shown_is_confirmed_in_one_step(page):
    page.select_option("[name=status]", "doubtful")
    shown = filtered(page).split()[0]
    page.click("#all")
    page.wait_for_selector(f"#sure h2:has-text('all {shown} rows')")
    by_key("Escape")(page)
    assert page.inner_text("#n-confirmed") == "0"
    by_key("Shift+Enter")(page)
    page.wait_for_selector("#sure[open]")
    page.keyboard.press("Enter")
    page.wait_for_selector(f"#messages p:has-text('{shown} rows confirmed')")
    settled(page)
    assert page.inner_text("#n-confirmed") == shown
    by_key("u")(page)
    assert page.inner_text("#n-confirmed") == "0"


def test_a_sentence_is_cut_and_pasted_and_split_off_at_its_seam(page):
    stand_on(page, 4)
    by_key("m")(page)
    first, last = texts(page)
    by_key("s")(page)
    page.wait_for_selector(".cutting")
    quiet(page)
    assert page.evaluate("[...CSS.highlights.get('below')].map(String)")[0].strip() == last
    page.keyboard.press("Enter")
    settled(page)
    assert texts(page) == [first]
    by_key("u")(page)
    by_key("Control+x")(page)
    assert page.locator(".seg.cut").inner_text() == last
    by_key("j")(page)
    by_key("j")(page)
    by_key("Control+v")(page)
    assert texts(page)[0] == last
    assert page.inner_text("#messages p").startswith("Moved a sentence · row 7 is now 1–2")
    assert page.locator(".seg.cut").count() == 0
    by_key("Control+v")(page)
    assert page.inner_text("#messages p:last-child").startswith("Nothing is cut")
    by_key("u")(page)
    assert texts(page) == [first, last]
    here(page).locator(".text.target .seg").first.dblclick()
    page.wait_for_selector(".row.here textarea")


def test_where_no_sentence_ends_a_row_is_cut_between_words_and_a_single_word_not_at_all(page):
    stand_on(page, 1)
    by_key("s")(page)
    text, caret = texts(page)[0], "[getSelection().focusOffset, getSelection().focusNode.data]"
    assert text == "秘书长的报告"
    assert page.evaluate(caret) in ([3, text], [4, text]), "before a word"
    by_key("Escape")(page)
    by_key("e")(page)
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(
        "وَزادَ مُعدَّلُ التَّعرُّضِ للفقرِ"
    )  # vowel marks are no characters of their own to a caret
    by_key("Enter")(page)
    stand_on(page, 1)
    by_key("s")(page)
    offset, text = page.evaluate(caret)
    assert text[offset - 1] == " "
    by_key("Escape")(page)
    stand_on(page, 2)
    by_key("s")(page)
    by_key("Enter")(page)
    assert page.locator("#messages .error").count() == 1
    assert texts(page) == ["摘要"]


@BOTH
def test_merge(page, how):
    stand_on(page, 4)
    above = texts(page)
    below = target_at(page, 5)
    (by_key("m") if how == "key" else by_mouse("merge"))(page)
    assert here(page).locator(".type").inner_text() == "2–2"
    assert texts(page) == above + below


@BOTH
def test_boundary(page, how):
    stand_on(page, 4)
    by_key("m")(page)
    up, down = (
        (by_key("Shift+ArrowUp"), by_key("Shift+ArrowDown"))
        if how == "key"
        else (by_mouse("up"), by_mouse("down"))
    )
    last = texts(page)[-1]
    up(page)
    assert here(page).locator(".type").inner_text() == "2–1"
    assert page.locator(".row[data-key]").nth(5).locator(".text.target .seg").first.inner_text() == last
    down(page)
    assert texts(page)[-1] == last


@BOTH
def test_split_at_the_caret(page, how):
    stand_on(page, 4)
    whole = texts(page)[0]
    count = page.locator(".row[data-key]").count()
    segment = here(page).locator(".text.target .seg").first
    if how == "key":
        page.keyboard.press("s")
        page.wait_for_selector(".cutting")
        page.keyboard.press("ArrowRight")
        page.keyboard.press("Enter")
    else:
        segment.click(position={"x": 90, "y": 12})
        page.click(".acts [data-do=split]")
        page.wait_for_selector(".cutting")
        page.click(".acts [data-do=split]")
    holds(page, f"document.querySelectorAll('.row[data-key]').length === {count + 1}")
    settled(page)
    pieces = [target_at(page, i) for i in (4, 5)]
    assert "".join(chain(*pieces)) == whole
    assert all(pieces)


def test_the_caret_follows_the_arrows_in_a_text_from_right_to_left(chromium, served):
    folder, url = served
    text = "اعتمدت اللجنة القرار، ثم رفعت الجلسة."
    pair = Segment("The Committee adopted the resolution, then rose."), Segment(text)
    Bitext(Side("en", "e"), Side("ar", "a"), (Bead((pair[0],), (pair[1],), 0.9),)).save(
        folder / "rtl.bitext.jsonl"
    )
    with opened(chromium, url, "rtl.bitext.jsonl") as page:
        page.keyboard.press("s")
        page.wait_for_selector(".cutting")
        caret = "getSelection().focusOffset"
        start = page.evaluate(caret)
        for key, moved in (("ArrowLeft", 1), ("ArrowLeft", 2), ("ArrowRight", 1), ("ArrowRight", 0)):
            page.keyboard.press(key)
            assert page.evaluate(caret) == start + moved, key
        page.keyboard.press("Enter")
        holds(page, "document.querySelectorAll('.row[data-key]').length === 2")
        settled(page)
        assert [target_at(page, i) for i in (0, 1)] == [[text[:start].strip()], [text[start:].strip()]]


def test_the_original_is_locked_until_it_is_unlocked(page):
    stand_on(page, 4)
    cut = lambda: (  # noqa: E731
        here(page).locator(".text.source .seg").first.click(position={"x": 90, "y": 12}),
        page.keyboard.press("s"),
        settled(page),
        page.keyboard.press("Enter"),
        settled(page),
    )
    count = page.locator(".row[data-key]").count()
    cut()
    page.wait_for_selector("#messages .error")
    assert page.locator(".row[data-key]").count() == count
    page.click("#lock")
    settled(page)
    assert page.locator("#lock").get_attribute("aria-pressed") == "false"
    cut()
    holds(page, f"document.querySelectorAll('.row[data-key]').length === {count + 1}")


@BOTH
def test_unlink_and_link(page, how):
    stand_on(page, 4)
    source, target = texts(page, "source"), texts(page)
    (by_key("d") if how == "key" else by_mouse("delete"))(page)
    page.wait_for_selector(".row.here.unmatched")
    assert texts(page, "source") == source
    assert target_at(page, 5) == target
    (by_key("l") if how == "key" else by_mouse("join_nulls"))(page)
    page.wait_for_selector(".row.here:not(.unmatched)")
    assert (texts(page, "source"), texts(page)) == (source, target)


@BOTH
def test_flag_with_a_note(page, how):
    stand_on(page, 4)
    page.keyboard.press("f") if how == "key" else page.click(".acts [data-do=flag]")
    page.fill("#note textarea", "看看 <b>this</b>")
    page.keyboard.press("Enter") if how == "key" else page.click("#note button.main")
    page.wait_for_selector(".row.here.flagged .note")
    settled(page)
    assert here(page).locator(".note").inner_text() == "看看 <b>this</b>"
    assert "1 flagged" in page.locator(".figures [data-do=worklist]").get_attribute("title")


@BOTH
def test_edit_the_text(page, how):
    stand_on(page, 4)
    page.keyboard.press("e") if how == "key" else page.click(".acts [data-do=edit_text]")
    field = here(page).locator("textarea")
    field.fill("新的译文 <script>alert(1)</script>")
    field.press("Enter")
    page.wait_for_selector(".row.here .seg.edited")
    settled(page)
    assert texts(page) == ["新的译文 <script>alert(1)</script>"]
    page.keyboard.press("e")
    here(page).locator("textarea").press("Escape")
    settled(page)
    assert texts(page) == ["新的译文 <script>alert(1)</script>"]


@BOTH
def test_realign(page, how):
    by_key("d")(page)
    (by_key("a") if how == "key" else by_mouse("realign"))(page)
    page.wait_for_selector("#messages p:has-text('re-aligned')")
    page.keyboard.press("A")
    settled(page)


def test_everything_can_be_undone_and_redone_after_a_restart_too(chromium, tmp_path):
    path = tmp_path / "undo.bitext.jsonl"
    spoilt(report_bitext(60)).save(path)
    start = Bitext.load(path).beads
    with reviewing(path) as (_, url), opened(chromium, url, path.name) as page:
        for key in ("Enter", "m", "d", "Shift+ArrowDown", "j", "m", "Enter", "Shift+ArrowUp", "a"):
            by_key(key)(page)
        edited = page.locator(".row[data-key]").count()
        by_key("u")(page)
        by_key("u")(page)
        by_key("Control+y")(page)
        by_key("Control+Shift+z")(page)
        assert page.locator(".row[data-key]").count() == edited
    after = Bitext.load(path).beads
    assert after != start
    with reviewing(path) as (_, url), opened(chromium, url, path.name) as page:
        while page.locator(".tools [data-do=undo]").is_enabled():
            page.click(".tools [data-do=undo]")
            settled(page)
        by_key("u")(page)
        page.wait_for_selector("#messages p:has-text('Nothing to undo')")
        redo = page.locator(".tools [data-do=redo]")
        assert redo.is_enabled()
    assert Bitext.load(path).beads == start
