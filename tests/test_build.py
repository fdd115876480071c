"""Translations that come home: an XLIFF into the Word file that it was made of."""

import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path

import omegat
import pytest
from building import content, prepared, told, translated
from click.testing import CliRunner
from lxml import etree
from wordfiles import make_docx, sections

from align.build import build
from align.cli import main
from align.document import Code
from align.memory.store import Memory
from align.memory.units import Place, Unit
from align.pipeline import align_files
from align.readers.docx import read

CASES = Path(__file__).parent / "cases/build"
REAL = Path(__file__).parent.parent.parent / "shared/data/real/un"
SEGMENTS = 11
"""Of kinds.txt: a paragraph of two among them."""
ENDINGS = ["new.v12.xlf", "new.xlf"]


@pytest.fixture
def kinds(tmp_path):
    """Return a Word file that has one of everything."""
    return make_docx(tmp_path / "kinds.docx", sections(CASES / "kinds.txt"))


def same(text):
    return text


def reversed_words(text):
    return re.sub(r"[^\W\d_]{2,}", lambda word: word[0][::-1], text)


def documents():
    """Return the sample, and a few real reports where they are at hand."""
    names = ["A_80_604_Add.1", "A_80_604_Add.10", "A_81_6_SECT._31", "A_81_6_SECT._25"]
    sample = Path(__file__).parent.parent / "corpora/report/report.en.docx"
    return [sample, *(path for name in names if (path := REAL / f"{name}.docx").exists())]


@pytest.mark.parametrize("ending", ENDINGS)
def test_what_is_seen_is_translated_and_looks_as_before(kinds, tmp_path, ending):
    built = build(translated(prepared(kinds, tmp_path / ending), str.upper), kinds, tmp_path / "out.docx")
    kept = re.compile(r"<[^>]*>")
    upper = ["".join(map(str, _upper(text, kept))) for text in told(kinds)]
    assert told(tmp_path / "out.docx") == upper
    assert (built.translated, built.kept, built.absent) == (SEGMENTS, 0, 0)
    assert [mend.what for mend in built.mends] == ["tracked changes, accepted with the translation"]


def _upper(text, codes):
    yield from (
        part if n % 2 else part.upper() for n, part in enumerate(re.split(f"({codes.pattern})", text))
    )


def test_the_copy_that_old_versions_of_word_show_of_a_text_box_is_translated_too(kinds, tmp_path):
    build(translated(prepared(kinds, tmp_path / "n.xlf"), str.upper), kinds, tmp_path / "out.docx")
    text = content(tmp_path / "out.docx")["word/document.xml"].decode()
    assert text.count("TEXT IN A ") == 2
    assert "Text in a" not in text


def test_a_field_keeps_its_code_and_a_link_its_address(kinds, tmp_path):
    build(translated(prepared(kinds, tmp_path / "n.xlf"), str.upper), kinds, tmp_path / "out.docx")
    paragraph = content(tmp_path / "out.docx")["word/document.xml"].decode().split("</w:p>")[1]
    for each in (
        'HYPERLINK "https://example.org"',
        'r:id="r9"',
        "PAGEREF here",
        'w:name="here"',
        "bookmarkEnd",
    ):
        assert paragraph.count(each) == 1
    assert [f"fldCharType={kind!r}".replace("'", '"') in paragraph for kind in ("begin", "separate", "end")]
    assert paragraph.count('"begin"') == paragraph.count('"separate"') == paragraph.count('"end"') == 2


@pytest.mark.parametrize("document", documents(), ids=lambda path: path.stem)
def test_a_translation_that_says_the_same_changes_no_byte(document, tmp_path):
    xliff = translated(prepared(document, tmp_path / "new.xlf"), same)
    build(xliff, document, tmp_path / "out.docx")
    assert content(tmp_path / "out.docx") == content(document)


@pytest.mark.parametrize("document", documents(), ids=lambda path: path.stem)
def test_nothing_is_left_untranslated_and_everything_looks_as_before(document, tmp_path):
    xliff = translated(prepared(document, tmp_path / "new.v12.xlf"), reversed_words)
    built = build(xliff, document, tmp_path / "out.docx")
    parts = re.compile(r"(<[^>]*>)")
    expected = [
        "".join(p if p[:1] == "<" else reversed_words(p) for p in parts.split(t)) for t in told(document)
    ]
    # A blank beside a code may be on either side of it: nobody sees how blanks look.
    assert ["".join(t.split()) for t in told(tmp_path / "out.docx")] == ["".join(t.split()) for t in expected]
    assert (built.kept, built.absent, built.mends) == (0, 0, ())
    before, after = (read(path).parts for path in (document, tmp_path / "out.docx"))
    assert len(after) == len(before)
    assert [b.notes and [n.number for n in b.notes] for b in after] == [
        b.notes and [n.number for n in b.notes] for b in before
    ]


