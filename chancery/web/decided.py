"""What people decided, as pages tell it: who said what of which words, when, why, and until when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import get_args
from urllib.parse import quote

import msgspec

from chancery.decisions import AnyDecision, Progress, Verdict
from chancery.desk import Desk
from chancery.linkage import by_rule
from chancery.linkage.decided import says
from chancery.linkage.entries import DescentRelation
from chancery.models import Claim, Judgement, Value, digest
from chancery.views import words
from chancery.web.addresses import with_query

RELATION_WORDS: Mapping[str, str] = {
    "SAME": "both tell of the same",
    "DIFFERENT": "two different things",
    "CONFLICTS": "they contradict each other",
    **{
        f"{relation}:{one}": f"the {later} one came later: the {earlier} one was {words.RELATIONS[one]}"
        for relation, later, earlier in (("REVISES", "left", "right"), ("REVISED", "right", "left"))
        for one in get_args(DescentRelation)
    },
}
"""What may be said of two, in plain words; REVISED turns the two round."""


class Told(Value, frozen=True, kw_only=True):
    """A decision in a line: what was said of which claims, by whom, when, why, until when; `mine` may be undone."""

    id: str
    kind: str
    says: str
    fields: tuple[str, ...]
    author: str
    made: str
    because: str | None
    undone: str | None
    undone_by: str | None
    batch: str | None
    about: str
    address: str | None


def review_address(key: str, **query: object) -> str:
    """Return where something is decided.

    >>> review_address("3f2a:equivalent USD", kind="conflict")
    '/review/3f2a:equivalent%20USD?kind=conflict'
    """
    return with_query(f"/review/{quote(key, safe=':-')}", query)


def standing(desk: Desk, ids: Sequence[str]) -> tuple[AnyDecision, ...]:
    """Return what people decided on claims and on pairs of them, undone ones too, the newest first."""
    within = set(ids)
    judged = [one for one in desk.judgements(ids) if not by_rule(one) and {one.left, one.right} <= within]
    found: list[AnyDecision] = [*judged, *desk.verdicts(ids)]
    return tuple(sorted(found, key=lambda one: (one.made or "", one.id), reverse=True))


def stamp(decisions: Iterable[AnyDecision]) -> str:
    """Return what stands for the decisions that hold."""
    return digest(*sorted(one.id for one in decisions if not one.undone))


def told(desk: Desk, decisions: Sequence[AnyDecision]) -> tuple[Told, ...]:
    """Write decisions as lines, with the words they are about."""
    ids = {id for one in decisions for id in about(one)}
    quotes = {claim.id: words_of(claim) for claim in desk.claims(ids)} if ids else {}
    return tuple(_told(one, quotes) for one in decisions)


def about(decision: AnyDecision) -> tuple[str, ...]:
    """Return the claims that a decision shows itself by."""
    if isinstance(decision, Judgement):
        return (decision.left, decision.right)
    return (decision.claim,) if isinstance(decision, Verdict) else decision.claims[:1]


def words_of(claim: Claim) -> str:
    """Return the beginning of a claim's words."""
    text = " ".join(claim.evidence[0].quote.split())
    return text if len(text) <= 110 else text[:109] + "…"


def _told(one: AnyDecision, quotes: dict[str, str]) -> Told:
    ids = about(one)
    because = "; ".join(one.reasons) or None if isinstance(one, Judgement) else one.because
    where = None if isinstance(one, Progress) else review_address("-".join(ids))
    return Told(
        id=one.id,
        kind="judgement" if isinstance(one, Judgement) else one.kind,
        says=_phrase(one),
        fields=tuple(sorted(one.correction)) if isinstance(one, Verdict) else (),
        author=one.author,
        made=one.made or "",
        because=one.text if isinstance(one, Progress) else because,
        undone=one.undone,
        undone_by=one.undone_by,
        batch=one.batch,
        about=" ⟷ ".join(quotes.get(id, id) for id in ids),
        address=where,
    )


def _phrase(one: AnyDecision) -> str:
    """Say what was decided."""
    if isinstance(one, Judgement):
        return RELATION_WORDS.get(f"{one.relation}:{one.detail or ''}".rstrip(":"), says(one))
    return says(one).replace("_", " ")


def as_data(one: Told) -> dict[str, object]:
    """Return a decision as a row of a table."""
    found: dict[str, object] = msgspec.to_builtins(one)
    return found
