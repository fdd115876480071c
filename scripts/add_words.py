"""Add words to a model that its pairs never showed: tokens where the teacher puts them, all others stay.

    python scripts/add_words.py models/default scripts/training/unseen.ru.tsv --language ru -o models/default

A line of the table is a token, its word and how frequent it is. A word that stands in no pair was read by
its pieces, whose sum means nothing (Ассамблея as а-с-сам-б-л-е-я). What the pairs do show is better left to
pieces: their sums were trained.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections.abc import Mapping, Sequence
from itertools import chain
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

import numpy as np
from training.contrast import Floats
from training.folder import read_folder, write_folder
from training.teacher import teach
from training.vocabulary import bare
from wordfreq import top_n_list, word_frequency

from align.text import fold

KNOWN = {"ru": 1300, "ar": 1000, "fr": 800, "es": 800, "en": 500}
"""Words that are tokens, which the map from the teacher is fitted on."""
_COMMON = 14_000
_RIDGE = 1.0
_RAREST = 3e-6  # as a word of it, any rarer one counts


Line = tuple[str, str, float]
"""A token, its word, how frequent it is."""


def main(argv: Sequence[str] | None = None) -> int:
    """Write the model with the words of a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("model", type=Path)
    parser.add_argument("words", type=Path)
    parser.add_argument("--language", required=True)
    parser.add_argument("-o", "--out", type=Path, required=True)
    arguments = parser.parse_args(argv)
    folder, card = arguments.model, arguments.model / "README.md"
    told = card.read_text(encoding="utf-8") if card.exists() else ""
    settings = json.loads((folder / "config_sentence_transformers.json").read_text(encoding="utf-8"))
    tokenizer, rows = read_folder(folder)
    vocabulary = tokenizer.get_vocab()
    with arguments.words.open(encoding="utf-8", newline="") as file:
        lines = [(token, word, float(share)) for token, word, share in csv.reader(file, delimiter="\t")]
    new = [line for line in lines if line[0] not in vocabulary]
    vectors = placed(new, arguments.language, vocabulary, rows)
    made = json.loads((folder / "tokenizer.json").read_text(encoding="utf-8"))
    made["model"]["vocab"] |= {token: len(rows) + number for number, (token, _, _) in enumerate(new)}
    text = json.dumps(made, ensure_ascii=False, separators=(",", ":"))
    write_folder(arguments.out, text, np.concatenate([rows, vectors]), settings.get("languages", ()))
    if told:
        (arguments.out / "README.md").write_text(told, encoding="utf-8")
    print(f"{len(new)} tokens added, {len(rows) + len(new)} in all")
    return 0


def placed(new: Sequence[Line], language: str, vocabulary: Mapping[str, int], rows: Floats) -> Floats:
    """Return (new, dim) vectors of words by the teacher's, as far as its own of words that are known lead."""
    known = {code: _known(code, number, vocabulary) for code, number in KNOWN.items()}
    tokens, words = zip(*chain.from_iterable(known.values()), strict=True)
    taught = teach(list(dict.fromkeys([*words, *(word for _, word, _ in new)])), ())
    place = {text: number for number, text in enumerate(taught.texts)}
    theirs = taught.vectors.astype(np.float32)
    read, ours = theirs[[place[word] for word in words]], rows[[vocabulary[token] for token in tokens]]
    square = read.T @ read + _RIDGE * np.eye(read.shape[1], dtype=np.float32)
    lens = np.linalg.solve(square, read.T @ (ours / np.linalg.norm(ours, axis=1, keepdims=True)))
    vectors = theirs[[place[word] for _, word, _ in new]] @ lens
    lengths = _lengths(new, known[language], language, vocabulary, rows)
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True) * lengths[:, None], np.float32)


def _known(code: str, number: int, vocabulary: Mapping[str, int]) -> list[tuple[str, str]]:
    """Return frequent words that are tokens, as tokens and as they are written, evenly from all ranks."""
    written = ((fold(word).lower(), word) for word in top_n_list(code, _COMMON))
    both = ((bare(token) if code == "ar" else token, word) for token, word in written)
    found = [(token, word) for token, word in both if len(token) > 2 and token in vocabulary]
    return found[:: max(1, len(found) // number)]


def _lengths(
    new: Sequence[Line],
    known: Sequence[tuple[str, str]],
    code: str,
    vocabulary: Mapping[str, int],
    rows: Floats,
) -> Floats:
    """Return how long vectors of words so frequent are."""
    shares = np.array([word_frequency(word, code) for _, word in known])
    lengths = np.linalg.norm(rows[[vocabulary[token] for token, _ in known]], axis=1)
    line = np.polyfit(np.log(shares), np.log(lengths), 1)
    wanted = [max(share, _RAREST) for _, _, share in new]
    return np.asarray(np.exp(np.polyval(line, np.log(wanted))), np.float32)


if __name__ == "__main__":
    sys.exit(main())
