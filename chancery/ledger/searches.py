"""Searches that people gave a name: kept with the ledger, taken off the list by a date, never deleted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from sqlalchemy import Connection, insert, select, update

from chancery.errors import NotFoundError
from chancery.ledger.shelves import searches
from chancery.models import Value, digest


class Search(Value, frozen=True, kw_only=True):
    """A named search: `query` is what stands behind the question mark in its address."""

    id: str
    name: str
    query: str
    author: str
    made: str
    undone: str | None = None
    undone_by: str | None = None


def now() -> str:
    """Return this moment in universal time."""
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def named(connection: Connection) -> Iterator[Search]:
    """Yield the searches on the list, by name."""
    listed = select(searches).where(searches.c.undone.is_(None)).order_by(searches.c.name, searches.c.id)
    yield from (Search(**row) for row in connection.execute(listed).mappings())


def save(connection: Connection, name: str, query: str, *, by: str, made: str) -> Search:
    """Keep a search under a name; one that says the same is kept once."""
    search = Search(id=digest(name, query, by, made), name=name, query=query, author=by, made=made)
    listed = [one for one in named(connection) if (one.name, one.query) == (name, query)]
    if not listed:
        row = {field: getattr(search, field) for field in Search.__struct_fields__}
        connection.execute(insert(searches).values(row))
    return listed[0] if listed else search


def drop(connection: Connection, id: str, *, by: str, made: str) -> None:
    """Take a search off the list. Raises NotFoundError for one that is not there."""
    on_list = (searches.c.id == id) & searches.c.undone.is_(None)
    if not connection.execute(update(searches).where(on_list).values(undone=made, undone_by=by)).rowcount:
        raise NotFoundError(f"{id}: is no search of the list; the first page has them")
