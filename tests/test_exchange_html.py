"""The page: everything is in it, nothing in it can act, and a browser runs its script."""

import re
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from bitexts import NASTY, bitext_of, bitexts
from browsing import CHROMIUM
from hypothesis import given, settings
from lxml import html

from align import exchange
from align.bitext import Bead, Side
from align.document import NoteMark, Segment

NASTY_BITEXT = bitext_of(*((text, f"译 {text}") for text in NASTY), ("alone", ""), ("", "独自"))


def page_of(bitext, folder):
    path = folder / "x.html"
    exchange.write(bitext, path)
    return path.read_text(encoding="utf-8")


def rows_of(page):
    return html.fromstring(page).xpath("//div[contains(@class, 'row ')][@id]")


@given(bitext=bitexts)
@settings(max_examples=60)
def test_every_segment_stands_in_its_row(tmp_path_factory, bitext):
    rows = rows_of(page_of(bitext, tmp_path_factory.getbasetemp()))
    assert [row.get("id") for row in rows] == [f"u{place}" for place in range(1, len(bitext.beads) + 1)]
    for row, bead in zip(rows, bitext.beads, strict=True):
        for lang, segments in (("en", bead.source), ("zh-CN", bead.target)):
            cells = row.xpath("div[contains(@class, 'text')][@lang=$lang]", lang=lang)
            assert len(cells) == bool(segments)
            assert not segments or len(cells[0]) == len(segments)
        assert len(row.xpath("div[contains(@class, 'missing')]")) == bead.is_null
        assert ("unmatched" in row.get("class").split()) == bead.is_null


def test_nothing_from_a_document_can_act(tmp_path):
    evil = replace(
        NASTY_BITEXT,
        source=replace(NASTY_BITEXT.source, path="<script>.docx", symbol='"><script>alert(1)</script>'),
        beads=tuple(replace(bead, note="<script>", status="flagged") for bead in NASTY_BITEXT.beads),
        recipe={"</footer><script>": "</script>"},
    )
    tree = html.fromstring(page_of(evil, tmp_path))
    assert len(tree.xpath("//script[not(@type)]")) == len(tree.xpath("//style")) == 1
    assert not tree.xpath("//img | //iframe | //link | //object")
    assert not [name for element in tree.iter() for name in element.attrib if name.startswith("on")]
    assert {href[0] for href in tree.xpath("//@href")} == {"#"}
    assert "default-src 'none'" in tree.xpath("string(//meta[@http-equiv]/@content)")


def test_what_is_not_seen_is_shown_by_its_code(tmp_path):
    page = page_of(bitext_of(("a\u202eb\x00c\ud835\u200f", "字\ufeff")), tmp_path)
    codes = ["U+202E", "U+0000", "U+D835", "U+200F", "U+FEFF"]
    assert rows_of(page)[0].xpath(".//i[@class='x']/text()") == codes
    assert not re.search("[\x00\u202e\u200f\ufeff]", page)


def test_each_cell_runs_as_its_language_does_and_each_text_as_it_is_read(tmp_path):
    arabic = replace(bitext_of(("One.", "واحد."), ("14 July", "14 July"), ("12", "١٢")), target=Side("ar"))
    rows = rows_of(page_of(arabic, tmp_path))
    assert [row.xpath("./div[@lang]/@dir") for row in rows] == [["ltr", "rtl"]] * 3
    assert [row.xpath("./div[@lang]/*/@dir") for row in rows] == [
        ["ltr", "rtl"],
        ["ltr", "ltr"],
        ["ltr", "rtl"],
    ]


def test_a_language_that_is_no_code_stops_no_page(tmp_path):
    odd = bitext_of(("One.", "一。"))
    exchange.write(replace(odd, target=replace(odd.target, language="\ud800")), tmp_path / "x.html")
    assert "One." in (tmp_path / "x.html").read_text(encoding="utf-8")


def test_rare_characters_and_emoji_stay_whole(tmp_path):
    page = page_of(NASTY_BITEXT, tmp_path)
    assert "𠀁𠀂" in page
    assert "👩‍👩‍👧" in page


