"""Step charts: a figure through time as coordinates, ready to be drawn as SVG."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from chancery.linkage.dates import Days
from chancery.models import Value

WIDTH, BASE = 520, 116
"""Where the box ends on the right, and the line that stands for nothing."""
LEFT, RIGHT, TOP, BOTTOM = 10, 125, 32, 6
"""Margins: room for a label above the highest level and right of the last one."""
LABEL_WIDTH, LABEL_HEIGHT = 112, 28
"""What a label takes; one that would lie on the label before it goes below its level."""


class Measured(Value, frozen=True, kw_only=True):
    """A figure that holds from a day on; the day lies between two where its date is not exact."""

    on: Days
    value: float
    text: str


class Level(Value, frozen=True, kw_only=True):
    """A level of a step chart: where it begins, how wide the doubt about that is, and what stands at it."""

    x: float
    y: float
    doubt: float
    text: str
    when: str
    below: bool = False


class StepChart(Value, frozen=True, kw_only=True):
    """A step chart in a box of `width` and `height`: the outline and the levels."""

    title: str
    width: int
    height: int
    base: float
    outline: str
    levels: tuple[Level, ...]

    @property
    def told(self) -> str:
        """What the chart shows, in words."""
        return "; ".join(f"{one.when}: {one.text}" for one in self.levels)


def step_chart(title: str, measured: Sequence[Measured], whens: Sequence[str]) -> StepChart | None:
    """Draw figures by the days from which they hold; None where there are fewer than two to compare."""
    if len(measured) < 2:
        return None
    first = min(one.on.first for one in measured)
    span = max((one.on.last - first).days for one in measured) or 1
    highest = max(one.value for one in measured) or 1.0

    def across(days: int) -> float:
        return round(LEFT + (WIDTH - LEFT - RIGHT) * days / span, 1)

    levels = tuple(
        Level(
            x=across((one.on.first - first).days),
            y=round(BASE - (BASE - TOP) * one.value / highest, 1),
            doubt=round(across((one.on.last - first).days) - across((one.on.first - first).days), 1),
            text=one.text,
            when=when,
        )
        for one, when in zip(measured, whens, strict=True)
    )
    levels = tuple(_apart(levels))
    steps = "".join(f"H{one.x}V{one.y}" for one in levels[1:])
    outline = f"M{levels[0].x} {levels[0].y}{steps}H{WIDTH - 4}"
    height = BASE + BOTTOM + (LABEL_HEIGHT if any(one.below for one in levels) else 0)
    return StepChart(title=title, width=WIDTH, height=height, base=BASE, outline=outline, levels=levels)


def _apart(levels: Sequence[Level]) -> Iterator[Level]:
    """Give the levels with their labels above and below in turn where these would lie on one another."""
    last: Level | None = None
    for one in levels:
        near = last is not None and one.x - last.x < LABEL_WIDTH and abs(one.y - last.y) < LABEL_HEIGHT
        last = msgspec.structs.replace(one, below=bool(near and last and not last.below))
        yield last
