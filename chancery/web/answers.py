"""One thing in several forms: a page to look at, its data as JSON or CSV, what is to come as a calendar."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from chancery.models import Value
from chancery.views.due import Due
from chancery.views.view import View
from chancery.web.auth import by_browser
from chancery.web.faults import Failure, Wrong
from chancery.web.guard import SCRIPTED
from chancery.web.templating import render

FORMS = ("html", "json", "csv", "ics", "atom")
TYPES = {
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "ics": "text/calendar; charset=utf-8",
    "atom": "application/atom+xml; charset=utf-8",
}
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""With these a spreadsheet takes a cell for something to be computed."""


class Answer(Value, frozen=True, kw_only=True):
    """What an address stands for: the values shown, the template that shows them, and the rows of its table;
    `left_out` counts by section what the page does not show, `more` is for the template alone; `feed` writes it as
    a feed."""

    view: View
    template: str
    rows: Callable[[], Iterable[Mapping[str, Any]]]
    left_out: Mapping[str, int] = {}
    scripted: bool = False
    more: Mapping[str, Any] = {}
    feed: Callable[[], str] | None = None

    def response(self, request: Request, form: str) -> Response:
        """Write it in a form. Raises KeyError for a calendar or a feed of what has none."""
        match form:
            case "json":
                return Response(msgspec.json.encode(self.view), media_type=TYPES["json"])
            case "csv":
                return Response(table(self.rows()), media_type=TYPES["csv"])
            case "ics":
                if not isinstance(self.view, Due):
                    raise KeyError(form)
                return Response(self.view.calendar(), media_type=TYPES["ics"])
            case "atom":
                if self.feed is None:
                    raise KeyError(form)
                return Response(self.feed().encode("utf-8", "replace"), media_type=TYPES["atom"])
            case _:
                return page(
                    request,
                    self.template,
                    self.view,
                    left_out=self.left_out,
                    scripted=self.scripted,
                    more=self.more,
                )


def page(
    request: Request,
    template: str,
    view: object,
    *,
    status: int = 200,
    left_out: Mapping[str, int] | None = None,
    scripted: bool = False,
    forms: tuple[str, ...] = ("json", "csv"),
    more: Mapping[str, Any] | None = None,
) -> Response:
    """Write a page; it leads to its own data, and keeps what was looked for in the search box.

    `scripted` pages may load the scripts that come with the program; they do without them too.
    """
    path, query = request.url.path, request.url.query
    name = "/home" if path == "/" else path
    data = {} if status != 200 else {form: f"{name}.{form}{f'?{query}' if query else ''}" for form in forms}
    visit = getattr(request.state, "visit", None)
    shown = render(
        template,
        view=view,
        data=data,
        query=request.query_params,
        path=path,
        left_out=left_out,
        visit=visit,
        **(more or {}),
    )
    return Response(
        shown.encode("utf-8", "replace"),
        status_code=status,
        media_type="text/html; charset=utf-8",
        headers={"Content-Security-Policy": SCRIPTED} if scripted else None,
    )


def failed(request: Request, form: str, error: Failure) -> Response:
    """Write an error as a page, or as JSON wherever data was asked for."""
    if form == "html":
        return page(request, "error.html", error, status=error.status)
    headers = {"WWW-Authenticate": "Bearer"} if error.status == 401 else None
    return Response(
        msgspec.json.encode(Wrong(error=error)), status_code=error.status, media_type=TYPES["json"], headers=headers
    )


def wanted(request: Request) -> str:
    """Return the form in which somebody wants an answer: what its address ends in, else a page for a browser.

    A program says `Accept: application/json`, or sends JSON, or has no use for a page.
    """
    end = request.url.path.rpartition(".")[2]
    if end in TYPES:
        return end
    accepted = request.headers.get("accept", "")
    if "text/html" in accepted:
        return "html"
    sent = request.headers.get("content-type", "")
    return "json" if "application/json" in accepted + sent or not by_browser(request) else "html"


def table(rows: Iterable[Mapping[str, Any]]) -> str:
    """Write rows as CSV (RFC 4180) with a head; what a spreadsheet would compute is kept from it by an apostrophe.

    >>> table([{"title": "=1+1", "actors": ["IND", "JPN"], "due": None}])
    "title,actors,due\\r\\n'=1+1,IND; JPN,\\r\\n"
    """
    listed = list(rows)
    out = io.StringIO()
    if listed:
        writer = csv.DictWriter(out, list(listed[0]))
        writer.writeheader()
        writer.writerows({name: _cell(value) for name, value in row.items()} for row in listed)
    return out.getvalue()


def row(value: Value, *names: str) -> dict[str, Any]:
    """Return the fields of a value, or those named, as plain data."""
    fields: dict[str, Any] = msgspec.to_builtins(value)
    return {name: fields[name] for name in names} if names else fields


def _cell(value: Any) -> str:
    if isinstance(value, list | tuple):
        return "; ".join(map(_cell, value))
    written = "" if value is None else str(value)
    return f"'{written}" if written.startswith(FORMULA) else written
