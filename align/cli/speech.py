"""How the commands speak: help, figures, warnings and errors in the language of whoever runs them.

Commands and options are those of click, whose help is looked up in the catalogues when it is shown; so
decorators take English, and `scripts/words.py` collects it from there. Data on stdout is never translated.
"""

from __future__ import annotations

import gettext
import inspect
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

import click

from align.languages import INTERFACE
from align.words import DOMAIN, FOLDER, counted, say, spelt, told, user_language
from align.words.columns import columns, wrapped

_OF_CLICK = (
    say("Usage:"), say("Options"), say("Commands"), say("Show this message and exit."),
    say("Show the version and exit."), say("%(prog)s, version %(version)s"), say("default: {default}"),
    say("required"), say("Aborted!"), say("Error: {message}"), say("Try '{command} {option}' for help."),
    say("Missing command."), say("Missing argument"), say("Missing option"), say("Missing parameter"),
    say("Choose from:\n\t{choices}"), say("No such option {name!r}."), say("No such command {name!r}."),
    counted("Did you mean {possibility}?", "(Did you mean one of: {possibilities}?)",
            n=1, possibility="", possibilities=""),
    say("Invalid value: {message}"),
    say("Invalid value for {param_hint}: {message}"), say("{value!r} is not a valid {number_type}."),
    say("{value} is not in the range {range}."), say("Option {name!r} does not take a value."),
    say("Option {name!r} requires an argument."), say("Option {name!r} requires {nargs} arguments."),
)  # fmt: skip
"""What click says of itself, for the catalogues; it finds them by gettext."""


def tell(*lines: str) -> None:
    """Print lines for a person on stderr."""
    language = user_language()
    for line in lines:
        click.echo(told(line, language), err=True)


def show(*lines: str) -> None:
    """Print lines for a person on stdout, which are what was asked for."""
    language = user_language()
    for line in lines:
        click.echo(told(line, language))


def let_click_speak() -> None:
    """Let click say what it says of itself in the language of the user."""
    if user_language() != INTERFACE:
        gettext.bindtextdomain(DOMAIN, str(FOLDER))
        gettext.textdomain(DOMAIN)


class _Spoken:
    """What has a help: English where it is set, in the language of the user where it is shown."""

    english = ""

    @property
    def help(self) -> str | None:
        return spelt(self.english, user_language()) or None

    @help.setter
    def help(self, text: str | None) -> None:
        self.english = inspect.cleandoc(text or "")


class Option(_Spoken, click.Option):
    """An option whose help is translated."""


class _Formatter(click.HelpFormatter):
    """Wraps Chinese, which has no spaces and takes two columns a character."""

    def write_text(self, text: str) -> None:
        super().write_text(_wrapped(text, self.width - self.current_indent))

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        rows = list(rows)
        first = min(max((len(row[0]) for row in rows), default=0), col_max) + col_spacing
        width = max(self.width - first - 2, 10)
        super().write_dl([(name, _wrapped(text, width)) for name, text in rows], col_max, col_spacing)


class _Context(click.Context):
    formatter_class = _Formatter


class Command(_Spoken, click.Command):
    """A command whose help is translated."""

    context_class = _Context

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return the option of the help in the language of the user; click keeps that of the first one."""
        shown = super().get_help_option(ctx)
        if shown is not None:
            shown.help = told(say("Show this message and exit."), user_language())
        return shown

    def get_short_help_str(self, limit: int = 45) -> str:
        """Return the first sentence of the help; Chinese ends it with a full stop of its own."""
        first = (self.help or "").split("\n\n")[0].partition("。")[0]
        return first if _is_wide(first) else super().get_short_help_str(limit)


class Group(Command, click.Group):
    """A group of such commands."""

    command_class = Command
    group_class = type


option = partial(click.option, cls=Option)


def command() -> Callable[[Callable[..., Any]], Command]:
    """Make a command of the function below."""
    return click.command(cls=Command)


def group() -> Callable[[Callable[..., Any]], Group]:
    """Make a group of the function below."""
    return click.group(cls=Group)


def _is_wide(text: str) -> bool:
    return columns(text) > len(text)


def _wrapped(text: str, width: int) -> str:
    """Return Chinese text in lines, which click leaves as they are for the mark before each paragraph."""
    if not _is_wide(text):
        return text
    return "\n\n".join(f"\b\n{wrapped(paragraph, width)}" for paragraph in text.split("\n\n"))
