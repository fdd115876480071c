"""A reviser's hour on the sample: all that one does there, two people, a server that is killed twice, and what goes out."""

import io
import re
from contextlib import ExitStack, contextmanager
from dataclasses import replace

import pypdfium2
import pytest
from browsing import by_key, here, holds, looked, quiet, ready, settled, visitor
from reviewing import CORPORA, Desk, until

from align import exchange
from align.bitext import Bitext
from align.languages import join
from align.pipeline import align_files


class Rows:
    """What the rows should be, as told beside the page: texts and status of each."""

    def __init__(self, bitext):
        self.languages = bitext.source.language, bitext.target.language
        self.rows = [[*texts_of(bead, self.languages), bead.status] for bead in bitext.beads]

    def changed(self, row, **what):
        for name, value in what.items():
            self.rows[row][("source", "target", "status").index(name)] = value

    def merged(self, row):
        pairs = list(zip(self.rows[row][:2], self.rows[row + 1][:2], self.languages, strict=True))
        self.rows[row : row + 2] = [[*(join(pair[:2], pair[2]) for pair in pairs), "auto"]]

    def replaced(self, old, new):
        for row in self.rows:
            if old in row[1]:
                row[1:] = row[1].replace(old, new), "auto" if row[2] == "confirmed" else row[2]

    def pairs(self, *statuses):
        """Return the texts of the rows that have a partner."""
        return [
            (source, target)
            for source, target, status in self.rows
            if source and target and status in statuses
        ]


def doubted(bitext):
    """Return the bitext with some rows in doubt; the sample is so clear that hardly any is."""
    beads = (
        replace(bead, score=0.4 if row in (2, 5, 20, 50) else bead.score)
        for row, bead in enumerate(bitext.beads)
    )
    return replace(bitext, beads=tuple(beads))


def plain(text):
    """Return a text as every format holds it: a table has no tabs inside its cells."""
    return " ".join(text.split())


def texts_of(bead, languages):
    sides = zip((bead.source, bead.target), languages, strict=True)
    return [plain(join((segment.text for segment in side), language)) for side, language in sides]


@contextmanager
def person(chromium, desk, name):
    """A person with a name, at the page."""
    context = visitor(chromium, locale="en-GB", accept_downloads=True)
    context.add_cookies([{"name": "person", "value": name, "url": desk.url}])
    page = context.new_page()
    page.goto(f"{desk.url}review/{desk.path.name}")
    ready(page)
    yield page
    context.close()


def row_of(page):
    """Return the row one stands on, from 0."""
    return int(here(page).locator(".number").get_attribute("data-place")) - 1


def go(page, row):
    """Stand on one of the first rows."""
    page.keyboard.press("g")
    for _ in range(row):
        page.keyboard.press("j")
    settled(page)
    assert row_of(page) == row


def write(page, text):
    by_key("e")(page)
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(text)


def back_again(page, desk):
    """Let the server come back, and the page find it."""
    page.wait_for_selector("#saved[data-state=offline]")
    desk.start()
    page.wait_for_selector("#saved[data-state=saved]")
    settled(page)
    holds(page, "!document.querySelector('#messages .error')")


def walks_the_queue(page, rows):
    for _ in range(4):
        by_key("n")(page)
        assert here(page).locator(".reason, .badge, .note").count(), "a row of the queue says why it is there"
        rows.changed(row_of(page), status="confirmed")
        by_key("Enter")(page)


def mends(page, rows, desk):
    """Edit, and merge; the server is killed between."""
    go(page, 6)
    write(page, "改过的第七行。")
    by_key("Enter")(page)
    rows.changed(6, target="改过的第七行。", status="auto")
    desk.is_killed()
    page.keyboard.press("m")
    page.wait_for_selector("#messages .error")
    back_again(page, desk)
    go(page, 8)
    by_key("m")(page)
    rows.merged(8)


def finds_and_replaces(page, rows):
    by_key("R")(page)
    page.fill("#replacing [name=find]", "饮用水")
    page.fill("#replacing [name=put]", "饮水")
    until(lambda: page.locator("#found ins").count())
    settled(page)
    page.click("#found button.main")
    page.wait_for_selector("#dialog .told")
    page.keyboard.press("Escape")
    settled(page)
    rows.replaced("饮用水", "饮水")


