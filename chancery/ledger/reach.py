"""How far a change reaches: which claims and documents linkage must see so that its result is that of seeing all.

Each step here is a little too wide rather than too narrow. Claims in one block are compared; copies of one text count
as one source; judgements, what people recorded, and the contact that a promise came from tie entries to one another.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable

from sqlalchemy import Connection, Table, delete, func, select

from chancery import linkage
from chancery.ledger import reading
from chancery.ledger.tables import blocks, claims, copies, heirs, judgements, progress_claims, sketches
from chancery.ledger.writing import add_rows, batches
from chancery.linkage import kinds
from chancery.linkage.blocking import BLOCK_LIMIT
from chancery.linkage.corroboration import COPY_FROM, resemblance, sketch
from chancery.models import Claim, CodedDocument, Document, digest

KEY_DIGITS = 12
"""A block's key is kept as so many hex digits of its hash; should two ever coincide, more than needed is looked at."""
BESIDE = claims.alias("beside")
TIED = ("engagement", "commitment")
"""Kinds of which the entries name one another: a promise says at which contact it was made."""


def index_blocks(connection: Connection, coded: Iterable[CodedDocument], stale: Iterable[str]) -> None:
    """Keep in which blocks the claims of documents stand, in place of the stale claims."""
    for batch in batches(stale):
        connection.execute(delete(blocks).where(blocks.c.claim_id.in_(batch)))
    for one in coded:
        found = (
            {"key": digest(*key, length=KEY_DIGITS), "claim_id": claim_id}
            for claim_id, account in kinds.accounts([one]).items()
            for key in set(kinds.keys(account))
        )
        add_rows(connection, blocks, found)


def index_heirs(connection: Connection, document_ids: Iterable[str], claim_ids: Iterable[str]) -> None:
    """Keep which current claims of documents took the place of older ones; `claim_ids` are all claims of these."""
    for batch in batches(claim_ids):
        connection.execute(delete(heirs).where(heirs.c.claim_id.in_(batch)))
    older = defaultdict[str, list[Claim]](list)
    for home, claim in reading.older_claims(connection, document_ids):
        older[home].append(claim)
    for coded in reading.coded_documents(connection, older):
        found = linkage.heirs(older[coded.document.id], coded.claims)
        add_rows(connection, heirs, ({"claim_id": old, "heir_id": new} for old, new in found.items()))


def index_copies(connection: Connection, doc: Document) -> None:
    """Keep of which documents this one is a near-duplicate; does nothing for one that is indexed."""
    if column(connection, sketches, "document_id", "document_id", [doc.id]):
        return
    marks = sketch(doc.text)
    near = _alike(connection, doc, marks)
    add_rows(connection, sketches, ({"mark": mark, "document_id": doc.id} for mark in marks))
    pairs = ({"document_id": min(doc.id, other), "other_id": max(doc.id, other)} for other in sorted(near))
    add_rows(connection, copies, pairs)


def _alike(connection: Connection, doc: Document, marks: frozenset[int]) -> set[str]:
    """Return the other documents of which a text is a near-duplicate."""
    shared = select(sketches.c.document_id).where(sketches.c.mark.in_(marks)).group_by(sketches.c.document_id)
    found: set[str] = set()
    for other in connection.scalars(shared.having(func.count() >= COPY_FROM * len(marks))).all():
        theirs = frozenset(connection.scalars(select(sketches.c.mark).where(sketches.c.document_id == other)))
        if other != doc.id and resemblance(marks, theirs) >= COPY_FROM:
            found.add(other)
    return found


def around(connection: Connection, coded: CodedDocument) -> set[str]:
    """Return the documents that a coded one, held or not, can bear on: those that share a block or wording with it, and
    what the entries of these depend on."""
    keyed = {digest(*key, length=KEY_DIGITS) for one in kinds.accounts([coded]).values() for key in kinds.keys(one)}
    touched = reached(connection, members(connection, keyed))
    near = touched | crowded(connection, keyed | keys_of(connection, touched))
    like = _alike(connection, coded.document, sketch(coded.document.text))
    return copied(connection, documents_of(connection, near) | like)


