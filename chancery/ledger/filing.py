"""Filing: beside the entries, which are the latest of each actor and what is to come, so that pages need not read all.

Both tables follow from the entries alone and are kept with them: the rows of an entry go with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import (
    Column,
    Connection,
    ForeignKey,
    FromClause,
    Index,
    PrimaryKeyConstraint,
    Select,
    Table,
    Text,
    and_,
    func,
    insert,
    or_,
    select,
)

from chancery.ledger import rows
from chancery.ledger.tables import entries, entry_actors, metadata
from chancery.ledger.writing import add_rows, batches
from chancery.linkage.awaiting import awaited
from chancery.models import Value

filing = Table(
    "filing",
    metadata,
    Column("actor", Text, nullable=False),
    Column("last_day", Text, nullable=False),
    Column("entry_id", Text, ForeignKey("entries.id", ondelete="CASCADE"), nullable=False),
    PrimaryKeyConstraint("actor", "last_day", "entry_id"),
    Index("filing_by_entry", "entry_id", "actor"),
    sqlite_with_rowid=False,
)
agenda = Table(
    "agenda",
    metadata,
    Column("entry_id", Text, ForeignKey("entries.id", ondelete="CASCADE"), primary_key=True),
    Column("first_day", Text),
    Column("last_day", Text),
    Index("agenda_by_day", "last_day", "entry_id"),
)
STORY = entries.c.related.is_(False)
Index(
    "entries_by_day", entries.c.related, entries.c.first_day.desc(), entries.c.id,
    *(entries.c[name] for name in ("kind", "strength", "status", "date", "sectors")),
)  # fmt: skip
Index("entries_by_report", entries.c.related, entries.c.first_reported.desc(), entries.c.id, entries.c.kind)
Index("entries_disputed", entries.c.last_reported.desc(), entries.c.id, sqlite_where=and_(entries.c.conflicts > 0, STORY))


class Extent(Value, frozen=True, kw_only=True):
    """The entries that actors share: `total` of them, the latest on `last`; from `since` on they are as many as asked
    for, None where all are."""

    total: int
    last: str | None
    since: str | None


def file(connection: Connection, ids: Iterable[str]) -> None:
    """File the entries with the ids."""
    for batch in batches(ids):
        chosen = entries.c.id.in_(batch)
        filed = select(entry_actors.c.actor, func.coalesce(entries.c.last_day, ""), entries.c.id).distinct()
        story = filed.join(entries, entries.c.id == entry_actors.c.entry_id).where(chosen, STORY)
        connection.execute(insert(filing).from_select(["actor", "last_day", "entry_id"], story))
        waiting = or_(entries.c.status == "planned", entries.c.due.is_not(None))
        add_rows(connection, agenda, _coming(connection, select(entries).where(chosen, STORY, waiting)))


def _coming(connection: Connection, statement: Select[tuple[object, ...]]) -> Iterable[rows.Row]:
    for entry in map(rows.entry_value, connection.execute(statement).mappings()):
        if found := awaited(entry):
            first, last = found.covered or (None, None)
            yield {
                "entry_id": entry.id,
                "first_day": first and first.isoformat(),
                "last_day": last and last.isoformat(),
            }


def extent(connection: Connection, actors: Sequence[str], most: int, *, since: str = "", until: str = "9") -> Extent:
    """Count the entries that all the actors share between two days, and say from which day on they are at most `most`."""
    shared = _shared(connection, actors)
    days = [row.last_day for row in connection.execute(shared.limit(most + 1))]
    ...


def _shared(connection: Connection, actors: Sequence[str]) -> Select[tuple[str]]:
    """Return the statement that gives the last days of the entries that actors share, the latest first."""
    ...
