"""The tokens of texts, as numbers: the tokenizer.json of the packaged model, or any other.

The packaged model cuts a text into pieces by a pattern, and a piece into the longest tokens that its
vocabulary holds, from the left (WordPiece, Wu et al. 2016). Most pieces of a document are tokens or came
before: so Python's own patterns and dictionaries do it in less than half of the time of the `tokenizers`
library, and read the file in half of its time. All other files are that library's, and so is a text with
characters that Python's patterns may class otherwise.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol

import msgspec
import numpy as np
from numpy.typing import NDArray

from align.text import encodable

if TYPE_CHECKING:
    import tokenizers

Numbers = NDArray[np.int32]


class Tokenizer(Protocol):
    """What the embedder asks of either."""

    def numbers(self, texts: Sequence[str]) -> tuple[Numbers, list[int]]:
        """Return the numbers of the tokens of all texts, and how many each text has."""
        ...

    def placed(self, text: str) -> list[tuple[int, int, int]]:
        """Return the tokens of a text in order: number, begin, end."""
        ...


def read(path: Path, *, folded: bool) -> Tokenizer:
    """Return the tokenizer of a tokenizer.json.

    Args:
        path: the file.
        folded: whether the texts will come folded (`align.text.fold`): its own normaliser is left out then.

    Raises:
        ValueError: the file is damaged.
    """
    if folded:
        try:
            return LongestMatch(path)
        except (msgspec.MsgspecError, re.error):
            pass  # of another make
    return Library(path, folded=folded)


class Library:
    """Any tokenizer.json, by the `tokenizers` library."""

    def __init__(self, path: Path, *, folded: bool) -> None:
        from tokenizers import Tokenizer

        # from_file raises a bare Exception for a damaged file.
        text = path.read_text(encoding="utf-8")
        try:
            self._tokenizer: tokenizers.Tokenizer = Tokenizer.from_str(text)
        except Exception as error:
            raise ValueError(f"tokenizer.json is damaged ({error})") from error
        if folded:
            self._tokenizer.normalizer = None

    def numbers(self, texts: Sequence[str]) -> tuple[Numbers, list[int]]:
        """Return the numbers of the tokens of all texts, and how many each text has."""
        encodings = self._tokenizer.encode_batch_fast(list(map(encodable, texts)), add_special_tokens=False)
        numbers = [encoding.ids for encoding in encodings]
        return np.fromiter(chain.from_iterable(numbers), np.int32), list(map(len, numbers))

    def placed(self, text: str) -> list[tuple[int, int, int]]:
        """Return the tokens of a text in order: number, begin, end."""
        encoding = self._tokenizer.encode(encodable(text), add_special_tokens=False)
        return [(number, *span) for number, span in zip(encoding.ids, encoding.offsets, strict=True)]


class LongestMatch:
    """A tokenizer.json as scripts/train.py writes it, for folded texts.

    Raises:
        msgspec.MsgspecError: the file is of another make, or damaged.
        re.error: its pattern is none of Python's.
    """

    def __init__(self, path: Path) -> None:
        file = _FILE.decode(path.read_bytes())
        self._path = path
        self._pattern = re.compile(file.pre_tokenizer.pattern.Regex)
        self._cuts = _Cuts(file.model)
        self._words = _Words(self._pattern, self._cuts)

    def numbers(self, texts: Sequence[str]) -> tuple[Numbers, list[int]]:
        """Return the numbers of the tokens of all texts, and how many each text has."""
        # No piece goes on behind a space, nor asks what stands there.
        numbers = [
            self._strange(text)
            if _STRANGE.search(text)
            else b"".join(map(self._words.__getitem__, text.split(" ")))
            for text in texts
        ]
        return np.frombuffer(b"".join(numbers), np.int32), [len(own) // 4 for own in numbers]

    def placed(self, text: str) -> list[tuple[int, int, int]]:
        """Return the tokens of a text in order: number, begin, end."""
        return list(self._placed(text)) if _is_readable(text) else self._library.placed(text)

    def _strange(self, text: str) -> bytes:
        if not _is_readable(text):
            return self._library.numbers([text])[0].tobytes()
        return b"".join(self._cuts[text[begin:end]] for begin, end in self._spans(text))

    def _spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield where the pieces of a text begin and end; an accent is a letter, as for the library."""
        return (piece.span() for piece in self._pattern.finditer(_ACCENTS.sub("ª", text)))

    def _placed(self, text: str) -> Iterator[tuple[int, int, int]]:
        for begin, end in self._spans(text):
            for number in np.frombuffer(self._cuts[text[begin:end]], np.int32).tolist():
                # What is unknown is the whole piece.
                length = self._lengths[number] if number != self._cuts.unknown else end - begin
                yield number, begin, begin + length
                begin += length

    @cached_property
    def _lengths(self) -> dict[int, int]:
        return {number: len(token) for token, number in self._cuts.vocabulary.items()}

    @cached_property
    def _library(self) -> Library:
        return Library(self._path, folded=True)


