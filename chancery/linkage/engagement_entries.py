"""A cluster of engagement accounts to one entry: who, when, where, on what occasion, planned or held."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache

from babel import Locale

from chancery.linkage.commitment_entries import common
from chancery.linkage.dates import stretch, yearless
from chancery.linkage.engagements import EngagementAccount
from chancery.linkage.entries import Field, Stage
from chancery.linkage.persons import Person, known, same
from chancery.linkage.readings import Said, field
from chancery.linkage.wording import person
from chancery.models import EngagementStatus, Participant, Period, Place

Accounts = Sequence[EngagementAccount]
NAMED_PARTIES = 6  # in a title
LONGEST_ACRONYM = 3  # "UAE" is a name, "TOKYO" a dateline


def fields(accounts: Accounts, source: Mapping[str, str]) -> tuple[Field, ...]:
    """Return the fields of an engagement with their readings, those that nobody states left out."""
    rows: list[tuple[str, Iterator[Said]]] = [
        ("date", _dates(accounts)),
        ("place", _places(accounts)),
        ("occasion", _plain(accounts, lambda one: one.claim.occasion)),
        ("type", _plain(accounts, lambda one: one.claim.type)),
        ("status", _plain(accounts, lambda one: one.claim.status)),
        ("party", _plain(accounts, lambda one: ", ".join(sorted(one.parties)) or None)),
        ("ordinal", _plain(accounts, lambda one: str(one.claim.ordinal) if one.claim.ordinal else None)),
        ("first", _firsts(accounts)),
    ]
    return tuple(made for name, said in rows if (made := field(name, said, source)))


def _plain(accounts: Accounts, get: Callable[[EngagementAccount], str | None]) -> Iterator[Said]:
    for one in accounts:
        value = get(one)
        if value:
            yield Said(one, value.lower() if value.islower() or " " in value else value, value)


def _dates(accounts: Accounts) -> Iterator[Said]:
    """Dates that lie inside a coarser one of another account agree with it."""
    finest = when(accounts)
    for one in accounts:
        period = one.claim.when
        if period is None or not period.start:
            continue
        own, best = one.dated, stretch(finest)
        agrees = own is None or (best is not None and own.first <= best.first and best.last <= own.last)
        text = f"{period.start} to {period.end}" if period.end and period.end != period.start else period.start
        yield Said(one, finest.start if agrees and finest and finest.start else period.start, text)


def _places(accounts: Accounts) -> Iterator[Said]:
    for one in accounts:
        if one.claim.place:
            name = one.claim.place.name
            yield Said(one, f"{one.claim.place.country or ''}|{' '.join(sorted(one.place)) or name.lower()}", name)


def _firsts(accounts: Accounts) -> Iterator[Said]:
    for one in accounts:
        yield from (Said(one, first, first) for first in one.claim.firsts)


def when(accounts: Accounts) -> Period | None:
    """Return the narrowest date that reports give; of equally narrow ones the most frequent, then the earliest."""
    dated = [one.claim.when for one in accounts if one.claim.when and one.dated]
    if not dated:
        printed = [one.claim.when for one in accounts if one.claim.when and yearless(one.claim.when)]
        return printed[0] if printed else None
    lengths = {period: found.length for period in dated if (found := stretch(period))}
    starts = [(period.start, period.end) for period in dated]
    return min(
        dated, key=lambda one: (lengths[one], -starts.count((one.start, one.end)), one.start or "", one.text or "")
    )


def place(accounts: Accounts) -> Place | None:
    """Return the most frequent place; where one name is the country of another, the narrower."""
    found = [one.claim.place for one in sorted(accounts, key=lambda one: one.order) if one.claim.place]
    if not found:
        return None
    country = common(one.country for one in found)
    here = [one for one in found if one.country == country] or found
    names = [one.name.lower() for one in here]
    cities = [one for one in here if one.name.lower() not in _country_names()] or here
    best = min(
        cities, key=lambda one: (-names.count(one.name.lower()), one.name.isupper(), names.index(one.name.lower()))
    )
    dateline = best.name.isupper() and len(best.name) > LONGEST_ACRONYM
    return Place(name=best.name.title() if dateline else best.name, country=best.country)


@cache
def _country_names() -> frozenset[str]:
    """Return the English names of all territories (CLDR), lower case."""
    return frozenset(name.lower() for name in Locale("en").territories.values())


def participants(accounts: Accounts) -> tuple[Participant, ...]:
    """Return who took part, each person once under the fullest name; a bare state or group only where it sent nobody
    who is named."""
    groups = list[tuple[str | None, Person, list[Participant]]]()
    for one in sorted(accounts, key=lambda one: one.order):
        for participant in one.claim.participants:
            code = _code(participant)
            who = known(participant.name, code, one.published)
            mine = next((group for other, name, group in groups if other == code and same(name, who)), None)
            if mine is None:
                groups.append((code, who, [participant]))
            else:
                mine.append(participant)
    merged = [_merged(group) for _, _, group in groups]
    named = {_code(one) for one in merged if one.office or _is_name(one)}
    kept = [one for one in merged if one.office or _is_name(one) or _code(one) not in named]
    return tuple(sorted(kept, key=lambda one: (_code(one) or "~", one.name)))


def _code(participant: Participant) -> str | None:
    return participant.actor or participant.organisation


def _is_name(participant: Participant) -> bool:
    return len(person(participant.name)) > 1 and participant.name.lower() not in _country_names()


def _merged(group: Sequence[Participant]) -> Participant:
    names = [one.name for one in group]
    return Participant(
        name=max(names, key=lambda name: (len(person(name)), -len(name), names.count(name), name)),
        office=common(one.office for one in group),
        actor=group[0].actor,
        organisation=group[0].organisation,
    )


def status(accounts: Accounts) -> EngagementStatus:
    """Return what became of it: held once a report says so, else what the last report says."""
    if any(one.claim.status == "held" for one in accounts):
        return "held"
    dated = [one for one in accounts if one.published]
    return max(dated or accounts, key=lambda one: one.order).claim.status


def history(accounts: Accounts) -> tuple[Stage, ...]:
    """Return for each status the first report of it, in order of publication."""
    steps = dict[str, list[EngagementAccount]]()
    for one in sorted(accounts, key=lambda one: one.order):
        steps.setdefault(one.claim.status, []).append(one)
    return tuple(
        Stage(
            what=what,
            on=found[0].published.isoformat() if found[0].published else None,
            text=found[0].claim.evidence[0].quote,
            claims=tuple(sorted(one.id for one in found)),
        )
        for what, found in steps.items()
    )


def title(kind: str, people: Sequence[Participant], where: Place | None, date: Period | None) -> str:
    """Return a line for people: what, who, where, when."""
    parties = list(dict.fromkeys(filter(None, map(_code, people))))
    crowd = ", ".join(parties) if len(parties) <= NAMED_PARTIES else f"{len(people)} participants"
    who = " and ".join(one.name for one in people) if len(people) <= 2 else crowd
    return ", ".join(filter(None, (f"{kind} of {who}", where.name if where else None, date.start if date else None)))


def occasion(accounts: Accounts) -> str | None:
    """Return the most frequent occasion in its fullest wording."""
    found = [one for one in accounts if one.claim.occasion]
    if not found:
        return None
    said = [one.claim.occasion.lower() for one in found if one.claim.occasion]
    numbered = [one for one in found if one.claim.ordinal] or found
    return max(
        (one.claim.occasion for one in numbered if one.claim.occasion),
        key=lambda text: (said.count(text.lower()), len(text), text),
    )
