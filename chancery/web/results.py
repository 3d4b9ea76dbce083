"""Search: words and facets, all of it in the address; each hit opens at its passage."""

from __future__ import annotations

import msgspec

from chancery.desk import Desk
from chancery.ledger import CLOSE, OPEN, Found, Hit, Wanted
from chancery.models import Document, Value
from chancery.views.names import name_of
from chancery.views.quotes import source_name
from chancery.views.view import View
from chancery.web.addresses import address, passage, with_query
from chancery.web.lines import EntryLine, entry_line

PAGE = 20


class Choice(Value, frozen=True, kw_only=True):
    """A value of a facet, and the address of the search with it set, or let go where it is `chosen`."""

    value: str
    name: str
    entries: int
    chosen: bool
    address: str


class Choices(Value, frozen=True, kw_only=True):
    """A facet with its values."""

    name: str
    values: tuple[Choice, ...]


class Passage(Value, frozen=True, kw_only=True):
    """A report with the words: `snippet` alternates between plain text and words found."""

    document: str
    source: str
    title: str | None
    published: str | None
    snippet: tuple[str, ...]
    address: str


class Results(View, tag_field="view", tag="search", frozen=True, kw_only=True):
    """A page of what a search found; `earlier` and `later` are the addresses of the neighbouring pages."""

    wanted: Wanted
    total: int
    counted: int
    reports: int
    first: int
    passages: tuple[Passage, ...]
    entries: tuple[EntryLine, ...]
    facets: tuple[Choices, ...]
    chosen: tuple[Choice, ...]
    earlier: str | None
    later: str | None

    @property
    def title(self) -> str:
        """What was looked for."""
        return f"Search: {self.wanted.words}" if self.wanted.words else "Search"


def search(desk: Desk, wanted: Wanted, *, page: int = 1) -> Results:
    """Find what words and facets narrow the ledger down to, a page at a time, the first being 1."""
    offset = (page - 1) * PAGE
    found = desk.find(wanted, limit=PAGE, offset=offset)
    documents = {doc.id: doc for doc in desk.documents([hit.document for hit in found.hits])}
    more = offset + PAGE < max(found.total, found.reports)
    return Results(
        wanted=wanted,
        total=found.total,
        counted=found.counted,
        reports=found.reports,
        first=offset + 1,
        passages=tuple(_passage(hit, documents[hit.document]) for hit in found.hits),
        entries=tuple(map(entry_line, found.entries)),
        facets=tuple(_facets(found, wanted)),
        chosen=tuple(_choice(wanted, name, value, found.total) for name, value in wanted.given().items()),
        earlier=_address(wanted, page=page - 1 if page > 2 else None) if page > 1 else None,
        later=_address(wanted, page=page + 1) if more else None,
    )


def _facets(found: Found, wanted: Wanted) -> list[Choices]:
    """Return the facets that can narrow the search further."""
    open_ones = (one for one in found.facets if not getattr(wanted, one.name))
    return [
        Choices(name=one.name, values=tuple(_choice(wanted, one.name, each.value, each.entries) for each in one.values))
        for one in open_ones
    ]


def _choice(wanted: Wanted, name: str, value: str, entries: int) -> Choice:
    chosen = getattr(wanted, name) == value
    changed = msgspec.structs.replace(wanted, **{name: None if chosen else value})
    shown = name_of(value) if name in ("promisor", "beneficiary", "actor") else value.replace("_", " ")
    return Choice(value=value, name=shown, entries=entries, chosen=chosen, address=_address(changed))


def _address(wanted: Wanted, page: int | None = None) -> str:
    return with_query("/search", {"q": wanted.words, **wanted.given(), "page": page})


def _passage(hit: Hit, doc: Document) -> Passage:
    pieces = hit.snippet.replace(CLOSE, OPEN).split(OPEN)
    span = locate(doc.text, pieces)
    return Passage(
        document=doc.id,
        source=source_name(doc),
        title=doc.title,
        published=doc.published,
        snippet=tuple(pieces),
        address=passage(doc.id, *span) if span else address("document", doc.id),
    )


def locate(text: str, pieces: list[str]) -> tuple[int, int] | None:
    """Return where the words found by a snippet stand in the text, None where it is not from the text.

    >>> locate("Peru sends copper to Japan.", ["…sends ", "copper", " to…"])
    (11, 17)
    """
    if len(pieces) < 3:
        return None
    before, after = pieces[0].removeprefix("…"), pieces[-1].removesuffix("…")
    middle = "".join(pieces[1:-1])
    start = text.find(before + middle + after)
    return (start + len(before), start + len(before) + len(middle)) if start >= 0 else None
