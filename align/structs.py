"""Dataclasses read from JSON: msgspec reads their fields, and checks each, faster than anything else does.

It makes dataclasses themselves more slowly than Python does, and leaves out fields that they do not know. So
a line is read into a struct of the same fields in order, whose values then make the dataclass.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import MISSING, fields, is_dataclass
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


def values_of(kind: type[T], structs: Iterable[msgspec.Struct]) -> tuple[T, ...]:
    """Return the dataclasses that some structs hold the values of."""
    return tuple(kind(*msgspec.structs.astuple(each)) for each in structs)
