"""What each account says of each field of a commitment."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import get_args

from chancery.linkage.amounts import amount, say, with_role
from chancery.linkage.commitments import CommitmentAccount
from chancery.linkage.conflicts import NOT_FIXED
from chancery.linkage.entries import Field, Reading
from chancery.linkage.readings import Said, field
from chancery.linkage.terms import since
from chancery.linkage.wording import wording
from chancery.models import Criterion, Figure, Merit

Accounts = Sequence[CommitmentAccount]
RESTATED_AFTER = 30  # days after it was given, a report of the same undertaking restates it
CEILINGS = {"up_to": "at most", "less_than": "at most", "at_least": "at least", "more_than": "at least"}


def fields(
    accounts: Accounts, source: Mapping[str, str], occasions: Mapping[str, tuple[str, str]]
) -> tuple[Field, ...]:
    """Return the fields of a commitment with their readings, those that nobody states left out.

    `occasions` gives for the id of an engagement claim the id and title of its entry.
    """
    measure = main_measure(accounts)
    rows: list[tuple[str, Iterator[Said]]] = [
        ("amount", _amounts(accounts, measure)),
        *((f"equivalent {other}", _equivalents(accounts, measure, other)) for other in _others(accounts, measure)),
        ("actual", _actuals(accounts)),
        *((f"unit {number:f}", _units(accounts, number)) for number in _counted(accounts)),
        ("ceiling", _ceilings(accounts, measure)),
        ("executor", _plain(accounts, lambda one: one.claim.executor)),
        ("period", _terms(accounts)),
        ("strength", _plain(accounts, lambda one: one.claim.strength)),
        ("occasion", _occasions(accounts, occasions)),
        ("revises", _plain(accounts, lambda one: one.claim.revises.relation if one.claim.revises else None)),
        ("instrument", _plain(accounts, lambda one: one.claim.instrument)),
        ("object", _objects(accounts)),
        ("party", _plain(accounts, lambda one: ", ".join(sorted(one.promisor)) or None)),
    ]
    return tuple(made for name, said in rows if (made := field(name, said, source)))


def quality(accounts: Accounts, source: Mapping[str, str]) -> tuple[Reading, ...]:
    """Return the criteria of good pledging that the accounts meet together, each with words and claims that earn it."""
    made = (
        field(criterion, (Said(one, criterion, merit.quote) for one, merit in _merits(accounts, criterion)), source)
        for criterion in get_args(Criterion)
    )
    return tuple(one.readings[0] for one in made if one)


def _merits(accounts: Accounts, criterion: Criterion) -> Iterator[tuple[CommitmentAccount, Merit]]:
    return ((one, merit) for one in accounts for merit in one.claim.quality if merit.criterion == criterion)


def main_measure(accounts: Accounts) -> str | None:
    """Return the currency that most accounts give as headline, the first of the alphabet among equals; None for counts
    and where there are no figures."""
    found = [figure.currency for one in accounts for figure in one.headline if figure.currency]
    return min(set(found), key=lambda currency: (-found.count(currency), currency)) if found else None


def _plain(accounts: Accounts, get: Callable[[CommitmentAccount], str | None]) -> Iterator[Said]:
    for one in accounts:
        value = get(one)
        if value:
            yield Said(one, value, value)


def _said(account: CommitmentAccount, figure: Figure) -> Said:
    plain = amount(figure)
    unit = figure.currency or ""
    return Said(account, f"{figure.value.normalize():f} {unit} {figure.per or ''}".strip(), say(plain))


def _amounts(accounts: Accounts, measure: str | None) -> Iterator[Said]:
    """The headline, and what one text prints as its equivalent in the same currency."""
    for one in accounts:
        equivalents = with_role(one.claim.quantities, "equivalent")
        if one.main and one.main.currency == measure and measure:
            yield from (_said(one, figure) for figure in (one.main, *equivalents) if figure.currency == measure)


def _others(accounts: Accounts, measure: str | None) -> list[str]:
    return sorted({figure.currency for one in accounts for figure in one.figures if figure.currency} - {measure})


def _equivalents(accounts: Accounts, measure: str | None, other: str) -> Iterator[Said]:
    """What restates the headline in another currency, or is the headline in it."""
    for one in accounts:
        if one.main and one.main.currency == other:
            yield _said(one, one.main)
        for figure in with_role(one.claim.quantities, "equivalent"):
            if figure.currency == other and one.restated(figure) in (one.main, None):
                yield _said(one, figure)


def _actuals(accounts: Accounts) -> Iterator[Said]:
    """What was spent so far, the largest figure of each account."""
    for one in accounts:
        spent = with_role(one.claim.quantities, "actual")
        if spent:
            yield _said(one, max(spent, key=lambda figure: (figure.value, -figure.start)))


def _counted(accounts: Accounts) -> list[Decimal]:
    return sorted({figure.value.normalize() for one in accounts for figure in one.headline if not figure.currency})


def _units(accounts: Accounts, number: Decimal) -> Iterator[Said]:
    """What a number counts, where two accounts name it in part by the same words."""
    counts = [(one, figure) for one in accounts for figure in one.headline if figure.value == number and figure.unit]
    named = {figure.unit: frozenset(wording(f"of {figure.unit}")) for _, figure in counts}
    for one, figure in counts:
        own = named[figure.unit]
        if any(own & other and own != other for other in named.values()):
            yield Said(one, " ".join(sorted(own)), say(amount(figure)))


def _ceilings(accounts: Accounts, measure: str | None) -> Iterator[Said]:
    for one in accounts:
        for figure in one.headline[:1]:
            if figure.currency == measure:
                word = CEILINGS.get(figure.qualifier, "the figure itself")
                yield Said(one, word, word)


def _terms(accounts: Accounts) -> Iterator[Said]:
    """The length of the term, with its dates where they are printed."""
    for one in accounts:
        period = one.claim.period
        if one.years:
            start = since(period, one.published)
            dated = f"; {start} to {period.end}" if start and period and period.end else ""
            yield Said(one, f"{one.years.normalize():f} years{dated}", f"{one.years.normalize():f} years{dated}")
        elif period and period.text:
            fixed = period.end and period.precision not in ("vague", "open", "relative", "horizon")
            yield Said(one, f"until {period.end}" if fixed else NOT_FIXED, f"“{period.text}”")


def _occasions(accounts: Accounts, occasions: Mapping[str, tuple[str, str]]) -> Iterator[Said]:
    """The contact that an account ties the undertaking to as something new; memories and restatements do not count."""
    first = min((one.made.first for one in accounts if one.made and not one.recalled), default=None)
    for one in accounts:
        late = first and one.made and (one.made.first - first).days > RESTATED_AFTER
        as_new = not late or one.claim.revises or one.baselines
        if one.recalled or one.claim.strength == "reaffirm" or not as_new:
            continue
        if one.contact and one.contact.id in occasions:
            yield Said(one, *occasions[one.contact.id])
        elif one.claim.occasion:
            yield Said(one, " ".join(sorted(one.claim.occasion.lower().split())), one.claim.occasion)


def _objects(accounts: Accounts) -> Iterator[Said]:
    """What it is for, where two accounts name no sector in common."""
    stated = [one for one in accounts if one.sectors]
    kinds = {one.sectors for one in stated}
    apart = {sectors for sectors in kinds if any(not sectors & other for other in kinds)}
    for one in stated:
        if one.sectors in apart:
            yield Said(one, ", ".join(sorted(one.sectors)), ", ".join(sorted(one.sectors)))
