"""The five pages, served or in a file, for the tests that look at all of them."""

from dataclasses import replace

import pytest
from batches import make_archive
from click.testing import CliRunner
from reviewing import CORPORA, report_bitext, reviewing, serving, spoilt

from align import exchange
from align.batch.config import BatchSettings
from align.batch.pairs import find_pairs
from align.batch.run import run
from align.cli import main
from align.terms import report
from align.terms.base import Concept, Term, TermBase
from align.terms.check import check

BASE = TermBase(
    (Concept("un", (Term("United Nations", "en"), Term("国联", "zh"), Term("联合国", "zh", "deprecated"))),)
)
PAGES = ("pair", "findings", "batch", "review", "folder", "memory", "lookup")


def bitext():
    whole = spoilt(report_bitext(60))
    beads = list(whole.beads)
    beads[7] = replace(beads[7], target=())
    beads[12] = replace(beads[12], status="flagged", note="look here")
    beads[13] = replace(beads[13], status="confirmed", why="hand")
    return replace(whole, beads=tuple(beads), created="2026-11-29", recipe={"model": "default"})


@pytest.fixture(scope="module")
def addresses(web, tmp_path_factory):
    """The address of each page; the served ones have their servers."""
    out = tmp_path_factory.mktemp("pages")
    documents = [str(CORPORA / f"report/report.{language}.docx") for language in ("en", "zh")]
    assert CliRunner().invoke(main, ["pair", *documents, "-o", str(out / "sample.html")]).exit_code == 0
    exchange.write(bitext(), out / "pair.html")
    report.write(check(bitext(), BASE), out / "findings.html")
    archive = make_archive(out / "archive", 3, broken=(2,))
    terms = out / "base.tsv"
    terms.write_text("en\tzh-CN\tzh-CN deprecated\nexperts\t行家\t专家\n", encoding="utf-8")
    run(find_pairs(archive), out / "batch", BatchSettings(jobs=1, terms=(str(terms),)))
    (out / "review").mkdir()
    bitext().save(out / "review/x.bitext.jsonl")
    assert (
        CliRunner()
        .invoke(main, ["tm", "add", str(out / "memory"), str(out / "review/x.bitext.jsonl")])
        .exit_code
        == 0
    )
    with reviewing(out / "review") as (_, url), serving(out / "memory") as desk:
        yield {
            "pair": (out / "pair.html").as_uri(),
            "sample": (out / "sample.html").as_uri(),
            "findings": (out / "findings.html").as_uri(),
            "batch": (out / "batch/report.html").as_uri(),
            "review": f"{url}review/x.bitext.jsonl",
            "folder": url,
            "memory": f"{desk}?find=concordance&q=development",
            "lookup": f"{desk}?find=lookup&q=Report of the Secretary-General",
        }
