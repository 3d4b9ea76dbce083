"""The review: the queue, its items, what was decided, and the ways to decide, accept at once and undo."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from chancery.decisions import AnyDecision
from chancery.desk import Desk
from chancery.errors import ChanceryError
from chancery.linkage.entries import CommitmentEntry
from chancery.web import answers, queue
from chancery.web.addresses import address, with_query
from chancery.web.answers import TYPES, row
from chancery.web.auth import Visit, visit_of
from chancery.web.changes import FORM, Sent
from chancery.web.decided import RELATION_WORDS, as_data, review_address, told
from chancery.web.deciding import Answer, Deciding, Kept, NewProgress, kept, read_form, undo_of
from chancery.web.entering import here
from chancery.web.faults import RefusedError, fault
from chancery.web.items import Item, item
from chancery.web.offers import offers
from chancery.web.queue import Asked, Bulk, Decisions, Queue, asked_of

MOST_DECISIONS = 200
"""Decisions on one page; its data has all."""
QUERY = {
    "kind": "pair, claim, conflict or dispute.",
    "of": "What it is about: commitment, engagement, event or position.",
    "actor": "A code or name that takes part.",
    "relation": "What is proposed of a pair: SAME, REVISES, CONFLICTS or DIFFERENT.",
    "mine": "yes: also what others have decided and I have not.",
}
FIGURE = "figure.N.value, .role, .currency, .unit, .drop; figure.new.words adds one."


class Reviewing:
    """What the addresses of the review stand for."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.deciding = Deciding(desk)

    @offers(Queue, query={**QUERY, "page": "Which page; the first is 1."})
    def queue(self, request: Request, key: str) -> answers.Answer:
        """What is to be decided, the most doubtful first."""
        view = queue.queue(self.desk, asked_of(request, self.desk), who(request), queue.page_of(request))
        return answers.Answer(view=view, template="review_queue.html", rows=lambda: map(row, view.lines), scripted=True)

    @offers(Item, query=QUERY)
    def item(self, request: Request, key: str) -> answers.Answer | Response:
        """Something to decide: an item of the queue, or any claim, judgement or entry by its id."""
        view = item(self.desk, key)
        return answers.Answer(
            view=view,
            template="review_item.html",
            rows=lambda: map(as_data, view.told),
            scripted=True,
            more={"asked": asked_of(request, self.desk), "relations": RELATION_WORDS},
        )

    @offers(forms=("html",), status=(303,), query={**QUERY, "after": "The item that was passed over."})
    def next(self, request: Request, key: str) -> Response:
        """The next item of the queue."""
        asked = asked_of(request, self.desk)
        found = queue.following(self.desk, asked, who(request))
        there = review_address(found.id, **asked.query()) if found else with_query("/review", asked.query(after=None))
        return RedirectResponse(there, status_code=303)

    @offers(Decisions, query={"by": "Who decided."})
    def decisions(self, request: Request, key: str) -> answers.Answer:
        """Who decided what when, the newest first, and how far two people agree."""
        by = request.query_params.get("by") or None
        everybody = self.desk.decisions()
        made = tuple(one for one in everybody if by in (None, one.author))
        view = Decisions(
            by=by,
            people=tuple(sorted({one.author for one in everybody})),
            decisions=told(self.desk, made[:MOST_DECISIONS]),
            agreement=self.desk.agreement(),
        )
        return answers.Answer(
            view=view,
            template="review_decisions.html",
            rows=lambda: map(as_data, told(self.desk, made)),
            more={"back": request.url.path + (f"?{request.url.query}" if request.url.query else "")},
        )

    @offers(Bulk, query=QUERY)
    def bulk(self, request: Request, key: str) -> answers.Answer:
        """How many would be accepted at once, and the first of them."""
        view = queue.bulk(self.desk, asked_of(request, self.desk))
        return answers.Answer(view=view, template="review_accept.html", rows=lambda: map(row, view.lines))

    # --- changes ----------------------------------------------------------------------------------------------------

    @offers(
        Kept,
        forms=("json",),
        query=QUERY,
        body=Answer,
        examples={"body": Answer(say="corrected", changes={"quantities.0.value": "5000000000"}, because="misread")},
        fields={
            "say": "accept, reject, right, wrong, corrected, relate or apart.",
            "relation": "How two relate, such as SAME or REVISES:RAISES.",
            "claim": "A claim that is set apart from an entry.",
            "other": "The id or address of another entry.",
            "because": "Why.",
            "seen": "What the item was shown with.",
            "span.start": "The character at which the words start; so span.end.",
            "figure.0.value": FIGURE,
            **FORM,
        },
    )
    def decide(self, request: Request, sent: Sent, visit: Visit) -> Response:
        """Decide on an item; where others did meanwhile it says so (409) and keeps nothing."""
        key = request.path_params["key"]
        asked = asked_of(request, self.desk)
        try:
            given = sent.json(Answer) if sent.body is not None else read_form(self.desk, key, sent)
            made = self.deciding.answer(key, given, who(request))
        except ChanceryError as error:
            if answers.wanted(request) != "html":
                raise
            return self._again(request, key, asked, error)
        then = with_query("/review/next", asked.query(done=undo_of(made)))
        return self._answer(request, made, here(sent.get("back")) if sent.get("back") else then)

    @offers(
        Kept,
        forms=("json",),
        fields={"id": "The id of a decision, or of a batch.", "back": "Where to go then.", **FORM},
    )
    def undo(self, request: Request, sent: Sent, visit: Visit) -> Response:
        """Let a decision, or all of a batch, hold no longer; it stays to be seen."""
        undone = self.deciding.undo(sent.get("id"), visit)
        return self._answer(request, undone, here(sent.get("back") or "/review"))

    @offers(
        Kept,
        forms=("json",),
        query=QUERY,
        fields={"count": "How many there were when they were looked at.", "because": "Why.", **FORM},
    )
    def accept(self, request: Request, sent: Sent, visit: Visit) -> Response:
        """Accept all of a filtered list as it stands, in one batch that can be undone; refused if it has changed."""
        asked = asked_of(request, self.desk)
        count = sent.get("count")
        if not (count.isascii() and count.isdecimal()):
            raise ChanceryError("count: is missing; look at how many there are first")
        wanted = queue.bulk(self.desk, asked)
        if wanted.count != int(count):
            raise RefusedError(
                409, f"there are {wanted.count} now, not {count}; look at them again", count=wanted.count
            )
        made = self.desk.accept(
            count=int(count), by=who(request), because=sent.get("because") or None, **asked.doubting("")
        )
        return self._answer(request, made, with_query("/review", asked.query(done=undo_of(made))))

    @offers(
        Kept,
        forms=("json",),
        body=NewProgress,
        examples={
            "body": NewProgress(
                text="The first tranche was paid out.",
                day="2026-03",
                status="in_progress",
                scores={"JPN": 0},
                url="https://example.org/tranche",
            )
        },
        fields={
            "text": "What became of it.",
            "day": "By when, such as 2026-03 or 2026-03-31.",
            "status": "What it has reached, such as in_progress or fulfilled.",
            "score.JPN": "How far a party kept it: 1, 0 or -1; so for each party.",
            "url": "The address that says so.",
            "document": "Or the id of a report of the ledger.",
            "quote": "And its words.",
            "because": "A remark.",
            **FORM,
        },
    )
    def progress(self, request: Request, sent: Sent, visit: Visit) -> Response:
        """Keep what became of a promise, with the source that says so."""
        key = request.path_params["key"]
        given = sent.json(NewProgress) if sent.body is not None else _progress(self.desk, key, sent)
        told_ = msgspec.structs.asdict(given)
        made = self.desk.progress(key, told_.pop("text"), by=who(request), **told_)
        return self._answer(request, (made,), address("commitment", self.desk.item(key).id) + "#log-h")

    def _answer(self, request: Request, made: Sequence[AnyDecision], then: str) -> Response:
        if answers.wanted(request) == "html":
            return RedirectResponse(then, status_code=303)
        return Response(msgspec.json.encode(kept(self.desk, made, then)), media_type=TYPES["json"])

    def _again(self, request: Request, key: str, asked: Asked, error: ChanceryError) -> Response:
        """Show an item again with what kept its answer from being kept."""
        failure = fault(error)
        return answers.page(
            request,
            "review_item.html",
            item(self.desk, key),
            status=failure.status,
            scripted=True,
            more={"asked": asked, "relations": RELATION_WORDS, "problem": failure},
        )


def who(request: Request) -> str:
    """Return under which name somebody decides."""
    person = visit_of(request).person
    return person.name if person else ""


def _progress(desk: Desk, key: str, sent: Sent) -> NewProgress:
    """Read the form of a promise's progress. Raises ChanceryError for what cannot be meant."""
    entry = desk.item(key)
    parties = entry.promisor if isinstance(entry, CommitmentEntry) else ()
    given = {name: sent.get(name).strip() or None for name in NewProgress.__struct_fields__ if name != "scores"}
    scores = {party: sent.get(f"score.{party}") for party in parties}
    fields = given | {"scores": {party: int(score) for party, score in scores.items() if score in ("-1", "0", "1")}}
    try:
        return msgspec.convert(fields, NewProgress)
    except msgspec.ValidationError as error:
        raise ChanceryError(f"the form is not filled in: {error}") from error
