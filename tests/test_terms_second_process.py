"""Work in a second process gives what it gives in one. A process of its own, since tests run among threads."""

import subprocess
import sys

from conftest import ROOT

SAME = """
from align import align_files, embed
from align.terms import checked_bitext, formats
from align.terms.base import with_kinds
from align.terms.second_process import _can_fork
from align.terms.check import CheckSettings, check
from align.terms.checks import CHECKS

bitext = align_files("corpora/report/report.en.txt", "corpora/report/report.zh.txt")
base, every = with_kinds(formats.read("corpora/terms/un.tbx")), CheckSettings(frozenset(CHECKS))
alone = check(bitext, base, every, embed.load())
checked_bitext.LARGE = 1
assert check(bitext, base, every, embed.load()) == alone
print(len(alone), _can_fork())
"""

KILLED = """
import os
from align.terms.second_process import in_second_process

here = os.getpid()

def work():
    if os.getpid() != here:
        os.kill(os.getpid(), 9)
    return "done"

first, second = in_second_process(work, work, worth=True)
print(second(), first())
"""


def run(code):
    command = [sys.executable, "-W", "error", "-c", code]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=120).stdout


def test_two_processes_find_what_one_finds():
    found, _ = run(SAME).split()
    assert int(found) > 0


def test_work_whose_process_was_killed_is_done_all_the_same():
    assert run(KILLED) == "done done\n"
