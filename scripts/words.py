"""Keep the catalogues of the interface in step with the code, by Babel.

    python scripts/words.py          collect what the code says into every catalogue, and compile them
    python scripts/words.py check    tell what is missing, unsure or stale; exit with 1 if anything is
    python scripts/words.py new fr   begin a catalogue of a language

What the code says stands in calls of `say`, `counted` and `meaning` (in pages of `_`), and in the help of the
commands. A translator fills the `msgstr` of `align/words/LANGUAGE/LC_MESSAGES/align.po`, with any editor.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from inspect import cleandoc
from pathlib import Path
from string import Formatter
from typing import IO

import click
from babel import Locale
from babel.messages import mofile, pofile
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir

from align.cli import main as command_line
from align.languages import LANGUAGES, language
from align.languages.strangers import NAMES
from align.words import DOMAIN, FOLDER

ROOT = FOLDER.parent.parent
CALLS = {"say": None, "_": None, "counted": (1, 2), "meaning": ((1, "c"), 2)}
METHODS = [("**.py", "python"), ("**.html", "jinja2")]
SINCE = datetime(2026, 11, 29, tzinfo=UTC)
"""The only date in a catalogue: one that changes would make a change of every collection."""


@cache
def collected() -> Catalog:
    """Return all that the code says, without translation."""
    catalog = Catalog(domain=DOMAIN)
    found = extract_from_dir(ROOT / "align", METHODS, keywords=CALLS)
    for name, _, text, _, context in sorted(found, key=lambda each: each[:2]):
        catalog.add(text, locations=[(f"align/{name}", 0)], context=context)
    for text in dict.fromkeys(_helps(command_line)):
        catalog.add(text, locations=[("align/cli", 0)])
    for name in (language("").name, *(each.name for each in LANGUAGES.values()), *NAMES.values()):
        catalog.add(name, locations=[("align/languages", 0)])
    return catalog


def _helps(command: click.Command) -> Iterator[str]:
    """Yield the help of a command, of its options and of the commands below it."""
    texts = [command.help, *(getattr(each, "help", None) for each in command.params)]
    yield from (cleandoc(text) for text in texts if text)
    for below in getattr(command, "commands", {}).values():
        yield from _helps(below)


def update(path: Path) -> None:
    """Bring a catalogue up to what the code says, and compile it; what was reworded is marked as fuzzy."""
    catalog = _read(path)
    catalog.update(collected(), update_creation_date=False)
    catalog.obsolete.clear()
    path.write_bytes(_as_po(catalog))
    path.with_suffix(".mo").write_bytes(_compiled(catalog))


def problems(path: Path) -> Iterator[str]:
    """Yield what is wrong with a catalogue."""
    catalog = _read(path)
    wanted, held = ({(each.context, each.id) for each in of if each.id} for of in (collected(), catalog))
    yield from (f"not collected: {text!r}" for _, text in sorted(wanted - held, key=str))
    yield from (f"nobody says it any more: {text!r}" for _, text in sorted(held - wanted, key=str))
    for each in catalog:
        if each.id:
            yield from (f"{what}: {each.id!r}" for what in _faults(each))
    compiled = path.with_suffix(".mo").read_bytes()
    if _strings(io.BytesIO(compiled)) != _strings(io.BytesIO(_compiled(catalog))):
        yield "the compiled catalogue is stale"


def _faults(message: Message) -> Iterator[str]:
    strings = _texts(message.string)
    if not all(strings):
        yield "not translated"
    elif message.fuzzy:
        yield "translated before it was reworded: read it again, and take its “fuzzy” away"
    elif any(_blanks(string) != _blanks(_texts(message.id)[-1]) for string in strings):
        yield "the translation has other blanks"


def _texts(text: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)


def _blanks(template: str) -> tuple[set[str], int]:
    """Return the names of the blanks, which a translation may repeat, and how many have none."""
    names = [name for _, name, _, _ in Formatter().parse(template) if name is not None]
    return set(filter(None, names)), names.count("")


def _read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return pofile.read_po(file, locale=path.parts[-3], domain=DOMAIN)


def _as_po(catalog: Catalog) -> bytes:
    file = io.BytesIO()
    pofile.write_po(file, catalog, width=100, sort_by_file=True, include_lineno=False, ignore_obsolete=True)
    return file.getvalue()


def _compiled(catalog: Catalog) -> bytes:
    file = io.BytesIO()
    mofile.write_mo(file, catalog)
    return file.getvalue()


def _strings(file: IO[bytes]) -> dict[object, object]:
    """Return what a compiled catalogue holds; not its header, which names the Babel that wrote it."""
    return {(each.context, str(each.id)): each.string for each in mofile.read_mo(file) if each.id}


def _begin(language: str) -> Path:
    path = FOLDER / language / "LC_MESSAGES" / f"{DOMAIN}.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    locale, team = Locale.parse(language), "The align-tm team"
    catalog = Catalog(
        locale, domain=DOMAIN, header_comment=f"# What align-tm says, in {locale.english_name}.",
        project="align-tm", version="0.2", copyright_holder=team, msgid_bugs_address="none",
        creation_date=SINCE, revision_date=SINCE, last_translator=team, language_team=language, fuzzy=False,
    )  # fmt: skip
    path.write_bytes(_as_po(catalog))
    return path


def main(arguments: list[str]) -> int:
    """Do what is asked for; return 1 where a check finds something."""
    if arguments[:1] == ["new"]:
        update(_begin(arguments[1]))
        return 0
    paths = sorted(FOLDER.glob(f"*/LC_MESSAGES/{DOMAIN}.po"))
    if arguments == ["check"]:
        found = [f"{path.parts[-3]}: {problem}" for path in paths for problem in problems(path)]
        print(*found, sep="\n", end="\n" if found else "", file=sys.stderr)
        return min(len(found), 1)
    for path in paths:
        update(path)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
