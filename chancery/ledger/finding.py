"""Finding: the entries and reports that words and facets narrow the ledger down to, with what may narrow it further."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import Any

import msgspec
from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    TextClause,
    case,
    column,
    distinct,
    exists,
    func,
    literal,
    literal_column,
    select,
    table,
    text,
)

from chancery.ledger import rows
from chancery.ledger.search import CLOSE, OPEN, SNIPPET_WORDS, Hit, match_expression
from chancery.ledger.shelves import STORY, telling
from chancery.ledger.tables import documents, entries, entry_actors, entry_claims
from chancery.linkage.entries import Entry
from chancery.models import Value

ROLES = {"promisor": "promisor", "beneficiary": "beneficiary"}
PLAIN = ("kind", "strength", "status")
MOST_VALUES = 12
"""Values of a facet that are listed: the rest is found by words."""
COUNTED = 1_000
"""Entries found, the latest, among which facets are counted."""
MOVED = 2_000
"""Contacts and promises, those reported last, whose pairs are counted."""
FEW = 1_000
"""Entries that are looked up one by one; of more all entries are gone through."""
CROWD = 30
"""Actors of an entry beyond which it says nothing of any pair of them."""
HIT_FIELDS = ("document", "title", "published", "publisher", "source_id", "snippet")
LONGEST_SOUGHT, BEGINNING = 300_000, 200
"""Characters of a text in which SQLite is asked for the best passage, which takes it the square of the hits; of a
longer text so many characters of its beginning are shown."""
FULL_TEXT = table("documents_fts", column("rowid"))
NARROW = [entries.c[name] for name in ("id", *PLAIN, "date", "sectors")]
FIRST_DAY: ColumnElement[Any] = entries.c.first_day
CONTACTS_AND_PROMISES = entries.c.kind.in_(("engagement", "commitment"))


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
    of which `hits` are shown, the best first; and the facets of the `counted` latest entries found."""

    total: int
    counted: int
    entries: tuple[Entry, ...]
    reports: int
    hits: tuple[Hit, ...]
    facets: tuple[Facet, ...]


class Pair(Value, frozen=True, kw_only=True):
    """How many of the contacts and promises that were reported last two actors share."""

    left: str
    right: str
    entries: int


def find(connection: Connection, wanted: Wanted, *, limit: int, offset: int, reported: bool = False) -> Found:
    """Find entries with their facets, and, where there are words, the reports that have them.

    Those come first that happened last or, if asked for so, that were `reported` last.
    """
    total, latest = _latest(connection, wanted, offset + limit, entries.c.last_reported if reported else FIRST_DAY)
    ids = [row.id for row in latest]
    shown = {one.id: one for one in entries_by_id(connection, ids[offset : offset + limit])}
    hits = _hits(wanted, ids)
    return Found(
        total=total,
        counted=len(ids[:COUNTED]),
        entries=tuple(shown[id] for id in ids[offset : offset + limit]),
        reports=0 if hits is None else connection.scalar(hits.with_only_columns(func.count(FULL_TEXT.c.rowid))) or 0,
        hits=() if hits is None else tuple(_read(connection, wanted, hits, limit, offset)),
        facets=tuple(_facets(connection, latest[:COUNTED])),
    )


def _latest(connection: Connection, wanted: Wanted, most: int, day: ColumnElement[Any]) -> tuple[int, Sequence[Any]]:
    """Return how many entries are wanted, and the narrow rows of the latest; with words and facets, those of all."""
    tests = _tests(wanted)
    latest = select(*NARROW).where(*tests).order_by(day.desc(), entries.c.id)
    if not wanted.words.strip():
        count = connection.scalar(select(func.count()).select_from(entries).where(*tests))
        return count or 0, connection.execute(latest.limit(max(COUNTED, most))).all()
    told = select(telling.c.entry_id).where(telling.c.number.in_(_matching(wanted.words)))
    number = connection.scalar(told.with_only_columns(func.count(distinct(telling.c.entry_id)))) or 0
    column = entries.c.id if number < FEW else entries.c.id.concat("")  # of many, each entry is asked by its day
    latest = latest.where(column.in_(told))
    if not wanted.given():
        return number, connection.execute(latest.limit(max(COUNTED, most))).all()
    found = connection.execute(latest).all()
    return len(found), found


