"""Doubts: what a person should look at first, the most doubtful first, told by what the ledger already knows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, Literal, TypeAlias

import msgspec
from sqlalchemy import ColumnElement, Connection, Select, exists, func, or_, select, tuple_

from chancery.decisions import Verdict
from chancery.ledger import deciding, rows
from chancery.ledger.reading import CURRENT
from chancery.ledger.tables import (
    claim_actors,
    claims,
    documents,
    entries,
    entry_actors,
    entry_claims,
    heirs,
    judgements,
    verdicts,
)
from chancery.ledger.writing import batches
from chancery.linkage.decided import disputed, last_words, says
from chancery.linkage.entries import Conflict, Entry
from chancery.linkage.matching import SAME_FROM
from chancery.models import Judgement, Value

DoubtKind: TypeAlias = Literal["pair", "claim", "conflict", "dispute"]
KINDS: tuple[DoubtKind, ...] = ("dispute", "conflict", "pair", "claim")
DECIDED_AT_ONCE: tuple[DoubtKind, ...] = ("pair", "claim")
"""What may be accepted as it stands; conflicts and disputes need a look at each."""


EPSILON = 1e-9
"""Less than any two doubts differ by: bounds are inclusive."""


class Doubting(Value, frozen=True, kw_only=True):
    """What is asked of the queue: a kind of doubt, the kind of claims it is about (`of`), an actor, the relation of a
    pair, `least` and `most` doubt, and a person (`by`) who has not decided it yet; without one, nobody has. `upto` is
    where counting stops for each kind, since a count of all takes seconds where there are very many."""

    kind: DoubtKind | None = None
    of: str | None = None
    actor: str | None = None
    relation: str | None = None
    least: float = 0.0
    most: float = 1.0
    by: str | None = None
    upto: int | None = None


class Doubt(Value, frozen=True, kw_only=True):
    """Something to decide: a rule's judgement on a pair of claims, a claim, a conflict of an entry, or a dispute of
    people on a claim or pair.

    `id` is that of the judgement or claim; of a conflict the entry's with the field, of a dispute its claims'. `doubt`
    is 0 to 1, `why` says in words why it is in the queue. `claims` are those to look at, `entries` those they are in.
    """

    id: str
    kind: DoubtKind
    doubt: float
    why: str
    title: str
    claims: tuple[str, ...]
    entries: tuple[str, ...] = ()
    of: str | None = None
    judgement: Judgement | None = None
    conflict: Conflict | None = None
    said: dict[str, str] = msgspec.field(default_factory=dict)


def queue(connection: Connection, asked: Doubting, *, limit: int | None, offset: int = 0) -> list[Doubt]:
    """Return what is to be decided, the most doubtful first."""
    upto = None if limit is None else limit + offset
    kinds = (asked.kind,) if asked.kind else KINDS
    found = [doubt for kind in kinds for doubt in _OF_KIND[kind](connection, asked, upto)]
    found.sort(key=lambda one: (-one.doubt, KINDS.index(one.kind), one.id))
    return found[offset:upto]


def count(connection: Connection, asked: Doubting) -> int:
    """Return how many there are to decide, of each kind at most `upto` where that is asked."""
    total = 0
    for kind in (asked.kind,) if asked.kind else KINDS:
        if kind in ("pair", "claim"):
            statement = _pairs(connection, asked) if kind == "pair" else _claims(asked)
            total += connection.scalar(select(func.count()).select_from(statement.limit(asked.upto).subquery())) or 0
        else:
            total += sum(1 for _ in islice(_OF_KIND[kind](connection, asked, None), asked.upto))
    return total


# --- pairs ----------------------------------------------------------------------------------------------------------


def _pairs(connection: Connection, asked: Doubting) -> Select[Any]:
    """Return the statement that finds judgements of rules that nobody, or not `by`, has decided.

    Rules judge only claims that count, so none needs to be asked whether it does.
    """
    left, right = judgements.c.left_claim, judgements.c.right_claim
    undecided = ~_decided(left, right, asked.by), ~_decided(right, left, asked.by)
    statement = select(judgements).where(~deciding.BY_PEOPLE, *undecided)
    if asked.most < 1:
        statement = statement.where(judgements.c.score >= _score(asked.most) - EPSILON)
    if asked.least > 0:
        statement = statement.where(judgements.c.score <= _score(asked.least) + EPSILON)
    if asked.relation:
        statement = statement.where(judgements.c.relation == asked.relation)
    if asked.of:
        statement = statement.where(exists().where(claims.c.id == left, claims.c.kind == asked.of))
    if asked.actor:
        statement = statement.where(left.in_(_naming(asked.actor)))
    if carried := _carried_pairs(connection, asked.by):
        statement = statement.where(tuple_(left, right).notin_(carried))
    return statement


def _score(doubt: float) -> float:
    """Return the score of a judgement that is so doubtful: that of the threshold for 1, 1 for 0."""
    return SAME_FROM + (1 - doubt) * (1 - SAME_FROM)


def _doubt(score: float) -> float:
    return round(min(1.0, max(0.0, 1 - (score - SAME_FROM) / (1 - SAME_FROM))), 3)


def _decided(one: ColumnElement[str], other: ColumnElement[str], by: str | None) -> ColumnElement[bool]:
    """Return the test whether people, or one of them, have judged a pair in this order."""
    said = judgements.alias()
    person = said.c.author == by if by else or_(said.c.author < "rule ", said.c.author >= "rule!")
    return exists().where(said.c.left_claim == one, said.c.right_claim == other, person, said.c.undone.is_(None))


def _carried_pairs(connection: Connection, by: str | None) -> list[tuple[str, str]]:
    """Return both ways the pairs of claims of which people judged the forerunners."""
    gone = select(heirs.c.claim_id)
    older = or_(judgements.c.left_claim.in_(gone), judgements.c.right_claim.in_(gone))
    found = connection.execute(select(judgements).where(deciding.BY_PEOPLE, judgements.c.undone.is_(None), older))
    told = [(row.left_claim, row.right_claim) for row in found if by in (None, row.author)]
    heir = deciding.heirs_of(connection, (claim for pair in told for claim in pair))
    moved = [(heir.get(left, left), heir.get(right, right)) for left, right in told]
    return sorted({*moved, *((right, left) for left, right in moved)})


def _pair_doubts(connection: Connection, asked: Doubting, limit: int | None) -> Iterator[Doubt]:
    ordered = _pairs(connection, asked).order_by(judgements.c.score, judgements.c.id).limit(limit)
    found = [rows.judgement_value(row) for row in connection.execute(ordered).mappings()]
    told = _summaries(connection, (claim for one in found for claim in (one.left, one.right)))
    for one in found:
        yield Doubt(
            id=one.id,
            kind="pair",
            doubt=_doubt(one.score),
            why=f"{says(one)}, {one.score:.2f} where {SAME_FROM} is enough: {'; '.join(one.reasons)}",
            title=f"{told[one.left][1]} ⟷ {told[one.right][1]}",
            claims=(one.left, one.right),
            entries=_entries_of(connection, (one.left, one.right)),
            of=told[one.left][0],
            judgement=one,
        )


def _summaries(connection: Connection, claim_ids: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Return the kind of claims, and in a few words what they are about."""
    found: dict[str, tuple[str, str]] = {}
    for batch in batches(sorted(set(claim_ids))):
        chosen = select(claims.c.id, claims.c.kind, claims.c.summary, claims.c.quote).where(claims.c.id.in_(batch))
        found |= {row.id: (row.kind, row.summary or row.quote) for row in connection.execute(chosen)}
    return found


