"""What reports say of a field: each value once, with the claims and the independent sources that support it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from chancery.linkage.entries import Field, Reading
from chancery.linkage.kinds import AnyAccount


class Said(NamedTuple):
    """One account's value of a field: `value` decides which accounts agree, `text` is shown to people."""

    account: AnyAccount
    value: str
    text: str


def field(name: str, said: Iterable[Said], source: Mapping[str, str]) -> Field | None:
    """Return a field with its readings, the one of most independent sources first; None where nobody says anything.

    Of readings with equal support the one of more claims comes first, then the one published first.
    """
    groups = defaultdict[str, list[Said]](list)
    for one in sorted(said, key=lambda one: (one.account.order, one.text)):
        groups[one.value].append(one)
    if not groups:
        return None
    ranked = sorted(groups.items(), key=lambda item: (*_rank(item[1], source), item[0]))
    return Field(name=name, readings=tuple(_reading(value, found, source) for value, found in ranked))


def _rank(found: list[Said], source: Mapping[str, str]) -> tuple[int, int, tuple[str, str]]:
    own = {source[one.account.document.id] for one in found}
    return -len(own), -len({one.account.id for one in found}), found[0].account.order


def _reading(value: str, found: list[Said], source: Mapping[str, str]) -> Reading:
    return Reading(
        value=value,
        text=found[0].text,
        claims=tuple(sorted({one.account.id for one in found})),
        sources=len({source[one.account.document.id] for one in found}),
    )


def best(fields: Iterable[Field], name: str) -> str | None:
    """Return the best supported value of a field, None where there is no such field.

    >>> best((), "place") is None
    True
    """
    return next((field.readings[0].value for field in fields if field.name == name), None)
