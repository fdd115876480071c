"""Imports go down only: the map in CONTRIBUTING.md, kept by this test."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ALIGN = Path(__file__).parent.parent / "align"

# Lowest floor first. A module may import from floors below its own, and from its own folder.
FLOORS = [
    {"text"},
    {"languages"},
    {"words"},
    {"errors", "remarks"},
    {"files", "document", "structs", "timestamps", "settings", "progress", "processes", "threads"},
    {"serving"},
    {"frame"},
    {"numbering", "recognise"},
    {"bitext", "codes", "said", "quantities", "beads", "embed", "srx"},
    {"multitext", "paths"},
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
    "psutil",
    "torch",
    "faiss",
    "dask",
    "distributed",
    "pyarrow",
    "duckdb",
    "rapidfuzz",
    "threadpoolctl",
    "pypdfium2",
    "openpyxl",
    "sentence_transformers",
    "rich",
    "scipy",
}


def modules():
    return sorted(path for path in ALIGN.rglob("*.py") if path != ALIGN / "__init__.py")


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


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ALIGN)))
def test_imports_go_down(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        for name in imports(node):
            parts = name.split(".")
            if parts[0] == "align" and len(parts) > 1 and parts[1] not in ("__version__", room(path)):
                assert floor(parts[1]) < floor(room(path)), f"{room(path)} imports {parts[1]}"


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ALIGN)))
def test_heavy_imports_stay_inside_functions(path):
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        heavy = {name.split(".")[0] for name in imports(node)} & HEAVY
        assert not heavy, f"{path.name} imports {heavy} at its top"


def test_the_command_line_starts_without_them():
    """The servers' modules may import theirs at the top: only the commands that serve import the servers."""
    code = "import sys, align.cli; print(*{name.partition('.')[0] for name in sys.modules})"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert not set(loaded.split()) & (HEAVY | {"fastapi", "jinja2", "uvicorn"})


OURS = [*modules(), *sorted((ALIGN.parent / "scripts").rglob("*.py"))]
TESTS = sorted(Path(__file__).parent.glob("*.py"))


@pytest.mark.parametrize("path", [*OURS, *TESTS], ids=lambda path: str(path.relative_to(ALIGN.parent)))
def test_modules_stay_short(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400


@pytest.mark.parametrize("path", OURS, ids=lambda path: str(path.relative_to(ALIGN.parent)))
def test_functions_fit_on_a_screen(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert node.end_lineno - node.lineno < 60, f"{node.name} has over 60 lines"