def test_other_parts_and_paragraphs_keep_every_byte(kinds, tmp_path):
    path = prepared(kinds, tmp_path / "n.xlf")
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("<source>Posts</source>", "<source>Posts</source><target>Postes</target>"), "utf-8"
    )
    built = build(path, kinds, tmp_path / "out.docx")
    before, after = content(kinds), content(tmp_path / "out.docx")
    assert after["word/document.xml"] == before["word/document.xml"].replace(b"Posts", b"Postes")
    del before["word/document.xml"], after["word/document.xml"]
    assert list(after.items()) == list(before.items())
    assert (built.translated, built.kept) == (1, 10)


def _targets():
    rows = (CASES / "targets.tsv").read_text(encoding="utf-8").splitlines()[1:]
    return [row.split("\t") for row in rows]


@pytest.mark.parametrize(("target", "expected", "remark"), _targets())
def test_codes_of_any_spelling_come_home_and_what_is_wrong_is_mended_or_told(
    kinds, tmp_path, target, expected, remark
):
    path = prepared(kinds, tmp_path / "n.v12.xlf")
    text = path.read_text(encoding="utf-8")
    changed = re.sub(
        r'<target state="new">.*?</target>', f'<target state="new">{target}</target>', text, count=1
    )
    path.write_text(changed, encoding="utf-8")
    built = build(path, kinds, tmp_path / "out.docx")
    assert told(tmp_path / "out.docx")[0] == f"{expected} It adopted one report."
    assert sorted({mend.what for mend in built.mends}) == ([remark] if remark else [])
    assert {mend.where for mend in built.mends} <= {"paragraph 1"}


@pytest.mark.parametrize(
    "segments",
    [
        "<segment><source>It adopted </source><target>Il a adopté </target></segment>"
        "<segment><source>one report.</source><target>un rapport.</target></segment>",
        "<segment><source>It adopted</source><target>Il a adopté</target></segment><ignorable><source> </source>"
        "</ignorable><segment><source>one report.</source><target>un rapport.</target></segment>",
        '<segment><source>It adopted </source><target order="2">un rapport.</target></segment>'
        '<segment><source>one report.</source><target order="1">Il a adopté </target></segment>',
    ],
    ids=["two segments", "a blank between them", "in another order"],
)
def test_a_unit_that_a_tool_cut_anew_is_whole_again(kinds, tmp_path, segments):
    path = prepared(kinds, tmp_path / "n.xlf")
    text = path.read_text(encoding="utf-8")
    path.write_text(
        re.sub(r"<segment[^>]*><source>It adopted one report.</source></segment>", segments, text), "utf-8"
    )
    build(path, kinds, tmp_path / "out.docx")
    assert told(tmp_path / "out.docx")[0].endswith("<fnote> Il a adopté un rapport.")


def test_blanks_between_sentences_are_those_of_the_language(tmp_path):
    english = make_docx(
        tmp_path / "en.docx", {"document": "<w:p><w:r><w:t>One is here. Two are.</w:t></w:r></w:p>"}
    )
    path = prepared(english, tmp_path / "n.xlf", target="zh")
    build(translated(path, lambda text: f"{text.rstrip('.')}。"), english, tmp_path / "out.docx")
    assert [block.text for block in read(tmp_path / "out.docx").blocks] == ["One is here。Two are。"]


def test_a_large_first_letter_is_part_of_its_paragraph(tmp_path):
    letter = '<w:p><w:pPr><w:framePr w:dropCap="drop" w:lines="3"/></w:pPr><w:r><w:t>T</w:t></w:r></w:p>'
    rest = (
        "<w:p><w:r><w:t>he Council met in Geneva.</w:t></w:r></w:p><w:p><w:r><w:t>It rose.</w:t></w:r></w:p>"
    )
    document = make_docx(tmp_path / "drop.docx", {"document": letter + rest})
    built = build(
        translated(prepared(document, tmp_path / "n.xlf"), str.upper), document, tmp_path / "out.docx"
    )
    assert told(tmp_path / "out.docx") == ["THE COUNCIL MET IN GENEVA.", "IT ROSE."]
    assert content(tmp_path / "out.docx")["word/document.xml"].count(b"<w:p>") == built.translated == 2


