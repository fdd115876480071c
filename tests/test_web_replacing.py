"""Find and replace: what would change is shown, what is ticked is changed in one step, others' rows are left."""

import re

import pytest
from bitexts import bitext_of
from browsing import by_key, filtered, settled, texts
from hypothesis import given
from hypothesis import strategies as st
from reviewing import reviewed

from align.errors import SettingsError
from align.web.review.history import State
from align.web.rows.replacing import Wanted, clipped, replacements

ROWS = bitext_of(
    ("The colour of water.", "水的颜色，Colour和colours。"),
    ("Nothing here.", "没有。"),
    ("Of colour in 2030.", "colour：水资源2030。"),
    ("Only colour.", "colour"),
)
NAME = "r.bitext.jsonl"


def found(wanted, bitext=ROWS, rows=None):
    state = State(0, bitext, tuple(range(100, 100 + len(bitext.beads))))
    return list(replacements(state, range(len(bitext.beads)) if rows is None else rows, wanted))


def changed(wanted, **more):
    return {each.row: each.texts for each in found(wanted, **more)}


@pytest.mark.parametrize(
    ("wanted", "texts"),
    [
        (Wanted("colour", "color", case=True), {0: "水的颜色，Colour和colors。", 2: "color：水资源2030。", 3: "color"}),
        (Wanted("colour", "color"), {0: "水的颜色，color和colors。", 2: "color：水资源2030。", 3: "color"}),
        (Wanted("colour", "color", words=True), {0: "水的颜色，color和colours。", 2: "color：水资源2030。", 3: "color"}),
        (Wanted("水", "淡水", words=True), {0: "淡水的颜色，Colour和colours。", 2: "colour：淡水资源2030。"}),
        (Wanted("203", "204", words=True), {}),
        (Wanted("色，", r"色\1，"), {0: r"水的颜色\1，Colour和colours。"}),
        (Wanted("。", "."), {0: "水的颜色，Colour和colours.", 1: "没有.", 2: "colour：水资源2030."}),
        (Wanted(r"(\d\d)(\d\d)", r"\2-\1", is_pattern=True), {2: "colour：水资源30-20。"}),
        (Wanted(r"colour(s)?", r"hue\1", is_pattern=True, case=True), {0: "水的颜色，Colour和hues。", 2: "hue：水资源2030。", 3: "hue"}),
        (Wanted("^", "– ", is_pattern=True), {0: "– 水的颜色，Colour和colours。", 1: "– 没有。", 2: "– colour：水资源2030。", 3: "– colour"}),
        (Wanted(".*", r"x", is_pattern=True), dict.fromkeys(range(4), "x")),
        (Wanted(r"\d*", "#", is_pattern=True), {0: "#水#的#颜#色#，#C#o#l#o#u#r#和#c#o#l#o#u#r#s#。#", 1: "#没#有#。#", 2: "#c#o#l#o#u#r#：#水#资#源#。#", 3: "#c#o#l#o#u#r#"}),
        (Wanted("：", r"\n", is_pattern=True), {2: "colour 水资源2030。"}),
        (Wanted("colour", "colour", case=True), {}),
        (Wanted("(", ")"), {}),
        (Wanted(""), {}),
    ],
)  # fmt: skip
def test_what_is_found_gives_way(wanted, texts):
    assert changed(wanted) == {row: (text,) for row, text in texts.items()}


def test_one_side_or_both_are_looked_at():
    assert [(each.row, each.side) for each in found(Wanted("colour", "hue", ("source", "target")))] == [
        (0, "source"), (0, "target"), (2, "source"), (2, "target"), (3, "source"), (3, "target"),
    ]  # fmt: skip
    assert changed(Wanted("colour", "hue", ("source",)), rows=[2]) == {2: ("Of hue in 2030.",)}


@pytest.mark.parametrize(
    "wanted",
    [
        Wanted("(", is_pattern=True),
        Wanted("a)(b", is_pattern=True, words=True),
        Wanted("colour", r"\1", is_pattern=True),
        Wanted("colour", r"\g<x", is_pattern=True),
        Wanted("x" * 501),
        Wanted("x", "y" * 501),
    ],
)
def test_what_cannot_be_replaced_is_told(wanted):
    with pytest.raises(SettingsError) as told:
        found(wanted)
    assert told.value.mend


def test_a_text_of_which_nothing_would_be_left_is_told_apart():
    assert [each.is_empty for each in found(Wanted("colour"))] == [False, False, True]


