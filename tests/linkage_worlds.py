"""Small worlds for the tests of linkage: reports in our own words, coded by hand, that need no analyser."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import msgspec

from chancery.linkage import CommitmentEntry, EngagementEntry, Entry, entries, judge
from chancery.models import (
    Attribution,
    Claim,
    CodedDocument,
    Commitment,
    Engagement,
    Event,
    Evidence,
    Figure,
    Money,
    Participant,
    Period,
    Place,
    Position,
    Revision,
    Role,
    document,
    identified,
)
from chancery.quantities import quantities

CODER = "chancery 0.1.0"


def report(published: str | None, *claims: Claim, text: str | None = None, **source: Any) -> CodedDocument:
    """Code a report whose text is the quotes of its claims, one a line, after a line that names publisher and day."""
    quotes = [claim.evidence[0].quote for claim in claims]
    named = source.get("publisher", "A newspaper"), published or "an unknown day", source.get("source_id", "us")
    lead = "{} of {} by {}.".format(*named)
    body = text or "\n".join([lead, *quotes])
    doc = document(body, published=published, **source)
    return CodedDocument(
        document=doc, claims=tuple(identified(_placed(claim, body), doc, CODER) for claim in claims), coder=CODER
    )


def _placed(claim: Any, body: str) -> Claim:
    start = body.index(claim.evidence[0].quote)
    quote = claim.evidence[0].quote
    words = (Evidence(start=start, end=start + len(quote), quote=quote),)
    moved: Claim = msgspec.structs.replace(claim, evidence=words)
    if isinstance(moved, Commitment):
        found = tuple(_found(one, quote, start) for one in moved.quantities)
        moved = msgspec.structs.replace(moved, quantities=found)
    return moved


def _found(figure: Figure, quote: str, start: int) -> Figure:
    """Return a figure at the number that the quote prints for it, else at the whole quote."""
    printed = [one for one in quantities(quote) if isinstance(one, Money) and one.value == figure.value]
    first, last = (printed[0].start, printed[0].end) if printed else (0, len(quote))
    return msgspec.structs.replace(figure, start=start + first, end=start + last)


def _words(quote: str) -> tuple[Evidence, ...]:
    return (Evidence(start=0, end=len(quote), quote=quote),)


def money(value: str, currency: str, role: Role = "target", **more: Any) -> Figure:
    """Write "10e12" of a currency."""
    return Figure(role=role, value=Decimal(value), currency=currency, start=0, end=1, **more)


def count(value: str, unit: str, role: Role = "target") -> Figure:
    """Write a number of things."""
    return Figure(role=role, value=Decimal(value), unit=unit, start=0, end=1)


def promise(
    quote: str,
    giver: str | Sequence[str],
    taker: str | Sequence[str] = (),
    *figures: Figure,
    term: str | None = None,
    revises: str | None = None,
    **more: Any,
) -> Commitment:
    """Code a commitment; actors are codes with commas or a sequence, `term` the words of its period."""
    fields: dict[str, Any] = {"strength": "pledge", "undertaking": quote, "type": "financial" if figures else None}
    fields.update(more)
    period = fields.pop("period", Period(text=term) if term else None)
    return Commitment(
        evidence=_words(quote),
        confidence=0.9,
        promisor=_codes(giver),
        beneficiary=_codes(taker),
        quantities=figures,
        period=period,
        revises=Revision(relation=revises) if revises else None,
        **fields,
    )


def contact(
    quote: str, people: dict[str, str], day: str | None = None, city: str | None = None, **more: Any
) -> Engagement:
    """Code an engagement of people given as {code: name}; `city` is written "Lima, PER"."""
    fields: dict[str, Any] = {"type": "meeting"}
    fields.update(more)
    name, _, country = (city or "").partition(", ")
    return Engagement(
        evidence=_words(quote),
        confidence=0.9,
        participants=tuple(Participant(name=name, office="President", actor=code) for code, name in people.items()),
        when=Period(start=day, end=day) if day else None,
        place=Place(name=name, country=country or None) if city else None,
        **fields,
    )


def act(quote: str, source: str, plover: str, recipient: str, day: str | None = None) -> Event:
    """Code an event."""
    return Event(
        evidence=_words(quote),
        confidence=0.9,
        source=_codes(source),
        recipient=_codes(recipient),
        plover=plover,
        when=Period(start=day, end=day) if day else None,
    )


def stance(quote: str, holders: str, topic: str, **more: Any) -> Position:
    """Code a position."""
    return Position(evidence=_words(quote), confidence=0.9, holders=_codes(holders), topic=topic, **more)


def aside(claim: Claim) -> Claim:
    """Return a claim as one that rests on a related-story line."""
    related: Claim = msgspec.structs.replace(claim, attribution=Attribution(kind="related"))
    return related


def _codes(actors: str | Sequence[str]) -> tuple[str, ...]:
    return tuple(actors.split(",")) if isinstance(actors, str) else tuple(actors)


def consolidated(*reports: CodedDocument, **options: Any) -> tuple[Entry, ...]:
    """Judge reports and build their entries."""
    return entries(reports, judge(reports), **options)


def promised(*reports: CodedDocument, **options: Any) -> list[CommitmentEntry]:
    """Return the commitment entries of reports in the order in which they were given."""
    found = [one for one in consolidated(*reports, **options) if isinstance(one, CommitmentEntry)]
    return sorted(found, key=lambda one: (one.made or "9999", one.id))


def met(*reports: CodedDocument) -> list[EngagementEntry]:
    """Return the engagement entries of reports in the order of their dates."""
    found = [one for one in consolidated(*reports) if isinstance(one, EngagementEntry)]
    return sorted(found, key=lambda one: ((one.when.start if one.when else None) or "9999", one.id))
