"""Time in a text: points, ranges, deadlines, horizons and lengths."""

from __future__ import annotations

import datetime as dt

from chancery.models import Timespan
from chancery.quantities.currencies import Setting
from chancery.quantities.grammar import Text
from chancery.quantities.numbers import Numeral
from chancery.quantities.parts import LENGTHS, PARTS, SUMS
from chancery.quantities.pieces import Piece
from chancery.quantities.points import DAYS
from chancery.quantities.signs import Item, items
from chancery.quantities.spans import SPANS, Found

CASCADE = (LENGTHS, SUMS, DAYS, PARTS, SPANS)


def read_times(
    text: str,
    pieces: list[Piece],
    numerals: list[Numeral],
    taken: list[tuple[int, int]],
    published: dt.date | None,
    setting: Setting,
) -> list[tuple[Timespan, int, int]]:
    """Read the stretches of time among the pieces that no amount has taken, with their pieces [first, stop)."""
    listed = items(pieces, numerals, taken, setting.day_first)
    around = Text(text, pieces, published, setting.fiscal_country)
    for level in CASCADE:
        listed = level.read(listed, around)
    return [(timespan(item, pieces, text), item.first, item.stop) for item in listed if item.sign == "T"]


def timespan(item: Item, pieces: list[Piece], text: str) -> Timespan:
    """Make the value of an item that the last level read."""
    start, end = pieces[item.first].start, pieces[item.stop - 1].end
    found: Found = item.value
    return Timespan(start=start, end=end, text=text[start:end], **found._asdict())