@given(st.text(), st.text(min_size=1, max_size=20), st.text(max_size=20), st.text())
def test_what_is_shown_is_what_is_done(before, find, put, after):
    for each in found(Wanted(find, put), bitext_of(("a", f"{before}{find}{after}" or "-"))):
        kept = "".join(text for kind, text in each.pieces[0] if kind != "inserted")
        assert kept == f"{before}{find}{after}"
        assert "".join(text for kind, text in each.pieces[0] if kind != "removed") == each.texts[0]
        assert [piece for piece in clipped(each.pieces[0]) if piece[0] != "kept"] == [
            piece for piece in each.pieces[0] if piece[0] != "kept"
        ]


def test_of_a_text_with_countless_places_the_first_are_shown_and_all_changed():
    (each,) = found(Wanted("a", "b"), bitext_of(("x", "a-" * 50_000)))
    assert clipped(each.pieces[0])[-1] == ("kept", " …")
    assert len(clipped(each.pieces[0])) < 200
    assert each.texts == ("b-" * 50_000,)


@pytest.fixture
def review(tmp_path):
    ROWS.save(tmp_path / NAME)
    with reviewed(tmp_path / NAME) as client:
        yield client


def asked(review, **fields):
    return review.get(f"/replace/{NAME}", params=fields).text


def made(review, *chosen, **fields):
    return review.post(f"/replace/{NAME}", data={**fields, "chosen": list(chosen)})


def targets(review):
    """Return the translations as they now are."""
    keys = ",".join(map(str, review.get(f"/find/{NAME}").json()["keys"]))
    rows = review.get(f"/rows/{NAME}?keys={keys}").text
    return re.findall(r'(?s)data-side="target".*?<p class="seg[^>]*>(.*?)</p>', rows)


def test_each_change_is_shown_and_only_the_ticked_are_made_and_taken_back_as_one(review):
    shown = asked(review, find="colour", put="color")
    assert shown.count("<del>") == shown.count("<ins>") == 4
    assert [f'value="{key} target"' in shown for key in range(4)] == [True, False, True, True]
    answer = made(review, "0 target", "3 target", find="colour", put="color")
    assert "rows changed: 2" in answer.text
    assert answer.headers["HX-Trigger"] == "changes"
    assert targets(review) == ["水的颜色，color和colors。", "没有。", "colour：水资源2030。", "color"]
    assert answer.text.count("<del>") == 1, "what is left to change is shown"
    assert review.get(f"/history/{NAME}").text.count('class="entry') == 1
    review.post(f"/step/{NAME}", json={"step": "undo", "version": 2})
    assert targets(review) == [bead.target[0].text for bead in ROWS.beads]


def test_a_row_that_somebody_changed_meanwhile_is_told_and_left(review):
    other = {"i": 2, "side": "target", "text": "colour他。"}
    review.post(f"/edit/{NAME}", json={"name": "edit_text", "arguments": other, "version": 0})
    answer = made(review, "0 target", "2 target", find="colour", put="color")
    assert "rows changed: 1 · changed by others meanwhile, and left as they are: 1" in answer.text
    assert targets(review)[:3] == ["水的颜色，color和colors。", "没有。", "colour他。"]


def test_more_rows_than_are_shown_are_changed_in_one_step(tmp_path):
    long = bitext_of(*((f"Colour {k}.", f"颜色{k}。") for k in range(700)))
    long.save(tmp_path / NAME)
    with reviewed(tmp_path / NAME) as client:
        shown = asked(client, find="颜色", put="色彩")
        assert (shown.count("<del>"), "The 200 others too" in shown, ">700<" in shown) == (500, True, True)
        names = re.findall(r'name="shown" value="(.*?)"', shown)
        ticked = [name for name in names if name not in ("3 target", "4 target")] + ["rest"]
        answer = made(client, *ticked, shown=names, find="颜色", put="色彩")
        assert "rows changed: 698" in answer.text
        assert answer.text.count("<del>") == 2
        assert client.get(f"/history/{NAME}").text.count('class="entry') == 1
        client.post(f"/step/{NAME}", json={"step": "undo", "version": 698})
        assert asked(client, find="色彩").count("<del>") == 0


