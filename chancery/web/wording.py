"""Each report's wording of an entry beside the facts that were read from it."""

from __future__ import annotations

from collections.abc import Iterator

from chancery.desk import Desk
from chancery.linkage.entries import Entry
from chancery.models import Claim, Document, Value
from chancery.views.quotes import source_name
from chancery.views.show import facts
from chancery.web.addresses import passage

LONGEST_QUOTE = 1200
"""Characters of a quote that a page shows; the document has all of it."""
UNSAID = frozenset({"kind", "coder", "confidence", "quality"})


class Words(Value, frozen=True, kw_only=True):
    """Words that a claim rests on, and the address at which the document opens at them."""

    text: str
    address: str


class Wording(Value, frozen=True, kw_only=True):
    """What one report says of an entry, in its words and as facts."""

    claim: str
    document: str
    source: str
    published: str | None
    url: str | None
    quotes: tuple[Words, ...]
    facts: tuple[tuple[str, str], ...]


def wordings(desk: Desk, entry: Entry) -> tuple[Wording, ...]:
    """Return what each report says of an entry, the earliest first."""
    documents = desk.documents_of(entry.claims)
    found = [wording(claim, documents[claim.id]) for claim in desk.claims(entry.claims)]
    return tuple(sorted(found, key=lambda one: (one.published or "9999", one.document, one.claim)))


def wording(claim: Claim, doc: Document) -> Wording:
    """Set the words of a claim beside its facts."""
    return Wording(
        claim=claim.id,
        document=doc.id,
        source=source_name(doc),
        published=doc.published,
        url=doc.url,
        quotes=tuple(
            Words(text=shortened(one.quote), address=passage(doc.id, one.start, one.end)) for one in claim.evidence
        ),
        facts=tuple(said(claim)),
    )


def said(claim: Claim) -> Iterator[tuple[str, str]]:
    """Give the facts of a claim, without what tells of the coder only."""
    return ((name, text) for name, text in facts(claim) if name not in UNSAID)


def shortened(text: str) -> str:
    """Cut words that fill a page.

    >>> shortened("fish"), len(shortened("fish" * 10**6))
    ('fish', 1201)
    """
    return text if len(text) <= LONGEST_QUOTE else text[:LONGEST_QUOTE] + "…"
