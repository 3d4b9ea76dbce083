"""Endpoints: a handler answers in the form which the end of its address names, and with an error in that form."""

from __future__ import annotations

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from chancery.errors import ChanceryError
from chancery.web import answers
from chancery.web.addresses import with_query
from chancery.web.answers import FORMS, Answer
from chancery.web.faults import failure, fault

Handler = Callable[[Request, str], Answer | Response]


def answering(handler: Handler) -> Callable[[Request], Response]:
    """Return an endpoint that answers in the form which the end of the path names, and with an error in that form."""

    def endpoint(request: Request) -> Response:
        key, form = split(request.path_params.get("key", ""))
        form = request.path_params.get("form", form)
        if form not in FORMS:
            wrong = failure(404, f"{form}: is no form of a page; say one of {', '.join(FORMS)}")
            return answers.failed(request, "html", wrong)
        try:
            answer = handler(request, key)
            return answer if isinstance(answer, Response) else answer.response(request, form)
        except ChanceryError as error:
            return answers.failed(request, form, fault(error))
        except KeyError:
            wrong = failure(
                404, "only what falls due comes as a calendar (/due.ics), and only a search as a feed (/search.atom)"
            )
            return answers.failed(request, form, wrong)

    endpoint.handler = handler  # type: ignore[attr-defined]
    return endpoint


def split(key: str) -> tuple[str, str]:
    """Take the form off the end of an address.

    >>> split("IND-JPN.json"), split("3f2a")
    (('IND-JPN', 'json'), ('3f2a', 'html'))
    """
    name, dot, form = key.rpartition(".")
    return (name, form) if dot and form in FORMS else (key, "html")


def elsewhere(request: Request, path: str) -> Response:
    """Lead to the permanent address of a thing, in the same form."""
    form = split(request.url.path)[1]
    suffix = "" if form == "html" else f".{form}"
    query = {name: request.query_params.getlist(name) for name in request.query_params}
    return RedirectResponse(with_query(path + suffix, query))
