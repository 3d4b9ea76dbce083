"""The order of reading: pieces, numerals, money, time, counts, bare numbers."""

from __future__ import annotations

import datetime as dt

from chancery.models import Quantity
from chancery.quantities.counts import read_counts
from chancery.quantities.currencies import Setting
from chancery.quantities.money import read_money
from chancery.quantities.numbers import numerals
from chancery.quantities.pieces import scan
from chancery.quantities.times import read_times


def quantities(text: str, *, published: dt.date | None = None, country: str | None = None) -> tuple[Quantity, ...]:
    """Read all amounts of money, counts, bare numbers and stretches of time in a text, sorted by where they start."""
    pieces = scan(text)
    found = numerals(pieces, text)
    setting = Setting(text, country, published)
    money = read_money(text, pieces, found, setting)
    taken = [(first, stop) for _, first, stop in money]
    times = read_times(text, pieces, found, taken, published, setting)
    taken += [(first, stop) for _, first, stop in times]
    counts = read_counts(text, pieces, found, taken)
    every: list[Quantity] = [*(one for one, _, _ in money), *(one for one, _, _ in times), *counts]
    return tuple(sorted(every, key=lambda one: one.start))
