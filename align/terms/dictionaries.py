"""Dictionaries of Hunspell, as the system installs them, read by spylls (the `spelling` extra).

They are looked for where Hunspell looks for them, or only in the folders of `DICPATH`, its variable.
All of a language count, whatever their country: *colour* and *color* are both words.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from align.errors import ReadError
from align.languages import family
from align.words import say

FOLDERS = ("/usr/share/hunspell", "/usr/share/myspell", "/usr/share/myspell/dicts", "/Library/Spelling")


def installed() -> bool:
    """Tell whether dictionaries can be read: only who wants them installs the library."""
    return find_spec("spylls") is not None


def dictionaries(code: str) -> tuple[Path, ...]:
    """Return the dictionaries of a language, of the first folder that has any; links to one file are one."""
    for folder in folders():
        paths = sorted(each for each in folder.glob(f"{family(code)}*.dic") if _is_of(each, family(code)))
        if paths:
            return tuple({path.resolve(): path for path in reversed(paths)}.values())
    return ()


def folders() -> list[Path]:
    """Return where dictionaries are looked for."""
    named = os.environ.get("DICPATH")
    return [Path(folder) for folder in (named.split(os.pathsep) if named else FOLDERS)]


def _is_of(path: Path, code: str) -> bool:
    return path.stem.replace("-", "_").split("_")[0] == code and path.with_suffix(".aff").is_file()


@cache
def _lookup(path: Path) -> Callable[[str], bool]:
    from spylls.hunspell import Dictionary

    try:
        lookup: Callable[[str], bool] = Dictionary.from_files(str(path.with_suffix(""))).lookup
    except Exception as error:  # damaged dictionaries make the library raise nearly anything
        raise ReadError(
            say("this dictionary cannot be read: {reason}", reason=str(error)),
            where=str(path),
            mend=say("install it again, or switch M9 off"),
        ) from error
    return cache(lookup)


def is_word(word: str, paths: tuple[Path, ...]) -> bool:
    """Tell whether any dictionary has a word. Each is loaded when first asked: a second or two."""
    return any(_lookup(path)(word) for path in paths)
