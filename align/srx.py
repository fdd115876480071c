r"""SRX 2.0: the rules by which a CAT tool cuts text into segments.

A rule looks at one place in a text: what stands before it, what after, and whether to break there. Of
the rules of a language, in order, the first that fits a place decides; where none fits, nothing breaks.
Ours and OmegaT's lie in `align/languages/rules`, and a translator's own file is read the same way.

>>> rules = Rules("example", (rule(r"\bNo\.", r"\s\d", breaks=False), rule(r"[.?!]+", r"\s", breaks=True)))
>>> breaks("See No. 5. Then go.", rules)
[10]

Rule files are written for the regular expressions of Java (OmegaT, Okapi, LanguageTool) and ICU (the
standard). The `regex` package knows nearly all of both; `_translate` sees to the rest.

Source: SRX 2.0 (GALA/LISA OSCAR, 2008), sections 4 and 5.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import regex

from align.errors import SettingsError
from align.files import check_input, xml_parser
from align.words import say

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_BYTES = 8 * 2**20
"""Largest rule file; LanguageTool's, the largest found, has 220 kB."""
MAX_PATTERN = 20_000
"""Longest expression, in characters, since compiling takes time; LanguageTool's longest has 5,258."""
SECONDS = 5.0
"""Longest that one text may take: fifty times what 100,000 characters need with our rules."""

# Java and ICU write these otherwise than `regex`. White space is Java's, which holds no no-break space:
# "para.\u00a05" must not be cut at a space whose only meaning is not to be cut at.
_ESCAPES = {
    "s": r"\ \t\n\x0b\f\r",
    "v": r"\n\x0b\f\r\x85\u2028\u2029",
    "h": r"\ \t\xa0\u1680\u180e\u2000-\u200a\u202f\u205f\u3000",
}
_PROPERTIES = {"javaLowerCase": "Ll", "javaUpperCase": "Lu", "javaLetter": "L", "javaDigit": "Nd"}
_TOKEN = regex.compile(
    r"\\Q(?P<quoted>.*?)(?:\\E|$)"
    r"|\\(?P<space>[svhSVH])"
    r"|\\(?:x\{(?P<hex>[0-9A-Fa-f]{1,6})\}|0(?P<octal>[0-7]{1,3}))"
    r"|\\[pP]\{(?P<property>java\w+)\}"
    r"|\\(?P<end>[zZeE])"
    r"|\(\?(?P<flags>[a-zA-Z]*[dU][a-zA-Z]*)(?=[:)-])"
    r"|\\.|(?P<bracket>[\[\]])",
    regex.DOTALL,
)
_BACK_REFERENCE = regex.compile(r"(?<!\\)(?:\\\\)*\\(?:[1-9]|k<)")


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: whether to break where `here` fits, an expression without width."""

    breaks: bool
    here: regex.Pattern[str]


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of one language in their order, and the file they come from."""

    source: str
    rules: tuple[Rule, ...] = ()


def rule(before: str, after: str, *, breaks: bool, where: str = "") -> Rule:
    """Compile one rule from what stands before and after the place.

    Raises:
        SettingsError: one of the two is no regular expression.
    """
    before, after = (_translated(side, where) for side in (before, after))
    return Rule(breaks, regex.compile(f"(?<={before})(?={after})", regex.V1))


def read_srx(path: Path, language: str) -> Rules:
    """Read the rules that a file holds for a language (BCP 47).

    Raises:
        ReadError: the file is missing or empty.
        SettingsError: it is no SRX, has nothing for the language, or a rule makes no sense.
    """
    root = _parse(check_input(path))
    where = str(path)
    known = {group.get("languagerulename"): group for group in root.iterfind(".//{*}languagerule")}
    rules: list[Rule] = []
    for name in _names(root, language, where):
        if name not in known:
            raise SettingsError(
                say("a languagemap names the rules {name!r}, which are not there", name=name), where=where
            )
        rules += _rules(known[name], say("{path}, rules {name!r}", path=where, name=name))
    return Rules(where, tuple(rules))


def breaks(text: str, rules: Rules) -> list[int]:
    """Return the places, in order, at which the rules cut a text.

    Raises:
        SettingsError: a rule takes longer than `SECONDS`.
    """
    deadline = time.monotonic() + SECONDS
    found: set[int] = set()
    exceptions: list[Rule] = []
    try:
        for one in rules.rules:
            if not one.breaks:
                exceptions.append(one)
                continue
            for match in one.here.finditer(text, timeout=SECONDS):
                place = match.start()
                left = max(deadline - time.monotonic(), 1e-3)
                if not any(e.here.match(text, place, timeout=left) for e in exceptions):
                    found.add(place)
    except TimeoutError as error:
        raise SettingsError(
            say("its rules need more than {seconds:g} seconds for one paragraph", seconds=SECONDS),
            where=rules.source,
            mend=say("look for nested repetitions such as (a+)+"),
        ) from error
    return sorted(found - {0, len(text)})


