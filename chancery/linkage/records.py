"""What a report says of the record, held against the ledger: the first meeting since 2019, the third this year, the
15th summit, twice the earlier sum. Silence of the ledger proves nothing: then it cannot be known."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from functools import cache
from typing import Literal, TypeAlias

from chancery.linkage import tables
from chancery.linkage.amounts import close, comparable, say
from chancery.linkage.dates import Days, days, gap, months_before, stretch
from chancery.linkage.engagements import EngagementAccount
from chancery.linkage.entries import Amount, CommitmentEntry, EngagementEntry
from chancery.linkage.persons import known, same
from chancery.linkage.wording import alike, wording
from chancery.models import Document, Engagement, Participant, Value

Outcome: TypeAlias = Literal["agrees", "contradicted", "cannot_be_known"]
Subject: TypeAlias = Literal["count", "ordinal", "ratio"]

ONE_CONTACT = 4  # days: so far apart at most are two reports' dates of one contact
SAME_SERIES = 0.5  # of the telling words
SAME_EDITION = 60  # days between two reports' dates of one edition of a series
ROUGHLY = 0.15  # share by which "in seven years" is rounded
EARLIEST = dt.date.min


class Assessment(Value, frozen=True, kw_only=True):
    """What the ledger says to words about the record; `against` are the claims of other reports it rests on."""

    subject: Subject
    text: str
    outcome: Outcome
    why: str
    against: tuple[str, ...] = ()


class Count(Value, frozen=True, kw_only=True):
    """Words that say that a contact is the `nth` of its `sort` after `last` (exclusive); of the first, `before` are the
    days of the one before it, where the words name them. `unmeasured` are words that narrow the sort further."""

    text: str
    nth: int
    sort: str | None
    last: dt.date
    before: Days | None
    unmeasured: tuple[str, ...]


def assess(claim: Engagement, doc: Document, contacts: Iterable[EngagementEntry]) -> Iterator[Assessment]:
    """Hold what a claim's words say of the record against the contacts of the same parties in other reports.

    `contacts` are entries of the ledger; those of the claim's own contact are left out by their date.
    """
    account = EngagementAccount(claim, doc, ())
    day = account.dated or account.published_days
    if claim.status == "cancelled" or day is None:
        return
    parties = account.parties
    others = [one for one in contacts if one.status == "held" and parties and parties <= set(one.actors)]
    earlier = [(one, when) for one in others if (when := stretch(one.when)) and gap(when, day) > ONE_CONTACT]
    for said in counts(claim, day.first):
        yield _counted(said, account, [(one, when) for one, when in earlier if when.last < day.first])
    if claim.ordinal and (claim.series or claim.occasion):
        yield _ordinal(claim, day, earlier)


# --- the n-th since -------------------------------------------------------------------------------------------------


@cache
def _pattern() -> re.Pattern[str]:
    found = tables.records()
    nth = rf"(?P<nth>{'|'.join(found.ordinals)}|\d{{1,2}}(?:st|nd|rd|th))"
    sort = rf"(?P<sort>{'|'.join(found.sorts)})"
    number = rf"(?P<number>{'|'.join(found.numbers)}|a|an|\d{{1,2}})"
    rough = r"(?:(?:the\s+)?(?:last|past)\s+|(?:more\s+than|over|nearly|almost|about|some)\s+)?"
    month = "|".join(dt.date(2000, n, 1).strftime("%B") for n in range(1, 13))
    since = rf"since\s+(?:(?P<month>{month})\s+)?(?P<since>(?:19|20)\d\d)"
    within = rf"in\s+{rough}{number}\s+(?P<unit>{'|'.join(found.units)})s?"
    span = rf"{since}|{within}|(?:so\s+far\s+)?this\s+(?P<this>year|month)|(?P<ever>ever)"
    what = rf"(?:(?P<adjectives>(?:[\w’'-]+\s+){{0,4}}?){sort}|(?P<time>time))"
    return re.compile(rf"\b{nth}(?P<atall>[-\s]ever)?\s+{what}\b(?:[^.;]{{0,80}}?\b(?:{span})\b)?", re.IGNORECASE)


def counts(claim: Engagement, day: dt.date) -> Iterator[Count]:
    """Give what the words of a contact say about its number within a time.

    Only words that name a time, or "ever", can be held against a ledger; others are not given.
    """
    said = dict.fromkeys(" ".join(words.quote.split()) for words in claim.evidence)
    said |= dict.fromkeys(claim.firsts)
    seen = set[str]()
    for text in said:
        for match in _pattern().finditer(text):
            found = _count(match, day)
            if found and not any(found.text in one or one in found.text for one in seen):
                seen.add(found.text)
                yield found


def _count(match: re.Match[str], day: dt.date) -> Count | None:
    words = tables.records()
    nth = _number(match["nth"].lower(), words.ordinals)
    adjectives = tuple(word.lower() for word in (match["adjectives"] or "").split())
    last, before = EARLIEST, None
    if match["since"]:
        spans = days(f"{match['since']}{_month(match['month'])}")
        if spans is None:
            return None
        last = spans.last if nth == 1 else spans.first - dt.timedelta(days=1)
        before = spans if nth == 1 else None
    elif match["unit"]:
        months = _number(match["number"].lower(), words.numbers) * words.units[match["unit"].lower()]
        slack = max(1, round(months * ROUGHLY))
        last = months_before(day, months - slack)
        before = Days(months_before(day, months + slack), last) if nth == 1 else None
    elif match["this"]:
        first = day.replace(day=1) if match["this"].lower() == "month" else day.replace(month=1, day=1)
        last = first - dt.timedelta(days=1)
    elif not (match["ever"] or match["atall"]):
        return None
    return Count(
        text=match.group().strip(),
        nth=nth,
        sort=words.sorts.get((match["sort"] or "").lower()),
        last=last,
        before=before,
        unmeasured=tuple(word for word in adjectives if word in words.unmeasured),
    )


def _number(word: str, words: Sequence[str]) -> int:
    digits = re.match(r"\d+", word)
    return int(digits.group()) if digits else words.index(word) + 1 if word in words else 1


def _month(name: str | None) -> str:
    return f"-{dt.datetime.strptime(name.title(), '%B').month:02d}" if name else ""


Dated: TypeAlias = tuple[EngagementEntry, Days]


def _counted(said: Count, account: EngagementAccount, earlier: Sequence[Dated]) -> Assessment:
    """Compare a count with the contacts that the ledger holds from before."""
    sort = said.sort or account.claim.type
    alike = [(one, when) for one, when in earlier if _of_sort(one, sort, account)]
    within = sorted(((one, when) for one, when in alike if when.first > said.last), key=lambda one: one[1])
    sure = [(one, when) for one, when in within if not said.unmeasured and _same_people(one, account)]
    if len(sure) >= said.nth:
        return _assessment(said, "contradicted", f"the ledger holds {_listed(sure)} in that time", sure)
    if len(sure) == said.nth - 1 and said.nth > 1 and len(within) == len(sure):
        return _assessment(said, "agrees", f"the ledger holds {_listed(sure)} before it", sure)
    if within and len(within) >= said.nth:
        narrower = " and ".join(said.unmeasured) or "of the same people"
        why = f"the ledger holds {_listed(within)}, but not whether it was {narrower}"
        return _assessment(said, "cannot_be_known", why, within)
    last = [(one, when) for one, when in alike if said.before and gap(when, said.before) == 0]
    if last:
        return _assessment(said, "agrees", f"the ledger holds {_listed(last[-1:])} and none since", last[-1:])
    held = f"only {_listed(within)}" if within else "none"
    return _assessment(said, "cannot_be_known", f"of those before it the ledger holds {held}", within)


def _of_sort(one: EngagementEntry, sort: str, account: EngagementAccount) -> bool:
    """Tell whether a contact is of a sort; a visit must have gone to the same country."""
    if sort == "visit":
        mine = account.claim.host or (account.claim.place.country if account.claim.place else None)
        return one.type == "visit" and mine is not None and mine == (one.host or (one.place and one.place.country))
    return one.type == sort or (sort == "meeting" and one.type == "summit")


def _same_people(one: EngagementEntry, account: EngagementAccount) -> bool:
    """Tell whether each party was represented by the same person, or by a holder of the same office."""
    named = {code: who for who in account.claim.participants if (code := _party(who))}
    return bool(named) and all(
        any(_party(other) == code and _equal(who, other, code) for other in one.participants)
        for code, who in named.items()
    )


def _party(who: Participant) -> str | None:
    return who.actor or who.organisation


def _equal(one: Participant, other: Participant, code: str) -> bool:
    if one.office and other.office and one.office.lower() == other.office.lower():
        return True
    return same(known(one.name, code, None), known(other.name, code, None))


def _listed(found: Sequence[Dated]) -> str:
    told = [f"the {one.type} of {when.first.isoformat()}" for one, when in found]
    return told[0] if len(told) == 1 else f"{len(told)}: {', '.join(told)}"


def _assessment(said: Count, outcome: Outcome, why: str, found: Sequence[Dated]) -> Assessment:
    claims = tuple(sorted({claim for one, _ in found for claim in one.claims}))
    return Assessment(subject="count", text=said.text, outcome=outcome, why=why, against=claims)


# --- the n-th of a series -------------------------------------------------------------------------------------------


def _ordinal(claim: Engagement, day: Days, others: Sequence[Dated]) -> Assessment:
    """Compare the number of an edition with those of other editions of the series."""
    series = wording(f"on {claim.series or claim.occasion}")
    mine = claim.ordinal or 0
    of_series = [
        (one, when)
        for one, when in others
        if one.ordinal and alike(series, wording(f"on {one.series or one.occasion or ''}")) >= SAME_SERIES
    ]
    wrong = [(one, when) for one, when in of_series if _out_of_order(mine, day, one.ordinal or 0, when)]
    text = claim.series or claim.occasion or ""
    told = wrong or sorted(of_series, key=lambda one: abs((one[0].ordinal or 0) - mine))[:1]
    listed = ", ".join(f"number {one.ordinal} on {when.first.isoformat()}" for one, when in told)
    outcome: Outcome = "contradicted" if wrong else "agrees" if told else "cannot_be_known"
    return Assessment(
        subject="ordinal",
        text=text,
        outcome=outcome,
        why=f"the ledger holds {listed}" if told else "the ledger holds no other one of the series with its number",
        against=tuple(sorted({id for one, _ in told for id in one.claims})),
    )


def _out_of_order(mine: int, day: Days, other: int, when: Days) -> bool:
    """Tell whether two editions of a series cannot both have their numbers."""
    if mine == other:
        return gap(day, when) > SAME_EDITION
    return gap(day, when) > 0 and (mine < other) != (day.first < when.first)


# --- so many times the earlier sum ----------------------------------------------------------------------------------


def ratios(entry: CommitmentEntry, others: Iterable[CommitmentEntry]) -> Iterator[Assessment]:
    """Hold a ratio in words ("doubling") against the sums that other entries have for the earlier promise.

    Where the text prints the earlier sum too, an entry of that sum is looked for; else the sum of the promise that it
    revises is taken.
    """
    links = [link for link in entry.descent if link.later == entry.id and link.stated]
    if not links or entry.headline is None:
        return
    stated = links[0].stated or Decimal(1)
    text = f"{stated:f} times the earlier sum"
    base = _base(entry, stated)
    if base:
        found = [one for one in others if one.id != entry.id and _same_parties(one, entry) and _has(one, base)]
        claims = tuple(sorted({claim for one in found for claim in one.claims}))
        outcome: Outcome = "agrees" if found else "cannot_be_known"
        why = f"the ledger holds {'the' if found else 'no'} earlier promise of {say(base)}"
        yield Assessment(subject="ratio", text=text, outcome=outcome, why=why, against=claims)
        return
    held = next((link for link in links if link.earlier and link.ratio and link.baseline), None)
    if held is None or not held.ratio or not held.baseline:
        why = "the ledger holds no earlier promise with a sum to compare"
        yield Assessment(subject="ratio", text=text, outcome="cannot_be_known", why=why)
        return
    outcome = "agrees" if close(held.ratio, stated) else "contradicted"
    why = f"from {say(held.baseline)} to {say(entry.headline)} is {held.ratio:f} times"
    yield Assessment(subject="ratio", text=text, outcome=outcome, why=why, against=held.claims)


def _base(entry: CommitmentEntry, stated: Decimal) -> Amount | None:
    """Return the sum printed beside the headline that stands in the ratio to it."""
    head = entry.headline
    printed = (one for one in (*entry.baselines, *entry.amounts) if head and comparable(one, head) and one.value > 0)
    return next((one for one in printed if head and close(head.value / one.value, stated)), None)


def _same_parties(one: CommitmentEntry, other: CommitmentEntry) -> bool:
    takers = set(one.beneficiary), set(other.beneficiary)
    return bool(set(one.promisor) & set(other.promisor)) and (not all(takers) or bool(takers[0] & takers[1]))


def _has(one: CommitmentEntry, base: Amount) -> bool:
    return one.headline is not None and comparable(one.headline, base) and close(one.headline.value, base.value)
