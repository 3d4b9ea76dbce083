"""How a ledger of an older schema becomes one of the next: statements by the version they start from."""

from __future__ import annotations

MIGRATIONS: dict[int, tuple[str, ...]] = {
    1: (
        "ALTER TABLE judgements ADD COLUMN undone_by TEXT",
        "ALTER TABLE judgements ADD COLUMN batch TEXT",
        "CREATE INDEX ix_judgements_author ON judgements (author)",
        "CREATE INDEX ix_judgements_batch ON judgements (batch)",
        "CREATE INDEX ix_claims_confidence ON claims (confidence)",
        """CREATE TABLE verdicts (
            id TEXT, claim_id TEXT NOT NULL,
            says TEXT NOT NULL CHECK (says in ('right', 'wrong', 'corrected')), correction TEXT NOT NULL,
            because TEXT, author TEXT NOT NULL, made TEXT NOT NULL, undone TEXT, undone_by TEXT, batch TEXT,
            PRIMARY KEY (id), FOREIGN KEY(claim_id) REFERENCES claims (id))""",
        "CREATE INDEX ix_verdicts_claim_id ON verdicts (claim_id)",
        "CREATE INDEX ix_verdicts_batch ON verdicts (batch)",
        """CREATE TABLE progress (
            id TEXT, day TEXT NOT NULL, text TEXT NOT NULL, status TEXT, compliance TEXT NOT NULL, url TEXT,
            document_id TEXT, start_char INTEGER, end_char INTEGER, quote TEXT,
            because TEXT, author TEXT NOT NULL, made TEXT NOT NULL, undone TEXT, undone_by TEXT, batch TEXT,
            PRIMARY KEY (id), FOREIGN KEY(document_id) REFERENCES documents (id))""",
        "CREATE INDEX ix_progress_batch ON progress (batch)",
        """CREATE TABLE progress_claims (
            progress_id TEXT NOT NULL, n INTEGER NOT NULL, claim_id TEXT NOT NULL,
            PRIMARY KEY (progress_id, n), FOREIGN KEY(progress_id) REFERENCES progress (id),
            FOREIGN KEY(claim_id) REFERENCES claims (id))""",
        "CREATE INDEX ix_progress_claims_claim_id ON progress_claims (claim_id)",
        """CREATE TABLE heirs (
            claim_id TEXT, heir_id TEXT NOT NULL, PRIMARY KEY (claim_id),
            FOREIGN KEY(claim_id) REFERENCES claims (id), FOREIGN KEY(heir_id) REFERENCES claims (id))""",
        "CREATE INDEX ix_heirs_heir_id ON heirs (heir_id)",
    ),
    2: (
        """CREATE TABLE filing (
            actor TEXT NOT NULL, last_day TEXT NOT NULL, entry_id TEXT NOT NULL,
            PRIMARY KEY (actor, last_day, entry_id),
            FOREIGN KEY(entry_id) REFERENCES entries (id) ON DELETE CASCADE) WITHOUT ROWID""",
        "CREATE INDEX filing_by_entry ON filing (entry_id, actor)",
        """CREATE TABLE agenda (
            entry_id TEXT, first_day TEXT, last_day TEXT,
            PRIMARY KEY (entry_id), FOREIGN KEY(entry_id) REFERENCES entries (id) ON DELETE CASCADE)""",
        "CREATE INDEX agenda_by_day ON agenda (last_day, entry_id)",
        """CREATE TABLE searches (
            id TEXT, name TEXT NOT NULL, "query" TEXT NOT NULL, author TEXT NOT NULL, made TEXT NOT NULL,
            undone TEXT, undone_by TEXT, PRIMARY KEY (id))""",
        """CREATE INDEX entries_by_day ON entries
            (related, first_day DESC, id, kind, strength, status, date, sectors)""",
        "CREATE INDEX entries_by_report ON entries (related, first_reported DESC, id, kind)",
        """CREATE INDEX entries_disputed ON entries (last_reported DESC, id)
            WHERE conflicts > 0 AND related IS 0""",
        "CREATE INDEX claims_of_document ON claims (document_id, id)",
        "CREATE INDEX entries_of_claim ON entry_claims (claim_id, entry_id)",
    ),
    3: (
        """CREATE TABLE telling (
            number INTEGER NOT NULL, entry_id TEXT NOT NULL, PRIMARY KEY (number, entry_id),
            FOREIGN KEY(number) REFERENCES documents (number),
            FOREIGN KEY(entry_id) REFERENCES entries (id) ON DELETE CASCADE) WITHOUT ROWID""",
        "CREATE INDEX telling_of_entry ON telling (entry_id, number)",
        "CREATE INDEX documents_by_publisher ON documents (publisher, number)",
        "CREATE INDEX documents_dropped ON documents (number) WHERE diplomatic IS 0",
        "DROP INDEX ix_entries_kind",
    ),
    4: (
        "CREATE INDEX judgements_of_pair ON judgements (left_claim, right_claim)",
        "CREATE INDEX judgements_by_score ON judgements (score, id)",
        "CREATE INDEX claims_by_confidence ON claims (confidence, id)",
        "DROP INDEX ix_judgements_left_claim",
        "DROP INDEX ix_claims_confidence",
    ),
}
"""Entries are built anew by the ledger afterwards, where the rules of linkage have changed."""
