"""Figures in two currencies compared at the rate of a day."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from functools import lru_cache

from chancery.linkage.dates import Days
from chancery.models import Document, Figure, Money
from chancery.quantities import convert

DRIFT = Decimal("0.15")  # two reports of one season use rates and roundings this far apart
FIRST_YEAR, LAST_YEAR = 2000, 2026  # years whose midsummer rates bound what an undated equivalent can be


def money_of(figure: Figure, document: Document) -> Money:
    """Return a figure as the money that stands in its document."""
    return Money(
        start=figure.start,
        end=figure.end,
        text=document.text[figure.start : figure.end],
        value=figure.value,
        max=figure.max,
        currency=figure.currency,
        qualifier=figure.qualifier,
        per=figure.per,
    )


@lru_cache(maxsize=4096)
def rate(currency: str, to: str, on: dt.date) -> Decimal | None:
    """Return how many units of `to` a unit of a currency was worth on a day, None where no rate is known."""
    return convert(Money(start=0, end=0, text="", value=Decimal(1), currency=currency), to, on).rate


def convertible(left: Figure, right: Figure, on: Days | None) -> bool:
    """Tell whether two figures in two currencies are worth the same, at the rate of a day or, undated, of any year."""
    if not left.currency or not right.currency or left.currency == right.currency:
        return False
    if left.value <= 0 or right.value <= 0 or left.per != right.per:
        return False
    asked = (on.first,) if on else tuple(dt.date(year, 7, 1) for year in range(FIRST_YEAR, LAST_YEAR + 1))
    rates = [found for day in asked if (found := rate(left.currency, right.currency, day))]
    over = right.value / left.value
    return bool(rates) and min(rates) * (1 - DRIFT) <= over <= max(rates) * (1 + DRIFT)
