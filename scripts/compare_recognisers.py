"""Compare libraries that recognise languages on short lines: accuracy, size, time to load, speed.

    python scripts/compare_recognisers.py ../shared/data

The lines are UN sentences and headings in six languages, everyday sentences, and for other languages the
messages of the programs on this machine. What it printed decided for the library of `align.recognise`.
"""

from __future__ import annotations

import gettext
import lzma
import random
import resource
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path

LINES = 1000
"""Lines of each language and kind."""
OURS = ("en", "fr", "es", "ru", "ar", "zh")
OTHERS = ("de", "it", "pt", "nl", "sv", "pl", "uk", "ja", "ko", "tr", "cs", "vi")


def main(data: Path) -> None:
    """Print a line a library, kind and restriction."""
    kinds = {
        "UN sentences": _un(data),
        "UN headings": _terms(data),
        "everyday": _tatoeba(data),
        "messages": _messages(),
    }
    for name, load in (("py3langid", _py3langid), ("lingua", _lingua), ("lingua, low accuracy", _lingua_low)):
        before, began = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.perf_counter()
        recognise = load(None)
        recognise("A commented sentence.")
        spent, held = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        print(f"{name}: loaded in {spent:.2f} s, {(held - before) / 1024:.0f} MB more")
        for among in (None, OURS):
            recognise = load(among)
            for kind, lines in kinds.items():
                kept = {code: texts for code, texts in lines.items() if not among or code in among}
                print(f"  {'any language' if not among else 'of the six'}, {kind}: {_score(recognise, kept)}")


def _score(recognise: Callable[[str], str], lines: dict[str, list[str]]) -> str:
    began, right, wrong = time.perf_counter(), Counter[str](), Counter[str]()
    for code, texts in lines.items():
        for text in texts:
            found = recognise(text)
            right[code] += found == code
            wrong[f"{code}>{found}"] += found != code
    total, spent = sum(map(len, lines.values())), time.perf_counter() - began
    each = " ".join(f"{code} {100 * right[code] / len(texts):.1f}" for code, texts in lines.items())
    worst = ", ".join(f"{pair} {count}" for pair, count in wrong.most_common(4))
    return f"{100 * right.total() / total:.2f} % ({each}); {total / spent:.0f} lines/s; {worst}"


def _py3langid(among: Iterable[str] | None) -> Callable[[str], str]:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages(among)
    return lambda text: str(identifier.classify(text)[0])


def _lingua(among: Iterable[str] | None, *, low: bool = False) -> Callable[[str], str]:
    from lingua import IsoCode639_1, LanguageDetectorBuilder

    codes = [getattr(IsoCode639_1, code.upper()) for code in among or ()]
    builder = (
        LanguageDetectorBuilder.from_iso_codes_639_1(*codes)
        if codes
        else LanguageDetectorBuilder.from_all_languages()
    )
    detector = (builder.with_low_accuracy_mode() if low else builder).build()

    def recognise(text: str) -> str:
        found = detector.detect_language_of(text)
        return found.iso_code_639_1.name.lower() if found else ""

    return recognise


def _lingua_low(among: Iterable[str] | None) -> Callable[[str], str]:
    return _lingua(among, low=True)


def _un(data: Path) -> dict[str, list[str]]:
    rows = (line.split("\t") for line in _lines(data / "eval" / "unpc_dev.6way.tsv.xz"))
    head = next(rows)
    sides = zip(*rows, strict=True)
    return {code: _sample(side) for code, side in zip(head, sides, strict=True)}


def _terms(data: Path) -> dict[str, list[str]]:
    return _pairs(data, "unbis_terms")


def _tatoeba(data: Path) -> dict[str, list[str]]:
    return _pairs(data, "tatoeba_challenge")


def _pairs(data: Path, name: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for code in ("fr", "es", "ru", "ar"):
        rows = [line.split("\t") for line in _lines(data / "parallel" / f"{name}.en-{code}.tsv.xz")]
        found.setdefault("en", _sample(row[0] for row in rows))
        found[code] = _sample(row[1] for row in rows if len(row) > 1)
    return found


def _messages() -> dict[str, list[str]]:
    """Return the messages of installed programs; texts that two languages share are left out."""
    said: dict[str, set[str]] = defaultdict(set)
    names = {"pt_BR": "pt", "zh_CN": "zh"} | {code: code for code in (*OURS[1:], *OTHERS)}
    for folder in Path("/usr/share/locale").iterdir():
        for path in (folder / "LC_MESSAGES").glob("*.mo") if folder.name in names else ():
            if path.name.startswith("iso_"):
                continue
            with path.open("rb") as file, suppress(UnicodeDecodeError, OSError):
                texts = gettext.GNUTranslations(file)._catalog.values()  # type: ignore[attr-defined]
                said[names[folder.name]].update(
                    t for t in texts if 20 < len(t) < 120 and "\n" not in t and "%" not in t
                )
    counts = Counter(text for texts in said.values() for text in texts)
    return {code: _sample(sorted(t for t in texts if counts[t] == 1)) for code, texts in sorted(said.items())}


def _lines(path: Path) -> Iterator[str]:
    with lzma.open(path, "rt", encoding="utf-8") as file:
        yield from (line.rstrip("\n") for line in file)


def _sample(texts: Iterable[str]) -> list[str]:
    kept = sorted({text for text in texts if sum(map(str.isalpha, text)) > 3})
    return random.Random(1).sample(kept, min(LINES, len(kept)))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
