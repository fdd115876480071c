"""Imports go down only: the map in CONTRIBUTING.md, kept by this test."""

import ast
import subprocess
import sys
from collections import Counter
from pathlib import Path

from sources import ALIGN, MODULES, ROOT, SCRIPTS, nodes, tree

# Lowest floor first. A module may import from floors below its own, and from its own folder.
FLOORS = [
    {"text"},
    {"languages"},
    {"words"},
    {"errors", "remarks"},
    {
        "comments",
        "notes",
        "expressions",
        "files",
        "document",
        "structs",
        "timestamps",
        "settings",
        "progress",
        "processes",
        "threads",
    },
    {"serving"},
    {"frame"},
    {"numbering", "recognise", "tokens"},
    {"bitext", "codes", "moved", "said", "quantities", "beads", "embed", "srx"},
    {"multitext", "paths", "unusual"},
    {"readers", "segment", "display", "summary", "spotting", "cognates"},
    {"exchange"},
    {"paragraphs", "sentences", "clauses", "scoring", "terms"},
    {"clients"},
    {"build"},
    {"memory", "pipeline"},
    {"versions"},
    {"batch"},
    {"web"},
    {"cli"},
    {"__main__"},
]
HEAVY = {
    "ahocorasick",
    "langcodes",
    "py3langid",
    "portalocker",
    "psycopg",
    "psutil",
    "torch",
    "numba",
    "faiss",
    "dask",
    "distributed",
    "pyarrow",
    "duckdb",
    "fsspec",
    "s3fs",
    "rapidfuzz",
    "threadpoolctl",
    "pypdfium2",
    "openpyxl",
    "sentence_transformers",
    "rich",
    "scipy",
}


TESTS = sorted((ROOT / "tests").rglob("*.py"))
ROOMS = [path for path in MODULES if path != ALIGN / "__init__.py"]


def room(path: Path) -> str:
    return path.relative_to(ALIGN).parts[0].removesuffix(".py")


def floor(name: str) -> int:
    floors = [level for level, names in enumerate(FLOORS) if name in names]
    assert floors, f"{name} has no floor: give it one in FLOORS and in the map of CONTRIBUTING.md"
    return floors[0]


def imports(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        if node.module == "align":
            return [f"align.{alias.name}" for alias in node.names]
        return [node.module or ""]
    return []


def climbing(path: Path):
    """Yield what a module imports from its own floor or from above."""
    for name in (name for node in nodes(path) for name in imports(node)):
        parts = name.split(".")
        is_ours = parts[0] == "align" and len(parts) > 1 and parts[1] not in ("__version__", room(path))
        if is_ours and floor(parts[1]) >= floor(room(path)):
            yield name


def test_imports_go_down():
    assert [(path, name) for path in ROOMS for name in climbing(path)] == []


def test_heavy_imports_stay_inside_functions():
    at_top = ((path, name) for path in ROOMS for node in tree(path).body for name in imports(node))
    assert [(path, name) for path, name in at_top if name.split(".")[0] in HEAVY] == []


def test_the_command_line_starts_without_them():
    """The servers' modules may import theirs at the top: only the commands that serve import the servers."""
    code = "import sys, align.cli; print(*{name.partition('.')[0] for name in sys.modules})"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert not set(loaded.split()) & (HEAVY | {"fastapi", "jinja2", "uvicorn"})


def test_modules_stay_short():
    lengths = {
        path: len(path.read_text(encoding="utf-8").splitlines()) for path in [*MODULES, *SCRIPTS, *TESTS]
    }
    assert {path: length for path, length in lengths.items() if length > 400} == {}


def test_functions_fit_on_a_screen():
    functions = (
        (path, node)
        for path in [*MODULES, *SCRIPTS, *TESTS]
        for node in nodes(path)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )
    assert [(path, node.name) for path, node in functions if node.end_lineno - node.lineno >= 60] == []


def test_no_two_classes_share_a_name():
    """A reader who meets a name need not ask whose it is; what one module keeps to itself is its own affair."""
    names = Counter(
        node.name
        for path in MODULES
        for node in nodes(path)
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    )
    assert [name for name, times in names.items() if times > 1] == []
