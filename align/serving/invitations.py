"""Who is invited to a server that others can reach: a token each, by which they have a name and a role.

A token is told once, in the link that invites. Kept are digests alone: whoever reads the file of them gets in
nowhere, and a server that starts again still knows its guests.
"""

from __future__ import annotations

import hmac
import json
import secrets
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from threading import Lock
from typing import Literal, get_args

from align.errors import ReadError, SettingsError
from align.files import write_whole
from align.words import say

Role = Literal["read", "write", "admin"]
"""Look on; edit too; invite too."""
ROLES: tuple[Role, ...] = get_args(Role)

FILE = ".align-guests.json"
"""Where guests are kept, in the folder of what is served."""

LONGEST = 60
"""Characters of a name."""


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody who is let in."""

    name: str
    role: Role = "write"

    @property
    def id(self) -> str:
        """Return what tells them from all others; it is no secret."""
        return f"guest-{sha256(self.name.encode(errors='surrogatepass')).hexdigest()[:16]}"

    def may(self, role: Role) -> bool:
        """Tell whether they may do what a role may."""
        return ROLES.index(role) <= ROLES.index(self.role)


class Invitations:
    """The guests of a server. Its methods may be called from several threads."""

    def __init__(self, path: Path | None = None, passing: Mapping[str, Guest] | None = None) -> None:
        """Remember those of a file, if there is one, and those of this run that another process let in.

        Raises:
            ReadError: it is damaged.
        """
        self._path = path
        self._guests: dict[str, Guest] = {}  # by the digests of their tokens
        self._passing = dict(passing or {})  # those of this run of the server alone
        self._lock = Lock()
        self._seen = _looks(path)
        if path and path.exists():
            self._guests = _read(path)

    @property
    def passing(self) -> dict[str, Guest]:
        """Those of this run alone, by digests of their tokens."""
        return dict(self._passing)

    @property
    def guests(self) -> list[Guest]:
        """All who are let in."""
        return [*self._passing.values(), *self._guests.values()]

    @property
    def names(self) -> list[str]:
        """The names of those who are invited for longer than this run."""
        return [guest.name for guest in self._guests.values()]

    def invite(self, name: str, role: Role = "write", *, lasting: bool = True) -> str:
        """Return a new token for somebody; one that they had is good no more.

        Args:
            name: of the person, who edits under no other.
            role: what they may do.
            lasting: keep them; else they are let in until the server ends.

        Raises:
            SettingsError: it is no name, or there is no such role.
            WriteError: it cannot be kept.
        """
        guest, token = Guest(required_name(name), _checked(role)), secrets.token_urlsafe(24)
        self._renew()
        with self._lock:
            guests = self._guests if lasting else self._passing
            for digest in [digest for digest, known in guests.items() if known.name == guest.name]:
                del guests[digest]
            guests[_digest(token)] = guest
            if lasting:
                self._keep()
        return token

    def revoke(self, name: str) -> None:
        """Let somebody in no more.

        Raises:
            SettingsError: nobody of that name is invited.
            WriteError: it cannot be kept.
        """
        self._renew()
        with self._lock:
            left = {
                digest: guest for digest, guest in self._guests.items() if guest.name != required_name(name)
            }
            if len(left) == len(self._guests):
                what = say("nobody called {name} is invited", name=name)
                raise SettingsError(what, mend=say("invited are {names}", names=", ".join(self.names) or "–"))
            self._guests = left
            self._keep()

    def guest_of(self, token: str) -> Guest | None:
        """Return whose token it is; all are looked at, so that the time it takes tells nothing."""
        self._renew()
        given, found = _digest(token), None
        for digest, guest in (*self._guests.items(), *self._passing.items()):
            if hmac.compare_digest(digest, given):
                found = guest
        return found

    def _renew(self) -> None:
        """Read the file again where another process has changed it; what is damaged changes nothing."""
        seen = _looks(self._path)
        if self._path and seen != self._seen:
            with self._lock, suppress(ReadError):
                self._seen = seen
                self._guests = _read(self._path) if seen else {}

    def _keep(self) -> None:
        if self._path is None:
            return
        rows = [{"name": g.name, "role": g.role, "token": digest} for digest, g in self._guests.items()]
        with write_whole(self._path) as file:
            file.write(json.dumps(rows, ensure_ascii=False, indent=1).encode(errors="surrogatepass"))
        self._path.chmod(0o600)  # names are nobody else's business
        self._seen = _looks(self._path)


def named(text: str) -> tuple[str, Role]:
    """Read `NAME` or `NAME:ROLE`, as options have it.

    >>> named("Li Wei"), named("Wang:read")
    (('Li Wei', 'write'), ('Wang', 'read'))
    """
    name, _, role = text.rpartition(":")
    return (name, _checked(role)) if name and role in ROLES else (text, "write")


def _checked(role: str) -> Role:
    for known in ROLES:
        if role == known:
            return known
    raise SettingsError(
        say("there is no role {role!r}", role=role), mend=say("take {known}", known=" ".join(ROLES))
    )


def tidy_name(name: str) -> str:
    """Return a person's name on one line, with nothing unseen in it."""
    return " ".join("".join(char if char.isprintable() else " " for char in name).split())[:LONGEST]


def required_name(name: str) -> str:
    """Return it so, where it is one.

    Raises:
        SettingsError: nothing of it is left.
    """
    tidy = tidy_name(name)
    if not tidy:
        raise SettingsError(say("a name needs a letter"), mend=say("write it as colleagues know it"))
    return tidy


def _digest(token: str) -> str:
    return sha256(token.encode(errors="surrogatepass")).hexdigest()


def _looks(path: Path | None) -> tuple[int, int, int] | None:
    """Return how a file looks from outside; nothing where there is none."""
    try:
        seen = path.stat() if path else None
    except OSError:
        return None
    return (seen.st_ino, seen.st_size, seen.st_mtime_ns) if seen else None


def _read(path: Path) -> dict[str, Guest]:
    try:
        rows: Iterable[dict[str, str]] = json.loads(path.read_bytes())
        return {str(row["token"]): Guest(str(row["name"]), _checked(row["role"])) for row in rows}
    except (OSError, ValueError, TypeError, KeyError, SettingsError) as error:
        what = say("the file of those who are invited is damaged")
        raise ReadError(what, where=str(path), mend=say("remove it, and invite them again")) from error
