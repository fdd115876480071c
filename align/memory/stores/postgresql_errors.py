"""What a server of PostgreSQL refuses, in our words; no password is ever shown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from align.errors import AlignError, AwayError, ReadError
from align.memory.stores import database
from align.words import say

if TYPE_CHECKING:
    import psycopg


def shown(address: str) -> str:
    """Return an address without its password.

    >>> shown("postgresql://li:secr@t@host/tm?sslmode=require&password=x")
    'postgresql://li@host/tm?sslmode=require&password=…'
    """
    named = re.sub(r"^(\w+://[^:/@?]*):.*@", r"\1@", address)
    return re.sub(r"(password=)[^&]*", r"\1…", named)


def translated(error: psycopg.Error, location: str) -> AlignError:
    """Return what to say of an error."""
    from psycopg import OperationalError, errors

    if isinstance(error, errors.LockNotAvailable):
        return database.busy(location)
    if isinstance(error, errors.DiskFull):
        return database.full(location)
    if isinstance(error, errors.InsufficientPrivilege | errors.ReadOnlySqlTransaction):
        return database.read_only(location)
    if isinstance(error, errors.DataCorrupted | errors.IndexCorrupted):
        return database.damaged(reason(error), location)
    if isinstance(error, OperationalError):
        return _unreachable(error, location)
    return ReadError(
        say("the memory cannot be used: {reason}", reason=reason(error)), where=location,
        mend=say("see the log of the server"),
    )  # fmt: skip


def _unreachable(error: psycopg.OperationalError, location: str) -> AlignError:
    """Return what to say of a server that lets nobody in, or is not there."""
    asked = getattr(error, "pgconn", None)
    if asked is not None and (asked.needs_password or asked.used_password):
        return ReadError(
            say("the server takes no such password"),
            where=location,
            mend=say("write the right one into ~/.pgpass, or set PGPASSWORD"),
        )
    return AwayError(
        say("the server cannot be reached: {reason}", reason=reason(error)),
        where=location,
        mend=say("see whether it runs and the address is right; what was written before is safe"),
    )


def silent(location: str) -> AlignError:
    """Return what to say of a server that is there and does not answer."""
    return AwayError(
        say("the server does not answer"),
        where=location,
        mend=say("try again later; see whether it runs"),
    )


def reason(error: psycopg.Error) -> str:
    """Return what the server says, in a line."""
    return (error.diag.message_primary or str(error)).strip().partition("\n")[0]
