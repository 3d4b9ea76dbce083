"""The application: which address stands for what. An address is one question to the ledger and one template."""

from __future__ import annotations

import datetime as dt
from collections.abc import AsyncIterator, Callable, Collection
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from chancery.desk import Desk
from chancery.errors import ChanceryError, NotFoundError
from chancery.ledger import Wanted
from chancery.linkage.dates import days
from chancery.linkage.entries import CommitmentEntry, EntryBase
from chancery.models import ClaimBase, Document
from chancery.views.brief import Brief
from chancery.views.due import Due
from chancery.views.shortening import shortened
from chancery.web import answers, entering
from chancery.web.adding import Adding
from chancery.web.addresses import FOLDERS, address, passage, with_query
from chancery.web.answers import FORMS, Answer, row
from chancery.web.auth import Access, Alone
from chancery.web.changes import allowed, changing
from chancery.web.contact import Contact, contact
from chancery.web.faults import failure, fault
from chancery.web.guard import LOOPBACK, Guard
from chancery.web.home import Home, home
from chancery.web.jobs import Jobs
from chancery.web.lines import entry_line
from chancery.web.offers import offers
from chancery.web.openapi import Api, described
from chancery.web.promise import Promise, promise
from chancery.web.reception import Reception
from chancery.web.report import Report, report
from chancery.web.results import Results, search
from chancery.web.reviewing import Reviewing
from chancery.web.templating import static, stylesheet

ICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><rect width="16" height="16" rx="3" fill="#1f5673"/>'
    '<path d="M4 4h8M4 7h8M4 10h5" stroke="#fff" stroke-width="1.6"/>'
    '<circle cx="12" cy="12" r="2" fill="#c08a3e"/></svg>'
)
MOST = 40
"""Lines of a section of a relationship's page, which `all` in its address lifts; its data has all lines."""
LONGEST_QUERY = 500
"""Characters of words that are looked for."""


class BadRequestError(ChanceryError):
    """Something in an address that cannot be meant."""


def application(
    desk: Desk,
    *,
    hosts: Collection[str] | None = LOOPBACK,
    access: Access | None = None,
    cookie: str = "chancery",
) -> ASGIApp:
    """Return the pages of a ledger as an ASGI application that answers under the hosts (None: under any).

    `access` tells who asks, by default whoever sits at this machine; `cookie` names the session's.
    """
    pages = Pages(desk)
    jobs = Jobs(desk)
    routes = [
        *(Route(path, answering(pages.home)) for path in ("/", "/home", "/home.{form}")),
        *(Route(path, answering(pages.search)) for path in ("/search", "/search.{form}")),
        *(Route(path, answering(pages.due)) for path in ("/due", "/due.{form}")),
        Route("/relations/{key}", answering(pages.relation)),
        Route("/actors/{key}", answering(pages.relation)),
        Route("/documents/{key}", answering(pages.document)),
        *(Route(f"/{FOLDERS[kind]}/{{key}}", answering(pages.entry)) for kind in FOLDERS if kind not in OTHERS),
        Route("/claims/{key}", answering(pages.claim)),
        *writing(desk, jobs),
        Route("/static/{name:path}", _static),
        Route("/style.css", _style),
        Route("/favicon.svg", _icon),
    ]
    handlers = {HTTPException: _refused, 500: _refused}

    @asynccontextmanager
    async def living(app: Starlette) -> AsyncIterator[None]:
        yield
        await run_in_threadpool(jobs.close)

    routes += describing(routes)
    app = Starlette(routes=routes, exception_handlers=handlers, lifespan=living)
    return Guard(Reception(app, access or Alone(), cookie=cookie), hosts)


def writing(desk: Desk, jobs: Jobs) -> list[Route]:
    """Return the addresses by which people enter, add and decide."""
    adding = Adding(desk, jobs)
    return [
        Route("/login", answering(entering.door)),
        Route("/login", changing(None, entering.enter), methods=["POST"]),
        Route("/logout", changing(None, entering.leave), methods=["POST"]),
        *(Route(path, answering(entering.me)) for path in ("/me", "/me.{form}")),
        Route("/me", changing("reader", entering.call), methods=["POST"]),
        *(Route(path, allowed("reviewer", answering(adding.page))) for path in ("/add", "/add.{form}")),
        Route("/documents", changing("reviewer", adding.add), methods=["POST"]),
        Route("/jobs/{key}", allowed("reviewer", answering(adding.job))),
        *deciding(Reviewing(desk)),
    ]


def deciding(reviewing: Reviewing) -> list[Route]:
    """Return the addresses of the review."""
    shown = {
        "/review": reviewing.queue,
        "/review/decisions": reviewing.decisions,
        "/review/accept": reviewing.bulk,
    }
    return [
        *(
            Route(path + form, allowed("reviewer", answering(handler)))
            for path, handler in shown.items()
            for form in ("", ".{form}")
        ),
        Route("/review/next", allowed("reviewer", answering(reviewing.next))),
        Route("/review/accept", changing("admin", reviewing.accept), methods=["POST"]),
        Route("/review/undo", changing("reviewer", reviewing.undo), methods=["POST"]),
        Route("/review/{key}", allowed("reviewer", answering(reviewing.item))),
        Route("/review/{key}", changing("reviewer", reviewing.decide), methods=["POST"]),
        Route("/commitments/{key}/progress", changing("reviewer", reviewing.progress), methods=["POST"]),
    ]


