"""Markdown → Document: rendered as a web page, by CommonMark with tables and footnotes, and read as one.

The page shows what was typed: the numbers of a list that count with gaps (1., 3.), where CommonMark leaves
none, and as a mark the one whose note is missing, which is text to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from align.document import Document
from align.readers import html
from align.readers.encoding import decode

if TYPE_CHECKING:
    from markdown_it.token import Token

_MARK = re.compile(r"(\[\^\w{1,4}\])")


def read(path: Path) -> Document:
    """Read a Markdown file; a YAML head is no text.

    Raises:
        ReadError: it holds no text.
    """
    from markdown_it import MarkdownIt
    from mdit_py_plugins.footnote import footnote_plugin
    from mdit_py_plugins.front_matter import front_matter_plugin

    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    parser = parser.use(footnote_plugin).use(front_matter_plugin)
    tokens = parser.parse(decode(path.read_bytes(), where=str(path)))
    _keep_numbers(tokens)
    for token in tokens:
        if token.children:
            token.children = [each for child in token.children for each in _with_lost_marks(child)]
    page = parser.renderer.render(tokens, parser.options, {})
    return html.document_of(f'<meta charset="utf-8">{page}'.encode(), path)


def _keep_numbers(tokens: Sequence[Token]) -> None:
    """Give the items of a list the numbers that were typed, if they rise; many write 1. before each."""
    lists: list[list[Token]] = []
    for token in tokens:
        if token.type == "ordered_list_open":
            lists.append([])
        elif token.type == "list_item_open" and token.info:
            lists[-1].append(token)
        elif token.type == "ordered_list_close":
            items = lists.pop()
            if all(int(one.info) < int(other.info) for one, other in pairwise(items)):
                for item in items:
                    item.attrSet("value", item.info)


def _with_lost_marks(token: Token) -> Iterator[Token]:
    """Yield a piece of text, each mark without a note in it as a mark of its own."""
    if token.type != "text" or "[^" not in token.content:
        yield token
        return
    for i, piece in enumerate(_MARK.split(token.content)):
        if piece and i % 2:
            yield token.copy(type="html_inline", content=f'<sup class="footnote-ref">{piece[2:-1]}</sup>')
        elif piece:
            yield token.copy(content=piece)
