"""XML from strangers, streamed: no entities, no DTD, no network, bounded size; and text on its way out."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, cast

from align.errors import ReadError
from align.files import MAX_BYTES
from align.text import clean
from align.words import say

if TYPE_CHECKING:
    from lxml import etree


def escape(text: str) -> str:
    """Return the text of an element: clean, one line, escaped."""
    return escape_only(clean(text))


def escape_only(text: str) -> str:
    """Return the text of an element as it is, escaped."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def quote(text: str) -> str:
    """Return the text of an attribute, in its quotes."""
    return '"' + escape(text).replace('"', "&quot;") + '"'


def local(element: etree._Element) -> str:
    """Return the name of an element without its namespace; comments and instructions have none."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def children(element: etree._Element, name: str) -> list[etree._Element]:
    """Return the children of this local name."""
    return list(element.iterchildren(f"{{*}}{name}"))


def attributes_of(element: etree._Element) -> dict[str, str]:
    """Return the attributes of an element."""
    return {str(name): str(value) for name, value in element.attrib.items()}


def text_in(element: etree._Element) -> str:
    """Return all the text inside an element, cleaned; comments are none."""
    # Props and notes are leaves by the million, for which XPath would take most of the time.
    return clean(str(element.xpath("string()")) if len(element) else element.text or "")


def elements(path: Path, names: Collection[str]) -> Iterator[etree._Element]:
    """Yield the finished elements of these local names in document order, each forgotten after use.

    The memory it takes does not grow with the file. Parents are reachable, with their attributes.

    Raises:
        ReadError: the file is no well-formed XML, declares entities, or swells beyond `MAX_BYTES`.
    """
    from lxml import etree

    try:
        for _, element in events(path, names=names):
            _refuse_entities(element, path)
            yield element
            forget(element)
    except etree.XMLSyntaxError as error:
        raise ReadError(
            say("no well-formed XML: {reason}", reason=error.msg),
            where=str(path),
            mend=say("export it again from its program"),
        ) from error
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise ReadError(
            say("the compressed file is damaged"), where=str(path), mend=say("download it again")
        ) from error


def events(
    path: Path, when: Sequence[str] = ("end",), names: Collection[str] | None = None
) -> Iterator[tuple[str, etree._Element]]:
    """Yield the elements of these local names, or all, as they begin or end; nothing is fetched or unfolded.

    Raises:
        etree.XMLSyntaxError: it is no well-formed XML.
        EOFError, zlib.error, gzip.BadGzipFile: it is compressed, and damaged.
        ReadError: it swells beyond `MAX_BYTES`.
    """
    from lxml import etree

    with _opened(path) as file:
        yield from etree.iterparse(
            file,
            events=when,
            tag=[f"{{*}}{name}" for name in names] if names else None,
            load_dtd=False,
            no_network=True,
            resolve_entities=False,
            huge_tree=False,
        )


def forget(element: etree._Element) -> None:
    """Drop an element that was looked at, and those before it."""
    element.clear()
    parent = element.getparent()
    while parent is not None and (before := element.getprevious()) is not None:
        parent.remove(before)


def _refuse_entities(element: etree._Element, path: Path) -> None:
    dtd: Any = element.getroottree().docinfo.internalDTD
    if dtd is not None and next(dtd.iterentities(), None) is not None:
        raise ReadError(
            say("the file declares XML entities, which can hide anything"),
            where=str(path),
            mend=say("remove its DOCTYPE"),
        )


def _opened(path: Path) -> IO[bytes]:
    """Open a file, compressed or not: the bytes tell, whatever the name says."""
    file = path.open("rb")
    if file.read(2) != b"\x1f\x8b":
        file.seek(0)
        return file
    file.close()
    return cast(IO[bytes], _Bounded(path))


class _Bounded(io.RawIOBase):
    """A gzip file that refuses to swell: 500 MB of zeros fit into half a megabyte."""

    def __init__(self, path: Path) -> None:
        self.name = str(path)
        self._file = gzip.GzipFile(path)
        self._left = MAX_BYTES

    def read(self, size: int = -1) -> bytes:
        data = self._file.read(size)
        self._left -= len(data)
        if self._left < 0:
            raise ReadError(
                say("the file swells beyond {most} MB", most=MAX_BYTES >> 20),
                where=self.name,
                mend=say("split it"),
            )
        return data

    def close(self) -> None:
        self._file.close()
        super().close()
