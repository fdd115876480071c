"""Rule files: the standard, what CAT tools make of it, and what is broken."""

from pathlib import Path

import pytest
import regex

from align import srx
from align.errors import ReadError, SettingsError
from align.segment import RULES, load_rules, split
from align.settings import Settings
from align.srx import Rules, breaks, read_srx, rule

HEADER = '<header segmentsubflows="yes" cascade="{cascade}"/>'


def write(
    folder: Path, rules: str, *, maps: str = "", cascade: str = "yes", namespace: str = "srx20"
) -> Path:
    path = folder / "rules.srx"
    maps = maps or '<languagemap languagepattern="EN.*" languagerulename="English"/>'
    path.write_text(
        f'<?xml version="1.0"?><srx xmlns="http://www.lisa.org/{namespace}" version="2.0">'
        f"{HEADER.format(cascade=cascade)}<body><languagerules>{rules}</languagerules>"
        f"<maprules>{maps}</maprules></body></srx>",
        encoding="utf-8",
    )
    return path


def group(*rules: tuple[str, str, str], name: str = "English") -> str:
    entries = "".join(
        f'<rule break="{breaks}"><beforebreak>{before}</beforebreak><afterbreak>{after}</afterbreak></rule>'
        for breaks, before, after in rules
    )
    return f'<languagerule languagerulename="{name}">{entries}</languagerule>'


def cut(text: str, path: Path, language: str = "en") -> list[str]:
    rules = load_rules(Settings(srx=str(path)), language)
    return [text[start:end] for start, end in split(text, rules)]


FULL_STOP = ("yes", r"\.", r"\s")


def test_the_first_rule_that_fits_decides(tmp_path):
    path = write(tmp_path, group(("no", r"No\.", r"\s"), FULL_STOP))
    assert cut("No. 5. End.", path) == ["No. 5.", "End."]
    path = write(tmp_path, group(FULL_STOP, ("no", r"No\.", r"\s")))
    assert cut("No. 5. End.", path) == ["No.", "5.", "End."]


def test_cascade_takes_all_groups_that_fit_the_language(tmp_path):
    groups = group(("no", r"No\.", r"\s")) + group(FULL_STOP, name="All")
    maps = (
        '<languagemap languagepattern="EN.*" languagerulename="English"/>'
        '<languagemap languagepattern=".*" languagerulename="All"/>'
    )
    path = write(tmp_path, groups, maps=maps)
    assert cut("No. 5. End.", path) == ["No. 5.", "End."]
    assert cut("No. 5. End.", path, "fr") == ["No.", "5.", "End."]
    path = write(tmp_path, groups, maps=maps, cascade="no")
    assert cut("No. 5. End.", path) == ["No. 5. End."]


def test_languages_are_whole_codes_in_any_case(tmp_path):
    maps = '<languagemap languagepattern="(EN|zh)(-.*)?" languagerulename="English"/>'
    path = write(tmp_path, group(FULL_STOP), maps=maps)
    assert len(cut("A. B.", path, "en-US")) == len(cut("A. B.", path, "zh-CN")) == 2
    with pytest.raises(SettingsError, match="no rules for the language 'enm'"):
        cut("A. B.", path, "enm")


def test_break_is_yes_unless_it_says_no_and_either_side_may_be_empty(tmp_path):
    groups = (
        '<languagerule languagerulename="English"><rule><beforebreak>;</beforebreak></rule>'
        '<rule break="yes"><afterbreak>—</afterbreak></rule></languagerule>'
    )
    assert cut("a;b—c", write(tmp_path, groups)) == ["a;", "b", "—c"]


@pytest.mark.parametrize(
    ("before", "text", "place"),
    [
        (r"\Qa.b\E", "a.b a+b", 3),
        (r"[\Q.]\E]", "x] y", 2),
        (r"[[:punct:]&amp;&amp;[^,]]", "a, b! c", 5),
        (r"\p{javaUpperCase}", "aB c", 2),
        (r"\p{IsAlphabetic}\p{Pe}", "1) a) b", 5),
        (r"\p{L}++\.", "12. ab. c", 7),
        (r"(?i)ETC\.", "etc. x", 4),
        (r"(?Ui)ETC\.", "etc. x", 4),
        (r"(?:(?i)no)\.", "NO. x", 3),
        (r"(?&lt;!\d)\.", "1. a. x", 5),
        (r"\x{2019}", "a’ x", 2),
        (r"\u2019", "a’ x", 2),
        (r"\056", "a.1 b", 0),
        (r"\.[\h]", "a.\u00a0 x", 3),
        (r"^\s*\d+\.", "1. 2. x", 2),
    ],
)
def test_expressions_of_java_and_icu(tmp_path, before, text, place):
    path = write(tmp_path, group(("yes", before, r"\s")))
    assert breaks(text, read_srx(path, "en")) == ([place] if place else [])


