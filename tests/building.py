"""Word files pretranslated, translated without a person, and what is in them afterwards."""

import zipfile
from pathlib import Path

from lxml import etree

from align.build.places import segments_in
from align.codes import spelled
from align.memory.lookup import Searcher
from align.memory.pretranslate import pretranslate
from align.memory.store import Memory
from align.memory.units import Place, Unit
from align.readers.docx import read
from align.settings import Settings
from align.srx import Rules

HELD = Unit(0, "en", "fr", "Nothing of the kind.", "Rien de tel.", score=0.9, places=(Place("A/1"),))


def prepared(document: Path, output: Path, *, target: str = "fr", filled: bool = True) -> Path:
    """Pretranslate a document from the memory beside it, made with nothing for it unless it is filled."""
    with Memory.open(output.parent / "memory", create=True) as store:
        store.add([HELD] * filled)
        settings = Settings(source_language="en", target_language=target)
        pretranslate(document, Searcher(store), settings).save(output)
    return output


def translated(path: Path, change) -> Path:
    """Translate every unit of an XLIFF, in 1.2 or 2.1, by a change of each text between codes."""
    tree = etree.parse(path)
    for source in list(tree.getroot().iter("{*}source")):
        parent = source.getparent()
        if etree.QName(parent).localname not in ("trans-unit", "segment"):
            continue
        for target in parent.findall("{*}target"):
            parent.remove(target)
        target = etree.fromstring(etree.tostring(source, with_tail=False))
        target.tag = source.tag.replace("source", "target")
        for element in target.iter():
            element.text = change(element.text) if element.text else None
            if element is not target:
                element.tail = change(element.tail) if element.tail else None
        source.addnext(target)
    tree.write(path, encoding="utf-8", xml_declaration=True)
    return path


def told(document: Path) -> list[str]:
    """Return the paragraphs of a document that are to be translated, with their codes by what they are."""
    found = segments_in(read(document), Rules(str(document)))
    return [spelled(one.text, one.codes, lambda code: f"<{code.kind}>") for _, one in found]


def content(document: Path) -> dict[str, bytes]:
    """Return every file of a package."""
    with zipfile.ZipFile(document) as package:
        return {name: package.read(name) for name in package.namelist()}
