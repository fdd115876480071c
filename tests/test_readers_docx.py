"""Word files: each case of cases/docx reads as it expects, and damaged or hostile files say what they are."""

import contextlib
import io
import re
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from wordfiles import MAIN, RELATIONS, make_docx, sections

from align.document import Block
from align.errors import ReadError
from align.readers.docx import read
from align.readers.docx.numerals import numeral
from align.remarks import Remark

CASES = sorted((Path(__file__).parent / "cases" / "docx").glob("*.txt"))
HELLO = "<w:p><w:r><w:t>Hello.</w:t></w:r></w:p>"


def shown(block: Block) -> str:
    text = block.text
    for note in reversed(block.notes):
        text = f"{text[: note.offset]}‹{note.number}›{text[note.offset :]}"
    text = text.replace("\t", "\\t").replace("\n", "\\n")
    return f"{block.kind}{f' {block.level}' if block.level else ''} [{block.number}] {text}"


@pytest.mark.parametrize("case", CASES, ids=lambda c: c.stem)
def test_reads_as_the_case_expects(case, tmp_path):
    parts = sections(case)
    expected = parts.pop("expected").splitlines()
    # The XML is laid out in lines for people; between elements Word has none.
    parts = {name: re.sub(r">\s*\n\s*<", "><", xml.strip()) for name, xml in parts.items()}
    document = read(make_docx(tmp_path / "case.docx", parts))
    assert [shown(block) for block in document.parts] == expected


def test_charts_are_told_since_their_words_are_not_read(tmp_path):
    drawing = "http://schemas.openxmlformats.org/drawingml/2006"
    chart = f'<a:graphic xmlns:a="{drawing}/main"><c:chart xmlns:c="{drawing}/chart"/></a:graphic>'
    body = f"<w:p><w:r><w:drawing>{chart}</w:drawing></w:r></w:p>{HELLO}"
    document = read(make_docx(tmp_path / "chart.docx", {"document": body}))
    assert [block.text for block in document.blocks] == ["Hello."]
    assert document.remarks == (Remark("charts-not-read", {"count": "1"}),)


def test_numbering_docx_reads_as_word_prints_it(shared):
    document = read(shared / "data" / "nasty" / "numbering.docx")
    parts = {"table_cell": "table", "footnote": "note "}
    lines = []
    for block in document.parts:
        marks = f"  notes at {[n.offset for n in block.notes]}" if block.notes else ""
        lines.append(f"{parts.get(block.kind, 'body ')} [{block.number}] {block.text!r}{marks}")
    expected = (shared / "data" / "nasty" / "numbering.expected.txt").read_text(encoding="utf-8")
    assert lines == expected.splitlines()


@pytest.mark.parametrize(
    ("name", "value", "printed"),
    [
        ("decimal", 12, "12"),
        ("decimalZero", 7, "07"),
        ("upperRoman", 49, "XLIX"),
        ("lowerLetter", 27, "aa"),
        ("upperLetter", 3, "C"),
        ("ordinal", 22, "22nd"),
        ("ordinal", 113, "113th"),
        ("cardinalText", 45, "Forty-five"),
        ("ordinalText", 20, "Twentieth"),
        ("ordinalText", 32, "Thirty-second"),
        ("chineseCounting", 10, "十"),
        ("chineseCounting", 21, "二十一"),
        ("chineseCountingThousand", 101, "一百零一"),
        ("chineseCountingThousand", 1010, "一千零一十"),
        ("taiwaneseCountingThousand", 15, "十五"),
        ("japaneseCounting", 111, "百十一"),
        ("ideographDigital", 10, "一〇"),
        ("chineseLegalSimplified", 12, "壹拾贰"),
        ("ideographTraditional", 11, "甲"),
        ("decimalEnclosedCircle", 20, "⑳"),
        ("decimalEnclosedCircle", 21, "21"),
        ("decimalFullWidth", 10, "１０"),
        ("chicago", 6, "††"),
        ("none", 5, ""),
        ("a format of tomorrow", 5, "5"),
    ],
)
def test_numerals(name, value, printed):
    assert numeral(value, name) == printed


def test_every_format_stands_any_value():
    from align.readers.docx.numerals import _FORMATS

    assert all(len(numeral(v, name)) < 99 for name in _FORMATS for v in (0, 1, 99, 100, 9999, 999_999_999))


