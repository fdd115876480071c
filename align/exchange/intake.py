"""The one room through which every command reads what other tools write.

A format opens a file as `Filed`: a head, and entries in any number of languages that stream from disk. Here
entries become what is asked for: two languages of them as a bitext whose beads lie on a shelf, so that a file
of any size can be converted; what is not taken is counted and named in `Skipped`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from itertools import islice
from typing import cast

from align.bitext import TRUST, Bead, Bitext, Status, least_trusted
from align.codes import carried
from align.document import Code
from align.errors import ReadError
from align.exchange.choosing import Two, choose_two, is_turned, linked
from align.exchange.entries import Entry, EntryText, Filed, latest
from align.exchange.options import Options
from align.exchange.shelf import Shelf
from align.exchange.skipped import Skipped
from align.exchange.units import FACTS, FiledUnit, beads_from
from align.languages import same_language
from align.recognise import language_of
from align.text import clean
from align.unusual import Unusual, seen
from align.words import listed, say

_LOOKED_AT = 200
"""Texts by which a language is recognised that a file does not name."""


class Beads:
    """Beads that are made anew each time they are gone through; a bitext takes them for its tuple."""

    def __init__(self, make: Callable[[], Iterable[Bead]], count: int) -> None:
        self._make, self._count = make, count

    def __iter__(self) -> Iterator[Bead]:
        return iter(self._make())

    def __len__(self) -> int:
        return self._count

    @classmethod
    def of(cls, rows: Iterable[FiledUnit], document: str) -> tuple[Bead, ...]:
        """Return the beads of rows that stream; the rows are gone through now, and kept on a shelf."""
        shelf = Shelf(rows)
        return cast("tuple[Bead, ...]", cls(lambda: beads_from(shelf, document), len(shelf)))

    @classmethod
    def looked_at(cls, beads: Collection[Bead], found: Unusual) -> tuple[Bead, ...]:
        """Return beads that are counted as they are gone through, where they are unusual."""
        return cast("tuple[Bead, ...]", cls(lambda: seen(beads, found), len(beads)))

    @classmethod
    def mapped(cls, change: Callable[[Bead], Bead], beads: Collection[Bead]) -> tuple[Bead, ...]:
        """Return beads, each changed as it comes."""
        return cast("tuple[Bead, ...]", cls(lambda: map(change, beads), len(beads)))


def bitext_of(filed: Filed, options: Options, skipped: Skipped, where: str) -> Bitext:
    """Return two languages of a file as a bitext; its beads may be gone through any number of times.

    Raises:
        ReadError: the file is damaged, or holds no text in two languages, or not those asked for.
        WhichTwoError: it holds more languages than were asked for.
    """
    codes: dict[str, None] = {}

    def look(entry: Entry) -> None:
        codes.update(dict.fromkeys(said.language for said in entry.said))

    shelf = Shelf(filed.entries, look)
    if not filed.keeps_single:
        codes.pop("", None)
    two, wanted = _two(list(codes), filed, options, skipped, shelf, where)
    head = filed.head
    rows = _rows(shelf, two, skipped, keeps_single=filed.keeps_single)
    turned = bool(is_turned(wanted, (head.source_language, "")))
    source, target = (head.side(code, is_original=place == turned) for place, code in enumerate(wanted))
    beads = Beads.of(rows, head.document)
    left_out = {"left_out": dict(skipped.counts)} if skipped.counts else {}
    return Bitext(source, target, beads, head.level, dict(head.recipe) | left_out, head.created)


def _two(
    codes: list[str], filed: Filed, options: Options, skipped: Skipped, entries: Iterable[Entry], where: str
) -> tuple[Two, tuple[str, str]]:
    """Return which languages to take, as the file names them and as they are called.

    A language that the file does not name is the one that was asked for, else that of the text. What is to
    be translated yet has one language.
    """
    if not codes and skipped.counts and not (filed.keeps_single and any(True for _ in entries)):
        reason = next(iter(skipped.lines()))
        raise ReadError(say("no translation units, but {reason}", reason=reason), where=where,
                        mend=say("export it again from its program"))  # fmt: skip
    if not filed.keeps_single:
        two = choose_two(codes, options, filed.head.source_language, where)
        return two, two.codes
    names = _names(dict.fromkeys((*filed.head.languages, *codes)), options, entries)
    if not (filed.head.source_language or any((options.source_language, options.target_language))):
        raise ReadError(say("it does not name its languages"), where=where,
                        mend=say("name them with --from and --to"))  # fmt: skip
    held = list(dict.fromkeys(filter(None, names.values())))
    if (
        len(held) == 1
        and is_turned((held[0], ""), (options.source_language, options.target_language)) is False
    ):
        return Two(tuple(code for code in names if names[code]), ("",)), (held[0], options.target_language)
    two = choose_two(held, options, filed.head.source_language, where)
    chosen = [tuple(code for code in names if names[code] in side) for side in two]
    return Two(chosen[0], chosen[1]), two.codes


def _names(codes: Iterable[str], options: Options, entries: Iterable[Entry]) -> dict[str, str]:
    """Return what the languages of a file are called by what it names them; empty: nobody knows."""
    names = {code: code for code in codes}
    if "" in names:
        asked = (options.source_language, options.target_language)
        left = [
            code for code in asked if code and not any(same_language(code, held) for held in names if held)
        ]
        texts = (said.text for entry in entries for said in entry.said if not said.language)
        text = "\n".join(islice(texts, _LOOKED_AT))
        names[""] = left[0] if left else language_of(text) if text else ""
    return names


def _rows(entries: Iterable[Entry], two: Two, skipped: Skipped, *, keeps_single: bool) -> Iterator[FiledUnit]:
    """Yield the units that hold text in the two languages; count what is not taken."""
    for entry in entries:
        sources, targets = ([said for said in entry.said if said.language in codes] for codes in two)
        if sources and targets:
            yield from _pairs(entry, sources, targets)
        elif keeps_single and (sources or targets):
            yield _row(entry, sources[0] if sources else None, targets[0] if targets else None)
        elif entry.said:
            wanted = listed(two.target if sources else two.source)
            skipped.add(say("units without text in {languages}", languages=wanted), entry.where)
        if others := sum(said.language not in two.source + two.target for said in entry.said):
            skipped.add(say("texts in other languages"), entry.where, others)


def _pairs(entry: Entry, sources: list[EntryText], targets: list[EntryText]) -> Iterator[FiledUnit]:
    """Yield the unit, and again for each further variant of one language, as of en-GB and en-US."""
    for place, (source, target) in enumerate(linked(sources, targets), 1):
        row = _row(entry, source, target)
        yield row if place == 1 or not row.id else row._replace(id=f"{row.id}#{place}")


def _row(entry: Entry, source: EntryText | None, target: EntryText | None) -> FiledUnit:
    sides = [said for said in (source, target) if said]
    pivot = any("score" not in each.facts for each in entry.said)  # which says nothing of its own alignment
    said = entry.facts | together(*(side.facts for side in sides), pivot=pivot)  # type: ignore[operator]
    edit = latest((entry.edit, *(side.edit for side in sides)))
    return FiledUnit(
        clean(source.text) if source else "",
        clean(target.text) if target else "",
        {name: said[name] for name in FACTS if name in said},
        note=edit.note,
        id=entry.id,
        changed_by=edit.changed_by,
        changed_at=edit.changed_at,
        codes=(_codes(source), _codes(target)),
        props=entry.props,
        comments=edit.comments,
    )


def _codes(said: EntryText | None) -> tuple[Code, ...]:
    """Return the codes of a text where they belong once it is clean."""
    return carried(said.codes, said.text, clean(said.text), clean) if said and said.codes else ()


def together(*said: Mapping[str, str], pivot: bool = True) -> dict[str, str]:
    """Return what texts of a multilingual unit say about their alignment with its pivot, as of a pair.

    Without a pivot each says it of their own alignment.

    >>> together({"score": "0.9", "status": "confirmed"}, {"score": "0.8", "status": "auto"})
    {'score': '0.720', 'status': 'auto'}
    """
    if not any(said):  # so it is with nearly all
        return {}
    known = {name: value for side in said for name, value in side.items()}
    scores = [float(side["score"]) for side in said if "score" in side]
    if len(scores) > 1:
        known["score"] = f"{scores[0] * scores[1] if pivot else min(scores):.3f}"
    statuses = [side["status"] for side in said if side.get("status") in TRUST]
    if statuses:
        known["status"] = least_trusted(cast(list[Status], statuses))
    return known
