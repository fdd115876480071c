"""The report of a run: one self-contained page for people, and a table of what failed.

Everything comes from the ledger by queries, row by row. No time or machine stands in it: runs of the same
files give the same page. Long lists are cut in the page, never in the table.
"""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from importlib.resources import files
from itertools import islice
from pathlib import Path
from sqlite3 import Row
from string import Template
from urllib.parse import quote

from align import __version__
from align.batch.config import BatchSettings
from align.batch.ledger import Ledger
from align.batch.pairs import Double, Leftover, Pairing
from align.batch.report.charts import band, distribution
from align.batch.task import BINS, output_path
from align.exchange.html_rows import show
from align.files import write_whole
from align.terms.checks import CHECKS
from align.words import unpacked

PAGE = "report.html"
FAILURES = "failures.tsv"

MOST = 500
"""Rows of a list in the page: nobody reads more, and a browser has to open it."""

_ALIGNED = "FROM pair WHERE wanted AND status = 'aligned'"
_FAILED = "FROM pair WHERE wanted AND status = 'failed'"
_BROKEN = "broken file"
_COLUMNS = ("name", "kind", "what", "place", "mend", "source", "target")


def write(ledger: Ledger, pairing: Pairing, out: Path, settings: BatchSettings, stale: Iterable[str]) -> None:
    """Write `report.html` and `failures.tsv`.

    Raises:
        WriteError: the folder cannot be written.
    """
    with write_whole(out / FAILURES) as file:
        text = io.TextIOWrapper(file, encoding="utf-8", newline="", errors="replace")
        table = csv.writer(text, dialect="excel-tab", lineterminator="\n")
        table.writerow(_COLUMNS)
        table.writerows(
            ("", _BROKEN, left.reason, _place(left, pairing), "", "", "") for left in _broken(pairing)
        )
        table.writerows(
            tuple(map(unpacked, row))
            for row in ledger.rows(f"SELECT {', '.join(_COLUMNS)} {_FAILED} ORDER BY name")
        )
        text.flush()
        text.detach()
    before, after = (
        Template(_piece("page.html"))
        .substitute(_frame(ledger, pairing, settings, stale), rows="\0")
        .split("\0")
    )
    with write_whole(out / PAGE) as file:
        file.write(before.encode())
        for row in ledger.rows(f"SELECT * {_ALIGNED} ORDER BY trust, name LIMIT {MOST}"):
            file.write(_document(row, settings).encode())
        file.write(after.encode())


def _piece(name: str) -> str:
    return files("align.batch.report").joinpath("frame", name).read_text(encoding="utf-8")


def _frame(ledger: Ledger, pairing: Pairing, settings: BatchSettings, stale: Iterable[str]) -> dict[str, str]:
    aligned = ledger.one(f"SELECT count(*) AS count {_ALIGNED}")["count"]
    shown = f"{MOST} of {aligned:,}" if aligned > MOST else f"{aligned:,}"
    return {
        "version": __version__,
        "title": show(pairing.folder.resolve().name or "batch"),
        "css": _piece("page.css"),
        "figures": "\n".join(_figures(ledger, pairing)),
        "charts": "\n".join(_charts(ledger)),
        "findings": _findings(ledger),
        "failures": _failures(ledger, pairing),
        "about_documents": f"{shown} documents. Trust is mean confidence × coverage: text without a partner "
        "counts as not trusted.",
        "rest": "\n".join(_rest(ledger, pairing, stale)),
        "signature": show(settings.signature()),
    }


