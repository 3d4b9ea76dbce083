"""Full text: words to an FTS5 query that no odd character can break, documents with the passage that has them."""

from __future__ import annotations

import re

from sqlalchemy import Connection, text

from chancery.models import Value

TERM = re.compile(r'"([^"]*)"?|(\S+)')
OPEN, CLOSE = "⟦", "⟧"
"""What a snippet puts around the words found; chosen because texts hardly have them."""
SNIPPET_WORDS = 24


class Hit(Value, frozen=True, kw_only=True):
    """A document that has the words, with its best passage; `score` is higher the better it fits."""

    document: str
    title: str | None
    published: str | None
    publisher: str | None
    source_id: str | None
    snippet: str
    score: float


def match_expression(words: str) -> str:
    """Return the FTS5 query for a user's words: all must occur, "quoted words" as a phrase, word* as a beginning.

    >>> match_expression('yen "skilled workers" invest* (AND)')
    '"yen" "skilled workers" "invest"* "(AND)"'
    >>> match_expression('"" * --')
    ''
    """
    terms = []
    for phrase, word in TERM.findall(words.replace("\0", " ")):
        term = phrase or word
        if any(map(str.isalnum, term)):
            begins = "*" if word.endswith("*") else ""
            terms.append(f'"{term.rstrip("*").replace(chr(34), "")}"{begins}')
    return " ".join(terms)


def search(connection: Connection, words: str, *, limit: int = 20, day: str | None = None) -> list[Hit]:
    """Return the documents that have all the words, the best first; none when there is nothing to look for.

    With a `day` only those that were published by then.
    """
    expression = match_expression(words)
    if not expression:
        return []
    found = connection.execute(
        text(
            """SELECT d.id AS document, d.title, d.published, d.publisher, d.source_id,
                  snippet(documents_fts, -1, :open, :close, '…', :size) AS snippet,
                  -bm25(documents_fts, 2.0, 1.0) AS score
               FROM documents_fts JOIN documents AS d ON d.number = documents_fts.rowid
               WHERE documents_fts MATCH :expression AND (:day IS NULL OR d.published <= :day)
               ORDER BY score DESC, d.id LIMIT :limit"""
        ),
        {"open": OPEN, "close": CLOSE, "size": SNIPPET_WORDS, "expression": expression, "limit": limit, "day": day},
    )
    return [Hit(**row) for row in found.mappings()]
