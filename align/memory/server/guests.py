"""Who is let in, under `/api/guests`: an administrator invites and uninvites while the memory is served."""

from __future__ import annotations

from fastapi import APIRouter, Request
from pydantic import BaseModel, Field

from align.errors import SettingsError
from align.serving import Invitations, Role
from align.words import say

PATH = "/api/guests"

router = APIRouter(prefix=PATH, tags=["align-tm"])


class Known(BaseModel):
    """Somebody who is invited."""

    name: str = Field(max_length=100)
    role: Role = "write"


class Invited(Known):
    """Somebody who was invited just now."""

    token: str
    """Told this once."""


@router.get("")
def guests(request: Request) -> list[Known]:
    """List who is invited, each with what they may do."""
    return [Known(name=guest.name, role=guest.role) for guest in _invitations(request).guests]


@router.post("", status_code=201)
def invite(request: Request, guest: Known) -> Invited:
    """Invite somebody, by a token of their own; one that they had is good no more."""
    token = _invitations(request).invite(guest.name, guest.role)
    return Invited(name=guest.name, role=guest.role, token=token)


@router.delete("/{name}", status_code=204)
def uninvite(request: Request, name: str) -> None:
    """Let somebody in no more."""
    _invitations(request).revoke(name)


def _invitations(request: Request) -> Invitations:
    invited: Invitations | None = request.app.state.invited
    if invited is None:
        raise SettingsError(
            say("nobody is invited here: the server is on this machine alone"),
            mend=say("start it with --host or --invite"),
        )
    return invited
