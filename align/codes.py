"""The codes of a text: where they go when it is cut, and how they stand in it when it is written.

>>> from align.document import Code
>>> codes = (Code(4, "+bold", "0"), Code(10, "-bold", "1"))
>>> spelled("The Board met.", codes, tag)
'The <t0/>Board <t1/>met.'
>>> [code.offset for code in inside(codes, 4, 10, "The Board met.")]
[0, 6]
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from align.document import Code


def inside(codes: Iterable[Code], start: int, end: int, text: str) -> tuple[Code, ...]:
    """Return the codes of a span of a text, counted from its beginning.

    At either end of the span, what begins something belongs to what follows, all else to what stands before.
    """

    def is_inside(code: Code) -> bool:
        if code.offset == start > 0:
            return begins(code)
        if code.offset == end < len(text):
            return not begins(code)
        return start <= code.offset <= end

    return tuple(replace(code, offset=code.offset - start) for code in codes if is_inside(code))


def begins(code: Code) -> bool:
    """Tell whether a code only begins a formatting."""
    return all(part.startswith("+") for part in code.kind.split())


def shifted(codes: Iterable[Code], by: int) -> tuple[Code, ...]:
    """Return codes of a text before which something was put."""
    return tuple(replace(code, offset=code.offset + by) for code in codes)


def pieces(text: str, codes: Iterable[Code]) -> list[str]:
    """Return what stands before each code of a text, and behind the last one."""
    edges = (0, *(code.offset for code in codes), len(text))
    return [text[begin:end] for begin, end in pairwise(edges)]


def spelled(text: str, codes: Sequence[Code], spell: Callable[[Code], str]) -> str:
    """Return a text with its codes in it, each as `spell` writes it."""
    if not codes:
        return text
    *before, last = pieces(text, codes)
    return "".join(piece + spell(code) for piece, code in zip(before, codes, strict=True)) + last


def tag(code: Code) -> str:
    """Return a code as OmegaT shows it."""
    return f"<t{code.id}/>"
