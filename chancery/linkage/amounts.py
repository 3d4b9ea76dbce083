"""Amounts compared: equal, rounded, off by a power of ten, or different; and how they are written for people."""

from __future__ import annotations

import math
from collections.abc import Iterable
from decimal import Decimal

from chancery.linkage.entries import Amount
from chancery.linkage.wording import shared, wording
from chancery.models import Figure, Role

EXACT = Decimal("0.01")
ROUNDING = Decimal("0.05")  # "$65 billion" for 67.9 is somebody else's rate; 3.2 for 3.23 is rounding
POWER_SLACK = Decimal("0.25")  # two rates of different days plus rounding, around a true factor of ten
SMALL_COUNT = 1000  # "13 pacts" says little, "500,000 people" much
STEPS = ((12, "trillion"), (9, "billion"), (6, "million"))


def amount(figure: Figure) -> Amount:
    """Return a figure apart from its place in the text."""
    return Amount(
        value=figure.value,
        max=figure.max,
        currency=figure.currency,
        unit=figure.unit,
        qualifier=figure.qualifier,
        per=figure.per,
    )


def with_role(figures: Iterable[Figure], *roles: Role) -> tuple[Figure, ...]:
    """Return the figures that have one of the roles, in the order given."""
    return tuple(figure for figure in figures if figure.role in roles)


def comparable(left: Figure | Amount, right: Figure | Amount) -> bool:
    """Tell whether two figures measure in the same currency, or both count things, over the same time."""
    return left.currency == right.currency and (left.per or None) == (right.per or None)


def ratio(left: Decimal, right: Decimal) -> Decimal | None:
    """Return left over right, None where a sign or a zero makes that meaningless."""
    return left / right if left > 0 and right > 0 else None


def close(left: Decimal, right: Decimal, *, within: Decimal = ROUNDING) -> bool:
    """Tell whether two values differ by no more than a share of the larger.

    >>> close(Decimal("65"), Decimal("67.9")), close(Decimal("5"), Decimal("10"))
    (True, False)
    """
    return abs(left - right) <= within * max(abs(left), abs(right))


def same_figure(left: Figure, right: Figure, *, within: Decimal = ROUNDING) -> bool:
    """Tell whether two figures are one: in the same measure and equal. Sums are rounded, counts as good as never; small
    counts must count the same things."""
    if not comparable(left, right):
        return False
    if left.currency:
        return close(left.value, right.value, within=within)
    equal = close(left.value, right.value, within=min(within, EXACT))
    return equal and (left.value >= SMALL_COUNT or same_unit(left, right))


def same_unit(left: Figure, right: Figure) -> bool:
    """Tell whether the names of what two figures count have a telling word in common."""
    return bool(shared(wording(f"of {left.unit or ''}"), wording(f"of {right.unit or ''}")))


def power_of_ten(left: Decimal, right: Decimal, *, slack: Decimal = POWER_SLACK) -> int:
    """Return the whole power of ten by which left is off right, 0 where it is not.

    >>> power_of_ten(Decimal("6e11"), Decimal("6e12")), power_of_ten(Decimal(5), Decimal(10))
    (-1, 0)
    """
    over = ratio(left, right)
    if over is None:
        return 0
    power = round(math.log10(over))
    return power if power and abs(over / Decimal(10) ** power - 1) <= slack else 0


def say(value: Amount) -> str:
    """Write an amount for people.

    >>> say(Amount(value=Decimal("10e12"), currency="JPY")), say(Amount(value=Decimal(50000), unit="skilled workers"))
    ('JPY 10 trillion', '50,000 skilled workers')
    """
    number = say_number(value.value)
    if value.max is not None:
        number = f"{number} to {say_number(value.max)}"
    words = {"about": "about ", "at_least": "at least ", "more_than": "more than ", "less_than": "less than "}
    prefix = words.get(value.qualifier, "up to " if value.qualifier == "up_to" else "")
    named = f"{value.currency} {number}" if value.currency else f"{number} {value.unit or ''}".rstrip()
    return f"{prefix}{named}{f' a {value.per}' if value.per else ''}"


def say_number(value: Decimal) -> str:
    """Write a number with its largest step of thousand where that is short, else with separators.

    >>> say_number(Decimal("2.1e12")), say_number(Decimal("408e6")), say_number(Decimal("12500"))
    ('2.1 trillion', '408 million', '12,500')
    """
    for power, name in STEPS:
        if abs(value) >= Decimal(10) ** power:
            step = (value / Decimal(10) ** power).normalize()
            if -step.as_tuple().exponent <= 3:  # type: ignore[operator]
                return f"{step:f} {name}"
    return f"{value.normalize():,f}"