# --- claims ---------------------------------------------------------------------------------------------------------


def _claims(asked: Doubting) -> Select[Any]:
    """Return the statement that finds current claims on which nobody, or not `by`, has said anything.

    A verdict on what a claim took the place of is enough, but not that it was wrong: it may be right now.
    """
    told = exists().where(verdicts.c.claim_id == claims.c.id, verdicts.c.undone.is_(None))
    older = verdicts.alias("older")
    before = exists().where(heirs.c.heir_id == claims.c.id, older.c.claim_id == heirs.c.claim_id)
    before = before.where(older.c.undone.is_(None), older.c.says != "wrong")
    if asked.by:
        told, before = told.where(verdicts.c.author == asked.by), before.where(older.c.author == asked.by)
    statement = select(claims.c.id, claims.c.kind, claims.c.summary, claims.c.quote, claims.c.confidence)
    statement = statement.join(documents, documents.c.id == claims.c.document_id).where(CURRENT, ~told, ~before)
    if asked.most < 1:
        statement = statement.where(claims.c.confidence >= 1 - asked.most - EPSILON)
    if asked.least > 0:
        statement = statement.where(claims.c.confidence <= 1 - asked.least + EPSILON)
    return _narrowed(statement, asked)


def _claim_doubts(connection: Connection, asked: Doubting, limit: int | None) -> Iterator[Doubt]:
    ordered = _claims(asked).order_by(claims.c.confidence, claims.c.id).limit(limit)
    found = connection.execute(ordered).mappings().all()
    carried = _carried(connection, [row["id"] for row in found])
    for row in found:
        why = f"the coder is {row['confidence']:.0%} sure"
        if earlier := carried.get(row["id"]):
            why += f"; {earlier.author} said “{earlier.says}” of an older reading"
        yield Doubt(
            id=row["id"],
            kind="claim",
            doubt=round(1 - row["confidence"], 3),
            why=why,
            title=row["summary"] or row["quote"],
            claims=(row["id"],),
            entries=_entries_of(connection, [row["id"]]),
            of=row["kind"],
        )


