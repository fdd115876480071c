"""A project folder of OmegaT, ready to be opened: the document as XLIFF 1.2, and what a memory holds for it.

    NEW.omegat/source/NEW.xlf      each segment, with its codes; OmegaT writes target/NEW.xlf
    NEW.omegat/tm/auto/            exact matches that a person confirmed: OmegaT fills them in
    NEW.omegat/tm/penalty-10/      all others, which it proposes, ten points below what they are

The segments are cut already, so the project does not cut them again. OmegaT looks for texts with its tags in
them, which in XLIFF are those of elements, counted by segment: `<g0>Board</g0> met<x1/>`; those that stand
alone at an end are not part of what it looks for.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from align.bitext import Bead, Bitext
from align.document import Segment
from align.errors import WriteError, reason_of
from align.exchange import tmx, xliff1
from align.exchange.coded import ALONE, BEGINS, TEXT, Token, tokens_of
from align.exchange.entries import Proposal
from align.exchange.options import Options
from align.exchange.xml import escape
from align.words import say

ENDING = ".omegat"
"""Of the folder's name."""

_FOLDERS = ("source", "target", "tm/auto", "tm/penalty-10", "glossary", "dictionary", "omegat")
_EXACT = 100
_SETTINGS = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<omegat>
<project version="1.0">
<source_dir>__DEFAULT__</source_dir>
<target_dir>__DEFAULT__</target_dir>
<tm_dir>__DEFAULT__</tm_dir>
<glossary_dir>__DEFAULT__</glossary_dir>
<glossary_file>__DEFAULT__</glossary_file>
<dictionary_dir>__DEFAULT__</dictionary_dir>
<source_lang>{source}</source_lang>
<target_lang>{target}</target_lang>
<sentence_seg>false</sentence_seg>
<support_default_translations>true</support_default_translations>
<remove_tags>false</remove_tags>
</project>
</omegat>
"""


def write(bitext: Bitext, candidates: Sequence[Sequence[Proposal]], folder: Path) -> None:
    """Write a project folder, whole or not at all.

    Args:
        bitext: the segments of a document, filled where a memory holds the very text.
        candidates: what the memory proposes for each.
        folder: its name; nothing may be there, since a translator works in it.

    Raises:
        WriteError: there is such a folder, or it cannot be written.
    """
    if folder.exists():
        raise WriteError(say("there is such a project already"), where=str(folder),
                         mend=say("name another folder, so that no work is lost"))  # fmt: skip
    try:
        with tempfile.TemporaryDirectory(prefix=".align-", dir=folder.parent) as temporary:
            made = Path(temporary) / folder.name
            _fill(made, bitext, candidates)
            shutil.move(made, folder)
    except OSError as error:
        mend = say("name a folder that exists and has room")
        raise WriteError(say("cannot be written: {reason}", reason=reason_of(error)), where=str(folder),
                         mend=mend) from error  # fmt: skip


def _fill(folder: Path, bitext: Bitext, candidates: Sequence[Sequence[Proposal]]) -> None:
    for name in _FOLDERS:
        (folder / name).mkdir(parents=True)
    codes = Options().codes(bitext)
    settings = _SETTINGS.format(source=escape(codes[0]), target=escape(codes[1]))
    (folder / "omegat.project").write_text(settings, encoding="utf-8")
    empty = replace(bitext, beads=tuple(replace(b, target=(), status="auto", note="") for b in bitext.beads))
    stem = Path(bitext.source.path).stem or "document"
    with (folder / "source" / f"{stem}.xlf").open("wb") as file:
        xliff1.write(empty, file, Options(), candidates)
    sure = [b for b in bitext.beads if b.target and b.status == "confirmed"]
    _write_memory(folder / "tm/auto/exact.tmx", bitext, map(_spelled, sure))
    held = {bead.source[0].text for bead in sure if bead.source}
    _write_memory(folder / "tm/penalty-10/memory.tmx", bitext, _proposals(bitext, candidates, held))


def _write_memory(path: Path, bitext: Bitext, beads: Iterator[Bead]) -> None:
    held = tuple(beads)
    if held:
        with path.open("wb") as file:
            tmx.write(replace(bitext, beads=held), file, Options(client="omegat"))


def _proposals(bitext: Bitext, candidates: Sequence[Sequence[Proposal]], held: set[str]) -> Iterator[Bead]:
    """Yield what the memory proposes, each pair of texts once; what is exact, with its segment's codes."""
    seen: set[tuple[str, str]] = set()
    for bead, proposed in zip(bitext.beads, candidates, strict=False):
        if not bead.source or bead.source[0].text in held:
            continue
        for each in proposed:
            if each.match >= _EXACT and bead.target and bead.target[0].text == each.target:
                made = _spelled(bead)
            else:
                made = Bead((Segment(each.source),), (Segment(each.target),), why="hand")
            key = (made.source[0].text, made.target[0].text)
            if key not in seen:
                seen.add(key)
                yield made


def _spelled(bead: Bead) -> Bead:
    """Return a bead with codes as OmegaT shows them, which is how it looks for them."""
    source, target = (_inner(tokens_of(side[0].text, side[0].codes)) for side in (bead.source, bead.target))
    numbers = {name: n for n, name in enumerate(dict.fromkeys(t.value for t in source if t.kind != TEXT))}
    texts = ["".join(map(_speller(numbers), side)) for side in (source, target)]
    return replace(bead, source=(Segment(texts[0]),), target=(Segment(texts[1]),))


def _inner(tokens: list[Token]) -> list[Token]:
    """Return tokens without the codes that stand alone at either end."""
    while tokens and tokens[0].kind == ALONE:
        del tokens[0]
    while tokens and tokens[-1].kind == ALONE:
        del tokens[-1]
    return tokens


def _speller(numbers: dict[str, int]) -> Callable[[Token], str]:
    def spell(token: Token) -> str:
        if token.kind == TEXT:
            return token.value
        if token.value not in numbers:
            return ""
        number = numbers[token.value]
        if token.kind == ALONE:
            return f"<x{number}/>"
        return f"<g{number}>" if token.kind == BEGINS else f"</g{number}>"

    return spell
