"""CAT tools that we know from the inside: what each makes of a file, and a bitext that it can fill from.

omegat      the entries of OmegaT's filters, and its rules
studio      Trados and memoQ, of which we know what their manuals say
word web    what formats the texts of a file
places      where the characters of our reading stand in the tool's
fitting     the bitext, cut as the tool cuts
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from types import ModuleType

from align.bitext import Bitext
from align.clients import omegat, studio, web, word
from align.clients.fitting import fitted, with_answers
from align.clients.readings import laid_over
from align.codes import without_idle
from align.document import Block, Segment
from align.embed import Embedder
from align.errors import SettingsError
from align.files import check_input
from align.segment import load_rules, segments_of
from align.settings import Settings
from align.srx import Rules
from align.words import say

CLIENTS: dict[str, ModuleType] = {"omegat": omegat, "trados": studio, "memoq": studio}
"""A module a tool: `read(path, codes=…) -> Document | None` is what it sees, `SEGMENTATION` its rules."""


_FORMATTED: dict[str, Callable[[Path], Iterator[Block]]] = {
    ".docx": partial(word.entries, edges=True),
    ".html": web.entries,
    ".htm": web.entries,
}
"""By ending, who knows what formats the texts of a file."""


def settled(settings: Settings) -> Settings:
    """Return the settings with the rules of the tool that the bitext is for, if it is for one.

    Raises:
        SettingsError: we do not know that tool.
    """
    if settings.client and settings.client not in CLIENTS:
        raise SettingsError(
            say("no CAT tool {name!r} is known", name=settings.client),
            mend=say("take one of {names}", names=", ".join(CLIENTS)),
        )
    if not settings.client or settings.srx:
        return settings
    return replace(settings, segmentation=CLIENTS[settings.client].SEGMENTATION)


def finished(bitext: Bitext, settings: Settings, embedder: Embedder) -> Bitext:
    """Return an aligned bitext as the settings want it: cut as a tool cuts, with the codes of the files.

    Raises:
        ReadError: one of its files is no longer there.
    """
    if settings.client:
        views = [_view(s.path, s.language, settings) for s in (bitext.source, bitext.target)]
        bitext = fitted(bitext, views[0], views[1], embedder)
        if any(views):
            return bitext
    return _coded(bitext) if settings.codes else bitext


def _view(path: str, language: str, settings: Settings) -> tuple[Segment, ...] | None:
    """Return the segments that the tool makes of a file, or None where it is not known what it does."""
    document = CLIENTS[settings.client].read(Path(path), codes=settings.codes)
    if document is None:
        return None
    whole = settings.level == "paragraph"
    return segments_of(document, Rules(path) if whole else load_rules(settings, language))


def _coded(bitext: Bitext) -> Bitext:
    """Return the bitext with what formats the texts in its Word files and web pages."""
    sides = (
        laid_over([bead.source for bead in bitext.beads], _formatted(bitext.source.path)),
        laid_over([bead.target for bead in bitext.beads], _formatted(bitext.target.path)),
    )
    beads = (
        replace(bead, source=_sound(sides[0].coded(i)), target=_sound(sides[1].coded(i)))
        for i, bead in enumerate(bitext.beads)
    )
    return replace(bitext, beads=tuple(with_answers(bead, bitext.target.language) for bead in beads))


def _sound(side: tuple[Segment, ...]) -> tuple[Segment, ...]:
    """Return segments without pairs around nothing of ours, as around a number that stands apart."""
    return tuple(replace(each, codes=without_idle(each.codes)) if each.codes else each for each in side)


def _formatted(path: str) -> tuple[Segment, ...] | None:
    reader = _FORMATTED.get(Path(path).suffix.lower())
    if not reader:
        return None
    return tuple(Segment(entry.text, codes=entry.codes) for entry in reader(check_input(path)))
