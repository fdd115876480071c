"""What the report of a run shows: figures, charts and lists, each a query of the ledger."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from sqlite3 import Row
from typing import Any
from urllib.parse import quote

from markupsafe import Markup

from align.batch.config import BatchSettings
from align.batch.figures import BINS, Coverage, part_of
from align.batch.ledger import Ledger
from align.batch.pairs import Double, Leftover, Pairing, Version
from align.batch.report.charts import distribution
from align.batch.task import output_path
from align.bitext import ENDING
from align.frame.page import PageWords, endonym
from align.terms.check import not_checked
from align.terms.checks import CHECKS
from align.words import Message, say, unpacked

MOST = 500
"""Rows of a list in the page: nobody reads more, and a browser has to open it."""

BROKEN = "broken file"
"""The kind of failure of a file that cannot be read at all."""

KIND_WORDS = {
    BROKEN: say("broken file"),
    "ReadError": say("cannot be read"),
    "WriteError": say("cannot be written"),
    "LanguageError": say("language not clear"),
    "NothingInCommonError": say("no translations of one another"),
    "SettingsError": say("setting that makes no sense"),
    "MissingError": say("program or package missing"),
    "Timeout": say("took too long"),
    "Memory": say("took too much memory"),
    "Crash": say("process crashed"),
    "Reviewed": say("changed since it was reviewed"),
}
"""What the kinds of failures are called in the page; others stand under their own names, as in the table."""

FAILED = "FROM pair WHERE wanted AND status = 'failed'"
_ALIGNED = "FROM pair WHERE wanted AND status = 'aligned'"
_COVERAGE = "(1 - 1.0 * (unmatched_source + unmatched_target) / max(source_segments + target_segments, 1))"

_SEVERITIES = {"error": say("error"), "warning": say("warning"), "suggestion": say("suggestion")}


@dataclass(frozen=True, slots=True)
class Figure:
    """One of the large figures at the top."""

    name: str
    value: str
    is_bad: bool = False


@dataclass(frozen=True, slots=True)
class CheckTotal:
    """A check, and how often it found something in the whole run."""

    code: str
    title: str
    severity: str
    severity_name: str
    count: int
    share: float
    """Of the most frequent code, from 0 to 1."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A pair or a file that gave no bitext."""

    name: str
    kind: str
    what: str
    place: str
    mend: str


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A pair that was aligned; addresses are relative to the report."""

    name: str
    about: str
    part: str
    """Where one side translates a part of the other alone: how much."""
    page: str
    """Address of its page; empty: none was asked for."""
    review: str
    """Address of its review, where `align review` serves the report."""
    matches: int
    mean_score: float
    coverage: float
    trust: float
    findings: int
    findings_page: str
    files: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Folded:
    """A list that a person may want to unfold."""

    name: str
    count: int
    lines: list[str]


def content(
    ledger: Ledger, pairing: Pairing, settings: BatchSettings, stale: Iterable[str], words: PageWords
) -> dict[str, Any]:
    """Return all that the page shows; the documents come as they are asked for."""
    kinds, failures = _failures(ledger, pairing)
    hows = ledger.rows("SELECT how, count(*) AS count FROM pair WHERE wanted GROUP BY how ORDER BY how")
    documents = ledger.rows(f"SELECT * {_ALIGNED} ORDER BY trust, name LIMIT {MOST}")
    return {
        "title": pairing.folder.resolve().name or "batch",
        "figures": list(_figures(ledger, pairing)),
        "charts": list(_charts(ledger, words)),
        "codes": list(_codes(ledger)),
        "not_checked": _not_checked(ledger) if settings.terms else [],
        "kinds": kinds,
        "kind_words": KIND_WORDS,
        "failures": failures,
        "aligned": ledger.one(f"SELECT count(*) AS count {_ALIGNED}")["count"],
        "most": MOST,
        "documents": (_document(row, settings) for row in documents),
        "paired": [(row["how"], row["count"]) for row in hows],
        "folded": [each for each in _folded(ledger, pairing, stale) if each.count],
        "signature": settings.signature(),
    }


def _figures(ledger: Ledger, pairing: Pairing) -> Iterator[Figure]:
    row = ledger.one(
        "SELECT count(*) AS pairs, coalesce(sum(source_segments + target_segments), 0) AS segments,"
        " coalesce(sum(beads), 0) AS beads, sum(mean_score * beads) / max(sum(beads), 1) AS mean,"
        " 1 - 1.0 * sum(unmatched_source + unmatched_target)"
        f" / max(sum(source_segments + target_segments), 1) AS coverage {_ALIGNED}"
    )
    failed = ledger.one(f"SELECT count(*) AS count {FAILED}")["count"]
    yield Figure(say("documents aligned"), f"{row['pairs']:,}")
    yield Figure(say("pairs failed"), f"{failed:,}", is_bad=bool(failed))
    unread = len(broken(pairing))
    yield Figure(say("files broken"), f"{unread:,}", is_bad=bool(unread))
    yield Figure(say("sentences"), f"{row['segments']:,}")
    yield Figure(say("matches"), f"{row['beads']:,}")
    yield Figure(say("mean confidence"), f"{row['mean'] or 0:.3f}")
    yield Figure(say("coverage"), f"{row['coverage'] or 0:.1%}")


def _charts(ledger: Ledger, words: PageWords) -> Iterator[Markup]:
    scores = ledger.rows(
        "SELECT key AS step, sum(value) AS count FROM pair, json_each(scores)"
        " WHERE wanted AND status = 'aligned' GROUP BY key"
    )
    yield distribution(say("Confidence of matches"), _steps(scores), say("matches"), words)
    for name, value in ((say("Trust in documents"), "trust"), (say("Coverage of documents"), _COVERAGE)):
        step = f"min(cast({value} * {BINS} AS INTEGER), {BINS - 1})"
        rows = ledger.rows(f"SELECT {step} AS step, count(*) AS count {_ALIGNED} GROUP BY step")
        yield distribution(name, _steps(rows), say("documents"), words)


def _steps(rows: Iterable[Row]) -> list[int]:
    counts = {row["step"]: row["count"] for row in rows}
    return [counts.get(step, 0) for step in range(BINS)]


def _codes(ledger: Ledger) -> Iterator[CheckTotal]:
    """Yield the findings by code; nothing where no terms were checked."""
    rows = ledger.rows(
        "SELECT key, sum(value) AS count FROM pair, json_each(findings)"
        " WHERE wanted AND status = 'aligned' GROUP BY key ORDER BY count DESC, key"
    )
    counts = {row["key"]: row["count"] for row in rows}
    most = max(counts.values(), default=1)
    for key, count in counts.items():
        code, _, severity = key.partition(" ")
        yield CheckTotal(
            code, CHECKS[code].title, severity, _SEVERITIES.get(severity, severity), count, count / most
        )


def _not_checked(ledger: Ledger) -> list[Message]:
    """Return what was not checked in the languages of the documents."""
    pairs = ledger.rows(f"SELECT DISTINCT source_language, target_language {_ALIGNED} ORDER BY 1, 2")
    rows = [tuple(row) for row in pairs]
    return not_checked(chain.from_iterable(rows), translations=[target for _, target in rows])


def broken(pairing: Pairing) -> list[Leftover]:
    """Return the files that could not be read at all."""
    return [left for left in pairing.leftovers if left.broken]


def _failures(ledger: Ledger, pairing: Pairing) -> tuple[list[tuple[str, int]], list[Failure]]:
    """Return the kinds of failures with their counts, and as many failures as the page shows."""
    rows = ledger.rows(f"SELECT kind, count(*) AS count {FAILED} GROUP BY kind ORDER BY kind")
    kinds = Counter({row["kind"]: row["count"] for row in rows})
    unread = broken(pairing)
    kinds.update({BROKEN: len(unread)} if unread else {})
    failed = ledger.rows(f"SELECT * {FAILED} ORDER BY kind, name LIMIT {MOST}")
    return kinds.most_common(), [
        *(Failure("–", BROKEN, left.reason, place(left, pairing), "") for left in unread[:MOST]),
        *(_failure(row) for row in failed),
    ]


def _failure(row: Row) -> Failure:
    return Failure(row["name"], row["kind"], *(unpacked(row[name]) for name in ("what", "place", "mend")))


def _document(row: Row, settings: BatchSettings) -> ReportRow:
    name, segments = row["name"], row["source_segments"] + row["target_segments"]
    part = _part(row)
    languages = f"{endonym(row['source_language'])} → {endonym(row['target_language'])}"

    def address(ending: str, *, wanted: bool = True) -> str:
        return quote(output_path(name, ending)) if wanted else ""

    return ReportRow(
        name,
        about=" · ".join(filter(None, [row["symbol"], languages])),
        part=part.told if part else "",
        page=address(".html", wanted=".html" in settings.endings),
        review="../review/" + address(ENDING),
        matches=row["beads"],
        mean_score=row["mean_score"],
        coverage=1 - (row["unmatched_source"] + row["unmatched_target"]) / max(segments, 1),
        trust=row["trust"],
        findings=sum(json.loads(row["findings"]).values()),
        findings_page=address(".findings.html", wanted=bool(settings.terms)),
        files=[(address(ending), ending[1:].split(".")[0]) for ending in settings.endings],
    )


def _part(row: Row) -> Coverage | None:
    sides = ((row[f"{side}_segments"], row[f"unmatched_{side}"]) for side in ("source", "target"))
    return part_of(*sides)


def _folded(ledger: Ledger, pairing: Pairing, stale: Iterable[str]) -> Iterator[Folded]:
    parts = ((row["name"], _part(row)) for row in ledger.rows(f"SELECT * {_ALIGNED} ORDER BY name"))
    yield _list(
        say("translations of a part"),
        [say("{where}: {what}", where=name, what=part.told) for name, part in parts if part],
    )
    yield _list(
        say("symbols, with the languages of their versions"),
        [
            say("{where}: {what}", where=symbol, what=" ".join(files))
            for symbol, files in versions(pairing).items()
        ],
    )
    lone = [left for left in pairing.leftovers if not left.broken]
    yield _list(say("files without a partner"), [_told(each, pairing) for each in lone])
    yield _list(say("doubles"), [_told(each, pairing) for each in pairing.doubles])
    yield _list(
        say("files of pairs or formats that are not asked for now; remove them if you like"), list(stale)
    )


def versions(pairing: Pairing) -> dict[str, dict[str, list[str]]]:
    """Return for each symbol its languages, and for each of these its files in the archive."""
    found: dict[str, dict[str, list[str]]] = {}
    for each in pairing.versions:
        files = found.setdefault(each.symbol, {}).setdefault(each.language, [])
        files.append(place(each, pairing))
    return found


def _list(name: str, lines: list[str]) -> Folded:
    return Folded(name, len(lines), list(islice(lines, MOST)))


def _told(each: Leftover | Double, pairing: Pairing) -> str:
    return say("{where}: {what}", where=place(each, pairing), what=each.reason)


def place(each: Leftover | Double | Version, pairing: Pairing) -> str:
    """Return where a file lies in the archive."""
    folder = pairing.folder
    return (each.path.relative_to(folder) if each.path.is_relative_to(folder) else each.path).as_posix()