def test_of_all_others_only_what_the_filters_show_is_changed(tmp_path):
    bitext_of(*((f"Colour {k % 2}.", f"颜色{k}。") for k in range(1100))).save(tmp_path / NAME)
    with reviewed(tmp_path / NAME) as client:
        where = {"text": '"Colour 1"', "find": "颜色", "put": "色彩", "scope": "shown"}
        names = re.findall(r'name="shown" value="(.*?)"', asked(client, **where))
        assert "rows changed: 50 " in made(client, "rest", shown=names, **where).text + " "


def test_only_what_the_filters_show_is_changed_or_everything(review):
    where = {"text": "of colour in", "find": "colour", "put": "hue"}
    assert asked(review, **where, scope="shown").count("<del>") == 1
    assert asked(review, **where, scope="all").count("<del>") == 4


def test_what_is_searched_for_is_what_is_first_looked_for(review):
    assert 'name="find" value="colour"' in (first := asked(review, text="/colour/"))
    assert 'name="pattern" checked' in first
    assert 'name="case" checked' in asked(review, text='"Colour"')
    assert 'name="find" value=""' in asked(review, text="colour", find="")


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"find": "(", "pattern": "on"}, "regular expression is broken"),
        ({"find": "x", "text": "/(/"}, "regular expression is broken"),
        ({"find": "no such text"}, "Nothing is found."),
        ({"find": ""}, "Each change is shown before it is made."),
        ({"find": "colour", "put": ""}, "Nothing would be left of the text"),
        ({"find": "colour", "side": "source"}, "The original is locked on the page"),
    ],
)
def test_what_stands_against_it_is_said_in_its_place(review, fields, told):
    assert told in asked(review, **fields)


def test_only_what_can_be_changed_is_counted_and_offered(review):
    button = '<button class="main"{}>Replace the ticked</button>'
    some = asked(review, find="colours?", pattern="on")
    assert "Changes <b>2</b>" in some, "a third row would be left without text"
    assert button.format("") in some
    none = asked(review, find=".+", pattern="on")
    assert "Changes <b>0</b>" in none
    assert button.format(" disabled") in none


def test_nothing_is_changed_where_nothing_is_ticked_or_a_tick_makes_no_sense(review):
    assert made(review, find="colour").status_code == 422
    for odd in ("x", "9 target", "0 both", "", "-1 target", "² target"):
        assert "rows changed: 0" in made(review, odd, find="colour", put="x").text
    assert made(review, "3 target", find="colour", put="").status_code == 422
    assert targets(review) == [bead.target[0].text for bead in ROWS.beads]


def test_by_keys_alone_one_finds_looks_replaces_and_takes_back(page):
    page.fill("#query", "council")
    shown = filtered(page)
    page.keyboard.press("Escape")
    before = texts(page, "source", row="")
    by_key("R")(page)
    assert page.input_value("#replacing [name=find]") == "council"
    page.select_option("#replacing [name=side]", "source")
    page.click("#replacing [name=put]")
    page.keyboard.type("Sahara")
    page.keyboard.press("Enter")  # shows, and changes nothing
    settled(page)
    count = page.locator("#found li").count()
    assert page.locator("#found ins").first.inner_text().endswith("Sahara")
    page.locator("#found [name=chosen]").first.uncheck()
    assert page.evaluate("document.querySelector('#found [data-ticks]').indeterminate")
    page.click("#found button.main")
    settled(page)
    assert f"rows changed: {count - 1}" in page.inner_text("#dialog .told")
    assert page.locator("#found li").count() == 1
    page.click("#dialog .told button")
    settled(page)
    assert not page.locator("#dialog[open]").count()
    assert texts(page, "source", row="") == before
    assert (page.inner_text("#shown"), page.input_value("#query")) == (shown, "council")


def test_what_was_asked_last_is_asked_again_until_something_else_is_searched_for(page):
    by_key("R")(page)
    page.fill("#replacing [name=find]", "水")
    page.fill("#replacing [name=put]", "淡水")
    page.check("#replacing [name=words]")
    settled(page)
    changes = page.inner_text("#found legend")
    by_key("Escape")(page)
    by_key("R")(page)
    assert [page.input_value(f"#replacing [name={name}]") for name in ("find", "put")] == ["水", "淡水"]
    assert page.is_checked("#replacing [name=words]")
    assert page.inner_text("#found legend") == changes
    by_key("Escape")(page)
    page.fill("#query", "council")
    filtered(page)
    page.keyboard.press("Escape")
    by_key("R")(page)
    assert [page.input_value(f"#replacing [name={name}]") for name in ("find", "put")] == ["council", ""]