def test_white_space_of_rules_is_not_the_no_break_space(tmp_path):
    path = write(tmp_path, group(FULL_STOP))
    assert cut("See para.\u00a05. End.", path) == ["See para.\u00a05.", "End."]


@pytest.mark.parametrize("before", ["(", "[a", "a{2,1}", r"\p{Nonsense}", "*", "(?<n>a)(?P=m)", "(" * 5000])
def test_a_broken_rule_is_named(tmp_path, before):
    path = write(tmp_path, group(FULL_STOP, ("no", before.replace("<", "&lt;"), r"\s")))
    with pytest.raises(SettingsError, match=r"rules\.srx, rules 'English', rule 2: .* is no regular exp"):
        read_srx(path, "en")


@pytest.mark.parametrize("before", [r"(['’])\.\1", r"(?&lt;q>['’])\.\k&lt;q>"])
def test_references_back_are_refused_rather_than_misread(tmp_path, before):
    with pytest.raises(SettingsError, match=r"rule 1: .* refers back to a group"):
        read_srx(write(tmp_path, group(("yes", before, r"\s"))), "en")


def test_endless_expressions_are_refused(tmp_path):
    with pytest.raises(SettingsError, match="rule 1: an expression of 60000 characters"):
        read_srx(write(tmp_path, group(("yes", "ab|" * 20000, r"\s"))), "en")


def test_a_broken_language_pattern_is_named(tmp_path):
    path = write(tmp_path, group(), maps='<languagemap languagepattern="(" languagerulename="English"/>')
    with pytest.raises(SettingsError, match="languagemap 1"):
        read_srx(path, "en")


def test_a_map_to_missing_rules_is_named(tmp_path):
    path = write(tmp_path, group(name="German"))
    with pytest.raises(SettingsError, match="'English', which are not there"):
        read_srx(path, "en")


@pytest.mark.parametrize("content", ["no rules", "<srx>", "<tmx/>", "<!DOCTYPE srx>\x00", "﻿"])
def test_what_is_no_srx(tmp_path, content):
    path = tmp_path / "rules.srx"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(SettingsError, match=r"rules\.srx: this is no"):
        read_srx(path, "en")


def test_missing_and_empty_files(tmp_path):
    with pytest.raises(ReadError, match="no such file"):
        read_srx(tmp_path / "rules.srx", "en")
    (tmp_path / "rules.srx").touch()
    with pytest.raises(ReadError, match="empty"):
        read_srx(tmp_path / "rules.srx", "en")


def test_entities_are_not_resolved(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("secret", encoding="utf-8")
    path = tmp_path / "rules.srx"
    path.write_text(
        f'<!DOCTYPE srx [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
        '<srx version="2.0"><header cascade="yes"/><body><languagerules><languagerule '
        'languagerulename="English"><rule><beforebreak>&x;</beforebreak></rule></languagerule>'
        '</languagerules><maprules><languagemap languagepattern=".*" languagerulename="English"/>'
        "</maprules></body></srx>",
        encoding="utf-8",
    )
    assert all("secret" not in one.here.pattern for one in read_srx(path, "en").rules)


def test_rules_that_would_run_for_ever_are_stopped(monkeypatch):
    monkeypatch.setattr(srx, "SECONDS", 0.2)
    rules = Rules("mine.srx", (rule(r"b(?:a|aa)+", r"\s", breaks=True),))
    with pytest.raises(SettingsError, match=r"mine\.srx: its rules need more than 0\.2 seconds"):
        breaks("a" * 200 + " b", rules)


@pytest.mark.parametrize("path", sorted(RULES.glob("*.srx")), ids=lambda path: path.stem)
def test_our_files_keep_to_what_all_tools_understand(path):
    """No construct that needs translating, and no repeated group, for which Java finds no longest length."""
    for language in ("en", "zh", "fr", "es", "ru", "ar"):
        assert read_srx(path, language).rules
    outside_classes = regex.sub(r"\[(?:\\.|[^]\\])*\]", "", path.read_text(encoding="utf-8"))
    assert not regex.search(r"\\[QhHxvVRXk]|\(\?P|\)[*+]", outside_classes)
