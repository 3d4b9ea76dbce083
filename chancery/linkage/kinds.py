"""The four kinds of claims with what linkage asks of each: an account, its keys, how two are compared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, TypeAlias

from chancery.linkage import commitment_matching, engagements, others
from chancery.linkage.accounts import Account, unfold
from chancery.linkage.commitments import CommitmentAccount
from chancery.linkage.engagements import EngagementAccount
from chancery.linkage.matching import NOTHING, Key, Likeness
from chancery.linkage.others import EventAccount, PositionAccount
from chancery.models import CodedDocument, Commitment, Engagement, Event

AnyAccount: TypeAlias = Account[Any]


def accounts(coded: Iterable[CodedDocument]) -> dict[str, AnyAccount]:
    """Return the account of every claim by claim id, in the order of the ids."""
    found = dict[str, AnyAccount]()
    for claim, document, siblings in unfold(coded):
        if isinstance(claim, Engagement):
            found[claim.id] = EngagementAccount(claim, document, siblings)
        elif isinstance(claim, Commitment):
            found[claim.id] = CommitmentAccount(claim, document, siblings)
        elif isinstance(claim, Event):
            found[claim.id] = EventAccount(claim, document, siblings)
        else:
            found[claim.id] = PositionAccount(claim, document, siblings)
    return found


def keys(account: AnyAccount) -> Iterator[Key]:
    """Give the blocks of an account; those of different kinds never coincide."""
    match account:
        case EngagementAccount():
            yield from engagements.keys(account)
        case CommitmentAccount():
            yield from (("commitment", *key) for key in commitment_matching.keys(account))
        case EventAccount():
            yield from others.event_keys(account)
        case PositionAccount():
            yield from others.position_keys(account)


def compare(left: AnyAccount, right: AnyAccount) -> Likeness:
    """Say how likely two accounts tell of one thing; of different kinds they never do."""
    match left, right:
        case EngagementAccount(), EngagementAccount():
            return engagements.compare(left, right)
        case CommitmentAccount(), CommitmentAccount():
            return commitment_matching.compare(left, right)
        case EventAccount(), EventAccount():
            return others.compare_events(left, right)
        case PositionAccount(), PositionAccount():
            return others.compare_positions(left, right)
    return NOTHING


def clash(left: AnyAccount, right: AnyAccount) -> str | None:
    """Say what forbids that two accounts tell of one thing, None where nothing does."""
    match left, right:
        case EngagementAccount(), EngagementAccount():
            return engagements.clash(left, right)
        case CommitmentAccount(), CommitmentAccount():
            return commitment_matching.clash(left, right)
        case EventAccount(), EventAccount():
            return None
        case PositionAccount(), PositionAccount():
            return None
    return "another kind of claim"
