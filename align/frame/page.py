"""Filling the frame: a page that is one file, in all languages, or one that a server answers with."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from align import __version__
from align.frame.text import aligned, band, highlighted, numbered, plain, show
from align.languages import direction, language
from align.text import encodable
from align.words import COOKIE, LANGUAGES, Message, counted, meaning, say, told

THEMES = ("light", "dark")


def endonym(code: str) -> str:
    """Return the name of a language in itself."""
    return language(code).own_name or code


class PageWords:
    """The words of a static page: each text stands in it once in every language, and the reader chooses.

    >>> words = PageWords()
    >>> words(say("Language"))
    Markup('<span data-w="0">Language</span>')
    >>> words(say("Language")), words("A/79/9123")
    (Markup('<span data-w="0">Language</span>'), Markup('A/79/9123'))
    """

    language = LANGUAGES[0]
    """In which the page is written; whatever runs no script reads it so."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[str, ...], int] = {}

    def __call__(self, text: str) -> Markup:
        """Return a text as HTML, to be told anew where its language changes; one of no language stays."""
        number = self.number(text)
        shown = show(told(text, self.language))
        return Markup('<span data-w="{}">{}</span>').format(number, shown) if number is not None else shown

    def spelt(self, template: str, /, **values: Any) -> Markup:
        """Return what a template of the page spells out."""
        return self(_message(template, values))

    def attribute(self, names: str, text: str) -> Markup:
        """Return a text as attributes, several names with a space between them."""
        shown = plain(told(text, self.language))
        given = Markup(" ").join(Markup('{}="{}"').format(name, shown) for name in names.split())
        number = self.number(text)
        if number is None:
            return given
        return given + Markup(' data-wa="{}"').format(" ".join(f"{name}:{number}" for name in names.split()))

    def option(self, value: str, text: str) -> Markup:
        """Return a choice of a list, whose text can hold no element."""
        told_now, number = plain(told(text, self.language)), self.number(text)
        spoken = "" if number is None else Markup(' data-w="{}"').format(number)
        return Markup('<option value="{}"{}>{}</option>').format(plain(value), spoken, told_now)

    def number(self, text: str) -> int | None:
        """Return the number under which the page's script finds a text; None: it is of no language."""
        if not isinstance(text, Message):
            return None
        texts = tuple(plain(told(text, language)) for language in LANGUAGES)
        return self._numbers.setdefault(texts, len(self._numbers))

    def told(self) -> Markup:
        """Return all texts by their numbers, each in every language, as JSON that can stand in a page."""
        return as_json(list(self._numbers))


def as_json(value: Any) -> Markup:
    """Return JSON in which no tag can begin."""
    return Markup(json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c"))


def static(package: str, words: PageWords, **content: Any) -> Iterator[str]:
    """Yield a page that is one file, piece by piece, from the template `page.html` of a package.

    Args:
        package: holds `page.css` and `page.js` beside the template.
        words: those that the content was made with, if any.
        content: what the template asks for; rows may be an iterator, and are taken as they are needed.
    """
    style = "".join((*_frame("tokens.css", "parts.css"), _piece(package, "page.css")))
    script = "".join((*_frame("look.js"), _piece(package, "page.js")))
    filled = _environment(package).get_template("page.html").generate(
        _=words.spelt, text=words, attribute=words.attribute, number=words.number, option=words.option,
        told=words.told, language=words.language, theme="", language_cookie="language", version=__version__,
        style=Markup(style), script=Markup(script),
        **content,
    )  # fmt: skip
    yield from map(encodable, filled)


def served(package: str, template: str, *, language: str, theme: str, **content: Any) -> str:
    """Return a page, or a part of one, that a server answers with.

    Half a character, which a text may hold and no page, is replaced.
    """

    def spelt(template: str, /, **values: Any) -> str:
        return told(_message(template, values), language)

    def attribute(names: str, text: str) -> Markup:
        said = told(text, language)
        return Markup(" ").join(Markup('{}="{}"').format(name, said) for name in names.split())

    filled = _environment(package).get_template(template)
    frame: Mapping[str, Any] = {
        "_": spelt, "attribute": attribute, "language": language, "theme": theme, "root": "",
        "language_cookie": COOKIE,
    }  # fmt: skip
    return encodable(filled.render(**{**frame, **content}))


def prepare(package: str) -> None:
    """Compile the templates of a package, which the first reader would wait for."""
    environment = _environment(package)
    for name in environment.list_templates():
        environment.get_template(name)


def _message(template: str, values: Mapping[str, Any]) -> Message:
    return template if isinstance(template, Message) else say(template, **values)


def _frame(*names: str) -> list[str]:
    return [files("align.frame").joinpath("static", name).read_text(encoding="utf-8") for name in names]


def _piece(package: str, name: str) -> str:
    path = files(package).joinpath("page", name)
    return path.read_text(encoding="utf-8") if path.is_file() else ""


@cache
def _environment(package: str) -> Environment:
    folder = "page" if files(package).joinpath("page").is_dir() else "templates"
    environment = Environment(
        loader=ChoiceLoader([PackageLoader(package, folder), PackageLoader("align.frame")]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= {
        "say": say, "counted": counted, "meaning": meaning, "interface_languages": LANGUAGES,
        "endonym": endonym, "band": band, "highlighted": highlighted, "direction": direction,
        "aligned": aligned, "version": __version__,
    }  # fmt: skip
    environment.filters |= {
        "endonym": endonym,
        "show": show,
        "numbered": numbered,
        "plain": plain,
        "number": "{:,}".format,
    }
    return environment
