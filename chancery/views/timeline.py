"""A relationship through time: contacts and promises as bars between their days, each as exact as reports say."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence

from chancery.linkage.dates import Days, days, stretch
from chancery.linkage.entries import CommitmentEntry, EngagementEntry, Entry
from chancery.models import Value
from chancery.views import words
from chancery.views.lines import Lineage, Step

LANES = 14
"""Lines of promises that are drawn, the weightiest; the others are counted."""
BEYOND = dt.timedelta(days=730)
"""How far at least the axis goes on after the last thing begins, where a term runs on."""


class Bar(Value, frozen=True, kw_only=True):
    """A contact, or a promise from the day it was made to the end of its term.

    It begins between the days `first` and `last`, the same where reports give the day; `until_first` and `until_last`
    are the same for the end of a term, null where there is none. `size` is a headline as a share of the largest in its
    lane.
    """

    entry: str
    kind: str
    status: str
    when: str
    label: str
    first: str
    last: str
    until_first: str | None = None
    until_last: str | None = None
    size: float | None = None


class Lane(Value, frozen=True, kw_only=True):
    """Bars on one line: the contacts, or the versions of one promise."""

    title: str
    bars: tuple[Bar, ...]


class Timeline(Value, frozen=True, kw_only=True):
    """What happened between two days, by lanes; `more` promises are not drawn, `undated` things have no day."""

    first: str
    last: str
    lanes: tuple[Lane, ...]
    more: int
    undated: int


def timeline(
    entries: Sequence[Entry], lines: Sequence[Lineage], *, since: str | None = None, until: str | None = None
) -> Timeline | None:
    """Put contacts and lines of promises on a time line from `since` to `until`; None where nothing has a day."""
    held = {entry.id: entry for entry in entries if isinstance(entry, CommitmentEntry)}
    contacts = [one for one in entries if isinstance(one, EngagementEntry)]
    met = tuple(bar for one in contacts if (bar := _contact(one)))
    lanes = [Lane(title="Contacts", bars=tuple(sorted(met, key=_order)))] if met else []
    promised = [lane for line in lines if (lane := _lane(line, held)).bars]
    bars = [bar for lane in (*lanes, *promised) for bar in lane.bars]
    if not bars:
        return None
    first, last = _extent(bars, days(since), days(until))
    return Timeline(
        first=first.isoformat(),
        last=last.isoformat(),
        lanes=(*lanes, *promised[:LANES]),
        more=len(promised[LANES:]),
        undated=len(contacts) - len(met) + len(lines) - len(promised),
    )


def _contact(entry: EngagementEntry) -> Bar | None:
    covered = stretch(entry.when) or (days(entry.first_reported) if entry.status == "held" else None)
    if covered is None:
        return None
    where = f", {words.flat(entry.place.name)}" if entry.place else ""
    return Bar(
        entry=entry.id,
        kind=entry.kind,
        status=entry.status,
        when=words.dates(entry.when) if stretch(entry.when) else f"by {words.date(entry.first_reported)}",
        label=f"{entry.type}{where}",
        first=covered.first.isoformat(),
        last=covered.last.isoformat(),
    )


def _lane(line: Lineage, held: Mapping[str, CommitmentEntry]) -> Lane:
    bars = (_promise(step, held[step.id]) for step in line.steps if step.id in held)
    title = f"{line.parties}: {words.sentence(line.title)}"
    return Lane(title=title, bars=tuple(sorted((bar for bar in bars if bar), key=_order)))


def _promise(step: Step, entry: CommitmentEntry) -> Bar | None:
    made, due = days(entry.made), days(entry.due)
    if made is None:
        return None
    due = due if due and due.last >= made.first else None
    return Bar(
        entry=entry.id,
        kind=entry.kind,
        status=entry.status,
        when=step.made,
        label=step.headline or step.strength,
        first=made.first.isoformat(),
        last=made.last.isoformat(),
        until_first=due.first.isoformat() if due else None,
        until_last=due.last.isoformat() if due else None,
        size=step.size,
    )


def _order(bar: Bar) -> tuple[str, str, str]:
    return bar.first, bar.last, bar.entry


def _extent(bars: Iterable[Bar], since: Days | None, until: Days | None) -> Days:
    """Return the days that the axis covers: those asked for, else all, but not a century for the sake of one term."""
    found = list(bars)
    begun = [day for bar in found for day in (_day(bar.first), _day(bar.last))]
    first = since.first if since else min(begun)
    ends = (_day(bar.until_last) for bar in found if bar.until_last)
    latest = max(begun)
    reach = latest + max(BEYOND, (latest - min(begun)) / 2)
    last = until.last if until else max(latest, *(min(end, reach) for end in ends), latest)
    return Days(min(first, last), max(first, last))


def _day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def shown(lane: Lane) -> Iterator[tuple[Bar, str]]:
    """Give the bars of a lane with the end of their terms in words.

    >>> list(shown(Lane(title="Contacts", bars=())))
    []
    """
    for bar in lane.bars:
        exact = bar.until_first == bar.until_last
        yield bar, (words.date(bar.until_last if exact else (bar.until_last or "")[:4]) if bar.until_last else "")
