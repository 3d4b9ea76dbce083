"""From an answer to a decision that is kept: nobody decides unaware of what somebody else decided meanwhile."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any, Literal, TypeAlias, get_args

import msgspec

from chancery.decisions import AnyDecision, ProgressStatus, Verdict, identify
from chancery.desk import Desk
from chancery.errors import ChanceryError, NotFoundError
from chancery.models import Relation, Value, digest
from chancery.review import moment
from chancery.web.auth import Visit
from chancery.web.changes import Sent
from chancery.web.corrections import changes
from chancery.web.decided import RELATION_WORDS, Told, told
from chancery.web.faults import RefusedError
from chancery.web.items import Item, item

Say: TypeAlias = Literal["accept", "reject", "right", "wrong", "corrected", "relate", "apart"]


class Answer(Value, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What somebody says of an item: accept or reject what is proposed of a pair, or relate the two otherwise
    (`relation`); a claim is right, wrong, or corrected by `changes` (places in it with their new values); a `claim` is
    set apart from an entry, or an entry related to an `other` one. `seen` is what the item was shown with: without it
    nobody is told of decisions made meanwhile."""

    say: Say
    relation: str | None = None
    changes: Mapping[str, Any] = {}
    claim: str | None = None
    other: str | None = None
    because: str | None = None
    seen: str | None = None


class Kept(Value, frozen=True, kw_only=True):
    """Decisions that were kept, and by which id all of them are undone; `next` is the next item."""

    decisions: tuple[Told, ...]
    undo: str | None
    next: str