def _carried(connection: Connection, claim_ids: Iterable[str]) -> dict[str, Verdict]:
    """Return the verdicts that bear on claims because they were given on what these took the place of."""
    own = list(claim_ids)
    direct = {one.id for one in deciding.verdict_values(connection, own)}
    told = deciding.verdicts_on(connection, own)
    return {one.claim: one for one in told if one.id not in direct and not one.undone}


def _narrowed(statement: Select[Any], asked: Doubting) -> Select[Any]:
    if asked.of:
        statement = statement.where(claims.c.kind == asked.of)
    if asked.actor:
        statement = statement.where(claims.c.id.in_(_naming(asked.actor)))
    return statement


def _naming(actor: str) -> Select[Any]:
    return select(claim_actors.c.claim_id).where(claim_actors.c.actor == actor)


# --- conflicts and disputes -----------------------------------------------------------------------------------------


def _conflict_doubts(connection: Connection, asked: Doubting, limit: int | None) -> Iterator[Doubt]:
    """Give the contradictions on which nobody, or not `by`, has given a verdict."""
    wanted = select(entries).where(entries.c.conflicts > 0, entries.c.related.is_(False))
    if asked.of:
        wanted = wanted.where(entries.c.kind == asked.of)
    if asked.actor:
        having = select(entry_actors.c.entry_id).where(entry_actors.c.actor == asked.actor)
        wanted = wanted.where(entries.c.id.in_(having))
    for row in connection.execute(wanted.order_by(entries.c.last_reported.desc(), entries.c.id)).mappings().all():
        entry = rows.entry_value(row)
        for conflict in entry.conflicts:
            doubt = _even(conflict)
            if conflict.alarm and asked.least <= doubt <= asked.most and not _settled(connection, conflict, asked.by):
                yield _conflict(entry, conflict, doubt)


def _even(conflict: Conflict) -> float:
    """Return 1 where two readings have equal support, less the more one of them has."""
    first, second, *_ = sorted((one.sources for one in conflict.readings), reverse=True)
    return round(2 * second / (first + second), 3)


def _settled(connection: Connection, conflict: Conflict, by: str | None) -> bool:
    told = deciding.verdicts_on(connection, conflict.claims)
    return any(not one.undone and by in (None, one.author) for one in told)


def _conflict(entry: Entry, conflict: Conflict, doubt: float) -> Doubt:
    return Doubt(
        id=f"{entry.id}:{conflict.field}",
        kind="conflict",
        doubt=doubt,
        why=f"{conflict.field}: {conflict.why}",
        title=entry.title,
        claims=conflict.claims,
        entries=(entry.id,),
        of=entry.kind,
        conflict=conflict,
    )


def _dispute_doubts(connection: Connection, asked: Doubting, limit: int | None) -> Iterator[Doubt]:
    """Give what people differ on; the last word counts until they agree."""
    chosen = connection.execute(select(judgements).where(deciding.BY_PEOPLE)).mappings()
    told: list[Judgement | Verdict] = [*map(rows.judgement_value, chosen), *deciding.verdict_values(connection)]
    differing = {about: by_person for about, by_person in last_words(told).items() if disputed(by_person)}
    for about in sorted(differing):
        statement = _narrowed(select(claims.c.kind, claims.c.summary), asked)
        found = connection.execute(statement.where(claims.c.id.in_(about)).order_by(claims.c.id)).all()
        if found:
            said = {author: says(one) for author, one in sorted(differing[about].items())}
            yield Doubt(
                id="-".join(about),
                kind="dispute",
                doubt=1.0,
                why="; ".join(f"{author} says “{word}”" for author, word in said.items()),
                title=" ⟷ ".join(row.summary or "" for row in found),
                claims=about,
                entries=_entries_of(connection, about),
                of=found[0].kind,
                said=said,
            )


def _entries_of(connection: Connection, claim_ids: Iterable[str]) -> tuple[str, ...]:
    having = select(entry_claims.c.entry_id).where(entry_claims.c.claim_id.in_(list(claim_ids))).distinct()
    return tuple(sorted(connection.scalars(having)))


_OF_KIND = {
    "pair": _pair_doubts,
    "claim": _claim_doubts,
    "conflict": _conflict_doubts,
    "dispute": _dispute_doubts,
}
