"""What stands around the text of a document in a language: masthead, labels, contents, page numbers."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, eq=False)
class FrontMatter:
    """Patterns, whatever their case; those of `lines` fill a line. Without arguments, nothing is known.

    In dates, `{month}` stands for a name of `Language.months`, in `spans` `{date}` for any of `dates`.
    """

    united_nations: tuple[str, ...] = ()
    organs: tuple[str, ...] = ()
    """Principal organs, which may have the distribution beside them."""
    lines: tuple[str, ...] = ()
    """What else fills a line of a masthead: committees, distribution, sessions, agenda items."""
    spans: tuple[str, ...] = ()
    """Dates from to: *6 to 12 March 1995*. They tell when a body met, not the date of a document."""
    original: tuple[str, ...] = ()
    """What stands before the language of the original."""
    only: tuple[str, ...] = ()
    """What stands behind the languages of a document that is not in all: *Arabic/English only*."""
    dates: tuple[str, ...] = ()
    """Dates, with the groups `day`, `month` and `year`."""
    labels: tuple[str, ...] = ()
    """What names the text that follows, without spaces: *executivesummary*, 概要."""
    contents: tuple[str, ...] = ()
    """What stands above a table of contents, without spaces: *tableofcontents*."""
    column_heads: tuple[str, ...] = ()
    """What stands above the columns of such a table: *page*, 段次."""
    annexes: tuple[str, ...] = ()
    """What an annex begins with, with or without a number."""
    pages: tuple[str, ...] = ()
    """Page numbers with words: *page 3 of 12*, 第3页."""
    recycle: tuple[str, ...] = ()
    """What the foot of a UN document asks for."""


UNKNOWN = FrontMatter()
"""That of a language that states none."""
