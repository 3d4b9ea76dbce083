"""Who met, called or visited whom: one record per contact, however many sentences tell of it.

The order of the steps: (1) every telling of a contact is found (`contacts`, `summits`); (2) tellings of one contact are
put together: same kind and status, no contradiction of date, place or person, the same parties or fewer; (3) those who
joined it are added (`joiners`); (4) gatherings that the text dates in the past or announces (`gatherings`), and
treaties that are to enter into force (`milestones`), get a record of their own; (5) each takes its best telling.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import msgspec

from chancery.actors import label
from chancery.coding.attribution import as_period, when
from chancery.coding.clauses import Clause, actors, clauses
from chancery.coding.contacts import Contact, contacts
from chancery.coding.delegations import is_state, offices, participants
from chancery.coding.gatherings import gatherings
from chancery.coding.joiners import joiners
from chancery.coding.milestones import milestones
from chancery.coding.occasions import Occasion
from chancery.coding.reading import Reading
from chancery.coding.summits import named_contacts
from chancery.models import (
    Engagement,
    EngagementType,
    Participant,
    Period,
    Place,
    Timespan,
    Value,
    evidence,
)

FAMILY = {"meeting": "face", "visit": "face", "summit": "face", "signing": "face", "call": "call", "letter": "letter"}
STATES_SIDELINES = re.compile(r"on the (sidelines|side lines|margins|fringes) of|in the (margins) of")
LEAD_SENTENCES = 3
RECENT = 7
"""Days before publication of which a report's lead may speak as its own news."""
DAYS = 31
"""Days within which a time must lie to make talks a contact rather than a relation."""
SEASON = 100
"""Days within which a visit must be dated of which no other party is named."""
MOST = 4
"""Tellings that a record quotes."""
FULL, PARTIAL, SINGLE = 0.92, 0.75, 0.6
"""How sure a record is: persons on both sides; parties without names; one party only."""


class Record(Value, frozen=True, kw_only=True):
    """Tellings of one contact, the fullest first."""

    tellings: tuple[Contact, ...]

    @property
    def codes(self) -> frozenset[str]:
        return frozenset(code for telling in self.tellings for code in telling.codes)

    @property
    def people(self) -> dict[str, frozenset[str]]:
        """Names of persons by the code of their actor."""
        found: dict[str, set[str]] = {}
        for telling in self.tellings:
            for mention in telling.parties:
                if mention.name and len(mention.codes) == 1:
                    found.setdefault(mention.codes[0], set()).add(mention.name)
        return {code: frozenset(names) for code, names in found.items()}


def engagements(reading: Reading) -> tuple[Engagement, ...]:
    """Return the engagements of a document, in the order of their evidence."""
    every = clauses(reading)
    named = named_contacts(reading, every)
    tellings = sorted((*contacts(reading, every), *named), key=lambda t: (t.start, t.end))
    grown = with_joiners(put_together(tellings), joiners(reading, every))
    records = [r for r in grown if is_record(reading, r)]
    found = [dated(reading, every, record_claim(reading, r)) for r in records]
    found.extend(gatherings(reading, every, found))
    found.extend(milestones(reading, every))
    return tuple(sorted(found, key=lambda e: (e.evidence[0].start, e.evidence[0].end)))


def put_together(tellings: Sequence[Contact]) -> tuple[Record, ...]:
    """Group the tellings of a document: those with most parties open records, the others join the best that fits."""
    ranked = sorted(tellings, key=lambda t: (t.weak, -min(len(t.codes), 2), t.start, t.end))
    records: list[Record] = []
    for telling in ranked:
        if not telling.codes and not adds(telling):
            continue
        fitting = [k for k, record in enumerate(records) if fits(telling, record)]
        if fitting:
            k = min(fitting, key=lambda k: (tuple(-x for x in affinity(telling, records[k])), k))
            records[k] = Record(tellings=(*records[k].tellings, telling))
        elif telling.codes:
            records.append(Record(tellings=(telling,)))
    return tuple(records)


def with_joiners(records: Sequence[Record], more: Sequence[Contact]) -> list[Record]:
    """Return the records with those who joined a contact, each in the last held one that begins before.

    Where none does, it is one that somebody was joined by somebody else.
    """
    grown = list(records)
    for joiner in more:
        before = [
            (max(t.start for t in r.tellings if t.start <= joiner.end), k)
            for k, r in enumerate(grown)
            if r.tellings[0].status == "held" and any(t.start <= joiner.end for t in r.tellings)
        ]
        if before:
            k = max(before)[1]
            grown[k] = Record(tellings=(*grown[k].tellings, joiner))
        elif len(joiner.codes) > 1:
            grown.append(Record(tellings=(msgspec.structs.replace(joiner, weak=False),)))
    return grown


