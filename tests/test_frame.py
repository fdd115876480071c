"""The frame: texts are shown as texts and marked in one way, and all five pages are told in each language."""

import re
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from sources import ALIGN

from align import languages
from align.frame.page import PageWords
from align.frame.text import highlighted, marked, show
from align.words import LANGUAGES, browser_language, say

TEXTS = st.text(alphabet="ab<&>\"'\u202e\x00 发展", max_size=20)
SPANS = st.lists(
    st.tuples(st.integers(0, 25), st.integers(0, 25), st.sampled_from(["error", "warning", "found"])),
    max_size=5,
)


@given(text=TEXTS, marks=SPANS)
def test_a_marked_text_is_the_text_all_the_same(text, marks):
    shown = marked(text, marks)
    assert re.sub("</?mark[^>]*>", "", shown) == show(text)


@given(text=TEXTS, marks=SPANS)
def test_every_character_within_a_span_is_marked_and_no_other(text, marks):
    for i in range(len(text)):
        kinds = [kind for start, end, kind in marks if start <= i < end]
        dotted = text[:i] + "•" + text[i + 1 :]
        root = html.fromstring(f"<div>{marked(dotted.replace(chr(0), ' '), marks)}</div>")
        found = root.xpath("//mark[contains(., '•')]/@class")
        assert found == kinds[-1:], "the last of several that overlap shows"


def test_note_marks_stand_where_they_stood():
    assert marked("ab", [(0, 2, "error")], [(1, "5"), (2, "<")]) == (
        '<mark class="error">a</mark><sup>5</sup><mark class="error">b</mark><sup>&lt;</sup>'
    )
    assert highlighted("", [(0, 3)], "found") == ""


def test_the_words_of_a_page_stand_in_it_once_in_each_language():
    words = PageWords()
    spoken = [words(say("Show all")) for _ in range(3)]
    assert len(set(spoken)) == 1
    assert words("A/79/9123 <b>") == "A/79/9123 &lt;b&gt;"
    assert words.attribute("title aria-label", say("Show all")).count("Show all") == 2
    told = words.told()
    assert told.count("[") == 2
    assert len(html.fromstring(f"<p>{told}</p>").text.split(",")) == len(LANGUAGES)


def test_no_text_ends_the_script_that_holds_it():
    words = PageWords()
    words(say("{n} of {most}", n="</script><script>alert(1)", most="2"))
    assert "<" not in words.told()


@pytest.mark.parametrize(
    ("kept", "accepted", "language"),
    [
        ("zh", "en", "zh"),
        ("", "zh-TW,en;q=0.5", "zh"),
        ("xx", "fr, en", "en"),
        ("", "", "en"),
        ("", ";;,", "en"),
    ],
)
def test_who_chose_no_language_gets_the_browsers(kept, accepted, language):
    assert browser_language(kept, accepted) == language


def colours(scheme):
    css = (files("align.frame") / "static/tokens.css").read_text(encoding="utf-8")
    pairs = re.findall(r"--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)", css)
    return {name: light if scheme == "light" else dark for name, light, dark in pairs}


def contrast(one, other):
    """Return the contrast ratio of two colours, from 1 to 21 (WCAG 2.2, relative luminance)."""

    def luminance(colour):
        shares = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        red, green, blue = (s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    darker, lighter = sorted(map(luminance, (one, other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_and_marks_are_told_apart_by_weak_eyes(scheme):
    colour = colours(scheme)
    written = [
        ("ink", "paper"),
        ("soft", "paper"),
        ("soft", "raised"),
        ("accent", "paper"),
        ("find-ink", "find"),
    ]
    written += [(f"b{band}-ink", f"b{band}-back") for band in "43210x"]
    written += [(severity, f"{severity}-back") for severity in ("error", "warning", "suggestion")]
    written += [("ink", back) for back in ("answer", "pointed", "error-back", "warning-back")]
    written += [("on-accent", "accent"), ("error", "paper"), ("soft", "sunk")]
    assert min(contrast(colour[front], colour[back]) for front, back in written) >= 4.5
    assert min(contrast(colour[f"b{band}"], colour["raised"]) for band in "43210x") >= 3


def test_languages_of_arabic_letters_are_set_as_arabic_is():
    codes = {each.code for each in languages.LANGUAGES.values() if each.script == "Arab"}
    sheets = [path.read_text() for path in ALIGN.rglob("*.css")]
    set_for = {code: [sheet.count(f":lang({code})") for sheet in sheets] for code in codes}
    assert len(codes) > 1
    assert sum(set_for["ar"])
    assert all(found == set_for["ar"] for found in set_for.values()), set_for
