"""Looking things up: one query and the values it gives, in an order that never depends on how things arrived."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TypeAlias

from sqlalchemy import ColumnElement, Connection, RowMapping, Select, Table, exists, or_, select

from chancery.decisions import Progress, Verdict
from chancery.errors import LedgerError, NotFoundError
from chancery.ledger import rows
from chancery.ledger.tables import (
    claim_actors,
    claims,
    documents,
    entries,
    judgements,
    metadata,
    progress,
    progress_claims,
    sources,
    verdicts,
)
from chancery.ledger.writing import batches
from chancery.linkage.dates import days
from chancery.linkage.entries import Entry
from chancery.models import Claim, CodedDocument, Document, Judgement

Item: TypeAlias = Entry | Claim | Document | Judgement | Verdict | Progress

CURRENT = claims.c.coder == documents.c.coder
"""A claim counts while the newest coder that read its document still makes it."""
SHORTEST_PREFIX = 4


def coded_documents(connection: Connection, ids: Iterable[str] | None = None) -> Iterator[CodedDocument]:
    """Yield documents with their current claims, by id; all of them, or those with the given ids."""
    chosen = list(connection.scalars(select(documents.c.id))) if ids is None else ids
    for batch in batches(sorted(set(chosen))):
        wanted = select(documents).where(documents.c.id.in_(batch)).order_by(documents.c.id)
        found = select(claims).join(documents).where(CURRENT, documents.c.id.in_(batch))
        made: dict[str, list[Claim]] = defaultdict(list)
        for row in connection.execute(found).mappings():
            made[row["document_id"]].append(rows.claim_value(row))
        for row in connection.execute(wanted).mappings():
            yield CodedDocument(
                document=rows.document_value(row),
                claims=tuple(sorted(made[row["id"]], key=place)),
                diplomatic=row["diplomatic"],
                reason=row["reason"],
                coder=row["coder"],
            )


def place(claim: Claim) -> tuple[int, int, str, str]:
    """Return what sorts claims in the order of reading."""
    return claim.evidence[0].start, claim.evidence[0].end, claim.kind, claim.id


def known(connection: Connection, ids: Iterable[str]) -> set[str]:
    """Return those of the document ids that the ledger holds."""
    held: set[str] = set()
    for batch in batches(ids):
        held.update(connection.scalars(select(documents.c.id).where(documents.c.id.in_(batch))))
    return held


def coders(connection: Connection, ids: Iterable[str] | None = None) -> dict[str, str]:
    """Return for documents the version that coded them last: for all, or for those with the given ids."""
    statement = select(documents.c.id, documents.c.coder).order_by(documents.c.id)
    asked = [statement] if ids is None else (statement.where(documents.c.id.in_(some)) for some in batches(ids))
    return {row.id: row.coder for query in asked for row in connection.execute(query)}


def document_values(
    connection: Connection, ids: Iterable[str] | None = None, *, limit: int | None = None
) -> list[Document]:
    """Return documents, the newest first, undated ones last."""
    if ids is None:
        newest = select(documents).order_by(documents.c.published.desc(), documents.c.id).limit(limit)
        return list(map(rows.document_value, connection.execute(newest).mappings()))
    found: list[Document] = []
    for batch in batches(sorted(set(ids))):
        chosen = connection.execute(select(documents).where(documents.c.id.in_(batch))).mappings()
        found.extend(map(rows.document_value, chosen))
    return sorted(sorted(found, key=lambda doc: doc.id), key=lambda doc: doc.published or "", reverse=True)[:limit]


def claim_documents(connection: Connection, ids: Iterable[str]) -> dict[str, str]:
    """Return for each claim id the id of its document."""
    found: dict[str, str] = {}
    for batch in batches(sorted(set(ids))):
        statement = select(claims.c.id, claims.c.document_id).where(claims.c.id.in_(batch))
        found.update((row.id, row.document_id) for row in connection.execute(statement))
    return found


def claim_values(
    connection: Connection, ids: Iterable[str] | None = None, *, kind: str | None = None
) -> Iterator[Claim]:
    """Yield claims by id: the current ones, or those with the given ids, current or not."""
    statement = select(claims).order_by(claims.c.id)
    if kind:
        statement = statement.where(claims.c.kind == kind)
    if ids is None:
        found = [statement.join(documents).where(CURRENT)]
    else:
        found = [statement.where(claims.c.id.in_(batch)) for batch in batches(sorted(set(ids)))]
    for query in found:
        yield from map(rows.claim_value, connection.execute(query).mappings())


def older_claims(connection: Connection, ids: Iterable[str] | None = None) -> Iterator[tuple[str, Claim]]:
    """Yield the claims that only older coders made, of all documents or those with the ids, after their document's."""
    statement = select(claims).join(documents).where(~CURRENT).order_by(claims.c.id)
    among = [statement] if ids is None else (statement.where(documents.c.id.in_(some)) for some in batches(sorted(ids)))
    for query in among:
        for row in connection.execute(query).mappings():
            yield row["document_id"], rows.claim_value(row)


