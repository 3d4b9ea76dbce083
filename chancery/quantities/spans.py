"""Rules for what is built on points and lengths: ranges, deadlines, horizons, "since", "ago", and the vague ones."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from chancery.quantities.calendar import Length, Stretch, add, add_days, resolve
from chancery.quantities.cardinals import word_at
from chancery.quantities.grammar import Level, Text, pick
from chancery.quantities.numbers import tidy
from chancery.quantities.parts import amount
from chancery.quantities.signs import Item
from chancery.quantities.tables import listed_words

RANKING_REACH = 8  # pieces between "the first" and "in twelve years"


class Found(NamedTuple):
    """Bounds, precision, form and length of a stretch of time that words name."""

    first: dt.date | None
    last: dt.date | None
    precision: str
    form: str
    years: Decimal | None = None
    yearless: str | None = None


def length_in(listed: Sequence[Item]) -> Length:
    """The length among the items: one read before, or a number and a unit with a word between ("5 upcoming years")."""
    length: Length | None = pick(listed, "L")
    return length or amount(Decimal(pick(listed, "dny") or 1), pick(listed, "UV"))


def horizon(listed: Sequence[Item], text: Text) -> Found | None:
    """over the next five years, within a decade, in two weeks: from publication on"""
    length = length_in(listed)
    if length.months is None:
        return vague(listed, text)
    last = add(text.published, length) if text.published else None
    return Found(text.published, last, "horizon", "horizon", length.years)


def looking_back(listed: Sequence[Item], text: Text) -> Found | None:
    """over the past three years: up to publication"""
    length = length_in(listed)
    if length.months is None:
        return Found(None, text.published, "vague", "vague")
    first = add(text.published, length, -1) if text.published else None
    return Found(first, text.published, "range", "range", length.years)


def inside(listed: Sequence[Item], text: Text) -> Found | None:
    """in two weeks: from publication where the sentence looks ahead, else a length ("in two weeks he won")"""
    before = text.pieces[max(0, listed[0].first - RANKING_REACH) : listed[0].first]
    ranked = any(piece.word.endswith("est") or piece.word in listed_words("rankings") for piece in before)
    return horizon(listed, text) if not ranked and text.ahead(listed[0], default=True) else duration(listed, text)


def one_unit_horizon(listed: Sequence[Item], text: Text) -> Found | None:
    """over the next decade, within a year"""
    unit = pick(listed, "U")
    length = amount(Decimal(1), unit)
    last = add(text.published, length) if text.published else None
    return Found(text.published, last, "horizon", "horizon", length.years)


def one_unit_back(listed: Sequence[Item], text: Text) -> Found | None:
    """over the past decade"""
    length = amount(Decimal(1), pick(listed, "U"))
    first = add(text.published, length, -1) if text.published else None
    return Found(first, text.published, "range", "range", length.years)


def vague(listed: Sequence[Item], text: Text) -> Found | None:
    """over the coming years, in the years ahead: from publication on, open"""
    return Found(text.published, None, "vague", "vague")


def to_come(listed: Sequence[Item], text: Text) -> Found | None:
    """for decades to come"""
    return vague(listed, text) if text.pieces[listed[-1].first].word == "come" else None


def vague_back(listed: Sequence[Item], text: Text) -> Found | None:
    """in recent years"""
    return Found(None, text.published, "vague", "vague")


def duration(listed: Sequence[Item], text: Text) -> Found | None:
    """for three years, a ten-year plan: a length with no place in the calendar; an age is none"""
    length, stop = length_in(listed), listed[-1].stop
    stop += word_at(text.pieces, stop) == "-"
    if word_at(text.pieces, stop) in ("old", "olds"):
        return None
    if length.months is None:
        return Found(None, None, "vague", "vague")
    return Found(None, None, "relative", "duration", length.years)


def recurrence(listed: Sequence[Item], text: Text) -> Found | None:
    """every six months"""
    return Found(None, None, "relative", "recurrence", length_in(listed).years)


def spanning(listed: Sequence[Item], text: Text) -> Found | None:
    """over a five-year period"""
    return duration(listed, text) if text.pieces[listed[-1].first].word in listed_words("span_words") else None


def unit_duration(listed: Sequence[Item], text: Text) -> Found | None:
    """over a decade"""
    unit = pick(listed, "U")
    if unit in ("second", "minute", "hour"):
        return None
    return Found(None, None, "relative", "duration", amount(Decimal(1), unit).years)


def ago(listed: Sequence[Item], text: Text) -> Found | None:
    """three years ago"""
    length = length_in(listed)
    if length.months is None or text.published is None:
        return Found(None, None, "relative", "point")
    day = add(text.published, length, -1)
    return Found(day, day, "day" if length.days else "relative", "point")


def hence(listed: Sequence[Item], text: Text) -> Found | None:
    """five years hence"""
    return horizon(listed, text)


def length_from(listed: Sequence[Item], text: Text) -> Found | None:
    """over five years from 2020, for 3 days starting tomorrow: the range that begins there"""
    point = text.fix(next(item for item in listed if item.sign == "P"))
    length = length_in(listed)
    if length.months is None:
        return None
    years = length.years
    if point.first is None:
        return Found(None, None, "relative", "duration", years)
    return Found(point.first, add_days(add(point.first, length), -1), "range", "range", years)


def offset(listed: Sequence[Item], text: Text) -> Found | None:
    """two days after Christmas, three weeks from tomorrow, 2 days before yesterday"""
    point = text.fix(listed[-1], listed[0].first)
    length = length_in(listed)
    if length.months is None or point.first is None or point.last is None:
        return Found(None, None, "relative", "point")
    back = any(item.sign == "<" for item in listed)
    day = add(point.first, length, -1) if back else add(point.last if length.days else point.first, length)
    return Found(day, day, "day" if length.days else "relative", "point")


def relative(listed: Sequence[Item], text: Text) -> Found | None:
    """three years after signing: another anchor, not fixed"""
    anchor = text.pieces[listed[-1].first]
    if not anchor.word.endswith("ing"):
        return None
    return Found(None, None, "relative", "duration", pick(listed, "L").years)


def ends(listed: Sequence[Item], text: Text) -> Found | None:
    """from 2023 to 2027, 2022–2026, between May and July, from September 4 through 8 September"""
    points = [item for item in listed if item.sign == "P"]
    low, high = points[0].value, points[-1].value
    if low.cycle and high.cycle is None and high.first:
        low = anchored(low, high, -1)
    elif high.cycle and low.cycle is None and low.first:
        high = anchored(high, low, 1)
    elif low.cycle and high.cycle:
        first = text.fix(points[0])
        high = anchored(high, first, 1)
        if text.ahead(points[0]) and text.published:
            high = resolve(points[-1].value, text.published, True)
            first = anchored(low, high, -1)
        low = first
    if low.first is None or high.last is None or low.first > high.last:
        return None if low.first and high.last else Found(None, None, "range", "range")
    months = (high.last.year - low.first.year) * 12 + high.last.month - low.first.month + 1
    by_years = low.grain == high.grain == "year"
    return Found(low.first, high.last, "range", "range", tidy(round(Decimal(months) / 12, 4)) if by_years else None)


def anchored(open_end: Stretch, fixed: Stretch, side: int) -> Stretch:
    """Fix a repeating stretch to the turn next to a fixed one: before it (-1) or behind it (1)."""
    reference = fixed.first if side == 1 else fixed.last
    return resolve(open_end, reference, side == 1)


def deadline(listed: Sequence[Item], text: Text) -> Found | None:
    """by 2030, until May 12, 2027, by the end of next year; by mid-2026 is by its middle"""
    point = text.fix(listed[-1], listed[0].first, default=True)
    if point.grain == "season":
        return None
    last = point.last
    if point.grain == "mid" and point.first and last:
        last = add_days(point.first, ((last - point.first).days + 1) // 2 - 1)
    return Found(None, last, deadline_precision(point), "deadline")


def deadline_precision(point: Stretch) -> str:
    """The precision of a deadline: the end of a year is as precise as the year."""
    if point.grain != "end" or point.last is None:
        return precision(point)
    return "year" if (point.last.month, point.last.day) == (12, 31) else "month"


def ahead_of(listed: Sequence[Item], text: Text) -> Found | None:
    """before 2018, before the end of 2027"""
    point = text.fix(listed[-1])
    last = point.last if point.grain == "end" else add_days(point.first, -1) if point.first else None
    return Found(None, last, deadline_precision(point), "deadline")


def since(listed: Sequence[Item], text: Text) -> Found | None:
    """since February 2022, starting next year, from 2026 onwards"""
    item = next(item for item in listed if item.sign == "P")
    past = any(one.sign == "s" for one in listed)
    point = resolve(item.value, text.published, False) if past else text.fix(item, listed[0].first, default=True)
    return Found(point.first, None, "open", "range")


def since_then(listed: Sequence[Item], text: Text) -> Found | None:
    """from 2027: open where it lies ahead"""
    opened = since(listed, text)
    ahead = opened and opened.first and text.published and opened.first > text.published
    return opened if ahead else None


def behind(listed: Sequence[Item], text: Text) -> Found | None:
    """after 2016"""
    point = text.fix(listed[-1])
    return Found(add_days(point.last, 1) if point.last else None, None, "open", "range")


def precision(point: Stretch) -> str:
    """The precision that a grain stands for."""
    return point.grain if point.grain in ("day", "month", "quarter", "half", "year", "decade") else "range"


def point(listed: Sequence[Item], text: Text) -> Found | None:
    """on Monday, in October, 2016; a bare "now" says nothing"""
    item = listed[-1]
    if text.pieces[item.first].word == "now":
        return None
    fixed = text.fix(item)
    span = fixed.first and fixed.last and fixed.grain in ("range", "end", "mid")
    years = whole_years(fixed) if span else None
    form = "range" if span else "point"
    return Found(fixed.first, fixed.last, precision(fixed), form, years, yearless(item.value, fixed))


def yearless(stretch: Stretch, fixed: Stretch) -> str | None:
    """The day printed without a year, as --MM-DD, where nothing fixes its year."""
    open_day = stretch.cycle == "year" and stretch.grain == "day" and fixed.first is None
    return f"--{stretch.first:%m-%d}" if open_day and stretch.first else None


def whole_years(stretch: Stretch) -> Decimal | None:
    """The length of a stretch of whole years."""
    if stretch.first is None or stretch.last is None:
        return None
    end = add_days(stretch.last, 1)
    months = (end.year - stretch.first.year) * 12 + end.month - stretch.first.month
    whole = stretch.first.day == end.day == 1 and months % 12 == 0
    return Decimal(months // 12) if whole else None


SPANS = Level(
    (r"YL", "T", recurrence),
    (r"r?t?P(?:&A|A)?(?:-|>|u|u>)t?P", "T", ends),
    (r"et?P(?:&|-|u|>)t?P", "T", ends),
    (r"[ivw]t?L,?[rs]P(?![->u&]t?P)|[ivw]?t?L,?SO?P", "T", length_from),
    (r"wt?x?L[rf]P|wL[rf]P", "T", horizon),
    (r"iLst?P|[iO]?L[Ar<]t?P", "T", offset),
    (r"L[A<]_", "T", relative),
    (r"[ivwuO]?t?cx?L", "T", duration),
    (r"[ivwuOb]?t?xL|[iv]?t?LXx|wt?L|[ivw]?t?[dn]xV", "T", horizon),
    (r"iL|iaU", "T", inside),
    (r"[ivwu]?t?pL|[ivw]?t?[dn]pV", "T", looking_back),
    (r"Lg", "T", ago),
    (r"Lh|Lrc|LrR", "T", hence),
    (r"[ivw]?t?xU", "T", one_unit_horizon),
    (r"[ivw]?t?pU", "T", one_unit_back),
    (r"[ivwu]?t?xV|[ivu]?t?Vh|Vh", "T", vague),
    (r"[iv]?V>_", "T", to_come),
    (r"[ivu]?t?[qp]V", "T", vague_back),
    (r"wa?U", "T", one_unit_horizon),
    (r"[ivw]aL_", "T", spanning),
    (r"vX?L|vaU|CU|vCU", "T", lambda listed, text: (duration if pick(listed, "L") else unit_duration)(listed, text)),
    (r"L", "T", duration),
    (r"bt?P|ut?P|>b?P(?!-)", "T", deadline),
    (r"<t?P", "T", ahead_of),
    (r"sP|SO?P|rPO(?!t?P)|rP(?=_)", "T", since),
    (r"rP", "T", since_then),
    (r"At?P", "T", behind),
    (r"P", "T", point),
)
