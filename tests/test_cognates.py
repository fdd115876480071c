"""Languages that the model does not know: told at once, and aligned by what both texts write alike."""

import csv
import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from align import align_files, embed
from align.cognates import WithCognates
from align.document import Block, Document
from align.errors import NothingInCommonError
from align.pipeline import align_documents
from align.readers import read
from align.settings import Settings
from align.summary import summarise

UNKNOWN = Path(__file__).parent / "cases" / "paragraphs" / "unknown"
SIX = Path(__file__).parents[1] / "corpora" / "six"
PARAGRAPHS = Settings(level="paragraph")
LANGUAGES = {"de": "German", "pt": "Portuguese", "vi": "Vietnamese"}


def read_rows(language):
    with (UNKNOWN / f"{language}.tsv").open(encoding="utf-8", newline="") as file:
        return [tuple(row.values()) for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)]


def document(texts, language):
    return Document(f"report.{language}", tuple(map(Block, texts)), language=language)


def test_the_packaged_model_says_which_languages_it_knows():
    model = embed.load()
    assert {"en", "zh"} <= set(model.languages)
    assert embed.knows(model, "zh-TW")
    assert not embed.knows(model, "pt-BR")


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_unknown_language_is_told_and_aligned_all_the_same(language):
    rows = read_rows(language)
    english, other = zip(*rows, strict=True)
    steps = []
    bitext = align_documents(document(english, "en"), document(other, language), progress=steps.append)
    found = {(unit.source, unit.target) for unit in bitext.units()}
    assert len(found & set(rows)) >= 0.9 * len(rows)
    assert any(f"does not know {LANGUAGES[language]}" in step for step in steps)
    assert any(LANGUAGES[language] in line and "--model" in line for line in summarise(bitext).lines())
    assert max(bead.score for bead in bitext.beads) <= 0.6


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_words_would_be_alike_strangers_are_still_refused(language):
    rows = read_rows(language)
    stranger = ["Heute regnet es.", "Brot und Butter liegen auf dem Tisch.", "Wer singt denn da so spät?"] * 4
    with pytest.raises(NothingInCommonError):
        align_documents(document([english for english, _ in rows], "en"), document(stranger, language))


@pytest.mark.parametrize("language", ["de", "pt", "ja"])
def test_a_short_translation_is_aligned_and_no_row_is_called_sure(language):
    bitext = align_files(UNKNOWN / "ferry.en.txt", UNKNOWN / f"ferry.{language}.txt")
    assert not any(bead.is_null for bead in bitext.beads)
    assert 0.5 < summarise(bitext).confidence <= 0.6


def test_a_translation_that_shares_no_word_is_known_by_the_lengths_of_its_paragraphs():
    english, french = (read(SIX / f"report.{code}.txt").blocks for code in ("en", "fr"))
    cipher = str.maketrans("abcdefghijklmnopqrstuvwxyz", "qjxkzwvybfgpmhudcloirnatse", "0123456789")
    other = [block.text.lower().translate(cipher) for block in french]
    bitext = align_documents(
        document([re.sub(r"\d", "", block.text) for block in english], "en"),
        document(other, "eo"),
        PARAGRAPHS,
    )
    long = [bead for bead in bitext.beads if sum(len(segment.text) for segment in bead.source) > 60]
    places = (
        {k: block.number for k, block in enumerate(english)},
        {k: block.number for k, block in enumerate(french)},
    )
    right = [b for b in long if b.target and places[0][b.source[0].part] == places[1][b.target[0].part]]
    assert len(right) >= 0.8 * len(long)


def test_strangers_that_share_a_few_words_are_refused_with_the_way_out():
    with pytest.raises(NothingInCommonError, match="--model"):
        align_files(UNKNOWN / "ferry.en.txt", UNKNOWN / "bread.de.txt")


def test_no_translation_is_refused_because_nothing_could_be_alike():
    english = ["The sun rose.", "Birds sang in the old trees.", "Nobody spoke a word."]
    greek = ["Ο ήλιος ανέτειλε.", "Πουλιά τραγουδούσαν στα παλιά δέντρα.", "Κανείς δεν είπε λέξη."]
    bitext = align_documents(document(english, "en"), document(greek, "el"))
    assert all(bead.score <= 0.6 for bead in bitext.beads)


def test_vectors_of_joined_texts_add_up():
    rows = read_rows("de")
    model = WithCognates(embed.load(), *zip(*rows, strict=True))
    one, other, joined = model.sums([rows[0][0], rows[1][0], f"{rows[0][0]} {rows[1][0]}"])
    assert np.allclose(one + other, joined, atol=1e-3)
    assert model.encode([rows[4][0]])[0] @ model.encode([rows[4][1]])[0] > 0.3


NUMBERED = UNKNOWN.parent / "numbered"


def numbered(language, without, mark):
    """Return a document of numbered paragraphs, some of which it lacks."""
    texts = (NUMBERED / f"{language}.txt").read_text(encoding="utf-8").splitlines()
    blocks = [Block(text, number=f"{n}{mark}") for n, text in enumerate(texts, 1) if n not in without]
    return Document(f"report.{language}", tuple(blocks), language=language)