def entry_values(connection: Connection, statement: Select[tuple[object, ...]]) -> Iterator[Entry]:
    """Yield the entries that a statement finds, the earliest first, undated ones last."""
    ordered = statement.order_by(entries.c.first_day.is_(None), entries.c.first_day, entries.c.last_day, entries.c.id)
    yield from map(rows.entry_value, connection.execute(ordered).mappings())


def entries_where(
    *,
    kind: str | None = None,
    since: str | None = None,
    until: str | None = None,
    topic: str | None = None,
    status: str | None = None,
) -> Select[tuple[object, ...]]:
    """Return the statement that finds entries of a kind, within (partial) dates, on a topic, of a status.

    Raises LedgerError when a date is none.
    """
    tests: list[ColumnElement[bool]] = []
    if kind:
        tests.append(entries.c.kind == kind)
    if status:
        tests.append(or_(entries.c.status == status, entries.c.strength == status))
    if since and until and _day(since, 0) > _day(until, 1):
        raise LedgerError(f"since {since} lies after until {until}; nothing can be in between, swap them")
    if since:
        tests.append(entries.c.last_day >= _day(since, 0))
    if until:
        tests.append(entries.c.first_day <= _day(until, 1))
    if topic:
        columns = (entries.c.title, entries.c.topic, entries.c.sectors)
        tests.append(or_(*(column.icontains(topic, autoescape=True) for column in columns)))
    return select(entries).where(*tests)


def _day(partial: str, end: int) -> str:
    covered = days(partial)
    if covered is None:
        raise LedgerError(f"{partial}: is no date; write it as 2025, 2025-08 or 2025-08-29")
    return covered[end].isoformat()


def item(connection: Connection, name: str) -> Item:
    """Return the entry, claim, document or decision with an id, the beginning of one, or a document's source id.

    Raises NotFoundError when there is none or more than one.
    """
    found = [(table, key) for table in (*_VALUES, progress) for key in _ids(connection, table, name)]
    exact = [(table, key) for table, key in found if key == name]
    if len(exact or found) > 1:
        listed = ", ".join(key for _, key in (exact or found)[:5])
        raise NotFoundError(f"{name}: stands for more than one ({listed}); give more of the id")
    for table, key in exact or found:
        return _value(connection, table, key)
    by_source = select(documents).join(sources).where(sources.c.source_id == name).order_by(documents.c.id)
    row = connection.execute(by_source).mappings().first()
    if row is None:
        raise NotFoundError(f"{name}: the ledger holds no such id; chancery list and chancery search show ids")
    return rows.document_value(row)


_VALUES = {
    entries: rows.entry_value,
    claims: rows.claim_value,
    documents: rows.document_value,
    judgements: rows.judgement_value,
    verdicts: rows.verdict_value,
}


def _value(connection: Connection, table: Table, key: str) -> Item:
    row = connection.execute(select(table).where(table.c.id == key)).mappings().one()
    if table is not progress:
        return _VALUES[table](row)
    about = select(progress_claims.c.claim_id).where(progress_claims.c.progress_id == key)
    return rows.progress_value(row, connection.scalars(about.order_by(progress_claims.c.n)))


def _ids(connection: Connection, table: Table, name: str) -> list[str]:
    if len(name) < SHORTEST_PREFIX:
        return []
    begins = or_(*(table.c.id.between(one, f"{one}\uffff") for one in {name, name.lower()}))
    return list(connection.scalars(select(table.c.id).where(begins).order_by(table.c.id).limit(6)))


def names_actor(connection: Connection, code: str) -> bool:
    """Tell whether a claim names an actor by this code."""
    return bool(connection.scalar(select(exists().where(claim_actors.c.actor == code))))


def actor_codes(connection: Connection) -> list[str]:
    """Return the codes of all actors of claims, sorted."""
    return list(connection.scalars(select(claim_actors.c.actor).distinct().order_by(claim_actors.c.actor)))


def table_rows(connection: Connection, name: str) -> Iterator[RowMapping]:
    """Yield the rows of a table by their id or key."""
    table = metadata.tables[name]
    key = [table.c.id] if "id" in table.c else list(table.primary_key.columns)
    yield from connection.execute(select(table).order_by(*key)).mappings()
