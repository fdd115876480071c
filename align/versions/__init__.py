"""The language versions of a document, each aligned with a pivot, and all joined into one multitext.

>>> bitexts = align_versions(["report.en.docx", "report.fr.docx", "report.ar.docx"])  # doctest: +SKIP
>>> joined(bitexts).languages  # doctest: +SKIP
('en', 'fr', 'ar')

Each of six versions aligned with each other would cost fifteen alignments, and they would contradict one
another; with a pivot there are five, and each stays as it is, to be looked at and mended by a person.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations
from pathlib import Path

from align import clients
from align.bitext import Bitext
from align.clauses import keep_original
from align.clients import settled
from align.document import Document
from align.embed import load
from align.errors import LanguageError, NothingInCommonError, ReadError, SettingsError
from align.languages import ORIGINAL, normal_code, same_language
from align.pipeline import Matched, Progress, aligned, matched
from align.readers import read
from align.recognise import tell_apart
from align.said import StatedText, check_said
from align.settings import Settings, checked_code
from align.versions.joining import joined
from align.versions.omissions import uncovered
from align.versions.places import in_reading_order
from align.words import listed, say

__all__ = ["align_versions", "cut_alike", "finished", "fitted", "joined", "unfitted", "with_pivot"]


def align_versions(
    paths: Sequence[str | Path],
    settings: Settings | None = None,
    *,
    pivot: str = "",
    languages: Sequence[str] = (),
    progress: Progress = lambda step: None,
) -> list[Bitext]:
    """Align each version of a document with the pivot, which is the source of all the bitexts.

    Args:
        paths: a file a language.
        settings: as for `align_files`; the languages in it do not count.
        pivot: language of the version that the others are aligned with; default: English, and where no
            version is in English, the language of the first.
        languages: of the files, in their order; default: recognised.
        progress: called with the name of each step as it begins.

    Raises:
        ReadError: a file cannot be read, or is named twice.
        LanguageError: two files are in one language, a language is not recognised, or none is the pivot's.
        NothingInCommonError: a version does not translate the pivot.
        SettingsError: a language code, a rule file or a model that cannot be used.
    """
    settings = replace(settings or Settings(), source_language="", target_language="")
    whole = replace(settings, keep_original=False)  # a translation is cut where no sentence is left out
    _check_files(paths, languages)
    documents = []
    for path in paths:
        progress(say("reading {file}", file=Path(path).name))
        documents.append(read(path))
    documents = _in_their_languages(documents, [checked_code(code) for code in languages])
    first = _pivot(documents, checked_code(pivot))
    others = [document for document in documents if document is not first]
    found = _matched_alike(first, others, whole, progress)
    return finished([aligned(each, whole, progress=progress) for each in found], settings)


def finished(bitexts: Sequence[Bitext], settings: Settings) -> list[Bitext]:
    """Return bitexts of one pivot as all of them together show that they should be.

    Args:
        bitexts: as `aligned` makes them, with `keep_original` off; those that cut the pivot alike.
        settings: of their alignment.
    """
    if settings.level != "sentence":
        return list(bitexts)
    embedder = load(settings.model)
    bitexts = uncovered(bitexts, embedder)
    if not settings.keep_original:
        return bitexts
    return [
        replace(b, beads=keep_original(b.beads, embedder), recipe=b.recipe | settings.signature())
        for b in bitexts
    ]


def fitted(bitext: Bitext, settings: Settings) -> Bitext:
    """Return two of the languages as `align_files` would hand them to a CAT tool: cut as the tool cuts.

    Args:
        bitext: of a multitext that was aligned by `unfitted` settings.
        settings: with the tool.

    Raises:
        ReadError: one of its files is no longer there.
    """
    done = clients.finished(bitext, settled(settings), load(settings.model))
    return replace(done, recipe=done.recipe | settings.signature())


def unfitted(settings: Settings) -> Settings:
    """Return the settings without the tool, but with its rules for where sentences end."""
    return replace(settled(settings), client="", codes=False)


def _matched_alike(
    pivot: Document, others: Sequence[Document], settings: Settings, progress: Progress
) -> list[Matched]:
    """Match each version with the pivot, whose blocks are cut alike for all.

    A list in one block is taken apart where one version has its items apart. Then it is apart for all others
    too, which are matched with it once more: else its items would stand in units of their own in one
    language, and in one unit in the next.
    """
    found = [matched(pivot, document, settings, progress=progress) for document in others]
    while (finest := max((each.source.blocks for each in found), key=len)) != pivot.blocks:
        pivot = replace(pivot, blocks=finest)  # its remarks are of one version alone
        found = [
            each if each.source.blocks == finest else matched(pivot, document, settings)
            for each, document in zip(found, others, strict=True)
        ]
    return found


def cut_alike(bitexts: Sequence[Bitext]) -> bool:
    """Tell whether bitexts that were made one by one cut their pivot in the same places.

    Then `align_versions` would have made the same of their files, but for what `finished` does.
    """
    cuts = [[(s.part, s.start, s.end) for _, _, s in in_reading_order(bitext)] for bitext in bitexts]
    return all(cut == cuts[0] for cut in cuts)


def with_pivot(bitexts: Sequence[Bitext], pivot: str = "") -> list[Bitext]:
    """Return bitexts that were aligned before, turned so that the pivot is the source of each.

    Args:
        bitexts: of one document, a pair of languages each.
        pivot: its language; default: the one that all share, English before others.

    Raises:
        LanguageError: they share no such language, or two are of one pair.
        NothingInCommonError: the text in that language is not the same in all: they are of several documents.
    """
    shared = [code for code in _codes(bitexts[0]) if all(_has(bitext, code) for bitext in bitexts)]
    fitting = [code for code in shared if not pivot or same_language(code, pivot)]
    if not fitting:
        pairs = listed(f"{source}–{target}" for source, target in map(_codes, bitexts))
        raise LanguageError(say("the bitexts share no language as pivot: {pairs}", pairs=pairs),
                            mend=say("align each version with the same one"))  # fmt: skip
    code = min(fitting, key=lambda code: not same_language(code, ORIGINAL))
    turned = [b if same_language(b.source.language, code) else b.swapped() for b in bitexts]
    _check_languages([(bitext.target.path, bitext.target.language) for bitext in turned])
    _check_pivots(turned)
    return turned


def _check_pivots(bitexts: Sequence[Bitext]) -> None:
    """Make sure that all bitexts are of one document: at least half of their text in the pivot is the same.

    They may cut it in different places, and a review may have corrected it in one of them.
    """
    first, *others = map(_shingles, bitexts)
    for bitext, held in zip(bitexts[1:], others, strict=True):
        if 2 * len(first & held) < min(len(first), len(held)):
            raise NothingInCommonError(
                say("the text in {code} is another than in the first bitext", code=bitext.source.language),
                where=f"{bitext.source.path}, {bitext.target.path}",
                mend=say("name the bitexts of one document"),
            )


def _shingles(bitext: Bitext) -> set[str]:
    """Return every run of eight characters of a bitext's source, blanks aside."""
    text = "".join("".join(segment.text.split()) for bead in bitext.beads for segment in bead.source)
    return {text[start : start + 8] for start in range(max(1, len(text) - 7))}


