"""Requests that change something: asked for by our own pages or a program, by somebody who may, or refused."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TypeVar

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from chancery.errors import ChanceryError
from chancery.web import answers
from chancery.web.auth import Visit, by_browser, same_origin, visit_of
from chancery.web.faults import RefusedError, fault
from chancery.web.people import Role

MOST_FILES, MOST_FIELDS = 200, 400
FORM = {"token": "What the form was given; programs do without."}
"""What every form brings back beside its own fields."""
T = TypeVar("T")


class Sent:
    """What a request brings: the fields and files of a form, or a body of JSON."""

    def __init__(self, form: FormData, body: bytes | None = None) -> None:
        self._form = form
        self.body = body

    def get(self, name: str) -> str:
        """Return a field as text, empty where it is not there; lines end as they do in files."""
        found = self._form.get(name)
        return found.replace("\r\n", "\n") if isinstance(found, str) else ""

    def has(self, name: str) -> bool:
        """Tell whether a field was sent."""
        return name in self._form

    def all(self, name: str) -> list[str]:
        """Return every value of a field."""
        return [one for one in self._form.getlist(name) if isinstance(one, str)]

    @property
    def files(self) -> list[UploadFile]:
        """Return the files that were chosen."""
        return [one for _, one in self._form.multi_items() if isinstance(one, UploadFile) and one.filename]

    def json(self, kind: type[T]) -> T:
        """Read the body. Raises RefusedError where it is not of this kind."""
        try:
            return msgspec.json.decode(self.body or b"", type=kind)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise RefusedError(400, f"the body is not what is asked for: {error}; /api shows an example") from error


Change = Callable[[Request, Sent, Visit], Response]


def changing(role: Role | None, change: Change) -> Callable[[Request], Awaitable[Response]]:
    """Return an endpoint that makes a change for who has a role (None: also for strangers), off the event loop.

    A browser must bring back the token of its form, and its page must be ours; a program with a token of its own, or
    on a machine where nobody needs one, need not.
    """

    async def endpoint(request: Request) -> Response:
        visit = visit_of(request)
        form = answers.wanted(request)
        try:
            _allowed(request, visit, role)
            if request.headers.get("content-type", "").partition(";")[0].strip().lower() == "application/json":
                body = await request.body()
                _own(request, visit, request.headers.get("x-form-token", ""))
                return await run_in_threadpool(change, request, Sent(FormData(), body), visit)
            async with request.form(max_files=MOST_FILES, max_fields=MOST_FIELDS) as given:
                sent = Sent(given)
                _own(request, visit, sent.get("token"))
                return await run_in_threadpool(change, request, sent, visit)
        except (ChanceryError, HTTPException) as error:
            return await run_in_threadpool(answers.failed, request, form, fault(error))

    endpoint.handler, endpoint.role = change, role  # type: ignore[attr-defined]
    return endpoint


def allowed(role: Role, read: Callable[[Request], Response]) -> Callable[[Request], Response]:
    """Return an endpoint that shows a page to who has a role."""

    def endpoint(request: Request) -> Response:
        try:
            _may(visit_of(request), role)
        except RefusedError as error:
            return answers.failed(request, answers.wanted(request), fault(error))
        return read(request)

    endpoint.handler, endpoint.role = read, role  # type: ignore[attr-defined]
    return endpoint


def _allowed(request: Request, visit: Visit, role: Role | None) -> None:
    if role:
        _may(visit, role)
    if not same_origin(request):
        raise RefusedError(403, "the change was asked for by another site; make it on the pages themselves")


def _own(request: Request, visit: Visit, token: str) -> None:
    if by_browser(request) and not visit.by_bearer and not visit.fits(token):
        raise RefusedError(403, "the form is too old; open its page again, and your browser must take its cookie")


def _may(visit: Visit, role: Role) -> None:
    if not visit.may(role):
        name = visit.person.name if visit.person else "nobody"
        raise RefusedError(403, f"{name} may not do this: it takes a {role}; who keeps the ledger gives roles")
