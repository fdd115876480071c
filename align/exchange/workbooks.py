"""A multitext in Excel: the columns of `columns.py` in a workbook as `xlsx.py` lays it out."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import IO

from align.exchange import columns, xlsx
from align.exchange.options import ExportRemark, Options
from align.exchange.units import level_from, recipe_from
from align.multitext import Multitext


def write(multitext: Multitext, file: IO[bytes], options: Options) -> list[ExportRemark]:
    """Write a workbook; what is returned names texts that were cut to fit a cell."""
    about = {
        "document": multitext.symbol,
        "date": multitext.date,
        "level": multitext.level,
        "created": multitext.created,
        "recipe": json.dumps(multitext.recipe, ensure_ascii=False),
    }
    rows, count = columns.records(multitext), len(multitext.units)
    return xlsx.write_book(columns.header(multitext), multitext.languages, rows, count, about, file)


def read(path: Path, options: Options) -> Multitext:
    """Read the first sheet of a workbook whose columns of text are named by their languages.

    Raises:
        ReadError: no workbook, locked or hostile, or as `columns.read`.
    """
    xlsx.check_package(path)
    rows, about = xlsx.sheets(path)
    return replace(
        columns.multitext_of(iter(rows), str(path)),
        level=level_from(about.get("level", "")),
        recipe=recipe_from(about.get("recipe", "")),
        created=about.get("created", ""),
    )
