"""Appending: rows are added, never changed, except for what says how a document is known and by which version coded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeVar

from sqlalchemy import Connection, Table, delete, func, insert, select, update

from chancery.errors import EvidenceError
from chancery.ledger import rows
from chancery.ledger.rows import Row
from chancery.ledger.tables import (
    claim_actors,
    claims,
    documents,
    entries,
    entry_actors,
    entry_claims,
    entry_links,
    evidence,
    quantities,
    sources,
)
from chancery.linkage.entries import Entry
from chancery.models import Claim, CodedDocument, Document

T = TypeVar("T")
MAX_VARIABLES = 500
"""Ids in one `IN (…)`: well below the limit of every SQLite in use."""


def batches(items: Iterable[T], size: int = MAX_VARIABLES) -> Iterator[list[T]]:
    """Cut items into lists of at most `size`.

    >>> list(batches("abcde", 2))
    [['a', 'b'], ['c', 'd'], ['e']]
    """
    rest = iter(items)
    while batch := list(islice(rest, size)):
        yield batch


def append(connection: Connection, coded: CodedDocument) -> bool:
    """Keep a coded document; return whether the ledger did not hold it yet in this or a newer coder's version.

    A further name of a known document is noted. The claims of all versions stay, those of the newest one count.
    Raises EvidenceError when a quote is not what the document says at its place.
    """
    check_evidence(coded)
    doc, version = coded.document, rows.coder(coded)
    held = connection.scalar(select(documents.c.coder).where(documents.c.id == doc.id))
    if held is None:
        add_rows(connection, documents, [rows.document_row(coded)])
    note_source(connection, doc)
    if held == version:
        return False
    add_claims(connection, coded.claims, doc.id)
    if held is not None and rows.version_key(held) > rows.version_key(version):
        unlink(connection, [doc.id])
        return False
    values = {"coder": version, "diplomatic": coded.diplomatic, "reason": coded.reason, "linked": False}
    connection.execute(update(documents).where(documents.c.id == doc.id).values(values))
    return True


def unlink(connection: Connection, document_ids: Iterable[str]) -> None:
    """Let documents wait to be linked again."""
    for batch in batches(sorted(set(document_ids))):
        connection.execute(update(documents).where(documents.c.id.in_(batch)).values(linked=False))


def check_evidence(coded: CodedDocument) -> None:
    """Raise EvidenceError when a claim has no words or words that the document does not hold at that place."""
    doc = coded.document
    for claim in coded.claims:
        if not claim.evidence:
            raise EvidenceError(f"document {doc.id}: claim {claim.id} has no evidence")
        for words in claim.evidence:
            if doc.text[words.start : words.end] != words.quote:
                place = f"{words.start}:{words.end}"
                raise EvidenceError(f"document {doc.id}: claim {claim.id} quotes {words.quote!r}, not there at {place}")


def note_source(connection: Connection, doc: Document) -> None:
    """Keep the name under which a document came, with what came with it."""
    note_source_row(connection, rows.source_row(doc))


def note_source_row(connection: Connection, row: Row) -> None:
    """Keep a name, and let the document show the least of its names, whichever came first."""
    key = (sources.c.document_id == row["document_id"]) & (sources.c.source_id == row["source_id"])
    held = connection.execute(select(sources).where(key)).mappings().first()
    if held is None:
        add_rows(connection, sources, [row])
    else:
        joined = {name: rows.join(held[name], row[name]) for name in rows.SOURCE_FIELDS[1:]}
        if joined == {name: held[name] for name in joined}:
            return
        connection.execute(update(sources).where(key).values(joined))
    least = select(*(func.min(func.nullif(sources.c[name], "")).label(name) for name in rows.SOURCE_FIELDS))
    shown = connection.execute(least.where(sources.c.document_id == row["document_id"])).mappings().one()
    connection.execute(update(documents).where(documents.c.id == row["document_id"]).values(dict(shown)))


def add_claims(connection: Connection, items: Iterable[Claim], document_id: str) -> None:
    """Keep a document's claims with their words, actors and figures; of those held only what a newer coder says of
    them beside what makes their identity is renewed."""
    held = claims_of(connection, document_id)
    fresh = {claim.id: claim for claim in items}
    for claim_id in held.keys() & fresh.keys():
        claim = fresh.pop(claim_id)
        if rows.version_key(claim.coder) > rows.version_key(held[claim_id]):
            renewed = {"coder": claim.coder, "json": rows.json(claim)}
            connection.execute(update(claims).where(claims.c.id == claim_id).values(renewed))
    new = fresh.values()
    add_rows(connection, claims, (rows.claim_row(claim, document_id) for claim in new))
    add_rows(connection, evidence, (row for claim in new for row in rows.evidence_rows(claim, document_id)))
    add_rows(connection, claim_actors, (row for claim in new for row in rows.actor_rows(claim, "claim_id")))
    add_rows(connection, quantities, (row for claim in new for row in rows.quantity_rows(claim)))


def claims_of(connection: Connection, document_id: str) -> dict[str, str]:
    """Return the ids of a document's claims with the versions that made them."""
    found = connection.execute(select(claims.c.id, claims.c.coder).where(claims.c.document_id == document_id))
    return {row.id: row.coder for row in found}


def add_rows(connection: Connection, table: Table, values: Iterable[Row]) -> None:
    """Insert rows, if there are any."""
    if listed := list(values):
        connection.execute(insert(table), listed)


def replace_entries(connection: Connection, stale: Sequence[str], fresh: Iterable[Entry]) -> None:
    """Take out the entries with the stale ids and put the fresh ones in."""
    for batch in batches(stale):
        connection.execute(delete(entries).where(entries.c.id.in_(batch)))
    for entry in fresh:
        add_rows(connection, entries, [rows.entry_row(entry)])
        add_rows(connection, entry_claims, [{"entry_id": entry.id, "claim_id": claim} for claim in entry.claims])
        add_rows(connection, entry_actors, rows.actor_rows(entry, "entry_id"))
        add_rows(connection, entry_links, rows.link_rows(entry))
