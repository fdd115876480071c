"""Words for people: every template of the code has its wording in every catalogue, and values survive travel."""

import ast
import copy
import importlib.util
import os
import pickle
import re
import shutil
import subprocess
import sys

import pytest
from bitexts import bitext_of
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from sources import MODULES, ROOT, nodes

from align import errors, exchange, words
from align.cli import main
from align.errors import AlignError, ReadError, WriteError
from align.remarks import Remark
from align.terms import waivers
from align.terms.check import not_checked
from align.words import Message, counted, language_name, meaning, say, told
from align.words.columns import columns

CATALOGUES = sorted(words.FOLDER.glob("*/LC_MESSAGES/align.po"))


@pytest.fixture(scope="module")
def script():
    """Return scripts/words.py, by which catalogues are kept."""
    pytest.importorskip("babel", reason="needs the dev extra: pip install -e '.[dev]'")
    spec = importlib.util.spec_from_file_location("script_words", ROOT / "scripts" / "words.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("catalogue", CATALOGUES, ids=lambda path: path.parts[-3])
def test_a_catalogue_says_all_that_the_code_says_with_the_same_blanks(script, catalogue):
    assert list(script.problems(catalogue)) == []


def test_what_a_catalogue_lacks_is_found(script, tmp_path):
    """A wording that is missing, unsure, of other blanks, of nobody, and all of them not compiled."""
    shutil.copytree(words.FOLDER / "zh", tmp_path / "zh")
    path = tmp_path / "zh" / "LC_MESSAGES" / "align.po"
    text = path.read_text(encoding="utf-8")
    for right, wrong in (
        ('msgstr "文件为空"', 'msgstr ""'),
        ('msgid "there is no such file"', '#, fuzzy\nmsgid "there is no such file"'),
        ("请用 {known}", "请用 {knwon}"),
        ('msgid "this is a folder"', 'msgid "this is a holder"'),
    ):
        assert right in text
        text = text.replace(right, wrong, 1)
    path.write_text(text, encoding="utf-8")
    told = "\n".join(script.problems(path))
    for fault in (
        "not translated: 'the file is empty'",
        "translated before it was reworded: read it again, and take its “fuzzy” away: 'there is no such file'",
        "other blanks: 'take {known}'",
        "not collected: 'this is a folder'",
        "nobody says it any more: 'this is a holder'",
        "the compiled catalogue is stale",
    ):
        assert fault in told


def errors_of(modules):
    """Return the names of all kinds of errors, and of what else tells a person of something."""
    classes = (node.name for path in modules for node in nodes(path) if isinstance(node, ast.ClassDef))
    errors = {name for name in classes if name.endswith("Error") and not name.startswith("_")}
    return errors | {"ExportRemark", "Problem"}


def spelt_out(path, kinds):
    """Yield the texts that the errors of a module say without `say`: nobody could translate them."""
    for node in nodes(path):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in kinds:
            first = 0 if node.func.id.endswith("Error") else 1
            said = [
                *node.args[first : first + 1],
                *(each.value for each in node.keywords if each.arg in ("where", "mend")),
            ]
            for part in (part for each in said for part in branches(each)):
                if is_sentence(part):
                    yield f"{path.name}:{part.lineno}: {ast.unparse(part)}"


def branches(node):
    return [node.body, node.orelse] if isinstance(node, ast.IfExp) else [node]


def is_sentence(node):
    """Tell a text with words from a command, a path or nothing."""
    parts = node.values if isinstance(node, ast.JoinedStr) else [node]
    texts = [part.value for part in parts if isinstance(part, ast.Constant) and isinstance(part.value, str)]
    return any(any(letter.isalpha() for letter in text) and "pip install" not in text for text in texts)


def test_no_error_says_what_cannot_be_translated():
    kinds = errors_of(MODULES)
    assert len(kinds) > 10
    assert [text for path in MODULES for text in spelt_out(path, kinds)] == []


values = st.dictionaries(st.sampled_from(["a", "b"]), st.text() | st.integers(), min_size=2, max_size=2)


@given(values)
def test_a_message_travels_with_its_values(held):
    message = Message("{a} of {b}", held)
    for same in (pickle.loads(pickle.dumps(message)), copy.deepcopy(message), copy.copy(message)):
        assert same == message == f"{held['a']} of {held['b']}"
        assert (same.template, same.values) == (message.template, message.values)


def test_every_error_travels_with_its_values():
    kinds = [
        kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, AlignError)
    ]
    assert len(kinds) > 6
    for kind in kinds:
        error = kind(
            say("the file has {size} MB, more than {most}", size=9, most=8), where="a", mend=say("split it")
        )
        same = pickle.loads(pickle.dumps(error))
        assert type(same) is kind
        assert str(same) == str(error) == "a: the file has 9 MB, more than 8; split it"
        assert same.told("zh") == "a：文件有 9 MB，超过 8 MB；请拆分文件"


