"""The manifest of a batch: it comes back as it went, and a person may write one."""

import re

import pytest
from archives import sample_texts, write

from align.batch.pairs import find_pairs, read_manifest, table, write_manifest
from align.errors import ReadError


@pytest.fixture(scope="module")
def texts(corpora):
    return sample_texts(corpora)


def test_a_manifest_comes_back_as_it_went(tmp_path, texts):
    english, chinese = texts[0]
    files = {
        "1/a-E.txt": english,
        "1/a-C.txt": chinese,
        '#2/it\'s "b".en.txt': english,
        '#2/it\'s "b".zh.txt': chinese,
    }
    pairing = find_pairs(
        write(tmp_path / "archive", files | {"c.txt": texts[1][0], "1/a-E (1).txt": english})
    )
    write_manifest(pairing, tmp_path / "pairs.tsv")
    again = read_manifest(tmp_path / "pairs.tsv")
    assert [pair.name for pair in pairing.pairs] == ["2/it_s_b", "1/a"]
    resolved = {
        (p.source.resolve(), p.target.resolve(), p.name, p.how, p.score, p.margin) for p in again.pairs
    }
    assert resolved == {(p.source, p.target, p.name, p.how, p.score, p.margin) for p in pairing.pairs}
    comments = [
        line for line in (tmp_path / "pairs.tsv").read_text(encoding="utf-8").split("\n") if line[:1] == "#"
    ]
    assert [line.split("\t")[0] for line in comments] == ["# double", "# left over"]


def test_a_manifest_by_hand_needs_two_columns(tmp_path):
    write(
        tmp_path,
        {"a.txt": "a", "b.txt": "b", "c.txt": "c", "m.tsv": "# mine\n\na.txt\tb.txt\nc.txt\tb.txt\n"},
    )
    pairs = read_manifest(tmp_path / "m.tsv").pairs
    assert [(p.source.name, p.target.name, p.name, p.how) for p in pairs] == [
        ("a.txt", "b.txt", "a", "manifest"),
        ("c.txt", "b.txt", "c", "manifest"),
    ]


def test_columns_may_stand_in_any_order(tmp_path):
    text = "\ufefftarget\tto\tsource\tfrom\r\nb.txt\tzh-TW\ta.txt\ten\r\n"
    [pair] = read_manifest(write(tmp_path, {"a.txt": "a", "b.txt": "b", "m.tsv": text}) / "m.tsv").pairs
    assert (pair.source.name, pair.source_language, pair.target_language) == ("a.txt", "en", "zh-TW")


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("a.txt", "two files are needed"),
        ("\tb.txt", "two files are needed"),
        ("a.txt\ta.txt", "both files are the same"),
        ("a.txt\tb.txt\tx\tname\tgood", "good is no score"),
        ("a.txt\tb.txt\tx\tname\t1\tnan", "nan is no margin"),
        ("c.txt\tb.txt", "stands in line 2 already"),
    ],
)
def test_errors_in_a_manifest_name_their_line(tmp_path, line, words):
    write(tmp_path, {"a.txt": "a", "b.txt": "b", "c.txt": "c"})
    write(tmp_path, {"m.tsv": f"source\ttarget\tname\thow\tscore\tmargin\nc.txt\tb.txt\n# note\n{line}\n"})
    with pytest.raises(ReadError, match="line 4") as error:
        read_manifest(tmp_path / "m.tsv")
    assert words in str(error.value)


@pytest.mark.parametrize("content", ["", "# nothing\n", "source\ttarget\n"])
def test_a_manifest_without_pairs(tmp_path, content):
    with pytest.raises(ReadError):
        read_manifest(write(tmp_path, {"m.tsv": content}) / "m.tsv")


def test_the_table_tells_how_each_pair_was_found(tmp_path, texts):
    files = {"a-E.txt": texts[0][0], "a-C.txt": texts[0][1], "b.txt": texts[1][0], "\x1b[2J.txt": "x"}
    lines = list(table(find_pairs(write(tmp_path, files))))
    assert re.match(r"name +0\.[89]", lines[0])
    assert lines[0].endswith("a-E.txt | a-C.txt")
    assert lines[-1] == "1 pair (by name 1), 0 doubles, 2 left over"
    assert "\x1b" not in "".join(lines)
