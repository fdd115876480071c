"""Run the checks over a bitext; each can be switched off or graded otherwise in a `CheckSettings`."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePath

from align.bitext import Bead, Bitext, uncollected
from align.embed import Embedder
from align.errors import SettingsError
from align.files import read_toml
from align.languages import family
from align.terms.base import TermBase, in_force
from align.terms.checked_bitext import CheckedBitext
from align.terms.checks import CHECKS
from align.terms.checks.mechanics import spelling
from align.terms.findings import SEVERITIES, Finding, Severity
from align.terms.patterns import TermPattern, patterns_of
from align.threads import single_threaded
from align.words import Message, language_name, listed, say


@dataclass(frozen=True, slots=True)
class CheckSettings:
    """Which checks run, and how bad their findings are.

    Raises:
        SettingsError: a code or severity that does not exist.
    """

    codes: frozenset[str] = frozenset(code for code, each in CHECKS.items() if each.on)
    severities: dict[str, Severity] = field(default_factory=dict)
    """Severity by code, where it is not the check's own."""
    patterns: tuple[TermPattern, ...] = ()
    """Rules of one's own, for M8."""

    def __post_init__(self) -> None:
        for code in {*self.codes, *self.severities} - CHECKS.keys():
            raise SettingsError(
                say("there is no check {code!r}", code=code),
                mend=say("the checks are {checks}", checks=", ".join(CHECKS)),
            )
        for severity in set(self.severities.values()) - set(SEVERITIES):
            raise SettingsError(
                say("there is no severity {severity!r}", severity=severity),
                mend=say("take {known}", known=", ".join(SEVERITIES)),
            )


def read_settings(path: str | Path) -> CheckSettings:
    """Read settings from TOML: `on = ["T5"]`, `off = ["S1"]`, `only = […]`, `[severity]`, `[[pattern]]`.

    Raises:
        ReadError: the file is missing or empty.
        SettingsError: it is no TOML, or has a key that is not known.
    """
    content = read_toml(path)
    text = Path(path).read_text(encoding="utf-8")
    unknown = content.keys() - {"on", "off", "only", "severity", "pattern"}
    if unknown:
        mend = say("the keys are on, off, only, severity, pattern")
        raise SettingsError(
            say("unknown key {unknown!r}", unknown=sorted(unknown)[0]), where=str(path), mend=mend
        )
    try:
        codes = set(content.get("only", CheckSettings().codes)) | set(content.get("on", ()))
        # Known codes, as of those that are on: a misspelt one would switch off nothing.
        off = CheckSettings(frozenset(content.get("off", ()))).codes
        patterns = patterns_of(content.get("pattern", ()), toml=text, path=str(path))
        return CheckSettings(frozenset(codes - off), dict(content.get("severity", {})), patterns)
    except SettingsError as error:
        raise SettingsError(error.what, where=error.where or str(path), mend=error.mend) from error
    except (TypeError, AttributeError) as error:
        raise SettingsError(say("on, off and only are lists of codes"), where=str(path)) from error


@single_threaded
def check(
    bitext: Bitext,
    base: TermBase,
    settings: CheckSettings | None = None,
    model: Embedder | None = None,
    between: Callable[[], object] = lambda: None,
) -> list[Finding]:
    """Check a bitext against a term base.

    Args:
        bitext: any bitext, its source the original or the translation: both directions work.
        base: may be empty, for the checks that need no terms.
        settings: which checks run; default: those whose findings are nearly all real.
        model: names the words that stand in a term's place.
        between: called between two units, again and again.

    Returns:
        The findings in the order of the units, worst first within a unit.
    """
    settings = settings or CheckSettings()
    with uncollected():
        prepared = CheckedBitext(bitext, in_force(base, bitext.date), model, settings.patterns, between)
        content = content_key(bitext)
        order = {row.unit.id: row.position for row in prepared.rows}
        found = [
            replace(
                each,
                severity=settings.severities.get(code, each.severity),
                document=bitext.symbol or PurePath(bitext.source.path).name,
                languages=prepared.languages,
                content=content,
            )
            for code, each_check in CHECKS.items()
            if code in settings.codes and not each_check.lacking(prepared.languages)
            for each in each_check.find(prepared)
        ]
    return sorted(found, key=lambda f: (order[f.unit], SEVERITIES.index(f.severity), f.code))


def content_key(bitext: Bitext) -> str:
    """Return the identity of a document: its original's text, however it is cut and wherever it is kept."""
    said = hashlib.sha256()
    for text in originals(bitext.beads):
        said.update(text.encode("utf-8", "replace"))
    return said.hexdigest()[:16]


def originals(beads: Iterable[Bead]) -> Iterator[str]:
    """Yield the original's text without its spaces: joined, it is the same however it is cut."""
    for bead in beads:
        for segment in bead.source:
            yield "".join(segment.text.split())


def not_checked(
    languages: Iterable[str], settings: CheckSettings | None = None, *, translations: Iterable[str] = ()
) -> list[Message]:
    """Return which checks are left out, since one of some languages does not state what they need.

    With the languages of translations, also of which of them a dictionary is missing.
    """
    codes = (settings or CheckSettings()).codes
    speakers = list(dict.fromkeys(map(family, languages)))
    left_out: dict[Message, list[str]] = defaultdict(list)
    for each in CHECKS.values():
        for language in each.lacking(speakers):
            if each.code in codes:
                left_out[language_name(language.code)].append(each.code)
    spelt = sorted(set(map(family, translations))) if spelling.CHECK.code in codes else []
    return [
        say("not checked for {language}: {checks}", language=name, checks=listed(checks))
        for name, checks in left_out.items()
    ] + [remark for code in spelt for remark in spelling.lacking(code)]