def test_pages_are_those_word_saw(tmp_path):
    text = "<w:p><w:r>{0}<w:t>{1}</w:t></w:r></w:p>"
    rendered = text.format("", "One") + text.format("<w:lastRenderedPageBreak/>", "Two")
    document = read(make_docx(tmp_path / "a.docx", {"document": rendered}))
    assert [b.page for b in document.blocks] == [1, 2]
    document = read(make_docx(tmp_path / "b.docx", {"document": HELLO}))
    assert [b.page for b in document.blocks] == [0]


def test_headers_and_footers_are_no_blocks(tmp_path):
    document = read(make_docx(tmp_path / "a.docx", {"document": HELLO, "header": HELLO, "footer": HELLO}))
    assert [b.text for b in document.blocks] == ["Hello."]


def test_page_headers_may_tell_the_symbol(tmp_path):
    header = "<w:p><w:r><w:t>A/HRC/99/29</w:t></w:r></w:p>"
    document = read(make_docx(tmp_path / "a.docx", {"document": HELLO, "header": header}))
    assert document.symbol == "A/HRC/99/29"


def test_main_part_under_another_name(tmp_path):
    path = make_docx(tmp_path / "a.docx", {"document": HELLO}, main="word/document2.xml")
    assert read(path).blocks[0].text == "Hello."


def test_strict_ooxml(tmp_path):
    path = make_docx(tmp_path / "a.docx", {"document": HELLO})
    strict = rewrite(path, lambda xml: xml.replace(MAIN, "http://purl.oclc.org/ooxml/wordprocessingml/main"))
    assert read(strict).blocks[0].text == "Hello."


