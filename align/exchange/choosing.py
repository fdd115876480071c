"""Which two languages to take of a file that holds several: those asked for, and never a guess.

A language is asked for by its main code: `en` finds en-GB and en-US, and both are taken; `en-GB` finds en-GB
alone where it is there. Where nobody asked and the file holds more than two, the answer is a question.

>>> choose_two(["en-GB", "en-US", "zh-CN"], Options(), "en-GB", "x.tmx")
Two(source=('en-GB', 'en-US'), target=('zh-CN',))
>>> choose_two(["en", "fr", "zh"], Options(target_language="zh-CN"), "en", "x.tmx")
Two(source=('en',), target=('zh',))
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple, TypeVar

from align.errors import ReadError, WhichTwoError
from align.exchange.options import Options
from align.languages import family, same_language
from align.words import listed, say

T = TypeVar("T")


class Two(NamedTuple):
    """The codes that are taken for either side; of one language there may be several variants."""

    source: tuple[str, ...]
    target: tuple[str, ...]

    @property
    def codes(self) -> tuple[str, str]:
        """Return the code of either side: its own, or that of the language where it has several."""
        one, other = (codes[0] if len(codes) == 1 else family(codes[0]) for codes in self)
        return one, other

    def turned(self) -> Two:
        """Return the same the other way round."""
        return Two(self.target, self.source)


def is_turned(held: tuple[str, str], wanted: tuple[str, str]) -> bool | None:
    """Tell whether two languages stand the other way round than wanted; None: they are other languages.

    An empty code, on either side, is of any language.

    >>> [is_turned(("zh-CN", "en"), wanted) for wanted in (("en", "zh"), ("", "en"), ("fr", ""))]
    [True, False, None]
    """
    for turned, order in ((False, held), (True, held[::-1])):
        pairs = zip(wanted, order, strict=True)
        if all(not want or not have or same_language(want, have) for want, have in pairs):
            return turned
    return None


def choose_two(held: Sequence[str], options: Options, named: str, where: str) -> Two:
    """Return which languages of a file to take.

    Args:
        held: the codes in the file, each once, in its order.
        options: the languages that are asked for.
        named: the code of the source language that the file names; empty: it names none.
        where: the file, for errors.

    Raises:
        ReadError: the file holds fewer than two languages, or not those asked for.
        WhichTwoError: it holds more than were asked for.
    """
    if len(held) < 2:
        told = listed(held) if held else say("none")
        raise ReadError(
            say("no translation units in two languages, only {languages}", languages=told),
            where=where,
            mend=say("export it again from its program"),
        )
    if options.source_language and options.source_language == options.target_language:
        raise ReadError(
            say("source and target are one language, {language}", language=options.source_language),
            where=where,
            mend=say("it holds {languages}", languages=listed(held)),
        )
    source = _asked(held, options.source_language, where)
    target = _asked([code for code in held if code not in source], options.target_language, where)
    others = [group for group in _groups(held) if not {*source, *target} & {*group}]
    if not source:
        if not target and len(others) > 2:
            raise _question(held, where)
        named_one = [group for group in others if any(same_language(code, named) for code in group)]
        source = named_one[0] if named_one else others[0] if not target else _only(others, held, where)
        others.remove(source)
    return Two(source, target or _only(others, held, where))


def linked(sources: Sequence[T], targets: Sequence[T]) -> list[tuple[T, T]]:
    """Pair variants of two languages; a further one goes with the first of the other, so that none is lost.

    >>> linked(["en-GB", "en-US"], ["zh-CN"])
    [('en-GB', 'zh-CN'), ('en-US', 'zh-CN')]
    """
    return [(sources[0], target) for target in targets] + [(source, targets[0]) for source in sources[1:]]


def _only(groups: Sequence[tuple[str, ...]], held: Sequence[str], where: str) -> tuple[str, ...]:
    """Return the one language that is left."""
    if len(groups) != 1:
        raise _question(held, where)
    return groups[0]


def _question(held: Sequence[str], where: str) -> WhichTwoError:
    return WhichTwoError(
        say("it holds {languages}: which two?", languages=listed(held)),
        where=where,
        mend=say("name them with --from and --to"),
    )


def _groups(held: Iterable[str]) -> list[tuple[str, ...]]:
    """Return the codes language by language; where all are of one language, code by code."""
    groups: dict[str, list[str]] = {}
    for code in held:
        groups.setdefault(family(code), []).append(code)
    found = [tuple(group) for group in groups.values()]
    return found if len(found) > 1 else [(code,) for code in held]


def _asked(held: Sequence[str], code: str, where: str) -> tuple[str, ...]:
    """Return the codes of the language that is asked for; one with a country by itself if it is there."""
    if not code:
        return ()
    alike = tuple(each for each in held if same_language(each, code))
    if not alike:
        raise ReadError(say("no text in {code}", code=code), where=where,
                        mend=say("it holds {languages}", languages=listed(held)))  # fmt: skip
    return (code,) if "-" in code and code in alike else alike
