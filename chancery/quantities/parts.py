"""Rules for lengths ("two and a half years") and for parts of a stretch ("the last quarter of 2023", "early May")."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from chancery.quantities.calendar import (
    LEAP,
    MONTHS_IN,
    Length,
    Stretch,
    add_days,
    add_months,
    around,
    months_from,
    resolve,
    year_of,
)
from chancery.quantities.grammar import Level, Text, pick
from chancery.quantities.relatives import running_unit
from chancery.quantities.signs import Item, whole
from chancery.quantities.tables import table

LAST = -1  # the number of "the last quarter"
MOST_UNITS = 10_000  # longer lengths are no lengths of time


def share(stretch: Stretch, numerator: int, parts: int, count: int = 1) -> Stretch:
    """Cut `count` of `parts` equal parts out of a stretch, from `numerator` on, in whole months where that works."""
    if stretch.first is None or stretch.last is None:
        return stretch
    months = (stretch.last.year - stretch.first.year) * 12 + stretch.last.month - stretch.first.month + 1
    if stretch.first.day == 1 and months % parts == 0:
        step = months // parts
        first = add_months(stretch.first, numerator * step)
        last = add_days(add_months(first, count * step), -1)
    else:
        days = (stretch.last - stretch.first).days + 1
        first = add_days(stretch.first, days * numerator // parts)
        last = add_days(stretch.first, days * (numerator + count) // parts - 1)
    return Stretch(first, max(first, last), "range", stretch.cycle)


def early_or_late(listed: Sequence[Item], text: Text) -> Stretch | None:
    """early 2026, mid-November, late last week: first half, middle third, second half; mid-century is 2050"""
    word, stretch = pick(listed, "m"), pick(listed, "P")
    if stretch.grain in ("day", "season"):
        return None
    if word not in ("mid", "middle"):
        return share(stretch, int(word == "late"), 2)
    if stretch.grain == "century" and stretch.first:
        return year_of(stretch.first.year + 50)
    return share(stretch, 1, 3)._replace(grain="mid")


def begin_or_end(listed: Sequence[Item], text: Text) -> Stretch | None:
    """the end of next year, the beginning of 2000, EOY: the first or last third"""
    stretch = pick(listed, "P")
    if stretch.grain in ("day", "season"):
        return None
    return share(stretch, 2, 3)._replace(grain="end") if pick(listed, "E") else share(stretch, 0, 3)


def running_part(listed: Sequence[Item], text: Text) -> Stretch | None:
    """the end of the year, the middle of the month, the rest of the week"""
    running = running_unit(listed, text)
    if running is None or any(item.sign == "_" and item.stop > item.first + 1 for item in listed):
        return None
    if any(item.sign == "z" for item in listed):
        return running._replace(first=text.published, grain="range") if text.published else running
    whole_item = Item("P", listed[0].first, listed[-1].stop, running)
    lead = [item for item in listed if item.sign in "EBSm"]
    return (early_or_late if lead[0].sign == "m" else begin_or_end)([*lead, whole_item], text)


def ordered_part(listed: Sequence[Item], text: Text) -> Stretch | None:
    """the third quarter of 2025, the first half of the year, the second week of May, the last quarter of 2023"""
    stretch = listed[-1].value if listed[-1].sign == "P" else running_unit(listed[-1:], text)
    part = next(item for item in listed if item.sign in "%U")
    unit = "half" if part.sign == "%" else part.value
    number = whole(pick(listed, "o")) if pick(listed, "o") else LAST
    if stretch is None or stretch.first is None or stretch.last is None or number is None:
        return stretch
    if unit in ("week", "weekend", "day"):
        return week_of(stretch, number, unit)
    if unit not in MONTHS_IN or unit in ("decade", "century") or stretch.first.day != 1:
        return None
    months = (stretch.last.year - stretch.first.year) * 12 + stretch.last.month - stretch.first.month + 1
    parts = months // MONTHS_IN[unit]
    at = parts - 1 if number == LAST else number - 1
    return share(stretch, at, parts)._replace(grain=unit) if 0 <= at < parts else None


def part_of_year(listed: Sequence[Item], text: Text) -> Stretch | None:
    """the third quarter, the first half: of a year that is still to be fixed"""
    number, unit = whole(pick(listed, "o")), pick(listed, "U") or "half"
    if unit not in ("quarter", "half") or number is None or number > 12 // MONTHS_IN[unit]:
        return None
    months = MONTHS_IN[unit]
    return months_from(dt.date(LEAP, (number - 1) * months + 1, 1), months, unit, "year")


def week_of(stretch: Stretch, number: int, unit: str) -> Stretch | None:
    """The numbered week (that with the stretch's nth Thursday, as ISO 8601 has it), weekend or day of a stretch."""
    if stretch.first is None or stretch.last is None:
        return stretch
    if unit == "day":
        day = stretch.last if number == LAST else add_days(stretch.first, number - 1)
        return Stretch(day, day, "day", stretch.cycle)
    if number == LAST:
        thursday = add_days(stretch.last, -((stretch.last.weekday() - 3) % 7))
    else:
        thursday = add_days(stretch.first, (3 - stretch.first.weekday()) % 7 + 7 * (number - 1))
    found = around(unit, thursday)
    return found._replace(cycle=stretch.cycle) if found else None


def week_with(listed: Sequence[Item], text: Text) -> Stretch | None:
    """the week of 16 September, the week starting February 4: the week that holds the day; the evening of May 3"""
    point = pick(listed, "P")
    fixed = resolve(point, text.published, False)
    unit = "day" if pick(listed, "U") == "day" else "week"
    return around(unit, fixed.first) if fixed.first else None


def week_number(listed: Sequence[Item], text: Text) -> Stretch | None:
    """week 31: of the running year, by ISO 8601"""
    number = whole(pick(listed, "d"))
    if text.published is None or not number or number > 53 or pick(listed, "U") != "week":
        return None
    return week_of(Stretch(text.published.replace(month=1, day=1), text.published, "year"), number, "week")


def later_part(listed: Sequence[Item], text: Text) -> Stretch | None:
    """earlier this year, later this month: from its first day to publication, or from publication to its last"""
    stretch: Stretch | None = pick(listed, "P")
    published = text.published
    sign = next(item.sign for item in listed if item.sign in "lj")
    if stretch is None:
        stretch = running_unit(listed[-1:], text)
    if stretch is None or stretch.grain == "day":
        return None
    if (
        published is None
        or stretch.first is None
        or stretch.last is None
        or not stretch.first <= published <= stretch.last
    ):
        return stretch if published is None else share(stretch, 0 if sign == "j" else 1, 2)
    return (
        stretch._replace(last=published, grain="range")
        if sign == "j"
        else stretch._replace(first=published, grain="range")
    )


def to_date(listed: Sequence[Item], text: Text) -> Stretch | None:
    """the year to date"""
    if text.pieces[listed[-1].first].word != "date":
        return None
    running = running_unit(listed[:-2], text)
    return running._replace(last=text.published, grain="range") if running else None


def amount(value: Decimal, unit: str) -> Length:
    """A number of units as a length."""
    calendar = table("calendar")
    if unit in calendar["months_in"]:
        return Length(value * calendar["months_in"][unit], Decimal(0), unit)
    return Length(Decimal(0), value * calendar["days_in"][unit], unit)


def length(listed: Sequence[Item], text: Text) -> Length | None:
    """five years, two-and-a-half-year, 10 more days, a decade"""
    number = Decimal(pick(listed, "dny"))
    return amount(number, pick(listed, "UV")) if number < MOST_UNITS else None


def upper_length(listed: Sequence[Item], text: Text) -> Length | None:
    """three to five years: the longer one"""
    return length(listed[2:], text) if listed[0].value < listed[2].value else None


def length_word(listed: Sequence[Item], text: Text) -> Length | None:
    """ten-year-long; not "24-year-olds" and not "two years — it said" """
    glued = all(text.glued(item) for item in listed[1:])
    return length(listed[:-2], text) if glued and text.pieces[listed[-1].first].word == "long" else None


def half_unit(listed: Sequence[Item], text: Text) -> Length | None:
    """half a year, half-hour"""
    return amount(Decimal("0.5"), pick(listed, "U"))


def vague_length(listed: Sequence[Item], text: Text) -> Length | None:
    """several years, a few months"""
    return Length(None, None, pick(listed, "UV"))


def sum_lengths(listed: Sequence[Item], text: Text) -> Length | None:
    """3 years and 6 months, 5 years 1 month 12 days"""
    lengths: list[Length] = [item.value for item in listed if item.sign == "L"]
    if any(part.months is None for part in lengths) or len({part.unit for part in lengths}) < len(lengths):
        return None
    months = sum((part.months or Decimal(0) for part in lengths), Decimal(0))
    days = sum((part.days or Decimal(0) for part in lengths), Decimal(0))
    return Length(months, days, lengths[0].unit)


def length_and_half(listed: Sequence[Item], text: Text) -> Length | None:
    """one year and a half"""
    base, part = listed[0].value, listed[-1].value
    if base.months is None or not 0 < part < 1:
        return None
    return Length(base.months * (1 + part / whole_units(base)), base.days * (1 + part / whole_units(base)), base.unit)


def whole_units(length: Length) -> Decimal:
    """How many of its units a length has."""
    calendar = table("calendar")
    if length.unit in calendar["months_in"]:
        return (length.months or Decimal(0)) / calendar["months_in"][length.unit] or Decimal(1)
    return (length.days or Decimal(0)) / (calendar["days_in"][length.unit] or 1) or Decimal(1)


LENGTHS = Level(
    (r"[dn](?:-|>)[dn]-?[UV]", "L", upper_length),
    (r"[dny]-U-_", "L", length_word),
    (r"[dny]X?-?X?[UV]", "L", length),
    (r"n&%[UV]", "L", lambda listed, text: amount(Decimal(listed[0].value) + Decimal("0.5"), listed[-1].value)),
    (r"%a?-?U", "L", half_unit),
    (r"a?kf?X?V", "L", vague_length),
)

SUMS = Level(
    (r"L&?L(?:&?L)?", "L", sum_lengths),
    (r"L&n", "L", length_and_half),
)

PARTS = Level(
    (
        r"t?m-?tP|t?m-?P|t?mfP|m-?t?U",
        "P",
        lambda listed, text: (running_part if listed[-1].sign == "U" else early_or_late)(listed, text),
    ),
    (r"t?[EBSm]ftU|EfU|EtU|U-E|t?zf?[tc_]?U", "P", running_part),
    (r"t?[EB]ft?P|t?SfP|t?[EB]-?P", "P", begin_or_end),
    (r"t?[op][%U](?:ft?|i)?P", "P", ordered_part),
    (r"t?[op][%U]ftU", "P", ordered_part),
    (r"t?o[%U]", "P", part_of_year),
    (r"t?UfP|t?USO?P", "P", week_with),
    (r"Ud", "P", week_number),
    (r"[lj]iP|[lj]P|[lj]itU", "P", later_part),
    (r"t?U>_", "P", to_date),
)