def says(page, row, text):
    """Say something of a row, and go back to the rows."""
    go(page, row)
    by_key("C")(page)
    page.keyboard.insert_text(text)
    page.keyboard.press("Enter")
    quiet(page)
    page.click("#panel [data-do=talk]")
    settled(page)


def helps(page, rows):
    """What the second person does: they see the question and answer it, and mend another row."""
    asked = page.locator(".row[data-key]").nth(3).locator(".thread p").all_inner_texts()
    assert len(asked) == 1
    assert asked[0].startswith("Li ")
    assert asked[0].endswith("is this the official title?")
    says(page, 3, "yes: see the masthead")
    go(page, 11)
    write(page, "第二个人写的。")
    by_key("Enter")(page)
    by_key("Enter")(page)
    rows.changed(11, target="第二个人写的。", status="confirmed")


def goes_on_where_the_server_died(page, rows, desk):
    go(page, 12)
    write(page, "服务器不在时写的。")
    desk.is_killed()
    page.keyboard.press("Enter")
    page.wait_for_selector("#messages .error")
    assert page.input_value(".row.editing textarea") == "服务器不在时写的。"
    back_again(page, desk)
    by_key("Enter")(page)
    rows.changed(12, target="服务器不在时写的。", status="auto")
    by_key("Enter")(page)
    rows.changed(12, status="confirmed")


def prints(page):
    """Return what stands on paper, without what breaks lines and marks notes."""
    paper = pypdfium2.PdfDocument(io.BytesIO(page.pdf(format="A4")))
    return bare("".join(paper[k].get_textpage().get_text_range() for k in range(len(paper))))


def bare(text):
    return re.sub(r"[\s\u00ad\ufffe*-]", "", text)


def exported(page, folder, ending, only):
    page.click(".tools [data-do=export]")
    page.check(f"#dialog [value='{ending}']")
    page.check(f"#dialog [value={only}]")
    settled(page)
    with page.expect_download() as waiting:
        page.click("#dialog #download")
    path = folder / f"{only}{ending}"
    waiting.value.save_as(path)
    settled(page)
    return exchange.read(path)


@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_an_hour_of_a_reviser(chromium, tmp_path):
    path = tmp_path / "report.bitext.jsonl"
    bitext = doubted(align_files(CORPORA / "report/report.en.docx", CORPORA / "report/report.zh.docx"))
    bitext.save(path)
    rows = Rows(bitext)
    with ExitStack() as stack:
        desk = Desk(path, stack)
        li = stack.enter_context(person(chromium, desk, "Li"))
        walks_the_queue(li, rows)
        mends(li, rows, desk)
        finds_and_replaces(li, rows)
        says(li, 3, "is this the official title?")
        wang = stack.enter_context(person(chromium, desk, "Wang"))
        helps(wang, rows)
        looked(li)
        assert li.locator(".row[data-key]").nth(11).locator(".text.target").inner_text() == "第二个人写的。"
        goes_on_where_the_server_died(li, rows, desk)
        looked(wang)
        assert (
            wang.locator(".row[data-key]").nth(12).locator(".text.target").inner_text()
            == "服务器不在时写的。"
        )
        paper = prints(li)
        missing = [row for row, (source, _, _) in enumerate(rows.rows) if bare(source)[:40] not in paper]
        assert missing == []
        for ending in (".tmx", ".xlsx", ".tsv"):
            decided = exported(li, tmp_path, ending, "confirmed")
            assert pairs(decided) == rows.pairs("confirmed")
        assert pairs(exported(li, tmp_path, ".xlf", "all")) == rows.pairs("confirmed", "auto")
    kept = Bitext.load(path)
    assert [[*texts_of(bead, rows.languages), bead.status] for bead in kept.beads] == rows.rows
    assert [(each.person, each.text) for each in kept.beads[3].comments] == [
        ("Li", "is this the official title?"),
        ("Wang", "yes: see the masthead"),
    ]
    assert {bead.changed_by for bead in kept.beads if bead.changed_by} == {"Li", "Wang"}


def pairs(bitext):
    languages = bitext.source.language, bitext.target.language
    return [tuple(texts_of(bead, languages)) for bead in bitext.beads if not bead.is_null]
