"""The queue of what is to be decided: what is asked of it, a page of it, and what comes next."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args

import msgspec
from starlette.requests import Request

from chancery.desk import Desk
from chancery.errors import ChanceryError
from chancery.ledger import Doubt
from chancery.ledger.doubts import DoubtKind
from chancery.linkage import Agreement
from chancery.models import Relation, Value
from chancery.views import words
from chancery.views.view import View
from chancery.web.addresses import with_query
from chancery.web.decided import Told, review_address
from chancery.web.items import question

PAGE = 25
COUNTED = 1000
"""Where counting stops: a page says "1,000 or more"."""
KINDS: tuple[str, ...] = get_args(DoubtKind)
OF = ("commitment", "engagement", "event", "position")
LOOKED_AT = (100, 1000, None)
"""How much of the queue is read to find the place of an item in it: more only where it is not among the first."""


class Asked(Value, frozen=True, kw_only=True):
    """What is asked of the queue; `mine` also takes what others have decided and I have not. `after` is the item that
    was passed over last, `done` what was decided last."""

    kind: str | None = None
    of: str | None = None
    actor: str | None = None
    relation: str | None = None
    mine: str | None = None
    after: str | None = None
    done: str | None = None

    def query(self, **changed: str | None) -> dict[str, str]:
        """Return what is set, as the query of an address, some of it changed."""
        return {name: value for name, value in (msgspec.structs.asdict(self) | changed).items() if value}

    def doubting(self, name: str) -> dict[str, Any]:
        """Return it as the desk's queue takes it."""
        asked = {name: getattr(self, name) for name in ("kind", "of", "actor", "relation") if getattr(self, name)}
        return asked | ({"by": name} if self.mine else {})


class QueueLine(Value, frozen=True, kw_only=True):
    """Something to decide, in a line; `doubt` is 0 to 1."""

    id: str
    kind: str
    of: str | None
    doubt: float
    question: str
    about: str
    why: str
    address: str


class KindCount(Value, frozen=True, kw_only=True):
    """How much there is of a kind (`more` than was counted), and the address of the queue of it alone, or of all where
    it is `chosen`."""

    kind: str
    count: int
    more: bool
    chosen: bool
    address: str


class Queue(View, tag_field="view", tag="review", frozen=True, kw_only=True):
    """A page of the queue, the most doubtful first; `more` tells that there is more than `total`, which was counted."""

    asked: Asked
    total: int
    more: bool
    page: int
    kinds: tuple[KindCount, ...]
    lines: tuple[QueueLine, ...]
    start: str | None
    earlier: str | None
    later: str | None
    accept: str | None

    @property
    def title(self) -> str:
        """What the page is called."""
        return "Review"


class Bulk(View, tag_field="view", tag="review_accept", frozen=True, kw_only=True):
    """All that would be accepted at once: how many, and the first of them."""

    asked: Asked
    count: int
    lines: tuple[QueueLine, ...]

    @property
    def title(self) -> str:
        """What the page is called."""
        return "Accept all"


class Decisions(View, tag_field="view", tag="review_decisions", frozen=True, kw_only=True):
    """Who decided what when, the newest first."""

    by: str | None
    people: tuple[str, ...]
    decisions: tuple[Told, ...]
    agreement: tuple[Agreement, ...]

    @property
    def title(self) -> str:
        """What the page is called."""
        return "Decisions"


def asked_of(request: Request, desk: Desk) -> Asked:
    """Read what is asked of the queue. Raises ChanceryError for a word that is none of its own."""
    given = {name: request.query_params.get(name) or None for name in Asked.__struct_fields__}
    for name, known in (("kind", KINDS), ("of", OF), ("relation", get_args(Relation))):
        if given[name] and given[name] not in known:
            raise ChanceryError(f"{str(given[name])[:40]}: is no {name}; say one of {', '.join(known)}")
    if given["actor"]:
        given["actor"] = desk.actor(given["actor"])
    return Asked(**given)


