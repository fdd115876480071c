"""Notes that authors typed as paragraphs: below a table, or at the foot of the first page.

Word knows nothing of them, but their readers do: a raised letter, or asterisks before a gap, begins a note.

    * Reissued for technical reasons.        ᵃ Funded under general temporary assistance.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from align.document import NoteMark
from align.readers.docx.paragraphs import Paragraph

_STARS = re.compile(r"(\*{1,3})[\s\u3000]+(?=\S)")
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
        if paragraph.table or paragraph.number:
            text.append(paragraph)
        elif paragraph.mark:
            notes.append((len(text), paragraph.mark, replace(paragraph, mark="")))
        elif stars and position not in listed:
            notes.append((len(text), stars[1], _cut(paragraph, stars.end())))
        else:
            text.append(paragraph)
    stars_of = {mark for _, mark, _ in notes if mark[0] == "*"}
    return [_lifted(p, stars_of) if "*" in p.text and stars_of else p for p in text], notes


def _listed(paragraphs: Sequence[Paragraph]) -> set[int]:
    """Return the positions of paragraphs whose asterisk is a bullet: another such stands beside them."""
    single = {i for i, p in enumerate(paragraphs) if re.match(r"\*\s", p.text)}
    return {i for i in single if single & {i - 1, i + 1}}


def _cut(paragraph: Paragraph, width: int) -> Paragraph:
    notes = tuple(replace(n, offset=max(n.offset - width, 0)) for n in paragraph.notes)
    return replace(paragraph, text=paragraph.text[width:], notes=notes)


def _lifted(paragraph: Paragraph, numbers: Iterable[str]) -> Paragraph:
    """Lift the asterisks that notes bear out of a text, as note marks."""
    text, notes = paragraph.text, list(paragraph.notes)
    for match in reversed([m for m in _MARKED.finditer(text) if m[0] in numbers]):
        text = text[: match.start()] + text[match.end() :]
        notes = [replace(n, offset=n.offset - len(match[0])) if n.offset >= match.end() else n for n in notes]
        notes.append(NoteMark(match[0], match.start()))
    return replace(paragraph, text=text, notes=tuple(sorted(notes, key=lambda note: note.offset)))
