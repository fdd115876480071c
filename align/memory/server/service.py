"""The service: every protocol asks here, so that limits and checks stand in one place."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from time import thread_time
from typing import Annotated, Any

from fastapi import Depends, Request
from fastapi.concurrency import run_in_threadpool

from align.errors import SettingsError
from align.languages import is_code, normal_code
from align.memory.concordance import Concordance
from align.memory.lookup import Match
from align.memory.server.kept_answers import KeptAnswers
from align.memory.several import Memories, MemoryFigures
from align.memory.store import Memory
from align.words import say

MAX_TEXT = 2_000
"""Longest text that is looked up, in characters: what CAT servers take in a segment (CAT-TOOLS)."""
MAX_RESULTS = 50
QUICK = 65
"""Least match %, from which a look-up holds up nobody: of a million units it takes 1 to 20 ms; at 50, a
tenth of a second, at 10 three seconds."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one request may ask for."""

    threshold: int = 65
    """Least match % where the client names none; the UN's."""
    answer: int = 75
    """Least match % for protocols of machine translation, which show one answer and no per cent."""
    requests_per_second: float = 100.0
    """Of one client, in the long run: a CAT tool that pretranslates sends one after the other."""
    work_per_minute: float = 30.0
    """Seconds of processor that one client may take in a minute, in the long run: half a core."""


class Service:
    """Answers questions of one client about the memories that are served.

    Args:
        memories: what is asked.
        answers: those given of late.
        limits: what one request may ask for.
        spend: told how many seconds of processor each question took.
    """

    def __init__(
        self, memories: Memories, answers: KeptAnswers[list[Match]], limits: Limits,
        spend: Callable[[float], object] = lambda seconds: None,
    ) -> None:  # fmt: skip
        self.memories = memories
        self._answers = answers
        self.limits = limits
        self._spend = spend

    @property
    def memory(self) -> Memory:
        """Return the memory that takes what is added."""
        return self.memories.own

    def figures(self) -> MemoryFigures:
        """Return how much there is."""
        with self._counted():
            return self.memories.figures()

    def pairs(self) -> list[tuple[str, str]]:
        """Return every pair of languages that can be asked for, both ways."""
        held = [(source, target) for source, target, _ in self.figures().languages]
        return sorted({*held, *((target, source) for source, target in held)})

    def ask(
        self, text: str, source: str, target: str, *, threshold: int | None = None, limit: int = 5,
        semantic: bool = False,
    ) -> list[Match]:  # fmt: skip
        """Look a text up.

        Raises:
            SettingsError: the text or a language cannot be looked up.
        """
        wishes: dict[str, Any] = {
            "source": language(source) if source else "",
            "target": language(target) if target else "",
            "threshold": self.limits.threshold if threshold is None else threshold,
            "limit": min(limit, MAX_RESULTS),
            "semantic": semantic,
        }
        text = checked(text)
        with self._counted():
            if semantic:  # vectors may be on their way, and nothing tells when they have come
                return self.memories.lookup(text, **wishes)
            return self._answers.of((text, *wishes.values()), lambda: self.memories.lookup(text, **wishes))

    async def ask_soon(
        self, text: str, source: str, target: str, *, threshold: int | None = None, limit: int = 5
    ) -> list[Match]:
        """Look a text up by its words: at once where that takes a millisecond or two, else in a thread.

        To wake another thread and to wait for it takes the processor as long as most look-ups.

        Raises:
            SettingsError: the text or a language cannot be looked up.
        """
        least = self.limits.threshold if threshold is None else threshold
        asked = partial(self.ask, text, source, target, threshold=least, limit=limit)
        if least >= QUICK and self.memories.are_ready():
            return asked()
        return await run_in_threadpool(asked)

    def concordance(self, query: str, **filters: Any) -> Concordance:
        """Return where words stand, and what answers to them.

        Raises:
            SettingsError: the query makes no sense.
        """
        with self._counted():
            return self.memories.concordance(checked(query), **filters)

    async def best(self, text: str, source: str, target: str) -> str:
        """Return the translation of the best match that is good enough to stand alone, or nothing."""
        found = await self.ask_soon(text, source, target, threshold=self.limits.answer, limit=1)
        return found[0].target if found else ""

    @contextmanager
    def _counted(self) -> Iterator[None]:
        began = thread_time()  # of this thread alone: nobody pays for having waited for others
        try:
            yield
        finally:
            self._spend(thread_time() - began)


async def service_of(request: Request) -> Service:
    """Return the service of the app that a request came to, for the client that sent it."""
    state = request.app.state
    return Service(state.memories, state.answers, state.limits, request.scope["spend"])


TheService = Annotated[Service, Depends(service_of)]


def checked(text: str) -> str:
    """Return a text without the space around it.

    Raises:
        SettingsError: it is empty, longer than `MAX_TEXT`, or no text.
    """
    text = text.strip()
    if not text:
        raise SettingsError(say("the text is empty"), mend=say("send a text to look up"))
    if len(text) > MAX_TEXT:
        raise SettingsError(
            say("the text has {n} characters, more than {most}", n=len(text), most=MAX_TEXT),
            mend=say("send sentences"),
        )
    if "\0" in text or any("\ud800" <= each <= "\udfff" for each in text):
        raise SettingsError(say("the text holds half characters"), mend=say("send UTF-8"))
    return text


def language(code: str) -> str:
    """Return a language code as BCP 47 writes it: `zh_cn` and, as Apertium has it, `zho` too.

    Raises:
        SettingsError: it is no language code.
    """
    code = normal_code(code)
    if not is_code(code):
        raise SettingsError(
            say("{code!r} is no language code", code=code[:20]), mend=say("write it as en or zh-CN")
        )
    return code


def pair_of(langpair: str) -> tuple[str, str]:
    """Return the languages of `en|zh-CN`.

    Raises:
        SettingsError: they are not two.
    """
    codes: Sequence[str] = langpair.split("|")
    if len(codes) != 2:
        raise SettingsError(
            say("{langpair!r} names no two languages", langpair=langpair[:20]),
            mend=say("write langpair=en|zh"),
        )
    return language(codes[0]), language(codes[1])
