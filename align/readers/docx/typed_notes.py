"""Notes that authors typed as paragraphs: below a table, or at the foot of the first page.

Word knows nothing of them, but their readers do: a raised letter, or asterisks before a gap, begins a note.

    * Reissued for technical reasons.        ᵃ Funded under general temporary assistance.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from align.document import NoteMark
from align.readers.docx.paragraphs import Paragraph

_STARS = re.compile(r"(\*{1,3})[\s\u3000]+(?=\S)")
_COMMAS = re.compile(r"[\s,，、]+")
_MARKED = re.compile(r"(?<=[^\s*])\*{1,3}(?=$|[\s,.;:)）。，；])")


def part(paragraphs: Sequence[Paragraph]) -> tuple[list[Paragraph], list[tuple[int, str, Paragraph]]]:
    """Part typed notes from the text, and lift their asterisks out of it.

    Returns:
        The paragraphs of the text; and of each note, how many of them stand before it, its mark, its text.
    """
    text: list[Paragraph] = []
    notes: list[tuple[int, str, Paragraph]] = []
    listed = _listed(paragraphs)
    for position, paragraph in enumerate(paragraphs):
        stars = _STARS.match(paragraph.text)
        if paragraph.mark and not paragraph.number:
            notes.append((len(text), paragraph.mark, replace(paragraph, mark="")))
        elif stars and position not in listed and not (paragraph.table or paragraph.number):
            notes.append((len(text), stars[1], _cut(paragraph, stars.end())))
        else:
            text.append(paragraph)
    marks = {mark for _, mark, _ in notes}
    return [_lifted(p, marks) if p.raised or "*" in p.text else p for p in text], notes


def _listed(paragraphs: Sequence[Paragraph]) -> set[int]:
    """Return the positions of paragraphs whose asterisk is a bullet: another such stands beside them."""
    single = {i for i, p in enumerate(paragraphs) if re.match(r"\*\s", p.text)}
    return {i for i in single if single & {i - 1, i + 1}}


def _cut(paragraph: Paragraph, width: int) -> Paragraph:
    notes = tuple(replace(n, offset=max(n.offset - width, 0)) for n in paragraph.notes)
    return replace(paragraph, text=paragraph.text[width:], notes=notes)


def _together(paragraph: Paragraph) -> list[NoteMark]:
    """Return the raised letters of a text; those with only a comma between them are one: a,b."""
    together: list[NoteMark] = []
    for mark in paragraph.raised:
        last = together[-1] if together else mark
        between = paragraph.text[last.offset + len(last.number) : mark.offset]
        if together and _COMMAS.fullmatch(between):
            number = paragraph.text[last.offset : mark.offset + len(mark.number)]
            together[-1] = replace(last, number=number)
        else:
            together.append(mark)
    return together


def _lifted(paragraph: Paragraph, numbers: Collection[str]) -> Paragraph:
    """Lift the asterisks and raised letters that notes bear out of a text, as note marks."""
    text, notes = paragraph.text, list(paragraph.notes)
    stars = [NoteMark(match[0], match.start()) for match in _MARKED.finditer(text)]
    for mark in sorted([*stars, *_together(paragraph)], key=lambda mark: -mark.offset):
        single = [part for part in _COMMAS.split(mark.number) if part]
        if single and all(part in numbers for part in single):
            begin, end = mark.offset, mark.offset + len(mark.number)
            text = text[:begin] + text[end:]
            notes = [replace(n, offset=n.offset - end + begin) if n.offset >= end else n for n in notes]
            notes = [*(NoteMark(part, begin) for part in single), *notes]
    return replace(paragraph, text=text, notes=tuple(sorted(notes, key=lambda note: note.offset)))
