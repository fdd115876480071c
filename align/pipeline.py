"""The whole way, from two files to a bitext, as one short function.

>>> from align.settings import Settings
>>> bitext = align_files("corpora/report/report.en.txt", "corpora/report/report.zh.txt", Settings())
... # doctest: +SKIP
>>> bitext.save("report.bitext.jsonl")  # doctest: +SKIP
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from align import __version__, embed
from align.bitext import Bead, Bitext, Side
from align.clauses import keep_original, shared_out
from align.clients import finished, settled
from align.cognates import WithCognates
from align.document import Block, Document, Segment
from align.errors import LanguageError, ReadError
from align.languages import family, language, same_language
from align.notes import SWAPPED
from align.paragraphs import SUREST_ALONE, ParagraphBead, apart, match, movable_breaks, together
from align.readers import read
from align.readers.masthead import original_of
from align.recognise import tell_apart
from align.remarks import Remark
from align.said import StatedText, check_said
from align.segment import load_rules, segments_of
from align.sentences import ScoredBead, align_sentences, swapped
from align.sentences.breaks import across_breaks, are_like
from align.sentences.omitted import FOUND
from align.settings import Settings
from align.threads import single_threaded
from align.timestamps import given_timestamp, timestamp
from align.unusual import UNTRANSLATED, is_untranslated, left_over
from align.words import say

UNKNOWN = 0.6
"""What remains of a confidence where the model does not know a language: it was measured on others."""


Progress = Callable[[str], None]
"""Called with the name of each step as it begins."""


def align_files(
    original: str | Path,
    translation: str | Path,
    settings: Settings | None = None,
    *,
    progress: Progress = lambda step: None,
) -> Bitext:
    """Align two versions of a document.

    Raises:
        ReadError: a file cannot be read, or both are the same file.
        LanguageError: both are in one language, or a language is not recognised.
        NothingInCommonError: they do not translate one another.
        SettingsError: a language code, a rule file or a model that cannot be used.
    """
    settings = settings or Settings()
    _check_two_files(Path(original), Path(translation))
    progress(say("reading {file}", file=Path(original).name))
    source = read(original)
    progress(say("reading {file}", file=Path(translation).name))
    target = read(translation)
    return align_documents(source, target, settings, progress=progress)


def align_documents(
    source: Document,
    target: Document,
    settings: Settings | None = None,
    *,
    progress: Progress = lambda step: None,
) -> Bitext:
    """Align two documents that were read before; the source is the original.

    Raises:
        LanguageError, NothingInCommonError, SettingsError: as `align_files`.
    """
    settings = settings or Settings()
    return aligned(matched(source, target, settings, progress=progress), settings, progress=progress)


@dataclass(frozen=True, slots=True)
class Matched:
    """Two documents whose paragraphs are matched, and whose sentences are still to be aligned."""

    source: Document
    """Cut where the other version has its items apart, and so perhaps in more blocks than were read."""
    target: Document
    paragraphs: Sequence[ParagraphBead]
    embedder: embed.Embedder
    known: bool
    """Whether the model knows both languages."""


@single_threaded
def matched(
    source: Document, target: Document, settings: Settings, *, progress: Progress = lambda step: None
) -> Matched:
    """Match the paragraphs of two documents; arguments and errors as for `align_documents`."""
    source, target = _with_languages(source, target, settings)
    _check_languages(source, target)
    source = _if_original(source, target, progress)
    source = _if_one_document(source, target, progress)
    progress(say("loading the model"))
    embedder = embed.load(settings.model)
    source, target = (_told(document, embedder, progress) for document in (source, target))
    known = all(embed.knows(embedder, document.language) for document in (source, target))
    if not known:  # one that does not add up cannot be helped by what is alike: the packaged one can
        base = embedder if embed.is_additive(embedder) else embed.packaged()
        embedder = WithCognates(base, *([part.text for part in d.parts] for d in (source, target)))
    progress(say("matching paragraphs"))
    paragraphs = match(source, target, embedder, settings)
    return Matched(*apart(source, target, paragraphs, embedder), embedder, known)


@single_threaded
def aligned(documents: Matched, settings: Settings, *, progress: Progress = lambda step: None) -> Bitext:
    """Align the sentences of two documents whose paragraphs are matched."""
    source, target = documents.source, documents.target
    settings = settled(settings)
    progress(say("aligning sentences"))
    if settings.level == "paragraph":
        beads = _paragraph_beads(source, target, documents.paragraphs)
    else:
        beads = _sentence_beads(documents, settings)
    # A translator's tool shows a text whatever it says, and fills it with itself.
    held = beads if settings.client else left_over(beads, (source.language, target.language))
    bitext = Bitext(
        source=_side(source),
        target=_side(target),
        beads=tuple(_doubted(bead, documents.known) for bead in held),
        level=settings.level,
        recipe={"version": __version__} | settings.signature(),
        created=given_timestamp() or timestamp(),
    )
    return finished(bitext, settings, documents.embedder)


def _doubted(bead: Bead, known: bool) -> Bead:
    """Return a bead no surer than is what the model does not know, or what is not translated."""
    most = UNTRANSLATED if is_untranslated(bead) else 1.0
    share = 1.0 if known else UNKNOWN
    return bead if known and bead.score <= most else replace(bead, score=min(share * bead.score, most))


def _check_two_files(original: Path, translation: Path) -> None:
    if original.exists() and translation.exists() and original.samefile(translation):
        raise ReadError(
            say("the original and the translation are the same file"),
            where=str(original),
            mend=say("name the two language versions"),
        )


def _with_languages(source: Document, target: Document, named: Settings) -> tuple[Document, Document]:
    """Return the documents in the languages that were named, else in those that both together show."""
    codes = named.source_language or source.language, named.target_language or target.language
    sides = ((source, named.source_language, "--from"), (target, named.target_language, "--to"))
    check_said([StatedText(_texts(d), said, d.language, d.path, option) for d, said, option in sides])
    sure = bool(named.source_language), bool(named.target_language)
    if all(codes) and same_language(*codes) and not all(sure):
        one, other = ("\n".join(_texts(document)) for document in (source, target))
        codes = tell_apart(one, other, codes[0], sure=sure)
    return replace(source, language=codes[0]), replace(target, language=codes[1])


def _texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks]


def _check_languages(source: Document, target: Document) -> None:
    for document, option in ((source, "--from"), (target, "--to")):
        if not document.language:
            raise LanguageError(
                say("the language is not recognised"),
                where=document.path,
                mend=say("name it with {option}", option=option),
            )
    if same_language(source.language, target.language):
        raise LanguageError(
            say("both documents are in one language, {language}", language=source.language),
            where=f"{source.path}, {target.path}",
            mend=say("name two language versions, or the languages with --from and --to"),
        )


def _if_original(source: Document, target: Document, progress: Progress) -> Document:
    """Return the source with a remark where the mastheads call the target the original."""
    named = {original_of(document.blocks) for document in (source, target)} - {""}
    if named != {family(target.language)}:
        return source
    remark = Remark("other-original", {"language": language(target.language).name})
    return _remarked(source, remark, progress)


def _if_one_document(source: Document, target: Document, progress: Progress) -> Document:
    """Return the source with a remark where the symbols are those of two documents."""
    ours, theirs = ("".join(document.symbol.casefold().split()) for document in (source, target))
    if ours.startswith(theirs) or theirs.startswith(ours):  # one may lack the name of its part
        return source
    remark = Remark("other-symbol", {"symbol": source.symbol, "other": target.symbol})
    return _remarked(source, remark, progress)


def _told(document: Document, embedder: embed.Embedder, progress: Progress) -> Document:
    """Return the document with a remark where the model does not know its language."""
    if embed.knows(embedder, document.language):
        return document
    remark = Remark("language-not-known", {"language": language(document.language).name})
    return _remarked(document, remark, progress)


def _remarked(document: Document, remark: Remark, progress: Progress) -> Document:
    """Return the document with one more remark, said at once."""
    progress(remark.said())
    return replace(document, remarks=(*document.remarks, remark))


def _side(document: Document) -> Side:
    return Side(document.language, document.path, document.symbol, document.date, document.remarks)


def _paragraph_beads(
    source: Document, target: Document, paragraphs: Iterable[ParagraphBead]
) -> tuple[Bead, ...]:
    """Make a bead of every paragraph bead, its segments whole blocks."""
    return tuple(
        Bead(_whole(source.parts, bead.source), _whole(target.parts, bead.target), bead.score, bead.why)
        for bead in paragraphs
        if any(source.parts[i].text for i in bead.source) or any(target.parts[i].text for i in bead.target)
    )


def _whole(parts: Sequence[Block], chosen: Iterable[int]) -> tuple[Segment, ...]:
    blocks = ((i, parts[i]) for i in chosen if parts[i].text)
    return tuple(Segment(b.text, i, 0, len(b.text), b.kind, b.number, b.page, b.notes) for i, b in blocks)


def _sentence_beads(documents: Matched, settings: Settings) -> tuple[Bead, ...]:
    """Align the sentences inside each paragraph bead.

    The segments are laid out in the order of the paragraph beads, so that a bead is one rectangle of
    both rows even where paragraphs were moved.
    """
    source, target, paragraphs = documents.source, documents.target, documents.paragraphs
    embedder = documents.embedder
    sources, source_fences = _rows(source, [bead.source for bead in paragraphs], settings)
    targets, target_fences = _rows(target, [bead.target for bead in paragraphs], settings)
    fences = list(zip(source_fences, target_fences, strict=True))
    texts, translations = [s.text for s in sources], [s.text for s in targets]
    inside = list(_by_fence(align_sentences(texts, translations, embedder, settings, fences), fences))
    movable = movable_breaks(source, target, paragraphs)
    if not documents.known:  # where sentences cannot be read, they move no break of the paragraphs
        movable = [False] * len(movable)
    groups = across_breaks(inside, fences, movable, (texts, translations), embedder, settings)
    flat = [bead for _, own in groups for bead in own]
    crossed = {i for pair in swapped(flat, texts, translations, embedder) for i, _ in pair}
    beads = []
    for group, own in groups:
        paragraph = together(paragraphs[group.start : group.stop])
        most = _most_alone(own, paragraph, texts, translations, embedder) if documents.known else 1.0
        made = [
            Bead(
                tuple(sources[i] for i in bead.source),
                tuple(targets[j] for j in bead.target),
                _confidence(bead, paragraph, most),
                paragraph.why,
                note=str(SWAPPED) if crossed.intersection(bead.source) else "",
            )
            for bead in own
        ]
        beads += _shared_out(made, paragraph, embedder, settings)
    return keep_original(beads, embedder) if settings.keep_original else tuple(beads)


def _most_alone(
    beads: Sequence[ScoredBead],
    paragraph: ParagraphBead,
    texts: Sequence[str],
    translations: Sequence[str],
    embedder: embed.Embedder,
) -> float:
    """Return the greatest confidence of a paragraph that is one sentence with one: it had no choice.

    Where both say little of one another, and have no number together, it is no surer than the paragraphs, and
    where these were put together for their place alone, no surer than what was left over side by side.
    """
    if len(beads) != 1 or not len(beads[0].source) == len(beads[0].target) == 1 or paragraph.why == "number":
        return 1.0
    most = min(paragraph.score, FOUND) if paragraph.why == "structure" else paragraph.score
    pair = texts[beads[0].source[0]], translations[beads[0].target[0]]
    if most >= beads[0].score or not all(any(map(str.isalpha, text)) for text in pair):
        return 1.0
    return 1.0 if are_like(*pair, embedder) else most


def _confidence(bead: ScoredBead, paragraph: ParagraphBead, most: float) -> float:
    """Return how sure a bead is, `most` at most; of one without partner, that nothing answers to it."""
    if bead.source and bead.target:
        return min(bead.score, most)
    alone = not paragraph.source or not paragraph.target
    return min(paragraph.score if alone else bead.score, SUREST_ALONE)


def _by_fence(
    aligned: Iterable[ScoredBead], fences: Sequence[tuple[range, range]]
) -> Iterator[list[ScoredBead]]:
    """Yield the beads of each fence."""
    beads = deque(aligned)
    for rows, columns in fences:
        own = []
        while beads and (_is_inside(beads[0], rows, columns)):
            own.append(beads.popleft())
        yield own


def _is_inside(bead: ScoredBead, rows: range, columns: range) -> bool:
    return bead.source[0] in rows if bead.source else bead.target[0] in columns


def _shared_out(
    beads: list[Bead], paragraph: ParagraphBead, embedder: embed.Embedder, settings: Settings
) -> list[Bead]:
    """Return the beads of a paragraph; one sentence that answers to more than a bead holds is shared out."""
    source = tuple(segment for bead in beads for segment in bead.source)
    target = tuple(segment for bead in beads for segment in bead.target)
    counts = sorted((len(source), len(target)))
    if counts[0] != 1 or counts[1] <= settings.max_bead:
        return beads
    return shared_out(Bead(source, target, paragraph.score, paragraph.why), embedder)


def _rows(
    document: Document, groups: Iterable[tuple[int, ...]], settings: Settings
) -> tuple[list[Segment], list[range]]:
    """Cut a document into segments, group by group, and return the range that each group covers."""
    by_part: dict[int, list[Segment]] = {}
    for one in segments_of(document, load_rules(settings, document.language)):
        by_part.setdefault(one.part, []).append(one)
    row: list[Segment] = []
    fences = []
    for group in groups:
        begin = len(row)
        row.extend(one for part in group for one in by_part.get(part, ()))
        fences.append(range(begin, len(row)))
    return row, fences
