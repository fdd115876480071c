"""Formulas of Word (OMML) and of web pages (MathML) as readable text, exponents kept.

A formula is two-dimensional, and its letters alone say something else: three quarters would be 34, and ten to
the sixth 106. Here it is written in one line, as people do in a letter.

>>> fraction("3", "4"), fraction("a+b", "2"), raised("10", "6"), raised("x", "n+1"), lowered("CO", "2")
('3/4', '(a+b)/2', '10⁶', 'x^(n+1)', 'CO₂')

Names and meaning of the elements: ECMA-376 part 1, 22.1; MathML Core (W3C).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from lxml import etree

_RAISED = str.maketrans("0123456789+-−n()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻ⁿ⁽⁾")
_LOWERED = str.maketrans("0123456789+-−()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₍₎")
_IS_RAISED = re.compile(r"[+\-−]?\d+|n")
_ATOM = re.compile(r"[\w.,%′°⁰¹²³⁴⁵⁶⁷⁸⁹₀-₉√]*|\([^()]*\)|\[[^\[\]]*\]")
_WORD_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_UNSEEN = re.compile("[\u2061-\u2064]")
"""Operators that nobody sees: the times of 2x, the bracket of f(x)."""
_DEEPEST = 50
"""Levels of nesting below which a formula is read as plain letters."""
_PARTS = "num den e sup sub deg lim fName".split()

Parts = Sequence[str]


def fraction(above: str, below: str) -> str:
    """Return a fraction in one line."""
    return f"{_grouped(above)}/{_grouped(below)}"


def raised(base: str, exponent: str) -> str:
    """Return a power: with raised figures where they are figures, else behind a caret."""
    if _IS_RAISED.fullmatch(exponent):
        return f"{_grouped(base)}{exponent.translate(_RAISED)}"
    return f"{_grouped(base)}^{_grouped(exponent)}" if exponent else base


def lowered(base: str, index: str) -> str:
    """Return a letter with its index."""
    if re.fullmatch(r"\d+", index):
        return f"{base}{index.translate(_LOWERED)}"
    return f"{base}_{_grouped(index)}" if index else base


def root(radicand: str, degree: str = "") -> str:
    """Return a root; only the square root goes without its degree.

    >>> root("x+1"), root("8", "3")
    ('√(x+1)', '³√8')
    """
    return f"{degree.translate(_RAISED) if degree not in ('', '2') else ''}√{_grouped(radicand)}"


def of_word(formula: etree._Element, depth: int = 0) -> str:
    """Return the text of an `m:oMath` or of any element in it."""
    name = _name(formula)
    if name == "t" or depth > _DEEPEST:
        return str(formula.xpath("string()"))
    if name not in _WORD:
        return "".join(of_word(child, depth + 1) for child in formula)
    parts: dict[str, list[str]] = {part: [] for part in _PARTS}
    for child in formula:
        parts.setdefault(_name(child), []).append(of_word(child, depth + 1))
    return _WORD[name](parts, formula)


def of_mathml(formula: etree._Element, depth: int = 0) -> str:
    """Return the text of a `math` element or of any element in it."""
    name = _name(formula)
    if name in ("annotation", "annotation-xml", "mphantom"):
        return ""
    if not len(formula) or depth > _DEEPEST:
        return _UNSEEN.sub("", " ".join(str(formula.xpath("string()")).split()))
    inside = [of_mathml(child, depth + 1) for child in formula]
    if name == "mfenced":
        return formula.get("open", "(") + ", ".join(inside) + formula.get("close", ")")
    least, written = _MATHML.get(name, (0, "".join))
    return written(inside) if len(inside) >= least else "".join(inside)


def _grouped(text: str) -> str:
    """Put brackets round what is more than one number, letter or bracket."""
    text = text.strip()
    return text if _ATOM.fullmatch(text) else f"({text})"


def _joined(parts: Mapping[str, list[str]], part: str) -> str:
    return "".join(parts.get(part, ()))


def _value(formula: etree._Element, name: str, default: str) -> str:
    """Return a property of a Word formula, as the sign that opens a bracket."""
    found = formula.find(f"{{*}}*/{_WORD_MATH}{name}")
    return default if found is None else found.get(f"{_WORD_MATH}val", "")


def _bracketed(parts: Mapping[str, list[str]], formula: etree._Element) -> str:
    between = _value(formula, "sepChr", "|")
    return _value(formula, "begChr", "(") + between.join(parts["e"]) + _value(formula, "endChr", ")")


def _large(parts: Mapping[str, list[str]], formula: etree._Element) -> str:
    """Return a sum or integral with its bounds: ∑_(i=1)^n xᵢ."""
    sign = lowered(_value(formula, "chr", "∫"), _joined(parts, "sub"))
    above = _joined(parts, "sup")
    return f"{sign}{'^' + _grouped(above) if above else ''} {_joined(parts, 'e')}"


def _ratio(parts: Mapping[str, list[str]], formula: etree._Element) -> str:
    above, below = _joined(parts, "num"), _joined(parts, "den")
    return f"({above}, {below})" if _value(formula, "type", "") == "noBar" else fraction(above, below)


_WordPart = Callable[[Mapping[str, list[str]], etree._Element], str]
_WORD: dict[str, _WordPart] = {
    "f": _ratio,
    "sSup": lambda p, _: raised(_joined(p, "e"), _joined(p, "sup")),
    "sSub": lambda p, _: lowered(_joined(p, "e"), _joined(p, "sub")),
    "sSubSup": lambda p, _: raised(lowered(_joined(p, "e"), _joined(p, "sub")), _joined(p, "sup")),
    "sPre": lambda p, _: f"{_joined(p, 'sup').translate(_RAISED)}{_joined(p, 'e')}",
    "rad": lambda p, _: root(_joined(p, "e"), _joined(p, "deg")),
    "d": _bracketed,
    "nary": _large,
    "func": lambda p, _: f"{_joined(p, 'fName')} {_grouped(_joined(p, 'e'))}",
    "limLow": lambda p, _: lowered(_joined(p, "e"), _joined(p, "lim")),
    "limUpp": lambda p, _: raised(_joined(p, "e"), _joined(p, "lim")),
    "m": lambda p, _: "; ".join(p.get("mr", ())),
    "mr": lambda p, _: ", ".join(p["e"]),
    "eqArr": lambda p, _: "; ".join(p["e"]),
}
"""Elements of Word whose parts stand above or below one another; all others are read from left to right."""

_MATHML: dict[str, tuple[int, Callable[[Parts], str]]] = {
    "mfrac": (2, lambda p: fraction(p[0], p[1])),
    "msup": (2, lambda p: raised(p[0], p[1])),
    "msub": (2, lambda p: lowered(p[0], p[1])),
    "msubsup": (3, lambda p: raised(lowered(p[0], p[1]), p[2])),
    "munder": (2, lambda p: lowered(p[0], p[1])),
    "mover": (2, lambda p: p[0] if len(p[1]) == 1 and not p[1].isalnum() else raised(p[0], p[1])),
    "munderover": (3, lambda p: raised(lowered(p[0], p[1]), p[2])),
    "msqrt": (1, lambda p: root("".join(p))),
    "mroot": (2, lambda p: root(p[0], p[1])),
    "mtable": (1, "; ".join),
    "mtr": (1, ", ".join),
}
"""Elements of MathML with as many children as they need at least, and how those are written."""


def _name(element: etree._Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""
