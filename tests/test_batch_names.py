"""Which files of an archive belong together, as their names tell, and what outputs are called."""

import random
from pathlib import Path, PurePath

import pytest
from archives import LANGUAGES
from hypothesis import given
from hypothesis import strategies as st

from align.batch.pairs.by_name import match_names
from align.batch.pairs.namer import Namer

CASES = Path(__file__).parent / "cases" / "batch"


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
