"""What stands between the guard and the pages: who comes is known, and nobody brings more than is allowed."""

from __future__ import annotations

import secrets
from contextlib import suppress

import msgspec
from itsdangerous import BadData, URLSafeTimedSerializer
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import HTTPConnection, Request
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from chancery.web import answers
from chancery.web.addresses import with_query
from chancery.web.auth import Access, Session, Visit
from chancery.web.faults import failure

LASTS = 12 * 3600
"""Seconds that a session lasts at most; it also ends with the server, which makes its key anew."""
FORM_BYTES, UPLOAD_BYTES = 1_000_000, 64_000_000
"""How much a request may bring: a form, and reports to be added."""
UPLOADS = frozenset({"/documents"})
OPEN = ("/login", "/style.css", "/favicon.svg", "/static/")
"""What is shown to people who are not known yet."""


class Reception:
    """Middleware that knows every visitor, sends strangers to the door, and caps what a request brings."""

    def __init__(self, app: ASGIApp, access: Access, *, cookie: str = "chancery") -> None:
        self.app = app
        self.access = access
        self.cookie = cookie
        self._secret = secrets.token_bytes(32)
        self._signer = URLSafeTimedSerializer(self._secret, salt="session")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        asking = HTTPConnection(scope)
        session = self._session(asking)
        visit = Visit(self.access, self._secret, asking, session)
        scope.setdefault("state", {})["visit"] = visit

        async def answering(message: Message) -> None:
            if message["type"] == "http.response.start" and visit.session and visit.session != session:
                MutableHeaders(scope=message).append("Set-Cookie", self._cookie(visit.session, scope))
            await send(message)

        app = self.app if visit.person or scope["path"].startswith(OPEN) else stranger
        most = UPLOAD_BYTES if scope["path"] in UPLOADS else FORM_BYTES
        await app(scope, capped(receive, most), answering)

    def _session(self, asking: HTTPConnection) -> Session | None:
        carried = asking.cookies.get(self.cookie)
        if carried:
            with suppress(BadData, msgspec.ValidationError):
                return msgspec.convert(self._signer.loads(carried, max_age=LASTS), Session)
        return None

    def _cookie(self, session: Session, scope: Scope) -> str:
        value = self._signer.dumps(msgspec.to_builtins(session))
        secure = "; Secure" if scope["scheme"] == "https" else ""
        return f"{self.cookie}={value!s}; Path=/; Max-Age={LASTS}; HttpOnly; SameSite=Strict{secure}"


async def stranger(scope: Scope, receive: Receive, send: Send) -> None:
    """Send who is not known to the door; tell a program that it has no token."""
    request = Request(scope)
    visit: Visit = request.state.visit
    if visit.enters and request.method == "GET" and answers.wanted(request) == "html":
        there = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        answer = RedirectResponse(with_query("/login", {"next": there if there != "/" else None}), status_code=303)
        await answer(scope, receive, send)
        return
    message = (
        "these pages are for people with a token; send it as Authorization: Bearer TOKEN, or enter it at /login"
        if visit.enters
        else "the proxy before these pages names nobody; sign in there"
    )
    await answers.failed(request, answers.wanted(request), failure(401, message))(scope, receive, send)


def capped(receive: Receive, most: int) -> Receive:
    """Let through a body of so many bytes, and refuse a longer one while it comes."""
    taken = 0

    async def counted() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > most:
            raise HTTPException(413, f"that is more than the {most:,} bytes a request may bring; send it in parts")
        return message

    return counted
