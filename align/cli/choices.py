"""Options that several commands of alignment have in common."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial, wraps
from typing import Any

import click

from align.cli.speech import option
from align.settings import LEVELS, Settings, inline_for

Command = Callable[..., Any]


def model_options(command: Command) -> Command:
    """Add the options that choose the embedding model."""
    command = option(
        "--exact-joins",
        is_flag=True,
        help="Embed joined sentences exactly with models that are not additive (slow).",
    )(command)
    return option(
        "--model",
        default=Settings.__dataclass_fields__["model"].default,
        show_default=True,
        metavar="NAME|PATH",
        help="The packaged model, use (extra use), or any sentence-transformers model (extra hub).",
    )(command)


def cutting_options(command: Command) -> Command:
    """Add the options that say where sentences end, and which of them stay apart."""
    for added in (
        option("--keep-original", is_flag=True,
               help="Never merge sentences of the original: split the translation."),
        option("--srx", default="", metavar="FILE", help="Your CAT tool's own segmentation rules (SRX)."),
        option("--segmentation", type=click.Choice(["un", "omegat"]), default="un", show_default=True,
               help="Where sentences end: rules for UN texts, or OmegaT's defaults, so that its segments "
               "match."),
        option("--level", type=click.Choice(LEVELS), default="sentence", show_default=True,
               help="Units of the bitext."),
    ):  # fmt: skip
        command = added(command)
    return command


def output_options(command: Command) -> Command:
    """Add the options that say how files are written, and hand them to the command together, as `choices`."""

    @wraps(command)
    def told(*args: Any, one_target: bool, figures: bool, safe_tables: bool, **others: Any) -> Any:
        choices = {"one_target": one_target, "figures": figures, "safe_tables": safe_tables}
        return command(*args, choices=choices, **others)

    for added in (
        safe_tables_option(),
        option("--figures", is_flag=True, help="TMX: cells of figures alone are units too."),
        option(
            "--one-target", is_flag=True, help="TMX: one translation a source text, for OmegaT's tm/auto."
        ),
    ):
        told = added(told)
    return told


safe_tables_option = partial(
    option, "--safe-tables", is_flag=True, help="TSV: what a spreadsheet takes for a formula is text."
)


def client_options(command: Command) -> Command:
    """Add the options that say which CAT tool a TMX is for, and how it has codes; they go into `choices`."""

    @wraps(command)
    def told(
        *args: Any,
        client: str | None,
        codes: str | None,
        choices: dict[str, Any] | None = None,
        **others: Any,
    ) -> Any:
        inline = codes or (inline_for(client) if client else "none")
        return command(*args, choices=(choices or {}) | {"client": client or "", "inline": inline}, **others)

    for added in (
        option("--codes", type=click.Choice(["none", "standard", "omegat"]),
               help="What formats the text (bold, links, note marks) of Word, HTML, TMX and XLIFF files: not "
               "at all, as elements of TMX or XLIFF, or in TMX as OmegaT's tags, the default with --for "
               "omegat."),
        option("--for", "client", type=click.Choice(["omegat", "trados", "memoq"]),
               help="TMX from which a translator's tool fills: segments of the original never joined, "
               "numbers and equal texts too, one translation a source text. For OmegaT as they stand in the "
               "files, cut as it cuts; for Trados and memoQ, untried, by their manuals: cut by our rules or "
               "--srx."),
    ):  # fmt: skip
        told = added(told)
    return told


def language_options(command: Command) -> Command:
    """Add the options that name the languages of two sides."""
    for flag, name, text in (
        ("--to", "target_language", "Language of the translation (en, zh-CN …); default: recognised."),
        ("--from", "source_language", "Language of the original (en, zh-CN …); default: recognised."),
    ):
        command = option(flag, name, default="", metavar="CODE", help=text)(command)
    return command
