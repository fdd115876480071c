"""Codes of web pages: what formats their texts goes into the bitext and out of it."""

import pytest
from click.testing import CliRunner

from align import exchange
from align.cli import main
from align.clients import web
from align.document import Code

PAGES = {
    "en": """<html lang="en"><body><h1><b>Report on water</b></h1>
<p>1. The <b>Council <i>met</i></b> in Geneva and read <a href="x.html">the report</a> on water.<br>It took note.</p>
<p><b>The Board decided to act on all of it.</b></p>
<p>Levels of CO<sub>2</sub> have risen for many years now<a href="#fn1" class="fn"><sup>1</sup></a>.</p>
<p><a name="here"></a><sup></sup>Nobody objected to the text of the decision.</p>
<hr><p id="fn1">1. See the annex to this report.</p></body></html>""",
    "zh": """<html lang="zh"><body><h1><b>关于水的报告</b></h1>
<p>1. <b>理事会在日内瓦<i>开会</i></b>，阅读了关于水的<a href="x.html">报告</a>。<br>它注意到这一点。</p>
<p><b>委员会决定就全部内容采取行动。</b></p>
<p>多年来二氧化碳（CO<sub>2</sub>）含量不断上升<a href="#fn1" class="fn"><sup>1</sup></a>。</p>
<p><a name="here"></a><sup></sup>没有人反对该决定的案文。</p>
<hr><p id="fn1">1. 见本报告附件。</p></body></html>""",
}


def shown(text, codes):
    ends = [*(code.offset for code in codes), len(text)]
    rows = (f"[{c.kind}]{text[c.offset : end]}" for c, end in zip(codes, ends[1:], strict=True))
    return text[: ends[0]] + "".join(rows)


@pytest.fixture
def bitext(tmp_path):
    for language, page in PAGES.items():
        (tmp_path / f"r.{language}.html").write_text(page, encoding="utf-8")
    files = [str(tmp_path / f"r.{language}.html") for language in PAGES]
    for codes in ("none", "standard"):
        output = str(tmp_path / f"{codes}.bitext.jsonl")
        done = CliRunner().invoke(main, ["pair", *files, "-q", "--codes", codes, "-o", output])
        assert done.exit_code == 0, done.stderr
    return exchange.read(tmp_path / "standard.bitext.jsonl")


def test_what_formats_a_page_is_in_its_bitext_and_its_text_is_the_same(bitext, tmp_path):
    plain = exchange.read(tmp_path / "none.bitext.jsonl")
    assert [(u.source, u.target) for u in bitext.units()] == [(u.source, u.target) for u in plain.units()]
    found = {each.text: shown(each.text, each.codes) for bead in bitext.beads for each in bead.source}
    assert found["Report on water"] == "Report on water"
    first = "The [+bold]Council [+italic]met[-italic][-bold] in Geneva and read [+link]the report[-link] on water."
    assert any(text.startswith(first) for text in found.values()), found
    risen = "Levels of CO[+x-sub]2[-x-sub] have risen for many years now[fnote]."
    assert risen in found.values(), found
    answers = [shown(each.text, each.codes) for bead in bitext.beads for each in bead.target if each.codes]
    assert any("[+bold]理事会在日内瓦[+italic]开会[-italic][-bold]" in text for text in answers), answers
    assert any("[+link]报告[-link]" in text for text in answers), answers


def test_what_is_nested_or_open_across_paragraphs_goes_on(tmp_path):
    path = tmp_path / "x.html"
    path.write_text("<p>a <b>b<p>c</b> d</p><script>e</script><p><i>all</i></p>", encoding="utf-8")
    texts = {block.text.strip(): block.codes for block in web.entries(path)}
    assert [code.kind for code in texts["a b"]] == ["+bold", "-bold"]
    assert texts["all"] == ()
    assert all(isinstance(code, Code) for codes in texts.values() for code in codes)


@pytest.mark.parametrize("tool", ["trados", "memoq"])
def test_for_tools_known_by_their_manuals_nothing_is_joined_and_codes_are_elements(tool, corpora, tmp_path):
    pair = [str(corpora / f"report/report.{language}.docx") for language in ("en", "zh")]
    outputs = ["-o", str(tmp_path / "x.tmx"), "-o", str(tmp_path / "x.bitext.jsonl")]
    done = CliRunner().invoke(main, ["pair", *pair, "-q", "--for", tool, *outputs])
    assert done.exit_code == 0, done.stderr
    bitext = exchange.read(tmp_path / "x.bitext.jsonl")
    assert all(len(bead.source) <= 1 for bead in bitext.beads)
    assert bitext.recipe["client"] == tool
    written = (tmp_path / "x.tmx").read_text(encoding="utf-8")
    assert '<ph x="1" type="fnote"/>' in written
    sources = [unit.source for unit in exchange.read(tmp_path / "x.tmx").units()]
    assert len(sources) == len(set(sources))  # one translation a text
    assert "A/79/9123" in sources  # the same in both languages
