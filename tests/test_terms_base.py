"""Term bases: every format out, in and out again; what is wrong in them is told with its place."""

import os
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import pytest
from bitexts import bitext_of
from checking import bitext
from hypothesis import given, settings
from hypothesis import strategies as st

from align import exchange
from align.errors import ReadError
from align.terms import formats
from align.terms.base import Concept, Term, TermBase, describe, in_force, inspect, merge, with_kinds
from align.terms.check import check
from align.text import clean

CASES = Path(__file__).parent / "cases" / "terms"

TEXT = st.text(
    st.characters(codec="utf-8", categories=["L", "N", "P"], exclude_characters="'*()（）"),
    min_size=2,
    max_size=20,
).filter(lambda text: clean(text) == text and not text.startswith(("=", "+", "-", "@", "#")))
TERMS = st.builds(
    Term,
    TEXT,
    st.sampled_from(["en", "zh-CN"]),
    st.sampled_from(["preferred", "admitted", "deprecated", "superseded"]),
    st.sampled_from(["", "formal", "short", "acronym"]),
    st.sampled_from(["", "verb", "noun"]),
    st.booleans(),
    st.sampled_from(["", "1991", "2022-06", "2022-06-02"]),
    st.sampled_from(["", "2022-05", "2022-05-31"]),
)
CONCEPTS = st.builds(
    lambda terms, kind, note, recognise: Concept("", terms, kind, note=note, recognise=recognise),
    st.lists(TERMS, min_size=1, max_size=5, unique_by=lambda t: (t.text, t.language)).map(tuple),
    st.sampled_from(["", "country", "title"]),
    TEXT,
    st.booleans(),
)


def numbered(concepts):
    return TermBase(tuple(Concept(str(n), *list_of(c)) for n, c in enumerate(concepts, 1)))


def list_of(concept):
    return (
        concept.terms, concept.kind, concept.subject, concept.note, concept.source, concept.recognise,
    )  # fmt: skip


def plain(base):
    """Return what a base says, whatever the order of terms within a concept."""
    return [(c.id, set(c.terms), *list_of(c)[1:]) for c in base.concepts]


@pytest.mark.parametrize("ending", [".tbx", ".v2.tbx", ".csv", ".tsv", ".xlsx", ".utx"])
@given(concepts=st.lists(CONCEPTS, min_size=1, max_size=4))
@settings(max_examples=25)
def test_out_and_in_again_is_the_same_base(tmp_path_factory, ending, concepts):
    path = tmp_path_factory.mktemp("base") / f"base{ending}"
    base = numbered(concepts)
    formats.write(base, path)
    assert plain(formats.read(path)) == plain(base)


def test_utx_of_another_program(tmp_path):
    base = read(
        tmp_path,
        "base.utx",
        "#UTX 1.11; en-US/zh-CN; 2020-01-01; copyright: X\n#src\ttgt\tsrc:pos\tterm status\n"
        "right to development\t发展权\tnoun\tapproved\ndevelopment\t发展事项\tnoun\tforbidden\n",
    )
    assert [c.terms[1].status for c in base.concepts] == ["preferred", "deprecated"]
    assert base.concepts[0].terms[0].part_of_speech == "noun"


def read(tmp_path, name, text):
    (tmp_path / name).write_text(text, encoding="utf-8")
    return formats.read(tmp_path / name)


def test_the_article_behind_a_name_is_no_part_of_it(tmp_path):
    base = read(
        tmp_path,
        "names.tsv",
        "en\tfr\tes\nSudan (the)\tArgentine (l’)\tAmérica (las)\nparagraph (a)\tPays-Bas (les)\tPerú (el)\n",
    )
    texts = [[term.text for term in concept.terms] for concept in base.concepts]
    assert texts == [["Sudan", "Argentine", "América"], ["paragraph (a)", "Pays-Bas", "Perú"]]


@pytest.mark.parametrize(("date", "turkey", "türkiye"), [
    ("2014-05-12", "admitted", "superseded"), ("2022-05-31", "admitted", "superseded"),
    ("2022-06-01", "superseded", "preferred"), ("2022", "admitted", "preferred"),
    ("", "superseded", "preferred"),
])  # fmt: skip
def test_a_name_holds_in_its_time(tmp_path, date, turkey, türkiye):
    base = read(
        tmp_path, "b.tsv", "zh\ten since 2022-06\ten superseded until 2022-05\n土耳其\tTürkiye\tTurkey\n"
    )
    (concept,) = in_force(base, date).concepts
    assert {term.text: term.status for term in concept.terms[1:]} == {"Turkey": turkey, "Türkiye": türkiye}


