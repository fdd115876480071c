"""Findings as SARIF 2.1.0 (OASIS), which code hosts and editors show beside the file.

A finding lies in a unit, not on a line: `logicalLocations` names it. By fingerprints a tool knows a finding
again in the next run.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import IO, Any
from urllib.parse import quote

from align import __version__
from align.terms.agreement import Agreement
from align.terms.checks import CHECKS
from align.terms.findings import Finding
from align.text import encodable

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {"error": "error", "warning": "warning", "suggestion": "note"}


def write(
    findings: Sequence[Finding], file: IO[bytes], ending: str, agreed: Sequence[Agreement] = ()
) -> None:
    """Write one run: its rules are the checks that found something."""
    codes = list(dict.fromkeys(finding.code for finding in findings))
    driver = {"name": "align-tm", "version": __version__, "rules": [_rule(code) for code in codes]}
    run = {"tool": {"driver": driver}, "results": [_result(each, codes) for each in findings]}
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    file.write(encodable(json.dumps(log, ensure_ascii=False, indent=1)).encode() + b"\n")


def _rule(code: str) -> dict[str, Any]:
    check = CHECKS[code]
    return {
        "id": code,
        "shortDescription": {"text": str(check.title)},
        "defaultConfiguration": {"level": _LEVELS[check.severity]},
    }


def _result(finding: Finding, codes: list[str]) -> dict[str, Any]:
    unit = {"name": finding.unit, "fullyQualifiedName": finding.unit, "kind": "element"}
    place: dict[str, Any] = {"logicalLocations": [unit]}
    if finding.document:
        place["physicalLocation"] = {"artifactLocation": {"uri": quote(encodable(finding.document))}}
    return {
        "ruleId": finding.code,
        "ruleIndex": codes.index(finding.code),
        "level": _LEVELS[finding.severity],
        "message": {"text": str(finding.message)},
        "locations": [place],
        "partialFingerprints": {"alignFinding/v1": finding.fingerprint},
        "properties": {
            "source": finding.source, "target": finding.target, "term": finding.term,
            "expected": list(finding.expected), "found": finding.found, "paragraph": finding.paragraph,
        },
    }  # fmt: skip
