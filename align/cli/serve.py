"""The command that serves a memory to CAT tools and people: `align tm serve`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import click

from align.cli.guests import Door, door_options
from align.cli.speech import command, option, tell
from align.errors import MissingError
from align.words import say


@command()
@click.argument("memory", type=click.Path(path_type=Path))
@door_options(8790)
@option("--threshold", type=click.IntRange(1, 100), default=65, show_default=True,
              help="Least match % where the client names none.")  # fmt: skip
@option("--answer", type=click.IntRange(1, 100), default=75, show_default=True,
              help="Least match % for clients that show one answer and no per cent.")  # fmt: skip
@option("--rate", type=click.FloatRange(min=1), default=100, show_default=True,
              help="Most requests a second of one client.")  # fmt: skip
def serve(memory: Path, door: Door, threshold: int, answer: int, rate: float) -> None:
    """Serve MEMORY: amaGama, Apertium, MyMemory, LibreTranslate, our own API, and a page for people.

    The URL is printed; Ctrl-C ends it. Where it has a token, clients send `?token=TOKEN`, or a header
    `Authorization: Bearer TOKEN`.
    """
    # Many small products at once: threads that wait for one another would take the others' time.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from align.memory.lookup import Searcher
    from align.memory.soundness import require_sound
    from align.memory.store import Memory
    from align.progress import Progress

    try:
        from align.memory.server import build, role_needed
        from align.memory.server.service import Limits
        from align.serving import Guard
    except ImportError as error:
        raise MissingError(say("serving needs the web extra"), mend="pip install 'align-tm[web]'") from error
    with Memory.open(memory) as store:
        require_sound(memory)
        with Progress() as step:
            searcher = Searcher(store, step=step)
            searcher.prepare()
        app: Any = build(searcher, Limits(threshold, answer, rate))
        door.serve(Guard(app, invited=door.guests(memory), needs=role_needed), _announce)


def _announce(url: str) -> None:
    tell(say("Serving on {url} (Ctrl-C ends it)", url=url))
