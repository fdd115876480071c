"""What a batch is told: one frozen value, from the command line, a TOML file, or both.

The file holds flat keys named as the options of `align batch` are:

    level = "sentence"
    formats = ["tmx", "bitext", "html", "jsonl"]
    min_score = 0.5

Every run writes back what it was told, so that it can be told the same again. Only `jobs` and `cluster`
are left out there: they belong to the machine, and change no byte of what comes out.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

from align import __version__
from align.batch.pairs.several import languages_of
from align.bitext import ENDING as BITEXT
from align.errors import SettingsError
from align.exchange import FORMATS
from align.files import check_input, read_toml, write_whole
from align.settings import Settings
from align.timestamps import given_timestamp
from align.words import say

ROWS = ("parquet", "jsonl")
"""Formats that hold the whole archive, one row a unit; `align.batch.rows` writes them."""

ENDINGS = {ending[1:]: ending for ending, form in FORMATS.items() if form.writes} | {"bitext": BITEXT}
"""Name in `--formats` → ending of a pair's output."""

BEYOND = ("min_score", "terms", "safe_tables")
"""What stands in a recipe although no alignment depends on it."""

_ALIGNMENT = tuple(each.name for each in fields(Settings))
_OF_THE_MACHINE = ("jobs", "cluster")


def default_formats() -> tuple[str, ...]:
    """Return what is written unless asked otherwise: Parquet where its extra is installed, else JSONL."""
    return ("tmx", "bitext", "html", "parquet" if find_spec("pyarrow") else "jsonl")


class Stamp(NamedTuple):
    """What the outputs of a pair depend on beside its files, as hashes."""

    alignment: str
    """Of what the alignment depends on."""
    outputs: str
    """Of that and all else: formats, terms, what is left out."""


@dataclass(frozen=True, slots=True)
class BatchSettings:
    """How an archive is aligned, and what is written.

    Raises:
        SettingsError: a value outside its range, or a format that is not known.
    """

    alignment: Settings = field(default_factory=Settings)
    formats: tuple[str, ...] = field(default_factory=default_formats)
    """Names of `ENDINGS` and `ROWS`. The bitext is always written: everything else is made of it."""
    pairs: tuple[str, ...] = ()
    """Pairs of languages, as `en-zh`; none: one pair, of `source_language` and `target_language`."""
    pivot: str = ""
    """A language that is paired with each of the other official ones; empty: `pairs`."""
    min_score: float = 0.0
    """Confidence under which a bead is left out of everything but the bitext and the page."""
    terms: tuple[str, ...] = ()
    """Term bases; with one, every pair is checked."""
    waivers: str = "waivers.tsv"
    """Findings waived before; need not exist."""
    tm: str = ""
    """Folder of a translation memory that takes every aligned pair."""
    part_size: float = 0.0
    """MB after which the merged TMX goes on in another file; 0: one file."""
    safe_tables: bool = False
    """TSV: what a spreadsheet takes for a formula is written as text."""
    timeout: float = 600.0
    """Seconds that one pair may take: a hundred times what a long report takes."""
    memory_limit: int = 4096
    """MB that the process of one pair may hold; a book of 30,000 sentences takes 630."""
    jobs: int = 0
    """Processes; 0: one a core."""
    cluster: str = ""
    """Address of a Dask scheduler, or `local`; empty: processes of our own."""

    def __post_init__(self) -> None:
        unknown = [name for name in self.formats if name not in ENDINGS and name not in ROWS]
        if unknown:
            known = ", ".join([*ENDINGS, *ROWS])
            raise SettingsError(
                say("there is no format {name!r}", name=unknown[0]),
                mend=say("take of {known}", known=known),
            )
        languages_of(self.pairs, self.pivot)
        if not 0 <= self.min_score <= 1:
            raise SettingsError(
                say("{name} is {value}", name="min_score", value=self.min_score),
                mend=say("take a number from 0 to 1"),
            )
        for name in ("part_size", "timeout", "memory_limit", "jobs"):
            if getattr(self, name) < 0:
                raise SettingsError(
                    say("{name} is {value}", name=name, value=getattr(self, name)),
                    mend=say("take no negative number"),
                )

    @property
    def endings(self) -> tuple[str, ...]:
        """Return the endings of a pair's outputs, the bitext first."""
        chosen = [ENDINGS[name] for name in self.formats if name in ENDINGS]
        return tuple(dict.fromkeys([BITEXT, *chosen]))

    def recipe(self) -> dict[str, Any]:
        """Return what every output of the run bears: version, model and settings, as sacreBLEU does."""
        return {"version": __version__} | self.alignment.signature() | self._beyond_alignment()

    def _beyond_alignment(self) -> dict[str, Any]:
        terms = ", ".join(Path(base).name for base in self.terms)
        told = zip(BEYOND, (self.min_score, terms, self.safe_tables), strict=True)
        return {name: value for name, value in told if value}

    def signature(self) -> str:
        """Return the recipe on one line.

        >>> BatchSettings(min_score=0.5).signature().partition("|level")[2]
        ':sentence|segmentation:un|model:default|max_bead:8|min_score:0.5'
        """
        return "|".join(f"{name}:{value}" for name, value in self.recipe().items())

    def stamp(self) -> Stamp:
        """Return hashes of everything but the inputs that an output depends on.

        Raises:
            ReadError: a term base or rule file is missing.
        """
        aligned = {"version": __version__} | self.alignment.signature()
        rules = [hash_of(check_input(path)) for path in filter(None, [self.alignment.srx])]
        # No other time goes into outputs: the same files give the same bytes, whenever, wherever and from
        # whichever copy they are made. When a pair was aligned stands in the ledger.
        alignment = _hash([aligned, given_timestamp(), rules, _model_hash(self.alignment.model)])
        files = [*self.terms, *(path for path in (self.waivers,) if self.terms and Path(path).exists())]
        made = [self.recipe(), self.endings, [hash_of(check_input(path)) for path in files]]
        return Stamp(alignment, _hash([alignment, made]))


