"""The checks: each one value, `CHECK`, in a file of its own, in the folder of its group.

A new check is such a file; reports, workbook, settings and the review page read this table.
"""

from __future__ import annotations

import pkgutil
from importlib import import_module

from align.terms.checks.check import Check

__all__ = ["CHECKS", "GROUPS", "Check"]


def _checks(group: str) -> tuple[Check, ...]:
    """Return the checks of a group by their codes."""
    package = import_module(f"{__name__}.{group}")
    files = (module.name for module in pkgutil.iter_modules(package.__path__, f"{package.__name__}."))
    return tuple(sorted((import_module(file).CHECK for file in files), key=lambda check: check.code))


_GROUPS = ("terms", "figures", "text", "mechanics")

GROUPS: dict[str, tuple[Check, ...]] = {group: _checks(group) for group in _GROUPS}
"""The checks by what they look at. Each folder's `__init__` holds what its checks share."""

CHECKS: dict[str, Check] = {check.code: check for checks in GROUPS.values() for check in checks}
"""Every check by its code."""
