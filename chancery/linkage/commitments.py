"""One document's account of a commitment: its headline, its term, when it was given, what it is for."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from chancery.linkage import tables
from chancery.linkage.accounts import Account, parties
from chancery.linkage.amounts import comparable, same_unit, with_role
from chancery.linkage.dates import Days, days, stretch
from chancery.linkage.entries import DescentRelation
from chancery.linkage.naming import unnamed
from chancery.linkage.sums import whole_of
from chancery.linkage.terms import since, years
from chancery.linkage.wording import NAME_WEIGHT, Wording, wording
from chancery.models import Commitment, Engagement, Figure

CHANGES = frozenset({"EXTENDS", "SPECIFIES", "IMPLEMENTS", "SUPERSEDES", "WITHDRAWS"})
BESIDE = 250  # characters between a recalled promise and the visit on which it was given
NEWS_DAYS = 60  # days after which a contact is no news but memory
NEAR_WHOLE = 400  # characters between a sum and the part of it that the text goes on to name


@dataclass(frozen=True, eq=False)
class CommitmentAccount(Account[Commitment]):
    """One document's account of a commitment."""

    @cached_property
    def promisor(self) -> frozenset[str]:
        return frozenset(self.claim.promisor)

    @cached_property
    def beneficiary(self) -> frozenset[str]:
        return frozenset(self.claim.beneficiary)

    @property
    def parties(self) -> frozenset[str]:
        return self.promisor | self.beneficiary

    @cached_property
    def headline(self) -> tuple[Figure, ...]:
        """The figures that the undertaking is for: its targets, else what was spent, else its parts."""
        found = self.claim.quantities
        return with_role(found, "target") or with_role(found, "actual") or with_role(found, "part")

    @cached_property
    def main(self) -> Figure | None:
        """The largest headline figure, in the currency or unit that is named first."""
        alike = [figure for figure in self.headline if comparable(figure, self.headline[0])]
        return max(alike, key=lambda figure: (figure.value, -figure.start), default=None)

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """The headline and what is printed as its equivalent."""
        return (*self.headline, *with_role(self.claim.quantities, "equivalent"))

    @cached_property
    def baselines(self) -> tuple[Figure, ...]:
        return with_role(self.claim.quantities, "baseline")

    def restated(self, equivalent: Figure) -> Figure | None:
        """The figure that an equivalent restates: the nearest one before it in another currency, else the first."""
        others = [
            one
            for one in self.claim.quantities
            if one.role != "equivalent"
            and one.currency
            and one.currency != equivalent.currency
            and one.per == equivalent.per
        ]
        before = [one for one in others if one.start <= equivalent.start]
        return max(before, key=lambda one: one.start) if before else next(iter(others), None)

    @cached_property
    def part(self) -> bool:
        """Whether all it has is a component of a larger sum."""
        return _is_part(self.claim)

    @cached_property
    def whole(self) -> str | None:
        """The claim before it in the text whose larger target it is a part of, the nearest one, or one whose sum it
        makes up with those beside it."""
        if not self.part:
            return whole_of(self.claim, self.siblings)
        found = [
            (one.evidence[0].start, one.id)
            for one in self.siblings
            if isinstance(one, Commitment) and self._follows(one) and self._inside(one)
        ]
        return max(found)[1] if found else None

    def _follows(self, other: Commitment) -> bool:
        return other.evidence[0].start <= self.start <= other.evidence[-1].end + NEAR_WHOLE

    def _inside(self, other: Commitment) -> bool:
        targets = with_role(other.quantities, "target")
        larger = any(
            comparable(a, b) and a.value < b.value and (a.currency or same_unit(a, b))
            for a in self.headline
            for b in targets
        )
        return larger and other.id != self.id and bool(set(other.promisor) & self.promisor)

    @cached_property
    def components(self) -> tuple[Figure, ...]:
        """The parts of its sum, its own and those that the text goes on to name."""
        others = [one for one in self.siblings if isinstance(one, Commitment) and _is_part(one)]
        following = [CommitmentAccount(one, self.document, self.siblings) for one in others]
        named = [figure for one in following if one.whole == self.id for figure in one.headline]
        return (*with_role(self.claim.quantities, "part"), *named)

    @cached_property
    def running(self) -> bool:
        """Whether its figure is a running total."""
        return bool(self.headline) and self.headline[0].role == "actual"

    @cached_property
    def years(self) -> Decimal | None:
        return years(self.claim.period)

    @cached_property
    def recalled(self) -> bool:
        return self.claim.reported_past

    @cached_property
    def preview(self) -> bool:
        """Whether the text looks ahead to the undertaking: an aim, and no contact has taken place yet."""
        ahead = self.contact is not None and self.contact.status == "planned"
        return ahead and self.claim.strength == "aim" and not self.recalled

    @cached_property
    def made(self) -> Days | None:
        """When the undertaking was given: the date recalled, that of the contact it came from, or of publication."""
        if self.recalled:
            start = since(self.claim.period, self.published) or self.remembered
            return days(start)
        contact = self.contact
        return (stretch(contact.when) if contact else None) or self.published_days

    @cached_property
    def remembered(self) -> str | None:
        """The date of the past contact that the text names beside a recalled undertaking."""
        found = [(abs(one.evidence[0].start - self.start), one.when) for one in self._contacts if self._past(one)]
        near = [(apart, when.start) for apart, when in found if apart <= BESIDE and when and when.start]
        return min(near)[1] if near else None

    @cached_property
    def contact(self) -> Engagement | None:
        """The contact of its parties that the document is about: the first that is no memory."""
        return next((one for one in self._contacts if not self._past(one)), None)

    @cached_property
    def _contacts(self) -> tuple[Engagement, ...]:
        """The contacts of its parties, or of one in the other's country, in the order of the text."""
        found = [one for one in self.siblings if isinstance(one, Engagement) and one.attribution.kind != "related"]
        own = [one for one in found if len(self.parties & (parties(one) | _hosts(one))) >= 2]
        return tuple(sorted(own, key=lambda one: (one.evidence[0].start, one.id)))

    def _past(self, one: Engagement) -> bool:
        """Whether a contact lies so long before publication that the text only recalls it."""
        when = stretch(one.when)
        if one.status != "held" or when is None or self.published is None:
            return False
        return (self.published - when.last).days > NEWS_DAYS

    @cached_property
    def change(self) -> DescentRelation | None:
        """What the text says that it does to an earlier undertaking, other than to its figure."""
        word = tables.revisions().get(self.claim.revises.relation) if self.claim.revises else None
        return word.relation if word and word.relation in CHANGES else None

    @cached_property
    def object(self) -> Wording:
        """The telling words of the undertaking and of what it counts, without the names of its parties."""
        counted = " ".join(figure.unit or "" for figure in self.headline)
        return wording(f"to {unnamed(f'{self.claim.undertaking} {counted}', self.parties)}")

    @cached_property
    def passage(self) -> Wording:
        """The telling words of the evidence, without the names of its parties."""
        quotes = " ".join(one.quote for one in self.claim.evidence)
        return wording(f"to {unnamed(quotes, self.parties)}")

    @cached_property
    def names(self) -> frozenset[str]:
        """The proper names among them."""
        return frozenset(word for word, weight in self.object.items() if weight >= NAME_WEIGHT)

    @cached_property
    def sectors(self) -> frozenset[str]:
        return frozenset(self.claim.sectors)


def _is_part(one: Commitment) -> bool:
    return bool(with_role(one.quantities, "part")) and not with_role(one.quantities, "target")


def _hosts(one: Engagement) -> frozenset[str]:
    return frozenset({code for code in (one.host, one.place.country if one.place else None) if code})
