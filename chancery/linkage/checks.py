"""Arithmetic tests of what reports print: equivalents against rates, ratios against figures, parts against totals."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

import msgspec

from chancery.linkage.amounts import amount, close, comparable, power_of_ten, ratio, say, with_role
from chancery.linkage.commitments import CommitmentAccount
from chancery.linkage.dates import days
from chancery.linkage.entries import Amount, Check, CheckVerdict
from chancery.linkage.rates import DRIFT, money_of
from chancery.linkage.revisions import stated_ratio
from chancery.models import Figure
from chancery.quantities import Equivalence, check_equivalent

TOLERANCE = Decimal("0.02")
VERDICTS: dict[str, CheckVerdict] = {
    "consistent": "consistent",
    "stale": "stale",
    "wrong_power": "off_by_power_of_ten",
    "off": "inconsistent",
    "unknown": "unverifiable",
}


def check(accounts: Sequence[CommitmentAccount], made: str | None) -> tuple[Check, ...]:
    """Return the checks of all accounts of one commitment, equal ones once with all their claims.

    Equivalents are tested at the rate of the report's day, then of the days of earlier reports and of `made`, the
    partial date on which the commitment was given; an undated report at that of `made`.
    """
    given = days(made)
    known = sorted({one.published for one in accounts if one.published} | ({given.first} if given else set()))
    found = [test for one in accounts for test in _of_account(one, given.first if given else None, known)]
    groups = defaultdict[Check, set[str]](set)
    for one in found:
        groups[msgspec.structs.replace(one, claims=())].update(one.claims)
    merged = [msgspec.structs.replace(one, claims=tuple(sorted(claims))) for one, claims in groups.items()]
    return tuple(sorted(merged, key=lambda one: (one.subject, one.verdict, one.why)))


def _of_account(one: CommitmentAccount, made: dt.date | None, known: Sequence[dt.date]) -> Iterator[Check]:
    yield from _equivalents(one, made, known)
    yield from _same_currency(one)
    yield from _ratio(one)
    yield from _parts(one)


def _equivalents(one: CommitmentAccount, made: dt.date | None, known: Sequence[dt.date]) -> Iterator[Check]:
    """Test each equivalent against the rate of the day."""
    on = one.published or made
    for figure in with_role(one.claim.quantities, "equivalent"):
        translated = one.restated(figure)
        if translated is None or on is None:
            continue
        stated, restated = money_of(translated, one.document), money_of(figure, one.document)
        result = check_equivalent(stated, restated, on, earlier=[made] if made and made < on else ())
        if result.verdict == "off":
            result = check_equivalent(stated, restated, on, earlier=[day for day in known if day < on])
        yield _rated(one, translated, figure, result, on)


def _rated(one: CommitmentAccount, translated: Figure, figure: Figure, result: Equivalence, on: dt.date) -> Check:
    expected = None
    if result.expected is not None:
        expected = Amount(value=result.expected.quantize(Decimal(1)), currency=figure.currency, qualifier="about")
    conversion = result.conversion
    return Check(
        subject="equivalent",
        verdict="unverifiable" if _of_another_day(one, result) else VERDICTS[result.verdict],
        claims=(one.id,),
        why=_why_rated(translated, figure, result, on, dated=one.published is not None),
        stated=amount(figure),
        expected=expected,
        rate_date=conversion.rate_date.isoformat() if conversion and conversion.rate_date else None,
        rate_source=conversion.source if conversion else None,
        fits=result.fits.isoformat() if result.fits else None,
    )


def _of_another_day(one: CommitmentAccount, result: Equivalence) -> bool:
    """Tell whether an undated report's figure may simply be right at the rate of its own day."""
    off = result.verdict == "off" and one.published is None and result.ratio is not None
    return off and abs((result.ratio or Decimal(0)) - 1) <= DRIFT