def adds(telling: Contact) -> bool:
    """Tell whether a telling without parties says more of a contact than that it was one."""
    return bool(telling.time or telling.place or telling.occasion or telling.firsts)


def fits(telling: Contact, record: Record) -> bool:
    """Tell whether a telling can be of the contact that a record stands for."""
    return (
        same_source(telling, record)
        and same_kind(telling, record)
        and same_status(telling, record)
        and same_parties(telling, record)
        and all(times_agree(telling.time, other.time) for other in record.tellings)
        and all(places_agree(telling.place, other.place) for other in record.tellings)
    )


def same_source(telling: Contact, record: Record) -> bool:
    """A related-story line stands for itself."""
    related = telling.attribution.kind == "related"
    return related == (record.tellings[0].attribution.kind == "related") and (
        not related or telling.sentence == record.tellings[0].sentence
    )


def same_kind(telling: Contact, record: Record) -> bool:
    if telling.weak:
        return True
    families = {FAMILY.get(t.type, t.type) for t in record.tellings}
    return FAMILY.get(telling.type, telling.type) in families or (telling.nominal and not telling.codes)


def same_status(telling: Contact, record: Record) -> bool:
    return telling.status == record.tellings[0].status or (not telling.codes and telling.time is None)


def same_parties(telling: Contact, record: Record) -> bool:
    """Tell whether parties agree: equal, or one side names a single one of them; persons must not differ."""
    mine, theirs = telling.codes, record.codes
    states, others = frozenset(filter(is_state, mine)), frozenset(filter(is_state, theirs))
    if min(len(states), len(others)) > 1:
        mine, theirs = states, others
    within = mine <= theirs or (len(theirs) == 1 and theirs <= mine)
    if not within or (1 < len(mine) < len(theirs)):
        return False
    if telling.weak:
        return True
    known = record.people
    ours = Record(tellings=(telling,)).people
    return all(not (code in known and names.isdisjoint(known[code])) for code, names in ours.items())


def times_agree(one: Timespan | None, other: Timespan | None) -> bool:
    """Tell whether two times may be of one contact: they overlap, or one is not resolved."""
    if one is None or other is None or one.first is None or other.first is None:
        return True
    return one.first <= (other.last or other.first) and other.first <= (one.last or one.first)


def places_agree(one: Place | None, other: Place | None) -> bool:
    return one is None or other is None or one.country is None or other.country is None or one.country == other.country


def affinity(telling: Contact, record: Record) -> tuple[int, int, int]:
    """Say how well a telling fits a record: place, time, nearness in the text."""
    place = any(t.place and telling.place and t.place.country == telling.place.country for t in record.tellings)
    time = any(t.time and telling.time for t in record.tellings)
    distance = min(abs(t.start - telling.start) for t in record.tellings)
    return int(place), int(time), -distance


def is_record(reading: Reading, record: Record) -> bool:
    """Tell whether tellings amount to a contact: two parties, or a dated visit of one; a plan must be scheduled."""
    head = record.tellings[0]
    time = any(t.time for t in record.tellings)
    place = any(t.place for t in record.tellings)
    occasion = any(t.occasion for t in record.tellings)
    if head.status == "planned" and not (any(t.announced for t in record.tellings) and (time or place or occasion)):
        return False
    if head.weak and len(record.people) < 2:
        return False
    people = any(m.kind in ("person", "office") for t in record.tellings for m in t.parties)
    told_apart = place or occasion or people or any(t.time and length(t.time) < DAYS for t in record.tellings)
    if all(t.abstract for t in record.tellings if len(t.codes) > 1) and not told_apart:
        return False
    if head.nominal and not told_apart and not any(m.kind not in ("pronoun", "group") for m in head.parties):
        return False
    if len(record.codes) >= 2:
        return True
    firsts = any(t.firsts for t in record.tellings)
    titled = any(m.kind == "person" and m.office for t in record.tellings if t.nominal for m in t.parties)
    passing = any(t.occasion and not t.occasion.series for t in record.tellings)
    dated = (
        firsts
        or (titled and not time)
        or head.status != "held"
        or any(t.time and length(t.time) < SEASON for t in record.tellings)
    )
    return any(t.type == "visit" for t in record.tellings) and place and dated and not passing


