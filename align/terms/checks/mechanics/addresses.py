"""Addresses of pages and persons that the translation lacks or changes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from align.languages import every
from align.terms.checked_bitext import CheckedBitext
from align.terms.checks.check import Check
from align.terms.findings import Finding
from align.text import ADDRESS
from align.words import say

ADDRESS_DIFFERS = say("{term} in the original, {found} in the translation")
ADDRESS_MISSING = say("{term} is missing in the translation")

_MARKS = every(
    lambda each: (mark.lower() for mark in (each.code, each.name, *each.file_marks) if mark.isascii())
)
_LANGUAGE = re.compile(f"(?<![a-z]){_MARKS}(?![a-z])")


def _find(bitext: CheckedBitext) -> Iterator[Finding]:
    for row in bitext.linked:
        if not ("://" in row.unit.source or "www." in row.unit.source or "@" in row.unit.source):
            continue
        around = {_same(address) for near in bitext.around(row) for address in _addresses(near.unit.target)}
        lacking = [address for address in _addresses(row.unit.source) if _same(address) not in around]
        if lacking:
            said = {_same(address) for address in _addresses(row.unit.source)}
            new = [address for address in _addresses(row.unit.target) if _same(address) not in said]
            yield CHECK.finding(
                row.unit, ADDRESS_DIFFERS if new else ADDRESS_MISSING,
                term=", ".join(lacking), found=", ".join(new),
            )  # fmt: skip


def _addresses(text: str) -> list[str]:
    return [address.rstrip(".,;:)>]\"'") for address in ADDRESS.findall(text)]


def _same(address: str) -> str:
    """Return an address without what may differ: its case, and the language of the page."""
    return _LANGUAGE.sub("", address.lower().rstrip("/"))


CHECK = Check(
    "M7", say("An address of a page or person differs"), say("address differs"), "suggestion", _find
)
