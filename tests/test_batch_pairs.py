"""Pairs of an archive: names, symbols, texts; what is wrong is reported; the manifest comes back as it went."""

import csv
import os
import random
import re
import zipfile
from pathlib import Path, PurePath

import evaluate_pairs
import make_archive
import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.batch import ledger
from align.batch.pairs import Pairing, find_pairs, read_manifest, sketch, table, write_manifest
from align.batch.pairs.by_name import match_names
from align.batch.pairs.content import SHORT
from align.batch.pairs.inventory import take_inventory
from align.batch.pairs.namer import Namer
from align.errors import LanguageError, ReadError

CASES = Path(__file__).parent / "cases" / "batch"
LANGUAGES = ("en", "zh")


def cases(name):
    """Yield the cases of a file: pairs {(source, target, how)}, lone files, doubles."""
    for block in (CASES / name).read_text(encoding="utf-8").split("\n[")[1:]:
        title, *lines = block.split("\n")
        rows = [line for line in lines if line]
        pairs = {tuple(row.split(" | ")) for row in rows if " | " in row}
        lone, doubles = ({row[2:] for row in rows if row.startswith(mark)} for mark in ("- ", "+ "))
        yield pytest.param(pairs, lone, doubles, id=title.removesuffix("]"))


def matched(paths, languages=LANGUAGES):
    """Return what names tell: {(source, target, how)} and the doubles."""
    matches = match_names(map(PurePath, paths), *languages)
    pairs = {(str(m.sources[0]), str(m.targets[0]), m.how) for m in matches}
    return pairs, {str(path) for m in matches for path in m.sources[1:] + m.targets[1:]}


@pytest.mark.parametrize(("pairs", "lone", "doubles"), [*cases("names.txt"), *cases("no-pairs.txt")])
def test_names(pairs, lone, doubles):
    paths = [path for one, other, _ in pairs for path in (one, other)] + [*lone, *doubles]
    random.Random(1).shuffle(paths)
    assert matched(paths) == (pairs, doubles)


@pytest.mark.parametrize(("pairs", "lone", "doubles"), [*cases("names.txt")])
def test_names_the_other_way_round(pairs, lone, doubles):
    paths = [path for one, other, _ in pairs for path in (one, other)] + [*lone, *doubles]
    assert matched(paths, ("zh", "en"))[0] == {(other, one, how) for one, other, how in pairs}


def test_other_languages_than_chinese():
    assert matched(["a-E.docx", "a-F.docx", "a-C.docx"], ("en", "fr"))[0] == {
        ("a-E.docx", "a-F.docx", "name")
    }


PARTS = st.sampled_from(["en", "zh", "E", "C", "report", "A", "75", "报告", "(1)", "fr", "１２"])
PATHS = st.lists(
    st.builds(
        lambda folders, words, joint, ending: "/".join([*folders, joint.join(words) + ending]),
        st.lists(PARTS, max_size=2),
        st.lists(PARTS, min_size=1, max_size=4),
        st.sampled_from("_-. "),
        st.sampled_from([".docx", ".txt", ".pdf"]),
    ),
    max_size=12,
    unique=True,
)


@given(PATHS, st.randoms(use_true_random=False))
def test_every_file_is_matched_once_whatever_the_order(paths, rng):
    matches = match_names(map(PurePath, paths), *LANGUAGES)
    files = [str(path) for match in matches for path in match.files]
    assert len(files) == len(set(files))
    assert set(files) <= set(paths)
    rng.shuffle(paths)
    assert match_names(map(PurePath, paths), *LANGUAGES) == matches


@given(PATHS)
def test_output_names_are_safe_and_unlike(paths):
    namer = Namer(PurePath("archive"))
    names = [namer.name(PurePath("archive", path), PurePath("archive", path)) for path in paths]
    assert len({name.casefold() for name in names}) == len(paths)
    assert all(part.strip(". ") for name in names for part in name.split("/"))


