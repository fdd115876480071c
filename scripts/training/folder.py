"""Trained vectors as a sentence-transformers folder, and back."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file, save_file
from tokenizers import Tokenizer

_MODULES = [
    ("0", "", "sentence_transformers.models.StaticEmbedding"),
    ("1", "1_Normalize", "sentence_transformers.models.Normalize"),
]


def write_folder(
    folder: Path, tokenizer_json: str, vectors: NDArray[np.float32], languages: Iterable[str] = ()
) -> None:
    """Write a model, one byte a number with a scale a token, and put it in its place when it is whole.

    Args:
        folder: where it is to stand; what stands there is replaced.
        tokenizer_json: the tokenizer with its normaliser.
        vectors: (tokens, dim).
        languages: main codes of those it was trained on: of others `align` says that it does not know them.
    """
    beside = folder.with_name(f".{folder.name}.part")
    shutil.rmtree(beside, ignore_errors=True)
    (beside / _MODULES[1][1]).mkdir(parents=True)
    scales = np.maximum(np.abs(vectors).max(axis=1), 1e-9).astype(np.float32) / 127
    numbers = np.rint(vectors / scales[:, None]).astype(np.int8)
    save_file({"embeddings": numbers, "weights": scales}, beside / "model.safetensors")
    (beside / "model.safetensors").chmod(0o644)
    (beside / "tokenizer.json").write_text(tokenizer_json, encoding="utf-8")
    modules = [{"idx": i, "name": n, "path": p, "type": t} for i, (n, p, t) in enumerate(_MODULES)]
    _write_json(beside / "modules.json", modules)
    # Ours are "fold" (by align.text.fold, Traditional characters among them) and "languages".
    settings = {"model_type": "SentenceTransformer", "similarity_fn_name": "cosine", "fold": True}
    settings |= {"languages": sorted(languages)} if languages else {}
    _write_json(beside / "config_sentence_transformers.json", settings)
    _swap(beside, folder)


def read_folder(folder: Path) -> tuple[Tokenizer, NDArray[np.float32]]:
    """Return tokenizer and vectors (tokens, dim) of a model that `write_folder` wrote."""
    tensors = load_file(folder / "model.safetensors")
    vectors = tensors["embeddings"] * tensors["weights"][:, None]
    return Tokenizer.from_file(str(folder / "tokenizer.json")), vectors.astype(np.float32)


def _swap(beside: Path, folder: Path) -> None:
    old = folder.with_name(f".{folder.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if folder.exists():
        folder.rename(old)
    beside.rename(folder)
    shutil.rmtree(old, ignore_errors=True)


def _write_json(path: Path, content: object) -> None:
    path.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