def _hash(told: list[Any]) -> str:
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()


def hash_of(path: str | Path) -> str:
    """Return the SHA-256 of a file, read in pieces."""
    with Path(path).open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _model_hash(name: str) -> list[str]:
    """Return hashes of a model's files; one from the hub or the package is known by its name."""
    folder = Path(name).expanduser()
    return [hash_of(path) for path in sorted(folder.rglob("*")) if path.is_file()] if folder.is_dir() else []


def read_settings(path: str | Path) -> BatchSettings:
    """Read settings from TOML; what it does not name has its default.

    Raises:
        ReadError: the file is missing or empty.
        SettingsError: it is no TOML, or a key or value makes no sense.
    """
    try:
        return with_options(BatchSettings(), read_toml(path))
    except SettingsError as error:
        raise SettingsError(error.what, where=str(path), mend=error.mend) from error


def with_options(settings: BatchSettings, told: Mapping[str, Any]) -> BatchSettings:
    """Return the settings with some options told otherwise, by the flat names of the TOML file.

    Raises:
        SettingsError: an option is not known, or its value is of another type or out of range.
    """
    held = options(settings)
    for name, value in told.items():
        if name not in held:
            raise SettingsError(
                say("unknown key {name!r}", name=name),
                mend=say("the keys are {known}", known=", ".join(held)),
            )
        if not _is_like(value, held[name]):
            is_list = isinstance(held[name], list)
            wanted = say("a list of texts") if is_list else say("like {example!r}", example=held[name])
            raise SettingsError(
                say("{name} is {value!r}", name=name, value=value),
                mend=say("write it {wanted}", wanted=wanted),
            )
    alignment = {name: value for name, value in told.items() if name in _ALIGNMENT}
    others: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list | tuple) else value
        for name, value in told.items()
        if name not in _ALIGNMENT
    }
    return replace(settings, alignment=replace(settings.alignment, **alignment), **others)


def _is_like(value: Any, held: Any) -> bool:
    if isinstance(held, list):
        return isinstance(value, list | tuple) and all(isinstance(each, str) for each in value)
    if isinstance(held, bool) or isinstance(value, bool):
        return type(value) is type(held)
    return isinstance(value, (int, float) if isinstance(held, float) else type(held))


def options(settings: BatchSettings) -> dict[str, Any]:
    """Return the settings under the flat names of the TOML file; no password of a memory is among them."""
    from align.memory.stores import shown

    values = {name: value for name, value in asdict(settings).items() if name != "alignment"}
    lists = {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()}
    return asdict(settings.alignment) | lists | {"tm": shown(settings.tm)}


def write_settings(settings: BatchSettings, path: str | Path) -> None:
    """Write the settings as TOML that `read_settings` reads back.

    Raises:
        WriteError: the file cannot be written.
    """
    lines = [f"# align batch --settings {Path(path).name}  ({settings.signature()})"]
    lines += [f"{k} = {_toml(v)}" for k, v in options(settings).items() if k not in _OF_THE_MACHINE]
    with write_whole(path) as file:
        file.write(("\n".join(lines) + "\n").encode())


def _toml(value: Any) -> str:
    """Return a value in TOML, whose texts, lists and numbers are written as JSON's but for one character."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
