"""A search as a feed (Atom, RFC 4287): what was reported last of what it finds, and why each is in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from xml.etree import ElementTree

from chancery.desk import Desk
from chancery.ledger import CLOSE, OPEN, Hit, Wanted
from chancery.linkage.entries import Entry
from chancery.views.names import name_of
from chancery.web.addresses import address, with_query
from chancery.web.templating import visible

MOST = 50
"""Entries of a feed."""
ATOM = "http://www.w3.org/2005/Atom"
ACTORS = ("actor", "promisor", "beneficiary")
NEVER = "1970-01-01"


def feed(desk: Desk, wanted: Wanted, base: str) -> str:
    """Write a search as a feed; `base` is where the pages stand."""
    found = desk.find(wanted, limit=MOST, reported=True)
    passages = {hit.document: hit for entry in found.entries for hit in desk.passages(wanted.words, entry.documents)}
    there = base.rstrip("/") + with_query("/search", {"q": wanted.words, **wanted.given()})
    ElementTree.register_namespace("", ATOM)
    root = ElementTree.Element(f"{{{ATOM}}}feed")
    _add(root, "title", f"chancery: {'; '.join(reasons(wanted)) or 'everything'}")
    _add(root, "id", there)
    ElementTree.SubElement(root, f"{{{ATOM}}}link", rel="alternate", href=there)
    ElementTree.SubElement(root, f"{{{ATOM}}}link", rel="self", href=there.replace("/search", "/search.atom", 1))
    _add(root, "updated", _moment(max((one.last_reported or NEVER for one in found.entries), default=NEVER)))
    _add(ElementTree.SubElement(root, f"{{{ATOM}}}author"), "name", "chancery")
    for entry in found.entries:
        _entry(root, entry, list(why(entry, wanted, passages)), base)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ElementTree.tostring(root, encoding="unicode") + "\n"


def reasons(wanted: Wanted) -> list[str]:
    """Say what is looked for.

    >>> reasons(Wanted(words="skilled workers", promisor="JPN"))
    ['words “skilled workers”', 'promisor Japan']
    """
    words = [f"words “{wanted.words}”"] if wanted.words.strip() else []
    return words + [
        f"{name} {name_of(value) if name in ACTORS else value.replace('_', ' ')}"
        for name, value in wanted.given().items()
    ]


def why(entry: Entry, wanted: Wanted, passages: Mapping[str, Hit]) -> Iterator[str]:
    """Give the reasons why an entry is in a feed: the facets it has, and the passage with the words."""
    yield from reasons(Wanted(**wanted.given()))
    for document in entry.documents:
        if hit := passages.get(document):
            told = " ".join(hit.snippet.replace(OPEN, "").replace(CLOSE, "").split())
            yield f"{hit.publisher or hit.title or hit.source_id or 'a report'} says: “{told}”"


def _entry(root: ElementTree.Element, entry: Entry, told: list[str], base: str) -> None:
    there = base.rstrip("/") + address(entry.kind, entry.id)
    made = ElementTree.SubElement(root, f"{{{ATOM}}}entry")
    _add(made, "title", f"{entry.kind}: {' '.join(entry.title.split())}")
    _add(made, "id", there)
    ElementTree.SubElement(made, f"{{{ATOM}}}link", rel="alternate", href=there)
    _add(made, "updated", _moment(entry.last_reported or NEVER))
    reports = len(entry.documents)
    because = f"Here because: {'; '.join(told)}. " if told else ""
    _add(made, "summary", f"{because}Told by {reports} report{'' if reports == 1 else 's'}.")


def _add(parent: ElementTree.Element, name: str, text: str) -> None:
    ElementTree.SubElement(parent, f"{{{ATOM}}}{name}").text = visible(text)


def _moment(day: str) -> str:
    """Write the end of a day of publication, at its precision, as a moment.

    >>> _moment("2025-11"), _moment("2025-11-24")
    ('2025-11-01T00:00:00Z', '2025-11-24T00:00:00Z')
    """
    return f"{day}{'-01-01'[len(day) - 4 :] if len(day) < 10 else ''}T00:00:00Z"
