"""When two accounts of an engagement tell of one contact: keys for blocking, what forbids and what supports it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from chancery.linkage.accounts import Account, parties
from chancery.linkage.dates import Days, contains_day, gap, stretch, yearless
from chancery.linkage.matching import NOTHING, Key, Likeness
from chancery.linkage.persons import Person, known, same
from chancery.linkage.wording import Wording, shared, wording
from chancery.models import Engagement

FAMILIES = {"meeting": "contact", "visit": "contact", "summit": "contact", "signing": "contact"}
MAX_PARTIES = 4  # beyond that a contact is known by any two of its first four parties
MAX_DATES_APART = 2  # days: a visit of three days is dated by its first or its last
HELD_BEFORE, PLANNED_AHEAD = 14, 200  # days around publication in which an undated contact can lie
NEWS_DAYS = {"call": 1}  # days from a contact to the reports that do not date it: calls are reported at once
SLOW_NEWS_DAYS = 3
SAME_CIRCLE = 0.6  # share of the parties of a large gathering that both texts name
SAME_OCCASION = 0.5  # share of telling words


@dataclass(frozen=True, eq=False)
class EngagementAccount(Account[Engagement]):
    """One document's account of an engagement."""

    @cached_property
    def family(self) -> str:
        return FAMILIES.get(self.claim.type, self.claim.type)

    @cached_property
    def people(self) -> dict[str, tuple[Person, ...]]:
        """The named people of each party; a delegation that only has its state's name is no person."""
        found = dict[str, tuple[Person, ...]]()
        for one in self.claim.participants:
            code = one.actor or one.organisation
            person = known(one.name, code, self.published)
            if code and person.words and (one.office or len(person.words) > 1):
                found[code] = (*found.get(code, ()), person)
        return found

    @cached_property
    def parties(self) -> frozenset[str]:
        return parties(self.claim)

    @cached_property
    def conference(self) -> bool:
        """Whether it is known by its name rather than by who met: an occasion of which one party at most is named."""
        return len(self.parties) <= 1 and bool(self.occasion)

    @cached_property
    def dated(self) -> Days | None:
        """The days that the text gives for it."""
        return stretch(self.claim.when)

    @cached_property
    def likely(self) -> Days | None:
        """The days in which it lies: those of the text, else those around publication."""
        if self.dated or not self.published:
            return self.dated
        if self.claim.status == "held":
            return Days(self.published - dt.timedelta(days=HELD_BEFORE), self.published)
        return Days(self.published, self.published + dt.timedelta(days=PLANNED_AHEAD))

    @cached_property
    def recent(self) -> Days | None:
        """The days in which it lies if the text is news of it."""
        if self.dated or not self.published or self.claim.status != "held":
            return self.dated
        return Days(self.published - dt.timedelta(days=NEWS_DAYS.get(self.family, SLOW_NEWS_DAYS)), self.published)

    @cached_property
    def occasion(self) -> Wording:
        """The telling words of its occasion and series; ordinals count as words."""
        return wording(f"on {self.claim.occasion or ''} {self.claim.series or ''}")

    @cached_property
    def place(self) -> Wording:
        return wording(f"in {self.claim.place.name}") if self.claim.place else {}

    @cached_property
    def country(self) -> str | None:
        return (self.claim.place.country if self.claim.place else None) or self.claim.host


def keys(account: EngagementAccount) -> Iterator[Key]:
    """Give the blocks in which other accounts of the same contact are to be looked for."""
    there = {account.country} if account.country and len(account.parties) == 1 else set()
    met = sorted(account.parties | there)[:MAX_PARTIES]
    pairs = list(combinations(met, 2)) or [(party, "") for party in met]
    for pair in pairs:
        for month in _months(account.likely):
            yield ("engagement", account.family, *pair, month)
        if account.claim.ordinal:
            yield ("series", *pair, str(account.claim.ordinal))
    if account.conference:
        for word in sorted(account.occasion):
            yield from (("conference", word, month) for month in _months(account.likely))
    for left, right in combinations(sorted(account.people), 2):
        for one in account.people[left]:
            for other in account.people[right]:
                yield from (("people", left, a, right, b) for a in sorted(one.words) for b in sorted(other.words))


def _months(likely: Days | None) -> Iterator[str]:
    """Give the months that a stretch touches, with a day's grace; a stretch of a year or more gives none."""
    if likely is None or likely.length > 366:
        return
    first, last = likely.first - dt.timedelta(days=MAX_DATES_APART), likely.last + dt.timedelta(days=MAX_DATES_APART)
    for month in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
        yield f"{month // 12:04d}-{month % 12 + 1:02d}"


