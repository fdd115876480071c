"""Akoma Ntoso: each case reads as the file beside it says, and other or hostile XML says what it is."""

from pathlib import Path

import pytest
from reading import shown

from align.errors import ReadError
from align.readers.akn import read

CASES = sorted((Path(__file__).parent / "cases" / "akn").glob("*.xml"))
AKN = '<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0">{}</akomaNtoso>'


def written(folder: Path, text: str) -> Path:
    path = folder / "document.xml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_reads_as_the_case_expects(case):
    assert shown(read(case)) == case.with_suffix(".txt").read_text(encoding="utf-8")


def test_language_versions_share_their_keys():
    english, chinese = (read(case) for case in CASES if case.stem.startswith("resolution."))
    assert [block.key for block in english.parts] == [block.key for block in chinese.parts]
    assert [block.kind for block in english.parts] == [block.kind for block in chinese.parts]


def test_versions_before_3_have_ids(tmp_path):
    old = '<akomaNtoso xmlns="http://www.akomantoso.org/2.0"><doc><p id="p1">Text.</p></doc></akomaNtoso>'
    (block,) = read(written(tmp_path, old)).blocks
    assert (block.key, block.text) == ("p1", "Text.")


def test_a_page_in_xml_is_read_as_a_page(tmp_path):
    page = (
        '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><body><h2>Herons</h2></body></html>'
    )
    (block,) = read(written(tmp_path, page)).blocks
    assert (block.kind, block.level, block.text) == ("heading", 2, "Herons")


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("<TEI><text/></TEI>", "begins with <TEI>"),
        ("<akomaNtoso><act>", "damaged"),
        (AKN.format("<act><meta/></act>"), "no text"),
        ('<!DOCTYPE a [<!ENTITY b "boom">]><akomaNtoso><act><p>&b;</p></act></akomaNtoso>', "DTD"),
        ('<!DOCTYPE a [<!ENTITY f SYSTEM "file:///etc/passwd">]>' + AKN.format("<p>&f;</p>"), "DTD"),
    ],
)
def test_other_or_hostile_xml_says_what_it_is(text, what, tmp_path):
    path = written(tmp_path, text)
    with pytest.raises(ReadError, match=what) as caught:
        read(path)
    assert caught.value.where == str(path)
    assert caught.value.mend


def test_nesting_has_a_bound(tmp_path):
    deep = AKN.format("<section>" * 5000 + "<p>Text.</p>" + "</section>" * 5000)
    with pytest.raises(ReadError, match="damaged"):
        read(written(tmp_path, deep))
