"""Sums of what was promised, by giver, taker, sector and year, without restatements, parts and replaced ones."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import Literal, TypeAlias

from chancery.linkage.descent import INSIDE, REPLACING
from chancery.linkage.entries import CommitmentEntry, Entry
from chancery.models import Value

By: TypeAlias = Literal["promisor", "beneficiary", "sector", "year"]

KEYS: dict[By, Callable[[CommitmentEntry], str]] = {
    "promisor": lambda entry: ", ".join(entry.promisor),
    "beneficiary": lambda entry: ", ".join(entry.beneficiary),
    "sector": lambda entry: entry.sectors[0] if entry.sectors else "",
    "year": lambda entry: (entry.made or "")[:4],
}


class LeftOut(Value, frozen=True, kw_only=True):
    """An entry that a total does not add, and why."""

    entry: str
    why: str


class Total(Value, frozen=True, kw_only=True):
    """A sum in one currency; `key` has a value for each of the things that totals are asked by ("" where unknown).

    `entries` are added; `left_out` would have the same key and currency and are not.
    """

    key: tuple[str, ...]
    currency: str
    value: Decimal
    entries: tuple[str, ...]
    left_out: tuple[LeftOut, ...] = ()


def totals(entries: Iterable[Entry], by: Sequence[By] = ("promisor", "beneficiary")) -> tuple[Total, ...]:
    """Add up the money of commitment entries, one total for each key and currency, sorted.

    An entry of several sectors counts under the one that most reports name. A report that restates a promise adds none.
    """
    money = [entry for entry in entries if isinstance(entry, CommitmentEntry) and entry.headline]
    groups = defaultdict[tuple[tuple[str, ...], str], list[CommitmentEntry]](list)
    for entry in money:
        if entry.headline and entry.headline.currency:
            groups[tuple(KEYS[one](entry) for one in by), entry.headline.currency].append(entry)
    return tuple(_total(key, currency, found) for (key, currency), found in sorted(groups.items()))


def _total(key: tuple[str, ...], currency: str, found: list[CommitmentEntry]) -> Total:
    amounts = {entry.id: whole for entry in found if not why_not(entry) and (whole := _whole(entry)) is not None}
    left_out = {entry.id: why_not(entry) or "a yearly sum without a term" for entry in found if entry.id not in amounts}
    return Total(
        key=key,
        currency=currency,
        value=sum(amounts.values(), Decimal(0)),
        entries=tuple(sorted(amounts)),
        left_out=tuple(LeftOut(entry=id, why=left_out[id]) for id in sorted(left_out)),
    )


def why_not(entry: CommitmentEntry) -> str | None:
    """Say why an entry is in no total, None where it is in them."""
    if entry.denied:
        return "denied"
    if entry.related:
        return "told by a related-story line alone"
    if entry.status in ("anticipated", "cancelled"):
        return entry.status
    for link in entry.descent:
        if link.later == entry.id and link.earlier and link.relation in INSIDE:
            return f"{link.relation} {link.earlier}"
        if link.earlier == entry.id and link.relation in REPLACING:
            return f"replaced by {link.later} ({link.relation})"
    return None


def _whole(entry: CommitmentEntry) -> Decimal | None:
    """Return the headline, of a yearly one that of all its years; None where these are not known."""
    if entry.headline is None:
        return None
    if entry.headline.per == "year":
        return entry.headline.value * entry.years if entry.years else None
    return entry.headline.value
