"""What is still to come: planned contacts, and promises whose term ends."""

from __future__ import annotations

from typing import NamedTuple

from chancery.linkage.dates import Days, days, stretch
from chancery.linkage.entries import CommitmentEntry, EngagementEntry, Entry

SETTLED = frozenset({"fulfilled", "cancelled", "superseded"})


class Awaited(NamedTuple):
    """When something is to come, None where no report dates it."""

    covered: Days | None


def awaited(entry: Entry) -> Awaited | None:
    """Return when an entry is to come, or None for one that is not: held, settled or without a term."""
    if isinstance(entry, EngagementEntry) and entry.status == "planned":
        return Awaited(stretch(entry.when))
    if isinstance(entry, CommitmentEntry) and entry.due and entry.status not in SETTLED:
        return Awaited(days(entry.due))
    return None