# A character outside of these makes a text strange. Of these Python's `re` says the same as Oniguruma, the
# library's, whatever the version of Unicode: blocks of the six languages, Greek, all of Latin, without lone
# accents (letters to one, none to the other), figures such as ² and ① (the other way round) and what parts
# files; punctuation, currencies, letter-like signs, arrows, mathematics, boxes, shapes and pictures; kana,
# bopomofo and Han; control characters, and those of private use, which broken PDFs yield.
_STRANGE = re.compile(
    "[^\x00-\x09\n\r\x20-\x7e\x7f-\xb1\xb4-\xb8\xba\xbb\xbf-\u02ff\u0384-\u03ff\u0400-\u0482\u048a-\u052f"
    "\u060c-\u060f\u061b\u061f-\u064a\u0660-\u066f\u0671-\u06d5\u1e00-\u1fff\u2010-\u203e\u2041-\u2053"
    "\u20a0-\u20bf\u2100-\u214f\u2190-\u245f\u2500-\u2775\u2794-\u2bff\u2e00-\u2e52\u3000-\u3029\u3030-\u303f"
    "\u3041-\u3096\u309b-\u30ff\u3105-\u312f\u3400-\u4dbf\u4e00-\u9fff\ue000-\uf8ff\ufffc\ufffd"
    "\U0001f300-\U0001faff\U00020000-\U0003fffd]"
)
_ACCENTS = re.compile("[\u0300-\u036f\u20d0-\u20f0\ufe00-\ufe0f]")
"""Signs on the character before them that stand alone, as in Russian with stress, and under pictures."""


def _is_readable(text: str) -> bool:
    """Tell whether Python's pattern finds the pieces of a text as the library does."""
    return not _STRANGE.search(text) or not _STRANGE.search(_ACCENTS.sub("", text))


@dataclass(frozen=True, slots=True)
class _Pattern:
    Regex: str


@dataclass(frozen=True, slots=True)
class _Splits:
    type: Literal["Split"]
    pattern: _Pattern
    behavior: Literal["Removed"]
    invert: Literal[True]


@dataclass(frozen=True, slots=True)
class _Model:
    type: Literal["WordPiece"]
    unk_token: str
    continuing_subword_prefix: Literal[""]
    max_input_chars_per_word: int
    vocab: dict[str, int]


@dataclass(frozen=True, slots=True)
class _File:
    pre_tokenizer: _Splits
    model: _Model
    added_tokens: tuple[()]
    truncation: None
    padding: None
    post_processor: None


_FILE = msgspec.json.Decoder(_File)


class _Words(dict[str, bytes]):
    """What stands between spaces, and the numbers of its tokens: found when it first comes.

    Kept as bytes, four a number: joined faster than lists, and never looked through for garbage.
    """

    def __init__(self, pattern: re.Pattern[str], cuts: _Cuts) -> None:
        super().__init__()
        self._pieces, self._numbers = pattern.findall, cuts.__getitem__

    def __missing__(self, word: str) -> bytes:
        numbers = b"".join(map(self._numbers, self._pieces(word)))
        if len(word) <= _WORD:  # longer ones, whole sentences of Chinese, do not come back
            _remember(self, word, numbers)
        return numbers


class _Cuts(dict[str, bytes]):
    """Pieces and the numbers of their tokens: cut when they first come."""

    def __init__(self, model: _Model) -> None:
        super().__init__()
        self.vocabulary = model.vocab
        self.unknown = model.vocab[model.unk_token]
        self._most = model.max_input_chars_per_word
        self._longest: dict[str, int] = {}
        """How long a token can be, by its first three characters."""
        for token in model.vocab:
            if len(token) > self._longest.get(token[:3], 2):
                self._longest[token[:3]] = len(token)

    def __missing__(self, piece: str) -> bytes:
        if len(piece) > self._most:
            return array("i", [self.unknown]).tobytes()
        numbers = array("i", self._cut(piece)).tobytes()
        _remember(self, piece, numbers)
        return numbers

    def _cut(self, piece: str) -> list[int]:
        """Return the tokens of a piece; one unknown makes all of it unknown."""
        number_of, longest = self.vocabulary.get, self._longest.get
        numbers: list[int] = []
        begin, size = 0, len(piece)
        while begin < size:
            end = begin + longest(piece[begin : begin + 3], 2)
            if end > size:
                end = size
            number = number_of(piece[begin:end])
            while number is None:
                end -= 1
                if end == begin:
                    return [self.unknown]
                number = number_of(piece[begin:end])
            numbers.append(number)
            begin = end
        return numbers


def _remember(known: dict[str, bytes], text: str, numbers: bytes) -> None:
    if len(known) >= _REMEMBERED:
        known.clear()  # what is frequent comes back at once
    known[text] = numbers


_REMEMBERED = 50_000
"""Words or pieces remembered at once: about ten megabytes."""
_WORD = 30
"""Characters of the longest word remembered."""
