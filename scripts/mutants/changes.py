"""What may be changed: places and operators are those of cosmic-ray, the sample is drawn by a hash."""

from __future__ import annotations

import ast
import difflib
import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

import cosmic_ray.plugins
from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code

ROOT = Path(__file__).parent.parent.parent


@dataclass(frozen=True)
class Mutant:
    """A module of ours with a change in one place."""

    path: str
    lines: range
    source: str
    removed: str
    added: str

    @property
    def key(self) -> tuple[str, str, str]:
        """What tells it from others, also when the code around it has changed."""
        return self.path, self.removed, self.added

    def as_it_was(self) -> Mutant:
        """Return the same without the change."""
        return replace(self, source=(ROOT / self.path).read_text(encoding="utf-8"))

    def __str__(self) -> str:
        return f"{self.path}:{self.lines.start}\n  - {self.removed}\n  + {self.added}\n"


@dataclass(frozen=True, order=True)
class Place:
    """Where an operator may change something, and a hash by which it is drawn."""

    hash: str
    path: str
    operator: str
    occurrence: int
    span: tuple[tuple[int, int], tuple[int, int]]

    @property
    def spot(self) -> tuple[object, ...]:
        """What all operators of a family may change: `+` to `-`, to `*` and so on."""
        return self.path, self.operator.partition("_")[0], self.span


def mutants(room: str, count: int) -> list[Mutant]:
    """Return a sample of the mutants of a room, always the same, no two of one spot."""
    spots: dict[tuple[object, ...], Place] = {}
    for place in sorted(place for path in modules(room) for place in _places(path)):
        spots.setdefault(place.spot, place)
    return list(islice(filter(None, map(_mutant, spots.values())), count))


def modules(room: str) -> list[Path]:
    """Return the files of a room: a folder of `align/`, or a module."""
    package = ROOT / "align" / room
    return sorted(package.rglob("*.py")) if package.is_dir() else [package.with_suffix(".py")]


def _places(path: Path) -> Iterator[Place]:
    code = path.read_text(encoding="utf-8")
    written, name = code.splitlines(), str(path.relative_to(ROOT))
    nodes = list(ast_nodes(get_ast(code)))
    for operator in cosmic_ray.plugins.operator_names():
        kind = cosmic_ray.plugins.get_operator(operator)
        if kind.arguments():
            continue
        seen: Counter[str] = Counter()
        spans = (span for node in nodes for span in kind().mutation_positions(node))
        for occurrence, span in enumerate(spans):
            line = written[span[0][0] - 1].strip()  # not its number, so that lines added above change nothing
            seen[line] += 1
            drawn = hashlib.sha256(repr((name, operator, line, seen[line])).encode()).hexdigest()
            yield Place(drawn, name, operator, occurrence, span)


def _mutant(place: Place) -> Mutant | None:
    """Change the code; None where only an annotation changes, or it is no Python any more."""
    code = (ROOT / place.path).read_text(encoding="utf-8")
    changed = mutate_code(code, cosmic_ray.plugins.get_operator(place.operator)(), place.occurrence)
    if _bare(changed or "(") in (None, _bare(code)):  # cosmic-ray takes the * of `*, name` for a product
        return None
    difference = list(difflib.ndiff(code.splitlines(), changed.splitlines()))
    removed, added = (
        " ".join(line[2:].strip() for line in difference if line.startswith(sign)) for sign in ("- ", "+ ")
    )
    (first, _), (last, _) = place.span
    return Mutant(place.path, range(first, last + 1), changed, removed, added)


def _bare(code: str) -> str | None:
    """Return the syntax tree without annotations, which nothing reads when the code runs."""
    try:
        return ast.dump(_Bare().visit(ast.parse(code)))
    except SyntaxError:
        return None


class _Bare(ast.NodeTransformer):
    def visit_arg(self, node: ast.arg) -> ast.arg:
        return ast.arg(node.arg)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        node.returns = None
        return self.generic_visit(node)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST:
        node.annotation = ast.Constant(None)
        return self.generic_visit(node)