def test_values_are_told_in_the_language_of_the_whole():
    inner = say("the file is empty")
    assert told(say("cannot be written: {reason}", reason=inner), "zh") == "无法写入：文件为空"
    assert told("report.docx", "zh") == "report.docx"


def test_languages_are_called_by_their_names_in_the_language_of_the_whole():
    remark = Remark("other-original", {"language": "French"})  # as a bitext that was saved holds it
    assert "法文" in told(remark.what, "zh")
    assert "French" in remark.what
    assert told(language_name("fra"), "zh") == "法文"
    assert told(language_name("xx"), "zh") == "xx"
    assert "日文" in told(not_checked(["en", "ja"])[0], "zh")


def test_a_value_is_never_a_template():
    """A file may be called `{most}`, and so may a language that nobody knows."""
    error = ReadError(say("the file is empty"), where="{most} {0.__class__}")
    assert str(error) == "{most} {0.__class__}: the file is empty"
    assert error.told("zh") == "{most} {0.__class__}：文件为空"
    assert told(say("the file is empty"), "../../etc") == "the file is empty"


def test_numbers_and_meanings_choose_the_wording():
    assert [counted("{n} row", "{n} rows", n=n) for n in (0, 1, 2)] == ["0 rows", "1 row", "2 rows"]
    assert told(meaning("nobody knows this meaning", "the file is empty"), "zh") == "the file is empty"


CHOSEN = [
    ({}, "en"),
    ({"LANG": "zh_CN.UTF-8"}, "zh"),
    ({"LANG": "zh_TW"}, "zh"),
    ({"LANG": "fr_FR.UTF-8"}, "en"),
    ({"LANG": "C.UTF-8", "LC_MESSAGES": "zh_CN.UTF-8"}, "zh"),
    ({"LANG": "zh_CN.UTF-8", "LC_MESSAGES": "en_GB.UTF-8"}, "en"),
    ({"LANG": "en_GB", "LC_MESSAGES": "en_GB", "LC_ALL": "zh_SG.GB18030@x"}, "zh"),
    ({"LANG": "en_GB.UTF-8", "LANGUAGE": "fr:zh_CN:en"}, "zh"),
    ({"LANG": "zh_CN.UTF-8", "LANGUAGE": "en:zh"}, "en"),
    ({"LANG": "zh_CN.UTF-8", "LANGUAGE": "fr"}, "en"),
    ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, "en"),
    ({"LANGUAGE": "zh_CN", "LC_ALL": "C"}, "en"),
    ({"LANGUAGE": "zh"}, "zh"),
    ({"LANG": "", "LC_ALL": "", "LANGUAGE": ""}, "en"),
]


@pytest.mark.parametrize(("environment", "language"), CHOSEN)
def test_the_environment_chooses_as_it_does_for_gettext(monkeypatch, environment, language):
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert words.user_language() == language


