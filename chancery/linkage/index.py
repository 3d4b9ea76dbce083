"""The relationship index: how cooperative or hostile two actors are to each other, by year and by month.

Every act and every contact of a pair has a weight from -10 (force) to 10 (a grant of territory) on the scale of
Goldstein, J. S. (1992), A Conflict-Cooperation Scale for WEIS Events Data, Journal of Conflict Resolution 36(2),
369–385, in its extension to CAMEO codes. An entry counts once, however many reports tell of it; so do a contact and the
act of consulting that it is, and an act that is told both ways. The score of a period is the mean weight of its acts.
It is smoothed by an exponentially weighted mean: an act counts half after each HALF_LIFE, beside NEUTRAL acts of
weight zero, so that few acts move the index little, and old ones wear off.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Literal, TypeAlias

from chancery.coding import ontology
from chancery.linkage.dates import Days, days, gap, stretch
from chancery.linkage.entries import EngagementEntry, Entry, EventEntry
from chancery.models import Value

HALF_LIFE = 1.0
"""Years after which an act counts half."""
NEUTRAL = 1.0
"""Acts of weight zero that every smoothed score is mixed with."""
LONGEST = 31
"""Days of an act that counts where it begins, though it ends in another month or year; a longer one has no month."""
SAME_DAYS = 1
"""Days between a contact and the act of consulting that it is."""
CONTACTS = {"call": "041", "visit": "042", "meeting": "044", "summit": "044", "signing": "057"}
"""CAMEO codes of contacts; others are consultations."""
CONSULTATION = "04"
VERBAL_COOPERATION = 1
UNDONE = frozenset({"conditional", "negated"})
DIGITS = 3

Unit: TypeAlias = Literal["year", "month"]
UNITS: tuple[Unit, ...] = ("year", "month")
LETTERS = {"year": 4, "month": 7}
"""What a period takes of an ISO date."""


class Act(Value, frozen=True, kw_only=True):
    """A contact or an act as the index counts it: when, how heavy, of which quad class.

    `quad` is 1 verbal or 2 material cooperation, 3 verbal or 4 material conflict; `dated` is false where no report
    dates it and the day of the first report stands in.
    """

    entry: str
    when: Days
    dated: bool
    weight: float
    quad: int


class IndexPoint(Value, frozen=True, kw_only=True):
    """A year (`2025`) or month (`2025-08`) of a pair: number, mean weight and smoothed mean of its acts.

    The four sums of weights by quad class add up to `score` times `acts`; `entries` are the ids behind the point.
    `score` is null for a year without acts.
    """

    period: str
    acts: int
    score: float | None
    smoothed: float
    verbal_cooperation: float
    material_cooperation: float
    verbal_conflict: float
    material_conflict: float
    entries: tuple[str, ...]


class Index(Value, frozen=True, kw_only=True):
    """The relationship index of two actors: every year from the first act to the last, and the months with acts.

    An act of which only the year is known counts in its year alone; `without_month` says how many there are.
    `undated` acts count by the day of their first report.
    """

    left: str
    right: str
    years: tuple[IndexPoint, ...]
    months: tuple[IndexPoint, ...]
    without_month: int
    undated: int


def index(entries: Iterable[Entry], left: str, right: str) -> Index:
    """Score the relationship of two actors by the entries that tell of it.

    >>> index([], "IND", "JPN").years
    ()
    """
    counted = acts(entries, left, right)
    return Index(
        left=left,
        right=right,
        years=tuple(_points(counted, "year")),
        months=tuple(_points(counted, "month")),
        without_month=sum(_period(one, "month") is None for one in counted),
        undated=sum(not one.dated for one in counted),
    )


def indices(entries: Iterable[Entry]) -> tuple[Index, ...]:
    """Score the relationships of all pairs that entries tell of, by their codes."""
    shared: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry in entries:
        for pair in sorted(_pairs(entry)):
            shared[pair].append(entry)
    found = (index(shared[pair], *pair) for pair in sorted(shared))
    return tuple(one for one in found if one.years)


def rows(scored: Index) -> Iterator[dict[str, Any]]:
    """Give an index as rows of a table: one a year and one a month, the entries joined by blanks."""
    for unit, points in zip(UNITS, (scored.years, scored.months), strict=True):
        for one in points:
            fields = {name: getattr(one, name) for name in IndexPoint.__struct_fields__}
            yield {"left": scored.left, "right": scored.right, "unit": unit, **fields, "entries": " ".join(one.entries)}


def acts(entries: Iterable[Entry], left: str, right: str) -> tuple[Act, ...]:
    """Return what counts between two actors, each act once, by time; what has neither date nor report is left out."""
    between = [entry for entry in entries if not entry.related and tuple(sorted((left, right))) in _pairs(entry)]
    contacts = [one for one in between if isinstance(one, EngagementEntry)]
    events = [one for one in between if isinstance(one, EventEntry) and not _told_as(one, contacts)]
    events = [one for one in events if not any(_mirrored(one, other) for other in events)]
    found = [*map(_contact, contacts), *map(_event, events)]
    return tuple(sorted((one for one in found if one), key=lambda one: (one.when, one.entry)))


def _pairs(entry: Entry) -> set[tuple[str, str]]:
    """Return the pairs of actors, sorted, between which an entry says that something was done."""
    if isinstance(entry, EngagementEntry) and entry.status == "held":
        return {(one, other) for one in entry.actors for other in entry.actors if one < other}
    if isinstance(entry, EventEntry) and entry.tense not in UNDONE:
        return {(min(one, other), max(one, other)) for one in entry.source for other in entry.recipient if one != other}
    return set()


def _told_as(event: EventEntry, contacts: Iterable[EngagementEntry]) -> bool:
    """Tell whether an act of consulting is one of the contacts: in one report, at one time."""
    return event.plover == "CONSULT" and any(_together(event, contact) for contact in contacts)


def _mirrored(event: EventEntry, other: EventEntry) -> bool:
    """Tell whether an act is the way back of another one: B agrees with A, beside A agrees with B."""
    ways = sorted(event.source), sorted(event.recipient)
    back = ways > (sorted(other.source), sorted(other.recipient)) == ways[::-1]
    return back and event.plover == other.plover and _together(event, other)


def _together(one: EngagementEntry | EventEntry, other: EngagementEntry | EventEntry) -> bool:
    if not set(one.documents) & set(other.documents):
        return False
    left, right = stretch(one.when), stretch(other.when)
    return left is None or right is None or gap(left, right) <= SAME_DAYS


def _contact(entry: EngagementEntry) -> Act | None:
    weight = ontology.goldstein(CONTACTS.get(entry.type, CONSULTATION))
    return _act(entry, weight, VERBAL_COOPERATION)


def _event(entry: EventEntry) -> Act | None:
    return _act(entry, entry.goldstein, entry.quad)


def _act(entry: EngagementEntry | EventEntry, weight: float | None, quad: int | None) -> Act | None:
    dated = stretch(entry.when)
    when = dated or days(entry.first_reported)
    if when is None or weight is None or quad is None:
        return None
    return Act(entry=entry.id, when=when, dated=dated is not None, weight=weight, quad=quad)


def _period(act: Act, unit: Unit) -> str | None:
    """Return the period an act counts in, None where its date is not known so well."""
    first, last = (day.isoformat()[: LETTERS[unit]] for day in act.when)
    return first if first == last or act.when.length <= LONGEST else None


def _points(counted: Sequence[Act], unit: Unit) -> Iterator[IndexPoint]:
    """Give the points of a unit by time: each year, or the months that have acts."""
    within: dict[str, list[Act]] = defaultdict(list)
    for act in counted:
        if period := _period(act, unit):
            within[period].append(act)
    periods = sorted(within)
    if unit == "year" and periods:
        periods = [f"{year:04d}" for year in range(int(periods[0]), int(periods[-1]) + 1)]
    total = mass = 0.0
    before = None
    for period in periods:
        here = within[period]
        kept = 0.5 ** ((_years(period) - _years(before)) / HALF_LIFE) if before else 0.0
        total = total * kept + sum(act.weight for act in here)
        mass = mass * kept + len(here)
        before = period
        yield _point(period, here, total / (mass + NEUTRAL))


def _point(period: str, here: Sequence[Act], smoothed: float) -> IndexPoint:
    sums = [sum(act.weight for act in here if act.quad == quad) for quad in (1, 2, 3, 4)]
    return IndexPoint(
        period=period,
        acts=len(here),
        score=_rounded(sum(sums) / len(here)) if here else None,
        smoothed=_rounded(smoothed),
        verbal_cooperation=_rounded(sums[0]),
        material_cooperation=_rounded(sums[1]),
        verbal_conflict=_rounded(sums[2]),
        material_conflict=_rounded(sums[3]),
        entries=tuple(act.entry for act in here),
    )


def _rounded(value: float) -> float:
    """Round to what means something, and write no negative zero.

    >>> _rounded(-0.0001), _rounded(2 / 3)
    (0.0, 0.667)
    """
    return round(value, DIGITS) + 0.0


def _years(period: str) -> float:
    """Return the time of a period in years.

    >>> _years("2025-07") - _years("2025-01"), _years("2025")
    (0.5, 2025.0)
    """
    year, _, month = period.partition("-")
    return int(year) + (int(month) - 1) / 12 if month else float(year)