ON = "The day from which it is asked, such as 2025-08-29; today when left out."
SINCE, UNTIL = "Nothing before this date (2025, 2025-08, 2025-08-29).", "Nothing after this date."
TOPIC = "A word of a title, a topic or a sector."
WORDS = 'Words that must all occur; word* for a beginning, "a phrase" for words in one piece.'
FACETS = {name: "Narrows it down." for name in Wanted.__struct_fields__ if name != "words"}
PLACE = "The character at which words to be shown start or end."
HIDE = "A kind of mark to be left out; may be repeated."
OTHERS = frozenset({"document", "actor", "relation", "claim"})
Handler = Callable[[Request, str], Answer | Response]


def describing(routes: list[Route]) -> list[Route]:
    """Return the addresses of the description of all addresses, their own among them."""

    @offers(Api, forms=("html",))
    def page(request: Request, key: str) -> Response:
        """The description of all addresses, to be read."""
        return answers.page(request, "api.html", Api(document=described(all_routes)), forms=())

    @offers(forms=("application/json",))
    def document(request: Request) -> Response:
        """The description of all addresses as OpenAPI 3.1."""
        return JSONResponse(described(all_routes))

    own = [Route("/api", answering(page)), Route("/openapi.json", document)]
    all_routes = [*routes, *own]
    return own


class Pages:
    """What each address stands for; `key` is the end of the path without its form."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    @offers(Home, query={"on": ON, "since": "What is new from this day on."})
    def home(self, request: Request, key: str) -> Answer:
        """What is new, due and disputed."""
        view = home(self.desk, on=_day(request, "on"), since=_partial(request, "since"))
        return Answer(
            view=view, template="home.html", rows=lambda: (row(line) for day in view.new for line in day.entries)
        )

    @offers(Results, query={"q": WORDS, **FACETS, "page": "Which page; the first is 1."})
    def search(self, request: Request, key: str) -> Answer:
        """What words and facets narrow the ledger down to."""
        asked = request.query_params
        facets = {name: asked.get(name) for name in Wanted.__struct_fields__ if name != "words" and asked.get(name)}
        wanted = Wanted(words=asked.get("q", "")[:LONGEST_QUERY], **facets)
        view = search(self.desk, wanted, page=_number(request, "page", 1))
        return Answer(view=view, template="search.html", rows=lambda: map(row, view.entries))

    @offers(
        Due, forms=FORMS, query={"on": ON, "until": UNTIL, "topic": TOPIC, "actor": "A code or name; may be repeated."}
    )
    def due(self, request: Request, key: str) -> Answer:
        """What falls due."""
        asked = request.query_params
        view = self.desk.due(
            *asked.getlist("actor"),
            on=_day(request, "on"),
            until=_partial(request, "until"),
            topic=asked.get("topic") or None,
        )
        lines = (*view.coming, *view.passed, *view.undated)
        return Answer(view=view, template="calendar.html", rows=lambda: map(row, lines))

    @offers(Brief, query={"since": SINCE, "until": UNTIL, "topic": TOPIC, "all": "yes: every line, on the page too."})
    def relation(self, request: Request, key: str) -> Answer | Response:
        """The state of a relationship, or of one actor's relations with all."""
        codes = self._codes(key) if request.url.path.startswith("/relations/") else (self.desk.actor(key),)
        there = address("relation" if len(codes) > 1 else "actor", "-".join(codes))
        if there != address("relation" if request.url.path.startswith("/relations/") else "actor", key):
            return _elsewhere(request, there)
        limits = {"since": _partial(request, "since"), "until": _partial(request, "until")}
        limits["topic"] = request.query_params.get("topic") or None
        view = self.desk.brief(*codes, **limits)
        entries = (one for one in self.desk.entries(actors=codes, **limits) if not one.related)
        whole = "all" in request.query_params or split(request.url.path)[1] != "html"
        shown, left = (view, {}) if whole else shortened(view, MOST)
        rows = (row(entry_line(one)) for one in entries)
        return Answer(view=shown, template="relation.html", rows=lambda: rows, left_out=left)

    @offers(status=(307,), forms=("html",))
    def claim(self, request: Request, key: str) -> Answer | Response:
        """The words that a claim rests on."""
        return self.entry(request, key)

    @offers(Promise, Contact)
    def entry(self, request: Request, key: str) -> Answer | Response:
        """A commitment, engagement, act or position; of a claim, the words it rests on."""
        found = self.desk.item(key)
        if isinstance(found, ClaimBase):
            words, doc = found.evidence[0], self.desk.documents_of([found.id])[found.id]
            return RedirectResponse(passage(doc.id, words.start, words.end))
        if not isinstance(found, EntryBase):
            raise NotFoundError(f"{key}: is no entry; search finds entries by their words")
        if request.url.path.split(".")[0] != (there := address(found.kind, found.id)):
            return _elsewhere(request, there)
        base = str(request.base_url)
        if isinstance(found, CommitmentEntry):
            view = promise(self.desk, found, base)
            steps = view.history.steps if view.history else (view.step,)
            return Answer(view=view, template="commitment.html", rows=lambda: (row(one, *STEP) for one in steps))
        shown = contact(self.desk, found, base)
        told = ((one, quote) for one in shown.wordings for quote in one.quotes)
        rows = lambda: ({**row(one, "claim", "document", "source", "published"), "quote": q.text} for one, q in told)  # noqa: E731
        return Answer(view=shown, template="entry.html", rows=rows)

    @offers(Report, query={"start": PLACE, "end": PLACE, "part": "Which part of a long text.", "hide": HIDE})
    def document(self, request: Request, key: str) -> Answer | Response:
        """A document with its evidence marked."""
        found = self.desk.item(key)
        if not isinstance(found, Document):
            raise NotFoundError(f"{key}: is no document; search finds documents by their words")
        if found.id != key:
            return _elsewhere(request, address("document", found.id))
        asked = request.query_params
        view = report(
            self.desk,
            found,
            start=_number(request, "start", 0),
            end=_number(request, "end", 0),
            part=_number(request, "part", 1) if "part" in asked else None,
            hide=asked.getlist("hide"),
        )
        return Answer(view=view, template="document.html", rows=lambda: (_record(found, one) for one in view.records))

    def _codes(self, key: str) -> tuple[str, ...]:
        """Return the codes of two or more actors whose codes or names a hyphen joins, sorted."""
        names = key.split("-")
        if len(names) < 2:
            raise NotFoundError(f"{key}: names one actor; a relation has two, such as IND-JPN")
        return tuple(sorted({self.desk.actor(name) for name in names}))


