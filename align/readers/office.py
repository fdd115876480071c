"""doc, rtf, odt, wpd → Document: LibreOffice turns them into docx, and the docx reader reads that.

LibreOffice runs without a window, in a profile of its own that is thrown away, with macros and links to
outside files switched off, and for a bounded time.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path

from align.document import Document
from align.errors import MissingError, ReadError
from align.processes import apart, end_with_children
from align.readers import docx
from align.words import say

SECONDS = 120
"""Longest time for one file: a report takes 2 to 10, a damaged file may take for ever."""

_RTF, _OLE, _ZIP, _WPD = b"{\\rtf", bytes.fromhex("d0cf11e0a1b11ae1"), b"PK\x03\x04", b"\xffWPC"
_BEGINNINGS = {".doc": (_OLE, _RTF), ".rtf": (_RTF,), ".odt": (_ZIP,), ".wpd": (_WPD,)}

_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update">
<prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


def read(path: Path) -> Document:
    """Read a file of one of the older or freer formats.

    Raises:
        MissingError: LibreOffice is not installed.
        ReadError: the file is not what its ending says, damaged or locked, or takes too long.
    """
    _check_beginning(path)
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise MissingError(
            say("{ending} files are read through LibreOffice, which is not installed", ending=path.suffix),
            where=str(path),
            mend=say("apt-get install libreoffice-writer, or save the file as .docx"),
        )
    with tempfile.TemporaryDirectory(prefix="align-") as folder:
        converted = _convert(program, path, Path(folder))
        return replace(docx.read(converted), path=str(path))


def _check_beginning(path: Path) -> None:
    """Refuse what LibreOffice would read as plain text, however binary it is."""
    with path.open("rb") as file:
        beginning = file.read(8)
    if not beginning.startswith(_BEGINNINGS[path.suffix.lower()]):
        raise ReadError(
            say("this is no {ending} file, whatever its name says", ending=path.suffix),
            where=str(path),
            mend=say("give it the ending of what it is, or save it again"),
        )


def _convert(program: str, path: Path, folder: Path) -> Path:
    """Return the docx made of a file, in a folder of its own."""
    settings = folder / "profile" / "user" / "registrymodifications.xcu"
    settings.parent.mkdir(parents=True)
    settings.write_text(_SETTINGS, encoding="utf-8")
    # Under a name of our own, no name can be taken for an option or a pattern.
    original = folder / f"document{path.suffix.lower()}"
    shutil.copyfile(path, original)
    _run(
        [
            program,
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            *"--headless --norestore --nologo --nolockcheck --convert-to".split(),
            "docx:MS Word 2007 XML",
            "--outdir",
            str(folder / "out"),
            str(original),
        ],
        path,
    )
    converted = folder / "out" / "document.docx"
    if not converted.exists():
        raise ReadError(
            say("LibreOffice cannot open the file"),
            where=str(path),
            mend=say("check for damage or a password in Word"),
        )
    return converted


def _run(command: list[str], path: Path) -> None:
    # LibreOffice starts further processes, which have to end with it.
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        **apart(),
    )
    try:
        process.wait(SECONDS)
    except subprocess.TimeoutExpired:
        raise ReadError(
            say("LibreOffice did not finish within {seconds} seconds", seconds=SECONDS),
            where=str(path),
            mend=say("save it as .docx"),
        ) from None
    finally:
        if process.poll() is None:
            end_with_children(process.pid)
            process.wait()
