"""CAT tools that we know from the inside: what each makes of a file, and a bitext that it can fill from.

omegat      the entries of OmegaT's filters, and its rules
places      where the characters of our reading stand in the tool's
fitting     the bitext, cut as the tool cuts
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import ModuleType

from align.bitext import Bitext
from align.clients import omegat
from align.clients.fitting import fitted
from align.document import Segment
from align.embed import Embedder
from align.errors import SettingsError
from align.segment import load_rules, segments_of
from align.settings import Settings
from align.srx import Rules
from align.words import say

CLIENTS: dict[str, ModuleType] = {"omegat": omegat}
"""A module a tool: `read(path) -> Document | None` is what it sees, `SEGMENTATION` its rules."""


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


def fit(bitext: Bitext, settings: Settings, embedder: Embedder) -> Bitext:
    """Return a bitext whose segments are those of the tool that it is for.

    Raises:
        ReadError: one of its files is no longer there.
    """
    sides = ((bitext.source, settings), (bitext.target, settings))
    views = [_view(side.path, side.language, chosen) for side, chosen in sides]
    return fitted(bitext, views[0], views[1], embedder)


def _view(path: str, language: str, settings: Settings) -> tuple[Segment, ...] | None:
    """Return the segments that the tool makes of a file, or None where it is not known what it does."""
    document = CLIENTS[settings.client].read(Path(path))
    if document is None:
        return None
    whole = settings.level == "paragraph"
    return segments_of(document, Rules(path) if whole else load_rules(settings, language))