def page_of(request: Request) -> int:
    """Return which page is asked for. Raises ChanceryError."""
    given = request.query_params.get("page") or "1"
    if not (given.isascii() and given.isdecimal() and len(given) < 7 and int(given)):
        raise ChanceryError(f"{given[:40]}: is no page; give a whole number from 1 on")
    return int(given)


def queue(desk: Desk, asked: Asked, name: str, page: int) -> Queue:
    """Return a page of the queue for a person."""
    counts = {kind: _count(desk, msgspec.structs.replace(asked, kind=kind).doubting(name)) for kind in KINDS}
    chosen = [counts[kind] for kind in KINDS if asked.kind in (None, kind)]
    total, more = sum(count for count, _ in chosen), any(beyond for _, beyond in chosen)
    found = desk.queue(limit=PAGE, offset=(page - 1) * PAGE, **asked.doubting(name))

    def at(number: int) -> str:
        return with_query("/review", asked.query() | ({"page": str(number)} if number > 1 else {}))

    acceptable = asked.kind in ("pair", "claim") and not asked.mine and total
    return Queue(
        asked=asked,
        total=total,
        more=more,
        page=page,
        kinds=tuple(
            KindCount(
                kind=kind,
                count=count,
                more=beyond,
                chosen=kind == asked.kind,
                address=with_query("/review", asked.query(kind=None if kind == asked.kind else kind, done=None)),
            )
            for kind, (count, beyond) in counts.items()
        ),
        lines=tuple(line(one, asked) for one in found),
        start=line(found[0], asked).address if found else None,
        earlier=at(page - 1) if page > 1 else None,
        later=at(page + 1) if len(found) == PAGE and (more or page * PAGE < total) else None,
        accept=with_query("/review/accept", asked.query(done=None, after=None)) if acceptable else None,
    )


def _count(desk: Desk, asked: Mapping[str, Any]) -> tuple[int, bool]:
    """Return how much there is, counted so far, and whether there is more."""
    found = desk.queue_size(**asked, upto=COUNTED + 1)
    return min(found, COUNTED), found > COUNTED


def line(doubt: Doubt, asked: Asked) -> QueueLine:
    """Put a doubt in a line."""
    rule = doubt.judgement
    of = doubt.of or "claim"
    if rule:
        said = question(f"{rule.relation}:{rule.detail or ''}".rstrip(":"), of)
        why = "; ".join((*rule.reasons, f"the rule is {rule.score:.0%} sure"))
    else:
        why = doubt.why
        said = {
            "conflict": f"Reports differ on the {words.field(doubt.id.partition(':')[2])}. Is each read right?",
            "dispute": "Two people differ. Who is right?",
        }.get(doubt.kind, f"Is this {of} read right?")
    return QueueLine(
        id=doubt.id,
        kind=doubt.kind,
        of=doubt.of,
        doubt=doubt.doubt,
        question=said,
        about=" ".join(doubt.title.split()),
        why=why,
        address=review_address(doubt.id, **asked.query(done=None)),
    )


def following(desk: Desk, asked: Asked, name: str) -> Doubt | None:
    """Return the first item of the queue, or the one behind that which was passed over last."""
    if not asked.after:
        return next(iter(desk.queue(limit=1, **asked.doubting(name))), None)
    for most in LOOKED_AT:
        found = desk.queue(limit=most, **asked.doubting(name))
        ids = [one.id for one in found]
        if asked.after in ids:
            place = ids.index(asked.after) + 1
            if place < len(found) or most is None or len(found) < most:
                return found[place] if place < len(found) else None
        elif most is None or len(found) < most:
            break
    return found[0] if found else None


def bulk(desk: Desk, asked: Asked) -> Bulk:
    """Count what would be accepted at once. Raises ChanceryError for kinds that need a look at each."""
    if asked.kind not in ("pair", "claim"):
        raise ChanceryError("only pairs or claims are accepted at once; choose one kind of them first")
    wanted = asked.doubting("")
    return Bulk(
        asked=asked,
        count=desk.queue_size(**wanted),
        lines=tuple(line(one, asked) for one in desk.queue(limit=PAGE, **wanted)),
    )
