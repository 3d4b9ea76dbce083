"""Rules for days and stretches seen from the text: "next year", "last Friday", "June next year", "the 18th"."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from chancery.quantities import calendar
from chancery.quantities.calendar import LEAP, Stretch, add_days, add_months, around, make_date, month_of, one_day
from chancery.quantities.grammar import Text, pick
from chancery.quantities.signs import Item, whole
from chancery.quantities.tables import listed_words


def today(listed: Sequence[Item], text: Text) -> Stretch | None:
    """today, tomorrow"""
    if text.published is None:
        return Stretch(None, None, "day")
    return one_day(add_days(text.published, listed[-1].value))


def relative_unit(listed: Sequence[Item], text: Text) -> Stretch | None:
    """next year, last month, this week, the following quarter"""
    lead = next(item for item in listed if item.sign in "xpc")
    sign = lead.sign if lead.value not in ("that", "same") else "?"
    unit = pick(listed, "U")
    if (
        unit in ("second", "minute", "hour")
        or (unit in ("decade", "century") and sign != "c")
        or (unit == "half" and sign != "c")
    ):
        return None
    if text.published is None or sign == "?" or (looks_back(lead, listed, unit, text)):
        return Stretch(None, None, unit if unit in calendar.GRAINS else "range")
    return around(unit, text.published, {"x": 1, "p": -1, "c": 0}[sign])


def looks_back(lead: Item, listed: Sequence[Item], unit: str, text: Text) -> bool:
    """Whether "the following day", "the next year" or "the previous day" is seen from something told before."""
    told = lead.value == "following" or (lead.sign == "x" and listed[0].sign == "t")
    if unit == "day":
        return lead.value in ("following", "previous", "preceding")
    return told and not text.ahead(listed[0], default=True)


def this_weekend(listed: Sequence[Item], text: Text) -> Stretch | None:
    """the weekend"""
    return relative_unit([Item("c", 0, 0, "this"), listed[-1]], text) if pick(listed, "U") == "weekend" else None


def unit_after_next(listed: Sequence[Item], text: Text) -> Stretch | None:
    """the week after next"""
    if text.published is None:
        return Stretch(None, None, "range")
    return around(pick(listed, "U"), text.published, 2)


def running_unit(listed: Sequence[Item], text: Text) -> Stretch | None:
    """the year, the week: the one that runs, where a part of it is meant"""
    unit = pick(listed, "U")
    if unit in ("second", "minute", "hour"):
        return None
    return around(unit, text.published, 0) if text.published else Stretch(None, None, "range")


def weekday(listed: Sequence[Item], text: Text) -> Stretch | None:
    """Friday: repeats every week; "Sun" and "Sat" alone are no days"""
    first = listed[0].first
    named = first and text.pieces[first - 1].word in listed_words("no_weekdays_after")
    if named or text.pieces[first].word in ("sun", "sat"):
        return None
    monday = dt.date(LEAP, 1, 3)
    return one_day(add_days(monday, pick(listed, "W")), "week")


def relative_weekday(listed: Sequence[Item], text: Text) -> Stretch | None:
    """next Monday, last Friday, this Sunday, Tuesday of next week"""
    if text.published is None:
        return Stretch(None, None, "day")
    order = "".join(item.sign for item in listed)
    number: int = pick(listed, "W")
    monday = add_days(text.published, -text.published.weekday())
    if "U" in order:
        offset = 1 if "x" in order else -1 if "p" in order else 0
        return one_day(add_days(monday, 7 * offset + number))
    ahead = (number - text.published.weekday()) % 7
    if "c" in order and "x" not in order and "p" not in order:
        return one_day(add_days(monday, number))
    if "p" in order and text.pieces[listed[0].first].word != "previous":
        return one_day(add_days(text.published, (ahead or 7) - 7 if ahead else -7))
    if "p" in order:
        return one_day(add_days(monday, number - 7))
    plain = text.pieces[listed[0].first].word in ("next", "following") or order[0] == "t"
    forward = 7 + number - text.published.weekday() if plain and "c" not in order else ahead or 7
    return one_day(add_days(text.published, forward))


def relative_day(listed: Sequence[Item], text: Text) -> Stretch | None:
    """May 12 of last year"""
    year = relative_unit(listed[-2:], text)
    day = whole(pick(listed, "do"))
    if year is None or year.first is None or day is None or pick(listed, "U") != "year":
        return year and Stretch(None, None, "day")
    return one_day(make_date(year.first.year, pick(listed, "M"), day))


def relative_month(listed: Sequence[Item], text: Text) -> Stretch | None:
    """last September, next May, this October, June next year"""
    if text.published is None:
        return Stretch(None, None, "month")
    order = "".join(item.sign for item in listed)
    number: int = pick(listed, "M")
    if "U" in order:
        offset = 1 if "x" in order else -1 if "p" in order else 0
        return month_of(text.published.year + offset, number)
    year = text.published.year
    if "p" in order:
        year -= number >= text.published.month
    elif "x" in order:
        year += number <= text.published.month
    return month_of(year, number)


def the_day(listed: Sequence[Item], text: Text) -> Stretch | None:
    """the 18th: repeats every month"""
    item = listed[-1]
    day = whole(item.value)
    if day is None or not 1 <= day <= 31 or text.pieces[item.first].kind != "number":
        return None
    following = text.pieces[item.stop] if item.stop < len(text.pieces) else None
    if (
        following
        and following.kind in ("word", "abbreviation", "number")
        and following.word not in listed_words("after_day")
    ):
        return None
    return one_day(make_date(LEAP, 1, day), "month")


def weekday_date(listed: Sequence[Item], text: Text) -> Stretch | None:
    """Monday 21, Tuesday the eleventh: the day of that number that falls on the weekday"""
    day, number = whole(pick(listed, "do")), pick(listed, "W")
    if text.published is None or day is None:
        return None
    start = text.published.replace(day=1)
    near = (
        make_date(*(first.year, first.month), day)
        for k in (0, 1, -1, 2, -2, 3, -3, 4, 5, 6)
        for first in [add_months(start, k)]
    )
    return one_day(next((one for one in near if one and one.weekday() == number), None))
