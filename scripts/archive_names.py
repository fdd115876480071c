"""How the files of a made archive are named: nine ways, from the UN's own to none at all."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass, replace

Unit = tuple[str, str]
"""The first sentence pair of a document, English and Chinese: what people name files after."""


@dataclass(frozen=True)
class Names:
    """Paths of both files below the archive, and the way they were named."""

    english: str
    chinese: str
    scheme: str


def symbol_of(number: int) -> str:
    """Return a symbol that no other number has."""
    organ = ("A/HRC", "E/CN.4", "CCPR/C", "A/C.3")[number % 4]
    return f"{organ}/{10 + number // 997}/{1 + number % 997}"


def _ending(rng: random.Random) -> str:
    return rng.choice([".docx", ".docx", ".docx", ".txt", ".txt"])


def _endings(rng: random.Random) -> tuple[str, str]:
    """Return the endings of both files: mostly one, now and then two."""
    ending = _ending(rng)
    return ending, ending if rng.random() < 0.9 else _ending(rng)


def _stem(number: int) -> str:
    return symbol_of(number).replace("/", "_")


def _marked(stem: str, marks: tuple[str, str], way: str, rng: random.Random) -> Names:
    one, other = _endings(rng)
    return Names(f"{stem}{marks[0]}{one}", f"{stem}{marks[1]}{other}", way)


def _symbol(number: int, unit: Unit, rng: random.Random) -> tuple[Names, bool]:
    return _marked(_stem(number), ("-E", "-C"), "symbol", rng), True


def _job(number: int, unit: Unit, rng: random.Random) -> tuple[Names, bool]:
    return _marked(f"{1900000 + number:07d}", ("E", "C"), "job", rng), True


def _dotted(number: int, unit: Unit, rng: random.Random) -> tuple[Names, bool]:
    marks = rng.choice([(".en", ".zh"), (".en", ".zh-CN"), (".eng", ".chi"), (".EN", ".cn")])
    return _marked(f"text-{number}", marks, "dotted", rng), False


def _underscored(number: int, unit: Unit, rng: random.Random) -> tuple[Names, bool]:
    marks = rng.choice([("_EN", "_ZH"), ("_EN", "_CH"), ("_en", "_cn"), ("-en", "-zh")])
    return _marked(f"{number % 40:02d}/Report {number}", marks, "underscored", rng), False


def _folders(number: int, unit: Unit, rng: random.Random) -> tuple[Names, bool]:
    ending = _ending(rng)
    where = f"{2000 + number % 20}"
    return Names(f"{where}/en/{number}{ending}", f"{where}/zh/{number}{ending}", "folders"), False


def _titled(number: int, unit: Unit, rng: random.Random) -> tuple[Names, bool]:
    """Name both files by the symbol, each with its title in its own language."""
    one, other = _endings(rng)
    english, chinese = (re.sub(r"\W+", " ", text).strip() for text in unit)
    stem = _stem(number)
    return Names(f"{stem} {english[:40]}{one}", f"{stem} {chinese[:14]}{other}", "titled"), True


def _careless(number: int, unit: Unit, rng: random.Random) -> tuple[Names, bool]:
    """Name the translation in full-width letters, other case and blanks."""
    one, other = _endings(rng)
    chinese = rng.choice([f"ＲＥＰＯＲＴ　{number}＿ＺＨ{other}", f"Report  {number} _zh{other}"])
    return Names(f"report {number}_en{one}", chinese, "careless"), False


def _masthead(number: int, unit: Unit, rng: random.Random) -> tuple[Names, bool]:
    """Give both names that mean nothing, but a masthead."""
    return replace(_renamed(number, unit, rng)[0], scheme="masthead"), True


def _renamed(number: int, unit: Unit, rng: random.Random) -> tuple[Names, bool]:
    one, other = (f"{rng.choice(['scan', 'doc', '文件'])}{rng.getrandbits(40):010x}" for _ in range(2))
    return Names(f"{one}{_ending(rng)}", f"{other}{_ending(rng)}", "renamed"), False


SCHEMES: dict[str, Callable[[int, Unit, random.Random], tuple[Names, bool]]] = {
    "symbol": _symbol,
    "job": _job,
    "dotted": _dotted,
    "underscored": _underscored,
    "folders": _folders,
    "titled": _titled,
    "careless": _careless,
    "masthead": _masthead,
    "renamed": _renamed,
}
"""Way → function from a number and a first sentence to names and whether the text has a masthead."""
