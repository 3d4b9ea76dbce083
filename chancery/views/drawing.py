"""A time line as coordinates, ready to be written as SVG."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from chancery.models import Value
from chancery.views import words
from chancery.views.timeline import Bar, Lane, Timeline

WIDTH = 760
HEAD, LANE, FOOT = 22, 38, 8
BASE, THIN, THICK = 33, 5.0, 15.0
"""Where bars stand in their lane, and how high they are at least and at most."""
DOT = 4.0
FEW = 8
"""Ticks that an axis has at most."""
TITLE = 92
"""Letters of a lane's title."""
SPANS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200)
"""Months between ticks."""


class Tick(Value, frozen=True, kw_only=True):
    """A day of the axis with what stands at it."""

    x: float
    text: str


class Shape(Value, frozen=True, kw_only=True):
    """A bar: its sure part from `x` on, the doubt before and after it, `onward` where it has no end or none in sight.

    What lasts less than can be seen is a `dot`.
    """

    x: float
    width: float
    y: float
    height: float
    before: float
    after: float
    dot: bool
    onward: bool
    style: str
    text: str
    told: str


class Row(Value, frozen=True, kw_only=True):
    """A lane with its shapes, `y` from the top."""

    y: float
    title: str
    shapes: tuple[Shape, ...]


class Drawn(Value, frozen=True, kw_only=True):
    """A time line in a box of `width` and `height`."""

    width: int
    height: int
    ticks: tuple[Tick, ...]
    rows: tuple[Row, ...]
    told: str


def drawn(line: Timeline) -> Drawn:
    """Lay out a time line."""
    axis = Axis(_day(line.first), _day(line.last))
    rows = [_row(lane, n, axis) for n, lane in enumerate(line.lanes)]
    bars = sum(len(lane.bars) for lane in line.lanes)
    promises = len([lane for lane in line.lanes if lane.bars[0].kind == "commitment"])
    told = f"{words.date(line.first)} to {words.date(line.last)}: {words.plural(promises, 'line')} of promises"
    return Drawn(
        width=WIDTH,
        height=HEAD + LANE * len(rows) + FOOT,
        ticks=tuple(axis.ticks()),
        rows=tuple(row for row in rows if row.shapes),
        told=f"{told}, {bars} contacts and versions of promises in all; the table has each",
    )


class Axis:
    """Days as distances from the left."""

    def __init__(self, first: dt.date, last: dt.date, left: float = 4, right: float = WIDTH - 4) -> None:
        self.first, self.last = first, last
        self.left, self.right = left, right
        self.days = max((last - first).days, 1)

    def x(self, day: dt.date) -> float:
        """Return where a day stands, at the margin for one out of sight."""
        inside = min(max((day - self.first).days, 0), self.days)
        return round(self.left + (self.right - self.left) * inside / self.days, 1)

    def ticks(self) -> Iterator[Tick]:
        """Give the beginnings of months, years or decades, so many as can be read."""
        months = self.days / 30.44
        span = next((one for one in SPANS if months / one <= FEW), SPANS[-1])
        start = (self.first.year * 12 + self.first.month - 1) // span * span
        for month in range(start, start + int(months) + span + 2, span):
            if not 12 <= month < 120_000:
                continue
            day = dt.date(month // 12, month % 12 + 1, 1)
            if self.first <= day <= self.last:
                yield Tick(x=self.x(day), text=words.date(day.isoformat()[: 4 if span >= 12 else 7]))


def _row(lane: Lane, number: int, axis: Axis) -> Row:
    y = HEAD + number * LANE
    title = lane.title if len(lane.title) <= TITLE else f"{lane.title[:TITLE].rsplit(' ', 1)[0]} …"
    starts = [*(_day(bar.first) for bar in lane.bars[1:]), None]
    shapes = (_shape(bar, y, axis, following) for bar, following in zip(lane.bars, starts, strict=True))
    return Row(y=y, title=title, shapes=tuple(one for one in shapes if one))


def _shape(bar: Bar, y: float, axis: Axis, following: dt.date | None) -> Shape | None:
    """Draw a bar; a promise without a term lasts until the version that follows, or goes on."""
    first, last = _day(bar.first), _day(bar.last)
    ended = _day(bar.until_first) if bar.until_first else None
    doubtful = _day(bar.until_last) if bar.until_last else None
    stop = doubtful or last
    if stop < axis.first or first > axis.last:
        return None
    begin, sure = axis.x(first), axis.x(last)
    end = max(axis.x(ended), sure) if ended else sure
    onward = bar.kind == "commitment" and (doubtful > axis.last if doubtful else following is None)
    height = THIN + (THICK - THIN) * (bar.size if bar.size is not None else 0.3)
    until = f" to {words.date(bar.until_last if bar.until_first == bar.until_last else (bar.until_last or '')[:4])}"
    return Shape(
        x=sure,
        width=round(end - sure, 1),
        y=round(y + BASE - height, 1),
        height=round(height, 1),
        before=round(sure - begin, 1),
        after=round(axis.x(doubtful) - end, 1) if doubtful else 0.0,
        dot=end - begin < 2 * DOT and not onward,
        onward=onward,
        style=f"{bar.kind} {bar.status}",
        text=bar.label if bar.kind == "commitment" else "",
        told=f"{bar.when}{until if bar.until_last else ''}: {bar.label} ({bar.status.replace('_', ' ')})",
    )


def _day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)
