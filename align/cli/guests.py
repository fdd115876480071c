"""The options by which a server is opened to others: whom it lets in, and its certificate."""

from __future__ import annotations

import getpass
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from align.cli.outputs import warning
from align.cli.speech import option, tell
from align.words import say

if TYPE_CHECKING:
    from align.serving import ASGI, Invitations

Command = Callable[..., Any]
_FILE = click.Path(path_type=Path, dir_okay=False)


@dataclass(frozen=True)
class Door:
    """How a server is reached, and by whom."""

    host: str
    port: int
    wanted: tuple[str, ...] = ()
    unwanted: tuple[str, ...] = ()
    certificate: Path | None = None
    key: Path | None = None
    _links: dict[str, str] = field(default_factory=dict)  # tokens by the names of those newly invited

    @property
    def is_open(self) -> bool:
        """True where others can reach it, by themselves or through a proxy."""
        from align.serving import is_loopback

        return bool(self.wanted) or not is_loopback(self.host)

    def guests(self, folder: Path) -> Invitations | None:
        """Return who is let in; None: whoever is at this machine.

        Args:
            folder: where they are kept from one run to the next.

        Raises:
            AlignError: a name or a role is none, or what is kept is damaged.
        """
        from align.serving import Invitations
        from align.serving.invitations import FILE, named

        if not self.is_open and not self.unwanted:
            return None
        invited = Invitations(folder / FILE)
        for name in self.unwanted:
            invited.revoke(name)
        if not self.is_open:
            return None
        for name, role in map(named, self.wanted):
            if name not in invited.names:
                self._links[name] = invited.invite(name, role)
        self._links[""] = invited.invite(_own_name(), "admin", lasting=False)
        return invited

    def serve(
        self, app: ASGI, announce: Callable[[str], None], *, open_browser: bool = False,
        again: Callable[[], ASGI] | None = None, workers: int = 1,
    ) -> None:  # fmt: skip
        """Serve an app in its guard; the URL is announced, and the links of those who are newly invited."""
        from align import serving

        def told(url: str) -> None:
            announce(url)
            base = url.partition("?")[0]
            for name, token in self._links.items():
                link = f"{base}?token={token}"
                if name:
                    tell(say("For {name}: {url}", name=name, url=link))
            if self.is_open and not self.certificate:
                tell(warning(_ADVICE))

        token = self._links.get("", "")
        serving.serve(
            app, self.host, self.port, token=token, certificate=self.certificate, key=self.key,
            announce=told, open_browser=open_browser, again=again, workers=workers,
        )  # fmt: skip


_ADVICE = say(
    "what goes to and fro is not encrypted: give --certificate and --key, or let a proxy in front do HTTPS"
)


def door_options(port: int) -> Callable[[Command], Command]:
    """Return what adds the options, and hands them to the command together, as `door`."""

    def added(command: Command) -> Command:
        @wraps(command)
        def told(
            *args: Any, host: str, port: int, invite: tuple[str, ...], uninvite: tuple[str, ...],
            certificate: Path | None, key: Path | None, **others: Any,
        ) -> Any:  # fmt: skip
            return command(*args, door=Door(host, port, invite, uninvite, certificate, key), **others)

        for option_of in (
            option("--key", type=_FILE, help="The key of the certificate."),
            option("--certificate", type=_FILE, help="A certificate (PEM), for HTTPS."),
            option("--uninvite", multiple=True, metavar="NAME", help="Let somebody in no more."),
            option("--invite", multiple=True, metavar="NAME[:ROLE]",
                   help="Let somebody in, by a link of their own that is printed once: to look on (read), to "
                   "edit (write) or to invite others too (admin); default: write."),
            option("--host", default="127.0.0.1", show_default=True,
                   help="Address to listen on; any but this machine's own lets in whoever is invited."),
            option("--port", default=port, show_default=True, type=click.IntRange(0, 65535),
                   help="0: any that is free."),
        ):  # fmt: skip
            told = option_of(told)
        return told

    return added


def _own_name() -> str:
    try:
        return getpass.getuser() or "host"
    except (OSError, KeyError):  # a user without a name, as in some containers
        return "host"