def test_arabic_runs_from_right_to_left(kinds, tmp_path):
    build(
        translated(prepared(kinds, tmp_path / "n.xlf", target="ar"), str.upper), kinds, tmp_path / "out.docx"
    )
    body = content(tmp_path / "out.docx")["word/document.xml"].decode()
    assert "<w:p><w:pPr><w:bidi/></w:pPr><w:r><w:rPr><w:rtl/></w:rPr><w:t" in body
    assert "<w:rPr><w:b/><w:rtl/></w:rPr><w:t>GENEVA" in body


def test_an_exact_match_takes_the_codes_where_the_memory_has_them(kinds, tmp_path):
    source, target = "The Council met in Geneva today.", "À Genève s’est tenu le Conseil."
    codes = [Code(19, "+bold", "0"), Code(25, "-bold", "1"), Code(32, "fnote", "2")]
    there = [Code(2, "+bold", "0"), Code(8, "-bold", "1"), Code(30, "fnote", "2")]
    for own, expected, told_too in [
        ((codes, there), "À <+bold>Genève<-bold> s’est tenu le Conseil<fnote>.", False),
        (((), ()), "À Genève s’est tenu le Conseil.<fnote>", True),
    ]:
        with Memory.open(tmp_path / "memory", create=True) as store:
            store.remove(ids=store.ids())
            held = Unit(0, "en", "fr", source, target, score=0.9, places=(Place("A/2"),))
            store.add([replace(held, codes=tuple(map(tuple, own)))])
            path = prepared(kinds, tmp_path / "n.v12.xlf", filled=False)
        built = build(path, kinds, tmp_path / "out.docx")
        assert told(tmp_path / "out.docx")[0] == f"{expected} It adopted one report."
        assert ("needs-review-translation" in path.read_text(encoding="utf-8")) == told_too
        assert bool(built.mends) == told_too


def run(*arguments):
    return CliRunner().invoke(main, list(map(str, arguments)))


def test_what_does_not_belong_together_is_refused(kinds, corpora, tmp_path):
    path = prepared(kinds, tmp_path / "n.xlf")
    other = corpora / "report/report.zh.docx"
    plain = tmp_path / "plain.xlf"
    plain.write_text(re.sub(r' name="[^"]*"', "", path.read_text(encoding="utf-8")), encoding="utf-8")
    text = tmp_path / "a.txt"
    text.write_text("The Council met.", encoding="utf-8")
    for arguments, said in [
        ([path, "--skeleton", other, "-o", tmp_path / "out.docx"], "not the document of this XLIFF"),
        ([plain, "--skeleton", kinds, "-o", tmp_path / "out.docx"], "align pretranslate"),
        ([path, "--skeleton", text, "-o", tmp_path / "out.docx"], "only Word files are built"),
        ([path, "--skeleton", kinds, "-o", tmp_path / "out.txt"], "only Word files are built"),
        ([path, "--skeleton", kinds, "-o", kinds], "would replace an input"),
        ([text, "--skeleton", kinds, "-o", tmp_path / "out.docx"], "no XLIFF"),
        ([tmp_path / "gone.xlf", "--skeleton", kinds, "-o", tmp_path / "out.docx"], "no such file"),
    ]:
        done = run("build", *arguments)
        assert (done.exit_code, said in done.output) == (2, True), done.output
    assert not list(tmp_path.glob("out.*"))


def test_what_is_not_translated_is_counted(kinds, tmp_path):
    path = prepared(kinds, tmp_path / "n.v12.xlf")
    done = run("build", path, "--skeleton", kinds, "-o", tmp_path / "out.docx")
    assert done.exit_code == 0, done.output
    assert "0 segments translated" in done.output
    assert "11 segments are not translated" in done.output
    text = re.sub(
        r'<trans-unit id="[34]".*?</trans-unit>', "", path.read_text(encoding="utf-8"), flags=re.DOTALL
    )
    path.write_text(text, encoding="utf-8")
    assert (
        "2 paragraphs are not in the XLIFF"
        in run("build", path, "--skeleton", kinds, "-o", tmp_path / "2.docx").output
    )


