"""Make bad inputs of every kind and give each to the command that reads it: a table of what came.

    python scripts/bad_inputs.py [--kinds docx,tmx] [--keep FOLDER] > table.md

Each file is a valid one with one fault that a person could name: half of it, a folder of that name, a bomb of
entities, rules that never end. `fuzz.py` breaks files at random; here each fault is one that was seen, or
that a hostile sender would think of first. Exits with 1 where a command showed a traceback, gave an exit code
other than 0 and 2, named a refused input nowhere, or took longer than `SLOW`.
"""

from __future__ import annotations

import argparse
import io
import os
import re
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from click.testing import CliRunner

from align.cli import main as align

ROOT = Path(__file__).parent.parent
SLOW = 20
"""Seconds of the processor after which a command hangs."""

ROWS = "en\tzh\nThe Council met.\t理事会开会。\nIt adopted the report.\t理事会通过了报告。\n"
PAGE = "<html lang=en><h1>Report</h1><p>1. The Council met.</p><p>2. It adopted the report.</p></html>"
READS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("docx", "pdf", "txt", "html", "xml"), ("read", "{}")),
    **dict.fromkeys(("tmx", "xlf", "tsv", "xlsx", "bitext.jsonl", "po"), ("convert", "{}", "{out}.tmx")),
    **dict.fromkeys(("tbx", "csv", "utx"), ("terms", "info", "{}")),
    "srx": ("pair", "{folder}/good.en.txt", "{folder}/good.zh.txt", "--srx", "{}", "-o", "{out}.tsv"),
    "check.toml": ("terms", "check", "{folder}/good.bitext.jsonl", "--settings", "{}"),
    "batch.toml": ("batch", "{folder}/good.memory", "-o", "{out}", "--dry-run", "--settings", "{}"),
    "memory": ("tm", "lookup", "{}", "The Council met."),
    "archive": ("batch", "{}", "-o", "{out}", "--jobs", "1"),
}
"""Which command reads a kind of input."""

