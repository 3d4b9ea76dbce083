"""Partial dates compared at their precision: 2025, 2025-Q3, 2025-08, 2025-08-29, --08-29 (a day without its year)."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from chancery.models import Period

PARTIAL = re.compile(r"(\d{4})(?:-Q([1-4])|-(\d{2})(?:-(\d{2}))?)?")
YEARLESS = re.compile(r"--(\d{2})-(\d{2})")
DAYS_A_YEAR = Decimal("365.25")


class Days(NamedTuple):
    """A stretch of days, ends inclusive."""

    first: dt.date
    last: dt.date

    @property
    def length(self) -> int:
        """The number of days."""
        return (self.last - self.first).days + 1


@lru_cache(maxsize=4096)
def days(partial: str | None) -> Days | None:
    """Return the days that a partial ISO date covers, None for what is no such date or has no year.

    >>> days("2024-02")
    Days(first=datetime.date(2024, 2, 1), last=datetime.date(2024, 2, 29))
    >>> days("--08-29") is None
    True
    """
    match = PARTIAL.fullmatch(partial or "")
    if not match:
        return None
    year, quarter, month, day = (int(part) if part else None for part in match.groups())
    try:
        if year and quarter:
            return Days(dt.date(year, 3 * quarter - 2, 1), _month_end(year, 3 * quarter))
        if year and month and day:
            return Days(dt.date(year, month, day), dt.date(year, month, day))
        if year and month:
            return Days(dt.date(year, month, 1), _month_end(year, month))
        return Days(dt.date(year or 0, 1, 1), dt.date(year or 0, 12, 31))
    except ValueError:
        return None


def _month_end(year: int, month: int) -> dt.date:
    return dt.date(year, month, calendar.monthrange(year, month)[1])


def stretch(period: Period | None) -> Days | None:
    """Return the days from the start of a period to its end, None where the text fixes neither."""
    if period is None:
        return None
    first, last = days(period.start), days(period.end)
    if first is None:
        return last
    if last is None or last.last < first.first:
        return first
    return Days(first.first, last.last)


def yearless(period: Period | None) -> tuple[int, int] | None:
    """Return month and day of a period whose year nobody printed.

    >>> yearless(Period(start="--08-29"))
    (8, 29)
    """
    match = YEARLESS.fullmatch((period.start if period else None) or "")
    return (int(match[1]), int(match[2])) if match else None


def gap(left: Days, right: Days) -> int:
    """Return the days between two stretches, 0 where they touch or overlap.

    >>> gap(days("2025-08-29"), days("2025-09"))
    3
    """
    return max(0, (right.first - left.last).days, (left.first - right.last).days)


def contains_day(stretch: Days, month_day: tuple[int, int]) -> bool:
    """Tell whether a stretch has a day with that month and day, whatever the year; February 29 needs a leap year."""
    for year in range(stretch.first.year, stretch.last.year + 1):
        found = days(f"{year:04d}-{month_day[0]:02d}-{month_day[1]:02d}")
        if found and gap(found, stretch) == 0:
            return True
    return False


def years_between(stretch: Days) -> Decimal:
    """Return the length of a stretch in years, to a tenth.

    >>> years_between(Days(dt.date(2022, 1, 1), dt.date(2026, 12, 31)))
    Decimal('5.0')
    """
    return (Decimal(stretch.length) / DAYS_A_YEAR).quantize(Decimal("0.1"))


def months_before(day: dt.date, months: int) -> dt.date:
    """Return the day so many months earlier, the last of its month where that is shorter.

    >>> months_before(dt.date(2024, 3, 31), 13)
    datetime.date(2023, 2, 28)
    """
    years, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return dt.date(years, month + 1, min(day.day, calendar.monthrange(years, month + 1)[1]))
