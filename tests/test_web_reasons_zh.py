"""Why something cannot be done, in Chinese: every reason that the code spells out has its own."""

import ast
import errno
import os
import re
from importlib import import_module
from pathlib import Path

import pytest

pytest.importorskip("fastapi", reason="needs the web extra: pip install 'align-tm[web]'")

from bitexts import bitext_of

import align.web
from align import exchange
from align.errors import AlignError, ReadError, WriteError
from align.exchange.units import nonsense
from align.web.words.i18n import reason
from align.web.words.reasons_zh import REASONS

WEB = Path(align.web.__file__).parent

SILENT = {"__init__", "i18n", "findings_zh", "reasons_zh", "opening"}
"""Modules of the page that refuse nothing on it: `opening` does on the command line, before there is one."""

MET = [
    *(
        ".".join(("align.web", *file.relative_to(WEB).with_suffix("").parts))
        for file in sorted(WEB.rglob("*.py"))
        if file.stem not in SILENT
    ),
    *("align.bitext", "align.files", "align.terms.waivers"),
    *("align.exchange", "align.exchange.options", "align.exchange.tables", "align.exchange.xlsx"),
]
"""Modules whose reasons a person meets on the page."""

NOT_MET = {
    "{}: {}": "the page sends no edit with arguments of another name",
    "{}: {} is no {}": "the page sends no edit with arguments of another type",
    "{} cannot be read back": "only workbooks are brought back to the page",
    "{} is only read": "the page offers formats that are written",
    "no bitext format has this ending": "the page offers formats that there are",
    "unknown option among {}": "the page sets no options",
    "{} is {}": "told for each column by itself: see `COLUMNS`",
}
"""Reasons that stay English, each with why."""

COLUMNS = {
    f"{name} is {{}}" for name in nonsense(dict.fromkeys(("score", "page", "why", "status", "kind"), "?"))
}

ELSEWHERE = {
    *COLUMNS,
    *("somebody", "unknown", "any", "a number from 0 to 1", "a page number", "one of {}"),
    *("the bitext holds no units, and XLIFF needs one", "align documents with text"),
}
"""Reasons that are values of others, and those of XLIFF, which the page writes and never reads."""


def reasons_of(name):
    """Return what the errors of a module say, and how to mend it; what stands in a text is `{}`."""
    module = import_module(name)
    tree = ast.parse(Path(module.__file__).read_text(encoding="utf-8"))
    given = {
        text
        for told in ("what", "mend", "problem", "doubt", "notice")
        for text in assigned(tree, told) | returned(tree, f"_{told}")
    }
    for call in nodes(tree, ast.Call):
        error = getattr(module, getattr(call.func, "id", ""), None)
        if isinstance(error, type) and issubclass(error, AlignError):
            mends = [keyword.value for keyword in call.keywords if keyword.arg == "mend"]
            given |= {text for part in (call.args[0], *mends) for text in texts_of(part, tree)}
    return given


def nodes(tree, kind):
    return (node for node in ast.walk(tree) if isinstance(node, kind))


def texts_of(node, tree):
    """Return the texts that an expression may be, as far as its module spells them."""
    match node:
        case ast.Constant(value=str(text)):
            return {text} - {""}
        case ast.JoinedStr(values=parts):
            return {"".join(part.value if isinstance(part, ast.Constant) else "{}" for part in parts)}
        case ast.IfExp(body=one, orelse=other):
            return texts_of(one, tree) | texts_of(other, tree)
        case ast.BinOp(left=left, right=right):
            starts, ends = (texts_of(part, tree) or {"{}"} for part in (left, right))
            return {start + end for start in starts for end in ends}
        case ast.Name(id=name):
            return assigned(tree, name) | passed(tree, name)
        case ast.Call(func=ast.Name(id=name)):
            return returned(tree, name)
    return set()  # what another error says, or the system


def assigned(tree, name):
    """Return the texts that a module assigns to a name, be it one of several at once."""
    found = set()
    for node in nodes(tree, ast.Assign):
        targets, values = [node.targets[0]], [node.value]
        if isinstance(targets[0], ast.Tuple) and isinstance(values[0], ast.Tuple):
            targets, values = targets[0].elts, values[0].elts
        for target, value in zip(targets, values, strict=True):
            found |= texts_of(value, tree) if getattr(target, "id", "") == name else set()
    return found


def passed(tree, name):
    """Return the texts that a module passes for a parameter, its default too."""
    found = set()
    for function in nodes(tree, ast.FunctionDef):
        names = [argument.arg for argument in function.args.args]
        if name in names:
            place = names.index(name)
            calls = [call for call in nodes(tree, ast.Call) if getattr(call.func, "id", "") == function.name]
            values = [call.args[place] for call in calls if len(call.args) > place]
            values += function.args.defaults[place - len(names) :]
            found |= {text for value in values for text in texts_of(value, tree)}
    return found


def returned(tree, name):
    """Return the texts that a function of a module returns."""
    functions = (function for function in nodes(tree, ast.FunctionDef) if function.name == name)
    ends = (end for function in functions for end in nodes(function, ast.Return))
    return {text for end in ends for text in texts_of(end.value, tree)}


@pytest.mark.parametrize("module", MET)
def test_every_reason_that_a_person_meets_is_told_in_chinese(module):
    assert reasons_of(module) - REASONS.keys() - NOT_MET.keys() == set()


def test_every_reason_is_chinese_and_keeps_its_blanks():
    for english, chinese in REASONS.items():
        assert re.search("[\u4e00-\u9fff]", chinese), english
        assert english.count("{}") == chinese.count("{}"), english


def test_a_reason_holds_its_place_its_values_and_its_mend():
    line = ReadError("this line is no waiver", where="waivers.tsv line 12", mend="mend or remove it")
    assert reason(line, "zh") == "waivers.tsv 第 12 行：此行不是免查记录；请改正或删除"
    assert reason(line, "en") == str(line)
    full = WriteError(f"the edit is not saved: {os.strerror(errno.ENOSPC)}", where="a.jsonl")
    assert reason(full, "zh") == "a.jsonl：修改未保存：磁盘已满"
    kept = ReadError("moved", mend="your review is kept in a; b.jsonl; open it again")
    assert reason(kept, "zh") == "moved；您的审校保存在 a; b.jsonl；请重新打开"
    assert reason("its id is none of this review", "zh") == "此行的 id 不属于本次审校"


def test_a_cell_that_makes_no_sense_is_told(tmp_path):
    table = tmp_path / "table.tsv"
    table.write_text("en\tzh-CN\tscore\nOne.\t一。\t97 %\n", encoding="utf-8")
    with pytest.raises(ReadError) as error:
        exchange.read(table)
    assert reason(error.value, "zh") == f"{table} 第 2 行：score 列的值为 '97 %'；请填 0 至 1 之间的数"


def test_that_nothing_cannot_be_xliff_is_told(tmp_path):
    with pytest.raises(WriteError) as error:
        exchange.write(bitext_of(), tmp_path / "empty.xlf")
    assert reason(error.value, "zh") == "双语文件没有句段，XLIFF 至少须有一个；请对齐有文本的文件"
