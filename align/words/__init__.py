"""Words for people: English stands in the code, every other language in a catalogue beside this file.

What is said to a person is a `Message`: an English template with the values that fill it. It is an ordinary
text, the English one, so that the library and its machine formats speak English; whoever shows it to a person
asks for it in the language of that person. The catalogues are gettext's, an English template is its own key:

>>> said = say("the file has {size} MB, more than {most}", size=700, most=512)
>>> said
'the file has 700 MB, more than 512'
>>> told(said, "zh")
'文件有 700 MB，超过 512 MB'

`scripts/words.py` collects the templates into the catalogues: it looks for calls of `say`, `counted` and
`meaning`, so these take templates only as they are spelt out.
"""

from __future__ import annotations

import gettext
import json
import os
from collections.abc import Callable, Iterable, Mapping
from functools import cache, reduce
from pathlib import Path
from typing import Any

from align.languages import INTERFACE, language

FOLDER = Path(__file__).parent
"""A folder a language: `zh/LC_MESSAGES/align.po`, and what is compiled of it, `align.mo`."""

DOMAIN = "align"

LANGUAGES = (INTERFACE, *sorted(path.parts[-3] for path in FOLDER.glob(f"*/LC_MESSAGES/{DOMAIN}.mo")))
"""Languages of the interface: that of the code, and those that have a catalogue."""

COOKIE = "lang"
"""The cookie that keeps the language a person chose; all servers on a machine share it, as cookies do."""

Value = str | float
"""What fills a blank; a message among them is told in the language of the whole."""


class Message(str):
    """An English text that knows its template and values, and so can be told in other languages.

    Attributes:
        template: English with blanks, as for `str.format`.
        values: what fills the blanks, by name.
        plural: the template for any number `n` but one; empty where no number decides.
        meaning: tells apart what is one word in English and several elsewhere; empty where nothing is to be.
    """

    __slots__ = ("meaning", "plural", "template", "values")

    template: str
    values: Mapping[str, Value]
    plural: str
    meaning: str

    def __new__(
        cls, template: str, values: Mapping[str, Value] | None = None, *, plural: str = "", meaning: str = ""
    ) -> Message:
        """Return the message, which is its English text."""
        values = values or {}
        english = plural if plural and values["n"] != 1 else template
        message = super().__new__(cls, _filled(english, values))
        message.template, message.values, message.plural = template, values, plural
        message.meaning = meaning
        return message

    def __reduce__(self) -> tuple[object, ...]:
        return _remade, (self.template, self.values, self.plural, self.meaning)

    def told(self, language: str) -> str:
        """Return the message in a language; in English where its catalogue lacks it."""
        catalogue = _catalogue(language)
        if self.plural:
            template = catalogue.ngettext(self.template, self.plural, int(self.values["n"]))
        elif self.meaning:
            template = catalogue.pgettext(self.meaning, self.template)
        else:
            template = catalogue.gettext(self.template)
        return _filled(template, {name: _value(value, language) for name, value in self.values.items()})


def say(template: str, /, **values: Value) -> Message:
    """Return a message: an English template, and what fills its blanks."""
    return Message(template, values) if values else _bare(template)


@cache
def _bare(template: str) -> Message:
    """Return a message without blanks: readers ask for the same ones unit by unit."""
    return Message(template)


def counted(one: str, several: str, /, **values: Value) -> Message:
    """Return a message that depends on a number `n`, as *{n} row* and *{n} rows*."""
    return Message(one, values, plural=several)


def meaning(what: str, template: str, /, **values: Value) -> Message:
    """Return a message whose English has several meanings: `what` says which, to the translator alone."""
    return Message(template, values, meaning=what)


def language_name(code: str) -> Message:
    """Return what a language is called; a language of which we know the code alone, its code."""
    return Message(language(code).name)


def listed(texts: Iterable[str]) -> str:
    """Return texts as one, with the commas of each language."""
    return _joined(texts, lambda before, text: say("{before}, {text}", before=before, text=text))


def either(texts: Iterable[str]) -> str:
    """Return texts as one, of which any will do."""
    return _joined(texts, lambda before, text: say("{before} or {text}", before=before, text=text))


def packed(text: str) -> str:
    """Return a text as JSON, for a table or file from which `unpacked` gives the message back."""
    return json.dumps(_plain(text), ensure_ascii=False)


def unpacked(text: str) -> str:
    """Return a text that `packed` made; any other one, as of an earlier version, stays as it is."""
    try:
        held: str = _message(json.loads(text))
        return held
    except (ValueError, TypeError, LookupError):
        return text


def told(text: str, language: str) -> str:
    """Return a text in a language: a message is translated, any other text stays as it is."""
    return text.told(language) if isinstance(text, Message) else text


def spelt(text: str, language: str) -> str:
    """Return a text of the code that is no message, as the help of a command, in a language."""
    return _catalogue(language).gettext(text) if text else ""


def user_language() -> str:
    """Return the language of the interface that the environment asks for, English without one.

    `LANGUAGE`, a list, outdoes `LC_ALL`, `LC_MESSAGES` and `LANG`, in this order, as gettext has it; but who
    sets the locale `C` wants English.
    """
    locales = filter(None, map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG")))
    locale = next(locales, "")
    if locale in ("C", "POSIX"):
        return INTERFACE
    return first_known((os.environ.get("LANGUAGE") or locale).split(":")) or INTERFACE


def browser_language(kept: str, accepted: str) -> str:
    """Return the language of whoever looks at a page: the one they chose, else what their browser asks for.

    Args:
        kept: the value of the cookie; empty or of no language: nothing was chosen.
        accepted: the header `Accept-Language`.

    >>> [browser_language(*asks) for asks in (("", "zh-TW,zh;q=0.9,en"), ("", "fr, en"), ("en", "zh"))]
    ['zh', 'en', 'en']
    """
    asked = (part.partition(";")[0].strip() for part in accepted.split(","))
    return kept if kept in LANGUAGES else first_known(asked) or INTERFACE


def first_known(codes: Iterable[str]) -> str:
    """Return the first of some language codes that the interface speaks, or nothing.

    >>> first_known(["fr_FR.UTF-8", "zh-Hant-TW"]), first_known(["xx"])
    ('zh', '')
    """
    for code in codes:
        parts = code.partition(".")[0].partition("@")[0].replace("-", "_").split("_")
        names = ("_".join(parts[:length]).lower() for length in range(len(parts), 0, -1))
        if found := next((known for name in names for known in LANGUAGES if known.lower() == name), ""):
            return found
    return ""


def _joined(texts: Iterable[str], join: Callable[[str, str], str]) -> str:
    first, *others = tuple(texts) or ("",)
    return reduce(join, others, first)


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    return gettext.translation(DOMAIN, FOLDER, [language], fallback=True)


def _plain(value: Value) -> object:
    if not isinstance(value, Message):
        return value
    values = {name: _plain(each) for name, each in value.values.items()}
    return [value.template, values, value.plural, value.meaning]


def _message(held: Any) -> Any:
    if not isinstance(held, list):
        return held
    template, values, plural, meaning = held
    return _remade(template, {name: _message(each) for name, each in values.items()}, plural, meaning)


def _remade(template: str, values: Mapping[str, Value], plural: str, meaning: str) -> Message:
    return Message(template, values, plural=plural, meaning=meaning)


def _filled(template: str, values: Mapping[str, Value]) -> str:
    return template.format_map(values) if values else template


def _value(value: Value, language: str) -> Value:
    return told(value, language) if isinstance(value, str) else value
