"""The brief: the state of a relationship, each line with the numbers of the quotes it rests on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from chancery.ledger import Ledger
from chancery.linkage.entries import (
    CommitmentEntry,
    EngagementEntry,
    Entry,
    EventEntry,
    PositionEntry,
)
from chancery.linkage.index import Index, index
from chancery.views import composing, words
from chancery.views.balance import Balance, balance
from chancery.views.lineage import lineages
from chancery.views.lines import (
    Dispute,
    EngagementLine,
    EventLine,
    Lineage,
    Partner,
    Point,
    PositionLine,
    Step,
    Topic,
)
from chancery.views.names import codes_of, name_of
from chancery.views.quotes import Quote, Quoting
from chancery.views.timeline import Timeline, timeline
from chancery.views.view import View

VERBAL_CONFLICT = 3  # quad classes 3 and 4 are verbal and material conflict
TOPICS = 12
ALARMS = 6  # in the summary; all of them stand at their lines


class Brief(View, tag_field="view", tag="brief", frozen=True, kw_only=True):
    """The state of a relationship of one or more actors.

    `held` and `planned` are contacts in order of time, `unreported` those whose planned date lay before the latest
    report and of which none tells; among `planned` are meetings that one of the parties hosts. `lineages` are
    commitments with their history, `frictions` the acts of verbal and material conflict, `acts` the numbers of acts by
    PLOVER type, `index` how cooperative two actors were by year and month, `timeline` contacts and promises with their
    days, `balance` who promised whom how much. `left_out` counts entries that rest on related-story lines alone.
    `first` and `last` are the days of publication of the earliest and latest report.
    """

    actors: tuple[str, ...]
    names: tuple[str, ...]
    since: str | None
    until: str | None
    topic: str | None
    reports: int
    first: str | None
    last: str | None
    points: tuple[Point, ...]
    partners: tuple[Partner, ...]
    held: tuple[EngagementLine, ...]
    planned: tuple[EngagementLine, ...]
    unreported: tuple[EngagementLine, ...]
    lineages: tuple[Lineage, ...]
    positions: tuple[PositionLine, ...]
    topics: tuple[Topic, ...]
    acts: dict[str, int]
    frictions: tuple[EventLine, ...]
    index: Index | None
    timeline: Timeline | None
    balance: Balance | None
    left_out: int
    quotes: tuple[Quote, ...]

    @property
    def title(self) -> str:
        """Who it is about."""
        return self.dated(" – ".join(self.names))


def brief(
    ledger: Ledger, *actors: str, since: str | None = None, until: str | None = None, topic: str | None = None
) -> Brief:
    """Say what a ledger holds of the relationship of actors, given by code or name; of one, with all its partners.

    `since` and `until` are partial ISO dates, `topic` a word of a title, a topic or a sector.
    Raises UnknownActorError for a name that stands for nobody.
    """
    codes = codes_of(ledger, actors)
    found = ledger.entries(actors=codes, since=since, until=until, topic=topic)
    direct = tuple(entry for entry in found if not entry.related)
    told = direct + tuple(_hosted(ledger, codes, direct, since=since, until=until, topic=topic))
    quoting = Quoting.of(ledger, composing.claims_of(told))
    dates = sorted(day for entry in told for day in (entry.first_reported, entry.last_reported) if day)
    held, planned, unreported = _contacts(told, quoting, dates[-1] if dates else "")
    lines = lineages([entry for entry in told if isinstance(entry, CommitmentEntry)], quoting)
    acts = [entry for entry in told if isinstance(entry, EventEntry)]
    frictions = tuple(composing.event(entry, quoting) for entry in acts if _hostile(entry, codes))
    return Brief(
        actors=codes,
        names=tuple(map(name_of, codes)),
        since=since,
        until=until,
        topic=topic,
        reports=len({document for entry in told for document in entry.documents}),
        first=dates[0] if dates else None,
        last=dates[-1] if dates else None,
        points=tuple(_points(held, planned, unreported, lines, frictions)),
        partners=_partners(told, codes[0]) if len(codes) == 1 else (),
        held=held,
        planned=planned,
        unreported=unreported,
        lineages=lines,
        positions=tuple(composing.position(entry, quoting) for entry in _stances(told, codes)),
        topics=_topics(told, quoting),
        acts=dict(sorted(Counter(entry.plover for entry in acts).items())),
        frictions=frictions,
        index=index(told, *codes) if len(codes) == 2 else None,
        timeline=timeline(told, lines, since=since, until=until),
        balance=balance(told, codes),
        left_out=len(found) - len(direct),
        quotes=quoting.quotes(),
    )


def _contacts(entries: Iterable[Entry], quoting: Quoting, last: str) -> tuple[tuple[EngagementLine, ...], ...]:
    """Return the contacts held, those planned, and those whose planned date lies before the last report, by time."""
    lines = [composing.engagement(entry, quoting) for entry in entries if isinstance(entry, EngagementEntry)]
    lines.sort(key=lambda line: (line.sort, line.id))
    planned = [line for line in lines if line.status == "planned"]
    coming = [line for line in planned if line.sort >= last[: len(line.sort)]]
    return (
        tuple(line for line in lines if line not in planned),
        tuple(coming),
        tuple(line for line in planned if line not in coming),
    )


def _hosted(
    ledger: Ledger, codes: Sequence[str], told: Sequence[Entry], **limits: str | None
) -> Iterable[EngagementEntry]:
    """Give the planned meetings of one of several actors that reports on their relationship tell of."""
    documents = {document for entry in told for document in entry.documents}
    shown = {entry.id for entry in told}
    for code in codes if len(codes) > 1 else ():
        for entry in ledger.entries("engagement", actors=[code], status="planned", told_by=documents, **limits):
            of_theirs = set(entry.actors) <= set(codes)
            if isinstance(entry, EngagementEntry) and of_theirs and not entry.related and entry.id not in shown:
                shown.add(entry.id)
                yield entry


def _hostile(entry: EventEntry, codes: Sequence[str]) -> bool:
    """Tell whether an act is one of conflict between the parties, or of a single actor asked about."""
    towards = set(entry.recipient) & set(codes)
    return (entry.quad or 0) >= VERBAL_CONFLICT and (len(codes) == 1 or bool(towards))


def _stances(entries: Iterable[Entry], codes: Sequence[str]) -> list[PositionEntry]:
    """Return positions: first those of the actors asked about, then of larger circles, the best supported first."""

    def rank(entry: PositionEntry) -> tuple[bool, int, list[str], int]:
        return set(entry.holders) != set(codes), len(entry.holders), sorted(entry.holders), -entry.corroboration.sources

    return sorted((entry for entry in entries if isinstance(entry, PositionEntry)), key=rank)


def _points(
    held: Sequence[EngagementLine],
    planned: Sequence[EngagementLine],
    unreported: Sequence[EngagementLine],
    lines: Sequence[Lineage],
    frictions: Sequence[EventLine],
) -> Iterable[Point]:
    """Give the summary: contacts, promises and what became of those with a history, conflict, what is odd."""
    yield from _contact_points(held, planned, unreported)
    yield from _promise_points(lines)
    if frictions:
        last = frictions[-1]
        text = f"{words.plural(len(frictions), 'act')} of conflict; the last {last.when}: {last.title}"
        yield Point(text=text, quotes=last.quotes)
    alarms = list(_alarms(held, planned, lines))
    yield from alarms[:ALARMS]
    if len(alarms) > ALARMS:
        yield Point(text=f"{len(alarms) - ALARMS} more that do not agree, marked below", alarm=True)


def _contact_points(
    held: Sequence[EngagementLine], planned: Sequence[EngagementLine], unreported: Sequence[EngagementLine]
) -> Iterable[Point]:
    if held:
        last = next((one for one in reversed(held) if one.sort < composing.UNDATED), held[-1])
        where = f", {last.place}" if last.place else ""
        text = f"{words.plural(len(held), 'contact')} held; the last {last.when}{where}: {words.listed(last.people)}"
        yield Point(text=text, quotes=last.quotes)
    if planned:
        following = planned[0]
        what = following.occasion or following.title
        text = f"{words.plural(len(planned), 'contact')} planned; the next {following.when}: {what}"
        yield Point(text=text, quotes=following.quotes)
    if unreported:
        text = f"{words.plural(len(unreported), 'contact')} planned for a day gone by, of which no report tells"
        yield Point(text=text, quotes=unreported[-1].quotes)


def _promise_points(lines: Sequence[Lineage]) -> Iterable[Point]:
    figures = sum(any(one.headline for one in line.steps) for line in lines)
    if lines:
        text = f"{words.plural(len(lines), 'commitment')}, {figures or 'none'} with a figure"
        first = lines[0] if len(lines[0].steps) == 1 else None
        title = f"; first of them {first.parties}: {first.title}" if first else ""
        yield Point(text=text + title, quotes=first.steps[0].quotes if first else ())
    for line in lines:
        dated = [f"{one.headline} ({one.made})" for one in line.steps if one.headline]
        if len(dated) > 1:
            yield Point(text=f"{line.title}: {' → '.join(dated)}", quotes=line.steps[-1].quotes)
            yield from (Point(text=one.text, quotes=one.quotes) for one in line.arithmetic[-1:])


def _alarms(
    held: Iterable[EngagementLine], planned: Iterable[EngagementLine], lines: Iterable[Lineage]
) -> Iterable[Point]:
    steps = [step for line in lines for step in (*line.steps, *line.parts)]
    findings = [finding for step in steps for finding in step.findings]
    for finding in sorted(findings, key=lambda one: not one.alarm):
        yield Point(text=finding.text, alarm=finding.alarm, quotes=finding.quotes)
    for subject, one in _disputed((*held, *planned), steps):
        sides = " ≠ ".join(f"{side.text} ({words.by(side.sources, side.alone)})" for side in one.sides)
        numbers = tuple(sorted({number for side in one.sides for number in side.quotes}))
        yield Point(
            text=f"{subject}: reports disagree on the {words.field(one.field)}: {sides}", alarm=True, quotes=numbers
        )


def _disputed(contacts: Iterable[EngagementLine], steps: Iterable[Step]) -> Iterable[tuple[str, Dispute]]:
    """Give what reports disagree on, each with what it is about."""
    for contact in contacts:
        yield from ((f"{contact.type} of {contact.when}", one) for one in contact.disputes)
    for step in steps:
        yield from ((f"{step.headline or step.undertaking} of {step.made}", one) for one in step.disputes)


def _topics(entries: Iterable[Entry], quoting: Quoting) -> tuple[Topic, ...]:
    """Count the sectors that commitments and positions touch, the most frequent first."""
    resting: dict[str, list[Entry]] = {}
    for entry in entries:
        if isinstance(entry, CommitmentEntry | PositionEntry):
            for sector in entry.sectors:
                resting.setdefault(sector, []).append(entry)
    ranked = sorted(resting.items(), key=lambda item: (-len(item[1]), item[0]))[:TOPICS]
    return tuple(
        Topic(name=name, entries=len(found), quotes=quoting.cite(claim for entry in found for claim in entry.claims))
        for name, found in ranked
    )


def _partners(entries: Iterable[Entry], actor: str) -> tuple[Partner, ...]:
    """Count what an actor has with each other party, the closest first."""
    shared: dict[str, list[Entry]] = {}
    for entry in entries:
        for code in entry.actors:
            if code != actor:
                shared.setdefault(code, []).append(entry)
    found = [_partner(code, listed) for code, listed in shared.items()]
    return tuple(sorted(found, key=lambda one: (-one.engagements - one.commitments, -one.events, one.code)))


def _partner(code: str, entries: Sequence[Entry]) -> Partner:
    kinds = Counter(entry.kind for entry in entries)
    return Partner(
        code=code,
        name=name_of(code),
        engagements=kinds["engagement"],
        commitments=kinds["commitment"],
        events=kinds["event"],
        last=max((entry.last_reported for entry in entries if entry.last_reported), default=None),
    )
