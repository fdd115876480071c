"""What a file of another tool says of its units, on the review page: notes with a name and a time are threads again."""

from dataclasses import replace

import pytest
from browsing import by_key, opened, quiet, stand_on
from reviewing import report_bitext, reviewing

from align import exchange
from align.bitext import Comment

SAID = (
    Comment("Li Wei", "20250304T102030Z", "Is this the official title?"),
    Comment("Zoë", "20250305T080000Z", "Yes.", settles=True),
)


@pytest.mark.parametrize("ending", [".tmx", ".xlf", ".v12.xlf"])
def test_comments_come_back_as_threads_that_are_answered(chromium, tmp_path, ending):
    bitext = report_bitext(12)
    beads = list(bitext.beads)
    beads[3] = replace(beads[3], comments=SAID, note="See the annex.")
    beads[5] = replace(beads[5], comments=SAID[:1])
    exchange.write(replace(bitext, beads=tuple(beads)), tmp_path / f"x{ending}")
    with (
        reviewing(tmp_path / f"x{ending}") as (_, url),
        opened(chromium, url, "x.bitext.jsonl") as page,
    ):
        rows = page.locator(".row[data-key]")
        assert rows.nth(5).locator(".thread p").all_inner_texts() == [
            "Li Wei 2025-03-04 10:20 UTC Is this the official title?"
        ]
        assert rows.nth(5).get_attribute("data-reason") == "discussed"
        assert rows.nth(3).locator(".thread.settled").count() == 1
        stand_on(page, 3)
        by_key("C")(page)
        own = page.locator("#panel .talk.here .comments li")
        assert [each.split("\n")[-1] for each in own.all_inner_texts()] == [
            "See the annex.",
            "Is this the official title?",
            "Yes.",
        ]
        page.keyboard.insert_text("Then say so.")
        page.keyboard.press("Enter")
        quiet(page)
        assert rows.nth(3).locator(".thread p").count() == 3
        assert rows.nth(3).get_attribute("data-reason") == "discussed", "it is open again"
