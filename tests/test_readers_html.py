"""Web pages: each case reads as the file beside it says, in whatever encoding and however deep."""

from pathlib import Path

import pytest
from reading import shown

from align.errors import ReadError
from align.readers.html import MOST_TAGS, read

CASES = sorted((Path(__file__).parent / "cases" / "html").glob("*.html"))


def page(folder: Path, body: str | bytes, head: str = '<meta charset="utf-8">') -> Path:
    path = folder / "page.html"
    data = body.encode() if isinstance(body, str) else body
    path.write_bytes(f"<!DOCTYPE html><html><head>{head}</head><body>".encode() + data + b"</body></html>")
    return path


def texts(path: Path) -> list[str]:
    return [block.text for block in read(path).blocks]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_reads_as_the_case_expects(case):
    assert shown(read(case)) == case.with_suffix(".txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("encoding", "declared", "text"),
    [
        ("utf-8", "utf-8", "人权理事会第四十七届会议通过了报告。"),
        ("gb18030", "gb2312", "人权理事会第四十七届会议通过了报告。"),
        ("big5", "big5", "人權理事會第四十七屆會議通過了報告。"),
        ("gb18030", "", "人权理事会第四十七届会议通过了报告。"),
        ("utf-8", "gb2312", "人权理事会第四十七届会议通过了报告。"),
        ("cp1252", "iso-8859-1", "“The Secretary-General’s report” – 3 €"),
    ],
)
def test_encodings(encoding, declared, text, tmp_path):
    head = f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">' if declared else ""
    assert texts(page(tmp_path, f"<p>{text}</p>".encode(encoding), head)) == [text]


def test_utf_16_with_a_mark(tmp_path):
    path = tmp_path / "page.html"
    path.write_bytes("<html><body><p>人权理事会</p></body></html>".encode("utf-16"))
    assert texts(path) == ["人权理事会"]


@pytest.mark.parametrize(
    ("list_", "numbers"),
    [
        ("<ol><li>a<li>b</ol>", ["1.", "2."]),
        ('<ol start="5"><li>a<li value="9">b<li>c</ol>', ["5.", "9.", "10."]),
        ('<ol type="I" reversed><li>a<li>b<li>c</ol>', ["III.", "II.", "I."]),
        ('<ol style="list-style-type: cjk-ideographic"><li>甲<li>乙</ol>', ["一、", "二、"]),
        ('<ol style="list-style: none"><li>a</ol>', [""]),
        ('<ol start="x"><li>a</ol>', ["1."]),
        ("<ul><li>a<li>b</ul>", ["•", "•"]),
        ("<ul><li>(i) a<li>(ii) b</ul>", ["(i)", "(ii)"]),
    ],
)
def test_items_bear_the_numbers_that_a_browser_prints(list_, numbers, tmp_path):
    blocks = read(page(tmp_path, list_)).blocks
    assert [block.number for block in blocks] == numbers
    assert {(block.kind, block.level) for block in blocks} == {("list_item", 1)}


def test_a_title_in_the_header_of_an_article_stays(tmp_path):
    header = "<header><h1>Herons</h1><nav>Home</nav></header>"
    assert texts(page(tmp_path, f"<article>{header}<p>They fly.</p></article>")) == ["Herons", "They fly."]


def test_a_reference_to_a_paragraph_is_no_footnote(tmp_path):
    path = page(tmp_path, '<p>See paragraph <a href="#p12">12</a>.</p><p id="p12">12. The herons.</p>')
    document = read(path)
    assert [block.text for block in document.blocks] == ["See paragraph 12.", "12. The herons."]
    assert not document.footnotes


@pytest.mark.parametrize(
    ("mark", "note", "number"),
    [
        ('<a href="#n">[1]</a>', '<p id="n">[1] South.</p>', "1"),
        ('<a href="#n">[١]</a>', '<p id="n">[١] South.</p>', "١"),
        ('<a id="m" href="#n">(2)</a>', '<p id="n"><a href="#m">(2)</a> South.</p>', "2"),
        ('<a id="m" href="#n">3</a>', '<p><a id="n" href="#m">3</a> South.</p>', "3"),
    ],
)
def test_a_mark_that_nothing_calls_one_is_known_by_what_it_leads_to(mark, note, number, tmp_path):
    document = read(page(tmp_path, f"<p>They fly{mark} in autumn.</p>{note}"))
    assert [(block.text, block.notes[0].number) for block in document.blocks] == [
        ("They fly in autumn.", number)
    ]
    assert [(note.number, note.text) for note in document.footnotes] == [(number, "South.")]


@pytest.mark.parametrize(
    "text",
    [
        'See (<a href="#p">1</a>).</p><p id="p">1. They fly.',
        'See item <a href="#p">(1)</a>.</p><p id="p">(1) They fly.',
        'See <a href="#p">[1]</a>.</p><p id="p">They fly.',
        'See rule<a href="#p">1</a>.</p><p id="p">1 They fly.',
    ],
)
def test_a_link_that_is_not_answered_is_no_mark(text, tmp_path):
    document = read(page(tmp_path, f"<p>{text}</p>"))
    assert not document.footnotes
    assert not any(block.notes for block in document.blocks)


def test_a_note_without_links_is_known_by_its_raised_number(tmp_path):
    path = page(tmp_path, "<p>They fly.<sup>1</sup></p><hr><p><sup>1</sup> South, as a rule.</p>")
    document = read(path)
    assert [note.number for note in document.blocks[0].notes] == ["1"]
    assert [(note.number, note.text) for note in document.footnotes] == [("1", "South, as a rule.")]


