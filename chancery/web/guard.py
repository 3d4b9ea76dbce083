"""What stands before every page: the hosts under which it answers, and headers that keep hostile text harmless."""

from __future__ import annotations

from collections.abc import Collection
from urllib.parse import urlsplit

import msgspec
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from chancery.web.faults import Wrong, failure

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""No script at all, styles and pictures from here only (Content Security Policy Level 3)."""
SCRIPTED = f"{POLICY}; script-src 'self'; connect-src 'self'"
"""For the few pages that a script from here makes quicker to use; none stands in a page itself."""
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "private, no-cache",
}


class Guard:
    """Refuses requests for other hosts than those given (None: answers to any), and adds the headers.

    A page elsewhere can make its own name lead to this machine (DNS rebinding); the browser then sends that name.
    """

    def __init__(self, app: ASGIApp, hosts: Collection[str] | None = LOOPBACK) -> None:
        self.app = app
        self.hosts = hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        name = Headers(scope=scope).get("host", "")
        if self.hosts is not None and host(name) not in self.hosts:
            wrong = failure(421, "this server does not go by that host name; use 127.0.0.1, or start it with --host")
            body = msgspec.json.encode(Wrong(error=wrong))
            await Response(body, status_code=421, media_type="application/json")(scope, receive, guarded)
            return
        await self.app(scope, receive, guarded)


def host(header: str) -> str | None:
    """Return the name in a Host header, None where it is none.

    >>> host("LOCALHOST:8000"), host("[::1]:8000"), host("a@b"), host("[")
    ('localhost', '::1', None, None)
    """
    try:
        parts = urlsplit(f"//{header}")
        found = parts.hostname
    except ValueError:
        return None
    return found if parts.netloc == header and "@" not in header else None
