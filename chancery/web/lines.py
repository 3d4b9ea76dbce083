"""Entries as lines of a list or a table."""

from __future__ import annotations

from chancery.linkage.amounts import say
from chancery.linkage.entries import CommitmentEntry, EngagementEntry, Entry
from chancery.models import Value
from chancery.views import words
from chancery.web.addresses import address


class EntryLine(Value, frozen=True, kw_only=True):
    """An entry in one line; `alarm` where reports of it contradict each other."""

    id: str
    kind: str
    when: str
    title: str
    actors: tuple[str, ...]
    status: str | None
    amount: str | None
    reports: int
    sources: int
    alarm: bool
    first_reported: str | None
    last_reported: str | None
    address: str


def entry_line(entry: Entry) -> EntryLine:
    """Put an entry in one line."""
    headline = entry.headline if isinstance(entry, CommitmentEntry) else None
    return EntryLine(
        id=entry.id,
        kind=entry.kind,
        when=_when(entry),
        title=" ".join(entry.title.split()),
        actors=entry.actors,
        status=getattr(entry, "status", None),
        amount=say(headline) if headline else None,
        reports=entry.corroboration.reports,
        sources=entry.corroboration.sources,
        alarm=any(one.alarm for one in entry.conflicts),
        first_reported=entry.first_reported,
        last_reported=entry.last_reported,
        address=address(entry.kind, entry.id),
    )


def _when(entry: Entry) -> str:
    """Write when it happened or was promised, else when it was first reported."""
    if isinstance(entry, CommitmentEntry):
        return words.date(entry.made or entry.first_reported)
    when = entry.when if isinstance(entry, EngagementEntry) else getattr(entry, "when", None)
    return words.dates(when) if when and (when.start or when.end) else words.date(entry.first_reported)