@pytest.mark.parametrize(("date", "text", "told"), [
    ("2014-05-12", "Türkiye spoke.", "Türkiye is used only since 2022-06, after this document; use Turkey"),
    ("2023-05-12", "Turkey spoke.", "Turkey was used until 2022-05; use Türkiye"),
    ("", "Turkey spoke.", "Turkey was used until 2022-05; use Türkiye"),
])  # fmt: skip
def test_a_name_of_another_time_is_told_with_its_date(tmp_path, date, text, told):
    base = read(
        tmp_path, "b.tsv", "zh\ten since 2022-06\ten superseded until 2022-05\n土耳其\tTürkiye\tTurkey\n"
    )
    one = bitext(("土耳其发言。", text))
    dated = replace(one, source=replace(one.source, date=date))
    assert [(f.message, f.severity) for f in check(dated, base)] == [(told, "suggestion")]


@pytest.mark.parametrize(("ending", "mark"), [(".tsv", "\t"), (".csv", ",")])
def test_a_cell_without_an_end_is_refused(tmp_path, ending, mark):
    with pytest.raises(ReadError, match="line 2: a cell has more than 131,072 characters"):
        read(tmp_path, f"b{ending}", f"zh{mark}en\n发展{mark}{'development ' * 400_000}\n")


def test_a_sheet_as_unterm_has_it(tmp_path):
    base = read(
        tmp_path,
        "unterm.tsv",
        "Record\tEnglish\tEnglish acronym\tChinese\n"
        "1\tCentral African Republic (the)\t\t中非共和国\n"
        "2\tOffice of the High Commissioner; UN Human Rights\tOHCHR\t人权高专办；高专办\n",
    )
    country, office = base.concepts
    assert [t.text for t in country.terms] == ["Central African Republic", "中非共和国"]
    assert [(t.text, t.form) for t in office.allowed("en")] == [
        ("Office of the High Commissioner", ""), ("UN Human Rights", ""), ("OHCHR", "acronym"),
    ]  # fmt: skip
    assert len(office.allowed("zh")) == 2


@pytest.mark.parametrize(
    ("text", "terms", "said"),
    [
        (
            "Record ID,English Full Form,English Acronym,Chinese Full Form,Last modified\n"
            "1,Human Rights Council (the),HRC,人权理事会,2020\n",
            {
                ("Human Rights Council", "en", "formal"),
                ("HRC", "en", "acronym"),
                ("人权理事会", "zh-CN", "formal"),
            },
            ["line 1: these columns are not read: Last modified"],
        ),
        (
            "\ufeffEnglish;Chinese;Note\nmember State;会员国|成员国;x\n",
            {("member State", "en", ""), ("会员国", "zh-CN", ""), ("成员国", "zh-CN", "")},
            [],
        ),
        (
            "No,Term,Translation\n1,member State,会员国\n2,peace,和平\n",
            {("member State", "en", ""), ("会员国", "zh-CN", ""), ("peace", "en", ""), ("和平", "zh-CN", "")},
            [
                "line 1: recognised: Term is English, Translation is Chinese",
                "line 1: these columns are not read: No",
            ],
        ),
        (
            "序号,英文全称,英文缩写,中文简称\n1,Human Rights Council,HRC,人权会\n",
            {
                ("Human Rights Council", "en", "formal"),
                ("HRC", "en", "acronym"),
                ("人权会", "zh-CN", "short"),
            },
            ["line 1: these columns are not read: 序号"],
        ),
        ("sw,sw acronym\nUmoja,UM\n", {("Umoja", "sw", ""), ("UM", "sw", "acronym")}, []),
        (
            "Names of 2020;;\n;;\nid;English;Chinese\n1;peace;和平\n",
            {("peace", "en", ""), ("和平", "zh-CN", "")},
            ["line 3: rows above the names of the columns are not read: 1"],
        ),
        ("en\npeace\nwar\n", {("peace", "en", ""), ("war", "en", "")}, []),
    ],
)
def test_sheets_of_any_head(tmp_path, text, terms, said):
    base = read(tmp_path, "base.csv", text)
    assert {(t.text, t.language, t.form) for c in base.concepts for t in c.terms} == terms
    assert list(map(str, base.problems)) == said


def test_semicolons_in_latin_1_are_read(tmp_path):
    table = "English;French\nmember State;État membre\ngood offices;bons offices à l'été\n"
    (tmp_path / "base.csv").write_bytes(table.encode("latin-1"))
    base = formats.read(tmp_path / "base.csv")
    assert [c.allowed("fr")[0].text for c in base.concepts] == ["État membre", "bons offices à l'été"]


