"""Train an embedding model from pairs of sentences: one command, from texts to a folder `align` can use.

    # the packaged model, from ../shared/data/parallel and the model of two languages before it
    python scripts/train.py --from models/before --vocabulary 97000
    # a model of your own archive, one zh<TAB>en a line (en<TAB>fr in NAME.en-fr.tsv, and so on)
    python scripts/train.py ours.tsv --out models/ours
    # the packaged model, gone on with your archive
    python scripts/train.py ours.tsv --from models/default --out models/ours --epochs 3 --rate 0.003

Then `align … --model models/ours`. A run that was cut off goes on where it was when it is started again.
Needs scipy, and torch for its fast products: `pip install 'align-tm[dev,hub,use]'`.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import fields
from pathlib import Path

import numpy as np
from scipy.sparse import block_diag, csr_array, eye_array
from tokenizers import Tokenizer
from training.card import read_findings, write_card
from training.contrast import Table
from training.course import Recipe, encode, train
from training.folder import read_folder, write_folder
from training.pairs import BRIDGES, Corpus, is_dictionary, read_corpus, read_pairs
from training.parts import parts_of
from training.teacher import Taught, first_vectors, lessons_of, sentences_of, teach, words_of
from training.vocabulary import Vocabulary, train_vocabulary

from align import embed, scoring
from align.errors import AlignError, MissingError
from align.text import fold

DATA = Path("../shared/data/parallel")
WITHOUT = Path("../shared/data/eval")
TOKENS = 97_000
"""Tokens of a new model: with 384 bytes for each, what 40 MB hold."""
# How often an epoch shows each file. Statutes and software manuals are many and much alike; United Nations
# texts are few, and what we are for. The older statutes are stale in every seventh pair.
WEIGHTS = {
    "un_documents_2023": 4.0,
    "un_terms": 4.0,
    "unbis_terms": 2.0,
    "sdg_goals_targets_indicators": 4.0,
    "sdg": 4.0,
    "numerals": 2.0,
    "cbd_biosafety_i18n": 2.0,
    "cbd_biosafety_i18n.en-ar": 0.5,  # every fifth row says the opposite
    "news_commentary_10k": 3.0,
    "tico19_covid": 3.0,
    "tico19": 3.0,
    "china_daily_bilingual": 2.0,
    "translation2019zh_sample": 2.0,
    "public_signs_terms_liwu": 0.0,  # nobody knows its licence
    "cedict_ts": 0.7,
    "msctd_subtitles": 0.7,
    "tw_moj_law_current": 0.4,
    "tw_moj_law_history_extra": 0.1,
    "tw_moj_law_older_en": 0.0,
    "ca_law_200k": 0.35,
    "ms_dynamics365_docs": 0.25,
    "ms_dynamics365_docs.en-zh": 0.1,
    "php_manual": 0.3,
    "python_docs": 0.3,
    "kubernetes_docs": 0.3,
    "kubernetes_docs.en-ru": 0.5,
    "django_docs": 0.3,
    "tensorflow_docs": 0.5,
    "bridges": 0.4,
}
# How many English sentences of each file the teacher reads: those most like our readers' texts, and of each
# kind some, so that the map from its vectors to ours holds for all.
LESSONS = {
    "un_documents_2023": 9_999,
    "un_terms": 999,
    "unbis_terms": 9_999,
    "sdg_goals_targets_indicators": 9_999,
    "sdg": 9_999,
    "tico19": 9_999,
    "tico19_covid": 9_999,
    "news_commentary_10k": 6_000,
    "cbd_biosafety_i18n": 3_000,
    "ms_dynamics365_docs.en-ru": 7_000,
    "ca_law_200k": 5_000,
    "tw_moj_law_current": 4_000,
    "tw_moj_law_titles": 1_500,
    "translation2019zh_sample": 3_000,
    "xquad": 2_000,
    "country_language_names": 2_000,
    "tatoeba_challenge": 1_500,
    "china_daily_bilingual": 1_000,
    "numerals": 400,
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
    without = sorted(options.without.iterdir()) if options.without.is_dir() else []
    corpus = read_corpus(files, WEIGHTS | dict(options.weight), without, recipe.run)
    _tell(started, f"{len(corpus.source):,} pairs")
    tokenizer, table, taught = _beginning(files, corpus, recipe, options)
    as_json = tokenizer.to_str()
    _tell(started, f"{tokenizer.get_vocab_size():,} tokens")
    sides = encode(tokenizer, corpus.source), encode(tokenizer, corpus.target)
    lessons = taught and lessons_of(taught, corpus, sides, tokenizer)
    _tell(started, "encoded")

    def report(number: int, steps: int, loss: float) -> None:
        if number % 100 == 0:
            _tell(started, f"step {number:,} of {steps:,}, loss {loss:.4f}")

    checkpoint = options.out.with_name(f".{options.out.name}.checkpoint.npz")
    checkpoint.parent.mkdir(parents=True, exist_ok=True)
    train(table, sides, corpus, recipe, lessons, checkpoint, report=report)
    findings = read_findings(options.out)
    known = {code for pair in corpus.languages for code in pair}
    write_folder(options.out, as_json, table.tokens()[: tokenizer.get_vocab_size()], known)
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
    parser.add_argument("--vocabulary", type=int, help="tokens of a new model; with --from: make them anew")
    parser.add_argument(
        "--without", type=Path, default=WITHOUT, help="folder of texts that must not be learnt"
    )
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


def _beginning(
    files: Sequence[Path], corpus: Corpus, recipe: Recipe, options: argparse.Namespace
) -> tuple[Tokenizer, Table, Taught | None]:
    """Return the tokens, where they begin, and what the teacher says."""
    if options.base and not options.vocabulary:
        tokenizer, vectors = read_folder(options.base)
        return tokenizer, Table.of(csr_array(eye_array(len(vectors), dtype=np.float32)), vectors), None
    glosses = [(fold(a), fold(b)) for file in files if is_dictionary(file) for a, b in read_pairs(file)]
    headwords = {headword for headword, _ in glosses}
    vocabulary = train_vocabulary(lambda: _texts(corpus), headwords, options.vocabulary or TOKENS)
    parts = parts_of(vocabulary.tokenizer.get_vocab(), vocabulary.languages, glosses)
    taught = _taught(vocabulary, corpus, recipe) if recipe.taught else None
    table = _table(parts, vocabulary, taught, recipe, options.base)
    return vocabulary.tokenizer, table, taught


def _taught(vocabulary: Vocabulary, corpus: Corpus, recipe: Recipe) -> Taught | None:
    """Return what the teacher says, or nothing where it is not installed."""
    try:
        return teach(words_of(vocabulary), sentences_of(corpus, LESSONS, recipe.seed))
    except MissingError as error:
        print(f"without a teacher: {error}", file=sys.stderr)
        return None


def _table(
    parts: csr_array, vocabulary: Vocabulary, taught: Taught | None, recipe: Recipe, base: Path | None
) -> Table:
    """Return the features' vectors where they begin: after the base, and after the teacher's dimensions."""
    rng = np.random.default_rng(recipe.seed)
    tokens, features = parts.shape
    # Untrained tokens stay as they begin, all different: a name never seen still finds itself.
    vectors = rng.standard_normal((features, recipe.dim), np.float32) / 10
    size = taught.vectors.shape[1] if taught else 0
    lens = rng.standard_normal((size, recipe.dim), np.float32) / 2
    if base and taught:
        vectors[:] = 0  # the parts begin as nothing, so that a known token begins as it was
        vectors[:tokens], lens = first_vectors(vocabulary, read_folder(base), taught, recipe.seed)
    joined = csr_array(block_diag([parts, eye_array(size, dtype=np.float32)], format="csr"))
    return Table.of(joined, np.concatenate([vectors, lens]))


def _texts(corpus: Corpus) -> Iterator[tuple[str, str, float]]:
    """Yield language, text and weight of all texts, of a large file every fourth."""
    for name, languages, (begin, end), weight in zip(
        corpus.names, corpus.languages, corpus.spans, corpus.weights, strict=True
    ):
        every = 4 if end - begin > 20_000 else 1
        for pair in () if name.startswith(BRIDGES) else range(begin, end, every):
            yield languages[0], corpus.source[pair], weight * every
            yield languages[1], corpus.target[pair], weight * every


def _score(model: embed.Embedder, file: Path) -> tuple[float, float]:
    """Return P@1, plain and with margin, on a file of pairs."""
    source, target = zip(*read_pairs(file), strict=True)
    return scoring.retrieval(model.encode(source), model.encode(target))


def _tell(started: float, what: str) -> None:
    print(f"{time.monotonic() - started:6.0f} s  {what}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
