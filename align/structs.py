"""Dataclasses read from JSON: msgspec reads their fields, and checks each, faster than anything else does.

It makes dataclasses themselves more slowly than Python does, and leaves out fields that they do not know. So
a line is read into a struct of the same fields in order, whose values then make the dataclass.

Python makes a frozen dataclass in three times the time of an open one, since it sets each field by a call.
So ours are made as such, and frozen afterwards (`maker_of`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import MISSING, fields, is_dataclass, make_dataclass
from types import GenericAlias
from typing import Any, TypeVar, get_args, get_type_hints

import msgspec

T = TypeVar("T")


def struct_of(kind: Any) -> Any:
    """Return the struct of a dataclass; tuples of dataclasses become tuples of structs.

    Read into it, each field must be of its type, and a field it does not have is an error: it would be lost.
    """
    types, made = get_type_hints(kind), []
    for each in fields(kind):
        item = next(iter(get_args(types[each.name])), None)
        type_ = GenericAlias(tuple, (struct_of(item), ...)) if is_dataclass(item) else types[each.name]
        default = () if each.default_factory is tuple else each.default
        made.append((each.name, type_) if default is MISSING else (each.name, type_, default))
    return msgspec.defstruct(kind.__name__, made, forbid_unknown_fields=True, gc=False)


def maker_of(kind: type[T]) -> Callable[..., T]:
    """Return what makes a frozen dataclass with slots of the values of all its fields, in order."""
    open_twin: Any = make_dataclass(kind.__name__, _names(kind), slots=True)

    def make(*values: Any) -> T:
        made = open_twin(*values)
        made.__class__ = kind  # its slots are the same
        frozen: T = made
        return frozen

    return make


def values_of(make: Callable[..., T], structs: Iterable[msgspec.Struct]) -> tuple[T, ...]:
    """Return what is made of the values of some structs."""
    return tuple(make(*msgspec.structs.astuple(each)) for each in structs)


def _names(kind: Any) -> list[str]:
    return [each.name for each in fields(kind)]