def test_tbx_in_dct_style_with_namespaces(tmp_path):
    base = read(
        tmp_path,
        "base.tbx",
        '<tbx style="dct" type="TBX-Basic" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2" '
        'xmlns:min="http://www.tbxinfo.net/ns/min" xmlns:basic="http://www.tbxinfo.net/ns/basic"><text><body>'
        '<conceptEntry id="c1"><min:subjectField>human rights</min:subjectField><langSec xml:lang="en">'
        "<termSec><term>development right</term>"
        "<min:administrativeStatus>deprecatedTerm-admn-sts</min:administrativeStatus></termSec>"
        "<termSec><term>RTD</term><basic:termType>acronym</basic:termType></termSec>"
        "</langSec></conceptEntry></body></text></tbx>",
    )
    (concept,) = base.concepts
    assert concept.subject == "human rights"
    assert [t.text for t in concept.forbidden("en")] == ["development right"]
    assert concept.allowed("en")[0].form == "acronym"


def test_multiterm(tmp_path):
    base = read(
        tmp_path,
        "base.xml",
        "<mtf><conceptGrp><concept>7</concept>"
        '<languageGrp><language type="English" lang="EN"/><termGrp><term>wood fuel</term>'
        '<descripGrp><descrip type="Status">Do not use</descrip></descripGrp></termGrp></languageGrp>'
        '<languageGrp><language type="Chinese" lang="ZH-CN"/>'
        "<termGrp><term>木柴燃料</term></termGrp></languageGrp></conceptGrp></mtf>",
    )
    assert base.concepts[0].terms == (Term("wood fuel", "en", "deprecated"), Term("木柴燃料", "zh-CN"))


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("a.tsv", "one\ttwo\nx\ty\n", "no column is known to hold terms"),
        ("a.tsv", "en\tzh\n", "holds no concept"),
        ("a.tbx", "<tbx><text>", "no well-formed XML"),
        ("a.tbx", "<html/>", "no TBX"),
        ("a.xml", "<mtf/>", "no MultiTerm"),
        ("a.utx", "words\n", "no UTX"),
        ("a.foo", "x", "no term base format"),
        ("a.xlsx", "no zip", "no Excel workbook"),
        (
            "a.tbx",
            '<!DOCTYPE x [<!ENTITY e "boom">]><martif><termEntry id="1">&e;</termEntry></martif>',
            "entities",
        ),
    ],
)
def test_bad_bases_are_refused_with_a_reason(tmp_path, name, text, says):
    with pytest.raises(ReadError, match=says):
        read(tmp_path, name, text)


@pytest.fixture
def sheet_changed(tmp_path):
    """Return what writes a small workbook with its sheet changed."""
    exchange.write(bitext_of(("right to food", "食物权")), tmp_path / "small.xlsx")

    def write(change):
        path = tmp_path / "changed.xlsx"
        with ZipFile(tmp_path / "small.xlsx") as package, ZipFile(path, "w") as changed:
            for name in package.namelist():
                part = package.read(name)
                changed.writestr(name, change(part) if name.endswith("sheet1.xml") else part)
        return path

    return write


def test_a_workbook_is_as_large_as_its_rows_whatever_it_claims(sheet_changed):
    """One that claims all cells of Excel has 16,384 in each of the 20,000 rows before the last."""

    def claiming(part):
        claim = b'<dimension ref="A1:XFD1048576"/><sheetData>'
        return part.replace(b"<sheetData>", claim).replace(b'<row r="2"', b'<row r="20000"')

    base = formats.read(sheet_changed(claiming))
    assert [[term.text for term in concept.terms] for concept in base.concepts] == [
        ["right to food", "食物权"]
    ]


def test_a_damaged_workbook_is_refused(sheet_changed):
    with pytest.raises(ReadError, match="damaged"):
        formats.read(sheet_changed(lambda part: part[:-300]))


def test_broken_rows_are_named_and_the_rest_is_read(tmp_path):
    crowd = "; ".join(f"term {n}" for n in range(1000))
    base = read(tmp_path, "a.tsv", f"en\tzh\nright to food\t食物权\n{crowd}\t词\n\t\t多一格\t\n")
    assert len(base.concepts) == 1
    assert [str(p) for p in base.problems] == [
        "line 3: a cell holds 1000 terms, more than 50",
        "line 4: it has 4 cells, the heading 2",
    ]