def record_claim(reading: Reading, record: Record) -> Engagement:
    """Return the engagement that tellings of one contact amount to."""
    tellings = record.tellings
    ordered = sorted(tellings, key=lambda t: t.start)
    place = best_place(ordered)
    occasion = best_occasion(ordered)
    parties = participants((m for t in ordered for m in t.parties), offices(reading))
    host = place.country if place and is_host(tellings, place, record.codes) else None
    return Engagement(
        evidence=tuple(evidence(reading.document, a, b) for a, b in dict.fromkeys((t.start, t.end) for t in tellings))[
            :MOST
        ],
        confidence=confidence(parties),
        attribution=tellings[0].attribution,
        type=best_type(tellings, occasion),
        participants=with_host(parties, host),
        when=best_time(tellings),
        place=place,
        occasion=occasion_text(occasion),
        series=occasion.series if occasion else None,
        ordinal=occasion.ordinal if occasion else None,
        host=host,
        status=tellings[0].status,
        firsts=tuple(dict.fromkeys(first for t in ordered for first in t.firsts)),
    )


def with_host(parties: tuple[Participant, ...], host: str | None) -> tuple[Participant, ...]:
    """Return the parties of a visit with the state that is visited, where nobody of it is named."""
    if host is None or any(host in (p.actor, p.organisation) for p in parties):
        return parties
    return (*parties, Participant(name=label(host), actor=host))


def dated(reading: Reading, every: Sequence[Clause], engagement: Engagement) -> Engagement:
    """Give an undated meeting the one recent day on which the lead has its parties speak or act."""
    undated = engagement.when is None and engagement.status == "held" and len(engagement.participants) > 1
    published = reading.document.published_on
    if not undated or published is None or engagement.attribution.kind == "related":
        return engagement
    parties = {p.actor or p.organisation for p in engagement.participants}
    days = [
        t
        for clause in every
        if clause.sentence < LEAD_SENTENCES and parties & set(actors(reading, every, clause, "subject"))
        if (t := when(reading, clause)) is not None and t.first is not None and t.first == t.last
        if 0 <= (published - t.first).days <= RECENT
    ]
    if len({t.first for t in days}) != 1:
        return engagement
    return msgspec.structs.replace(engagement, when=as_period(days[0]))


def confidence(parties: Sequence[Participant]) -> float:
    """Return how sure a record is by how fully its parties are named."""
    if len({p.actor or p.organisation for p in parties}) < 2:
        return SINGLE
    return FULL if all(p.office for p in parties) else PARTIAL


def best_type(tellings: Sequence[Contact], occasion: Occasion | None) -> EngagementType:
    """Return the most telling type: a summit, else a visit that holds the talks, else that of the first telling."""
    everyone = {code for t in tellings for code in t.codes}
    away = [
        t for t in tellings if t.type == "visit" and t.place and len(everyone) > 1 and t.place.country not in everyone
    ]
    types = [t.type for t in tellings if t.codes and t not in away] or [tellings[0].type]
    bilateral = occasion is not None and occasion.series is not None and "summit" in occasion.series.lower()
    if "summit" in types or (bilateral and FAMILY.get(types[0]) == "face"):
        return "summit"
    if "visit" in types and FAMILY.get(types[0]) == "face":
        return "visit"
    return types[0]


def best_time(tellings: Sequence[Contact]) -> Period | None:
    """Return the most precise time that resolves to a date, else the first words of time."""
    times = [t.time for t in tellings if t.time is not None and not t.weak]
    resolved = [t for t in times if t.first is not None]
    return as_period(min(resolved, key=length, default=times[0] if times else None))


def length(time: Timespan) -> int:
    """Return how many days a resolved time spans."""
    return ((time.last or time.first) - time.first).days if time.first else 0


def best_place(tellings: Sequence[Contact]) -> Place | None:
    """Return the most local place: a city before a country's name."""
    places = [t.place for t in tellings if t.place is not None]
    return next(iter(places), None)


def best_occasion(tellings: Sequence[Contact]) -> Occasion | None:
    """Return the occasion that a telling names, sidelines and numbered series first."""
    found = [t.occasion for t in tellings if t.occasion is not None]
    rank = {True: 0, False: 1}
    return min(
        found, key=lambda o: (rank[bool(o.link and "of" in o.link)], rank[o.series is not None], o.start), default=None
    )


def occasion_text(occasion: Occasion | None) -> str | None:
    """Return the occasion as printed, with "sidelines of" where the text says so."""
    if occasion is None:
        return None
    beside = STATES_SIDELINES.fullmatch(occasion.link or "")
    return f"{beside[1] or beside[2]} of the {occasion.name}" if beside else occasion.name


def is_host(tellings: Iterable[Contact], place: Place, codes: frozenset[str]) -> bool:
    """Tell whether the place's country received the others: it is a party, or somebody visited it."""
    return place.country in codes or (len(codes) == 1 and any(t.type == "visit" for t in tellings))
