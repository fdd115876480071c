"""Findings as one self-contained page: grouped by their matter, both sides highlighted, filtered by keys.

The page loads nothing and sends nothing. Its frame is that of all pages (`align.frame`), what is its own
stands in `page/`. Findings are laid out only near the screen, so that ten thousand of them open as ten do.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import IO, Any

from markupsafe import Markup

from align.frame.page import PageWords, static
from align.frame.text import aligned, highlighted, plain, show
from align.languages import direction
from align.terms.agreement import Agreement
from align.terms.checks import CHECKS, GROUPS
from align.terms.findings import SEVERITIES, Finding, Span
from align.words import counted, say

_SEVERITIES = {"error": say("error"), "warning": say("warning"), "suggestion": say("suggestion")}


@dataclass(frozen=True, slots=True)
class CheckRow:
    """A row of the summary: a check and how often it found something."""

    code: str
    title: str
    severity: str
    count: int
    share: float
    """Of the most frequent code, from 0 to 1."""


def write(
    findings: Sequence[Finding], file: IO[bytes], ending: str, agreed: Sequence[Agreement] = ()
) -> None:
    """Write the page."""
    words = PageWords()
    content = _content(findings) | {"agreed": [each.said() for each in agreed]}
    for piece in static("align.terms.report", words, groups=_groups(findings, words), **content):
        file.write(piece.encode())


def _content(findings: Sequence[Finding]) -> dict[str, Any]:
    """Return what the page shows above the findings."""
    severities = Counter(finding.severity for finding in findings)
    return {
        "documents": list(dict.fromkeys(finding.document for finding in findings if finding.document)),
        "codes": list(_codes(findings)),
        "severities": [(each, _SEVERITIES[each]) for each in SEVERITIES if severities[each]],
        "terms": sorted({finding.term for finding in findings if not _is_coded(finding)}),
        "count": len(findings),
    }


def _codes(findings: Sequence[Finding]) -> Iterator[CheckRow]:
    counts = Counter(finding.code for finding in findings)
    severities = {finding.code: finding.severity for finding in findings}
    most = max(counts.values(), default=1)
    for code, count in counts.most_common():
        yield CheckRow(code, CHECKS[code].title, severities[code], count, count / most)


def _groups(findings: Iterable[Finding], words: PageWords) -> Iterator[Markup]:
    """Yield the findings of each concept or term together, in the order of their first."""
    groups: dict[str, list[Finding]] = {}
    for finding in findings:
        groups.setdefault(_group(finding), []).append(finding)
    for members in groups.values():
        first = members[0]
        name = words(CHECKS[first.code].title) if _is_coded(first) else show(_group(first))
        code = f"{first.code} " if _is_coded(first) else ""
        count = f" <small>{len(members)}</small>" if len(members) > 1 else ""
        rows = "\n".join(_folded(alike, words) for alike in _alike(members))
        yield Markup(f'<section class="group"><h2>{code}{name}{count}</h2>\n{rows}\n</section>\n')


def _alike(findings: Iterable[Finding]) -> Iterable[list[Finding]]:
    """Return findings of one cause together: the same matter, found in the same words."""
    causes: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        causes.setdefault((finding.matter, finding.found), []).append(finding)
    return causes.values()


def _folded(alike: list[Finding], words: PageWords) -> str:
    """Return the first of several findings of one cause, and the others folded below it."""
    first, *others = (_finding(each, words) for each in alike)
    if not others:
        return first
    said = words(counted("the same in {n} more place", "the same in {n} more places", n=len(others)))
    return f'{first}<details class="alike"><summary>{said}</summary>{"".join(others)}</details>'


def _is_coded(finding: Finding) -> bool:
    """Tell whether a finding stands with those of its code, not with those of its term."""
    return CHECKS[finding.code] not in GROUPS["terms"]


def _group(finding: Finding) -> str:
    """Return what a finding stands under: its term, or its code."""
    if _is_coded(finding):
        return finding.code
    expected = " / ".join(finding.expected)
    return f"{finding.term} → {expected}" if expected else finding.term


def _finding(finding: Finding, words: PageWords) -> str:
    place = " · ".join(filter(None, [finding.paragraph, finding.unit]))
    severity = finding.severity
    return (
        f'<article class="finding card {severity}" data-code="{show(finding.code)}" tabindex="-1">'
        f'<p class="said"><span class="badge {severity}">{show(finding.code)}'
        f" <span>{words(_SEVERITIES[severity])}</span></span>"
        f'<span>{words(finding.message)}</span><span class="place">{show(place)}</span></p>'
        f'<div class="pair">{_text(finding.source, finding.source_spans, severity, finding.languages[0])}'
        f"{_text(finding.target, finding.target_spans, severity, finding.languages[1])}</div></article>"
    )


def _text(text: str, spans: Iterable[Span], severity: str, language: str) -> str:
    shown = highlighted(text, spans, severity)
    if not language:
        return f'<p dir="{direction(text)}">{shown}</p>'
    way = direction("", language)
    return f'<p lang="{plain(language)}" dir="{way}">{aligned(text, language, shown)}</p>'
