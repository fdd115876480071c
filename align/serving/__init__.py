"""What both web servers share: who may speak to them, and how they start and stop.

Any page a browser shows may send requests to this machine. So a server

- binds to this machine alone; anything wider lets in whoever is invited, by a token of their own, which
  a link brings and a cookie keeps (`invitations`);
- answers to its own names only (a page that points its own name here, DNS rebinding, has another one);
- takes nothing from another origin but a visit: no scripts, no forms, no frames, no CORS
  (Fetch Metadata, https://www.w3.org/TR/fetch-metadata/);
- tells the browser to load nothing from elsewhere and to run no script but its own files (CSP).

All that is the `guard`'s; `listening` starts a server, with HTTPS where there is a certificate, and ends it.
"""

from align.serving.addresses import LOOPBACK, is_loopback
from align.serving.guard import ASGI, CSP, MAX_BODY, Guard, Receive, Scope, Send
from align.serving.invitations import Guest, Invitations, Role, required_name, tidy_name
from align.serving.listening import serve

__all__ = [
    "ASGI", "CSP", "LOOPBACK", "MAX_BODY", "Guard", "Guest", "Invitations", "Receive", "Role",
    "Scope", "Send", "is_loopback", "required_name", "serve", "tidy_name",
]  # fmt: skip
