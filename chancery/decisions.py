"""What people decide: verdicts on claims and the progress of promises, beside judgements on pairs of claims.

Decisions are rows that are added, never changed but for the date of their undoing; two ledgers' rows together are those
of the merged one. Of several on one thing the last that is not undone counts: by `made`, then by `id`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, TypeAlias

import msgspec

from chancery.models import Evidence, Judgement, Value, digest

Saying: TypeAlias = Literal["right", "wrong", "corrected"]
ProgressStatus: TypeAlias = Literal[
    "anticipated", "announced", "formalised", "in_progress", "fulfilled", "overdue", "suspended", "cancelled",
    "unverifiable",
]  # fmt: skip


class Decision(Value, frozen=True, kw_only=True):
    """Who decided it when and why, and from when it holds no longer.

    `made` and `undone` are ISO dates or UTC timestamps; what was decided at once has the same `batch`.
    """

    id: str = ""
    author: str
    made: str
    because: str | None = None
    undone: str | None = None
    undone_by: str | None = None
    batch: str | None = None


class Verdict(Decision, tag_field="kind", tag="verdict", frozen=True, kw_only=True):
    """A claim is right, wrong, or right with the fields of `correction`: the new values as in the claim's JSON."""

    claim: str
    says: Saying
    correction: Mapping[str, Any] = msgspec.field(default_factory=dict)

    @property
    def kind(self) -> str:
        return "verdict"


class Compliance(Value, frozen=True, kw_only=True):
    """How far a party kept a promise: 1 fully, 0 in part or in progress, -1 not; null while nobody has assessed it.

    The scale is that of the G7 and G20 Research Groups.
    """

    party: str
    score: Literal[-1, 0, 1] | None = None


class Progress(Decision, tag_field="kind", tag="progress", frozen=True, kw_only=True):
    """What became of a promise by a day, with the source that says so: an address, or words of a document.

    `claims` are those of the entry when it was recorded, in the order of publication: it belongs to the entry that has
    the first of them that still counts. `status` is what the promise has reached, null where that is unchanged.
    """

    claims: tuple[str, ...]
    on: str
    text: str
    url: str | None = None
    document: str | None = None
    evidence: Evidence | None = None
    status: ProgressStatus | None = None
    compliance: tuple[Compliance, ...] = ()

    @property
    def kind(self) -> str:
        return "progress"


AnyDecision: TypeAlias = Judgement | Verdict | Progress


def identify(decision: AnyDecision) -> AnyDecision:
    """Return a decision with its id, a hash of all it says; what became of it later is no part of that.

    >>> one = Verdict(claim="3f2a", says="right", author="Mara", made="2026-01-05")
    >>> identify(one).id == identify(Verdict(claim="3f2a", says="right", author="Mara", made="2026-01-06")).id
    False
    """
    said = msgspec.to_builtins(msgspec.structs.replace(decision, id="", undone=None, undone_by=None, batch=None))
    return msgspec.structs.replace(decision, id=digest(msgspec.json.encode(said, order="sorted").decode()))


def claims_of(decision: AnyDecision) -> tuple[str, ...]:
    """Return the claims that a decision is about."""
    if isinstance(decision, Judgement):
        return decision.left, decision.right
    return (decision.claim,) if isinstance(decision, Verdict) else decision.claims


def last_word(decision: AnyDecision) -> tuple[str, str]:
    """Return what sorts decisions on one thing; the greatest counts."""
    return decision.made or "", decision.id