def rewrite(path: Path, change) -> Path:
    """Rewrite the main part of a Word file."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    parts["word/document.xml"] = change(parts["word/document.xml"].decode()).encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return path


def refusal(path: Path) -> str:
    with pytest.raises(ReadError) as error:
        read(path)
    assert str(path) in str(error.value)
    assert error.value.mend
    return str(error.value)


def test_truncated_file(tmp_path):
    path = make_docx(tmp_path / "a.docx", {"document": HELLO})
    path.write_bytes(path.read_bytes()[:-60])
    assert "cut off or damaged" in refusal(path)


def test_damage_inside(tmp_path):
    path = make_docx(tmp_path / "a.docx", {"document": HELLO * 500})
    data = bytearray(path.read_bytes())
    at = data.rindex(b"word/document.xml", 0, data.index(b"PK\x01\x02")) + 40
    data[at : at + 20] = bytes(20)
    path.write_bytes(data)
    assert "cannot be unpacked" in refusal(path) or "damaged" in refusal(path)


def test_no_zip_at_all(tmp_path):
    path = tmp_path / "a.docx"
    path.write_bytes(b"\x00\x01 not a word file")
    assert "no Word file" in refusal(path)


def test_zip_without_a_document(tmp_path):
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("readme.txt", "hello")
    assert "no Word document" in refusal(path)


def test_other_zipped_formats_are_named(tmp_path):
    path = tmp_path / "a.docx"
    for name, expected in (("xl/workbook.xml", "workbook"), ("content.xml", "OpenDocument")):
        with zipfile.ZipFile(path, "w") as package:
            package.writestr(name, "<x/>")
        assert expected in refusal(path)


def test_password_and_old_format_are_told_apart(tmp_path):
    path = tmp_path / "a.docx"
    ole = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600)
    path.write_bytes(ole + "EncryptedPackage".encode("utf-16-le"))
    assert "locked with a password" in refusal(path)
    path.write_bytes(ole)
    assert ".doc" in refusal(path)


def test_entities_are_refused(tmp_path):
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    path = rewrite(
        make_docx(tmp_path / "a.docx", {"document": HELLO}), lambda xml: bomb + xml.replace("Hello", "&b;")
    )
    assert "entities" in refusal(path)


def test_outside_files_are_not_read(tmp_path):
    (tmp_path / "secret").write_text("secret")
    dtd = f'<!DOCTYPE x [<!ENTITY s SYSTEM "{(tmp_path / "secret").as_uri()}">]>'
    path = rewrite(
        make_docx(tmp_path / "a.docx", {"document": HELLO}), lambda xml: dtd + xml.replace("Hello", "&s;")
    )
    assert "secret" not in refusal(path).replace(str(tmp_path), "")


def test_zip_bomb(tmp_path):
    path = make_docx(tmp_path / "a.docx", {"document": HELLO})
    rewrite(path, lambda xml: xml.replace("Hello", " " * 20_000_000))
    assert "no honest document" in refusal(path)


def test_a_zip_that_lies_about_its_sizes(tmp_path):
    path = make_docx(tmp_path / "a.docx", {"document": HELLO * 9000})
    data = path.read_bytes()
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        size = package.getinfo("word/document.xml").file_size
    path.write_bytes(data.replace(size.to_bytes(4, "little"), (1000).to_bytes(4, "little")))
    assert refusal(path)


def test_nesting_without_end(tmp_path):
    deep = "<w:sdt><w:sdtContent>" * 2000 + HELLO + "</w:sdtContent></w:sdt>" * 2000
    assert "damaged" in refusal(make_docx(tmp_path / "a.docx", {"document": deep}))


def test_styles_that_build_on_each_other(tmp_path):
    style = (
        '<w:style w:type="paragraph" w:styleId="{0}"><w:name w:val="{0}"/><w:basedOn w:val="{1}"/></w:style>'
    )
    body = '<w:p><w:pPr><w:pStyle w:val="A"/></w:pPr><w:r><w:t>Hello.</w:t></w:r></w:p>'
    path = make_docx(
        tmp_path / "a.docx", {"document": body, "styles": style.format("A", "B") + style.format("B", "A")}
    )
    assert read(path).blocks[0].text == "Hello."


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_any_attribute_may_be_missing_or_nonsense(tmp_path, data):
    parts = sections(data.draw(st.sampled_from(CASES)))
    parts.pop("expected")
    name = data.draw(st.sampled_from(sorted(parts)))
    attributes = list(re.finditer(r' [\w:]+="([^"]*)"', parts[name]))
    assume(attributes)
    found = data.draw(st.sampled_from(attributes))
    nonsense = data.draw(st.sampled_from(["", "-1", "x", "99999999999", "一", "%9", None]))
    attribute = "" if nonsense is None else found[0].replace(found[1], nonsense, 1)
    parts[name] = parts[name][: found.start()] + attribute + parts[name][found.end() :]
    with contextlib.suppress(ReadError):
        read(make_docx(tmp_path / "a.docx", parts))


@pytest.mark.parametrize(
    ("chunk", "content", "texts"),
    [
        ("a.html", b"<h2>Aid</h2><p>It came.</p><script>x</script>", ["Aid", "It came."]),
        ("a.txt", "第一段。\n第二段。".encode(), ["第一段。", "第二段。"]),
        ("a.docx", None, ["Hello."]),
        ("a.rtf", b"{\\rtf1 Lost}", []),
    ],
)
def test_files_that_stand_in_the_text_whole_are_read_or_told(chunk, content, texts, tmp_path):
    if content is None:
        content = make_docx(tmp_path / "inner.docx", {"document": HELLO}).read_bytes()
    path = make_docx(tmp_path / "a.docx", {"document": '<w:altChunk r:id="c"/>' + HELLO})
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    rels = "word/_rels/document.xml.rels"
    relation = f'<Relationship Id="c" Type="{RELATIONS}/aFChunk" Target="{chunk}"/></Relationships>'
    parts[rels] = parts[rels].replace(b"</Relationships>", relation.encode())
    with zipfile.ZipFile(path, "w") as package:
        for name, data in {**parts, f"word/{chunk}": content}.items():
            package.writestr(name, data)
    document = read(path)
    assert [block.text for block in document.blocks] == [*texts, "Hello."]
    assert [remark.code for remark in document.remarks] == ([] if texts else ["part-not-read"])


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("<w:footnoteRef/><w:t> 1 January was dry.</w:t>", "1 January was dry."),  # Word prints 1 1 January
        ("<w:t>1 See above.</w:t>", "See above."),
        ("<w:t>1999 was dry.</w:t>", "1999 was dry."),
        ("<w:t>1.5 tons.</w:t>", "1.5 tons."),
    ],
)
def test_a_note_that_begins_as_its_mark_does_keeps_its_figure(content, text, tmp_path):
    mark = "<w:p><w:r><w:t>Rain fell.</w:t><w:footnoteReference w:id='2'/></w:r></w:p>"
    note = f"<w:footnote w:id='2'><w:p><w:r>{content}</w:r></w:p></w:footnote>"
    document = read(make_docx(tmp_path / "n.docx", {"document": mark, "footnotes": note}))
    assert [note.text for note in document.footnotes] == [text]
