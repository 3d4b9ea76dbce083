"""Arithmetic of dates: stretches of the calendar, lengths, and what repeats every week or year."""

from __future__ import annotations

import calendar
import datetime as dt
from decimal import Decimal
from typing import NamedTuple

from chancery.quantities.numbers import tidy

GRAINS = {"day": "day", "month": "month", "quarter": "quarter", "half": "half", "year": "year", "decade": "decade"}
MONTHS_IN = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}
SOON = dt.timedelta(days=21)


class Stretch(NamedTuple):
    """First and last day of a piece of the calendar, the unit it is named in, and how it repeats.

    `cycle` is "year", "month" or "week" for what the words leave open ("October", "the 18th", "Friday"): the days are
    those of one turn, and `resolve` picks the turn that is meant. A stretch without days has no anchor.
    """

    first: dt.date | None
    last: dt.date | None
    grain: str
    cycle: str | None = None


class Length(NamedTuple):
    """A length of time in months and days; null months and days for a vague one ("several years")."""

    months: Decimal | None
    days: Decimal | None
    unit: str

    @property
    def years(self) -> Decimal | None:
        """The length in years where it is made of months, years or decades."""
        if self.months is None or self.days:
            return None
        return tidy(round(self.months / 12, 4)) if self.months else None


def make_date(year: int, month: int, day: int) -> dt.date | None:
    """Make a date, or None when there is no such day."""
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


LEAP = 2000  # the year that stands for any year until one is fixed


def add_months(day: dt.date, months: int) -> dt.date:
    """Move by months, to the month's last day where the day does not exist; kept inside years 1 to 9999.

    >>> add_months(dt.date(2024, 2, 29), 12)
    datetime.date(2025, 2, 28)
    """
    index = min(max(day.year * 12 + day.month - 1 + months, 12), 9999 * 12 + 11)
    year, month = divmod(index, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def add_days(day: dt.date, days: int) -> dt.date:
    """Move by days, kept inside years 1 to 9999."""
    return dt.date.fromordinal(min(max(day.toordinal() + days, 1), dt.date.max.toordinal()))


def add(day: dt.date, length: Length, times: int = 1) -> dt.date:
    """Move by a length, forward or (times -1) back; a vague length does not move."""
    moved = add_months(day, times * int(length.months)) if length.months else day
    return add_days(moved, times * int(length.days)) if length.days else moved


def one_day(day: dt.date | None, cycle: str | None = None) -> Stretch | None:
    """A stretch of one day."""
    return Stretch(day, day, "day", cycle) if day else None


def months_from(day: dt.date, count: int, grain: str, cycle: str | None = None) -> Stretch:
    """The stretch of `count` months that begins in the month of `day`."""
    first = day.replace(day=1)
    return Stretch(first, add_days(add_months(first, count), -1), grain, cycle)


def year_of(year: int) -> Stretch:
    """A calendar year."""
    return months_from(dt.date(min(max(year, 1), 9998), 1, 1), 12, "year")


def month_of(year: int, month: int, cycle: str | None = None) -> Stretch:
    """A calendar month."""
    return months_from(dt.date(min(max(year, 1), 9998), month, 1), 1, "month", cycle)


def around(unit: str, day: dt.date, offset: int = 0) -> Stretch | None:
    """The calendar unit that holds a day, or one `offset` units later; weeks begin on Monday.

    >>> around("quarter", dt.date(2025, 11, 24), 1)
    Stretch(first=datetime.date(2026, 1, 1), last=datetime.date(2026, 3, 31), grain='quarter', cycle=None)
    """
    if unit == "day":
        moved = add_days(day, offset)
        return Stretch(moved, moved, "day")
    if unit in ("week", "fortnight", "weekend", "workweek"):
        monday = add_days(day, 7 * offset * (2 if unit == "fortnight" else 1) - day.weekday())
        start, length = {"weekend": (5, 2), "workweek": (0, 5), "fortnight": (0, 14)}.get(unit, (0, 7))
        first = add_days(monday, start)
        return Stretch(first, add_days(first, length - 1), "week")
    if unit not in MONTHS_IN:
        return None
    span = MONTHS_IN[unit]
    months = day.year * 12 + day.month - 1
    begun = (months // span + offset) * span
    if not 12 <= begun < 9998 * 12:
        return None
    return months_from(dt.date(begun // 12, begun % 12 + 1, 1), span, unit)


def shift(stretch: Stretch, turns: int) -> Stretch:
    """The same stretch some turns of its cycle later."""
    if stretch.first is None or stretch.last is None:
        return stretch
    if stretch.cycle == "week":
        return stretch._replace(first=add_days(stretch.first, 7 * turns), last=add_days(stretch.last, 7 * turns))
    months = 12 * turns if stretch.cycle == "year" else turns
    last = add_days(add_months(add_days(stretch.last, 1), months), -1)
    return stretch._replace(first=add_months(stretch.first, months), last=last)


def resolve(stretch: Stretch, published: dt.date | None, ahead: bool | None) -> Stretch:
    """Fix what repeats to the last turn that has begun at publication, or (`ahead`) the next that is not over.

    Where it is not known which, a day or month of the year is the nearest, a weekday the last. A day of the year within
    three weeks is the coming one even beside a past verb ("thanked him for hosting the summit on 16 June").

    >>> october = months_from(dt.date(2000, 10, 1), 1, "month", "year")
    >>> resolve(october, dt.date(2025, 8, 10), True).first, resolve(october, dt.date(2025, 8, 10), False).first
    (datetime.date(2025, 10, 1), datetime.date(2024, 10, 1))
    """
    if stretch.cycle is None:
        return stretch
    if published is None or stretch.first is None or stretch.last is None:
        return Stretch(None, None, stretch.grain)
    turns = {"year": published.year - stretch.first.year, "week": (published - stretch.first).days // 7}.get(
        stretch.cycle, (published.year - stretch.first.year) * 12 + published.month - stretch.first.month
    )
    near = [shift(stretch, turns + k) for k in (-1, 0, 1, 2)]
    if ahead is None and stretch.cycle == "year":
        chosen = min(near, key=lambda one: abs((one.first or published) - published))
    elif ahead:
        chosen = next((one for one in near if one.last and one.last >= published), near[-1])
    else:
        chosen = next((one for one in reversed(near) if one.first and one.first <= published), near[0])
        coming = next((one for one in near if one.first and one.first > published), near[-1])
        if stretch.cycle == "year" and stretch.grain == "day" and coming.first and coming.first - published <= SOON:
            chosen = coming
    return chosen._replace(cycle=None)
