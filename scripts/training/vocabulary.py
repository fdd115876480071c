"""The tokens: words where they are frequent enough, their stems where not, and single characters.

Longest match from the left over a fixed list (WordPiece without its `##`), because it loads in a third of
the time of byte-pair merges. What may not join is split first: digits by fours, Chinese numerals, runs of
Han characters, the little words that Arabic writes as one with the next, words, and every other character
alone. How frequent a word is, is half what the pairs say and half what `wordfreq` counted in books, news and
encyclopaedias: our pairs outside Chinese and English are manuals, and our readers' texts are not.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from itertools import islice

import snowballstemmer
import wordfreq
from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers

from align.text import HAN, VARIANTS, VOWEL_MARKS, fold, is_han

SHARES = {"zh": 0.21, "en": 0.26, "ru": 0.135, "ar": 0.115, "fr": 0.105, "es": 0.10}
"""Each language's share of the tokens; those of an earlier one do not count. Characters take the rest."""

_NUMBERS = "〇零一二三四五六七八九十百千两"
_NUMERAL = f"第?[{_NUMBERS}]{{2,}}|第[{_NUMBERS}]"
_LETTER = rf"[^\W\d_{HAN}]"
_WORD = f"{_LETTER}+"
_DIGITS = "[0-9]{1,4}"
# And, the, for, with, as: every third Arabic word begins with one or two of them.
_PREFIX = "[وف]?(?:[بك]?ال|لل)(?=[ء-ي]{3})|[وفبلك](?=[ء-ي]{4})"
_UNKNOWN = "[UNK]"
_RARE = 3
_LONGEST = 6
"""Characters of the longest Chinese word."""
_SCRIPTS = {"ru": "[а-я]+", "ar": "[ء-ي]+", "en": "[a-z]+", "fr": "[a-zà-ÿœ]+", "es": "[a-zà-ÿ]+"}
STEMMERS = {"ru": "russian", "ar": "arabic", "en": "english", "fr": "french", "es": "spanish"}
_STEMS = 0.3
"""Share of a language's tokens that are stems of words too rare to be tokens themselves."""
_ENDINGS = 150
_WORDS = 60_000
"""Words of a language that are looked at, the commonest."""
_SHORTEST = 3


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """A tokenizer, and what its tokens were taken from."""

    tokenizer: Tokenizer
    languages: dict[str, str]
    """Token of an alphabetic script → its language."""
    words: dict[str, str]
    """Token → the commonest word that it stands for, as people write it."""
    shares: dict[str, float]
    """Token of an alphabetic script → its share of its language's words."""


def train_vocabulary(
    texts: Callable[[], Iterable[tuple[str, str, float]]], headwords: Iterable[str], size: int
) -> Vocabulary:
    """Return a vocabulary of at most `size` tokens.

    Args:
        texts: yields language, folded text, and how often it counts.
        headwords: Chinese words of a dictionary.
        size: how many tokens there may be, shared out by `SHARES`.
    """
    counts = _count(texts())
    tokens = dict.fromkeys(_base(counts))
    languages, words, shares = {}, {}, {}
    there = {language: part for language, part in SHARES.items() if counts.get(language)}
    for language, part in there.items():
        number = int(size * part * sum(SHARES.values()) / sum(there.values()))
        if language == "zh":
            fresh = _new(_han_words(counts["zh"], set(headwords)), tokens, number)
            words |= {token: token for token in fresh}
        else:
            alphabetic = Words.of(language, counts[language])
            fresh = _new(alphabetic.tokens(number), tokens, number)
            languages |= dict.fromkeys(fresh, language)
            words |= {token: alphabetic.written.get(token, token) for token in fresh}
            shares |= {token: alphabetic.shares.get(token, 0.0) for token in fresh}
        tokens |= dict.fromkeys(fresh)
    return Vocabulary(_tokenizer(list(tokens)[:size]), languages, words, shares)


