"""Train an embedding model from pairs of sentences: one command, from texts to a folder `align` can use.

    # the packaged model, from ../shared/data/parallel
    python scripts/train.py
    # a model of your own archive, one zh<TAB>en a line
    python scripts/train.py ours.tsv --out models/ours
    # the packaged model, gone on with your archive
    python scripts/train.py ours.tsv --from models/default --out models/ours --epochs 3 --rate 0.003

Then `align … --model models/ours`. A run that was cut off goes on where it was when it is started again.
Needs scipy, and torch for its fast products: `pip install 'align-tm[dev,hub]'`.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import fields
from pathlib import Path

import numpy as np
from scipy.sparse import csr_array, eye_array
from tokenizers import Tokenizer
from training.card import read_findings, write_card
from training.contrast import Table
from training.course import Recipe, encode, train
from training.folder import read_folder, write_folder
from training.pairs import Corpus, is_dictionary, read_corpus, read_pairs
from training.parts import parts_of
from training.vocabulary import train_vocabulary

from align import embed, scoring
from align.errors import AlignError
from align.text import fold

DATA = Path("../shared/data/parallel")
# How often an epoch shows each file. Statutes and software manuals are many and much alike; United Nations
# texts are few, and what we are for. The older statutes are stale in every seventh pair.
WEIGHTS = {
    "un_documents_2023": 4.0,
    "un_terms": 4.0,
    "sdg_goals_targets_indicators": 4.0,
    "numerals": 4.0,
    "cbd_biosafety_i18n": 2.0,
    "news_commentary_10k": 3.0,
    "tico19_covid": 3.0,
    "china_daily_bilingual": 2.0,
    "translation2019zh_sample": 2.0,
    "tw_moj_law_current": 0.6,
    "tw_moj_law_history_extra": 0.2,
    "tw_moj_law_older_en": 0.0,
    "python_docs": 0.5,
    "kubernetes_docs": 0.5,
    "django_docs": 0.5,
    "tensorflow_docs": 0.5,
}


def main(argv: Sequence[str] | None = None) -> int:
    """Train as the command line says; 0 when the model stands, 2 when it could not be made."""
    options = _options(argv)
    recipe = Recipe(**{field.name: getattr(options, field.name) for field in fields(Recipe)})
    try:
        build(options.pairs, recipe, options)
    except AlignError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


def build(paths: Sequence[Path], recipe: Recipe, options: argparse.Namespace) -> None:
    """Read pairs, make or take a vocabulary, train, and write the model and its card."""
    started = time.monotonic()
    files = sorted(file for path in paths for file in (_inside(path) if path.is_dir() else [path]))
    weights = WEIGHTS | dict(options.weight)
    corpus = read_corpus(files, weights)
    _tell(started, f"{len(corpus.source):,} pairs")
    tokenizer, table = _continued(options.base) if options.base else _fresh(files, corpus, recipe, options)
    as_json = tokenizer.to_str()
    _tell(started, f"{tokenizer.get_vocab_size():,} tokens")
    sides = encode(tokenizer, corpus.source), encode(tokenizer, corpus.target)
    _tell(started, "encoded")

    def report(number: int, steps: int, loss: float) -> None:
        if number % 100 == 0:
            _tell(started, f"step {number:,} of {steps:,}, loss {loss:.4f}")

    checkpoint = options.out.with_name(f".{options.out.name}.checkpoint.npz")
    checkpoint.parent.mkdir(parents=True, exist_ok=True)
    train(table, sides, corpus, recipe, checkpoint, report=report)
    findings = read_findings(options.out)
    write_folder(options.out, as_json, table.tokens())
    checkpoint.unlink(missing_ok=True)
    model = embed.load(str(options.out))
    scores = {_name(file): _score(model, file) for file in options.score}
    minutes = (time.monotonic() - started) / 60
    card = write_card(corpus, recipe, scores, minutes, str(options.base or ""))
    (options.out / "README.md").write_text(card + findings, encoding="utf-8")
    print(card)


def _options(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("pairs", nargs="*", type=Path, default=[DATA], help="files or folders of pairs")
    parser.add_argument("--out", type=Path, default=Path("models/default"), help="folder of the new model")
    parser.add_argument("--from", dest="base", type=Path, help="a model of ours to go on from")
    parser.add_argument("--vocabulary", type=int, default=72_000, help="tokens of a new model")
    parser.add_argument("--weight", action="append", type=_weight, default=[], metavar="NAME=TIMES")
    parser.add_argument("--score", nargs="*", type=Path, default=[], help="pairs to score with, not to train")
    for field in fields(Recipe):
        kind = type(field.default)
        parser.add_argument(f"--{field.name.replace('_', '-')}", type=kind, default=field.default)
    return parser.parse_args(argv)


def _weight(text: str) -> tuple[str, float]:
    name, _, times = text.partition("=")
    return name, float(times)


def _inside(folder: Path) -> list[Path]:
    return [file for file in folder.iterdir() if file.name.endswith((".tsv", ".u8", ".tsv.xz", ".u8.xz"))]


def _name(file: Path) -> str:
    return file.name.partition(".")[0]


def _fresh(
    files: Sequence[Path], corpus: Corpus, recipe: Recipe, options: argparse.Namespace
) -> tuple[Tokenizer, Table]:
    """Return a tokenizer and an untrained table for this corpus."""
    glosses = [(fold(a), fold(b)) for file in files if is_dictionary(file) for a, b in read_pairs(file)]
    headwords = {headword for headword, _ in glosses}
    tokenizer = train_vocabulary(lambda: _texts(corpus, recipe.seed), headwords, options.vocabulary)
    parts = parts_of(tokenizer.get_vocab(), glosses)
    # Untrained tokens stay as they begin, all different: a name never seen still finds itself.
    rng = np.random.default_rng(recipe.seed)
    vectors = rng.standard_normal((parts.shape[1], recipe.dim), np.float32) / 10
    return tokenizer, Table.of(parts, vectors)


def _continued(base: Path) -> tuple[Tokenizer, Table]:
    """Return tokenizer and table of a trained model: its parts are added up, so each token is its own."""
    tokenizer, vectors = read_folder(base)
    return tokenizer, Table.of(csr_array(eye_array(len(vectors), dtype=np.float32)), vectors)


def _texts(corpus: Corpus, seed: int) -> Iterator[str]:
    """Yield both sides' texts as often as an epoch shows them."""
    rng = np.random.default_rng(seed)
    for (begin, end), weight in zip(corpus.spans, corpus.weights, strict=True):
        for pair in range(begin, end):
            for _ in range(int(weight + rng.random())):
                yield corpus.source[pair]
                yield corpus.target[pair]


def _score(model: embed.Embedder, file: Path) -> tuple[float, float]:
    """Return P@1, plain and with margin, on a file of pairs."""
    source, target = zip(*read_pairs(file), strict=True)
    return scoring.retrieval(model.encode(source), model.encode(target))


def _tell(started: float, what: str) -> None:
    print(f"{time.monotonic() - started:6.0f} s  {what}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
