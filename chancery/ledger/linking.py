"""From claims and decisions to entries: what is new is judged against the ledger, and what it reaches is built anew."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from sqlalchemy import Connection, delete, exists, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from chancery.decisions import AnyDecision, Verdict, claims_of
from chancery.errors import ChanceryError, NotFoundError
from chancery.ledger import deciding, filing, reach, reading, writing
from chancery.ledger.tables import documents, entries, entry_claims, judgements, meta, sources
from chancery.ledger.writing import batches
from chancery.linkage.consolidation import entries as build
from chancery.linkage.corrections import correct, correction, counting, set_right
from chancery.linkage.judging import RULE, judge_new
from chancery.models import Claim, CodedDocument


def waiting(connection: Connection) -> bool:
    """Return whether documents are kept that no entry tells of yet, or entries were built by other rules."""
    unlinked = connection.scalar(select(exists().where(documents.c.linked.is_(False))))
    return bool(unlinked) or _rule(connection) not in (None, RULE) or filing.missing(connection)


def link(connection: Connection) -> None:
    """Judge the documents that are not linked yet and bring the entries up to date.

    1. Decisions on claims of older coders find the claims that took their place.
    2. The new claims, and what they make old, are put into their blocks; copies of the new texts are found.
    3. The new claims are judged against all that share a block with them.
    4. The entries that this reaches are built anew.
    """
    if _rule(connection) not in (None, RULE):
        _forget(connection)
    if filing.missing(connection):
        filing.renew(connection)
    pending = set(connection.scalars(select(documents.c.id).where(documents.c.linked.is_(False))))
    if not pending:
        return
    own = reach.claims_of(connection, pending)
    before = reach.reached(connection, own)
    deciding.drop_ruled(connection, own)
    reach.index_heirs(connection, pending, own)
    new = tuple(counted(connection, pending))
    keys = reach.keys_of(connection, own)
    reach.index_blocks(connection, new, stale=own)
    for coded in new:
        reach.index_copies(connection, coded.document)
    keys |= reach.keys_of(connection, own)

    partners = reach.documents_of(connection, reach.members(connection, keys)) - pending
    deciding.add_ruled(connection, judge_new(new, counted(connection, partners)))

    copied = reach.claims_of(connection, reach.copied(connection, pending))
    refresh(connection, before | own | copied | reach.crowded(connection, keys))
    connection.execute(update(documents).where(documents.c.linked.is_(False)).values(linked=True))
    rule = {"value": RULE}
    connection.execute(
        upsert(meta).values(key="linkage", **rule).on_conflict_do_update(index_elements=["key"], set_=rule)
    )


def counted(connection: Connection, ids: Iterable[str] | None = None) -> Iterator[CodedDocument]:
    """Yield documents with the claims that count: those of the newest coder, as people have set them right."""
    for batch in batches(reading.coded_documents(connection, ids)):
        verdicts = deciding.verdicts_on(connection, (claim.id for coded in batch for claim in coded.claims))
        yield from set_right(batch, verdicts)


def claim_values(
    connection: Connection, ids: Iterable[str] | None, *, kind: str | None = None, as_coded: bool = False
) -> Iterator[Claim]:
    """Yield claims by id as people have set them right: those that count, or those with the given ids, whatever they
    are; a wrong one is as it was coded. With `as_coded` what coders made."""
    asked = ids if ids is None else list(ids)
    for batch in batches(reading.claim_values(connection, asked, kind=kind)):
        says = {} if as_coded else counting(deciding.verdicts_on(connection, (claim.id for claim in batch)))
        for claim in batch:
            verdict = says.get(claim.id)
            if not (verdict and verdict.says == "wrong" and asked is None):
                yield correct(claim, verdict.correction) if verdict else claim


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
    claims = {claim.id for one in coded for claim in one.claims}
    found = build(
        coded,
        deciding.judgements_on(connection, claims),
        verdicts=deciding.verdicts_on(connection, claims),
        progress=deciding.progress_on(connection, claims),
    )
    fresh = [entry for entry in found if touched.intersection(entry.claims)]
    writing.replace_entries(connection, sorted(stale), fresh)
    filing.file(connection, (entry.id for entry in fresh))


def rebuild(connection: Connection) -> None:
    """Make all of the machine's judgements and all entries anew, as if every document had just been added."""
    _forget(connection)
    link(connection)


