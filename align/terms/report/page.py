"""Findings as one self-contained page: grouped by their matter, both sides highlighted, filtered by keys.

The page loads nothing and sends nothing. Findings are laid out only near the screen, so that ten thousand
of them open as ten do.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from importlib.resources import files
from string import Template
from typing import IO

from align.terms.checks import CHECKS, GROUPS
from align.terms.findings import SEVERITIES, Finding, Span
from align.text import legal


def write(findings: Sequence[Finding], file: IO[bytes], ending: str) -> None:
    """Write the page."""
    before, after = Template(_piece("page.html")).substitute(_frame(findings), groups="\0").split("\0")
    file.write(before.encode())
    for group in _groups(findings):
        file.write(group.encode())
    file.write(after.encode())


def _piece(name: str) -> str:
    return files("align.terms.report").joinpath("frame", name).read_text(encoding="utf-8")


def _frame(findings: Sequence[Finding]) -> dict[str, str]:
    documents = list(dict.fromkeys(finding.document for finding in findings if finding.document))
    about = (
        documents[0] if len(documents) == 1 else f"{len(documents)} documents" if documents else "no findings"
    )
    counts = Counter(finding.code for finding in findings)
    severities = Counter(finding.severity for finding in findings)
    return {
        "title": _show(f"Findings: {about}"),
        "codes": "\n".join(_bars(findings, counts)),
        "code_options": "".join(f'<option value="{c}">{c} {_show(CHECKS[c].title)}</option>' for c in counts),
        "severity_options": "".join(f"<option>{s}</option>" for s in SEVERITIES if severities[s]),
        "term_options": "".join(f'<option value="{_show(t)}">' for t in _terms(findings)),
        "count": f"{len(findings):,}",
        "css": _piece("page.css"),
        "js": _piece("page.js"),
    }


def _is_of_terms(finding: Finding) -> bool:
    return CHECKS[finding.code] in GROUPS["terms"]


def _terms(findings: Iterable[Finding]) -> list[str]:
    return sorted({finding.term for finding in findings if _is_of_terms(finding)})


def _bars(findings: Sequence[Finding], counts: Counter[str]) -> Iterator[str]:
    """Yield a row of the summary a code, with a bar of its share."""
    worst = {finding.code: finding.severity for finding in findings}
    most = max(counts.values(), default=1)
    for code, count in counts.most_common():
        bar = f'<i class="{worst[code]}" style="--share: {count / most:.3f}"></i>'
        yield (
            f'<tr><th scope="row">{code}</th><td>{_show(CHECKS[code].title)}</td>'
            f'<td class="chart">{bar}</td><td class="number">{count:,}</td></tr>'
        )


def _groups(findings: Iterable[Finding]) -> Iterator[str]:
    """Yield the findings of each concept or term together, in the order of their first."""
    groups: dict[str, list[Finding]] = {}
    for finding in findings:
        groups.setdefault(_group(finding), []).append(finding)
    for name, members in groups.items():
        count = f" <small>{len(members)}</small>" if len(members) > 1 else ""
        rows = "\n".join(map(_finding, members))
        yield f'<section class="group"><h2>{_show(name)}{count}</h2>\n{rows}\n</section>\n'


def _group(finding: Finding) -> str:
    """Return the heading under which a finding stands: its term, or what kind of finding it is."""
    if _is_of_terms(finding):
        expected = " / ".join(finding.expected)
        return f"{finding.term} → {expected}" if expected else finding.term
    return f"{finding.code} {CHECKS[finding.code].title}"


def _finding(finding: Finding) -> str:
    place = " · ".join(filter(None, [finding.paragraph, finding.unit]))
    return (
        f'<article class="finding {finding.severity}" data-code="{finding.code}" tabindex="-1">'
        f'<p class="said"><span class="badge">{finding.code} {finding.severity}</span>'
        f'<span>{_show(finding.message)}</span><span class="place">{_show(place)}</span></p>'
        f'<div class="texts"><p dir="auto">{_marked(finding.source, finding.source_spans)}</p>'
        f'<p dir="auto">{_marked(finding.target, finding.target_spans)}</p></div></article>'
    )


def _marked(text: str, spans: Iterable[Span]) -> str:
    """Return a text with its spans marked, as HTML."""
    pieces, reached = [], 0
    for start, end in sorted(spans):
        if start >= reached:
            pieces += [_show(text[reached:start]), f"<mark>{_show(text[start:end])}</mark>"]
            reached = end
    return "".join([*pieces, _show(text[reached:])])


def _show(text: str) -> str:
    return escape(legal(text))
