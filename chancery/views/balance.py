"""The balance of promises: who promised whom how much, by sector and by year."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from chancery.linkage.amounts import say
from chancery.linkage.entries import Amount, CommitmentEntry, Entry
from chancery.linkage.totals import totals
from chancery.models import Value

SECTORS, YEARS, SUMS = 12, 12, 6
"""Lines of each that are given, of years the latest."""
NO_SECTOR = "no sector"


class Share(Value, frozen=True, kw_only=True):
    """Promises of a sector or a year: `given` by the first actor, `taken` by it from others, and `mutual` ones."""

    name: str
    given: int
    taken: int
    mutual: int

    @property
    def most(self) -> int:
        """The largest of the three."""
        return max(self.given, self.taken, self.mutual)


class Sum(Value, frozen=True, kw_only=True):
    """Money that one side promised another, without restatements, parts and what was replaced."""

    promisor: tuple[str, ...]
    beneficiary: tuple[str, ...]
    text: str
    promises: int
    left_out: int


class Balance(Value, frozen=True, kw_only=True):
    """The promises between the first actor and the others asked about, or all where it stands alone."""

    sectors: tuple[Share, ...]
    years: tuple[Share, ...]
    sums: tuple[Sum, ...]

    @property
    def most(self) -> int:
        """The largest number of promises in a cell of either table."""
        return max((one.most for one in (*self.sectors, *self.years)), default=0)


def balance(entries: Iterable[Entry], codes: Sequence[str]) -> Balance | None:
    """Weigh the promises of actors against each other; None where there are none."""
    promises = [one for one in entries if isinstance(one, CommitmentEntry) and not one.denied]
    if not promises:
        return None
    first = codes[0]
    sectors = _shares(promises, first, lambda entry: entry.sectors or (NO_SECTOR,))
    years = _shares([one for one in promises if one.made], first, lambda entry: ((entry.made or "")[:4],))
    return Balance(
        sectors=tuple(sorted(sectors, key=lambda one: (-one.given - one.taken - one.mutual, one.name))[:SECTORS]),
        years=tuple(sorted(years, key=lambda one: one.name)[-YEARS:]),
        sums=_sums(promises, codes),
    )


def _shares(
    promises: Iterable[CommitmentEntry], first: str, keys: Callable[[CommitmentEntry], Sequence[str]]
) -> list[Share]:
    counts: dict[str, dict[str, int]] = {}
    for entry in promises:
        for key in keys(entry):
            found = counts.setdefault(key, {"given": 0, "taken": 0, "mutual": 0})
            found[_way(entry, first)] += 1
    return [Share(name=name, **found) for name, found in counts.items()]


def _way(entry: CommitmentEntry, first: str) -> str:
    """Say which way a promise goes, seen from an actor."""
    if first not in entry.promisor:
        return "taken"
    others = set(entry.promisor) - {first}
    return "mutual" if others and (others & set(entry.beneficiary) or not set(entry.beneficiary) - {first}) else "given"


def _sums(promises: Sequence[CommitmentEntry], codes: Sequence[str]) -> tuple[Sum, ...]:
    """Add up what is promised in each currency, the largest number of promises first."""
    found = [
        one for one in totals(promises) if one.entries and set(codes) & {part for key in one.key for part in split(key)}
    ]
    ranked = sorted(found, key=lambda one: (-len(one.entries), one.key, one.currency))
    return tuple(
        Sum(
            promisor=split(one.key[0]),
            beneficiary=split(one.key[1]),
            text=say(Amount(value=one.value, currency=one.currency)),
            promises=len(one.entries),
            left_out=len(one.left_out),
        )
        for one in ranked[:SUMS]
    )


def split(key: str) -> tuple[str, ...]:
    """Return the codes that a key joins.

    >>> split("IND, JPN"), split("")
    (('IND', 'JPN'), ())
    """
    return tuple(key.split(", ")) if key else ()