def decide(connection: Connection, items: Iterable[AnyDecision]) -> None:
    """Keep what people decided and bring up to date what follows from it.

    A judgement or progress touches entries alone; after a verdict that changes what a claim says its document is linked
    again. Raises NotFoundError for a claim that is not held, ChanceryError for a correction that does not fit.
    """
    listed = list(items)
    about = {claim for one in listed for claim in claims_of(one)}
    if missing := sorted(about - reading.claim_documents(connection, about).keys()):
        raise NotFoundError(f"{missing[0]}: is no claim of this ledger; add the report that makes it first")
    _check(connection, [one for one in listed if isinstance(one, Verdict)])
    with _following(connection, listed):
        deciding.add(connection, listed)


def undo(connection: Connection, name: str, on: str, by: str | None) -> tuple[AnyDecision, ...]:
    """Let a decision, or a batch of them, hold no longer; they stay to be seen. Return those that held."""
    ended = tuple(deciding.undone(deciding.named(connection, name), on, by))
    with _following(connection, ended):
        deciding.add(connection, ended)
    return ended


@contextmanager
def _following(connection: Connection, items: Sequence[AnyDecision]) -> Iterator[None]:
    """Bring up to date what follows from decisions that are kept or undone meanwhile."""
    about = {claim for one in items for claim in claims_of(one)}
    claims = about | set(deciding.heirs_of(connection, about).values())
    homes = set(reading.claim_documents(connection, (one.claim for one in items if isinstance(one, Verdict))).values())
    before = {coded.document.id: coded for coded in counted(connection, homes)}
    yield
    changed = [coded.document.id for coded in counted(connection, homes) if before[coded.document.id] != coded]
    if changed:
        writing.unlink(connection, changed)
        link(connection)
    refresh(connection, claims)


def _check(connection: Connection, verdicts: Sequence[Verdict]) -> None:
    """Raise an error for a correction that does not fit its claim or the text, or says nothing."""
    homes = reading.claim_documents(connection, (one.claim for one in verdicts))
    texts = {doc.id: doc for doc in reading.document_values(connection, homes.values())}
    claims = {claim.id: claim for claim in reading.claim_values(connection, homes)}
    for one in verdicts:
        if (one.says == "corrected") != bool(one.correction):
            raise ChanceryError(f"claim {one.claim}: a correction, and only that, gives new values of fields")
        correction(claims[one.claim], one.correction, texts[homes[one.claim]])


def merge(ours: Connection, theirs: Connection) -> tuple[str, ...]:
    """Append the documents, sources, claims and decisions of people of a ledger; return the ids of new documents."""
    new = tuple(coded.document.id for coded in reading.coded_documents(theirs) if writing.append(ours, coded))
    for document_id, claim in reading.older_claims(theirs):
        writing.add_claims(ours, [claim], document_id)
        writing.unlink(ours, [document_id])
    for row in theirs.execute(select(sources)).mappings():
        writing.note_source_row(ours, dict(row))
    link(ours)
    decide(ours, deciding.by_people(theirs))
    return new


def _rule(connection: Connection) -> str | None:
    return connection.scalar(select(meta.c.value).where(meta.c.key == "linkage"))


def _forget(connection: Connection) -> None:
    """Take out what rules have judged, so that all documents wait to be linked."""
    connection.execute(delete(judgements).where(~deciding.BY_PEOPLE))
    connection.execute(delete(entries))
    connection.execute(update(documents).values(linked=False))
