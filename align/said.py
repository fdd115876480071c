"""Languages that somebody said, held against the texts: what contradicts them plainly is told at once.

A person knows better than a program what a text full of foreign names is in. So a language that was said is
doubted only where the text is plainly in another, and hardly a paragraph of it is in the one that was said.

>>> english = ["The Committee adopted its report."] * 3
>>> contradicting(english, "zh"), contradicting(english, "en-GB")
('en', '')
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from align.errors import LanguageError
from align.languages import language, same_language
from align.recognise import language_of, plainly_other, some_of
from align.remarks import Remark
from align.words import language_name, say

_FEW = 0.2
"""Share of the letters in the language that was said below which a text is not in it, names and titles
excepted."""


@dataclass(frozen=True, slots=True)
class StatedText:
    """A text of two or more that say the same, each in its own language."""

    texts: Sequence[str]
    """Its paragraphs or sentences."""
    said: str = ""
    """The language that somebody said it is in; empty: nobody did."""
    recognised: str = ""
    """The language that it was taken for; empty: nobody looked yet."""
    where: str = ""
    """The file, for messages."""
    option: str = ""
    """What names its language on the command line."""


def contradicting(texts: Sequence[str], said: str) -> str:
    """Return the language that texts are plainly in; empty where that may be the one that was said."""
    if not said:
        return ""
    texts = some_of(texts)
    found = plainly_other("\n".join(texts), said)
    if not found:
        return ""
    in_it = sum(len(text) for text in texts if same_language(language_of(text), said))
    return found if in_it < _FEW * sum(map(len, texts)) else ""


def check_said(versions: Sequence[StatedText]) -> None:
    """Make sure that no text contradicts what somebody said of it.

    Raises:
        LanguageError: one does; what would fit is named, and whether the texts are the other way round.
    """
    found = [contradicting(version.texts, version.said) for version in versions]
    wrong = next((i for i, code in enumerate(found) if code), None)
    if wrong is None:
        return
    said = versions[wrong].said
    are = [code or version.said or version.recognised for code, version in zip(found, versions, strict=True)]
    for i, code in enumerate(are):
        # Half translated, it may pass for either: then it is in what the other was said to be in.
        if i != wrong and same_language(code, found[wrong]):
            are[i] = said
    turned = any(same_language(code, said) for i, code in enumerate(are) if i != wrong)
    fitting = _options(versions, are)
    raise LanguageError(
        say(
            "the text is in {found}, not in {said}",
            found=language_name(found[wrong]),
            said=language_name(said),
        ),
        where=versions[wrong].where,
        mend=say("take {options}, or name the texts in the other order", options=fitting)
        if turned
        else say("take {options}, or leave the languages to be recognised", options=fitting),
    )


def said_wrongly(texts: Sequence[str], said: str) -> tuple[Remark, ...]:
    """Return a remark where a file names a language that its texts are plainly not in."""
    found = contradicting(texts, said)
    values = {"said": language(said).name, "found": language(found).name}
    return (Remark("other-language", values),) if found else ()


def _options(versions: Sequence[StatedText], codes: Sequence[str]) -> str:
    """Return the options that would fit: `--from en --to fr`, or `--languages en,fr`."""
    by_option: dict[str, list[str]] = {}
    for version, code in zip(versions, codes, strict=True):
        by_option.setdefault(version.option, []).append(code)
    return " ".join(f"{option} {','.join(named)}" for option, named in by_option.items() if any(named))