def newest(connection: Connection, *, limit: int, since: str | None = None) -> list[Entry]:
    """Return the contacts and promises that were first reported last, the newest first."""
    latest = select(entries).where(STORY, CONTACTS_AND_PROMISES, entries.c.first_reported >= (since or ""))
    ordered = latest.order_by(entries.c.first_reported.desc(), entries.c.id).limit(limit)
    return [rows.entry_value(row) for row in connection.execute(ordered).mappings()]


def added(connection: Connection, *, after: int, limit: int) -> list[Entry]:
    """Return the contacts and promises that only documents added after a number tell of, those reported last first."""
    told = entries.c.id.in_(select(telling.c.entry_id).where(telling.c.number > after))
    known = exists().where(telling.c.entry_id == entries.c.id, telling.c.number <= after)
    latest = select(entries).where(STORY, CONTACTS_AND_PROMISES, told, ~known)
    ordered = latest.order_by(entries.c.first_reported.desc(), entries.c.id).limit(limit)
    return [rows.entry_value(row) for row in connection.execute(ordered).mappings()]


def last_number(connection: Connection) -> int:
    """Return the number of the document that was added last, 0 where there is none."""
    return connection.scalar(select(func.max(documents.c.number))) or 0


def disputed(connection: Connection, *, limit: int) -> list[Entry]:
    """Return the entries on which reports contradict each other, the last reported first."""
    alarming = select(entries).where(entries.c.conflicts > literal_column("0"), STORY)
    ordered = alarming.order_by(entries.c.last_reported.desc(), entries.c.id).limit(limit)
    return [rows.entry_value(row) for row in connection.execute(ordered).mappings()]


def pairs(connection: Connection, most: int = MOVED) -> list[Pair]:
    """Count what each two actors share of the contacts and promises that were first reported last."""
    latest = select(entries.c.id).where(STORY, CONTACTS_AND_PROMISES)
    ids = list(connection.scalars(latest.order_by(entries.c.first_reported.desc(), entries.c.id).limit(most)))
    parties = select(entry_actors.c.entry_id, entry_actors.c.actor).where(_among(entry_actors.c.entry_id, ids))
    party: dict[str, set[str]] = {}
    for entry, actor in connection.execute(parties):
        party.setdefault(entry, set()).add(actor)
    counts = Counter(pair for codes in party.values() if len(codes) <= CROWD for pair in combinations(sorted(codes), 2))
    ranked = sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    return [Pair(left=left, right=right, entries=number) for (left, right), number in ranked]


def _among(column: ColumnElement[str], ids: Sequence[str]) -> ColumnElement[bool]:
    """Return the test that a column has one of many values, given to SQLite as one list."""
    listed = func.json_each(rows.json(ids)).table_valued("value")
    return column.in_(select(listed.c.value))


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
    tests: list[ColumnElement[bool]] = [STORY]
    for name in PLAIN:
        if value := getattr(wanted, name):
            tests.append(entries.c[name] == value)
    if wanted.year:
        tests.append(entries.c.first_day.between(wanted.year, f"{wanted.year}-99"))
    if wanted.sector:
        listed = literal(", ").concat(func.coalesce(entries.c.sectors, "")).concat(", ")
        tests.append(listed.contains(f", {wanted.sector}, ", autoescape=True))
    for name, role in {**ROLES, "actor": None}.items():
        if value := getattr(wanted, name):
            having = select(entry_actors.c.entry_id).where(entry_actors.c.actor == value)
            tests.append(entries.c.id.in_(having.where(entry_actors.c.role == role) if role else having))
    if wanted.publisher:
        published = select(documents.c.number).where(documents.c.publisher == wanted.publisher)
        tests.append(entries.c.id.in_(select(telling.c.entry_id).where(telling.c.number.in_(published))))
    return tests


