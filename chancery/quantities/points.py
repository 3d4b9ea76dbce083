"""Rules for points and stretches of the calendar: dates, months, years, quarters, decades, and their order."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from chancery.quantities.calendar import LEAP, Stretch, make_date, month_of, months_from, one_day, year_of
from chancery.quantities.grammar import Level, Text, pick
from chancery.quantities.relatives import (
    relative_day,
    relative_month,
    relative_unit,
    relative_weekday,
    the_day,
    this_weekend,
    today,
    unit_after_next,
    weekday,
    weekday_date,
)
from chancery.quantities.signs import Item, whole
from chancery.quantities.tables import listed_words, table

EARLIEST, LATEST = 1500, 2150  # bare years of diplomatic texts
LONGEST_LIST = 24  # pieces of a list of numbers
YEAR = "(?:,?[fi]?t?y)"
MONTH = rf"M(?:\.(?={YEAR}))?"  # the dot of "Sept. 2025" but not the one that ends a sentence


def numeric(listed: Sequence[Item], text: Text) -> Stretch | None:
    """2025-11-24"""
    return one_day(listed[-1].value)


def day_of_month(listed: Sequence[Item], text: Text) -> Stretch | None:
    """24 November 2025, November 24, the 4th of July: without a year it repeats every year."""
    month, day, year = pick(listed, "M"), whole(pick(listed, "do")), whole(pick(listed, "y"))
    if day is None:
        return None
    return one_day(make_date(year or LEAP, month, day), None if year else "year")


def days_of_month(listed: Sequence[Item], text: Text) -> Stretch | None:
    """20-23 November 2025, November 19 to 20, May 5 and 6, 2025"""
    month, year = pick(listed, "M"), whole(pick(listed, "y"))
    days = whole(pick(listed, "do")), whole(pick(listed, "do", 1))
    if None in days:
        return None
    ends = [make_date(year or LEAP, month, day or 0) for day in days]
    if ends[0] is None or ends[1] is None or ends[0] > ends[1]:
        return None
    return Stretch(ends[0], ends[1], "range", None if year else "year")


def month(listed: Sequence[Item], text: Text) -> Stretch | None:
    """October 2025, 2025 April, Dec-2018; a bare month repeats every year."""
    year = whole(pick(listed, "y"))
    return month_of(year or LEAP, pick(listed, "M"), None if year else "year")


def bare_month(listed: Sequence[Item], text: Text) -> Stretch | None:
    """October; "May", "March" and "Jan Mohammad" only where a preposition or the like leads to the month"""
    item = listed[-1]
    word, behind = text.pieces[item.first].word, text.pieces[item.stop].text if item.stop < len(text.pieces) else ""
    led = item.first > 0 and text.pieces[item.first - 1].word in listed_words("leads")
    short = len(word) < 5 and word not in ("june", "july")
    if not led and (word in ("may", "march", "mar") or (short and behind[:1].isupper())):
        return None
    return month(listed, text)


def year_month(listed: Sequence[Item], text: Text) -> Stretch | None:
    """2025-11, 11/2025"""
    year, number = whole(pick(listed, "y")), whole(pick(listed, "d"))
    wide = [text.pieces[item.first].text for item in listed if item.sign == "d"]
    if year is None or number is None or not 1 <= number <= 12 or not EARLIEST < year < LATEST:
        return None
    if listed[0].sign == "y" and len(wide[0]) == 2 and number == (year + 1) % 100:
        return None
    return month_of(year, number)


def slash_day(listed: Sequence[Item], text: Text) -> Stretch | None:
    """on 5/12: month and day, or day and month where only that can be"""
    at = next(i for i, item in enumerate(listed) if item.sign == "d")
    before = text.pieces[listed[0].first - 1].word if listed[0].first else ""
    led = listed[0].sign == "W" or before in listed_words("leads")
    if not led or not all(text.glued(item) for item in listed[at + 1 : at + 3]):
        return None
    a, b, year = whole(pick(listed, "d")), whole(pick(listed, "d", 1)), whole(pick(listed, "y"))
    if a is None or b is None:
        return None
    number, day = (b, a) if a > 12 else (a, b)
    return one_day(make_date(year or LEAP, number, day), None if year else "year")


def bare_year(listed: Sequence[Item], text: Text) -> Stretch | None:
    """2025, unless it counts, numbers or names something"""
    item = listed[-1]
    if not EARLIEST <= item.value <= LATEST or listed_by_number(text, item) or joined_to_word(text, item):
        return None
    behind = text.pieces[item.stop] if item.stop < len(text.pieces) else None
    counted = behind and (behind.word in listed_words("no_years_before") or (behind.glued and behind.kind == "word"))
    return None if counted else year_of(item.value)


def listed_by_number(text: Text, item: Item) -> bool:
    """Whether the item stands behind a word of reference or in its list: "Resolutions 1718, 1874 and 2087"."""
    j, farthest = item.first - 1, max(0, item.first - LONGEST_LIST)
    while j > farthest and (text.pieces[j].kind == "number" or text.pieces[j].word in (",", "and", "-", "‑")):
        j -= 1
    return j >= 0 and text.pieces[j].word in listed_words("no_years_after")


def joined_to_word(text: Text, item: Item) -> bool:
    """Whether a hyphen without spaces joins the item to a code or number before it ("CVE-2021", "32-2015")."""
    if item.first < 2 or not text.glued(item) or text.pieces[item.first - 1].text not in "-/":
        return False
    leader = text.pieces[item.first - 2]
    return text.pieces[item.first - 1].glued and (
        len(leader.text) != 4 if leader.kind == "number" else leader.text.isupper()
    )


def fiscal_year(year: int, country: str | None, named_by_first: bool) -> Stretch | None:
    """The fiscal year of a country's government; without a known country there are no days."""
    rule = table("calendar")["fiscal_years"].get(country or "")
    if rule is None:
        return Stretch(None, None, "year")
    begins = year if named_by_first or rule["named"] == "start" else year - 1
    return months_from(dt.date(begins, rule["month"], 1), 12, "year")


