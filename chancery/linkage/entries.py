"""The entries of a ledger: what all reports together say of one engagement, event, commitment or position.

An entry is a pure function of claims and judgements. It keeps every reading of a field with the claims that support it;
where readings disagree both stand, the better supported first, never an average. `claims`, wherever it occurs, holds
claim ids, so that each line of a view can name the quotes it rests on. Field names are public: docs/linkage.md.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Literal, TypeAlias

from chancery.decisions import Compliance, Progress
from chancery.models import (
    CommitmentType,
    EngagementStatus,
    EngagementType,
    Executor,
    Participant,
    Period,
    Place,
    Qualifier,
    Stance,
    Strength,
    Tense,
    Value,
)

__all__ = [
    "Amount",
    "Check",
    "CommitmentEntry",
    "Conflict",
    "Corroboration",
    "Decided",
    "Descent",
    "EngagementEntry",
    "Entry",
    "EventEntry",
    "Field",
    "PositionEntry",
    "Reading",
    "Stage",
]

ConflictKind: TypeAlias = Literal["contradiction", "factor_of_ten", "exchange_rate", "rounding", "as_of", "detail"]
CheckSubject: TypeAlias = Literal["equivalent", "amounts", "ratio", "parts"]
CheckVerdict: TypeAlias = Literal["consistent", "stale", "off_by_power_of_ten", "inconsistent", "unverifiable"]
DescentRelation: TypeAlias = Literal[
    "RESTATES", "RAISES", "LOWERS", "MULTIPLIES", "EXTENDS", "ROLLS_OVER", "SPECIFIES", "PART_OF", "IMPLEMENTS",
    "SUPERSEDES", "WITHDRAWS",
]  # fmt: skip
CommitmentStatus: TypeAlias = Literal[
    "anticipated", "announced", "formalised", "in_progress", "fulfilled", "overdue", "superseded", "suspended",
    "cancelled", "unverifiable",
]  # fmt: skip


class Amount(Value, frozen=True, kw_only=True):
    """A figure apart from its words: money in whole units with an ISO 4217 currency, or a count with its unit."""

    value: Decimal
    max: Decimal | None = None
    currency: str | None = None
    unit: str | None = None
    qualifier: Qualifier = "exact"
    per: str | None = None


class Reading(Value, frozen=True, kw_only=True):
    """One value that reports give for a field: `text` for people, `sources` how many independent reports say so."""

    value: str
    text: str
    claims: tuple[str, ...]
    sources: int


class Field(Value, frozen=True, kw_only=True):
    """A field of an entry with all its readings, the best supported first."""

    name: str
    readings: tuple[Reading, ...]


class Conflict(Value, frozen=True, kw_only=True):
    """A field on which reports of one thing, or one report with itself, disagree.

    Only `contradiction` and `factor_of_ten` are alarms; rounding, another day's exchange rate, running totals of other
    dates and added detail explain themselves. `why` says in one sentence what differs and what has better support.
    """

    field: str
    kind: ConflictKind
    readings: tuple[Reading, ...]
    why: str

    @property
    def alarm(self) -> bool:
        """Whether somebody should look at it."""
        return self.kind in ("contradiction", "factor_of_ten")

    @property
    def claims(self) -> tuple[str, ...]:
        """The claims that take part, sorted."""
        return tuple(sorted({claim for reading in self.readings for claim in reading.claims}))


class Check(Value, frozen=True, kw_only=True):
    """An arithmetic test of what reports print: an equivalent against a rate, a ratio, parts against their total.

    `stated` is the figure as printed and `expected` what the arithmetic gives; `rate_date` and `rate_source` say which
    rate was used; `fits` is the ISO date of the rate that a stale equivalent agrees with.
    """

    subject: CheckSubject
    verdict: CheckVerdict
    claims: tuple[str, ...]
    why: str
    stated: Amount | None = None
    expected: Amount | None = None
    rate_date: str | None = None
    rate_source: str | None = None
    fits: str | None = None


class Corroboration(Value, frozen=True, kw_only=True):
    """Who says so: near-duplicate texts count as one source; `official` and `press` add up to `sources`.

    `sides` are the parties whose own words support it, `quoted` the persons who are quoted, `alone` the fields that a
    single source states.
    """

    reports: int
    sources: int
    official: int
    press: int
    sides: tuple[str, ...] = ()
    quoted: tuple[str, ...] = ()
    alone: tuple[str, ...] = ()


class Decided(Value, frozen=True, kw_only=True):
    """A person's decision that shaped an entry: what it says of which claims, and which fields it corrects.

    `disputed` marks one from which another person's differs; the last word counts.
    """

    id: str
    kind: Literal["judgement", "verdict"]
    says: str
    claims: tuple[str, ...]
    fields: tuple[str, ...] = ()
    author: str
    made: str
    because: str | None = None
    disputed: bool = False


class Stage(Value, frozen=True, kw_only=True):
    """A step of an entry's history: from `on` (ISO date, null when no report is dated) reports say `what`."""

    what: str
    on: str | None
    text: str
    claims: tuple[str, ...]