def _codes(bitext: Bitext) -> tuple[str, str]:
    return normal_code(bitext.source.language), normal_code(bitext.target.language)


def _has(bitext: Bitext, code: str) -> bool:
    return any(same_language(code, each) for each in _codes(bitext))


def _check_files(paths: Sequence[str | Path], languages: Sequence[str]) -> None:
    if len(paths) < 2:
        raise ReadError(say("only one file"), where=listed(map(str, paths)),
                        mend=say("name a file a language, two or more"))  # fmt: skip
    if languages and len(languages) != len(paths):
        raise SettingsError(
            say("{n} languages for {files} files", n=len(languages), files=len(paths)),
            mend=say("name the language of each, in the order of the files"),
        )
    for one, other in combinations(map(Path, paths), 2):
        if one.exists() and other.exists() and one.samefile(other):
            raise ReadError(say("the file is named twice"), where=str(one), mend=say("name it once"))


def _in_their_languages(documents: Sequence[Document], named: Sequence[str]) -> list[Document]:
    """Return the documents in the languages that were named, else in those that all together show."""
    if named:
        check_said(
            [
                StatedText([block.text for block in d.blocks], code, d.language, d.path, "--languages")
                for d, code in zip(documents, named, strict=True)
            ]
        )
        found = [replace(d, language=code or d.language) for d, code in zip(documents, named, strict=True)]
    else:
        found = list(documents)
        for i, k in combinations(range(len(found)), 2):
            if found[i].language and same_language(found[i].language, found[k].language):
                one, other = ("\n".join(block.text for block in found[n].blocks) for n in (i, k))
                codes = tell_apart(one, other, found[i].language, sure=(False, False))
                found[i], found[k] = (
                    replace(found[n], language=code) for n, code in zip((i, k), codes, strict=True)
                )
    _check_languages([(document.path, document.language) for document in found])
    return found


def _check_languages(found: Sequence[tuple[str, str]]) -> None:
    """Refuse versions of which two are in one language."""
    for path, code in found:
        if not code:
            raise LanguageError(say("the language is not recognised"), where=path,
                                mend=say("name it with {option}", option="--languages"))  # fmt: skip
    for (one, code), (other, same) in combinations(found, 2):
        if same_language(code, same):
            raise LanguageError(
                say("both documents are in one language, {language}", language=code),
                where=f"{one}, {other}",
                mend=say("name one file a language, or the languages with --languages"),
            )


def _pivot(documents: Sequence[Document], named: str) -> Document:
    """Return the version that the others are aligned with."""
    for code in (named,) if named else (ORIGINAL, documents[0].language):
        found = [document for document in documents if same_language(document.language, code)]
        if found:
            return found[0]
    raise LanguageError(
        say("no version is in {language}, the pivot", language=named),
        mend=say("it is in {languages}", languages=listed(document.language for document in documents)),
    )
