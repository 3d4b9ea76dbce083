"""Where reports disagree, and whether that needs a look: rounding, rates of other days and added detail do not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import combinations
from typing import get_args

from chancery.linkage.amounts import close, power_of_ten
from chancery.linkage.entries import Conflict, ConflictKind, Field

Differ = Callable[[str, str], ConflictKind | None]

RATE_DRIFT = Decimal("0.15")  # equivalents of one sum at the rates of one season
GRAVITY: dict[str, int] = {kind: place for place, kind in enumerate(get_args(ConflictKind))}
NOT_FIXED = "not fixed"
MEANING: dict[ConflictKind, str] = {
    "contradiction": "they cannot both be right",
    "factor_of_ten": "they are a power of ten apart",
    "rounding": "the difference is rounding",
    "exchange_rate": "the difference is that of rates of other days",
    "as_of": "they were right at different times",
    "detail": "one says more than the other",
}


def _number(value: str) -> Decimal:
    return Decimal(value.split()[0])


def differ_amounts(left: str, right: str) -> ConflictKind | None:
    """Compare two headline figures of one undertaking in one measure."""
    one, other = _number(left), _number(right)
    if close(one, other):
        return "rounding"
    return "factor_of_ten" if power_of_ten(one, other, slack=Decimal("0.01")) else "contradiction"


def differ_equivalents(left: str, right: str) -> ConflictKind | None:
    """Compare two figures in another currency that restate the same headline."""
    one, other = _number(left), _number(right)
    if close(one, other, within=Decimal("0.02")):
        return "rounding"
    if close(one, other, within=RATE_DRIFT):
        return "exchange_rate"
    return "factor_of_ten" if power_of_ten(one, other) else "contradiction"


def differ_terms(left: str, right: str) -> ConflictKind | None:
    """Compare two terms: one of another length contradicts; one with dates, or without bounds, says more or less."""
    one, other = left.split(";")[0], right.split(";")[0]
    return "contradiction" if one != other and one.split()[-1] == other.split()[-1] == "years" else "detail"


def differ_countries(left: str, right: str) -> ConflictKind | None:
    """Compare two places, written as country and place."""
    return "detail" if left.split("|")[0] == right.split("|")[0] else "contradiction"


def differ_status(left: str, right: str) -> ConflictKind | None:
    """Compare what became of a contact: a plan and its outcome were right at different times."""
    return "as_of" if "planned" in (left, right) else "contradiction"


def always(kind: ConflictKind) -> Differ:
    """Return a comparison that takes every difference for the same."""
    return lambda left, right: kind


COMMITMENT: dict[str, Differ] = {
    "amount": differ_amounts,
    "equivalent": differ_equivalents,
    "actual": always("as_of"),
    "unit": always("detail"),
    "ceiling": always("detail"),
    "executor": always("contradiction"),
    "period": differ_terms,
    "strength": always("detail"),
    "occasion": always("contradiction"),
    "revises": always("detail"),
    "instrument": always("detail"),
    "object": always("detail"),
    "party": always("detail"),
}
ENGAGEMENT: dict[str, Differ] = {
    "date": always("contradiction"),
    "place": differ_countries,
    "occasion": always("detail"),
    "status": differ_status,
    "party": always("detail"),
}


def conflict(field: Field, differs: Mapping[str, Differ], *, reason: str = "") -> Conflict | None:
    """Return what the readings of a field dispute, None where there is one reading or nothing to dispute.

    Readings of a field "equivalent USD" are compared as those of "equivalent". `reason` is added to `why`.
    """
    differ = differs.get(field.name.split()[0])
    if differ is None or len(field.readings) < 2:
        return None
    found = {differ(a.value, b.value) for a, b in combinations(field.readings, 2)}
    kinds = sorted((kind for kind in found if kind), key=GRAVITY.__getitem__)
    if not kinds:
        return None
    kind = "factor_of_ten" if "factor_of_ten" in kinds and field.name != "amount" else kinds[0]
    said = " against ".join(f"{one.text} ({_count(one.sources)})" for one in field.readings)
    return Conflict(
        field=field.name, kind=kind, readings=field.readings, why="; ".join(filter(None, (said, MEANING[kind], reason)))
    )


def _count(sources: int) -> str:
    return "1 source" if sources == 1 else f"{sources} sources"


def conflicts(
    fields: Iterable[Field], differs: Mapping[str, Differ], reasons: Mapping[str, str] | None = None
) -> tuple[Conflict, ...]:
    """Return the conflicts of all fields, the gravest first."""
    why = reasons or {}
    found = [made for field in fields if (made := conflict(field, differs, reason=why.get(field.name, "")))]
    return tuple(sorted(found, key=lambda one: (GRAVITY[one.kind], one.field)))


def alarming(found: Sequence[Conflict]) -> tuple[Conflict, ...]:
    """Return the conflicts that somebody should look at."""
    return tuple(one for one in found if one.alarm)