def _figures(ledger: Ledger, pairing: Pairing) -> Iterator[str]:
    row = ledger.one(
        "SELECT count(*) AS pairs, coalesce(sum(source_segments + target_segments), 0) AS segments,"
        " coalesce(sum(beads), 0) AS beads, sum(mean_score * beads) / max(sum(beads), 1) AS mean,"
        " 1 - 1.0 * sum(unmatched_source + unmatched_target)"
        f" / max(sum(source_segments + target_segments), 1) AS coverage {_ALIGNED}"
    )
    failed = ledger.one(f"SELECT count(*) AS count {_FAILED}")["count"]
    yield _figure("documents aligned", f"{row['pairs']:,}")
    yield _figure("pairs failed", f"{failed:,}", bad=bool(failed))
    broken = len(_broken(pairing))
    yield _figure("files broken", f"{broken:,}", bad=bool(broken))
    yield _figure("sentences", f"{row['segments']:,}")
    yield _figure("matches", f"{row['beads']:,}")
    yield _figure("mean confidence", f"{row['mean'] or 0:.3f}")
    yield _figure("coverage", f"{row['coverage'] or 0:.1%}")


def _figure(name: str, value: str, *, bad: bool = False) -> str:
    bad_class = ' class="bad"' if bad else ""
    return f"<div{bad_class}><dt>{name}</dt><dd>{value}</dd></div>"


def _charts(ledger: Ledger) -> Iterator[str]:
    scores = ledger.rows(
        "SELECT key AS step, sum(value) AS count FROM pair, json_each(scores)"
        " WHERE wanted AND status = 'aligned' GROUP BY key"
    )
    yield distribution("Confidence of matches", _steps(scores), "matches")
    for name, value in (("Trust in documents", "trust"), ("Coverage of documents", _COVERAGE)):
        step = f"min(cast({value} * {BINS} AS INTEGER), {BINS - 1})"
        rows = ledger.rows(f"SELECT {step} AS step, count(*) AS count {_ALIGNED} GROUP BY step")
        yield distribution(name, _steps(rows), "documents")


_COVERAGE = "(1 - 1.0 * (unmatched_source + unmatched_target) / max(source_segments + target_segments, 1))"


def _steps(rows: Iterable[Row]) -> list[int]:
    counts = {row["step"]: row["count"] for row in rows}
    return [counts.get(step, 0) for step in range(BINS)]


def _findings(ledger: Ledger) -> str:
    """Return the findings by code, with a bar of each code's share; nothing where no terms were checked."""
    rows = ledger.rows(
        "SELECT key, sum(value) AS count FROM pair, json_each(findings)"
        " WHERE wanted AND status = 'aligned' GROUP BY key ORDER BY count DESC, key"
    )
    counts = {row["key"]: row["count"] for row in rows}
    if not counts:
        return ""
    most = max(counts.values())
    lines = []
    for key, count in counts.items():
        code, _, severity = key.partition(" ")
        title = show(CHECKS[code].title)
        lines.append(
            f'<tr><th scope="row">{show(code)}</th><td>{title}</td><td>{show(severity)}</td>'
            f'<td class="bar"><i class="{show(severity)}" style="--share: {count / most:.3f}"></i></td>'
            f'<td class="number">{count:,}</td></tr>'
        )
    return f"<section><h2>Findings by code</h2><table><tbody>{''.join(lines)}</tbody></table></section>"


def _broken(pairing: Pairing) -> list[Leftover]:
    return [left for left in pairing.leftovers if left.broken]


