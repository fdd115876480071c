"""What a batch gives to a translation memory: every aligned pair, once, and again when it changed."""

from __future__ import annotations

import os
from pathlib import Path

from align.batch.config import BatchSettings
from align.batch.ledger import Ledger
from align.batch.task import trusted
from align.bitext import Bitext


def remember(ledger: Ledger, settings: BatchSettings) -> None:
    """Add every pair that the memory of the settings does not hold yet; make the memory if need be.

    A run that is killed here adds some pair a second time, which changes nothing: the same units in the
    same places are the same units.

    Raises:
        ReadError: what is there is no memory.
        WriteError: it cannot be written.
    """
    from align.exchange.skipped import Skipped
    from align.memory.intake import bitext_units
    from align.memory.lookup import Searcher
    from align.memory.store import Memory
    from align.memory.stores import holds_memory, is_address

    folder = os.path.realpath(Path(settings.tm).expanduser())  # of a link to itself, too
    location = settings.tm if is_address(settings.tm) else Path(folder)
    is_new = not holds_memory(location)
    with Memory.open(location, create=True) as memory:
        if is_new:
            ledger.forget(memory.location)
        new = 0
        for name, path, held, changed in ledger.unremembered(memory.location):
            bitext = trusted(Bitext.load(path), settings.min_score)
            units = list(bitext_units(bitext, path, Skipped()))
            added = memory.add(units)
            new += added.new
            if changed:  # what it held of this document before and does no more has to go
                for document in {place.document for unit in units for place in unit.places}:
                    memory.forget_older(document, added.run)
            ledger.remember(memory.location, name, held)
        if new:
            Searcher(memory).catch_up()
