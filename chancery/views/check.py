"""A new report against the ledger: what the ledger corroborates, what is new, stale, at odds with it or with itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, TypeAlias

from chancery import linkage
from chancery.ledger import Ledger
from chancery.linkage.accounts import parties
from chancery.linkage.entries import CommitmentEntry, Conflict, EngagementEntry, Entry
from chancery.linkage.records import Assessment, Outcome, Subject, assess, ratios
from chancery.models import Claim, CodedDocument, Document, Engagement, Value
from chancery.views import words
from chancery.views.composing import ALARMS
from chancery.views.quotes import Quote, Quoting, source_name
from chancery.views.view import View

Verdict: TypeAlias = Literal["contradicted", "does_not_add_up", "stale_figure", "corroborated", "new"]
ORDER: tuple[Verdict, ...] = ("contradicted", "does_not_add_up", "stale_figure", "corroborated", "new")
SETTLED: frozenset[Verdict] = frozenset({"corroborated", "new"})


class CheckedClaim(Value, frozen=True, kw_only=True):
    """What the ledger says to a claim: `quotes` are the report's own words, `against` those of other reports."""

    claim: str
    kind: str
    title: str
    verdict: Verdict
    why: str
    quotes: tuple[int, ...]
    against: tuple[int, ...]


class CheckedRecord(Value, frozen=True, kw_only=True):
    """What the ledger says to a report's words about the record: "the first visit since 2019", "the 15th summit",
    "doubles". Silence of the ledger proves nothing: then it cannot be known."""

    subject: Subject
    text: str
    outcome: Outcome
    why: str
    quotes: tuple[int, ...]
    against: tuple[int, ...]


class Checked(View, tag_field="view", tag="check", frozen=True, kw_only=True):
    """A report against the ledger, the gravest first, acts last; `known` when the ledger holds the report already.

    `records` is what the ledger says to the report's words about the record.
    `reason` says why there is nothing to check where the report is not diplomatic.
    """

    source: str
    published: str | None
    known: bool
    reason: str | None
    counts: dict[str, int]
    claims: tuple[CheckedClaim, ...]
    records: tuple[CheckedRecord, ...]
    quotes: tuple[Quote, ...]

    @property
    def title(self) -> str:
        """What it is about."""
        return self.dated(f"Check of {self.source}")


def check(ledger: Ledger, coded: CodedDocument) -> Checked:
    """Compare the claims of a coded document with what the ledger's other documents say; keeps nothing."""
    others = ledger.around(coded)
    contacts = _contacts(ledger, coded)
    told = {doc for entry in contacts for doc in entry.documents} - {one.document.id for one in (*others, coded)}
    everything = [*others, coded]
    held = ledger.judgements(claim.id for one in everything for claim in one.claims)
    judged = [*held, *linkage.judge_new([coded], others)]
    entries = linkage.entries(everything, judged)
    quoting = Quoting(_claims([*everything, *ledger.coded(told)]), _homes([*everything, *ledger.coded(told)]))
    own = {claim.id for claim in coded.claims}
    records = tuple(_records(coded, entries, contacts, quoting))
    found = [
        _checked(claim, entry, own, quoting)
        for claim in coded.claims
        for entry in entries
        if claim.id in entry.claims and not entry.related
    ]
    found.sort(key=lambda one: (ORDER.index(one.verdict), one.kind == "event", one.quotes, one.claim))
    return Checked(
        source=source_name(coded.document),
        published=coded.document.published,
        known=bool(ledger.known([coded.document.id])),
        reason=None if coded.diplomatic else coded.reason,
        counts={verdict: sum(one.verdict == verdict for one in found) for verdict in ORDER},
        claims=tuple(found),
        records=records,
        quotes=quoting.quotes(),
    )


def _contacts(ledger: Ledger, coded: CodedDocument) -> tuple[EngagementEntry, ...]:
    """Return the contacts that the ledger holds of the parties of the report's contacts, told by other reports."""
    met = {tuple(sorted(parties(claim))) for claim in coded.claims if isinstance(claim, Engagement)}
    found = {entry.id: entry for codes in met if codes for entry in ledger.entries("engagement", actors=codes)}
    return tuple(
        one
        for one in found.values()
        if isinstance(one, EngagementEntry) and not one.related and one.documents != (coded.document.id,)
    )


