"""The pages that show the ledger: an address is one question to it and one template."""

from __future__ import annotations

import datetime as dt

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from chancery.desk import Desk
from chancery.errors import ChanceryError, NotFoundError
from chancery.ledger import Wanted
from chancery.linkage.dates import days
from chancery.linkage.entries import CommitmentEntry, EntryBase
from chancery.models import ClaimBase, Document
from chancery.views.brief import Brief
from chancery.views.due import Due
from chancery.views.shortening import shortened
from chancery.web.addresses import address, passage, with_query
from chancery.web.answers import Answer, row
from chancery.web.auth import Visit
from chancery.web.changes import FORM, Sent
from chancery.web.contact import Contact, contact
from chancery.web.endpoints import elsewhere, split
from chancery.web.feed import feed
from chancery.web.home import Home, Seen, home
from chancery.web.lines import entry_line
from chancery.web.offers import offers
from chancery.web.promise import Promise, promise
from chancery.web.relation import ending, frame
from chancery.web.report import Report, report
from chancery.web.results import Results, search
from chancery.web.visits import Visits

MOST = 40
"""Lines of a section of a relationship's page and of the calendar, which `all` in the address lifts; data has all."""
VISITS, YEAR = "chancery-visits", 365 * 24 * 3600
"""The cookie that keeps how far somebody has seen the ledger, and how long it is kept, in seconds."""
LONGEST_NAME = 80
LONGEST_QUERY = 500
"""Characters of words that are looked for."""


ON = "The day from which it is asked, such as 2025-08-29; today when left out."
SINCE, UNTIL = "Nothing before this date (2025, 2025-08, 2025-08-29).", "Nothing after this date."
TOPIC = "A word of a title, a topic or a sector."
WORDS = 'Words that must all occur; word* for a beginning, "a phrase" for words in one piece.'
FACETS = {name: "Narrows it down." for name in Wanted.__struct_fields__ if name != "words"}
PLACE = "The character at which words to be shown start or end."
ACTOR, ALL = "A code or name; may be repeated.", "yes: every line, on the page too."
AFTER = "What was added after the document with this number; by default, since the last visit."
HIDE = "A kind of mark to be left out; may be repeated."


class BadRequestError(ChanceryError):
    """Something in an address that cannot be meant."""


class Pages:
    """What each address stands for; `key` is the end of the path without its form."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    @offers(Home, query={"on": ON, "since": "What is new from this day on.", "after": AFTER})
    def home(self, request: Request, key: str) -> Answer | Response:
        """What is new, due and disputed; to whoever comes again, what was added since the day of the last visit."""
        visits = Visits.of(request.cookies.get(VISITS, ""), dt.date.today().isoformat(), self.desk.last_number())
        asked = request.query_params
        seen = Seen(number=_number(request, "after", 0), on="") if "after" in asked else visits.before
        view = home(self.desk, on=_day(request, "on"), since=_partial(request, "since"), seen=seen)
        rows = (row(line) for day in view.new for line in day.entries)
        answer = Answer(view=view, template="home.html", rows=lambda: rows)
        if request.url.path not in ("/", "/home"):
            return answer
        page = answer.response(request, "html")
        page.set_cookie(VISITS, str(visits), max_age=YEAR, httponly=True, samesite="strict")
        return page

    @offers(
        Results,
        forms=("html", "json", "csv", "atom"),
        query={"q": WORDS, **FACETS, "page": "Which page; the first is 1."},
    )
    def search(self, request: Request, key: str) -> Answer:
        """What words and facets narrow the ledger down to."""
        asked = request.query_params
        facets = {name: asked.get(name) for name in Wanted.__struct_fields__ if name != "words" and asked.get(name)}
        wanted = Wanted(words=asked.get("q", "")[:LONGEST_QUERY], **facets)
        view = search(self.desk, wanted, page=_number(request, "page", 1))
        return Answer(
            view=view,
            template="search.html",
            rows=lambda: map(row, view.entries),
            feed=lambda: feed(self.desk, wanted, str(request.base_url)),
            more={"asked": with_query("", {"q": wanted.words, **wanted.given()}).removeprefix("?")},
        )

    @offers(forms=("html",), status=(303,), fields={"name": "Its name.", "query": "What is asked.", **FORM})
    def save(self, request: Request, sent: Sent, visit: Visit) -> Response:
        """Give a search a name; the first page lists it."""
        name, query = " ".join(sent.get("name").split())[:LONGEST_NAME], sent.get("query")[:LONGEST_QUERY]
        if not name:
            raise BadRequestError("name: is missing; give the search a name")
        self.desk.save_search(name, query, by=visit.person.name if visit.person else "")
        return RedirectResponse("/#searches", status_code=303)

    @offers(forms=("html",), status=(303,), fields={"id": "The id of the search.", **FORM})
    def drop(self, request: Request, sent: Sent, visit: Visit) -> Response:
        """Take a named search off the list; the ledger keeps that it was there."""
        self.desk.drop_search(sent.get("id"), by=visit.person.name if visit.person else "")
        return RedirectResponse("/#searches", status_code=303)

    @offers(
        Due,
        forms=("html", "json", "csv", "ics"),
        query={"on": ON, "until": UNTIL, "topic": TOPIC, "actor": ACTOR, "all": ALL},
    )
    def due(self, request: Request, key: str) -> Answer:
        """What falls due."""
        asked = request.query_params
        view = self.desk.due(
            *asked.getlist("actor"),
            on=_day(request, "on"),
            until=_partial(request, "until"),
            topic=asked.get("topic") or None,
            most=MOST if split(request.url.path)[1] == "html" and "all" not in asked else None,
        )
        lines = (*view.coming, *view.passed, *view.undated)
        return Answer(view=view, template="calendar.html", rows=lambda: map(row, lines))

    @offers(Brief, query={"since": SINCE, "until": UNTIL, "topic": TOPIC, "on": ON, "all": ALL})
    def relation(self, request: Request, key: str) -> Answer | Response:
        """The state of a relationship, or of one actor's relations with all."""
        codes = self._codes(key) if request.url.path.startswith("/relations/") else (self.desk.actor(key),)
        there = address("relation" if len(codes) > 1 else "actor", "-".join(codes))
        if there != address("relation" if request.url.path.startswith("/relations/") else "actor", key):
            return elsewhere(request, there)
        limits = {"since": _partial(request, "since"), "until": _partial(request, "until")}
        limits["topic"] = request.query_params.get("topic") or None
        if "all" in request.query_params or split(request.url.path)[1] != "html":
            entries = (one for one in self.desk.entries(actors=codes, **limits) if not one.related)
            rows = (row(entry_line(one)) for one in entries)
            return Answer(view=self.desk.brief(*codes, **limits), template="relation.html", rows=lambda: rows)
        framed = frame(self.desk, codes, there, **limits)
        shown, left = shortened(self.desk.brief(*codes, **(limits | {"since": framed.since})), MOST)
        more = {"frame": framed, "ending": ending(self.desk, codes, _day(request, "on"))}
        return Answer(view=shown, template="relation.html", rows=tuple, left_out=left, more=more)

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
            return elsewhere(request, there)
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
            return elsewhere(request, address("document", found.id))
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
