"""The lines that views are made of: values ready to be shown, each with the numbers of its quotes."""

from __future__ import annotations

from chancery.models import Value


class Side(Value, frozen=True, kw_only=True):
    """A reading of a field: how many independent reports give it, and which one where it is one alone."""

    text: str
    sources: int
    alone: str | None = None
    quotes: tuple[int, ...]


class Dispute(Value, frozen=True, kw_only=True):
    """A field on which reports disagree, side by side; `alarm` where somebody should look at it."""

    field: str
    kind: str
    alarm: bool
    why: str
    sides: tuple[Side, ...]


class Finding(Value, frozen=True, kw_only=True):
    """What arithmetic says of the figures that reports print; `alarm` where they do not add up."""

    verdict: str
    alarm: bool
    text: str
    rate_date: str | None = None
    rate_source: str | None = None
    quotes: tuple[int, ...] = ()


class Alone(Value, frozen=True, kw_only=True):
    """What a single source says among several that tell of the thing."""

    source: str
    field: str
    text: str
    quotes: tuple[int, ...]


class Support(Value, frozen=True, kw_only=True):
    """Who stands behind a line: reports, independent ones among them, official ones, who is quoted, who is alone."""

    reports: int
    sources: int
    official: int
    sides: tuple[str, ...] = ()
    quoted: tuple[str, ...] = ()
    alone: tuple[Alone, ...] = ()


class EngagementLine(Value, frozen=True, kw_only=True):
    """A contact: when, where, who, on what occasion."""

    id: str
    type: str
    status: str
    when: str
    sort: str
    title: str
    place: str | None
    occasion: str | None
    people: tuple[str, ...]
    firsts: tuple[str, ...]
    support: Support
    disputes: tuple[Dispute, ...]
    quotes: tuple[int, ...]


class Step(Value, frozen=True, kw_only=True):
    """A commitment as a step of its line of descent: headline, term and yearly pace, and what it does to the last.

    `size` and `pace_size` are the same figures as shares of the largest in the line, for drawing; `people` is what
    people recorded of its progress and decided about it.
    """

    id: str
    made: str
    sort: str
    undertaking: str
    strength: str
    status: str
    headline: str | None
    equivalents: tuple[Side, ...]
    parts: tuple[str, ...]
    term: str | None
    pace: str | None
    pace_note: str | None
    change: str | None
    occasion: str | None
    size: float | None
    pace_size: float | None
    due: str | None
    conditions: str | None
    people: tuple[str, ...]
    findings: tuple[Finding, ...]
    disputes: tuple[Dispute, ...]
    support: Support
    quotes: tuple[int, ...]

    @property
    def terms(self) -> tuple[str, ...]:
        """The figure and the term; the words of a term that name the day it ends stand for both."""
        told = bool(self.term and self.due and self.due in self.term)
        due = f"due {self.due}" if self.due and not told else None
        return tuple(filter(None, (self.headline, self.term, due)))


class Lineage(Value, frozen=True, kw_only=True):
    """One undertaking through time, the oldest step first, its parts, and what the arithmetic says of the steps."""

    title: str
    parties: str
    promisor: tuple[str, ...]
    beneficiary: tuple[str, ...]
    sectors: tuple[str, ...]
    steps: tuple[Step, ...]
    parts: tuple[Step, ...]
    arithmetic: tuple[Finding, ...]


class PositionLine(Value, frozen=True, kw_only=True):
    """A stance and who holds it."""

    id: str
    holders: tuple[str, ...]
    topic: str
    stance: str
    support: Support
    quotes: tuple[int, ...]


class EventLine(Value, frozen=True, kw_only=True):
    """An act: who did what kind of thing to whom, in the words of the first report; undated ones by its day."""

    id: str
    when: str
    source: tuple[str, ...]
    recipient: tuple[str, ...]
    plover: str
    title: str
    words: str
    quotes: tuple[int, ...]


class Topic(Value, frozen=True, kw_only=True):
    """A sector, and how many commitments and positions touch it."""

    name: str
    entries: int
    quotes: tuple[int, ...]


class Partner(Value, frozen=True, kw_only=True):
    """Another party, and how much the ledger has of it."""

    code: str
    name: str
    engagements: int
    commitments: int
    events: int
    last: str | None


class Point(Value, frozen=True, kw_only=True):
    """A sentence of the summary."""

    text: str
    alarm: bool = False
    quotes: tuple[int, ...] = ()
