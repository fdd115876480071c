"""Small archives of our own writing, and what tests of batches ask of an output folder."""

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest
from click.testing import CliRunner

from align.batch.config import BatchSettings
from align.batch.executors import open_executor
from align.cli import main

COMMAND = [sys.executable, "-c", "from align.cli import main; main()"]

SENTENCES = [
    ("The Committee held its {n} meeting on {n} May 2021.", "委员会于2021年5月{n}日举行了第{n}次会议。"),
    ("It considered the report on access to clean water.", "委员会审议了关于获得清洁水的报告。"),
    ("{n} delegations took part in the debate on education.", "{n}个代表团参加了关于教育的辩论。"),
    ("The Chair thanked the experts for their work.", "主席感谢各位专家所做的工作。"),
    ("Member States were invited to submit {n} proposals.", "请会员国提交{n}项提案。"),
    ("The budget for the year amounted to {n} million dollars.", "本年度预算为{n}00万美元。"),
    ("The right to development was reaffirmed.", "会议重申了发展权。"),
    ("The next session will take place in Geneva in {n} weeks.", "下届会议将在{n}周后于日内瓦举行。"),
]


def text(document, language, paragraphs=6):
    """Return a document: numbered paragraphs of two sentences, some said in every document."""
    lines = [("Report of the Committee", "委员会的报告")[language] + f" {document}", ""]
    for number in range(1, paragraphs + 1):
        chosen = [SENTENCES[(document * 3 + number * 2 + k) % len(SENTENCES)][language] for k in (0, 1)]
        gap = (" ", "")[language]
        lines += [f"{number}. " + gap.join(each.format(n=document + number) for each in chosen), ""]
    return "\n".join(lines)


def make_archive(folder, count, broken=(), paragraphs=4):
    """Write pairs of documents; the Chinese of those named in `broken` is no text."""
    folder.mkdir(parents=True, exist_ok=True)
    for document in range(1, count + 1):
        (folder / f"A_{document}-E.txt").write_text(
            text(document, 0, paragraphs + document % 5), encoding="utf-8"
        )
        path = folder / f"A_{document}-C.txt"
        if document in broken:
            path.write_bytes(b"%PDF-1.4\nno text")
        else:
            path.write_text(text(document, 1, paragraphs + document % 5), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def workers():
    """One process for all runs of a module that no test asks for a fresh one: it takes half a second to begin."""
    with open_executor(BatchSettings(jobs=1)) as executor:
        yield executor


class Done(NamedTuple):
    """What a command line came to."""

    returncode: int
    stdout: str
    stderr: str


def align(*arguments):
    """Run the command line in this process: one of its own takes a second and more to begin."""
    done = CliRunner().invoke(main, [*map(str, arguments)], catch_exceptions=False)
    return Done(done.exit_code, done.stdout, done.stderr)


def align_apart(*arguments, env=None, **options):
    """Run the command line as a process of its own, which may have bounds or an environment of its own."""
    return subprocess.run(
        [*COMMAND, *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | (env or {}),
        **options,
    )


def batch(*arguments):
    """Run a batch with one process beside it: a test of anything else needs no more of them."""
    return align("batch", *arguments, "--jobs", 1)


def start(*arguments, **options):
    """Start the command line in the background."""
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    return subprocess.Popen([*COMMAND, *map(str, arguments)], **quiet | options)


def events(done):
    """Return the JSON events a run told, by name of the event."""
    told = {}
    for line in done.stdout.splitlines():
        event = json.loads(line)
        told.setdefault(event["event"], []).append(event)
    return told


def files_of(out):
    """Return hashes of all that a run made, without what tells of the run, and of where its folder lies."""
    return {
        path.relative_to(out).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(Path(out).rglob("*"))
        if path.is_file() and "ledger.sqlite" not in path.name and path.name != "manifest.tsv"
    }


def unfinished(out):
    """Return files that are not whole, which no run may leave when it ends by itself."""
    files = [path for path in Path(out).rglob("*") if path.is_file()]
    return [path for path in files if ".work" in path.parts or path.suffix == ".part"]