@pytest.mark.skipif(not shutil.which("soffice"), reason="needs LibreOffice")
def test_libreoffice_opens_what_is_built(corpora, tmp_path):
    document = corpora / "report/report.en.docx"
    build(translated(prepared(document, tmp_path / "n.xlf"), reversed_words), document, tmp_path / "out.docx")
    shutil.copy(document, tmp_path / "in.docx")
    command = [
        "soffice",
        "--headless",
        f"-env:UserInstallation=file://{tmp_path}/office",
        "--convert-to",
        "txt:Text",
    ]
    subprocess.run([*command, "--outdir", tmp_path, tmp_path / "in.docx", tmp_path / "out.docx"],
                   check=True, capture_output=True, timeout=240)  # fmt: skip
    before, after = (
        (tmp_path / name).read_text(encoding="utf-8-sig").split("\n") for name in ("in.txt", "out.txt")
    )
    assert len(before) > 100
    assert [sorted(line) for line in after] == [sorted(line) for line in before]
    assert sum(one != other for one, other in zip(before, after, strict=True)) > 100


@pytest.mark.skipif(not omegat.is_installed(), reason="needs OmegaT: apt-get install omegat")
def test_the_whole_journey_through_omegat(corpora, tmp_path):
    """Both versions of the sample into a memory, the original pretranslated, OmegaT, and home again."""
    original, translation = (corpora / f"report/report.{language}.docx" for language in ("en", "zh"))
    bitext = align_files(original, translation)
    confirmed = tuple(replace(bead, status="confirmed") for bead in bitext.beads)
    replace(bitext, beads=confirmed).save(tmp_path / "report.bitext.jsonl")
    assert run("tm", "add", tmp_path / "memory", tmp_path / "report.bitext.jsonl").exit_code == 0
    project, plain = tmp_path / "report.omegat", tmp_path / "report.v12.xlf"
    done = run("pretranslate", original, "--tm", tmp_path / "memory", "-o", project, "-o", plain)
    assert done.exit_code == 0, done.output
    omegat.translate(project)
    total, left = omegat.counts_of(project)
    assert total == sum(1 for _ in etree.parse(plain).getroot().iter("{*}trans-unit"))
    assert left <= 0.15 * total  # names, symbols, and what the bitext joined
    returned = project / "target/report.en.xlf"
    home = tmp_path / "home.docx"
    done = run("build", returned, "--skeleton", original, "-o", home)
    assert done.exit_code == 0, done.output
    again = align_files(original, home)
    # What OmegaT filled nothing into is left over, as it is in the original.
    assert not [bead for bead in again.beads if bead.is_null and "not translated" not in bead.note]
    before, after = read(original), read(home)
    assert [re.sub(r"\D", "", b.number) for b in after.parts] == [
        re.sub(r"\D", "", b.number) for b in before.parts
    ]
    assert [[n.number for n in b.notes] for b in after.parts] == [
        [n.number for n in b.notes] for b in before.parts
    ]


@pytest.mark.skipif(not omegat.is_installed(), reason="needs OmegaT: apt-get install omegat")
def test_omegat_shows_every_segment_of_an_xliff_of_version_1(kinds, tmp_path):
    path = prepared(kinds, tmp_path / "n.v12.xlf")
    (tmp_path / "cut").mkdir()
    shown = omegat.segments(tmp_path / "cut", path, "EN", "FR", tags=True)
    assert len(shown) == SEGMENTS


def test_a_project_is_never_written_over(kinds, tmp_path):
    prepared(kinds, tmp_path / "new.omegat")
    done = run(
        "pretranslate", kinds, "--tm", tmp_path / "memory", "-o", tmp_path / "new.omegat", "--to", "fr"
    )
    assert (done.exit_code, "such a project already" in done.output) == (2, True)
    assert etree.parse(tmp_path / "new.omegat/omegat.project").findtext("project/target_lang") == "fr"


def test_a_hostile_package_is_refused(kinds, tmp_path):
    path = prepared(kinds, tmp_path / "n.xlf")
    bomb = tmp_path / "bomb.docx"
    with zipfile.ZipFile(kinds) as given, zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as made:
        for name in given.namelist():
            made.writestr(name, given.read(name) + b" " * (name.endswith("document.xml") and 2**27))
    done = run("build", path, "--skeleton", bomb, "-o", tmp_path / "out.docx")
    assert (done.exit_code, "honest" in done.output) == (2, True)
    assert not (tmp_path / "out.docx").exists()