STEP = (
    "id", "made", "undertaking", "headline", "term", "pace", "change", "strength", "status", "due", "occasion",
)  # fmt: skip


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
            wrong = failure(404, "only what falls due comes as a calendar; see /due.ics")
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


def _elsewhere(request: Request, path: str) -> Response:
    """Lead to the permanent address of a thing, in the same form."""
    form = split(request.url.path)[1]
    suffix = "" if form == "html" else f".{form}"
    query = {name: request.query_params.getlist(name) for name in request.query_params}
    return RedirectResponse(with_query(path + suffix, query))


def _record(doc: Document, record: object) -> dict[str, object]:
    found = row(record, "number", "kind", "start", "end", "claim", "entry")  # type: ignore[arg-type]
    entry = found.pop("entry") or {}
    return {
        **found,
        "entry": entry.get("id"),
        "title": entry.get("title"),
        "quote": doc.text[found["start"] : found["end"]],
    }


def _partial(request: Request, name: str) -> str | None:
    """Return a partial date of the query."""
    given = request.query_params.get(name) or None
    if given and not days(given):
        raise BadRequestError(f"{given[:80]}: is no date; write it as 2025, 2025-08 or 2025-08-29")
    return given


def _day(request: Request, name: str) -> dt.date | None:
    """Return a day of the query."""
    given = _partial(request, name)
    try:
        return dt.date.fromisoformat(given) if given else None
    except ValueError:
        raise BadRequestError(f"{given}: is no day; write it as 2025-08-29") from None


def _number(request: Request, name: str, least: int) -> int:
    """Return a number of the query, the least one where it is not given."""
    given = request.query_params.get(name) or str(least)
    if not (given.isascii() and given.isdecimal() and len(given) < 10 and int(given) >= least):
        raise BadRequestError(f"{given[:80]}: is no {name}; give a whole number from {least} on")
    return int(given)


SCRIPTS = ("review.js", "vendor/htmx.min.js", "vendor/htmx.LICENSE.txt")


@offers(forms=("text/javascript",))
def _static(request: Request) -> Response:
    """A script that comes with the program."""
    name = request.path_params["name"]
    if name not in SCRIPTS:
        raise HTTPException(404)
    kind = "text/javascript" if name.endswith(".js") else "text/plain"
    return Response(static(name), media_type=kind, headers={"Cache-Control": "private, max-age=300"})


@offers(forms=("text/css",))
def _style(request: Request) -> Response:
    """The style sheet."""
    return Response(stylesheet(), media_type="text/css", headers={"Cache-Control": "private, max-age=300"})


@offers(forms=("image/svg+xml",))
def _icon(request: Request) -> Response:
    """The icon."""
    return Response(ICON, media_type="image/svg+xml", headers={"Cache-Control": "private, max-age=86400"})


def _refused(request: Request, error: Exception) -> Response:
    form = split(request.url.path)[1] if request.method in ("GET", "HEAD") else answers.wanted(request)
    return answers.failed(request, form, fault(error))
