"""What looks wrong in a document that was read, whatever its format: each check yields remarks.

What a check finds may be in the file itself, as a number that its author left out, or come from the reading,
as words that a PDF prints without spaces. Both are worth a look before sentences are aligned.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from align.document import Block, Document
from align.languages import LANGUAGES, family, language
from align.numbering import Key, key_of
from align.recognise import language_of, plain_language_of, some_of
from align.remarks import Remark
from align.text import HAN

_FAR = 30
"""Steps of a number beyond which it begins another sequence, and nothing is missing before it."""
_MANY = 18
"""Letters in one word from which it may be several."""
# In scripts that set spaces between words.
_GLUED = re.compile(rf"[^\W\d_\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\uabff\uf900-\ufaff]{{{_MANY}}}")
_LONG = 14
"""Mean letters of a word above which words stand together: German reaches 8."""
_FEW = 30
"""Letters below which a text tells nothing of its words."""
_OTHER = 0.15
"""Share of another language above which a file seems to hold both versions."""
_SURE = 120
"""Characters from which the little words tell languages of one script apart."""
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_HAN = re.compile(f"[{HAN}]")
_SHOWN = 40
"""Characters of a text that are shown."""


def remarks_of(document: Document) -> tuple[Remark, ...]:
    """Return what looks wrong in a document, check by check, each in reading order."""
    return tuple(remark for check in CHECKS for remark in check(document))


def _numbers(document: Document) -> Iterator[Remark]:
    """Find numbers left out or doubled in the sequences of paragraphs, articles and notes."""
    last: dict[tuple[object, ...], tuple[Key, Block]] = {}
    for block in document.blocks:
        key = (
            key_of(block.number) if block.number and block.kind in ("paragraph", "heading", "annex") else None
        )
        if block.kind == "annex":
            last.clear()
        if key is None or not key.values or key.style == "parenthesis":
            continue
        sequence = (block.kind, key.style, key.name, key.values[:-1])
        if sequence in last:
            if key.values < last[sequence][0].values:  # behind a contents, the numbers of the text begin
                last = {each: found for each, found in last.items() if each[:2] != sequence[:2]}
            else:
                yield from _step(*last[sequence], key, block)
        last[sequence] = key, block


def _step(before: Key, one: Block, key: Key, block: Block) -> Iterator[Remark]:
    """Compare a number with the one before it in its sequence."""
    step = key.values[-1] - before.values[-1]
    if 1 < step <= _FAR:
        values = {"before": one.number, "after": block.number}
        yield Remark("number-missing", values, block.page, block.place)
    elif step == 0 and block.kind == "paragraph":
        yield Remark("number-twice", {"number": block.number}, block.page, block.place)


def _notes(document: Document) -> Iterator[Remark]:
    """Find marks without a note, and notes without a mark."""
    marks = [(mark.number, block) for block in document.blocks for mark in block.notes]
    notes = Counter(note.number for note in document.footnotes)
    if marks and not notes:
        yield Remark("notes-missing", {"count": str(len(marks))})
        return
    for number, block in marks:
        if number not in notes:
            yield Remark("mark-without-note", {"number": number}, block.page, block.place)
    marked = {number for number, _ in marks}
    for note in document.footnotes:
        # The asterisk of a title often stands in the running head, at the symbol.
        if note.number and note.number not in marked and not note.number.startswith("*"):
            yield Remark("note-without-mark", {"number": note.number}, note.page, note.place)


def _words(document: Document) -> Iterator[Remark]:
    """Find texts whose words stand without spaces between them."""
    for block in document.parts:
        glued = max(map(len, block.text.split()), default=0) >= _MANY and _GLUED.search(block.text)
        if glued and "://" not in block.text:
            words = re.findall(r"[^\W\d_]+", block.text)
            letters = sum(map(len, words))
            if letters > _FEW and letters > _LONG * len(words):
                yield Remark("words-without-spaces", {"text": _start(block)}, block.page, block.place)


def _characters(document: Document) -> Iterator[Remark]:
    """Find texts with the sign for what could not be decoded."""
    for block in document.parts:
        if "\ufffd" in block.text:
            yield Remark("characters-lost", {"text": _start(block)}, block.page, block.place)


def _languages(document: Document) -> Iterator[Remark]:
    """Tell a file that holds two language versions; its short Latin lines are judged as one text.

    Nearly all of most files is plainly in one language: then the library is not loaded, which takes as long
    as to read some twenty pages.
    """
    texts = some_of([block.text for block in document.blocks])
    short = [text for text in texts if _is_short(text)]
    parts = [" ".join(short), *(text for text in texts if not _is_short(text))]
    plain = _letters(parts, plain_language_of)
    doubtful = plain.total() - max((plain[code] for code in plain if code), default=0)
    if doubtful <= _OTHER * plain.total():
        return
    told = [family(language_of(text)) for text in parts]
    letters = Counter[str]()
    for code, text in zip(told, parts, strict=True):
        letters[code] += _weight(text)
    # A list of names may look like any language; a version has more than one text.
    believed = [code for code, _ in letters.most_common() if code in LANGUAGES or told.count(code) > 1]
    for code in [code for code in believed if code][1:]:
        count = letters[code]
        if count > _OTHER * letters.total():
            share = round(100 * count / letters.total())
            yield Remark("two-languages", {"share": str(share), "language": language(code).name})


def _letters(texts: Iterable[str], recognise: Callable[[str], str]) -> Counter[str]:
    """Count letters by the language that each text is told to be in."""
    letters: Counter[str] = Counter()
    for text in texts:
        letters[family(recognise(text))] += _weight(text)
    return letters


def _is_short(text: str) -> bool:
    """Tell a text that is too short for the little words that tell languages of the Latin script apart."""
    return len(text) <= _SURE and 2 * len(_LATIN.findall(text)) >= sum(map(str.isalpha, text))


def _weight(text: str) -> int:
    """Count letters; a Han character says as much as three."""
    return sum(map(str.isalpha, text)) + 2 * len(_HAN.findall(text))


def _start(block: Block) -> str:
    return block.text if len(block.text) <= _SHOWN else f"{block.text[:_SHOWN]}…"


CHECKS: tuple[Callable[[Document], Iterator[Remark]], ...] = (
    _numbers,
    _notes,
    _words,
    _characters,
    _languages,
)
"""All checks; each yields its remarks in reading order."""