def copied(connection: Connection, document_ids: Iterable[str]) -> set[str]:
    """Return the documents with all near-duplicates of theirs, and those of these."""
    return _closed(document_ids, lambda found: both_ways(connection, copies, "document_id", "other_id", found))


def reached(connection: Connection, claim_ids: Iterable[str]) -> set[str]:
    """Return the claims with all those whose entries can depend on them."""

    def next_to(found: set[str]) -> set[str]:
        judged = both_ways(connection, judgements, "left_claim", "right_claim", found)
        succeeding = both_ways(connection, heirs, "claim_id", "heir_id", found)
        return judged | succeeding | _recorded_together(connection, found) | _told_together(connection, found)

    return _closed(claim_ids, next_to)


def crowded(connection: Connection, keys: Iterable[str]) -> set[str]:
    """Return the claims of those blocks that are too large for all claims to be compared with one another."""
    full: set[str] = set()
    for batch in batches(keys):
        counted = select(blocks.c.key).where(blocks.c.key.in_(batch)).group_by(blocks.c.key)
        full.update(connection.scalars(counted.having(func.count() > BLOCK_LIMIT)))
    return members(connection, full)


def keys_of(connection: Connection, claim_ids: Iterable[str]) -> set[str]:
    """Return the blocks in which claims stand."""
    return column(connection, blocks, "key", "claim_id", claim_ids)


def members(connection: Connection, keys: Iterable[str]) -> set[str]:
    """Return the claims of blocks."""
    return column(connection, blocks, "claim_id", "key", keys)


def claims_of(connection: Connection, document_ids: Iterable[str]) -> set[str]:
    """Return the claims of documents, also those that only older coders made."""
    return column(connection, claims, "id", "document_id", document_ids)


def documents_of(connection: Connection, claim_ids: Iterable[str]) -> set[str]:
    """Return the documents of claims."""
    return column(connection, claims, "document_id", "id", claim_ids)


def column(connection: Connection, table: Table, wanted: str, given: str, values: Iterable[object]) -> set[str]:
    """Return what one column of a table holds where another has one of the values."""
    found: set[str] = set()
    for batch in batches(values):
        found.update(connection.scalars(select(table.c[wanted]).where(table.c[given].in_(batch)).distinct()))
    return found


def both_ways(connection: Connection, table: Table, one: str, other: str, values: set[str]) -> set[str]:
    """Return what stands beside any of the values in a table of pairs."""
    return column(connection, table, other, one, values) | column(connection, table, one, other, values)


def _told_together(connection: Connection, claim_ids: set[str]) -> set[str]:
    """Return the contacts and promises that a document tells of beside one of the claims, itself such a one."""
    found: set[str] = set()
    for batch in batches(claim_ids):
        pairs = select(BESIDE.c.id).join(claims, claims.c.document_id == BESIDE.c.document_id)
        tied = pairs.where(claims.c.id.in_(batch), claims.c.kind.in_(TIED), BESIDE.c.kind.in_(TIED))
        found.update(connection.scalars(tied))
    return found


def _recorded_together(connection: Connection, claim_ids: set[str]) -> set[str]:
    """Return the claims beside any of these in what people recorded of a promise."""
    recorded = column(connection, progress_claims, "progress_id", "claim_id", claim_ids)
    return column(connection, progress_claims, "claim_id", "progress_id", recorded)


def _closed(start: Iterable[str], next_to: Callable[[set[str]], set[str]]) -> set[str]:
    """Return all that steps lead to, with where they start."""
    found: set[str] = set()
    frontier = set(start)
    while frontier:
        found |= frontier
        frontier = next_to(frontier) - found
    return found
