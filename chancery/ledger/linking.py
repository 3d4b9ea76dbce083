"""From claims to entries: new documents are judged against the ledger, and only what they reach is built anew."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlalchemy import Connection, delete, exists, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from chancery.errors import LedgerError, NotFoundError
from chancery.ledger import reach, reading, rows, writing
from chancery.ledger.tables import documents, entries, entry_claims, judgements, meta, sources
from chancery.ledger.writing import batches
from chancery.linkage.consolidation import entries as build
from chancery.linkage.judging import RULE, by_rule, judge_new
from chancery.models import Judgement


def waiting(connection: Connection) -> bool:
    """Return whether documents are kept that no entry tells of yet, or entries were built by other rules."""
    unlinked = connection.scalar(select(exists().where(documents.c.linked.is_(False))))
    return bool(unlinked) or _rule(connection) not in (None, RULE)


def link(connection: Connection) -> None:
    """Judge the documents that are not linked yet and bring the entries up to date.

    1. The new claims, and what they make old, are put into their blocks; copies of the new texts are found.
    2. The new claims are judged against all that share a block with them.
    3. The entries that this reaches are built anew.
    """
    if _rule(connection) not in (None, RULE):
        _forget(connection)
    pending = set(connection.scalars(select(documents.c.id).where(documents.c.linked.is_(False))))
    if not pending:
        return
    new = tuple(reading.coded_documents(connection, pending))
    own = reach.claims_of(connection, pending)
    keys = reach.keys_of(connection, own)
    reach.index_blocks(connection, new, stale=own)
    for coded in new:
        reach.index_copies(connection, coded.document)
    keys |= reach.keys_of(connection, own)

    partners = reach.documents_of(connection, reach.members(connection, keys)) - pending
    writing.add_judgements(connection, judge_new(new, reading.coded_documents(connection, partners)))

    copied = reach.claims_of(connection, reach.copied(connection, pending))
    refresh(connection, own | copied | reach.crowded(connection, keys))
    connection.execute(update(documents).where(documents.c.linked.is_(False)).values(linked=True))
    rule = {"value": RULE}
    connection.execute(
        upsert(meta).values(key="linkage", **rule).on_conflict_do_update(index_elements=["key"], set_=rule)
    )


def refresh(connection: Connection, claim_ids: Iterable[str]) -> None:
    """Build anew the entries that changed claims reach.

    Beside the claims of these entries linkage is shown the blocks that are too full to be compared whole and the copies
    of their texts, since what it makes of them depends on all members.
    """
    touched = reach.reached(connection, claim_ids)
    stale = reach.column(connection, entry_claims, "entry_id", "claim_id", touched)
    around = touched | reach.crowded(connection, reach.keys_of(connection, touched))
    seen = reach.copied(connection, reach.documents_of(connection, around))
    coded = tuple(reading.coded_documents(connection, seen))
    standing = reading.judgement_values(connection, {claim.id for one in coded for claim in one.claims})
    built = (entry for entry in build(coded, standing) if touched.intersection(entry.claims))
    writing.replace_entries(connection, sorted(stale), built)


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
        raise NotFoundError(f"{missing[0]}: is no claim of this ledger; add the report that makes it first")
    writing.add_judgements(connection, listed)
    refresh(connection, claim_ids)


def undo(connection: Connection, judgement_id: str, on: date) -> None:
    """Let a judgement hold no longer from a day on; it stays to be seen."""
    found = connection.execute(select(judgements).where(judgements.c.id == judgement_id)).mappings().first()
    if found is None:
        raise NotFoundError(f"{judgement_id}: is no judgement of this ledger; chancery list judgements shows them")
    if by_rule(rows.judgement_value(found)):
        raise LedgerError(f"{judgement_id}: is a rule's judgement; say otherwise with chancery judge A B --different")
    values = {"undone": found["undone"] or on.isoformat()}
    connection.execute(update(judgements).where(judgements.c.id == judgement_id).values(values))
    refresh(connection, {found["left_claim"], found["right_claim"]})


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
