"""What people decided: rows that are added and undone by a date, and read as they bear on the claims of today."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, Table, delete, insert, or_, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from chancery.decisions import AnyDecision, Progress, Verdict, claims_of
from chancery.errors import LedgerError, NotFoundError
from chancery.ledger import rows
from chancery.ledger.tables import heirs, judgements, progress, progress_claims, verdicts
from chancery.ledger.writing import batches
from chancery.linkage.judging import by_rule
from chancery.models import Judgement

TABLES = {Judgement: judgements, Verdict: verdicts, Progress: progress}
BY_PEOPLE: ColumnElement[bool] = or_(judgements.c.author < "rule ", judgements.c.author >= "rule!")
"""Judgements of people, told from those of rules as `by_rule` does, in a way that SQLite finds by index."""


def add(connection: Connection, items: Iterable[AnyDecision]) -> None:
    """Keep decisions; of one that is there, only an earlier date of its undoing is taken over."""
    for one in items:
        table = TABLES[type(one)]
        held = connection.execute(select(table).where(table.c.id == one.id)).mappings().first()
        if held is None:
            connection.execute(insert(table).values(rows.decision_row(one)))
            for n, claim in enumerate(one.claims if isinstance(one, Progress) else ()):
                connection.execute(insert(progress_claims).values(progress_id=one.id, n=n, claim_id=claim))
        elif one.undone and (not held["undone"] or _undoing(one.undone, one.undone_by) < _undoing(*_ended(held))):
            ended = {"undone": one.undone, "undone_by": one.undone_by}
            connection.execute(update(table).where(table.c.id == one.id).values(ended))


def add_ruled(connection: Connection, items: Iterable[Judgement]) -> None:
    """Keep judgements of rules; those that are there stay as they are."""
    for batch in batches(map(rows.judgement_row, items)):
        connection.execute(upsert(judgements).on_conflict_do_nothing(), batch)


def drop_ruled(connection: Connection, claim_ids: Iterable[str]) -> None:
    """Take out what rules have judged of claims."""
    for batch in batches(sorted(set(claim_ids))):
        for column in (judgements.c.left_claim, judgements.c.right_claim):
            connection.execute(delete(judgements).where(~BY_PEOPLE, column.in_(batch)))


def _ended(row: Any) -> tuple[str, str | None]:
    return row["undone"], row["undone_by"]


def _undoing(on: str, by: str | None) -> tuple[str, str]:
    return on, by or ""


def judgement_values(connection: Connection, claim_ids: Iterable[str] | None = None) -> list[Judgement]:
    """Return judgements by id: all, or those with one of the claims on either side."""
    columns = (judgements.c.left_claim, judgements.c.right_claim)
    return [rows.judgement_value(row) for row in _found(connection, judgements, columns, claim_ids)]


def verdict_values(connection: Connection, claim_ids: Iterable[str] | None = None) -> list[Verdict]:
    """Return verdicts by id: all, or those on the claims."""
    return [rows.verdict_value(row) for row in _found(connection, verdicts, (verdicts.c.claim_id,), claim_ids)]


def progress_values(connection: Connection, claim_ids: Iterable[str] | None = None) -> list[Progress]:
    """Return what was recorded of promises, by id: all, or that on entries with one of the claims."""
    if claim_ids is None:
        ids = set(connection.scalars(select(progress.c.id)))
    else:
        ids = {
            row["progress_id"] for row in _found(connection, progress_claims, (progress_claims.c.claim_id,), claim_ids)
        }
    found: list[Progress] = []
    for batch in batches(sorted(ids)):
        about = defaultdict[str, list[str]](list)
        listed = select(progress_claims).where(progress_claims.c.progress_id.in_(batch))
        for row in connection.execute(listed.order_by(progress_claims.c.progress_id, progress_claims.c.n)):
            about[row.progress_id].append(row.claim_id)
        chosen = connection.execute(select(progress).where(progress.c.id.in_(batch)).order_by(progress.c.id)).mappings()
        found.extend(rows.progress_value(row, about[row["id"]]) for row in chosen)
    return found


def _found(
    connection: Connection, table: Table, columns: tuple[ColumnElement[Any], ...], values: Iterable[str] | None
) -> list[Any]:
    """Return the rows of a table, all or those with one of the values in one of the columns, by their key."""
    key = list(table.primary_key.columns)
    if values is None:
        return list(connection.execute(select(table).order_by(*key)).mappings())
    found: dict[tuple[object, ...], Any] = {}
    for batch in batches(sorted(set(values))):
        for column in columns:
            for row in connection.execute(select(table).where(column.in_(batch))).mappings():
                found[tuple(row[one.name] for one in key)] = row
    return [found[one] for one in sorted(found)]


def by_people(connection: Connection) -> list[AnyDecision]:
    """Return all that people decided, undone or not."""
    chosen = connection.execute(select(judgements).where(BY_PEOPLE).order_by(judgements.c.id)).mappings()
    return [*map(rows.judgement_value, chosen), *verdict_values(connection), *progress_values(connection)]


# --- carried over to the claims of the newest coder -----------------------------------------------------------------


def heirs_of(connection: Connection, claim_ids: Iterable[str]) -> dict[str, str]:
    """Return for claims that only older coders made the current ones that took their place."""
    found: dict[str, str] = {}
    for batch in batches(sorted(set(claim_ids))):
        chosen = select(heirs.c.claim_id, heirs.c.heir_id).where(heirs.c.claim_id.in_(batch))
        found.update((row.claim_id, row.heir_id) for row in connection.execute(chosen))
    return found


def with_older(connection: Connection, claim_ids: Iterable[str]) -> set[str]:
    """Return claims with those that they took the place of."""
    found = set(claim_ids)
    for batch in batches(sorted(found)):
        found.update(connection.scalars(select(heirs.c.claim_id).where(heirs.c.heir_id.in_(batch))))
    return found


def judgements_on(connection: Connection, claim_ids: Iterable[str]) -> list[Judgement]:
    """Return the judgements that bear on current claims, those on their forerunners carried over."""
    found = judgement_values(connection, with_older(connection, claim_ids))
    heir = heirs_of(connection, {claim for one in found for claim in claims_of(one) if not by_rule(one)})
    moved = (
        msgspec.structs.replace(one, left=heir.get(one.left, one.left), right=heir.get(one.right, one.right))
        for one in found
    )
    return [one for one in moved if one.left != one.right]


def verdicts_on(connection: Connection, claim_ids: Iterable[str]) -> list[Verdict]:
    """Return the verdicts that bear on current claims, those on their forerunners carried over."""
    found = verdict_values(connection, with_older(connection, claim_ids))
    heir = heirs_of(connection, {one.claim for one in found})
    return [msgspec.structs.replace(one, claim=heir.get(one.claim, one.claim)) for one in found]


def progress_on(connection: Connection, claim_ids: Iterable[str]) -> list[Progress]:
    """Return the progress recorded on entries of current claims, that on their forerunners carried over."""
    found = progress_values(connection, with_older(connection, claim_ids))
    heir = heirs_of(connection, {claim for one in found for claim in one.claims})
    return [
        msgspec.structs.replace(one, claims=tuple(dict.fromkeys(heir.get(claim, claim) for claim in one.claims)))
        for one in found
    ]


# --- undone ---------------------------------------------------------------------------------------------------------


def named(connection: Connection, name: str) -> list[AnyDecision]:
    """Return the decision with an id, or all of a batch. Raises NotFoundError for neither, LedgerError for a rule's."""
    found: list[AnyDecision] = []
    for table in (judgements, verdicts):
        chosen = connection.execute(select(table).where(or_(table.c.id == name, table.c.batch == name))).mappings()
        found.extend(rows.judgement_value(row) if table is judgements else rows.verdict_value(row) for row in chosen)
    found.extend(one for one in progress_values(connection) if name in (one.id, one.batch))
    if not found:
        raise NotFoundError(
            f"{name}: is no judgement of this ledger, nor a verdict or progress; chancery list decisions shows them"
        )
    if any(isinstance(one, Judgement) and by_rule(one) for one in found):
        raise LedgerError(f"{name}: is a rule's judgement; say otherwise with chancery judge A B --different")
    return found


def undone(items: Iterable[AnyDecision], on: str, by: str | None) -> Iterator[AnyDecision]:
    """Yield the decisions that still hold, undone."""
    yield from (msgspec.structs.replace(one, undone=on, undone_by=by) for one in items if not one.undone)
