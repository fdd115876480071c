"""Which tests reach a line, and how long each takes: each file of tests is run once under `coverage`.

What is found stays in out/mutants/reached.json, and is found anew where the code, the tests or their cases
have changed. Tests that need a browser, another process or ../shared are left out.
"""

from __future__ import annotations

import inspect
import json
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import coverage
import pytest

from mutants.changes import ROOT, Mutant
from mutants.processes import OPTIONS, in_a_process

SECONDS = 12
"""How long the tests chosen for a mutant take on the code as it is: of the processor, as all times here."""

_LEFT_OUT = {"shared", "hub", "page", "chromium", "served"}
"""Fixtures whose tests are left out."""
_FOUND = ROOT / "out" / "mutants" / "reached.json"
_PART = _FOUND.with_name("part.json")

Reach = dict[str, dict[str, Any]]
"""By file of tests: the seconds of each test, and by module of ours and line the tests that reach it."""


def reached(tests: Iterable[Path], *, again: bool) -> Reach:
    """Return which tests reach what.

    With `again` only changed tests are looked at: a few lines of the code may have moved, which does no harm.
    """
    found: Reach = json.loads(_FOUND.read_text(encoding="utf-8")) if _FOUND.exists() else {}
    code = 0.0 if again else max(map(_changed, (ROOT / "align").rglob("*.py")))
    for file in tests:
        name = str(file.relative_to(ROOT))
        if name in found and found[name]["when"] > max(code, _changed(file), *map(_changed, _cases(file))):
            continue
        print(f"looking at what {name} reaches …", file=sys.stderr)
        _FOUND.parent.mkdir(parents=True, exist_ok=True)
        now = time.time()
        if in_a_process(lambda file=file: _run(file), 900):
            sys.exit(f"{name} fails on the code as it is: sh scripts/check.sh {name}")
        found[name] = {"when": now, **json.loads(_PART.read_text(encoding="utf-8"))}
        _FOUND.write_text(json.dumps(found), encoding="utf-8")
    return found


def tests_for(mutant: Mutant, reach: Reach) -> list[str]:
    """Return the tests to run, in order: those that reach the line, then those that reach the module.

    The others count too: what a test checks may have been worked out for an earlier one, and kept.
    """
    seconds = {test: spent for file in reach.values() for test, spent in file["seconds"].items()}
    there, near = set(), set()
    for name, file in reach.items():
        lines = file["lines"].get(mutant.path, {})
        near |= _with_fixtures({test for tests in lines.values() for test in tests}, name, file)
        there |= _with_fixtures(
            {test for line in mutant.lines for test in lines.get(str(line), ())}, name, file
        )
    files: Counter[str] = Counter()
    for test in near:
        files[file_of(test)] += seconds[test]

    def order(test: str) -> tuple[object, ...]:
        return test not in there, files[file_of(test)], file_of(test), seconds[test]

    chosen, spent = [], 0.0
    for test in sorted(near, key=order):
        spent += seconds[test]
        if spent > SECONDS:
            break
        chosen.append(test)
    return chosen


def _with_fixtures(contexts: set[str], name: str, file: dict[str, Any]) -> set[str]:
    """Return the tests: all of a file, where a fixture reaches the line that one of them asked for first."""
    tests: set[str] = set(file["seconds"])
    return tests if name in contexts else tests & contexts


def runs_when_imported(mutant: Mutant, reach: Reach) -> bool:
    """Tell whether a line runs before any test does."""
    files = (file["lines"].get(mutant.path, {}) for file in reach.values())
    return any("" in lines.get(str(line), ()) for lines in files for line in mutant.lines)


def file_of(test: str) -> str:
    """Return the file of a test."""
    return test.partition("::")[0]


class _Reaching:
    """A pytest plugin: which lines each test reaches, and how long it takes."""

    def __init__(self) -> None:
        self.coverage = coverage.Coverage(data_file=None, source=[str(ROOT / "align")])
        self.seconds: dict[str, float] = defaultdict(float)
        self.coverage.start()

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items[:] = [item for item in items if _stays_here(item)]

    def pytest_runtest_logstart(self, nodeid: str) -> None:
        self.coverage.switch_context(file_of(nodeid))
        self.seconds[nodeid] -= time.process_time()

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_call(self, item: pytest.Item) -> None:
        self.coverage.switch_context(item.nodeid)

    def pytest_runtest_logfinish(self, nodeid: str) -> None:
        self.seconds[nodeid] += time.process_time()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.seconds[report.nodeid] += float("inf") if report.skipped else 0.0

    def found(self) -> dict[str, Any]:
        self.coverage.stop()
        data = self.coverage.get_data()
        return {
            "seconds": {test: seconds for test, seconds in self.seconds.items() if seconds < SECONDS},
            "lines": {
                str(Path(name).relative_to(ROOT)): data.contexts_by_lineno(name)
                for name in data.measured_files()
            },
        }


def _run(file: Path) -> int:
    plugin = _Reaching()
    code = pytest.main([*OPTIONS, "--doctest-modules", str(file)], plugins=[plugin])
    _PART.write_text(json.dumps(plugin.found()), encoding="utf-8")
    return 0 if code == pytest.ExitCode.NO_TESTS_COLLECTED else int(code)


def _stays_here(item: pytest.Item) -> bool:
    """Tell whether a test needs nothing that other processes or other people have."""
    if isinstance(item, pytest.Function):
        return not _LEFT_OUT & set(item.fixturenames) and "subprocess" not in inspect.getsource(item.function)
    return True


def _changed(path: Path) -> float:
    return path.stat().st_mtime


def _cases(file: Path) -> list[Path]:
    """Return the cases of a file of tests: all in the folders that it names."""
    text, folder = file.read_text(encoding="utf-8"), ROOT / "tests" / "cases"
    return [path for kind in folder.iterdir() if f'"{kind.name}"' in text for path in kind.rglob("*")]
