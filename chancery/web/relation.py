"""What a relationship's page shows beside the brief: the stretch of time it looks at, others to look at, what ends."""

from __future__ import annotations

import datetime as dt

from chancery.desk import Desk
from chancery.linkage.dates import days
from chancery.linkage.entries import CommitmentEntry
from chancery.models import Value
from chancery.views import words
from chancery.web.addresses import with_query
from chancery.web.lines import EntryLine, entry_line

MOST = 60
"""Entries that a page reads; of a busier relationship it shows the latest stretch that has so many."""
SPANS = (("3 months", 3), ("1 year", 12), ("3 years", 36), ("10 years", 120), ("30 years", 360))
ENDING = 8
"""Terms to come that are listed; the calendar has all."""


class Zoom(Value, frozen=True, kw_only=True):
    """A stretch of time to look at, and the address of the page with it."""

    name: str
    address: str
    chosen: bool = False


class Ending(Value, frozen=True, kw_only=True):
    """A promise, and when its term ends."""

    when: str
    entry: EntryLine


class Frame(Value, frozen=True, kw_only=True):
    """The stretch of time that a page shows; `limited` where it is shorter than what was asked for."""

    since: str | None
    until: str | None
    limited: bool
    zooms: tuple[Zoom, ...]
    earlier: str | None
    later: str | None


def frame(
    desk: Desk, codes: tuple[str, ...], path: str, *, since: str | None, until: str | None, topic: str | None
) -> Frame:
    """Choose what a page shows of a relationship between two partial dates."""
    first, last = days(since), days(until)
    extent = desk.extent(
        codes, MOST, since=first.first.isoformat() if first else None, until=last.last.isoformat() if last else None
    )
    begun = extent.since or since

    def at(start: str | None, end: str | None) -> str:
        return with_query(path, {"since": start, "until": end, "topic": topic})

    end = last.last if last else _day(extent.last)
    starts = [(name, _before(end, months).isoformat()) for name, months in SPANS] if end else []
    zooms = [Zoom(name=name, address=at(start, until), chosen=start == since) for name, start in starts]
    covered = days(begun)
    before = covered.first - dt.timedelta(days=1) if covered else None
    length = end - covered.first if end and covered else None
    following = last.last + dt.timedelta(days=1) if last else None
    return Frame(
        since=begun,
        until=until,
        limited=extent.since is not None,
        zooms=(*zooms, Zoom(name="all", address=at(None, None), chosen=not (begun or until))),
        earlier=at((before - length).isoformat(), before.isoformat()) if before and length else None,
        later=at(following.isoformat(), (following + length).isoformat()) if following and length else None,
    )


def ending(desk: Desk, codes: tuple[str, ...], on: dt.date | None) -> tuple[Ending, ...]:
    """Return the promises of actors whose term ends next."""
    plans = desk.plans((on or dt.date.today()).isoformat(), actors=codes, most=2 * ENDING, ahead=True)
    promises = [one for one in plans.coming if isinstance(one, CommitmentEntry)]
    return tuple(Ending(when=words.date(one.due), entry=entry_line(one)) for one in promises[:ENDING])


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def _before(day: dt.date, months: int) -> dt.date:
    """Return the first day of the month so many months before a day.

    >>> _before(dt.date(2025, 11, 24), 12)
    datetime.date(2024, 11, 1)
    """
    month = day.year * 12 + day.month - 1 - months
    return dt.date(max(month // 12, 1), month % 12 + 1, 1)
