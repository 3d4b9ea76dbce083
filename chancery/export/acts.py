"""One act between two actors, as event data sets count: what one source did to one recipient, and who reports it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import product

from chancery.actors import mentions
from chancery.ledger import Ledger
from chancery.linkage.entries import EngagementEntry, EventEntry
from chancery.models import Document, Event, Evidence, Mention, Place, Value, digest

FACTS = frozenset({"past", "present", "planned"})
"""Tenses of acts that are exported: what a text denies or only supposes is no event in these data sets."""


class Report(Value, frozen=True, kw_only=True):
    """One document's telling of an act."""

    claim: Event
    document: Document


class Act(Value, frozen=True, kw_only=True):
    """An event entry between one source and one recipient, null where the text names none.

    `place` is that of the contact which the same words tell of, null where there is none.
    """

    id: str
    entry: EventEntry
    source: str
    recipient: str | None
    source_sector: str | None
    recipient_sector: str | None
    reports: tuple[Report, ...]
    place: Place | None

    @property
    def date(self) -> str | None:
        """When, as a partial ISO date: the day of the act where reports fix it, else of the first report.

        So event data sets do for an act without a date of its own, and for one still to come, which is agreed when it
        is told. A month or year that does not hold the first report stays what it is.
        """
        told = self.entry.when.start if self.entry.when and self.entry.tense != "planned" else None
        first = self.entry.first_reported
        return first if first and first.startswith(told or "") else told

    @property
    def day(self) -> str | None:
        """The date where it is a day."""
        return self.date if self.date and len(self.date) == len("2026-01-31") else None


def acts(ledger: Ledger) -> Iterator[Act]:
    """Return every act in the ledger between each source and each other recipient, in the order of the entries."""
    claims = {claim.id: claim for claim in ledger.claims(kind="event") if isinstance(claim, Event)}
    homes = ledger.documents_of(claims)
    places = _places(ledger)
    for entry in ledger.entries("event"):
        if isinstance(entry, EventEntry) and entry.tense in FACTS:
            told = [Report(claim=claims[name], document=homes[name]) for name in entry.claims if name in claims]
            reports = tuple(sorted(told, key=lambda one: (one.document.published or "9999", one.document.id)))
            if reports:
                yield from _between(entry, reports, _place(reports, places))


@lru_cache(maxsize=64)
def named(doc: Document) -> tuple[Mention, ...]:
    """Return the actors that a document names, of the last documents without looking again."""
    return mentions(doc)


def within(doc: Document, words: Evidence) -> tuple[Mention, ...]:
    """Return the actors that a passage of a document names, pronouns included."""
    return tuple(one for one in named(doc) if words.start <= one.start and one.end <= words.end)


def _between(entry: EventEntry, reports: tuple[Report, ...], place: Place | None) -> Iterator[Act]:
    for source, recipient in product(entry.source, entry.recipient or (None,)):
        if source != recipient:
            yield Act(
                id=digest(entry.id, source, recipient or ""),
                entry=entry,
                source=source,
                recipient=recipient,
                source_sector=_sector(source, ((one.claim.source, one.claim.source_sectors) for one in reports)),
                recipient_sector=_sector(
                    recipient, ((one.claim.recipient, one.claim.recipient_sectors) for one in reports)
                ),
                reports=reports,
                place=place,
            )


def _sector(actor: str | None, named: Iterable[tuple[tuple[str, ...], tuple[str | None, ...]]]) -> str | None:
    found = (sectors[actors.index(actor)] for actors, sectors in named if actor in actors and sectors)
    return next(filter(None, found), None)


def _places(ledger: Ledger) -> Mapping[str, list[tuple[Evidence, Place]]]:
    """The places of contacts with the words that tell of them, by document."""
    entries = [one for one in ledger.entries("engagement") if isinstance(one, EngagementEntry) and one.place]
    names = {name for entry in entries for name in entry.claims}
    claims, homes = {claim.id: claim for claim in ledger.claims(names)}, ledger.documents_of(names)
    found: defaultdict[str, list[tuple[Evidence, Place]]] = defaultdict(list)
    for entry in entries:
        for name in entry.claims:
            if entry.place and name in claims:
                found[homes[name].id] += [(words, entry.place) for words in claims[name].evidence]
    return found


def _place(reports: Iterable[Report], places: Mapping[str, list[tuple[Evidence, Place]]]) -> Place | None:
    told = (
        place
        for one in reports
        for words, place in places.get(one.document.id, ())
        if any(words.start < other.end and other.start < words.end for other in one.claim.evidence)
    )
    return next(told, None)
