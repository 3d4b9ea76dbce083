"""From claims to entries: new documents are judged against the ledger, and only what they touch is built anew.

What a document can touch is found in three steps, each a little too wide rather than too narrow, so that the result is
that of building everything: the claims that share a block with its own are judged; from there judgements lead to the
claims whose entries may change; these are built with all members of the overfull blocks that they stand in, since
linkage compares in such a block only with those of the smallest ids.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlalchemy import Connection, Table, delete, exists, func, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from chancery.errors import NotFoundError
from chancery.ledger import reading, writing
from chancery.ledger.tables import blocks, claims, documents, entries, entry_claims, judgements, meta, sources
from chancery.ledger.writing import batches
from chancery.linkage import kinds
from chancery.linkage.blocking import BLOCK_LIMIT
from chancery.linkage.judging import RULE, by_rule, judge_new
from chancery.models import CodedDocument, Judgement, digest

KEY_DIGITS = 12
"""A block's key is kept as so many hex digits of its hash; should two ever coincide, more than needed is looked at."""


def waiting(connection: Connection) -> bool:
    """Return whether documents are kept that no entry tells of yet, or entries were built by other rules."""
    unlinked = connection.scalar(select(exists().where(documents.c.linked.is_(False))))
    return bool(unlinked) or _rule(connection) not in (None, RULE)


def link(connection: Connection) -> None:
    """Judge the documents that are not linked yet and bring the entries up to date."""
    if _rule(connection) not in (None, RULE):
        _forget(connection)
    connection.execute(
        upsert(meta)
        .values(key="linkage", value=RULE)
        .on_conflict_do_update(index_elements=["key"], set_={"value": RULE})
    )
    pending = set(connection.scalars(select(documents.c.id).where(documents.c.linked.is_(False))))
    if not pending:
        return
    new = tuple(reading.coded_documents(connection, pending))
    seeds = _claims_of(connection, pending)
    keys = _keys(connection, seeds) | _index(connection, new, seeds)
    partners = _documents_of(connection, _members(connection, keys)) - pending
    writing.add_judgements(connection, judge_new(new, reading.coded_documents(connection, partners)))
    seeds |= _members(connection, _overfull(connection, keys))
    _refresh(connection, _reached(connection, seeds))
    connection.execute(update(documents).where(documents.c.linked.is_(False)).values(linked=True))


def rebuild(connection: Connection) -> None:
    """Make all of the machine's judgements and all entries anew, as if every document had just been added."""
    _forget(connection)
    link(connection)


def judge(connection: Connection, items: Iterable[Judgement]) -> None:
    """Keep judgements of people and build anew the entries of the claims they are about."""
    listed = list(items)
    claim_ids = {claim for judgement in listed for claim in (judgement.left, judgement.right)}
    homes = reading.claim_documents(connection, claim_ids)
    if missing := sorted(claim_ids - homes.keys()):
        raise NotFoundError(f"{missing[0]}: is no claim of this ledger; chancery show lists the claims of an entry")
    writing.add_judgements(connection, listed)
    _refresh(connection, _reached(connection, claim_ids))


def undo(connection: Connection, judgement_id: str, on: date) -> None:
    """Let a judgement hold no longer from a day on; it stays to be seen."""
    found = connection.execute(select(judgements).where(judgements.c.id == judgement_id)).mappings().first()
    if found is None:
        raise NotFoundError(f"{judgement_id}: is no judgement of this ledger; chancery list judgements shows them")
    values = {"undone": found["undone"] or on.isoformat()}
    connection.execute(update(judgements).where(judgements.c.id == judgement_id).values(values))
    _refresh(connection, _reached(connection, {found["left_claim"], found["right_claim"]}))


