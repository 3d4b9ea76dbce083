"""Finding: the entries and reports that words and facets narrow the ledger down to, with what may narrow it further."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

import msgspec
from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Subquery,
    TextClause,
    case,
    column,
    distinct,
    func,
    literal,
    literal_column,
    select,
    table,
    text,
)

from chancery.ledger import rows
from chancery.ledger.search import CLOSE, OPEN, SNIPPET_WORDS, Hit, match_expression
from chancery.ledger.tables import claims, documents, entries, entry_actors, entry_claims
from chancery.linkage.entries import Entry
from chancery.models import Value

ROLES = {"promisor": "promisor", "beneficiary": "beneficiary"}
MOST_VALUES = 12
"""Values of a facet that are listed: the rest is found by words."""
LONGEST_LIST = 20_000
"""Combinations of sectors that are counted."""
HIT_FIELDS = ("document", "title", "published", "publisher", "source_id", "snippet")
LONGEST_SOUGHT, BEGINNING = 300_000, 200
"""Characters of a text in which SQLite is asked for the best passage, which takes it the square of the hits; of a
longer text so many characters of its beginning are shown."""
FULL_TEXT = table("documents_fts", column("rowid"))


class Wanted(Value, frozen=True, kw_only=True):
    """What is looked for: `words` as in full-text search, all else facets that an entry must have."""

    words: str = ""
    kind: str | None = None
    actor: str | None = None
    promisor: str | None = None
    beneficiary: str | None = None
    sector: str | None = None
    strength: str | None = None
    status: str | None = None
    year: str | None = None
    publisher: str | None = None

    def given(self) -> dict[str, str]:
        """Return the facets that are set, by name."""
        return {name: value for name, value in msgspec.structs.asdict(self).items() if value and name != "words"}


class FacetValue(Value, frozen=True, kw_only=True):
    """A value of a facet with the number of entries found that have it."""

    value: str
    entries: int


class Facet(Value, frozen=True, kw_only=True):
    """A way to narrow what was found, the most frequent values first."""

    name: str
    values: tuple[FacetValue, ...]


class Found(Value, frozen=True, kw_only=True):
    """What was found: `total` entries, of which `entries` are shown, the latest first; `reports` that have the words,
    of which `hits` are shown, the best first; and the facets of all entries found."""

    total: int
    entries: tuple[Entry, ...]
    reports: int
    hits: tuple[Hit, ...]
    facets: tuple[Facet, ...]


class Pair(Value, frozen=True, kw_only=True):
    """How many contacts and promises two actors have with each other."""

    left: str
    right: str
    entries: int


def find(connection: Connection, wanted: Wanted, *, limit: int, offset: int) -> Found:
    """Find entries with their facets, and, where there are words, the reports that have them."""
    chosen = select(entries.c.id).where(*_tests(wanted)).subquery()
    newest = (
        select(entries)
        .where(entries.c.id.in_(select(chosen.c.id)))
        .order_by(entries.c.first_day.is_(None), entries.c.first_day.desc(), entries.c.id)
    )
    shown = connection.execute(newest.limit(limit).offset(offset)).mappings()
    hits = _hits(wanted, chosen)
    return Found(
        total=connection.scalar(select(func.count()).select_from(chosen)) or 0,
        entries=tuple(map(rows.entry_value, shown)),
        reports=0 if hits is None else connection.scalar(select(func.count()).select_from(hits.subquery())) or 0,
        hits=() if hits is None else tuple(_read(connection, wanted, hits, limit, offset)),
        facets=tuple(_facets(connection, chosen)),
    )


def newest(connection: Connection, *, limit: int, since: str | None = None) -> list[Entry]:
    """Return the contacts and promises that were first reported last, the newest first."""
    latest = select(entries).where(entries.c.related.is_(False), entries.c.first_reported >= (since or ""))
    latest = latest.where(entries.c.kind.in_(("engagement", "commitment")))
    ordered = latest.order_by(entries.c.first_reported.desc(), entries.c.id).limit(limit)
    return [rows.entry_value(row) for row in connection.execute(ordered).mappings()]


def disputed(connection: Connection, *, limit: int) -> list[Entry]:
    """Return the entries on which reports contradict each other, the last reported first."""
    alarming = select(entries).where(entries.c.conflicts > 0, entries.c.related.is_(False))
    ordered = alarming.order_by(entries.c.last_reported.desc(), entries.c.id).limit(limit)
    return [rows.entry_value(row) for row in connection.execute(ordered).mappings()]


def pairs(connection: Connection) -> list[Pair]:
    """Count the contacts and promises of each two actors, those with most first."""
    left, right = entry_actors.alias("one"), entry_actors.alias("other")
    count = func.count(distinct(left.c.entry_id)).label("entries")
    counted = (
        select(left.c.actor.label("left"), right.c.actor.label("right"), count)
        .join(right, (left.c.entry_id == right.c.entry_id) & (left.c.actor < right.c.actor))
        .join(entries, entries.c.id == left.c.entry_id)
        .where(entries.c.kind.in_(("engagement", "commitment")), entries.c.related.is_(False))
        .group_by(left.c.actor, right.c.actor)
        .order_by(count.desc(), left.c.actor, right.c.actor)
    )
    return [Pair(**row) for row in connection.execute(counted).mappings()]


def entries_with(connection: Connection, claim_ids: Iterable[str]) -> list[Entry]:
    """Return the entries that any of the claims is part of, by id."""
    ids = sorted(set(claim_ids))
    found: dict[str, Entry] = {}
    for start in range(0, len(ids), 500):
        having = select(entry_claims.c.entry_id).where(entry_claims.c.claim_id.in_(ids[start : start + 500]))
        for row in connection.execute(select(entries).where(entries.c.id.in_(having))).mappings():
            found[row["id"]] = rows.entry_value(row)
    return [found[id] for id in sorted(found)]


def entries_by_id(connection: Connection, ids: Iterable[str]) -> list[Entry]:
    """Return the entries with the given ids, by id."""
    chosen = select(entries).where(entries.c.id.in_(sorted(set(ids)))).order_by(entries.c.id)
    return [rows.entry_value(row) for row in connection.execute(chosen).mappings()]


def _tests(wanted: Wanted) -> list[ColumnElement[bool]]:
    """Return what an entry must pass."""
    tests: list[ColumnElement[bool]] = [entries.c.related.is_(False)]
    for name in ("kind", "strength", "status"):
        if value := getattr(wanted, name):
            tests.append(entries.c[name] == value)
    if wanted.year:
        tests.append(func.substr(entries.c.date, 1, 4) == wanted.year)
    if wanted.sector:
        listed = literal(", ").concat(func.coalesce(entries.c.sectors, "")).concat(", ")
        tests.append(listed.contains(f", {wanted.sector}, ", autoescape=True))
    for name, role in {**ROLES, "actor": None}.items():
        if value := getattr(wanted, name):
            having = select(entry_actors.c.entry_id).where(entry_actors.c.actor == value)
            tests.append(entries.c.id.in_(having.where(entry_actors.c.role == role) if role else having))
    if wanted.publisher:
        tests.append(entries.c.id.in_(_told_by(documents.c.publisher == wanted.publisher)))
    if wanted.words.strip():
        tests.append(entries.c.id.in_(_told_by(documents.c.number.in_(_matching(wanted.words)))))
    return tests


def _told_by(test: ColumnElement[bool]) -> Select[Any]:
    """Return the statement that gives the entries of which certain documents tell."""
    told = select(entry_claims.c.entry_id).join(claims, claims.c.id == entry_claims.c.claim_id)
    return told.join(documents, documents.c.id == claims.c.document_id).where(test)


def _matching(words: str) -> Select[Any]:
    """Return the statement that gives the numbers of the documents with the words; none where there is no word."""
    expression = match_expression(words)
    if not expression:
        return select(documents.c.number).where(documents.c.number < 0)
    return select(FULL_TEXT.c.rowid).where(_match(expression))


def _hits(wanted: Wanted, chosen: Subquery) -> Select[Any] | None:
    """Return the statement that finds the reports with the words; where facets are set, those that tell of an entry."""
    expression = match_expression(wanted.words)
    if not expression:
        return None
    score: ColumnElement[float] = literal_column("-bm25(documents_fts, 2.0, 1.0)")
    found = select(FULL_TEXT.c.rowid.label("number"), documents.c.id.label("id"), score.label("score"))
    statement = found.join(documents, documents.c.number == FULL_TEXT.c.rowid).where(_match(expression))
    if wanted.given():
        telling = select(claims.c.document_id).join(entry_claims, claims.c.id == entry_claims.c.claim_id)
        statement = statement.where(documents.c.id.in_(telling.where(entry_claims.c.entry_id.in_(select(chosen.c.id)))))
    return statement


def _read(connection: Connection, wanted: Wanted, hits: Select[Any], limit: int, offset: int) -> list[Hit]:
    """Read the best of the reports found with their passages, which are sought in these alone."""
    best = connection.execute(hits.order_by(text("score DESC"), documents.c.id).limit(limit).offset(offset)).all()
    scores = {row.number: row.score for row in best}
    snippet: ColumnElement[str] = literal_column(
        f"snippet(documents_fts, -1, '{OPEN}', '{CLOSE}', '…', {SNIPPET_WORDS})"
    )
    beginning = func.substr(documents.c.text, 1, BEGINNING).concat("…")
    passage = case((func.length(documents.c.text) <= LONGEST_SOUGHT, snippet), else_=beginning).label("snippet")
    statement = (
        select(documents.c.number, documents.c.id, *(documents.c[name] for name in HIT_FIELDS[1:-1]), passage)
        .join(FULL_TEXT, documents.c.number == FULL_TEXT.c.rowid)
        .where(_match(match_expression(wanted.words)), FULL_TEXT.c.rowid.in_(scores))
    )
    held = {number: dict(zip(HIT_FIELDS, fields, strict=True)) for number, *fields in connection.execute(statement)}
    return [Hit(**held[number] | {"score": score}) for number, score in scores.items()]


def _match(expression: str) -> TextClause:
    return text("documents_fts MATCH :expression").bindparams(expression=expression)


def _facets(connection: Connection, chosen: Subquery) -> list[Facet]:
    """Count the entries found by each facet; one that does not narrow anything is left out."""
    among = entries.c.id.in_(select(chosen.c.id))
    year = func.substr(entries.c.date, 1, 4)
    plain = {name: _counted(connection, entries.c[name], among) for name in ("kind", "strength", "status")}
    roles = {name: _by_role(connection, role, chosen) for name, role in ROLES.items()}
    found = {
        "kind": plain["kind"],
        **roles,
        "sector": _sectors(connection, among),
        "strength": plain["strength"],
        "status": plain["status"],
        "year": _counted(connection, year, among & entries.c.first_day.is_not(None)),
        "publisher": _publishers(connection, chosen),
    }
    return [Facet(name=name, values=_ranked(counts)) for name, counts in found.items() if counts]


def _ranked(counts: dict[str, int]) -> tuple[FacetValue, ...]:
    ordered = sorted(counts.items(), key=lambda one: (-one[1], one[0]))[:MOST_VALUES]
    return tuple(FacetValue(value=value, entries=number) for value, number in ordered)


def _counted(connection: Connection, value: ColumnElement[Any], among: ColumnElement[bool]) -> dict[str, int]:
    grouped = select(value, func.count()).where(among, value.is_not(None)).group_by(value)
    return {row[0]: row[1] for row in connection.execute(grouped)}


def _by_role(connection: Connection, role: str, chosen: Subquery) -> dict[str, int]:
    count = func.count(distinct(entry_actors.c.entry_id))
    grouped = select(entry_actors.c.actor, count).where(entry_actors.c.role == role)
    found = grouped.where(entry_actors.c.entry_id.in_(select(chosen.c.id))).group_by(entry_actors.c.actor)
    return {row[0]: row[1] for row in connection.execute(found)}


def _sectors(connection: Connection, among: ColumnElement[bool]) -> dict[str, int]:
    counts: Counter[str] = Counter()
    grouped = select(entries.c.sectors, func.count()).where(among, entries.c.sectors.is_not(None))
    for listed, number in connection.execute(grouped.group_by(entries.c.sectors).limit(LONGEST_LIST)):
        counts.update(dict.fromkeys(listed.split(", "), number))
    return counts


def _publishers(connection: Connection, chosen: Subquery) -> dict[str, int]:
    count = func.count(distinct(entry_claims.c.entry_id))
    told = select(documents.c.publisher, count).select_from(entry_claims)
    joined = told.join(claims, claims.c.id == entry_claims.c.claim_id).join(documents)
    among = joined.where(entry_claims.c.entry_id.in_(select(chosen.c.id)), documents.c.publisher.is_not(None))
    return {row[0]: row[1] for row in connection.execute(among.group_by(documents.c.publisher))}
