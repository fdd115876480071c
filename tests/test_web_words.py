"""The words of the interface: all that pages and script ask for is there, in both languages."""

import re
from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest
from bitexts import bitext_of
from clients import TestClient

pytest.importorskip("fastapi", reason="needs the web extra: pip install 'align-tm[web]'")

import align.web
from align import embed
from align.bitext import STATUSES, WHYS, Side
from align.serving import Role
from align.terms.base import TermBase
from align.terms.checks import CHECKS
from align.terms.findings import SEVERITIES
from align.terms.waivers import Reach
from align.web.app import make_app
from align.web.folder.open_bitexts import OpenBitexts
from align.web.handover.exported_rows import ONLY
from align.web.handover.returned import GROUPS
from align.web.handover.workbook import CELLS
from align.web.opening import open_target
from align.web.pages.routes_files import FORMATS, HELP
from align.web.pages.routes_replacing import SIDES
from align.web.pages.routes_rows import ACTIONS
from align.web.review.edits import EDITS
from align.web.rows.reasons import REASONS
from align.web.words.i18n import SCRIPT, WORDS, check_title
from align.words import told

WEB = Path(align.web.__file__).parent


def asked():
    """Return the keys of the words that pages put together, and of those that the script says."""
    keys = {f"by_{why}" for why in WHYS} | {f"is_{status}" for status in STATUSES}
    keys |= (
        {"is_listed", "by_edit"}
        | {f"{form}_{reason}" for form in ("is", "n") for reason in REASONS}
        | {f"because_{reason}" for reason in REASONS if reason not in ("flagged", "error")}
        | set(get_args(Reach)) - {""}
        | set(SEVERITIES)
    )
    keys |= (
        {name for action, _ in ACTIONS for name in (action, f"help_{action}")}
        | {"clear", "escape", "assign", "is_differs"}
        | {f"role_{role}" for role in get_args(Role)}
        | set(FORMATS.values())
    )
    keys |= {title for title, _ in HELP} | {f"help_{name}" for _, entries in HELP for _, name in entries}
    keys |= {f"in_{side}" for side in SIDES}
    keys |= {f"did_{name}" for name in (*EDITS, "realign")} | {f"only_{each}" for each in ONLY}
    keys |= {f"group_{group}" for group in GROUPS} | {f"what_{cell}" for cell in CELLS}
    return (
        keys
        | {"undo", "redo", "taken", "conflict", "built_on_by", "conflict_own", "built_on_own"}
        | set(SCRIPT)
    )


def test_the_words_are_those_that_are_asked_for():
    assert sorted(asked() ^ WORDS.keys()) == []


def test_templates_spell_out_what_no_value_decides():
    for template in (WEB / "pages/templates").glob("*.html"):
        assert re.findall(r"\bword\([\"']\w+[\"']\)", template.read_text(encoding="utf-8")) == []


def test_the_script_is_given_every_word_it_says():
    said = {
        key
        for script in (WEB / "pages/static").glob("*.js")
        for key in re.findall(r"\bsay\(\"(\w+)\"", script.read_text(encoding="utf-8"))
    }
    assert said - set(SCRIPT) == set()


def test_every_word_is_in_both_languages():
    for key, english in WORDS.items():
        chinese = told(english, "zh")
        assert re.search("[\u4e00-\u9fff]", chinese) or chinese == "XLIFF 2.1", key


def test_every_check_has_a_short_name():
    for code in CHECKS:
        assert 0 < len(check_title(code, "en")) <= 20
        assert re.search("[\u4e00-\u9fff]", check_title(code, "zh"))


def test_the_language_that_the_command_names_outdoes_an_earlier_choice(tmp_path):
    """A choice on the page holds where it was made: with that `--lang`, or without."""
    bitexts = OpenBitexts(open_target([tmp_path]), TermBase(()), tmp_path / "waivers.tsv", embed.load())
    cookies = None
    for given, shown in (("", "en"), ("zh", "zh"), ("", "zh"), ("zh", "en"), ("en", "en")):
        browser = TestClient(make_app(bitexts, language=given), "http://127.0.0.1:8765", cookies=cookies)
        assert f'<html lang="{shown}"' in browser.get("/").text
        other = "zh" if shown == "en" else "en"
        (name,) = re.findall('data-cookie="([^"]+)"', browser.get("/").text)
        browser.cookies.set(name, other)
        assert f'<html lang="{other}"' in browser.get("/").text
        cookies = browser.cookies


def test_the_findings_say_what_was_not_checked_in_which_language(tmp_path):
    for code in ("zh-CN", "qaa"):
        bitext = replace(bitext_of(("It cost 12 dollars.", "12")), target=Side(code))
        bitext.save(tmp_path / f"{code}.bitext.jsonl")
    bitexts = OpenBitexts(open_target([tmp_path]), TermBase(()), tmp_path / "waivers.tsv", embed.load())
    client = TestClient(make_app(bitexts), "http://127.0.0.1:8765")
    said = {code: client.get(f"/findings/{code}.bitext.jsonl").text for code in ("zh-CN", "qaa")}
    bitexts.close()
    assert "not checked for qaa: T2, T8, N1" in said["qaa"]
    assert "not checked" not in said["zh-CN"]
