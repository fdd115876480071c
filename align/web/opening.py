"""What `align review` opens: a bitext as it is, another format or a pair of files made into one, a folder."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

from align import exchange
from align.bitext import ENDING, Bitext
from align.errors import ReadError, SettingsError
from align.exchange.formats import ending_of
from align.files import check_input
from align.pipeline import align_files
from align.settings import Settings
from align.words import say


@dataclass(frozen=True, slots=True)
class Target:
    """What to show: one bitext, or the bitexts of a folder."""

    kind: Literal["bitext", "folder"]
    path: Path
    notice: str = ""
    """What the person should know: a bitext was there already, or was made just now."""
    skipped: exchange.Skipped = field(default_factory=exchange.Skipped)
    """What was not taken from the file it was made from."""


def open_target(
    paths: Sequence[str | Path],
    settings: Settings | None = None,
    *,
    progress: Callable[[str], None] = lambda step: None,
) -> Target:
    """Return what is named on the command line, as something to review.

    A `.bitext.jsonl` is reviewed as it is. Another format is converted, two files are aligned; the bitext is
    written beside (NAME.bitext.jsonl, by the original). One that is there from before is opened as it is:
    it may hold somebody's work. Of a file in several languages, the settings say which two; each pair has a
    bitext of its own (NAME.en-fr.bitext.jsonl).

    Raises:
        SettingsError: neither one path nor two.
        ReadError: there is no such file, it cannot be read, or the bitext there is of another pair.
        AlignError: the pair cannot be aligned; as `align_files`.
    """
    if not 1 <= len(paths) <= 2:
        raise SettingsError(say("nothing to review"), mend=say("name a bitext, a pair of files or a folder"))
    first, *rest = map(Path, paths)
    if rest:
        return _aligned(first, rest[0], settings, progress)
    if first.is_dir():
        return Target("folder", first)
    languages, skipped = _languages(settings or Settings()), exchange.Skipped()
    if languages:
        return replace(_opened(first, exchange.read(first, skipped, **languages)), skipped=skipped)
    if check_input(first).name.endswith(ENDING):
        return Target("bitext", first)
    made = _made(bitext_beside(first), lambda: exchange.read(first, skipped).save)
    return replace(made, skipped=skipped)


def _opened(path: Path, bitext: Bitext) -> Target:
    """Return the pair that was asked for; of a file that may hold other pairs it bears the languages."""
    if path.name.endswith(ENDING):
        return Target("bitext", path)
    pair = f"{bitext.source.language}-{bitext.target.language}"
    return _made(path.with_name(f"{_stem(path)}.{pair}{ENDING}"), lambda: bitext.save)


def bitext_beside(path: Path) -> Path:
    """Return where the bitext of another file is kept.

    >>> str(bitext_beside(Path("in/report.en.docx"))), str(bitext_beside(Path("memory.tmx.gz")))
    ('in/report.en.bitext.jsonl', 'memory.bitext.jsonl')
    """
    return path.with_name(f"{_stem(path)}{ENDING}")


def _stem(path: Path) -> str:
    ending = ending_of(path)
    return path.name[: -len(ending)] if ending else path.stem


def _languages(settings: Settings) -> dict[str, Any]:
    """Return the languages that somebody asked for."""
    asked = {name: getattr(settings, name) for name in ("source_language", "target_language")}
    return {name: code for name, code in asked.items() if code}


def _aligned(
    original: Path, translation: Path, settings: Settings | None, progress: Callable[[str], None]
) -> Target:
    path = bitext_beside(original)
    if path.exists():
        found = Bitext.load(path)
        if [Path(side.path).name for side in (found.source, found.target)] != [
            original.name,
            translation.name,
        ]:
            what, mend = say("this is the bitext of another pair"), say("open it by itself, or move it away")
            raise ReadError(what, where=str(path), mend=mend)
    return _made(path, lambda: align_files(original, translation, settings, progress=progress).save)


def _made(path: Path, make: Callable[[], Callable[[Path], None]]) -> Target:
    """Make a bitext where there is none yet."""
    if path.exists():
        return Target("bitext", path, say("{file} was there before and is opened as it is", file=path.name))
    make()(path)
    return Target("bitext", path, say("{file} was made", file=path.name))
