"""Separate promises of one text that add up to another one there: its parts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from chancery.linkage import tables
from chancery.linkage.amounts import close, with_role
from chancery.linkage.wording import WORD
from chancery.models import Commitment, Figure

MOST_PARTS = 8
ENOUGH = 3  # parts that add up by chance no more; two need a word that says so ("a total of", "including")
EXACTLY = Decimal("0.005")

Sum = tuple[Commitment, Figure]


def whole_of(part: Commitment, siblings: Sequence[object]) -> str | None:
    """Return the claim of a text whose sum a promise makes up together with those beside it, None where none does.

    The parts stand in one run right before or after the whole, given by the same and in the same currency.
    """
    money = sorted(_sums(siblings, part), key=lambda one: (one[0].evidence[0].start, one[1].start, one[0].id))
    if part.id not in {one.id for one, _ in money} or len(money) <= 2:
        return None
    for at, (whole, figure) in enumerate(money):
        for run in _runs(money, at):
            if any(one.id == part.id for one, _ in run) and _adds_up(run, whole, figure):
                return whole.id
    return None


def _sums(siblings: Sequence[object], part: Commitment) -> Iterator[Sum]:
    """Give the promises of the same giver that have one sum of money in the part's currency."""
    own = {figure.currency for figure in with_role(part.quantities, "target")}
    for one in siblings:
        if isinstance(one, Commitment) and set(one.promisor) == set(part.promisor) and not one.denied:
            targets = [figure for figure in with_role(one.quantities, "target") if figure.currency in own]
            if len(targets) == 1 and targets[0].currency and targets[0].per is None:
                yield one, targets[0]


def _runs(money: Sequence[Sum], at: int) -> Iterator[Sequence[Sum]]:
    """Give the runs of two and more that stand right before or after a place."""
    for length in range(2, MOST_PARTS + 1):
        if at + length < len(money):
            yield money[at + 1 : at + 1 + length]
        if at >= length:
            yield money[at - length : at]


def _adds_up(run: Sequence[Sum], whole: Commitment, figure: Figure) -> bool:
    if any(one.value >= figure.value or claim.id == whole.id for claim, one in run):
        return False
    if not close(sum((one.value for _, one in run), Decimal(0)), figure.value, within=EXACTLY):
        return False
    said = {
        word.lower()
        for claim in (whole, *(one for one, _ in run))
        for words in claim.evidence
        for word in WORD.findall(words.quote)
    }
    return len(run) >= ENOUGH or bool(said & tables.words().totals)