def test_a_formula_is_neither_evaluated_nor_written(tmp_path):
    from openpyxl import Workbook, load_workbook

    book = Workbook()
    for row in (["en", "zh"], ['=HYPERLINK("http://x")', "链接"], ["right", "权利"]):
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")
    base = formats.read(tmp_path / "a.xlsx")
    assert [str(p) for p in base.problems] == ["row 2: a cell holds a formula, which is not evaluated"]
    formats.write(TermBase((Concept("1", (Term("=1+1", "en"), Term("等式", "zh"))),)), tmp_path / "b.xlsx")
    assert {cell.data_type for row in load_workbook(tmp_path / "b.xlsx").active for cell in row} <= {
        "s",
        "n",
        "inlineStr",
    }
    formats.write(TermBase((Concept("1", (Term("=1+1", "en"), Term("等式", "zh"))),)), tmp_path / "b.csv")
    assert "'=1+1" in (tmp_path / "b.csv").read_text(encoding="utf-8")


def test_inspection_names_what_to_mend():
    base = TermBase(
        (
            Concept("1", (Term("aid", "en"), Term("aid", "en", "deprecated"), Term("援", "zh"))),
            Concept("2", (Term("aid", "en"),)),
        )
    )
    said = "\n".join(map(str, inspect(base)))
    assert "'aid' is both preferred and deprecated" in said
    assert "homograph: 'aid' (en)" in said
    assert "'援' (zh) has one character" in said


def test_kinds_are_told_by_capitals_and_subjects():
    base = with_kinds(
        TermBase(
            (
                Concept("1", (Term("Human Rights Council", "en"),)),
                Concept("2", (Term("human rights", "en"),)),
                Concept("3", (Term("France", "en"),), source="UNTERM country short name"),
                Concept("4", (Term("treaty body", "en"),)),
            )
        )
    )
    assert [c.kind for c in base.concepts] == ["title", "", "country", ""]
    assert base.concepts[2].terms[0].form == "short"


def test_merged_bases_keep_their_concepts_apart():
    one, other = (TermBase((Concept("1", (Term(text, "en"),)),)) for text in ("aid", "debt"))
    assert [c.id for c in merge([one, other]).concepts] == ["1", "1#2"]
    assert describe(merge([one, other]))[0] == "2 concepts, 2 terms"


@pytest.mark.parametrize("ending", [".tbx", ".v2.tbx"])
@given(concepts=st.lists(CONCEPTS, min_size=1, max_size=4))
@settings(max_examples=10)
def test_tbx_keeps_the_core_structure(tmp_path_factory, ending, concepts):
    """The core of ISO 30042, from the element lists of the standard, as a RELAX NG schema."""
    from lxml import etree

    schema = etree.RelaxNG(etree.parse(CASES / ("core.v2.rng" if ending == ".v2.tbx" else "core.v3.rng")))
    path = tmp_path_factory.mktemp("tbx") / f"base{ending}"
    formats.write(numbered(concepts), path)
    schema.assertValid(etree.parse(path))


OMEGAT = Path("/usr/share/omegat/OmegaT.jar")


def test_omegat_reads_tbx_v2_as_a_glossary(tmp_path, shared):
    """A real CAT client's own glossary reader sees every pair of terms."""
    script = shared / "tools" / "omegat_fuzzy.groovy"
    if not OMEGAT.exists() or not shutil.which("java") or not script.exists():
        pytest.skip("needs OmegaT and Java: apt-get install omegat")
    base = TermBase((Concept("1", (Term("发展权", "zh-CN"), Term("right to development", "en"))),))
    formats.write(base, tmp_path / "base.v2.tbx")
    (tmp_path / "a.txt").write_text("发展权。\n", encoding="utf-8")
    (tmp_path / "a.tmx").write_text(
        '<tmx version="1.4"><header creationtool="t" creationtoolversion="1" segtype="sentence" o-tmf="t" '
        'adminlang="en" srclang="zh-CN" datatype="plaintext"/><body/></tmx>',
        encoding="utf-8",
    )
    ran = subprocess.run(
        ["bash", shared / "tools" / "omegat_check.sh", tmp_path / "a.tmx", tmp_path / "a.txt", "ZH-CN", "EN"],
        env={**os.environ, "GLOSS": str(tmp_path / "base.v2.tbx"), "OMEGAT_SCRIPT": str(script)},
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    lines = [line for line in ran.stdout.splitlines() if line.startswith("GLOSS")]
    assert any("发展权" in line and "right to development" in line for line in lines), ran.stdout


def test_a_base_that_contradicts_itself_says_so_when_it_is_read(tmp_path):
    base = read(tmp_path, "base.tsv", "zh\ten\ten deprecated\n权利\tright\tright\n")
    (problem,) = base.problems
    assert str(problem) == "concept 1: 'right' is both preferred and deprecated"
