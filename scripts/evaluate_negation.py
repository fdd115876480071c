#!/usr/bin/env python3
"""Measure how negations that were lost or gained are told, for any pair of languages.

    python scripts/evaluate_negation.py ../shared/data/eval/unpc_dev.6way.tsv.xz --pairs en-fr es-ar

The file has a column a language, their codes in its first line. Of every pair it prints how many of a
thousand right translations are told, and the part that is found where a negation of the translation was left
out (lost) or put in (gained), one in a unit. `--rows` takes a part of the file, as `2000:4000`; `--show N`
prints N alarms to be read, `--missed N` so many errors that nobody noticed.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from evaluate_terms import Pair, as_bitext, position, read_columns

from align import embed
from align.terms.base import TermBase
from align.terms.check import CheckSettings, check
from align.terms.findings import Finding

PAIRS = ("en-fr", "en-es", "en-ru", "en-ar", "fr-en", "ru-en", "fr-zh", "es-ar", "ru-zh", "en-zh", "zh-en")
_VERBS = "is|are|was|were|has|have|had|does|do|did|can|could|will|would|shall|should|may|must"
_STILL_NO = {
    "es": "(?:ning[uú]n[oa]?s?|nadie|nada|nunca|jamás|tampoco|ni|sino|más|menos)",
    "ar": "(?:إلا|سوى|فحسب|وحسب|فقط)",
}
"""What goes on saying no where one is left out, *había ninguna*, or makes another word of it: *not only*."""
LOST = {
    "en": (
        rf"\b({_VERBS}) not (?!only|just)",
        r"\1 ",
    ),
    "fr": (r"\b(?:ne |n[’'])((?:l[’']|se |s[’'])?\w+) pas\b(?! seulement)", r"\1"),
    "es": (
        rf"\bno (?!es solo)(?![^.;:]{{0,80}}\b{_STILL_NO['es']}\b)"
        r"(?=(?:se )?\w+(?:[áóén]|aba|ía|ado|ido|ará|erá|irá|[ae])\b(?<!ción))",
        "",
    ),
    "ru": (r"\bне (?=\w+(?:[еи]т|[ую]т|[ая]т|ал[аио]?|ил[аио]?|ется|ются|лась|лись|лось|лся|ть)\b)", ""),
    "ar": (
        rf"\b(?:لا|لم|لن) (?=[يت]\w{{3,}})(?!يزال|تزال|يتجاوز|تتجاوز)(?![^.؛:]{{0,90}}\b{_STILL_NO['ar']}\b)",
        "",
    ),
    "zh": (r"(?<![得如凡并])不(?=[能应会得是])(?!得不|应求|是因)", ""),
}
"""What denies a verb, and what stays without it."""
SAYS_NO = {
    "en": r"\b(?:not|no|cannot|never)\b|n[’']t\b",
    "fr": r"\bne\b|\bn[’']",
    "es": r"\bno\b",
    "ru": r"\b(?:не|нет)\b",
    "ar": r"\b[وف]?(?:لا|لم|لن|ليس)\b",
    "zh": "[不未没无非]",
}
"""What an original must hold, so that a no can be lost."""
GAINED = {
    "en": (r"\b(is|are|was|were|will|shall|should) (?!not\b)(?=[a-z]+(?:ed|en)\b|be\b)", r"\1 not "),
    "fr": (r"(?<!ne )\b(est|sont|doit|doivent|devrait|peut|peuvent) (?!pas\b)", r"ne \1 pas "),
    "es": (r"(?<!no )(?<!se )\b(debe|deben|debería|puede|pueden|está|están|será|fue) ", r"no \1 "),
    "ru": (r"(?<!не )\b(должны|может|могут|будет|будут|был|была|было|были|является|являются) ", r"не \1 "),
    "ar": (
        r"(?<!لا )(?<!لم )(?<!أن )\b(يجوز|يمكن|تقوم|يقوم|ينبغي|تشمل|يشمل|تتضمن|يتضمن|يوجد|توجد|تقدم|يعتبر) ",
        r"لا \1 ",
    ),
    "zh": (r"(?<!不)(应当|能够|可以)", r"不\1"),
}
ONLY = CheckSettings(frozenset({"U4"}))


def main() -> int:
    """Print a table, a line a pair."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n\n")[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--pairs", nargs="+", default=PAIRS)
    parser.add_argument("--rows", default=":", help="which rows, as 2000:4000")
    parser.add_argument("--show", type=int, default=0, help="print so many alarms of each pair")
    parser.add_argument("--missed", type=int, default=0, help="print so many errors that were missed")
    arguments = parser.parse_args()
    print(f"{'pair':8}{'units':>7}{'told/1000':>11}{'lost':>7}{'found':>8}{'gained':>8}{'found':>8}")
    for name in arguments.pairs:
        codes = tuple(name.split("-"))
        first, last = (int(each) if each else None for each in arguments.rows.split(":"))
        pairs = read_columns(arguments.file, *codes)[first:last]
        clean = found(pairs, codes)
        line = f"{name:8}{len(pairs):7}{1000 * len(clean) / len(pairs):11.1f}"
        unseen: list[Pair] = []
        for change, needed in ((LOST, SAYS_NO[codes[0]]), (GAINED, "")):
            errors, noticed = recalled(pairs, codes, change[codes[1]], clean, needed)
            line += f"{len(errors):8}{len(noticed) / max(len(errors), 1):8.3f}"
            unseen += [pair for place, pair in errors.items() if place not in noticed]
        print(line, flush=True)
        chance = random.Random(1)
        for each in chance.sample(clean, min(arguments.show, len(clean))):
            print(f"\n{position(each) + 1} {each.message}\n  {each.source}\n  {each.target}")
        for pair in chance.sample(unseen, min(arguments.missed, len(unseen))):
            print(f"\nmissed\n  {pair.source}\n  {pair.target}")
    return 0


def found(pairs: list[Pair], codes: tuple[str, ...]) -> list[Finding]:
    """Return the negations that are told."""
    return check(as_bitext(pairs, codes), TermBase(()), ONLY, embed.load())


def recalled(
    pairs: list[Pair], codes: tuple[str, ...], change: tuple[str, str], clean: list[Finding], needed: str
) -> tuple[dict[int, Pair], set[int]]:
    """Return the pairs with an error, one each, and the places of those that are told."""
    alarmed = {position(each) for each in clean}
    errors = {}
    for place, pair in enumerate(pairs):
        wrong = re.sub(*change, pair.target, count=1)
        if wrong != pair.target and place not in alarmed and re.search(needed, pair.source, re.I):
            errors[place] = replace(pair, target=wrong)
    told = found([errors.get(place, pair) for place, pair in enumerate(pairs)], codes)
    return errors, {position(each) for each in told} & errors.keys()


if __name__ == "__main__":
    sys.exit(main())