@pytest.mark.parametrize("without", [({15}, {9}), ({1, 2, 11, 20}, {3, 18, 19}), ((), ())])
@pytest.mark.parametrize(("language", "mark"), [("de", "."), ("pt", "."), ("ur", "۔"), ("hi", "।")])
def test_numbers_go_first_where_a_language_is_not_known(language, mark, without):
    source, target = numbered("en", without[0], "."), numbered(language, without[1], mark)
    for bead in align_documents(source, target).beads:
        numbers = [{re.match(r"\d+", s.number)[0] for s in side} for side in (bead.source, bead.target)]
        assert bead.is_null or numbers[0] == numbers[1]


def test_numbers_that_are_shifted_throughout_lose_their_say():
    source, whole = numbered("en", (), "."), numbered("pt", {5}, ".")
    shifted = [replace(block, number=f"{n}.") for n, block in enumerate(whole.blocks, 1)]
    beads = align_documents(source, replace(whole, blocks=tuple(shifted)), PARAGRAPHS).beads
    found = [(bead.source[0].number, bead.target[0].number) for bead in beads if not bead.is_null]
    wanted = [(f"{n}.", f"{n - (n > 5)}.") for n in range(1, 21) if n != 5]
    assert len(set(found) & set(wanted)) >= 17


def test_the_sentence_encoder_says_which_languages_it_knows():
    assert embed.knows(embed.UseEmbedder, "pt-BR")
    assert not embed.knows(embed.UseEmbedder, "ur")


@pytest.mark.parametrize("language", ["de", "pt", "ur", "hi"])
@pytest.mark.parametrize("count", [10, 20])
def test_long_paragraphs_with_the_same_figures_are_no_strangers(language, count):
    """Of two paragraphs neither can be more like its own than others are."""

    def running(code):
        texts = (NUMBERED / f"{code}.txt").read_text(encoding="utf-8").splitlines()
        return document([" ".join(texts[k : k + count]) for k in range(0, 20, count)], code)

    beads = align_documents(running("en"), running(language)).beads
    assert sum(bead.type == "1-1" for bead in beads) >= 14


FROM_THE_VILLAGE = (
    ("The well is dry.", "Der Brunnen ist trocken.", "Kuyu kurudu."),
    ("A goat stands on the roof.", "Eine Ziege steht auf dem Dach.", "Çatıda bir keçi duruyor."),
    ("Snow fell in the night.", "In der Nacht fiel Schnee.", "Gece kar yağdı."),
    ("The miller sleeps till noon.", "Der Müller schläft bis Mittag.", "Değirmenci öğlene dek uyur."),
    ("Children look for eggs.", "Kinder suchen nach Eiern.", "Çocuklar yumurta arıyor."),
    ("Nobody mends the fence.", "Niemand flickt den Zaun.", "Çiti kimse onarmıyor."),
    ("The cart lost a wheel.", "Der Karren verlor ein Rad.", "Araba bir tekerlek kaybetti."),
    ("Old men play at cards.", "Alte Männer spielen Karten.", "Yaşlılar kâğıt oynuyor."),
    ("It smells of fresh bread.", "Es riecht nach frischem Brot.", "Taze ekmek kokuyor."),
    ("The school has no bell.", "Die Schule hat keine Glocke.", "Okulun zili yok."),
)


def village(column, language, without, symbol=""):
    blocks = [
        Block(row[column], number=f"{n}.") for n, row in enumerate(FROM_THE_VILLAGE, 1) if n not in without
    ]
    return Document(f"village.{language}", tuple(blocks), language=language, symbol=symbol)


@pytest.mark.parametrize(("column", "language"), [(1, "de"), (2, "tr")])
def test_no_translation_is_refused_whose_numbers_agree(column, language):
    """Short sentences that share no word, some left out: only their numbers tell."""
    bitext = align_documents(village(0, "en", {10}), village(column, language, {3, 7}))
    found = [(b.source[0].number, b.target[0].number) for b in bitext.beads if not b.is_null]
    assert found == [(f"{n}.", f"{n}.") for n in (1, 2, 4, 5, 6, 8, 9)]
    assert max(bead.score for bead in bitext.beads) <= 0.6


def test_numbers_save_no_document_of_another_symbol():
    one, other = (village(k, code, (), f"A/75/{k + 1}") for k, code in ((0, "en"), (2, "tr")))
    with pytest.raises(NothingInCommonError, match="Turkish"):
        align_documents(one, other)


def test_numbers_save_no_document_whose_paragraphs_are_of_other_lengths():
    long = village(2, "tr", ())
    blocks = [replace(b, text=b.text * (1 + 7 * (k % 2))) for k, b in enumerate(long.blocks)]
    with pytest.raises(NothingInCommonError, match="Turkish"):
        align_documents(village(0, "en", ()), replace(long, blocks=tuple(blocks)))