@pytest.mark.parametrize(
    ("wanted", "name"),
    [
        ("../../etc/passwd", "etc/passwd"),
        ("/root/.ssh", "root/ssh"),
        ("a:b*c?", "a_b_c"),
        ("", "pair"),
        ("关于发展权", "关于发展权"),
    ],
)
def test_no_output_name_leaves_its_folder(wanted, name):
    assert Namer(PurePath()).take(wanted) == name


# Archives whose files are read: documents of a dozen sentences each, cut from our sample report.


@pytest.fixture(scope="module")
def texts(corpora):
    """Return documents as (English, Chinese), paragraph by paragraph."""
    with (corpora / "report" / "gold.tsv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, dialect="excel-tab"))
    beads = [(row["en"], row["zh"]) for row in rows if len(row["en"]) > 40]
    return [
        tuple("\n\n".join(side) for side in zip(*beads[i : i + 12], strict=True)) for i in range(0, 72, 12)
    ]


def write(folder: Path, files: dict[str, str | bytes]) -> Path:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def found(pairing: Pairing) -> set[tuple[str, str, str]]:
    def shown(path: Path) -> str:
        return path.relative_to(pairing.folder).as_posix()

    return {(shown(pair.source), shown(pair.target), pair.how) for pair in pairing.pairs}


def reasons(pairing: Pairing) -> dict[str, str]:
    return {left.path.relative_to(pairing.folder).as_posix(): left.reason for left in pairing.leftovers}


def test_texts_tell_pairs_where_names_tell_nothing(tmp_path, texts):
    files = {f"{i}x.txt": english for i, (english, _) in enumerate(texts)}
    files |= {f"{len(texts) - i}y.txt": chinese for i, (_, chinese) in enumerate(texts)}
    pairing = find_pairs(write(tmp_path, files))
    assert found(pairing) == {(f"{i}x.txt", f"{len(texts) - i}y.txt", "content") for i in range(len(texts))}
    assert all(0.65 < pair.score <= 1 and pair.margin > 0.05 for pair in pairing.pairs)
    assert {(pair.source_language, pair.target_language) for pair in pairing.pairs} == {("en", "zh-CN")}


def test_without_reading_names_alone_decide(tmp_path, texts):
    files = {
        "a.en.txt": b"\xff\x00\xfe rubbish",
        "a.zh.txt": texts[0][1],
        "b.txt": texts[1][0],
        "c.fr.txt": "La loi.",
    }
    pairing = find_pairs(write(tmp_path, files), content=False)
    assert found(pairing) == {("a.en.txt", "a.zh.txt", "name")}
    assert reasons(pairing) == {"b.txt": "no partner by name", "c.fr.txt": "marked as fr, neither en nor zh"}


def test_a_translation_that_belongs_to_another_document_is_reported(tmp_path, texts):
    files = {
        f"{i}.{code}.txt": text
        for i, pair in enumerate(texts)
        for code, text in zip(LANGUAGES, pair, strict=True)
    }
    files["0.zh.txt"] = texts[3][1]
    pairing = find_pairs(write(tmp_path, files))
    assert found(pairing) == {(f"{i}.en.txt", f"{i}.zh.txt", "name") for i in range(1, len(texts))}
    assert "its text is that of 3.en.txt" in reasons(pairing)["0.zh.txt"]
    assert "0.zh.txt" in reasons(pairing)["0.en.txt"]


def test_swapped_translations_are_reported(tmp_path, texts):
    files = {"a-E.txt": texts[0][0], "a-C.txt": texts[1][1], "b-E.txt": texts[1][0], "b-C.txt": texts[0][1]}
    files |= {"c-E.txt": texts[2][0], "c-C.txt": texts[2][1]}
    pairing = find_pairs(write(tmp_path, files))
    assert found(pairing) == {("c-E.txt", "c-C.txt", "name")}
    assert "that of b-E.txt" in reasons(pairing)["a-C.txt"]
    assert "that of a-E.txt" in reasons(pairing)["b-C.txt"]


def test_names_are_not_contradicted_for_little_text(tmp_path, texts):
    short = {"a-E.txt": "The meeting rose at noon.", "a-C.txt": "预算为三百万美元。"}
    assert max(map(len, short.values())) < SHORT
    assert found(find_pairs(write(tmp_path, short))) == {("a-E.txt", "a-C.txt", "name")}


def test_documents_of_one_template_are_not_accused(tmp_path):
    """All texts are alike but for numbers: no translation can be said to belong elsewhere."""
    for n in range(30):
        english = f"The Committee held meeting {n} in May. It adopted {n + 2} decisions on water. " * 8
        chinese = f"委员会于5月举行了第{n}次会议。会议通过了关于水的{n + 2}项决定。" * 12
        write(tmp_path, {f"{n}-E.txt": english, f"{n}-C.txt": chinese})
    assert len(find_pairs(tmp_path).pairs) == 30


def masthead(symbol, original, text, language="en"):
    organ = "United Nations" if language == "en" else "联 合 国"
    return f"{organ}\n\n{symbol}\n\nDistr.: General\n\n12 March 2021\n\nOriginal: {original}\n\n{text}"


def test_symbols_in_mastheads_tell_pairs(tmp_path, texts):
    files = {"x.txt": masthead("A/HRC/47/29", "English", texts[0][0])}
    files["y.txt"] = masthead("A/HRC/47/29", "English", texts[0][1], "zh")
    assert found(find_pairs(write(tmp_path, files))) == {("x.txt", "y.txt", "symbol")}


def test_texts_do_not_join_what_bears_two_symbols(tmp_path, texts):
    files = {"x.txt": masthead("A/HRC/47/29", "English", texts[0][0])}
    files["y.txt"] = masthead("A/HRC/47/30", "English", texts[0][1], "zh")
    pairing = find_pairs(write(tmp_path, files))
    assert not pairing.pairs
    assert "another symbol" in reasons(pairing)["x.txt"]


@pytest.mark.parametrize(
    ("options", "source"),
    [({}, "a-C.txt"), ({"source_language": "en"}, "a-E.txt"), ({"target_language": "en"}, "a-C.txt")],
)
def test_the_original_is_what_both_mastheads_say_unless_told(tmp_path, texts, options, source):
    files = {"a-E.txt": masthead("A/HRC/47/29", "Chinese", texts[0][0])}
    files["a-C.txt"] = masthead("A/HRC/47/29", "Chinese", texts[0][1], "zh")
    [pair] = find_pairs(write(tmp_path, files), **options).pairs
    assert pair.source.name == source


def test_one_language_is_no_pair(tmp_path):
    with pytest.raises(LanguageError, match="one language"):
        find_pairs(tmp_path, source_language="zh-CN", target_language="zh-TW")


def test_what_is_no_document_never_trips_the_search(tmp_path, texts):
    english, chinese = texts[0]
    outside = write(tmp_path / "outside", {"b.en.txt": english, "b.zh.txt": chinese})
    folder = tmp_path / "archive"
    write(
        folder,
        {
            "a.en.txt": english, "a.zh.txt": chinese, "~$a.docx": "x", ".~lock.a.odt#": "x", ".hidden.en.txt": english,
            "Thumbs.db": "x", "bad\nname.txt": english, "note.fr.txt": "La loi est la même pour tous. " * 9,
            "made.html": '<!doctype html><meta name="generator" content="align-tm 1"><p>text',
            ".git/c.en.txt": english, "out/ledger.sqlite": "x", "out/c.en.txt": english, "skipped/c.en.txt": english,
        },
    )  # fmt: skip
    (folder / "b.en.txt").symlink_to(outside / "b.en.txt")
    (folder / "linked").symlink_to(outside, target_is_directory=True)
    (folder / "loop").symlink_to(folder, target_is_directory=True)
    (folder / "itself.txt").symlink_to("itself.txt")
    os.mkfifo(folder / "pipe.txt")
    pairing = find_pairs(folder, skip=[folder / "skipped"])
    assert found(pairing) == {("a.en.txt", "a.zh.txt", "name")}
    expected = {
        "b.en.txt": "symbolic link", "linked": "symbolic link", "loop": "symbolic link", "itself.txt": "symbolic link",
        "pipe.txt": "no regular file",
        "~$a.docx": "lock", ".~lock.a.odt#": "lock", ".hidden.en.txt": "hidden", ".git": "hidden", "Thumbs.db": ".db",
        "bad\nname.txt": "cannot be printed", "note.fr.txt": "in fr", "made.html": "made by this program",
        "out": "earlier run",
    }  # fmt: skip
    given = reasons(pairing)
    assert given.keys() == expected.keys()
    assert all(words in given[name] for name, words in expected.items())
    assert not any("\n" in line for line in table(pairing))


def test_the_output_folder_is_known_by_the_name_of_its_ledger(tmp_path):
    write(tmp_path, {f"out/{ledger.NAME}": "x", "out/a.en.txt": "x"})
    assert not take_inventory(tmp_path).files


def test_names_of_bytes_that_are_no_text(tmp_path):
    try:
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.txt")).write_text("x")
    except OSError:
        pytest.skip("this file system holds names of text only")
    pairing = find_pairs(tmp_path)
    write_manifest(pairing, tmp_path / "pairs.tsv")
    assert "udcff" in (tmp_path / "pairs.tsv").read_text(encoding="utf-8")
    assert "udcff" in next(table(pairing))


def test_broken_files_are_reported_with_their_partners(tmp_path, texts):
    chinese = texts[0][1]
    rubbish = random.Random(1).randbytes(3000)
    locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le")
    bad = {
        "empty-E.docx": b"",
        "cut-E.docx": b"PK\x03\x04" + rubbish,
        "rubbish-E.txt": rubbish,
        "locked-E.docx": locked,
    }
    good = {name.replace("-E", "-C").replace(".docx", ".txt"): chinese for name in bad}
    pairing = find_pairs(write(tmp_path, bad | good))
    assert not pairing.pairs
    assert {left.path.name for left in pairing.leftovers if left.broken} == set(bad)
    assert {name for name, reason in reasons(pairing).items() if "cannot be used" in reason} == set(good)


def test_a_double_stands_in_for_a_broken_file(tmp_path, texts):
    files = {"a-E.docx": b"", "a-E.txt": texts[0][0], "a-C.txt": texts[0][1]}
    assert found(find_pairs(write(tmp_path, files))) == {("a-E.txt", "a-C.txt", "name")}


def test_doubles_by_name_and_by_text(tmp_path, texts):
    (english, chinese), other = texts[0], texts[1][0]
    files = {
        "a-E.txt": english,
        "a-C.txt": chinese,
        "a-E (1).txt": english,
        "scan.txt": chinese,
        "a-E - Copy.txt": other,
    }
    pairing = find_pairs(write(tmp_path, files))
    assert found(pairing) == {("a-E.txt", "a-C.txt", "name")}
    assert {(d.path.name, d.of.name) for d in pairing.doubles} == {
        ("a-E (1).txt", "a-E.txt"),
        ("scan.txt", "a-C.txt"),
    }
    assert "no partner" in reasons(pairing)["a-E - Copy.txt"]


def test_other_languages_are_paired_by_name_and_never_accused(tmp_path, texts):
    """The packaged model knows six languages: vectors of others prove nothing."""
    german = (
        "Der Ausschuss hat den Bericht der Tagung und die Beschlüsse über die Rechte der Frau angenommen. "
        * 6
    )
    files = {"a.en.txt": texts[0][0], "a.de.txt": german, "b.txt": texts[1][0], "a.zh.txt": texts[0][1]}
    pairing = find_pairs(write(tmp_path, files), source_language="de", target_language="en")
    assert found(pairing) == {("a.de.txt", "a.en.txt", "name")}
    assert reasons(pairing) == {"a.zh.txt": "in zh-CN, neither de nor en", "b.txt": "no partner by name"}


def test_french_and_russian_are_paired_by_their_texts(tmp_path):
    texts = {
        "one.txt": "The Committee adopted its report on the rights of the child and on education in rural areas. ",
        "two.txt": "Drinking water was delivered to the refugee camps, and hospitals received medicines. ",
        "three.txt": "Le Comité a adopté son rapport sur les droits de l’enfant et l’éducation en zone rurale. ",
        "four.txt": "De l’eau potable a été livrée aux camps de réfugiés et les hôpitaux ont reçu des médicaments. ",
        "five.txt": "Комитет принял свой доклад о правах ребенка и образовании в сельских районах. ",
        "six.txt": "В лагеря беженцев доставили питьевую воду, а больницы получили лекарства. ",
    }
    folder = write(tmp_path, {name: text * 12 for name, text in texts.items()})
    for language, one, two in (("fr", "three.txt", "four.txt"), ("ru", "five.txt", "six.txt")):
        pairing = find_pairs(folder, source_language="en", target_language=language)
        assert found(pairing) == {("one.txt", one, "content"), ("two.txt", two, "content")}


def test_a_name_that_lies_about_the_language(tmp_path, texts):
    files = {"a-E.txt": texts[0][0], "a-C.txt": texts[1][0]}
    pairing = find_pairs(write(tmp_path, files))
    assert not pairing.pairs
    assert "its text is in en" in reasons(pairing)["a-C.txt"]


def test_texts_turn_round_what_names_did_not_know(tmp_path, texts):
    files = {"a.txt": texts[0][1], "a.en.txt": texts[0][0]}
    assert found(find_pairs(write(tmp_path, files))) == {("a.en.txt", "a.txt", "name")}


def test_every_file_is_in_one_place(tmp_path, texts):
    names = ["a-E.txt", "a-C.txt", "b.txt", "sub/c.en.txt", "sub/zh/c.txt", "d (1).txt", "d.txt"]
    write(tmp_path, {name: texts[i % 3][i % 2] for i, name in enumerate(names)})
    pairing = find_pairs(tmp_path)
    places = [path for pair in pairing.pairs for path in (pair.source, pair.target)]
    places += [double.path for double in pairing.doubles] + [left.path for left in pairing.leftovers]
    assert sorted(places) == sorted(tmp_path / name for name in names)


def test_a_reader_that_fails_in_any_way_costs_one_file(tmp_path, texts):
    with zipfile.ZipFile(tmp_path / "a.docx", "w") as package:
        package.writestr("word/document.xml", "<broken")
    assert sketch(tmp_path / "a.docx").trouble


def test_no_such_folder(tmp_path):
    with pytest.raises(ReadError, match="no such folder"):
        find_pairs(tmp_path / "missing")


# Archives made of real text: scripts/evaluate_pairs.py scores a thousand pairs the same way.


@pytest.mark.parametrize("options", [[], ["--names", "content"], ["--names", "content", "--unseen"]])
def test_archives_of_real_text(tmp_path, shared, options):
    make_archive.main([str(tmp_path), "--data", str(shared / "data"), "--pairs", "90", *options])
    truth = evaluate_pairs.read_truth(tmp_path)
    mistakes, totals = evaluate_pairs.score(find_pairs(tmp_path / "archive"), truth)
    assert len(mistakes) <= 0.02 * totals.total(), mistakes


def test_one_seed_makes_one_archive(tmp_path, shared):
    for name in ("one", "other"):
        make_archive.main([str(tmp_path / name), "--data", str(shared / "data"), "--pairs", "20"])
    files = [
        sorted(p for p in (tmp_path / name).rglob("*") if p.is_file() and not p.is_symlink())
        for name in ("one", "other")
    ]
    contents = [[(p.name, p.read_bytes()) for p in side] for side in files]
    assert contents[0] == contents[1]


# The manifest


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
    assert lines[-1] == "1 pairs (by name 1), 0 doubles, 2 left over"
    assert "\x1b" not in "".join(lines)
