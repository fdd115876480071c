"""The command that serves a memory to CAT tools and people: `align tm serve`."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from functools import partial
from typing import TYPE_CHECKING

import click

from align.cli.guests import Door, door_options
from align.cli.speech import command, option, tell
from align.errors import MissingError, SettingsError
from align.progress import Progress
from align.words import say

if TYPE_CHECKING:
    from align.memory.server.service import Limits
    from align.memory.several import SearchedMemory
    from align.memory.store import Memory
    from align.serving import ASGI, Guest


@command()
@click.argument("memory")
@door_options(8790)
@option("--threshold", type=click.IntRange(1, 100), default=65, show_default=True,
              help="Least match % where the client names none.")  # fmt: skip
@option("--answer", type=click.IntRange(1, 100), default=75, show_default=True,
              help="Least match % for clients that show one answer and no per cent.")  # fmt: skip
@option("--rate", type=click.FloatRange(min=1), default=100, show_default=True,
              help="Most requests a second of one client.")  # fmt: skip
@option("--work", type=click.FloatRange(min=1), default=30, show_default=True, metavar="SECONDS",
              help="Most processor time in a minute that one client's requests may take.")  # fmt: skip
@option("--beside", multiple=True, metavar="OTHER[:POINTS]",
              help="Another memory to ask, its matches POINTS less; nothing is added to it.")  # fmt: skip
@option("--workers", type=click.IntRange(1, 64), default=1, show_default=True, metavar="N",
              help="Processes that answer on one port; each counts --rate and --work.")  # fmt: skip
def serve(
    memory: str, door: Door, threshold: int, answer: int, rate: float, work: float, beside: tuple[str, ...],
    workers: int,
) -> None:  # fmt: skip
    """Serve MEMORY: amaGama, Apertium, MyMemory, LibreTranslate, our own API, and a page for people.

    The URL is printed; Ctrl-C ends it. Where it has a token, clients send `?token=TOKEN`, or a header
    `Authorization: Bearer TOKEN`.
    """
    # Many small products at once: threads that wait for one another would take the others' time.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from align.memory import counting
    from align.memory.soundness import require_sound
    from align.memory.store import Memory
    from align.serving.workers import require_shared_ports

    try:
        from align.memory.server import build, guarded
        from align.memory.server.service import Limits
    except ImportError as error:
        raise MissingError(say("serving needs the web extra"), mend="pip install 'align-tm[web]'") from error
    if workers > 1:
        require_shared_ports()
    counting.load()
    with ExitStack() as opened:
        named = ((memory, 0), *map(_penalised, beside))
        for location, _ in named:
            require_sound(location)
        stores = [(opened.enter_context(Memory.open(location)), points) for location, points in named]
        with Progress() as step:
            own, *others = (_shelf(store, points, step) for store, points in stores)
        invited = door.guests(stores[0][0].folder)
        limits = Limits(threshold, answer, rate, work)
        app = build(own.searcher, limits, others=others, invited=invited)
        again = partial(_again, named, limits, invited.passing if invited else None)
        door.serve(guarded(app), _announce, again=again, workers=workers)


def _again(named: Sequence[tuple[str, int]], limits: Limits, passing: Mapping[str, Guest] | None) -> ASGI:
    """Return the app in its guard for another process, where the first has looked at the memories."""
    from align.memory import counting
    from align.memory.lookup import Searcher
    from align.memory.server import build, guarded
    from align.memory.several import SearchedMemory
    from align.memory.store import Memory
    from align.serving.invitations import FILE, Invitations

    counting.load()
    stores = [(Memory.open(location), points) for location, points in named]
    own, *others = [SearchedMemory(store.name, Searcher(store), points) for store, points in stores]
    invited = None if passing is None else Invitations(stores[0][0].folder / FILE, passing)
    return guarded(build(own.searcher, limits, others=others, invited=invited))


def _shelf(memory: Memory, penalty: int, step: Progress) -> SearchedMemory:
    """Return a memory with its indexes up to date."""
    from align.memory.lookup import Searcher
    from align.memory.several import SearchedMemory

    searcher = Searcher(memory, step=step)
    searcher.prepare()
    return SearchedMemory(memory.name, searcher, penalty)


def _penalised(text: str) -> tuple[str, int]:
    """Read `OTHER` or `OTHER:POINTS`.

    Raises:
        SettingsError: more points are to go than there are.
    """
    path, _, points = text.rpartition(":")
    if not path or not points.isdecimal():
        return text, 0
    if int(points) > 100:
        raise SettingsError(
            say("a penalty of {points} points is more than a match has", points=points),
            mend=say("take 0 to 100"),
        )
    return path, int(points)


def _announce(url: str) -> None:
    tell(say("Serving on {url} (Ctrl-C ends it)", url=url))
