-- The tables of a ledger of schema 1, as SQLite keeps them.
CREATE TABLE meta (
    "key" TEXT,
    value TEXT NOT NULL,
    PRIMARY KEY ("key")
);
CREATE TABLE documents (
    number INTEGER NOT NULL,
    id TEXT NOT NULL,
    source_id TEXT,
    title TEXT,
    published TEXT,
    publisher TEXT,
    url TEXT,
    fetched TEXT,
    language TEXT,
    country TEXT,
    sha256 TEXT NOT NULL,
    diplomatic BOOLEAN NOT NULL,
    reason TEXT,
    coder TEXT NOT NULL,
    linked BOOLEAN NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (number),
    UNIQUE (id)
);
CREATE INDEX ix_documents_published ON documents (published);
CREATE INDEX ix_documents_sha256 ON documents (sha256);
CREATE INDEX ix_documents_linked ON documents (linked);
CREATE TABLE entries (
    id TEXT,
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    actors TEXT NOT NULL,
    recipients TEXT,
    date TEXT,
    first_day TEXT,
    last_day TEXT,
    type TEXT,
    status TEXT,
    start_date TEXT,
    end_date TEXT,
    place TEXT,
    plover TEXT,
    strength TEXT,
    topic TEXT,
    sectors TEXT,
    amount TEXT,
    currency TEXT,
    unit TEXT,
    due TEXT,
    reports INTEGER NOT NULL,
    sources INTEGER NOT NULL,
    conflicts INTEGER NOT NULL,
    first_reported TEXT,
    last_reported TEXT,
    related BOOLEAN NOT NULL,
    judged BOOLEAN NOT NULL,
    json TEXT NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX ix_entries_last_reported ON entries (last_reported);
CREATE INDEX ix_entries_kind ON entries (kind);
CREATE INDEX ix_entries_first_day ON entries (first_day);
CREATE INDEX ix_entries_last_day ON entries (last_day);
CREATE TABLE sources (
    document_id TEXT NOT NULL,
    source_id TEXT NOT NULL,
    title TEXT,
    url TEXT,
    fetched TEXT,
    language TEXT,
    country TEXT,
    PRIMARY KEY (document_id, source_id),
    FOREIGN KEY(document_id) REFERENCES documents (id)
);
CREATE TABLE claims (
    id TEXT,
    document_id TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind in ('engagement', 'event', 'commitment', 'position')),
    actors TEXT NOT NULL,
    recipients TEXT,
    summary TEXT,
    type TEXT,
    status TEXT,
    start_date TEXT,
    end_date TEXT,
    date_text TEXT,
    place TEXT,
    place_country TEXT,
    occasion TEXT,
    plover TEXT,
    strength TEXT,
    amount TEXT,
    currency TEXT,
    unit TEXT,
    sectors TEXT,
    quote TEXT NOT NULL,
    attribution TEXT,
    confidence FLOAT NOT NULL,
    coder TEXT NOT NULL,
    json TEXT NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(document_id) REFERENCES documents (id)
);
CREATE INDEX ix_claims_document_id ON claims (document_id);
CREATE INDEX ix_claims_kind ON claims (kind);
CREATE INDEX ix_claims_plover ON claims (plover);
CREATE TABLE sketches (
    mark INTEGER NOT NULL,
    document_id TEXT NOT NULL,
    PRIMARY KEY (mark, document_id),
    FOREIGN KEY(document_id) REFERENCES documents (id)
)
 WITHOUT ROWID;
