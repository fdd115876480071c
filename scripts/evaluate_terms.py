#!/usr/bin/env python3
"""Measure the term checks: recall on errors put into real pairs, false alarms on the pairs as they are.

    python scripts/evaluate_terms.py --pairs ../shared/data/eval/unpc_dev.tsv --terms BASE.tsv …

Every error is put into a unit of its own; a check recalls it when it raises its code on that unit (for
figures: any code of figures; for names: a forbidden term too).
Units that raise alarms as they are bear no error. Alarms are counted on the
clean units; `--sample N` prints that many to be judged by a person, since real pairs hold real errors too.
Beside it stands a naive checker: substrings, and digits compared as strings.

`--decisions FILE` counts precision by check from what a person said of each finding: true, harmless (a
difference that nobody would change) or false. tests/cases/terms/decisions.tsv holds those of the UN pairs
with the base corpora/terms/un.tbx, by direction, row and code.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from align import embed
from align.bitext import Bead, Bitext, Side
from align.document import Segment
from align.terms import formats
from align.terms.base import Concept, Term, TermBase, merge, with_kinds
from align.terms.check import CheckSettings, check
from align.terms.findings import Finding
from align.terms.occurrences import Finder, Occurrence

CODES = ("T1", "T2", "N1", "N2", "N3")
FAMILIES = {"T1": ("T1",), "T2": ("T1", "T2")}
"""Codes that recall an error: a near-synonym of a name may be one that the base forbids."""
FIGURES = ("N1", "N2", "N3")


@dataclass(frozen=True)
class Pair:
    """A unit and, once spoilt, the code that a checker should raise."""

    source: str
    target: str


@dataclass(frozen=True)
class Score:
    """What a bench finds of one code; rates are of the errors, alarms of a thousand clean units."""

    errors: int
    recall: float
    as_code: float
    naive: float
    alarms: float
    naive_alarms: float
    missed: tuple[Pair, ...]


def main() -> int:
    """Run the bench and print the table."""
    arguments = options()
    bench = Bench(arguments.pairs, arguments.terms, reverse=arguments.reverse, seed=arguments.seed)
    print(f"{len(bench.pairs)} pairs, {len(bench.base.concepts)} concepts, {bench.seconds:.1f} s")
    print(f"{'code':6}{'errors':>8}{'recall':>9}{'as code':>9}{'naive':>9}{'alarms/1000':>14}{'naive':>9}")
    for code in CODES:
        score = bench.score(code)
        for pair in score.missed[: arguments.misses]:
            print(f"missed {code}: {pair.source}\n  {pair.target}")
        rates = f"{score.recall:9.3f}{score.as_code:9.3f}{score.naive:9.3f}"
        print(f"{code:6}{score.errors:8}{rates}{score.alarms:14.2f}{score.naive_alarms:9.2f}")
    rates = {code: round(bench.rate(code), 2) for code in {code for code, _ in bench.alarms} - {*CODES}}
    print("other codes, alarms/1000:", dict(sorted(rates.items())))
    total = 1000 * len(bench.alarms) / len(bench.pairs)
    print(f"all codes on by default, alarms/1000 before judging: {total:.2f}")
    if arguments.decisions:
        print(*precision(bench, read_decisions(arguments.decisions)), sep="\n")
    for finding in bench.chance.sample(bench.clean, min(arguments.sample, len(bench.clean))):
        print(f"\n{finding.code} {finding.message}\n  {finding.source}\n  {finding.target}")
    return 0


def options() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("--pairs", type=Path, required=True, help="zh<TAB>en, one pair a line")
    parser.add_argument("--terms", type=Path, nargs="+", required=True)
    parser.add_argument("--reverse", action="store_true", help="check en → zh")
    parser.add_argument("--sample", type=int, default=0, help="print so many alarms on clean units")
    parser.add_argument(
        "--misses", type=int, default=0, help="print so many errors of each code that were missed"
    )
    parser.add_argument("--decisions", type=Path, help="verdicts by direction, row and code")
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


class Bench:
    """Real pairs with a base, the alarms they raise as they are, and the errors that can be put into them."""

    def __init__(self, pairs: Path, terms: Iterable[Path], *, reverse: bool = False, seed: int = 1) -> None:
        self.chance = random.Random(seed)
        self.pairs = list(read_pairs(pairs, reverse=reverse))
        self.languages = ("en", "zh-CN") if reverse else ("zh-CN", "en")
        base = merge(with_kinds(formats.read(path)) for path in terms)
        self.base = with_forbidden(base, self.pairs, self.languages)
        self._model = embed.load()
        self._naive = Naive(self.base, self.languages)
        began = time.perf_counter()
        self.clean = self.check(self.pairs)
        self.seconds = time.perf_counter() - began
        self.alarms = {(finding.code, position(finding)) for finding in self.clean}
        self._naive_alarms = {(c, i) for i, pair in enumerate(self.pairs) for c in self._naive.codes(pair)}

    def check(self, units: list[Pair]) -> list[Finding]:
        """Return what the checks that are on by default find."""
        return check(as_bitext(units, self.languages), self.base, CheckSettings(), self._model)

    def rate(self, code: str) -> float:
        """Return the alarms of a code on a thousand clean units."""
        return 1000 * sum(c == code for c, _ in self.alarms) / len(self.pairs)

    def score(self, code: str) -> Score:
        """Put errors of one kind into the pairs and count those that are found."""
        spoilt, places = spoil(self.pairs, SPOILERS[code], self.base, self.languages, self.chance)
        # Where an alarm rang before, nobody can tell whether it now rings for the error.
        places = [i for i in places if not any((c, i) in self.alarms for c in CODES)]
        raised = {(f.code, position(f)) for f in self.check(spoilt)}
        missed = [i for i in places if not any((c, i) in raised for c in FAMILIES.get(code, FIGURES))]
        naive = [
            i for i in places if code in self._naive.codes(spoilt[i]) and (code, i) not in self._naive_alarms
        ]
        errors = max(len(places), 1)
        return Score(
            errors=len(places),
            recall=1 - len(missed) / errors,
            as_code=sum((code, i) in raised for i in places) / errors,
            naive=len(naive) / errors,
            alarms=self.rate(code),
            naive_alarms=1000 * sum(c == code for c, _ in self._naive_alarms) / len(self.pairs),
            missed=tuple(spoilt[i] for i in missed),
        )


Decisions = dict[tuple[str, int, str], str]
"""Direction, row and code of a finding → true, harmless or false."""


def read_decisions(path: Path) -> Decisions:
    """Read what a person said of findings."""
    rows = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()[1:])
    return {(direction, int(row), code): verdict for direction, row, code, verdict in rows}


def judged(bench: Bench, decisions: Decisions) -> list[tuple[Finding, str]]:
    """Return the findings on the clean pairs with their verdicts; `unread` where nobody has read them."""
    direction = "zh-en" if bench.languages[1] == "en" else "en-zh"
    return [
        (finding, decisions.get((direction, position(finding) + 1, finding.code), "unread"))
        for finding in bench.clean
    ]


def precision(bench: Bench, decisions: Decisions) -> Iterator[str]:
    """Yield a table: severity and code, findings, and the verdicts on them."""
    verdicts: dict[tuple[str, str], Counter[str]] = {}
    for finding, verdict in judged(bench, decisions):
        for code in (finding.code, "all"):
            verdicts.setdefault((finding.severity, code), Counter())[verdict] += 1
    yield f"{'severity':12}{'code':6}{'all':>6}{'true':>6}{'harmless':>10}{'false':>7}{'unread':>8}"
    for (severity, code), count in sorted(verdicts.items()):
        said = f"{count['true']:6}{count['harmless']:10}{count['false']:7}{count['unread']:8}"
        yield f"{severity:12}{code:6}{count.total():6}{said}"


def read_pairs(path: Path, *, reverse: bool) -> Iterator[Pair]:
    """Yield the pairs of a file without their paragraph numbers, which are no part of a segment."""
    for line in path.read_text(encoding="utf-8").splitlines():
        chinese, english = (re.sub(r"^\d+[.．]\s*", "", side).strip() for side in line.split("\t")[:2])
        yield Pair(english, chinese) if reverse else Pair(chinese, english)


def as_bitext(pairs: list[Pair], languages: tuple[str, str]) -> Bitext:
    """Return pairs as a bitext whose units are paragraphs of their own."""
    beads = tuple(Bead((Segment(pair.source),), (Segment(pair.target),)) for pair in pairs)
    return Bitext(Side(languages[0], "bench"), Side(languages[1], "bench"), beads)


def position(finding: Finding) -> int:
    """Return which pair a finding is about."""
    return int(finding.unit.rsplit(":", 1)[1]) - 1


def with_forbidden(base: TermBase, pairs: list[Pair], languages: tuple[str, str]) -> TermBase:
    """Give every fourth concept that the pairs use a forbidden variant: its words with one replaced.

    Variants that stand in the pairs already are left out: there, they may be right for something else.
    """
    finder = Finder(base, languages[0])
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


Spoiler = Callable[[Pair, TermBase, tuple[Finder, Finder], random.Random], Pair | None]


def spoil(
    pairs: list[Pair], spoiler: Spoiler, base: TermBase, languages: tuple[str, str], chance: random.Random
) -> tuple[list[Pair], list[int]]:
    """Return the pairs with an error in each that can bear it, and which those are."""
    finders = (Finder(base, languages[0]), Finder(base, languages[1]))
    # Neighbours count as context: only every third unit is spoilt.
    spoilt = [
        (spoiler(pair, base, finders, chance) if i % 3 == 1 else None) or pair for i, pair in enumerate(pairs)
    ]
    return spoilt, [i for i, pair in enumerate(pairs) if spoilt[i] is not pair]


def use_forbidden(
    pair: Pair, base: TermBase, finders: tuple[Finder, Finder], chance: random.Random
) -> Pair | None:
    """Put the forbidden variant in the place of the right term."""
    there = {o.concept.id for o in finders[0].find(pair.source)}
    for o in finders[1].find(pair.target):
        bad = [t for t in o.concept.forbidden(o.term.language) if t.status == "deprecated"]
        if bad and o.concept.id in there and o.term.status != "deprecated":
            return replace(pair, target=pair.target[: o.start] + bad[0].text + pair.target[o.end :])
    return None


def misname(pair: Pair, base: TermBase, finders: tuple[Finder, Finder], chance: random.Random) -> Pair | None:
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
    pair: Pair, base: TermBase, finders: tuple[Finder, Finder], chance: random.Random
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
    pair: Pair, base: TermBase, finders: tuple[Finder, Finder], chance: random.Random
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
    pair: Pair, base: TermBase, finders: tuple[Finder, Finder], chance: random.Random
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


class Naive:
    """Checks as a simple tool does: substrings for terms, digit strings for figures."""

    def __init__(self, base: TermBase, languages: tuple[str, str]) -> None:
        self._concepts = [
            (
                bool(concept.kind),
                [term.text.lower() for term in concept.allowed(languages[0])],
                [term.text.lower() for term in concept.allowed(languages[1])],
                [term.text.lower() for term in concept.forbidden(languages[1])],
            )
            for concept in base.concepts
        ]

    def codes(self, pair: Pair) -> set[str]:
        """Return the codes that it raises on a pair."""
        source, target = pair.source.lower(), pair.target.lower()
        raised = set()
        for is_name, terms, allowed, forbidden in self._concepts:
            if any(term in source for term in terms):
                if any(term in target for term in forbidden):
                    raised.add("T1")
                if is_name and not any(term in target for term in allowed):
                    raised.add("T2")
        figures = [Counter(re.findall(r"\d+", side)) for side in (source, target)]
        return raised | {"N1", "N2", "N3"} if figures[0] != figures[1] else raised


if __name__ == "__main__":
    sys.exit(main())
