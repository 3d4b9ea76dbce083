"""The relationship index as coordinates, ready to be written as SVG."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from chancery.linkage.index import Index, IndexPoint
from chancery.models import Value
from chancery.views import words
from chancery.views.drawing import WIDTH, Tick

HEIGHT, TOP, LEFT, FOOT = 170, 12, 30, 24
LEAST_SCALE = 5.0
MONTHLY = 3
"""Years up to which the index is drawn by month."""
WIDEST, TICKS = 34, 12


class Part(Value, frozen=True, kw_only=True):
    """What a quad class adds to the score of a period."""

    y: float
    height: float
    style: str


class Column(Value, frozen=True, kw_only=True):
    """A period: its parts above and below the line, and the smoothed score at `line`."""

    x: float
    width: float
    line: float
    parts: tuple[Part, ...]
    told: str


class IndexChart(Value, frozen=True, kw_only=True):
    """The relationship index by year or month, from `-low` to `high`; `zero` is the height of the line between."""

    width: int
    height: int
    zero: float
    high: int
    low: int
    unit: str
    columns: tuple[Column, ...]
    smoothed: str
    ticks: tuple[Tick, ...]
    told: str


def index_chart(index: Index) -> IndexChart | None:
    """Lay out the index: by month where it covers few years, else by year; None where there is nothing to compare."""
    monthly = len(index.months) > 1 and len(index.years) <= MONTHLY
    points = index.months if monthly else index.years
    if len(points) < 2:
        return None
    high = _scale(_sums(one)[0] for one in points)
    low = _scale(-_sums(one)[1] for one in points) if any(_sums(one)[1] or one.smoothed < 0 for one in points) else 0
    zero = round(TOP + HEIGHT * high / (high + low), 1)
    months = [_month(one.period) for one in points]
    count = (months[-1] - months[0]) // (1 if monthly else 12) + 1
    slot = (WIDTH - LEFT - 4) / count

    def x(month: int) -> float:
        return round(LEFT + slot * (month - months[0]) / (1 if monthly else 12), 1)

    def up(value: float) -> float:
        return round(zero - HEIGHT * value / (high + low), 1)

    wide = round(min(max(slot * 0.7, 1.5), WIDEST), 1)
    columns = tuple(
        Column(
            x=round(x(month) + (slot - wide) / 2, 1),
            width=wide,
            line=up(one.smoothed),
            parts=tuple(_parts(one, up)),
            told=_told(one),
        )
        for one, month in zip(points, months, strict=True)
    )
    places = [f"{round(one.x + wide / 2, 1)} {one.line}" for one in columns]
    every = max(1, -(-count // TICKS))
    shown = range(months[0], months[-1] + 1, every * (1 if monthly else 12))
    return IndexChart(
        width=WIDTH,
        height=TOP + HEIGHT + FOOT,
        zero=zero,
        high=high,
        low=low,
        unit="month" if monthly else "year",
        columns=columns,
        smoothed=f"M{'L'.join(places)}",
        ticks=tuple(Tick(x=round(x(month) + slot / 2, 1), text=_label(month, monthly)) for month in shown),
        told=f"from {words.score(points[0].smoothed)} in {words.date(points[0].period)} "
        f"to {words.score(points[-1].smoothed)} in {words.date(points[-1].period)} (smoothed); the table has each",
    )


def _scale(values: Iterable[float]) -> int:
    """Return the end of an axis that holds all values."""
    return int(max(LEAST_SCALE, *(-(-value // 1) for value in values)))


def _label(month: int, monthly: bool) -> str:
    year = f"{month // 12:04d}"
    return words.date(f"{year}-{month % 12 + 1:02d}") if monthly else year


def _month(period: str) -> int:
    year, _, month = period.partition("-")
    return int(year) * 12 + int(month or 1) - 1


def _shares(one: IndexPoint) -> list[tuple[float, str]]:
    """Return what each quad class adds to the score of a period; conflict may add to it, as an appeal does (3.0)."""
    acts = one.acts or 1
    sums = {
        "cooperation material": one.material_cooperation,
        "cooperation verbal": one.verbal_cooperation,
        "conflict material": one.material_conflict,
        "conflict verbal": one.verbal_conflict,
    }
    return [(value / acts, style) for style, value in sums.items() if value]


def _sums(one: IndexPoint) -> tuple[float, float]:
    """Return how far the column of a period goes up and down."""
    shares = [value for value, _ in _shares(one)]
    return sum(value for value in shares if value > 0), sum(value for value in shares if value < 0)


def _parts(one: IndexPoint, up: Callable[[float], float]) -> Iterator[Part]:
    """Give the parts of a column: what adds above the line, what takes away below it."""
    reached = {True: 0.0, False: 0.0}
    for value, style in _shares(one):
        begun = reached[value > 0]
        low, high = sorted((up(begun), up(begun + value)))
        yield Part(y=low, height=round(high - low, 1), style=style)
        reached[value > 0] += value


def _told(one: IndexPoint) -> str:
    score = f"{words.plural(one.acts, 'act')}, {words.score(one.score)}" if one.acts else "no acts"
    return f"{words.date(one.period)}: {score}, smoothed {words.score(one.smoothed)}"
