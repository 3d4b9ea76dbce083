"""What falls due: planned contacts, ends of terms, and what has passed without a report."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from icalendar import Calendar
from icalendar import Event as CalendarEvent

from chancery.ledger import Ledger
from chancery.linkage.amounts import say
from chancery.linkage.awaiting import awaited
from chancery.linkage.dates import days
from chancery.linkage.entries import CommitmentEntry, EngagementEntry, Entry
from chancery.models import Value
from chancery.views import words
from chancery.views.names import codes_of, name_of
from chancery.views.quotes import Quote, Quoting
from chancery.views.view import View


class DueLine(Value, frozen=True, kw_only=True):
    """Something to come: `first` and `last` are the days between which it lies, null where no report dates it."""

    id: str
    kind: str
    when: str
    first: str | None
    last: str | None
    text: str
    parties: tuple[str, ...]
    quotes: tuple[int, ...]


class Due(View, tag_field="view", tag="due", frozen=True, kw_only=True):
    """What is to come from the day `on`, and what was to have come before it and no report tells of.

    `left_out` says how many more of each there are.
    """

    on: str
    names: tuple[str, ...]
    coming: tuple[DueLine, ...]
    passed: tuple[DueLine, ...]
    undated: tuple[DueLine, ...]
    left_out: dict[str, int]
    quotes: tuple[Quote, ...]

    @property
    def title(self) -> str:
        """What it is about."""
        return self.dated(" – ".join(("What falls due", *self.names)))

    def calendar(self) -> str:
        """Write what is to come as iCalendar (RFC 5545): whole days, the quotes as description."""
        calendar = Calendar()
        calendar.add("prodid", "-//chancery//EN")
        calendar.add("version", "2.0")
        by_number = {quote.number: quote for quote in self.quotes}
        for line in self.coming:
            calendar.add_component(_entry(line, [by_number[number] for number in line.quotes], self.on))
        return str(calendar.to_ical(), "utf-8")


def due(
    ledger: Ledger,
    *actors: str,
    on: dt.date | None = None,
    until: str | None = None,
    topic: str | None = None,
    most: int | None = None,
) -> Due:
    """List planned contacts and ends of terms, of all actors or of those given by code or name, from a day (today).

    `until` is a partial ISO date, `topic` a word of a title, a topic or a sector; of each section `most` lines
    are listed, those nearest to the day.
    """
    today = on or dt.date.today()
    codes = codes_of(ledger, actors)
    limit = days(until)
    last = limit.last.isoformat() if limit else None
    plans = ledger.plans(today.isoformat(), actors=codes, until=last, topic=topic, most=most)
    told = (*plans.coming, *plans.passed, *plans.undated)
    quoting = Quoting.of(ledger, (claim for entry in told for claim in entry.claims))
    return Due(
        on=today.isoformat(),
        names=tuple(map(name_of, codes)),
        coming=tuple(_line(entry, quoting) for entry in plans.coming),
        passed=tuple(_line(entry, quoting) for entry in plans.passed),
        undated=tuple(_line(entry, quoting) for entry in plans.undated),
        left_out=plans.left_out,
        quotes=quoting.quotes(),
    )


def _line(entry: Entry, quoting: Quoting) -> DueLine:
    found = awaited(entry)
    covered = found.covered if found else None
    if isinstance(entry, EngagementEntry):
        when, text = words.dates(entry.when), entry.occasion or entry.title
    else:
        when, text = words.date(getattr(entry, "due", None)), _promise(entry)
    return DueLine(
        id=entry.id,
        kind=entry.kind,
        when=when,
        first=covered.first.isoformat() if covered else None,
        last=covered.last.isoformat() if covered else None,
        text=" ".join(text.split()),
        parties=entry.actors,
        quotes=quoting.cite(entry.claims),
    )


def _promise(entry: Entry) -> str:
    """Write what is promised, with the headline where its words do not give a figure."""
    if not isinstance(entry, CommitmentEntry):
        return entry.title
    told = entry.headline is None or any(map(str.isdigit, entry.undertaking))
    return entry.undertaking if told or not entry.headline else f"{entry.undertaking}: {say(entry.headline)}"


def _entry(line: DueLine, quotes: list[Quote], on: str) -> CalendarEvent:
    """Make a calendar entry; a term that ends in a month or a year stands on its last day."""
    first, last = (dt.date.fromisoformat(day or on) for day in (line.first, line.last))
    event = CalendarEvent()
    event.add("uid", f"{line.id}@chancery")
    event.add("dtstamp", dt.datetime.combine(dt.date.fromisoformat(on), dt.time(), dt.UTC))
    event.add("dtstart", first if line.kind == "engagement" else last)
    event.add("dtend", last + dt.timedelta(days=1))
    summary = f"{line.text} ({', '.join(line.parties)})"
    event.add("summary", summary if line.kind == "engagement" else f"Due: {summary}")
    event.add("description", "\n".join(_cited(quotes)))
    event.add("transp", "TRANSPARENT")
    return event


def _cited(quotes: list[Quote]) -> Iterator[str]:
    for quote in quotes:
        yield " ".join(f"“{quote.text}” — {quote.source}, {words.date(quote.published)} {quote.url or ''}".split())