def _new(candidates: Iterable[str], known: Collection[str], number: int) -> list[str]:
    return list(islice((token for token in candidates if token not in known), number))


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one alphabetic language."""

    language: str
    shares: dict[str, float]
    """Word, without its prefixes → how frequent it is."""
    written: dict[str, str]
    """Word → how it is written most often, with prefixes and all."""

    @classmethod
    def of(cls, language: str, counts: Counter[str]) -> Words:
        """Return the words of a language, counted in the pairs and by wordfreq."""
        script = re.compile(_SCRIPTS[language])
        total = sum(counts.values()) or 1
        forms = Counter({word: n / total / 2 for word, n in counts.items()})
        for word, share in wordfreq.get_frequency_dict(language, "best").items():
            forms[word] += share / 2
        shares: Counter[str] = Counter()
        written: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for form, share in forms.items():
            word = bare(fold(form))
            if script.fullmatch(word):
                shares[word] += share
                written[word][form] += share
        return cls(
            language,
            dict(shares.most_common(_WORDS)),
            {w: f.most_common(1)[0][0] for w, f in written.items()},
        )

    def tokens(self, limit: int) -> list[str]:
        """Return words, stems and endings; `limit` counts them roughly."""
        known = dict.fromkeys(list(self.shares)[: int(limit * (1 - _STEMS))])
        stems, endings = self._pieces(known)
        for stem, (word, share) in stems.items():
            self.written.setdefault(stem, word)
            self.shares.setdefault(stem, share)
        fresh = [stem for stem in stems if stem not in known]
        return [*known, *endings[:_ENDINGS], *fresh[: limit - len(known)], *list(self.shares)[len(known) :]]

    def _pieces(self, known: Collection[str]) -> tuple[dict[str, tuple[str, float]], list[str]]:
        """Return stems of the words that are not known, with the commonest word of each, and endings."""
        stem_of = snowballstemmer.stemmer(STEMMERS[self.language]).stemWord
        stems: Counter[str] = Counter()
        endings: Counter[str] = Counter()
        commonest: dict[str, str] = {}
        for word, share in self.shares.items():
            stem = stem_of(word)
            if word not in known and len(stem) >= _SHORTEST and word.startswith(stem):
                stems[stem] += share
                endings[word[len(stem) :]] += share
                commonest.setdefault(stem, self.written[word])
        longer = [ending for ending, _ in endings.most_common() if len(ending) > 1]
        return {stem: (commonest[stem], share) for stem, share in stems.most_common()}, longer


def bare(word: str) -> str:
    """Return a word without what Arabic writes together with it.

    >>> bare("وبالتنمية")
    'تنمية'
    """
    while prefix := re.match(_PREFIX, word):
        word = word[prefix.end() :]
    return word


def _count(texts: Iterable[tuple[str, str, float]]) -> dict[str, Counter[str]]:
    """Count each language's words, numbers and runs of Han characters."""
    pieces = re.compile(f"{_DIGITS}|{_NUMERAL}|(?:(?!{_NUMERAL})[{HAN}])+|{_WORD}")
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for language, text, weight in texts:
        count = counts[language]
        for piece in pieces.findall(text):
            count[piece] += weight  # type: ignore[assignment]  # a Counter may hold shares
    return counts


def _base(counts: dict[str, Counter[str]]) -> list[str]:
    """Return what every vocabulary holds: characters, numbers up to 999, years, frequent numerals."""
    characters: Counter[str] = Counter()
    pieces: Counter[str] = Counter()
    for count in counts.values():
        pieces.update(count)
    for run, n in pieces.items():
        for character in run:
            characters[character] += n
    numbers = [f"{n:0{width}}" for width in (1, 2, 3) for n in range(10**width)]
    numbers += [str(year) for year in range(1800, 2060)]
    numeral = re.compile(f"{_DIGITS}|{_NUMERAL}")
    frequent = [w for w, n in pieces.most_common() if n > 2 * _RARE and numeral.fullmatch(w)]
    return (
        [_UNKNOWN, *(chr(c) for c in range(33, 127)), *_NUMBERS]
        + [chr(c) for c in range(0xA1, 0x100) if fold(chr(c)) == chr(c)]
        + [*"абвгдежзийклмнопрстуфхцчшщъыьэюя‐–—‘’“”„«»…№•،؛؟٪。、《》〈〉「」『』【】〔〕"]
        + [chr(c) for c in range(0x621, 0x64B) if fold(chr(c)) == chr(c)]
        + ["ال", "وال", "بال", "وبال", "كال", "لل", "ولل", "فال"]
        + sorted(c for c, n in characters.items() if n > _RARE)
        + numbers
        + frequent
    )