def test_another_language_is_one_file(script, tmp_path):
    """A catalogue begun, one wording filled in, compiled: the program speaks it, and English where it lacks it."""
    shutil.copytree(ROOT / "align", tmp_path / "align")
    shutil.copytree(ROOT / "scripts", tmp_path / "scripts")
    environment = os.environ | {"PYTHONPATH": str(tmp_path), "LANGUAGE": "eo", "LANG": "C.UTF-8"}

    def run(*arguments):
        return subprocess.run(
            [sys.executable, *arguments], cwd=tmp_path, env=environment, capture_output=True, text=True
        )

    assert run("scripts/words.py", "new", "eo").returncode == 0
    path = tmp_path / "align/words/eo/LC_MESSAGES/align.po"
    before = 'msgid "there is no such file"\nmsgstr ""'
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, before[:-1] + 'ne estas tia dosiero"'), encoding="utf-8")
    assert run("scripts/words.py").returncode == 0
    said = run("-c", "from align.cli import main; main()", "read", "nowhere.txt").stderr
    assert said == "Error: nowhere.txt: ne estas tia dosiero; check the spelling of its path\n"
    assert "eo: not translated" in run("scripts/words.py", "check").stderr


def test_a_line_that_is_no_waiver_is_told_with_its_place(tmp_path):
    path = tmp_path / "waivers.tsv"
    path.write_text("no waiver\n", encoding="utf-8")
    with pytest.raises(ReadError) as error:
        waivers.read(path)
    assert error.value.told("zh").startswith(f"{path}：这不是免查文件；首行应为 reach ")


def test_a_cell_that_makes_no_sense_is_told_with_its_place(tmp_path):
    table = tmp_path / "table.tsv"
    table.write_text("en\tzh-CN\tscore\nOne.\t一。\t97 %\n", encoding="utf-8")
    with pytest.raises(ReadError) as error:
        exchange.read(table)
    assert error.value.told("zh") == f"{table} 第 2 行：score 列的值为 '97 %'；请填 0 至 1 之间的数"


def test_what_the_system_says_is_told_too(tmp_path):
    with pytest.raises(WriteError) as error:
        exchange.write(bitext_of(("One.", "一。")), tmp_path / ("a" * 300 + ".tmx"))
    assert "无法写入：文件名过长；请指定已有且有空间的文件夹" in error.value.told("zh")


def test_a_failure_of_a_batch_is_kept_for_any_language():
    error = ReadError(say("the file has {size} MB, more than {most}", size=9, most=8), where="a.docx")
    for text in (error.message, "plain", "", '["half', "[1, 2]", '{"a": 1}', "\ud800"):
        same = words.unpacked(words.packed(text))
        assert (same, told(same, "zh")) == (text, told(text, "zh"))
    assert (
        words.unpacked("cannot be read: as a ledger of 0.1 has it")
        == "cannot be read: as a ledger of 0.1 has it"
    )


def run(*arguments, language, **more):
    """Run a command as whoever has that locale."""
    locales = dict.fromkeys(("LANGUAGE", "LC_ALL", "LC_MESSAGES"))
    return CliRunner().invoke(main, list(map(str, arguments)), env={**locales, "LANG": language, **more})


def commands(group, path=()):
    for name, command in group.commands.items():
        yield (*path, name)
        yield from commands(command, (*path, name)) if hasattr(command, "commands") else ()


@pytest.mark.parametrize("path", [(), *commands(main)], ids=" ".join)
def test_the_help_of_a_command_is_chinese_and_fits_a_terminal(path):
    english = run(*path, "--help", language="en_GB.UTF-8").output  # what one was told first does not stay
    assert "Show this message and exit." in english
    shown = run(*path, "--help", language="zh_CN.UTF-8").output
    assert shown.startswith("用法：")
    assert "显示本帮助后退出。" in shown
    assert all(columns(line) <= 80 for line in shown.splitlines())
    prose = re.sub(
        r"--?[\w-]+|align [a-z ]+|`[^`]*`|[A-Z][A-Za-z]+|\.?[\w.]*\.\w+|\[[^\]]*\]|<[^>]*>",
        "",
        shown.partition("\n")[2],
    )
    assert not re.findall(r"[a-z]{2,}(?: [a-z]{2,}){2,}", prose)


