"""Errors put into real pairs: forbidden terms, names of another, figures, dates and symbols that differ."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from align.terms.base import Concept, Term, TermBase
from align.terms.occurrences import Occurrence, TermFinder


@dataclass(frozen=True)
class Pair:
    """A unit and, once spoilt, the code that a checker should raise."""

    source: str
    target: str


def with_forbidden(base: TermBase, pairs: list[Pair], languages: tuple[str, str]) -> TermBase:
    """Give every fourth concept that the pairs use a forbidden variant: its words with one replaced.

    Variants that stand in the pairs already are left out: there, they may be right for something else.
    """
    finder = TermFinder(base, languages[0])
    used = {o.concept.id for pair in pairs for o in finder.find(pair.source)}
    chosen = {c.id for n, c in enumerate(c for c in base.concepts if c.id in used) if n % 4 == 0}
    return replace(
        base,
        concepts=tuple(_forbid(c, languages[1], pairs) if c.id in chosen else c for c in base.concepts),
    )


def _forbid(concept: Concept, language: str, pairs: list[Pair]) -> Concept:
    allowed = concept.allowed(language)
    variant = _near_synonym(allowed[0].text) if allowed else ""
    if not variant or any(variant.lower() in pair.target.lower() for pair in pairs):
        return concept
    return replace(concept, terms=(*concept.terms, Term(variant, language, "deprecated")))


_HEADS = {
    "Council": "Board", "Committee": "Panel", "Commission": "Authority", "Assembly": "Meeting",
    "Office": "Bureau", "Programme": "Scheme", "Convention": "Treaty", "Charter": "Statute",
    "Fund": "Facility", "Organization": "League", "Union": "League", "Court": "Tribunal",
    "Agency": "Bureau", "Secretary-General": "Director-General", "Commissioner": "Secretary",
    "Conference": "Congress", "Declaration": "Proclamation", "Treaty": "Pact", "Platform": "Plan",
    "States": "Countries", "State": "Country", "Goals": "Targets", "Group": "Team", "Mission": "Bureau",
    "理事会": "董事会", "委员会": "小组", "大会": "全会", "办事处": "事务所", "公约": "条约", "宪章": "章程",
    "组织": "联盟", "方案": "计划", "计划署": "方案署", "法院": "法庭", "秘书长": "干事长",
    "会员国": "成员国", "宣言": "声明", "条约": "协定", "纲要": "大纲", "会议": "大会", "目标": "指标",
    "联盟": "同盟", "基金": "资金", "署": "局", "厅": "处", "高专办": "专员署",
}  # fmt: skip
"""Nouns of titles, and what a careless translator might take them for."""


def _other_head(title: str) -> str | None:
    """Return a title with another noun: *Security Council* → *Security Board*; None: it has none we know."""
    for head, other in _HEADS.items():
        whole = rf"\b{head}\b" if head.isascii() else head
        if re.search(whole, title):
            return re.sub(whole, other, title)
    return None


def _near_synonym(term: str) -> str:
    """Return another wording that a translator might use: *right to development* → *development right*."""
    other = _other_head(term)
    if other:
        return other
    words = term.removesuffix(" (the)").split()
    if re.search("[\u4e00-\u9fff]", term):
        return term[:-1] + "事项" if len(term) > 2 else term + "事项"
    if len(words) > 2 and words[1] in ("of", "to", "on", "for"):
        return " ".join([*words[2:], words[0].lower()])
    return " ".join([*words[:-1], "matter"]) if len(words) > 1 else f"{term} matter"


Spoiler = Callable[[Pair, TermBase, tuple[TermFinder, TermFinder], random.Random], Pair | None]


def spoil(
    pairs: list[Pair], spoiler: Spoiler, base: TermBase, languages: tuple[str, str], chance: random.Random
) -> tuple[list[Pair], list[int]]:
    """Return the pairs with an error in each that can bear it, and which those are."""
    finders = (TermFinder(base, languages[0]), TermFinder(base, languages[1]))
    # Neighbours count as context: only every third unit is spoilt.
    spoilt = [
        (spoiler(pair, base, finders, chance) if i % 3 == 1 else None) or pair for i, pair in enumerate(pairs)
    ]
    return spoilt, [i for i, pair in enumerate(pairs) if spoilt[i] is not pair]


def use_forbidden(
    pair: Pair, base: TermBase, finders: tuple[TermFinder, TermFinder], chance: random.Random
) -> Pair | None:
    """Put the forbidden variant in the place of the right term."""
    there = {o.concept.id for o in finders[0].find(pair.source)}
    for o in finders[1].find(pair.target):
        bad = [t for t in o.concept.forbidden(o.term.language) if t.status == "deprecated"]
        if bad and o.concept.id in there and o.term.status != "deprecated":
            return replace(pair, target=pair.target[: o.start] + bad[0].text + pair.target[o.end :])
    return None


def misname(
    pair: Pair, base: TermBase, finders: tuple[TermFinder, TermFinder], chance: random.Random
) -> Pair | None:
    """Put another country, another body or a near-synonym in the place of every mention of a name.

    It is an error only where no valid rendering is left: a name of which a part stays is passed over.
    """
    there = {o.concept.id for o in finders[0].find(pair.source) if o.concept.kind}
    mentions = finders[1].find(pair.target)
    named = [o for o in mentions if o.concept.id in there]
    if not named:
        return None
    wanted = chance.choice(named)
    # Several bases may hold the same name: all its concepts go.
    family = {o.concept.id for o in named if (o.start, o.end) == (wanted.start, wanted.end)}
    target = pair.target
    for start, end in sorted({(o.start, o.end) for o in mentions if o.concept.id in family}, reverse=True):
        wrong = _misnaming(target[start:end], wanted, base, there, random.Random(wanted.concept.id))
        if wrong is None:
            return None
        target = target[:start] + wrong + target[end:]
    left = (t.text for c in base.concepts if c.id in family for t in c.allowed(wanted.term.language))
    return None if any(text.lower() in target.lower() for text in left) else replace(pair, target=target)


def _misnaming(
    shown: str, wanted: Occurrence, base: TermBase, there: set[str], chance: random.Random
) -> str | None:
    """Return what a careless translator writes for a name, the same for every mention of it."""
    language, kind = wanted.term.language, wanted.concept.kind
    if kind != "country" and not shown.isupper():
        return _other_head(shown)
    own = [t.text for t in wanted.concept.allowed(language)]
    others = (
        t.text for c in base.concepts if c.kind == kind and c.id not in there for t in c.allowed(language)
    )
    fitting = [
        text.removesuffix(" (the)").removeprefix("the ") for text in others
        if (kind == "country" or text.isupper()) and not any(_share_a_word(text, name) for name in own)
    ]  # fmt: skip
    return chance.choice(fitting) if fitting else None


def _share_a_word(one: str, other: str) -> bool:
    """Tell whether two names may be of one country: *Nicaragua*, *the Republic of Nicaragua*."""
    state = r"共和国|人民|民主|王国|联邦|[Rr]epublic|[Dd]emocratic|[Pp]eople|[Ss]tates?|[Uu]nited|[Ff]ederal"
    one, other = (re.sub(state, "", name) for name in (one, other))
    words = (
        re.findall(r"[^\W\d_]{4,}", one) if one.isascii() else [one[i : i + 2] for i in range(len(one) - 1)]
    )
    return any(word in other for word in words)


def change_number(
    pair: Pair, base: TermBase, finders: tuple[TermFinder, TermFinder], chance: random.Random
) -> Pair | None:
    """Change one digit of a figure that is no part of a date or symbol, or its size."""
    dates = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
    figure = r"(?<![A-Za-z0-9/.,(-])\d[\d,]*(?:\.\d+)?(?![\d/]|\s*\([\dIVXL]|[-–]\d|年|月|日|[至和]\d+[月日])"
    figures = [
        m for m in re.finditer(figure, pair.target)
        if not re.search(rf"{dates}\s?$", pair.target[: m.start()])
        and not re.match(rf"\s?(?:(?:[-–]|to|and)\s?\d+\s)?{dates}", pair.target[m.end() :])
        and not re.fullmatch(r"(?:19|20)\d\d", m[0])
    ]  # fmt: skip
    return _with(pair, chance.choice(figures), chance) if figures else None


def change_date(
    pair: Pair, base: TermBase, finders: tuple[TermFinder, TermFinder], chance: random.Random
) -> Pair | None:
    """Change the day or the year of a date."""
    months = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
    english = rf"(?<!\d)\d{{1,2}}(?=\s{months})|(?<=[a-z]\s)(?:19|20)\d\d(?!\s?\(|s)"
    dates = [
        *re.finditer(english, pair.target),
        *re.finditer(r"\d{4}(?=年(?!代))|(?<!\d)\d{1,2}(?=[月日])", pair.target),
    ]
    return _with(pair, chance.choice(dates), chance) if dates else None


def change_symbol(
    pair: Pair, base: TermBase, finders: tuple[TermFinder, TermFinder], chance: random.Random
) -> Pair | None:
    """Change a figure of a document symbol."""
    symbols = list(
        re.finditer(
            r"[A-Z]+(?:/[A-Z0-9.]+)*/\d+|(?<![\d/])(?:\d\d+/\d{1,4}|\d/\d\d+)(?![\d/])|\d{3,4}\s?\(\d{4}\)",
            pair.target,
        )
    )
    symbols = [m for m in symbols if any(c.isdigit() for c in m[0])]
    return _with(pair, chance.choice(symbols), chance) if symbols else None


SPOILERS: dict[str, Spoiler] = {
    "T1": use_forbidden, "T2": misname, "N1": change_number, "N2": change_date, "N3": change_symbol,
}  # fmt: skip


def _with(pair: Pair, match: re.Match[str], chance: random.Random) -> Pair:
    """Return the pair with one digit of a match changed."""
    digits = [i for i in range(match.start(), match.end()) if pair.target[i].isdigit()]
    place = chance.choice(digits)
    # A first digit may not turn the year 2014 into 8014: nobody mistypes so, and no reader overlooks it.
    year = re.fullmatch(r"(?:19|20)\d\d|.*\((?:19|20)\d\d\)", match[0]) and place >= match.end() - 5
    place = match.end() - 1 - match[0].endswith(")") if year else place
    choices = [d for d in "123456789" if d != pair.target[place]]
    return replace(pair, target=pair.target[:place] + chance.choice(choices) + pair.target[place + 1 :])
