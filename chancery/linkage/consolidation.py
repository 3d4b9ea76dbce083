"""Claims, judgements and what people decided to entries, in five steps:

0. claims are set right: those that people call wrong are left out, others corrected;
1. accounts and clusters: which claims tell of one thing (people's judgements first);
2. engagements, since commitments are tied to the contacts they came from;
3. each cluster to its entry: canonical values, all readings, conflicts, who says so;
4. lines of descent and checks between and inside commitment entries, and the progress that people recorded.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any, TypedDict

from chancery.decisions import Progress, Verdict
from chancery.linkage import commitment_entries, commitment_fields, engagement_entries, kinds
from chancery.linkage.accounts import earliest
from chancery.linkage.amounts import amount
from chancery.linkage.checks import check
from chancery.linkage.clusters import clusters, standing
from chancery.linkage.commitment_entries import common
from chancery.linkage.commitments import CommitmentAccount
from chancery.linkage.conflicts import COMMITMENT, ENGAGEMENT, conflicts
from chancery.linkage.corrections import set_right
from chancery.linkage.corroboration import corroborate, sources
from chancery.linkage.decided import shaping
from chancery.linkage.descent import descend
from chancery.linkage.disputes import dispute
from chancery.linkage.engagements import EngagementAccount
from chancery.linkage.entries import (
    CommitmentEntry,
    Conflict,
    Corroboration,
    Decided,
    EngagementEntry,
    Entry,
    EventEntry,
    Field,
    PositionEntry,
)
from chancery.linkage.kinds import AnyAccount
from chancery.linkage.others import EventAccount, PositionAccount
from chancery.linkage.progress import progressed
from chancery.models import CodedDocument, Judgement, digest

DIFFERS = {"commitment": COMMITMENT, "engagement": ENGAGEMENT}


def entries(
    coded: Iterable[CodedDocument],
    judgements: Iterable[Judgement],
    *,
    verdicts: Iterable[Verdict] = (),
    progress: Iterable[Progress] = (),
    on: dt.date | None = None,
) -> tuple[Entry, ...]:
    """Return the entries that claims, judgements, verdicts and progress amount to, sorted by kind and id.

    The order of each does not matter, nor whether they come twice. `on` is the day for which a commitment is called
    overdue; without it none is.
    """
    ledger = _Consolidation(coded, judgements, list(verdicts), progress, on)
    return tuple(sorted((*ledger.engagements, *ledger.commitments, *ledger.others), key=lambda one: (one.kind, one.id)))


class _Base(TypedDict):
    """The fields that every entry has."""

    id: str
    actors: tuple[str, ...]
    claims: tuple[str, ...]
    documents: tuple[str, ...]
    fields: tuple[Field, ...]
    conflicts: tuple[Conflict, ...]
    corroboration: Corroboration
    first_reported: str | None
    last_reported: str | None
    related: bool
    judged: bool
    decisions: tuple[Decided, ...]


class _Consolidation:
    """One pass over all claims; every step is worked out once."""

    def __init__(
        self,
        coded: Iterable[CodedDocument],
        judgements: Iterable[Judgement],
        verdicts: Sequence[Verdict],
        progress: Iterable[Progress],
        on: dt.date | None,
    ) -> None:
        told = list(judgements)
        self._accounts = kinds.accounts(set_right(coded, verdicts))
        self._judgements = standing(told, self._accounts)
        self._decided = shaping([*told, *verdicts])
        self._progress = progress
        self._on = on
        self._clusters = [[self._accounts[id] for id in ids] for ids in clusters(self._accounts, self._judgements)]

    @cached_property
    def _source(self) -> dict[str, str]:
        return sources({account.document.id: account.document for account in self._accounts.values()}.values())

    @cached_property
    def engagements(self) -> list[EngagementEntry]:
        found = ([one for one in cluster if isinstance(one, EngagementAccount)] for cluster in self._clusters)
        return [self._engagement(cluster) for cluster in found if cluster]

    @cached_property
    def commitments(self) -> tuple[CommitmentEntry, ...]:
        found = ([one for one in cluster if isinstance(one, CommitmentAccount)] for cluster in self._clusters)
        made = [self._commitment(cluster) for cluster in found if cluster]
        told = {id: one for id, one in self._accounts.items() if isinstance(one, CommitmentAccount)}
        return progressed(dispute(descend(made, told, self._judgements), self._judgements), self._progress)

    @cached_property
    def others(self) -> list[Entry]:
        return [
            self._event([one for one in cluster if isinstance(one, EventAccount)])
            if isinstance(cluster[0], EventAccount)
            else self._position([one for one in cluster if isinstance(one, PositionAccount)])
            for cluster in self._clusters
            if isinstance(cluster[0], EventAccount | PositionAccount)
        ]

    @cached_property
    def _occasions(self) -> dict[str, tuple[str, str]]:
        """The id and title of the entry of every engagement claim."""
        return {claim: (entry.id, entry.title) for entry in self.engagements for claim in entry.claims}

    def _base(
        self,
        cluster: Sequence[AnyAccount],
        actors: Iterable[str],
        fields: tuple[Field, ...] = (),
        reasons: Mapping[str, str] | None = None,
    ) -> _Base:
        dates = sorted(one.document.published for one in cluster if one.document.published)
        parties = tuple(sorted(set(actors)))
        first = earliest(cluster)
        decided = {made for one in cluster for made in self._decided.get(one.id, ())}
        return _Base(
            id=digest(first.claim.kind, first.id),
            actors=parties,
            claims=tuple(sorted(one.id for one in cluster)),
            documents=tuple(sorted({one.document.id for one in cluster})),
            fields=fields,
            conflicts=conflicts(fields, DIFFERS.get(first.claim.kind, {}), reasons),
            corroboration=corroborate(cluster, parties, fields, self._source),
            first_reported=dates[0] if dates else None,
            last_reported=dates[-1] if dates else None,
            related=all(one.related for one in cluster),
            judged=bool(decided),
            decisions=tuple(sorted(decided, key=lambda one: (one.made, one.id))),
        )

    def _engagement(self, cluster: Sequence[EngagementAccount]) -> EngagementEntry:
        telling = story(cluster)
        people = engagement_entries.participants(telling)
        date, where = engagement_entries.when(telling), engagement_entries.place(telling)
        kind = common(one.claim.type for one in telling) or telling[0].claim.type
        return EngagementEntry(
            **self._base(
                cluster,
                {code for one in telling for code in one.parties},
                engagement_entries.fields(telling, self._source),
            ),
            title=engagement_entries.title(kind, people, where, date),
            type=kind,
            participants=people,
            when=date,
            place=where,
            occasion=engagement_entries.occasion(telling),
            series=common(one.claim.series for one in telling),
            ordinal=common(one.claim.ordinal for one in telling),
            host=common(one.claim.host for one in telling),
            status=engagement_entries.status(telling),
            firsts=tuple(sorted({first for one in telling for first in one.claim.firsts})),
            history=engagement_entries.history(telling),
        )

    def _commitment(self, cluster: Sequence[CommitmentAccount]) -> CommitmentEntry:
        telling = story(cluster)
        head = commitment_entries.headline(telling)
        made = commitment_entries.given(telling)
        term = commitment_entries.term(telling, head, made)
        checks = check(telling, made)
        fields = commitment_fields.fields(telling, self._source, self._occasions)
        promisor, beneficiary = _union(one.promisor for one in telling), _union(one.beneficiary for one in telling)
        doubted = [one for one in checks if one.stated and one.verdict in ("stale", "off_by_power_of_ten")]
        reasons = {f"equivalent {one.stated.currency}": one.why for one in reversed(doubted) if one.stated}
        return CommitmentEntry(
            **self._base(cluster, (*promisor, *beneficiary), fields, reasons),
            title=commitment_entries.title(telling, head),
            promisor=common(one.claim.promisor for one in telling) or promisor,
            beneficiary=common(one.claim.beneficiary for one in telling if one.beneficiary) or beneficiary,
            executor=common(one.claim.executor for one in telling),
            undertaking=commitment_entries.undertaking(telling),
            type=common(one.claim.type for one in telling),
            strength=commitment_entries.strength(telling),
            status=commitment_entries.status(telling, term.due, head, on=self._on),
            headline=amount(head) if head else None,
            amounts=commitment_entries.figures(telling, "target"),
            equivalents=commitment_entries.figures(telling, "equivalent"),
            parts=commitment_entries.figures(telling, "part"),
            baselines=commitment_entries.figures(telling, "baseline"),
            actuals=commitment_entries.figures(telling, "actual"),
            period=term.period,
            years=term.years,
            pace=term.pace,
            pace_note=term.note,
            made=made,
            due=term.due,
            sectors=_by_frequency(sector for one in telling for sector in one.claim.sectors),
            instrument=common(one.claim.instrument for one in telling),
            conditions=common(one.claim.conditions for one in telling),
            occasion=common(one.claim.occasion for one in telling),
            denied=all(one.claim.denied for one in telling),
            quality=commitment_fields.quality(telling, self._source),
            checks=checks,
            history=commitment_entries.history(telling, made),
        )

    def _event(self, cluster: Sequence[EventAccount]) -> EventEntry:
        one = earliest(story(cluster)).claim
        dated = sorted(
            (other for other in story(cluster) if other.claim.when and other.claim.when.start),
            key=lambda other: (-len((other.claim.when and other.claim.when.start) or ""), other.order),
        )
        return EventEntry(
            **self._base(cluster, (*one.source, *one.recipient)),
            title=f"{', '.join(one.source)} {one.plover} {', '.join(one.recipient)}".strip(),
            source=one.source,
            recipient=one.recipient,
            source_sectors=one.source_sectors,
            recipient_sectors=one.recipient_sectors,
            plover=one.plover,
            mode=one.mode,
            contexts=one.contexts,
            cameo=one.cameo,
            quad=one.quad,
            goldstein=one.goldstein,
            when=dated[0].claim.when if dated else one.when,
            tense=one.tense,
        )

    def _position(self, cluster: Sequence[PositionAccount]) -> PositionEntry:
        one = earliest(story(cluster)).claim
        return PositionEntry(
            **self._base(cluster, one.holders),
            title=f"{', '.join(one.holders)}: {one.topic}",
            holders=one.holders,
            topic=one.topic,
            stance=one.stance,
            sectors=_by_frequency(sector for other in cluster for sector in other.claim.sectors),
        )


def story(cluster: Sequence[Any]) -> Sequence[Any]:
    """Return the accounts of the story itself; those of related-story lines only where there is nothing else."""
    return [one for one in cluster if not one.related] or cluster


def _union(sets: Iterable[frozenset[str]]) -> tuple[str, ...]:
    return tuple(sorted(frozenset().union(*sets)))


def _by_frequency(values: Iterable[str]) -> tuple[str, ...]:
    found = list(values)
    return tuple(sorted(set(found), key=lambda value: (-found.count(value), value)))
