"""When two accounts of an event or of a position tell of one thing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from chancery.linkage.accounts import Account
from chancery.linkage.dates import Days, gap, stretch
from chancery.linkage.matching import NOTHING, Key, Likeness
from chancery.linkage.naming import unnamed
from chancery.linkage.wording import Wording, alike, shared, wording
from chancery.models import Event, Position

SAME_ACT_DAYS = 1  # time zones, and "on Friday" in a report of Saturday
LONGEST_ACT = 31  # days; "in 2022" dates no act
SAME_SEASON_DAYS = 400  # a stance is restated at every meeting; after a year it is a new statement
REPORTED_WITHIN = 3  # days from an undated act to its report
SAME_TOPIC = 0.6  # share of telling words


@dataclass(frozen=True, eq=False)
class EventAccount(Account[Event]):
    """One document's account of an event."""

    @cached_property
    def likely(self) -> Days | None:
        """When it happened, else when it was reported."""
        return stretch(self.claim.when) or self.published_days


@dataclass(frozen=True, eq=False)
class PositionAccount(Account[Position]):
    """One document's account of a position."""

    @cached_property
    def topic(self) -> Wording:
        """The telling words of the topic, without the holders' names."""
        return wording(f"on {unnamed(self.claim.topic, frozenset(self.claim.holders))}")


def event_keys(account: EventAccount) -> Iterator[Key]:
    """Give the blocks of an event: its triple in a month, and its document."""
    one = account.claim
    triple = (one.plover, ",".join(sorted(one.source)), ",".join(sorted(one.recipient)))
    yield ("document", account.document.id, *triple)
    if account.likely and account.likely.length <= LONGEST_ACT:
        first, last = account.likely.first.toordinal(), account.likely.last.toordinal() + REPORTED_WITHIN
        yield from (("event", *triple, str(week)) for week in range(first // 14, last // 14 + 1))


def position_keys(account: PositionAccount) -> Iterator[Key]:
    """Give the blocks of a position: each holder with each telling word of the topic."""
    for holder in sorted(account.claim.holders):
        yield from (("position", account.claim.stance, holder, word) for word in sorted(account.topic))


def compare_events(left: EventAccount, right: EventAccount) -> Likeness:
    """Say how likely two accounts tell of one act: the same triple at the same time, or in one document."""
    one, other = left.claim, right.claim
    if (set(one.source), set(one.recipient), one.plover) != (set(other.source), set(other.recipient), other.plover):
        return NOTHING
    if (one.tense == "negated") != (other.tense == "negated"):
        return NOTHING
    reasons = [f"{','.join(sorted(one.source))} {one.plover} {','.join(sorted(one.recipient))}"]
    apart = gap(left.likely, right.likely) if left.likely and right.likely else None
    if left.document.id == right.document.id and not apart:
        return Likeness(score=0.8, reasons=(*reasons, "in one text"))
    if apart is None or apart > REPORTED_WITHIN:
        return NOTHING
    if stretch(one.when) and stretch(other.when):
        if apart > SAME_ACT_DAYS:
            return NOTHING
        return Likeness(score=0.7, reasons=(*reasons, "same time"))
    likeness = alike(left.quoted, right.quoted)
    return Likeness(score=0.5 + 0.4 * likeness, reasons=(*reasons, "reported at the same time"))


def compare_positions(left: PositionAccount, right: PositionAccount) -> Likeness:
    """Say how likely two accounts state one position: the same stance of the same holders on the same topic."""
    one, other = left.claim, right.claim
    if one.stance != other.stance or set(one.holders) != set(other.holders):
        return NOTHING
    if (
        left.published_days
        and right.published_days
        and gap(left.published_days, right.published_days) > SAME_SEASON_DAYS
    ):
        return NOTHING
    overlap = min(shared(left.topic, right.topic), 2 * alike(left.topic, right.topic))
    if overlap < SAME_TOPIC:
        return NOTHING
    return Likeness(score=min(1.0, overlap), reasons=("same holders and stance", f"topic {overlap:.0%} alike"))
