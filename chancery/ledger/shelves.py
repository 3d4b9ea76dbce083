"""What is kept beside the tables of a ledger so that pages read little: narrow tables and indexes, and saved searches.

`filing`, `agenda` and `telling` follow from the entries alone and are kept with them: the rows of an entry go with it.
"""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, PrimaryKeyConstraint, Table, Text, and_

from chancery.ledger.tables import claims, documents, entries, entry_claims, metadata

__all__ = ["STORY", "agenda", "filing", "metadata", "searches", "telling"]

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
telling = Table(
    "telling",
    metadata,
    Column("number", Integer, ForeignKey("documents.number"), nullable=False),
    Column("entry_id", Text, ForeignKey("entries.id", ondelete="CASCADE"), nullable=False),
    PrimaryKeyConstraint("number", "entry_id"),
    Index("telling_of_entry", "entry_id", "number"),
    sqlite_with_rowid=False,
)
searches = Table(
    "searches",
    metadata,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("query", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("made", Text, nullable=False),
    Column("undone", Text),
    Column("undone_by", Text),
)

STORY = entries.c.related.is_(False)
Index(
    "entries_by_day", entries.c.related, entries.c.first_day.desc(), entries.c.id,
    *(entries.c[name] for name in ("kind", "strength", "status", "date", "sectors")),
)  # fmt: skip
Index("entries_by_report", entries.c.related, entries.c.first_reported.desc(), entries.c.id, entries.c.kind)
Index(
    "entries_disputed", entries.c.last_reported.desc(), entries.c.id, sqlite_where=and_(entries.c.conflicts > 0, STORY)
)
Index("claims_of_document", claims.c.document_id, claims.c.id)
Index("entries_of_claim", entry_claims.c.claim_id, entry_claims.c.entry_id)
Index("documents_by_publisher", documents.c.publisher, documents.c.number)
Index("documents_dropped", documents.c.number, sqlite_where=documents.c.diplomatic.is_(False))
