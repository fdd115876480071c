"""Texts in the columns of a terminal, where a Chinese character takes two."""

from __future__ import annotations

import re
import unicodedata

_PIECES = re.compile(r"[（《“‘]*(?:[!-~–—…]+|\S)[，。；：、）》”’！？…]*|\s+")
"""What stays together in a line: a word, or a Chinese character, each with the marks around it."""


def columns(text: str) -> int:
    """Return how many columns a text takes.

    >>> columns("ab"), columns("甲乙")
    (2, 4)
    """
    return len(text) + sum(unicodedata.east_asian_width(letter) in "WF" for letter in text)


def padded(text: str, width: int, *, right: bool = False) -> str:
    """Return a text with spaces after it, or before it, so that it takes a number of columns."""
    spaces = " " * (width - columns(text))
    return spaces + text if right else text + spaces


def wrapped(text: str, width: int) -> str:
    """Return a paragraph in lines of at most so many columns.

    >>> print(wrapped("对齐两个文件（TMX）。", 12))
    对齐两个文件
    （TMX）。
    """
    lines = [""]
    for piece in _PIECES.findall(" ".join(text.split())):
        if columns(lines[-1] + piece.rstrip()) > width:
            lines.append("")
        lines[-1] += piece if lines[-1] else piece.lstrip()
    return "\n".join(line.rstrip() for line in lines)