def _matching(words: str) -> Select[Any]:
    """Return the statement that gives the numbers of the documents with the words; none where there is no word."""
    expression = match_expression(words)
    if not expression:
        return select(documents.c.number).where(documents.c.number < 0)
    return select(FULL_TEXT.c.rowid).where(_match(expression))


def _hits(wanted: Wanted, ids: Sequence[str]) -> Select[Any] | None:
    """Return the statement that finds the reports with the words; where facets are set, those that tell of an entry."""
    expression = match_expression(wanted.words)
    if not expression:
        return None
    score: ColumnElement[float] = literal_column("-bm25(documents_fts, 2.0, 1.0)")
    statement = select(FULL_TEXT.c.rowid.label("number"), score.label("score")).where(_match(expression))
    told = select(telling.c.number).where(_among(telling.c.entry_id, ids))
    return statement.where((FULL_TEXT.c.rowid + 0).in_(told)) if wanted.given() else statement


def _read(connection: Connection, wanted: Wanted, hits: Select[Any], limit: int, offset: int) -> list[Hit]:
    """Read the best of the reports found with their passages, which are sought in these alone."""
    best = connection.execute(hits.order_by(text("score DESC"), FULL_TEXT.c.rowid).limit(limit).offset(offset)).all()
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


def passages(connection: Connection, words: str, document_ids: Iterable[str]) -> list[Hit]:
    """Return those of the documents that have the words, with the passage."""
    expression = match_expression(words)
    chosen = select(documents.c.number).where(_among(documents.c.id, sorted(set(document_ids))))
    if not expression:
        return []
    found = select(FULL_TEXT.c.rowid.label("number"), literal_column("0.0").label("score"))
    hits = found.where(_match(expression), (FULL_TEXT.c.rowid + 0).in_(chosen))
    return _read(connection, Wanted(words=words), hits, -1, 0)


def _match(expression: str) -> TextClause:
    return text("documents_fts MATCH :expression").bindparams(expression=expression)


def _facets(connection: Connection, found: Sequence[Any]) -> list[Facet]:
    """Count entries by each facet; one that does not narrow anything is left out."""
    ids = [row.id for row in found]
    plain = {name: Counter(value for row in found if (value := getattr(row, name))) for name in PLAIN}
    sectors = Counter(sector for row in found if row.sectors for sector in row.sectors.split(", "))
    roles = _by_role(connection, ids)
    counts = {
        "kind": plain["kind"],
        **{name: roles[role] for name, role in ROLES.items()},
        "sector": sectors,
        "strength": plain["strength"],
        "status": plain["status"],
        "year": Counter(row.date[:4] for row in found if row.date and row.date[:1].isdigit()),
        "publisher": _publishers(connection, ids),
    }
    return [Facet(name=name, values=_ranked(of_facet)) for name, of_facet in counts.items() if of_facet]


def _ranked(counts: Counter[str]) -> tuple[FacetValue, ...]:
    ordered = sorted(counts.items(), key=lambda one: (-one[1], one[0]))[:MOST_VALUES]
    return tuple(FacetValue(value=value, entries=number) for value, number in ordered)


def _by_role(connection: Connection, ids: Sequence[str]) -> dict[str, Counter[str]]:
    found = {role: Counter[str]() for role in ROLES.values()}
    statement = select(entry_actors.c.role, entry_actors.c.actor, func.count()).where(entry_actors.c.role.in_(found))
    grouped = statement.where(_among(entry_actors.c.entry_id, ids)).group_by(entry_actors.c.role, entry_actors.c.actor)
    for role, actor, number in connection.execute(grouped):
        found[role][actor] = number
    return found


def _publishers(connection: Connection, ids: Sequence[str]) -> Counter[str]:
    told = select(documents.c.publisher, func.count(distinct(telling.c.entry_id))).select_from(telling)
    among = told.join(documents).where(_among(telling.c.entry_id, ids), documents.c.publisher.is_not(None))
    return Counter({row[0]: row[1] for row in connection.execute(among.group_by(documents.c.publisher))})
