"""Entries that deny one another: what one report promises and another says was never promised."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from chancery.linkage.entries import CommitmentEntry, Conflict, Reading
from chancery.models import Judgement

DENIED = "denied"


def dispute(entries: Sequence[CommitmentEntry], judgements: Iterable[Judgement]) -> tuple[CommitmentEntry, ...]:
    """Return the entries, each with a conflict for every other one that a CONFLICTS judgement sets against it."""
    of = {claim: entry for entry in entries for claim in entry.claims}
    against = defaultdict[tuple[str, str], set[str]](set)
    for one in judgements:
        pair = of.get(one.left), of.get(one.right)
        if one.relation == "CONFLICTS" and pair[0] and pair[1] and pair[0].id != pair[1].id:
            against[pair[0].id, one.detail or DENIED].add(pair[1].id)
            against[pair[1].id, one.detail or DENIED].add(pair[0].id)
    by_id = {entry.id: entry for entry in entries}
    return tuple(_with(entry, by_id, against) for entry in entries)


def _with(
    entry: CommitmentEntry, by_id: Mapping[str, CommitmentEntry], against: Mapping[tuple[str, str], set[str]]
) -> CommitmentEntry:
    found = [
        _conflict(detail, entry, by_id[other])
        for (id, detail), others in sorted(against.items())
        if id == entry.id
        for other in sorted(others)
    ]
    return msgspec.structs.replace(entry, conflicts=(*found, *entry.conflicts)) if found else entry


def _conflict(detail: str, one: CommitmentEntry, other: CommitmentEntry) -> Conflict:
    readings = sorted((_reading(one), _reading(other)), key=lambda reading: (-reading.sources, reading.value))
    why = " against ".join(f"{reading.text} ({reading.sources} of the sources)" for reading in readings)
    return Conflict(field=detail, kind="contradiction", readings=tuple(readings), why=why)


def _reading(entry: CommitmentEntry) -> Reading:
    says = "denied" if entry.denied else "reported"
    return Reading(value=says, text=f"{says}: {entry.title}", claims=entry.claims, sources=entry.corroboration.sources)