def _records(
    coded: CodedDocument, entries: Iterable[Entry], contacts: Sequence[EngagementEntry], quoting: Quoting
) -> Iterator[CheckedRecord]:
    """Give what the ledger says to the report's words about the record: "the first since", "the 15th", "doubles"."""
    own = {claim.id for claim in coded.claims}
    for claim in coded.claims:
        if isinstance(claim, Engagement) and claim.attribution.kind != "related":
            yield from (_record([claim.id], one, quoting) for one in assess(claim, coded.document, contacts))
    promises = [entry for entry in entries if isinstance(entry, CommitmentEntry)]
    for entry in promises:
        if told := own & set(entry.claims):
            yield from (_record(sorted(told), one, quoting) for one in ratios(entry, promises))


def _record(claims: Sequence[str], one: Assessment, quoting: Quoting) -> CheckedRecord:
    return CheckedRecord(
        subject=one.subject,
        text=one.text,
        outcome=one.outcome,
        why=one.why,
        quotes=quoting.cite(claims),
        against=quoting.cite(set(one.against) - set(claims)),
    )


def _claims(coded: Iterable[CodedDocument]) -> Iterable[Claim]:
    return (claim for one in coded for claim in one.claims)


def _homes(coded: Iterable[CodedDocument]) -> dict[str, Document]:
    return {claim.id: one.document for one in coded for claim in one.claims}


def _checked(claim: Claim, entry: Entry, own: set[str], quoting: Quoting) -> CheckedClaim:
    """Say the gravest of what an entry says to a claim that became part of it, with all the reasons."""
    found = list(_findings(claim.id, entry, own))
    gravest = min((verdict for verdict, _, _ in found), key=ORDER.index)
    return CheckedClaim(
        claim=claim.id,
        kind=entry.kind,
        title=entry.title,
        verdict=gravest,
        why="; ".join(why for verdict, why, _ in found if verdict == gravest or verdict not in SETTLED),
        quotes=quoting.cite([claim.id]),
        against=quoting.cite(id for verdict, _, against in found if verdict == gravest for id in against),
    )


def _findings(claim: str, entry: Entry, own: set[str]) -> Iterator[tuple[Verdict, str, set[str]]]:
    """Give what there is to say to a claim, each with the claims of other reports that say so."""
    others = set(entry.claims) - own
    for conflict in entry.conflicts:
        if conflict.alarm and (against := _against(conflict, claim, own)):
            yield "contradicted", _disagreement(conflict), against
    for one in entry.checks if isinstance(entry, CommitmentEntry) else ():
        if claim in one.claims and one.verdict in ALARMS:
            yield "does_not_add_up", one.why, others
        if claim in one.claims and one.verdict == "stale":
            yield "stale_figure", one.why, others
    if others:
        yield "corroborated", f"{entry.corroboration.sources} independent sources, this one among them", others
    else:
        yield "new", _descent(entry), set()


def _disagreement(conflict: Conflict) -> str:
    sides = (
        f"{words.EXECUTORS.get(one.text, one.text)} ({words.plural(one.sources, 'source')})"
        for one in conflict.readings
    )
    return f"reports disagree on the {words.field(conflict.field)}: {' ≠ '.join(sides)}"


def _against(conflict: Conflict, claim: str, own: set[str]) -> set[str]:
    """Return the claims that give another reading, where at least as many reports give it as give the claim's own."""
    mine = {id for reading in conflict.readings if claim in reading.claims for id in reading.claims}
    against = {id for reading in conflict.readings if claim not in reading.claims for id in reading.claims} - own
    return against if mine and len(against) >= len(mine - own) else set()


def _descent(entry: Entry) -> str:
    """Say what a new commitment does to one that the ledger holds."""
    links = entry.descent if isinstance(entry, CommitmentEntry) else ()
    found = [f"{words.RELATIONS[link.relation]}: {link.why}" for link in links if link.later == entry.id and link.why]
    return "; ".join(found) or "no other report tells of it"