@pytest.mark.parametrize(
    ("score", "status", "band", "doubtful"),
    [
        (1.0, "auto", "b4", False),
        (0.8, "auto", "b3", False),
        (0.8, "flagged", "b3", True),
        (0.7, "auto", "b2", True),
        (0.7, "confirmed", "b2", False),
        (0.3, "auto", "b1", True),
        (0.0, "auto", "b0", True),
    ],
)
def test_confidence_is_a_colour_a_number_and_a_reason(score, status, band, doubtful, tmp_path):
    row = rows_of(page_of(bitext_of(("One", "一"), score=score, status=status, why="number"), tmp_path))[0]
    assert band in row.get("class").split()
    assert ("doubtful" in row.get("class").split()) == doubtful
    trust = row.xpath("string(div[@class='trust'])")
    assert f"{score:.2f}" in trust
    assert "by number" in trust
    assert ("flagged" in trust, "confirmed" in trust) == (status == "flagged", status == "confirmed")


def test_numbers_pages_headings_and_notes_are_landmarks(tmp_path):
    heading = Segment("Introduction", part=0, kind="heading", number="I.", page=2)
    one = Segment("See note.", part=1, number="1.", page=2, notes=(NoteMark("5", 8),))
    two = Segment("Same paragraph.", part=1, number="1.", page=3)
    beads = [
        Bead((segment,), (replace(segment, text="字"),), 0.9, "number") for segment in (heading, one, two)
    ]
    page = page_of(replace(bitext_of(), beads=(*beads, replace(beads[0], source=()))), tmp_path)
    rows = rows_of(page)
    assert [row.xpath("string(div[@class='number'])") for row in rows] == ["I.p. 2", "1.", "p. 3", "I."]
    assert rows[0].xpath(".//h3/text()") == ["Introduction"]
    assert rows[1].xpath("string(.//sup)") == "5"
    assert [entry.get("href") for entry in html.fromstring(page).xpath("//details//a")] == ["#u1", "#u4"]


def test_the_summary_counts(tmp_path):
    tree = html.fromstring(page_of(NASTY_BITEXT, tmp_path))
    figures = {
        each.find("dt").text_content(): " ".join(each.find("dd").text_content().split())
        for each in tree.xpath("//dl/div")
    }
    assert figures == {
        "matches": str(len(NASTY)),
        "mean confidence": "0.84",
        "unmatched, source | target": "1 | 1",
    }
    labels = [label.text_content() for label in tree.xpath("//fieldset/label")]
    assert labels == [f"All {len(NASTY) + 2}", "Doubtful 0", "Unmatched 2"]


def test_the_picture_has_a_mark_a_bead_and_shows_what_moved(tmp_path):
    order = [0, 2, 1, 3]
    beads = [Bead((Segment("s", part=i),), (Segment("t", part=j),), 0.9) for i, j in enumerate(order)]
    tree = html.fromstring(page_of(replace(bitext_of(), beads=tuple(beads)), tmp_path))
    marks = tree.xpath("//*[local-name()='path'][@data-row]")
    assert [mark.get("data-row") for mark in marks] == ["u1", "u2", "u3", "u4"]
    assert [mark.get("data-at") for mark in marks] == ["125,125", "375,625", "625,375", "875,875"]


def marks_of(page):
    return html.fromstring(page).xpath("//*[local-name()='path'][@data-row]")


def test_the_picture_draws_each_bead_over_its_segments(tmp_path):
    """Two for one, one without a partner on either side, four for two: six across, four down."""
    shapes = [(2, 1), (1, 0), (0, 1), (3, 2)]
    beads = [
        Bead((Segment("s"),) * across, tuple(Segment("t", part=row) for _ in range(down)), 0.9)
        for row, (across, down) in enumerate(shapes)
    ]
    page = page_of(replace(bitext_of(), beads=tuple(beads)), tmp_path)
    assert [(mark.get("data-at"), mark.get("d")) for mark in marks_of(page)] == [
        ("167,125", "M0.0 0.0L333.3 250.0"),
        ("417,250", "M333.3 250.0L500.0 250.0"),
        ("500,375", "M500.0 250.0L500.0 500.0"),
        ("750,750", "M500.0 500.0L1000.0 1000.0"),
    ]
    svg = html.fromstring(page).xpath("//*[local-name()='svg'][@role='img']")[0]
    assert svg.get("viewbox") == "-24 -24 1048 1048"
    grid = svg.xpath("*[@class='grid']/@d")[0]
    assert grid == "".join(f"M{at} 0V1000M0 {at}H1000" for at in (0, 250, 500, 750, 1000))