def _failures(ledger: Ledger, pairing: Pairing) -> str:
    kinds = Counter({row["kind"]: row["count"] for row in ledger.rows(
        f"SELECT kind, count(*) AS count {_FAILED} GROUP BY kind ORDER BY kind")})  # fmt: skip
    broken = _broken(pairing)
    kinds.update({_BROKEN: len(broken)} if broken else {})
    if not kinds:
        return ""
    lines = "".join(
        f'<tr><th scope="row">–</th><td class="kind">{_BROKEN}</td><td>{show(left.reason)}'
        f"<small>{show(_place(left, pairing))}</small></td><td></td></tr>"
        for left in broken[:MOST]
    ) + "".join(
        f'<tr><th scope="row">{show(row["name"])}</th><td class="kind">{show(row["kind"])}</td>'
        f"<td>{show(unpacked(row['what']))}<small>{show(unpacked(row['place']))}</small></td><td>{show(unpacked(row['mend']))}</td></tr>"
        for row in ledger.rows(f"SELECT * {_FAILED} ORDER BY kind, name LIMIT {MOST}")
    )
    told = ", ".join(f"{kind} {count:,}" for kind, count in kinds.most_common())
    return (
        '<section id="failures"><h2>Failures</h2>'
        f'<p class="note">{show(told)}. All of them: <a href="{FAILURES}">{FAILURES}</a></p>'
        '<div class="wide" tabindex="0" role="region" aria-label="Failures"><table><thead><tr>'
        '<th scope="col">Pair</th><th scope="col">Error</th><th scope="col">What and where</th>'
        f'<th scope="col">How to mend it</th></tr></thead><tbody>{lines}</tbody></table></div></section>'
    )


def _document(row: Row, settings: BatchSettings) -> str:
    name, segments = row["name"], row["source_segments"] + row["target_segments"]
    coverage = 1 - (row["unmatched_source"] + row["unmatched_target"]) / max(segments, 1)
    page = ".html" in settings.endings
    shown = _link(output_path(name, ".html"), name) if page else show(name)
    about = " · ".join(filter(None, [row["symbol"], f"{row['source_language']} → {row['target_language']}"]))
    findings = sum(json.loads(row["findings"]).values())
    found = _link(output_path(name, ".findings.html"), f"{findings:,}") if settings.terms else ""
    links = " ".join(
        _link(output_path(name, ending), ending[1:].split(".")[0]) for ending in settings.endings
    )
    return (
        f'<tr><th scope="row">{shown}<small>{show(about)}</small></th>'
        f'<td class="number">{row["beads"]:,}</td><td class="number">{row["mean_score"]:.3f}</td>'
        f'<td class="number">{coverage:.1%}</td>'
        f'<td class="bar"><i class="{band(row["trust"])}" style="--share: {row["trust"]:.3f}"></i></td>'
        f'<td class="number">{found}</td><td>{links}</td></tr>\n'
    )


def _link(path: str, text: str) -> str:
    return f'<a href="{quote(path)}">{show(text)}</a>'


def _rest(ledger: Ledger, pairing: Pairing, stale: Iterable[str]) -> Iterator[str]:
    """Yield what a person may want to unfold: how pairs were found, and the files that are in none."""
    hows = ledger.rows("SELECT how, count(*) AS count FROM pair WHERE wanted GROUP BY how ORDER BY how")
    paired = ", ".join(f"{row['how']} {row['count']:,}" for row in hows)
    yield f'<p class="note">Paired by {show(paired)}.</p>'
    lone = [left for left in pairing.leftovers if not left.broken]
    leftovers = (f"{_place(each, pairing)}: {each.reason}" for each in lone)
    doubles = (f"{_place(each, pairing)}: {each.reason}" for each in pairing.doubles)
    yield _folded("files without a partner", len(lone), leftovers)
    yield _folded("doubles", len(pairing.doubles), doubles)
    known = list(stale)
    yield _folded(
        "files of earlier runs that belong to no pair now; remove them if you like", len(known), known
    )


def _place(each: Leftover | Double, pairing: Pairing) -> str:
    """Return where a file lies in the archive."""
    folder = pairing.folder
    return (each.path.relative_to(folder) if each.path.is_relative_to(folder) else each.path).as_posix()


def _folded(name: str, count: int, lines: Iterable[str]) -> str:
    if not count:
        return ""
    items = "".join(f"<li>{show(line)}</li>" for line in islice(lines, MOST))
    more = f"<li>and {count - MOST:,} more</li>" if count > MOST else ""
    return f"<details><summary>{count:,} {name}</summary><ul>{items}{more}</ul></details>"
