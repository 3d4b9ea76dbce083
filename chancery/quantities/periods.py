"""A stretch of time as the period that records keep: partial ISO dates as precise as the words."""

from __future__ import annotations

import datetime as dt

from chancery.models import Period, Timespan


def partial(day: dt.date | None, precision: str, span: Timespan) -> str | None:
    """Write a bound as precisely as the words have it: a year, a month or a day."""
    if day is None:
        return None
    whole_years = (span.first is None or (span.first.month, span.first.day) == (1, 1)) and (
        span.last is None or (span.last.month, span.last.day) == (12, 31)
    )
    if precision in ("year", "decade") or (precision in ("range", "open") and whole_years):
        return f"{day.year:04}"
    starts = span.first is None or span.first.day == 1
    ends = span.last is None or (span.last + dt.timedelta(days=1)).day == 1
    if precision in ("month", "quarter", "half") or (precision in ("range", "open") and starts and ends):
        return f"{day.year:04}-{day.month:02}"
    return day.isoformat()


def period(timespan: Timespan) -> Period:
    """Give the period of a stretch of time; what the words do not fix stays null, the words are kept.

    >>> words = Timespan(start=0, end=9, text="2022–2026", first=dt.date(2022, 1, 1), last=dt.date(2026, 12, 31),
    ...                  precision="range", form="range")
    >>> period(words).start, period(words).end
    ('2022', '2026')
    """
    return Period(
        start=timespan.yearless or partial(timespan.first, timespan.precision, timespan),
        end=timespan.yearless or partial(timespan.last, timespan.precision, timespan),
        precision=timespan.precision,
        text=timespan.text,
    )
