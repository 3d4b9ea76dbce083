"""Filing: which entries of an actor are the latest, and what is to come, without reading all entries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sqlalchemy import ColumnElement, Connection, Select, delete, exists, func, insert, or_, select

from chancery.ledger import rows
from chancery.ledger.shelves import STORY, agenda, filing, telling
from chancery.ledger.tables import claims, documents, entries, entry_actors, entry_claims
from chancery.ledger.writing import add_rows, batches
from chancery.linkage.awaiting import awaited
from chancery.linkage.dates import days
from chancery.linkage.entries import Entry
from chancery.models import Value


class Extent(Value, frozen=True, kw_only=True):
    """The latest entries that actors share: the last of them on `last`, and from `since` on as many as asked for, None
    where these are all."""

    last: str | None
    since: str | None


class Plans(Value, frozen=True, kw_only=True):
    """What is to come, was to come, and is to come on no known day, by the last day on which it may fall; `left_out`
    says of which there are how many more."""

    coming: tuple[Entry, ...]
    passed: tuple[Entry, ...]
    undated: tuple[Entry, ...]
    left_out: dict[str, int]


def file(connection: Connection, ids: Iterable[str]) -> None:
    """File the entries with the ids, none of which is filed yet."""
    for batch in batches(ids):
        chosen = entries.c.id.in_(batch)
        filed = select(entry_actors.c.actor, func.coalesce(entries.c.last_day, ""), entries.c.id).distinct()
        told = filed.join(entries, entries.c.id == entry_actors.c.entry_id).where(chosen)
        connection.execute(insert(filing).from_select(["actor", "last_day", "entry_id"], told))
        connection.execute(insert(telling).from_select(["number", "entry_id"], _told(batch)))
        waiting = or_(entries.c.status == "planned", entries.c.due.is_not(None))
        add_rows(connection, agenda, _coming(connection, select(entries).where(chosen, STORY, waiting)))


def renew(connection: Connection) -> None:
    """File all entries anew."""
    for table in (filing, agenda, telling):
        connection.execute(delete(table))
    file(connection, list(connection.scalars(select(entries.c.id))))


def missing(connection: Connection) -> bool:
    """Return whether the entries of a ledger wait to be filed, as in one of an older schema."""
    held, *filed = (connection.scalar(select(exists(select(table)))) for table in (entry_claims, filing, telling))
    return bool(held and not all(filed))


def _told(ids: list[str]) -> Select[tuple[int, str]]:
    """Return the statement that gives the numbers of the documents that tell of entries as part of the story."""
    told = select(documents.c.number, entry_claims.c.entry_id).distinct().select_from(entry_claims)
    joined = told.join(claims, claims.c.id == entry_claims.c.claim_id).join(documents)
    story = joined.join(entries, entries.c.id == entry_claims.c.entry_id)
    return story.where(STORY, entry_claims.c.entry_id.in_(ids))


def _coming(connection: Connection, statement: Select[tuple[object, ...]]) -> Iterator[rows.Row]:
    """Give the rows of the agenda: what is to come with the days between which it lies."""
    for entry in map(rows.entry_value, connection.execute(statement).mappings()):
        if found := awaited(entry):
            first, last = (day.isoformat() for day in found.covered) if found.covered else (None, None)
            yield {"entry_id": entry.id, "first_day": first, "last_day": last}


def shared(connection: Connection, actors: Iterable[str]) -> Select[tuple[str, str]]:
    """Return the statement that gives the ids and last days of the entries in which all the actors take part."""
    codes = sorted(set(actors))
    count = func.count().label("entries")
    found = select(filing.c.actor, count).where(filing.c.actor.in_(codes)).group_by(filing.c.actor)
    counts = {row.actor: row.entries for row in connection.execute(found)}
    rarest, *others = sorted(codes, key=lambda code: (counts.get(code, 0), code))
    statement = select(filing.c.entry_id, filing.c.last_day).where(filing.c.actor == rarest)
    for number, code in enumerate(others):
        other = filing.alias(f"other{number}")
        statement = statement.join(other, (other.c.entry_id == filing.c.entry_id) & (other.c.actor == code))
    return statement


def of_actors(connection: Connection, actors: Iterable[str], since: str | None = None) -> ColumnElement[bool]:
    """Return the test that all the actors take part in an entry that did not end before a partial date."""
    together = shared(connection, actors).with_only_columns(filing.c.entry_id)
    covered = days(since)
    return entries.c.id.in_(together.where(filing.c.last_day >= covered.first.isoformat()) if covered else together)


def told_by(document_ids: Iterable[str]) -> ColumnElement[bool]:
    """Return the test that one of the documents tells of an entry as part of its story."""
    listed = func.json_each(rows.json(sorted(set(document_ids)))).table_valued("value")
    told = select(telling.c.entry_id).join(documents, documents.c.number == telling.c.number)
    return entries.c.id.in_(told.where(documents.c.id.in_(select(listed.c.value))))


def extent(
    connection: Connection, actors: Iterable[str], most: int, *, since: str | None = None, until: str | None = None
) -> Extent:
    """Say when actors shared an entry last, and from which day on they share so many, between ISO days."""
    together = shared(connection, actors)
    if since or until:
        together = together.where(filing.c.last_day.between(since or "", until or "9"))
    latest = connection.execute(together.order_by(filing.c.last_day.desc()).limit(most + 1)).all()
    return Extent(
        last=(latest[0].last_day or None) if latest else None,
        since=latest[most].last_day if len(latest) > most else None,
    )


def plans(
    connection: Connection,
    on: str,
    *,
    actors: Iterable[str] = (),
    until: str | None = None,
    topic: str | None = None,
    most: int | None = None,
    ahead: bool = False,
) -> Plans:
    """Return what is to come from a day on, what was to come before it, and what on no known day; of each at most so
    many, and how many more there are. With `ahead` only what is to come, uncounted."""
    found = _awaited(actors, topic)
    first, last = agenda.c.first_day, agenda.c.last_day
    future = found.where(last >= on) if until is None else found.where(last >= on, first <= until)
    coming = _entries(connection, future.order_by(last, agenda.c.entry_id).limit(most))
    if ahead:
        return Plans(coming=coming, passed=(), undated=(), left_out={})
    past, undated = found.where(last < on), found.where(last.is_(None))
    passed = _entries(connection, past.order_by(last.desc(), agenda.c.entry_id.desc()).limit(most))
    unknown = _entries(connection, undated.order_by(agenda.c.entry_id).limit(most))
    left: dict[str, int] = {}
    for name, statement, shown in (("coming", future, coming), ("passed", past, passed), ("undated", undated, unknown)):
        if most is not None and len(shown) == most:
            total = connection.scalar(statement.with_only_columns(func.count())) or 0
            left |= {name: total - most} if total > most else {}
    return Plans(coming=coming, passed=passed[::-1], undated=unknown, left_out=left)


def _awaited(actors: Iterable[str], topic: str | None) -> Select[tuple[str]]:
    """Return the statement that gives the ids of what is to come for all the actors, on a topic."""
    statement = select(agenda.c.entry_id)
    for number, code in enumerate(sorted(set(actors))):
        party = filing.alias(f"party{number}")
        statement = statement.join(party, (party.c.entry_id == agenda.c.entry_id) & (party.c.actor == code))
    if topic:
        columns = (entries.c.title, entries.c.topic, entries.c.sectors)
        told = or_(*(column.icontains(topic, autoescape=True) for column in columns))
        statement = statement.join(entries, entries.c.id == agenda.c.entry_id).where(told)
    return statement


def _entries(connection: Connection, ids: Select[tuple[str]]) -> tuple[Entry, ...]:
    """Return the entries whose ids a statement gives, in its order."""
    found: list[str] = list(connection.scalars(ids))
    held: dict[str, Entry] = {}
    for batch in batches(found):
        chosen = select(entries).where(entries.c.id.in_(batch))
        held |= {row["id"]: rows.entry_value(row) for row in connection.execute(chosen).mappings()}
    return tuple(held[key] for key in found)
