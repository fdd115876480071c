"""Files made to do harm, or broken by chance: read in linear time, or refused with their name, never a traceback."""

import signal
import time
from pathlib import Path
from typing import Any

import pytest
from batches import align_apart

from align.cli.bounds import watching
from align.errors import AlignError
from align.processes import Bounds
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


def unfolding_pdf(path: Path) -> Path:
    """Write a page of two kilobytes that draws a form ten times, which draws one ten times, and so on."""
    parts = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</XObject<</X 6 0 R>>>>>>",
        "<</Length 5>>\nstream\n/X Do\nendstream",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    for next_one in range(7, 16):
        drawn = "/X Do " * 10 if next_one < 15 else "BT /F 12 Tf 72 700 Td (Hello.) Tj ET"
        form = f"<</Type/XObject/Subtype/Form/BBox[0 0 612 792]/Length {len(drawn)}"
        held = f"/Resources<</XObject<</X {next_one} 0 R>>/Font<</F 5 0 R>>>>>>"
        parts.append(f"{form}{held}\nstream\n{drawn}\nendstream")
    body = "".join(f"{number} 0 obj\n{part}\nendobj\n" for number, part in enumerate(parts, 1))
    path.write_text(
        f"%PDF-1.7\n{body}trailer<</Root 1 0 R/Size {len(parts) + 1}>>\n%%EOF\n", encoding="ascii"
    )
    return path


@pytest.mark.parametrize(
    ("bound", "message"),
    [
        (("--memory-limit", 200), "needed more than 200 MB"),
        (("--timeout", 0.3), "took more than 0.3 seconds"),
    ],
)
@pytest.mark.parametrize("command", ["read", "pair"])
def test_a_file_that_unfolds_ends_the_command_with_its_name(
    command: str, bound: tuple[str, float], message: str, tmp_path: Path
) -> None:
    bombs = [unfolding_pdf(tmp_path / name) for name in ("bomb.pdf", "other.pdf")]
    ended = align_apart(command, *bombs[: 1 if command == "read" else 2], *bound)
    assert ended.returncode == 2
    assert "bomb.pdf" in ended.stderr
    assert message in ended.stderr


@pytest.mark.parametrize(
    "command",
    [
        ("convert", "texts.tsv", "made.tmx"),
        ("terms", "check", "texts.tsv", "--terms", "terms.csv", "-o", "made.tsv"),
        ("terms", "mine", "texts.tsv", "-o", "made.tbx"),
        ("terms", "convert", "terms.csv", "made.tbx"),
        ("terms", "info", "terms.csv"),
        ("tm", "add", "made", "texts.tsv"),
    ],
    ids=" ".join,
)
def test_every_command_that_reads_has_bounds(command: tuple[str, ...], tmp_path: Path) -> None:
    rows = "".join(f"Sentence {i} of many\t第{i}句\n" for i in range(60_000))
    (tmp_path / "texts.tsv").write_text(f"en\tzh\n{rows}", encoding="utf-8")
    (tmp_path / "terms.csv").write_text(f"en\tzh\n{rows}".replace("\t", ","), encoding="utf-8")
    ended = align_apart(*command, "--memory-limit", 30, cwd=tmp_path)
    assert ended.returncode == 2
    assert "needed more than 30 MB" in ended.stderr
    assert any(name in ended.stderr for name in ("texts.tsv", "terms.csv"))
    assert not [path for path in tmp_path.glob("**/*made*") if path.is_file()]
    assert not list(tmp_path.glob(".*.part"))


def test_a_bound_below_nothing_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Water.", encoding="utf-8")
    for bound in (("--timeout", -1), ("--memory-limit", -1)):
        ended = align_apart("read", tmp_path / "a.txt", *bound)
        assert ended.returncode == 2
        assert bound[0] in ended.stderr


@pytest.mark.parametrize("handler", [signal.SIG_IGN, signal.default_int_handler])
def test_work_that_can_be_stopped_leaves_the_process_alive(handler: Any, request: Any) -> None:
    """Also where interrupts are ignored, as by what a script runs in the background."""
    before = signal.signal(signal.SIGINT, handler)
    request.addfinalizer(lambda: signal.signal(signal.SIGINT, before))

    @watching(Bounds(0.2), Path("a.txt"))
    def work() -> None:
        while True:
            pass

    with pytest.raises(AlignError, match=r"a\.txt: took more than"):
        work()


def test_what_stays_within_bounds_is_let_be() -> None:
    with watching(Bounds(60, 100_000)):
        time.sleep(0.3)
