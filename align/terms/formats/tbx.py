"""TBX, the XML of term bases: ISO 30042:2019 (v3, both styles) and ISO 30042:2008 (v2, martif).

Read in one way, since the styles differ in names alone: what v2 and DCA v3 call `<termNote type="x">` DCT v3
calls `<min:x>`. Written as TBX-Basic. What TBX-Basic has no place for (the kind of a concept, recognition
switched off) stands as a note that this reader understands and a person can read: `kind: country`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, get_args

from align.errors import ReadError
from align.exchange.xml import elements, escape, local, quote, text_in
from align.languages import ORIGINAL
from align.terms.base import STATUSES, Concept, Form, Kind, Status, Term, TermBase, TermBaseProblem
from align.words import say

if TYPE_CHECKING:
    from lxml import etree

_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_ENTRIES = ("termEntry", "conceptEntry")
_TERMS = ("tig", "ntig", "termSec")
_FORMS: dict[str, Form] = {
    "acronym": "acronym", "initialism": "acronym", "abbreviation": "acronym",
    "shortform": "short", "fullform": "formal",
}  # fmt: skip
_TYPES: dict[Form, str] = {"acronym": "acronym", "short": "shortForm", "formal": "fullForm"}
_HINT = re.compile(r"^(kind|recognition|since|until): ([\w-]+)$")


def read(path: Path, columns: dict[str, str]) -> TermBase:
    """Read a TBX file of any version; entries without a term are reported."""
    concepts, problems = [], []
    for number, element in enumerate(elements(path, _ENTRIES), 1):
        concept = _concept(element, str(number))
        if concept.terms:
            concepts.append(concept)
        else:
            problems.append(TermBaseProblem(say("entry {id}", id=concept.id), say("it has no term")))
    if not concepts and not problems:
        raise ReadError(
            say("this XML is no TBX"), where=str(path), mend=say("export the base as TBX or as a table")
        )
    return TermBase(tuple(concepts), tuple(problems))


def write(base: TermBase, file: IO[bytes], ending: str) -> None:
    """Write TBX-Basic: v2 where the ending says so, else v3 in DCA style."""
    for line in _lines(base, v2=ending == ".v2.tbx"):
        file.write(f"{line}\n".encode())


def _concept(element: etree._Element, number: str) -> Concept:
    notes, hints = _notes(element)
    return Concept(
        id=element.get("id") or number,
        terms=tuple(term for each in element.iter() if local(each) in _TERMS for term in _term(each)),
        kind=_known(hints.get("kind", ""), get_args(Kind)),
        subject=_said(element, "subjectField"),
        note=" ".join(notes),
        source=_said(element, "source"),
        recognise=hints.get("recognition") != "off",
    )


def _term(element: etree._Element) -> Iterator[Term]:
    text = _said(element, "term")
    language = (
        next((each.get(_LANGUAGE) for each in element.iterancestors() if each.get(_LANGUAGE)), "") or ""
    )
    if not text or not language:
        return
    status = re.sub(r"term(?:-admn-sts)?$", "", _said(element, "administrativeStatus").lower())
    hints = _notes(element)[1]
    form = _said(element, "termType").lower().replace("-", "").replace(" ", "")
    yield Term(
        text=text,
        language=language,
        status=_known(status, STATUSES) or "preferred",
        form=_FORMS.get(form, ""),
        part_of_speech=_said(element, "partOfSpeech"),
        recognise=hints.get("recognition") != "off",
        since=hints.get("since", ""),
        until=hints.get("until", ""),
    )


def _said(element: etree._Element, name: str) -> str:
    """Return the text of a data category of this entry or term, whether an element or a type names it."""
    for each in element.iter():
        if (each.get("type") or local(each)) == name and _owner(each) is _owner(element, own=True):
            return text_in(each)
    return ""


def _notes(element: etree._Element) -> tuple[list[str], dict[str, str]]:
    """Return the notes of an entry or term, and the hints among them."""
    notes, hints = [], {}
    for each in element.iter():
        if local(each) == "note" and _owner(each) is _owner(element, own=True):
            hint = _HINT.match(text_in(each))
            if hint:
                hints[hint[1]] = hint[2]
            else:
                notes.append(text_in(each))
    return notes, hints


def _owner(element: etree._Element, *, own: bool = False) -> Any:
    """Return the entry or term that an element belongs to."""
    chain = [element, *element.iterancestors()] if own else list(element.iterancestors())
    return next((each for each in chain if local(each) in (*_ENTRIES, *_TERMS)), None)


def _known(value: str, values: tuple[Any, ...]) -> Any:
    return value if value in values else ""


def _lines(base: TermBase, *, v2: bool) -> Iterator[str]:
    entry, lang, term = ("termEntry", "langSet", "tig") if v2 else ("conceptEntry", "langSec", "termSec")
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield from _head(base, v2=v2)
    for concept in base.concepts:
        yield f"<{entry} id={quote(concept.id)}>"
        yield from _about(concept)
        for language in dict.fromkeys(each.language for each in concept.terms):
            yield f"<{lang} xml:lang={quote(language)}>"
            for each in concept.terms:
                if each.language == language:
                    yield f"<{term}>{''.join(_term_parts(each))}</{term}>"
            yield f"</{lang}>"
        yield f"</{entry}>"
    yield "</body></text></martif>" if v2 else "</body></text></tbx>"


def _head(base: TermBase, *, v2: bool) -> Iterator[str]:
    language = quote(base.languages[0] if base.languages else ORIGINAL)
    source = "<fileDesc><sourceDesc><p>written by align-tm</p></sourceDesc></fileDesc>"
    if v2:
        yield '<!DOCTYPE martif SYSTEM "TBXBasiccoreStructV02.dtd">'
        yield f'<martif type="TBX-Basic" xml:lang={language}>'
        yield f"<martifHeader>{source}</martifHeader>\n<text><body>"
    else:
        yield f'<tbx type="TBX-Basic" style="dca" xml:lang={language} xmlns="urn:iso:std:iso:30042:ed-2">'
        yield f"<tbxHeader>{source}</tbxHeader>\n<text><body>"


def _about(concept: Concept) -> Iterator[str]:
    if concept.subject:
        yield f'<descrip type="subjectField">{escape(concept.subject)}</descrip>'
    if concept.source:
        yield f'<admin type="source">{escape(concept.source)}</admin>'
    notes = [concept.note, f"kind: {concept.kind}" if concept.kind else ""]
    notes.append("" if concept.recognise else "recognition: off")
    yield from (f"<note>{escape(note)}</note>" for note in notes if note)


def _term_parts(term: Term) -> Iterator[str]:
    yield f"<term>{escape(term.text)}</term>"
    status: Status = term.status
    yield f'<termNote type="administrativeStatus">{status}Term-admn-sts</termNote>'
    if term.form:
        yield f'<termNote type="termType">{_TYPES[term.form]}</termNote>'
    if term.part_of_speech:
        yield f'<termNote type="partOfSpeech">{escape(term.part_of_speech)}</termNote>'
    if not term.recognise:
        yield "<note>recognition: off</note>"
    for name, date in (("since", term.since), ("until", term.until)):
        if date:
            yield f"<note>{name}: {escape(date)}</note>"
