"""Numbered quotes: every line of a view carries the numbers of the words it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import PurePath
from urllib.parse import urlsplit

from chancery.ledger import Ledger
from chancery.models import Claim, Document, Value


class Quote(Value, frozen=True, kw_only=True):
    """The words of a document that claims rest on; `source` is who is to be named for them."""

    number: int
    text: str
    start: int
    end: int
    source: str
    document: str
    title: str | None = None
    published: str | None = None
    url: str | None = None
    claims: tuple[str, ...] = ()


def source_name(doc: Document) -> str:
    """Return who is to be named for a document: its publisher, else its address's host, its title, its file, its id.

    >>> from chancery.models import document
    >>> source_name(document("x", source_id="a/b.txt")), source_name(document("x", url="https://www.mofa.example/1"))
    ('b.txt', 'mofa.example')
    """
    host = (urlsplit(doc.url or "").hostname or "").removeprefix("www.")
    return doc.publisher or host or doc.title or PurePath(doc.source_id or "").name or doc.id


class Quoting:
    """Gives numbers to quotes in the order in which lines call for them."""

    def __init__(self, claims: Iterable[Claim], documents: Mapping[str, Document]) -> None:
        self._claims = {claim.id: claim for claim in claims}
        self._documents = documents
        self._numbers: dict[tuple[str, int, int], int] = {}
        self._resting: dict[int, list[str]] = {}

    @classmethod
    def of(cls, ledger: Ledger, claim_ids: Iterable[str]) -> Quoting:
        """Look up the claims that a view will cite."""
        ids = sorted(set(claim_ids))
        return cls(ledger.claims(ids), ledger.documents_of(ids))

    def cite(self, claim_ids: Iterable[str]) -> tuple[int, ...]:
        """Return the numbers of the quotes that claims rest on, new ones by date of publication and place."""
        found = {number for claim in self._in_order(claim_ids) for number in self._number(claim)}
        return tuple(sorted(found))

    def _in_order(self, claim_ids: Iterable[str]) -> list[Claim]:
        known = [self._claims[id] for id in set(claim_ids) if id in self._claims]
        return sorted(known, key=lambda claim: (*self._place(claim), claim.id))

    def _place(self, claim: Claim) -> tuple[str, str, int]:
        doc = self._documents[claim.id]
        return doc.published or "9999", doc.id, claim.evidence[0].start

    def _number(self, claim: Claim) -> list[int]:
        found = []
        for words in claim.evidence:
            key = (self._documents[claim.id].id, words.start, words.end)
            number = self._numbers.setdefault(key, len(self._numbers) + 1)
            resting = self._resting.setdefault(number, [])
            if claim.id not in resting:
                resting.append(claim.id)
            found.append(number)
        return found

    def sources(self, claim_ids: Iterable[str]) -> tuple[str, ...]:
        """Return who published the documents of claims, each once, the earliest first."""
        found = (source_name(self._documents[claim.id]) for claim in self._in_order(claim_ids))
        return tuple(dict.fromkeys(found))

    def words(self, claim_ids: Iterable[str]) -> str:
        """Return the words of the claim that was published first."""
        return self._in_order(claim_ids)[0].evidence[0].quote

    def quotes(self) -> tuple[Quote, ...]:
        """Return all quotes that were called for, by number."""
        documents = {self._documents[id].id: self._documents[id] for ids in self._resting.values() for id in ids}
        found = []
        for (document_id, start, end), number in self._numbers.items():
            doc = documents[document_id]
            found.append(
                Quote(
                    number=number,
                    text=doc.text[start:end],
                    start=start,
                    end=end,
                    source=source_name(doc),
                    document=doc.id,
                    title=doc.title,
                    published=doc.published,
                    url=doc.url,
                    claims=tuple(sorted(self._resting[number])),
                )
            )
        return tuple(sorted(found, key=lambda quote: quote.number))
