"""Entries to lines: what every view does with an entry of each kind."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from chancery.linkage.amounts import say
from chancery.linkage.entries import (
    Check,
    CommitmentEntry,
    Conflict,
    EngagementEntry,
    Entry,
    EventEntry,
    PositionEntry,
    Reading,
)
from chancery.models import Participant, Period
from chancery.views import words
from chancery.views.lines import (
    Alone,
    Dispute,
    EngagementLine,
    EventLine,
    Finding,
    PositionLine,
    Side,
    Step,
    Support,
)
from chancery.views.names import name_of
from chancery.views.quotes import Quoting

UNDATED = "9999"
SOUND = frozenset({"consistent", "unverifiable"})
ALARMS = frozenset({"off_by_power_of_ten", "inconsistent"})
TELLING = frozenset({"date", "place", "occasion", "amount", "actual", "executor", "period"})


def support(entry: Entry, quoting: Quoting) -> Support:
    """Tell who stands behind an entry, and who alone says what that nobody disputes."""
    found = entry.corroboration
    disputed = {conflict.field for conflict in entry.conflicts}
    alone = [
        Alone(
            source=words.listed(quoting.sources(reading.claims)),
            field=field.name,
            text=words.EXECUTORS.get(reading.text, reading.text),
            quotes=quoting.cite(reading.claims),
        )
        for field in entry.fields
        if field.name in found.alone and field.name.split()[0] in TELLING and field.name not in disputed
        for reading in field.readings
        if reading.sources == 1
    ]
    return Support(
        reports=found.reports,
        sources=found.sources,
        official=found.official,
        sides=found.sides,
        quoted=found.quoted,
        alone=tuple(alone),
    )


def disputes(entry: Entry, quoting: Quoting) -> tuple[Dispute, ...]:
    """Set the readings that cannot all be right side by side; what explains itself, or a check says, is left out."""
    checks = entry.checks if isinstance(entry, CommitmentEntry) else ()
    said = [check.why for check in checks if check.verdict not in SOUND]
    conflicts = (one for one in entry.conflicts if one.alarm and not any(why in one.why for why in said))
    return tuple(dispute(one, quoting) for one in conflicts)


def dispute(conflict: Conflict, quoting: Quoting) -> Dispute:
    """Set the readings of a field side by side."""
    sides = tuple(side(reading, quoting) for reading in conflict.readings)
    return Dispute(field=conflict.field, kind=conflict.kind, alarm=conflict.alarm, why=conflict.why, sides=sides)


def side(reading: Reading, quoting: Quoting) -> Side:
    """Show what reports say of a field, and who says so where it is one alone."""
    alone = words.listed(quoting.sources(reading.claims)) if reading.sources == 1 else None
    text = words.EXECUTORS.get(reading.text, reading.text)
    return Side(text=text, sources=reading.sources, alone=alone, quotes=quoting.cite(reading.claims))


def finding(check: Check, quoting: Quoting) -> Finding:
    """Show a check with the rate it used."""
    return Finding(
        verdict=check.verdict,
        alarm=check.verdict in ALARMS,
        text=check.why,
        rate_date=check.rate_date,
        rate_source=check.rate_source,
        quotes=quoting.cite(check.claims),
    )


def engagement(entry: EngagementEntry, quoting: Quoting) -> EngagementLine:
    """Show a contact."""
    quotes = quoting.cite(entry.claims)
    return EngagementLine(
        id=entry.id,
        type=entry.type,
        status=entry.status,
        when=_when(entry),
        sort=_sort(entry),
        title=" ".join(entry.title.split()),
        place=words.flat(entry.place.name) if entry.place else None,
        occasion=words.flat(entry.occasion),
        people=tuple(map(_person, entry.participants)),
        firsts=entry.firsts,
        support=support(entry, quoting),
        disputes=disputes(entry, quoting),
        quotes=quotes,
    )


def _person(one: Participant) -> str:
    """Write a participant; a party of which nobody is named by its name.

    >>> _person(Participant(name="JPN", actor="JPN"))
    'Japan (JPN)'
    """
    code = one.actor or one.organisation
    return words.person(msgspec.structs.replace(one, name=name_of(code)) if code and one.name == code else one)


def _when(entry: EngagementEntry) -> str:
    """Write the date of a contact; one that no report dates was held by the day of the first report."""
    if _dated(entry.when) or entry.status != "held" or not entry.first_reported:
        return words.dates(entry.when)
    return f"by {words.date(entry.first_reported)}"


def _sort(entry: EngagementEntry) -> str:
    """Return what sorts a contact by time: a partial date, after all dates where nothing is known."""
    return _dated(entry.when) or (entry.first_reported if entry.status == "held" else None) or UNDATED


def _dated(period: Period | None) -> str | None:
    return period.start or period.end if period else None


def step(entry: CommitmentEntry, quoting: Quoting, *, change: str | None = None) -> Step:
    """Show a commitment; `change` says what it does to the one before."""
    quotes = quoting.cite(entry.claims)
    return Step(
        id=entry.id,
        made=words.date(entry.made),
        sort=entry.made or entry.first_reported or "9999",
        undertaking=" ".join(entry.undertaking.split()),
        strength=entry.strength,
        status=entry.status,
        headline=say(entry.headline) if entry.headline else None,
        equivalents=tuple(
            side(reading, quoting)
            for field in entry.fields
            if field.name.startswith("equivalent ")
            for reading in field.readings
        ),
        parts=tuple(map(say, entry.parts)),
        term=words.years(entry.years) or _printed(entry.period),
        pace=say(entry.pace) if entry.pace else None,
        pace_note=entry.pace_note,
        change=change,
        occasion=words.flat(entry.occasion),
        size=None,
        pace_size=None,
        due=words.date(entry.due) if entry.due else None,
        conditions=words.flat(entry.conditions),
        people=(*map(words.decided, entry.progress), *map(words.decided, entry.decisions)),
        findings=tuple(finding(check, quoting) for check in entry.checks if check.verdict not in SOUND),
        disputes=disputes(entry, quoting),
        support=support(entry, quoting),
        quotes=quotes,
    )


def _printed(period: Period | None) -> str | None:
    text = words.flat(period.text) if period else None
    return f"“{text}”" if text else None


def position(entry: PositionEntry, quoting: Quoting) -> PositionLine:
    """Show a stance."""
    return PositionLine(
        id=entry.id,
        holders=entry.holders,
        topic=" ".join(entry.topic.split()),
        stance=entry.stance,
        support=support(entry, quoting),
        quotes=quoting.cite(entry.claims),
    )


def event(entry: EventEntry, quoting: Quoting) -> EventLine:
    """Show an act."""
    return EventLine(
        id=entry.id,
        when=words.dates(entry.when) if entry.when and entry.when.start else words.date(entry.first_reported),
        source=entry.source,
        recipient=entry.recipient,
        plover=entry.plover,
        title=" ".join(entry.title.split()),
        words=quoting.words(entry.claims),
        quotes=quoting.cite(entry.claims),
    )


def claims_of(entries: tuple[Entry, ...]) -> Iterator[str]:
    """Give every claim id that lines about the entries may cite."""
    for entry in entries:
        yield from entry.claims
        for conflict in entry.conflicts:
            yield from conflict.claims
        for field in entry.fields:
            for reading in field.readings:
                yield from reading.claims
        if isinstance(entry, CommitmentEntry):
            for check in entry.checks:
                yield from check.claims
            for link in entry.descent:
                yield from link.claims
