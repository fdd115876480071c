"""Another language is one file: Esperanto is read, segmented, aligned, exported and checked by no other edit."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parent.parent
ESPERANTO = Path(__file__).parent / "cases" / "languages" / "esperanto.py"

ENGLISH = """Article 1

1. The Committee met in Geneva on 21 June 2021. It heard 1,234.5 tonnes of good reasons.

2. Water is scarce in the islands. The rights of the child were respected by 12 States.

Article 2

3. The report was adopted by 45 votes to 3. Nobody left the room.
"""
TRANSLATION = """Artikolo unua

1. La Komitato kunvenis en Ĝenevo la 21-a de junio 2021. Ĝi aŭdis 1 234,5 tunojn da bonaj kialoj.

2. Akvo mankas en la insuloj. La rajtojn de la infano respektis 12 Ŝtatoj.

Artikolo 2

3. La raporto estis akceptita per 45 voĉoj kontraŭ 4. Neniu forlasis la ĉambron.
"""


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """Run `align` of a package that has one file more; return what it says on stdout and stderr."""
    place = tmp_path_factory.mktemp("added")
    (place / "align").mkdir()
    for path in (REPOSITORY / "align").iterdir():
        if path.name == "languages":
            shutil.copytree(path, place / "align" / path.name)
        elif path.name != "__pycache__":
            (place / "align" / path.name).symlink_to(path)
    (place / "models").symlink_to(REPOSITORY / "models")
    shutil.copy(ESPERANTO, place / "align" / "languages")
    (place / "one.en.txt").write_text(ENGLISH, encoding="utf-8")
    (place / "one.eo.txt").write_text(TRANSLATION, encoding="utf-8")
    (place / "terms.tsv").write_text(
        "en\teo\tstatus\nrights of the child\trajto de la infano\t\n", encoding="utf-8"
    )

    def align(*words):
        done = subprocess.run(
            [sys.executable, "-m", "align", *words], cwd=place, capture_output=True, text=True, check=False,
            env=os.environ | {"PYTHONPATH": str(place), "LANG": "C.UTF-8"},
        )  # fmt: skip
        assert "Traceback" not in done.stderr, done.stderr
        assert done.returncode in (0, 1), done.stderr
        return done

    align("pair", "one.en.txt", "one.eo.txt", "-o", "one.bitext.jsonl", "-o", "one.tmx")
    return align, place


def test_it_is_read(run):
    read = run[0]("read", "one.eo.txt").stdout
    assert read.startswith("eo")
    assert "heading" in next(line for line in read.splitlines() if "unua" in line)


def test_it_is_segmented_and_aligned(run):
    rows = [json.loads(line) for line in (run[1] / "one.bitext.jsonl").read_text("utf-8").splitlines()]
    assert rows[0]["target"]["language"] == "eo"
    text = (run[1] / "one.bitext.jsonl").read_text("utf-8")
    assert (
        text.count('"text":"Akvo mankas en la insuloj."')
        == text.count('"text":"Water is scarce in the islands."')
        == 1
    )


def test_it_is_exported(run):
    memory = (run[1] / "one.tmx").read_text("utf-8")
    assert 'xml:lang="eo"' in memory
    assert "Neniu forlasis la ĉambron." in memory
    assert 'xml:lang="eo"' in run[0]("convert", "one.bitext.jsonl", "two.tmx", "--to", "epo").stderr + memory


def test_it_is_checked(run):
    checked = run[0]("terms", "check", "one.bitext.jsonl", "--terms", "terms.tsv")
    findings = [line.split("\t") for line in checked.stdout.splitlines()[1:]]
    assert [code for row in findings for code in row if code in ("N1", "N2", "T2", "T5", "T9")] == ["N1"]
    assert "not checked for Esperanto: T2" in checked.stderr