Spoil = Callable[[bytes], bytes]
ANY: dict[str, Spoil] = {
    "empty": lambda data: b"",
    "half of it": lambda data: data[: len(data) // 2],
    "its last byte lost": lambda data: data[:-1],
    "zero bytes alone": lambda data: bytes(1000),
    "noise": lambda data: bytes(i * i * 31 % 251 for i in range(4000)),
    "a web page of that name": lambda data: b"<!DOCTYPE html><p>404 Not Found</p>",
    "twice, one behind the other": lambda data: data + data,
}
"""Faults of any file."""


def _declared(declarations: bytes) -> Spoil:
    """Put declarations before the first element."""

    def spoil(data: bytes) -> bytes:
        first = re.search(rb"<[^?!]", data)
        return data[: first.start()] + declarations + data[first.start() :] if first else data

    return spoil


_LAUGHS = b'<!DOCTYPE a [<!ENTITY e0 "ha">' + b"".join(
    b'<!ENTITY e%d "%s">' % (i, b"&e%d;" % (i - 1) * 10) for i in range(1, 12)
)
_MANY = b"".join(b' a%d="1"' % i for i in range(20_000))
XML: dict[str, Spoil] = {
    "entities that unfold a billion times": lambda data: _declared(_LAUGHS + b"]>")(data).replace(
        b"Council", b"&e11;"
    ),
    "an entity from another file": lambda data: _declared(
        b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    )(data).replace(b"Council", b"&x;"),
    "20,000 attributes": lambda data: re.sub(
        rb"(?<=<)[a-zA-Z]+", lambda name: name[0] + _MANY, data, count=1
    ),
    "100,000 elements inside one another": lambda data: data.replace(b"Council", b"<b>" * 100_000, 1),
    "a character that XML has not": lambda data: data.replace(b"Council", b"Coun&#1;cil\x0b", 1),
    "Latin-1 that says it is UTF-8": lambda data: data.replace(b"Council", b"Caf\xe9", 1),
}
"""Faults of XML."""


def _zipped(change: Callable[[str, bytes], bytes | None], **more: bytes) -> Spoil:
    """Pack a zip file anew, each part as it is changed; None: left out."""

    def spoil(data: bytes) -> bytes:
        packed = io.BytesIO()
        with (
            zipfile.ZipFile(io.BytesIO(data)) as old,
            zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new,
        ):
            for name in old.namelist():
                if (part := change(name, old.read(name))) is not None:
                    new.writestr(name, part)
            for name, part in more.items():
                new.writestr(name, part)
        return packed.getvalue()

    return spoil


def _main_part(name: str) -> bool:
    return name.endswith(("word/document.xml", "sheet1.xml"))


def _locked(data: bytes) -> bytes:
    """Mark all parts as encrypted."""
    changed = bytearray(data)
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = changed.find(mark)
        while place >= 0:
            changed[place + flags] |= 1
            place = changed.find(mark, place + 4)
    return bytes(changed)


ZIP: dict[str, Spoil] = {
    "its text left out": _zipped(lambda name, part: None if _main_part(name) else part),
    "its text without an end": _zipped(
        lambda name, part: part[: len(part) // 2] if _main_part(name) else part
    ),
    "a part that unfolds to 300 MB": _zipped(
        lambda name, part: part.replace(b"</w:body>", b" " * 300_000_000 + b"</w:body>").replace(
            b"</sheetData>", b" " * 300_000_000 + b"</sheetData>"
        ) if _main_part(name) else part
    ),
    "parts that lead out of it": _zipped(lambda name, part: part, **{"../../outside.txt": b"out"}),
    "its text with a billion entities": _zipped(
        lambda name, part: _declared(_LAUGHS + b"]>")(part) if _main_part(name) else part
    ),
    "locked by a password": _locked,
    "no list of its parts": _zipped(lambda name, part: None if name == "[Content_Types].xml" else part),
}  # fmt: skip
"""Faults of Word files and workbooks."""

TABLE: dict[str, Spoil] = {
    "one column": lambda data: b"en\nThe Council met.\n",
    "a quote that never ends": lambda data: data.replace(b"The Council", b'"The Council', 1),
    "5,000 columns": lambda data: b"\t".join([b"en"] * 5000) + b"\n" + b"\t".join([b"x"] * 5000),
    "a cell of 3 MB": lambda data: data.replace(b"Council", b"Council " * 400_000, 1),
    "UTF-16 cut inside a character": lambda data: data.decode().encode("utf-16")[:-1],
    "a language that is none": lambda data: data.replace(b"zh", b"klingon spoken at home", 1),
    "both columns in one language": lambda data: data.replace(b"zh", b"en", 1),
}
JSON: dict[str, Spoil] = {
    "null": lambda data: b"null\n" + data,
    "a list in place of an object": lambda data: b"[]\n" + data,
    "lists 100,000 deep": lambda data: b"[" * 100_000 + b"\n" + data,
    "numbers for texts": lambda data: data.replace(b'"The Council met."', b"12"),
    "a number that is none": lambda data: data.replace(b"1.0", b"1e999", 1),
    "rows in another order": lambda data: b"\n".join(reversed(data.splitlines())),
}
PDF: dict[str, Spoil] = {
    "letters of size 0": lambda data: _pdf("BT /F 0 Tf 72 700 Td (The Council met.) Tj ET"),
    "pages that hold themselves": lambda data: _pdf("", kids="2 0 R"),
    "a page of no size": lambda data: _pdf("BT /F 12 Tf 7 7 Td (Hello.) Tj ET", box="0 0 0 0"),
    "a page of a mile": lambda data: _pdf("BT /F 12 Tf 7 7 Td (Hello.) Tj ET", box="0 0 9999999 9999999"),
    "no page": lambda data: _pdf("", kids=""),
    "its trailer points to itself": lambda data: data[:-40] + b"\nstartxref\n0\n%%EOF",
}
TOML: dict[str, Spoil] = {
    "a number of 5,000 digits": lambda data: data + b"\nmany = " + b"9" * 5000,
    "lists 100,000 deep": lambda data: data + b"\ndeep = " + b"[" * 100_000,
    "numbers for texts": lambda data: data + b"\nonly = [1]\nformats = 2\n",
    "in UTF-16": lambda data: data.decode().encode("utf-16"),
}
SRX: dict[str, Spoil] = {
    "a pattern that is broken": lambda data: data.replace(b"[.]", b"([.", 1),
    "a pattern that takes for ever": lambda data: data.replace(b"[.]", rb"(\w+\s?)*!", 1),
    "a language without rules": lambda data: data.replace(b'"All"', b'"None"', 1),
}
MEMORY: dict[str, Spoil] = {
    "a page of noise": lambda data: data[:8192] + bytes(range(256)) * 16 + data[12288:],
    "of another program": lambda data: data[:68] + b"ELSE" + data[72:],
    "of a newer version": lambda data: data[:60] + b"\x00\x00\x03\xe7" + data[64:],
    "said to be longer": lambda data: data[:28] + b"\x00\xff\xff\xff" + data[32:],
}
OWN: dict[str, dict[str, Spoil]] = {
    "xlsx": ZIP, "docx": ZIP, "pdf": PDF, "srx": SRX | XML, "bitext.jsonl": JSON, "memory": MEMORY,
    "tsv": TABLE, "csv": TABLE, "check.toml": TOML, "batch.toml": TOML,
    **dict.fromkeys(("xml", "tmx", "xlf", "tbx", "html"), XML),
}  # fmt: skip


def _pdf(drawn: str, *, kids: str = "3 0 R", box: str = "0 0 612 792") -> bytes:
    parts = (
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {len(kids) // 5}>>",
        f"<</Type/Page/Parent 2 0 R/MediaBox[{box}]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        f"<</Length {len(drawn)}>>\nstream\n{drawn}\nendstream",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    )
    body = "".join(f"{number} 0 obj\n{part}\nendobj\n" for number, part in enumerate(parts, 1))
    return f"%PDF-1.7\n{body}trailer<</Root 1 0 R/Size 6>>\n%%EOF\n".encode()


@dataclass(frozen=True)
class BadInput:
    """An input with a fault, and the command that is to read it."""

    kind: str
    fault: str
    path: Path
    command: tuple[str, ...]


def bad_inputs(folder: Path, kinds: Sequence[str] = tuple(READS)) -> Iterator[BadInput]:
    """Make the inputs in a folder, one after another."""
    (folder / "made").mkdir(exist_ok=True)
    good = dict(valid(folder))
    for kind in kinds:
        faults = {**ANY, **OWN.get(kind, {})} if kind in good else {}
        for number, (fault, spoil) in enumerate(faults.items()):
            path = folder / f"{number}-bad.{kind}"
            file = _file_of(kind, path)
            file.parent.mkdir(exist_ok=True)
            file.write_bytes(spoil(good[kind].read_bytes()))
            yield _asked(kind, fault, path, folder)
        for fault, make in _PLACES.items():
            path = folder / f"{fault.replace(' ', '-')}.{kind}"
            path = make(path) or path
            yield _asked(kind, fault, path, folder)


def _file_of(kind: str, path: Path) -> Path:
    """Return the file that holds an input: a memory is a folder."""
    return path / "memory.sqlite" if kind == "memory" else path


def _asked(kind: str, fault: str, path: Path, folder: Path) -> BadInput:
    out = folder / "made" / f"{path.name[-40:]}.out"
    words = tuple(word.format(path, out=out, folder=folder) for word in READS[kind])
    return BadInput(kind, fault, path, words)


def _loop(path: Path) -> None:
    path.symlink_to(path.name)


_PLACES: dict[str, Callable[[Path], Path | None]] = {
    "missing": lambda path: None,
    "a folder": Path.mkdir,
    "a link to itself": _loop,
    "a name of 300 letters": lambda path: path.with_name("x" * 300 + path.suffix),
    "a pipe": os.mkfifo if hasattr(os, "mkfifo") else lambda path: None,
}
"""What may stand where a file should; the path where it does, if it is another."""


def valid(folder: Path) -> Iterator[tuple[str, Path]]:
    """Make a valid file of each kind."""
    report = ROOT / "corpora" / "report"
    for ending in ("docx", "pdf"):
        yield ending, report / f"report.en.{ending}"
    rules = '<srx xmlns="http://www.lisa.org/srx20" version="2.0"><body><languagerules><languagerule '
    rules += 'languagerulename="All"><rule break="no"><beforebreak>Council</beforebreak></rule>'
    rules += '<rule break="yes"><beforebreak>[.]</beforebreak><afterbreak>\\s'
    rules += "</afterbreak></rule></languagerule></languagerules><maprules><languagemap languagepattern="
    rules += '".*" languagerulename="All"/></maprules></body></srx>'
    law = '<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><doc name="r"><mainBody>'
    law += "<p>The Council met.</p></mainBody></doc></akomaNtoso>"
    terms = ROWS.replace("\t", ",")
    texts = {"txt": "The Council met.\n", "html": PAGE, "tsv": ROWS, "csv": terms, "srx": rules, "xml": law,
             "check.toml": 'off = ["S1"]\n', "batch.toml": "jobs = 1\n"}  # fmt: skip
    for ending, text in texts.items():
        (folder / f"good.{ending}").write_text(text, encoding="utf-8")
        yield ending, folder / f"good.{ending}"
    for language, text in (
        (
            "en",
            "The Council met again in Geneva this spring to consider the report. It adopted the report.\n",
        ),
        ("zh", "理事会今年春天在日内瓦再次开会审议报告。理事会通过了报告。\n"),
    ):
        (folder / f"good.{language}.txt").write_text(text, encoding="utf-8")
    for ending, command in (
        *((ending, ("convert", "good.tsv")) for ending in ("tmx", "xlf", "xlsx", "bitext.jsonl", "po")),
        *((ending, ("terms", "convert", "good.csv")) for ending in ("tbx", "utx")),
        ("memory", ("tm", "add", "good.memory", "good.tsv")),
    ):
        words = [str(folder / word) if word.startswith("good") else word for word in command]
        made = folder / f"good.{ending}"
        done = CliRunner().invoke(align, words if str(made) in words else [*words, str(made)])
        assert done.exit_code == 0, done.output
        yield ending, _file_of(ending, made)


@dataclass(frozen=True)
class Outcome:
    """What came of an input."""

    code: int
    said: str
    """The first line that was told of it."""
    faults: tuple[str, ...]
    """What should not have come."""


def tried(bad: BadInput) -> Outcome:
    """Give an input to its command."""
    begin = time.process_time()
    done = CliRunner().invoke(align, list(bad.command))
    seconds = time.process_time() - begin
    lines = [line for line in done.stderr.splitlines() if line.strip()]
    said = next((line for line in lines if "rror" in line), lines[0] if lines else "")
    crashed = done.exception is not None and not isinstance(done.exception, SystemExit)
    faults = {
        f"a traceback: {done.exception!r}": crashed or "Traceback" in done.output,
        f"exit code {done.exit_code}": done.exit_code not in (0, 2),
        "not named": done.exit_code == 2 and bad.path.name not in done.output,
        f"{seconds:.0f} seconds": seconds > SLOW,
        "something half made": done.exit_code == 2 and any(bad.path.parent.glob("made/**/*.part")),
    }
    return Outcome(done.exit_code, said, tuple(fault for fault, came in faults.items() if came))


def main(arguments: list[str] | None = None) -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--kinds", default=",".join(READS), help="of inputs")
    parser.add_argument("--keep", type=Path, help="folder for the inputs; default: a temporary one")
    options = parser.parse_args(arguments)
    failed = 0
    print("| kind | fault | exit | what came |\n|---|---|---|---|")
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        for bad in bad_inputs(folder, options.kinds.split(",")):
            came = tried(bad)
            failed += bool(came.faults)
            said = came.said.replace(str(folder) + os.sep, "").replace("|", "\\|") or "read"
            wrong = f" **{'; '.join(came.faults)}**" if came.faults else ""
            print(f"| {bad.kind} | {bad.fault} | {came.code} | {said[:200]}{wrong} |", flush=True)
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main())
