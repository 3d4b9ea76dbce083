"""The door: entering with a token, leaving, and what to be called where nobody needs a token."""

from __future__ import annotations

import re

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from chancery.views.view import View
from chancery.web import answers
from chancery.web.answers import Answer
from chancery.web.auth import Visit, visit_of
from chancery.web.changes import FORM, Sent
from chancery.web.offers import offers

HERE = re.compile(r"/(?![/\\])[^\x00-\x20\\]*")
"""An address on these pages: nothing that a browser would take for another site."""


class Door(View, tag_field="view", tag="login", frozen=True, kw_only=True):
    """Where a token is entered; `refused` after one that nobody has, `next` is where it leads then."""

    next: str
    refused: bool = False

    @property
    def title(self) -> str:
        """What the page is called."""
        return "Enter"


class Self(View, tag_field="view", tag="me", frozen=True, kw_only=True):
    """Who asks: the name under which decisions are kept, and the role."""

    name: str
    role: str

    @property
    def title(self) -> str:
        """What the page is called."""
        return "You"


@offers(forms=("html",), query={"next": "Where to go then."})
def door(request: Request, key: str) -> Response:
    """The form to enter a token."""
    return answers.page(request, "login.html", Door(next=here(request.query_params.get("next", ""))), forms=())


@offers(forms=("html",), status=(303,), fields={"key": "The token of a person.", "next": "Where to go then.", **FORM})
def enter(request: Request, sent: Sent, visit: Visit) -> Response:
    """Enter with a token."""
    there = here(sent.get("next"))
    if visit.enter(sent.get("key").strip()):
        return RedirectResponse(there, status_code=303)
    return answers.page(request, "login.html", Door(next=there, refused=True), status=401)


@offers(forms=("html",), status=(303,), fields=FORM)
def leave(request: Request, sent: Sent, visit: Visit) -> Response:
    """Leave: the session ends."""
    visit.leave()
    return RedirectResponse("/login" if visit.enters else "/", status_code=303)


@offers(Self)
def me(request: Request, key: str) -> Answer:
    """Who asks, and what they may do."""
    person = visit_of(request).person
    view = Self(name=person.name if person else "", role=person.role if person else "")
    return Answer(view=view, template="me.html", rows=lambda: [answers.row(view, "name", "role")])


@offers(forms=("html",), status=(303,), fields={"name": "What to be called in this session.", **FORM})
def call(request: Request, sent: Sent, visit: Visit) -> Response:
    """Set the name under which decisions are kept, where nobody needs a token."""
    if visit.alone:
        visit.call(sent.get("name"))
    return RedirectResponse("/me", status_code=303)


def here(address: str) -> str:
    """Return an address if it leads to these pages, else the first page.

    >>> here("/due?on=2025-11-24"), here("//evil.example"), here("https://evil.example"), here("/\\\\evil.example")
    ('/due?on=2025-11-24', '/', '/', '/')
    """
    return address if HERE.fullmatch(address) else "/"
