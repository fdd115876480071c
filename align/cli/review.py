"""The command `align review`: a page on which a person corrects an alignment."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from align.cli.choices import language_options
from align.cli.guests import Door, door_options
from align.cli.outputs import tell_skipped, warning
from align.cli.speech import command, option, tell
from align.cli.terms import read_bases
from align.errors import MissingError
from align.progress import Progress
from align.settings import Settings
from align.words import LANGUAGES, say

_PATH = click.Path(path_type=Path)


@command()
@click.argument("paths", metavar="BITEXT|PAIR|FOLDER", nargs=-1, required=True, type=_PATH)
@language_options
@option("--terms", "bases", multiple=True, type=_PATH, help="A term base to check; several are allowed.")
@option("--waivers", "waivers_file", type=_PATH, default="waivers.tsv", show_default=True,
              help="Where findings are waived, as `align terms check` reads it.")  # fmt: skip
@option("--memory", "memory", metavar="MEMORY",
        help="A translation memory: its page for look-up stands beside the review.")  # fmt: skip
@door_options(8765)
@option("--no-browser", is_flag=True, help="Only print the address.")
@option(
    "--lang",
    type=click.Choice(LANGUAGES),
    help="Language of the page; default: the browser's.",
)
def review(
    paths: tuple[Path, ...], *, bases: tuple[Path, ...], waivers_file: Path, memory: str | None,
    door: Door, no_browser: bool, lang: str | None, source_language: str, target_language: str,
) -> None:  # fmt: skip
    """Open a page to correct a bitext and settle its findings.

    Name a bitext (any format that is read), the two files of a pair, or a folder of bitexts; of a file in
    several languages --from and --to choose two. Every edit is saved at once in a journal beside the bitext;
    Ctrl-C ends the review.
    """
    make_app, bitexts_of = _server()
    settings = Settings(source_language=source_language, target_language=target_language)
    bitexts = bitexts_of(paths, bases, waivers_file, settings)
    try:
        guests = door.guests(bitexts.folder)
        with _searcher(memory) as searcher:
            app = make_app(bitexts, invited=guests, language=lang or "", memory=searcher)
            door.serve(app, click.echo, open_browser=not no_browser)
    finally:
        errors = bitexts.close()
        tell(*(warning(error.message) for error in errors))
    if errors:
        click.get_current_context().exit(2)


@contextmanager
def _searcher(memory: str | None) -> Iterator[Any]:
    """Open a memory for look-up; there may be none."""
    if memory is None:
        yield None
        return
    from align.memory.lookup import Searcher
    from align.memory.store import Memory

    with Memory.open(memory) as store:
        with Progress() as step:
            searcher = Searcher(store, step=step)
            searcher.prepare()
        yield searcher


def _server() -> Any:
    """Return what serves; it needs the extra.

    Raises:
        MissingError: the extra is not installed.
    """
    try:
        from align.web.app import make_app
    except ImportError as error:
        raise MissingError(
            say("the review page needs the web extra"), mend="pip install 'align-tm[web]'"
        ) from error
    return make_app, _opened


def _opened(paths: tuple[Path, ...], bases: tuple[Path, ...], waivers_file: Path, settings: Settings) -> Any:
    """Open what was named, and what it is checked with."""
    from align import embed
    from align.web.folder.open_bitexts import OpenBitexts
    from align.web.opening import open_target

    base = read_bases(bases)
    with Progress() as step:
        target = open_target(paths, settings, progress=step)
    if target.notice:
        tell(target.notice)
    tell_skipped(paths[0], target.skipped)
    bitexts = OpenBitexts(target, base, waivers_file, embed.load())
    if not bitexts.is_folder:
        bitexts.file(bitexts.only_name)  # what is wrong with it is told here rather than on the page
    return bitexts
