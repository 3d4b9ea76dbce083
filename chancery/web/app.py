"""The application: which address stands for what. An address is one question to the ledger and one template."""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from chancery.desk import Desk
from chancery.web import answers, entering
from chancery.web.adding import Adding
from chancery.web.addresses import FOLDERS
from chancery.web.auth import Access, Alone
from chancery.web.changes import allowed, changing
from chancery.web.endpoints import answering, split
from chancery.web.faults import fault
from chancery.web.guard import LOOPBACK, Guard
from chancery.web.jobs import Jobs
from chancery.web.offers import offers
from chancery.web.openapi import Api, described
from chancery.web.pages import Pages
from chancery.web.reception import Reception
from chancery.web.reviewing import Reviewing
from chancery.web.templating import static, stylesheet

ICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><rect width="16" height="16" rx="3" fill="#1f5673"/>'
    '<path d="M4 4h8M4 7h8M4 10h5" stroke="#fff" stroke-width="1.6"/>'
    '<circle cx="12" cy="12" r="2" fill="#c08a3e"/></svg>'
)
OTHERS = frozenset({"document", "actor", "relation", "claim"})


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
        Route("/searches", changing("reader", pages.save), methods=["POST"]),
        Route("/searches/drop", changing("reader", pages.drop), methods=["POST"]),
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
