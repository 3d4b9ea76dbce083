"""Doubts: what a person should look at first, the most doubtful first, told by what the ledger already knows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Literal, TypeAlias

import msgspec
from sqlalchemy import ColumnElement, Connection, Select, case, func, or_, select, tuple_

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
from chancery.linkage.decided import disputed, last_words, says
from chancery.linkage.entries import Conflict, Entry
from chancery.linkage.matching import SAME_FROM
from chancery.models import Judgement, Value

DoubtKind: TypeAlias = Literal["pair", "claim", "conflict", "dispute"]
KINDS: tuple[DoubtKind, ...] = ("dispute", "conflict", "pair", "claim")
DECIDED_AT_ONCE: tuple[DoubtKind, ...] = ("pair", "claim")
"""What may be accepted as it stands; conflicts and disputes need a look at each."""


_BEYOND = 1 - (judgements.c.score - SAME_FROM) / (1 - SAME_FROM)
PAIR_DOUBT: ColumnElement[float] = case((_BEYOND < 0, 0.0), (_BEYOND > 1, 1.0), else_=_BEYOND)
"""1 for a judgement at the threshold, 0 for one that is sure."""


class Doubting(Value, frozen=True, kw_only=True):
    """What is asked of the queue: a kind of doubt, the kind of claims it is about (`of`), an actor, the relation of a
    pair, `least` and `most` doubt, and a person (`by`) who has not decided it yet; without one, nobody has."""

    kind: DoubtKind | None = None
    of: str | None = None
    actor: str | None = None
    relation: str | None = None
    least: float = 0.0
    most: float = 1.0
    by: str | None = None


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
    """Return how many there are to decide."""
    total = 0
    for kind in (asked.kind,) if asked.kind else KINDS:
        if kind in ("pair", "claim"):
            statement = _pairs(connection, asked) if kind == "pair" else _claims(asked)
            total += connection.scalar(select(func.count()).select_from(statement.subquery())) or 0
        else:
            total += sum(1 for _ in _OF_KIND[kind](connection, asked, None))
    return total


# --- pairs ----------------------------------------------------------------------------------------------------------


def _pairs(connection: Connection, asked: Doubting) -> Select[Any]:
    """Return the statement that finds judgements of rules on current claims that nobody, or not `by`, has decided."""
    left, right = claims.alias("one"), claims.alias("other")
    home, other_home = documents.alias("home"), documents.alias("other_home")
    said = judgements.alias("said")
    one_way = (said.c.left_claim == judgements.c.left_claim) & (said.c.right_claim == judgements.c.right_claim)
    or_other = (said.c.left_claim == judgements.c.right_claim) & (said.c.right_claim == judgements.c.left_claim)
    person = said.c.author == asked.by if asked.by else or_(said.c.author < "rule ", said.c.author >= "rule!")
    decided = select(said.c.id).where(or_(one_way, or_other), person, said.c.undone.is_(None))
    statement = (
        select(judgements, PAIR_DOUBT.label("doubt"), left.c.kind, left.c.summary.label("one"), right.c.summary)
        .join(left, left.c.id == judgements.c.left_claim)
        .join(right, right.c.id == judgements.c.right_claim)
        .join(home, (home.c.id == left.c.document_id) & (home.c.coder == left.c.coder))
        .join(other_home, (other_home.c.id == right.c.document_id) & (other_home.c.coder == right.c.coder))
        .where(~deciding.BY_PEOPLE, ~decided.exists(), asked.least <= PAIR_DOUBT, asked.most >= PAIR_DOUBT)
    )
    if asked.relation:
        statement = statement.where(judgements.c.relation == asked.relation)
    if carried := _carried_pairs(connection, asked.by):
        statement = statement.where(tuple_(judgements.c.left_claim, judgements.c.right_claim).notin_(carried))
    return _narrowed(statement, asked, left)


def _carried_pairs(connection: Connection, by: str | None) -> list[tuple[str, str]]:
    """Return both ways the pairs of claims of which people judged the forerunners."""
    older = or_(
        judgements.c.left_claim.in_(select(heirs.c.claim_id)), judgements.c.right_claim.in_(select(heirs.c.claim_id))
    )
    rows_ = connection.execute(select(judgements).where(deciding.BY_PEOPLE, judgements.c.undone.is_(None), older))
    told = [(row.left_claim, row.right_claim) for row in rows_ if by in (None, row.author)]
    heir = deciding.heirs_of(connection, (claim for pair in told for claim in pair))
    moved = [(heir.get(left, left), heir.get(right, right)) for left, right in told]
    return sorted({*moved, *((right, left) for left, right in moved)})


def _pair_doubts(connection: Connection, asked: Doubting, limit: int | None) -> Iterator[Doubt]:
    ordered = _pairs(connection, asked).order_by(PAIR_DOUBT.desc(), judgements.c.id).limit(limit)
    for row in connection.execute(ordered).mappings().all():
        judgement = rows.judgement_value({column.name: row[column.name] for column in judgements.columns})
        pair = (judgement.left, judgement.right)
        yield Doubt(
            id=judgement.id,
            kind="pair",
            doubt=round(row["doubt"], 3),
            why=f"{says(judgement)}, {judgement.score:.2f} where {SAME_FROM} is enough: {'; '.join(judgement.reasons)}",
            title=f"{row['one']} ⟷ {row['summary']}",
            claims=pair,
            entries=_entries_of(connection, pair),
            of=row["kind"],
            judgement=judgement,
        )


# --- claims ---------------------------------------------------------------------------------------------------------


def _claims(asked: Doubting) -> Select[Any]:
    """Return the statement that finds current claims on which nobody, or not `by`, has said anything.

    A verdict on what a claim took the place of is enough, but not that it was wrong: it may be right now.
    """
    person = [verdicts.c.author == asked.by] if asked.by else []
    decided = select(verdicts.c.id).where(verdicts.c.claim_id == claims.c.id, verdicts.c.undone.is_(None), *person)
    doubt = (1 - claims.c.confidence).label("doubt")
    statement = select(claims.c.id, claims.c.kind, claims.c.summary, claims.c.quote, claims.c.confidence, doubt).join(
        documents, documents.c.id == claims.c.document_id
    )
    bounds = claims.c.confidence >= 1 - asked.most, claims.c.confidence <= 1 - asked.least
    older = verdicts.alias("older")
    before = select(older.c.id).join(heirs, heirs.c.claim_id == older.c.claim_id)
    before = before.where(heirs.c.heir_id == claims.c.id, older.c.undone.is_(None), older.c.says != "wrong")
    if asked.by:
        before = before.where(older.c.author == asked.by)
    return _narrowed(statement.where(CURRENT, ~decided.exists(), ~before.exists(), *bounds), asked, claims)


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
            doubt=round(row["doubt"], 3),
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
    return {
        one.claim: one for one in deciding.verdicts_on(connection, own) if one.id not in direct and not one.undone
    }  # fmt: skip


def _narrowed(statement: Select[Any], asked: Doubting, told: Any) -> Select[Any]:
    if asked.of:
        statement = statement.where(told.c.kind == asked.of)
    if asked.actor:
        having = select(claim_actors.c.claim_id).where(claim_actors.c.actor == asked.actor)
        statement = statement.where(told.c.id.in_(having))
    return statement


# --- conflicts and disputes -----------------------------------------------------------------------------------------


def _conflict_doubts(connection: Connection, asked: Doubting, limit: int | None) -> Iterator[Doubt]:
    """Give the contradictions on which nobody, or not `by`, has given a verdict."""
    wanted = select(entries).where(entries.c.conflicts > 0, entries.c.related.is_(False)).order_by(entries.c.id)
    if asked.of:
        wanted = wanted.where(entries.c.kind == asked.of)
    if asked.actor:
        having = select(entry_actors.c.entry_id).where(entry_actors.c.actor == asked.actor)
        wanted = wanted.where(entries.c.id.in_(having))
    for row in connection.execute(wanted).mappings().all():
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
        statement = _narrowed(select(claims.c.kind, claims.c.summary), asked, claims)
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
