"""The option `--column`: what somebody says that the columns of a table hold."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from align.cli.speech import option
from align.errors import SettingsError
from align.words import listed, say

columns_option = option("--column", "columns", multiple=True, metavar="HEADING=ROLE",
                        help="Tables: what a column holds (English=en, Text=source).")  # fmt: skip


def roles_of(columns: Iterable[str], files: Iterable[Path] = ()) -> dict[str, str]:
    """Return what columns hold by their headings.

    Raises:
        SettingsError: a column is not said as HEADING=ROLE, or no table of some files has it.
    """
    for column in columns:
        if "=" not in column:
            raise SettingsError(
                say("--column {column!r} names no role", column=column), mend=say("write it as HEADING=ROLE")
            )
    roles = dict((column.rsplit("=", 1)) for column in columns)
    heads = [head for path in files for head in _heads(path)] if roles else []
    strangers = [name for name in roles if not name.isdigit() and name not in heads]
    if heads and strangers:
        known = say("the columns are {columns}", columns=listed(filter(None, dict.fromkeys(heads))))
        raise SettingsError(say("no column is called {name!r}", name=strangers[0]), mend=known)
    return roles


def _heads(path: Path) -> list[str]:
    """Return the heads of the columns of a table; nothing for other files."""
    from align.files import check_input
    from align.terms.formats import tables

    if path.suffix.lower() not in (".csv", ".tsv", ".xlsx"):
        return []
    return tables.headings(check_input(path))
