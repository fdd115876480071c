"""People who are invited to a review that others can reach, in a real browser: by their links, and by nothing else."""

import pytest
from browsing import by_key, quiet, ready, settled, stand_on, visitor
from reviewing import report_bitext, spoilt, until
from test_invitations import started

from align.bitext import Bitext


@pytest.fixture
def review(chromium, tmp_path):
    """The file, its address, and the links of the host and of Li."""
    path = tmp_path / "a.bitext.jsonl"
    spoilt(report_bitext(40)).save(path)
    server, url, said = started(path, "--invite", "Li")
    link = said.partition("For Li: ")[2].split()[0]
    yield path, url.partition("?")[0], url, link
    server.terminate()
    server.communicate(timeout=120)


def came(chromium, link):
    """Come by a link, as somebody who was never here."""
    page = visitor(chromium, locale="en-GB").new_page()
    page.goto(link)
    ready(page)
    return page


LOOKING = {
    "close", "export", "finding", "findings", "go", "history", "next_alarm", "previous_alarm", "show_all",
    "talk", "worklist",
}  # fmt: skip
"""What the page offers to those who look on."""

OFFERED = """() => [...document.querySelectorAll("button, textarea, details")]
    .filter((each) => each.checkVisibility() && (each.dataset.do || each.closest("[hx-post]")))
    .map((each) => each.dataset.do ?? each.outerHTML)"""


def test_guests_come_by_their_links_edit_under_their_names_and_invite_if_they_may(chromium, review):
    path, base, own, link = review
    stranger = visitor(chromium).new_page()
    assert stranger.goto(base).status == 401
    assert "invitation" in stranger.inner_text("body")
    li = came(chromium, link)
    assert "token" not in li.url
    assert li.evaluate("document.cookie").find("align_token") < 0
    stand_on(li, 2)
    by_key("Enter")(li)
    li.click("#person")
    settled(li)
    assert "Li" in li.inner_text("#dialog-body")
    assert li.locator("#dialog-body input").count() == 0
    li.click("#dialog [data-do=close]")
    host = came(chromium, own)
    by_key("h")(host)
    host.click("#panel .codes button:nth-child(3)")
    quiet(host)
    host.fill("#panel [name=person]", "Zoë")
    host.select_option("#panel [name=role]", "read")
    host.click("#panel .invite button")
    zoe = came(chromium, host.inner_text("#panel .link"))
    zoe.wait_for_selector("#messages .info:has-text('look on')")
    assert zoe.locator(".acts:not(#chosen) [data-do]").count() == 2
    stand_on(zoe, 3)
    by_key("e")(zoe)
    assert zoe.locator("#rows textarea").count() == 0
    by_key("Enter")(zoe)
    zoe.wait_for_selector("#messages .error:has-text('look on')")
    zoe.wait_for_selector("#people:has-text('Li')")
    zoe.wait_for_selector(".row.confirmed")
    for key in "whCq":
        by_key(key)(zoe)
        quiet(zoe)
        assert zoe.locator("#panel .entry").count()
        assert set(zoe.evaluate(OFFERED)) - LOOKING == set()
    refused = li.request.post(f"{base}invite", form={"person": "Bo", "role": "read"})
    assert (refused.status, "look on" in refused.text()) == (403, False)
    by_key("h")(li)
    li.click("#panel .codes button:nth-child(3)")
    quiet(li)
    assert li.locator("#panel .invite").count() == 0
    until(lambda: Bitext.load(path).beads[2].status == "confirmed")
    beads = Bitext.load(path).beads
    assert [(bead.status, bead.changed_by) for bead in beads[2:4]] == [("confirmed", "Li"), ("auto", "")]