CREATE INDEX ix_sketches_document_id ON sketches (document_id);
CREATE TABLE copies (
    document_id TEXT NOT NULL,
    other_id TEXT NOT NULL,
    PRIMARY KEY (document_id, other_id),
    FOREIGN KEY(document_id) REFERENCES documents (id),
    FOREIGN KEY(other_id) REFERENCES documents (id)
);
CREATE INDEX ix_copies_other_id ON copies (other_id);
CREATE TABLE entry_actors (
    entry_id TEXT NOT NULL,
    role TEXT NOT NULL,
    actor TEXT NOT NULL,
    PRIMARY KEY (entry_id, role, actor),
    FOREIGN KEY(entry_id) REFERENCES entries (id) ON DELETE CASCADE
);
CREATE INDEX ix_entry_actors_actor ON entry_actors (actor);
CREATE TABLE entry_links (
    entry_id TEXT NOT NULL,
    earlier TEXT NOT NULL,
    later TEXT NOT NULL,
    relation TEXT NOT NULL,
    ratio TEXT,
    why TEXT NOT NULL,
    PRIMARY KEY (entry_id, earlier, later, relation),
    FOREIGN KEY(entry_id) REFERENCES entries (id) ON DELETE CASCADE
);
CREATE TABLE evidence (
    claim_id TEXT NOT NULL,
    n INTEGER NOT NULL,
    document_id TEXT NOT NULL,
    start_char INTEGER NOT NULL,
    end_char INTEGER NOT NULL,
    quote TEXT NOT NULL,
    PRIMARY KEY (claim_id, n),
    FOREIGN KEY(claim_id) REFERENCES claims (id),
    FOREIGN KEY(document_id) REFERENCES documents (id)
);
CREATE INDEX evidence_by_place ON evidence (document_id, start_char);
CREATE TABLE claim_actors (
    claim_id TEXT NOT NULL,
    role TEXT NOT NULL,
    actor TEXT NOT NULL,
    PRIMARY KEY (claim_id, role, actor),
    FOREIGN KEY(claim_id) REFERENCES claims (id)
);
CREATE INDEX ix_claim_actors_actor ON claim_actors (actor);
CREATE TABLE quantities (
    claim_id TEXT NOT NULL,
    n INTEGER NOT NULL,
    role TEXT NOT NULL,
    value TEXT NOT NULL,
    max TEXT,
    currency TEXT,
    unit TEXT,
    qualifier TEXT NOT NULL,
    per TEXT,
    start_char INTEGER NOT NULL,
    end_char INTEGER NOT NULL,
    PRIMARY KEY (claim_id, n),
    FOREIGN KEY(claim_id) REFERENCES claims (id)
);
CREATE INDEX ix_quantities_currency ON quantities (currency);
CREATE TABLE judgements (
    id TEXT,
    left_claim TEXT NOT NULL,
    right_claim TEXT NOT NULL,
    relation TEXT NOT NULL,
    detail TEXT,
    score FLOAT NOT NULL,
    reasons TEXT NOT NULL,
    author TEXT NOT NULL,
    made TEXT,
    undone TEXT,
    PRIMARY KEY (id),
    FOREIGN KEY(left_claim) REFERENCES claims (id),
    FOREIGN KEY(right_claim) REFERENCES claims (id)
);
CREATE INDEX ix_judgements_left_claim ON judgements (left_claim);
CREATE INDEX ix_judgements_right_claim ON judgements (right_claim);
CREATE TABLE blocks (
    "key" TEXT NOT NULL,
    claim_id TEXT NOT NULL,
    PRIMARY KEY ("key", claim_id),
    FOREIGN KEY(claim_id) REFERENCES claims (id)
)
 WITHOUT ROWID;
CREATE INDEX ix_blocks_claim_id ON blocks (claim_id);
CREATE TABLE entry_claims (
    entry_id TEXT NOT NULL,
    claim_id TEXT NOT NULL,
    PRIMARY KEY (entry_id, claim_id),
    FOREIGN KEY(entry_id) REFERENCES entries (id) ON DELETE CASCADE,
    FOREIGN KEY(claim_id) REFERENCES claims (id)
);
CREATE INDEX ix_entry_claims_claim_id ON entry_claims (claim_id);
CREATE VIRTUAL TABLE documents_fts USING fts5(
        title, text, content='documents', content_rowid='number', tokenize='porter unicode61 remove_diacritics 2');
CREATE TRIGGER documents_added AFTER INSERT ON documents BEGIN
        INSERT INTO documents_fts(rowid, title, text) VALUES (new.number, new.title, new.text); END;
CREATE TRIGGER documents_retitled AFTER UPDATE OF title ON documents WHEN old.title IS NOT new.title BEGIN
        INSERT INTO documents_fts(documents_fts, rowid, title, text) VALUES ('delete', old.number, old.title, old.text);
        INSERT INTO documents_fts(rowid, title, text) VALUES (new.number, new.title, new.text); END;
