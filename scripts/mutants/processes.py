"""A process for each mutant, forked from one that has loaded what all of them need; so no Windows."""

from __future__ import annotations

import contextlib
import importlib
import os
import resource
import signal
import traceback
from collections.abc import Callable

import hypothesis

OPTIONS = ("-o", "addopts=", "-x", "--assert=plain", "-p", "no:cacheprovider", "-p", "no:unraisableexception")
"""Of pytest: stop at the first failure, and explain nothing."""

_LIBRARIES = (
    "numpy", "lxml.etree", "tokenizers", "safetensors.numpy", "regex", "jinja2", "openpyxl", "rich",
    "fastapi.testclient", "faiss", "py3langid", "rapidfuzz", "translate.storage.tmx",
)  # fmt: skip
_BROKEN = 70
_MEMORY = 6 * 2**30
"""Bytes of address space: what builds an endless list is ended by it."""


def load_libraries() -> None:
    """Import what the tests would import, but nothing of ours."""
    os.environ |= {"OMP_NUM_THREADS": "1", "TOKENIZERS_PARALLELISM": "false"}  # threads survive no fork
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"  # they take longer to load than the tests to run
    looked_for = [hypothesis.Phase.explicit, hypothesis.Phase.generate]  # nobody reads the smallest example
    hypothesis.settings.register_profile("mutants", derandomize=True, database=None, phases=looked_for)
    hypothesis.settings.load_profile("mutants")  # tests/conftest.py adds to it
    for name in _LIBRARIES:
        with contextlib.suppress(ImportError):
            importlib.import_module(name)


def in_a_process(run: Callable[[], int], seconds: int) -> int:
    """Return what a function returns in a process of its own, or the signal that ended it after too long.

    Raises:
        ChildProcessError: the function raised something; its traceback is printed.
    """
    child = os.fork()
    if child:
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        if code == _BROKEN:
            raise ChildProcessError("a process of these scripts has broken down")
        return code
    errors, code = os.dup(2), _BROKEN
    try:
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
        signal.alarm(50 * seconds)  # where it waits for what never comes
        silent = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silent, 1)
        os.dup2(silent, 2)
        code = run()
    except Exception:
        os.write(errors, traceback.format_exc().encode())
    finally:
        os._exit(code)
