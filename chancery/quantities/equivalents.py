"""Is a stated equivalent right? "10 trillion yen (USD 68 billion)" against the rates of its day and of earlier ones."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from typing import Literal

from chancery.models import Money, Value
from chancery.quantities.pieces import read_digits, scan
from chancery.quantities.rates import DEFAULT, Conversion, Rates, convert

RATE_TOLERANCE = Decimal(
    "0.015"
)  # newsrooms convert at the market rate of the hour, which strays this far from the fixing
LOOSE_TOLERANCE = Decimal("0.025")  # where the text itself says "about"
POWER_TOLERANCE = Decimal("0.12")  # a slip by a power of ten is plain even at a rate some months old
HIGHEST_POWER = 6

Verdict = Literal["consistent", "stale", "wrong_power", "off", "unknown"]


class Equivalence(Value, frozen=True, kw_only=True):
    """A verdict on a stated equivalent.

    `expected` is the amount at the rate of the day, `ratio` stated over expected; `fits` is the earlier date whose rate
    gives the stated figure ("stale"), `power` the power of ten by which it is wrong ("wrong_power"; -1: ten times too
    small).
    """

    verdict: Verdict
    expected: Decimal | None = None
    ratio: Decimal | None = None
    fits: dt.date | None = None
    power: int | None = None
    conversion: Conversion | None = None
    reason: str | None = None


def rounding(money: Money) -> Decimal:
    """Half a unit of the last printed digit that tells, as a share of the amount; zeros at the end do not tell.

    >>> rounding(Money(start=0, end=14, text="USD 68 billion", value=Decimal(68 * 10**9), currency="USD"))
    Decimal('0.007352941176470588235294117647')
    """
    printed = next((read_digits(piece.text) for piece in scan(money.text) if piece.kind == "number"), None)
    digits = str(printed).replace(".", "").strip("0") if printed else ""
    significant = max(2, len(digits) if digits else 2)
    leading = Decimal(digits[:significant].ljust(significant, "0")) if digits else Decimal(10)
    return Decimal("0.5") / leading if leading else Decimal(0)


def agrees(expected: Decimal, translated: Money) -> bool:
    """Whether the stated equivalent is the expected amount within rounding."""
    tolerance = rounding(translated) + (RATE_TOLERANCE if translated.qualifier == "exact" else LOOSE_TOLERANCE)
    low, high = translated.value * (1 - tolerance), (translated.max or translated.value) * (1 + tolerance)
    return low <= expected <= high


def power_of_ten(ratio: Decimal) -> int | None:
    """The power of ten that a ratio stands near to, if it is not 1."""
    for power in range(-HIGHEST_POWER, HIGHEST_POWER + 1):
        if power and abs(ratio / Decimal(10) ** power - 1) <= POWER_TOLERANCE:
            return power
    return None


def check_equivalent(
    stated: Money, translated: Money, on: dt.date, *, earlier: Iterable[dt.date] = (), rates: Rates = DEFAULT
) -> Equivalence:
    """Check the amount that translates another one against the rate of the day, then of the earlier dates offered.

    `earlier` are dates at which the pledge was reported before; the nearest one before `on` whose rate gives the stated
    figure makes it "stale". Without a rate the verdict is "unknown", with the reason.

    >>> yen = Money(start=0, end=15, text="10 trillion yen", value=Decimal(10**13), currency="JPY")
    >>> dollars = Money(start=17, end=31, text="USD 68 billion", value=Decimal(68 * 10**9), currency="USD")
    >>> check_equivalent(yen, dollars, dt.date(2025, 11, 24), earlier=[dt.date(2025, 8, 29)]).fits
    datetime.date(2025, 8, 29)
    """
    if translated.currency is None:
        return Equivalence(verdict="unknown", reason=f"the currency of {translated.text!r} is not known")
    conversion = convert(stated, translated.currency, on, rates=rates)
    if conversion.value is None or conversion.value == 0:
        return Equivalence(verdict="unknown", conversion=conversion, reason=conversion.reason or "nothing to convert")
    ratio = translated.value / conversion.value
    expected = conversion.value

    def verdict(kind: Verdict, fits: dt.date | None = None, power: int | None = None) -> Equivalence:
        return Equivalence(verdict=kind, expected=expected, ratio=ratio, fits=fits, power=power, conversion=conversion)

    if agrees(expected, translated):
        return verdict("consistent")
    if power := power_of_ten(ratio):
        return verdict("wrong_power", power=power)
    for day in sorted({day for day in earlier if day < on}, reverse=True):
        then = convert(stated, translated.currency, day, rates=rates)
        if then.value is not None and agrees(then.value, translated):
            return verdict("stale", fits=day)
    return verdict("off")