def clash(left: EngagementAccount, right: EngagementAccount) -> str | None:
    """Say what forbids that both tell of one contact, None where nothing does."""
    if left.family != right.family:
        return f"one is a {left.claim.type}, the other a {right.claim.type}"
    if not _parties_fit(left.parties, right.parties) and not _same_conference(left, right):
        return "other parties"
    for code in left.people.keys() & right.people.keys():
        if not any(same(a, b) for a in left.people[code] for b in right.people[code]):
            return f"other people for {code}"
    one, other = left.claim, right.claim
    if one.ordinal and other.ordinal and one.ordinal != other.ordinal:
        return f"number {one.ordinal} and number {other.ordinal} of a series"
    if left.dated and right.dated and gap(left.dated, right.dated) > MAX_DATES_APART:
        return "other dates"
    if _reported_apart(left, right):
        return "times too far apart"
    if _plan_after(left, right) or _plan_after(right, left):
        return "one took place, the other was still to come"
    if _day_clashes(left, right) or _day_clashes(right, left):
        return "other days of the year"
    if left.country and right.country and left.country != right.country:
        return f"in {left.country} and in {right.country}"
    return None


def _parties_fit(left: frozenset[str], right: frozenset[str]) -> bool:
    """Tell whether both can name the same circle: a pair is not a trio, a lone visitor leaves the other open."""
    both, either = left & right, left | right
    if min(len(left), len(right)) <= 1:
        return bool(both) and len(either) <= 2
    return left == right or (min(len(left), len(right)) > 2 and len(both) / len(either) >= SAME_CIRCLE)


def _same_conference(left: EngagementAccount, right: EngagementAccount) -> bool:
    """Tell whether both name one conference: who is going differs from report to report."""
    return left.conference and right.conference and shared(left.occasion, right.occasion) >= SAME_OCCASION


def _reported_apart(left: EngagementAccount, right: EngagementAccount) -> bool:
    """Tell whether neither text gives a date and they are of different seasons."""
    if left.dated or right.dated or not left.likely or not right.likely:
        return False
    return gap(left.likely, right.likely) > 0


def _plan_after(plan: EngagementAccount, held: EngagementAccount) -> bool:
    """Tell whether a contact was still planned when the other had taken place, or in the text that tells of it."""
    if plan.claim.status != "planned" or held.claim.status != "held":
        return False
    if plan.document.id == held.document.id:
        return True
    return bool(plan.published and held.dated and (plan.published - held.dated.last).days > 1)


def _day_clashes(left: EngagementAccount, right: EngagementAccount) -> bool:
    """Tell whether a day printed without its year lies outside what the other text gives."""
    day = yearless(left.claim.when)
    if day is None:
        return False
    if right.dated is None:
        other = yearless(right.claim.when)
        return other is not None and (other[0] != day[0] or abs(other[1] - day[1]) > MAX_DATES_APART)
    grace = dt.timedelta(days=MAX_DATES_APART)
    return not contains_day(Days(right.dated.first - grace, right.dated.last + grace), day)


def compare(left: EngagementAccount, right: EngagementAccount) -> Likeness:
    """Say how likely two accounts tell of one contact, with the reasons."""
    why_not = clash(left, right)
    if why_not:
        return NOTHING
    points = list(_points(left, right))
    return Likeness(score=min(1.0, sum(score for score, _ in points)), reasons=tuple(reason for _, reason in points))


def _points(left: EngagementAccount, right: EngagementAccount) -> Iterator[tuple[float, str]]:
    """Give what supports that both tell of one contact."""
    both = left.parties & right.parties
    if _same_conference(left, right):
        yield (0.3, f"same conference: {right.claim.occasion}")
    if both:
        yield (0.25, f"same parties: {', '.join(sorted(both))}")
    met = sorted(left.people.keys() & right.people.keys())
    if met:
        yield (0.15 * min(2, len(met)), f"same people for {', '.join(met)}")
    yield from _date_points(left, right)
    one, other = left.claim, right.claim
    if one.ordinal and one.ordinal == other.ordinal:
        yield (0.5, f"both number {one.ordinal} of a series")
    elif shared(left.occasion, right.occasion) >= SAME_OCCASION:
        yield (0.15, "same occasion")
    if left.document.id == right.document.id:
        yield (0.1, "in one text")
    if shared(left.place, right.place) >= SAME_OCCASION:
        yield (0.15, "same place")
    elif left.country and left.country == right.country:
        yield (0.1, f"both in {left.country}")


def _date_points(left: EngagementAccount, right: EngagementAccount) -> Iterator[tuple[float, str]]:
    if left.dated and right.dated:
        apart, coarse = gap(left.dated, right.dated), max(left.dated.length, right.dated.length)
        if apart:
            yield (0.1, f"{apart} days apart")
        else:
            yield (0.4 if coarse <= 7 else 0.3 if coarse <= 31 else 0.1, "dates agree")
    elif left.recent and right.recent and gap(left.recent, right.recent) == 0:
        yield (0.3, "reported as news at the same time")
    elif "planned" in (left.claim.status, right.claim.status) and left.likely and right.likely:
        yield (0.1, "planned for that season") if gap(left.likely, right.likely) == 0 else (0.0, "planned")
    elif yearless(left.claim.when) or yearless(right.claim.when):
        yield (0.2, "same day of the year")