def fiscal(listed: Sequence[Item], text: Text) -> Stretch | None:
    """FY2025-26, fiscal year 2026, FY26"""
    country = text.fiscal_country(text.pieces[listed[0].first].start)
    year = whole(pick(listed, "y"))
    glued = text.pieces[listed[0].first].word.removeprefix("fy")
    short = whole(pick(listed, "d"))
    if year is None and glued.isdigit():
        year, short = int(glued), None
    if year is None and short is not None:
        year, short = 2000 + short, whole(pick(listed, "d", 1))
    if year is None:
        return None
    return fiscal_year(year, country, short is not None or whole(pick(listed, "y", 1)) is not None)


def fiscal_years(listed: Sequence[Item], text: Text) -> Stretch | None:
    """fiscal years 2024-2028, FY2019–FY2028"""
    low, high = pick(listed, "y"), pick(listed, "y", 1)
    if high <= low + 1:
        return fiscal(listed, text)
    country = text.fiscal_country(text.pieces[listed[0].first].start)
    first, last = fiscal_year(low, country, False), fiscal_year(high, country, False)
    return Stretch(first and first.first, last and last.last, "range")


def year_pair(listed: Sequence[Item], text: Text) -> Stretch | None:
    """2025-26: a fiscal year where the country has such, else both years"""
    year, short = listed[0].value, whole(listed[-1].value)
    if short is None or not EARLIEST < year < LATEST or len(text.pieces[listed[-1].first].text) != 2:
        return None
    last = year - year % 100 + short
    last += 100 if last < year else 0
    if last == year + 1:
        country = text.fiscal_country(text.pieces[listed[0].first].start)
        rule = table("calendar")["fiscal_years"].get(country or "")
        if rule and rule["month"] != 10:
            return fiscal_year(year, country, True)
    return Stretch(dt.date(year, 1, 1), dt.date(last, 12, 31), "range") if year < last <= year + 60 else None


def decade(listed: Sequence[Item], text: Text) -> Stretch | None:
    """the 1990s"""
    year: int = pick(listed, "D")
    return months_from(dt.date(year, 1, 1), 120, "decade")


