"""The tokens: words where they are frequent enough, their pieces where not, and single characters.

Longest match from the left over a fixed list (WordPiece without its `##`), because it loads in a third of
the time of byte-pair merges. What may not join is split first: digits by fours, Chinese numerals, runs of
Han characters, words, and every other character alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable

from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, trainers

from align.text import HAN, is_han

_NUMBERS = "〇零一二三四五六七八九十百千两"
_NUMERAL = f"第?[{_NUMBERS}]{{2,}}|第[{_NUMBERS}]"
_LETTER = rf"[^\W\d_{HAN}]"
_WORD = f"{_LETTER}+"
_DIGITS = "[0-9]{1,4}"
_UNKNOWN = "[UNK]"
_MERGES = 96_000
_RARE = 3
_PIECES = 8_000
"""Merges of letters kept for words that are too rare to be tokens themselves."""
_LONGEST = 6
"""Characters of the longest Chinese word."""
# Chinese function words: a merge across one ("中发生") is no word, however frequent.
_FUNCTION = set("的了和与及或在是并等对为以于有其之所被将由从向而但也都就不我你他她它这那着过把给让使")


def train_vocabulary(texts: Callable[[], Iterable[str]], headwords: Iterable[str], size: int) -> Tokenizer:
    """Return a tokenizer of at most `size` tokens.

    Args:
        texts: yields folded texts of both languages, each as often as it counts; called twice.
        headwords: words of a dictionary, the only Chinese words if there are any.
        size: how many tokens there may be: half become words of alphabetic scripts.
    """
    merges = _merge(texts())
    counts = _count(texts())
    words = _words(counts, merges, int(size * 0.53))
    base = list(dict.fromkeys(_base(counts, merges) + words))
    han = _han_words(counts, merges, set(headwords))
    return _tokenizer(list(dict.fromkeys(base + han))[:size])


def _merge(texts: Iterable[str]) -> list[str]:
    """Return the tokens of byte-pair merges, the earliest first."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = _splits(code for code in range(0x2E80, 0x40000) if is_han(chr(code)))
    trainer = trainers.BpeTrainer(
        vocab_size=_MERGES,
        min_frequency=3,
        max_token_length=16,
        show_progress=False,
        initial_alphabet=[chr(c) for c in range(33, 127)],
    )
    tokenizer.train_from_iterator(texts, trainer)
    ids = tokenizer.get_vocab()
    return sorted(ids, key=ids.__getitem__)


def _count(texts: Iterable[str]) -> Counter[str]:
    """Count words, numbers and runs of Han characters."""
    pieces = re.compile(f"{_DIGITS}|{_NUMERAL}|(?:(?!{_NUMERAL})[{HAN}])+|{_WORD}")
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(pieces.findall(text))
    return counts


def _base(counts: Counter[str], merges: list[str]) -> list[str]:
    """Return what every vocabulary holds: characters, numbers up to 999, years, frequent numerals."""
    characters: Counter[str] = Counter()
    for run, n in counts.items():
        for character in run:
            characters[character] += n
    numbers = [f"{n:0{width}}" for width in (1, 2, 3) for n in range(10**width)]
    numbers += [str(year) for year in range(1800, 2060)]
    frequent = [w for w, n in counts.most_common() if n > _RARE and re.fullmatch(f"{_DIGITS}|{_NUMERAL}", w)]
    return (
        [_UNKNOWN, *(chr(c) for c in range(33, 127)), *_NUMBERS]
        + [merge for merge in merges if len(merge) == 1]
        + sorted(c for c, n in characters.items() if n > 1)
        + numbers
        + frequent
    )


def _words(counts: Counter[str], merges: list[str], limit: int) -> list[str]:
    word = re.compile(_WORD)
    pieces = [merge for merge in merges if word.fullmatch(merge)][:_PIECES]
    whole = [w for w, n in counts.most_common() if n >= _RARE and word.fullmatch(w)]
    return list(dict.fromkeys(pieces + whole))[:limit]


def _han_words(counts: Counter[str], merges: list[str], headwords: set[str]) -> list[str]:
    """Return Chinese words by how often the longest match finds them, the most frequent first."""
    han, numeral = re.compile(f"[{HAN}]{{2,{_LONGEST}}}"), re.compile(_NUMERAL)
    # Merges make words that are none ("届会议"): where a dictionary is at hand, retrieval is better without.
    source = headwords or {merge for merge in merges if not _FUNCTION & set(merge)}
    candidates = {word for word in source if han.fullmatch(word) and not numeral.match(word)}
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
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Lowercase()])
    tokenizer.pre_tokenizer = _splits(known)
    return tokenizer


def _splits(codes: Iterable[int]) -> pre_tokenizers.PreTokenizer:
    """Return the splitter; Han characters not among the codes stand alone, or they would hide their run."""
    # One pass over the text, the commonest case first, and the look-ahead for numerals only where one can
    # begin: English is read half as fast again as by the rules in the order in which one would say them.
    plain = _ranges(sorted(set(codes) - {ord(c) for c in _NUMBERS + "第"}))
    run = f"(?:[{plain}]+|(?!{_NUMERAL})[{_NUMBERS}第])+"
    pattern = f"[a-z]+(?!{_LETTER})|{_DIGITS}|{_NUMERAL}|{run}|{_LETTER}+|\\S"
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