def _han_words(counts: Counter[str], headwords: set[str]) -> list[str]:
    """Return Chinese words by how often the longest match finds them, the most frequent first."""
    han, numeral = re.compile(f"[{HAN}]{{2,{_LONGEST}}}"), re.compile(_NUMERAL)
    # Merges would make words that are none (届会议, 中发生): without a dictionary, wordfreq's have to do.
    headwords = headwords or set(wordfreq.get_frequency_dict("zh"))
    candidates = {word for word in headwords if han.fullmatch(word) and not numeral.match(word)}
    runs = {run: n for run, n in counts.items() if han.match(run) and not numeral.match(run)}
    used = _count_matches(runs, candidates)
    # Rare candidates are dropped, and what they covered falls to the others: so count again.
    used = _count_matches(runs, {w for w in candidates if used[w] >= _RARE})
    return [word for word, _ in used.most_common()]


def _count_matches(runs: dict[str, int], words: set[str]) -> Counter[str]:
    """Count the words found by longest match from the left in runs that occur so many times."""
    used: Counter[str] = Counter()
    for run, n in runs.items():
        start = 0
        while start < len(run):
            longest = range(min(_LONGEST, len(run) - start), 1, -1)
            length = next((k for k in longest if run[start : start + k] in words), 1)
            if length > 1:
                used[run[start : start + length]] += n
            start += length
    return used


def _tokenizer(vocabulary: list[str]) -> Tokenizer:
    known = [ord(token) for token in vocabulary if len(token) == 1 and is_han(token)]
    tokenizer = Tokenizer(
        models.WordPiece(
            vocab={token: number for number, token in enumerate(vocabulary)},
            unk_token=_UNKNOWN,
            continuing_subword_prefix="",
            max_input_chars_per_word=200,
        )
    )
    tokenizer.normalizer = _folding()
    tokenizer.pre_tokenizer = _splits(known)
    return tokenizer


def _folding() -> normalizers.Normalizer:
    """Return `align.text.fold` as a normaliser, but for Traditional characters: there are too many."""
    replaced = [normalizers.Replace(variant, one) for variant, one in VARIANTS.items()]
    marks = normalizers.Replace(Regex(f"[{VOWEL_MARKS}]"), "")
    return normalizers.Sequence([normalizers.NFKC(), normalizers.Lowercase(), marks, *replaced])


def _splits(codes: Iterable[int]) -> pre_tokenizers.PreTokenizer:
    """Return the splitter; Han characters not among the codes stand alone, or they would hide their run."""
    # One pass over the text, the commonest case first, and the look-ahead for numerals only where one can
    # begin: English is read half as fast again as by the rules in the order in which one would say them.
    plain = _ranges(sorted(set(codes) - {ord(c) for c in _NUMBERS + "第"}))
    han = f"[{plain}]+|" if plain else ""
    run = f"(?:{han}(?!{_NUMERAL})[{_NUMBERS}第])+"
    pattern = f"[a-z]+(?!{_LETTER})|{_DIGITS}|{_NUMERAL}|{run}|{_PREFIX}|{_LETTER}+|\\S"
    return pre_tokenizers.Split(Regex(pattern), "removed", invert=True)


def _ranges(codes: list[int]) -> str:
    """Return code points as the inside of a character class, neighbours joined."""
    ranges: list[list[int]] = []
    for code in codes:
        if ranges and ranges[-1][1] == code - 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    return "".join(chr(a) if a == b else f"{chr(a)}-{chr(b)}" for a, b in ranges)