def test_neighbours_share_a_mark_that_shows_the_least_sure(tmp_path):
    bitext = bitext_of(*((f"Sentence {i}", f"第{i}句") for i in range(1201)))
    doubtful = replace(bitext.beads[4], score=0.3)
    page = page_of(replace(bitext, beads=(*bitext.beads[:4], doubtful, *bitext.beads[5:])), tmp_path)
    marks = marks_of(page)
    assert len(marks) == 401
    assert [mark.get("data-row") for mark in marks[:3]] == ["u1", "u5", "u7"]
    assert ["b1" in mark.get("class").split() for mark in marks[:3]] == [False, True, False]
    assert marks[1].get("d") == "M2.5 2.5L5.0 5.0"


@pytest.mark.parametrize(
    ("number", "digits"), [("", 0), ("12.", 3), ("第十二条", 8), ("第三百二十一条之一", 14)]
)
def test_the_column_of_numbers_is_as_wide_as_the_widest(number, digits, tmp_path):
    beads = [Bead((Segment("One", number=each),), (Segment("一"),)) for each in ("", number)]
    page = page_of(replace(bitext_of(), beads=tuple(beads)), tmp_path)
    assert re.findall(r"--digits: (\d+)", page) == [str(digits)]


def test_a_book_stays_small_enough_to_draw(tmp_path):
    pairs = [(f"Sentence {i}", f"第{i}句") for i in range(10_000)]
    page = page_of(bitext_of(*pairs), tmp_path)
    assert 500 <= page.count('class="mark ') <= 600
    assert page.count('class="group"') == 167
    assert len(page) < 6_000_000


def test_an_empty_bitext_makes_a_page(tmp_path):
    assert rows_of(page_of(bitext_of(), tmp_path)) == []


PROBE = """<script>
const press = (key) => document.body.dispatchEvent(new KeyboardEvent("keydown", {key, bubbles: true}));
const said = [];
query.value = "HELLO"; show(); said.push(shown.textContent); press("Escape");
form.elements.show.value = "unmatched"; show(); said.push(shown.textContent);
form.reset(); show(); press("n"); said.push(rows[here].id); press("k"); said.push(rows[here].id);
const box = picture.getBoundingClientRect();
picture.dispatchEvent(new MouseEvent("click", {clientX: box.left, clientY: box.top, bubbles: true, cancelable: true}));
said.push(rows[here].id);
document.title = said.join("; ");
</script></body>"""


@pytest.mark.skipif(not Path(CHROMIUM).exists(), reason="needs Debian's chromium-headless-shell or chromium")
def test_a_browser_searches_filters_and_follows_keys_and_clicks(tmp_path):
    page = page_of(NASTY_BITEXT, tmp_path).replace("</body>", PROBE)
    (tmp_path / "x.html").write_text(page, encoding="utf-8")
    command = [CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    command += [f"--user-data-dir={tmp_path / 'profile'}", "--enable-logging=stderr", "--dump-dom"]
    done = subprocess.run(
        [*command, (tmp_path / "x.html").as_uri()], capture_output=True, text=True, timeout=120, check=True
    )
    tree = html.fromstring(done.stdout)
    count = len(NASTY_BITEXT.beads)
    said = f"1 of {count}; 2 of {count}; u{count - 1}; u{count - 2}; u1"
    assert tree.findtext(".//title") == said
    assert tree.xpath("//form[@hidden]") == []
    assert "CONSOLE" not in done.stderr
