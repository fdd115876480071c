"""Markdown → Document: rendered as a web page, by CommonMark with tables and footnotes, and read as one."""

from __future__ import annotations

from pathlib import Path

from align.document import Document
from align.readers import html
from align.readers.encoding import decode


def read(path: Path) -> Document:
    """Read a Markdown file; a YAML head is no text.

    Raises:
        ReadError: it holds no text.
    """
    from markdown_it import MarkdownIt
    from mdit_py_plugins.footnote import footnote_plugin
    from mdit_py_plugins.front_matter import front_matter_plugin

    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    page = (
        parser.use(footnote_plugin)
        .use(front_matter_plugin)
        .render(decode(path.read_bytes(), where=str(path)))
    )
    return html.document_of(f'<meta charset="utf-8">{page}'.encode(), path)
