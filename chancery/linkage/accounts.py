"""An account: one document's claim together with the document and the other claims made there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, TypeVar

from chancery.linkage.dates import Days, days
from chancery.linkage.wording import Wording, wording
from chancery.models import Claim, CodedDocument, Document, Engagement

C = TypeVar("C", bound=Claim)


@dataclass(frozen=True, eq=False)
class Account(Generic[C]):
    """A claim in its context; what is worked out from it is kept, since each is compared many times."""

    claim: C
    document: Document
    siblings: tuple[Claim, ...]

    @property
    def id(self) -> str:
        return self.claim.id

    @property
    def related(self) -> bool:
        """Whether the claim rests on a related-story line and is no part of the story."""
        return self.claim.attribution.kind == "related"

    @property
    def start(self) -> int:
        """Where the words of the claim begin."""
        return min(evidence.start for evidence in self.claim.evidence)

    @cached_property
    def published(self) -> dt.date | None:
        """The day of publication, None where the source gave none."""
        found = days((self.document.published or "")[:10])
        return found.first if found else None

    @cached_property
    def published_days(self) -> Days | None:
        """The day of publication as a stretch of one day."""
        return Days(self.published, self.published) if self.published else None

    @cached_property
    def quoted(self) -> Wording:
        """The telling words of the evidence."""
        return wording(" ".join(evidence.quote for evidence in self.claim.evidence))

    @cached_property
    def order(self) -> tuple[str, str]:
        """The key that sorts accounts by publication, undated ones last, and is never equal for two claims."""
        return (self.document.published or "9999", self.claim.id)


def unfold(coded: Iterable[CodedDocument]) -> tuple[tuple[Claim, Document, tuple[Claim, ...]], ...]:
    """Return every claim once with its document and all claims of that document, sorted by claim id.

    A document that occurs several times counts once, with the claims of all its occurrences.
    """
    documents = dict[str, Document]()
    claims = dict[str, dict[str, Claim]]()
    for one in coded:
        documents[one.document.id] = one.document
        claims.setdefault(one.document.id, {}).update((claim.id, claim) for claim in one.claims)
    siblings = {key: tuple(found[id] for id in sorted(found)) for key, found in claims.items()}
    rows = {claim.id: (claim, documents[key], siblings[key]) for key in documents for claim in siblings[key]}
    return tuple(rows[key] for key in sorted(rows))


def parties(one: Engagement) -> frozenset[str]:
    """Return who met; the country that a lone visitor goes to is the other party."""
    named = {code for person in one.participants if (code := person.actor or person.organisation)}
    there = one.host or (one.place.country if one.place else None)
    return frozenset({*named, there} if one.type == "visit" and len(named) == 1 and there else named)


def distance(left: Account[C], right: Account[C]) -> int | None:
    """Return the days between the publications of two accounts, None where one is undated."""
    if left.published is None or right.published is None:
        return None
    return abs((left.published - right.published).days)


def earliest(accounts: Sequence[Account[C]]) -> Account[C]:
    """Return the account that was published first; among undated ones the one with the smallest id."""
    return min(accounts, key=lambda account: account.order)