def merge(ours: Connection, theirs: Connection) -> tuple[str, ...]:
    """Append the documents, sources, claims and people's judgements of a ledger; return the ids of new documents."""
    new = tuple(coded.document.id for coded in reading.coded_documents(theirs) if writing.append(ours, coded))
    for document_id, claim in reading.older_claims(theirs):
        writing.add_claims(ours, [claim], document_id)
    for row in theirs.execute(select(sources)).mappings():
        writing.note_source_row(ours, dict(row))
    link(ours)
    judge(ours, (judgement for judgement in reading.judgement_values(theirs) if not by_rule(judgement)))
    return new


def _rule(connection: Connection) -> str | None:
    return connection.scalar(select(meta.c.value).where(meta.c.key == "linkage"))


def _forget(connection: Connection) -> None:
    """Take out what rules have judged, so that all documents wait to be linked."""
    made = [judgement.id for judgement in reading.judgement_values(connection) if by_rule(judgement)]
    for batch in batches(made):
        connection.execute(delete(judgements).where(judgements.c.id.in_(batch)))
    connection.execute(delete(entries))
    connection.execute(update(documents).values(linked=False))


def _index(connection: Connection, coded: Iterable[CodedDocument], stale: Iterable[str]) -> set[str]:
    """Keep in which blocks the claims of documents stand, in place of the stale ones, and return these blocks."""
    for batch in batches(stale):
        connection.execute(delete(blocks).where(blocks.c.claim_id.in_(batch)))
    found = [
        {"key": digest(*key, length=KEY_DIGITS), "claim_id": claim_id}
        for one in coded
        for claim_id, account in kinds.accounts([one]).items()
        for key in set(kinds.keys(account))
    ]
    writing.add_rows(connection, blocks, found)
    return {row["key"] for row in found}


def _refresh(connection: Connection, touched: set[str]) -> None:
    """Build anew the entries of the touched claims; no judgement leads out of these."""
    from chancery.linkage.building import build

    stale = _column(connection, entry_claims, "entry_id", "claim_id", touched)
    crowded = _members(connection, _overfull(connection, _keys(connection, touched)))
    coded = tuple(reading.coded_documents(connection, _documents_of(connection, {*touched, *crowded})))
    standing = reading.judgement_values(connection, {claim.id for one in coded for claim in one.claims})
    built = build(coded, standing)
    writing.replace_entries(connection, sorted(stale), (one for one in built if touched & set(one.claims)))


def _reached(connection: Connection, seeds: Iterable[str]) -> set[str]:
    """Return the claims to which judgements lead from the seeds, with these."""
    reached: set[str] = set()
    frontier = set(seeds)
    while frontier:
        reached |= frontier
        found = reading.judgement_values(connection, frontier)
        frontier = {claim for judgement in found for claim in (judgement.left, judgement.right)} - reached
    return reached


def _overfull(connection: Connection, keys: Iterable[str]) -> set[str]:
    """Return those of the blocks that hold more claims than are all compared with one another."""
    found: set[str] = set()
    for batch in batches(keys):
        counted = select(blocks.c.key).where(blocks.c.key.in_(batch)).group_by(blocks.c.key)
        found.update(connection.scalars(counted.having(func.count() > BLOCK_LIMIT)))
    return found


def _keys(connection: Connection, claim_ids: Iterable[str]) -> set[str]:
    return _column(connection, blocks, "key", "claim_id", claim_ids)


def _members(connection: Connection, keys: Iterable[str]) -> set[str]:
    return _column(connection, blocks, "claim_id", "key", keys)


def _claims_of(connection: Connection, document_ids: Iterable[str]) -> set[str]:
    return _column(connection, claims, "id", "document_id", document_ids)


def _documents_of(connection: Connection, claim_ids: Iterable[str]) -> set[str]:
    return _column(connection, claims, "document_id", "id", claim_ids)


def _column(connection: Connection, table: Table, wanted: str, given: str, values: Iterable[str]) -> set[str]:
    """Return what one column of a table holds where another has one of the values."""
    found: set[str] = set()
    for batch in batches(values):
        found.update(connection.scalars(select(table.c[wanted]).where(table.c[given].in_(batch)).distinct()))
    return found
