"""Markdown, and XML that is no Akoma Ntoso but a text: read as the pages that they are shown as."""

from pathlib import Path

import pytest

from align.errors import ReadError
from align.readers import read

MARKDOWN = """---
lang: en
---

# Report on *water*

## I. Introduction

1. The Council met.[^1]
2. It rose.

- Springs
- Lakes

| Year | Share |
|------|-------|
| 2024 | 3.6 % |

[^1]: See A/HRC/47/29.

<script>alert(1)</script>
"""
UDHR = """<?xml version="1.0"?><udhr xmlns="http://www.unhchr.ch/udhr"><title>Universal Declaration</title>
<preamble><title>Preamble</title><para>Whereas recognition is the foundation of freedom,</para></preamble>
<article number="1"><title>Article 1</title><para>All human beings are born free.</para></article>
<article number="2"><title>Article 2</title><orderedlist><listitem><para>Everyone has a right.</para></listitem>
<listitem><para>No one shall be held.</para></listitem></orderedlist></article></udhr>"""


def rows(path: Path, text: str) -> list[tuple[str, str, str]]:
    path.write_text(text, encoding="utf-8")
    return [(block.kind, block.number, block.text) for block in read(path).parts]


def test_markdown_is_read_with_its_structure(tmp_path: Path) -> None:
    assert rows(tmp_path / "a.md", MARKDOWN) == [
        ("heading", "", "Report on water"), ("heading", "I.", "Introduction"),
        ("list_item", "1.", "The Council met."), ("list_item", "2.", "It rose."),
        ("list_item", "•", "Springs"), ("list_item", "•", "Lakes"),
        ("table_cell", "", "Year"), ("table_cell", "", "Share"), ("table_cell", "", "2024"), ("table_cell", "", "3.6 %"),
        ("footnote", "1", "See A/HRC/47/29."),
    ]  # fmt: skip


def test_other_xml_of_titles_and_paragraphs_is_read(tmp_path: Path) -> None:
    assert rows(tmp_path / "udhr.xml", UDHR) == [
        ("heading", "", "Universal Declaration"), ("heading", "", "Preamble"),
        ("paragraph", "", "Whereas recognition is the foundation of freedom,"),
        ("heading", "Article 1", "Article 1"), ("paragraph", "", "All human beings are born free."),
        ("heading", "Article 2", "Article 2"), ("list_item", "1.", "Everyone has a right."),
        ("list_item", "2.", "No one shall be held."),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "xml", ["<rows><row><year>2024</year></row></rows>", "<svg><title>a</title><text>b</text></svg>"]
)
def test_data_is_refused_with_the_way_out(xml: str, tmp_path: Path) -> None:
    path = tmp_path / "data.xml"
    path.write_text(f'<?xml version="1.0"?>{xml}', encoding="utf-8")
    with pytest.raises(ReadError, match=r"data\.xml: this XML holds no text .*docx, html or txt"):
        read(path)
