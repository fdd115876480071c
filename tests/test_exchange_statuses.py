"""Statuses: what the table says a format calls them is what is read, and what is written."""

from dataclasses import replace

import pytest
from bitexts import bitext_of
from click.testing import CliRunner

from align import exchange
from align.cli import main
from align.exchange import FORMATS
from align.exchange.returning import write_back
from align.exchange.statuses import UNTRANSLATED

STATED = {ending: form.states for ending, form in FORMATS.items() if form.states and form.reads}
XLIFF_1 = (
    '<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2" xmlns:mq="MQXliff" '
    'xmlns:m="http://www.memsource.com/mxlf/2.0" xmlns:sdl="http://sdl.com/FileTypes/SdlXliff/1.0"><file '
    'original="a.docx" source-language="en" target-language="fr" datatype="x-a"><body><trans-unit id="1"{}>'
    "<source>Sea.</source>{}<target{}>Mer.</target>{}</trans-unit></body></file></xliff>"
)
HEAD = "id\ten\tfr\tstatus\n1\tSea.\tMer.\t"
FILES = {
    ".v12.xlf": XLIFF_1.format("", "", ' state="{}"', ""),
    ".sdlxliff": XLIFF_1.format("", "", "", '<sdl:seg-defs><sdl:seg id="1" conf="{}"/></sdl:seg-defs>'),
    ".mqxliff": XLIFF_1.format(' mq:status="{}"', "", "", ""),
    ".mxliff": XLIFF_1.format(' m:confirmed="{}"', "", "", ""),
    ".xlf": '<xliff version="2.1" xmlns="urn:oasis:names:tc:xliff:document:2.0" srcLang="en" trgLang="fr">'
    '<file id="f"><unit id="1"><segment state="{}"><source>Sea.</source><target>Mer.</target></segment></unit>'
    "</file></xliff>",
    ".tmx": '<tmx version="1.4"><header srclang="en"/><body><tu><prop type="x-status">{}</prop>'
    '<tuv xml:lang="en"><seg>Sea.</seg></tuv><tuv xml:lang="fr"><seg>Mer.</seg></tuv></tu></body></tmx>',
    ".tsv": HEAD + "{}\n",
    ".csv": (HEAD + "{}\n").replace("\t", ","),
    ".po": 'msgid ""\nmsgstr "Language: fr\\nX-Source-Language: en\\n"\n\n#, {}\nmsgid "Sea."\nmsgstr "Mer."\n',
    ".ts": '<TS version="2.1" sourcelanguage="en" language="fr"><context><name/><message><source>Sea.</source>'
    '<translation type="{}">Mer.</translation></message></context></TS>',
}  # fmt: skip
"""Of each format a file with one unit, its status left open."""
WORDS = [
    (ending, status, word)
    for ending, text in FILES.items()
    for status, words in STATED[ending].words.items()
    for word in words
    if STATED[ending].status(word) == status
]


def read(path):
    skipped = exchange.Skipped()
    found = exchange.read(path, skipped, source_language="en", target_language="fr")
    return found, list(skipped.counts)


@pytest.mark.parametrize(("ending", "status", "word"), WORDS)
def test_each_word_of_the_table_is_read_as_what_it_says(ending, status, word, tmp_path):
    text = FILES[ending].replace("{}", word)
    if status == UNTRANSLATED:  # of Trados, only where the target says what the source says
        text = text.replace("Mer.", "Sea.")
    (tmp_path / f"x{ending}").write_text(text, encoding="utf-8")
    bitext, told = read(tmp_path / f"x{ending}")
    if status == UNTRANSLATED:
        assert told == ["targets that are to be translated yet"] or not bitext.beads[0].target
    else:
        assert [bead.status for bead in bitext.beads] == [status]


@pytest.mark.parametrize("ending", [ending for ending in STATED if FORMATS[ending].writes])
def test_a_status_is_written_in_the_first_word_of_the_table(ending, tmp_path):
    states = STATED[ending]
    for status, word in states.write.items():
        bitext = bitext_of(("Sea.", "海。"))
        bitext = replace(bitext, beads=tuple(replace(bead, status=status) for bead in bitext.beads))
        exchange.write(bitext, tmp_path / f"x{ending}")
        back = exchange.read(tmp_path / f"x{ending}").beads[0].status
        assert back == (status if "status" in FORMATS[ending].holds else states.status(word))
        if ending != ".xlsx" and word not in ("", "auto"):
            assert word in (tmp_path / f"x{ending}").read_text(encoding="utf-8")


INTO = (".v12.xlf", ".sdlxliff", ".mqxliff", ".mxliff", ".xlf")
KNOWN = [(e, s) for e in INTO for s in STATED[e].write if (e, s) != (".mxliff", "flagged")]
"""Phrase has no word for a doubt."""


@pytest.mark.parametrize(("ending", "status"), KNOWN)
def test_a_status_goes_into_a_copy_in_the_first_word_of_the_table(ending, status, tmp_path):
    states, original = STATED[ending], tmp_path / f"x{ending}"
    held = next(word for word, known in states.read.items() if known not in (status, UNTRANSLATED))
    original.write_text(FILES[ending].replace("{}", held), encoding="utf-8")
    bitext, _ = read(original)
    bitext = replace(bitext, beads=(replace(bitext.beads[0], status=status),))
    write_back(bitext, original, tmp_path / f"y{ending}")
    assert f'"{states.write[status]}"' in (tmp_path / f"y{ending}").read_text(encoding="utf-8")
    assert read(tmp_path / f"y{ending}")[0].beads[0].status == status


def test_the_help_prints_the_table_as_it_is():
    shown = CliRunner().invoke(main, ["convert", "--formats"]).stdout
    for states in STATED.values():
        for status, words in states.words.items():
            assert not words or f"{status or 'no translation'}: {' '.join(words)}\n" in shown
