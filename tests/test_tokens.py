"""Tokens read by Python's own patterns are those of the `tokenizers` library, number for number."""

from itertools import chain
from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from align import tokens
from align.text import fold

FILE = Path(__file__).parent.parent / "models" / "default" / "tokenizer.json"
WRITTEN = (
    "The Committee's 2nd periodic reports (A/HRC/47/29), para. 12 bis: “non-discrimination” e-mail@un.org; "
    "联合国大会第六十九届会议，二〇二五年十二月，第12段；统一、一一对应、千山万水。發展權利㈠ 第五 "
    "L'Assemblée générale réaffirme qu’aujourd’hui l’égalité où naïve œuvre — n° 5 ; "
    "El artículo 1º ¿por qué? ¡Sí! señaló, según párrafo; pingüino "
    "Генеральная Ассамблея подтверждает, что ещё в 2025 году государственного объём; "
    "وبالتنمية المستدامة والأمم للمتحدة، الفقرة ٢٠٢٥؛ إعلانُ "
)
HOSTILE = "²½₂ⅫⅧⓐ①㍿ﷺ\u0301\u0654\u0670\u064b\u3099\u200d\u00ad\u0000\x1c\x85\u2028\u2029_‿٭־ıİßſΣςσ𝒜𠮷😀\ufffd\ud800ñéабвкитай中a1"


@pytest.fixture(scope="module")
def ours():
    reader = tokens.read(FILE, folded=True)
    assert isinstance(reader, tokens.LongestMatch)
    return reader


@pytest.fixture(scope="module")
def theirs():
    return tokens.Library(FILE, folded=True)


def of_each(tokenizer, texts):
    """Return the numbers of the tokens of each text."""
    numbers, counts = tokenizer.numbers(texts)
    assert sum(counts) == len(numbers)
    return [own.tolist() for own in np.split(numbers, np.cumsum(counts)[:-1])]


def words_of(written):
    """Return texts made of words of the six languages, whole and in parts, with spaces and without."""
    words = written.split(" ")
    parts = st.sampled_from([*words, *(word[:3] for word in words), *(word[2:] for word in words), " ", "  "])
    return st.lists(parts, max_size=12).map("".join)


@given(words_of(WRITTEN), st.text(alphabet=WRITTEN, max_size=40), st.text(alphabet=HOSTILE, max_size=8))
@example("字" * 201, "a" * 201 + "é", "第" * 3)
@example("中" * 200 + "国", "x" * 200, "一" * 250)
@example("龘中国龘", "的㐀的", "[UNK]")
@settings(max_examples=400, deadline=None)
def test_texts_of_six_scripts_have_the_same_tokens(ours, theirs, words, letters, hostile):
    texts = [words, letters, hostile, words + hostile + letters, f"{letters} {hostile}{words}"]
    texts += [fold(text) for text in texts]
    assert of_each(ours, texts) == of_each(theirs, texts)
    assert [ours.placed(text) for text in texts] == [theirs.placed(text) for text in texts]


@given(st.lists(st.text(max_size=12), min_size=1, max_size=8))
@settings(max_examples=300, deadline=None)
def test_texts_of_any_script_have_the_same_tokens(ours, theirs, texts):
    assert of_each(ours, texts) == of_each(theirs, texts)


def test_every_character_has_the_same_tokens_among_letters_of_each_script(ours, theirs):
    characters = [chr(code) for code in range(0x3100) if not 0xD800 <= code < 0xE000]
    characters += map(chr, (*range(0x3100, 0x3130), *range(0xFE00, 0xFE10), *range(0x1F300, 0x1FB00)))
    characters += map(chr, (*range(0x4E00, 0x10000, 37), *range(0x20000, 0x3FFFE, 997)))
    texts = [
        frame.format(c)
        for c in characters
        for frame in ("{0}", "a{0}b 1{0}2", "的{0}第{0}五", "ال{0}لمية", "я{0}é")
    ]
    assert of_each(ours, texts) == of_each(theirs, texts)


@pytest.mark.parametrize(
    "text",
    ["и\u0301мени Ива\u0301на", "\u0301", "a\u0301bc 3\u0301", "ال\u0301عمل", "✔\ufe0f 完成", "第\u0301五的\u0301", "A\u20dd",
     "\ue123 bullet", "📖 guide ②", "Nguyễn Văn", "\ufffd\ufffd 委员会", "𠮷野家", "ㄅㄆ"],
)  # fmt: skip
def test_accents_and_pictures_have_the_same_tokens_and_need_no_library(ours, theirs, text, monkeypatch):
    numbers, placed = of_each(theirs, [fold(text)]), theirs.placed(fold(text))
    monkeypatch.setattr(tokens.LongestMatch, "_library", None)
    assert of_each(ours, [fold(text)]) == numbers
    assert ours.placed(fold(text)) == placed


@pytest.mark.parametrize("part", ["的第五", "a", "ab1", "ال", "第", "一", "字龘"])
def test_a_piece_without_end_is_read_at_once(ours, theirs, part):
    text = part * 20_000
    assert of_each(ours, [text]) == of_each(theirs, [text])


def test_what_was_forgotten_is_read_anew(ours, monkeypatch):
    monkeypatch.setattr(tokens, "_REMEMBERED", 3)
    texts = fold(WRITTEN).split(" ") * 2
    assert of_each(ours, [" ".join(texts)]) == [[*chain.from_iterable(of_each(ours, texts))]]


@pytest.mark.parametrize(
    ("ours_says", "another"),
    [
        ('"behavior":"Removed"', '"behavior":"Isolated"'),
        ('"continuing_subword_prefix":""', '"continuing_subword_prefix":"##"'),
        (
            '"truncation":null',
            '"truncation":{"direction":"Right","max_length":2,"strategy":"LongestFirst","stride":0}',
        ),
    ],
)
def test_a_file_of_another_make_is_read_by_the_library(tmp_path, ours_says, another):
    path = tmp_path / "tokenizer.json"
    path.write_text(FILE.read_text(encoding="utf-8").replace(ours_says, another), encoding="utf-8")
    text = "one two  联合国的发展权"
    read, library = tokens.read(path, folded=True), tokens.Library(path, folded=True)
    assert of_each(read, [text]) == of_each(library, [text])
    assert of_each(read, [text]) != of_each(tokens.read(FILE, folded=True), [text])
