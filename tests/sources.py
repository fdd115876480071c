"""Our own code, as tests that keep its rules read it: each module parsed once."""

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent
ALIGN = ROOT / "align"
MODULES = sorted(ALIGN.rglob("*.py"))
SCRIPTS = sorted((ROOT / "scripts").rglob("*.py"))


@cache
def tree(path):
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def nodes(path):
    """Return all that stands in a module."""
    return list(ast.walk(tree(path)))
