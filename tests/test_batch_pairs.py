"""Which files of an archive belong together, as their texts tell."""

import os
import random
import zipfile
from pathlib import Path

import evaluate_pairs
import make_archive
import pytest
from archives import LANGUAGES, sample_texts, write

from align.batch import ledger
from align.batch.pairs import Pairing, Sketch, find_pairs, sketch, table, write_manifest
from align.batch.pairs.content import SHORT
from align.batch.pairs.finder import nearest_jobs
from align.batch.pairs.inventory import take_inventory
from align.errors import LanguageError, ReadError


@pytest.fixture(scope="module")
def texts(corpora):
    return sample_texts(corpora)


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


def test_job_numbers_tell_which_of_several_that_fit_is_the_translation(tmp_path, texts):
    """The UN numbers the versions of a document one behind the other; a number too far away tells nothing."""
    english, chinese = texts[0]
    told = {2112340 + 20 * n: 2112341 + 20 * n for n in range(4)} | {2113000: 2113009}
    for source, target in told.items():
        write(
            tmp_path, {f"N{source}.txt": f"{english} {source} a.", f"N{target}.txt": f"{chinese}{source}甲。"}
        )
    pairing = find_pairs(tmp_path)
    near = {
        (f"N{source}.txt", f"N{target}.txt", "job") for source, target in told.items() if target < 2113000
    }
    assert found(pairing) == near
    assert reasons(pairing).keys() == {"N2113000.txt", "N2113009.txt"}


def test_between_two_jobs_as_near_nobody_can_tell():
    one, behind, before, elsewhere = (
        Sketch(Path(name)) for name in ("N2112345.pdf", "N2112346.pdf", "N2112344.pdf", "G2112346.pdf")
    )
    assert nearest_jobs([one], [behind]) == [(one.path, behind.path)]
    assert nearest_jobs([one], [behind, before]) == []
    assert nearest_jobs([one], [elsewhere]) == []


TITLES = [
    ("Situation of human rights in Myanmar", "缅甸人权状况"),
    ("Situation of human rights in Belarus", "白俄罗斯人权状况"),
    ("Effects of atomic radiation", "原子辐射的影响"),
    ("Budget of the Mission in South Sudan for 2019", "南苏丹特派团2020年预算"),
]


def test_titles_tell_which_of_several_documents_of_one_template_is_the_translation(tmp_path, texts):
    """A title of another year is that of another document."""
    for number, (title, translated) in enumerate(TITLES):
        for name, heading, body in (("e", title, texts[0][0]), ("c", translated, texts[0][1])):
            page = f"<html><body><h1>{heading}</h1>{body.replace(chr(10) * 2, '<p>')}</body></html>"
            write(tmp_path, {f"{name}{number}{number}.html": page})
    pairing = find_pairs(tmp_path)
    assert found(pairing) == {(f"e{n}{n}.html", f"c{n}{n}.html", "title") for n in range(3)}
    assert reasons(pairing).keys() == {"e33.html", "c33.html"}


def test_it_knows_all_versions_of_a_symbol_in_a_pair_or_not(tmp_path, texts):
    french = "Le Comité a tenu sa deuxième séance et a adopté son rapport sur les travaux de la session. " * 9
    write(
        tmp_path,
        {
            "one.txt": masthead("A/79/1", "English", texts[0][0]),
            "two.txt": masthead("A/79/1", "English", texts[0][1], "zh"),
            "three.txt": f"A/79/1\n\n{french}",
        },
    )
    pairing = find_pairs(tmp_path)
    assert [(each.symbol, each.language, each.path.name) for each in pairing.versions] == [
        ("A/79/1", "en", "one.txt"),
        ("A/79/1", "fr", "three.txt"),
        ("A/79/1", "zh", "two.txt"),
    ]


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
