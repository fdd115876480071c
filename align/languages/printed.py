"""Words by which the lines of a printed page show how they go on, and what a number among them is."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, eq=False)
class PrintedWords:
    """Patterns, in the case in which they are printed; without arguments, nothing is known.

    Readers do not know yet in which language a text is, and so ask for the words of all languages at once.
    """

    preamble: tuple[str, ...] = ()
    """With what the paragraphs of a preamble begin, all of which end in a comma: *Recalling*, 回顾."""
    unfinished: tuple[str, ...] = ()
    """Words after which neither title nor sentence ends: *of*, *the*, 和. A line goes on behind them."""
    abbreviations: tuple[str, ...] = ()
    """What a full stop follows, and then a number: *Corr*, *No* (Corr.1, No. 5). It ends no sentence."""
    last_abbreviations: tuple[str, ...] = ()
    """What may end a text with a full stop of its own: *etc*, долл. It says nothing of the sentence."""
    between_items: tuple[str, ...] = ()
    """What follows the semicolon of the last item but one of a list: *and*, 以及."""
    prefixes: tuple[str, ...] = ()
    """What is set off with a hyphen: *non*. A hyphen behind it, at the end of a line, belongs to the word."""
    before_numbers: tuple[str, ...] = ()
    """In languages without spaces: what stands before the number of a part or an amount, 第3条, 目标5."""
    before_amounts: tuple[str, ...] = ()
    """Likewise what may stand before an amount or end a word before the mark of a note: 至28个, 约5."""
    counters: tuple[str, ...] = ()
    """What stands right behind the number of a date, part or amount, and behind no mark of a note: 年, 个."""
    words_or_counters: tuple[str, ...] = ()
    """The same, of which each may also begin the word behind the mark of a note: 人, 国."""
    lengths: tuple[str, ...] = ()
    """Short names of units of length, besides m and km; a ² or ³ behind one makes an area or a volume."""
    notes: tuple[str, ...] = ()
    """With what a note at the foot of a page begins, and hardly ever an item of a list: *See*, *Ibid*, 见."""


UNKNOWN_WORDS = PrintedWords()
"""Those of a language that states none."""
