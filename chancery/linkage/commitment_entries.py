"""A cluster of commitment accounts to one entry: headline, term, yearly pace, strength and status through time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar, get_args

from chancery.linkage.accounts import earliest
from chancery.linkage.amounts import SMALL_COUNT, amount, say, with_role
from chancery.linkage.commitment_fields import RESTATED_AFTER, main_measure
from chancery.linkage.commitments import CommitmentAccount
from chancery.linkage.dates import days
from chancery.linkage.entries import Amount, CommitmentStatus, Stage
from chancery.linkage.terms import since
from chancery.linkage.wording import NAME_WEIGHT, alike
from chancery.models import Figure, Period, Role, Strength

Accounts = Sequence[CommitmentAccount]
T = TypeVar("T")

STRENGTHS: tuple[Strength, ...] = get_args(Strength)
ASKED = 30  # accounts among which the most typical wording is looked for
STATUS_BY_STRENGTH: dict[Strength, CommitmentStatus] = {"sign": "formalised", "deliver": "in_progress"}
UNDATED = "9999"  # sorts after every date


def common(values: Iterable[T]) -> T | None:
    """Return the most frequent value, the smallest as text among equals; None of none."""
    found = [value for value in values if value is not None]
    return min(set(found), key=lambda value: (-found.count(value), str(value))) if found else None


def given(accounts: Accounts) -> str | None:
    """Return when the undertaking was given: the earliest day of an account that is neither preview nor memory, else
    the date that memories name, else the earliest preview; null where no report is dated."""
    firm = [one for one in accounts if not one.preview and not one.recalled and one.made]
    if firm:
        made = min((one.made for one in firm if one.made), key=lambda made: (made.length > 1, made.first))
        return made.first.isoformat() if made.length == 1 else made.first.isoformat()[:7]
    recalled = common(_recalled(one) for one in accounts if one.recalled)
    if recalled:
        return recalled
    previews = [one.made.first for one in accounts if one.made and not one.recalled]
    return min(previews).isoformat() if previews else None


def _recalled(one: CommitmentAccount) -> str | None:
    """Return the date that a text recalls, no finer than it is printed."""
    return since(one.claim.period, one.published) or one.remembered


def headline(accounts: Accounts) -> Figure | None:
    """Return the headline that most accounts give in the main currency; among equals the larger one."""
    measure = main_measure(accounts)
    found = [one.main for one in accounts if one.main and one.main.currency == measure]
    if not found:
        return None
    values = [figure.value for figure in found]
    value = max(set(values), key=lambda value: (values.count(value), value))
    plain = [figure for figure in found if figure.value == value]
    return min(
        plain, key=lambda figure: (figure.qualifier != "exact", figure.qualifier, figure.unit or "", figure.start)
    )


def figures(accounts: Accounts, role: Role) -> tuple[Amount, ...]:
    """Return the different figures of a role, the most frequent first."""
    found = [amount(figure) for one in accounts for figure in with_role(one.claim.quantities, role)]
    values = [(one.value, one.currency, one.currency or one.unit) for one in found]
    first = dict(zip(reversed(values), reversed(found), strict=True))
    ordered = sorted(first, key=lambda key: (-values.count(key), str(key[1]), -key[0], str(key[2])))
    return tuple(first[key] for key in ordered)


@dataclass(frozen=True)
class Term:
    """How long and how fast: `note` says what the words leave open."""

    period: Period | None
    years: Decimal | None
    pace: Amount | None
    note: str | None
    due: str | None


def term(accounts: Accounts, head: Figure | None, made: str | None) -> Term:
    """Work out term, yearly pace and end; nothing is computed from a term that no report fixes."""
    length = common(one.years for one in accounts)
    stating = [one for one in accounts if one.claim.period and one.years == length]
    periods = [one.claim.period for one in sorted(stating, key=lambda one: one.order) if one.claim.period]
    period = next((one for one in periods if since(one, None) and one.end), periods[0] if periods else None)
    rate, note = pace(accounts, head, length)
    return Term(period, length, rate, note, _due(period, length, made))


def pace(accounts: Accounts, head: Figure | None, length: Decimal | None) -> tuple[Amount | None, str | None]:
    """Return the headline a year, and which words leave the term open; small numbers of things have no pace."""
    if head is None or (not head.currency and head.value < SMALL_COUNT):
        return None, None
    if head.per == "year":
        return amount(head), "the figure is a yearly one"
    texts = {one.claim.period.text for one in accounts if _vague(one) and one.claim.period}
    hidden = " and ".join(f"“{text}”" for text in sorted(filter(None, texts)))
    if not length:
        return None, f"no report fixes the term: {hidden}" if hidden else "no report names a term"
    note = f"some reports hide the term: {hidden}" if hidden else None
    if length <= 1:
        return None, note
    yearly = head.value / length
    rounded = Decimal(f"{yearly:.3g}")
    exact = rounded == yearly and head.qualifier == "exact"
    return Amount(
        value=rounded, currency=head.currency, unit=head.unit, qualifier="exact" if exact else "about", per="year"
    ), note


def _vague(one: CommitmentAccount) -> bool:
    period = one.claim.period
    return bool(period and period.text and not one.years and not one.recalled and not days(period.end))


def _due(period: Period | None, length: Decimal | None, made: str | None) -> str | None:
    """Return the end of a term: the one printed, else the month that lies its years after it was given."""
    if period and period.end and period.precision not in ("vague", "open", "horizon", "relative"):
        return period.end
    start = days((period and since(period, None)) or made)
    if start is None or not length:
        return None
    months = start.first.year * 12 + start.first.month - 1 + int(length * 12)
    return f"{months // 12:04d}-{months % 12 + 1:02d}"


def strength(accounts: Accounts) -> Strength:
    """Return the strongest word that a report of the undertaking uses."""
    return max((one.claim.strength for one in accounts), key=STRENGTHS.index)


def status(accounts: Accounts, due: str | None, head: Figure | None, *, on: dt.date | None) -> CommitmentStatus:
    """Return where the undertaking stands by the reports, `on` a day if one is given: overdue needs a day."""
    if head and _delivered(accounts, head):
        return "fulfilled"
    if all(one.claim.denied for one in accounts):
        return "unverifiable"
    end = days(due)
    if on and end and end.last < on:
        return "overdue"
    if all(one.preview for one in accounts if not one.recalled) and not any(one.recalled for one in accounts):
        return "anticipated"
    return STATUS_BY_STRENGTH.get(strength(accounts), "announced")


def _delivered(accounts: Accounts, head: Figure) -> bool:
    """Tell whether a report says that as much was spent as was promised."""
    spent = [figure for one in accounts for figure in with_role(one.claim.quantities, "actual")]
    return head.role == "target" and any(
        figure.currency == head.currency and (figure.unit or "") == (head.unit or "") and figure.value >= head.value
        for figure in spent
    )


def history(accounts: Accounts, made: str | None) -> tuple[Stage, ...]:
    """Return the steps that reports tell of, dated by the reports, undated ones last."""
    first = days(made)
    steps = dict[tuple[str, str], list[CommitmentAccount]]()
    for one in sorted(accounts, key=lambda one: one.order):
        what = _step(one, first.first if first else None)
        on = made if what == "announced" else one.published.isoformat() if one.published else None
        steps.setdefault((on or UNDATED, what), []).append(one)
    return tuple(
        Stage(
            what=what,
            on=None if on == UNDATED else on,
            text=earliest(found).claim.undertaking,
            claims=tuple(sorted(one.id for one in found)),
        )
        for (on, what), found in sorted(steps.items())
    )


def _step(one: CommitmentAccount, made: dt.date | None) -> str:
    if one.claim.denied:
        return "denied"
    if one.recalled:
        return "recalled"
    if one.preview:
        return "anticipated"
    late = made and one.made and (one.made.first - made).days > RESTATED_AFTER
    if one.claim.strength == "reaffirm" or (late and one.claim.strength not in STATUS_BY_STRENGTH):
        return "restated"
    return STATUS_BY_STRENGTH.get(one.claim.strength, "announced")


def undertaking(accounts: Accounts) -> str:
    """Return the wording that has most in common with the others', the shortest telling one of equals."""
    asked = sorted(accounts, key=lambda one: one.order)[:ASKED]
    return min(
        asked,
        key=lambda one: (
            -round(sum(alike(one.object, other.object) for other in asked), 3),
            sum(one.object.values()) < NAME_WEIGHT,
            len(one.claim.undertaking),
            one.order,
        ),
    ).claim.undertaking


def title(accounts: Accounts, head: Figure | None) -> str:
    """Return a line for people: who for whom, the headline, what."""
    first = earliest(accounts).claim
    givers = common(tuple(sorted(one.promisor)) for one in accounts) or first.promisor
    takers = common(tuple(sorted(one.beneficiary)) for one in accounts if one.beneficiary) or ()
    others = tuple(code for code in takers if code not in givers)
    parties = f"{', '.join(givers)} for {', '.join(others)}" if others else " and ".join(givers)
    return f"{parties}: {f'{say(amount(head))}, ' if head else ''}{undertaking(accounts)}"
