"""Which reader reads a file, and what is refused before any reader sees it."""

import zipfile
from pathlib import Path

import pytest

from align.errors import ReadError
from align.readers import READERS, read

TEXT = "1. The Council took note of the report.\n2. It decided to continue.\n"


def write(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def packed(path: Path, *names: str) -> Path:
    with zipfile.ZipFile(path, "w") as package:
        for name in names:
            package.writestr(name, "<x/>")
    return path


def test_every_reader_names_a_function() -> None:
    assert all(":" in target and ending == ending.lower() for ending, target in READERS.items())


@pytest.mark.parametrize("name", ["text.txt", "TEXT.TXT", "text"])
def test_text_is_read_by_ending_or_content(tmp_path: Path, name: str) -> None:
    document = read(write(tmp_path / name, TEXT.encode()))
    assert [block.number for block in document.blocks] == ["1.", "2."]
    assert document.language == "en"


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("report.docx", b"%PDF-1.7\n", r"ends in \.docx, but the file is a PDF; rename it to end in \.pdf"),
        ("report.txt", b"%PDF-1.7\n", r"ends in \.txt, but the file is a PDF"),
        ("report.txt", b"{\\rtf1 text}", r"ends in \.txt, but the file is an RTF document"),
        ("report.txt", b"<!DOCTYPE html><p>text</p>", r"ends in \.txt, but the file is a web page"),
        ("report.pdf", b"\xffWPC\x10", r"ends in \.pdf, but the file is a WordPerfect document"),
        ("report.docx", b"\xd0\xcf\x11\xe0" + bytes(600), r"\.docx, but the file is an old Word document"),
        ("report.docx", b"PK\x03\x04" + bytes(50), "the file is damaged: its end is missing"),
        ("photo.jpg", b"\xff\xd8\xff\xe0", r"files ending in \.jpg cannot be read; take \.docx"),
        ("report.txt", b"\x00\x01\x02\x03" * 100, "this is no text file"),
        ("report.txt", b"", "the file is empty"),
        ("report.txt", b" \n\n \n", "no text was found"),
    ],
)
def test_what_cannot_be_read_says_why(tmp_path: Path, name: str, data: bytes, message: str) -> None:
    with pytest.raises(ReadError, match=message):
        read(write(tmp_path / name, data))


def test_a_zip_of_the_future_says_so(tmp_path: Path) -> None:
    data = bytearray(packed(tmp_path / "report.docx", "word/document.xml").read_bytes())
    data[data.index(b"PK\x01\x02") + 6] = 0xFF  # the version that is needed to unpack it
    with pytest.raises(ReadError, match="the file is damaged"):
        read(write(tmp_path / "report.docx", bytes(data)))


def test_a_file_locked_with_a_password_says_so(tmp_path: Path) -> None:
    data = b"\xd0\xcf\x11\xe0" + bytes(600) + "EncryptedPackage".encode("utf-16-le")
    with pytest.raises(ReadError, match="protected with a password"):
        read(write(tmp_path / "report.docx", data))


@pytest.mark.parametrize(
    ("names", "held"),
    [
        (("xl/workbook.xml",), "spreadsheet"),
        (("ppt/presentation.xml",), "presentation"),
        (("photo.jpg",), "zip archive"),
        (("content.xml", "META-INF/manifest.xml"), "OpenDocument text"),
    ],
)
def test_packages_of_another_kind_are_named(tmp_path: Path, names: tuple[str, ...], held: str) -> None:
    with pytest.raises(ReadError, match=f"the file is an? {held}"):
        read(packed(tmp_path / "report.docx", *names))


def test_missing_files_and_folders(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="there is no such file"):
        read(tmp_path / "report.txt")
    with pytest.raises(ReadError, match="this is a folder"):
        read(tmp_path)


def test_the_symbol_comes_from_the_name_where_the_masthead_has_none(tmp_path: Path) -> None:
    assert read(write(tmp_path / "A_HRC_47_29-EN.txt", TEXT.encode())).symbol == "A/HRC/47/29"
    assert read(write(tmp_path / "notes_of_meeting.txt", TEXT.encode())).symbol == ""


def test_a_text_may_speak_of_pdf(tmp_path: Path) -> None:
    document = read(write(tmp_path / "text.txt", b"A PDF begins with %PDF-1.7 and ends with %%EOF.\n"))
    assert document.blocks[0].text.startswith("A PDF begins")
