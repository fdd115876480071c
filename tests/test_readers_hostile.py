"""Files made to do harm, or broken by chance: read in linear time, or refused with their name, never a traceback."""

import time
from pathlib import Path

import pytest

from align.errors import AlignError
from align.readers import read
from align.srx import read_srx

SECONDS = 20
"""Far above what any of these takes now, and far below what quadratic time takes."""


@pytest.mark.parametrize(
    ("name", "content", "texts"),
    [
        ("a.html", "<p>a<script>x</script>b&#12;c &#1;d &#xFFFE;</p>", ["ab c d"]),
        ("a.txt", "a....... 1\na....... 1\nb....... 1\n", ["a....... 1", "a....... 1", "b....... 1"]),
        ("a.txt", "…… 1\n", ["…… 1"]),
    ],
)
def test_odd_content_is_read(name: str, content: str, texts: list[str], tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    assert [block.text for block in read(path).blocks] == texts


@pytest.mark.parametrize(
    "page",
    [
        "<p " + " ".join(f"a{i}=1" for i in range(10_000)) + ">Hello there.</p>",
        "<p " + " ".join(f"a{i}" for i in range(10_000)) + ">Hello there.</p>",
        "<p " + " ".join(f'a{i}="> <"' for i in range(10_000)) + ">Hello there.</p>",
        "<script>x</script> " * 20_000 + "<p>Hello there.</p>",
        "<i></i> " * 20_000 + "<p>Hello there.</p>",
        "<p>Hello there.</p>" + "<sup>1</sup> " * 5_000,
    ],
    ids=["attributes", "bare attributes", "brackets in attributes", "scripts", "empty elements", "marks"],
)
def test_long_pages_take_linear_time(page: str, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(page, encoding="utf-8")
    start = time.process_time()
    assert read(path).blocks[0].text == "Hello there."
    assert time.process_time() - start < SECONDS


def test_attributes_that_count_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text('<p hidden>No.</p><ol start="5" title=a/b class><li>Yes.</ol>', encoding="utf-8")
    assert [(block.number, block.text) for block in read(path).blocks] == [("5.", "Yes.")]


def test_rules_in_another_encoding_than_they_say_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "latin1.srx"
    path.write_bytes('<?xml version="1.0" encoding="UTF-8"?><srx><!-- café --></srx>'.encode("latin-1"))
    with pytest.raises(AlignError, match=r"latin1\.srx: this is no XML"):
        read_srx(path, "en")


def test_a_link_to_itself_is_no_file(tmp_path: Path) -> None:
    path = tmp_path / "loop.txt"
    path.symlink_to(path)
    with pytest.raises(AlignError, match=r"loop\.txt"):
        read(path)