def test_what_click_says_is_chinese_too():
    for arguments, says in (
        (["pair"], "错误：缺少参数 'ORIGINAL'"),
        (["pair", "a", "b", "--nothing"], "错误：没有 '--nothing' 这一选项。"),
        (["pair", "a", "b", "--level", "word"], "'--level' 的值无效："),
        (["nothing"], "错误：没有 'nothing' 这一命令。"),
        (["tm", "lookup", "m", "t", "--limit", "x"], "'x' 不是有效的 integer。"),
    ):
        result = run(*arguments, language="zh_CN.UTF-8")
        assert (result.exit_code, says in result.output) == (2, True), result.output


def test_warnings_are_chinese_too(tmp_path):
    """What is left out, what looks wrong and what is told of a file that was written."""
    table, units = tmp_path / "a.tsv", tmp_path / "units.tmx"
    texts = (
        "It met in Rome.\t它在罗马开会。",
        "It met in Rome.\t它在罗马举行会议。",
        "word " * 500 + "\t它在日内瓦开会。",
    )
    table.write_text("\n".join(("en\tzh", *texts)), encoding="utf-8")
    tuvs = '<tuv xml:lang="{}"><seg>Oui.</seg></tuv>'
    units.write_text(
        f'<tmx version="1.4"><body><tu>{tuvs.format("fr")}</tu><tu>{tuvs.format("fr")}{tuvs.format("en")}</tu>'
        "</body></tmx>",
        encoding="utf-8",
    )
    for says, command in (
        ("有 2 种译法", ["convert", table, tmp_path / "a.tmx"]),
        ("仅保留第一个", ["convert", table, tmp_path / "b.tmx", "--one-target"]),
        ("2,000 个字符", ["convert", table, tmp_path / "c.tmx"]),
        ("实为", ["convert", table, tmp_path / "a.xlsx"]),
        ("没有第二种语言文本的单元", ["tm", "add", tmp_path / "m.tm", units]),
    ):
        said = run(*command, language="zh_CN.UTF-8").stderr
        assert says in said
        prose = re.sub(rf"“[^”]*”|{re.escape(str(tmp_path))}\S*", "", said)
        assert not re.findall(r"[a-z]{2,}(?: [a-z]{2,}){2,}", prose)


def test_what_each_format_holds_is_told_in_chinese_too():
    table = run("convert", "--formats", language="zh_CN.UTF-8").stdout.partition("\n\n状态")[0]
    assert "文本表格：可读、可写" in table
    assert not re.findall(r"[a-z]{2,}(?:,? [a-z]{2,})+", table)


def test_only_what_is_for_people_follows_the_locale(corpora, tmp_path, monkeypatch):
    """Talk on stderr is Chinese; what programs read is the same, byte for byte."""
    sides = [corpora / "report" / f"report.{side}.txt" for side in ("en", "zh")]
    made = {}
    for language in ("en_GB.UTF-8", "zh_CN.UTF-8"):
        folder = tmp_path / language
        folder.mkdir()
        outputs = [folder / name for name in ("x.tmx", "x.tsv", "x.xlf", "x.bitext.jsonl")]
        reports = [folder / name for name in ("f.json", "f.tsv")]
        monkeypatch.chdir(folder)
        arguments = [each for path in outputs for each in ("-o", path)]
        arguments += [each for path in reports for each in ("--report", path)]
        base = corpora / "terms" / "un.tbx"
        more = {"SOURCE_DATE_EPOCH": "1700000000"}
        result = run("pair", *sides, *arguments, "--terms", base, language=language, **more)
        made[language] = [path.read_bytes() for path in (*outputs, *reports)], result.stdout, result.stderr
    (english, out, said), (chinese, same_out, told_) = made.values()
    assert (english, out) == (chinese, same_out)
    assert "beads" in said
    assert "confidence" in said
    assert "句组" in told_
    assert "可信度" in told_
    assert "confidence" not in told_