class NewProgress(Value, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What became of a promise by a day, with the address, or the report (`document`) and its words (`quote`), that
    say so; `scores` gives parties 1 (kept), 0 (in part) or -1 (not kept)."""

    text: str
    day: str
    status: ProgressStatus | None = None
    scores: Mapping[str, Literal[-1, 0, 1]] = {}
    url: str | None = None
    document: str | None = None
    quote: str | None = None
    because: str | None = None


class Deciding:
    """Keeps decisions one at a time, each against the state that its page has shown."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self._turn = threading.Lock()

    def answer(self, key: str, given: Answer, by: str) -> tuple[AnyDecision, ...]:
        """Keep what an answer says, and return it.

        Raises RefusedError (409) where others decided on this since it was shown, ChanceryError for an answer that the
        item cannot have.
        """
        with self._turn:
            shown = item(self.desk, key)
            if given.seen is not None and given.seen != shown.seen:
                raise meanwhile(shown)
            match shown.kind:
                case "pair":
                    return self._pair(shown, given, by)
                case "claim":
                    return self._claim(shown.sides[0].claim, given, by)
                case "conflict":
                    return self._right(shown, given, by)
            return self._entry(shown, given, by)

    def undo(self, id: str, visit: Visit) -> tuple[AnyDecision, ...]:
        """Let a decision, or all of a batch, hold no longer. Raises RefusedError for what another person decided."""
        name = visit.person.name if visit.person else ""
        with self._turn:
            author = self._author(id)
            if author != name and not visit.may("admin"):
                raise RefusedError(403, f"{author} decided this; they undo it, or an admin does")
            return self.desk.undo(id, by=name)

    def _author(self, id: str) -> str:
        """Return who made a decision or a batch. Raises NotFoundError."""
        with suppress(NotFoundError):
            found = self.desk.item(id)
            if isinstance(found, AnyDecision) and found.id == id:
                return found.author
        batch = (one.author for one in self.desk.decisions() if one.batch == id)
        if author := next(batch, None):
            return author
        raise NotFoundError(f"{id[:40]}: is no decision; the list of decisions shows them")

    def _pair(self, shown: Item, given: Answer, by: str) -> tuple[AnyDecision, ...]:
        left, right = (one.claim for one in shown.sides)
        proposal = shown.proposal or "SAME"
        if given.say == "accept":
            said = proposal
        elif given.say == "reject":
            said = "SAME" if proposal == "DIFFERENT" else "DIFFERENT"
        else:
            said = _needed(given.relation, "relation")
        return self._relate(left, right, said, given, by)

    def _relate(self, left: str, right: str, said: str, given: Answer, by: str) -> tuple[AnyDecision, ...]:
        relation, _, detail = said.partition(":")
        if relation == "REVISED":
            relation, left, right = "REVISES", right, left
        if relation not in get_args(Relation):
            raise ChanceryError(f"{said[:40]}: is no relation; say one of {', '.join(RELATION_WORDS)}")
        return self.desk.relate(
            left,
            right,
            relation,  # type: ignore[arg-type]
            detail=detail or None,
            because=given.because or None,
            by=by,
        )

    def _claim(self, id: str, given: Answer, by: str) -> tuple[AnyDecision, ...]:
        if given.say not in ("right", "wrong", "corrected"):
            raise ChanceryError(f"{given.say}: is not said of a claim; it is right, wrong or corrected")
        new = given.changes if given.say == "corrected" else None
        return (self.desk.verdict(id, given.say, new, because=given.because or None, by=by),)

    def _right(self, shown: Item, given: Answer, by: str) -> tuple[AnyDecision, ...]:
        """Call all claims of a conflict right: the reports do differ."""
        if given.say != "right":
            raise ChanceryError(f"{given.say}: is not said of a conflict; all is right, or correct one of the claims")
        made = moment(None)
        batch = digest("batch", by, made)
        verdicts = [
            identify(Verdict(claim=id, says="right", because=given.because or None, author=by, made=made, batch=batch))
            for id in dict.fromkeys(one.claim for one in shown.sides)
        ]
        self.desk.decide(verdicts)
        return tuple(verdicts)

    def _entry(self, shown: Item, given: Answer, by: str) -> tuple[AnyDecision, ...]:
        if given.say == "apart":
            return self._relate(_needed(given.claim, "claim"), shown.id, "DIFFERENT", given, by)
        if given.say == "relate":
            other = _needed(given.other, "other").rstrip("/").rpartition("/")[2]
            return self._relate(shown.id, other, _needed(given.relation, "relation"), given, by)
        raise ChanceryError(f"{given.say}: is not said of an entry; set a claim apart, or relate it to another entry")


def meanwhile(shown: Item) -> RefusedError:
    """Say who decided what since somebody was shown an item."""
    said = [f"{one.author} said “{one.says}”" for one in shown.told if not one.undone]
    what = "; ".join(said) or "a decision was undone"
    details = {"decided": msgspec.to_builtins([one for one in shown.told if not one.undone]), "seen": shown.seen}
    return RefusedError(409, f"somebody decided meanwhile: {what}. Look at it again, then decide", **details)


def read_form(desk: Desk, key: str, sent: Sent) -> Answer:
    """Read a sent form; of a correction, what it changes."""
    say = sent.get("say")
    if say not in get_args(Say):
        raise ChanceryError(f"{say[:40]!r}: is no answer; press one of the buttons")
    changed: Mapping[str, Any] = {}
    if say == "corrected":
        shown = item(desk, key)
        (claim,) = desk.claims([shown.sides[0].claim])
        changed = changes(desk, claim, desk.documents_of([claim.id])[claim.id], sent)
    return Answer(
        say=say,  # type: ignore[arg-type]
        relation=sent.get("relation") or None,
        changes=changed,
        claim=sent.get("claim") or None,
        other=sent.get("other").strip() or None,
        because=" ".join(sent.get("because").split()) or None,
        seen=sent.get("seen") or None,
    )


def kept(desk: Desk, decisions: Sequence[AnyDecision], then: str) -> Kept:
    """Tell what was kept."""
    return Kept(decisions=told(desk, decisions), undo=undo_of(decisions), next=then)


def undo_of(decisions: Sequence[AnyDecision]) -> str | None:
    """Return the id by which decisions are undone together."""
    return next((one.batch or one.id for one in decisions), None)


def _needed(value: str | None, name: str) -> str:
    if not value:
        raise ChanceryError(f"{name}: is missing; say which")
    return value