def short_decade(listed: Sequence[Item], text: Text) -> Stretch | None:
    """the '90s, the 70's"""
    last = listed[-1]
    following = text.pieces[last.first].text
    number = whole(pick(listed, "d"))
    return (
        months_from(dt.date(1900 + number, 1, 1), 120, "decade") if number and number % 10 == 0 and following else None
    )


def century(listed: Sequence[Item], text: Text) -> Stretch | None:
    """the 21st century"""
    number = whole(pick(listed, "o"))
    if pick(listed, "U") != "century" or not number or not 10 <= number <= 30:
        return None
    return months_from(dt.date(max(1, (number - 1) * 100), 1, 1), 1200, "century")


def named_part(listed: Sequence[Item], text: Text) -> Stretch | None:
    """Q3 2025, 2019 H2, Q1: without a year it repeats every year"""
    months, number = pick(listed, "Q")
    year = whole(pick(listed, "y"))
    first = dt.date(year or LEAP, (number - 1) * months + 1, 1)
    return months_from(first, months, "quarter" if months == 3 else "half", None if year else "year")


def season(listed: Sequence[Item], text: Text) -> Stretch | None:
    """next spring, summer of 2026: three months of the northern season are not fixed by the words, so no days"""
    return Stretch(None, None, "season")


def holiday(listed: Sequence[Item], text: Text) -> Stretch | None:
    """Christmas, Earth Day 2010: repeats every year"""
    number, day = pick(listed, "H")
    year = whole(pick(listed, "y"))
    return one_day(make_date(year or LEAP, number, day), None if year else "year")


DAYS = Level(
    (r"N", "P", numeric),
    (r"y[/-]M[/-][do]|M[/-][do][/-]y", "P", day_of_month),
    (r"M[do],?f?[cxp]U|t?[do]f?M,?f?[cxp]U", "P", relative_day),
    (rf"(?:W,?)?M\.?,?t?[do][-ou>]t?[do]{YEAR}?(?![-o]?M)", "P", days_of_month),
    (rf"M\.?t?d&t?d{YEAR}", "P", days_of_month),
    (rf"(?:W,?)?M\.?[,/-]?t?[do]{YEAR}?(?:\(W\))?", "P", day_of_month),
    (rf"[re]t?[do][-u>&]t?[do]f?{MONTH}{YEAR}?", "P", days_of_month),
    (rf"t?[do][-u>&]t?[do]f?{MONTH}{YEAR}?", "P", days_of_month),
    (rf"M\.?,?t?o&t?o{YEAR}?", "P", days_of_month),
    (rf"(?:W,?)?t?[do][-/]?f?{MONTH}[/-]?{YEAR}?(?:\(W\))?", "P", day_of_month),
    (r"F,?y[-/]F?y", "P", fiscal_years),
    (r"F,?y[-/][dy]|Fy|Fd[-/]d|Fd|F", "P", fiscal),
    (r"Q,?[-]?f?y|y-?Q|Q", "P", named_part),
    (rf"M\.?[,/-]?{YEAR}|y,?M", "P", month),
    (r"Mt?[xpc]U|t?c?[xp]M|cM", "P", relative_month),
    (r"t?c?[xp]UW|cUW|Wf?t?c?[xp]U|Wf?cU|t?c[xp]W|t?[xp]W|cW", "P", relative_weekday),
    (r"Wt?[do](?![M/])", "P", weekday_date),
    (r"t?UAt?x", "P", unit_after_next),
    (r"W?d/d(?:,?y)?(?!/)", "P", slash_day),
    (r"tU(?![a-zA-Z_])", "P", this_weekend),
    (r"(?:(?<![vw])t|(?<!vt)(?<!wt))c?[xp]X?U(?!f?t?[yMQDF]|ft?[xpc])|cX?U", "P", relative_unit),
    (r"D|tD", "P", decade),
    (r"t?o-?U", "P", century),
    (r"[cxp]Z|Z[fi]?y", "P", season),
    (r"Hf?y|H", "P", holiday),
    (r"y[-/]d(?!d)", "P", year_month),
    (r"d[-/]y", "P", year_month),
    (r"y[-/]d", "P", year_pair),
    (r"M", "P", bare_month),
    (r"W", "P", weekday),
    (r"R", "P", today),
    (r"y", "P", bare_year),
    (r"to", "P", the_day),
)