def test_a_list_of_links_is_no_text(tmp_path):
    links = "".join(f'<li><a href="/{i}">Page {i}</a></li>' for i in range(9))
    text = "The herons fly south in autumn and come back in spring. " * 4
    assert texts(page(tmp_path, f"<ul>{links}</ul><p>{text}</p>")) == [text.strip()]


def test_a_page_without_text_says_so(tmp_path):
    path = page(tmp_path, "<script>render()</script><noscript>Switch scripts on.</noscript>")
    with pytest.raises(ReadError, match="no text") as caught:
        read(path)
    assert caught.value.where == str(path)


def test_nesting_deeper_than_the_stack(tmp_path):
    path = page(tmp_path, "<div>" * 1500 + "deep" + "</div>" * 1500 + "<p>shallow</p>")
    assert texts(path) == ["deep", "shallow"]


def test_nesting_has_a_bound(tmp_path):
    path = page(tmp_path, "<div>" * 9000 + "deep" + "</div>" * 9000 + "<p>shallow</p>")
    with pytest.raises(ReadError, match="nested"):
        read(path)


def test_tags_have_a_bound(tmp_path):
    with pytest.raises(ReadError, match="more tags"):
        read(page(tmp_path, "<p>x" * MOST_TAGS))


@pytest.mark.parametrize(
    ("formula", "text"),
    [
        ("10<sup>6</sup> t", "10⁶ t"), ("3.2×10<sup>-3</sup> kg", "3.2×10⁻³ kg"), ("m<sup>−2</sup>", "m⁻²"),
        ("<math><mfrac><mn>3</mn><mn>4</mn></mfrac></math>", "3/4"),
        ("<math><msup><mn>10</mn><mn>6</mn></msup><mo>=</mo><mi>x</mi></math>", "10⁶=x"),
        ("<math><msub><mi>CO</mi><mn>2</mn></msub></math>", "CO₂"),
        ("<math><mfrac><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow><mn>2</mn></mfrac></math>", "(a+b)/2"),
        ("<math><msqrt><mn>2</mn></msqrt><mroot><mn>8</mn><mn>3</mn></mroot></math>", "√2³√8"),
        ("<math><semantics><mn>5</mn><annotation>five</annotation></semantics></math>", "5"),
        ("<math>" + "<mrow>" * 900 + "<mn>1</mn>" + "</mrow>" * 900 + "</math>", "1"),
    ],
)  # fmt: skip
def test_figures_of_formulas_keep_their_value(formula: str, text: str, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(f"<p>The share is {formula}, it is said.</p>", encoding="utf-8")
    (block,) = read(page).blocks
    assert (block.text, block.notes) == (f"The share is {text}, it is said.", ())


@pytest.mark.parametrize(
    ("heading", "number"),
    [
        ("I.Introduction", "I."),
        ("A.The ferry", "A."),
        ("一.导言", "一."),
        ("U.S. boats", ""),
    ],
)
def test_a_number_whose_tab_is_lost_is_parted_from_its_heading(
    heading: str, number: str, tmp_path: Path
) -> None:
    path = tmp_path / "page.html"
    page = f"<p>The ferry goes on as it did before the rains.</p><p><b>{heading}</b></p><p>It will go on.</p>"
    path.write_text(f"<body><h1>Report</h1>{page}</body>", encoding="utf-8")
    assert [block.number for block in read(path).blocks if block.text in heading] == [number]


@pytest.mark.parametrize(
    "contents",
    [
        '<div id="Table of Contents1"><p>I. The ferry 3</p><p>A. Its ropes 4</p></div>',
        "<p class=MsoToc1>I. The ferry 3</p><p class=MsoToc2>A. Its ropes 4</p>",
        '<div class="toc"><dl><dt>I. The ferry 3</dt><dt>A. Its ropes 4</dt></dl></div>',
    ],
    ids=["LibreOffice", "Word", "DocBook"],
)
def test_contents_are_known_by_what_programs_call_them(contents: str, tmp_path: Path) -> None:
    text = "<p>The ferry goes on as it did before the rains, whatever the villages say of it.</p>"
    path = tmp_path / "page.html"
    path.write_text(f"<body><h1>Report</h1>{contents}{text}</body>", encoding="utf-8")
    kinds = [block.kind for block in read(path).blocks]
    assert kinds[1:] == ["contents", "contents", "paragraph"]


@pytest.mark.parametrize(("lone", "number"), [("2.", "2."), ("3、", "3、"), ("2015.", ""), ("12", "")])
def test_a_number_alone_belongs_to_the_text_below_it(lone: str, number: str, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(f"<h3>Article 7</h3><p>{lone}</p><p>No one shall be held.</p>", encoding="utf-8")
    assert read(page).blocks[-1].number == number


def test_exponents_of_formulas_as_pandoc_writes_them_are_no_marks(tmp_path):
    path = tmp_path / "page.html"
    path.write_text(
        '<p>It holds <span class="math inline"><em>E</em> = <em>m</em><em>c</em><sup>2</sup></span> and'
        ' <span class="math inline"><em>x</em><sup>n</sup></span> as said.</p>',
        encoding="utf-8",
    )
    [block] = read(path).blocks
    assert (block.text, block.notes) == ("It holds E = mc² and xⁿ as said.", ())