def _why_rated(translated: Figure, figure: Figure, result: Equivalence, on: dt.date, *, dated: bool) -> str:
    whole, restated = say(amount(translated)), say(amount(figure))
    if result.expected is None:
        return f"{restated} for {whole} cannot be checked: {result.reason}"
    at = on.isoformat() if dated else f"{on.isoformat()}, when it was given (the report is undated)"
    worth = f"{whole} was {figure.currency} {_short(result.expected)} on {at}"
    if result.verdict == "consistent":
        return f"{worth}: {restated} is right"
    if result.verdict == "stale" and result.fits:
        return f"{worth}: {restated} repeats the figure of {result.fits.isoformat()}"
    if result.power:
        return f"{worth}: {restated} is off by a factor of {10 ** abs(result.power):,}"
    if not dated:
        return f"{worth}: {restated} may be right at the rate of another day"
    return f"{worth}: {restated} fits neither that day nor an earlier report's"


def _short(value: Decimal) -> str:
    """Write a value with three digits that tell.

    >>> _short(Decimal("67891234567"))
    '67.9 billion'
    """
    for power, name in ((12, "trillion"), (9, "billion"), (6, "million")):
        if value >= Decimal(10) ** power:
            return f"{value / Decimal(10) ** power:.3g} {name}"
    return f"{value:,.0f}"


def _same_currency(one: CommitmentAccount) -> Iterator[Check]:
    """Several figures in one currency for one undertaking in one text: only one can be right."""
    for target in with_role(one.claim.quantities, "target"):
        others = [
            figure
            for figure in with_role(one.claim.quantities, "equivalent")
            if figure.currency == target.currency and not close(figure.value, target.value, within=TOLERANCE)
        ]
        if others:
            off = len(others) == 1 and power_of_ten(others[0].value, target.value, slack=TOLERANCE)
            named = ", ".join(say(amount(figure)) for figure in others)
            yield Check(
                subject="amounts",
                verdict="off_by_power_of_ten" if off else "inconsistent",
                claims=(one.id,),
                why=f"one text gives {say(amount(target))} and, as the same sum, {named}",
                stated=amount(others[0]),
                expected=amount(target),
            )


def _ratio(one: CommitmentAccount) -> Iterator[Check]:
    """Test a ratio in words against the figures: doubling from 5 makes 10."""
    said = stated_ratio(one)
    if said is None or one.main is None:
        return
    for base in one.baselines:
        over = ratio(one.main.value, base.value) if comparable(one.main, base) else None
        if over is None:
            continue
        right = close(over, said, within=TOLERANCE)
        word = one.claim.revises.relation if one.claim.revises else ""
        yield Check(
            subject="ratio",
            verdict="consistent" if right else "inconsistent",
            claims=(one.id,),
            why=f"“{word}” is {said:f} times; {say(amount(base))} to {say(amount(one.main))} is {over:.3g} times",
        )


def _parts(one: CommitmentAccount) -> Iterator[Check]:
    """Test parts against their total: together they may reach it, never exceed it."""
    target = next(iter(with_role(one.claim.quantities, "target")), None)
    parts = [figure for figure in one.components if target and comparable(figure, target) and figure.currency]
    if target is None or len(parts) < 2:
        return
    total = sum((figure.value for figure in parts), Decimal(0))
    whole = amount(target)
    summed = Amount(value=total, currency=target.currency)
    if total > target.value * (1 + TOLERANCE) and target.qualifier in ("exact", "about", "up_to"):
        yield Check(
            subject="parts",
            verdict="inconsistent",
            claims=(one.id,),
            why=f"the parts add up to {say(summed)}, more than {say(whole)}",
            stated=whole,
            expected=summed,
        )
    elif close(total, target.value, within=TOLERANCE):
        yield Check(
            subject="parts",
            verdict="consistent",
            claims=(one.id,),
            why=f"{len(parts)} parts add up to {say(whole)}",
            stated=whole,
            expected=summed,
        )
