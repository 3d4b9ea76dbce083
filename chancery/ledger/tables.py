"""The tables of a ledger, plain enough for Datasette or the sqlite3 shell; docs/ledger.md describes each column.

What was read (`documents`, `sources`), what it says (`claims` with `evidence`, `claim_actors`, `quantities`), how
claims relate (`judgements`), what people say of claims (`verdicts`) and promises (`progress`, `progress_claims`), and
what follows from all (`entries` with `entry_claims`, `entry_actors`, `entry_links`): the last can be rebuilt from the
others at any time. `blocks` says which claims are worth comparing, `copies` (found by `sketches`) which texts are
near-duplicates, `heirs` which claim of the newest coder took the place of an older one.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
)

SCHEMA_VERSION = 5
metadata = MetaData()


def _text(name: str, *args: Any, null: bool = True, **kw: Any) -> Column[str]:
    return Column(name, Text, *args, nullable=null, **kw)


meta = Table("meta", metadata, _text("key", primary_key=True), _text("value", null=False))

documents = Table(
    "documents",
    metadata,
    Column("number", Integer, primary_key=True),
    _text("id", unique=True, null=False),
    _text("source_id"),
    _text("title"),
    _text("published", index=True),
    _text("publisher"),
    _text("url"),
    _text("fetched"),
    _text("language"),
    _text("country"),
    _text("sha256", null=False, index=True),
    Column("diplomatic", Boolean, nullable=False),
    _text("reason"),
    _text("coder", null=False),
    Column("linked", Boolean, nullable=False, index=True),
    _text("text", null=False),
)

sources = Table(
    "sources",
    metadata,
    _text("document_id", ForeignKey("documents.id"), null=False),
    _text("source_id", null=False),
    _text("title"),
    _text("url"),
    _text("fetched"),
    _text("language"),
    _text("country"),
    PrimaryKeyConstraint("document_id", "source_id"),
)

claims = Table(
    "claims",
    metadata,
    _text("id", primary_key=True),
    _text("document_id", ForeignKey("documents.id"), null=False, index=True),
    _text("kind", CheckConstraint("kind in ('engagement', 'event', 'commitment', 'position')"), null=False, index=True),
    _text("actors", null=False),
    _text("recipients"),
    _text("summary"),
    _text("type"),
    _text("status"),
    _text("start_date"),
    _text("end_date"),
    _text("date_text"),
    _text("place"),
    _text("place_country"),
    _text("occasion"),
    _text("plover", index=True),
    _text("strength"),
    _text("amount"),
    _text("currency"),
    _text("unit"),
    _text("sectors"),
    _text("quote", null=False),
    _text("attribution"),
    Column("confidence", Float, nullable=False),
    _text("coder", null=False),
    _text("json", null=False),
    Index("claims_by_confidence", "confidence", "id"),
)

evidence = Table(
    "evidence",
    metadata,
    _text("claim_id", ForeignKey("claims.id"), null=False),
    Column("n", Integer, nullable=False),
    _text("document_id", ForeignKey("documents.id"), null=False),
    Column("start_char", Integer, nullable=False),
    Column("end_char", Integer, nullable=False),
    _text("quote", null=False),
    PrimaryKeyConstraint("claim_id", "n"),
    Index("evidence_by_place", "document_id", "start_char"),
)

claim_actors = Table(
    "claim_actors",
    metadata,
    _text("claim_id", ForeignKey("claims.id"), null=False),
    _text("role", null=False),
    _text("actor", null=False, index=True),
    PrimaryKeyConstraint("claim_id", "role", "actor"),
)

quantities = Table(
    "quantities",
    metadata,
    _text("claim_id", ForeignKey("claims.id"), null=False),
    Column("n", Integer, nullable=False),
    _text("role", null=False),
    _text("value", null=False),
    _text("max"),
    _text("currency", index=True),
    _text("unit"),
    _text("qualifier", null=False),
    _text("per"),
    Column("start_char", Integer, nullable=False),
    Column("end_char", Integer, nullable=False),
    PrimaryKeyConstraint("claim_id", "n"),
)

judgements = Table(
    "judgements",
    metadata,
    _text("id", primary_key=True),
    _text("left_claim", ForeignKey("claims.id"), null=False),
    _text("right_claim", ForeignKey("claims.id"), null=False, index=True),
    _text("relation", null=False),
    _text("detail"),
    Column("score", Float, nullable=False),
    _text("reasons", null=False),
    _text("author", null=False, index=True),
    _text("made"),
    _text("undone"),
    _text("undone_by"),
    _text("batch", index=True),
    Index("judgements_of_pair", "left_claim", "right_claim"),
    Index("judgements_by_score", "score", "id"),
)


def _decision() -> tuple[Column[Any], ...]:
    return (
        _text("because"),
        _text("author", null=False),
        _text("made", null=False),
        _text("undone"),
        _text("undone_by"),
        _text("batch", index=True),
    )


verdicts = Table(
    "verdicts",
    metadata,
    _text("id", primary_key=True),
    _text("claim_id", ForeignKey("claims.id"), null=False, index=True),
    _text("says", CheckConstraint("says in ('right', 'wrong', 'corrected')"), null=False),
    _text("correction", null=False),
    *_decision(),
)

progress = Table(
    "progress",
    metadata,
    _text("id", primary_key=True),
    _text("day", null=False),
    _text("text", null=False),
    _text("status"),
    _text("compliance", null=False),
    _text("url"),
    _text("document_id", ForeignKey("documents.id")),
    Column("start_char", Integer),
    Column("end_char", Integer),
    _text("quote"),
    *_decision(),
)

progress_claims = Table(
    "progress_claims",
    metadata,
    _text("progress_id", ForeignKey("progress.id"), null=False),
    Column("n", Integer, nullable=False),
    _text("claim_id", ForeignKey("claims.id"), null=False, index=True),
    PrimaryKeyConstraint("progress_id", "n"),
)

heirs = Table(
    "heirs",
    metadata,
    _text("claim_id", ForeignKey("claims.id"), primary_key=True),
    _text("heir_id", ForeignKey("claims.id"), null=False, index=True),
)

blocks = Table(
    "blocks",
    metadata,
    _text("key", null=False),
    _text("claim_id", ForeignKey("claims.id"), null=False, index=True),
    PrimaryKeyConstraint("key", "claim_id"),
    sqlite_with_rowid=False,
)

sketches = Table(
    "sketches",
    metadata,
    Column("mark", Integer, nullable=False),
    _text("document_id", ForeignKey("documents.id"), null=False, index=True),
    PrimaryKeyConstraint("mark", "document_id"),
    sqlite_with_rowid=False,
)

copies = Table(
    "copies",
    metadata,
    _text("document_id", ForeignKey("documents.id"), null=False),
    _text("other_id", ForeignKey("documents.id"), null=False, index=True),
    PrimaryKeyConstraint("document_id", "other_id"),
)

entries = Table(
    "entries",
    metadata,
    _text("id", primary_key=True),
    _text("kind", null=False),
    _text("title", null=False),
    _text("actors", null=False),
    _text("recipients"),
    _text("date"),
    _text("first_day", index=True),
    _text("last_day", index=True),
    _text("type"),
    _text("status"),
    _text("start_date"),
    _text("end_date"),
    _text("place"),
    _text("plover"),
    _text("strength"),
    _text("topic"),
    _text("sectors"),
    _text("amount"),
    _text("currency"),
    _text("unit"),
    _text("due"),
    Column("reports", Integer, nullable=False),
    Column("sources", Integer, nullable=False),
    Column("conflicts", Integer, nullable=False),
    _text("first_reported"),
    _text("last_reported", index=True),
    Column("related", Boolean, nullable=False),
    Column("judged", Boolean, nullable=False),
    _text("json", null=False),
)

entry_claims = Table(
    "entry_claims",
    metadata,
    _text("entry_id", ForeignKey("entries.id", ondelete="CASCADE"), null=False),
    _text("claim_id", ForeignKey("claims.id"), null=False, index=True),
    PrimaryKeyConstraint("entry_id", "claim_id"),
)

entry_actors = Table(
    "entry_actors",
    metadata,
    _text("entry_id", ForeignKey("entries.id", ondelete="CASCADE"), null=False),
    _text("role", null=False),
    _text("actor", null=False, index=True),
    PrimaryKeyConstraint("entry_id", "role", "actor"),
)

entry_links = Table(
    "entry_links",
    metadata,
    _text("entry_id", ForeignKey("entries.id", ondelete="CASCADE"), null=False),
    _text("earlier", null=False),
    _text("later", null=False),
    _text("relation", null=False),
    _text("ratio"),
    _text("why", null=False),
    PrimaryKeyConstraint("entry_id", "earlier", "later", "relation"),
)

FULL_TEXT = (
    """CREATE VIRTUAL TABLE documents_fts USING fts5(
        title, text, content='documents', content_rowid='number', tokenize='porter unicode61 remove_diacritics 2')""",
    """CREATE TRIGGER documents_added AFTER INSERT ON documents BEGIN
        INSERT INTO documents_fts(rowid, title, text) VALUES (new.number, new.title, new.text); END""",
    """CREATE TRIGGER documents_retitled AFTER UPDATE OF title ON documents WHEN old.title IS NOT new.title BEGIN
        INSERT INTO documents_fts(documents_fts, rowid, title, text) VALUES ('delete', old.number, old.title, old.text);
        INSERT INTO documents_fts(rowid, title, text) VALUES (new.number, new.title, new.text); END""",
)
"""SQLite's full-text index over titles and texts; triggers keep it equal to `documents`."""
