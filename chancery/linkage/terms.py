"""The term of a commitment: how many years, from when, until when, as far as its words fix it."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from functools import lru_cache

from chancery.linkage.dates import days, stretch, years_between
from chancery.models import Period, Timespan
from chancery.quantities import quantities

DECADE = Decimal(10)
BOUNDED = frozenset({"range", "horizon", "decade"})


def years(period: Period | None) -> Decimal | None:
    """Return the length of a term in years, None where the words do not fix it ("over the coming years", "by 2030").

    >>> years(Period(start="2022", end="2026", precision="range", text="2022–2026"))
    Decimal('5')
    """
    if period is None:
        return None
    said = _years_said(period.text) if period.text else None
    if said is not None:
        return said
    if period.precision in BOUNDED and period.start and period.end:
        whole = stretch(period)
        return years_between(whole) if whole else None
    return None


@lru_cache(maxsize=4096)
def _years_said(text: str) -> Decimal | None:
    spans = [found for found in quantities(text) if isinstance(found, Timespan)]
    lengths = {found.years or DECADE for found in spans if found.years or found.precision == "decade"}
    return Decimal(f"{lengths.pop():f}") if len(lengths) == 1 else None


def since(period: Period | None, published: dt.date | None) -> str | None:
    """Return from when a term runs where the words say so: a start that is no mere day of publication."""
    if period is None or not period.start or period.precision in ("horizon", "vague", "open"):
        return None
    first = days(period.start)
    return None if first and published and first.first == published else period.start
