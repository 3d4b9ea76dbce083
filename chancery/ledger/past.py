"""The past: what a ledger would have said on a day, from the reports published and the decisions made by then."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
from sqlalchemy import Connection, func, select

from chancery.decisions import AnyDecision, Progress, claims_of
from chancery.ledger import deciding, linking, reach, reading, writing
from chancery.ledger.tables import claim_actors, claims, documents, entry_actors, entry_claims, sources
from chancery.ledger.writing import batches
from chancery.models import Value


class Known(Value, frozen=True, kw_only=True):
    """How many reports were published by a day, how many later; of `undated` ones nobody can say."""

    day: str
    reports: int
    later: int
    undated: int

    def __str__(self) -> str:
        left_out = f"{self.later} later" + (f" and {self.undated} undated" if self.undated else "")
        return f"as known by {self.day}, from {self.reports} of the reports; {left_out} left out"


def known(connection: Connection, day: str) -> Known:
    """Count the reports that were published by a day."""
    published = documents.c.published
    tests = {"reports": published <= day, "later": published > day, "undated": published.is_(None)}
    counted = select(*(func.count().filter(test).label(name) for name, test in tests.items()))
    return Known(day=day, **connection.execute(counted).mappings().one())


def recall(past: Connection, now: Connection, day: str, seeds: Iterable[str] | None) -> None:
    """Fill an empty ledger with what one knew by a day: all of it, or what the entries of some claims depend on.

    Reports count by their day of publication, decisions by the day they were made, and by then not undone. Claims are
    those of the newest coder, judged by today's rules.
    """
    chosen = None if seeds is None else _around(now, seeds)
    published = set(_published(now, day, chosen))
    for coded in reading.coded_documents(now, published):
        writing.append(past, coded)
    for document_id, claim in reading.older_claims(now, published):
        writing.add_claims(past, [claim], document_id)
    for batch in batches(sorted(published)):
        for row in now.execute(select(sources).where(sources.c.document_id.in_(batch))).mappings():
            writing.note_source_row(past, dict(row))
    linking.link(past)
    linking.decide(past, list(_made(past, now, day)))


def _around(connection: Connection, seeds: Iterable[str]) -> set[str]:
    """Return the documents that the entries of claims depend on."""
    touched = reach.reached(connection, seeds)
    near = touched | reach.crowded(connection, reach.keys_of(connection, touched))
    return reach.copied(connection, reach.documents_of(connection, near))


def _published(connection: Connection, day: str, among: set[str] | None) -> Iterable[str]:
    by_then = select(documents.c.id).where(documents.c.published <= day)
    found = connection.scalars(by_then)
    return found if among is None else (one for one in found if one in among)


def _made(past: Connection, now: Connection, day: str) -> Iterable[AnyDecision]:
    """Yield the decisions made by a day on claims that are there; one that was undone later still holds."""
    held = set(past.scalars(select(claims.c.id)))
    texts = set(past.scalars(select(documents.c.id)))
    for one in deciding.by_people(now):
        told = _narrowed(one, held, texts) if isinstance(one, Progress) else one
        if (one.made or "")[:10] <= day and claims_of(told) and held.issuperset(claims_of(told)):
            undone_later = one.undone and one.undone[:10] > day
            yield msgspec.structs.replace(told, undone=None, undone_by=None) if undone_later else told


def _narrowed(one: Progress, held: set[str], texts: set[str]) -> Progress:
    """Return progress on those of its claims that are there, without a source that is not."""
    told = msgspec.structs.replace(one, claims=tuple(claim for claim in one.claims if claim in held))
    gone = one.document is not None and one.document not in texts
    return msgspec.structs.replace(told, document=None, evidence=None) if gone else told


def claims_naming(connection: Connection, actors: Iterable[str]) -> set[str]:
    """Return the claims that name all the actors, and those of the entries that do: what they have in common, at any
    time, goes back to one that names them all."""
    direct, shown = select(claims.c.id), select(entry_claims.c.claim_id)
    for actor in actors:
        named = select(claim_actors.c.claim_id).where(claim_actors.c.actor == actor)
        direct = direct.where(claims.c.id.in_(named))
        shown = shown.where(
            entry_claims.c.entry_id.in_(select(entry_actors.c.entry_id).where(entry_actors.c.actor == actor))
        )
    return {*connection.scalars(direct), *connection.scalars(shown)}
