"""Old and free formats through LibreOffice; the tests that need it skip where it is not installed."""

import shutil

import pytest

from align.errors import MissingError, ReadError
from align.readers import office

needs_libreoffice = pytest.mark.skipif(
    not shutil.which("soffice"), reason="needs LibreOffice (apt-get install libreoffice-writer)"
)
RTF = r"""{\rtf1\ansi
{\*\listtable{\list{\listlevel\levelnfc0\levelstartat1{\leveltext\'02\'00.;}{\levelnumbers\'01;}}\listid1}}
{\*\listoverridetable{\listoverride\listid1\listoverridecount0\ls1}}
{\pard\ls1 Water is life.\par}
{\pard\ls1 Notes\super{\*\footnote{\super\chftn} See A/99/1.}\nosupersub  stay.\par}}"""


@needs_libreoffice
def test_rtf_keeps_its_text_and_notes(tmp_path):
    path = tmp_path / "-odd name %s.rtf"
    path.write_text(RTF)
    document = office.read(path)
    assert document.path == str(path)
    assert [block.text for block in document.blocks] == ["Water is life.", "Notes stay."]
    assert [block.number for block in document.blocks] == ["1.", "2."]
    assert [note.text for note in document.footnotes] == ["See A/99/1."]


@needs_libreoffice
def test_damaged_odt(tmp_path):
    path = tmp_path / "a.odt"
    path.write_bytes(b"PK\x03\x04" + bytes(100))
    with pytest.raises(ReadError, match="LibreOffice cannot open"):
        office.read(path)


@needs_libreoffice
def test_a_hanging_conversion_ends(tmp_path, monkeypatch):
    path = tmp_path / "a.rtf"
    path.write_text(RTF)
    monkeypatch.setattr(office, "SECONDS", 0.01)
    with pytest.raises(ReadError, match="did not finish"):
        office.read(path)


@pytest.mark.parametrize("ending", [".doc", ".rtf", ".odt", ".wpd"])
def test_binary_rubbish_is_refused(tmp_path, ending):
    path = tmp_path / f"a{ending}"
    path.write_bytes(b"\x00\x01\x02 rubbish")
    with pytest.raises(ReadError, match="whatever its name says"):
        office.read(path)


def test_without_libreoffice_the_package_is_named(tmp_path, monkeypatch):
    path = tmp_path / "a.rtf"
    path.write_text(RTF)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(MissingError, match="libreoffice-writer"):
        office.read(path)
