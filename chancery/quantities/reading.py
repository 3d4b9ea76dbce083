"""The order of reading: pieces, numerals, money, time, counts, bare numbers."""

from __future__ import annotations

import datetime as dt

from chancery.models import Quantity
from chancery.quantities.money import read_money
from chancery.quantities.numbers import numerals
from chancery.quantities.pieces import scan


def quantities(text: str, *, published: dt.date | None = None, country: str | None = None) -> tuple[Quantity, ...]:
    """Read all amounts of money, counts, bare numbers and stretches of time in a text, sorted by where they start."""
    pieces = scan(text)
    found = numerals(pieces, text)
    money = read_money(text, pieces, found, country)
    return tuple(m for m, _, _ in money)