class Descent(Value, frozen=True, kw_only=True):
    """What a later commitment does to an earlier one; `earlier` and `later` are entry ids.

    `earlier` is null when reports print only the earlier figure and no entry holds it. `ratio` is new over old by the
    figures, `stated` the ratio as put in words ("doubling" is 2), `pace_ratio` new over old yearly pace where both
    horizons are fixed.
    """

    relation: DescentRelation
    earlier: str | None
    later: str
    ratio: Decimal | None = None
    stated: Decimal | None = None
    pace_ratio: Decimal | None = None
    baseline: Amount | None = None
    why: str = ""
    claims: tuple[str, ...] = ()


class EntryBase(Value, frozen=True, kw_only=True):
    """What every entry has: a title for people, its claims and documents, its readings and what they dispute.

    `first_reported` and `last_reported` are publication dates. `related` marks an entry that rests on related-story
    lines alone, `judged` one that people shaped: `decisions` are theirs, in the order in which they were made.
    """

    id: str
    title: str
    actors: tuple[str, ...]
    claims: tuple[str, ...]
    documents: tuple[str, ...]
    fields: tuple[Field, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    corroboration: Corroboration
    history: tuple[Stage, ...] = ()
    first_reported: str | None = None
    last_reported: str | None = None
    related: bool = False
    judged: bool = False
    decisions: tuple[Decided, ...] = ()


class EngagementEntry(EntryBase, tag_field="kind", tag="engagement", frozen=True, kw_only=True):
    """One contact, however many reports tell of it; a planned one that is later reported held is held."""

    type: EngagementType
    participants: tuple[Participant, ...]
    when: Period | None = None
    place: Place | None = None
    occasion: str | None = None
    series: str | None = None
    ordinal: int | None = None
    host: str | None = None
    status: EngagementStatus = "held"
    firsts: tuple[str, ...] = ()

    @property
    def kind(self) -> str:
        return "engagement"


class EventEntry(EntryBase, tag_field="kind", tag="event", frozen=True, kw_only=True):
    """One act of a source towards a recipient on a date; sectors as of the claims."""

    source: tuple[str, ...]
    recipient: tuple[str, ...]
    source_sectors: tuple[str | None, ...] = ()
    recipient_sectors: tuple[str | None, ...] = ()
    plover: str
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    cameo: str | None = None
    quad: int | None = None
    goldstein: float | None = None
    when: Period | None = None
    tense: Tense = "past"

    @property
    def kind(self) -> str:
        return "event"


class CommitmentEntry(EntryBase, tag_field="kind", tag="commitment", frozen=True, kw_only=True):
    """One undertaking: same giver, beneficiary, object and round.

    `quality` has a reading for each criterion of good pledging that reports meet together, with the words that earn it:
    their number is the score, 0 to 10. `headline` is the best supported target; `years` its horizon and `pace` the
    headline per year, both null where no report fixes the horizon, which `pace_note` then says. `descent` lists what
    this entry does to earlier ones and what later ones do to it. `made` is the date of the undertaking as far as
    reports tell, `due` the end of its term.
    """

    promisor: tuple[str, ...]
    beneficiary: tuple[str, ...] = ()
    executor: Executor | None = None
    undertaking: str
    type: CommitmentType | None = None
    strength: Strength
    status: CommitmentStatus
    headline: Amount | None = None
    amounts: tuple[Amount, ...] = ()
    equivalents: tuple[Amount, ...] = ()
    parts: tuple[Amount, ...] = ()
    baselines: tuple[Amount, ...] = ()
    actuals: tuple[Amount, ...] = ()
    period: Period | None = None
    years: Decimal | None = None
    pace: Amount | None = None
    pace_note: str | None = None
    made: str | None = None
    due: str | None = None
    sectors: tuple[str, ...] = ()
    instrument: str | None = None
    conditions: str | None = None
    occasion: str | None = None
    denied: bool = False
    quality: tuple[Reading, ...] = ()
    checks: tuple[Check, ...] = ()
    descent: tuple[Descent, ...] = ()
    progress: tuple[Progress, ...] = ()
    compliance: tuple[Compliance, ...] = ()

    @property
    def kind(self) -> str:
        return "commitment"


class PositionEntry(EntryBase, tag_field="kind", tag="position", frozen=True, kw_only=True):
    """A stance that its holders state, once however often it is repeated."""

    holders: tuple[str, ...]
    topic: str
    stance: Stance = "for"
    sectors: tuple[str, ...] = ()

    @property
    def kind(self) -> str:
        return "position"


Entry: TypeAlias = EngagementEntry | EventEntry | CommitmentEntry | PositionEntry