def _parse(path: Path) -> _Element:
    from lxml import etree

    where = str(path)
    if path.stat().st_size > MAX_BYTES:
        raise SettingsError(say("the rule file has more than {most} MB", most=MAX_BYTES >> 20), where=where)
    try:
        root = etree.fromstring(path.read_bytes(), xml_parser())
    except etree.XMLSyntaxError as error:
        raise SettingsError(
            say("this is no XML: {reason}", reason=error.msg), where=where, mend=say("export the rules again")
        ) from error
    if etree.QName(root).localname != "srx":
        raise SettingsError(
            say("this is no SRX file"), where=where, mend=say("export the rules of your CAT tool as SRX")
        )
    return root


def _names(root: _Element, language: str, where: str) -> list[str]:
    """Return the names of the rule groups for a language: all that fit, or the first without cascade."""
    names: list[str] = []
    for number, entry in enumerate(root.iterfind(".//{*}languagemap"), 1):
        pattern = _translated(
            entry.get("languagepattern", ""), say("{path}, languagemap {number}", path=where, number=number)
        )
        if regex.fullmatch(pattern, language, regex.V1 | regex.IGNORECASE):
            names.append(entry.get("languagerulename", ""))
    header = root.find("{*}header")
    # OmegaT's own file leaves the attribute out and means yes.
    cascade = header is None or header.get("cascade", "yes") == "yes"
    if not names:
        raise SettingsError(
            say("no rules for the language {language!r}", language=language),
            where=where,
            mend=say("add a languagemap for it"),
        )
    return names if cascade else names[:1]


def _rules(group: _Element, where: str) -> Iterator[Rule]:
    for number, entry in enumerate(group.iterfind("{*}rule"), 1):
        before, after = (entry.findtext(f"{{*}}{side}") or "" for side in ("beforebreak", "afterbreak"))
        yield rule(
            before,
            after,
            breaks=entry.get("break", "yes") == "yes",
            where=say("{place}, rule {number}", place=where, number=number),
        )


def _translated(pattern: str, where: str) -> str:
    """Return a Java or ICU expression as one of `regex`, in a group of its own.

    Raises:
        SettingsError: it is no regular expression, too long, or refers back to a group.
    """
    if len(pattern) > MAX_PATTERN:
        raise SettingsError(
            say("an expression of {count} characters", count=len(pattern)),
            where=where,
            mend=say("shorten it"),
        )
    if _BACK_REFERENCE.search(pattern):
        # What stands before a place is read from right to left, where the group is not yet known.
        raise SettingsError(
            say("{pattern!r} refers back to a group", pattern=pattern),
            where=where,
            mend=say("write the rule without"),
        )
    translated = f"(?:{_translate(pattern)})"
    try:
        regex.compile(translated, regex.V1)
    except (regex.error, OverflowError, RecursionError) as error:
        raise SettingsError(
            say("{pattern!r} is no regular expression: {reason}", pattern=pattern, reason=str(error)),
            where=where,
            mend=say("mend or remove this rule"),
        ) from error
    return translated


def _translate(pattern: str) -> str:
    r"""Rewrite what Java and ICU write otherwise.

    >>> _translate(r"\Qp.\E\s[\s\x{201C}]")
    'p\\.[\\ \\t\\n\\x0b\\f\\r][\\ \\t\\n\\x0b\\f\\r\\U0000201C]'
    """
    depth = 0

    def one(match: regex.Match[str]) -> str:
        nonlocal depth
        if match["bracket"]:
            depth += 1 if match["bracket"] == "[" else -1 if depth else 0
            return match[0]
        return _token(match, inside=depth > 0)

    return _TOKEN.sub(one, pattern)


def _token(match: regex.Match[str], *, inside: bool) -> str:
    kind = match.lastgroup
    content = match[kind] if kind else ""
    if kind == "quoted":
        return regex.escape(content, literal_spaces=False)
    if kind == "space":
        members = _ESCAPES[content.lower()]
        return f"[^{members}]" if content.isupper() else members if inside else f"[{members}]"
    if kind in ("hex", "octal"):
        return f"\\U{int(content, 16 if kind == 'hex' else 8):08X}"
    if kind == "property":
        return f"\\{match[0][1]}{{{_PROPERTIES.get(content, 'L')}}}"
    if kind == "end":
        return {"z": r"\Z", "Z": r"(?=\n?\Z)", "e": r"\x1b", "E": ""}[content]
    if kind == "flags":  # d: Unix lines, U: Unicode classes; both are how `regex` works anyway
        return "(?" + content.replace("d", "").replace("U", "")
    return match[0]
